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
from chunking.layout.footnote_marks import without_marks
from chunking.layout.lines import Turn, in_columns_of_signs, reading_frame, turn_of, turned, turned_back
from chunking.layout.text_order_repair import in_order
from chunking.layout.word_spaces import with_even_spaces, with_spaces
from chunking.pdf.drawings.charts import charts
from chunking.pdf.drawings.checkboxes import with_checkboxes
from chunking.pdf.drawings.drawn_lines import STRIKES, Path, paths, struck
from chunking.pdf.drawings.watermarks import along_the_margin, slanted
from chunking.pdf.forms.annotations import Annotation, file_name, notes, on_page, without_struck
from chunking.pdf.forms.comb_fields import without_comb_gaps
from chunking.pdf.forms.overlay_text import merged, split_by_field
from chunking.pdf.recognition.figures import (
    are_impossible,
    differing,
    figures_in,
    lines_of,
    with_figures,
    with_initial_i,
)
from chunking.pdf.recognition.legibility import (
    AGREES,
    CONFIDENT,
    HIDDEN_AGREES,
    agreement,
    is_prose,
    legibility,
    reading_score,
)
from chunking.pdf.recognition.needs_ocr import (
    FEW_PATHS,
    ILLEGIBLE,
    MISPLACED,
    PageContent,
    images_without_text,
    page_content,
    reason_for_ocr,
)
from chunking.pdf.recognition.ocr import RESOLUTION, Recognized, Recognizer, data_folder
from chunking.pdf.text.balloons import balloons
from chunking.pdf.text.garbled_words import find_garbled, repaired
from chunking.pdf.text.hidden_text import find_hidden, matches_scan
from chunking.pdf.text.overprinted_text import (
    COVERED_WORD,
    SECOND_COPY,
    coinciding,
    covers,
    without_covered,
    without_duplicates,
)
from chunking.pdf.text.text_layer import Layer, bounding_box, inside, is_white_space, masked, part, rounded_box, without
from chunking.pdf.text.text_objects import layer_of, visible_and_invisible

NO_OCR = "OCR is not installed"
NOT_RECOGNIZED = "OCR was not finished in time"
IMAGE_UNREAD = "an image on the page"
GARBLED = "some words of the page's text layer are not legible"
DAMAGED = "the page is damaged"
NO_WORDS = "no words were recognized on the page"
# If OCR is not installed, only layers less legible than this are refused; no page of prose is.
HOPELESS = 0.7
# OCR with less confidence is noise: upside-down pages have 0.4, poor scans of text 0.8.
NOISE = 0.5
# The most confidence in earlier OCR, however well it reads: that of good new OCR.
MAX_HIDDEN_CONFIDENCE = 0.9
# An image beside the page's text with fewer letters is a logo or a seal.
FEWEST_LETTERS = 20
# Earlier OCR is checked on the first pages only, because that takes half a second for each; and the finer resolution at
# which a figure is read once more.
CHECKED_PAGES, FINER_RESOLUTION = 60, 300
# The most embedded files named, notes of drawn strikeouts on a page, and characters in a note.
EMBEDDED, MAX_STRIKEOUTS, NOTE_LENGTH = 20, 100, 500
# By how many degrees a page is turned upright.
_UPRIGHT = {Turn.DOWN: 270, Turn.UP: 90, Turn.UPSIDE_DOWN: 180}
_EMPTY = np.zeros((2, 4), dtype=np.float32)


class _Read(NamedTuple):
    """A page's own text layer, the text filled in on it, notes for its other annotations, and how its lines run on the
    page as shown if it had to be turned upright."""

    layer: Layer
    filled: list[Layer]
    notes: tuple[Note, ...]
    turn: Turn | None


