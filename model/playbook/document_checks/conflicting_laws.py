"""Contracts of which one sentence says that one law governs, and another sentence that another does."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model.playbook.case import Case, Hit
from model.playbook.document_checks.attachments import own_text
from model.summary.governing_law import governing_laws

_LAW = r"\blaws?\s(?:of|in\sforce\sin)\b"
_THIS = (
    r"(?:th(?:is|e)\s(?:\w+\s){0,2}?(?:agreement|contract|lease|licen[cs]e|order|letter|deed|terms)\b"
    r"|these\s(?:\w+\s){0,2}?(?:terms|conditions)\b|all\s(?:work\sorders|orders|statements\sof\swork)\b)"
)
_GOVERNS = re.compile(
    rf"\b{_THIS}[^.;]{{0,160}}?\b(?:govern|constru|interpret)\w*\b[^.;]{{0,100}}?{_LAW}"
    rf"|{_LAW}[^.;]{{2,60}}?\b(?:govern|appl(?:y|ies))\w*\b[^.;]{{0,60}}?\b{_THIS}"
    rf"|\bgoverning\slaw\sof\b[^.]{{2,80}}?\bappl(?:y|ies)\sto\b[^.;]{{0,80}}?\b{_THIS}"
    # what arbitrators or courts decide by
    r"|\b(?:disputes?|controvers\w+)\b(?:[^.;]|\.\d){0,300}?\b(?:arbitrat\w+|settled|resolved|decided|determined)\b[^.;]{0,200}?"
    rf"\b(?:in\saccordance\swith|under|applying|by)\sthe\s(?:substantive\s)?{_LAW}",
    re.IGNORECASE,
)
# Of some matters or in some cases only, of a company's own affairs, or of what was agreed before.
_NOT_OF_ALL = re.compile(
    r"\b(?:to\sthe\sextent|as\sregards|provided|respect\sto|patents?|trade-?marks?|corporat\w+\slaw|corporation|plan|in\sthe\scase|where|federal|supersed\w*"
    r"|deleted|amended|formerly|previously|convention|real\sproperty|organi[sz]ed|incorporated|arbitration\s(?:law|act))\b",
    re.IGNORECASE,
)
_CHANGES = frozenset({"amendment", "addendum", "renewal", "termination"})
_ARBITRATION_ACT = re.compile(r"\bArbitration\s(?:and\s\w+\s)?Act\b", re.IGNORECASE)


def conflicting_laws(case: Case) -> Iterator[Hit]:
    """Hits where two sentences let the laws of different places govern the whole contract; a state's law and its
    federation's may go together."""
    document = case.document
    other = case.summary.depends_on
    if other is not None and other.kind in _CHANGES:
        return  # the other document's law may be what it changes
    own = len(own_text(document.text))
    first: tuple[frozenset[str], str, tuple[int, int]] | None = None
    for segment in document.segments:
        text = document.segment_text(segment)
        if segment.start >= own:
            return
        if "law" not in text and "LAW" not in text:
            continue
        text = " ".join(text.split())
        if not _GOVERNS.search(text) or _NOT_OF_ALL.search(_ARBITRATION_ACT.sub(" ", text)):
            continue
        laws = [place for place, when in governing_laws(text) if when is None]
        codes = frozenset(place.code or place.name for place in laws)
        if not codes:
            continue
        named, place = laws[0].name, (segment.start, segment.end)
        if first is None:
            first = codes, named, place
        elif not _go_together(codes, first[0]):
            said = f"One passage lets the law of {first[1]} govern, another the law of {named}."
            yield Hit(said, [first[2], place])
            return


def _go_together(some: frozenset[str], others: frozenset[str]) -> bool:
    return any(one.startswith(other) or other.startswith(one) for one in some for other in others)
