"""Words put together: in a list, with a possessive, in an expression."""

from __future__ import annotations

import re
from collections.abc import Sequence


def spelled(words: str) -> str:
    """An expression for words, whatever white space lies between them."""
    return r"\s+".join(map(re.escape, words.split()))


def listed(parts: Sequence[str], last: str = "and") -> str:
    """Parts of a sentence in a row: "A, B and C"."""
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}" if len(parts) > 1 else parts[0]


def with_article(noun: str) -> str:
    """A noun phrase in lower case after "a" or "an": "an audit right"."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def possessive(name: str) -> str:
    """A noun's possessive: "Provider's", "Sellers'", "12 months'"."""
    return f"{name}'" if name.lower().endswith("s") else f"{name}'s"
