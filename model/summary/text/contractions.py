"""Contractions, as contracts in plain English have them, in full: "won't" denies as "will not" does."""

from __future__ import annotations

import re
from functools import lru_cache

_CONTRACTED = re.compile(
    r"\b(?:(?P<verb>wo|ca|sha|do|does|did|is|are|was|were|has|have|had|would|should|could|must|need|may)n[’']t"
    r"|(?P<cannot>can)not|(?P<who>I|you|we|they|he|she|it|who|that)[’'](?P<ending>ll|re))\b",
    re.IGNORECASE,
)
# Most sentences have none of these, and need no search.
_MARKS = ("n't", "n’t", "N'T", "N’T", "'ll", "’ll", "'LL", "’LL", "'re", "’re", "'RE", "’RE", "annot", "ANNOT")
# Rules for many categories read the same sentences one after another.
_SENTENCES = 1 << 12
_IN_FULL = {"wo": "will", "ca": "can", "sha": "shall", "ll": "will", "re": "are"}


@lru_cache(maxsize=_SENTENCES)
def in_full(text: str) -> str:
    """The words with contractions written out, and "cannot" as two words: "we'll not", "we will not"."""
    return _CONTRACTED.sub(_written_out, text) if any(mark in text for mark in _MARKS) else text


def _written_out(match: re.Match[str]) -> str:
    if match["who"]:
        return f"{match['who']} {_IN_FULL[match['ending'].lower()]}"
    verb = match["verb"] or match["cannot"]
    return f"{_IN_FULL.get(verb.lower(), verb)} not"
