"""Assembles the review of a document from what the engine found: clauses, summary, flags."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from chunking.document import Document
from model.accepted_findings import UNSURE, accepted_findings, unsure_findings, weaker_findings
from model.call_context import UNLIMITED, CallContext
from model.deviation.deviation_flags import (
    NOT_A_CONTRACT,
    POSSIBLY_NOT_A_CONTRACT,
    announcement_flag,
    deviation_flags,
    not_a_contract_flag,
    out_of_distribution_score,
    possibly_not_a_contract_flag,
)
from model.document_part import DocumentPart, PageNote, PageSource, Unread
from model.engines.base import Engine, Found
from model.findings import Finding
from model.playbook.case import Case, ends_another
from model.playbook.categories import label
from model.playbook.clause_meaning.rights_by_party.terminations import either_may_terminate
from model.playbook.flags.rule_flags import by_severity, raise_flags
from model.playbook.playbook_format import Playbook, default_playbook
from model.playbook.subject_matter import is_announcement
from model.schema import (
    Absent,
    Clause,
    Dependence,
    DocumentType,
    ModelPart,
    OwnWords,
    PlacedBox,
    Request,
    Review,
    Summary,
)
from model.summary.agreement_type import type_of, type_of_what_is_changed
from model.summary.attached_announcements import outside_announcements
from model.summary.attached_forms import outside_forms
from model.summary.fallbacks.fallbacks import with_fallbacks
from model.summary.fallbacks.relevance import may_be
from model.summary.inconsistent_numbers import differences
from model.summary.parties.company_names import ANY_FORM
from model.summary.parties.reader import with_the_reader
from model.summary.parties.sides import Sides
from model.summary.related.parent_agreement import depends_on, is_part_of_another
from model.summary.summary import summarize
from model.summary.text.sections import labels

_DECIMALS = 4
# The most comments listed, since a file may contain a hundred on every page.
_NOTES = 500


def review_document(
    document: Document,
    engine: Engine,
    playbook: Playbook | None = None,
    min_score: float | None = None,
    context: CallContext = UNLIMITED,
) -> Review:
    """Reviews a document by ``playbook``, or else the default one. With ``min_score``, also lists candidates below
    their threshold that have at least this score.

    Raises what ``Engine.find`` raises.
    """
    found = engine.find(document, context)
    return assemble(document, found, engine, playbook or default_playbook(), min_score)


def assemble(
    document: Document, found: Found, engine: Engine, playbook: Playbook, min_score: float | None = None
) -> Review:
    """Assembles the review: clauses in the contract's order, absent categories, pages that were not read, the summary,
    and the playbook's flags."""
    strangeness = out_of_distribution_score(found, document.text)
    announced = is_announcement(document.text)
    findings = outside_forms(document.text, outside_announcements(document.text, found.findings))
    counting = accepted_findings(findings, engine.thresholds)
    usual = is_part_of_another(document.text) or _is_dense(counting, found.tokens)
    strange = 0.0 if strangeness is None or usual else strangeness
    not_a_contract = announced or strange >= NOT_A_CONTRACT
    accepted = [] if not_a_contract else with_fallbacks(document, findings, counting)
    unsure = [] if not_a_contract else unsure_findings([one for one in findings if may_be(document, one)], accepted)
    weaker = unsure if min_score is None else weaker_findings(findings, accepted, min_score)
    listed = [*accepted, *weaker, *(one for one in unsure if one not in weaker)]
    clauses = _clauses(document, listed, frozenset(accepted))
    identity = found.identity or engine.identity
    summary = _summary(document, clauses)
    absent = list(_absent(findings, engine.thresholds, clauses))
    sides = Sides(with_the_reader(summary.parties, document.text), document.text)
    summary = _as_flagged(summary, document, sides)
    case = Case(document, summary, [clause for clause in clauses if clause.found], sides)
    raised = raise_flags(playbook, case, clauses, absent)
    doubtful = strange >= POSSIBLY_NOT_A_CONTRACT and not _is_between_companies(case)
    warning = [possibly_not_a_contract_flag()] if doubtful else []
    flags = [*warning, *raised, *deviation_flags(found, case, playbook.deviations, raised)]
    return Review(
        document=_document(document, found, strangeness),
        summary=summary,
        flags=[announcement_flag() if announced else not_a_contract_flag()] if not_a_contract else by_severity(flags),
        playbook=playbook.name,
        clauses=clauses,
        absent=absent,
        model=ModelPart(
            engine=identity.engine,
            name=identity.name,
            sha256=identity.sha256,
            thresholds=engine.thresholds,
            scores="calibrated" if found.calibrated else "uncalibrated",
            own_words=list(_own_words(document, found, clauses)),
        ),
        timing={stage: round(seconds, 4) for stage, seconds in found.seconds.items()},
    )


