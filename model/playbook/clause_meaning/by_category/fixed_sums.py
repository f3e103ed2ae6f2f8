"""What makes a fixed sum due, and whether it is computed; and sentences that fix no sum."""

from __future__ import annotations

import re
from collections.abc import Sequence

# What makes a fixed sum due: delay, a breach, or the end of the contract (not a right to end it because of the breach).
_LATE = re.compile(r"\b(?:delay\w*|late(?:ness)?)\b", re.IGNORECASE)
_BREACH = re.compile(r"\b(?:breach|default|fail|shortfall|violat|credits?\b)", re.IGNORECASE)
EARLY = re.compile(
    r"\b(?:if|in\s(?:the|such)\s(?:event|case)|upon|on|event\sof|because|prior\sto)\b[^.;,]{0,100}?\b(?:terminat|cancel|withdraw|ends?\b)"
    r"|\b(?:terminat\w+|cancel\w+|early|premature|exit)\s(?:\w+\s)?(?:fee|charge|payment|penalt\w+|terminat\w+)|\bterminates\b",
    re.IGNORECASE,
)
_ITS_END = re.compile(r"[’']s?\s(?:termination|cancellation)\sof\sthis\b", re.IGNORECASE)
# "30% of its share", "five times the average price": the sum is known only when it is due.
_COMPUTED = re.compile(
    r"%|\b(?:percent|per\scent)\b|\btimes\b|\bmultipl(?:e|ied)\b|\b(?:product|difference)\s(?:of|between)\b|\bequal\sto\s(?:the\s)?(?:amount|sum|fees|average|remaining|un(?:amorti[sz]ed|depreciated|recovered|paid)|portion|share|part)\b",
    re.IGNORECASE,
)
# A sum that is stated, or redacted or left blank.
_STATED_SUM = re.compile(
    r"[$€£]\s?[\d\[*_.]|\b\d[\d,]{2,}|\b(?:hundred|thousand|million)\b|\[[*●_\s]{1,12}\]|\*{3}|_{3}"
    r"|\b(?:USD|EUR|RMB|CNY|dollars?|euros?|pounds?|fixed|fee|minimum)\b",
    re.IGNORECASE,
)


def is_computed(passages: Sequence[str]) -> bool:
    """Whether a sum is known only when it is due."""
    return any(_COMPUTED.search(passage) for passage in passages) or not any(map(_STATED_SUM.search, passages))


def occasion(passages: Sequence[str]) -> str:
    """What makes a fixed sum due."""
    early = any(EARLY.search(passage) or _ITS_END.search(passage) for passage in passages)
    breach = [found.start() for passage in passages if (found := _BREACH.search(passage))]
    late = [found.start() for passage in passages if (found := _LATE.search(passage))]
    if late and not early and (not breach or min(late) < min(breach)):
        return "for delay"
    if not early and not breach:
        return "in the case quoted"
    return "on breach or early termination" if early and breach else "on early termination" if early else "on breach"


# "May terminate on sixty days' notice, paying an exit fee": the price of a right, and no sanction of a breach.
_MAY_LEAVE = re.compile(
    r"\b(?:may|entitled\sto|rights?\sto|options?\sto|elects?\sto)\s(?:[\w,]+\s){0,4}?(?:terminate|cancel|withdraw|end|exit|leave)\b"
    r"|\b(?:exit|break|buy-?out|surrender)\s(?:fee|payment|charge|premium)\b",
    re.IGNORECASE,
)
_WRONG = re.compile(r"\b(?:breach|default|fail|violat|penalt|liquidated|shortfall|delay|late\b)", re.IGNORECASE)


def is_price_of_an_exit(passages: Sequence[str]) -> bool:
    """Whether what is due is the price at which a party may end the contract early, and nothing for a breach."""
    return any(map(_MAY_LEAVE.search, passages)) and not any(map(_WRONG.search, passages))


