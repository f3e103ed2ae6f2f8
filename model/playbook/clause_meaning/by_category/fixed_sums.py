"""Sentences that use the words of liquidated damages without fixing a sum."""

from __future__ import annotations

import re

# A price is paid for performance; a fixed sum is paid because something ends or is not done.
_FIXED_SUM = re.compile(r"\bliquidated|\bpenalt|\bcredits?\b|\bbreak-?(?:up|age)\b", re.IGNORECASE)
_PAID_ON = re.compile(
    r"\b(?:terminat|cancel|breach|default|fail|delay|late(?:ness)?\b|early\b|forfeit|withdraw|shortfall|violat|not\b"
    r"|prior\sto\s(?:the\s)?(?:end|expir)|before\sthe\s(?:end|expir)|balance\sof|remain(?:der|ing)|expir|reject"
    r"|in\s(?:any\s)?such\s(?:case|event)|occurrence|damages|each\s(?:day|week)|per\s(?:day|week))",
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


def no_fixed_sum(sentence: str) -> bool:
    """Whether a sentence fixes no sum for a breach or an early end: it denies one, states a price, or gives money
    back."""
    return (
        _NON_CONSENT.search(sentence) is not None
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
