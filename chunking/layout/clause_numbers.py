"""Rejoins clause numbers, boxes and bullets with their clauses when the file stores them separately."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from chunking.layout.lines import Line, with_gaps
from chunking.layout.paragraphs import ENUMERATOR, REFERENCE

# Boxes, ticks and bullets.
_SIGN = re.compile("[☐☑☒✓✔✗✘□■❏❑•●▪◦·]")
# How many lines level with a number are examined: more than any page has side by side.
BESIDE = 100


def with_labels(lines: list[Line]) -> list[Line]:
    """The page's lines, with each separate number or sign moved before the line it is level with."""
    around = zip([None, *lines], lines, [*lines[1:], None], strict=False)
    labels = [trio for trio in around if is_label(trio[1])]
    apart = [line for above, line, after in labels if not (_is_reference(above, line) or _labels(line, after))]
    if not apart:
        return lines
    alone = set(apart)
    rest = sorted((line for line in lines if line not in alone), key=_bottom)
    before: defaultdict[Line, list[Line]] = defaultdict(list)
    moved = set()
    for label in apart:
        near = 0.5 * (label.bottom - label.top)
        first = bisect_left(rest, label.bottom - near, key=_bottom)
        last = min(bisect_right(rest, label.bottom + near, key=_bottom), first + BESIDE)
        level = [line for line in rest[first:last] if _labels(label, line)]
        if level:
            before[min(level, key=lambda line: (line.left, line.start))].append(label)
            moved.add(label)
    found = [each for line in lines if line not in moved for each in (*before.get(line, ()), line)]
    if not moved:
        return lines
    found, starts = with_gaps(found), {label.start for label in moved}
    # The lower edge of a number in bold may be a little below that of its clause, which is no gap.
    clauses = {line.start for label, line in pairwise(found) if label.start in starts}
    return [replace(line, gap=False) if line.gap and line.start in clauses else line for line in found]


def _bottom(line: Line) -> float:
    return line.bottom


def _is_reference(above: Line | None, line: Line) -> bool:
    """Whether a section's number ends the sentence of the line above: "as defined in this / Section 1:"."""
    named = line.text.lstrip()[:7].lower() in ("section", "article")
    return named and above is not None and bool(REFERENCE.search(above.text.rstrip()))


def labels_one_of(label: Line, lines: Iterable[Line]) -> bool:
    """Whether the label numbers a clause that begins in one of the lines."""
    return is_label(label) and any(_labels(label, line) for line in lines)


def is_label(line: Line) -> bool:
    """Whether the line is only a number, a box, a tick or a bullet."""
    text = line.text.strip()
    return line.right > 0.0 and bool(ENUMERATOR.fullmatch(text) or _SIGN.fullmatch(text))


def _labels(label: Line, line: Line | None) -> bool:
    """Whether the line is to the right of the label and level with it."""
    if line is None:
        return False
    height = min(label.bottom - label.top, line.bottom - line.top)
    return line.left >= label.right - 1.0 and abs(label.bottom - line.bottom) < 0.5 * height
