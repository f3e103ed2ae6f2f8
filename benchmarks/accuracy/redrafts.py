"""Measures ``compare`` on contracts that are altered in known ways: ``python -m benchmarks.accuracy.redrafts PDF...``.

Each contract is redrafted by a script: words, a number and a date are changed, one clause is taken out, and one is
moved; in a redraft of its own, a party is renamed throughout. The redraft, a text, is compared with the contract's own
text and with its PDF. Every alteration must be reported, as what it is, and nothing else.
"""

from __future__ import annotations

import json
import re
import sys
import textwrap
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from chunking.document import Document
from chunking.errors import ContractReviewError
from chunking.isolation.client import Limits, read_pdf, read_text
from serve.comparison.alignment import changes

_WORDS = 12  # of a paragraph that is altered, at least
_COLUMNS = 90
_FEWEST = 6  # paragraphs to choose from, for one to be taken out and one to be moved
_NUMBER = re.compile(r"(?<=[a-z] )(\d{1,2}|[1-9]\d{2,})(?= [a-z]| ?%)")
_DATE = re.compile(
    r"\b((?:January|February|March|April|May|June|July|August|September|October|November|December) )\d{1,2}\b"
)
_MODAL = re.compile(r"\b(?:shall|will|may|must)\b(?= [a-z])")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{4,}\b")


_REPORTED_AS = {"out": "removed", "moved": "moved"}  # anything else as altered


class Paragraph(NamedTuple):
    """A paragraph of a redraft: its place in the contract (null: moved or new there), its text, and what was done."""

    number: int
    text: str
    alteration: str = ""


class Outcome(NamedTuple):
    """What came of one comparison: alterations by kind, those not reported, those reported as something else (an
    altered heading as one removed and one added), and reports of what was not altered."""

    made: Counter[str]
    missed: list[str]
    otherwise: list[str]
    false: list[str]


def redrafts(paragraphs: list[str]) -> Iterator[list[Paragraph]]:
    """The contract with single alterations, and with a party renamed."""
    yield _altered(paragraphs)
    if (name := _frequent_name(paragraphs)) is not None:
        renamed = [re.sub(rf"\b{name}\b", "Norwell", text) for text in paragraphs]
        pairs = enumerate(zip(paragraphs, renamed, strict=True))
        yield [Paragraph(number, new, "renamed" if new != old else "") for number, (old, new) in pairs]


