"""Whether a right to terminate is at will or for cause."""

from __future__ import annotations

import re
from collections.abc import Sequence

from model.summary.text.list_items import list_items
from model.summary.values.date_patterns import DATE

# The category of clauses that let a party end the contract at will.
FOR_CONVENIENCE = "Termination For Convenience"
_AT_WILL = re.compile(
    r"\bconvenience\b|\bwithout\s+(?:(?:providing|giving|stating|specifying|indicating|assigning|supplying)\s+)?(?:(?:any|an?)\s+)?(?:cause|reasons?)\b|\b(?:any|no|whatever)\s+(?:or\s+no\s+)?(?:other\s+)?reasons?\b"
    r"|\b(?:sole|absolute)\s+(?:and\s+\w+\s+)?discretion\b|\bat\s+will\b|\bwith\s+or\s+without\b",
    re.IGNORECASE,
)
CAUSE = r"\b(?:breach\w*|defaults?|insolven\w*|bankrupt\w*|fails?\s+(?:\w+\s+)?to|failure)\b"
_HEADED_FOR_CAUSE = re.compile(
    r"(?<!without )\bcause\b|\b(?:for|on|upon)\s+(?:\w+\s+)?(?:breach|default)", re.IGNORECASE
)
# The cause comes before the right, or after it without a comma: "may terminate if the other party defaults".
_FOR_CAUSE = re.compile(
    rf"^[^.;,]{{0,30}}\b(?:in\s+(?:the\s+)?(?:event|case)|if|upon|where|on)\b[^.;,]{{0,100}}{CAUSE}"
    rf"|\bterminat\w{{1,5}}\b[^.;,]{{0,80}}\b(?:in\s+(?:the\s+)?event|if|upon|for|due\s+to|because\s+of)\b[^.;,]{{0,80}}{CAUSE}"
    r"|\bterminat\w{1,5}\s+for\s+[\"“]?cause\b"
    # "on notice given within six months of learning that control of Supplier has passed to a competitor"
    r"|\bterminat\w{1,5}\b[^.;]{0,160}?\bwithin\b[^.;,]{0,40}?\b(?:of|after)\s(?:learning|becoming\saware|being\s(?:told|notified|informed)"
    r"|(?:it|they|he|she)\s(?:(?:is|are|was|has\sbeen|have\sbeen)\s(?:so\s)?(?:told|notified|informed|made\saware)|learns?|becomes?\saware))\b",
    re.IGNORECASE,
)
# A right that depends on an event is not at will either: "may terminate in the event that the licence is not granted".
_WISHES = (
    r"(?!\s+(?:(?:it|either\s+party|a\s+party|(?:the\s+)?\w+)\s+){0,2}(?:so\s+)?"
    r"(?:gives?|provides?|elects?|desires?|decides?|wish(?:es)?|notif\w+)\b)"
)
_ON_EVENT = re.compile(
    rf"\bterminat\w{{1,5}}\b(?!\s+at\s+any\s+time\b)[^.;]{{0,160}}?\b(?:in\s+(?:the\s+)?event\s+(?:that|of|the)|(?<!even\s)(?<!\bas\s)if|upon\s+the\s+occurrence)\b{_WISHES}"
    rf"|^[^.;,]{{0,30}}\b(?:in\s+the\s+event(?:\s+that)?|if|upon\s+the\s+occurrence)\b{_WISHES}[^.;]{{0,160}}\bterminat",
    re.IGNORECASE,
)
# "May bring this Agreement to an end", "may put an end to the contract": they end it.
_TO_AN_END = re.compile(
    r"\b(?:bring\s(?P<brought>(?:this|the|our|your|it)\b[^.;,:]{0,60}?)\sto\s(?:an\send|a\sclose)|put\san\send\sto)\b",
    re.IGNORECASE,
)


def _plainly(text: str) -> str:
    """The words in one line, with "end" for other ways to say it."""
    return _TO_AN_END.sub(lambda said: f"end {said['brought'] or ''}".rstrip(), " ".join(text.split()))


