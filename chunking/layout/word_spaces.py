"""Inserts spaces between words that are set too close together for pdfium to separate them."""

from __future__ import annotations

import re

import numpy as np

from chunking.pdf.text.text_layer import LINE, Layer, is_white_space

# A page with this many runs of letters this long lacks spaces.
RUNS, LONG = 2, 20
_RUN = re.compile(rf"(?<![^\W\d_])[^\W\d_]{{{LONG},}}+")  # tried only where a word begins
# A clause's number at the beginning of a line, without the space that separates it from the clause: word processors put
# a tab there, which may be narrower than a space. Before a small letter, as in "(s)he", only the gap tells.
_NUMBERED = re.compile(
    r"""(?<![^\r\n])[^\S\r\n]{0,9}
    (?:\d{1,3}(?:\.\d{1,3}){1,4}\.?(?=[A-Z"“])
      |\d{1,2}[.)](?=[A-Z"“])
      |\((?:[a-z]{1,2}|[ivx]{3,5}|\d{1,2}|[A-Z])\)(?:(?=[A-Z"“])|(?=(?P<small>[a-z]))))""",
    re.VERBOSE,
)
# Relative to the line's height: how much wider than between letters a gap between words is.
WIDER = 0.045
# The fewest letters on a line that show how wide its gaps between letters are.
FEWEST = 8


def with_spaces(layer: Layer) -> Layer:
    """The layer with a space wherever a line's letters are clearly further apart than its others, if the page lacks
    spaces, and after each clause's number."""
    layer = _with_places(layer, _after_numbers(layer))
    if max(map(len, layer.text.split()), default=0) < LONG or len(_RUN.findall(layer.text)) < RUNS:
        return layer
    return _with_places(layer, [place for line in LINE.finditer(layer.text) for place in _gaps(layer, *line.span())])


def _after_numbers(layer: Layer) -> list[int]:
    """The offsets of the words that follow a clause's number without a space."""
    found = []
    for number in _NUMBERED.finditer(layer.text):
        line = LINE.match(layer.text, number.start())
        if line and (not number["small"] or number.end() in _gaps(layer, *line.span())):
            found.append(number.end())
    return found


def _with_places(layer: Layer, places: list[int]) -> Layer:
    """The layer with a space before each of these characters."""
    if not places:
        return layer
    pieces = [layer.text[start:end] for start, end in zip([0, *places], [*places, None], strict=True)]
    boxes = np.insert(layer.boxes, places, np.float32(0), axis=0)
    return Layer(" ".join(pieces), boxes)


def _gaps(layer: Layer, start: int, end: int) -> list[int]:
    """The offsets of the characters in this line before which a space is missing."""
    left, top, right, bottom = layer.boxes[start:end].T
    solid = ~is_white_space(layer.text[start:end]) & (right > left)
    both = solid[1:] & solid[:-1]
    if both.sum() < FEWEST:
        return []
    gaps = left[1:] - right[:-1]
    wide = both & (gaps - np.median(gaps[both]) > WIDER * np.median((bottom - top)[solid]))
    return (np.flatnonzero(wide) + 1 + start).tolist()
