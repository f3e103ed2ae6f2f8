"""Checks the numbers of a page against OCR: an earlier OCR layer may be wrong in single digits, and a font's encoding
may exchange digits although its letters are right."""

from __future__ import annotations

import re
from bisect import bisect_left

import numpy as np
from numpy.typing import NDArray

from chunking.pdf.recognition.ocr import Recognized
from chunking.pdf.text.text_layer import LINE, Layer, bounding_box

# The least confidence in a recognized figure that replaces another one.
SURE = 0.93
# A recognized word stands for the word of the layer that covers this share of its width and height.
SHARED = 0.5
# How far the picture of a line reaches beyond its letters, relative to their height, and beyond its ends, in points.
AROUND, BESIDE = 0.25, 6.0
Span = tuple[int, int]

_FIGURE = re.compile(r"(?<![^\s\u00ad])[^\s\u00ad\d]*+\d[^\s\u00ad]*")
_NUMBER = re.compile(r"\d[\d,]*+")
_DIGITS = re.compile(r"\d")
_MONTHS = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
)
# What no contract says: an amount with a leading zero, a day after the 31st, a year in no century of use.
_IMPOSSIBLE = re.compile(
    r"(?:\b[A-Z]{3}\s|[$€£¥]\s?)0\d{1,2},\d{3}(?!\d)"
    rf"|(?<![\w.,:/])(?:3[2-9]|[4-9]\d)(?:st|nd|rd|th)?\s{_MONTHS}\b"
    rf"|\b{_MONTHS}\s(?:\d{{1,2}},\s)?(?!1[6-9]\d\d|2[01]\d\d)\d{{4}}(?![\d,])"
)
_TENS = ("ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SAID_TWICE = re.compile(rf"\b({'|'.join(_TENS)})\s\((\d{{1,3}})\)", re.IGNORECASE)
# "lreland", "lnc": earlier OCR takes the capital I for an l.
_INITIAL_I = re.compile(r"\bl(?=[b-df-hj-km-np-tvwxz][a-z])")


def are_impossible(text: str) -> bool:
    """Whether some figures in the text cannot be what the page shows, or say something other than the words before."""
    # The expressions are slow, so they read only what is around figures that may be impossible.
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        two, four = end - start == 2, end - start == 4
        said = text[start - 1 : start] == "("
        if not (said or match.group()[0] == "0" or (two and match.group() > "31") or four):
            continue
        around = text[max(0, start - 20) : end + 15]
        twice = _SAID_TWICE.search(around) if said else None
        if twice and int(twice[2]) % 100 != 10 * (_TENS.index(twice[1].lower()) + 1):
            return True
        if _IMPOSSIBLE.search(around):
            return True
    return False


def with_initial_i(text: str) -> str:
    """The text of earlier OCR with capitals that it took for another letter."""
    return _INITIAL_I.sub("I", text)


def figures_in(text: str) -> list[Span]:
    """The intervals of the words that contain digits."""
    return [match.span() for match in _FIGURE.finditer(text)]


def lines_of(layer: Layer, figures: list[Span]) -> NDArray[np.float32]:
    """The boxes (n, 4) of the lines that contain these figures, with some space around them."""
    starts = [start for start, _ in figures]
    found = []
    for match in LINE.finditer(layer.text):
        start, end = match.span()
        if bisect_left(starts, start) < bisect_left(starts, end):
            x0, y0, x1, y1 = bounding_box(layer.boxes[start:end])
            more = AROUND * (y1 - y0)
            found.append((x0 - BESIDE, y0 - more, x1 + BESIDE, y1 + more))
    return np.array(found, dtype=np.float32).reshape(-1, 4)


def differing(layer: Layer, figures: list[Span], found: Recognized) -> dict[Span, str]:
    """Those of the figures that were recognized as other ones, with what was recognized."""
    words = [match.span() for match in re.finditer(r"\S+", found.text)]
    places = np.array([bounding_box(found.boxes[slice(*span)]) for span in words], dtype=np.float32).reshape(-1, 4)
    wrong = {}
    for start, end in figures:
        own = _over(places, bounding_box(layer.boxes[start:end]))
        read = "".join(found.text[slice(*words[number])] for number in own)
        sure = min((float(found.sure[slice(*words[number])].min()) for number in own), default=0.0)
        if sure >= SURE and _is_other_figure(layer.text[start:end], read):
            wrong[start, end] = read
    return wrong


def _over(places: NDArray[np.float32], box: tuple[float, float, float, float]) -> list[int]:
    x0, y0, x1, y1 = box
    wide = np.minimum(places[:, 2], x1) - np.maximum(places[:, 0], x0)
    high = np.minimum(places[:, 3], y1) - np.maximum(places[:, 1], y0)
    own = (wide > SHARED * (places[:, 2] - places[:, 0])) & (high > SHARED * (places[:, 3] - places[:, 1]))
    return sorted(np.flatnonzero(own).tolist(), key=lambda number: float(places[number, 0]))


def _is_other_figure(written: str, read: str) -> bool:
    """Whether two readings of a word differ in their digits or the marks between them, but not in their letters."""
    one, other = (_DIGITS.sub("0", word).strip(".,;:()\"'“”‘’[]") for word in (written, read))
    if not _DIGITS.search(read) or abs(len(one) - len(other)) > 3:
        return False
    letters = ["".join(filter(str.isalpha, word)) for word in (one, other)]
    written, read = _bare(written), _bare(read)
    lost = len(read) < len(written) and _digits(written) == _digits(read)  # a recognition misses points more often
    return letters[0] == letters[1] and written != read and not lost


def _bare(word: str) -> str:
    """The word's digits with the marks between them."""
    return "".join(character for character in word if character.isdigit() or character in ".,").strip(".,")


def _digits(word: str) -> str:
    return "".join(filter(str.isdigit, word))


def with_figures(layer: Layer, others: dict[Span, str]) -> Layer:
    """The layer with these words in place of its own."""
    text: list[str] = []
    boxes: list[NDArray[np.float32]] = []
    done = 0
    for (start, end), word in sorted(others.items()):
        x0, y0, x1, y1 = bounding_box(layer.boxes[start:end])
        edges = np.linspace(x0, x1, len(word) + 1)
        own = np.stack([edges[:-1], np.full(len(word), y0), edges[1:], np.full(len(word), y1)], axis=1)
        text += [layer.text[done:start], word]
        boxes += [layer.boxes[done:start], own.astype(np.float32)]
        done = end
    return Layer("".join([*text, layer.text[done:]]), np.concatenate([*boxes, layer.boxes[done:]]).astype(np.float32))
