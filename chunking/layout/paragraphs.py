"""Lines to one flowing text: sentences whole over line and page breaks, every character still knowing its place."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from chunking.layout.lines import Line

SOFT_HYPHEN = "\N{SOFT HYPHEN}"
ENUMERATOR = re.compile(
    r"""(?:ARTICLE|SECTION|Article|Section)\s+(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,6})\b[.:]?
      | \d{1,3}(?:\.\d{1,3}){1,4}\.?(?=\s|$|[A-Z])
      | \d{1,2}[.)](?=\s|$|[A-Z])
      | \((?:[a-z]{1,2}|[ivx]{1,5}|\d{1,2}|[A-Z])\)
      | [A-Za-z][.)](?=\s|[A-Z])
      | [•●▪◦·](?=\s)""",
    re.VERBOSE,
)
# "... as set out in Section / 2.3 of this Agreement" and "thirty / (30) days" go on: no new clause begins there.
_REFERENCE = re.compile(r"(?:\b(?:[Ss]ections?|[Aa]rticles?|SECTION|to|in|of)|(?<![;,:])\s(?:and|or)|,)$")
_NUMBER_WORD = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|"
    r"(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?|hundred|thousand)$",
    re.IGNORECASE,
)
_FIRST_WORD = re.compile(r"[A-Za-z]+")
# From where the word begins, and not from each of its letters or parts.
_LAST_WORD = re.compile(r"(?<![A-Za-z])(?<![A-Za-z]-)[A-Za-z]++(?:-[A-Za-z]++)*+$")
NOTE_MARK = re.compile(r"\s*(?:\d{1,3}(?![\d.)])|[*†‡§¶]{1,3}|\[\d{1,3}\])\s*[^\W\d_]")
# No title ends with one of these; a line in capitals that does goes on.
_UNFINISHED = frozenset(
    ["a", "an", "the", "of", "to", "and", "or", "in", "by", "for", "with", "at", "on", "any", "not"]
)
# Of these a hyphen is kept at a line's end as it is within one, where nothing tells.
_PREFIXES = frozenset(
    ["non", "self", "end", "ex", "well", "cross", "by", "third", "long", "short", "co", "all", "high", "low"]
)
_REPEATED = {"re": frozenset(["sign", "signed", "let", "enter", "entry", "issue", "issued", "export", "sell", "test"])}
# Over a line's end a hyphen in the name of a mailbox or of a host belongs to it.
_ADDRESS_BEFORE = re.compile(r"(?:@|www\.|://)[\w.@/-]{0,80}$", re.ASCII)
_ADDRESS_AFTER = re.compile(r"[\w.-]{1,60}@|[\w-]{1,40}\.(?:com|org|net|eu|uk|de|fr|example)\b", re.ASCII)
_LEADERS = ("....", ". . .", "\u2026\u2026", "____", "\u00b7\u00b7\u00b7\u00b7", "- - -")
_TO_SIGN = re.compile(
    r"(?:By|Per|Name|Print(?:ed)? Name|Title|Its|Date|Dated|Signature|Signed|Witness|Position|Place)\s{0,2}:"
)
_INDENT = 10.0  # points
_SAME_MARGIN = 3.0  # points
# The halves of a word that is hyphenated are at most so many characters long.
_NEAR = 40
_SENTENCE_END = re.compile(r"(?:[.;:?!][\"”’')\]]*|[;,]\s(?:and|or|and/or))$")
# Chinese and Japanese (with their punctuation and wide forms), Thai, Lao, Burmese and Khmer are written without spaces.
_NO_SPACES = re.compile(
    "[\u3000-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"
)
# Zero-width characters carry no words, and byte order marks stray into old files.
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff")
_BLANK = string.whitespace + "\N{NO-BREAK SPACE}" + "".join(_INVISIBLE)


class Flow(NamedTuple):
    """The text and, for each of its characters, the page's index and the offset there (-1: put in by the flow)."""

    text: str
    char_page: NDArray[np.int32]
    char_index: NDArray[np.int32]


class _Character(NamedTuple):
    text: str
    page: int
    offset: int


def flow(lines: list[Line]) -> Flow:
    """Joins lines into paragraphs (separated by one newline), with one space between words, a tab between cells.

    Footnotes come after the paragraph that runs on over their page's end.
    """
    words = frozenset(re.findall(r"[a-z]+(?:-[a-z]+)*", " ".join(line.text for line in lines).lower()))
    widest = max((line.right for line in lines), default=0.0)
    lines = _notes_after(lines, widest)
    characters: list[_Character] = []
    for above, line in zip([None, *lines], lines, strict=False):
        if above is not None:
            _join(characters, above, line, widest, words)
        characters += _characters(line)
    while characters and characters[-1].text.isspace():
        characters.pop()
    _drop_soft_hyphens(characters, words)
    return Flow(
        "".join(character.text for character in characters),
        np.array([character.page for character in characters], dtype=np.int32),
        np.array([character.offset for character in characters], dtype=np.int32),
    )


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