# The consequences of a termination that another sentence allows.
_WHAT_FOLLOWS = re.compile(r"\W{0,3}(?:any\s+|upon\s+(?:any\s+)?)?such\s+(?:early\s+)?termination\b", re.IGNORECASE)
# "May terminate the Services", "any Scope of Work", "the subagency": a part of what the contract is about, unless the
# contract itself is among what ends.
_ENDED = re.compile(
    r"\b(?:terminat(?:e|es|ing|ion\sof)|cancel(?:s|ling|lation\sof)?|withdraw(?:s|ing)?|discontinue)\s+(?:and\s\w+\s)?"
    r"(?P<what>(?:the|its|their|your|our|such|an?|any|each|all|some|one|this|that|these|those|(?-i:[A-Z][\w’']+))\b[^.;,:]{0,160})"
    r"|(?P<passive>\b[^.;,:]{0,80})\b(?:may|can|shall|will)\s(?:also\s)?be\s(?:terminated|cancel+ed)\b",
    re.IGNORECASE,
)
_NOT_AN_OBJECT = re.compile(
    r"(?:on|upon|at|for|by|with|without|if|in|effective|immediately|prior|any\stime|(?:the\s)?other\sparty)\b",
    re.IGNORECASE,
)
# "Without terminating this Agreement" ends no contract; how and when something ends does not say what ends.
_WITHOUT = re.compile(r"\bwithout\s(?:also\s)?(?:terminating|affecting|cancel+ing)\b[^.;,()]{0,60}", re.IGNORECASE)
_HOW = re.compile(
    r"\b(?:for\s(?:any|no|its|convenience|cause)|at\s|in\saccordance|upon|on\s|pursuant|by\s|with\s|without"
    r"|if\b|effective|prior\s)",
    re.IGNORECASE,
)
# What the reader has of terms is access, or an account; not the access to one part or to what others offer.
OURS = (
    r"(?:our|your)\s(?:\w+\s){0,2}?(?:services?|accounts?|subscriptions?"
    r"|access(?!\sto\s(?:any|an?|such|some|certain|parts?|third|beta|(?:the\s|our\s)?(?:\w+\s){0,2}?(?:beta|livestreams?|previews?|features?|content))\b))"
)
_CONTRACT = re.compile(
    r"\b(?:agreements?|contracts?|lease|employment|hereof|hereunder|appointment|retention|relationship|arrangement|engagement|memberships?"
    # in plain words, "our services" are all that a contract is about
    rf"|{OURS}|(?:this|the)\s(?:hire|hiring|rental|tenancy)\b|(?:these|our)\s(?:\w+\s){{0,3}}?(?:terms|conditions)\b|this\b(?!\s(?:section|right|license|option))"
    r"|it\b|(?:initial\s|then-current\s|renewal\s)?term\b)|(?-i:\b(?:[A-Z]{1,5}A|MOU|LOI)\b(?!\s))",
    re.IGNORECASE,
)
# "Any sales support arrangement" is one of several under the contract.
_ONE_OF_SEVERAL = re.compile(
    r"\b(?:an?|any|each|one|some)\s(?:(?!(?:or|and|agreements?|contracts?|other)\b)[\w’'-]+\s){1,5}?arrangements?\b",
    re.IGNORECASE,
)
_AT_ANY_TIME = re.compile(r"\b(?:at\s+any\s+|any)time\b", re.IGNORECASE)


_TERMINATES = re.compile(r"\bmay\s(?:\w+\s){0,3}?(?:terminat|cancel)", re.IGNORECASE)


# "May, within 90 days after receiving that notice, terminate": the other party's notice of an event.
_AFTER_A_NOTICE = re.compile(
    r"\bwithin\s(?:\w+\s)?\(?\d{0,3}\)?\s?(?:days|months|weeks)\s(?:after|of|from|following)\s(?:its\s|the\s)?(?:receiving|receipt\sof|being\sgiven|learning\sof)\b",
    re.IGNORECASE,
)


def ends_for_cause(text: str, heading: Sequence[str]) -> bool:
    """Whether a right to terminate is for cause or on an event: its heading or its words name one, and nothing says "at
    will". Of a list, every item that lets someone terminate must be so."""
    items = [one for one in list_items(text) if _TERMINATES.search(one)]
    if len(items) > 1:
        return all(ends_for_cause(one, heading) for one in items)
    if _AT_WILL.search(text):
        return False
    if _WHAT_FOLLOWS.match(text) or _AFTER_A_NOTICE.search(text):
        return True
    if _ON_EVENT.search(text) and not _AT_ANY_TIME.search(text):
        return True
    return bool(_HEADED_FOR_CAUSE.search(heading[-1] if heading else "") or _FOR_CAUSE.search(text))


def ends_at_will_outright(text: str) -> bool:
    """Whether the words say that the contract can be ended without a reason: "for convenience", "for any reason"."""
    return bool(_AT_WILL.search(text)) and ("terminat" in text.lower() or bool(_MAY_END.search(_plainly(text))))


