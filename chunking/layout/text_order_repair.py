"""Reorders a page's text by position when the file stores it in another order.

Most files store text in reading order, which reflects columns and cells. That order is kept except where positions
contradict it: a line above another comes first, and text filled into a blank belongs to the blank's line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from heapq import heapify, heappop, heappush
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from chunking.layout.columnwise_tables import in_rows
from chunking.layout.line_metrics import Sides
from chunking.layout.lines import LINE, RIGHT_TO_LEFT
from chunking.pdf.text.text_layer import BLANK, Layer, has_ink, is_blank, is_white_space

# A page with more lines is a drawing.
MOST = 1500
# Relative to line height: the overlap of two level lines, the widest gap between words of one line, between such words
# that the file stores apart, and between letters of one word, and the overlap of overprinted lines.
LEVEL, WORDS, SPACE, LETTERS, OVERPRINT = 0.5, 0.6, 0.35, 0.15, 0.3
# The widest step between lines of a column, relative to their height.
COLUMN = 2.5
# A line of fewer spaces may be a cell or a number.
SENTENCE = 3
# Points that lines side by side may overlap.
ASIDE = 3.0
# Two words are in the same place if this share of the narrower is covered; and a blank is filled if this share is.
COVERED, FILLED = 0.3, 0.6
# Marks that follow a value without a space.
_CLOSING = ".,;:)"
# Words are shuffled if this share of a page's lines starts to the left of the previous one and level with it.
SHUFFLED = 0.1
# The file's order means nothing if this many, and this share, of the leaps from one character to the next go back.
FEWEST, SCATTERED = 5, 0.15
# Words are stored one by one if there are this many leaps for each.
WORD_BY_WORD = 0.5
# The widest gap between words of a line, relative to its height, if the words come in no order.
APART = 1.0
# A label of a form, alone in its line.
_LABEL = re.compile(r"\s{0,9}+[^\W\d_][^:\r\n]{0,40}:\s{0,9}+")
# An amount, a date or a period alone in its line; a column has at least this many.
_VALUE = re.compile(r"(?:[A-Z]{3}\s?|[$€£¥]\s?)?\d[\d.,/-]{0,20}%?(?:\s[A-Za-z]{1,12}){0,2}(?:\s\d{4})?$")
_FIGURE = re.compile(r"\d")
VALUES = 3
_ANY_WORD = re.compile(r"[^\s\u00ad]+\u00ad?")
_WORD = re.compile(rf"{BLANK.pattern}|[^\s_]+|_")

Numbers = NDArray[np.float32]


class _Word(NamedTuple):
    """``text[start:end]``, its horizontal extent and height, and the number of the fragment that it belongs to."""

    start: int
    end: int
    left: float
    right: float
    height: float
    piece: int


def in_order(layer: Layer) -> Layer:
    """The layer with fragments of a line joined and its lines ordered from top to bottom."""
    spans = [match.span() for match in LINE.finditer(layer.text) if match.group().strip()]
    if not 1 < len(spans) <= MOST:
        return layer
    if not RIGHT_TO_LEFT.search(layer.text):
        spans = _split(layer, spans)
    sides = _sides(layer, spans)
    visible = np.flatnonzero(sides.right > sides.left)
    if len(visible) < 2:
        return layer
    if len(visible) < len(spans):
        spans = [spans[number] for number in visible]
        sides = Sides(*(side[visible] for side in sides))
    scattered = not RIGHT_TO_LEFT.search(layer.text) and _scattered(layer)
    if scattered and (words := [match.span() for match in _ANY_WORD.finditer(layer.text)]) and len(words) <= MOST:
        spans, sides = words, _sides(layer, words)
    lines = _lines(layer, spans, sides, scattered)
    united = _united(sides, lines)
    order: list[int] = np.lexsort((united.left, np.array(_rows(united)))).tolist() if scattered else _order(united)
    labels = [len(line) == 1 and bool(_LABEL.fullmatch(layer.text, *spans[line[0]])) for line in lines]
    order = _with_values(order, united, labels)
    ends = [max(line, key=lambda piece: float(sides.right[piece])) for line in lines]
    texts = [" ".join(layer.text[slice(*spans[piece])].strip() for piece in line) for line in lines]
    order = in_rows(order, united, texts)
    order = _by_rows(order, united, [layer.text[slice(*spans[end])].strip() for end in ends])
    if order == list(range(len(spans))):
        return layer
    return _put_together(layer, spans, [lines[number] for number in order])


def _split(layer: Layer, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans, split where the text leaps to another line, and back to the left into a free place or a blank: pdfium
    runs together values that are drawn one by one, and takes one drawn after the end of its line for a part of it."""
    places = np.flatnonzero(has_ink(layer))
    left, top, right, bottom = layer.boxes[places].T
    height = bottom[1:] - top[1:]
    back = right[1:] < left[:-1]
    apart = (top[1:] > bottom[:-1]) | (bottom[1:] < top[:-1])
    lines = places[1:][apart & (back | (left[1:] - right[:-1] > height))]
    level = np.abs(top[1:] + bottom[1:] - top[:-1] - bottom[:-1]) <= LEVEL * 2 * height
    leaps = places[1:][level & back]
    leaps = leaps if len(leaps) <= len(spans) else leaps[:0]  # more in upside-down text
    if not len(leaps) and not len(lines):
        return spans
    found = []
    others = set(lines.tolist())
    every = np.union1d(lines, leaps)
    for start, end in spans:
        for leap in every[np.searchsorted(every, start + 1) : np.searchsorted(every, end)].tolist():
            if leap in others or _is_free(layer, start, leap):
                found.append((start, leap))
                start = leap
        found.append((start, end))
    return found


