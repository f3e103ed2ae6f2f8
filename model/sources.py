"""Clauses that the summary needs and that the model is less sure of: weaker candidates that read as a value, and the
parties that the opening sentence names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from chunking.document import Document
from model.findings import Finding
from model.preamble import named_parties
from model.summary import beginning, expiration, renewal
from model.values import iso_date, jurisdiction

# A candidate under its threshold is still a source from this score on, where it reads as a value and nothing better
# does.
LEAST = 0.1
# Of the companies that opening sentences and signatures name in 150 contracts of the training set, so many are parties.
NAMED = 0.87
READERS: dict[str, Callable[[str], object]] = {
    "Agreement Date": iso_date,
    "Effective Date": beginning,
    "Expiration Date": lambda text: expiration(text, "2000-01-01"),
    "Renewal Term": renewal,
    "Governing Law": jurisdiction,
}


def with_sources(document: Document, findings: Sequence[Finding], counting: Sequence[Finding]) -> list[Finding]:
    """``counting``, what counts as found, with the sources that it lacks."""
    if not any(finding.category == "Parties" for finding in findings):
        return [*counting, *_readable(document, findings, counting)]
    return [*_with_parties(document, counting), *_readable(document, findings, counting)]


def _readable(document: Document, findings: Sequence[Finding], counting: Sequence[Finding]) -> Iterator[Finding]:
    for category, read in READERS.items():

        def reads(finding: Finding, read: Callable[[str], object] = read) -> bool:
            return bool(read(document.text[finding.start : finding.end]))

        if any(finding.category == category and reads(finding) for finding in counting):
            continue
        weaker = [finding for finding in findings if finding.category == category and finding.score >= LEAST]
        best = max(filter(reads, weaker), key=lambda finding: finding.score, default=None)
        if best:
            yield best


def _with_parties(document: Document, counting: Sequence[Finding]) -> list[Finding]:
    """A name that the model cut short is widened to the whole one; one that it missed is added."""
    kept = list(counting)
    for name in named_parties(document, NAMED):
        known = [
            number
            for number, finding in enumerate(kept)
            if finding.category == "Parties" and finding.start < name.end and name.start < finding.end
        ]
        for number in known:
            if name.start <= kept[number].start and kept[number].end <= name.end:
                kept[number] = name._replace(score=kept[number].score)
        if not known:
            kept.append(name)
    return kept
