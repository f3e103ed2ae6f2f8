"""Decides whether a page needs OCR, from its images, paths and the legibility of its text layer."""

from __future__ import annotations

import ctypes
from itertools import islice
from typing import NamedTuple

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

from chunking.pdf.recognition.legibility import HIDDEN_LEGIBLE, LEGIBLE, legibility, misread_numbers
from chunking.pdf.text.characters import to_shown
from chunking.pdf.text.text_layer import Layer, inside, part
from chunking.pdf.text.text_objects import is_invisible

NO_TEXT_LAYER = "the page has no text layer"
ILLEGIBLE = "the page's text layer is not legible"
MISREAD = "the page's hidden text has letters in its numbers"
MISPLACED = "the page's hidden text does not match the scanned image"
IMAGE = "most of the page is an image"
# A page of letters drawn as paths has at least one path for each; the frame and rules of an empty page are fewer.
FEW_PATHS = 20
# A blank page may have a few text objects of spaces. If there are more, they hold letters that pdfium cannot decode.
FEW_TEXTS = 10
# A letter drawn as a path has about this many segments, and so does a frame with round corners.
SEGMENTS_PER_LETTER = 12
# A page with fewer letters has hardly any text layer: a stamp, a source line or a page number. Of 7,625 pages, 90 have
# fewer; the shortest page of prose has more.
FEW_LETTERS = 50
# Shares of the page: smaller images are a logo; images that cover more than the second leave nothing else to read.
LARGE, MOST_OF_PAGE = 0.25, 0.5
# An image with fewer letters over it than STRAY_LETTERS may contain text of its own, unless its share of the page is so
# small that it must be a logo.
NO_LOGO, STRAY_LETTERS = 0.08, 5
# An image of a line of text is higher than this many points.
LINE = 10.0
# Stamps on a scan are within this share of the page's height from its top and bottom.
STAMP_MARGIN = 0.1
# A hidden layer with this share of misread numbers comes from poor OCR.
MISREAD_SHARE = 0.05
# The area covered by images is counted on a grid of this many cells each way: one scan may consist of a hundred strips.
_GRID = 100


class PageContent(NamedTuple):
    """What a page contains: the boxes (n, 4) of its images on the page as shown, the numbers of paths and text objects,
    and whether most, or some but not all, of the text objects are invisible."""

    images: NDArray[np.float32]
    paths: int
    texts: int
    mostly_invisible: bool
    partly_invisible: bool

    def blank(self) -> bool:
        """Whether the page shows nothing but perhaps a frame, and has no text but white space."""
        return not len(self.images) and self.paths < FEW_PATHS and self.texts < FEW_TEXTS


def page_content(page: pdfium.PdfPage) -> PageContent:
    """Counts the page's objects and collects its images."""
    left, bottom, right, top = page.get_bbox()
    images, paths, visible, invisible = [], 0, 0, 0
    sides = [ctypes.c_float() for _ in range(4)]
    for number in range(pdfium_c.FPDFPage_CountObjects(page)):
        item = pdfium_c.FPDFPage_GetObject(page, number)
        kind = pdfium_c.FPDFPageObj_GetType(item)
        if kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
            hidden = is_invisible(item)
            invisible, visible = invisible + hidden, visible + (not hidden)
        elif kind == pdfium_c.FPDF_PAGEOBJ_IMAGE or (kind == pdfium_c.FPDF_PAGEOBJ_FORM and _has_image(item)):
            if pdfium_c.FPDFPageObj_GetBounds(item, *map(ctypes.byref, sides)):
                x0, y0, x1, y1 = (side.value for side in sides)
                images.append((max(x0, left), min(y1, top), min(x1, right), max(y0, bottom)))
        elif kind == pdfium_c.FPDF_PAGEOBJ_FORM:
            paths += pdfium_c.FPDFFormObj_CountObjects(item)
        else:
            # All letters of a page may be one path.
            paths += 1 + pdfium_c.FPDFPath_CountSegments(item) // SEGMENTS_PER_LETTER
    boxes = to_shown(np.array(images, dtype=np.float32).reshape(-1, 4), page)
    solid = boxes[(boxes[:, 2:] > boxes[:, :2]).all(axis=1)]
    return PageContent(solid, paths, invisible + visible, invisible > visible, invisible > 0 < visible)


