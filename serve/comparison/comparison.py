"""Puts a comparison together: changed values, flags that came and went, and changed words, the most important first."""

from __future__ import annotations

from typing import Annotated, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field
from rapidfuzz.distance import LCSseq

from chunking.document import Document
from model.document_part import WordParagraphs
from model.playbook.categories import importance, label
from model.schema import Flag, Review
from model.summary.text.sections import section
from serve.comparison.alignment import MOST_PAIRS, Change, changes
from serve.output.formatting import FIELDS, named, shown

SCHEMA = "comparison 1.0"
_SEVERITIES = ("high", "medium", "low")


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Draft(_Part):
    """One of the two drafts."""

    name: str
    sha256: str
    pages: Annotated[int | None, Field(description="null for a Word file, which has no pages")]
    paragraphs: Annotated[int | None, Field(description="how many a Word file has; else null")]
    unread: Annotated[
        list[int],
        Field(description="pages (of a Word file, paragraphs) that were not, or not wholly, read: not compared there"),
    ]


class ChangedValue(_Part):
    """A field of the summary that differs, in words; None if the draft does not state it."""

    field: str
    label: str
    old: str | None
    new: str | None


class ChangedFlag(_Part):
    """A flag that only one of the drafts raises."""

    kind: Literal["raised", "settled"]
    flag: Flag


class Side(_Part):
    """The sentences of one draft that a change is about, verbatim, with their position."""

    text: str
    section: str | None
    pages: list[int]
    paragraphs: WordParagraphs
    interval: Annotated[list[int], Field(min_length=2, max_length=2, description="characters of the flowing text")]


class Piece(_Part):
    """Words that both drafts have, or only one of them."""

    kind: Literal["same", "removed", "added"]
    text: str


class ChangedWords(_Part):
    """A change in the contract's words."""

    kind: Literal["added", "removed", "altered", "moved"]
    categories: Annotated[list[str], Field(description="the clauses that it lies in, in a lawyer's words")]
    old: Side | None
    new: Side | None
    words: Annotated[list[Piece], Field(description="word by word, if both drafts have the sentence")]


class Comparison(_Part):
    """What differs between two drafts of a contract."""

    schema_version: Annotated[str, Field(alias="schema")] = SCHEMA
    old: Draft
    new: Draft
    values: list[ChangedValue]
    flags: list[ChangedFlag]
    changes: Annotated[list[ChangedWords], Field(description="those in the most important clauses first")]

    def to_json(self) -> str:
        """The comparison as JSON, no white space between tokens."""
        return self.model_dump_json(by_alias=True)


class ReviewedDraft(NamedTuple):
    """A draft's text together with its review."""

    document: Document
    review: Review


class _Both(NamedTuple):
    """Both drafts, and the intervals of each draft's text whose words changed."""

    old: ReviewedDraft
    new: ReviewedDraft
    changed: tuple[list[tuple[int, int]], list[tuple[int, int]]]


def changed_sentences(old: Document, new: Document) -> list[Change]:
    """What differs in the drafts' words, whatever their reviews say."""
    return changes(*([document.segment_text(part) for part in document.segments] for document in (old, new)))


def compare(old: ReviewedDraft, new: ReviewedDraft, found: list[Change] | None = None) -> Comparison:
    """Compares two drafts; ``found`` are the changed sentences, if they are known already. A clause that was only
    renumbered or laid out differently is not a change; nor is a value or flag that differs although the words that it
    was read from are the same, since the model is not equally sure in every context."""
    found = changed_sentences(old.document, new.document) if found is None else found
    made = [_changed_words(change, old, new) for change in found]
    both = _Both(old, new, _changed_stretches([words for _, words in made]))
    return Comparison(
        old=_draft(old),
        new=_draft(new),
        values=_values(both),
        flags=_flags(both),
        changes=[words for _, words in sorted(made, key=lambda pair: pair[0])],  # ties: in the contract's order
    )


def _draft(one: ReviewedDraft) -> Draft:
    document = one.review.document
    return Draft(
        name=document.name,
        sha256=document.sha256,
        pages=document.pages,
        paragraphs=document.paragraphs,
        unread=[part.page or part.paragraph or 0 for part in document.unread],
    )


def _changed_stretches(made: list[ChangedWords]) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    real = [words for words in made if words.kind != "moved" or any(piece.kind != "same" for piece in words.words)]
    old, new = ([(side.interval[0], side.interval[1]) for side in sides if side] for sides in _sides(real))
    return old, new


def _sides(made: list[ChangedWords]) -> tuple[list[Side | None], list[Side | None]]:
    return [words.old for words in made], [words.new for words in made]