# "May, for any reason or none, end this Statement of Work", "may stop the engagement"
_MAY_END = re.compile(
    r"\b(?:may|can|right\sto|entitled\sto)\b[^.;]{0,60}?\b(?:end|stop|cancel)\s(?:it\b|(?:this|the|our|your)\s(?:\w+\s){0,2}?"
    r"(?:agreement|contract|engagement|arrangement|statement\sof\swork|work\sorder|order|relationship)\b)",
    re.IGNORECASE,
)


# "Neither party may terminate this Agreement for convenience", and nothing that gives the right back.
_NOT_AT_WILL = re.compile(
    r"\b(?:(?:neither|no)\s+(?:of\s+the\s+)?part(?:y|ies)\s+(?:may|shall|can|will|has|have|is|are)|(?:may|shall|can|will)\s+not|cannot|(?:is|are)\s+not\s+(?:entitled|permitted|allowed)"
    r"|ha(?:s|ve)\s+no\s+right)\b[^.;:]{0,60}?\b(?:terminat|cancel)\w*\b[^.;:]{0,80}?"
    r"\b(?:(?:for|at)\s+(?:its\s+|their\s+)?(?:convenience|will)|without\s+(?:any\s+)?cause|for\s+(?:any|no)\s+reason"
    # "shall not terminate the underlying lease without Vendor's consent"
    r"|without\s+(?:(?!notice\b)[\w’'-]+\s+){0,8}?(?:consent|approval|permission))\b"
    # an agreement of both parties gives neither of them the right
    r"(?![^.;]{0,200}\b(?:unless|except|but|however|provided|other\s+than|save)\b(?!\s(?:by|with|upon|on)\s(?:an?\s|the\s)?(?:(?:mutual|prior|written|express)\s){0,3}(?:agreement|consent)\b))",
    re.IGNORECASE,
)


def forbids_ending_at_will(text: str) -> bool:
    """Whether the words deny a right to end the contract without a reason, and give nobody such a right."""
    left = _NOT_AT_WILL.sub(" ", text)
    return left != text and not (ends_at_will_outright(left) or ends_on_notice_alone(left))


# "Vendor may terminate on notice, (i) if Buyer is insolvent": the items say when it may.
_CASES = re.compile(
    r"[,:]?\s{0,4}(?:[-–—•·*]\s{0,3}){0,3}\(?(?:i|a|A|1)[.)]\s{1,3}(?:only\s)?(?:of|in|if|on|upon|when|where|should|following|after)\b"
)


def leads_to_cases(text: str, end: int) -> bool:
    """Whether the words before ``end`` are followed by the first of a list of cases."""
    return text[max(0, end - 1) : end] in (",", ":") and _CASES.match(text, end) is not None


# "May terminate on thirty days' notice; provided that it agrees not to terminate unless the other party is sold."
_ONLY_IF = re.compile(
    r"\bnot\s(?:to\s)?(?:terminate|cancel)\b[^.;]{0,60}?\bunless\b(?![^.;]{0,60}\bnotice\b)", re.IGNORECASE
)
# "May terminate in any of the following events", "upon the dissolution of the Company".
_ON_EVENTS = re.compile(
    r"\b(?:in|on|upon)\s(?:any\s(?:one\s)?(?:or\smore\s)?of\s)?the\sfollowing\s(?:events|cases|circumstances)\b"
    r"|\bupon\s(?:the\s)?(?:dissolution|liquidation)\b"
    # "at any time after thirty days from the date on which it learns that the other contract has ended"
    r"|\bat\sany\stime\safter\b[^.;]{0,80}?\bfrom\sthe\sdate\s(?:that|on\swhich|when)\b"
    # "should the parties fail to reach a solution within thirty days"
    r"|^\W{0,3}(?:[\d.]{1,8}\s)?(?:should|if|where|in\sthe\sevent\s(?:that\s)?)\s?[^.;,]{0,80}?\b(?:fail\w*|unable|cannot|can\s?not|(?:do|does|did|have|has|are|is)\snot)\s"
    r"(?:(?:able\s)?to\s)?(?:agree|reach|resolve|settle|come|arrive\sat|find|remedy)\w*\b[^.;]{0,200}?\bterminat"
    r"|\bupon\s(?:the\s)?termination\sof\s(?:the|its|that|such)\s(?-i:[A-Z]\w+\s(?:Agreement|Contract|Lease))\b",
    re.IGNORECASE,
)


# A proviso that takes a right back begins within this many characters.
_PROVISO = 200


