"""Sentences that use the words of a right of first refusal without giving one."""

from __future__ import annotations

import re

# "The first option to purchase 5,000 shares becomes exercisable in June" is one of several stock options.
_STOCK_OPTION = re.compile(
    r"\boptions?\b[^.;]{0,60}\b(?:purchase|buy|acquire)\b[^.;]{0,60}\b(?:shares?|stock)\b[^.;]{0,200}"
    r"\b(?:exercisable|vest\w*|exercise\sprice|option\s(?:share\s)?price)\b",
    re.IGNORECASE,
)
# A first right to prosecute or enforce patents is no first right to buy or license anything.
_PROSECUTES = re.compile(
    r"\b(?:first|right|option)\b[^.;]{0,40}?\bto\s(?:\w+,?\s){0,3}?(?:file|prosecute|maintain|enforce|defend|control)\b",
    re.IGNORECASE,
)
_FIRST_REFUSAL = re.compile(r"\brefusal\b|\bfirst\s(?:offer|right|negotiat)|\bpre-?empt|\bmatch", re.IGNORECASE)
_OFFERED = re.compile(
    r"\brefusal\b|\boffer|\bnegotiat|\bpre-?empt|\bmatch|\bpurchase\b|\blicense\b|\bacquire\b", re.IGNORECASE
)


def no_first_refusal(sentence: str) -> bool:
    """Whether a sentence gives an option on stock or a right to prosecute, not one of first refusal or offer."""
    return bool(
        (_STOCK_OPTION.search(sentence) and not _FIRST_REFUSAL.search(sentence))
        or (_PROSECUTES.search(sentence) and not _OFFERED.search(sentence))
    )
