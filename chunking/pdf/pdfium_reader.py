"""Reads pages with pdfium: text with a box per character, and OCR if the text layer is missing or illegible."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

from chunking.document import HIDDEN_LAYER, MIXED, OCR, TEXT_LAYER, Box, Note, Page
from chunking.layout.bidi import right_to_left
from chunking.layout.footnotes import without_marks
from chunking.layout.lines import reading_frame
from chunking.layout.page_order import in_order
from chunking.layout.word_spaces import with_spaces
from chunking.pdf.annotations import Annotation, file_name, notes, on_page, without_struck
from chunking.pdf.checkboxes import with_checkboxes
from chunking.pdf.combs import without_comb_gaps
from chunking.pdf.drawn_lines import Path, paths, struck
from chunking.pdf.garbled_words import find_garbled, repaired
from chunking.pdf.hidden_text import lies_over_ink, unseen
from chunking.pdf.legibility import AGREES, HIDDEN_AGREES, SURE, agreement, is_prose, legibility, reads
from chunking.pdf.needs_ocr import ELSEWHERE, ILLEGIBLE, RULES, Ink, bare_pictures, doubt, ink
from chunking.pdf.ocr import Recognised, Recogniser, data_folder
from chunking.pdf.overlay_text import Layer, by_field, finite, in_place, inside, part, rectangle, white_space, without
from chunking.pdf.overprinted_text import COPY, WORD, coinciding, over, without_covered, without_duplicates
from chunking.pdf.text_objects import layer_of, visible_and_invisible
from chunking.pdf.watermarks import slanted

NO_OCR = "OCR is not installed"
NOT_RECOGNISED = "its recognition was not finished"
PART_PICTURE = "a picture on the page"
GARBLED = "some words of the page's text layer are not legible"
DAMAGED = "the page is damaged"
NO_WORDS = "no words were recognised on the page"
# Without OCR to hold it against, only a layer that is hopeless is refused: no page of prose is under this.
HOPELESS = 0.7
# Recognition less sure than this is noise: pages upside down give .4, bad scans of text .8.
NOISE = 0.5
# An old recognition is no surer than a good new one is of itself, however well it reads.
AT_MOST = 0.9
# Fewer letters in a picture beside the page's text are a logo's or a seal's.
LETTERS = 20
# So many embedded files are named at most.
EMBEDDED = 20
# What lines are drawn through is told as what is struck out by an annotation is, at most so often on a page.
STRUCK, MOST_TOLD = "strikeout", 100
_EMPTY = np.zeros((2, 4), dtype=np.float32)
# So many characters of what cannot be seen are told.
TOLD = 500


class _Read(NamedTuple):
    """A page's own text layer, what was filled in on it, and what was written about it."""

    layer: Layer
    filled: list[Layer]
    notes: tuple[Note, ...]