class PdfiumFile:
    """An open PDF. Raises PdfiumError if pdfium cannot open it; its ``err_code`` shows whether a password is needed."""

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
        """The names of embedded files."""
        count = min(self._document.count_attachments(), EMBEDDED)
        return [file_name(pdfium_c.FPDFDoc_GetAttachment(self._document, number)) for number in range(count)]

    def dynamic(self) -> bool:
        """Whether it is a dynamic XFA form, whose pages are only a placeholder."""
        return bool(self._document.get_formtype() == pdfium_c.FORMTYPE_XFA_FULL)

    def signatures(self) -> int:
        """The number of digital signatures in the file."""
        return max(0, int(pdfium_c.FPDF_GetSignatureCount(self._document)))

    def close(self) -> None:
        """Frees the native memory."""
        self._document.close()

    def drafts(self, index: int) -> Iterator[Page]:
        """The page in successive versions; an earlier one is used if the next fails. An unreadable page says why."""
        try:
            page, read = self._open(index)
        except pdfium.PdfiumError:
            yield Page(index + 1, 0.0, 0.0, "", source=None, unread=DAMAGED)
            return
        width, height = page.get_size()
        own = Page(index + 1, width, height, read.layer.text, read.layer.boxes, TEXT_LAYER, notes=read.notes)
        last = None
        for draft in self._with_best_text(page, own, read.filled):
            if draft is not last:
                last = draft
                yield as_shown(as_read(draft), read.turn)
        page.close()

    def _open(self, index: int) -> tuple[pdfium.PdfPage, _Read]:
        """The page, turned upright and with its annotations (form fields, text, stamps) flattened into its content, and
        its text."""
        page = self._document[index]
        plain = layer_of(page)
        turn = _turn_of_lines(page, plain)
        if turn:
            _set_upright(page, turn)
            plain = layer_of(page)
        form = self._document.formenv.raw if self._document.formenv else None
        found = on_page(page, form)
        if not any(one.drawn() for one in found):
            return page, _Read(without_struck(found, plain), [], tuple(notes(found, plain)), turn)
        pdfium_c.FPDFPage_Flatten(page, pdfium_c.FLAT_NORMALDISPLAY)
        page.close()
        page = self._document[index]
        whole = layer_of(page)
        if not whole.text.startswith(plain.text):  # flattening damaged the page: use the fields' values
            page.close()
            self._document.close()
            self._document = self._load()
            page, whole = self._document[index], plain
            _set_upright(page, turn)
        added = Layer(whole.text[len(plain.text) :], whole.boxes[len(plain.text) :])
        return page, _with_fields(plain, added, found, turn)

    def _with_best_text(self, page: pdfium.PdfPage, own: Page, filled: list[Layer]) -> Iterator[Page]:
        """Drafts of the page from its text layer, or from OCR if the layer is doubtful and the image contradicts it."""
        content = page_content(page)
        if content.partly_invisible and not filled:
            own, content = _without_invisible(page, own, content)
        doubled = coinciding(_layer_of(own))
        if doubled >= COVERED_WORD:
            own = _without_covered(page, own)
        if doubled >= SECOND_COPY:
            own = _with_layer(own, without_duplicates(_layer_of(own)))
        own = _with_spaces(own, content)  # before words are judged
        by_layer = _with(own, filled)
        if own.text.strip() and not content.mostly_invisible:  # invisible text is earlier OCR of the image under it
            yield by_layer  # in case rendering takes too long
            drawn = paths(page) if content.paths or len(content.images) else []
            own, under_images = self._without_hidden_text(page, own, content.images)
            content = content._replace(mostly_invisible=under_images)  # earlier OCR, with the scan drawn over it
            own = _without_charts(_without_struck(own, drawn), drawn)
            by_layer = _with(own, filled)
            layer = without_comb_gaps(with_checkboxes(_layer_of(by_layer), drawn), drawn)
            by_layer = _with_layer(by_layer, layer)
        layer = _layer_of(by_layer)
        if content.mostly_invisible and layer.text.strip():
            confidence = min(max(0.0, reading_score(layer.text)), MAX_HIDDEN_CONFIDENCE)
            by_layer = replace(
                by_layer, text=with_initial_i(by_layer.text), source=HIDDEN_LAYER, confidence=round(confidence, 3)
            )
        reason = reason_for_ocr(page.get_size(), layer, content)
        if not reason and content.mostly_invisible and layer.text.strip() and not matches_scan(layer, page):
            reason = MISPLACED
        if reason:
            yield from self._with_ocr(page, by_layer, reason, content)
            return
        yield by_layer
        earlier_ocr = by_layer.source == HIDDEN_LAYER and by_layer.number <= CHECKED_PAGES
        if (earlier_ocr or are_impossible(by_layer.text)) and data_folder(self._languages) is not None:
            by_layer = self._with_figures_checked(page, by_layer)
            yield by_layer
        if wrong := find_garbled(by_layer.text):
            by_layer = self._repaired(page, by_layer, wrong)
            yield by_layer
        yield from self._with_images(page, by_layer, images_without_text(page.get_size(), layer, content))

    def _with_figures_checked(self, page: pdfium.PdfPage, by_layer: Page) -> Page:
        """The page with the figures as recognized where two recognitions, at different resolutions, agree on others."""
        layer = _layer_of(by_layer)
        figures = figures_in(layer.text)
        wrong: dict[tuple[int, int], str] = {}
        for resolution in (RESOLUTION, FINER_RESOLUTION):
            if not figures:
                return by_layer
            found = self._recognizer.recognize_lines(page, lines_of(layer, figures), resolution)
            read = differing(layer, figures, found)
            figures = [each for each in read if wrong.get(each, read[each]) == read[each]]
            wrong = {each: read[each] for each in figures}
        return _with_layer(by_layer, with_figures(layer, wrong)) if wrong else by_layer

    def _repaired(
        self, page: pdfium.PdfPage, by_layer: Page, wrong: list[tuple[int, int]], found: Recognized | None = None
    ) -> Page:
        """The page with its garbled words replaced by OCR, or marked as such if that fails."""
        if data_folder(self._languages) is None:
            return replace(by_layer, unread=f"{GARBLED}, and {NO_OCR}")
        found = found or self._recognizer.recognize(page)
        if found.confidence < CONFIDENT:
            return replace(by_layer, unread=GARBLED)
        layer, well = repaired(_layer_of(by_layer), wrong, found)
        return replace(by_layer, text=layer.text, boxes=layer.boxes, unread=None if well else GARBLED)

    def _without_hidden_text(
        self, page: pdfium.PdfPage, by_layer: Page, images: NDArray[np.float32]
    ) -> tuple[Page, bool]:
        """The page without watermarks, balloons and hidden text, and whether it kept such text that is under images."""
        diagonal = slanted(_layer_of(by_layer))
        if diagonal.any() and 2 * diagonal.sum() < len(diagonal):
            by_layer = _with_note(by_layer, diagonal, diagonal, "watermark")
        margin = along_the_margin(_layer_of(by_layer))
        by_layer = _with_note(by_layer, margin, margin, "watermark")
        beside = balloons(_layer_of(by_layer))
        by_layer = _with_note(by_layer, beside, beside, "comment")
        layer = _layer_of(by_layer)
        found = find_hidden(layer, page, images)
        gone = found.hidden
        if 2 * (gone & ~found.off_page).sum() > len(layer.text) and not self._can_be_read(page, part(layer, ~gone)):
            gone = found.off_page
        under = 2 * (found.hidden & ~gone & inside(layer, images)).sum() > len(layer.text)
        return by_layer if gone.all() else _with_note(by_layer, gone, noted=gone | found.clipped), bool(under)

    def _can_be_read(self, page: pdfium.PdfPage, rest: Layer) -> bool:
        """Whether OCR confirms the rest of the layer: if most of a page seems invisible, its font may not render."""
        if not rest.text.strip() or data_folder(self._languages) is None:
            return False
        found = self._recognizer.recognize(page)
        return found.confidence >= CONFIDENT and agreement(rest.text, found.text) >= AGREES

    def _with_images(self, page: pdfium.PdfPage, by_layer: Page, images: NDArray[np.float32]) -> Iterator[Page]:
        """The page with the text in its images, if any."""
        if len(images) and data_folder(self._languages) is None:
            yield replace(by_layer, unread=f"{IMAGE_UNREAD} was not read, because {NO_OCR}")
            return
        for box in images:
            by_layer = _with_image(by_layer, self._recognizer.recognize(page, Box(*box.tolist())))
        if len(images):
            yield by_layer

    def _with_ocr(self, page: pdfium.PdfPage, by_layer: Page, reason: str, content: PageContent) -> Iterator[Page]:
        hopeless = not by_layer.text.strip() or (reason == ILLEGIBLE and legibility(by_layer.text) < HOPELESS)
        if data_folder(self._languages) is None:
            if reason in (ILLEGIBLE, MISPLACED) and not hopeless:
                yield by_layer
            else:
                nothing = replace(by_layer, text="", boxes=None, source=None)
                yield replace(nothing if hopeless else by_layer, unread=f"{reason}, and {NO_OCR}")
            return
        if not hopeless:
            yield replace(by_layer, unread=f"{reason}, and {NOT_RECOGNIZED}")
        yield self._recognized(page, by_layer, reason, hopeless, content.mostly_invisible)

    def _recognized(self, page: pdfium.PdfPage, by_layer: Page, reason: str, hopeless: bool, hidden: bool) -> Page:
        """The page from OCR, unless the layer agrees with it (and is more exact) or OCR has too little confidence."""
        found = self._recognizer.recognize(page)
        agrees = agreement(by_layer.text, found.text) >= (HIDDEN_AGREES if hidden else AGREES)
        # Overruling a complete layer takes more confidence than adding to a few words over an image.
        sure = found.confidence >= (CONFIDENT if reason in (ILLEGIBLE, MISPLACED) else NOISE)
        if hidden and agrees and found.confidence >= CONFIDENT:
            agrees = reading_score(by_layer.text) >= reading_score(found.text)
        if by_layer.text.strip() and (agrees or not (sure or hopeless)):
            wrong = [] if hidden else find_garbled(by_layer.text)
            return self._repaired(page, by_layer, wrong, found) if wrong else by_layer
        if found.confidence < NOISE:
            return replace(by_layer, text="", boxes=None, source=None, unread=NO_WORDS)
        return replace(by_layer, text=found.text, boxes=found.boxes, source=OCR, confidence=round(found.confidence, 3))

    @cached_property
    def _recognizer(self) -> Recognizer:
        return Recognizer(self._languages)


