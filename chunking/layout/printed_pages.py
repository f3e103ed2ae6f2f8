"""Finds the headers, footers and numbers of printed pages inside the pages of a file that has reflowed their text."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import replace
from functools import partial
from itertools import groupby, pairwise

from chunking.layout.lines import Line, ends_sentence
from chunking.layout.paragraphs import ENUMERATOR

# A line that recurs on this many pages, and on this share of them, may be a header or footer.
REPEATS, REPEAT_SHARE = 3, 0.3
# How many lines headers and footers have at most.
LETTERHEAD = 8
# Signature lines may recur without being headers or footers.
SIGNED = re.compile(
    r"\s{0,9}+(?:(?:by|per|name|title|its|date|signature|signed|witness)\b.{0,60}[:_,]"
    r"|\W?(?:in witness whereof|(?:counterpart )?signature page)\b)",
    re.I,
)
# A line of this many words that recurs within pages was the header or footer of a printed page.
_WORDS = 6
_NUMBER_ALONE = re.compile(r"\s*\d{1,3}\s*")
_RULE = re.compile(r"\s*+(?:[_=-]\s?+){3,}+\s*+")
# "-3-" is a page's number wherever it stands.
_BETWEEN_DASHES = re.compile(r"\s*+(?:-\s?\d{1,3}\s?-|–\s?\d{1,3}\s?–|—\s?\d{1,3}\s?—)\s*+")
# "Page 3 of 22", "SUPPLY AGREEMENT PAGE 3": so is this if it recurs, and the recurring lines next to it go with it.
_STATES_PAGE = re.compile(r"\s*+(?:\S.{0,60}\s)?\(?page\s?\d{1,3}(?:\s?(?:of|/)\s?\d{1,3})?\)?\s*+", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
# How many lines above and below a header the printed page's number may be.
_BESIDE = 2
# More recurring lines than this in a row may be a clause that the contract repeats, unless they are next to a printed
# page's number.
_IN_A_ROW = 2
# The numbers at the ends of two pages may be this far apart.
_SKIPPED = 4
# A line is full, and may go on across a printed page's end, from this share of the longest line's length.
_FULL = 0.6


def printed_headers(pages: list[list[Line]]) -> set[Line]:
    """The lines inside the pages that were headers, footers or page numbers of printed pages."""
    recurring = _recurring(pages)
    within = (line for lines in pages for line in _headers_within(lines, recurring))
    return {*within, *_numbers_skipped(pages)}


def is_numbered_in_dashes(line: Line) -> bool:
    """Whether the line is a page's number between dashes ("-3-")."""
    return _BETWEEN_DASHES.fullmatch(line.text) is not None


def without_printed(printed: set[Line], lines: list[Line]) -> list[Line]:
    """The lines without those at the ends of printed pages. There is a gap where they were, unless a sentence goes
    on."""
    kept: list[Line] = []
    full = _FULL * max((len(line.text.strip()) for line in lines), default=0)
    passed: list[Line] = []
    for line in lines:
        if line in printed:
            passed.append(line)
            continue
        if passed and kept:
            apart = any(one.gap for one in (*passed, line)) and not _goes_on(kept[-1], line, full)
            kept.append(replace(line, gap=apart))
        else:
            kept.append(line)
        passed = []
    return kept


def _goes_on(above: Line, line: Line, full: float) -> bool:
    """Whether the sentence of the line above goes on: it ends none and is long enough to have been wrapped, and the
    next line begins no numbered clause."""
    long = len(above.text.strip()) >= full
    return long and not ends_sentence(above) and not ENUMERATOR.match(line.text.lstrip())


def _recurring(pages: list[list[Line]]) -> set[str]:
    """The keys of lines that recur, wherever on the page, on as many pages as a header does."""
    needed = max(REPEATS, math.ceil(REPEAT_SHARE * sum(bool(lines) for lines in pages)))
    seen = Counter(key for lines in pages for key in {_key(line) for line in lines if not SIGNED.match(line.text)})
    return {key for key, count in seen.items() if count >= needed}


def _key(line: Line) -> str:
    """The line's text, with its numbers masked if it states a page."""
    return _DIGITS.sub("#", line.text) if _STATES_PAGE.fullmatch(line.text) else line.text


def _headers_within(lines: list[Line], recurring: set[str]) -> set[Line]:
    """The headers of printed pages among a page's lines, with the page numbers next to them and the rules above."""
    recurs = [_key(line) in recurring for line in lines]
    found = [place for place, line in enumerate(lines) if recurs[place] and _is_long(line)]
    runs = [run for run in map(partial(_with_tail, lines, recurs), _runs(found)) if _is_header(run, lines)]
    places = [place for run in runs for place in run]
    for run in _runs([place for place, again in enumerate(recurs) if again]):
        places += run if any(_STATES_PAGE.fullmatch(lines[place].text) for place in run) else []
    places += [place for place, line in enumerate(lines) if is_numbered_in_dashes(line)]
    near = {
        beside
        for place in places
        for beside in lines[max(0, place - _BESIDE) : place + _BESIDE + 1]
        if _NUMBER_ALONE.fullmatch(beside.text)
    }
    rules = {lines[run[0] - 1] for run in runs if run[0] and _RULE.fullmatch(lines[run[0] - 1].text)}
    return {lines[place] for place in places} | near | rules


def _is_long(line: Line) -> bool:
    return len(line.text.split()) >= _WORDS


def _with_tail(lines: list[Line], recurs: list[bool], run: list[int]) -> list[int]:
    """The run of long lines with the short one that ends its last sentence."""
    after = run[-1] + 1
    tail = after < len(lines) and recurs[after] and ends_sentence(lines[after]) and not ends_sentence(lines[after - 1])
    return [*run, after] if tail else run


def _is_header(run: list[int], lines: list[Line]) -> bool:
    """Whether recurring lines are a header rather than a clause that the contract repeats: a few lines, or more of them
    at the page's edge or next to a printed page's number, of which none is numbered."""
    if len(run) <= _IN_A_ROW:
        return True
    near = (*lines[max(0, run[0] - _BESIDE) : run[0]], *lines[run[-1] + 1 : run[-1] + 1 + _BESIDE])
    at_end = len(near) < 2 * _BESIDE or any(map(_is_number, near))
    return at_end and len(run) <= LETTERHEAD and not any(ENUMERATOR.match(lines[place].text) for place in run)


def _is_number(line: Line) -> bool:
    return bool(_NUMBER_ALONE.fullmatch(line.text)) or is_numbered_in_dashes(line)


def _runs(places: list[int]) -> list[list[int]]:
    """The runs of consecutive numbers among the ascending places."""
    runs = groupby(enumerate(places), key=lambda pair: pair[1] - pair[0])
    return [[place for _, place in run] for _, run in runs]


def _numbers_skipped(pages: list[list[Line]]) -> set[Line]:
    """Page numbers inside a page: alone on a line, and skipped by the numbers at the ends of the pages."""
    found: set[Line] = set()
    ends = [[int(line.text) for line in lines[-2:] if _NUMBER_ALONE.fullmatch(line.text)] for lines in pages]
    for lines, (before, own) in zip(pages[1:], pairwise(ends), strict=True):
        if len(before) == len(own) == 1 and 2 <= own[0] - before[0] <= _SKIPPED:
            skipped = {str(number) for number in range(before[0] + 1, own[0])}
            found.update(line for line in lines if line.text.strip() in skipped)
    return found
