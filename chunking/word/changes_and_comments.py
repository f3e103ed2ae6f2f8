"""Collects a Word file's tracked changes and comments as notes: what was inserted, deleted or said, and by whom."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from chunking.document import Box, Note
from chunking.word.package import Element, w

# Word's text has no place on a page.
_NOWHERE = Box(0.0, 0.0, 0.0, 0.0)
_LONGEST_ABOUT = 500  # characters
_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to a stretch of text ("insertion", "strikeout" or "hidden"), by whom and when. Changes of one kind
    and author are equal, since Word dates every few words of a long change anew."""

    kind: str
    author: str | None = None
    date: str | None = field(default=None, compare=False)


class Changes:
    """Notes in the order of the text."""

    def __init__(self, comments: Element | None) -> None:
        self._comments = {} if comments is None else {one.get(w("id")): one for one in comments.iterfind(w("comment"))}
        self._found: list[tuple[Change, list[str]] | str] = []  # a change, or a comment's id
        self._last: Change | None = None
        self._text: list[str] = []
        self._length = 0
        self._referred: set[str] = set()
        self._began: dict[str, int] = {}
        self._ended: dict[str, int] = {}

    def add(self, change: Change, text: str) -> None:
        """Adds text of a change; it continues the last one if the two are of the same kind and author."""
        last = self._found[-1] if self._found else None
        if change == self._last and isinstance(last, tuple):
            last[1].append(text)
        else:
            self._found.append((change, [text]))
        self._last = change

    def keep(self, text: str, inserted: bool = False) -> None:
        """Adds text of the contract, which comments may be about."""
        self._text.append(text)
        self._length += len(text)
        if not inserted:
            self.part()

    def part(self) -> None:
        """Ends the last change: the next one is a note of its own."""
        self._last = None

    def begin_comment(self, number: str | None) -> None:
        """Records that the text that the comment is about begins here."""
        self._began.setdefault(number or "", self._length)

    def end_comment(self, number: str | None) -> None:
        """Records that the text that the comment is about ends here."""
        self._ended.setdefault(number or "", self._length)

    def refer(self, number: str | None) -> None:
        """Records that the comment's mark is here."""
        if number is not None and number in self._comments and number not in self._referred:
            self._referred.add(number)
            self._found.append(number)
            self.part()

    def notes(self) -> tuple[Note, ...]:
        """All notes."""
        text = "".join(self._text)
        found = []
        for one in self._found:
            if isinstance(one, str):
                found.append(self._comment(one, text))
            elif words := " ".join("".join(one[1]).split()):
                found.append(Note(one[0].kind, words, one[0].author, None, _NOWHERE, one[0].date))
        return tuple(found)

    def _comment(self, number: str, text: str) -> Note:
        element = self._comments[number]
        paragraphs = ["".join(node.text or "" for node in each.iter(w("t"))) for each in element.iter(w("p"))]
        words = " ".join(" ".join(paragraphs).split())
        start = self._began.get(number, 0)
        end = min(self._ended.get(number, start), start + _LONGEST_ABOUT)
        about = " ".join(text[start:end].split()) if number in self._began else ""
        return Note("comment", words, _author_of(element), about or None, _NOWHERE, _date_of(element))


def change_by(kind: str, element: Element) -> Change:
    """A change of this kind by whoever made the element, when it was made."""
    return Change(kind, _author_of(element), _date_of(element))


def _author_of(element: Element) -> str | None:
    """Who made a change or wrote a comment, if it says."""
    author: str = element.get(w("author"), "").strip()
    return author or None


def _date_of(element: Element) -> str | None:
    """When a change was made or a comment written (ISO 8601), if it says. Word writes local time and calls it UTC."""
    date: str = element.get(w("date"), "").strip()
    return date if _DATE.fullmatch(date) else None