def _is_free(layer: Layer, start: int, place: int) -> bool:
    """Whether the character is over nothing that precedes it in its line but a blank."""
    text = layer.text[start:place]
    own = layer.boxes[start:place][~is_white_space(text) & ~is_blank(text)]
    left, right = layer.boxes[place, 0], layer.boxes[place, 2]
    covered = np.minimum(own[:, 2], right) - np.maximum(own[:, 0], left)
    return not (covered > COVERED * np.minimum(own[:, 2] - own[:, 0], right - left)).any()


def _sides(layer: Layer, spans: list[tuple[int, int]]) -> Sides:
    """The extents of each span's visible characters; ``right`` is less than ``left`` if there are none."""
    ink = has_ink(layer)
    starts = [start for start, _ in spans]
    least = (np.minimum.reduceat(np.where(ink, layer.boxes[:, side], np.inf), starts) for side in (0, 1))
    most = (np.maximum.reduceat(np.where(ink, layer.boxes[:, side], -np.inf), starts) for side in (2, 3))
    return Sides(*least, *most)


def _overlaps(low: Numbers, high: Numbers) -> Numbers:
    """How much each pair overlaps (n, n); negative for a gap."""
    return np.minimum(high[:, None], high) - np.maximum(low[:, None], low)


def _level(sides: Sides) -> NDArray[np.bool_]:
    heights = sides.heights()
    return _overlaps(sides.top, sides.bottom) >= LEVEL * np.minimum(heights[:, None], heights)


def _above(sides: Sides) -> NDArray[np.bool_]:
    """Whether each is above, and so read before, each other one (n, n)."""
    middle, heights = (sides.top + sides.bottom) / 2, sides.heights()
    higher = middle[:, None] < middle - LEVEL * np.minimum(heights[:, None], heights)
    return higher & (_overlaps(sides.left, sides.right) > ASIDE)


def _scattered(layer: Layer) -> bool:
    """Whether the file stores the text in no order, as some OCR programs and form fillers do.

    Looks at the leaps from one character to the next. In reading order they do not go back to the left or up, except
    from the end of a column or cell to the right; and they do not lead to a word in the middle of a line.
    """
    ink = has_ink(layer)
    left, top, right, bottom = layer.boxes[ink].T
    height = np.minimum(bottom[1:] - top[1:], bottom[:-1] - top[:-1])
    down = (top[1:] + bottom[1:] - top[:-1] - bottom[:-1]) / 2
    level = np.abs(down) <= LEVEL * height
    leaps = ~level | (left[1:] - right[:-1] > height) | (left[:-1] - right[1:] > height)
    count = leaps.sum()
    back = leaps & (level & (right[1:] < left[:-1]) | (~level & (down < 0) & (left[1:] < right[:-1] - ASIDE)))
    if back.sum() > max(FEWEST, SCATTERED * count):
        return True
    words = (ink[1:] & ~ink[:-1]).sum()
    if count <= max(FEWEST, WORD_BY_WORD * words):
        return False
    begin = np.flatnonzero(leaps) + 1
    near = left[begin, None] - right
    middle = (top + bottom) / 2
    beside = (
        (np.abs(middle[begin, None] - middle) < 0.5 * LEVEL * (bottom - top))
        & (near > -1)
        & (near < WORDS * (bottom - top))
    )
    return bool(beside.any(axis=1).sum() > SCATTERED * count)


