"""Writes comments into a Word file and leaves everything else unchanged.

Other parts of the archive keep their bytes. The text gains only the comments' anchors; runs are split at them without
affecting their formatting.
"""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import accumulate, islice
from typing import NamedTuple

from lxml import etree

from chunking.word.package import NAMESPACE, Element, WordFile, w
from chunking.word.reader import Piece, Reader

AUTHOR, INITIALS = "contract-review", "CR"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SOFT_HYPHEN = "\N{SOFT HYPHEN}"  # not part of the text that is read
# Elements of a paragraph that contain the anchors of comments beside runs (ECMA-376 part 1, section 17.13.4). A simple
# field or a content control may too, but LibreOffice loses the words then: they are commented as a whole.
_CONTAINERS = frozenset(
    map(w, ["ins", "del", "moveTo", "moveFrom", "hyperlink", "smartTag", "customXml", "dir", "bdo"])
)


class Comment(NamedTuple):
    """A comment's text (a paragraph for each line) on the characters ``start`` to ``end`` of the page's text; on the
    document's start if there are none."""

    start: int
    end: int
    text: str


class _Edge(NamedTuple):
    """One end of what a comment is about: before or after a character, given as the index of its piece and the number
    of characters that precede the edge in it."""

    piece: int
    offset: int
    is_end: bool
    number: str


def with_comments(data: bytes, page: str, comments: Sequence[Comment]) -> bytes:
    """The Word file with ``comments`` on ``page``, the text that was read from it. Raises what ``WordFile`` raises."""
    file = WordFile(data)
    reader = Reader(file)
    reader.read()
    root = file.part("comments")
    if root is None:
        root = etree.Element(w("comments"), nsmap={"w": NAMESPACE})
    places = _Places(reader.pieces, page)
    edges: list[_Edge] = []
    at_start: list[str] = []
    for number, comment in enumerate(comments, _first_free_number(root, file.document)):
        _append(root, str(number), comment.text)
        found = places.edges(comment.start, comment.end, str(number))
        edges += found
        at_start += [] if found else [str(number)]
    for edge in sorted(edges, reverse=True):  # from the end on, so that a split leaves what is before it in place
        _mark(reader.pieces[edge.piece], edge)
    for each in reversed(at_start):
        _mark_start(file.body, each)
    return file.with_part("comments", root, _CONTENT_TYPE)


def _first_free_number(comments: Element, document: Element) -> int:
    anchors = (element for name in ("commentRangeStart", "commentReference") for element in document.iter(w(name)))
    ids = [element.get(w("id"), "") for element in [*comments.iterfind(w("comment")), *anchors]]
    return max((int(id) for id in ids if id.isdecimal() and len(id) < 10), default=-1) + 1


def _append(root: Element, number: str, text: str) -> None:
    now = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    given = {w("id"): number, w("author"): AUTHOR, w("date"): now, w("initials"): INITIALS}
    comment = etree.SubElement(root, w("comment"), given)
    for line in text.split("\n"):
        run = etree.SubElement(etree.SubElement(comment, w("p")), w("r"))
        etree.SubElement(run, w("t"), {_SPACE: "preserve"}).text = line


class _Places:
    """Finds the pieces of characters of the page's text. White space is not counted: the page has less of it."""

    def __init__(self, pieces: Sequence[Piece], page: str) -> None:
        self._pieces = pieces
        self._rank = list(accumulate((not character.isspace() for character in page), initial=0))
        self._first = list(accumulate((sum(1 for _ in _shown(piece)) for piece in pieces), initial=0))

    def edges(self, start: int, end: int, number: str) -> list[_Edge]:
        """Both ends of what is between two characters; none if no element of the body holds any of it."""
        first, last = self._rank[start], self._rank[end]
        within = range(bisect_right(self._first, first) - 1, bisect_left(self._first, last))
        held = [
            one for one in within if self._pieces[one].element is not None and self._first[one + 1] > self._first[one]
        ]
        # Notes and text boxes are read after the paragraph that they belong to: their anchor comes before its end.
        chosen = [one for one in held if not _is_aside(self._pieces[one])] or held[:1]
        if first == last or not chosen:
            return []
        return [
            _Edge(chosen[0], self._offset(chosen[0], first), False, number),
            _Edge(chosen[-1], self._offset(chosen[-1], last - 1) + 1, True, number),
        ]

    def _offset(self, piece: int, rank: int) -> int:
        """The offset in a piece of the character of this rank, or of its own first or last one."""
        own = min(max(rank, self._first[piece]), self._first[piece + 1] - 1) - self._first[piece]
        return next(islice(_shown(self._pieces[piece]), own, None))


