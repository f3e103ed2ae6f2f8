"""Finds the comments and changes that a word processor prints in balloons beside the text."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from chunking.pdf.text.text_layer import LINE, Layer, has_ink

# How a balloon begins: "Commented [OQ1]:", "Deleted:".
_BALLOON = re.compile(r"(?:Comment(?:ed)? \[[^\W_]{1,6}\]|Deleted|Formatted|Inserted):")
# Points by which the lines of balloons differ in their beginnings, and which separate them from the text at least.
ALIGNED, APART = 6.0, 6.0
# A balloon begins in the last part of the page's text, and balloons have less of it than the text beside them.
MARGIN, MOST = 0.55, 0.5


def balloons(layer: Layer) -> NDArray[np.bool_]:
    """A mask of the characters in balloons: all that is on the right of where one begins, but for lines that begin
    further left and go on without a gap."""
    found = np.zeros(len(layer.text), dtype=bool)
    begins = [match.start() for match in _BALLOON.finditer(layer.text)]
    if not begins:
        return found
    ink = has_ink(layer)
    left, right = layer.boxes[:, 0], layer.boxes[:, 2]
    edge = float(left[begins].min()) - ALIGNED
    width = right[ink].max() - left[ink].min()
    if edge < left[ink].min() + MARGIN * width:
        return found
    top = float(layer.boxes[begins, 1].min())
    beyond = ink & (left >= edge) & (layer.boxes[:, 3] > top)
    for match in LINE.finditer(layer.text):
        own = slice(*match.span())
        before = right[own][ink[own] & ~beyond[own]]
        if beyond[own].any() and not (len(before) and left[own][beyond[own]].min() - before.max() < APART):
            found[own] = beyond[own]
    return found if found.sum() < MOST * ink.sum() else np.zeros_like(found)