def _lines(layer: Layer, spans: list[tuple[int, int]], sides: Sides, scattered: bool) -> list[list[int]]:
    """The fragments of each line: pdfium breaks a line at a raised mark, and some files store lines word by word."""
    heights = sides.heights()
    level = _level(sides)
    white = -_overlaps(sides.left, sides.right)
    low = np.minimum(heights[:, None], heights)
    shuffled = scattered or _shuffled(sides, level)
    widest = APART if scattered else WORDS
    line = list(range(len(spans)))
    for first, second in np.argwhere(np.triu(level & (white < widest * low), 1)).tolist():
        if any(RIGHT_TO_LEFT.search(layer.text, *spans[number]) for number in (first, second)):
            continue
        small = max(heights[first], heights[second]) > 1.15 * low[first, second]
        if white[first, second] < -ASIDE:
            joined = _fits(layer, *(_words(layer, spans, [number]) for number in (first, second)))
        elif second == first + 1 and sides.left[second] >= sides.left[first]:
            joined = True
        else:
            joined = shuffled or (small and white[first, second] < LETTERS * low[first, second])
            joined = joined or (
                white[first, second] < SPACE * low[first, second]
                and _stops(layer, spans[first])
                and _is_apart(sides, second)
            )
        if joined:
            line = [line[first] if number == line[second] else number for number in line]
    return [[piece for piece, own in enumerate(line) if own == number] for number in dict.fromkeys(line)]


def _stops(layer: Layer, span: tuple[int, int]) -> bool:
    """Whether the fragment is several words and ends in the middle of a sentence."""
    text = layer.text[slice(*span)].rstrip()
    return text.count(" ") >= SENTENCE and text[-1:] not in (".", ";", ":", "!", "?")


def _is_apart(sides: Sides, number: int) -> bool:
    """Whether the fragments before and after this one in the file are neither level with it nor lines of one column
    with it: a word that was written over another."""
    height = sides.bottom[number] - sides.top[number]
    for other in (number - 1, number + 1):
        if 0 <= other < len(sides.left):
            down = abs(sides.bottom[other] - sides.bottom[number])
            aligned = abs(sides.left[other] - sides.left[number]) < ASIDE
            if down < LEVEL * height or (aligned and down < COLUMN * height):
                return False
    return True


def _shuffled(sides: Sides, level: NDArray[np.bool_]) -> bool:
    """Whether the file stores the words of a line out of order."""
    back = np.diagonal(level, 1) & (sides.right[1:] < sides.left[:-1] + ASIDE)
    return bool(back.sum() > max(3, SHUFFLED * len(back)))


def _words(layer: Layer, spans: list[tuple[int, int]], pieces: list[int]) -> list[_Word]:
    found = []
    for piece in pieces:
        for match in _WORD.finditer(layer.text, *spans[piece]):
            own = layer.boxes[match.start() : match.end()]
            own = own[own[:, 2] > own[:, 0]]
            if len(own):
                height = float((own[:, 3] - own[:, 1]).max())
                found.append(_Word(*match.span(), float(own[:, 0].min()), float(own[:, 2].max()), height, piece))
    return found


def _fits(layer: Layer, one: list[_Word], other: list[_Word]) -> bool:
    """Whether the words of two fragments interleave, or fill each other's blanks, as those of one line may."""
    values: set[_Word] | None = None
    written = [[word for word in words if not BLANK.match(layer.text, word.start)] for words in (one, other)]
    for word in written[0]:
        for over in written[1]:
            covered = min(word.right, over.right) - max(word.left, over.left)
            if covered > COVERED * min(word.right - word.left, over.right - over.left):
                if values is None:
                    values = {word for _, value in _fillings(layer, [*one, *other]) for word in value}
                if word not in values and over not in values:
                    return False
    return True


def _fillings(layer: Layer, words: list[_Word]) -> Iterator[tuple[_Word, list[_Word]]]:
    """The blanks among the words of a line, each with the words of another fragment that fill it: they begin over it,
    or cover most of it, and may go on over the words behind it."""
    blanks = [word for word in words if BLANK.match(layer.text, word.start)]
    written = [word for word in words if not BLANK.match(layer.text, word.start)] if blanks else []
    for value in _runs(written):
        left, right = value[0].left, max(word.right for word in value)
        for blank in blanks:
            covered = min(right, blank.right) - max(left, blank.left)
            begins = blank.left - ASIDE <= left < blank.right and covered > 0
            if value[0].piece != blank.piece and (begins or covered > FILLED * (blank.right - blank.left)):
                yield blank, value
                break


