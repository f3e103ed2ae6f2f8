"""Reads annotations: form fields, added text, stamps, comments, highlights and strikeouts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

from chunking.document import Box, Note
from chunking.pdf.drawings.drawn_lines import straightened
from chunking.pdf.text.characters import string, to_shown
from chunking.pdf.text.text_layer import CHECKED, UNCHECKED, Layer, inside, part, rounded_box, without, words_inside

# The most annotations examined, and notes reported, on a page, and characters in a note: hostile files have millions.
MAX_ANNOTATIONS, MAX_NOTES, NOTE_LENGTH = 2000, 100, 500
VALUE_LENGTH = 20_000
# A field has a comb if at least this many characters of its value are set apart.
COMB = 3
_TEXT_KINDS = frozenset([pdfium_c.FPDF_ANNOT_WIDGET, pdfium_c.FPDF_ANNOT_FREETEXT])
# ISO 32000-1, tables 165 and 228: an annotation that is hidden or not to be viewed, a field for a password.
_NOT_SHOWN, _PASSWORD = 0b100010, 1 << 13
_VALUE_FIELDS = frozenset(
    [pdfium_c.FPDF_FORMFIELD_TEXTFIELD, pdfium_c.FPDF_FORMFIELD_COMBOBOX, pdfium_c.FPDF_FORMFIELD_LISTBOX]
)
_BUTTONS = frozenset([pdfium_c.FPDF_FORMFIELD_CHECKBOX, pdfium_c.FPDF_FORMFIELD_RADIOBUTTON])
_KINDS = {
    pdfium_c.FPDF_ANNOT_TEXT: "comment",
    pdfium_c.FPDF_ANNOT_FREETEXT: "comment",
    pdfium_c.FPDF_ANNOT_HIGHLIGHT: "highlight",
    pdfium_c.FPDF_ANNOT_UNDERLINE: "underline",
    pdfium_c.FPDF_ANNOT_SQUIGGLY: "underline",
    pdfium_c.FPDF_ANNOT_STRIKEOUT: "strikeout",
    pdfium_c.FPDF_ANNOT_REDACT: "redaction",
    pdfium_c.FPDF_ANNOT_CARET: "insertion",
    pdfium_c.FPDF_ANNOT_STAMP: "stamp",
    pdfium_c.FPDF_ANNOT_FILEATTACHMENT: "file",
    **dict.fromkeys(
        (
            *(pdfium_c.FPDF_ANNOT_INK, pdfium_c.FPDF_ANNOT_LINE, pdfium_c.FPDF_ANNOT_SQUARE),
            *(pdfium_c.FPDF_ANNOT_CIRCLE, pdfium_c.FPDF_ANNOT_POLYGON, pdfium_c.FPDF_ANNOT_POLYLINE),
        ),
        "drawing",
    ),
}
# A line or a stroke of a pen through words strikes them out, as the annotation meant for that does.
_STRIKES = frozenset(
    [
        *(pdfium_c.FPDF_ANNOT_STRIKEOUT, pdfium_c.FPDF_ANNOT_LINE),
        *(pdfium_c.FPDF_ANNOT_INK, pdfium_c.FPDF_ANNOT_POLYLINE),
    ]
)
# A line goes through words whose middles are this close to it, in points. Shorter strokes of a pen are parts of letters
# or ticks, and those of more points drawings.
THROUGH, SHORTEST, MAX_POINTS = 2.5, 12.0, 2000
# These are reported even without a comment, because they change what the contract says.
_NEED_NO_TEXT = frozenset(["strikeout", "redaction"])


_Sides = tuple[float, float, float, float]  # left, top, right, bottom, from the page's bottom left


class Annotation(NamedTuple):
    """One annotation: pdfium's subtype, its box and those of the words that it marks (on the page as shown), its text
    and author (may be empty), and a form field's value or check mark."""

    kind: int
    box: Box
    marked: NDArray[np.float32]
    text: str
    author: str
    callout: bool
    value: str
    tick: str

    def drawn(self) -> bool:
        """Whether it displays text on the page."""
        return self.kind in _TEXT_KINDS or self.kind == pdfium_c.FPDF_ANNOT_STAMP

    def as_text(self) -> Layer:
        """Its text as a layer, for an annotation that is not drawn."""
        text = self.value if self.kind == pdfium_c.FPDF_ANNOT_WIDGET else self.text
        return Layer(text, np.repeat(np.array([self.box], dtype=np.float32), len(text), axis=0))

    def combed(self, shown: Layer) -> Layer:
        """The field's text with the characters of a comb joined into one word."""
        letters = shown.text.split()
        if len(letters) < COMB or any(len(letter) > 1 for letter in letters) or "".join(letters) != self.value:
            return shown
        own = part(shown, np.fromiter((not letter.isspace() for letter in shown.text), bool, len(shown.text)))
        own.boxes[:-1, 2] = np.maximum(own.boxes[:-1, 2], own.boxes[1:, 0])
        return own

    def filled_in(self, left: float, right: float) -> bool:
        """Whether it is part of the contract. Text beside the page's own (``left`` to ``right``) is a comment."""
        beside = self.box.x0 >= right or self.box.x1 <= left
        own = self.kind == pdfium_c.FPDF_ANNOT_WIDGET or not (beside and left < right)
        return self.kind in _TEXT_KINDS and own and not self.callout