class PdfiumFile:
    """An open PDF. Raises PdfiumError where pdfium cannot open it; ``err_code`` tells a password."""

    def __init__(self, data: bytes, password: str | None, languages: str) -> None:
        self._source = data, password
        self._languages = languages
        self._document = self._load()

    def _load(self) -> pdfium.PdfDocument:
        data, password = self._source
        document = pdfium.PdfDocument(data, password=password)
        if document.get_formtype() != pdfium_c.FORMTYPE_NONE:
            document.init_forms()  # draws the values of fields that have no appearance of their own
        return document

    def __len__(self) -> int:
        return len(self._document)

    def attachments(self) -> list[str]:
        """The names of the files that are embedded in this one."""
        count = min(self._document.count_attachments(), EMBEDDED)
        return [file_name(pdfium_c.FPDFDoc_GetAttachment(self._document, number)) for number in range(count)]

    def dynamic(self) -> bool:
        """Whether the pages are only what stands in for a form that other programs draw (XFA)."""
        return bool(self._document.get_formtype() == pdfium_c.FORMTYPE_XFA_FULL)

    def signatures(self) -> int:
        """How many digital signatures the file carries."""
        return max(0, int(pdfium_c.FPDF_GetSignatureCount(self._document)))

    def close(self) -> None:
        """Frees the native memory."""
        self._document.close()

    def drafts(self, index: int) -> Iterator[Page]:
        """The page in successive versions; an earlier one stands if the next fails. An unreadable page says why."""
        last = None
        for page in self._drafts(index):
            if page is not last:
                last = page
                yield as_read(page)

    def _drafts(self, index: int) -> Iterator[Page]:
        try:
            page, read = self._open(index)
        except pdfium.PdfiumError:
            yield Page(index + 1, 0.0, 0.0, "", source=None, unread=DAMAGED)
            return
        width, height = page.get_size()
        own = Page(index + 1, width, height, read.layer.text, read.layer.boxes, TEXT_LAYER, notes=read.notes)
        yield from self._settle(page, own, read.filled)
        page.close()

    def _open(self, index: int) -> tuple[pdfium.PdfPage, _Read]:
        """The page with its annotations (form fields, text, stamps) flattened into its content, and its text."""
        page = self._document[index]
        form = self._document.formenv.raw if self._document.formenv else None
        found = on_page(page, form)
        plain = layer_of(page)
        if not any(one.drawn() for one in found):
            return page, _Read(without_struck(found, plain), [], tuple(notes(found, plain)))
        pdfium_c.FPDFPage_Flatten(page, pdfium_c.FLAT_NORMALDISPLAY)
        page.close()
        page = self._document[index]
        whole = layer_of(page)
        if not whole.text.startswith(plain.text):  # flattening damaged the page: use the fields' values
            page.close()
            self._document.close()
            self._document = self._load()
            page, whole = self._document[index], plain
        added = Layer(whole.text[len(plain.text) :], whole.boxes[len(plain.text) :])
        return page, _with_fields(plain, added, found)

    def _settle(self, page: pdfium.PdfPage, own: Page, filled: list[Layer]) -> Iterator[Page]:
        """The page from its text layer, or from OCR if the layer is doubtful and the image contradicts it."""
        seen = ink(page)
        if seen.some_hidden and not filled:
            own, seen = _without_hidden(page, own, seen)
        doubled = coinciding(_layer_of(own))
        if doubled >= WORD:
            own = _without_covered(page, own)
        if doubled >= COPY:
            own = _with_layer(own, without_duplicates(_layer_of(own)))
        by_layer = _with(own, filled)
        if own.text.strip() and not seen.hidden:  # hidden text is earlier OCR of the image under it
            yield by_layer  # in case rendering takes too long
            drawn = paths(page) if seen.paths or len(seen.pictures) else []
            own = _without_struck(self._seen(page, own), drawn)
            by_layer = _with(own, filled)
            layer = without_comb_gaps(with_checkboxes(_layer_of(by_layer), drawn), drawn)
            by_layer = _with_layer(by_layer, layer)
        layer = _layer_of(by_layer)
        if seen.hidden and layer.text.strip():
            by_layer = replace(
                by_layer, source=HIDDEN_LAYER, confidence=round(min(max(0.0, reads(layer.text)), AT_MOST), 3)
            )
        why = doubt(page.get_size(), layer, seen)
        if not why and seen.hidden and layer.text.strip() and not lies_over_ink(layer, page):
            why = ELSEWHERE
        if why:
            yield from self._doubtful(page, by_layer, why, seen)
            return
        yield by_layer
        if wrong := find_garbled(by_layer.text):
            by_layer = self._repaired(page, by_layer, wrong)
            yield by_layer
        yield from self._with_pictures(page, by_layer, bare_pictures(page.get_size(), layer, seen))

    def _repaired(
        self, page: pdfium.PdfPage, by_layer: Page, wrong: list[tuple[int, int]], found: Recognised | None = None
    ) -> Page:
        """The page with its garbled words replaced by OCR, or marked as such if that fails."""
        if data_folder(self._languages) is None:
            return replace(by_layer, unread=f"{GARBLED}, and {NO_OCR}")
        found = found or self._recogniser.recognise(page)
        if found.confidence < SURE:
            return replace(by_layer, unread=GARBLED)
        layer, well = repaired(_layer_of(by_layer), wrong, found)
        return replace(by_layer, text=layer.text, boxes=layer.boxes, unread=None if well else GARBLED)

    def _seen(self, page: pdfium.PdfPage, by_layer: Page) -> Page:
        """The page without watermarks and invisible text."""
        across = slanted(_layer_of(by_layer))
        if across.any() and 2 * across.sum() < len(across):
            by_layer = _only(by_layer, ~across, across, "watermark")
        layer = _layer_of(by_layer)
        found = unseen(layer, page)
        gone = found.gone
        if 2 * (gone & ~found.beyond).sum() > len(layer.text) and not self._can_be_read(page, part(layer, ~gone)):
            gone = found.beyond
        return by_layer if gone.all() else _only(by_layer, ~gone, told=gone | found.cut)

    def _can_be_read(self, page: pdfium.PdfPage, rest: Layer) -> bool:
        """Whether OCR confirms the rest of the layer: if most of a page seems invisible, its font may not render."""
        if not rest.text.strip() or data_folder(self._languages) is None:
            return False
        found = self._recogniser.recognise(page)
        return found.confidence >= SURE and agreement(rest.text, found.text) >= AGREES

    def _with_pictures(self, page: pdfium.PdfPage, by_layer: Page, pictures: NDArray[np.float32]) -> Iterator[Page]:
        """The page with the text in its images, if any."""
        if len(pictures) and data_folder(self._languages) is None:
            yield replace(by_layer, unread=f"{PART_PICTURE} was not read, and {NO_OCR}")
            return
        for box in pictures:
            by_layer = _with_picture(by_layer, self._recogniser.recognise(page, Box(*box.tolist())))
        if len(pictures):
            yield by_layer

    def _doubtful(self, page: pdfium.PdfPage, by_layer: Page, why: str, seen: Ink) -> Iterator[Page]:
        hopeless = not by_layer.text.strip() or (why == ILLEGIBLE and legibility(by_layer.text) < HOPELESS)
        if data_folder(self._languages) is None:
            if why in (ILLEGIBLE, ELSEWHERE) and not hopeless:
                yield by_layer
            else:
                nothing = replace(by_layer, text="", boxes=None, source=None)
                yield replace(nothing if hopeless else by_layer, unread=f"{why}, and {NO_OCR}")
            return
        if not hopeless:
            yield replace(by_layer, unread=f"{why}, and {NOT_RECOGNISED}")
        yield self._recognised(page, by_layer, why, hopeless, seen.hidden)

    def _recognised(self, page: pdfium.PdfPage, by_layer: Page, doubt: str, hopeless: bool, hidden: bool) -> Page:
        """The page from OCR, unless the layer agrees with it (and is more exact) or OCR is too unsure."""
        found = self._recogniser.recognise(page)
        agrees = agreement(by_layer.text, found.text) >= (HIDDEN_AGREES if hidden else AGREES)
        # Overruling a complete layer takes more confidence than adding to a few words over an image.
        sure = found.confidence >= (SURE if doubt in (ILLEGIBLE, ELSEWHERE) else NOISE)
        if hidden and agrees and found.confidence >= SURE:
            agrees = reads(by_layer.text) >= reads(found.text)
        if by_layer.text.strip() and (agrees or not (sure or hopeless)):
            wrong = [] if hidden else find_garbled(by_layer.text)
            return self._repaired(page, by_layer, wrong, found) if wrong else by_layer
        if found.confidence < NOISE:
            return replace(by_layer, text="", boxes=None, source=None, unread=NO_WORDS)
        return replace(by_layer, text=found.text, boxes=found.boxes, source=OCR, confidence=round(found.confidence, 3))

    @cached_property
    def _recogniser(self) -> Recogniser:
        return Recogniser(self._languages)