def _runs(words: list[_Word]) -> Iterator[list[_Word]]:
    """The words in runs of one fragment each, without wide gaps."""
    run: list[_Word] = []
    for word in words:
        if run and (word.piece != run[-1].piece or not -ASIDE < word.left - run[-1].right < word.height * APART):
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _united(sides: Sides, lines: list[list[int]]) -> Sides:
    if all(len(line) == 1 for line in lines):
        return sides
    ends = (np.array([side[line].min() for line in lines]) for side in sides[:2])
    others = (np.array([side[line].max() for line in lines]) for side in sides[2:])
    return Sides(*ends, *others)


def _rows(sides: Sides) -> list[int]:
    """The number of the row that each line is in, from the top: words of different sizes may be level."""
    middle, heights = (sides.top + sides.bottom) / 2, sides.heights()
    rows = [0] * len(middle)
    row, at = -1, float("-inf")
    for number in np.argsort(middle, kind="stable").tolist():
        if middle[number] - at > LEVEL * heights[number]:
            row, at = row + 1, float(middle[number])
        rows[number] = row
    return rows


def _order(sides: Sides) -> list[int]:
    """The line numbers in reading order: each after those above it, otherwise as close to file order as possible."""
    above = _above(sides)
    count = len(above)
    late = np.asarray(np.tril(above, -1).any(axis=1))
    if not late.any():
        return list(range(count))
    upwards = np.diagonal(above, -1).sum() > 0.5 * count
    rank = np.lexsort((sides.left, sides.top)).argsort() if upwards else np.arange(count)
    if not upwards and _printed_over(sides, late):
        return list(range(count))
    waiting = above.sum(axis=0)
    ready = [(int(rank[number]), number) for number in np.flatnonzero(waiting == 0).tolist()]
    heapify(ready)
    found: dict[int, None] = {}
    while ready:
        _, number = heappop(ready)
        while number not in found:
            found[number] = None
            below = np.flatnonzero(above[number])
            waiting[below] -= 1
            for other in below[waiting[below] == 0].tolist():
                heappush(ready, (int(rank[other]), other))
            # A line directly below this one comes before lines elsewhere on the page.
            if number + 1 < count and waiting[number + 1] == 0 and _right_under(sides, above, number):
                number += 1
    return list(found)


def _with_values(order: list[int], sides: Sides, labels: list[bool]) -> list[int]:
    """The order with each label of a list ("Name:", "Date:") before what is on its right, which a program that fills in
    forms stores after all the labels."""
    values: dict[int, int] = {}
    middle, heights = (sides.top + sides.bottom) / 2, sides.heights()
    for number, label in enumerate(labels):
        if label and (labels[number - 1 : number] == [True] or labels[number + 1 : number + 2] == [True]):
            level = np.abs(middle - middle[number]) < LEVEL * np.minimum(heights, heights[number])
            beside = np.flatnonzero(level & (sides.left >= sides.right[number]))
            if len(beside) and not labels[value := int(beside[sides.left[beside].argmin()])]:
                values[number] = value
    taken = set(values.values())
    if len(taken) < len(values) or any(_goes_on(sides, value) for value in taken if value + 1 not in taken):
        return order
    return [each for number in order if number not in taken for each in _chain(number, values)]


def _by_rows(order: list[int], sides: Sides, texts: list[str]) -> list[int]:
    """The order with each amount, date or period of a column after what is on its left: a file may store a table column
    by column, and a form's values after all of its labels."""
    partners: dict[int, int] = {}  # what is on the left of each value
    for column in _value_columns(order, sides, texts):
        beside = [_on_the_left(sides, number) for number in column]
        left = [number for number in beside if number is not None]
        lined_up = len(set(left)) == len(column) and min(np.ptp(sides.left[left]), np.ptp(sides.right[left])) < ASIDE
        if lined_up and all(number in partners or not _FIGURE.search(texts[number].split()[-1]) for number in left):
            partners.update(zip(column, left, strict=True))
    if not partners:
        return order
    values = {left: value for value, left in partners.items()}
    return [each for number in order if number not in partners for each in _chain(number, values)]


def _value_columns(order: list[int], sides: Sides, texts: list[str]) -> Iterator[list[int]]:
    """Runs of lines one below the other that are values, but perhaps for the first."""
    column: list[int] = []
    for number in (*order, None):
        if number is not None and _VALUE.match(texts[number]) and (not column or _below(sides, column[-1], number)):
            column.append(number)
            continue
        if len(column) >= VALUES:
            first = order.index(column[0])
            head = order[first - 1] if first else column[0]
            yield [head, *column] if head != column[0] and _below(sides, head, column[0]) else column
        column = [number] if number is not None and _VALUE.match(texts[number]) else []


