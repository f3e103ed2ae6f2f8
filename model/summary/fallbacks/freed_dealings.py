"""What a party may do all the same, right after a clause by which it may not deal or compete with others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from chunking.document import Document
from model.findings import Finding
from model.summary.fallbacks.common import HEADED, overlap, whole_segment
from model.summary.text.contractions import in_full

EXCEPTION = "Competitive Restriction Exception"
_RESTRAINTS = frozenset({"Exclusivity", "Non-Compete", "No-Solicit Of Customers"})
_NEXT = 5
_TRADES = (
    r"(?:buy|purchase|sell|obtain|get|engage|appoint|supply|deliver|use|permit|offer|work|carry|market|distribute"
    r"|license)"
)
_FREED = re.compile(
    # "may buy elsewhere", "can sell to anyone in the town", "may, however, engage others"
    rf"\b(?:may|can|retains?\sthe\sright\s(?:[\w,-]+\s){{0,6}}?to)(?:,?\s(?:however|still|also|nevertheless),?)?\s{_TRADES}\b[^.;]{{0,160}}?"
    r"\b(?:elsewhere|others|direct(?:ly)?|from\s(?:who(?:m)?ever|who\s|anyone|any\sother|another)|to\s(?:any(?:one|body)|any\sother|other\s\w+|House)|anyone|institutions)\b"
    rf"|\b(?:is|are|remains?|stays?)\sfree\sto\s{_TRADES}\b"
    # "spare parts are excepted", "the following are not restricted", "this does not reach gate valves"
    r"|\b(?:is|are)\s(?:not\s(?:restricted|covered|affected|barred|prevented|prohibited|caught)|excepted|exempt(?:ed)?|excluded\sfrom\sth(?:is|e)\s\w+)\b"
    r"|^\W{0,4}excepted\s(?:is|are)\b|\bnone\sof\s(?:those|these|this|them)\b[^.;]{0,40}?\bbreach\b|\b(?:th(?:is|e)\s\w+|it)\s(?:does|shall)\snot\s(?:reach|apply\sto|cover|extend\sto)\b"
    r"|\bmakes\sno\ssuch\spromise\b|\bwithout\sbreach\sof\sth(?:is|e)\s(?:section|clause|paragraph)\b",
    re.IGNORECASE,
)
_ITS_OWN = re.compile(
    r"\b(?:not|neither|only|exclusive\w*|sole\w*|all)\b[^;]{3,400}?\b(?:except\s(?:for|that|as)|apart\sfrom|save\s(?:for|that|as)|with\sthe\sexception\sof)\b",
    re.IGNORECASE,
)


def freed_dealings(document: Document, sources: Sequence[Finding]) -> Iterator[Finding]:
    """The exceptions that follow a restraint in its section, and the restraints that name one themselves."""
    found: list[Finding] = []
    for restraint in sources:
        if restraint.category not in _RESTRAINTS:
            continue
        if _ITS_OWN.search(in_full(document.text[restraint.start : restraint.end])):
            found.append(restraint._replace(category=EXCEPTION, score=HEADED))
        heading = document.segments[restraint.last - 1].heading
        for segment in document.segments[restraint.last : restraint.last + _NEXT]:
            if segment.heading == heading and _FREED.search(in_full(document.segment_text(segment))):
                found.append(whole_segment(segment, EXCEPTION, HEADED))
    kept: list[Finding] = []
    for one in found:
        if not any(overlap(one, other) for other in kept):
            kept.append(one)
    return iter(kept)
