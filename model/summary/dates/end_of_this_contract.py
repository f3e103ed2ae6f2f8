"""Tells whether words are about the end of this contract, or of a program, maintenance or exclusivity under it."""

from __future__ import annotations

import re

from model.summary.dates.grounds_to_end import ends_on_grounds_only
from model.summary.dates.renewal import EXTENDS_A_DATE
from model.summary.dates.start_and_term import ENDLESS, HELD_A_POST
from model.summary.dates.stated_ends import ENDS_ON_SEVERAL, RUNS_FROM_TO, states_the_end
from model.summary.values.date_patterns import DATE

_THIS = (
    r"(?:(?:this|the|said|such|our)\s+(?:[A-Z][\w&-]*\s+){0,6}?(?:agreement|contract|deed|lease|licen[sc]e"
    r"|amendment|addendum|appointment|engagement|arrangement|venture|cooperation"
    r"|alliance|partnership|order|franchise|services?|schedule|consultancy|consulting\s+period|employment"
    r"|statement\s+of\s+work|sow|nda|dpa|eula)"
    r"|these\s+terms(?:\s+(?:and|of)\s+\w+)?|agreement|contract)"
)
_TERM_NAME = (
    r"(?:(?:initial|original|first|primary|basic|contract|agreement|license|service|base)\s{1,3}){0,4}"
    r"(?:term(?!\s+(?:loans?|notes?|commitments?|sheets?)\b)|period|duration)\b"
)
_OF_THIS = re.compile(
    rf"""\b(?:{_THIS}|(?:your|his|her|the\s+\w+['’]s)\s+(?:employment|engagement|appointment|services))\b[^.;]{{0,200}}?\b(?:expire|lapse|terminat|continu|remain|in\s+effect|effective|in\s+(?:full\s+)?force|valid|run|last|end|conclude|commenc|begin|perpetual|period|term|complet|for\s+\d)
       |\b(?:(?:the|this|an?|its|whose)\s{{1,3}})?{_TERM_NAME}[^.;]{{0,160}}?\b(?:agreement|contract|expir|terminat|continu|remain|commenc|begin|start|run|be|is|end|extend|of\s+\w+\W|mean|for|from|:)
       |\bterm(?:ination)?\b\s*[:.–-]|\bexpiration\s+date\b|\bit\s+(?:shall|will|begins|runs|ends|expires|continues|remains|is)\b
       |\b(?:effective|valid)\s+(?:from|for|until|through)|\bterminat\w+\s+date\b|^\W*until\b|^\W*(?:on\s|until\s)?\w+\s+\d{{1,2}},?\s+\d{{4}}\W*$|^\W*\d{{1,2}}\s+\w+\s+\d{{4}}\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
_OTHER = (
    r"(?:approval|warrant(?:y|ies)|option|patent|offer|permit|certificate|polic(?:y|ies)|insurance|covenants?"
    r"|directors?|officers?|board|notes?|bonds?|letter\s+of\s+credit|guarant(?:ee|y)"
    r"|obligations?\s+of\s+confiden\w+|confidentiality\s+obligations?|survival|waiting\s+period|cure\s+period"
    r"|grace\s+period|wind-?\s?down\s+period|transition\s+period|notice\s+period|royalty\s+term"
    r"|limitation\s+period|appointment\s+of\s+the\s+\w+|budget|forecast|purchase\s+order|subscription"
    r"|registration|(?:warranty|guarantee|probation(?:ary)?|restricted|restriction|retention|defects\s+liability)\s+(?:period|term)"
    r"|non-?compet\w*|discounts?|credits?|quotations?)"
)
_OF_ANOTHER = re.compile(
    rf"""^\W*(?:(?:\d[\d.]{{0,6}}|[a-z]{{1,3}})\W{{1,3}})?(?!["“]\s?(?:the\s)?(?:(?:initial|original|contract|agreement|first)\s)?(?:term|expiration|termination|expiry|period|end\s+date))["“][^"“”]{{2,60}}["”]\s*(?:\([^)]*\)\s*)?(?:shall\s+)?(?:mean|is\b|has|refers)
       |\b(?:the|an?|each|such|any|all|its|their|that|{_OTHER}\sof)\s+(?:[\w-]+\s+){{0,3}}?{_OTHER}\b(?:\s+of\s+(?:the|an?|each|any)\s+[\w-]+)?\s+(?:will|shall|may|must|is|are|was|ha[sd]\s(?:an?\s)?(?:\w+\s)?term|expires?|terminates?|ends?|continues?|runs?|lasts?|remains?)\b
       |(?<!this\s)\b(?:lease|loan|mortgage|license|agreement|contract)\s(?:of\s[^.;]{{0,40}}\s)?(?:between|with)\s(?!(?:the\s)?parties)[^.;]{{0,100}}\b(?:expires?|terminates?|ends?)\b
       |\b(?:has|have|had)\s+(?:taken|leased|rented|let)\b[^.;]{{0,120}}\b(?:terms?|expir\w+|years?)\b
       |\bthis\s(?:quote|quotation|offer|proposal|bid|estimate)\s(?:is|remains?|stays?|(?:shall|will)\s(?:be|remain))\s(?:\w+\s){{0,2}}?(?:valid|open|good|firm)\b
       |\boptions?\b[^.;]{{0,120}}\bexercisable\b|\bentire\s(?:understanding|agreement)\b[^.;]{{0,300}}\bsupersed
       |\bsurviv|\bbiograph|\bserve[sd]?\s+(?:as|on)\b|\bterm\s+of\s+office\b|\bafter\s+(?:the\s+)?(?:termination|expiration|end)\s+(?:or\s+(?:expiration|termination)\s+)?of\s+(?:this|the)\b(?![^.;]{{0,80}}\b(?:renew|extend))""",
    re.IGNORECASE | re.VERBOSE,
)
# "This Agreement will be effective when signed": words about the beginning alone.
_BEGINS_ONLY = re.compile(r"\b(?:effective|in(?:to)?\s(?:force|effect))\b", re.IGNORECASE)
_FROM_A_DAY = re.compile(rf"\beffective\s(?:as\sof|as\sfrom|from|on|since)\s{DATE}", re.IGNORECASE)
_ENDS_OR_LASTS = re.compile(
    r"\b(?:expir|terminat|until|till|through|end(?:s|ed|ing)?\b|continu|remain|perpetu|indefinit|terms?\b(?!\s(?:and|&)\s(?:the\s)?conditions)|periods?\b|duration|years?\b"
    r"|months?\b|days\b|weeks\b|lasts?\b|valid|thereafter|renew|exten[ds]|anniversary|complet|conclu|cease|\d{4})|\d{1,2}/\d{2}",
    re.IGNORECASE,
)
# "Beginning three years after the effective date of this Agreement and one year after the launch": when a price or a
# duty begins, not when the contract ends.
_BEGINS_LATER = re.compile(
    r"\W{0,9}(?:\w{1,3}[.)]\s)?(?:beginning|starting|commencing)\b"
    r"(?![^\n]{0,600}\b(?:end(?:s|ing)?|expir\w+|terminat\w+|continu\w+|remain\w*|until|through|terms?|period"
    r"|for\s+(?:an?\s+)?(?:\w+\s+)?(?:\(\d+\)\s+)?(?:years?|months?)|to\s+(?:[a-z]+\s+)?\d)\b)",
    re.IGNORECASE,
)
# "This Amendment becomes effective by May 4, 2024, if these conditions are met"
_BEGINS_ON_CONDITIONS = re.compile(
    r"\W{0,9}(?:\d[\d.]{0,6}\s)?this\s(?:\w+\s){0,3}(?:agreement|amendment|contract)\s(?:shall\s|will\s)?(?:be|becomes?)\seffective\b"
    r"(?![^\n]{0,600}\b(?:expir\w+|terminat\w+|end(?:s|ing)?|continu\w+|remain\w*|until|through)\b)[^\n]{0,300}?\b(?:conditions|satisf\w+)\b",
    re.IGNORECASE,
)
# "This Agreement shall not become effective until the eighth day after it is signed", "This Article 2 becomes effective
# on the tenth day after": words about the beginning, of the contract or a part of it.
_WHEN_EFFECTIVE = re.compile(
    r"\W{0,9}(?:\d[\d.]{0,6}\s)?(?:however,\s)?this\s(?:\w+\s){0,5}?"
    r"(?:agreement|amendment|contract|release|letter|article|section|paragraph)(?:\s[\d.()]{1,8})?\s(?:shall\s|will\s|does\s)?"
    r"(?:not\s(?:be|become)\s(?:effective|enforceable|binding)"
    r"|(?:be|becomes?)\s(?:effective|enforceable|binding)(?:\sand\s\w+)?\s(?:up)?on\sthe\s(?:[\w()-]+\s){1,4}?day\s(?:after|following))\b"
    r"(?![^\n]{0,600}\b(?:shall|will)\s(?:\w+\s)?(?:continue|expire|terminate|remain)\b)",
    re.IGNORECASE,
)
# "Commencing on January 1, 2020 and each January 1 thereafter, the term is extended": only what comes after a term.
_EACH_YEAR = re.compile(
    r"\W{0,9}(?:(?:however|provided|and|further|that),?\s){0,4}(?:commencing|beginning|starting|on)\b[^.;]{0,60}?\b(?:and\s)?(?:on\s)?each\s[^.;,]{1,40}\sthereafter\b",
    re.IGNORECASE,
)
# "If Executive is unable to work for more than 120 days, Company may terminate", "if Executive dies"
_IF_DISABLED = re.compile(
    r"\W{0,9}(?:[\d.()a-z]{1,8}\s)?(?:if|should|in\sthe\sevent)\b[^.;]{0,300}?\b(?:unable|disab\w+|incapacit\w+|ill\shealth|dies|death)\b",
    re.IGNORECASE,
)
# "Vendor shall receive an allowance for a guaranteed term of 36 months": how long it is paid.
_PAID_FOR_A_TERM = re.compile(
    r"\W{0,9}(?:[\d.()a-z]{1,8}\s)?(?:[\w’'-]{1,24}\s){1,6}?(?:shall|will)\s(?:receive|pay|be\spaid|be\sentitled\sto)\b[^.;]{0,160}?\bfor\san?\s(?:\w+\s)?(?:term|period)\sof\b",
    re.IGNORECASE,
)
# "B. The term of the Agreement is scheduled to expire on December 31, 2025": what an amendment then changes.
_SCHEDULED = re.compile(
    r"\W{0,9}(?:[\w()]{1,4}[.)]\s)?[^.;]{0,120}?\b(?:term|agreement|contract|lease)\b[^.;]{0,60}?\b(?:is|are)\s(?:currently\s|presently\s)?(?:scheduled|due|set)\sto\s(?:expire|end|terminate)\b",
    re.IGNORECASE,
)
# "Is amended by deleting the words "one year" and substituting "two years"": seldom about the contract's own term.
_AMENDS_WORDS = re.compile(r"\b(?:delet(?:ing|e)|replac(?:ing|e)|substitut(?:ing|e)|strik(?:ing|e))\b", re.IGNORECASE)
_NAMES_THE_END = re.compile(
    r"\b(?:expiration|expiry|termination|maturity|end)\sdate\b|\bterm\sof\s(?:this|the)\b|\b(?:expires?|terminates?|ends?)\son\b",
    re.IGNORECASE,
)
# "Except as amended, the Agreement remains in full force and effect": that it goes on, not how long.
_STAYS_IN_FORCE = re.compile(
    r"\b(?:remains?|continues?)\s(?:\w+\s){0,2}?(?:in\s(?:full\s)?force|in\seffect|unchanged|unmodified)\b"
    r"(?![^\n]{0,300}\b(?:until|through|expir\w+|terminat\w+|for\s(?:an?|the|so|as|\w+\s\(?\d)|years?|months?|days|so\slong|perpetu\w+)\b)",
    re.IGNORECASE,
)
_EXCEPT_AS_CHANGED = re.compile(
    r"\b(?:except|other\sthan)\s(?:as|to\sthe\sextent)\b[^.;]{0,80}?\b(?:amended|modified|changed|provided|set\sforth|stated)\b|\bas\s(?:so\s)?(?:amended|modified)\b",
    re.IGNORECASE,
)
# The periods of something else: one counted back from the contract's end, one that a payment or report covers, the
# years that someone has worked ("5 years of service: 10 weeks"), and one that begins with the contract's end.
_OF_SOMETHING_ELSE = re.compile(
    r"\bperiod\s(?:immediately\s)?(?:ending\son|preceding|prior\sto|before)\sthe\s(?:\w+\s)?(?:termination|expiration|separation)\b"
    r"|\bperiod\scovered\sby\s(?:each|every|an?|any|the)\b"
    # "Contract Year: a period of twelve months"
    r"|\b(?:contract|service|lease|licen[cs]e|fiscal|financial|agreement)\syears?[”\"]?\s?(?::|(?:shall\s)?means?\b)"
    r"|\byears?[’']?\s(?:of\s)?(?:(?:continuous|completed|full)\s)?service\b"
    r"|\banniversary\sof\s[^.;]{0,80}?\b(?:end|expiration|termination)\sof\s(?:the\s)?(?:term|(?:\w+\s)?employment)\b"
    # "for twelve months after the date of his resignation"
    r"|\b(?:months?|years?|weeks|days)\s(?:after|following|from)\s(?:the\s)?(?:(?:effective\s)?date\sof\s)?"
    r"(?:(?:the\s|such\s)?[\w’']+[’']s?\s|your\s|his\s|her\s)?(?:termination|resignation|separation|retirement|departure)\b"
    r"(?!\sof\s(?:the|this|that)\s(?:\w+\s){0,3}?(?:agreement|contract|lease|license)\b)"
    # "she was Head of Research for a term of six years", "who served as a trustee until": a post that somebody held
    rf"|{HELD_A_POST}"
    # "the date of resignation shall be 31 days after receipt of the notice"
    r"|\bdate\sof\s(?:his\s|her\s|such\s)?(?:resignation|termination)\b[^.;]{0,60}?\bshall\sbe\s[^.;]{0,40}?\b(?:days|weeks|months)\s(?:after|following)\b"
    # "Bank's commitment to make Loan B terminates on May 2, 2020"
    r"|\b(?:commitments?|options?|offers?|obligations?\sto\s(?:make|lend|advance|fund|grant))\s(?:\w+\s){0,2}?(?:to|for)\s[^.;,]{1,80}?\s(?:(?:shall|will)\s)?(?:terminates?|expires?|ends?|lapses?)\b",
    re.IGNORECASE,
)
# "You may revoke this Agreement within seven days", "the running of the 21-day period": periods in which an employee
# may consider or withdraw a release.
_OF_REVOCATION = re.compile(
    r"\brevo(?:ke|cation)\b[^.;]{0,120}\b(?:days?|period)\b|\bthe\srunning\sof\b[^.;]{0,40}?\b(?:days?|weeks?|months?)\b",
    re.IGNORECASE,
)
_LASTS = re.compile(
    r"\b(?:agreement|contract|term)\s(?:shall\s|will\s)?(?:expires?|ends?|continues?|remains?|terminates?|be\sfor)\b",
    re.IGNORECASE,
)
# "Buyer has one option to extend the Term for three years from the Expiry Date"
_HAS_AN_OPTION = re.compile(
    r"\W{0,9}(?:[\d.()a-z]{1,8}\s)?[^.;]{0,60}?\b(?:has|have|is\sgranted|are\sgranted)\s(?:\w+\s){0,3}?options?\sto\s(?:extend|renew)\b"
    r"(?![^\n]{0,600}\b(?:expires?|ends?|terminates?)\son\b)",
    re.IGNORECASE,
)
# "Duration: the life of this agreement and the ninety days after it": how long personal data are processed
_OF_PROCESSING = re.compile(
    r"\W{0,9}(?:[\d.()a-z]{1,8}\s)?duration(?:\sof\s(?:the\s)?processing)?\s?:\s(?:for\s)?the\s(?:life|term|duration|length)\sof\b",
    re.IGNORECASE,
)
# "This lasts for four years after the agreement ends"
_AFTER_ITS_END = re.compile(
    r"\b(?:years?|months?|weeks|days)\s(?:after|following|from)\s(?:the|this|our)\s(?:agreement|contract)\s(?:ends|expires|terminates|is\sterminated|comes\sto\san\send)\b",
    re.IGNORECASE,
)
# An exclusive period under the contract, which goes on without it.
_OF_EXCLUSIVITY = re.compile(r"\b(?:term|period)\s+of\s+exclusivity\b|\bexclusivity\s+(?:term|period)\b", re.IGNORECASE)
_OF_THE_CONTRACT = re.compile(r"\bthis\s+(?:\w+\s+){0,2}(?:agreement|contract)\b", re.IGNORECASE)
# "If the launch has not occurred by August 31, 2019, Sponsor may terminate": the last day for a condition.
_LONG_STOP = re.compile(
    r"\W{0,9}(?:[\d.()a-z]{1,8}\s)?(?:if|should|unless|in\s+the\s+event(?:\s+that)?)\b[^.;]{0,200}?\b(?:not|fails?|failed|unless|shall\s+have)\b[^.;]{0,160}?"
    rf"\b(?:by|before|prior\s+to|until|later\s+than)\s+{DATE}[^.;]{{0,200}}?"
    r"\b(?:may|entitled\s+to|(?:right|option)\s+to)\s+(?:\w+\s+){0,3}?(?:terminate|cancel|rescind|withdraw)\b",
    re.IGNORECASE,
)

# "This Agreement may be terminated by mutual consent, or by Vendor if the closing has not occurred": who may end the
# contract, not how long it runs otherwise.
_MAY_END = re.compile(
    r"\b(?:may|can)\s(?:(?!not\b)[\w,]+\s){0,3}?(?:be\s(?:\w+\s)?(?:terminated|cancel+ed|ended)|terminate|cancel|bring\s(?:\w+\s){1,3}to\san\send)\b"
    r"|\b(?:right|option|entitled)\sto\s(?:\w+\s)?(?:terminate|cancel)\b",
    re.IGNORECASE,
)
_RUNS = re.compile(
    r"\b(?:expir\w+|until|till|through|terms?\b|continu\w+|remain\w*|perpetu\w+|indefinite\w*|in\s(?:full\s)?(?:force|effect)|commenc\w+|begin\w*"
    r"|lasts?|duration|valid|periods?\sof|years?|renew\w*|exten[ds]\w*|(?:shall|will)\s(?:\w+\s)?(?:end|terminate)|automatically)\b",
    re.IGNORECASE,
)


_ITEMS = re.compile(r"[:;]\s")
_NAMED_DAY = re.compile(r"\b(?:Commencement|Start|Effective)\sDate\b")


def _only_lets_it_end(text: str) -> bool:
    """Whether the words only say who may end the contract; what a list of occasions says is about those."""
    lead = _NAMED_DAY.sub(" ", _ITEMS.split(text, maxsplit=1)[0])
    if not _MAY_END.search(lead) or _RUNS.search(lead):
        return False
    return not (ENDLESS.search(text) or _LASTS.search(text))


# "“Commencement Date” means the day on which Vendor begins the services, in any renewed term, too"
_DEFINES_THE_START = re.compile(
    r"\W{0,4}(?:the\s)?(?:commencement|start|starting|effective)\sdate\W{0,2}\s(?:shall\s)?means?\b", re.IGNORECASE
)
_HOW_LONG = re.compile(
    r"\b(?:expir\w+|terminat\w+|ends?|ending|until|continu\w+|remain\w*|through|thereafter)\b"
    r"|\b(?:days|weeks|months?|years?)\b",
    re.IGNORECASE,
)


# "The term begins when we accept your order", and nothing on how long it lasts; "renews for successive terms", of a
# length that is not said.
_TERM_BEGINS = re.compile(
    r"\b(?:term|period|agreement|contract)\b[^.;]{0,80}?\b(?:begins?|commences?|starts?|beginning|commencing|starting)\b",
    re.IGNORECASE,
)
_RENEWS = re.compile(r"\b(?:auto-?)?renew(?:s|ed|al)?\b", re.IGNORECASE)
_LASTS_OR_ENDS = re.compile(
    r"\b(?:expir\w*|terminat\w*|until|till|through(?:out)?|end(?:s|ed|ing)?|continu\w*|remains?|perpetu\w*|indefinite\w*|for|years?|months?|days|weeks"
    r"|lasts?|valid|thereafter|exten[ds]\w*|anniversary|complet\w*|conclu\w*|cease\w*|runs?|to|auto)\b|\d",
    re.IGNORECASE,
)
_RENEWAL_ONLY = re.compile(
    r"\b(?:renew(?:s|ed|al)?\b[^.;]{0,40}?|(?:for|into)\s)(?:an?other\s|successive\s|additional\s|further\s|same\s|equal\s|renewal\s){1,3}(?:terms?|periods?)(?:\sequal\sto\sthe\sinitial\sterm)?\b",
    re.IGNORECASE,
)


def _begins_or_renews_only(text: str) -> bool:
    """Whether words on a term say when it begins or that it renews, and nothing on how long it lasts."""
    begins, renews = _TERM_BEGINS.search(text), _RENEWS.search(text)
    if begins and not renews:
        return _LASTS_OR_ENDS.search(_TO_SOMETHING.sub(" ", _ON_A_DAY.sub(" ", text))) is None
    return bool(renews) and not begins and _LASTS_OR_ENDS.search(_RENEWAL_ONLY.sub(" ", text)) is None


# The day on which it begins, and what "to" means elsewhere: "subject to", "to Vendor".
_ON_A_DAY = re.compile(rf"\b(?:on|as\sof|from)\s(?:the\s)?{DATE}|\b\d[\d.]{{0,6}}\s(?=[A-Z])", re.IGNORECASE)
_TO_SOMETHING = re.compile(
    r"\b(?:subject|pursuant|according|equal|access|prior)\sto\b|\bfor\s(?:the\s)?(?:first\stime|purposes?)\b",
    re.IGNORECASE,
)


# The full stop in "clause 2.2" ends no sentence.
_REFERENCE = re.compile(r"\b((?:clauses?|sections?|articles?|paragraphs?|conditions?)\s\d{1,2})\.(\d)", re.IGNORECASE)


# "It may be terminated with a notice of six months, for the first time to December 31, 2028", "earliest to": it then
# goes on without end
_FOR_THE_FIRST_TIME = re.compile(
    r"(?![^\n]{0,160}?\b(?:until(?!\s(?:it\sis\s)?(?:terminated|cancel))|through|expires?|ends\son|for\san?\s(?:\w+\s)?(?:term|period)\sof)\b)"
    r"(?=[^\n]{0,400}?\b(?:for\sthe\sfirst\stime|(?:at\sthe\s)?earliest\s(?:to|on|as\s(?:of|from|at)|with\seffect\s(?:from|on|as\sof)|per)"
    rf"|(?:to|on|as\s(?:of|from)|with\seffect\s(?:from|on))\s{DATE}\sat\sthe\searliest)\b)"
    r"[^\n]{0,160}?\b(?:may|can)(?:\sonly|,?\sby\s[^.;,\n]{3,40},?)?\s(?:be\sterminated|terminate)\b",
    re.IGNORECASE,
)
# "Unless a party objects, the date in the preceding sentence shall move forward by two years"
_MOVES_ON = re.compile(
    r"[^\n]{0,300}?\bdate\b[^.;\n]{0,60}?\b(?:shall|will)\s(?:move|be\smoved|roll)\s(?:forward|on)\b", re.IGNORECASE
)


def is_of_another_thing(text: str) -> bool:
    """Whether the words are about the end of something under the contract or beside it, such as a permit or a post."""
    return _OF_ANOTHER.search(text) is not None or _OF_SOMETHING_ELSE.search(text) is not None


def speaks_of_the_end(text: str) -> bool:
    """Whether the words are about when or whether this contract itself ends, not something under it."""
    text = _REFERENCE.sub(r"\1-\2", text)
    if (
        _begins_or_renews_only(text)
        or ends_on_grounds_only(text)
        or any(
            other.match(text)
            for other in (
                _LONG_STOP,
                _BEGINS_ON_CONDITIONS,
                _WHEN_EFFECTIVE,
                _EACH_YEAR,
                _IF_DISABLED,
                _PAID_FOR_A_TERM,
                _SCHEDULED,
                _HAS_AN_OPTION,
                _OF_PROCESSING,
                _MOVES_ON,
                _FOR_THE_FIRST_TIME,
            )
        )
    ):
        return False
    if _STAYS_IN_FORCE.search(text) and _EXCEPT_AS_CHANGED.search(text):
        return False
    if _AMENDS_WORDS.search(text) and not _NAMES_THE_END.search(text):
        return False
    if _OF_REVOCATION.search(text) and not _LASTS.search(text):
        return False
    rest = _AFTER_ITS_END.sub(" ", text)
    elsewhere = rest != text or _OF_SOMETHING_ELSE.search(text) or _OF_EXCLUSIVITY.search(text)
    if elsewhere and not _OF_THE_CONTRACT.search(rest):
        return False
    if EXTENDS_A_DATE.search(text) or (
        _BEGINS_ONLY.search(text) and not _ENDS_OR_LASTS.search(_FROM_A_DAY.sub(" ", text))
    ):
        return False
    if (
        _only_lets_it_end(text)
        or _BEGINS_LATER.match(text)
        or (_DEFINES_THE_START.match(text) and not _HOW_LONG.search(text))
    ):
        return False
    if ENDS_ON_SEVERAL.match(text) or states_the_end(text):
        return True
    return bool(_OF_THIS.search(text)) and (not _OF_ANOTHER.search(text) or lasts_until_an_event(text))


_UNTIL_AN_EVENT = re.compile(
    r"\b(?:this|the)\s+(?:\w{1,20}\s+){0,3}(?:agreement|contract|term)\b[^.;]{0,120}?\b(?:continu\w*|remain\w*|in\s+(?:full\s+force\s+and\s+)?effect)\b[^.;]{0,80}?\buntil\s+(?:the\s+)?"
    r"(?:(?:latest?r?|last|earlie(?:r|st))\s+(?:of\s+)?(?:the\s+)?)?(?:expir\w+|completion|last\s+to\s+expire)\s+of\s+(?!(?:this|the)\s+(?:term|agreement|initial))",
    re.IGNORECASE,
)


# "The contract ends upon the completion of the last order", "when all the data has been returned".
_ENDS_WITH = re.compile(
    r"\b(?:this|the)\s(?:\w{1,20}\s){0,3}(?:agreement|contract|engagement|nda|dpa)\s(?:shall\s|will\s)?(?:automatically\s)?(?:ends?|terminates?|expires?)\s(?:automatically\s)?"
    r"(?:(?:up)?on\s(?:the\s)?(?:(?:full|final|proper|satisfactory)\s)?(?:completion|fulfil\w+|performance|delivery|conclusion|return|deletion|destruction)\sof\b"
    r"|(?:when|once)\s(?:the|all)\s[^.;]{0,60}?\b(?:is|are|has\sbeen|have\sbeen)\s(?:fully\s)?(?:completed|performed|delivered|returned|deleted|fulfilled)\b)",
    re.IGNORECASE,
)


def lasts_until_an_event(text: str) -> bool:
    """Whether the words let the contract run until something ends that has no day: "until the last patent expires"."""
    return _UNTIL_AN_EVENT.search(text) is not None or _ENDS_WITH.search(text) is not None


_PROGRAM_NAME = r"(?:[a-z]{0,3}[A-Z][\w-]{0,30}\s){1,5}(?:Program|Programme|Project|Study|Trial)\b"
_PROGRAM = re.compile(rf"\b{_PROGRAM_NAME}")
_OF_A_PROGRAM = re.compile(
    rf"\b(?:[Tt]erm\sof|[Ee]xtend|[Rr]enew)\s(?:the\sterm\sof\s)?the\s(?P<name>{_PROGRAM_NAME})(?!\s[A-Z])"
)


def program_names(text: str) -> frozenset[str]:
    """The programs, projects and studies that a contract names."""
    return frozenset(" ".join(one.group().split()) for one in _PROGRAM.finditer(text))


def is_of_one_program(words: str, programs: frozenset[str]) -> bool:
    """Whether the words are about the term of one of several ``programs`` of the contract."""
    match = _OF_A_PROGRAM.search(" ".join(words.split()))
    name = match["name"] if match else ""
    return bool(name) and any(not one.endswith(name) and not name.endswith(one) for one in programs)


# "The term for Testing is five years (the “Testing Term”)", in a contract that also has an “Agreement Term”.
_OWN_TERM = re.compile(
    r"[“\"](?:the\s)?(?:(?:agreement|contract|initial|original|first)\s){0,2}term[”\"]", re.IGNORECASE
)
_TERM_OF_A_PART = re.compile(
    r"\b[Tt]erm\s(?:for|of)\s(?:the\s)?(?!(?:Agreement|Contract)\b)[A-Z][^“”\"\n]{1,300}\((?:the\s|an?\s|each\s)?[“\"](?:the\s)?(?:[A-Z][\w-]*\s){1,4}Term[”\"]\)"
)


def names_its_own_term(text: str) -> bool:
    """Whether a contract has a name for its own term."""
    return _OWN_TERM.search(text) is not None


def is_of_a_part(words: str) -> bool:
    """Whether the words are about the term of a part of the contract, which they give a name of its own."""
    return (
        _TERM_OF_A_PART.search(words) is not None and not _OWN_TERM.search(words) and not _OF_THE_CONTRACT.search(words)
    )


# "Employee's employment with the Company ends on May 2, 2020", in an agreement on what follows: its date, not its end.
_EMPLOYMENT_ENDS = re.compile(
    r"\b(?:employment|services?)\b[^.;]{0,80}?\b(?:end(?:s|ed|ing)?|terminat\w+|ceas\w+)\b", re.IGNORECASE
)
_AFTER_EMPLOYMENT = re.compile(r"\b(?:severance|separation|release|retirement|resignation)\b", re.IGNORECASE)


def is_of_the_employment_only(words: str, title: str) -> bool:
    """Whether the words say when an employment ends, in an agreement that is made because it ends."""
    return (
        _AFTER_EMPLOYMENT.search(title) is not None
        and _EMPLOYMENT_ENDS.search(words) is not None
        and not _OF_THE_CONTRACT.search(words)
    )


# "Our lease at Harrow Park ends on June 24, 2029, with a right to renew it": a contract with somebody else.
_A_LEASE = re.compile(
    r"(?:^|(?<=[.;]\s)|(?<=\n))\W{0,4}(?:\d[\d.]{0,6}\s)?(?:[Oo]ur|[Ii]ts|[Yy]our|[Tt]heir|[A-Z][\w&]{1,30}[’']s?)\s(?:\w+\s)?(?:lease|tenancy|loan|mortgage)\b"
    r"[^.;]{0,60}?\b(?:ends?|expires?|runs?|terminates?|continues?)\b"
)
# "The Confidentiality Agreement covers it. Its term, which now ends on May 2, 2026, is extended": that agreement's.
_ITS_TERM = re.compile(r"\W{0,4}[Ii]ts\sterm\b")
_LEASES = re.compile(r"lease|rent|tenan|loan|credit|mortgage|premises", re.IGNORECASE)


def is_of_another_contract(words: str, title: str) -> bool:
    """Whether the words are about the end of a lease or loan under a contract whose title speaks of none, or that of
    an agreement named in the sentence before."""
    if _ITS_TERM.match(words):
        return True
    lends = _A_LEASE.search(words) or ((runs := RUNS_FROM_TO.search(words)) and _LEASES.match(runs["called"]))
    return bool(lends) and bool(title) and not _LEASES.search(title)


_MAINTENANCE_TERM = re.compile(
    r"\b(?:maintenance|support)\s+(?:term|period)\s+(?:shall|will|is|commences?|begins?|starts?|ends?|expires?|lasts?)\b",
    re.IGNORECASE,
)
_MAINTAINS = re.compile(r"\bmaintenance\b|\bsupport\b|\bservic", re.IGNORECASE)


def is_of_maintenance_only(words: str, title: str) -> bool:
    """Whether the words are about how long maintenance lasts, under a contract whose title is about something else."""
    return _MAINTENANCE_TERM.search(words) is not None and bool(title) and not _MAINTAINS.search(title)