# A document of so many clauses, one in so few tokens, is a contract, however strange: of the tests' documents that are
# none, none has more than three.
_CLAUSES_OF_ANY_CONTRACT, _TOKENS_A_CLAUSE = 8, 1_000


def _is_dense(counting: Sequence[Finding], tokens: int) -> bool:
    return len(counting) >= _CLAUSES_OF_ANY_CONTRACT and tokens <= _TOKENS_A_CLAUSE * len(counting)


# Of the tests' documents that are no contracts, none has more than two clauses or names more than one company.
_CLAUSES_OF_A_CONTRACT = 5


def _is_between_companies(case: Case) -> bool:
    """Whether two companies are named as parties, and several clauses were found: a contract, however strange."""
    companies = sum(ANY_FORM.search(party.name) is not None for party in case.summary.parties)
    return companies > 1 and len(case.clauses) >= _CLAUSES_OF_A_CONTRACT


def with_request(review: Review, request: Request | None, seconds: Mapping[str, float]) -> Review:
    """The review with the caller's ids and further stages' seconds, the earliest first."""
    timing = {**{stage: round(value, 4) for stage, value in seconds.items()}, **review.timing}
    return review.model_copy(update={"request": request, "timing": timing})


def with_text(review: Review, document: Document) -> Review:
    """The review with the whole text that its intervals refer to, which is needed to mark flags and correct clauses."""
    return review.model_copy(update={"document": review.document.model_copy(update={"text": document.text})})


def _document(document: Document, found: Found, strangeness: float | None) -> DocumentPart:
    return DocumentPart(
        name=document.name,
        sha256=document.sha256,
        pages=len(document.pages) if document.has_pages else None,
        paragraphs=None if document.has_pages else document.text.count("\n") + 1,
        tokens=found.tokens,
        strangeness=None if strangeness is None else round(strangeness, _DECIMALS),
        unread=list(_unread(document, found.unread_segments)),
        sources=[
            PageSource.model_validate({"page": page.number, "source": page.source, "confidence": page.confidence})
            for page in document.pages
            if document.has_pages
        ],
        remarks=list(document.remarks),
        notes=list(islice(_notes(document), _NOTES)),
        signature_pages=list(document.signature_pages) if document.has_pages else [],
    )


def _clauses(document: Document, findings: Sequence[Finding], accepted: frozenset[Finding]) -> list[Clause]:
    ordered = sorted(findings, key=lambda finding: (finding.start, finding.end, finding.category))
    return [_clause(number, document, finding, finding in accepted) for number, finding in enumerate(ordered)]


def _clause(number: int, document: Document, finding: Finding, found: bool) -> Clause:
    places = document.places(finding.start, finding.end)
    return Clause(
        id=number,
        category=finding.category,
        label=label(finding.category),
        text=document.text[finding.start : finding.end],
        heading=labels(document.segments[finding.first].heading),
        pages=[place.page for place in places],
        paragraphs=document.paragraphs(finding.start, finding.end),
        boxes=[PlacedBox(page=place.page, box=list(box)) for place in places for box in place.boxes],
        interval=[finding.start, finding.end],
        segments=list(range(finding.first, finding.last)),
        score=round(finding.score, _DECIMALS),
        ocr=_ocr_confidence(document, [place.page for place in places]),
        found=found,
    )