def _characters(line: Line) -> Iterator[_Character]:
    """The line's characters without its outer and doubled white space."""
    begun, space = False, False
    cells = frozenset(line.cells)
    for offset, text in enumerate(line.text):
        if text in _INVISIBLE:
            continue
        if text.isspace() or text == "\x00":
            space = begun
            continue
        if space:
            yield _Character("\t" if offset in cells else " ", line.page, line.start + offset - 1)
        yield _Character(text, line.page, line.start + offset)
        begun, space = True, False


def _join(characters: list[_Character], above: Line, line: Line, widest: float, words: frozenset[str]) -> None:
    """Ends ``above`` with a newline, a space, or nothing after a hyphenated half of a word."""
    if not characters:
        return
    page = characters[-1].page
    if begins_paragraph(above, line, widest):
        characters.append(_Character("\n", page, -1))
    elif characters[-1].text == "-" and above.text.strip()[-2:-1].isalnum() and line.text.strip()[:1].isalnum():
        tail = "".join(character.text for character in characters[-_NEAR:])
        if _whole(tail[:-1], line.text.strip(), words):
            characters.pop()
    elif characters[-1].text != SOFT_HYPHEN and (line.beside or not _unspaced(characters[-1].text, line.text)):
        characters.append(_Character("\t" if line.beside else " ", page, -1))


def _unspaced(before: str, after: str) -> bool:
    """Whether the line ends and the next begins in a script that has no spaces between words."""
    return bool(_NO_SPACES.match(before) and _NO_SPACES.match(after.lstrip()))


def begins_paragraph(above: Line, line: Line, widest: float) -> bool:
    """Whether ``line`` begins a new paragraph rather than going on with the sentence of ``above``."""
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
        if _REFERENCE.search(before) or (after[1:2].isdigit() and _NUMBER_WORD.search(before)):
            return False
        return ended or line.gap or elsewhere or _short(above, widest) or after[:1].isalpha()
    if lower:
        return False
    if elsewhere:
        return ended or _is_title(before)
    if line.gap:
        return True
    if before.isupper() and after.isupper() and above.left > 0.0 and abs(line.left - above.left) < _SAME_MARGIN:
        # A paragraph in capitals goes on, but a numbered title ends; centred titles begin at other margins.
        return bool(ENUMERATOR.match(before)) and _is_title(before) and _short(above, widest)
    return _is_title(before) and (_short(above, widest) or widest == 0.0)


def _by_rows(above: Line, line: Line, ended: bool, lower: bool) -> bool | None:
    """What the rows of tables, of contents and of places to sign in say to it, if anything."""
    before, after = above.text.strip(_BLANK), line.text.strip(_BLANK)
    if above.page != line.page and (above.row or line.row or above.cells) and lower and not ended and not line.cells:
        return False  # a cell goes on over the page
    if above.row or line.row:
        another = above.page != line.page or above.row != line.row
        return another or (line.beside and ended and bool(ENUMERATOR.match(after)))
    signed = _TO_SIGN.match(after) and (line.cells or _TO_SIGN.match(before))
    next_row = line.cells and not above.cells and ended and above.left > line.left + _INDENT
    return True if _is_entry(before) or signed or next_row else None


def _is_entry(text: str) -> bool:
    """Whether it is an entry of a table of contents: dots, or the like, up to a page's number."""
    lead = text.rstrip("0123456789ivxIVX \t\u00a0")
    return len(lead) < len(text) and lead.endswith(_LEADERS)


def _short(line: Line, widest: float) -> bool:
    """Whether the line stops well before the right margin."""
    return 0.0 < line.right < 0.8 * widest


def _is_title(text: str) -> bool:
    """A heading's looks: at most a dozen words, none of a sentence's ending, capitals first."""
    words = [word for word in text.split() if word[0].isalpha()]
    if not words or len(words) > 12 or text[-1] in ",;-" or words[-1].lower() in _UNFINISHED:
        return False
    return text.isupper() or sum(word[0].isupper() for word in words) > 0.6 * len(words)


def _whole(left: str, right: str, words: frozenset[str]) -> bool:
    """Whether a hyphen at a line's end split one word ("agree-ment") rather than joined two ("non-compete"), or belongs
    to an address."""
    if _ADDRESS_BEFORE.search(left) or _ADDRESS_AFTER.match(right):
        return False
    first, second = _LAST_WORD.search(left), _FIRST_WORD.match(right)
    if not first or not second:
        return False
    joined, kept = first.group() + second.group(), f"{first.group()}-{second.group()}"
    if kept.lower() in words or not second.group().islower() or len(first.group()) == 1:
        return joined.lower() in words
    if first.group().lower() in _PREFIXES or "-" in first.group() or second.group() in _REPEATED.get(first.group(), ()):
        return joined.lower() in words
    return True


def _drop_soft_hyphens(characters: list[_Character], words: frozenset[str]) -> None:
    """pdfium's line-end hyphens: gone where they split a word, a plain hyphen where they belong to it."""
    kept: list[_Character] = []  # from the last to the first: to delete them one by one would move all the others
    for position in range(len(characters) - 1, -1, -1):
        character = characters[position]
        if character.text == SOFT_HYPHEN:
            left = "".join(before.text for before in characters[max(0, position - _NEAR) : position])
            right = "".join(after.text for after in kept[:-_NEAR:-1])
            if _whole(left, right, words):
                continue
            character = character._replace(text="-")
        kept.append(character)
    characters[:] = kept[::-1]