def ends_only_on_conditions(text: str, start: int = 0, end: int | None = None) -> bool:
    """Whether a party may end the contract only if something has happened, or has agreed not to do so before: by the
    words from ``start`` to ``end``, or by a proviso right after them."""
    said = text[start : len(text) if end is None else end + _PROVISO]
    if _ONLY_IF.search(said):
        return True
    return _ON_EVENTS.search(said) is not None and not ends_at_will_outright(said)


# "After the initial term, this Agreement continues from month to month until terminated by either party": nothing ends
# early.
_ONCE_THE_TERM_IS_OVER = re.compile(
    r"(?:\b(?:after|following|upon\s+(?:the\s+)?(?:expir\w+|end)\s+of)\s+the\s+(?:initial|first|original)\s+(?:term|period)\b"
    r"|\b(?:term|period|years?|months?)\b[^.;]{0,120}?\b(?:continu\w*|remain\w*|renew\w*|extend\w*)\s+[^.;]{0,60}?\bthereafter\b"
    r"|\b(?:term|period|years?|months?)\b[^.;]{0,60}?\bthereafter\b[^.;]{0,60}?\b(?:continu|remain|renew|extend))"
    r"[^.;]{0,140}?\buntil\s+(?:it\s+is\s+)?(?:terminated|cancel+ed)\b",
    re.IGNORECASE,
)


def ends_only_after_the_term(sentence: str) -> bool:
    """Whether a sentence lets a party end the contract only once its first term is over."""
    return bool(_ONCE_THE_TERM_IS_OVER.search(sentence)) and not _AT_WILL.search(sentence)


# "After each of phases A and B Buyer is free to discontinue the project": what the contract is about
_AFTER_A_STAGE = re.compile(
    r"\b(?:after|at\sthe\send\sof|(?:up)?on\s(?:the\s)?completion\sof|between)\s(?:each|any|either|every)\s(?:of\s)?(?:the\s)?(?:\w+\s)?(?:phases?|stages?|milestones?)\b[^.;]{0,60}?"
    r"\b(?:may|can|(?:is|are|shall\sbe)\s(?:free|entitled)\sto|ha(?:s|ve)\sthe\sright\sto)\s(?:(?:elect|decide|choose)\sto\s)?(?:discontinue|terminate|end|stop|withdraw\sfrom|abandon|cancel)\s"
    r"(?:this|the)\s(?:\w+\s)?(?:project|programme|program|development|collaboration|agreement|contract|works?)\b(?![^.;]{0,160}\b(?:if|unless|because|fail\w*|breach\w*|default\w*)\b)",
    re.IGNORECASE,
)


def ends_after_a_stage(sentence: str) -> bool:
    """Whether a sentence lets a party end the work after any of its stages, without a reason."""
    return _AFTER_A_STAGE.search(" ".join(sentence.split())) is not None


# "May terminate this Agreement as to future Work Orders", and not "as to all of the Services" or "as to itself"
_AS_TO_A_PART = re.compile(
    r"\b(?:terminate|cancel|end)\s(?:this|the)\s(?:\w+\s)?(?:agreement|contract)\s(?:only\s)?"
    r"(?:as\s(?:to|regards)|in\srespect\sof|with\s(?:respect|regard)\sto|in\srelation\sto|in\sso\sfar\sas|insofar\sas)\s"
    r"(?!(?:all|both|itself|himself|herself|themselves|it|them|him|her|(?:that|such|the\sother|either|any)\sparty|(?:the\s)?whole"
    r"|(?:\w+\s){1,4}?(?:funds?|portfolios?|series)|services|(?:the|its|their)\sservices)\b)",
    re.IGNORECASE,
)


def ends_as_to_a_part(sentence: str) -> bool:
    """Whether a sentence lets a party end the contract in one respect only."""
    plain = " ".join(sentence.split())
    return _AS_TO_A_PART.search(plain) is not None and not _ENDS_IT_ALL.search(_AS_TO_A_PART.sub(" ", plain))


_ENDS_IT_ALL = re.compile(
    r"\b(?:terminate|cancel|end)\s(?:this|the)\s(?:\w+\s)?(?:agreement|contract)\b|\b(?:agreement|contract)\b[^.;]{0,60}?\bin\s(?:its\sentirety|whole)\b",
    re.IGNORECASE,
)


