"""How a contract renews, and by when a renewal must be stopped or asked for, read from a clause's words."""

from __future__ import annotations

import re
from typing import Literal

from model.summary.dates.renewal_periods import (
    EACH_YEAR,
    GOES_ON_BY_PERIODS,
    GOES_ON_WITHOUT_END,
    ONE_OF_TWO,
    WITHOUT_LIMIT,
    one_at_a_time,
    period_by_period,
)
from model.summary.dates.start_and_term import (
    A_SUM,
    INDEFINITE,
    NOTICE_FOLLOWS,
    RENEWING,
    YEARLY_RENEWAL,
    endless,
    follows,
    term,
)
from model.summary.dates.taken_out import without_what_is_taken_out
from model.summary.values.date_patterns import DATE
from model.summary.values.durations import durations
from model.summary.values.numbers import in_figures

# "Save where Buyer or Vendor has told the other", "except if a party has given notice"
_SAVE_WHERE_TOLD = (
    r"\b(?:except|save)\s(?:where|if|when|that\sif)\s[^.;,]{0,60}?\b(?:has|have|gives?|tells?|notif(?:y|ies))\s(?:[\w,]+\s){0,3}?"
    r"(?:told|notified|informed|given|written|objected|advised|the\sother|notice)\b"
)
# "If neither party has told the other that it wishes the Agreement to finish"
_IF_NEITHER_TOLD = (
    r"\bif\s(?:neither|no)\s(?:party|side|of\s(?:us|them|the\sparties))\s"
    r"(?:(?:has|have)\s(?:told|notified|informed|written|objected|advised|given\s(?:[\w,]+\s){0,4}?notice)|gives?\s(?:[\w,]+\s){0,4}?notice|tells|notifies|objects)\b"
)
# "It does so by written notice", in the sentence after a right to renew
DOES_SO_BY = (
    r"\W{0,4}(?:[\d.]{1,8}\s)?(?:it|they|the\s\w+)\s(?:(?:shall|must|may|can|will)\s)?do(?:es)?\sso\s(?:only\s)?by\b"
)
# The category of notices against a renewal.
NOTICE = "Notice Period To Terminate Renewal"
# "Franchisee may acquire one successor franchise"
_SUCCESSOR = r"\bsuccessor\s(?:franchise|term|licen[cs]e)\b"
_RENEWING_OR_EXTENDING = re.compile(rf"{RENEWING.pattern}|extend|{_SUCCESSOR}")
# A renewal without its own duration, for as long as the first term.
_AS_LONG = re.compile(r"\b(?:renew\w*|exten[ds]\w*)\b[^.;]{0,80}?\b(?:same|like|equal|identical)\b")
_NOTICED, _NOTICED_WITHIN = re.compile(r"\bnoti(?:ce|fy|fies)\b[^.;]{0,90}$"), 98
_SENTENCE_ENDS = re.compile(r"(?<=[a-z)”\"]\.)\s+(?=[A-Z])")
_AFTER_AN_EVENT = re.compile(
    r"\bwithin\s+(?:a\s+period\s+of\s+)?\d+\s?(?:\(\d+\)\s?)?(?:day|week|month|year)s?\s+"
    r"(?:(?:following|after)\b(?![^.,;]{0,30}\b(?:end|expir))|(?:of|from)\s+(?:\w+\s+){0,3}(?:receipt|notice))"
)
_RENEWAL = re.compile(
    r"renew|exten[ds]|exten(?:sion|ding)|prolong|successive|year[\s-]to[\s-]year|month[\s-]to[\s-]month|\bthereafter\b"
    r"|\b(?:end|expir\w+|conclusion|anniversary)\b[^.;]{0,40}\b(?:term|period|agreement|year)\b",
    re.IGNORECASE,
)
_NOT_RENEWING = re.compile(
    r"\bnot\s+(?:(?:like|wish|want|intend|elect)\s+)?(?:to\s+|be\s+)?(?:renew|extend|continu)"
    r"|\bnot\s+(?:like|wish|want|intend|desire)\s+(?:(?:such|any|a|the)\s+)?(?:renewal|extension)\b"
    rf"|{_SAVE_WHERE_TOLD}|{_IF_NEITHER_TOLD}|"
    r"\bnon-?\s?renewal|\bunless\b[^.;]{0,60}\b(?:noti(?:ce|fi)|objects?\b|declines?\b|informs?\b|advises?\b|tells?\b|told\b|writes?\b|intimates?\b)"
    # "unless Buyer gives notice of its intention to extend": silence ends the contract
    r"(?![^.;]{0,80}\b(?:intent\w*|desires?|wish(?:es)?|elect\w*)\s(?:to|of)\s(?:renew|extend|continu))"
    # "continues from month to month until either party gives thirty days' notice": each month follows unless it does
    r"|\b(?:month|quarter|year)[\s-]to[\s-](?:month|quarter|year)\b[^.;]{0,60}?\buntil\s(?:either|one|any|a)\b[^.;]{0,60}?\bgives\b[^.;]{0,60}?\bnotice\b"
    r"|\b(?:month|quarter|year|season)[\s-](?:to|by)[\s-](?:month|quarter|year|season)\b[^.;]{0,120}?\buntil\s(?:either|one|any|a)\b[^.;]{0,80}?\b(?:ends|terminates|stops)\b[^.;]{0,120}?\bnotice\b",
    re.IGNORECASE,
)
# "within two years after the first term", "at least six months": not the length of a renewal.
_WINDOW = re.compile(
    r"\b(?:within|at\s+least|(?:not|no)\s+(?:less|later|fewer|more)\s+than|prior|before|(?<!renew\s)(?<!renewed\s)(?<!renews\s)(?<!extend\s)(?<!extended\s)every|after)\s+(?:(?:the|that|said|such)\s+|a\s+period\s+of\s+)?$"
)
# "May extend the term from the second anniversary": when, and not for how long
_AT, _ANNIVERSARY = (
    re.compile(r"\b(?:from|on|following|since|upon|at)\s+(?:(?:the|each|any)\s+)?$"),
    re.compile(r"\w{1,6}\s+anniversary"),
)
# A renewal that only the law may require, and that of a license or policy which someone holds, are none of the
# contract.
_NOT_ITS_OWN = re.compile(
    r"\b(?:automatic\s+)?(?:renewals?|extensions?)\b(?:\s+or\s+(?:renewal|extension)\b)?(?:\s+for\s+(?:\w+\s+){1,3})?,?\s*"
    r"(?:if\s+|as\s+|only\s+(?:if\s+|as\s+)?|to\s+the\s+extent\s+)?(?:required|mandated|prescribed)\s+by\s+(?:\w+\s+)?law\b"
    r"|\brenew\w*\s+(?:(?:the|any|an?)\s+)?(?:\w+['’]s|its|his|her|their)\s+(?:\w+\s+){0,2}?(?:licen[sc]es?|permits?|certificates?|registrations?|polic(?:y|ies))\b"
    r"|\brenew\w*\s+(?:the|its|any|each)\s+(?:\w+\s+){0,2}?(?:domain\s+names?|permits?|certificates?|trade-?marks?)\b[^.;]{0,120}"
    # "renew an upgrade subscription" beside the license
    r"|\brenew\w*\s+(?:the|its|any|each|an?|such|your|their)\s+(?:\w+\s+){0,2}?(?:upgrade|update|maintenance|support)\s+(?:subscription|plan|contract|agreement|service)s?\b[^.;]{0,160}"
    # a period after the end, or of something else than the contract: "the tail period shall be extended"
    r"|\b(?:tail|protection|exclusivity|standstill|lock-?up|warranty|guarantee|cure|grace|notice|acceptance|test(?:ing)?|delivery|inspection|due\s+diligence)\s+"
    r"periods?[”\"]?\)?\s+(?:shall|will|may|is|are)\s+(?:\w+\s+){0,2}?(?:be\s+)?(?:renew|exten)\w*\b[^.;]{0,200}"
    # "the price in a renewal quote will be no more than"
    r"|\bprices?\b[^.;]{0,60}?\brenewal\s(?:quot(?:e|ation)|offer|proposal)s?\b[^.;]{0,200}"
    # what something else does: "the discount renews every year"
    r"|\b(?<!\bthis\s)(?:discounts?|promotions?|offers?|quot(?:e|ation)s?|leases?|permits?|registrations?|polic(?:y|ies)|domain\s+names?|certificates?|visas?|patents?)\s+"
    r"(?:\w+\s+){0,4}?(?:automatically\s+)?(?:renews?|renewed|renewable|exten(?:d|ds|ded))\b[^.;]{0,200}",
    re.IGNORECASE,
)
# "This Agreement does not renew automatically": words that say what does not happen, with the period after them.
_DENIED = re.compile(
    r"\bnothing\sto\srenew\b|"
    # another section's heading: "despite section 12.2 (automatic renewal)"
    r"\(\s?(?:automatic\s)?renewals?\s?\)|"
    r"\bno\s+(?:automatic\s+|tacit\s+)?(?:renewals?|extensions?|rollovers?)\b(?!\s+(?:fee|charge|notice|term|period)s?\b)"
    r"|\b(?:neither|no)\s+(?:of\s+the\s+)?part(?:y|ies)\s+(?:holds?|has|have)\s+(?:(?:an?|any|the)\s+)?(?:option|right)\s+(?:to|of)\s+(?:renew|exten)\w*[^.;]{0,60}"
    r"|\b(?:shall|will|does|do)\s+not\s+continue\s+(?:from\s+)?(?:month|year)\s+to\s+(?:month|year)\b"
    r"|\b(?:shall|will|does|do|is|are)\s+not\s+(?:be\s+)?(?:automatically\s+)?(?:renew(?:s|ed)?|extend(?:ed)?|roll\s+over)\b(?:\s+automatically\b)?"
    # "shall not be renewed unless both agree" says when it is, and "if it is not renewed" supposes that it may be
    r"(?![^.;]{0,200}\b(?:unless|except|if|until|other\s+than)\b)[^.;,:]{0,100}"
    # "shall not renew, but shall instead continue for six months": these run it off
    r"(?:,?\s+but\s+(?:shall|will)\s+(?:instead|rather|only|merely)\s+(?:continue|remain)[^.;]{0,200})?",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(r"\b(?:if|unless|when|where|in\s+(?:the\s+)?(?:event|case))\b[^.;,]{0,80}$", re.IGNORECASE)
RenewalKind = Literal["automatic", "option", "agreement"]
_RENEWING_VERB = r"(?:(?:renew|prolong|continu)\w{0,7}+|exten\w{1,7}+)"
_BY_AGREEMENT = re.compile(
    rf"\bprovided\s(?:that\s)?the\sparties\s(?:have\s)?agreed?\b|\bmutual(?:ly)?\b[^.;]{{0,60}}\b(?:agree|consent|written)|\b(?:written\s+)?(?:agreement|consent|approval)\s+(?:of|by|between|in\s+writing\s+of)\s+(?:both|the|all|each)\s+(?:of\s+the\s+)?part"
    rf"|\b(?:parties|both\s+parties)\s+(?:may|can|might|shall\s+(?:negotiate|discuss|agree)|agree\b(?!\s+that)|wish|desire|intend|elect|consult|negotiate|will\s+(?:negotiate|discuss))"
    rf"[^.;]{{0,80}}{_RENEWING_VERB}|\b(?:if|when|once|should)\s(?:they|we|both(?:\sof\s(?:us|them))?|(?:both\s|all\s|the\s){{1,2}}parties)\s(?:(?!not\b|cannot\b)\w+\s){{0,2}}?agree\b(?!\sthat)[^.;]{{0,80}}?{_RENEWING_VERB}|{_RENEWING_VERB}[^.;]{{0,80}}\b(?:if|when|once)\s+[^.;,]{{3,60}}\s(?:expressly\s+|mutually\s+)?agree\b|{_RENEWING_VERB}[^.;]{{0,60}}\b(?:if|as|when|where|unless\s+otherwise|to\s+the\s+extent|upon\s+such\s+terms\s+as)\s+(?:the\s+|both\s+)?parties\s+(?:\w+\s+){{0,2}}agree|\bnegotiat\w+[^.;]{{0,40}}{_RENEWING_VERB}"
    # "may be extended by an amendment signed by both parties"
    rf"|{_RENEWING_VERB}[^.;]{{0,120}}\bby\s(?:[\w-]+\s){{0,4}}?(?:agreement|contract|amendment|addendum|instrument|writing|document|letter)\s"
    r"(?:in\swriting\s)?(?:\w+\s)?(?:signed|executed|concluded|made|entered\sinto)\s(?:by|between)\s(?:(?:both|all|each)\s(?:of\s)?(?:the\s)?part|the\sparties\b)"
    # "unless the parties have signed a memorandum renewing it"
    rf"|\bunless\s(?:the|both)\sparties\shave\b[^.;]{{0,60}}?\b(?:signed|agreed|concluded|executed|made|entered\sinto)\b[^.;]{{0,60}}?{_RENEWING_VERB}"
    # "will hold discussions on a possible continuation"
    rf"|\b(?:discuss(?:ions?)?|talks)\s(?:[\w,]+\s){{0,10}}?(?:potential|possible|proposed|any|an?)\s(?:[\w-]+\s){{0,3}}?{_RENEWING_VERB}",
    re.IGNORECASE,
)
_AUTOMATIC = re.compile(
    rf"\bauto-?(?:matic|renew)|\btacit(?:ly)?\b|\bby\soperation\sof\sthis\s(?:clause|section|article|agreement)\b|\bif\s+it\s+is\s+not\s+(?:terminated|cancel+ed)\b"
    rf"|{_SAVE_WHERE_TOLD}|{_IF_NEITHER_TOLD}|{GOES_ON_WITHOUT_END}|\bcarr(?:y|ies)\son\sby\sitself\b|\bevergreen\b|\bunless\s+(?:either|a|any|one|the\s+other|terminated|earlier|sooner|otherwise|it\s+is|notice|\w+\s+(?:gives|notifies|provides|writes?|tells?))\b|\bunless\b[^.;]{{0,120}}?\bnot\s(?:wish|want)\sto\s(?:go|carry)\son\b"
    rf"|\bdeemed\s+{_RENEWING_VERB}|\byear\s+to\s+year|\bmonth\s+to\s+month|\bnon-?\s?renewal\b|\bnot\s+to\s+renew|\bshall\s+(?:then\s+|thereafter\s+)?(?:be\s+)?(?:renew|exten)\w*[^.;]{{0,60}}\bsuccessive",
    re.IGNORECASE,
)
# "In each case only if Buyer so elects by notice"
_ONLY_IF_ELECTED = r"if\s(?:the\s)?[A-Z]\w+\s(?:so\s)?(?:elects?|chooses?|requests?|opts?)\b"
# "May call for one additional period", "may acquire a successor franchise"
_MAY_HAVE_MORE = (
    r"\b(?:may|can)\s(?:call\sfor|take\sup|require|ask\sfor|acquire)\s(?:[\w()]{1,10}\s){0,4}?(?:additional|further|another|successor|next)\s"
    r"(?:\w+\s)?(?:terms?|periods?|years?|seasons?|blocks?|franchise)\b"
)
_OPTION = re.compile(
    rf"{_MAY_HAVE_MORE}|\boptions?\b|\bright,\s[^.;]{{0,200}}?,\sto\s{_RENEWING_VERB}|\bmay\sroll\s(?:this|the)\b|\bmay\b[^.;]{{0,80}}{_RENEWING_VERB}|\bmay,?\s+(?:by|on|upon)\s+[^.;]{{0,200}}{_RENEWING_VERB}|\bcan\b[^.;]{{0,40}}{_RENEWING_VERB}|\bright\s+to\s+(?:\w+\s+){{0,3}}{_RENEWING_VERB}|\belect\w*\s+to\s+{_RENEWING_VERB}"
    rf"|{_RENEWING_VERB}[^.;]{{0,60}}?\bif\s(?:the\s)?[A-Z]\w+\s(?:has|have)\s(?:so\s)?(?:asked|requested|told)\b"
    rf"|{_RENEWING_VERB}[^.;]{{0,120}}?\b{_ONLY_IF_ELECTED}"
    rf"|\bentitled\s+to\s+{_RENEWING_VERB}|\bdiscretion\b|\brequest\w*[^.;]{{0,40}}{_RENEWING_VERB}|{_RENEWING_VERB}[^.;]{{0,60}}\b(?:request\w*|election|discretion)\b",
    re.IGNORECASE,
)
# "The opportunity to renew on the terms of a proposal": one party proposes, and the other accepts or rejects.
_PROPOSED = re.compile(rf"{_RENEWING_VERB}[^.;]{{0,200}}\b(?:proposals?|offers?)\b", re.IGNORECASE)
_ACCEPTED = re.compile(r"\b(?:accept(?:s|ed|ance)?|reject(?:s|ed|ion)?)\b", re.IGNORECASE)
# Nothing is left to be agreed, no matter what else in the sentence the parties may agree on.
_ON_THE_SAME_TERMS = re.compile(
    rf"\b(?:right|option)\s+to\s+(?:\w+\s+){{0,3}}{_RENEWING_VERB}[^.,;]{{0,60}}\b(?:on|under|upon|at)\s+(?:\w+\s+){{0,2}}same\s+(?:terms|conditions|rate|price)",
    re.IGNORECASE,
)
_HAS_OPTION = re.compile(
    # "shall be extended for two additional periods at the election of Buyer", but not "unless terminated at its option"
    rf"{_RENEWING_VERB}\b(?:(?!\b(?:unless|until|terminat\w*|cancel\w*)\b)[^.;]){{0,160}}?\s(?:at|by)\s+the\s+(?:sole\s+)?(?:option|election)\s+of\b(?!\s+(?:the|both|all)\s+parties\b)|\b(?:has|have|with)\s+(?:\w+\s+){{0,4}}?options?\s+(?:(?:by|of|for)\s+(?:\w+\s+){{1,3}}?)?to\s+{_RENEWING_VERB}",
    re.IGNORECASE,
)
# "Shall automatically stay in force for two years, unless otherwise mutually agreed"
_BY_ITSELF = re.compile(
    r"\b(?:shall|will)\s+automatically\s+(?:stay|remain|continue|renew|extend|be\s+(?:renewed|extended))\b"
    r"(?![^.;]{0,60}\b(?:if|upon|with|by)\s+(?:the\s+)?(?:parties|mutual)|[^.;]{0,200}\bapprov)",
    re.IGNORECASE,
)
_RENEWS = re.compile(
    r"\b(?:shall|will)\s+(?:\w+\s+){0,3}(?:be\s+)?(?:renew|exten|continu|prolong|roll\s(?:over|on)\b)|\brenews\b|\brolls\sover\b|\bsuccessive\b|\bthereafter\b",
    re.IGNORECASE,
)
# What can be renewed does not renew by itself.
_RENEWABLE = re.compile(r"\b(?:renewable|extend[ai]ble)\b", re.IGNORECASE)
_ASKS = re.compile(
    rf"{_MAY_HAVE_MORE}[^.;]{{0,240}}\b(?:noti|tell(?:s|ing)\b|inform(?:s|ing)\b|advis(?:es|ing)\b|writing|emailing)|\boption\b|\bright\s+to\s+(?:\w+\s+){{0,3}}{_RENEWING_VERB}|\belect\w*\s+to\s+{_RENEWING_VERB}|\b(?:desir|wish|intent|intend|intention|request|propos)\w*\s+(?:\w+\s+){{0,3}}(?:to\s+)?{_RENEWING_VERB}"
    rf"|\bnotice\s+of\s+(?:\w+\s+){{0,3}}(?:renewal|extension)|\bmay\s+(?:\w+\s+){{0,3}}{_RENEWING_VERB}[^.;]{{0,240}}\b(?:noti|tell(?:s|ing)\b|inform(?:s|ing)\b|advis(?:es|ing)\b|requesting|asking)|\bexercis\w+"
    # "It does so by written notice", after the sentence that gives the right
    rf"|^{DOES_SO_BY}"
    rf"|\bmay,?\s+(?:by|on|upon)\s+(?:\w+\s+){{0,3}}[^.;]{{0,60}}\bnotice\b[^.;]{{0,140}}{_RENEWING_VERB}"
    rf"|{_RENEWING_VERB}[^.;]{{0,60}}\bif\b[^.;]{{0,40}}\brequests?\b|{_RENEWING_VERB}[^.;]{{0,120}}?\b{_ONLY_IF_ELECTED}"
    rf"|\bmay\s(?:\w+\s){{0,3}}?{_RENEWING_VERB}[^;]{{0,200}}?\bin\swriting\b",
    re.IGNORECASE,
)
# "Shall then run for a further season of 12 months", "keeps going for another year"
_GOES_ON_FOR = (
    r"\b(?:continu\w*|runs?|go(?:es)?\son|carr(?:y|ies)\son|keeps?\sgoing)\s"
    r"for\s(?:another|(?:an?|one)\s(?:further|additional))\b"
)
_SPEAKS_OF_RENEWAL = re.compile(
    rf"{_GOES_ON_FOR}|{GOES_ON_WITHOUT_END}|{_MAY_HAVE_MORE}|{_SUCCESSOR}|"
    r"\broll(?:s|ed)?\s(?:over|on|forward)\s(?:\w+\s){0,2}?(?:for|into)\b|"
    r"\bcontinu\w*\sfor\s(?:up\sto\s)?[\w-]{1,9}\s(?:\(\d{1,2}\)\s)?(?:further|additional|more|extension|renewal)\s(?:periods?|terms?)\b|"
    r"\brenew|\bsuccessive\b|\bcontinu\w*\b[^.;]{0,40}\badditional\b|\b(?:year|month)[\s-]to[\s-](?:year|month)|\bthereafter\b|\bautomatic(?!ally\s+(?:if|upon|terminat|cancel|expir|end))"
    # "require it to continue for one more year"
    r"|\bcontinu\w*\s(?:\w+\s){0,6}?for\s(?:an?\s|one\s)?(?:\w+\s)?(?:\(\w+\)\s)?(?:another|further|more)\s(?:\w+\s){0,2}?(?:years?|months?|terms?|periods?)\b"
    r"|(?:exten|prolong)\w{0,7}+\s+(?:\w+\s+){0,4}?(?:agreement|contract|term|period|engagement|lease|it|employment|appointment|licen[cs]e|for|by)\b"
    r"|\b(?:agreement|contract|term|period|engagement|lease|it|employment|appointment|licen[cs]e)\b[^.;]{0,80}\b(?:exten|prolong)\w*",
    re.IGNORECASE,
)
# "Unless extended by mutual agreement, the term is three years": the length is that of the term, not of the extension.
_UNLESS_RENEWED = re.compile(
    rf"\bunless\b[^,;.]{{0,160}}{_RENEWING_VERB}[^,;.]{{0,120}},(?=\s(?:[\w()“”\"-]{{1,30}}\s){{0,10}}?(?:shall|will|is|ends?|terminates?|expires?|remains?|continues?)\b)",
    re.IGNORECASE,
)
_ANOTHER_YEAR = re.compile(
    r"\b(?:renew\w*|exten\w+|continu\w+)\b[^.;]{0,60}?\bfor\s+(?:another|(?:one|1)\s+more|(?:a|one|1)\s+further)\s+year\b"
)
# "To continue for two more years", from the number on.
_MORE = re.compile(r"\d{1,3}\s(?:\(\w+\)\s)?(?:more|further|additional)\s")
_FURTHER = re.compile(r"\b(?:another|further\s\w+\sof)\s$")
_CONTINUING = re.compile(r"\bcontinu\w*|\b(?:run|go\son|going|goes\son|carry\son)\b")


# "One or more five-year renewal terms", from the number on.
_RENEWAL_TERM = re.compile(
    r"(?:\(?\d{1,3}\)?[\s-]){1,2}(?:years?|months?)[’']?[\s-](?:renewal|extension|option)\s(?:terms?|periods?)\b",
    re.IGNORECASE,
)


def _undenied(text: str) -> str:
    """The words without those that say that nothing is renewed, or that a renewal is taken out."""
    text = without_what_is_taken_out(text)
    return _DENIED.sub(lambda said: said[0] if _SUPPOSED.search(text[: said.start()]) else " ", text)


def _is_an_anniversary(plain: str, position: int) -> bool:
    before = _AT.search(plain[max(0, position - 20) : position])
    return before is not None and _ANNIVERSARY.match(plain, position) is not None


def renewal(text: str, first: str | None = None) -> str | None:
    """How long a renewal runs: a duration, which may be that of the ``first`` term; "indefinite" if it continues until
    someone ends it."""
    text = _undenied(text)
    text = _UNLESS_RENEWED.sub(lambda said: said[0] if durations(said[0]) else " ", text)
    plain = in_figures(text)
    if ONE_OF_TWO.search(plain):
        return None
    if WITHOUT_LIMIT.search(plain):
        return INDEFINITE
    if _ANOTHER_YEAR.search(plain):
        return "P1Y"
    if each := one_at_a_time(plain):
        return each
    told = [
        (position, duration)
        for position, duration in durations(text)
        if not (NOTICE_FOLLOWS.match(plain, position) or _WINDOW.search(plain[max(0, position - 40) : position]))
        and not (A_SUM.match(plain, position) or _is_an_anniversary(plain, position))
    ]
    renewing = (duration for position, duration in told if follows(_RENEWING_OR_EXTENDING, plain, position, 100))
    yearly = (duration for position, duration in told if YEARLY_RENEWAL.match(plain, position))
    named = (duration for position, duration in told if _RENEWAL_TERM.match(plain, position))
    further = (
        (position, duration)
        for position, duration in told
        if _MORE.match(plain, position) or _FURTHER.search(plain, max(0, position - 30), position)
    )
    more = (duration for position, duration in further if follows(_CONTINUING, plain, position))
    if length := next(renewing, None) or next(yearly, None) or next(named, None) or next(more, None):
        return "P1Y" if EACH_YEAR.search(plain) else length
    if _AS_LONG.search(plain) and (length := term(text) or first):
        return length
    return period_by_period(plain) or endless(text)


# "shall continue from year to year only if the Board approves it" does not renew automatically, and neither party may
# renew it alone.
_IF_APPROVED = re.compile(
    rf"{_RENEWING_VERB}[^.;]{{0,200}}\b(?:only\s+if|so\s+long\s+as|provided(?:\s+that)?|if)\b[^.;]{{0,80}}\bapprov(?:ed|es|al)\b"
    rf"|\b(?:provided\s+that|if|so\s+long\s+as)\b[^.;]{{0,80}}\bapprov(?:ed|es|al)\b[^.;]{{0,80}}{_RENEWING_VERB}",
    re.IGNORECASE,
)
# A contract that continues after its first term until a party ends it: the notice is one of termination.
_GOES_ON = re.compile(
    r"\bcontinu\w*\b[^.;]{0,60}\b(?:thereafter|(?:month|year)[\s-]to[\s-](?:month|year)(?:\s+basis)?),?"
    r"\s+until\s+(?:it\s+is\s+)?(?:terminated|cancel+ed)\b",
    re.IGNORECASE,
)


# "Shall be extended from year to year, but only if Buyer shall have so requested and Seller shall have accepted"
_ONLY_IF_ACCEPTED = re.compile(
    r"\bonly\sif\b[^;]{0,200}?\b(?:requested|proposed|asked)\b[^;]{0,160}?\b(?:accepted|agreed|consented)\b",
    re.IGNORECASE,
)


# "If you accept it in writing, the subscription renews"
_IF_ACCEPTED = re.compile(r"\bif\s(?:you|we|(?:the\s)?[A-Z]\w+)\saccepts?\b[^.;]{0,80}?\brenew", re.IGNORECASE)


def renewal_kind(text: str) -> RenewalKind | None:
    """What triggers the renewal; None if the words do not say, or leave it to someone's approval."""
    text = _undenied(text)
    if _ON_THE_SAME_TERMS.search(text) or _HAS_OPTION.search(text):
        return "option"
    if _ONLY_IF_ACCEPTED.search(text) or _IF_ACCEPTED.search(text):
        return "agreement"
    if _BY_ITSELF.search(text):
        return "automatic"
    if _BY_AGREEMENT.search(text) or (_PROPOSED.search(text) and _ACCEPTED.search(text)):
        return "agreement"
    if _IF_APPROVED.search(text):
        return None
    if _AUTOMATIC.search(text) or _GOES_ON.search(text) or GOES_ON_BY_PERIODS.search(text):
        return "automatic"
    if _OPTION.search(text):
        return "option"
    return "automatic" if _RENEWS.search(text) and not _RENEWABLE.search(text) else None


# "shall automatically extend for two years, provided Vendor receives more than $1,000,000"
_ON_CONDITION = re.compile(
    rf"{_RENEWING_VERB}[^.;]{{0,200}}?\b(?P<condition>(?:provided(?!\s(?:at|by|to|in|with|for|under|no|not)\b)|only\s+if|on\s+condition|so\s+long\s+as|if)\b(?:[^.;]|\.(?=\d|(?-i:[A-Z]\.|\s?[a-z]))){{5,300}})",
    re.IGNORECASE,
)
# What the parties do about the renewal itself is no condition of it.
_ABOUT_RENEWAL = re.compile(
    r"\b(?:noti(?:ce|f)\w*|elect\w*|terminat\w+|cancel\w*|object\w*|agree[sd]?|agreement|requests?|wish\w*|desires?|intends?|in\s+writing"
    r"|unless|this|either|neither)\b",
    re.IGNORECASE,
)


# Someone else's approval is one, whatever else its sentence speaks of.
_IS_APPROVED = re.compile(
    r"(?:provided(?:\s+that)?|only\s+if|so\s+long\s+as|if)\s+(?:(?:such|the|its|this)\s+)?(?:\w+\s+){1,2}"
    r"(?:is|are|be|has\s+been|(?:shall|will)\s+(?:be|have\s+been))\s+(?:\w+\s+){0,2}approved\b[^.;]{0,60}\bby\b"
    r"(?!\s+(?:both|either|each|the\s+other)\b)",
    re.IGNORECASE,
)


# "Provided, however, that Vendor may, but need not, go on month by month" gives a right, and states no condition.
_GIVES_A_RIGHT = re.compile(
    r"provided,?\s(?:however,?\s)?(?:that\s)?(?:the\s)?(?:[\w.&’'-]{1,30}\s){0,3}?[\w.&’'-]{1,30},?\smay\b(?!\s(?:not|only)\b)",
    re.IGNORECASE,
)


def renewal_condition(text: str) -> str | None:
    """What must come true before the contract renews, in its words; None if nothing must, apart from what the parties
    say or do about the renewal."""
    match = _ON_CONDITION.search(text)
    if not match or _ELSEWHERE.match(match["condition"]) or _GIVES_A_RIGHT.match(match["condition"]):
        return None
    if _ABOUT_RENEWAL.search(match["condition"]) and not _IS_APPROVED.match(match["condition"]):
        return None
    return " ".join(match["condition"].split())


# "Unless terminated as provided below"
_ELSEWHERE = re.compile(
    r"provided\s(?:(?:below|above|hereinafter|herein|hereunder|elsewhere)\b|(?:in|by|under)\s(?:this|section|article|paragraph|clause)\b)",
    re.IGNORECASE,
)


# A term extended because something is late or missed is not renewed.
_FOR_ONE_CAUSE = re.compile(
    r"\b(?:if|in\s+(?:the\s+)?(?:event|case)|to\s+the\s+extent|where)\b(?![^.;]{0,80}\bnotice\b)[^.;]{0,120}"
    r"\b(?:(?:not|never)\s+(?:\w+\s+)?(?:deliver|achiev|me[et]t?\b|reach|complet|perform|receiv|attain|obtain)\w*"
    r"|fails?\s+to\s+(?!(?:give|provide|notify|deliver\s+(?:a\s+|written\s+)?notice|renew|elect|exercise|object))|delay\w*|shortfall|force\s+majeure|short\s+of)"
    r"[^.;]{0,200}\bextend",
    re.IGNORECASE,
)
# "May extend the Conversion Date to a day six months after": neither a term nor a renewal.
EXTENDS_A_DATE = re.compile(
    r"\b(?:deadline|due\sdate)\b[^.;]{0,80}?\b(?:shall|will|may)\sbe\sextended\b"
    r"|\b[Ee]xten(?:ds?|ded|ding)\s+the\s+(?!(?:Expir|Terminat|End|Maturity|Final|Last)\w*\s)(?:[A-Z][\w-]{1,30}\s+){1,3}Date\b"
)
# "Buyer's facility with the bank falls to be renewed in May": another contract, with somebody else.
_OF_A_LOAN = re.compile(
    r"\b(?:facility|loan|overdraft|mortgage|insurance\spolicy)\s(?:with|of|from)\s[^.;]{1,80}?\b(?:renew|rolled\sover|extend)",
    re.IGNORECASE,
)


# "The Term is hereby extended for seven years": what the amendment itself does.
_EXTENDED_NOW = re.compile(
    r"\b(?:is|are)\shereby\s(?:further\s)?(?:extended|renewed)\b[^.;]*"
    # "is renewed for three years from May 2, 2021 to May 1, 2024"
    rf"|\b(?:agreement|contract|lease|term|licen[cs]e)\s(?:is|are)\s(?:further\s)?(?:extended|renewed)\sfor\s[^.;]{{3,40}}?\sfrom\s{DATE}"
    r"(?![^.;]{0,200}\bunless\b)[^.;]{0,160}?(?=,\s(?:and|after)\b|[.;]|$)",
    re.IGNORECASE,
)


# "Should the tenant remain in possession after the end, the lease continues from month to month": no renewal
_HELD_OVER = re.compile(
    r"\b(?:if|should|where)\b[^.;]{0,160}?\b(?:remain\w*\sin\s(?:possession|occupation)|(?:holds?|holding)\sover|over-?holds?"
    r"|continues?\s(?:to\s\w+\s)?(?:past|beyond|after)\sthe\s(?:end|expir\w+))\b",
    re.IGNORECASE,
)


def speaks_of_renewal(text: str) -> bool:
    """Whether the words are about renewing or extending something, or about what comes after a term; not if they only
    say that nothing is renewed."""
    if _FOR_ONE_CAUSE.search(text) or _HELD_OVER.search(text) or EXTENDS_A_DATE.search(text) or _OF_A_LOAN.search(text):
        return False
    said = _NOT_ITS_OWN.sub(" ", _EXTENDED_NOW.sub(" ", _undenied(text)))
    return bool(_SPEAKS_OF_RENEWAL.search(said) or GOES_ON_BY_PERIODS.search(said))


def renews_something_else(text: str) -> bool:
    """Whether what the words renew is a permit, a policy or another thing, and not the contract."""
    rest = _NOT_ITS_OWN.sub(" ", text)
    return rest != text and not _RENEWAL.search(rest)


def asks_for_renewal(text: str) -> bool:
    """Whether the words require a notice for the contract to be renewed."""
    return bool(_ASKS.search(text)) and not stops_renewal(text)


def ends_at_will(text: str) -> bool:
    """Whether the words are about termination, not about a renewal or the end of a term; or about a contract that
    continues until it is terminated."""
    return "terminat" in text.lower() and (
        not _RENEWAL.search(_NOT_ITS_OWN.sub(" ", text)) or bool(_GOES_ON.search(text))
    )


# "In effect until May 1, 2024, unless sooner terminated by either party on 30 days' notice"
_ENDED_SOONER = re.compile(
    r"\b(?:sooner|earlier)\s+(?:terminat|cancel)\w*\b[^.;]{0,160}\bnotice\b|\b(?:terminat|cancel)\w*\s+(?:sooner|earlier)\b[^.;]{0,160}\bnotice\b",
    re.IGNORECASE,
)


def ends_sooner(text: str) -> bool:
    """Whether a notice ends the contract before its last day, in words that know no renewal."""
    return _ENDED_SOONER.search(text) is not None and not _RENEWAL.search(_NOT_ITS_OWN.sub(" ", text))


# "Upon notice of termination no later than ninety days before the end of the term then in effect."
_BEFORE_THE_END = (
    r"\b(?:days?|weeks?|months?)\b[^.;]{0,30}\b(?:prior\s+to|before|in\s+advance\s+of)\s+(?:the\s+)?(?:end|expir\w+|close"
    r"|conclusion)\s+of\s+(?:the|each|any|such|its|this|a)\s+(?:[\w-]{1,20}\s+){0,3}(?:terms?|periods?|years?|agreement|contract)\b"
)
BEFORE_THE_END = re.compile(_BEFORE_THE_END, re.IGNORECASE)
_AGAINST_RENEWAL = re.compile(rf"\bnotice\b[^.;]{{0,80}}{_BEFORE_THE_END}", re.IGNORECASE)
# "Effective as of the end of the first term or any renewal period, either party may terminate"
_WHICH = (
    r"(?:(?:then-?\s?current|then-?\s?existing|current|initial|first|original|fixed|minimum|contract|applicable|renewal"
    r"|extension|extended)\s+)"
)
AT_THE_END = re.compile(
    r"\b(?:(?:effective|with\s+effect)\s+(?:as\s+(?:of|from)|from|at|on|upon|to)|\b(?:terminate|cancel)\s+th(?:is|e)\s+(?:agreement|contract)\s+(?:as\s+of|at))\s+"
    r"the\s+(?:end|expir\w+|close)(?:\s+date)?\s+of\s+(?:the|each|any|such|its|this|a)\s+"
    rf"(?:{_WHICH}{{0,3}}terms?|{_WHICH}{{1,3}}periods?)\b",
    re.IGNORECASE,
)
_BEFORE_THAT = re.compile(r"\bat\s+any\s+time\b|\bconvenience\b", re.IGNORECASE)


def is_against_renewal(text: str) -> bool:
    """Whether a notice of termination is due before the end of a term, or ends the contract at that end, so that it
    does no more than stop a renewal."""
    if "notice" not in text.lower() or _BEFORE_THAT.search(text):
        return False
    # "on thirty days' notice before the end of the term"
    before = BEFORE_THE_END.search(text)
    return bool(
        (before and "notice" in before.group().lower()) or _AGAINST_RENEWAL.search(text) or AT_THE_END.search(text)
    )


def ends_at_renewal_only(text: str) -> bool:
    """Whether all that the words let a party do is to stop a renewal: each sentence on termination is about that."""
    ending = [one for one in _SENTENCE_ENDS.split(text) if _TERMINATES.search(one)]
    return bool(ending) and all(map(is_against_renewal, ending))


_TERMINATES = re.compile(r"\b(?:terminat|cancel)", re.IGNORECASE)


def stops_renewal(text: str) -> bool:
    """Whether the words are about non-renewal, rather than a request for renewal or a reminder of one."""
    return bool(_NOT_RENEWING.search(text))


# "Vendor will remind Buyer at least thirty days before the end of the term": Vendor's time, not that of Buyer's notice.
_REMINDS = re.compile(
    r"\b(?:remind(?:s|ed)?|(?:sends?|gives?|issues?|provides?)\s(?:\w+\s){1,3}?reminders?)\b[^.;]{0,60}?\b(?:days?|weeks?|months?)\b"
    r"[^.;]{0,20}?\b(?:before|prior\sto|in\sadvance)\b",
    re.IGNORECASE,
)


# "Not less than nine nor more than fifteen months before": the nine
_AT_THE_LATEST = re.compile(
    r"(?P<least>\b(?:not|no)\s(?:less|fewer|later)\sthan\s[\w-]{1,14}(?:\s\(\d{1,3}\))?)\s(?:n?or|and)\s(?:not\s)?(?:more|earlier)\sthan\s"
    r"[\w-]{1,14}\s(?:\(\d{1,3}\)\s)?(?P<unit>days|weeks|months)\b",
    re.IGNORECASE,
)


def notice(text: str) -> str | None:
    """How long before the end a notice of non-renewal is due. The sentence about non-renewal counts, not a reminder
    next to it; None if the notice is due some time after an event."""
    text = _AT_THE_LATEST.sub(r"\g<least> \g<unit>", _REMINDS.sub(" ", text))
    for sentence in _SENTENCE_ENDS.split(text):
        if stops_renewal(sentence):
            if _AFTER_AN_EVENT.search(in_figures(sentence)):
                return None
            if length := _notice_of(sentence):
                return length
    return _notice_of(text)


# "If royalties were paid during the eighteen months before the end, Buyer may extend it by notice": what lies behind.
_LOOKED_BACK_ON = re.compile(r"\b(?:during|in|over|for)\s(?:each\sof\s)?the\s(?:(?:last|final|full|previous)\s)?$")


# "Not more than eighteen months nor less than nine before the end": the nine
_AT_THE_EARLIEST = re.compile(r"\b(?:(?:not|no)\s(?:more|earlier|sooner)\sthan|at\smost)\s$")
# "May, by notice given before the end, extend it for one period of six months": how long it is extended
_FOR_A_PERIOD = re.compile(
    r"\bfor\s(?:an?|the|one|\d|up\sto\s\w+)\s(?:(?:further|additional|more)\s)?(?:periods?|terms?)\sof\s(?:up\sto\s)?$"
)


def _notice_of(text: str) -> str | None:
    plain = in_figures(text)
    told = [one for one in durations(text) if not _FOR_A_PERIOD.search(plain, max(0, one[0] - 40), one[0])]
    told = [one for one in told if not YEARLY_RENEWAL.match(plain, one[0])]
    told = [one for one in told if not _AT_THE_EARLIEST.search(plain, max(0, one[0] - 40), one[0])] or told
    told = [one for one in told if not _LOOKED_BACK_ON.search(plain, max(0, one[0] - 40), one[0])] or told
    before = (duration for position, duration in told if NOTICE_FOLLOWS.match(plain, position))
    after = (
        duration for position, duration in told if _NOTICED.search(plain, max(0, position - _NOTICED_WITHIN), position)
    )
    return next(before, None) or next(after, None)
