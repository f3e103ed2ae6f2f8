"""Fixes the order of Latin words, figures, brackets and full stops in right-to-left lines."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from chunking.layout.lines import RIGHT_TO_LEFT
from chunking.pdf.text.text_layer import Layer

Order = NDArray[np.intp]

_LINE = re.compile(r"[^\r\n]+")
# A run of words with no right-to-left letters, at least one of them Latin; pdfium reverses such runs.
_LATIN = re.compile(
    r"(?<!\S)[()]?[A-Za-z0-9$€£¥][\w.,/%$€£¥-]{0,40}(?: [\w.,/%$€£¥-]{1,40}){1,8}(?= ?[()\s]|$)", re.ASCII
)
_STOP_BEFORE = re.compile(r"(?<!\S)([.:،])(\d[\d/.,-]{0,20})(?!\S)")


def right_to_left(layer: Layer) -> Layer:
    """The layer with the characters that pdfium reverses in right-to-left lines restored to logical order."""
    if not RIGHT_TO_LEFT.search(layer.text):
        return layer
    order = np.arange(len(layer.text))
    text = list(layer.text)
    for line in _LINE.finditer(layer.text):
        if RIGHT_TO_LEFT.search(line.group()):
            _turn_words(layer, line.start(), line.group(), order)
            for stop in _STOP_BEFORE.finditer(line.group()):
                start, end = line.start() + stop.start(), line.start() + stop.end()
                order[start:end] = np.roll(order[start:end], -1)
            _close_brackets(text, *line.span(), order)
    return Layer("".join(text[place] for place in order.tolist()), layer.boxes[order])


def _turn_words(layer: Layer, offset: int, line: str, order: Order) -> None:
    """Puts the words of a Latin run in left-to-right order."""
    for run in _LATIN.finditer(line):
        start = offset + run.start() + run.group().startswith(("(", ")"))
        words = [(offset + word.start() + run.start(), word.group()) for word in re.finditer(r"[^\s()]+", run.group())]
        if not re.search("[A-Za-z]", run.group()):
            continue
        placed = sorted(words, key=lambda word: float(layer.boxes[word[0], 0]))
        if placed == words:
            continue
        spaces = [place for place in range(start, offset + run.end()) if layer.text[place].isspace()]
        turned: list[int] = []
        for number, (first, word) in enumerate(placed):
            turned += [*([spaces[number - 1]] if number else []), *range(first, first + len(word))]
        order[start : start + len(turned)] = turned


def _close_brackets(text: list[str], start: int, end: int, order: Order) -> None:
    """Pairs up a line's brackets, of which pdfium mirrors only one: the second of a pair closes, before the space."""
    opened = False
    for place in range(start, end):
        if text[place] in "()":
            if opened and text[place - 1] == " " and not "".join(text[place + 1 : end][:1]).isspace():
                order[place - 1], order[place] = order[place], order[place - 1]
            text[place] = ")" if opened else "("
            opened = not opened
