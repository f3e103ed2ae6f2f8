"""What a contract already says of a minimum that someone must buy or pay: that it falls when the other party fails or
when an event beyond control prevents it, and what a shortfall costs."""

from __future__ import annotations

import re

# The words of one sentence: the full stop in "3.2" does not end it.
_IN = r"(?:[^.;]|\.(?=\d))"
_MINIMUM = r"(?:minimums?|shortfalls?|commitments?)"
_LESS = (
    rf"(?:{_MINIMUM}|difference|deficiency|smaller"
    r"|(?:orders?|buys?|purchases?|takes?|sells?|spends?)\s(?:\w+\s)?(?:fewer|less))"
)
_BUT = (
    r"(?:unless|except|save|other\sthan|but\snot|disregard\w*|reduc\w+|lowered|abate[sd]?|waived|left\sout|exclud\w+|deduct\w*"
    r"|not\s(?:be\s)?(?:count\w*|apply|due|payable|owed))"
)
_FAILS = (
    r"(?:default|fail\w*|breach\w*|fault|unable|inability|reject\w*|declin\w*|refus\w*|shut|closed|cancel+ed|late|delay\w*"
    r"|shortages?)"
)
_EVENT = (
    r"(?:force\smajeure|floods?|storms?|earthquakes?|epidemics?|strikes?|power\s(?:cuts?|outages?|failures?)|government\sorders?|acts?\sof\sgod"
    r"|beyond\s(?:its|their|the)\s(?:\w+\s){0,3}control|events?\s(?:\w+\s){0,3}?(?:within|under|of|in)\s(?:clause|section|article)\s\d{1,3})"
)


def _falls(minimum: str, because: str) -> re.Pattern[str]:
    """The words of a sentence by which a minimum falls for one kind of reason."""
    return re.compile(
        # "if it buys less, it pays the difference, unless the reason is Vendor's default", "the minimum is reduced by
        # what Vendor fails to deliver"
        rf"\b{minimum}\b{_IN}{{0,200}}?\b{_BUT}\b{_IN}{{0,300}}?\b{because}\b"
        # "left out of the annual minimum are orders that Vendor declined"
        rf"|\b(?:left\sout|exclud\w+|deduct\w*|taken)\s(?:off|of|from)\b{_IN}{{0,60}}?\b{minimum}\b{_IN}{{0,300}}?\b{because}\b"
        # "for each week in which Vendor was closed, the minimum is not due"
        rf"|\b(?:if|when|where|which|extent|week|month|quarter|year)\b{_IN}{{0,120}}?\b{because}\b{_IN}{{0,160}}?\b{minimum}\b"
        rf"{_IN}{{0,80}}?\b{_BUT}\b"
        # "you don't pay it for a week in which we were shut"
        rf"|(?:\b(?:not|never)|n[’']t)\s(?:have\sto\s)?(?:pay|owe)\b{_IN}{{0,160}}?\b(?:{because}|let\s(?:you|us|me|them|it)\sdown)\b",
        re.IGNORECASE,
    )


_WITH_THE_OTHER, _SUSPENDED = _falls(_LESS, _FAILS), _falls(_LESS, _EVENT)
# In a section of its own, by words that say nothing else.
_REDUCED = r"(?:reduc\w+|lowered|abate[sd]?|waived)"
_OF_THE_MINIMUM = re.compile(
    rf"\bleft\sout\sof\b{_IN}{{0,60}}?\bminimum\b{_IN}{{0,300}}?\b{_FAILS}\b"
    rf"|\bminimum\b{_IN}{{0,80}}?\b(?:is|are|be)\s(?:\w+\s)?{_REDUCED}\b{_IN}{{0,200}}?\b{_FAILS}\b"
    rf"|\b(?:if|when|where|which|extent)\b{_IN}{{0,120}}?\b{_FAILS}\b{_IN}{{0,160}}?\bminimum\b{_IN}{{0,60}}?\b(?:is|are|be)\s(?:\w+\s)?{_REDUCED}\b",
    re.IGNORECASE,
)
# "That is Vendor's only remedy for the shortfall", "if it orders fewer, its sole liability is to pay $18 for each"
_ONLY = r"(?:only|sole|exclusive|entire)\s(?:and\s\w+\s)?(?:remed(?:y|ies)|liability|recourse)"
_SHORTFALL = (
    rf"(?:{_MINIMUM}|deficiency|fall(?:s|ing)?\sshort|fewer|less\sthan"
    r"|failure\sto\s(?:buy|purchase|order|spend|reach|meet|take))"
)
_ONLY_REMEDY = re.compile(
    rf"\b{_ONLY}\b{_IN}{{0,60}}?\b{_SHORTFALL}\b|\b{_SHORTFALL}\b{_IN}{{0,160}}?\b{_ONLY}\b", re.IGNORECASE
)
# "No shortfall payment is owed", "Vendor has no claim for compensation for the shortfall as such"
_COSTS_NO_MONEY = re.compile(
    rf"\bno\s(?:shortfall|deficiency|make-?up)\s(?:payments?|compensation|charges?|fees?|sums?|amounts?)\b{_IN}{{0,40}}?\b(?:is|are|(?:shall|will)\sbe)\s(?:owed|due|payable)\b"
    rf"|\bno\s(?:(?:claims?|right)\s(?:for|to)\s)?(?:compensation|damages|payment)\b{_IN}{{0,60}}?\bfor\s(?:the|a|any|such)\s(?:shortfall|deficiency)\b",
    re.IGNORECASE,
)
# "Payment of that charge, along with the right to terminate, is the only remedy"
_AMONG_OTHERS = re.compile(
    rf"\b(?:along|together)\swith\b{_IN}{{0,120}}?\b{_ONLY}\b|\b{_ONLY}\b{_IN}{{0,200}}?\b(?:terminat|non-?exclusiv)\w*",
    re.IGNORECASE,
)


def falls_with_the_other(around: str, text: str) -> bool:
    """Whether the sections around a minimum, or a sentence of the contract's text that speaks of the minimum, lower it
    for what the other party fails to do."""
    return _WITH_THE_OTHER.search(around) is not None or _OF_THE_MINIMUM.search(text) is not None


def is_suspended(around: str) -> bool:
    """Whether the sections around a minimum lower it for events beyond a party's control."""
    return _SUSPENDED.search(around) is not None


def costs_only_money(around: str) -> bool:
    """Whether the sections around a minimum call what is paid for a shortfall the only remedy."""
    return _ONLY_REMEDY.search(around) is not None and _AMONG_OTHERS.search(around) is None


def costs_no_money(text: str) -> bool:
    """Whether a sentence of the contract says that nothing is paid for a shortfall."""
    return _COSTS_NO_MONEY.search(text) is not None