def ends_a_part_only(sentence: str) -> bool:
    """Whether a sentence is about ending something under the contract, such as one service or one order, and does not
    say that the contract itself may end."""
    if ends_after_a_stage(sentence):
        return False
    if ends_as_to_a_part(sentence):
        return True
    told = _WITHOUT.sub(" ", sentence)
    ended = [" ".join(_HOW.split(one["what"] or one["passive"])[0].split()) for one in _ENDED.finditer(told)]
    named = [what for what in ended if what and not _NOT_AN_OBJECT.match(what)]
    return bool(named) and not any(_CONTRACT.search(_ONE_OF_SEVERAL.sub(" ", what)) for what in named)


# "Either party may terminate with sixty days' notice", "You may end our services at any time by giving us notice".
_ON_NOTICE_ALONE = re.compile(
    rf"\b(?:may|can|(?:is|are)\sentitled\sto|ha(?:s|ve)\sthe\sright\sto)(?:,\s(?:for|at|without)\s[^,.;]{{1,40}},)?\s(?:also\s)?(?:terminate|cancel|end|stop|leave)"
    rf"(?:\s(?:(?:this|the|our|your)\s(?:\w+\s)?(?:agreement|contract|engagement|relationship|membership|arrangement|statement\sof\swork|work\sorder|(?-i:SOW))|{OURS})(?:\swith\s(?:you|us))?)?"
    r"(?:\sat\sany\stime)?,?\s(?:by|on|upon|with|via)\s(?:(?:[\w()’'-]{1,20}\s){0,9}?(?:notice|notification)\b|notifying\s)",
    re.IGNORECASE,
)
# "This relationship may be terminated by either party at any time provided written notice is given"
_MAY_BE_ENDED_BY_EITHER = re.compile(
    r"\b(?:this|the|your|our|his|her|their)\s(?:\w+\s)?(?:agreement|contract|engagement|relationship|employment|appointment|arrangement|lease|tenancy|membership)\s"
    r"(?:[^.;,]{1,80}?\sand\s(?:it\s)?)?(?:(?:may|can)\s(?:also\s)?be\s(?:terminated|cancel+ed|ended)\s(?:at\sany\stime,?\s)?by\s(?:either|any|each)\s(?:of\sthe\s)?part(?:y|ies)\b"
    # "can, by either party, be terminated in writing with nine months' notice"
    r"|(?:may|can),?\sby\s(?:either|any|each)\s(?:of\sthe\s)?part(?:y|ies),?\sbe\s(?:terminated|cancel+ed|ended)\b)"
    r"[^.;]{0,80}?\bnotice\b",
    re.IGNORECASE,
)
# "This Agreement shall terminate upon either party giving ninety days' advance written notice to the other"
_ENDS_ON_EITHERS_NOTICE = re.compile(
    r"\b(?:this|the|our)\s(?:\w+\s)?(?:agreement|contract|engagement|arrangement|lease)\s(?:shall|will)\s(?:also\s)?(?:terminate|end)\b[^.;:]{0,120}?"
    r"\b(?:up)?on\s(?:either|any|each)\s(?:of\sthe\s)?part(?:y|ies)(?:[’']s)?\s(?:giving|providing|delivering|serving)\b[^.;:]{0,60}?\b(?:days?|months?|weeks?)[’']?\b[^.;:]{0,40}?\bnotice\b",
    re.IGNORECASE,
)
# "Subject to any renewal for one year as required by law" names no case, nor does "after June 30, 2026".
_NO_CASE = re.compile(
    r",?\ssubject\sto\s(?:any|the|such)\s[^.;,]{1,80}?(?:required|prescribed|provided)\sby\s(?:\w+\s)?law,?"
    rf"|\b(?:at\sany\stime\s)?(?:on\sor\safter|after|from)\s{DATE},?",
    re.IGNORECASE,
)
# "Once we are month to month, you or I can end it with two months' notice", "once it runs for an indefinite period",
# "in a renewal period either side may end this Agreement on nine months' notice": a time, and no case
_ONCE_IT_RUNS_ON = re.compile(
    r"\b(?:(?:once|when|while)\s[^.;,]{0,40}?\b(?:month[\s-]to[\s-]month|for\san\s(?:indefinite|unlimited)\s(?:period|term|time)|indefinitely)\b[^.;,]{0,20}|(?:in|during)\s(?:an?|any|each|the|every)\s(?:such\s)?(?:renewal|extension|renewed|extended|further)\s(?:periods?|terms?|years?)),?\s"
    r"(?:(?:you|we|I|he|she|they)\sor\s(?:you|we|I|he|she|they)|(?:either|any|each)\s(?:of\s(?:us|them|you|the\sparties)|party|side))\s(?:may|can)\s"
    r"(?:terminate|cancel|end|stop)\s(?:it|this|(?:this|the|our)\s(?:agreement|contract|arrangement|lease|letter|licen[cs]e))\s"
    r"(?:by|on|upon|with)\s(?:[\w()’'-]{1,20}\s){0,9}?notice\b(?![^.;]{0,80}\b(?:if|breach|default|fail\w*)\b)",
    re.IGNORECASE,
)
# "Neither side may end this Agreement without cause before May 2, 2025. After that either side may do so on notice."
_SPEAKS_OF_ENDING = re.compile(
    r"\b(?:may|can|shall|will)\s(?:\w+\s)?(?:terminate|cancel|end|bring)\s(?:it|this|the|our)\b[^.;]{0,80}?"
    r"(?:\bwithout\s(?:any\s)?(?:cause|reason)|\bfor\s(?:\w+\s)?convenience)\b",
    re.IGNORECASE,
)
_MAY_DO_SO = re.compile(
    r"\b(?:may|can|(?:is|are)\sentitled\sto)\sdo\sso\s(?:at\sany\stime\s)?(?:by|on|upon|with)\s(?:[\w()’'-]{1,20}\s){0,9}?notice\b(?![^.;]{0,80}\b(?:if|breach|default|fail\w*)\b)",
    re.IGNORECASE,
)


