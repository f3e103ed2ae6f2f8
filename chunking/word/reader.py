"""Reads the text of a Word file as Word shows it with all changes accepted: numbers, tables, footnotes, text boxes.

Headers and footers are left out. What was deleted, inserted, struck out, hidden or commented is in the notes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from chunking.document import Note
from chunking.word.changes_and_comments import Change, Changes, change_by
from chunking.word.numbering import Numbering
from chunking.word.package import Element, WordFile, switched_on, value, w

# Properties, and the instructions of fields; no text that is shown.
_NO_TEXT = frozenset(
    ["pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "trPr", "tcPr", "instrText", "delInstrText", "rt"]
)
_SAME_LINE = str.maketrans(dict.fromkeys("\t\r\n\v\f\x85\u2028\u2029", " ") | {"\N{SOFT HYPHEN}": ""})
_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_INSERTED, _DELETED = frozenset(["ins", "moveTo"]), frozenset(["del", "moveFrom"])


class WordText(NamedTuple):
    """A Word file's text: a list of cells for each row of a table, a single one for each line of a paragraph."""

    lines: list[list[str]]
    notes: tuple[Note, ...]
    remarks: list[str]


def read_word(data: bytes) -> WordText:
    """Raises NotADocx, LockedDocx and DamagedDocx."""
    file = WordFile(data)
    reader = Reader(file)
    return WordText(reader.read(), reader.changes.notes(), reader.remarks())


class Piece(NamedTuple):
    """Text as it was read, and the element that holds it: a ``w:t``, or a hyphen; of a footnote's or endnote's text,
    its reference in the body; null for an automatic number, which no element holds."""

    text: str
    element: Element | None
    in_note: bool = False


class Reader:
    """Reads the body of an open Word file, once. ``pieces`` are then the parts of its text, in order."""

    def __init__(self, file: WordFile) -> None:
        self._file = file
        self.pieces: list[Piece] = []
        self.changes = Changes(file.part("comments"))
        self._numbering = Numbering(file.part("numbering"), file.part("styles"))
        self._notes = {kind: _by_id(file.part(f"{kind}s"), kind) for kind in ("footnote", "endnote")}
        self._lines: list[list[str]] = []
        self._out: list[Piece] = []  # the paragraph in progress
        self._after: list[Element] = []  # footnotes and text boxes, which follow the paragraph or table
        self._endnotes: list[Element] = []
        self._marks: dict[str, dict[str, int]] = {kind: {} for kind in self._notes}
        self._mark = ""
        self._references: dict[Element, Element] = {}
        self._reference_of_note: Element | None = None  # set while a note is read
        self._row_change: Change | None = None
        self._in_instruction: list[bool] = []
        self._embedded = 0

    def read(self) -> list[list[str]]:
        """All lines of the text."""
        assert self._file.body is not None
        self._blocks(self._file.body, top=True)
        self._end_paragraph()
        for note in self._endnotes:
            self._note(note)
        return self._lines

    def remarks(self) -> list[str]:
        """What is not in the text."""
        found = []
        if outside := self._file.links_outside:
            found.append(f"The file links to {outside} pictures or documents outside it; they were not loaded.")
        if self._embedded:
            found.append(f"The file embeds {self._embedded} other documents; their text was not read.")
        return found

    def _blocks(self, container: Element, top: bool = False) -> None:
        """Reads paragraphs and tables. Footnotes and text boxes follow each block of the ``top`` level."""
        for child in _children(container, ("p", "tbl", "altChunk")):
            match _name(child):
                case "p":
                    self._paragraph(child)
                case "tbl":
                    self._table(child)
                case _:
                    self._embedded += 1
            if top and not self._out:
                self._read_what_follows()

    def _read_what_follows(self) -> None:
        while self._after:
            waiting, self._after = self._after, []
            for each in waiting:
                self._note(each)

    def _note(self, element: Element) -> None:
        if _name(element) in self._notes:
            self._mark = str(self._marks[_name(element)][element.get(w("id"), "")])
        self._reference_of_note = self._references.get(element)
        self._blocks(element)
        self._end_paragraph()
        self._reference_of_note = None

    def _paragraph(self, paragraph: Element) -> None:
        """A paragraph whose mark was deleted continues in the next one, which has the number."""
        properties = paragraph.find(w("pPr"))
        mark = None if properties is None else properties.find(w("rPr"))
        continues = mark is not None and any(mark.find(w(name)) is not None for name in _DELETED)
        if not continues and self._row_change is None and (label := self._numbering.label(properties)):
            self._out.insert(0, Piece(label, None))
        self._in_instruction = []
        self._walk(paragraph, self._row_change)
        if not continues:
            self._end_paragraph()

    def _end_paragraph(self) -> None:
        lines = [line for line in "".join(piece.text for piece in self._out).split("\n") if line.strip()]
        self._lines += [[line] for line in lines]
        self.pieces += self._out
        self._out = []
        self.changes.keep(" ")

    def _table(self, table: Element) -> None:
        self._end_paragraph()
        for row in _children(table, ("tr",)):
            deleted = row.find(f"{w('trPr')}/{w('del')}")
            outer = self._row_change
            self._row_change = outer if deleted is None else change_by("strikeout", deleted)
            cells = [self._cell(cell) for cell in _children(row, ("tc",)) if not _continues_above(cell)]
            self._row_change = outer
            if len(cells) == 1:
                self._lines += cells[0]
            elif any(cells):
                self._lines.append([" ".join(" ".join(line) for line in cell) for cell in cells])

    def _cell(self, cell: Element) -> list[list[str]]:
        outer, self._lines = self._lines, []
        self._blocks(cell)
        self._end_paragraph()
        inner, self._lines = self._lines, outer
        return inner

    def _walk(self, element: Element, change: Change | None) -> None:
        """Reads the content of a paragraph; whatever is unknown is taken for a wrapper around text."""
        for child in element.iterchildren(etree.Element):
            name = _name(child)
            if name in _NO_TEXT:
                continue
            if name in ("t", "delText"):
                self._text((child.text or "").translate(_SAME_LINE), child, change, deleted=name == "delText")
            elif name in _CHARACTERS:
                self._text(_CHARACTERS[name], child, change)
            elif name == "AlternateContent":  # the same thing for newer and for older versions of Word
                self._walk(next(iter(child), child), change)
            elif name == "txbxContent":
                self._text_box(child, change)
            elif not self._reference(name, child, change):
                self._walk(child, _change_within(name, child, change))

    def _reference(self, name: str, element: Element, change: Change | None) -> bool:
        """Handles the marks of notes, comments and fields; False if the element is something else."""
        match name:
            case "footnoteReference" | "endnoteReference":
                self._refer(name.removesuffix("Reference"), element, change)
            case "footnoteRef" | "endnoteRef":
                self._text(self._mark, element, change)
            case "commentRangeStart":
                self.changes.begin_comment(element.get(w("id")))
            case "commentRangeEnd":
                self.changes.end_comment(element.get(w("id")))
            case "commentReference":
                self.changes.refer(element.get(w("id")))
            case "fldChar":
                self._field(element.get(w("fldCharType")))
            case _:
                return False
        return True

    def _field(self, kind: str | None) -> None:
        """A field's instruction is not shown, its result is; fields may contain fields."""
        if kind == "begin":
            self._in_instruction.append(True)
        elif self._in_instruction and kind == "separate":
            self._in_instruction[-1] = False
        elif self._in_instruction and kind == "end":
            self._in_instruction.pop()

    def _refer(self, kind: str, reference: Element, change: Change | None) -> None:
        """Queues the note, once, unless its reference was deleted. The mark itself is not part of the text."""
        number, marks = reference.get(w("id"), ""), self._marks[kind]
        note = self._notes[kind].get(number)
        if note is None or number in marks or not _is_shown(change):
            return
        marks[number] = len(marks) + 1
        self._references[note] = reference
        (self._after if kind == "footnote" else self._endnotes).append(note)

    def _text_box(self, content: Element, change: Change | None) -> None:
        if _is_shown(change):
            self._after.append(content)
            if self._reference_of_note is not None:
                self._references[content] = self._reference_of_note

    def _text(self, text: str, element: Element, change: Change | None, deleted: bool = False) -> None:
        if any(self._in_instruction):
            return
        if deleted and _is_shown(change):
            change = Change("strikeout", None)
        if change is not None:
            self.changes.add(change, text)
        if _is_shown(change):
            reference = self._reference_of_note
            self._out.append(Piece(text, element if reference is None else reference, reference is not None))
            self.changes.keep(text, inserted=change is not None)


