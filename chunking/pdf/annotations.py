"""What people put onto a page after it was made: form fields, text, stamps, and notes about the contract's words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

from chunking.document import Box, Note
from chunking.pdf.characters import string, to_shown
from chunking.pdf.overlay_text import CHECKED, UNCHECKED, Layer, finite, inside, part, within, without

# So many of a page are looked at, so many notes are told, with so many characters of each: hostile files have millions.
LOOKED_AT, TOLD, LONGEST = 2000, 100, 500
LONGEST_VALUE = 20_000
# A field's value whose characters stand apart, so many or more, is written into a comb.
COMB = 3
_FILLED_IN = frozenset([pdfium_c.FPDF_ANNOT_WIDGET, pdfium_c.FPDF_ANNOT_FREETEXT])
# ISO 32000-1, tables 165 and 228: an annotation that is hidden or not to be viewed, a field for a password.
_NOT_SHOWN, _PASSWORD = 0b100010, 1 << 13
_WRITTEN = frozenset(
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
# These change what the contract says, with or without a word.
_SPEAK_FOR_THEMSELVES = frozenset(["strikeout", "redaction"])


class Annotation(NamedTuple):
    """One annotation: pdfium's number of its kind, its place as the page is shown, the stretches of the page that it
    marks, its words and its author's name (or nothing), a field's value and, of one to tick, how it stands."""

    kind: int
    box: Box
    marked: NDArray[np.float32]
    text: str
    author: str
    callout: bool
    value: str
    ticked: str

    def drawn(self) -> bool:
        """Whether it shows words on the page."""
        return self.kind in _FILLED_IN or self.kind == pdfium_c.FPDF_ANNOT_STAMP

    def as_text(self) -> Layer:
        """What it says where nothing of it is drawn."""
        text = self.value if self.kind == pdfium_c.FPDF_ANNOT_WIDGET else self.text
        return Layer(text, np.repeat(np.array([self.box], dtype=np.float32), len(text), axis=0))

    def combed(self, shown: Layer) -> Layer:
        """What is shown of it, a character to a tooth of a comb, as one word; anything else as it is."""
        letters = shown.text.split()
        if len(letters) < COMB or any(len(letter) > 1 for letter in letters) or "".join(letters) != self.value:
            return shown
        own = part(shown, np.fromiter((not letter.isspace() for letter in shown.text), bool, len(shown.text)))
        own.boxes[:-1, 2] = np.maximum(own.boxes[:-1, 2], own.boxes[1:, 0])
        return own

    def filled_in(self, left: float, right: float) -> bool:
        """Whether it is text of the contract, whose own lies between ``left`` and ``right``: what stands in the margin
        is a comment."""
        beside = self.box.x0 >= right or self.box.x1 <= left
        own = self.kind == pdfium_c.FPDF_ANNOT_WIDGET or not (beside and left < right)
        return self.kind in _FILLED_IN and own and not self.callout


def on_page(page: pdfium.PdfPage, form: Any | None) -> list[Annotation]:
    """Those of the page, in the file's order; ``form`` is pdfium's handle of the document's form, if it has one."""
    found = []
    for number in range(min(pdfium_c.FPDFPage_GetAnnotCount(page), LOOKED_AT)):
        raw = pdfium_c.FPDFPage_GetAnnot(page, number)
        if raw:
            found.append(_annotation(raw, page, form))
            pdfium_c.FPDFPage_CloseAnnot(raw)
    return found


def notes(found: list[Annotation], layer: Layer) -> Iterator[Note]:
    """The annotations that say something about the contract, at most so many."""
    return islice(_notes(found, layer), TOLD)


def without_struck(found: list[Annotation], layer: Layer) -> Layer:
    """The layer without the words that annotations strike out, which ``notes`` tells."""
    marked = [one.marked for one in found if one.kind == pdfium_c.FPDF_ANNOT_STRIKEOUT and len(one.marked)]
    return without(layer, inside(layer, np.concatenate(marked))) if marked else layer