def may_do_so(sentence: str, before: str) -> bool:
    """Whether a sentence lets a party do by notice what the one before it is about: end the contract without cause."""
    if not _MAY_DO_SO.search(" ".join(sentence.split())) or _FOR_A_CASE.match(sentence):
        return False
    return _SPEAKS_OF_ENDING.search(" ".join(before.split())) is not None


_FOR_A_CASE = re.compile(
    r"\W{0,4}(?:[\d.]{1,8}\s)?(?:if|where|should|unless|in\s(?:the\s)?(?:event|case))\b", re.IGNORECASE
)
# What makes it a right in some case only, and a notice that waits for one.
_IN_SOME_CASE = re.compile(
    rf"{CAUSE}|\b(?:if|in\s+(?:the|such|any|this|that|case)|cases?|should|when|where|unless|cause|following|after|once|only|such|renewal|anniversary"
    r"|upon\s+(?:the\s+)?occurrence|material|non-?payment|end\s+of\s+(?:the|any|each))\b|:\s*$",
    re.IGNORECASE,
)


def ends_on_notice_alone(sentence: str) -> bool:
    """Whether a sentence lets a party end the contract by notice, and names no case in which alone it may."""
    plain = _plainly(sentence)
    if _ONCE_IT_RUNS_ON.search(plain):
        return True
    rights = (_ON_NOTICE_ALONE, _MAY_BE_ENDED_BY_EITHER, _ENDS_ON_EITHERS_NOTICE)
    items = (_NO_CASE.sub(" ", one) for one in list_items(plain))
    return any(not _IN_SOME_CASE.search(one) and any(right.search(one) for right in rights) for one in items)


# "We may suspend or terminate your access at any time", "has the right, at its sole discretion, to cancel your account"
_ENDS_ACCESS = re.compile(
    r"\b(?:may|can|(?:reserves?|retains?|has|have)\s(?:the\s)?(?:\w+\s)?right|(?:is|are)\sentitled)\b[^.;]{0,100}?"
    rf"\b(?:terminate|cancel|end|discontinue)\s(?:(?:or|and/or)\s(?:suspend|restrict|limit|block)\s)?{OURS}\b",
    re.IGNORECASE,
)
_AS_IT_LIKES = re.compile(
    r"\b(?:at\sany\s|any)time\b|\b(?:sole|absolute|own)\s(?:\w+\s){0,2}discretion\b|\bfor\sany\s(?:or\sno\s)?reason\b|\bwithout\s(?:cause|reason)\b",
    re.IGNORECASE,
)
_FOR_A_REASON = re.compile(
    rf"{CAUSE}|\b(?:if|violat\w+|misus\w+|in\s(?:the\s)?(?:event|case)|should|unless|where|when|due|because|once|following|after|only|non-?payment|not)\b",
    re.IGNORECASE,
)
_NO_REASON = re.compile(
    r"\bfor\s(?:any|no)\s(?:or\sno\s)?(?:other\s)?reason\b|\bwith(?:\sor\swithout|out(?:\sor\swith)?)\scause\b|\bwithout\s(?:any\s)?(?:cause|reason)\b",
    re.IGNORECASE,
)