def as_read(page: Page) -> Page:
    """The page with its text layer in reading order and without the marks of footnotes."""
    if page.boxes is None or page.source == OCR or reading_frame(page) is not page.boxes:
        return page  # vertical writing is ordered later
    return _with_layer(page, right_to_left(without_marks(in_order(_layer_of(page)))))


def _turn_of_lines(page: pdfium.PdfPage, layer: Layer) -> Turn | None:
    """How the page's lines run if they lie on their side or upside down, as on a page that was turned for a wide table:
    unlike vertical writing, they are read like any other once the page is upright."""
    width, height = page.get_size()
    turn = turn_of(Page(1, width, height, layer.text, layer.boxes))
    return None if turn and in_columns_of_signs(layer.text) else turn


def _set_upright(page: pdfium.PdfPage, turn: Turn | None) -> None:
    if turn:
        page.set_rotation((page.get_rotation() + _UPRIGHT[turn]) % 360)


def as_shown(page: Page, turn: Turn | None) -> Page:
    """A page that was read upright with its boxes where they are on the page as shown."""
    if turn is None:
        return page
    placed = [note._replace(box=rounded_box(_back(np.array([note.box]), page, turn)[0])) for note in page.notes]
    boxes = None if page.boxes is None else _back(page.boxes, page, turn)
    width, height = (page.width, page.height) if turn is Turn.UPSIDE_DOWN else (page.height, page.width)
    return replace(page, width=width, height=height, boxes=boxes, notes=tuple(placed))


