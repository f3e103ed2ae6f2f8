"""Rights and duties as facts: who may end the contract for convenience, and who is bound by exclusivity."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from model.schema import Party
from model.summary.sides import calls, either_is_named

_AT_WILL = re.compile(
    r"\bconvenience\b|\bwithout\s+(?:any\s+)?(?:cause|reason)\b|\b(?:any|no|whatever)\s+(?:or\s+no\s+)?(?:other\s+)?reasons?\b"
    r"|\b(?:sole|absolute)\s+discretion\b|\bat\s+will\b|\bwith\s+or\s+without\b",
    re.IGNORECASE,
)
_CAUSE = r"\b(?:breach\w*|defaults?|insolven\w*|bankrupt\w*|fails?\s+to|failure)\b"
_HEADED_FOR_CAUSE = re.compile(
    r"(?<!without )\bcause\b|\b(?:for|on|upon)\s+(?:\w+\s+)?(?:breach|default)", re.IGNORECASE
)
# The cause comes before the right, or after it without a comma: "may terminate if the other party defaults".
_FOR_CAUSE = re.compile(
    rf"^[^.;,]{{0,30}}\b(?:in\s+(?:the\s+)?(?:event|case)|if|upon|where|on)\b[^.;,]{{0,100}}{_CAUSE}"
    rf"|\bterminat\w{{1,5}}\b[^.;,]{{0,80}}\b(?:in\s+(?:the\s+)?event|if|upon|for|due\s+to|because\s+of)\b[^.;,]{{0,80}}{_CAUSE}"
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
_ENDS = (
    r"(?:\s\([^)]{0,40}\))?,?\s(?:(?:may|can|shall\s+be\s+entitled|shall\s+have|will\s+have|has|have|reserves?|is\s+entitled)\b[^.;]{0,100}?\b(?:terminat|cancel|end\b)"
    r"|(?:gives?|provides?|delivers?)\b[^.;]{0,100}?\b(?:notice|terminat))"
)
_ENDED_BY = r"\b(?:terminated|cancel+ed)\b[^.;]{0,60}?\bby\s(?:the\s)?"


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


def who_may_end(texts: Sequence[str], parties: Sequence[Party]) -> str | None:
    """The one party that these clauses allow to end the contract, as the contract calls it; None if several may, or
    none is named."""
    plain = [" ".join(text.split()) for text in texts]
    if any(either_is_named(text) for text in plain):
        return None
    found = {called for text in plain for _, called in _named(text, parties, ("", _ENDS), (_ENDED_BY, ""))}
    return found.pop() if len(found) == 1 else None


_BOUND = (
    r"(?:\s\([^)]{0,40}\))?(?:\s(?:and|or)\sits\s(?:\w+\s)?affiliates)?\s(?:(?:shall|will|may|must|agrees?|undertakes?|covenants?)\s(?:\w+\s){0,3}?not\b"
    r"|(?:hereby\s|does\s|shall\s|agrees\sto\s|gives?\sand\s|assigns?\sand\s){0,3}(?:grants?|appoints?|engages?|designates?|retains?)\b"
    r"|(?:shall|will|must|agrees\sto)\s(?:(?!have|be)\w+\s){0,2}?(?:purchase|buy|obtain|order|use|sell|deal|work|provide|supply|offer)\b)"
)
# "Vendor agrees that it will, in Ohio, sell exclusively to Buyer"
_NOT_HOLDS = r"(?!\s(?:be|have|enjoy|receive|retain|own|hold)\b)"
_PROMISES = (
    rf"(?:\s\([^)]{{0,40}}\))?\s(?:(?:hereby\s)?(?:agrees?|undertakes?|covenants?)\s(?:that\sit\s(?:shall|will)|to)\b{_NOT_HOLDS}"
    rf"[^.;]{{0,120}}?\b(?<!non-)exclusive(?:ly)?\b|(?:shall|will)\b{_NOT_HOLDS}[^.;]{{0,120}}?\bexclusively\b)"
)
_NEITHER = r"\b(?:neither|nor)\s(?:the\s)?"
_HAS = r"(?:\s\([^)]{0,40}\))?\s(?:(?:shall|will)\s(?:have|be|enjoy|receive)|has|is|enjoys|receives)\b"


def who_is_bound(text: str, parties: Sequence[Party]) -> str | None:
    """The party bound by exclusivity: the one that grants it or may not deal with others, not the one that benefits. As
    the contract calls it, several joined by "and"; None if all are bound, or none is named."""
    plain = " ".join(text.split())
    if either_is_named(plain):
        return None
    neither = [called for _, called in sorted(_named(plain, parties, (_NEITHER, "")))]
    if neither:
        bound = list(dict.fromkeys(neither))
        return " and ".join(bound) if len(bound) < len(parties) else None
    promising = {called for _, called in _named(plain, parties, ("", _PROMISES))}
    if len(promising) > 1:
        return None
    granting = sorted(_named(plain, parties, ("", _BOUND)))
    holding = sorted(_named(plain, parties, ("", _HAS)))
    if holding and (not granting or holding[0] < granting[0]):
        others = {called for _, called in calls(parties)} - {holding[0][1]}
        return others.pop() if len(others) == 1 else None
    return granting[0][1] if granting else next(iter(promising), None)


def _named(text: str, parties: Sequence[Party], *around: tuple[str, str]) -> Iterator[tuple[int, str]]:
    """The positions of parties' names between such words, and what the contract calls them."""
    for name, called in calls(parties):
        for before, after in around:
            spelled = rf"{before}(?<!\w)(?:the\s)?{re.escape(name)}(?!\w){after}"
            if match := re.search(spelled, text, re.IGNORECASE):
                yield match.start(), called