def ends_access_at_will(sentence: str) -> bool:
    """Whether a sentence lets whoever offers terms end the reader's access or account without a reason."""
    if not (_ENDS_ACCESS.search(sentence) and _AS_IT_LIKES.search(sentence)):
        return False
    return _NO_REASON.search(sentence) is not None or _FOR_A_REASON.search(sentence) is None


# "(c) after the second year, for any reason or no reason, upon ninety days' notice": the lead-in says who may do what.
_ITEM_AT_WILL = re.compile(
    r"\W{0,2}\w{1,4}[.)]\s(?:(?!\b(?:if|event|should|breach|default|fail))[^.;:]){0,160}?\b(?:for\s(?:any|no)\s(?:or\s(?:for\s)?no\s)?reason|without\s(?:any\s)?(?:cause|reason)|for\s(?:its\s)?convenience)\b"
    r"[^.;:]{0,80}\bnotice\b",
    re.IGNORECASE,
)
_LIST_ITEM = re.compile(r"\W{0,2}\w{1,4}[.)]\s")
_MAY_TERMINATE = re.compile(
    r"\b(?:may|can|rights?|entitled|option)\b[^.;]{0,80}?\bterminate\sthis\s(?:agreement|contract)\b[^.;]{0,80}:\s{0,3}$",
    re.IGNORECASE,
)
_LEAD_IN_REACH = 3_000


def is_item_at_will(text: str) -> bool:
    """Whether the words are an item of a list that needs no reason: "(c) for convenience, on ninety days' notice"."""
    return _ITEM_AT_WILL.match(text) is not None


def listed_at_will(text: str, start: int, end: int) -> str | None:
    """The item of a list, between two places of a text, that lets a party end the contract without a reason, after the
    words that lead to the list; None if it is none."""
    item = " ".join(text[start:end].split())
    if not is_item_at_will(item):
        return None
    for line in reversed(text[max(0, start - _LEAD_IN_REACH) : start].splitlines()):
        if led := _MAY_TERMINATE.search(line):
            return f"{line[line.rfind('. ', 0, led.start()) + 1 :].strip()} {item}"
        if line.strip() and not _LIST_ITEM.match(line):
            return None
    return None


_TERMINABLE = re.compile(r"\b(?:terminable|terminated)\b", re.IGNORECASE)
# "Terminable by Vendor if a claim is made; by Vendor or Buyer upon sixty days' notice": an item of its own.
_ITEM_ON_NOTICE = re.compile(
    r"\s(?:or\s|and\s)?(?:\(?\w{1,4}[.)]\s)?by\s(?:the\s)?(?:[\w&]+\s){1,6}?(?:up)?on\s(?P<how>[^.]{0,60}?\bnotice\b[^.]{0,60})(?=\.|$)",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\b(?:if|event|case|breach\w*|default\w*|fail\w*|insolven\w*|bankrupt\w*|cause|following|after|should|unless)\b",
    re.IGNORECASE,
)


# "May terminate this Agreement and buy the shop at any time from the third year on by paying its value"
_AT_ANY_TIME_ALONE = re.compile(
    r"\b(?:may|can|rights?\sto|entitled\sto)\sterminate\s(?:this|the)\s(?:\w+\s)?(?:agreement|contract)\b[^.;:,]{0,160}?\bat\sany\stime\b(?!:)"
    r"(?![^.;]{0,200}\b(?:if|mutual|such|event|case|breach\w*|default\w*|fail\w*|violat\w*|should|cause|following|after|when|where|unless|upon\s(?:the|an?|any)|during\swhich)\b)",
    re.IGNORECASE,
)


def ends_at_any_time(sentence: str) -> bool:
    """Whether a sentence lets a party end the contract at any time, and names no case in which alone it may."""
    return _AT_ANY_TIME_ALONE.search(" ".join(sentence.split())) is not None


# "May terminate this Agreement (a) for a breach that is not cured, or (b) without cause upon sixty days' notice"
_ITEM_IN_A_SENTENCE = re.compile(
    r"\b(?:may|can|rights?\sto|entitled\sto)\b[^.;:]{0,60}?\bterminate\s(?:this|the)\s(?:\w+\s)?(?:agreement|contract)\b[^.]{0,400}?"
    r"\s\(\w{1,3}\)\s(?:at\sany\stime,?\s)?(?:for\s(?:(?:its|their|any)\s)?(?:own\s)?convenience|without\s(?:any\s)?(?:cause|reason)|for\s(?:any|no)\s(?:or\s(?:for\s)?no\s)?reason)\b",
    re.IGNORECASE,
)