def _below(sides: Sides, upper: int, lower: int) -> bool:
    """Whether a line is the next of a column that is flush left or flush right."""
    step = sides.bottom[lower] - sides.bottom[upper]
    flush = min(abs(side[lower] - side[upper]) for side in (sides.left, sides.right))
    return bool(flush < ASIDE and 0 < step < COLUMN * (sides.bottom[upper] - sides.top[upper]))


def _on_the_left(sides: Sides, number: int) -> int | None:
    """The nearest line on the left of this one that is level with it."""
    middle, heights = (sides.top + sides.bottom) / 2, sides.heights()
    level = np.abs(middle - middle[number]) < LEVEL * np.minimum(heights, heights[number])
    found = np.flatnonzero(level & (sides.right <= sides.left[number]))
    return int(found[sides.right[found].argmax()]) if len(found) else None


def _goes_on(sides: Sides, number: int) -> bool:
    """Whether the next fragment of the file continues a value of several lines."""
    after = number + 1
    return after < len(sides.left) and bool(
        abs(sides.left[after] - sides.left[number]) < ASIDE
        and 0 < sides.bottom[after] - sides.bottom[number] < 2 * (sides.bottom[number] - sides.top[number])
    )


def _chain(number: int, values: dict[int, int]) -> list[int]:
    return [number, *_chain(values[number], values)] if number in values else [number]


def _right_under(sides: Sides, above: NDArray[np.bool_], number: int) -> bool:
    """Whether the next line of the file is directly below this one."""
    white = sides.top[number + 1] - sides.bottom[number]
    return bool(above[number, number + 1] and white < LEVEL * (sides.bottom[number] - sides.top[number]))


def _printed_over(sides: Sides, late: NDArray[np.bool_]) -> bool:
    """Whether out-of-order lines are printed over others, so positions give no order."""
    heights = sides.heights()
    deep = _overlaps(sides.top, sides.bottom) > OVERPRINT * np.minimum(heights[:, None], heights)
    over = deep & (_overlaps(sides.left, sides.right) > ASIDE)
    np.fill_diagonal(over, False)
    return bool(over[late].any())


def _put_together(layer: Layer, spans: list[tuple[int, int]], lines: list[list[int]]) -> Layer:
    parts: list[Layer] = []
    for line in lines:
        if len(line) == 1:
            start, end = spans[line[0]]
            parts.append(Layer(layer.text[start:end], layer.boxes[start:end]))
        else:
            parts += _merged(layer, _words(layer, spans, line))
        if not parts[-1].text.endswith("\N{SOFT HYPHEN}"):
            parts.append(_unplaced("\r\n"))
    return Layer("".join(part.text for part in parts), np.concatenate([part.boxes for part in parts]))


def _merged(layer: Layer, words: list[_Word]) -> Iterator[Layer]:
    """Merges the words of several fragments into one line from left to right, dropping blanks that were filled in."""
    boxes = layer.boxes.copy()
    place = {word: word.left for word in words}
    filled = []
    for blank, value in _fillings(layer, words):
        filled.append(blank)
        place.update(dict.fromkeys(value, blank.left))
        boxes[value[0].start, 0] = min(boxes[value[0].start, 0], blank.left)
        boxes[value[-1].end - 1, 2] = max(boxes[value[-1].end - 1, 2], blank.right)
    edges = {edge for blank in filled for edge in (blank.start, blank.end)}
    before: _Word | None = None
    for word in sorted(set(words).difference(filled), key=lambda word: (place[word], word.start)):
        if before and before.piece == word.piece and not layer.text[before.end : word.start].strip():
            yield Layer(layer.text[before.end : word.start], boxes[before.end : word.start])
        elif before:
            yield _unplaced(" " if _are_apart(layer, before, word, edges) else "")
        yield Layer(layer.text[word.start : word.end], boxes[word.start : word.end])
        before = word


def _are_apart(layer: Layer, before: _Word, word: _Word, edges: set[int]) -> bool:
    """Whether there is a space between two words of different fragments; ``edges`` are those of filled blanks."""
    if edges & {before.end, word.start}:
        return False
    if layer.text[word.start] in _CLOSING:
        return False
    behind_blank = word.start - 1 in edges and layer.text[word.start - 1] in " \u00a0"
    return behind_blank or word.left - before.right > LETTERS * word.height


def _unplaced(text: str) -> Layer:
    return Layer(text, np.zeros((len(text), 4), dtype=np.float32))