def as_read(page: Page) -> Page:
    """The page with its text layer in reading order and without the marks of footnotes."""
    if page.boxes is None or page.source == OCR or reading_frame(page) is not page.boxes:
        return page  # rotated lines are ordered later
    return _with_layer(page, right_to_left(without_marks(in_order(with_spaces(_layer_of(page))))))


def _layer_of(page: Page) -> Layer:
    assert page.boxes is not None
    return Layer(page.text, page.boxes)


def _with_layer(page: Page, layer: Layer) -> Page:
    """The page with this layer; the page itself if it has that layer already, so that no draft is made twice."""
    if layer.text is page.text and layer.boxes is page.boxes:
        return page
    return replace(page, text=layer.text, boxes=layer.boxes)


def _with_fields(plain: Layer, added: Layer, found: list[Annotation]) -> _Read:
    """The page's own text, the text filled in, and notes for the other annotations."""
    drawn = [one for one in found if one.drawn()]
    shown, rest = by_field(added, [(one.box, one.ticked) for one in drawn])
    shown = [one.combed(field) for one, field in zip(drawn, shown, strict=True)]
    fields = [field if field.text.strip() else one.as_text() for one, field in zip(drawn, shown, strict=True)]
    left, _, right, _ = rectangle(plain.boxes)
    filled = [field for one, field in zip(drawn, fields, strict=True) if one.filled_in(left, right)]
    each = iter(fields)
    told = [(one, next(each).text) if one.drawn() else (one, "") for one in found]
    about = [one._replace(text=one.text or text) for one, text in told if not one.filled_in(left, right)]
    return _Read(without_struck(found, plain), [*filled, rest], tuple(notes(about, plain)))


