"""Finds the footnotes among a page's lines: by their mark, their smaller type, or the sentence that they interrupt."""

from __future__ import annotations

import re
from dataclasses import replace
from statistics import median

import numpy as np

from chunking.layout.line_metrics import Ink
from chunking.layout.lines import Line, begins_in_lower_case, ends_sentence
from chunking.layout.paragraphs import NOTE_MARK

# How far a footnote's mark is raised, relative to letter height; the most lines that a page's footnotes have.
RAISED, NOTE_LINES = 0.2, 12
# Footnotes are set smaller than the text, by at least this factor.
SMALLER = 0.93
# A footnote's mark that is no plain number.
_SIGN = re.compile(r"[*†‡§¶]|\[\d{1,3}\]")


def with_notes(lines: list[Line], ink: Ink) -> list[Line]:
    """Marks the footnotes, starting with a line that begins with a footnote mark and is set smaller than the text, or
    whose mark is raised or appears after a word above."""
    heights = list(map(ink.height, lines))
    usual = median(heights) if heights else 0.0
    first = len(lines)
    while first and heights[first - 1] <= SMALLER * usual:
        first -= 1
    while 0 < first < len(lines) and not NOTE_MARK.match(lines[first].text):
        first += 1
    first = _marked_note(lines, ink) if first == len(lines) else first
    if not first:
        return lines
    return lines[:first] + [replace(line, note=True) for line in lines[first:]]


def _marked_note(lines: list[Line], ink: Ink) -> int:
    """The index of the first footnote that is set as large as the text; the number of lines if there is none."""
    for number in range(max(1, len(lines) - NOTE_LINES), len(lines)):
        text = lines[number].text.lstrip()
        if not NOTE_MARK.match(text) or lines[number].cells or lines[number].top < lines[number - 1].top:
            continue
        own = ink.of(lines[number])
        raised = len(own) > 3 and own[0, 3] < np.median(own[:, 3]) - RAISED * ink.height(lines[number])
        mark = _SIGN.match(text)
        if raised or (mark and any(re.search(rf"\w{re.escape(mark[0])}(?!\w)", line.text) for line in lines[:number])):
            return number
    return len(lines)


def with_interrupting_notes(page: list[Line], following: list[Line]) -> list[Line]:
    """The page with its footnotes marked if the only sign of them is that they interrupt a sentence, which continues in
    lower case on the next page."""
    if not following or not page or not begins_in_lower_case(following[0]) or page[-1].note:
        return page
    for number in range(max(1, len(page) - NOTE_LINES), len(page)):
        line, above = page[number], page[number - 1]
        apart = line.gap and line.top > above.bottom and not line.cells and not line.column
        if apart and NOTE_MARK.match(line.text) and not ends_sentence(above) and ends_sentence(page[-1]):
            return page[:number] + [replace(line, note=True) for line in page[number:]]
    return page


def rest_of_note(last: Line, page: list[Line]) -> int:
    """How many lines at the foot of the page continue the previous page's last footnote."""
    if not last.note or ends_sentence(last):
        return 0
    first = next((number for number in range(len(page) - 1, 0, -1) if page[number].gap), 0)
    goes_on = first and begins_in_lower_case(page[first]) and ends_sentence(page[first - 1])
    return len(page) - first if goes_on and len(page) - first <= NOTE_LINES else 0
