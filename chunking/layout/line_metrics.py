"""Measures a page's lines by their visible characters: heights, gaps, and runs of text between wide gaps."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from chunking.layout.lines import Line, extents
from chunking.pdf.text.text_layer import is_white_space

Boxes = NDArray[np.float32]
# How much, relative to line height, the spaces of a justified line may differ.
EVEN = 0.05


class Sides(NamedTuple):
    """The extents of lines, or of fragments of them, in points."""

    left: NDArray[np.float32]
    top: NDArray[np.float32]
    right: NDArray[np.float32]
    bottom: NDArray[np.float32]

    def heights(self) -> NDArray[np.float32]:
        """The height of each."""
        return self.bottom - self.top


class Ink:
    """A page's visible characters, computed once so that measuring its lines is cheap."""

    def __init__(self, lines: Sequence[Line], boxes: Boxes) -> None:
        self.boxes = boxes
        inked = np.zeros(len(boxes), dtype=bool)
        written = ~is_white_space("".join(line.text for line in lines))
        done = 0
        for line in lines:
            inked[line.start : line.end] = written[done : done + len(line.text)]
            done += len(line.text)
        inked &= boxes[:, 2] > boxes[:, 0]
        self._before = np.concatenate([[0], np.cumsum(inked)])
        self._offsets = np.flatnonzero(inked)
        own = boxes[self._offsets]
        self._heights, self._white = own[:, 3] - own[:, 1], own[1:, 0] - own[:-1, 2]
        self._known: dict[tuple[int, int], float] = {}

    def of(self, line: Line) -> Boxes:
        """The boxes of the line's visible characters."""
        return self.boxes[self._offsets[slice(*self._span(line))]]

    def height(self, line: Line) -> float:
        """The median height of the line's visible characters, 0 if there are none."""
        if (key := (line.start, line.end)) not in self._known:
            first, last = self._span(line)
            # np.median is twenty times slower on so few values.
            own, middle = np.sort(self._heights[first:last]), (last - first) // 2
            low = own[middle - 1 + len(own) % 2] if len(own) else 0.0
            self._known[key] = float((low + own[middle]) / 2) if len(own) else 0.0
        return self._known[key]

    def breaks(self, line: Line, share: float) -> list[int]:
        """The offsets of the characters that follow a gap wider than this share of the line's height."""
        first, last = self._span(line)
        if last - first < 2:
            return []
        wide = self._white[first : last - 1] > share * self.height(line)
        found: list[int] = (self._offsets[first + 1 : last][wide] - line.start).tolist()
        return found

    def evenly_spaced(self, line: Line) -> bool:
        """Whether all the line's words are equally far apart, as in a justified line of few words; not those of a row
        of signs."""
        if 2 * sum(map(str.isalpha, line.text)) < len(line.text):
            return False
        first, last = self._span(line)
        white = self._white[first : last - 1][np.diff(self._offsets[first:last]) > 1]
        return len(white) > 1 and float(white.max() - white.min()) < EVEN * self.height(line)

    def runs(self, lines: Sequence[Line], gap: float) -> Boxes:
        """The extents (n, 4) of the lines' runs of text, split at gaps wider than this share of a line's height."""
        spans: list[tuple[int, int]] = []
        for line in lines:
            starts = [line.start, *(line.start + offset for offset in self.breaks(line, gap)), line.end]
            spans += pairwise(starts)
        return extents(self.boxes, spans)

    def _span(self, line: Line) -> tuple[int, int]:
        return int(self._before[line.start]), int(self._before[line.end])