def _altered(paragraphs: list[str]) -> list[Paragraph]:
    changed: dict[int, Paragraph] = {}
    for kind, change in _CHANGES.items():
        for number, text in _eligible(paragraphs):
            if (new := change(text)) != text and not {number - 1, number, number + 1} & set(changed):
                changed[number] = Paragraph(number, new, kind)
                break
    free = [n for n, _ in _eligible(paragraphs) if not {n - 1, n, n + 1} & set(changed)]
    whole = [n for n in free if paragraphs[n].rstrip().endswith(".") and paragraphs.count(paragraphs[n]) == 1]
    if len(whole) < _FEWEST:
        return [changed.get(n) or Paragraph(n, text) for n, text in enumerate(paragraphs)]
    out, moved = whole[len(whole) // 3], whole[2 * len(whole) // 3]
    changed[out] = Paragraph(out, "", "out")
    kept = [changed.get(n) or Paragraph(n, text) for n, text in enumerate(paragraphs) if n != moved]
    kept.insert(len(kept) // 6, Paragraph(moved, paragraphs[moved], "moved"))
    return kept


_CHANGES: dict[str, Callable[[str], str]] = {
    "date": lambda text: _DATE.sub(lambda m: f"{m[1]}29" if not m[0].endswith("29") else f"{m[1]}7", text, count=1),
    "number": lambda text: _NUMBER.sub(lambda m: str(3 * int(m[1]) + 1), text, count=1),
    "words": lambda text: _MODAL.sub("shall in its sole discretion", text, count=1),
}


def _eligible(paragraphs: list[str]) -> Iterator[tuple[int, str]]:
    """Paragraphs of running text, without cells; those after the first tenth first."""
    order = sorted(range(len(paragraphs)), key=lambda number: (number < len(paragraphs) // 10, number))
    return ((n, paragraphs[n]) for n in order if len(paragraphs[n].split()) >= _WORDS and "\t" not in paragraphs[n])


def _frequent_name(paragraphs: list[str]) -> str | None:
    """The capitalized word that is used most often in sentences: as a rule what a party is called."""
    counts = Counter(name for text in paragraphs for name in _NAME.findall(text) if name != "Agreement")
    return counts.most_common(1)[0][0] if counts else None


def check(old: Document, redraft: list[Paragraph]) -> Outcome:
    """Compares the contract with its redraft. A change is true if it lies in a paragraph that was altered."""
    kept = [one for one in redraft if one.text]
    new = read_text("\n\n".join(_wrapped(one.text) for one in kept).encode(), "redraft.txt", Limits(pages=10_000))
    lines = old.text.split("\n")
    starts = _starts(lines, 1)
    new_starts = _starts([one.text for one in kept], 2)
    alterations = {one.number: one.alteration for one in redraft if one.alteration}
    found: Counter[tuple[int, str]] = Counter()
    false = []
    versions = [[one.segment_text(part) for part in one.segments] for one in (old, new)]
    for change in changes(*versions):
        touched = {_at(starts, old.segments[n].start) for n in change.old}
        touched |= {kept[_at(new_starts, _raw(new, new.segments[n].start))].number for n in change.new}
        for number in touched & set(alterations):
            found[number, change.kind] += 1
        if not touched & set(alterations):
            words = [versions[0][n] for n in change.old] + ["->"] + [versions[1][n] for n in change.new]
            false.append(f"{change.kind}: {' '.join(words)}")
    unseen = {n: kind for n, kind in alterations.items() if not found[n, _REPORTED_AS.get(kind, "altered")]}
    reported = {number for number, _ in found}
    missed, otherwise = (
        [f"{kind}: {lines[n]}" for n, kind in unseen.items() if (n in reported) == known] for known in (False, True)
    )
    return Outcome(Counter(alterations.values()), missed, otherwise, false)


def _wrapped(text: str) -> str:
    """The paragraph in lines of a typewriter's page; rows of a table are left alone."""
    if "\t" in text:
        return text
    lines = textwrap.wrap(text, _COLUMNS, break_long_words=False, break_on_hyphens=False)
    return "\n".join(lines) if len("\n".join(lines)) == len(text) else text


def _starts(paragraphs: list[str], gap: int) -> list[int]:
    starts = [0]
    for text in paragraphs:
        starts.append(starts[-1] + len(text) + gap)
    return starts[:-1]


def _at(starts: list[int], place: int) -> int:
    return max(number for number, start in enumerate(starts) if start <= place)


def _raw(document: Document, place: int) -> int:
    """The place in the file's text (of one page) of a character of the flowing text."""
    return int(next(index for index in document.char_index[place:] if index >= 0))


def main(paths: list[Path]) -> int:
    """Prints what was missed and what was reported falsely, then a JSON line for texts and one for PDFs."""
    totals: dict[str, list[Outcome]] = {"text": [], "PDF": []}
    for path in paths:
        try:
            pdf = read_pdf(path.read_bytes(), path.name, Limits())
        except ContractReviewError as error:
            print(f"{path.name}: {error.code}: {error.message}")
            continue
        text = read_text(pdf.text.replace("\n", "\n\n").encode(), path.name, Limits(pages=10_000))
        for source, old in (("text", text), ("PDF", pdf)):
            for redraft in redrafts(old.text.split("\n")):
                outcome = check(old, redraft)
                totals[source].append(outcome)
                for name, listed in outcome._asdict().items():
                    for one in listed if name != "made" else ():
                        print(f"{path.name} ({source}): {name} {one[:400]}")
    for source, outcomes in totals.items():
        print(json.dumps({"old": source, **_summary(outcomes)}))
    return 0


def _summary(outcomes: list[Outcome]) -> dict[str, object]:
    made: Counter[str] = sum((one.made for one in outcomes), Counter())
    return {
        "comparisons": len(outcomes),
        "alterations": dict(made),
        "missed": sum(len(one.missed) for one in outcomes),
        "reported_otherwise": sum(len(one.otherwise) for one in outcomes),
        "false": sum(len(one.false) for one in outcomes),
        "most_false": max((len(one.false) for one in outcomes), default=0),
        "with_more_than_one_false": sum(len(one.false) > 1 for one in outcomes),
    }


if __name__ == "__main__":
    sys.exit(main([Path(argument) for argument in sys.argv[1:]]))
