"""Inserts spaces between words that are set too close together for pdfium to separate them, and removes those that it
takes from gaps inside figures and words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from chunking.pdf.text.text_layer import LINE, Layer, has_ink, is_white_space, part

# A page with this many runs of letters this long lacks spaces.
RUNS, LONG = 2, 20
_RUN = re.compile(rf"(?<![^\W\d_])[^\W\d_]{{{LONG},}}+")  # tried only where a word begins
# A clause's number at the beginning of a line, without the space that separates it from the clause: word processors put
# a tab there, which may be narrower than a space. Before a small letter, as in "(s)he", only the gap tells.
_NUMBERED = re.compile(
    r"""(?<![^\r\n])[^\S\r\n]{0,9}
    (?:\d{1,3}(?:\.\d{1,3}){1,4}\.?(?=[A-Z"“])
      |\d{1,2}[.)](?=[A-Z"“])
      |\((?:[a-z]{1,2}|[ivx]{3,5}|\d{1,2}|[A-Z])\)(?:(?=[A-Z"“])|(?=(?P<small>[a-z]))))""",
    re.VERBOSE,
)
# Relative to the line's height: how much wider than between letters a gap between words is.
WIDER = 0.045
# The fewest letters on a line that show how wide its gaps between letters are, and the fewest spaces that show how wide
# these are.
FEWEST, SPACES = 8, 4
# Relative to the line's usual space: a gap between words is wider, and gaps inside a figure and a word are narrower.
AS_WIDE, IN_FIGURE, IN_WORD = 0.8, 0.75, 0.66
# Letters next to each other are level within this share of their height, and a gap of this share may be a space.
SAME_LINE, GAP = 0.1, 0.06
# The widest gap inside a figure or word, relative to the line's height.
NARROW = 0.25
# This many spaces are missing in a line that lacks them; a single one may be a change of the font.
MISSING = 3
_PUNCTUATION, _LONGEST = ".,;:()\"'“”‘’", 60
_SPACE, _LINE_ENDS = [ord(" "), 0xA0], [ord(sign) for sign in "\r\n\u00ad"]
_FIGURE = re.compile(r"(?<=\d) (?=\d|[.,] ?\d)|(?:(?<=\d[.,])|(?<=\d [.,])) (?=\d)")


def with_spaces(layer: Layer) -> Layer:
    """The layer with a space wherever a line's letters are clearly further apart than its others, if the page lacks
    spaces, and after each clause's number."""
    layer = _with_places(layer, _after_numbers(layer))
    if max(map(len, layer.text.split()), default=0) < LONG or len(_RUN.findall(layer.text)) < RUNS:
        return layer
    return _with_places(layer, [place for line in LINE.finditer(layer.text) for place in _gaps(layer, *line.span())])


def with_even_spaces(layer: Layer) -> Layer:
    """The layer with spaces as the gaps of its lines show them, where these are clear: a gap that is much narrower than
    the spaces of its line is kerning inside a figure or word, although pdfium writes a space for it; and one that is as
    wide as they are separates words, although it writes none."""
    ink = np.flatnonzero(has_ink(layer))
    if len(ink) < FEWEST:
        return layer
    left, top, right, bottom = layer.boxes[ink].T
    height = bottom[1:] - top[1:]
    gaps = left[1:] - right[:-1]
    steps = np.diff(ink)
    after = ink[:-1] + 1  # the character between two letters, if there is one
    codes = np.frombuffer(layer.text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    spaces = (steps == 2) & np.isin(codes[after], _SPACE)
    level = (np.abs(np.diff(bottom)) < SAME_LINE * height) & (gaps < height)
    generated = layer.boxes[after, 2] <= layer.boxes[after, 0]  # a space that the file itself writes has a box
    doubtful = [
        place
        for place in np.flatnonzero(level & spaces & generated & (gaps < NARROW * height)).tolist()
        if _widest_inside(layer.text, int(after[place]))
    ]
    wide = np.flatnonzero(level & (steps == 1) & (gaps > GAP * height)).tolist()
    if not doubtful and not wide:
        return layer
    ends = np.cumsum(np.isin(codes, _LINE_ENDS))[after]
    usual: dict[int, tuple[int, float, float]] = {}
    for end in {int(ends[place]) for place in (*doubtful, *wide)}:
        first, last = np.searchsorted(ends, [end, end + 1]).tolist()
        usual[end] = _usual_gaps(gaps[first:last], spaces[first:last], first)
    inside = []
    for place in doubtful:
        begin, space, _ = usual[int(ends[place])]
        if place > begin and gaps[place] < _widest_inside(layer.text, int(after[place])) * space:
            inside.append(int(after[place]))
    missing: defaultdict[int, list[int]] = defaultdict(list)
    for place in wide:
        _, space, letters = usual[int(ends[place])]
        if space and gaps[place] > AS_WIDE * space and gaps[place] - letters > WIDER * height[place]:
            missing[int(ends[place])].append(int(ink[place + 1]))
    added = sorted(place for places in missing.values() if len(places) >= MISSING for place in places)
    kept = np.ones(len(layer.text), dtype=bool)
    kept[list(_in_words(layer.text, inside))] = False
    if kept.all():
        return _with_places(layer, added)
    return _with_places(part(layer, kept), np.searchsorted(np.flatnonzero(kept), added).tolist())


def _in_words(text: str, places: list[int]) -> Iterator[int]:
    """Those of the spaces that are inside a figure or a word rather than between two words set close together: the page
    has the whole word elsewhere, or none of its parts."""
    words: Counter[str] = Counter()
    for chain in _chains(text, places):
        if all(_FIGURE.match(text, place) for place in chain):
            yield from chain
            continue
        words = words or Counter(map(_bare, text.split()))
        parts = [_before(text, chain[0]), *text[chain[0] : chain[-1]].split(), _behind(text, chain[-1])]
        if words[_bare("".join(parts))] or not any(words[_bare(part)] > 1 for part in parts):
            yield from chain


def _chains(text: str, places: list[int]) -> Iterator[list[int]]:
    """The places in runs between which there is no other white space."""
    chain: list[int] = []
    for place in places:
        if chain and any(map(str.isspace, text[chain[-1] + 1 : place])):
            yield chain
            chain = []
        chain.append(place)
    if chain:
        yield chain


def _before(text: str, place: int) -> str:
    """What is before this place, back to white space."""
    return text[max(0, place - _LONGEST) : place].rsplit(maxsplit=1)[-1]


def _behind(text: str, place: int) -> str:
    return text[place + 1 : place + 1 + _LONGEST].split(maxsplit=1)[0]


def _bare(word: str) -> str:
    return word.strip(_PUNCTUATION).lower()


def _usual_gaps(gaps: NDArray[np.float32], spaces: NDArray[np.bool_], first: int) -> tuple[int, float, float]:
    """The place of a line's first space, which may be the tab after a clause's number, and the usual widths of its
    spaces (0 if there are few) and of its gaps between letters."""
    own = np.sort(gaps[spaces])
    if len(own) < SPACES:
        return first, 0.0, 0.0
    letters = np.sort(gaps[~spaces])
    return (
        first + int(spaces.argmax()),
        float(own[len(own) // 2]),
        float(letters[len(letters) // 2]) if len(letters) else 0.0,
    )


def _widest_inside(text: str, place: int) -> float:
    """How wide the space at this place may be, relative to the usual space, to be a gap inside a figure or a word."""
    if _FIGURE.match(text, place):
        return IN_FIGURE
    return IN_WORD if text[place - 1].isalpha() and text[place + 1].islower() else 0.0


def _after_numbers(layer: Layer) -> list[int]:
    """The offsets of the words that follow a clause's number without a space."""
    found = []
    for number in _NUMBERED.finditer(layer.text):
        line = LINE.match(layer.text, number.start())
        if line and (not number["small"] or number.end() in _gaps(layer, *line.span())):
            found.append(number.end())
    return found


def _with_places(layer: Layer, places: list[int]) -> Layer:
    """The layer with a space before each of these characters."""
    if not places:
        return layer
    pieces = [layer.text[start:end] for start, end in zip([0, *places], [*places, None], strict=True)]
    boxes = np.insert(layer.boxes, places, np.float32(0), axis=0)
    return Layer(" ".join(pieces), boxes)


def _gaps(layer: Layer, start: int, end: int) -> list[int]:
    """The offsets of the characters in this line before which a space is missing."""
    left, top, right, bottom = layer.boxes[start:end].T
    solid = ~is_white_space(layer.text[start:end]) & (right > left)
    both = solid[1:] & solid[:-1]
    if both.sum() < FEWEST:
        return []
    gaps = left[1:] - right[:-1]
    wide = both & (gaps - np.median(gaps[both]) > WIDER * np.median((bottom - top)[solid]))
    return (np.flatnonzero(wide) + 1 + start).tolist()
