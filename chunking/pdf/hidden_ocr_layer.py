"""Separates invisible text into earlier OCR of a scanned page and text that the page does not show."""

from __future__ import annotations

import ctypes
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

# Letters coincide if their middles are this close (relative to height) and this share of the width overlaps; words do
# if most of their letters do.
NEAR, SHARED, MOST = 0.3, 0.4, 0.5
# Letters close together in the text may touch without being duplicates.
FAR_APART = 8
# The quick check uses a grid of this many points; this many coinciding letters warrant a closer look.
GRID, FEWEST = 3.0, 12
SQUARES, ROW, OFFSET = (1 << 15) - 1, 15, 32
# Two layers of the same words agree at least this well, despite OCR errors.
ALIKE = 0.5
# Thresholds for white, transparent and opaque (of 255); how far text may protrude from its cover, in points.
WHITE, CLEAR, OPAQUE, SLACK = 250, 16, 240, 2.0
_LINE_END = np.zeros((2, 4), dtype=np.float32)
_WORD = re.compile(r"\S+")


def layer_of(page: pdfium.PdfPage) -> Layer:
    """All of the page's text."""
    text_page = page.get_textpage()
    layer = characters(text_page, page)
    text_page.close()
    return layer


def without_buried(page: pdfium.PdfPage, layer: Layer) -> tuple[Layer, Layer]:
    """Splits off letters that are hidden under other, visible letters: white or transparent ones, or ones covered by a
    filled shape. Returns the visible layer and the hidden letters."""
    texts = list(_texts(page))
    hidden = _faint(texts) | _covered(page)
    with _switched_off([text for text in texts if _address(text) in hidden]):
        visible = layer_of(page)
    with _switched_off([text for text in texts if _address(text) not in hidden]):
        below = layer_of(page)
    gone = over(below, visible)
    if not gone.any():
        return layer, Layer("", np.zeros((0, 4), dtype=np.float32))
    rest = part(below, ~gone)
    whole = Layer(f"{visible.text}\r\n{rest.text}", np.concatenate([visible.boxes, _LINE_END, rest.boxes]))
    places = {*_places(layer)}  # text struck out by annotations has already been removed
    kept = np.fromiter((place in places or not any(place[1]) for place in _places(whole)), bool, len(whole.text))
    return part(whole, kept), part(below, gone)


def _places(layer: Layer) -> Iterator[tuple[str, tuple[float, ...]]]:
    boxes = map(tuple, layer.boxes.round(1).tolist())
    return zip(layer.text, boxes, strict=True)


def _address(thing: Any) -> int:
    return ctypes.cast(thing, ctypes.c_void_p).value or 0


def _faint(texts: list[Any]) -> set[int]:
    """Texts that are white or nearly transparent."""
    found = set()
    colour = [ctypes.c_uint() for _ in range(4)]
    for text in texts:
        filled = pdfium_c.FPDFTextObj_GetTextRenderMode(text) == pdfium_c.FPDF_TEXTRENDERMODE_FILL
        if filled and pdfium_c.FPDFPageObj_GetFillColor(text, *map(ctypes.byref, colour)):
            red, green, blue, opaque = (part.value for part in colour)
            if min(red, green, blue) > WHITE or opaque < CLEAR:
                found.add(_address(text))
    return found


def _covered(page: pdfium.PdfPage) -> set[int]:
    """Texts whose middle is under an opaque shape drawn later."""
    found: set[int] = set()
    below: list[tuple[int, tuple[float, float, float, float]]] = []
    for number in range(pdfium_c.FPDFPage_CountObjects(page)):
        thing = pdfium_c.FPDFPage_GetObject(page, number)
        kind = pdfium_c.FPDFPageObj_GetType(thing)
        x0, y0, x1, y1 = _bounds(thing)
        if kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
            below.append((_address(thing), (x0, y0, x1, y1)))
        elif kind == pdfium_c.FPDF_PAGEOBJ_PATH and _is_opaque(thing):
            found |= {address for address, sides in below if _covers((x0, y0, x1, y1), sides)}
    return found