def _has_image(form: object) -> bool:
    return any(
        pdfium_c.FPDFPageObj_GetType(pdfium_c.FPDFFormObj_GetObject(form, number)) == pdfium_c.FPDF_PAGEOBJ_IMAGE
        for number in range(pdfium_c.FPDFFormObj_CountObjects(form))
    )


def reason_for_ocr(size: tuple[float, float], layer: Layer, content: PageContent) -> str:
    """Why the text layer may not be what the page shows, or an empty string; ``size`` is in points."""
    if not layer.text.strip():
        return "" if content.blank() else NO_TEXT_LAYER
    covered = _covered(content.images, size)
    if _has_few_letters(layer.text) and (covered > LARGE or content.paths > FEW_LETTERS):
        return IMAGE
    if covered > MOST_OF_PAGE:
        over = inside(layer, content.images)
        middle = (layer.boxes[:, 1] + layer.boxes[:, 3]) / 2
        over &= (middle > STAMP_MARGIN * size[1]) & (middle < (1 - STAMP_MARGIN) * size[1])
        if _has_few_letters(part(layer, over).text):
            return IMAGE
    if legibility(layer.text) < (HIDDEN_LEGIBLE if content.mostly_invisible else LEGIBLE):
        return ILLEGIBLE
    return MISREAD if content.mostly_invisible and misread_numbers(layer.text) > MISREAD_SHARE else ""


def images_without_text(size: tuple[float, float], layer: Layer, content: PageContent) -> NDArray[np.float32]:
    """The images (n, 4) that have no letters over them and are too large for a logo; strips are merged into one."""
    boxes = [box for box in content.images if inside(layer, box[None]).sum() < STRAY_LETTERS]
    found = np.array(boxes, dtype=np.float32).reshape(-1, 4)
    share = _covered(found, size)
    if share < NO_LOGO:
        return found[_like_lines(found, size)]
    whole = np.concatenate([found[:, :2].min(axis=0), found[:, 2:].max(axis=0)])[None]
    if _covered(whole, size) <= 1.2 * share and inside(layer, whole).sum() < STRAY_LETTERS:
        return whole.astype(np.float32)
    areas = (found[:, 2] - found[:, 0]) * (found[:, 3] - found[:, 1])
    return found[areas > NO_LOGO * size[0] * size[1]]


def _like_lines(boxes: NDArray[np.float32], size: tuple[float, float]) -> NDArray[np.bool_]:
    """Which of the images are as wide as lines of text and high enough for one, and not at the page's top or bottom,
    where letterheads are."""
    x0, y0, x1, y1 = boxes.T
    within = (y0 > STAMP_MARGIN * size[1]) & (y1 < (1 - STAMP_MARGIN) * size[1])
    found: NDArray[np.bool_] = within & (x1 - x0 > MOST_OF_PAGE * size[0]) & (y1 - y0 > LINE)
    return found


def _has_few_letters(text: str) -> bool:
    """Whether it has hardly any letters; stops counting when there are enough."""
    return sum(1 for _ in islice(filter(str.isalnum, text), FEW_LETTERS)) < FEW_LETTERS


def _covered(boxes: NDArray[np.float32], size: tuple[float, float]) -> float:
    """The share of the page that the boxes cover together."""
    grid = np.zeros((_GRID, _GRID), dtype=bool)
    scale = _GRID / np.maximum(np.array([*size, *size]), 1.0)
    for x0, y0, x1, y1 in np.clip(np.rint(boxes * scale), 0, _GRID).astype(int):
        grid[y0:y1, x0:x1] = True
    return float(grid.mean())
