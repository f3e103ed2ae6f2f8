"""Opens a PDF with pdfium, repairing it if necessary, or else with pypdf.

Runs in a sandboxed child process (``isolation``), because this is native code on untrusted bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from chunking.document import Page
from chunking.errors import DamagedPdf, LockedPdf, NotAPdf, NoText, TooManyPages
from chunking.pdf.pdfium_reader import PdfiumFile
from chunking.pdf.pypdf_reader import PypdfFile
from chunking.pdf.repair import damage, with_page_tree

# PDF readers accept a header within the first kilobyte (ISO 32000-1, Annex H, note 13).
HEADER_WITHIN = 1024
# Names of embedded files are cut to this length.
NAME = 100
LOST = "the page is empty, or was lost in the damaged part of the file"


class OpenPdf:
    """A PDF whose pages can be read one by one, with ``remarks`` on what was repaired or skipped.

    Raises NotAPdf, LockedPdf, DamagedPdf and TooManyPages.
    """

    def __init__(self, data: bytes, max_pages: int, password: str | None = None, languages: str = "eng") -> None:
        if b"%PDF-" not in data[:HEADER_WITHIN]:
            raise NotAPdf(
                "The body is not a PDF: it does not begin with %PDF-. Send the file's raw bytes.", bytes=len(data)
            )
        self.remarks: list[str] = []
        self._damaged = False
        self._file = self._open(data, password, languages)
        self.pages = len(self._file)
        if self.pages > max_pages:
            raise TooManyPages(
                f"The PDF has {self.pages} pages; at most {max_pages} are reviewed.", pages=self.pages, limit=max_pages
            )
        if self.pages == 0:
            raise DamagedPdf("The PDF has no pages.")
        if attached := self._file.attachments():
            names = ", ".join(" ".join(name.split())[:NAME] or "without a name" for name in attached)
            self.remarks.append(f"The PDF carries {len(attached)} embedded file(s), which were not reviewed: {names}.")
        if signed := self._file.signatures():
            self.remarks.append(f"The PDF carries {signed} digital signature(s), which were not verified.")
        if self._file.dynamic():
            self.remarks.append("The PDF is an XFA form; only the text of its static pages was read.")

    def page(self, index: int) -> Page:
        """Reads one page; an unreadable page says why."""
        *_, page = self.drafts(index)
        return page

    def drafts(self, index: int) -> Iterator[Page]:
        """The page in successive versions: earlier ones (say, the text layer before OCR) stand if the next fails."""
        for page in self._file.drafts(index):
            lost = self._damaged and not page.text.strip() and not page.unread
            yield replace(page, source=None, unread=LOST) if lost else page

    def close(self) -> None:
        """Frees the native memory."""
        self._file.close()

    def _open(self, data: bytes, password: str | None, languages: str) -> PdfiumFile | PypdfFile:
        wrong = damage(data)
        try:
            file = PdfiumFile(data, password, languages)
            if len(file) or not wrong:
                self._add_remark(wrong)
                return file
        except pdfium.PdfiumError as error:
            if getattr(error, "err_code", None) == pdfium_c.FPDF_ERR_SECURITY:
                raise LockedPdf(
                    "The PDF is encrypted for certain certificates. Send a copy without encryption."
                ) from error
            if getattr(error, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD:
                needed = "its password" if password is None else "the right password"
                raise LockedPdf(f"The PDF is password-protected. Send {needed}, or a copy without one.") from error
        rebuilt = with_page_tree(data)
        with suppress(pdfium.PdfiumError):
            if rebuilt:
                mended = PdfiumFile(rebuilt, None, languages)
                self._add_remark("The PDF is cut off; the remaining pages were read in the order of the file.")
                return mended
        second = PypdfFile(data, password)
        self._add_remark("The PDF is damaged; it was read with a second library, which gives no positions on the page.")
        return second

    def _add_remark(self, wrong: str) -> None:
        if wrong:
            self._damaged = True
            self.remarks.append(wrong)


def read_pages(data: bytes, max_pages: int) -> list[Page]:
    """All pages of a PDF in order, each with its text and boxes or the reason it was not read.

    Raises what ``OpenPdf`` and ``check_read`` raise.
    """
    opened = OpenPdf(data, max_pages)
    pages = [opened.page(index) for index in range(opened.pages)]
    opened.close()
    check_read(pages)
    return pages


def check_read(pages: list[Page]) -> None:
    """Raises NoText if none of the pages could be read."""
    if not any(page.text.strip() for page in pages):
        reasons = list(dict.fromkeys(page.unread for page in pages if page.unread))
        reason = reasons[0] if reasons else "its pages are empty"
        raise NoText(f"No page of the PDF could be read: {reason}.", pages=len(pages))
