"""Finds the headings and numbers above a sentence: ("5. TERM", "5.2 Renewal", "(a)")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

# Heading levels: an attachment is above its own articles; a title without a number is a section.
ATTACHMENT, _ARTICLE, SECTION = 0, 1, 2
# The default levels of lists, by what numbers their items: "A." or "a.", "(a)", "(i)", "(1)", a bullet. Decimals come
# before them ("5.2.1" is at level 4).
_LETTER, _BRACKET, _ROMAN, _FIGURE, _BULLET = 6, 7, 8, 9, 10
_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii")


class _Mark(NamedTuple):
    """One reading of an item's number: its style ("(a" for "(b)"), its rank in the list, and its default level."""

    style: str
    rank: int
    level: int


class _Entry(NamedTuple):
    """A heading or item that is open. ``inline``: the item begins in mid-sentence, and ends with the sentence.
    ``numbered``: it has a number, or else is a title alone."""

    mark: _Mark
    label: str
    inline: bool = False
    numbered: bool = True


class SectionPath:
    """Follows a text, sentence by sentence.

    An item belongs to the list that it continues: "(b)" to the one whose last item is "(a)". The first item of another
    kind of list is below the item before it. So "2." after "1." may be the next item of a list below "C.", even though
    the contract numbers its sections alike.
    """

    def __init__(self) -> None:
        self._path: list[_Entry] = []
        self._before_titles: list[_Entry] = []  # the path before the last titles without a number

    def labels(self) -> tuple[str, ...]:
        """The headings and numbers that are open, the outermost first."""
        return tuple(entry.label for entry in self._path)

    def title(self, title: str, level: int, below_number: bool = False) -> None:
        """Opens a heading without a number; ``below_number``: it is the line below a number or numbered heading, whose
        second line it may be."""
        if level == ATTACHMENT:
            self._before_titles = []
        elif self._path and self._path[-1].numbered:
            self._before_titles = self._path
        if below_number and level == SECTION and self._path:
            level = self._path[-1].mark.level
        else:
            self._path = [entry for entry in self._path if entry.mark.level < level]
        self._path = [*self._path, _Entry(_Mark("", 0, level), title, numbered=False)]

    def number(self, number: str, title: str, inline: bool, led_in: bool, heads: bool) -> None:
        """Opens a numbered section or list item; ``led_in``: the item before it ends in a colon; ``heads``: the title
        is written as only a section's is."""
        marks = list(_readings(number))
        outermost = heads and not led_in
        continued = self._continued(marks, outermost)
        if continued is None and all(entry.numbered for entry in self._before_titles):
            # the titles were no headings but the lines of an address, in the middle of a list
            titles, self._path = self._path, self._before_titles or self._path
            continued = self._continued(marks, outermost)
            self._path = self._path if continued else titles
        self._before_titles = []
        place, mark = continued or self._begun(marks, led_in)
        self._path = [*self._path[:place], _Entry(mark, f"{number} {title}".strip(), inline)]

    def ended(self) -> None:
        """Closes the items that began in mid-sentence."""
        first = next((place for place, entry in enumerate(self._path) if entry.inline), len(self._path))
        self._path = self._path[:first]

    def leave(self) -> None:
        """Closes everything."""
        self._path = self._before_titles = []

    def continues(self, number: str) -> bool:
        """Whether the number is the next one of an open list."""
        return self._continued(list(_readings(number)), outermost=False) is not None

    def _continued(self, marks: Sequence[_Mark], outermost: bool) -> tuple[int, _Mark] | None:
        """Where in the path the number is the next one of a list, and how it is then read."""
        places = range(len(self._path)) if outermost else range(len(self._path))[::-1]
        for place in places:
            last = self._path[place].mark
            for mark in marks:
                if mark.style and mark.style == last.style and mark.rank == last.rank + 1:
                    return place, mark._replace(level=last.level)
        return None

    def _begun(self, marks: Sequence[_Mark], led_in: bool) -> tuple[int, _Mark]:
        """Where in the path a number belongs that continues no list, and how it is then read."""
        depth = {entry.mark.style: place for place, entry in enumerate(self._path)}
        first = marks[0].rank == 1
        mark = marks[0] if first else max(marks, key=lambda one: depth.get(one.style, -1))
        same = [place for place, entry in enumerate(self._path) if mark.style and entry.mark.style == mark.style]
        nested = self._path and self._path[-1].mark.level >= _LETTER and mark.level != _ARTICLE
        # "1." is the first section after recitals "A." to "C.", and an item only if "C." introduces a list
        below = led_in if mark.level == SECTION else not same
        if mark.rank == 1 and nested and below:
            return len(self._path), mark._replace(level=self._path[-1].mark.level + 1)
        if same and mark.level >= _LETTER:
            return same[-1], mark._replace(level=self._path[same[-1]].mark.level)
        above = (place for place, entry in enumerate(self._path) if entry.mark.level >= mark.level)
        return next(above, len(self._path)), mark


def _readings(number: str) -> Iterator[_Mark]:
    """What a number can be, the likeliest reading first: "(i)" is a Roman one, or follows "(h)"."""
    inner = number.strip("().:")
    figures = re.findall(r"\d+", inner)
    if number.lower().startswith(("article", "section")):
        article = number.lower().startswith("article")
        yield _Mark("", 0, _ARTICLE if article else max(SECTION, _ARTICLE + len(figures)))
    elif len(figures) > 1:
        yield _Mark("", 0, _ARTICLE + len(figures))
    elif figures:
        enclosed = number.startswith("(")
        yield _Mark(f"{_brackets(number)}1", int(figures[0]), _FIGURE if enclosed else SECTION)
    elif inner.isupper() and len(inner) > 1:
        yield _Mark("", 0, SECTION)  # an ordinal in words: "FOURTEENTH:"
    elif not inner.isalpha():
        yield _Mark("", 0, _BULLET)
    else:
        yield from _letters(number, inner)


def _letters(number: str, inner: str) -> Iterator[_Mark]:
    enclosed = number.startswith("(")
    brackets = _brackets(number)
    lower = inner.lower()
    case = "I" if inner.isupper() else "i"
    roman = _Mark(f"{brackets}{case}", _ROMANS.index(lower) + 1, _ROMAN) if lower in _ROMANS else None
    if roman and (inner == "i" or len(inner) > 1):
        yield roman
    if len(set(lower)) == 1:
        rank = ord(lower[0]) - ord("a") + 1 + 26 * (len(lower) - 1)
        alphabet = "A" if inner.isupper() else "a"
        yield _Mark(f"{brackets}{alphabet}", rank, _BRACKET if enclosed else _LETTER)
    elif not roman:
        yield _Mark("", 0, _BRACKET if enclosed else _LETTER)
    if roman and inner != "i" and len(inner) == 1:
        yield roman


def _brackets(number: str) -> str:
    return "(" if number.startswith("(") else ")" if number.endswith(")") else "."