def _children(container: Element, names: tuple[str, ...]) -> Iterator[Element]:
    """The elements of these names, also inside content controls and other wrappers, but not inside one another."""
    for child in container.iterchildren(etree.Element):
        name = _name(child)
        if name in names:
            yield child
        elif name == "AlternateContent":
            yield from _children(next(iter(child), child), names)
        elif name not in _NO_TEXT:
            yield from _children(child, names)


def _change_within(name: str, element: Element, change: Change | None) -> Change | None:
    """What happened to the text inside an element, given what happened to the element itself."""
    if name in _INSERTED:
        return change or change_by("insertion", element)
    if name in _DELETED:
        return change_by("strikeout", element)
    return _formatted(element, change) if name == "r" else change


def _formatted(run: Element, change: Change | None) -> Change | None:
    properties = run.find(w("rPr"))
    if properties is None or not _is_shown(change):
        return change
    if switched_on(properties, "vanish"):
        return Change("hidden", None)
    if switched_on(properties, "strike") or switched_on(properties, "dstrike"):
        return Change("strikeout", None)
    return change


def _is_shown(change: Change | None) -> bool:
    return change is None or change.kind == "insertion"


def _continues_above(cell: Element) -> bool:
    """Whether the cell is the lower part of one that spans several rows."""
    merge = cell.find(f"{w('tcPr')}/{w('vMerge')}")
    return merge is not None and value(cell.find(w("tcPr")), "vMerge") != "restart"


def _by_id(root: Element | None, name: str) -> dict[str, Element]:
    return {} if root is None else {child.get(w("id"), ""): child for child in root.iterfind(w(name))}


def _name(element: Element) -> str:
    name: str = etree.QName(element).localname
    return name