def ends_by_an_item_at_will(sentence: str) -> bool:
    """Whether one of the items in a sentence lets a party end the contract without a reason."""
    return _ITEM_IN_A_SENTENCE.search(" ".join(sentence.split())) is not None


def ends_by_an_item(sentence: str) -> bool:
    """Whether one of several items lets a party end the contract by notice alone."""
    terminable = _TERMINABLE.search(sentence)
    if terminable is None:
        return False
    items = (_ITEM_ON_NOTICE.match(item) for item in sentence[terminable.end() :].split(";")[1:])
    return any(_REASON.search(item["how"]) is None for item in items if item is not None)


# The reader of terms leaves by no longer using what they are about, or by no longer selling there.
_WHENEVER = r"(?:at\sany\s(?:time|point|stage)|whenever\s(?:you|they)\s(?:like|wish|choose|want))\b"
STOPS_USING = (
    r"\byou\s(?:may|can|(?:are|shall\sbe)\s(?:entitled|free)\sto|have\sthe\sright\sto)\s(?:stop|cease|discontinue)\s"
    r"(?:using|accessing|(?:(?:your|the|all)\s)?use\sof"
    r"|(?:selling|trading|listing|publishing|promoting|hosting|working|participating|taking\spart)\s(?:on|in|through|via|with|for))"
    rf"\s[^.;]{{0,60}}?\b{_WHENEVER}"
)
# "Members may leave the program at any time", "You may close your account at any time"
LEAVES = (
    r"\b(?:may|can|(?:is|are|shall\sbe)\s(?:entitled|free)\sto|have\sthe\sright\sto)\s(?:\w+\s)?(?:leave|quit|exit|(?:withdraw|resign)\sfrom|opt\sout\sof|close|delete|deactivate"
    r"|(?:end|stop|cancel|terminate)\s(?=(?:their|your|its|his)\s(?:\w+\s)?(?:account|participation|membership|registration|enrol+ment)\b))"
    r"\s?(?:the|this|our|your|their|its|his)\s(?:[\w-]+\s){0,2}?(?:program(?:me)?|scheme|account|participation|membership|registration|enrol+ment|service|platform|network)\b"
    rf",?\s(?:(?:with\sus|for\sany\sreason|without\scause),?\s)?{_WHENEVER}"
)
# A licensee can end a license simply by giving up what is licensed; no further step is needed.
_GIVES_UP = re.compile(
    r"\bterminat\w*\b[^.;]{0,80}\bby\s(?:destroying|returning|deleting|ceasing|uninstalling|discontinuing)\b"
    rf"|{STOPS_USING}|{LEAVES}",
    re.IGNORECASE,
)


def ends_by_giving_up(sentence: str) -> bool:
    """Whether a sentence lets a licensee, or a reader, end the contract by no longer using what it is about."""
    return _GIVES_UP.search(sentence) is not None


# "You may cancel your subscription at any time", "If you cancel, auto-renewal will stop"
_SUBSCRIPTION = r"(?:[\w-]+\s){0,3}?(?:subscription|membership|plan|(?:auto-?|automatic\s)?renewals?)"
_CANCELS_SUBSCRIPTION = re.compile(
    rf"\byou\s(?:may|can)\s(?:also\s)?(?:cancel|end|stop|turn\soff|disable|switch\soff)\s(?:(?:your|the|this|any)\s)?{_SUBSCRIPTION}\b[^.;]{{0,80}}?\bat\sany\stime\b"
    rf"|\byou\s(?:may|can)\sat\sany\stime\s(?:cancel|end|stop|turn\soff|disable|switch\soff)\s(?:(?:your|the|this|any)\s)?{_SUBSCRIPTION}\b"
    r"|\b(?:if|when|once)\syou\b[^.;]{0,40}?\bcancel\b[^.;]{0,80}?\b(?:auto-?renewals?|automatic\srenewals?|renewals?)\s(?:will|shall)\s(?:stop|end|cease)\b"
    r"|\b(?:auto-?renewals?|automatic\srenewals?)\s(?:will|shall)\s(?:stop|end|cease)\s(?:if|when|once)\syou\scancel\b",
    re.IGNORECASE,
)


def subscriber_may_cancel(text: str) -> bool:
    """Whether a subscriber can stop a subscription's renewal whenever it likes."""
    return _CANCELS_SUBSCRIPTION.search(" ".join(text.split())) is not None
