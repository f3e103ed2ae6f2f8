"""Turns a contract's review and marks into an annotated contract, as ``train`` and ``evaluate`` read it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from model.dataset import Contract, Spans

Interval = tuple[int, int]
# A review's clause is the one that was marked if it has the same category and shares at least this much of the words.
_SAME = 0.5
# The summary's fields that people answer by category in annotated contracts.
ANSWERED = {
    "agreement_date": "Agreement Date",
    "effective_date": "Effective Date",
    "expiration_date": "Expiration Date",
    "renewal_term": "Renewal Term",
    "renewal_notice": "Notice Period To Terminate Renewal",
    "governing_law": "Governing Law",
    "parties": "Parties",
}


@dataclass(slots=True)
class Corrected:
    """An annotated contract with the counts of what people did, and the words that its text does not contain."""

    contract: Contract
    counts: Counter[str]
    lost: list[str]

    def teaches(self) -> bool:
        """Whether a model can learn or be measured by it."""
        return self.contract.complete or any((*self.contract.clauses.values(), *self.contract.wrong.values()))


@dataclass(slots=True)
class _Marks:
    """What the marks of one contract say, as intervals of its text."""

    text: str
    clauses: dict[str, set[Interval]] = field(default_factory=dict)
    wrong: dict[str, set[Interval]] = field(default_factory=dict)
    marked: list[tuple[str, Interval]] = field(default_factory=list)  # the model's clauses that a mark is about
    counts: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)

    def add(self, mark: Mapping[str, Any]) -> None:
        """A clause that the model missed."""
        if (place := self.place(mark["span"])) is not None:
            self.clauses.setdefault(mark["category"], set()).add(place)
            self.counts["added"] += 1

    def correct(self, mark: Mapping[str, Any]) -> None:
        """A clause of the model's that is right, wrong, of another category or another span."""
        was = mark["was"]
        before, category = self.place(was), mark.get("category", was["category"])
        if before is None:
            return
        self.marked.append((was["category"], before))
        after = self.place(mark["span"]) if "span" in mark else before
        if mark.get("verdict") == "wrong":
            self._reject(was["category"], before)
            self.counts["wrong"] += 1
        elif after is not None and ("verdict" in mark or "span" in mark or "category" in mark):
            self.clauses.setdefault(category, set()).add(after)
            for rest in [before] if category != was["category"] else _without(before, after):
                self._reject(was["category"], rest)
            self.counts["changed" if "span" in mark or "category" in mark else "right"] += 1

    def _reject(self, category: str, place: Interval) -> None:
        if any(character.isalnum() for character in self.text[slice(*place)]):
            self.wrong.setdefault(category, set()).add(place)

    def place(self, span: Mapping[str, Any]) -> Interval | None:
        """Where the span's words are in the text: where they were, or, if it was read anew since, where they are
        nearest to that."""
        start, end = span["interval"]
        words = span["text"]
        if self.text[start:end] == words:
            return start, end
        found = list(_occurrences(self.text, words))
        if not found:
            self.lost.append(words)
            return None
        nearest = min(found, key=lambda at: abs(at - start))
        return nearest, nearest + len(words)


def annotated(row: Mapping[str, Any], review: Mapping[str, Any], marks: Mapping[str, Any], text: str) -> Corrected:
    """The contract of the table's ``row``. If a person has marked it as fully reviewed, what the review found and
    nobody marked is right, and all else is no clause; otherwise only what was marked is known."""
    said = _Marks(text)
    answers = {}
    for key, mark in marks.items():
        kind, _, name = key.partition(":")
        if kind == "added":
            said.add(mark)
        elif kind == "clause" and "was" in mark:
            said.correct(mark)
        elif kind == "value" and "value" in mark and name in ANSWERED:
            answers[ANSWERED[name]] = mark["value"]
    complete = bool(marks.get("contract:review", {}).get("complete"))
    if complete:
        for category in review["model"]["thresholds"]:
            said.clauses.setdefault(category, set())
        for category, place in _unmarked(review, said.marked):
            said.clauses.setdefault(category, set()).add(place)
    file, type_of = PurePath(row["name"]), review["summary"].get("document_type") or {}
    contract = Contract(
        title=f"{file.stem} ({row['contract_id'][:8]})",
        pdf=file.name,
        type=type_of.get("kind") or type_of.get("value") or type_of.get("text") or "",
        text=text,
        clauses=_sorted(said.clauses),
        answers=answers,
        complete=complete,
        wrong=_sorted(said.wrong),
    )
    return Corrected(contract, said.counts, said.lost)


def _unmarked(review: Mapping[str, Any], marked: list[tuple[str, Interval]]) -> Iterator[tuple[str, Interval]]:
    """The clauses that the review found and that no mark is about."""
    for clause in review["clauses"]:
        category, place = clause["category"], (clause["interval"][0], clause["interval"][1])
        if clause["found"] and not any(category == other and _same(place, about) for other, about in marked):
            yield category, place


def _same(one: Interval, other: Interval) -> bool:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared > 0 and shared >= _SAME * (max(one[1], other[1]) - min(one[0], other[0]))


def _without(whole: Interval, part: Interval) -> list[Interval]:
    """What is left of an interval without another."""
    before, after = (whole[0], min(whole[1], part[0])), (max(whole[0], part[1]), whole[1])
    return [rest for rest in (before, after) if rest[0] < rest[1]]


def _occurrences(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _sorted(spans: Mapping[str, set[Interval]]) -> Spans:
    return {category: sorted(spans[category]) for category in sorted(spans)}