def on_page(page: pdfium.PdfPage, form: Any | None) -> list[Annotation]:
    """The page's annotations in file order; ``form`` is pdfium's handle of the document's form, if it has one."""
    found = []
    for number in range(min(pdfium_c.FPDFPage_GetAnnotCount(page), MAX_ANNOTATIONS)):
        raw = pdfium_c.FPDFPage_GetAnnot(page, number)
        if raw:
            found.append(_annotation(raw, page, form))
            pdfium_c.FPDFPage_CloseAnnot(raw)
    return found


def notes(found: list[Annotation], layer: Layer) -> Iterator[Note]:
    """Notes for the annotations that say something about the contract, up to ``MAX_NOTES``."""
    return islice(_notes(found, layer), MAX_NOTES)


def without_struck(found: list[Annotation], layer: Layer) -> Layer:
    """The layer without the words struck out by annotations, which ``notes`` reports."""
    marked = [one.marked for one in found if one.kind in _STRIKES and len(one.marked)]
    return without(layer, inside(layer, np.concatenate(marked))) if marked else layer


def _notes(found: list[Annotation], layer: Layer) -> Iterator[Note]:
    for one in found:
        kind = _KINDS.get(one.kind)
        text = " ".join(one.text.split())[:NOTE_LENGTH]
        marked = words_inside(layer, one.marked)
        if one.kind in _STRIKES and marked:
            kind = "strikeout"
        if kind and (text or (marked and kind in _NEED_NO_TEXT)):
            yield Note(kind, text, one.author[:NOTE_LENGTH] or None, marked[:NOTE_LENGTH] or None, one.box)


def _annotation(raw: Any, page: pdfium.PdfPage, form: Any | None) -> Annotation:
    kind = pdfium_c.FPDFAnnot_GetSubtype(raw)
    bounding_box = pdfium_c.FS_RECTF()
    pdfium_c.FPDFAnnot_GetRect(raw, bounding_box)
    sides = (bounding_box.left, bounding_box.top, bounding_box.right, bounding_box.bottom)
    box = rounded_box(to_shown(np.array([sides], dtype=np.float32), page)[0])
    text = "" if kind in (pdfium_c.FPDF_ANNOT_WIDGET, pdfium_c.FPDF_ANNOT_POPUP) else _string(raw, b"Contents")
    if kind == pdfium_c.FPDF_ANNOT_FILEATTACHMENT:
        text = f"{file_name(pdfium_c.FPDFAnnot_GetFileAttachment(raw))} {text}".strip()
    author = _string(raw, b"T") if kind in _KINDS else ""
    callout = kind == pdfium_c.FPDF_ANNOT_FREETEXT and pdfium_c.FPDFAnnot_HasKey(raw, b"CL")
    value, tick = _field(raw, form) if form and kind == pdfium_c.FPDF_ANNOT_WIDGET else ("", "")
    return Annotation(kind, box, _marked(raw, page, sides), text, author, bool(callout), value, tick)


def _string(raw: Any, key: bytes) -> str:
    return string(lambda buffer, size: pdfium_c.FPDFAnnot_GetStringValue(raw, key, buffer, size))


