"""Document and findings to a Review."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from chunking.document import Document
from model.engine import Engine, Found
from model.findings import Finding
from model.review import Absent, Clause, DocumentPart, ModelPart, PageSource, PlacedBox, Request, Review, Unread
from model.summary import summarise

_DECIMALS = 4


def review_document(
    document: Document, engine: Engine, min_score: float | None = None, timeout: float | None = None
) -> Review:
    """Reviews a document that was read. ``min_score`` also lists candidates under their threshold but at least that.

    Raises TookTooLong (``timeout`` in seconds) and OutOfMemory.
    """
    found = engine.find(document, timeout)
    return assemble(document, found, engine, min_score)


def assemble(document: Document, found: Found, engine: Engine, min_score: float | None = None) -> Review:
    """Puts the review together: clauses in the contract's order, what is absent, what was not read, the summary."""
    clauses = _clauses(document, _listed(found.findings, engine.thresholds, min_score), engine.thresholds)
    identity = engine.identity
    return Review(
        document=DocumentPart(
            name=document.name,
            sha256=document.sha256,
            pages=len(document.pages),
            tokens=found.tokens,
            unread=list(_unread(document, found.unread_segments)),
            sources=[
                PageSource.model_validate({"page": page.number, "source": page.source, "confidence": page.confidence})
                for page in document.pages
            ],
            remarks=list(document.remarks),
        ),
        summary=summarise(clauses, document.text),
        clauses=clauses,
        absent=list(_absent(found.findings, engine.thresholds)),
        model=ModelPart(
            engine=identity.engine, name=identity.name, sha256=identity.sha256, thresholds=engine.thresholds
        ),
        timing={stage: round(seconds, 4) for stage, seconds in found.seconds.items()},
    )


def with_request(review: Review, request: Request | None, seconds: Mapping[str, float]) -> Review:
    """The review with the caller's ids and further stages' seconds, the earliest first."""
    timing = {**{stage: round(value, 4) for stage, value in seconds.items()}, **review.timing}
    return review.model_copy(update={"request": request, "timing": timing})


def _listed(findings: Iterable[Finding], thresholds: Mapping[str, float], min_score: float | None) -> list[Finding]:
    def limit(category: str) -> float:
        return thresholds[category] if min_score is None else min(min_score, thresholds[category])

    return [finding for finding in findings if finding.score >= limit(finding.category)]


def _clauses(document: Document, findings: Sequence[Finding], thresholds: Mapping[str, float]) -> list[Clause]:
    ordered = sorted(findings, key=lambda finding: (finding.start, finding.end, finding.category))
    return [_clause(number, document, finding, thresholds) for number, finding in enumerate(ordered)]


def _clause(number: int, document: Document, finding: Finding, thresholds: Mapping[str, float]) -> Clause:
    places = document.places(finding.start, finding.end)
    return Clause(
        id=number,
        category=finding.category,
        text=document.text[finding.start : finding.end],
        heading=list(document.segments[finding.first].heading),
        pages=[place.page for place in places],
        boxes=[PlacedBox(page=place.page, box=list(box)) for place in places for box in place.boxes],
        interval=[finding.start, finding.end],
        segments=list(range(finding.first, finding.last)),
        score=round(finding.score, _DECIMALS),
        ocr=_recognition(document, [place.page for place in places]),
        found=finding.score >= thresholds[finding.category],
    )


def _recognition(document: Document, pages: Sequence[int]) -> float | None:
    """How sure the OCR was of the least sure of these pages; None where none is from OCR."""
    sure = [document.pages[number - 1].confidence for number in pages]
    return min((value for value in sure if value is not None), default=None)


def _absent(findings: Iterable[Finding], thresholds: Mapping[str, float]) -> Iterable[Absent]:
    best = dict.fromkeys(thresholds, 0.0)
    for finding in findings:
        best[finding.category] = max(best[finding.category], finding.score)
    for category, score in best.items():
        if score < thresholds[category]:
            yield Absent(category=category, best_score=round(score, _DECIMALS))


def _unread(document: Document, segments: Iterable[int]) -> Iterable[Unread]:
    for page in document.pages:
        if page.unread:
            yield Unread(page=page.number, reason=page.unread)
    for number in segments:
        segment = document.segments[number]
        place = document.places(segment.start, segment.end)[0]
        yield Unread(page=place.page, reason="a passage is too long for the model and was read in part")