def _with(page: Page, added: list[Layer]) -> Page:
    """The page with added text merged into its lines."""
    if not any(layer.text for layer in added):
        return page
    return _with_layer(page, in_place(_layer_of(page), added))


def _only(page: Page, kept: NDArray[np.bool_], told: NDArray[np.bool_], kind: str = "hidden") -> Page:
    """The page with only the kept characters; those in ``told`` become a note of this kind."""
    if not told.any():
        return page
    layer = _layer_of(page)
    rest, about = part(layer, kept), part(layer, told)
    apart = "".join(text if own else " " for text, own in zip(layer.text, told.tolist(), strict=True))
    note = Note(kind, " ".join(apart.split())[:TOLD], None, None, finite(rectangle(about.boxes)))
    return replace(page, text=rest.text, boxes=rest.boxes, notes=(*page.notes, note))


def _without_hidden(page: pdfium.PdfPage, own: Page, seen: Ink) -> tuple[Page, Ink]:
    """The page without invisible words, except earlier OCR of an image or of letters drawn as paths."""
    visible, invisible = visible_and_invisible(page)
    kept = ~over(invisible, visible)
    if seen.paths < RULES:
        kept &= inside(invisible, seen.pictures)
    white = white_space(invisible.text)
    gone = ~kept & ~white
    recognised = part(invisible, ~gone)
    rest = Layer(visible.text + "\r\n" + recognised.text, np.concatenate([visible.boxes, _EMPTY, recognised.boxes]))
    if not gone.any():
        return replace(own, text=rest.text, boxes=rest.boxes), seen
    told = _only(replace(own, text=invisible.text, boxes=invisible.boxes), kept, gone).notes
    most = sum(map(str.isalnum, recognised.text)) > sum(map(str.isalnum, visible.text))
    return replace(own, text=rest.text, boxes=rest.boxes, notes=told), seen._replace(hidden=most)


def _without_covered(page: pdfium.PdfPage, own: Page) -> Page:
    """The page without words hidden under or over others, which become a note."""
    rest, covered = without_covered(page, _layer_of(own))
    if not covered.text.strip():
        return own
    everything = np.ones(len(covered.text), dtype=bool)
    told = _only(replace(own, text=covered.text, boxes=covered.boxes), ~everything, everything)
    return replace(own, text=rest.text, boxes=rest.boxes, notes=told.notes)


def _without_struck(page: Page, drawn: list[Path]) -> Page:
    """The page without words struck out by drawn lines, which become notes."""
    layer = _layer_of(page)
    gone = np.zeros(len(layer.text), dtype=bool)
    told = []
    for own in struck(layer, drawn):
        if not (own & ~gone).any():  # a double line
            continue
        about = part(layer, own)
        told.append(Note(STRUCK, "", None, " ".join(about.text.split())[:TOLD], finite(rectangle(about.boxes))))
        gone |= own
    if not told:
        return page
    rest = without(layer, gone)
    return replace(page, text=rest.text, boxes=rest.boxes, notes=(*page.notes, *told[:MOST_TOLD]))


def _with_picture(page: Page, found: Recognised) -> Page:
    """The page with an image's text merged in, if it is prose."""
    if found.confidence < SURE or sum(map(str.isalnum, found.text)) < LETTERS:
        return page
    if not is_prose(found.text):  # a chart, a logo, a map
        note = Note("drawing", " ".join(found.text.split())[:TOLD], None, None, finite(rectangle(found.boxes)))
        return replace(page, notes=(*page.notes, note))
    confidence = min(found.confidence, page.confidence or 1.0)
    whole = _with(page, [Layer(found.text, found.boxes)])
    return replace(whole, source=MIXED, confidence=round(confidence, 3))
