"""Reads pages with pypdf if pdfium cannot open the file: text without boxes, and no OCR."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pypdf

from chunking.document import TEXT_LAYER, Page
from chunking.errors import DamagedPdf, LockedPdf

NO_TEXT = "the page has no text layer and is too damaged for OCR"


class PypdfFile:
    """An open PDF. Raises LockedPdf, and DamagedPdf if pypdf fails too."""

    def __init__(self, data: bytes, password: str | None) -> None:
        logging.getLogger("pypdf").setLevel(logging.CRITICAL)
        try:
            self._reader = pypdf.PdfReader(io.BytesIO(data))
            locked = self._reader.is_encrypted and not self._reader.decrypt(password or "")
            self._count = 0 if locked else len(self._reader.pages)
        except Exception as error:  # pypdf raises nearly anything on a broken file
            raise DamagedPdf(
                "The PDF is damaged and could not be repaired. Export or print it to PDF again."
            ) from error
        if locked:
            raise LockedPdf("The PDF is password-protected. Send its password, or a copy without one.")

    def __len__(self) -> int:
        return self._count

    def attachments(self) -> list[str]:
        """The names of embedded files; none if the list cannot be read."""
        try:
            return list(self._reader.attachments)
        except Exception:  # as above
            return []

    def dynamic(self) -> bool:
        """Always False: not detected here."""
        return False

    def signatures(self) -> int:
        """Always 0: not counted here."""
        return 0

    def close(self) -> None:
        """Closes the file."""
        self._reader.close()

    def drafts(self, index: int) -> Iterator[Page]:
        """Yields the page once; an unreadable page says why."""
        yield self._page(index)

    def _page(self, index: int) -> Page:
        try:
            page = self._reader.pages[index]
            width, height = float(page.mediabox.width), float(page.mediabox.height)
            text = page.extract_text()
        except Exception:  # one broken page must not cost the others
            return Page(index + 1, 0.0, 0.0, "", source=None, unread="the page is damaged")
        if not text.strip():
            return Page(index + 1, width, height, "", source=None, unread=NO_TEXT)
        return Page(index + 1, width, height, text, None, TEXT_LAYER)
