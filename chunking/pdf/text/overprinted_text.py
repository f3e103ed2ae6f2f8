"""Handles text printed over other text: finds what is hidden underneath, and drops duplicates."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

from chunking.pdf.recognition.legibility import agreement, reading_score
from chunking.pdf.text.characters import characters_and_objects
from chunking.pdf.text.hidden_text import changes_without, rendered
from chunking.pdf.text.text_layer import Layer, has_ink, is_blank, part
from chunking.pdf.text.text_objects import address_of, is_faint, is_invisible, text_objects

# Letters coincide if their middles are this close (relative to height) and this share of the width overlaps; words do
# if most of their letters do.
NEAR, SHARED, MOST = 0.45, 0.4, 0.5
# Letters close together in the text may touch without being duplicates.
FAR_APART = 3
# The quick check uses a grid of this many points. A word of this many coinciding letters may be hidden under another;
# this many are a second copy of the text.
GRID, COVERED_WORD, SECOND_COPY = 5.0, 3, 12
SQUARES, ROW, OFFSET = (1 << 15) - 1, 15, 32
# Two copies of the same words agree at least this well, despite OCR errors.
ALIKE = 0.5
_WORD = re.compile(r"\S+")


def coinciding(layer: Layer) -> int:
    """Roughly how many characters coincide with one that is far away in the text: at least ``COVERED_WORD`` call for
    ``without_covered``, and ``SECOND_COPY`` for ``without_duplicates``."""
    ink = np.flatnonzero(has_ink(layer))
    boxes = layer.boxes[ink]
    across, down = (np.nan_to_num((boxes[:, side] + boxes[:, side + 2]) / 2) for side in (0, 1))
    counts = []
    for shift in (0.0, GRID / 2):  # two grids, because letters may coincide across a cell's edge
        column, row = (((middle + shift) // GRID).clip(0, SQUARES) for middle in (across, down))
        # Packing grid cell and offset into one integer makes sorting many times faster.
        both = np.sort((column.astype(np.int64) << ROW | row.astype(np.int64)) << OFFSET | ink)
        counts.append(((np.diff(both >> OFFSET) == 0) & (np.diff(both & (1 << OFFSET) - 1) > FAR_APART)).sum())
    return int(max(counts))


def without_covered(page: pdfium.PdfPage, layer: Layer) -> tuple[Layer, Layer]:
    """Splits off words that share their place with others and cannot be seen: those without which the rendered page
    looks the same, and white or transparent ones over visible ones. Returns the rest of the layer, and these words."""
    text_page = page.get_textpage()
    whole, owners = characters_and_objects(text_page, page)
    text_page.close()
    # Invisible text was judged before: what is left of it is earlier OCR.
    objects = {address_of(text): text for text in text_objects(page) if not is_invisible(text)}
    covered = np.zeros(len(whole.text), dtype=bool)
    picture, scale = rendered(page)
    for shared in _doubled(whole):
        group = objects.keys() & set(owners[shared].tolist())
        needed = changes_without(page, [objects[address] for address in group], whole.boxes * scale, picture)
        # A blank that is filled in looks the same along its length.
        hidden = np.isin(owners, list(group)) & ~needed & ~is_blank(whole.text)
        # Of two copies in exactly one place the page needs either one, so only the first is hidden.
        covered |= hidden & ~_coincides(whole, part(whole, covered))
    covered = _words(whole.text, covered)
    faint = np.isin(owners, [address for address, text in objects.items() if is_faint(text)]) & ~covered
    covered[faint] = covers(part(whole, faint), part(whole, ~faint & ~covered))
    # Annotations may have struck out words of the layer already. Of two equal letters in one place the file may show
    # only the second.
    at: defaultdict[tuple[str, tuple[float, ...]], list[bool]] = defaultdict(list)
    for place, gone in zip(_places(whole), covered.tolist(), strict=True):
        at[place].append(gone and any(place[1]))
    turns = {place: iter(gone) for place, gone in at.items()}
    kept = np.fromiter((not next(turns.get(place, iter(())), False) for place in _places(layer)), bool, len(layer.text))
    return part(layer, kept), part(whole, covered)


def _places(layer: Layer) -> Iterator[tuple[str, tuple[float, ...]]]:
    boxes = map(tuple, layer.boxes.round(1).tolist())
    return zip(layer.text, boxes, strict=True)


def covers(layer: Layer, other: Layer) -> NDArray[np.bool_]:
    """A mask of the characters whose words coincide with letters of the other layer."""
    return _words(layer.text, _coincides(layer, other))


def without_duplicates(layer: Layer) -> Layer:
    """The layer without duplicate words: of two copies the better one is kept, of more the first.

    Words that differ are all kept, because all are visible.
    """
    second, first = (_words(layer.text, shared) for shared in _doubled(layer))
    first &= ~second
    one, other = part(layer, first).text, part(layer, second).text
    if agreement(other, one) < ALIKE:
        return layer
    two = len(other) < 1.5 * len(one)
    return part(layer, ~first if two and reading_score(other) > reading_score(one) else ~second)


def _words(text: str, marked: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Extends the mask to whole words if most of their characters are marked, to single words between two such, and to
    the white space between them."""
    found = np.zeros(len(text), dtype=bool)
    words = [match.span() for match in _WORD.finditer(text)] if marked.any() else []
    own = [bool(marked[start:end].sum() >= MOST * (end - start)) for start, end in words]
    own = [mine or (0 < n < len(own) - 1 and own[n - 1] and own[n + 1]) for n, mine in enumerate(own)]
    last = 0
    for (start, end), mine in zip(words, own, strict=True):
        if mine:
            found[last if last and found[last - 1] else start : end] = True
        last = end
    return found


def _doubled(layer: Layer) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Masks of the characters that coincide with one far before them in the text, and with one far behind them."""
    first, last = _span_over(layer, layer)
    own = np.arange(len(layer.text))
    return first < own - FAR_APART, last > own + FAR_APART


def _coincides(layer: Layer, other: Layer) -> NDArray[np.bool_]:
    """A mask of the characters that coincide with one of the other layer."""
    return _span_over(layer, other)[1] >= 0


def _span_over(layer: Layer, other: Layer) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The offsets of the first and the last character of the other layer that coincide with each of this one. If there
    are none, the first is behind the other layer's end and the last before its start."""
    least = np.full(len(layer.text), len(other.text), dtype=np.intp)
    greatest = np.full(len(layer.text), -1, dtype=np.intp)
    mine, theirs = (np.flatnonzero(has_ink(each)) for each in (layer, other))
    if not len(mine) or not len(theirs):
        return least, greatest
    theirs = theirs[np.argsort(other.boxes[theirs, 1] + other.boxes[theirs, 3])]
    others = other.boxes[theirs]
    middles = (others[:, 1] + others[:, 3]) / 2
    left, top, right, bottom = layer.boxes[mine].astype(np.float64).T
    middle, reach = (top + bottom) / 2, NEAR * (bottom - top)
    begins, ends = (np.searchsorted(middles, side).tolist() for side in (middle - reach, middle + reach))
    for place, first, last, x0, x1 in zip(mine.tolist(), begins, ends, left.tolist(), right.tolist(), strict=True):
        level = others[first:last]
        shared = np.minimum(level[:, 2], x1) - np.maximum(level[:, 0], x0)
        own = theirs[first:last][shared > SHARED * (x1 - x0)]
        if len(own):
            least[place], greatest[place] = own.min(), own.max()
    return least, greatest
