"""Measures the summary's accuracy: compares each field with the annotators' answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from dateutil import parser as dates

from model.dataset import Contract
from model.evaluation.precision_recall import MATCH, jaccard, words
from model.schema import Summary, Value
from model.summary.dates.start_and_term import PERPETUAL, WITHOUT_END
from model.summary.values.durations import days, durations
from model.summary.values.jurisdictions import jurisdiction

# Relative difference below which two durations are equal ("12 months", "1 year").
_SAME_DURATION = 0.02

# Parts such as "Acme and Brightwater (collectively the "Parties")" repeat parties named before.
_TOGETHER = re.compile(r"\b(?:(?P<and>and)|individually|collectively)\b|[()]", re.IGNORECASE)


class Tally(NamedTuple):
    """How many of the ``answered`` questions the summary gets right."""

    right: int
    answered: int


def tallies(contracts: Sequence[Contract], summaries: Sequence[Summary | None]) -> dict[str, Tally]:
    """The tally of each field. A contract that could not be read has no summary (None), and nothing is right.

    Answers with blanks ("[]/[]/2020") and "No" do not count as answers. Each party is counted separately.
    """
    marks: dict[str, list[bool]] = {field: [] for field in _CHECKS}
    for contract, summary in zip(contracts, summaries, strict=True):
        for field, (category, check) in _CHECKS.items():
            answer = contract.answers.get(category, "").strip()
            if answer and contract.clauses.get(category) and "[]" not in answer:
                marks[field] += check(answer, summary)
    return {field: Tally(sum(found), len(found)) for field, found in marks.items()}


def _dated(field: str) -> Callable[[str, Summary | None], list[bool]]:
    def check(answer: str, summary: Summary | None) -> list[bool]:
        value = _value(summary, field)
        if answer.lower() == PERPETUAL:
            return [value in WITHOUT_END]
        try:
            return [value == dates.parse(answer).date().isoformat()]
        except (ValueError, OverflowError):
            return []

    return check


def _lasting(field: str) -> Callable[[str, Summary | None], list[bool]]:
    def check(answer: str, summary: Summary | None) -> list[bool]:
        value = _value(summary, field)
        expected = [duration for _, duration in durations(answer)]
        if answer.lower() == PERPETUAL:
            return [value in WITHOUT_END]
        if not expected:
            return []
        if not value or value in WITHOUT_END:
            return [False]
        return [abs(days(value) / days(expected[0]) - 1) < _SAME_DURATION]

    return check


def _law(answer: str, summary: Summary | None) -> list[bool]:
    law = summary.governing_law if summary else None
    named = {place.code for part in answer.split(";") if (place := jurisdiction(f"the law of {part.strip()}"))}
    if not named:
        return []
    # Annotators write "England; Wales" for the single jurisdiction of England and Wales.
    found = {place.code for place in law.laws} if law else set()
    return [bool(found) and found <= named | ({"GB-EAW"} if "GB-ENG" in named else set())]


def _parties(answer: str, summary: Summary | None) -> list[bool]:
    found = [words(party.name) for party in summary.parties] if summary else []
    parts = [part for part in answer.split(";") if not _together(part)]
    names = [re.sub(r"\(.*?\)|[(\"“”].*", "", part).strip() for part in parts]
    return [any(jaccard(words(name), party) >= MATCH for party in found) for name in names if words(name)]


def _together(part: str) -> bool:
    """Whether "individually" or "collectively" follows "and", with at most one opening bracket between them."""
    brackets = 2
    for match in _TOGETHER.finditer(part):
        if match["and"]:
            brackets = 0
        elif match.group() in "()":
            brackets += 1 if match.group() == "(" else 2
        elif brackets < 2:
            return True
    return False


def _value(summary: Summary | None, field: str) -> str | None:
    value: Value | None = getattr(summary, field) if summary else None
    return value.value if value else None


_CHECKS: dict[str, tuple[str, Callable[[str, Summary | None], list[bool]]]] = {
    "parties": ("Parties", _parties),
    "agreement_date": ("Agreement Date", _dated("agreement_date")),
    "effective_date": ("Effective Date", _dated("effective_date")),
    "expiration_date": ("Expiration Date", _dated("expiration_date")),
    "renewal_term": ("Renewal Term", _lasting("renewal_term")),
    "renewal_notice": ("Notice Period To Terminate Renewal", _lasting("renewal_notice")),
    "governing_law": ("Governing Law", _law),
}