def _covers(shape: tuple[float, float, float, float], text: tuple[float, float, float, float]) -> bool:
    """Both as left, bottom, right and top."""
    x0, y0, x1, y1 = shape
    left, bottom, right, top = text
    along = x0 <= left + SLACK and right - SLACK <= x1
    return along and y0 <= (bottom + top) / 2 <= y1 and y1 - y0 > top - bottom


def _bounds(thing: Any) -> tuple[float, float, float, float]:
    sides = [ctypes.c_float() for _ in range(4)]
    pdfium_c.FPDFPageObj_GetBounds(thing, *map(ctypes.byref, sides))
    x0, y0, x1, y1 = (side.value for side in sides)
    return x0, y0, x1, y1


def _is_opaque(path: Any) -> bool:
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    colour = [ctypes.c_uint() for _ in range(4)]
    pdfium_c.FPDFPath_GetDrawMode(path, filled, stroked)
    known = pdfium_c.FPDFPageObj_GetFillColor(path, *map(ctypes.byref, colour))
    return bool(filled.value and known and colour[3].value > OPAQUE)


def apart(page: pdfium.PdfPage) -> tuple[Layer, Layer]:
    """The page's visible text, and its invisible text (text rendering mode 3)."""
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
    """A mask of the characters whose words coincide with letters of the other layer."""
    return _words(layer.text, _near(layer, other, lambda own, theirs: theirs >= 0))


def is_doubled(layer: Layer) -> bool:
    """Quickly checks whether letters seem to coincide."""
    return _trigger(layer) >= FEWEST


def once(layer: Layer) -> NDArray[np.bool_]:
    """A mask of the characters to keep: of duplicate words, those of the layer that reads better, or else the first.

    Words that differ are all kept, because both are visible.
    """
    kept = np.ones(len(layer.text), dtype=bool)
    if not is_doubled(layer):
        return kept
    second = _words(layer.text, _near(layer, layer, lambda own, theirs: theirs < own - FAR_APART))
    first = _words(layer.text, _near(layer, layer, lambda own, theirs: theirs > own + FAR_APART)) & ~second
    one, other = part(layer, first).text, part(layer, second).text
    if agreement(one, other) < ALIKE:
        return kept
    return ~first if reads(other) > reads(one) else ~second


def _words(text: str, marked: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Extends the mask to whole words if most of their characters are marked, and to the white space between them."""
    found = np.zeros(len(text), dtype=bool)
    last = 0
    for word in _WORD.finditer(text):
        start, end = word.span()
        if marked[start:end].sum() >= MOST * (end - start):
            found[last if last and found[last - 1] else start : end] = True
        last = end
    return found


def _trigger(layer: Layer) -> int:
    """Roughly how many characters coincide with one that is far away in the text."""
    ink = inked(layer)
    boxes = layer.boxes[ink]
    across, down = ((boxes[:, side] + boxes[:, side + 2]) / 2 for side in (0, 1))
    column, row = (np.nan_to_num(middle // GRID).clip(0, SQUARES).astype(np.int64) for middle in (across, down))
    # Packing grid cell and offset into one integer makes sorting many times faster.
    both = np.sort((column << ROW | row) << OFFSET | ink)
    return int(((np.diff(both >> OFFSET) == 0) & (np.diff(both & (1 << OFFSET) - 1) > FAR_APART)).sum())


def _near(layer: Layer, other: Layer, which: Callable[[int, NDArray[np.intp]], NDArray[np.bool_]]) -> NDArray[np.bool_]:
    """A mask of the characters that coincide with one of the other layer whose offset satisfies ``which``."""
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
    """The offsets of the visible characters."""
    white = white_space(layer.text)
    return np.flatnonzero(~white & (layer.boxes[:, 2] > layer.boxes[:, 0]))
