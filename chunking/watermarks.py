"""Words across a page, such as DRAFT or CONFIDENTIAL from corner to corner: no part of the sentences under them."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from chunking.written import Layer

# A word has so many letters, and rises or falls by this share of its length at least (15 degrees), and the other way
# round: what runs straight up or down is a table's head or a margin's text.
LETTERS, SLANT = 4, 0.27
_LINE = re.compile(r"[^\r\n\u00ad]+")


def slanted(layer: Layer) -> NDArray[np.bool_]:
    """For each character whether it stands in a line that runs at a slant."""
    found = np.zeros(len(layer.text), dtype=bool)
    middle = (layer.boxes[:, :2] + layer.boxes[:, 2:]) / 2
    solid = layer.boxes[:, 2] > layer.boxes[:, 0]
    for match in _LINE.finditer(layer.text):
        own = slice(*match.span())
        steps = np.abs(np.diff(middle[own][solid[own]], axis=0))
        if len(steps) >= LETTERS - 1:
            # The median: two lines that the library ran together have one great leap.
            across, along = np.median(steps, axis=0)
            found[own] = min(across, along) > SLANT * max(across, along)
    return found
