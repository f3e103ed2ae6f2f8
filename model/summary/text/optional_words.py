"""Words that a form offers and nobody has agreed to yet: "[Optional: Either party may ...]"."""

from __future__ import annotations

import re

_OPTIONAL = re.compile(
    r"[\s*•-]{0,4}(?:[\d.]{1,6}\s)?[\[{<(]\s?(?:optional|if\s(?:applicable|desired|required|agreed)|include\sif|delete\sif|alternative)\b"
    r"[^\[\]:]{0,40}[:\]–—-]",
    re.IGNORECASE,
)


def is_optional(text: str) -> bool:
    """Whether a passage is one that a form in brackets calls optional."""
    return _OPTIONAL.match(text) is not None