def _notes(found: list[Annotation], layer: Layer) -> Iterator[Note]:
    for one in found:
        kind = _KINDS.get(one.kind)
        text = " ".join(one.text.split())[:LONGEST]
        marked = within(layer, one.marked)
        if kind and (text or (marked and kind in _SPEAK_FOR_THEMSELVES)):
            yield Note(kind, text, one.author[:LONGEST] or None, marked[:LONGEST] or None, one.box)


def _annotation(raw: Any, page: pdfium.PdfPage, form: Any | None) -> Annotation:
    kind = pdfium_c.FPDFAnnot_GetSubtype(raw)
    rectangle = pdfium_c.FS_RECTF()
    pdfium_c.FPDFAnnot_GetRect(raw, rectangle)
    sides = (rectangle.left, rectangle.top, rectangle.right, rectangle.bottom)
    box = finite(to_shown(np.array([sides], dtype=np.float32), page)[0])
    text = "" if kind in (pdfium_c.FPDF_ANNOT_WIDGET, pdfium_c.FPDF_ANNOT_POPUP) else _string(raw, b"Contents")
    if kind == pdfium_c.FPDF_ANNOT_FILEATTACHMENT:
        text = f"{file_name(pdfium_c.FPDFAnnot_GetFileAttachment(raw))} {text}".strip()
    author = _string(raw, b"T") if kind in _KINDS else ""
    callout = kind == pdfium_c.FPDF_ANNOT_FREETEXT and pdfium_c.FPDFAnnot_HasKey(raw, b"CL")
    value, ticked = _field(raw, form) if form and kind == pdfium_c.FPDF_ANNOT_WIDGET else ("", "")
    return Annotation(kind, box, _marked(raw, page), text, author, bool(callout), value, ticked)


def _string(raw: Any, key: bytes) -> str:
    return string(lambda buffer, size: pdfium_c.FPDFAnnot_GetStringValue(raw, key, buffer, size))


def file_name(attached: Any) -> str:
    """The name of an embedded file by pdfium's handle of it, or nothing."""
    return string(lambda buffer, size: pdfium_c.FPDFAttachment_GetName(attached, buffer, size)) if attached else ""


def _marked(raw: Any, page: pdfium.PdfPage) -> NDArray[np.float32]:
    """The boxes of what it marks (n, 4), as the page is shown."""
    quads = []
    corners = pdfium_c.FS_QUADPOINTSF()
    for number in range(min(pdfium_c.FPDFAnnot_CountAttachmentPoints(raw), TOLD)):
        if pdfium_c.FPDFAnnot_GetAttachmentPoints(raw, number, corners):
            x, y = ([getattr(corners, f"{axis}{corner}") for corner in range(1, 5)] for axis in "xy")
            quads.append((min(x), max(y), max(x), min(y)))
    return to_shown(np.array(quads, dtype=np.float32).reshape(-1, 4), page)


def _field(raw: Any, form: Any) -> tuple[str, str]:
    """The value of a field to write or choose in, and how one to tick stands; of one that is not shown, nothing."""
    kind = pdfium_c.FPDFAnnot_GetFormFieldType(form, raw)
    secret = pdfium_c.FPDFAnnot_GetFormFieldFlags(form, raw) & _PASSWORD and kind == pdfium_c.FPDF_FORMFIELD_TEXTFIELD
    if secret or pdfium_c.FPDFAnnot_GetFlags(raw) & _NOT_SHOWN:
        return "", ""
    if kind in _BUTTONS:
        return "", CHECKED if pdfium_c.FPDFAnnot_IsChecked(form, raw) else UNCHECKED
    if kind not in _WRITTEN:
        return "", ""
    value = string(lambda buffer, size: pdfium_c.FPDFAnnot_GetFormFieldValue(form, raw, buffer, size))
    return value[:LONGEST_VALUE], ""
