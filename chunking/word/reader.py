"""Reads the text of a Word file as Word shows it with all changes accepted: numbers, tables, footnotes, text boxes.

Headers and footers are left out. What was deleted, inserted, struck out, hidden or commented is in the notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from chunking.document import Note
from chunking.word.changes_and_comments import Change, Changes, change_by
from chunking.word.fields import Fields, form_text
from chunking.word.numbering import Numbering
from chunking.word.package import Element, WordFile, switched_on, value, w
from chunking.word.styles import Styles
from chunking.word.symbols import symbol

# Properties, and the instructions of fields; no text that is shown.
_NO_TEXT = frozenset(
    ["pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "trPr", "tcPr", "instrText", "delInstrText", "rt"]
)
_SAME_LINE = str.maketrans(dict.fromkeys("\t\r\n\v\f\x85\u2028\u2029", " ") | {"\N{SOFT HYPHEN}": ""})
_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_INSERTED, _DELETED = frozenset(["ins", "moveTo"]), frozenset(["del", "moveFrom"])
# A line that ends without a stop after this many characters, as those of text pasted from a PDF do, goes on in the
# next.
_FULL_LINE = 50
_MARKER = re.compile(r"[a-z]{1,5}[.)](?:\s|$)")  # "a) " begins an item


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
        self._styles = Styles(file.part("styles"))
        self._numbering = Numbering(file.part("numbering"), self._styles)
        self._notes = {kind: _by_id(file.part(f"{kind}s"), kind) for kind in ("footnote", "endnote")}
        notes = (note for kind in self._notes.values() for note in kind.values())
        self._fields = Fields([file.body, *notes])
        self._lines: list[list[str]] = []
        self._out: list[Piece] = []  # the paragraph in progress
        self._head = 0  # where a number goes in it
        self._after: list[Element] = []  # footnotes and text boxes, which follow the paragraph or table
        self._endnotes: list[Element] = []
        self._marks: dict[str, dict[str, str]] = {kind: {} for kind in self._notes}
        self._mark = ""
        self._references: dict[Element, Element] = {}
        self._reference_of_note: Element | None = None  # set while a note is read
        self._table_change: Change | None = None
        self._style: str | None = None  # the paragraph's
        self._capitals = False
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
            linked = "a picture or document" if outside == 1 else f"{outside} pictures or documents"
            were = "it was" if outside == 1 else "they were"
            found.append(f"The file links to {linked} outside it; {were} not loaded.")
        if self._embedded:
            embedded = "another document; its" if self._embedded == 1 else f"{self._embedded} other documents; their"
            found.append(f"The file embeds {embedded} text was not read.")
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
            self._mark = self._marks[_name(element)][element.get(w("id"), "")]
        self._reference_of_note = self._references.get(element)
        self._numbering.enter(_name(element) if _name(element) in self._notes else element)
        self._blocks(element)
        self._end_paragraph()
        self._numbering.enter(None)
        self._reference_of_note = None

    def _paragraph(self, paragraph: Element) -> None:
        """A paragraph whose mark was deleted continues in the next one, which has the number; one whose mark is hidden
        (a heading that runs in, a hidden paragraph) does so with its own."""
        properties = paragraph.find(w("pPr"))
        mark = None if properties is None else properties.find(w("rPr"))
        self._style = value(properties, "pStyle") or self._styles.default
        deleted = mark is not None and any(mark.find(w(name)) is not None for name in _DELETED)
        hidden = switched_on(mark, "specVanish") or self._styles.has("vanish", mark, self._style)
        before = len(self._out)
        self._walk(paragraph, self._table_change)
        shows = not hidden or any(piece.text.strip() for piece in self._out[before:])
        if not deleted and shows and _is_shown(self._table_change) and (label := self._numbering.label(properties)):
            self._out.insert(self._head, Piece(label, None))
        if not deleted and not hidden:
            self._end_paragraph()
        elif hidden and self._out:
            if not self._out[-1].text[-1:].isspace():
                self._out.append(Piece(" ", None))
                self.changes.keep(" ")
            self._head = len(self._out)

    def _end_paragraph(self) -> None:
        lines: list[str] = []
        for line in "".join(piece.text for piece in self._out).split("\n"):
            if lines and line.strip() and _runs_on(lines[-1], line):
                lines[-1] += f" {line}"
            elif line.strip():
                lines.append(line)
        self._lines += [[line] for line in lines]
        self.pieces += self._out
        self._out, self._head = [], 0
        self.changes.keep(" ")

    def _table(self, table: Element) -> None:
        self._end_paragraph()
        for row in _children(table, ("tr",)):
            outer = self._table_change
            self._table_change = _tracked(row.find(w("trPr")), "ins", "del") or outer
            read = [self._cell(cell) for cell in _children(row, ("tc",)) if not _continues_above(cell)]
            self._table_change = outer
            cells = [cell for cell in read if cell is not None]
            if len(cells) == 1:
                self._lines += cells[0]
            elif any(cells):
                self._lines.append([" ".join(" ".join(line) for line in cell) for cell in cells])

    def _cell(self, cell: Element) -> list[list[str]] | None:
        """The lines of a cell; None for one that was deleted."""
        change, outer = self._table_change, self._lines
        self._table_change, self._lines = _tracked(cell.find(w("tcPr")), "cellIns", "cellDel") or change, []
        shown = _is_shown(self._table_change)
        self._blocks(cell)
        self._end_paragraph()
        inner, self._table_change, self._lines = self._lines, change, outer
        return inner if shown else None

    def _walk(self, element: Element, change: Change | None) -> None:
        """Reads the content of a paragraph; whatever is unknown is taken for a wrapper around text."""
        for child in element.iterchildren(etree.Element):
            name = _name(child)
            if name in _NO_TEXT:
                continue
            if name in ("t", "delText"):
                self._text((child.text or "").translate(_SAME_LINE), child, change, deleted=name == "delText")
            elif name == "sym" or name in _CHARACTERS:
                self._text(_CHARACTERS.get(name) or symbol(child), child, change)
            elif name == "r":
                self._run(child, change)
            elif name == "AlternateContent":  # the same thing for newer and for older versions of Word
                self._walk(next(iter(child), child), change)
            elif name == "txbxContent":
                self._text_box(child, change)
            elif not self._reference(name, child, change):
                self._walk(child, _change_within(name, child, change))
            if _has_own_mark(child):  # the rest of the run
                break

    def _run(self, run: Element, change: Change | None) -> None:
        properties, outer = run.find(w("rPr")), self._capitals
        self._capitals = any(self._styles.has(name, properties, self._style) for name in ("caps", "smallCaps"))
        self._walk(run, self._formatted(properties, change))
        self._capitals = outer

    def _formatted(self, properties: Element | None, change: Change | None) -> Change | None:
        if not _is_shown(change):
            return change
        if self._styles.has("vanish", properties, self._style):
            return Change("hidden", None)
        if any(self._styles.has(name, properties, self._style) for name in ("strike", "dstrike")):
            return Change("strikeout", None)
        return change

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
                self._text(self._fields.pass_mark(element), element, change)
            case "ffData":
                self._text(form_text(element), element, change)
            case _:
                return False
        return True

    def _refer(self, kind: str, reference: Element, change: Change | None) -> None:
        """Queues the note, once, unless its reference was deleted. The mark itself is not part of the text."""
        number, marks = reference.get(w("id"), ""), self._marks[kind]
        note = self._notes[kind].get(number)
        if note is None or number in marks or not _is_shown(change):
            return
        marks[number] = "" if _has_own_mark(reference) else str(sum(map(bool, marks.values())) + 1)
        self._references[note] = reference
        (self._after if kind == "footnote" else self._endnotes).append(note)

    def _text_box(self, content: Element, change: Change | None) -> None:
        if _is_shown(change):
            self._after.append(content)
            if self._reference_of_note is not None:
                self._references[content] = self._reference_of_note

    def _text(self, text: str, element: Element, change: Change | None, deleted: bool = False) -> None:
        if not text or (self._fields.in_instruction and element.tag != w("fldChar")):
            return
        if self._capitals:
            text = "".join(letter.upper() if len(letter.upper()) == 1 else letter for letter in text)
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
    return change


def _is_shown(change: Change | None) -> bool:
    return change is None or change.kind == "insertion"


def _has_own_mark(reference: Element) -> bool:
    return reference.get(w("customMarkFollows"), "0") in ("1", "true", "on")


def _tracked(properties: Element | None, inserted: str, deleted: str) -> Change | None:
    """The tracked change that a row's or cell's properties record."""
    if properties is None:
        return None
    if (mark := properties.find(w(deleted))) is not None:
        return change_by("strikeout", mark)
    mark = properties.find(w(inserted))
    return None if mark is None else change_by("insertion", mark)


def _runs_on(line: str, following: str) -> bool:
    """Whether a sentence goes on after a line break, which also divides addresses and headings from what follows."""
    before, after = line.rstrip(), following.lstrip()
    if before[-1] in ".;:!?" or _MARKER.match(after):
        return False
    return after[0].islower() or (len(before) >= _FULL_LINE and before.split()[-1].islower() and after[0].isalpha())


def _continues_above(cell: Element) -> bool:
    """Whether the cell is the lower part of one that spans several rows."""
    merge = cell.find(f"{w('tcPr')}/{w('vMerge')}")
    return merge is not None and value(cell.find(w("tcPr")), "vMerge") != "restart"


def _by_id(root: Element | None, name: str) -> dict[str, Element]:
    return {} if root is None else {child.get(w("id"), ""): child for child in root.iterfind(w(name))}


def _name(element: Element) -> str:
    name: str = etree.QName(element).localname
    return name