def file_name(attached: Any) -> str:
    """The name of an embedded file, or an empty string."""
    return string(lambda buffer, size: pdfium_c.FPDFAttachment_GetName(attached, buffer, size)) if attached else ""


def _marked(raw: Any, page: pdfium.PdfPage, sides: _Sides) -> NDArray[np.float32]:
    """The boxes (n, 4) of the words that it marks, on the page as shown."""
    kind = pdfium_c.FPDFAnnot_GetSubtype(raw)
    lines = _lines(raw, page, kind) if kind in _STRIKES else []
    quads = []
    corners = pdfium_c.FS_QUADPOINTSF()
    for number in range(min(pdfium_c.FPDFAnnot_CountAttachmentPoints(raw), MAX_NOTES)):
        if pdfium_c.FPDFAnnot_GetAttachmentPoints(raw, number, corners):
            x, y = ([getattr(corners, f"{axis}{corner}") for corner in range(1, 5)] for axis in "xy")
            quads.append((min(x), max(y), max(x), min(y)))
    if not quads and kind == pdfium_c.FPDF_ANNOT_STRIKEOUT:
        quads.append(sides)
    marked = to_shown(np.array(quads, dtype=np.float32).reshape(-1, 4), page)
    return np.concatenate([marked, np.array(lines, dtype=np.float32).reshape(-1, 4)])


def _lines(raw: Any, page: pdfium.PdfPage, kind: int) -> list[_Sides]:
    """The bands of a drawn annotation's level lines, on the page as shown, which strike out words whose middles are in
    them."""
    found = []
    for path in islice(_paths(raw, kind), MAX_NOTES):
        places = np.array([(point.x, point.y) * 2 for point in path], dtype=np.float32).reshape(-1, 4)
        sides = straightened(to_shown(places, page)[:, :2].astype(np.float64))
        shortest = 0.0 if kind == pdfium_c.FPDF_ANNOT_LINE else SHORTEST
        if sides and sides[2] - sides[0] > max(shortest, abs(sides[1] - sides[3])):
            level = (sides[1] + sides[3]) / 2
            found.append((sides[0], level - THROUGH, sides[2], level + THROUGH))
    return found


def _paths(raw: Any, kind: int) -> Iterator[Sequence[Any]]:
    """The points of a line, of a polyline, or of each stroke of a pen."""
    if kind == pdfium_c.FPDF_ANNOT_LINE:
        start, end = pdfium_c.FS_POINTF(), pdfium_c.FS_POINTF()
        if pdfium_c.FPDFAnnot_GetLine(raw, start, end):
            yield start, end
    elif kind == pdfium_c.FPDF_ANNOT_POLYLINE:
        yield _points(lambda points, size: pdfium_c.FPDFAnnot_GetVertices(raw, points, size))
    elif kind == pdfium_c.FPDF_ANNOT_INK:
        for number in range(pdfium_c.FPDFAnnot_GetInkListCount(raw)):
            yield _points(partial(pdfium_c.FPDFAnnot_GetInkListPath, raw, number))


def _points(read: Callable[[Any, int], int]) -> Sequence[Any]:
    """The points that one of pdfium's functions writes; none if there are too many for a line."""
    size = read(None, 0)
    if size > MAX_POINTS:
        return ()
    points: Sequence[Any] = (pdfium_c.FS_POINTF * size)()
    read(points, size)
    return points


def _field(raw: Any, form: Any) -> tuple[str, str]:
    """A text or choice field's value and a checkbox's mark; both empty if the field is hidden."""
    kind = pdfium_c.FPDFAnnot_GetFormFieldType(form, raw)
    is_password = (
        pdfium_c.FPDFAnnot_GetFormFieldFlags(form, raw) & _PASSWORD and kind == pdfium_c.FPDF_FORMFIELD_TEXTFIELD
    )
    if is_password or pdfium_c.FPDFAnnot_GetFlags(raw) & _NOT_SHOWN:
        return "", ""
    if kind in _BUTTONS:
        return "", CHECKED if pdfium_c.FPDFAnnot_IsChecked(form, raw) else UNCHECKED
    if kind not in _VALUE_FIELDS:
        return "", ""
    value = string(lambda buffer, size: pdfium_c.FPDFAnnot_GetFormFieldValue(form, raw, buffer, size))
    return value[:VALUE_LENGTH], ""
