"""Defines the data model: a document with its pages, its continuous text, and segments that map back to the page."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

TEXT_LAYER = "text_layer"
OCR = "ocr"
HIDDEN_LAYER = "hidden_layer"  # earlier OCR of the page, kept in the file as invisible text
MIXED = "mixed"  # a text layer, with OCR of an image beside it
PLAIN_TEXT = "plain_text"
WORD = "word"


class Box(NamedTuple):
    """A rectangle on a page, in points (1/72 inch), origin at the top left of the page."""

    x0: float
    y0: float
    x1: float
    y1: float


class Place(NamedTuple):
    """Where a range of text is on one page: a box for each line (none in plain text)."""

    page: int
    boxes: list[Box]


class Note(NamedTuple):
    """An annotation on a page, or text that the file contains but the page does not show.

    ``kind`` is "comment", "highlight", "underline", "strikeout", "insertion", "redaction", "stamp", "drawing", "file",
    "watermark" or "hidden"; ``about`` is the contract text that it refers to; ``date`` is when it was made (ISO 8601).
    """

    kind: str
    text: str
    author: str | None
    about: str | None
    box: Box
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page as it was read, including headers, footers and line breaks.

    ``boxes`` has one row of (x0, y0, x1, y1) per character of ``text``, or is None for plain text. ``source`` says
    where the text came from. A page that could not be read has a reason in ``unread`` instead; one read in part has
    both. ``confidence``, from 0 to 1, is the OCR engine's for a recognized page; for a hidden layer it scores how well
    the text reads. ``notes`` are not part of the text.
    """

    number: int
    width: float
    height: float
    text: str
    boxes: NDArray[np.float32] | None = None
    source: str | None = TEXT_LAYER
    unread: str | None = None
    confidence: float | None = None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence or numbered sub-clause: ``document.text[start:end]``, under the headings of ``heading``.

    A sentence that is too long for a model is split into segments that share its ``sentence`` number.
    """

    id: int
    start: int
    end: int
    sentence: int
    heading: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A contract, ready to be passed to a model.

    ``text`` is continuous: headers and footers removed, hyphenated words rejoined, sentences carried over page breaks,
    one space between words (a tab between the cells of a row) and one newline between paragraphs. ``char_page[i]``
    (index into ``pages``) and ``char_index[i]`` (index into that page's text, -1 for an inserted space or newline) say
    where ``text[i]`` came from. A Word file is one page here, but has no pages to a reader: see ``has_pages``.
    ``remarks`` are sentences about the file that a reader should know: what was repaired, what was skipped.
    ``signature_pages`` are the numbers of the pages with signatures or signature blocks.
    ``segment_seconds`` is the time taken to turn pages into segments.
    """

    name: str
    sha256: str
    pages: tuple[Page, ...]
    text: str
    char_page: NDArray[np.int32]
    char_index: NDArray[np.int32]
    segments: tuple[Segment, ...] = field(default=())
    segment_seconds: float = 0.0
    remarks: tuple[str, ...] = ()
    signature_pages: tuple[int, ...] = ()

    @property
    def has_pages(self) -> bool:
        """Whether it has pages. A Word file has none, since Word lays them out anew each time a file is opened; a text
        has some only if form feeds divide it."""
        return not self.pages or not (
            self.pages[0].source == WORD or (self.pages[0].source == PLAIN_TEXT and len(self.pages) == 1)
        )

    def segment_text(self, segment: Segment) -> str:
        """The segment's words, exactly as ``text`` has them."""
        return self.text[segment.start : segment.end]

    def segments_in(self, start: int, end: int) -> tuple[Segment, ...]:
        """The segments that overlap ``text[start:end]``, in order, found by bisection because a review asks often."""
        first = bisect_right(self.segments, start, key=lambda segment: segment.end)
        last = bisect_left(self.segments, end, key=lambda segment: segment.start)
        return self.segments[first:last]

    def pages_with_text(self) -> set[int]:
        """The numbers of the pages from which words of the text come."""
        return {self.pages[index].number for index in np.unique(self.char_page[self.char_index >= 0])}

    def places(self, start: int, end: int) -> list[Place]:
        """Where ``text[start:end]`` is: its pages in order, with a box for each line; none if it has no pages."""
        if not self.has_pages:
            return []
        real = start + np.flatnonzero(self.char_index[start:end] >= 0)
        if not len(real):
            return []
        order = real[np.argsort(self.char_page[real], kind="stable")]
        by_page = np.split(order, np.flatnonzero(np.diff(self.char_page[order])) + 1)
        found = []
        for characters in sorted(by_page, key=lambda own: int(own[0])):
            page = self.pages[self.char_page[characters[0]]]
            boxes = [] if page.boxes is None else line_boxes(page.boxes[self.char_index[characters]])
            found.append(Place(page.number, boxes))
        return found

    def paragraphs(self, start: int, end: int) -> list[int]:
        """The numbers of the paragraphs that contain ``text[start:end]``, if it has no pages; the first is 1."""
        if self.has_pages:
            return []
        first = self.text.count("\n", 0, start) + 1
        return list(range(first, first + self.text.count("\n", start, end) + 1))

    def beginning(self, start: int, end: int) -> tuple[int | None, int | None]:
        """The page on which ``text[start:end]`` begins, or, if it has no pages, the paragraph."""
        if not self.has_pages:
            return None, self.paragraphs(start, end)[0]
        real = np.flatnonzero(self.char_index[start:end] >= 0)
        return self.pages[self.char_page[start + real[0]]].number if len(real) else None, None


def line_boxes(characters: NDArray[np.float32]) -> list[Box]:
    """Merges the boxes (n, 4) of consecutive characters into one box per line, rounded to a tenth of a point.

    A new line begins at a character that does not overlap the line by half its height or does not continue to the
    right. Empty boxes (generated spaces) are skipped.
    """
    lines: list[tuple[float, float, float, float]] = []
    solid = characters[(characters[:, 2] > characters[:, 0]) & (characters[:, 3] > characters[:, 1])]
    left = top = right = bottom = 0.0
    # Comparisons instead of min and max: a review asks for the boxes of tens of thousands of characters.
    for x0, y0, x1, y1 in solid.tolist():
        overlap = (y1 if y1 < bottom else bottom) - (y0 if y0 > top else top)
        height, line_height = y1 - y0, bottom - top
        if overlap > 0.5 * (height if height < line_height else line_height) and x1 > left:
            left, top = x0 if x0 < left else left, y0 if y0 < top else top
            right, bottom = x1 if x1 > right else right, y1 if y1 > bottom else bottom
            lines[-1] = (left, top, right, bottom)
        else:
            left, top, right, bottom = x0, y0, x1, y1
            lines.append((x0, y0, x1, y1))
    return [Box(*(round(value, 1) for value in line)) for line in lines]