def _touched(stretches: list[tuple[int, int]], intervals: list[list[int]]) -> bool:
    """Whether a changed stretch overlaps one of these intervals."""
    return any(start < to and at < end for start, end in stretches for at, to in intervals)


def _values(both: _Both) -> list[ChangedValue]:
    found = []
    for name in ("parties", *FIELDS):
        old, new = (_in_words(draft.review, name) for draft in (both.old, both.new))
        sources = (_sources(draft.review, name) for draft in (both.old, both.new))
        if old != new and any(_touched(*pair) for pair in zip(both.changed, sources, strict=True)):
            found.append(ChangedValue(field=name, label=FIELDS.get(name, "Parties"), old=old, new=new))
    return found


def _sources(review: Review, name: str) -> list[list[int]]:
    """The intervals of the clauses that a field was read from."""
    field = getattr(review.summary, name)
    sources = field if isinstance(field, list) else [field] if field else []
    return [review.clauses[source.clause].interval for source in sources]


def _in_words(review: Review, name: str) -> str | None:
    if name == "parties":
        return "; ".join(named(party) for party in review.summary.parties) or None
    field = getattr(review.summary, name)
    return shown(field) if field else None


def _flags(both: _Both) -> list[ChangedFlag]:
    """The flags that only one draft raises. Two flags are the same if they have the same rule and say the same or quote
    the same words."""
    old, new = both.old.review, both.new.review
    before, after = ({key for flag in review.flags for key in _keys(flag)} for review in (old, new))
    raised = [
        ChangedFlag(kind="raised", flag=flag)
        for flag in new.flags
        if not before & _keys(flag) and _is_about(flag, new, both.changed[1])
    ]
    settled = [
        ChangedFlag(kind="settled", flag=flag)
        for flag in old.flags
        if not after & _keys(flag) and _is_about(flag, old, both.changed[0])
    ]
    return sorted([*raised, *settled], key=lambda one: _SEVERITIES.index(one.flag.severity))


def _is_about(flag: Flag, review: Review, changed: list[tuple[int, int]]) -> bool:
    """Whether a flag is about words that changed; one that quotes nothing is about something missing."""
    intervals = [quote.interval for quote in flag.quotes] or [review.clauses[id].interval for id in flag.clauses]
    return _touched(changed, intervals) if intervals else True


def _keys(flag: Flag) -> set[tuple[str, str]]:
    return {(flag.rule, flag.why), *((flag.rule, " ".join(quote.text.split())) for quote in flag.quotes)}


def _changed_words(change: Change, old: ReviewedDraft, new: ReviewedDraft) -> tuple[int, ChangedWords]:
    """The change, and the rank of the most important clause that it is in (0 is the most important)."""
    sides = _side(old.document, change.old), _side(new.document, change.new)
    categories = {
        clause.category
        for draft, side in zip((old, new), sides, strict=True)
        for clause in draft.review.clauses
        if side and clause.found and clause.interval[0] < side.interval[1] and side.interval[0] < clause.interval[1]
    }
    ordered = sorted(categories, key=importance)
    words = ChangedWords(
        kind=change.kind,  # type: ignore[arg-type]
        categories=[label(category) for category in ordered],
        old=sides[0],
        new=sides[1],
        words=_pieces(sides[0].text, sides[1].text) if sides[0] and sides[1] else [],
    )
    return importance(ordered[0]) if ordered else importance(""), words


def _side(document: Document, numbers: tuple[int, ...]) -> Side | None:
    if not numbers:
        return None
    first, last = document.segments[numbers[0]], document.segments[numbers[-1]]
    return Side(
        text=document.text[first.start : last.end],
        section=section(first.heading),
        pages=[place.page for place in document.places(first.start, last.end)],
        paragraphs=document.paragraphs(first.start, last.end),
        interval=[first.start, last.end],
    )


def _pieces(old: str, new: str) -> list[Piece]:
    """Compares both texts word by word."""
    before, after = old.split(), new.split()
    if len(before) * len(after) > MOST_PAIRS:
        return [Piece(kind="removed", text=old), Piece(kind="added", text=new)]
    pieces: list[Piece] = []
    for block in LCSseq.opcodes(before, after):
        gone = " ".join(before[block.src_start : block.src_end])
        come = " ".join(after[block.dest_start : block.dest_end])
        if block.tag == "equal":
            pieces.append(Piece(kind="same", text=come))
        elif come:
            pieces.append(Piece(kind="added", text=come))
        elif pieces and pieces[-1].kind == "added":  # removed words come before those that replace them
            pieces.insert(-1, Piece(kind="removed", text=gone))
        else:
            pieces.append(Piece(kind="removed", text=gone))
    return pieces
