"""Pages as pictures, for the page that shows a review beside its contract."""

from __future__ import annotations

import io

import pypdfium2 as pdfium

# Enough to read on a screen; 4-bit grey keeps a page of text at some 40 KB.
PIXELS_PER_POINT = 1.3
GREYS = 16
# A page of many metres would be gigabytes of pixels; no contract is longer than this.
LONGEST_SIDE = 2000


def render_pages(data: bytes, max_pages: int) -> list[bytes]:
    """A PNG for each page (empty bytes where it cannot be rendered). Runs in a child process, as the reader does."""
    document = pdfium.PdfDocument(data)
    try:
        return [_png(document, index) for index in range(min(len(document), max_pages))]
    finally:
        document.close()


def _png(document: pdfium.PdfDocument, index: int) -> bytes:
    try:
        page = document[index]
        scale = min(PIXELS_PER_POINT, LONGEST_SIDE / max(*page.get_size(), 1.0))
        image = page.render(scale=scale, grayscale=True).to_pil()
        page.close()
    except pdfium.PdfiumError:
        return b""
    out = io.BytesIO()
    image.quantize(GREYS).save(out, "PNG", optimize=False)
    return out.getvalue()
