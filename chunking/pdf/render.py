"""Renders pages as PNGs for the HTML review."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import ClassVar

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from chunking.errors import DamagedPdf

# Enough to read on a screen; 4-bit gray keeps a page of text at some 40 KB.
PIXELS_PER_POINT = 1.3
GREYS = 16
# A page of many metres would take gigabytes of pixels; no contract is longer than this.
LONGEST_SIDE = 2000


class OpenPictures:
    """An open PDF whose pages can be rendered as PNGs. Raises PdfiumError if pdfium cannot open it."""

    remarks: ClassVar[list[str]] = []

    def __init__(self, data: bytes, max_pages: int, password: str | None = None) -> None:
        try:
            self._document = pdfium.PdfDocument(data, password=password)
        except pdfium.PdfiumError as error:
            raise DamagedPdf("The PDF is damaged and cannot be shown.") from error
        if self._document.get_formtype() != pdfium_c.FORMTYPE_NONE:
            self._document.init_forms()
        self.pages = min(len(self._document), max_pages)

    def page_bytes(self, index: int) -> Iterator[bytes]:
        """A PNG of the page, or nothing if it cannot be rendered."""
        yield self._png(index)

    def _png(self, index: int) -> bytes:
        try:
            page = self._document[index]
            scale = min(PIXELS_PER_POINT, LONGEST_SIDE / max(*page.get_size(), 1.0))
            image = page.render(scale=scale, grayscale=True, may_draw_forms=True).to_pil()
            page.close()
        except pdfium.PdfiumError:
            return b""
        out = io.BytesIO()
        image.quantize(GREYS).save(out, "PNG", optimize=False)
        return out.getvalue()
