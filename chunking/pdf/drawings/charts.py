"""Finds charts drawn as shapes by their axes, so that the labels do not become sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from chunking.pdf.drawings.drawn_lines import Path
from chunking.pdf.text.text_layer import Layer, bounding_box, inside, masked, words_inside

# An axis has this many figures at least, at even steps and distances (within these shares), aligned at one side
# (points).
FIGURES, EVEN, ALIGNED = 4, 0.02, 2.0
# A chart has this many shapes beside its axis, which is as high as this many lines for each figure.
SHAPES, LINES = 3, 1.5
# How far the chart reaches above and below its axis (with the names of the other one), relative to line height.
ABOVE, BELOW = 1.0, 2.5
# The most letters (of a legend) between the lowest figure and the highest one.
LEGEND = 80
# The largest share of its figures that may be level with words (of a bar's label), unlike those of a table.
WORDY = 0.75
_FIGURE = re.compile(r"(?<!\S)[$€£]?-?\d[\d,]{0,12}(?:\.\d{1,4})?[%kKmM]?(?!\S)")
_NO_DIGIT = re.compile(r"[^\d.-]")
_LETTERS = re.compile(r"[^\W\d_]{2}")
Box = tuple[float, float, float, float]


def charts(layer: Layer, drawn: Sequence[Path]) -> NDArray[np.bool_]:
    """A mask of the characters in charts: beside figures that rise evenly from bottom to top, most without words on
    their level, and shapes on their right."""
    gone = np.zeros(len(layer.text), dtype=bool)
    if len(drawn) < SHAPES:
        return gone
    figures = [
        (float(_NO_DIGIT.sub("", match.group())), bounding_box(layer.boxes[slice(*match.span())]))
        for match in _FIGURE.finditer(layer.text)
    ]
    shapes = np.array([path.box for path in drawn], dtype=np.float32)
    for axis in _axes(figures):
        left, right = min(box[0] for box in axis), max(box[2] for box in axis)
        height = axis[0][3] - axis[0][1]
        top, bottom = axis[0][1] - ABOVE * height, axis[-1][3] + BELOW * height
        beside = (shapes[:, 2] > right) & (shapes[:, 3] > top) & (shapes[:, 1] < bottom) & (shapes[:, 1] > top - height)
        beside &= shapes[:, 0] > left
        if beside.sum() < SHAPES:
            continue
        region = (left, top, max(right, float(shapes[beside, 2].max())), bottom)
        legend = words_inside(layer, np.array([(*region[:3], axis[-1][1])], dtype=np.float32))
        if sum(map(str.isalpha, legend)) <= LEGEND and sum(_has_words(layer, box) for box in axis) <= WORDY * len(axis):
            gone |= inside(layer, np.array([region], dtype=np.float32))
    return gone


def _axes(figures: list[tuple[float, Box]]) -> list[list[Box]]:
    """The boxes of figures one below the other that fall evenly, at even distances of more than a line."""
    found = []
    for side in (0, 2):
        for column in _aligned(figures, side):
            steps = -np.diff([value for value, _ in column])
            distances = np.diff([box[1] for _, box in column])
            height = column[0][1][3] - column[0][1][1]
            if steps.min() > 0 and _are_even(steps) and _are_even(distances) and distances.min() > LINES * height:
                found.append([box for _, box in column])
    return found


def _aligned(figures: list[tuple[float, Box]], side: int) -> Iterator[list[tuple[float, Box]]]:
    """The figures that begin (side 0) or end (2) at one place, from the top."""
    column: list[tuple[float, Box]] = []
    for figure in (*sorted(figures, key=lambda figure: figure[1][side]), None):
        if figure and (not column or figure[1][side] - column[0][1][side] < ALIGNED):
            column.append(figure)
            continue
        if len(column) >= FIGURES:
            yield sorted(column, key=lambda figure: figure[1][1])
        column = [figure] if figure else []


def _are_even(steps: NDArray[np.float64]) -> bool:
    return bool(np.abs(steps - steps.mean()).max() < EVEN * abs(steps.mean()))


def _has_words(layer: Layer, box: Box) -> bool:
    """Whether words are level with the figure."""
    middle = (layer.boxes[:, 1] + layer.boxes[:, 3]) / 2
    level = (middle > box[1]) & (middle < box[3])
    return bool(_LETTERS.search(masked(layer.text, level)))
