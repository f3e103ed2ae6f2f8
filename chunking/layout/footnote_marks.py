"""Removes footnote marks after words and amounts, but keeps raised cents, fractions and exponents.

A character's box is as high as its font and sits on the baseline, which gives both for every character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from chunking.pdf.text.text_layer import Layer, is_white_space

# Relative to the height of the preceding character: how far a mark is raised, its largest size and distance.
RAISED, AS_HIGH, NEAR = 0.2, 1.02, 0.5
# A mark that a space of this width separates from a figure is at most as large: a value filled into a blank is larger.
MUCH_SMALLER, SPACE = 0.75, 0.7
# Characters belong to the same raised run while they are level within this share of the height.
SAME = 0.08
_AFTER_FIGURE = re.compile(r"[\d%)] ")
_SUPERSCRIPTS = re.compile("⁽?[⁰¹²³⁴-⁹]{1,3}⁾?")
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾", "0123456789()")
_MARK = re.compile(r"[\[(]?(?:\d{1,3}(?:(?:[,;] ?|[–-])\d{1,3}){0,4}|[a-z]|[ivx]{1,4}|[*†‡§¶#]{1,3})[\])]?")
# Units with squares and cubes; powers of ten; ordinals in Romance languages, and "No".
_UNIT = re.compile(r"(?<![^\W\d_])(?:[kcdmµ]?m|ft|yd)$")
_POWER = re.compile(r"[×x·*]\s?10$")
_ORDINAL = re.compile(r"(?<![\d.,])\d$|\bN$")
# "$50" followed by two raised digits is an amount with cents.
_PRICE = re.compile(r"[$€£¥]\s?\d{1,3}(?:,?\d{3}){0,4}$")
_CENTS = re.compile(r"0\d|50|95|99")
# So is "$50." in the middle of a sentence.
_WITH_POINT = re.compile(r"(?:[$€£¥]|\b[A-Z]{3})\s?\d[\d,]{0,20}\.$")
_BEFORE = tuple(".,;:!?)]\"'”’%")
# In many languages the sign of a currency is behind the amount.
_AMOUNT = re.compile(r"\d\s?[€$£¥]$")
_FRACTION = "/\N{FRACTION SLASH}"


class _Change(NamedTuple):
    """A replacement for ``text[start:end]``."""

    start: int
    end: int
    text: str


def without_marks(layer: Layer) -> Layer:
    """The layer without footnote marks after words and figures. The mark that introduces the note itself stays."""
    changes = sorted(change for start, end in _raised(layer) if (change := _change(layer.text, start, end)))
    own = layer.boxes.copy() if changes else layer.boxes
    text: list[str] = []
    boxes: list[np.ndarray[tuple[int, int], np.dtype[np.float32]]] = []
    done = 0
    for start, end, instead in changes:
        if start >= done:
            if end > start > 0:  # so the gap left by a mark does not look like a cell boundary
                own[start - 1, 2] = max(own[start - 1, 2], own[end - 1, 2])
            text += [layer.text[done:start], instead]
            boxes += [own[done:start], np.zeros((len(instead), 4), dtype=np.float32)]
            done = end
    if not text:
        return layer
    return Layer("".join([*text, layer.text[done:]]), np.concatenate([*boxes, own[done:]]))


def _raised(layer: Layer) -> Iterator[tuple[int, int]]:
    """The ranges of raised characters that follow unraised ones."""
    yield from (match.span() for match in _SUPERSCRIPTS.finditer(layer.text))
    white = is_white_space(layer.text)
    ink = np.flatnonzero(~white & (layer.boxes[:, 2] > layer.boxes[:, 0]))
    left, top, right, bottom = layer.boxes[ink].T
    height = bottom - top
    raised = (left[1:] > left[:-1]) & (bottom[:-1] - bottom[1:] > RAISED * height[:-1])
    gap, usual = left[1:] - right[:-1], height[:-1]
    next_to = (ink[1:] == ink[:-1] + 1) & (height[1:] <= AS_HIGH * usual) & (gap < NEAR * usual)
    apart = (ink[1:] == ink[:-1] + 2) & (height[1:] <= MUCH_SMALLER * usual) & (gap < SPACE * usual)
    for place in np.flatnonzero(raised & (next_to | apart)).tolist():
        if apart[place] and not _AFTER_FIGURE.fullmatch(layer.text[ink[place] : ink[place] + 2]):
            continue
        first, end = place + 1, place + 2
        while end < len(ink) and (ink[end] == ink[end - 1] + 1 or layer.text[ink[end - 1] : ink[end]] in (", ", "; ")):
            if max(abs(bottom[end] - bottom[first]), abs(height[end] - height[first])) > SAME * height[place]:
                break
            end += 1
        yield int(ink[first]), int(ink[end - 1]) + 1


def _are_cents(run: str, before: str, after: str) -> bool:
    return len(run) == 2 and run.isdigit() and after.strip().islower() and bool(_WITH_POINT.search(before))


def _change(text: str, start: int, end: int) -> _Change | None:
    """How to edit a raised run: drop a mark, add a point before cents or a space before a fraction, or leave it."""
    run, before, after = text[start:end].translate(_PLAIN), text[max(0, start - 40) : start], text[end : end + 1]
    if before[-1:] == " ":
        return _Change(start - 1, end, "") if _MARK.fullmatch(run) and after not in _FRACTION else None
    words = before[-1:].isalnum() or before[-1:] in _BEFORE or _AMOUNT.search(before)
    if not words or not _MARK.fullmatch(run):
        return None
    if "*" in text[end : end + 2] or _are_cents(run, before, text[end : end + 2]):
        return None  # asterisks for text redacted from a published contract
    if run.isdigit():
        if _UNIT.search(before) and run in "23":
            return None
        if _POWER.search(before):
            return _Change(start, start, "^")
        if after and after in _FRACTION:
            return _Change(start, start, " ") if before[-1].isdigit() else None
        if _PRICE.search(before) and _CENTS.fullmatch(run):
            return _Change(start, start, ".")
    elif (run in "aoe" and _ORDINAL.search(before)) or (run.isalpha() and len(before) < 2):
        return None
    return _Change(start, end, " " if after.isalnum() else "")
