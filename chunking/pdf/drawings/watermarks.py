"""Detects diagonal watermarks such as DRAFT or CONFIDENTIAL, and stamps that run up or down a page's margin."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from chunking.pdf.text.text_layer import LINE, Layer

# A word has this many letters, and rises or falls by this share of its length at least (15 degrees), and the other way
# round: what runs straight up or down is a table's head or a margin's text.
LETTERS, SLANT = 4, 0.27
# A letter is straight above or below the one before it, at most this many times as far away as its box is long.
STRAIGHT, NEXT = 0.1, 1.5
# How far aside it may be for the quick check, in half points; letters of a line are further apart.
ASIDE = 2.0
# If more of the page's letters run up or down, they are its text.
MOST = 0.3


def slanted(layer: Layer) -> NDArray[np.bool_]:
    """A mask of the characters in slanted lines."""
    found = np.zeros(len(layer.text), dtype=bool)
    solid = np.flatnonzero(layer.boxes[:, 2] > layer.boxes[:, 0])
    across, along = (np.abs(np.diff((layer.boxes[:, side] + layer.boxes[:, side + 2])[solid])) for side in (0, 1))
    slant = np.minimum(across, along) > SLANT * np.maximum(across, along)
    if slant.sum() < LETTERS - 1:
        return found
    for match in LINE.finditer(layer.text):
        first, last = np.searchsorted(solid, match.span())
        own = slant[first : max(first, last - 1)]
        # More than half: two lines that the library ran together have one great leap.
        found[slice(*match.span())] = len(own) >= LETTERS - 1 and 2 * own.sum() > len(own)
    return found


def along_the_margin(layer: Layer) -> NDArray[np.bool_]:
    """A mask of the characters in words that run up or down beside all of the page's text."""
    found = np.zeros(len(layer.text), dtype=bool)
    wide = layer.boxes[:, 2] > layer.boxes[:, 0]
    across = layer.boxes[:, 0] + layer.boxes[:, 2]
    if ((np.abs(np.diff(across)) < ASIDE) & wide[1:] & wide[:-1]).sum() < LETTERS - 1:
        return found
    solid = np.flatnonzero(wide)
    boxes = layer.boxes[solid]
    steps = np.abs(np.diff((boxes[:, :2] + boxes[:, 2:]) / 2, axis=0))
    length = (boxes[:, 2:] - boxes[:, :2]).max(axis=1)[1:]
    upright = (steps[:, 0] < STRAIGHT * steps[:, 1]) & (steps[:, 1] < NEXT * length) & (np.diff(solid) == 1)
    if upright.sum() < LETTERS - 1:
        return found
    in_words = np.zeros(len(solid), dtype=bool)
    in_words[1:] |= upright
    in_words[:-1] |= upright
    if in_words.sum() > MOST * len(solid):
        return found
    middle = (boxes[:, 0] + boxes[:, 2]) / 2
    for strip in (middle <= boxes[in_words, 2].min(), middle >= boxes[in_words, 0].max()):
        # Short words ("of", "7") between the others do not show their direction.
        if strip.sum() >= LETTERS and in_words[strip].sum() > 0.5 * strip.sum():
            found[solid[strip]] = True
    return found
