"""Decides whether a page needs OCR, from its images, paths and the legibility of its text layer."""

from __future__ import annotations

import ctypes
from itertools import islice
from typing import NamedTuple

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

from chunking.pdf.characters import to_shown
from chunking.pdf.legibility import HIDDEN_LEGIBLE, LEGIBLE, legibility, odd_figures
from chunking.pdf.overlay_text import Layer, inside, part
from chunking.pdf.text_objects import is_invisible

NO_TEXT_LAYER = "the page has no text layer"
ILLEGIBLE = "the page's text layer is not legible"
MISREAD = "the page's hidden text has letters among its figures"
ELSEWHERE = "the page's hidden text lies elsewhere than what its picture shows"
PICTURE = "most of the page is a picture"
# Letters drawn as paths take at least one each; an empty page's frame and rules take fewer.
RULES = 20
# A blank page may have a few texts of spaces; with more, there are letters that the library cannot tell.
TEXTS = 10
# A frame with round corners has so many segments; a letter has about as many.
SEGMENTS = 12
# A page with fewer letters has hardly any text layer: a stamp, a source line, a page number (of 7,625 pages 90 have
# fewer, and the shortest page of prose has more).
HARDLY_ANY = 50
# Shares of the page: pictures under the first are a logo; from the second on there is nothing else to read on the page.
SOME, MOST = 0.25, 0.5
# A picture without letters over it, which is no logo, may hold some beside the page's text.
PART, BARE = 0.08, 5
# What is stamped over a scan stands at its head and foot.
EDGE = 0.1
# A hidden layer with such a share of odd figures was recognised badly.
ODD = 0.05
# The fineness of what pictures cover together: one scan may be a hundred strips.
_GRID = 100


class Ink(NamedTuple):
    """A page's pictures (boxes (n, 4) as the page is shown), how many paths and other things it has, how many pieces of
    text, and if most of them, and some of them, are invisible."""

    pictures: NDArray[np.float32]
    paths: int
    texts: int
    hidden: bool
    some_hidden: bool

    def blank(self) -> bool:
        """Whether there is nothing to see beside a frame, and nothing written but white space."""
        return not len(self.pictures) and self.paths < RULES and self.texts < TEXTS


def ink(page: pdfium.PdfPage) -> Ink:
    """What is on the page beside its letters."""
    left, bottom, right, top = page.get_bbox()
    pictures, paths, shown, hidden = [], 0, 0, 0
    sides = [ctypes.c_float() for _ in range(4)]
    for number in range(pdfium_c.FPDFPage_CountObjects(page)):
        thing = pdfium_c.FPDFPage_GetObject(page, number)
        kind = pdfium_c.FPDFPageObj_GetType(thing)
        if kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
            invisible = is_invisible(thing)
            hidden, shown = hidden + invisible, shown + (not invisible)
        elif kind == pdfium_c.FPDF_PAGEOBJ_IMAGE or (kind == pdfium_c.FPDF_PAGEOBJ_FORM and _holds_picture(thing)):
            if pdfium_c.FPDFPageObj_GetBounds(thing, *map(ctypes.byref, sides)):
                x0, y0, x1, y1 = (side.value for side in sides)
                pictures.append((max(x0, left), min(y1, top), min(x1, right), max(y0, bottom)))
        elif kind == pdfium_c.FPDF_PAGEOBJ_FORM:
            paths += pdfium_c.FPDFFormObj_CountObjects(thing)
        else:
            # All letters of a page may be one path.
            paths += 1 + pdfium_c.FPDFPath_CountSegments(thing) // SEGMENTS
    boxes = to_shown(np.array(pictures, dtype=np.float32).reshape(-1, 4), page)
    solid = boxes[(boxes[:, 2:] > boxes[:, :2]).all(axis=1)]
    return Ink(solid, paths, hidden + shown, hidden > shown, hidden > 0 < shown)


def _holds_picture(form: object) -> bool:
    return any(
        pdfium_c.FPDFPageObj_GetType(pdfium_c.FPDFFormObj_GetObject(form, number)) == pdfium_c.FPDF_PAGEOBJ_IMAGE
        for number in range(pdfium_c.FPDFFormObj_CountObjects(form))
    )


def doubt(size: tuple[float, float], layer: Layer, seen: Ink) -> str:
    """Why the text layer may not be what the page (width and height in points) shows, or nothing."""
    if not layer.text.strip():
        return "" if seen.blank() else NO_TEXT_LAYER
    covered = _covered(seen.pictures, size)
    if _hardly_any(layer.text) and (covered > SOME or seen.paths > HARDLY_ANY):
        return PICTURE
    if covered > MOST:
        over = inside(layer, seen.pictures)
        middle = (layer.boxes[:, 1] + layer.boxes[:, 3]) / 2
        over &= (middle > EDGE * size[1]) & (middle < (1 - EDGE) * size[1])
        if _hardly_any(part(layer, over).text):
            return PICTURE
    if legibility(layer.text) < (HIDDEN_LEGIBLE if seen.hidden else LEGIBLE):
        return ILLEGIBLE
    return MISREAD if seen.hidden and odd_figures(layer.text) > ODD else ""


def bare_pictures(size: tuple[float, float], layer: Layer, seen: Ink) -> NDArray[np.float32]:
    """The pictures (n, 4) without letters over them, where they are too large for a logo; strips as one."""
    bare = [box for box in seen.pictures if inside(layer, box[None]).sum() < BARE]
    found = np.array(bare, dtype=np.float32).reshape(-1, 4)
    share = _covered(found, size)
    if share < PART:
        return found[:0]
    whole = np.concatenate([found[:, :2].min(axis=0), found[:, 2:].max(axis=0)])[None]
    if _covered(whole, size) <= 1.2 * share and inside(layer, whole).sum() < BARE:
        return whole.astype(np.float32)
    areas = (found[:, 2] - found[:, 0]) * (found[:, 3] - found[:, 1])
    return found[areas > PART * size[0] * size[1]]


def _hardly_any(text: str) -> bool:
    """Whether it has hardly any letters; looks no further than to the first ones."""
    return sum(1 for _ in islice(filter(str.isalnum, text), HARDLY_ANY)) < HARDLY_ANY


def _covered(boxes: NDArray[np.float32], size: tuple[float, float]) -> float:
    """The share of the page under the boxes, each part counted once."""
    grid = np.zeros((_GRID, _GRID), dtype=bool)
    scale = _GRID / np.maximum(np.array([*size, *size]), 1.0)
    for x0, y0, x1, y1 in np.clip(np.rint(boxes * scale), 0, _GRID).astype(int):
        grid[y0:y1, x0:x1] = True
    return float(grid.mean())