# A price is paid for performance; a fixed sum is paid because something ends or is not done.
_FIXED_SUM = re.compile(
    r"\bliquidated|\bpenalt|\bcredits?\b|\bbreak(?:-?(?:up|age)\b|\s(?:fee|charge))|\bmay\sdeduct\b",
    re.IGNORECASE,
)
_PAID_ON = re.compile(
    r"\b(?:terminat|cancel|breach|default|fail|delay|late(?:ness)?\b|early\b|forfeit|withdraw|shortfall|violat|not\b"
    r"|prior\sto\s(?:the\s)?(?:end|expir)|before\sthe\s(?:end|expir)|balance\sof|remain(?:der|ing)|expir|reject"
    r"|in\s(?:any\s)?such\s(?:case|event)|occurrence|damages|(?:each|every)\s(?:\w+\s){0,2}?(?:day|week)|per\s(?:day|week)|what\sis\sleft\sof|wages\sof\sthe\sperson)",
    re.IGNORECASE,
)
# What was paid in advance and not earned is given back; that costs nobody a fixed sum.
_GIVEN_BACK = re.compile(r"\brefund\w*|\bunearned\b|\bpro[-\s]?rat\w*", re.IGNORECASE)
_END_FEE = re.compile(r"\b(?:terminat|cancel)\w*+\s(?:\w+\s)?(?:fee|charge|payment)s?\b", re.IGNORECASE)
_PRICE = re.compile(r"\bfees?\sfor\s(?:the\s)?(?:provision|performance|each\s(?:of\sthe\s)?services?)\b", re.IGNORECASE)
# Who elects not to pay for a further well or stage gives up a share of it; nothing was promised.
_NON_CONSENT = re.compile(
    r"\bnon-?consent\b|\belect(?:s|ed|ing)?\s(?:\w+\s)?not\sto\s(?:participate|join)\b|\bnon-?participating\spart(?:y|ies)\b",
    re.IGNORECASE,
)
# "Neither party is liable for liquidated damages unless Vendor agrees to them in writing": none are owed.
_NONE_OWED = re.compile(
    r"\b(?:neither|nor|not|no)\b[^.;]{0,120}\b(?:liab\w+|responsib\w+|pay|owe)\b[^.;]{0,80}?"
    r"(?<!further )(?<!other )(?<!additional )\bliquidated\s(?:\w+\s){0,3}?damages\b"
    r"(?![^.;]{0,160}\b(?:exceed\w*|in\sexcess|more\sthan|greater\sthan|beyond)\b)"
    r"(?![^.;]{0,160}\b(?:unless|except|other\sthan)\b(?![^.;]{0,60}\b(?:agree|acknowledg|consent|accept)))",
    re.IGNORECASE,
)


# "Dealer shall collect liquidated damages from the users": others owe them, under contracts of their own.
_FROM_OTHERS = re.compile(
    r"\b(?:shall|will|must)\scollect\b[^.;]{0,60}?\b(?:liquidated\sdamages|penalt(?:y|ies))\s(?:\w+\s){0,3}?from\s"
    r"(?:(?:the|its|an?|any|each|such)\s)?(?:\w+\s){0,2}?"
    r"(?:users?|customers|clients|drivers?|subscribers?|passengers?|tenants|purchasers|third\spart(?:y|ies))\b",
    re.IGNORECASE,
)


# "In addition to the liquidated damages mentioned above": another sum is spoken of elsewhere.
_BESIDE_IT = re.compile(
    r"\bin\saddition\sto\s(?:the|such|any|these|those)\s(?:[\w-]+\s){0,2}?(?:liquidated\sdamages|penalt(?:y|ies))\b",
    re.IGNORECASE,
)


def no_fixed_sum(sentence: str) -> bool:
    """Whether a sentence fixes no sum for a breach or an early end: it denies one, states a price, gives money back, or
    is about what others owe."""
    sentence = _BESIDE_IT.sub(" ", sentence)
    return (
        _FROM_OTHERS.search(sentence) is not None
        or _NON_CONSENT.search(sentence) is not None
        or (_NONE_OWED.search(sentence) is not None and not _FIXED_SUM.search(_NONE_OWED.sub(" ", sentence)))
        or (
            not _FIXED_SUM.search(sentence)
            and (
                not _PAID_ON.search(sentence)
                or bool(_PRICE.search(sentence))
                or (_GIVEN_BACK.search(sentence) is not None and not _END_FEE.search(sentence))
            )
        )
    )
