"""PDF bytes to pages: pdfium for text with a box for every character, pypdf where pdfium gives up.

Runs inside a child process (``isolation``): this is native code on bytes from strangers.
"""

from __future__ import annotations

import ctypes
import io
import logging
import unicodedata
from functools import cache

import numpy as np
import pypdf
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

from chunking.document import TEXT_LAYER, Page
from chunking.errors import DamagedPdf, LockedPdf, NotAPdf, NoText, TooManyPages

NO_TEXT_LAYER = "the page has no text layer"
# Readers accept a header within the first kilobyte (ISO 32000-1, Annex H, note 13).
HEADER_WITHIN = 1024
# Letters drawn as paths take at least one each; an empty page's frame and rules take fewer.
RULES = 20


def read_pages(data: bytes, max_pages: int) -> list[Page]:
    """The pages of a PDF, each with text and boxes or the reason why it was not read.

    Raises NotAPdf, LockedPdf, DamagedPdf, TooManyPages, or NoText where not one page could be read.
    """
    if b"%PDF-" not in data[:HEADER_WITHIN]:
        raise NotAPdf(
            "The body is not a PDF: it does not begin with %PDF-. Send the file's raw bytes.", bytes=len(data)
        )
    try:
        pages = _read_with_pdfium(data, max_pages)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD:
            raise LockedPdf("The PDF is locked with a password. Send a copy without one.") from error
        pages = _read_with_pypdf(data, max_pages)
    if not any(page.text.strip() for page in pages):
        raise NoText(
            "No page of the PDF could be read: it has no text layer, as in a scan without recognised text.",
            pages=len(pages),
        )
    return pages


def _check_pages(count: int, max_pages: int) -> None:
    if count > max_pages:
        raise TooManyPages(
            f"The PDF has {count} pages; at most {max_pages} are reviewed.", pages=count, limit=max_pages
        )
    if count == 0:
        raise DamagedPdf("The PDF has no pages.")


def _read_with_pdfium(data: bytes, max_pages: int) -> list[Page]:
    document = pdfium.PdfDocument(data)
    try:
        _check_pages(len(document), max_pages)
        return [_read_page(document, number) for number in range(len(document))]
    finally:
        document.close()


def _read_page(document: pdfium.PdfDocument, index: int) -> Page:
    try:
        page = document[index]
        text_page = page.get_textpage()
    except pdfium.PdfiumError:
        return Page(index + 1, 0.0, 0.0, "", source=None, unread="the page is damaged")
    width, height = page.get_size()
    text, boxes = _characters(text_page, page)
    blank = not text.strip() and _is_blank(page)
    text_page.close()
    page.close()
    if not text.strip() and not blank:
        return Page(index + 1, width, height, "", source=None, unread=NO_TEXT_LAYER)
    return Page(index + 1, width, height, text, boxes, TEXT_LAYER)


def _is_blank(page: pdfium.PdfPage) -> bool:
    """Whether a page without text shows nothing but a few rules: no picture, and too few paths to be drawn letters."""
    kinds = [pdfium_c.FPDFPageObj_GetType(page_object.raw) for page_object in page.get_objects(max_depth=2)]
    return all(kind == pdfium_c.FPDF_PAGEOBJ_PATH for kind in kinds) and len(kinds) < RULES


def _characters(text_page: pdfium.PdfTextPage, page: pdfium.PdfPage) -> tuple[str, NDArray[np.float32]]:
    """Every character of a page with its box in points from the top left of the page as it is shown."""
    count = max(pdfium_c.FPDFText_CountChars(text_page), 0)
    codes = [pdfium_c.FPDFText_GetUnicode(text_page, i) for i in range(count)]
    raw = np.zeros((count, 4), dtype=np.float32)
    rect = pdfium_c.FS_RECTF()
    pointer = ctypes.byref(rect)
    for i in range(count):
        # The loose box has the height of the line, so that a highlight covers ascenders and descenders alike.
        if pdfium_c.FPDFText_GetLooseCharBox(text_page, i, pointer):
            raw[i] = rect.left, rect.top, rect.right, rect.bottom
    return "".join(map(_character, codes)), _to_shown(raw, page)


@cache
def _character(code: int) -> str:
    """One character for one code, so that text offsets stay box indices."""
    if code == 0xFFFE or code == 0x02:  # pdfium's mark for a hyphen at a line's end
        return "\N{SOFT HYPHEN}"
    if code == 0 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return "\N{REPLACEMENT CHARACTER}"
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


def _read_with_pypdf(data: bytes, max_pages: int) -> list[Page]:
    """Text without boxes, for the few files that pypdf opens and pdfium does not."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise LockedPdf("The PDF is locked with a password. Send a copy without one.")
        _check_pages(len(reader.pages), max_pages)
        return [_pypdf_page(reader, index) for index in range(len(reader.pages))]
    except (LockedPdf, TooManyPages, DamagedPdf):
        raise
    except Exception as error:  # pypdf raises nearly anything on a broken file
        raise DamagedPdf("The PDF is damaged and could not be repaired. Export or print it to PDF again.") from error


def _pypdf_page(reader: pypdf.PdfReader, index: int) -> Page:
    page = reader.pages[index]
    width, height = float(page.mediabox.width), float(page.mediabox.height)
    try:
        text = page.extract_text()
    except Exception:  # one broken page must not cost the others
        return Page(index + 1, width, height, "", source=None, unread="the page is damaged")
    if not text.strip():
        return Page(index + 1, width, height, "", source=None, unread=NO_TEXT_LAYER)
    return Page(index + 1, width, height, text, None, TEXT_LAYER)
