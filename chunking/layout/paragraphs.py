"""Joins lines into continuous text and maps every character back to its page."""

from __future__ import annotations

import math
import re
import string
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from chunking.layout.lines import Line

SOFT_HYPHEN = "\N{SOFT HYPHEN}"
ENUMERATOR = re.compile(
    r"""(?:ARTICLE|SECTION|Article|Section)\s+(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,6})\b(?!\.[a-z]\b)[.:]?
      | §\s?\d{1,3}(?:\.\d{1,3})*[.:]?(?=\s|$)
      | (?:FIRST|SECOND|THIRD|FOURTH|FIFTH|SIXTH|SEVENTH|EIGHTH|NINTH|TENTH|ELEVENTH|TWELFTH|[A-Z]{4,7}TEENTH
        |TWENTIETH|TWENTY-[A-Z]{5,7})[.:](?=\s|$)
      | \d{1,3}(?:\.\d{1,3}){1,4}\.?(?=\s|$|[A-Z])
      | \d{1,2}[.)](?=\s|$|[A-Z]|\[\*)
      | \((?:[a-z]{1,2}|[ivx]{1,5}|\d{1,2}|[A-Z])\)
      | [A-Za-z][.)](?=\s|[A-Z])
      | [ivx]{2,5}[.)](?=\s|[A-Z])
      | [•●▪◦·](?=\s)
      | [-–](?=[ \t]{1,8}["“(]?[^\W\d_])""",
    re.VERBOSE,
)
# "... as set out in Section / 2.3 of this Agreement" and "thirty / (30) days" go on: no new clause begins there.
# So do "12 U.S.C. / Section 91" and "the Bankruptcy Code / Section 54": the section is one of a statute.
REFERENCE = re.compile(
    r"(?:\b(?:[Ss]ections?|[Aa]rticles?|SECTION|to|in|of|this|under)|(?<![;,:])[\s(](?:and|or)|,"
    r"|\b(?:U\.\s?S\.\s?C|C\.\s?F\.\s?R|Stat|Treas\.\sReg)\.|\bU\.?S\.?C|\bCFR|\bCode\sAnn\."
    r"|(?:\b[A-Z][a-z]{1,4}\.|\b(?:Revenue|Bankruptcy|Commercial|Civil|Labor|Government))\sCode)$"
)
_NUMBER_WORD = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|"
    r"(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?|hundred|thousand)$",
    re.IGNORECASE,
)
_FIRST_WORD = re.compile(r"[A-Za-z]+")
# Anchored at the start of the word, to avoid trying every letter in turn.
_LAST_WORD = re.compile(r"(?<![A-Za-z])(?<![A-Za-z]-)[A-Za-z]++(?:-[A-Za-z]++)*+$")
NOTE_MARK = re.compile(r"\s*(?:\d{1,3}(?![\d.)])|[*†‡§¶]{1,3}|\[\d{1,3}\])\s*[^\W\d_]")
# A title does not end with one of these; a line in capitals that does continues.
_UNFINISHED = frozenset(
    ["a", "an", "the", "of", "to", "and", "or", "in", "by", "for", "with", "at", "on", "any", "not"]
)
# After these prefixes a hyphen at a line break is kept unless the contract says otherwise.
_PREFIXES = frozenset(
    [
        *("non", "self", "end", "ex", "well", "cross", "by", "third", "long", "short", "co", "all"),
        *("high", "low", "best", "vice", "half", "full", "first", "arms"),
    ]
)
# So it is before and after these words: "set-off", "three-year", "twenty-five".
_COMPOUND_ENDS = frozenset(
    [
        *("off", "up", "out", "in", "year", "years", "month", "day", "days", "week", "hour", "term"),
        *("party", "premises", "based", "free", "efforts", "existing", "president", "related", "length"),
    ]
)
_TENS = frozenset(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"])
_ONES = frozenset(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"])
_REPEATED = {"re": frozenset(["sign", "signed", "let", "enter", "entry", "issue", "issued", "export", "sell", "test"])}
# A hyphen before these words stands for the end of the second one: "pre- and post-closing", "Vor- und Nachteile".
_SUSPENDED = re.compile(r"(?:and|or)\s[^\W\d_]{1,30}-|(?:und|oder|bzw\.|sowie)\s")
# A dash in a range of figures at a line's end.
_DASHES = ("\u2011", "\u2012", "\u2013")
# In an e-mail address or host name, a hyphen at a line break belongs to the name.
_ADDRESS_BEFORE = re.compile(r"(?:@|www\.|://)[\w.@/-]{0,80}$", re.ASCII)
# A URL or an e-mail address may also break, without a hyphen, after one of these characters or before a slash.
_ADDRESS_BROKEN = re.compile(r"(?:\w@|(?:www\.|://)[^\s@]{0,120}[/?&=_#])$", re.ASCII)
_URL = re.compile(r"(?:www\.|://)[\w./-]{0,120}$", re.ASCII)
_ADDRESS_AFTER = re.compile(r"[\w.-]{1,60}@|[\w-]{1,40}\.(?:com|org|net|eu|uk|de|fr|example)\b", re.ASCII)
_LEADERS = ("....", ". . .", "\u2026\u2026", "____", "\u00b7\u00b7\u00b7\u00b7", "- - -", "-----")
_TO_SIGN = re.compile(
    r"(?:By|Per|Name|Print(?:ed)? Name|Title|Its|Date|Dated|Signature|Signed|Witness|Position|Place)\s{0,2}:"
)
# Lines after the text of a contract; they begin a paragraph even if the line above does not end its sentence.
_SIGNATURES_FOLLOW = re.compile(
    r"I[Nn]\s[Ww](?:itness|ITNESS)\s[Ww](?:hereof|HEREOF)\b"
    r"|[\[(<{]\s?(?i:(?:the\s)?(?:signature\spages?\b|signatures?\s(?:appear|follow|on)\b|(?:remainder|rest|balance)\sof\s(?:the|this)\spage\b))"
)
_FIGURES = re.compile(r"\s*+(?:[$€£¥]\s?|[A-Z]{3}\s)?\d[\d.,]{0,20}%?\s*+|\s*+[ivxlc]{1,6}\s*+")
# In a wrapped plain text, this share of the lines is within the margin, which is from the one to the other number of
# characters wide; lines of addresses and signatures are shorter.
_WRAPPED, _SHORTEST_LINE, _LONGEST_LINE = 0.95, 50, 120
_AFTER_TAB = re.compile(r"(?<=\t)\S|(?<=\t )\S")
_INDENT = 10.0  # points
_SAME_MARGIN = 3.0  # points
# Half of a hyphenated word is at most this long.
_NEAR = 40
_LONGEST_ADDRESS = 140
_SENTENCE_END = re.compile(r"(?:[.;:?!][\"”’')\]]*|[;,]\s(?:and|or|and/or))$")
# Chinese and Japanese (with their punctuation and wide forms), Thai, Lao, Burmese and Khmer are written without spaces.
_NO_SPACES = re.compile(
    "[\u3000-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"
)
# Zero-width characters carry no words, and byte order marks stray into old files.
_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"
_WORD = re.compile(rf"[^\s\x00{_ZERO_WIDTH}]++")
_WORDS = re.compile(rf"{_WORD.pattern}(?: {_WORD.pattern})*+")
# Anything in a line other than words with single spaces between them.
_NEEDS_CARE = re.compile(rf"[^\S ]|  |[\x00{_ZERO_WIDTH}]")
_BLANK = string.whitespace + "\N{NO-BREAK SPACE}" + _ZERO_WIDTH


class Flow(NamedTuple):
    """The text and, for each character, its page index and offset there (-1 if it was inserted)."""

    text: str
    char_page: NDArray[np.int32]
    char_index: NDArray[np.int32]


class _Runs:
    """Builds the text from runs of characters that are consecutive on their page.

    Runs rather than single characters, because a long contract has half a million of them.
    """

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._pages: list[int] = []
        self._offsets: list[int] = []

    def add(self, text: str, page: int, offset: int) -> None:
        """Appends ``text``, which starts at ``offset`` in its page's text (-1 for a single inserted character)."""
        if text:
            self._texts.append(text)
            self._pages.append(page)
            self._offsets.append(offset)

    def add_line(self, line: Line) -> None:
        """Appends the line, stripped and with white space collapsed."""
        stripped = line.text.strip()
        if not line.cells and not _NEEDS_CARE.search(stripped):
            self.add(stripped, line.page, line.start + len(line.text) - len(line.text.lstrip()))
            return
        cells = frozenset(line.cells)
        last = None
        for match in (_WORD if cells else _WORDS).finditer(line.text):
            start, end = match.span()
            if last is not None and line.text[last:start].strip(_ZERO_WIDTH):
                self.add("\t" if start in cells else " ", line.page, line.start + start - 1)
            self.add(match.group(), line.page, line.start + start)
            last = end

    def put_in(self, text: str) -> None:
        """Appends a character that is not on the page."""
        self.add(text, self._pages[-1], -1)

    def tail(self, count: int) -> str:
        """The last ``count`` characters, or as many as there are."""
        found: list[str] = []
        missing = count
        for text in reversed(self._texts):
            if missing <= 0:
                break
            found.append(text[-missing:])
            missing -= len(text)
        return "".join(reversed(found))

    def drop_last(self) -> None:
        """Removes the last character."""
        self._texts[-1] = self._texts[-1][:-1]
        if not self._texts[-1]:
            del self._texts[-1], self._pages[-1], self._offsets[-1]

    def flow(self) -> Flow:
        """The text built so far."""
        lengths = np.array([len(text) for text in self._texts], dtype=np.intp)
        within = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        index = np.repeat(np.array(self._offsets, dtype=np.intp), lengths) + within
        page = np.repeat(np.array(self._pages, dtype=np.int32), lengths)
        return Flow("".join(self._texts), page, index.astype(np.int32))


def flow(lines: list[Line]) -> Flow:
    """Joins lines into paragraphs (separated by one newline), with one space between words, a tab between cells.

    Footnotes come after the paragraph that runs on over their page's end.
    """
    words = frozenset(re.findall(r"[a-z]+(?:-[a-z]+)*", " ".join(line.text for line in lines).lower()))
    widest = max((line.right for line in lines), default=0.0) or _wrapped_at(lines)
    lines = _notes_after(lines, widest)
    runs = _Runs()
    for above, line in zip([None, *lines], lines, strict=False):
        if above is not None:
            _join(runs, above, line, widest, words)
        runs.add_line(line)
    while runs.tail(1).isspace():
        runs.drop_last()
    return _without_soft_hyphens(runs.flow(), words)


def with_tabbed_rows(lines: list[Line]) -> list[Line]:
    """The lines of a plain text. Those with tabs between their words, except behind a clause's number, are rows of a
    table."""
    return [
        replace(line, cells=cells, row=number) if (cells := _after_tabs(line.text)) else line
        for number, line in enumerate(lines, 1)
    ]


def _after_tabs(text: str) -> tuple[int, ...]:
    """Where the cells after the first begin."""
    number = ENUMERATOR.match(text.lstrip())
    first = len(text) - len(text.lstrip()[number.end() if number else 0 :].lstrip())
    return tuple(cell.start() for cell in _AFTER_TAB.finditer(text, first + 1))


def flow_of_paragraphs(lines: list[Line]) -> Flow:
    """Joins lines of which each is known to be a paragraph or a row of a table, as in a Word file."""
    runs = _Runs()
    for line in lines:
        if not _WORD.search(line.text):
            continue
        if runs.tail(1):
            runs.put_in("\n")
        runs.add_line(line)
    return runs.flow()


def _notes_after(lines: list[Line], widest: float) -> list[Line]:
    found: list[Line] = []
    notes: list[Line] = []
    for line in lines:
        if line.note:
            notes.append(line)
            continue
        if notes and (not found or begins_paragraph(found[-1], line, widest)):
            found += notes
            notes = []
        found.append(line)
    return found + notes


def _join(runs: _Runs, above: Line, line: Line, widest: float, words: frozenset[str]) -> None:
    """Separates ``above`` from ``line``: by a newline, a space, or nothing inside a hyphenated word."""
    last = runs.tail(1)
    if not last:
        return
    if begins_paragraph(above, line, widest):
        runs.put_in("\n")
    elif last == "-" and above.text.strip()[-2:-1].isalnum() and line.text.strip()[:1].isalnum():
        if _SUSPENDED.match(line.text.strip()):
            runs.put_in(" ")
        elif _whole(runs.tail(_NEAR)[:-1], line.text.strip(), words):
            runs.drop_last()
    elif _within_range(above, line) or _within_address(runs, line.text.strip()):
        return
    elif last != SOFT_HYPHEN and (line.beside or not _unspaced(last, line.text)):
        runs.put_in("\t" if line.beside else " ")


def _within_range(above: Line, line: Line) -> bool:
    """Whether the line break is behind the dash of a range of figures."""
    before, after = above.text.strip()[-2:], line.text.strip()[:1]
    return before[-1:] in _DASHES and before[:1].isdigit() and after.isdigit()


def _within_address(runs: _Runs, after: str) -> bool:
    """Whether the line break is inside a URL or an e-mail address. Of most lines one character is enough to tell."""
    if after[:1] == "/":
        return bool(_URL.search(runs.tail(_LONGEST_ADDRESS)))
    last = runs.tail(1)
    if after[:1] == "@":
        return last.isalnum() and after[1:2].isalnum()
    if not after[:1].isalnum():
        return False
    if runs.tail(4) == "www.":
        return True
    return last in "@/?&=_#" and bool(_ADDRESS_BROKEN.search(runs.tail(_LONGEST_ADDRESS)))


def _unspaced(before: str, after: str) -> bool:
    """Whether both sides of the line break are in a script without spaces between words."""
    return bool(_NO_SPACES.match(before) and _NO_SPACES.match(after.lstrip()))


def begins_paragraph(above: Line, line: Line, widest: float) -> bool:
    """Whether ``line`` begins a new paragraph rather than continuing the sentence of ``above``."""
    before, after = above.text.strip(_BLANK), line.text.strip(_BLANK)
    if above.note or line.note:
        apart = line.gap and above.page == line.page and not after[:1].islower()
        return above.note != line.note or bool(NOTE_MARK.match(after)) or apart
    elsewhere = (above.page, above.column) != (line.page, line.column)
    ended = bool(_SENTENCE_END.search(before))
    lower = after[:1].islower() and not ENUMERATOR.match(after)
    rows = _by_rows(above, line, ended, lower)
    if rows is not None:
        return rows
    if before.endswith(SOFT_HYPHEN):
        return False
    if ENUMERATOR.match(after):
        if REFERENCE.search(before) or (after[1:2].isdigit() and _NUMBER_WORD.search(before)):
            return False
        titled = _is_title(before) and widest == 0.0
        return ended or line.gap or elsewhere or titled or _short(above, widest) or after[:1].isalpha()
    if lower:
        return False
    if elsewhere:
        return ended or _is_title(before)
    if line.gap:
        return True
    if before.isupper() and after.isupper() and above.left > 0.0 and abs(line.left - above.left) < _SAME_MARGIN:
        # A paragraph in capitals continues, but a numbered title ends; centered titles have different left margins.
        return bool(ENUMERATOR.match(before)) and _is_title(before) and _short(above, widest)
    return _is_title(before) and (_short(above, widest) or widest == 0.0)


def _by_rows(above: Line, line: Line, ended: bool, lower: bool) -> bool | None:
    """Whether a row of a table, a table of contents or a signature block begins a paragraph; None if the lines are none
    of these."""
    before, after = above.text.strip(_BLANK), line.text.strip(_BLANK)
    if above.page != line.page and (above.row or line.row or above.cells) and lower and not ended and not line.cells:
        return False  # a cell continues on the next page
    if above.row or line.row:
        another = above.row != line.row or (above.page != line.page and above.row > 0)
        return another or (line.beside and ended and bool(ENUMERATOR.match(after)))
    signs = _TO_SIGN.match(after) and (line.cells or _TO_SIGN.match(before) or _is_title(before))
    signed = signs or _SIGNATURES_FOLLOW.match(after) or (_ends_in_figures(above) and _ends_in_figures(line))
    next_row = line.cells and not above.cells and ended and above.left > line.left + _INDENT
    return True if _is_entry(before) or signed or next_row else None


def _ends_in_figures(line: Line) -> bool:
    """Whether its last cell is a number, as in a row of a table or an entry of a table of contents."""
    return bool(line.cells and _FIGURES.fullmatch(line.text[line.cells[-1] :]))


def _is_entry(text: str) -> bool:
    """Whether it is an entry of a table of contents: leader dots, then a page number."""
    lead = text.rstrip("0123456789ivxIVX \t\u00a0")
    return len(lead) < len(text) and lead.endswith(_LEADERS)


def _short(line: Line, widest: float) -> bool:
    """Whether the line stops well before the right margin."""
    return 0.0 < (line.right or len(line.text.rstrip())) < 0.8 * widest


def _wrapped_at(lines: list[Line]) -> float:
    """The number of characters at which a plain text is wrapped: infinity if its lines are whole paragraphs, and 0 if
    that is unknown."""
    lengths = sorted(len(line.text.rstrip()) for line in lines)
    longest = lengths[int(_WRAPPED * len(lengths))] if lengths else 0
    if longest > _LONGEST_LINE:
        return math.inf
    full = 2 * sum(length > 0.8 * longest for length in lengths) > len(lengths)
    return float(longest) if longest >= _SHORTEST_LINE and full else 0.0


def _is_title(text: str) -> bool:
    """Whether it looks like a heading: at most a dozen words, mostly capitalized, not ending mid-sentence."""
    words = [word for word in text.split() if word[0].isalpha()]
    if not words or len(words) > 12 or text[-1] in ",;-" or words[-1].lower() in _UNFINISHED:
        return False
    return text.isupper() or sum(word[0].isupper() for word in words) > 0.6 * len(words)


def _whole(left: str, right: str, words: frozenset[str]) -> bool:
    """Whether a hyphen at a line break splits one word ("agree-ment"), rather than joining two ("non-compete") or being
    part of an address."""
    if _ADDRESS_BEFORE.search(left) or _ADDRESS_AFTER.match(right):
        return False
    first, second = _LAST_WORD.search(left), _FIRST_WORD.match(right)
    if not first or not second:
        return False
    joined, kept = first.group() + second.group(), f"{first.group()}-{second.group()}"
    if kept.lower() in words or not second.group().islower() or len(first.group()) == 1:
        return joined.lower() in words
    if second.group() in _COMPOUND_ENDS or (first.group().lower() in _TENS and second.group() in _ONES):
        return joined.lower() in words
    if "-" in first.group() and f"{first.group().rpartition('-')[2]}{second.group()}".lower() in words:
        return True
    if first.group().lower() in _PREFIXES or "-" in first.group() or second.group() in _REPEATED.get(first.group(), ()):
        return joined.lower() in words
    return True


def _without_soft_hyphens(found: Flow, words: frozenset[str]) -> Flow:
    """Resolves pdfium's line-end hyphens: removed if they split a word, a plain hyphen if they belong to it."""
    kept = np.ones(len(found.text), dtype=bool)
    parts: list[str] = []  # backwards, because deciding on a hyphen needs the final text after it
    spaces: list[int] = []
    right, end = "", len(found.text)
    for place in [match.start() for match in re.finditer(SOFT_HYPHEN, found.text)][::-1]:
        after = found.text[place + 1 : end]
        right = (after + right)[: _NEAR - 1]
        suspended = _SUSPENDED.match(right)
        kept[place] = suspended or not _whole(found.text[max(0, place - _NEAR) : place], right, words)
        hyphen = "- " if suspended else "-" if kept[place] else ""
        spaces += [place + 1] if suspended else []
        parts += [after, hyphen]
        right, end = hyphen + right, place
    parts.append(found.text[:end])
    inserted = np.cumsum(kept)[np.array(spaces, dtype=np.intp) - 1]
    char_page = found.char_page[kept]
    return Flow(
        "".join(parts[::-1]),
        np.insert(char_page, inserted, char_page[inserted - 1]),
        np.insert(found.char_index[kept], inserted, -1),
    )
