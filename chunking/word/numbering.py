"""Computes the automatic numbers of paragraphs as Word shows them: "12.3", "(a)", "Article IV".

Word stores no numbers, only the rules for them (ECMA-376 part 1, section 17.9): a paragraph, or its style, names a
list and a level in it, and each level has a format such as "%1.%2".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from chunking.word.package import Element, switched_on, value, w
from chunking.word.styles import Styles

LEVELS = 9
_LONGEST = 80  # characters of a number; anything longer is an attack
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_PLACEHOLDER = re.compile("%([1-9])")
_ONES = (
    *("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
             "twelve": "twelfth"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list. ``form``: a ST_NumberFormat, or an example in digits such as "001". ``restart``: counts anew
    after a paragraph of a level above this one (0: never). ``capitals``: shown in capitals, hidden: not shown."""

    start: int
    form: str
    text: str
    suffix: str
    restart: int
    legal: bool
    style: str | None
    capitals: bool
    hidden: bool


@dataclass(frozen=True, slots=True)
class _List:
    """A list: the definition whose count it shares, its levels, and the levels that it starts at another number."""

    definition: str
    levels: dict[int, _Level]
    starts: dict[int, int]


class Numbering:
    """Counts the paragraphs of a document; they must be passed in order."""

    def __init__(self, numbering: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._definitions = _by_id(numbering, "abstractNum", "abstractNumId")
        self._numbers = _by_id(numbering, "num", "numId")
        self._lists: dict[str, _List | None] = {}
        self._stories: dict[object, tuple[dict[str, list[int | None]], set[tuple[str, int]]]] = {}
        self.enter(None)

    def enter(self, story: object) -> None:
        """Goes on in a part of the text whose lists count by themselves, as Word has them: the body (None), the
        footnotes, or a text box."""
        self._counts, self._started = self._stories.setdefault(story, ({}, set()))

    def label(self, properties: Element | None) -> str:
        """The number of the next paragraph and the space after it; empty if it has none. ``properties``: its pPr."""
        number, depth = self._place(properties)
        found = self._list(number)
        if found is None or depth not in found.levels:
            return ""
        level = found.levels[depth]
        counts = self._counts.setdefault(found.definition, [None] * LEVELS)
        before = counts[depth]
        if depth in found.starts and (number, depth) not in self._started:
            before = None
        self._started.add((number, depth))
        start = found.starts.get(depth, level.start)
        counts[depth] = start if before is None else before + 1
        _count_skipped(counts, depth, found)
        for deeper in range(depth + 1, LEVELS):
            restart = found.levels[deeper].restart if deeper in found.levels else deeper
            if depth < restart:
                counts[deeper] = None
        text = _PLACEHOLDER.sub(lambda match: _shown(int(match[1]) - 1, level.legal, counts, found), level.text)
        text = "•" if level.form == "bullet" else text[:_LONGEST]
        if level.hidden:
            return ""
        text = text.upper() if level.capitals else text
        return text + ("" if level.suffix == "nothing" or not text else " ")

    def _place(self, properties: Element | None) -> tuple[str, int]:
        """The list's id and the level; an empty id if the paragraph has no number."""
        own = None if properties is None else properties.find(w("numPr"))
        number, depth = value(own, "numId"), value(own, "ilvl")
        chain = [*self._styles.chain(value(properties, "pStyle") or self._styles.default)]
        if number is None:
            for style in chain:
                inherited = self._styles.by_id[style].find(f"{w('pPr')}/{w('numPr')}")
                number = value(inherited, "numId")
                if number is not None:
                    depth = depth or self._depth_of_style(number, chain) or value(inherited, "ilvl")
                    break
        if number is None or number == "0":
            return "", 0
        return number, _integer(depth, 0)

    def _depth_of_style(self, number: str, chain: list[str]) -> str | None:
        found = self._list(number)
        levels = found.levels.items() if found else ()
        return next((str(depth) for style in chain for depth, level in levels if level.style == style), None)

    def _list(self, number: str) -> _List | None:
        if number not in self._lists:
            self._lists[number] = self._read_list(number)
        return self._lists[number]

    def _read_list(self, number: str) -> _List | None:
        element = self._numbers.get(number)
        definition = value(element, "abstractNumId") or ""
        linked = value(self._definitions.get(definition), "numStyleLink")
        if linked in self._styles.by_id:  # the levels are those of a list style's own list
            listed = self._styles.by_id[linked].find(f"{w('pPr')}/{w('numPr')}")
            definition = value(self._numbers.get(value(listed, "numId") or ""), "abstractNumId") or ""
        if element is None or definition not in self._definitions:
            return None
        levels = dict(map(_level, self._definitions[definition].iterfind(w("lvl"))))
        starts = {}
        for override in element.iterfind(w("lvlOverride")):
            depth = _integer(override.get(w("ilvl")), 0)
            if (changed := override.find(w("lvl"))) is not None:
                levels[depth] = _level(changed)[1]
            if (start := value(override, "startOverride")) is not None:
                starts[depth] = _integer(start, 1)
        return _List(definition, {depth: level for depth, level in levels.items() if 0 <= depth < LEVELS}, starts)


def _by_id(root: Element | None, name: str, attribute: str) -> dict[str, Element]:
    return {} if root is None else {child.get(w(attribute), ""): child for child in root.iterfind(w(name))}


def _level(element: Element) -> tuple[int, _Level]:
    depth = _integer(element.get(w("ilvl")), 0)
    level = _Level(
        start=_integer(value(element, "start"), 0),
        form=_form(element),
        text=(value(element, "lvlText") or "")[:_LONGEST],
        suffix=value(element, "suff") or "tab",
        restart=_integer(value(element, "lvlRestart"), depth),
        legal=switched_on(element, "isLgl"),
        style=value(element, "pStyle"),
        capitals=any(switched_on(element.find(w("rPr")), name) for name in ("caps", "smallCaps")),
        hidden=switched_on(element.find(w("rPr")), "vanish"),
    )
    return depth, level


def _form(element: Element) -> str:
    """The level's format; newer ones are among alternatives, and begin with an example ("001, 002, 003, ...")."""
    form = next(element.iter(w("numFmt")), None)
    if form is None:
        return "decimal"
    example: str = form.get(w("format"), "").partition(",")[0].strip()
    named: str = form.get(w("val"), "decimal")
    return example if named == "custom" and example.isdecimal() else named


def _count_skipped(counts: list[int | None], depth: int, found: _List) -> None:
    """Counts a level that was skipped as used: after "1." and a "1.1(a)" without a 1.1, the next section is 1.2."""
    for higher in range(depth):
        if counts[higher] is None and higher in found.levels:
            counts[higher] = found.starts.get(higher, found.levels[higher].start)


def _shown(depth: int, legal: bool, counts: list[int | None], found: _List) -> str:
    """A level's number. A level that has not been used yet shows the number that it would start at."""
    level = found.levels.get(depth)
    if level is None:
        return ""
    count = counts[depth]
    if legal and level.form not in ("bullet", "none", "decimalZero") and not level.form.isdecimal():
        level = replace(level, form="decimal")
    return formatted(found.starts.get(depth, level.start) if count is None else count, level.form)


def formatted(number: int, form: str) -> str:
    """The number in one of Word's formats (ST_NumberFormat); in digits where the format is none of the usual ones."""
    if form in ("none", "bullet"):
        return ""
    if form in ("lowerLetter", "upperLetter") and 1 <= number <= 780:  # z is followed by aa, bb; Word ends at 780
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters if form == "lowerLetter" else letters.upper()
    if form in ("lowerRoman", "upperRoman") and 1 <= number < 4000:
        return _roman(number) if form == "lowerRoman" else _roman(number).upper()
    if form == "decimalZero":
        return f"{number:02d}"
    if form.isdecimal():
        return str(number).zfill(len(form[:_LONGEST]))
    if form == "ordinal":
        ending = "th" if number // 10 % 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
        return f"{number}{ending}"
    if form in ("cardinalText", "ordinalText") and 1 <= number < 1000:
        words = _in_words(number)
        return (words if form == "cardinalText" else _ordinal(words)).capitalize()
    return str(number)


def _in_words(number: int) -> str:
    """A number below 1000 in words: "one hundred twenty-one"."""
    hundreds, rest = divmod(number, 100)
    tens = _ONES[rest] if rest < 20 else "-".join(filter(None, (_TENS[rest // 10], _ONES[rest % 10])))
    return " ".join(filter(None, (f"{_ONES[hundreds]} hundred" if hundreds else "", tens)))


def _ordinal(words: str) -> str:
    last = re.split("[ -]", words)[-1]
    ending = _ORDINALS.get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
    return words[: len(words) - len(last)] + ending


def _roman(number: int) -> str:
    found = ""
    for amount, letters in _ROMAN:
        found += letters * (number // amount)
        number %= amount
    return found


def _integer(text: str | None, default: int) -> int:
    try:
        return int(text[:9]) if text else default
    except ValueError:
        return default