def _ocr_confidence(document: Document, pages: Sequence[int]) -> float | None:
    """The lowest OCR confidence of these pages; None if none of them was read by OCR."""
    confidences = [document.pages[number - 1].confidence for number in pages]
    return min((value for value in confidences if value is not None), default=None)


def _summary(document: Document, clauses: Sequence[Clause]) -> Summary:
    titles = [clause for clause in clauses if clause.found and clause.category == "Document Name"]
    title = max(titles, key=lambda clause: clause.score, default=None)
    other = depends_on(document, title)
    summary = summarize(clauses, document.text)
    more = {
        "document_type": _completed(summary.document_type, other),
        "depends_on": other,
        "differences": differences(document) if clauses else [],
    }
    # what a termination agreement says of an end is that of the agreement which it ends
    whole = summary.model_copy(update=more)
    return whole.model_copy(update=dict.fromkeys(_ENDS)) if ends_another(whole) else whole


_ENDS = ("expiration_date", "term", "renewal_term", "renewal_notice", "termination_for_convenience")


def _as_flagged(summary: Summary, document: Document, sides: Sides) -> Summary:
    """The summary, with the right to terminate as that of both parties if sentences of the contract give it to each,
    as a flag then says."""
    right = summary.termination_for_convenience
    if right is None or right.party is None or not either_may_terminate(document, sides):
        return summary
    return summary.model_copy(update={"termination_for_convenience": right.model_copy(update={"party": None})})


def _completed(kind: DocumentType | None, other: Dependence | None) -> DocumentType | None:
    """The type of a document whose title names none ("Amendment No. 2"), with that of the agreement that it changes."""
    if not (kind and kind.value and other and other.agreement and other.kind != "related"):
        return kind
    value = type_of_what_is_changed(kind.value, other.agreement)
    return kind.model_copy(update={"value": value, "kind": kind.kind or type_of(other.agreement)})


def _absent(findings: Iterable[Finding], categories: Iterable[str], clauses: Sequence[Clause]) -> Iterable[Absent]:
    best = dict.fromkeys(categories, 0.0)
    for finding in findings:
        best[finding.category] = max(best[finding.category], finding.score)
    found = {clause.category for clause in clauses if clause.found}
    for category in (category for category in best if category not in found):
        candidates = [clause for clause in clauses if clause.category == category and clause.score >= UNSURE]
        candidate = max(candidates, key=lambda clause: clause.score, default=None)
        yield Absent(
            category=category,
            label=label(category),
            best_score=round(best[category], _DECIMALS),
            candidate=candidate.id if candidate else None,
        )


def _notes(document: Document) -> Iterable[PageNote]:
    for page in document.pages:
        for note in page.notes:
            number = page.number if document.has_pages else None
            yield PageNote.model_validate({**note._asdict(), "page": number, "box": list(note.box)})


def _own_words(document: Document, found: Found, clauses: Sequence[Clause]) -> Iterable[OwnWords]:
    ids = {(clause.category, *clause.interval): clause.id for clause in clauses}
    for one in found.own_words:
        first, last = document.segments[one.first], document.segments[one.last - 1]
        quoted = [ids.get((clause.category, clause.start, clause.end)) for clause in one.about]
        yield OwnWords(
            field=one.field or "$",
            text=one.text,
            category=one.category,
            pages=[place.page for place in document.places(first.start, last.end)],
            paragraphs=document.paragraphs(first.start, last.end),
            clauses=[number for number in quoted if number is not None],
        )


def _unread(document: Document, segments: Iterable[int]) -> Iterable[Unread]:
    for page in document.pages:
        if page.unread:
            yield Unread(page=page.number, reason=page.unread)
    for segment in (document.segments[each] for each in segments):
        number, paragraph = document.beginning(segment.start, segment.end)
        yield Unread(
            page=number, paragraph=paragraph, reason="a passage is too long for the model and was read in part"
        )