def _back(boxes: NDArray[np.float32], page: Page, turn: Turn) -> NDArray[np.float32]:
    solid = (boxes != 0).any(axis=1)[:, None]
    return np.where(solid, turned_back(boxes, page, turn), 0).astype(np.float32)


def _layer_of(page: Page) -> Layer:
    assert page.boxes is not None
    return Layer(page.text, page.boxes)


def _with_layer(page: Page, layer: Layer) -> Page:
    """The page with this layer; the same object if it already has it, so that no draft is produced twice."""
    if layer.text is page.text and layer.boxes is page.boxes:
        return page
    return replace(page, text=layer.text, boxes=layer.boxes)


def _with_fields(plain: Layer, added: Layer, found: list[Annotation], turn: Turn | None) -> _Read:
    """The page's own text, the text filled in, and notes for the other annotations."""
    drawn = [one for one in found if one.drawn()]
    shown, rest = split_by_field(added, [(one.box, one.tick) for one in drawn])
    shown = [one.combed(field) for one, field in zip(drawn, shown, strict=True)]
    fields = [field if field.text.strip() else one.as_text() for one, field in zip(drawn, shown, strict=True)]
    left, _, right, _ = bounding_box(plain.boxes)
    filled = [field for one, field in zip(drawn, fields, strict=True) if one.filled_in(left, right)]
    each = iter(fields)
    noted = [(one, next(each).text) if one.drawn() else (one, "") for one in found]
    about = [one._replace(text=one.text or text) for one, text in noted if not one.filled_in(left, right)]
    return _Read(without_struck(found, plain), [*filled, rest], tuple(notes(about, plain)), turn)


def _with(page: Page, added: list[Layer]) -> Page:
    """The page with added text merged into its lines."""
    if not any(layer.text for layer in added):
        return page
    return _with_layer(page, merged(_layer_of(page), added))


def _with_note(page: Page, gone: NDArray[np.bool_], noted: NDArray[np.bool_], kind: str = "hidden") -> Page:
    """The page without the characters in ``gone``; those in ``noted`` become a note of this kind."""
    if not noted.any():
        return page
    layer = _layer_of(page)
    rest = without(layer, gone)
    note = Note(kind, _shortened(masked(layer.text, noted)), None, None, _box_of(layer.boxes[noted]))
    return replace(page, text=rest.text, boxes=rest.boxes, notes=(*page.notes, note))


