"""Pages by pdfium: text with a box for every character, and OCR where a page's text layer is missing or nonsense."""

from __future__ import annotations

import ctypes
import unicodedata
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, cached_property
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

from chunking.document import OCR, TEXT_LAYER, Page
from chunking.legibility import AGREES, HIDDEN_AGREES, HIDDEN_LEGIBLE, LEGIBLE, SURE, agreement, legibility
from chunking.ocr import Recogniser, data_folder
from chunking.written import Layer, in_place

NO_OCR = "OCR is not installed"
NOT_RECOGNISED = "its recognition was not finished"
DAMAGED = "the page is damaged"
NO_TEXT_LAYER = "the page has no text layer"
ILLEGIBLE = "the page's text layer is not legible"
PICTURE = "most of the page is a picture"
NO_WORDS = "no words were recognised on the page"
# Letters drawn as paths take at least one each; an empty page's frame and rules take fewer.
RULES = 20
# A frame with round corners has so many segments; a letter has about as many.
SEGMENTS = 12
# A page with fewer letters has hardly any text layer: a stamp, a source line, a page number (of 7,625 pages 90 have
# fewer, and the shortest page of prose has more).
HARDLY_ANY = 50
# Shares of the page: a picture under the first is a logo; one over the second is what there is to read on the page.
SOME, MOST = 0.25, 0.5
# Without OCR to hold it against, only a layer that is hopeless is refused: no page of prose is under this.
HOPELESS = 0.7
# Recognition less sure than this is noise: pages upside down give .4, bad scans of text .8.
NOISE = 0.5
# So many embedded files are named at most.
EMBEDDED = 20
# Characters that stand for several letters, as fonts for print have them.
_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_SIDES = ("left", "top", "right", "bottom")
# What a person wrote into a form or onto a page is text of the contract.
_WRITTEN_ON = frozenset([pdfium_c.FPDF_ANNOT_WIDGET, pdfium_c.FPDF_ANNOT_FREETEXT, pdfium_c.FPDF_ANNOT_STAMP])


def _bare(function: Any, result: type, *arguments: type) -> Any:
    """A function of pdfium's that takes addresses as numbers and keeps the interpreter's lock: a fifth of the time for
    each call, and there is one or two for every character."""
    return ctypes.PYFUNCTYPE(result, *arguments)(ctypes.cast(function, ctypes.c_void_p).value or 0)


