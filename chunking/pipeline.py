"""Turns a file into a Document: reads it, removes headers and footers, joins lines, splits into segments."""

from __future__ import annotations

import hashlib
import re
import time
import unicodedata
from collections.abc import Sequence
from itertools import accumulate

from chunking.charset import decoded, is_binary
from chunking.document import PLAIN_TEXT, WORD, Document, Page
from chunking.errors import NoText, TooManyPages
from chunking.layout.clause_numbers import with_labels
from chunking.layout.headers_footers import without_headers_footers, without_page_numbers
from chunking.layout.line_numbers import without_line_numbers
from chunking.layout.lines import Line, page_lines, reading_frame
from chunking.layout.missing_pages import missing_pages
from chunking.layout.paragraphs import Flow, flow, flow_of_paragraphs, with_tabbed_rows
from chunking.layout.reading_order import arranged
from chunking.layout.segments import segments
from chunking.layout.signatures import signature_pages
from chunking.markdown import is_markdown, with_cells, without_marks
from chunking.pdf.reader import check_read, read_pages
from chunking.word.reader import read_word

# Letters joined in a text that was taken from a PDF ("Eﬀective"). Reading the PDF itself takes them apart, too.
_JOINED = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
# What begins a page in texts filed with the SEC: a line "<PAGE>   7". The first page has one as well.
_MARK = r"[ \t]{0,80}+<PAGE>[ \t]*+(?:\d{1,4}[ \t]*+)?(?:\n|$)"
_FIRST_PAGE, _NEXT_PAGE = re.compile(rf"\A(?:[ \t]*+\n)*+{_MARK}"), re.compile(rf"^{_MARK}", re.MULTILINE)


def document_from_pdf(data: bytes, name: str, max_pages: int) -> Document:
    """Reads a PDF in this process; ``isolation`` does so in a sandbox. Raises what ``read_pages`` raises."""
    return document_from_pages(data, name, read_pages(data, max_pages))


def document_from_pages(data: bytes, name: str, pages: list[Page], remarks: Sequence[str] = ()) -> Document:
    """Assembles the pages of a PDF. Raises NoText if they contain nothing but page numbers."""
    check_read(pages)
    began = time.perf_counter()
    frames = [reading_frame(page) for page in pages]
    lines = [page_lines(page, index, frame) for index, (page, frame) in enumerate(zip(pages, frames, strict=True))]
    lines = without_line_numbers(frames, list(map(with_labels, lines)))
    kept = arranged(frames, without_headers_footers(lines))
    return _document(name, data, pages, flow(kept), began, [*remarks, *missing_pages(lines)])


def document_from_text(data: bytes, name: str, max_pages: int, charset: str | None = None) -> Document:
    """Reads plain text (a form feed or a line "<PAGE>" begins a new page) or Markdown in the encoding ``charset``,
    which is detected if not given.

    Raises NoText, also for data that is no text at all, and TooManyPages.
    """
    text, remark = decoded(data, charset)
    if is_binary(text):
        raise NoText("This is no text but some other kind of file. Send it as PDF, .docx or plain text.")
    text = text.replace("\r\n", "\n").translate(_JOINED)
    text = without_marks(text) if is_markdown(text) else with_cells(_NEXT_PAGE.sub("\f", _FIRST_PAGE.sub("", text)))
    pages = [Page(number, 0.0, 0.0, part, None, PLAIN_TEXT) for number, part in enumerate(text.split("\f"), 1)]
    if len(pages) > max_pages:
        raise TooManyPages(f"The text has {len(pages)} pages; at most {max_pages} are reviewed.", limit=max_pages)
    began = time.perf_counter()
    lines = [line for index, page in enumerate(pages) for line in page_lines(page, index)]
    kept = with_tabbed_rows(without_page_numbers(lines))
    if not kept:
        raise NoText("The text is empty.")
    return _document(name, data, pages, flow(kept), began, [remark] if remark else [])


def document_from_word(data: bytes, name: str) -> Document:
    """Reads a Word file as one page without boxes, since Word lays out its pages anew each time a file is opened.

    Raises NoText and what ``read_word`` raises.
    """
    read = read_word(data)
    began = time.perf_counter()
    lines: list[Line] = []
    start = 0
    for cells in read.lines:
        stripped = [cell.strip() for cell in cells]
        begins = tuple(accumulate((len(cell) + 1 for cell in stripped), initial=0))
        row = "\t".join(stripped)
        lines.append(Line(0, start, start + len(row), row, cells=begins[1:-1]))
        start += len(row) + 1
    if not lines:
        raise NoText("The Word file contains no text.")
    page = Page(1, 0.0, 0.0, "\n".join(line.text for line in lines), None, WORD, notes=read.notes)
    return _document(name, data, [page], flow_of_paragraphs(lines), began, read.remarks)


def _document(
    name: str, data: bytes, pages: list[Page], flowed: Flow, began: float, remarks: Sequence[str] = ()
) -> Document:
    text, char_page, char_index = flowed
    if not text:
        raise NoText("Nothing but page numbers could be read.", pages=len(pages))
    found = segments(text)
    digest = hashlib.sha256(data).hexdigest()
    seconds = time.perf_counter() - began
    signed = signature_pages(pages)
    return Document(name, digest, tuple(pages), text, char_page, char_index, found, seconds, tuple(remarks), signed)
