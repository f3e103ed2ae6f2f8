"""Invisible text: somebody's old recognition of the picture under it, or words that the page does not show at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

from chunking.pdf.characters import characters
from chunking.pdf.legibility import agreement, reads
from chunking.pdf.overlay_text import Layer, part, white_space

# Letters stand in the same place where their middles are so near (in shares of the height) and so much of the width is
# shared; words do where most of their letters do.
NEAR, SHARED, MOST = 0.3, 0.4, 0.5
# Letters next to one another in the text touch without being twice there.
FAR_APART = 8
# The quick look is by squares of so many points; so many letters in one another's place are worth a closer look.
GRID, FEWEST = 3.0, 12
SQUARES, ROW, OFFSET = (1 << 15) - 1, 15, 32
# Two layers of the same words agree by so much, whatever their recognition erred in.
ALIKE = 0.5
_WORD = re.compile(r"\S+")


def layer_of(page: pdfium.PdfPage) -> Layer:
    """All of the page's text."""
    text_page = page.get_textpage()
    layer = characters(text_page, page)
    text_page.close()
    return layer


def apart(page: pdfium.PdfPage) -> tuple[Layer, Layer]:
    """The page's visible text and the text that is invisible by its own word (text rendering mode 3)."""
    texts = list(_texts(page))
    hidden = [text for text in texts if _is_invisible(text)]
    shown = [text for text in texts if not _is_invisible(text)]
    with _switched_off(hidden):
        visible = layer_of(page)
    with _switched_off(shown):
        return visible, layer_of(page)


def _texts(page: pdfium.PdfPage) -> Iterator[Any]:
    for number in range(pdfium_c.FPDFPage_CountObjects(page)):
        yield from _within(pdfium_c.FPDFPage_GetObject(page, number), 3)


def _within(thing: Any, deep: int) -> Iterator[Any]:
    kind = pdfium_c.FPDFPageObj_GetType(thing)
    if kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
        yield thing
    elif kind == pdfium_c.FPDF_PAGEOBJ_FORM and deep:
        for number in range(pdfium_c.FPDFFormObj_CountObjects(thing)):
            yield from _within(pdfium_c.FPDFFormObj_GetObject(thing, number), deep - 1)


def _is_invisible(text: Any) -> bool:
    return bool(pdfium_c.FPDFTextObj_GetTextRenderMode(text) == pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE)


@contextmanager
def _switched_off(things: list[Any]) -> Iterator[None]:
    for thing in things:
        pdfium_c.FPDFPageObj_SetIsActive(thing, False)
    try:
        yield
    finally:
        for thing in things:
            pdfium_c.FPDFPageObj_SetIsActive(thing, True)


def over(layer: Layer, other: Layer) -> NDArray[np.bool_]:
    """For each character whether its word lies over letters of the other layer."""
    return _words(layer.text, _near(layer, other, lambda own, theirs: theirs >= 0))


def once(layer: Layer) -> NDArray[np.bool_]:
    """For each character whether it is to be kept: of words that stand in the same place twice, those of the layer that
    reads better, else the first; words of another wording stay, since both can be seen."""
    kept = np.ones(len(layer.text), dtype=bool)
    if _trigger(layer) < FEWEST:
        return kept
    second = _words(layer.text, _near(layer, layer, lambda own, theirs: theirs < own - FAR_APART))
    first = _words(layer.text, _near(layer, layer, lambda own, theirs: theirs > own + FAR_APART)) & ~second
    one, other = part(layer, first).text, part(layer, second).text
    if agreement(one, other) < ALIKE:
        return kept
    return ~first if reads(other) > reads(one) else ~second


def _words(text: str, marked: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The characters of the words most of which are marked, with the white space between them."""
    found = np.zeros(len(text), dtype=bool)
    last = 0
    for word in _WORD.finditer(text):
        start, end = word.span()
        if marked[start:end].sum() >= MOST * (end - start):
            found[last if last and found[last - 1] else start : end] = True
        last = end
    return found


def _trigger(layer: Layer) -> int:
    """How many characters share their place with one that is far away in the text: a quick look."""
    ink = inked(layer)
    boxes = layer.boxes[ink]
    across, down = ((boxes[:, side] + boxes[:, side + 2]) / 2 for side in (0, 1))
    column, row = (np.nan_to_num(middle // GRID).clip(0, SQUARES).astype(np.int64) for middle in (across, down))
    # One number for the square and the offset: sorting whole numbers is many times as fast as sorting by them.
    both = np.sort((column << ROW | row) << OFFSET | ink)
    return int(((np.diff(both >> OFFSET) == 0) & (np.diff(both & (1 << OFFSET) - 1) > FAR_APART)).sum())


def _near(layer: Layer, other: Layer, which: Callable[[int, NDArray[np.intp]], NDArray[np.bool_]]) -> NDArray[np.bool_]:
    """For each character whether one of the other layer stands in its place, of those whose offsets may count."""
    found = np.zeros(len(layer.text), dtype=bool)
    mine, theirs = inked(layer), inked(other)
    if not len(mine) or not len(theirs):
        return found
    theirs = theirs[np.argsort(other.boxes[theirs, 1] + other.boxes[theirs, 3])]
    others = other.boxes[theirs]
    middles = (others[:, 1] + others[:, 3]) / 2
    for place, (x0, y0, x1, y1) in zip(mine.tolist(), layer.boxes[mine].tolist(), strict=True):
        reach, middle = NEAR * (y1 - y0), (y0 + y1) / 2
        first, last = np.searchsorted(middles, (middle - reach, middle + reach))
        level = others[first:last]
        shared = np.minimum(level[:, 2], x1) - np.maximum(level[:, 0], x0)
        found[place] = bool(((shared > SHARED * (x1 - x0)) & which(place, theirs[first:last])).any())
    return found


def inked(layer: Layer) -> NDArray[np.intp]:
    """The offsets of the characters that are to be seen."""
    white = white_space(layer.text)
    return np.flatnonzero(~white & (layer.boxes[:, 2] > layer.boxes[:, 0]))