_UNICODE = _bare(pdfium_c.FPDFText_GetUnicode, ctypes.c_uint, ctypes.c_void_p, ctypes.c_int)
# Writes four floats where it finds the character, and nothing where it does not.
_LOOSE_BOX = _bare(pdfium_c.FPDFText_GetLooseCharBox, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
_LEFT_TOP_RIGHT_BOTTOM = [[name for name, _ in pdfium_c.FS_RECTF._fields_].index(side) for side in _SIDES]


class _Ink(NamedTuple):
    """A page's pictures (boxes in PDF space), how many paths and other things it has, and if its text is hidden."""

    pictures: list[tuple[float, float, float, float]]
    paths: int
    hidden: bool

    def blank(self) -> bool:
        return not self.pictures and self.paths < RULES


class PdfiumFile:
    """An open PDF. Raises PdfiumError where pdfium cannot open it; ``err_code`` tells a password."""

    def __init__(self, data: bytes, password: str | None, languages: str) -> None:
        self._document = pdfium.PdfDocument(data, password=password)
        self._languages = languages
        if self._document.get_formtype() != pdfium_c.FORMTYPE_NONE:
            self._document.init_forms()  # draws the values of fields that have no appearance of their own

    def __len__(self) -> int:
        return len(self._document)

    def attachments(self) -> list[str]:
        """The names of the files that are embedded in this one."""
        count = min(self._document.count_attachments(), EMBEDDED)
        return [self._document.get_attachment(number).get_name() for number in range(count)]

    def dynamic(self) -> bool:
        """Whether the pages are only what stands in for a form that other programs draw (XFA)."""
        return bool(self._document.get_formtype() == pdfium_c.FORMTYPE_XFA_FULL)

    def close(self) -> None:
        """Frees the native memory."""
        self._document.close()

    def drafts(self, index: int) -> Iterator[Page]:
        """One page, maybe twice: first as it stands should recognition fail. One that cannot be read says why."""
        try:
            page, plain = _open(self._document, index)
            text_page = page.get_textpage()
        except pdfium.PdfiumError:
            yield Page(index + 1, 0.0, 0.0, "", source=None, unread=DAMAGED)
            return
        layer = _characters(text_page, page)
        text_page.close()
        if plain and layer.text.startswith(plain.text):
            layer = in_place(layer, len(plain.text))
        yield from self._settle(index + 1, page, layer)
        page.close()

    def _settle(self, number: int, page: pdfium.PdfPage, layer: Layer) -> Iterator[Page]:
        """The page by its text layer, or by OCR where the layer is doubtful and the picture tells otherwise."""
        width, height = page.get_size()
        by_layer = Page(number, width, height, layer.text, layer.boxes, TEXT_LAYER)
        ink = _ink(page)
        doubt = _doubt(page, layer, ink)
        if not doubt:
            yield by_layer
            return
        nothing = Page(number, width, height, "", source=None)
        hopeless = not layer.text.strip() or (doubt == ILLEGIBLE and legibility(layer.text) < HOPELESS)
        if data_folder(self._languages) is None:
            if doubt == ILLEGIBLE and not hopeless:
                yield by_layer
            else:
                yield replace(nothing if hopeless else by_layer, unread=f"{doubt}, and {NO_OCR}")
            return
        if not hopeless:
            yield replace(by_layer, unread=f"{doubt}, and {NOT_RECOGNISED}")
        yield self._recognised(page, by_layer, doubt, hopeless, ink.hidden)

    def _recognised(self, page: pdfium.PdfPage, by_layer: Page, doubt: str, hopeless: bool, hidden: bool) -> Page:
        """What the picture says, unless the layer says the same more exactly or recognition is too unsure."""
        found = self._recogniser.recognise(page)
        agrees = agreement(by_layer.text, found.text) >= (HIDDEN_AGREES if hidden else AGREES)
        # A picture with little text over it holds more than that; a whole layer needs more to be overruled.
        sure = found.confidence >= (SURE if doubt == ILLEGIBLE else NOISE)
        if by_layer.text.strip() and (agrees or not (sure or hopeless)):
            return by_layer
        if found.confidence < NOISE:
            return replace(by_layer, text="", boxes=None, source=None, unread=NO_WORDS)
        return replace(by_layer, text=found.text, boxes=found.boxes, source=OCR, confidence=round(found.confidence, 3))

    @cached_property
    def _recogniser(self) -> Recogniser:
        return Recogniser(self._languages)


def _open(document: pdfium.PdfDocument, index: int) -> tuple[pdfium.PdfPage, Layer | None]:
    """The page with what was written onto it (form fields, notes, stamps) made part of its content.

    Where there is any, the page's text without it comes along.
    """
    page = document[index]
    for number in range(pdfium_c.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium_c.FPDFPage_GetAnnot(page, number)
        kind = pdfium_c.FPDFAnnot_GetSubtype(annotation)
        pdfium_c.FPDFPage_CloseAnnot(annotation)
        if kind in _WRITTEN_ON:
            text_page = page.get_textpage()
            plain = _characters(text_page, page)
            text_page.close()
            pdfium_c.FPDFPage_Flatten(page, pdfium_c.FLAT_NORMALDISPLAY)
            page.close()
            return document[index], plain
    return page, None


def _doubt(page: pdfium.PdfPage, layer: Layer, ink: _Ink) -> str:
    """Why the text layer may not be what the page shows, or nothing."""
    letters = sum(map(str.isalnum, layer.text))
    if not layer.text.strip():
        return "" if ink.blank() else NO_TEXT_LAYER
    width, height = page.get_size()
    area = max(width * height, 1.0)
    largest = max(ink.pictures, key=_area, default=(0.0, 0.0, 0.0, 0.0))
    if letters < HARDLY_ANY and (_area(largest) > SOME * area or ink.paths > HARDLY_ANY):
        return PICTURE
    if _area(largest) > MOST * area and _letters_over(page, layer, largest) < HARDLY_ANY:
        return PICTURE
    return ILLEGIBLE if legibility(layer.text) < (HIDDEN_LEGIBLE if ink.hidden else LEGIBLE) else ""


def _area(box: tuple[float, float, float, float]) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _letters_over(page: pdfium.PdfPage, layer: Layer, picture: tuple[float, float, float, float]) -> int:
    left, bottom, right, top = picture
    corners = np.array([[left, top, right, bottom]], dtype=np.float32)
    x0, y0, x1, y1 = _to_shown(corners, page)[0]
    x, y = (layer.boxes[:, 0] + layer.boxes[:, 2]) / 2, (layer.boxes[:, 1] + layer.boxes[:, 3]) / 2
    over = (x0 <= x) & (x <= x1) & (y0 <= y) & (y <= y1)
    return sum(character.isalnum() for character, inside in zip(layer.text, over.tolist(), strict=True) if inside)


def _ink(page: pdfium.PdfPage) -> _Ink:
    left, bottom, right, top = page.get_bbox()
    pictures, paths, shown, hidden = [], 0, 0, 0
    sides = [ctypes.c_float() for _ in range(4)]
    for number in range(pdfium_c.FPDFPage_CountObjects(page)):
        thing = pdfium_c.FPDFPage_GetObject(page, number)
        kind = pdfium_c.FPDFPageObj_GetType(thing)
        if kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
            invisible = pdfium_c.FPDFTextObj_GetTextRenderMode(thing) == pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE
            hidden, shown = hidden + invisible, shown + (not invisible)
        elif kind == pdfium_c.FPDF_PAGEOBJ_IMAGE or (kind == pdfium_c.FPDF_PAGEOBJ_FORM and _holds_picture(thing)):
            if pdfium_c.FPDFPageObj_GetBounds(thing, *map(ctypes.byref, sides)):
                x0, y0, x1, y1 = (side.value for side in sides)
                pictures.append((max(x0, left), max(y0, bottom), min(x1, right), min(y1, top)))
        elif kind == pdfium_c.FPDF_PAGEOBJ_FORM:
            paths += pdfium_c.FPDFFormObj_CountObjects(thing)
        else:
            # All letters of a page may be one path.
            paths += 1 + pdfium_c.FPDFPath_CountSegments(thing) // SEGMENTS
    return _Ink(pictures, paths, hidden > shown)


def _holds_picture(form: object) -> bool:
    return any(
        pdfium_c.FPDFPageObj_GetType(pdfium_c.FPDFFormObj_GetObject(form, number)) == pdfium_c.FPDF_PAGEOBJ_IMAGE
        for number in range(pdfium_c.FPDFFormObj_CountObjects(form))
    )


def _characters(text_page: pdfium.PdfTextPage, page: pdfium.PdfPage) -> Layer:
    """Every character of a page with its box in points from the top left of the page as it is shown."""
    count = max(pdfium_c.FPDFText_CountChars(text_page), 0)
    handle = repeat(ctypes.cast(text_page.raw, ctypes.c_void_p).value)
    text = list(map(_character, map(_UNICODE, handle, range(count))))
    raw = np.zeros((count, 4), dtype=np.float32)
    rows = range(raw.ctypes.data, raw.ctypes.data + raw.nbytes, raw.itemsize * 4)
    # The loose box has the height of the line, so that a highlight covers ascenders and descenders alike.
    deque(map(_LOOSE_BOX, handle, range(count), rows), maxlen=0)
    boxes = _to_shown(raw[:, _LEFT_TOP_RIGHT_BOTTOM], page)
    joined = "".join(text)
    if len(joined) != count:
        boxes = np.repeat(boxes, [len(character) for character in text], axis=0)
    return Layer(joined, boxes)


@cache
def _character(code: int) -> str:
    """One character for one code, so that text offsets stay box indices; a ligature's letters share its box."""
    if code == 0xFFFE or code == 0x02:  # pdfium's mark for a hyphen at a line's end
        return "\N{SOFT HYPHEN}"
    if code == 0 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return "\N{REPLACEMENT CHARACTER}"
    if code in _LIGATURES:
        return _LIGATURES[code]
    # Some fonts name a semicolon as the Greek question mark, and the like: the same character by Unicode's own word.
    normal = unicodedata.normalize("NFC", chr(code))
    return normal if len(normal) == 1 else chr(code)


def _to_shown(boxes: NDArray[np.float32], page: pdfium.PdfPage) -> NDArray[np.float32]:
    """PDF space (left, top, right, bottom; origin bottom left of the media) to the shown page's top left."""
    left, bottom, right, top = page.get_bbox()
    x0, y1, x1, y0 = boxes[:, 0] - left, boxes[:, 1] - bottom, boxes[:, 2] - left, boxes[:, 3] - bottom
    width, height = right - left, top - bottom
    corners = {
        0: (x0, height - y1, x1, height - y0),
        90: (y0, x0, y1, x1),
        180: (width - x1, y0, width - x0, y1),
        270: (height - y1, width - x1, height - y0, width - x0),
    }[page.get_rotation()]
    shown = np.stack(corners, axis=1).astype(np.float32)
    shown[(boxes == 0).all(axis=1)] = 0
    return shown
