"""Numbers of clauses that a file holds apart from their words, say all of a page's before its text: brought back."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from chunking.layout.lines import Line, with_gaps
from chunking.layout.paragraphs import ENUMERATOR


def with_labels(lines: list[Line]) -> list[Line]:
    """The page's lines, each number that stands alone before the line that is level with it."""
    apart = [line for line, after in pairwise([*lines, None]) if line and _is_label(line) and not _labels(line, after)]
    rest = [line for line in lines if line not in apart]
    found = lines
    for label in apart:
        level = [line for line in rest if _labels(label, line)]
        if level:
            found = [line for line in found if line is not label]
            found.insert(found.index(min(level, key=lambda line: line.left)), label)
    return lines if found is lines else with_gaps(found)


def labels_one_of(label: Line, lines: Iterable[Line]) -> bool:
    """Whether it is the number of a clause that one of the lines begins."""
    return _is_label(label) and any(_labels(label, line) for line in lines)


def _is_label(line: Line) -> bool:
    return line.right > 0.0 and bool(ENUMERATOR.fullmatch(line.text.strip()))


def _labels(label: Line, line: Line | None) -> bool:
    """Whether the line stands to the right of the label and level with it."""
    if line is None:
        return False
    height = min(label.bottom - label.top, line.bottom - line.top)
    return line.left >= label.right - 1.0 and abs(label.bottom - line.bottom) < 0.5 * height
