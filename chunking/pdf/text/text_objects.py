"""Lists a page's text objects, and reads its text with some of them switched off."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from chunking.pdf.drawings.drawn_lines import color_of
from chunking.pdf.text.characters import characters
from chunking.pdf.text.text_layer import Layer

# How deep form XObjects are searched for text.
DEEP = 3
# Thresholds for white and transparent (of 255).
WHITE, CLEAR = 250, 16


def layer_of(page: pdfium.PdfPage) -> Layer:
    """All of the page's text."""
    text_page = page.get_textpage()
    layer = characters(text_page, page)
    text_page.close()
    return layer


def visible_and_invisible(page: pdfium.PdfPage) -> tuple[Layer, Layer]:
    """The page's visible text, and its invisible text (text rendering mode 3)."""
    texts = list(text_objects(page))
    invisible = [text for text in texts if is_invisible(text)]
    with switched_off(invisible):
        visible = layer_of(page)
    with switched_off(text for text in texts if not is_invisible(text)):
        return visible, layer_of(page)


def text_objects(page: pdfium.PdfPage) -> Iterator[Any]:
    """pdfium's handles of the page's text objects, also those in forms, in drawing order."""
    for number in range(pdfium_c.FPDFPage_CountObjects(page)):
        yield from _texts_in(pdfium_c.FPDFPage_GetObject(page, number), DEEP)


def address_of(handle: Any) -> int:
    """The address behind a handle, which is the same for every handle of one object."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def _texts_in(thing: Any, deep: int) -> Iterator[Any]:
    kind = pdfium_c.FPDFPageObj_GetType(thing)
    if kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
        yield thing
    elif kind == pdfium_c.FPDF_PAGEOBJ_FORM and deep:
        for number in range(pdfium_c.FPDFFormObj_CountObjects(thing)):
            yield from _texts_in(pdfium_c.FPDFFormObj_GetObject(thing, number), deep - 1)


def is_invisible(text: Any) -> bool:
    """Whether its text rendering mode makes it invisible, as in OCR layers."""
    return bool(pdfium_c.FPDFTextObj_GetTextRenderMode(text) == pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE)


def is_faint(text: Any) -> bool:
    """Whether it is white or nearly transparent."""
    filled = pdfium_c.FPDFTextObj_GetTextRenderMode(text) == pdfium_c.FPDF_TEXTRENDERMODE_FILL
    color = color_of(text) if filled else None
    return color is not None and (min(color[:3]) > WHITE or color[3] < CLEAR)


@contextmanager
def switched_off(objects: Iterable[Any]) -> Iterator[None]:
    """Makes pdfium neither draw nor read these objects while the context lasts."""
    off = list(objects)
    for each in off:
        pdfium_c.FPDFPageObj_SetIsActive(each, False)
    try:
        yield
    finally:
        for each in off:
            pdfium_c.FPDFPageObj_SetIsActive(each, True)
