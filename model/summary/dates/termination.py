"""Whether a right to terminate is at will or for cause."""

from __future__ import annotations

import re
from collections.abc import Sequence

_AT_WILL = re.compile(
    r"\bconvenience\b|\bwithout\s+(?:any\s+)?(?:cause|reason)\b|\b(?:any|no|whatever)\s+(?:or\s+no\s+)?(?:other\s+)?reasons?\b"
    r"|\b(?:sole|absolute)\s+discretion\b|\bat\s+will\b|\bwith\s+or\s+without\b",
    re.IGNORECASE,
)
CAUSE = r"\b(?:breach\w*|defaults?|insolven\w*|bankrupt\w*|fails?\s+to|failure)\b"
_HEADED_FOR_CAUSE = re.compile(
    r"(?<!without )\bcause\b|\b(?:for|on|upon)\s+(?:\w+\s+)?(?:breach|default)", re.IGNORECASE
)
# The cause comes before the right, or after it without a comma: "may terminate if the other party defaults".
_FOR_CAUSE = re.compile(
    rf"^[^.;,]{{0,30}}\b(?:in\s+(?:the\s+)?(?:event|case)|if|upon|where|on)\b[^.;,]{{0,100}}{CAUSE}"
    rf"|\bterminat\w{{1,5}}\b[^.;,]{{0,80}}\b(?:in\s+(?:the\s+)?event|if|upon|for|due\s+to|because\s+of)\b[^.;,]{{0,80}}{CAUSE}"
    r"|\bterminat\w{1,5}\s+for\s+[\"“]?cause\b",
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
# The consequences of a termination that another sentence allows.
_WHAT_FOLLOWS = re.compile(r"\W{0,3}(?:any\s+|upon\s+(?:any\s+)?)?such\s+(?:early\s+)?termination\b", re.IGNORECASE)
_AT_ANY_TIME = re.compile(r"\bat\s+any\s+time\b", re.IGNORECASE)


def ends_for_cause(text: str, heading: Sequence[str]) -> bool:
    """Whether a right to terminate is for cause or on an event: its heading or its words name one, and nothing says "at
    will"."""
    if _AT_WILL.search(text):
        return False
    if _WHAT_FOLLOWS.match(text):
        return True
    if _ON_EVENT.search(text) and not _AT_ANY_TIME.search(text):
        return True
    return bool(_HEADED_FOR_CAUSE.search(heading[-1] if heading else "") or _FOR_CAUSE.search(text))


def ends_at_will_outright(text: str) -> bool:
    """Whether the words say that the contract can be ended without a reason: "for convenience", "for any reason"."""
    return bool(_AT_WILL.search(text)) and "terminat" in text.lower()
