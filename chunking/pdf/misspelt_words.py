"""Finds words garbled by a wrong font encoding ("TerminaOon", shifted letters), and repairs them by OCR."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from chunking.pdf.legibility import legibility, like_words, unlike_words
from chunking.pdf.ocr import Recognised
from chunking.pdf.overlay_text import Layer

# So many words on a page that hold the same wrong letter, or none where one should be, are no accident.
WORDS = 2
SAME_CAPITAL = 3
# A line of so many letters that reads worse than this is nonsense.
LETTERS, NONSENSE = 20, 0.6
# One odd word in a short line is a mark or a code; a font that lies spoils more of its words, or leaves letters out.
NO_WORDS = 3
# Of a recognised word's width and height so much lies over the word that it stands for.
SHARED = 0.5
_WORD = re.compile(r"\S+")
_LINE = re.compile(r"[^\r\n\u00ad]+")
_MISSING = re.compile(r"[^\W\d_]\ufffd|\ufffd[^\W\d_]")
_LETTERS = re.compile(r"[^\W\d_]+")
_AFTER_A_LETTER = re.compile(r"(?<=[A-Za-z])[A-Z](?=[a-z])")
_CAPITAL_INSIDE = re.compile(r"[A-Z]?[a-z]{0,20}[A-Z][a-z]{1,20}")


def misspelt(text: str) -> list[tuple[int, int]]:
    """From where to where there are words, or lines of them, that the font must have spelt wrongly."""
    words = list(_with_letters_missing(text)) if "\ufffd" in text else []
    words = words if len(words) >= WORDS else []
    words += _with_capitals(text)
    lines = list(_nonsense(text))
    outside = [(start, end) for start, end in words if not any(a <= start < b for a, b in lines)]
    return sorted({*lines, *outside})


def _with_letters_missing(text: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in _WORD.finditer(text) if _MISSING.search(match.group()))


def _with_capitals(text: str) -> Iterator[tuple[int, int]]:
    """Words with the same capital within: one such is a name ("iPhone"), several kinds are a ligature."""
    inner_capitals = Counter(_AFTER_A_LETTER.findall(text))
    if not inner_capitals or max(inner_capitals.values()) < SAME_CAPITAL:
        return
    found: defaultdict[str, dict[str, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
    for match in _WORD.finditer(text):
        bare = match.group().strip(".,;:()\"'“”‘’")
        inner = _CAPITAL_INSIDE.fullmatch(bare)
        if inner and len(bare) > 3 and bare[1:] != bare[1:].lower():
            capital = next(letter for letter in bare[1:] if letter.isupper())
            found[capital][bare.lower()].append(match.span())
    for words in found.values():
        if len(words) >= SAME_CAPITAL:
            yield from (span for spans in words.values() for span in spans)


def _nonsense(text: str) -> Iterator[tuple[int, int]]:
    unlike = unlike_words(text)
    for match in _LINE.finditer(text) if unlike or "\ufffd" in text else ():
        line = match.group()
        odd = len(unlike.intersection(_LETTERS.findall(line))) + line.count("\ufffd")
        if odd >= NO_WORDS and _is_nonsense(line):
            yield match.span()


def _is_nonsense(line: str) -> bool:
    return "@" not in line and sum(map(str.isalpha, line)) >= LETTERS and legibility(line) < NONSENSE


def mended(layer: Layer, wrong: list[tuple[int, int]], found: Recognised) -> tuple[Layer, bool]:
    """The layer with what was recognised in the place of what is wrong, and whether all of it reads well now."""
    words = [(match.group(), found.boxes[slice(*match.span())]) for match in _WORD.finditer(found.text)]
    places = np.array([_around(boxes) for _, boxes in words], dtype=np.float32).reshape(-1, 4)
    text: list[str] = []
    boxes: list[NDArray[np.float32]] = []
    done, well = 0, True
    for start, end in wrong:
        own = [words[number] for number in _over(places, _around(layer.boxes[start:end]))]
        if not like_words(" ".join(word for word, _ in own)):
            well = False
            continue
        text.append(layer.text[done:start])
        boxes.append(layer.boxes[done:start])
        for number, (word, its) in enumerate(own):
            text.append(f" {word}" if number else word)
            boxes += [np.zeros((1, 4), dtype=np.float32), its] if number else [its]
        done = end
    whole = Layer("".join([*text, layer.text[done:]]), np.concatenate([*boxes, layer.boxes[done:]]).astype(np.float32))
    return whole, well


def _around(boxes: NDArray[np.float32]) -> tuple[float, float, float, float]:
    solid = boxes[boxes[:, 2] > boxes[:, 0]]
    if not len(solid):
        return 0.0, 0.0, 0.0, 0.0
    return (*solid[:, :2].min(axis=0).tolist(), *solid[:, 2:].max(axis=0).tolist())


def _over(places: NDArray[np.float32], box: tuple[float, float, float, float]) -> list[int]:
    """The recognised words that lie over the box, from left to right."""
    x0, y0, x1, y1 = box
    wide = np.minimum(places[:, 2], x1) - np.maximum(places[:, 0], x0)
    high = np.minimum(places[:, 3], y1) - np.maximum(places[:, 1], y0)
    own = (wide > SHARED * (places[:, 2] - places[:, 0])) & (high > SHARED * (places[:, 3] - places[:, 1]))
    return sorted(np.flatnonzero(own).tolist(), key=lambda number: float(places[number, 0]))
