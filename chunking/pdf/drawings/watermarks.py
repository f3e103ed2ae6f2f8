"""Detects diagonal watermarks such as DRAFT or CONFIDENTIAL."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from chunking.pdf.text.text_layer import Layer

# A word has so many letters, and rises or falls by this share of its length at least (15 degrees), and the other way
# round: what runs straight up or down is a table's head or a margin's text.
LETTERS, SLANT = 4, 0.27
_LINE = re.compile(r"[^\r\n\u00ad]+")


def slanted(layer: Layer) -> NDArray[np.bool_]:
    """A mask of the characters in slanted lines."""
    found = np.zeros(len(layer.text), dtype=bool)
    solid = np.flatnonzero(layer.boxes[:, 2] > layer.boxes[:, 0])
    middle = (layer.boxes[solid, :2] + layer.boxes[solid, 2:]) / 2
    steps = np.abs(np.diff(middle, axis=0))
    slant = steps.min(axis=1) > SLANT * steps.max(axis=1)
    if slant.sum() < LETTERS - 1:
        return found
    for match in _LINE.finditer(layer.text):
        first, last = np.searchsorted(solid, match.span())
        own = slant[first : max(first, last - 1)]
        # More than half: two lines that the library ran together have one great leap.
        found[slice(*match.span())] = len(own) >= LETTERS - 1 and 2 * own.sum() > len(own)
    return found