def _shown(piece: Piece) -> Iterator[int]:
    """The offsets of the characters that are shown and no white space, in the element's own text if it has one."""
    own = piece.element.text if piece.element is not None and piece.element.tag == w("t") else None
    text = piece.text if own is None else own
    return (offset for offset, letter in enumerate(text) if not letter.isspace() and letter != _SOFT_HYPHEN)


def _is_aside(piece: Piece) -> bool:
    """Whether the text is that of a note or a text box, which no comment can be anchored in."""
    element: Element = piece.element
    return piece.in_note or sum(1 for _ in element.iterancestors(w("p"))) > 1


def _mark(piece: Piece, edge: _Edge) -> None:
    element: Element = piece.element
    if (field := _field(element)) is not None:
        element = field[edge.is_end]
    unit = _unit(element)
    is_own = unit.tag == w("r") and element.getparent() is unit
    after = _split(unit, element, edge) if is_own else edge.is_end
    mark = etree.Element(w("commentRangeEnd" if edge.is_end else "commentRangeStart"), {w("id"): edge.number})
    (unit.addnext if after else unit.addprevious)(mark)
    if edge.is_end:
        _refer(mark, edge.number)


def _field(element: Element) -> tuple[Element, Element] | None:
    """The first and the last mark of the field that the element is in, such as a reference to a clause, if that is all
    in one paragraph. Word comments on a field as a whole; LibreOffice loses the words if the anchor is inside it."""
    begin, depth, passed = None, 0, False
    for node in next(element.iterancestors(w("p"))).iter():
        kind = node.get(w("fldCharType")) if node.tag == w("fldChar") else None
        if node is element:
            passed = True
            if not depth and kind != "begin":
                return None
        if kind == "begin":
            begin = begin if depth else node
            depth += 1
        elif kind == "end" and depth:
            depth -= 1
            if not depth and passed:
                return begin, node
    return None


def _split(run: Element, element: Element, edge: _Edge) -> bool:
    """Splits a run so that the edge lies between two runs; whether it then lies after ``run``, not before."""
    text = element.text or ""
    inside = 0 < edge.offset < len(text) if element.tag == w("t") else False
    at_end = edge.offset >= len(text) if element.tag == w("t") else edge.is_end
    before = [child for child in element.itersiblings(preceding=True) if child.tag != w("rPr")]
    if not inside and not at_end and not before:
        return False
    rest = list(element.itersiblings())
    right = run.makeelement(run.tag, run.attrib, run.nsmap)
    if inside:
        half = element.makeelement(element.tag, {_SPACE: "preserve"}, element.nsmap)
        half.text, element.text = text[edge.offset :], text[: edge.offset]
        element.set(_SPACE, "preserve")
        rest.insert(0, half)
    elif not at_end:
        rest.insert(0, element)
    if rest:
        properties = run.find(w("rPr"))
        right.extend(([] if properties is None else [deepcopy(properties)]) + rest)
        run.addnext(right)
    return True


def _unit(element: Element) -> Element:
    """The part of the outermost paragraph that the element lies in and that an anchor can stand beside: a run, or what
    holds runs but no anchors (a content control, a formula, alternatives for older versions of Word)."""
    path = [element, *element.iterancestors()]
    outermost = max(place for place, one in enumerate(path) if one.tag == w("p"))
    return next(one for one in path[:outermost][::-1] if one.tag not in _CONTAINERS)


def _refer(mark: Element, number: str) -> None:
    """Places the comment's own mark after the end of its text, outside of insertions, links and the like."""
    while mark.getparent().tag != w("p"):
        mark = mark.getparent()
    mark.addnext(_reference(number))


def _reference(number: str) -> Element:
    run = etree.Element(w("r"))
    etree.SubElement(run, w("commentReference"), {w("id"): number})
    return run


def _mark_start(body: Element, number: str) -> None:
    """Anchors a comment at the start of the first paragraph."""
    paragraph = next(body.iter(w("p")))
    place = 0 if paragraph.find(w("pPr")) is None else 1
    start, end = (etree.Element(w(name), {w("id"): number}) for name in ("commentRangeStart", "commentRangeEnd"))
    paragraph[place:place] = [start, end, _reference(number)]