def _shortened(words: str) -> str:
    return " ".join(words.split())[:NOTE_LENGTH]


def _box_of(boxes: NDArray[np.float32]) -> Box:
    return rounded_box(bounding_box(boxes))


def _without_invisible(page: pdfium.PdfPage, own: Page, content: PageContent) -> tuple[Page, PageContent]:
    """The page without invisible words, except earlier OCR of an image or of letters drawn as paths."""
    visible, invisible = visible_and_invisible(page)
    kept = ~covers(invisible, visible)
    if content.paths < FEW_PATHS:
        kept &= inside(invisible, content.images)
    white = is_white_space(invisible.text)
    gone = ~kept & ~white
    recognized = part(invisible, ~gone)
    rest = Layer(visible.text + "\r\n" + recognized.text, np.concatenate([visible.boxes, _EMPTY, recognized.boxes]))
    if not gone.any():
        return replace(own, text=rest.text, boxes=rest.boxes), content
    noted = _with_note(replace(own, text=invisible.text, boxes=invisible.boxes), ~kept, gone).notes
    most = sum(map(str.isalnum, recognized.text)) > sum(map(str.isalnum, visible.text))
    return replace(own, text=rest.text, boxes=rest.boxes, notes=noted), content._replace(mostly_invisible=most)


def _without_covered(page: pdfium.PdfPage, own: Page) -> Page:
    """The page without words hidden under or over others, which become a note."""
    rest, covered = without_covered(page, _layer_of(own))
    if not covered.text.strip():
        return own
    everything = np.ones(len(covered.text), dtype=bool)
    noted = _with_note(replace(own, text=covered.text, boxes=covered.boxes), everything, everything)
    return replace(own, text=rest.text, boxes=rest.boxes, notes=noted.notes)


def _with_spaces(page: Page, content: PageContent) -> Page:
    layer = with_spaces(_layer_of(page))
    # Earlier OCR does not place its letters exactly.
    return _with_layer(page, layer if content.mostly_invisible else with_even_spaces(layer))


def _without_struck(page: Page, drawn: list[Path]) -> Page:
    """The page without words struck out by drawn lines, which become notes: one for those next to each other."""
    layer = _layer_of(page)
    found: list[NDArray[np.bool_]] = []
    for own in sorted(struck(*_upright(page, drawn)), key=lambda own: int(own.argmax())):
        if found and _adjoin(layer.text, found[-1], own):
            found[-1] = found[-1] | own
        else:
            found.append(own)
    if not found:
        return page
    noted = [
        Note("strikeout", "", None, _shortened(STRIKES.sub("", masked(layer.text, own))), _box_of(layer.boxes[own]))
        for own in found
    ]
    rest = without(layer, np.logical_or.reduce(found))
    return replace(page, text=rest.text, boxes=rest.boxes, notes=(*page.notes, *noted[:MAX_STRIKEOUTS]))


def _adjoin(text: str, one: NDArray[np.bool_], other: NDArray[np.bool_]) -> bool:
    """Whether the second mask begins in the first, or in the same line with nothing but spaces between them."""
    between = text[len(one) - int(one[::-1].argmax()) : int(other.argmax())]
    return not between.strip(" \u00a0")


def _upright(page: Page, drawn: list[Path]) -> tuple[Layer, list[Path]]:
    """The layer and the paths as they are where the page's text runs from left to right."""
    layer, turn = _layer_of(page), turn_of(page) if drawn else None
    if turn is None:
        return layer, drawn
    boxes = turned(np.array([path.box for path in drawn], dtype=np.float32), page, turn).tolist()
    shown = [path._replace(box=(x0, y0, x1, y1)) for path, (x0, y0, x1, y1) in zip(drawn, boxes, strict=True)]
    return Layer(page.text, turned(layer.boxes, page, turn)), shown


def _without_charts(page: Page, drawn: list[Path]) -> Page:
    gone = charts(_layer_of(page), drawn)
    return page if gone.all() else _with_note(page, gone, gone, "drawing")


def _with_image(page: Page, found: Recognized) -> Page:
    """The page with an image's text merged in, if it is prose."""
    if found.confidence < CONFIDENT or sum(map(str.isalnum, found.text)) < FEWEST_LETTERS:
        return page
    if not is_prose(found.text):  # a chart, a logo, a map
        note = Note("drawing", _shortened(found.text), None, None, _box_of(found.boxes))
        return replace(page, notes=(*page.notes, note))
    confidence = min(found.confidence, page.confidence or 1.0)
    whole = _with(page, [Layer(found.text, found.boxes)])
    return replace(whole, source=MIXED, confidence=round(confidence, 3))
