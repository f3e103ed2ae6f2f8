"""Detects text that the page does not show: white on white, covered, tiny, or beyond the page's edge."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.internal as pdfium_i
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

from chunking.pdf.text.characters import characters_and_objects
from chunking.pdf.text.text_layer import LINE, Layer, bounding_box, has_ink, inside, is_white_space, part, rounded_box
from chunking.pdf.text.text_objects import address_of, is_faint, layer_of, switched_off, text_objects

# The least difference between ink and the paper beside it, in gray levels (of 255).
CONTRAST = 6
# The least difference at a letter's edge, and the share of invisible words and of scanned ink that must coincide.
EDGE, MATCHING = 60, 0.6
# Pages are rendered at this many pixels per point; huge pages at fewer.
SCALE, LONGEST_SIDE = 0.75, 3000
# Rendering takes milliseconds; if it would take longer than this many seconds (a map), it is skipped.
SECONDS = 2.0
# Letters smaller than this many points are specks.
SPECK = 1.5
# A range with fewer letters is too short to judge, unless it is beyond the page's edge.
FEWEST_LETTERS = 4
# This many words may be clipped at the end of a line.
CLIPPED_WORDS = 2
_WORD = re.compile(r"\S+")


class HiddenText(NamedTuple):
    """Masks of characters in words that the page does not show.

    ``off_page``: beyond the page's edge. ``hidden``: these, and words that are too small or have no contrast in the
    rendered page. ``clipped``: words whose neighbors are visible; they were probably clipped by accident, and remain
    part of their sentence.
    """

    off_page: NDArray[np.bool_]
    hidden: NDArray[np.bool_]
    clipped: NDArray[np.bool_]


def find_hidden(layer: Layer, page: pdfium.PdfPage, images: NDArray[np.float32]) -> HiddenText:
    """Finds hidden words by comparing the layer with the rendered page; ``images`` are the boxes (n, 4) of its images,
    which may cover words."""
    width, height = page.get_size()
    left, top, right, bottom = layer.boxes.T  # NumPy is many times slower along an axis of four
    solid = ~is_white_space(layer.text) & (right > left) & (bottom > top)
    across, down = (left + right) / 2, (top + bottom) / 2
    off_page = solid & ((across < 0) | (across > width) | (down < 0) | (down > height))
    specks = solid & (np.maximum(right - left, bottom - top) < SPECK)
    picture, scale = rendered(page)
    faint = solid & ~stands_out(layer.boxes * scale, picture) if picture is not None else np.zeros_like(solid)
    over = solid & ~faint & inside(layer, images)
    if over.sum() >= FEWEST_LETTERS:
        faint |= over & ~_is_needed(layer, page, picture, scale)
    white_ink = _without_ink(layer, page, picture, scale) if faint.any() else faint
    outside, hidden, clipped = (np.zeros_like(solid) for _ in HiddenText._fields)
    for start, end, by_accident in _hidden_ranges(layer.text, off_page | specks | faint):
        certain = not by_accident and off_page[start:end].sum() == solid[start:end].sum()
        if not certain and sum(map(str.isalnum, layer.text[start:end])) < FEWEST_LETTERS:
            continue
        (clipped if by_accident else hidden)[start:end] = True
        outside[start:end] = not by_accident and 2 * off_page[start:end].sum() > solid[start:end].sum()
    return HiddenText(outside, hidden | white_ink, clipped & ~white_ink)


def _is_needed(
    layer: Layer, page: pdfium.PdfPage, picture: NDArray[np.uint8] | None, scale: float
) -> NDArray[np.bool_]:
    """A mask of the characters without which the rendered page would look different."""
    texts = list(text_objects(page))
    with switched_off(texts):
        complete = not layer_of(page).text.strip()  # or some text is too deep in forms to be switched off
    if not complete:
        return np.ones(len(layer.text), dtype=bool)
    return changes_without(page, texts, layer.boxes * scale, picture)


def _without_ink(
    layer: Layer, page: pdfium.PdfPage, picture: NDArray[np.uint8] | None, scale: float
) -> NDArray[np.bool_]:
    """A mask of the characters that are white or transparent and do not change the rendered page: none of them is
    clipped by accident, and even a single one is hidden."""
    found = np.zeros(len(layer.text), dtype=bool)
    objects = {address_of(text): text for text in text_objects(page) if is_faint(text)}
    if not objects:
        return found
    text_page = page.get_textpage()
    whole, owners = characters_and_objects(text_page, page)
    text_page.close()
    faint = part(whole, np.isin(owners, list(objects)))
    boxes = faint.boxes[~changes_without(page, list(objects.values()), faint.boxes * scale, picture)]
    places = set(map(tuple, boxes.round(1).tolist()))
    return np.fromiter((tuple(box) in places for box in layer.boxes.round(1).tolist()), bool, len(found)) & has_ink(
        layer
    )


def matches_scan(layer: Layer, page: pdfium.PdfPage) -> bool:
    """Whether an invisible OCR layer matches the scan: most words are over ink, and most ink is under words."""
    picture, scale = rendered(page)
    if picture is None:
        return True
    ink = np.abs(np.diff(picture.astype(np.int16), axis=1)) > EDGE
    under = np.zeros_like(ink)
    over = words = 0
    for match in _WORD.finditer(layer.text):
        x0, y0, x1, y1 = (
            max(0, round(side * scale)) for side in rounded_box(bounding_box(layer.boxes[slice(*match.span())]))
        )
        words += 1
        over += bool(ink[y0:y1, x0:x1].any())
        under[y0:y1, x0:x1] = True
    return over >= MATCHING * words and (ink & under).sum() >= MATCHING * ink.sum()


def rendered(page: pdfium.PdfPage) -> tuple[NDArray[np.uint8] | None, float]:
    """The page rendered in gray (None if that takes too long), and its pixels per point."""
    scale = min(SCALE, LONGEST_SIDE / max(*page.get_size(), 1.0))
    width, height = (max(1, round(side * scale)) for side in page.get_size())
    until = time.monotonic() + SECONDS
    patience = pdfium_c.IFSDK_PAUSE(version=1)
    pdfium_i.set_callback(patience, "NeedToPauseNow", lambda _: time.monotonic() > until)
    bitmap = pdfium.PdfBitmap.new_native(width, height, pdfium_c.FPDFBitmap_Gray)
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
    flags = pdfium_c.FPDF_ANNOT | pdfium_c.FPDF_GRAYSCALE
    status = pdfium_c.FPDF_RenderPageBitmap_Start(bitmap, page, 0, 0, width, height, 0, flags, patience)
    pdfium_c.FPDF_RenderPage_Close(page)
    picture: NDArray[np.uint8] = bitmap.to_numpy()
    return (picture if status == pdfium_c.FPDF_RENDER_DONE else None), scale


def stands_out(boxes: NDArray[np.float32], picture: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """For each box (in pixels), whether gray levels change horizontally anywhere inside."""
    height, width = picture.shape
    left, right = picture[:, :-1], picture[:, 1:]
    edges = np.maximum(left, right) - np.minimum(left, right) > CONTRAST
    rounded = np.concatenate([np.floor(boxes[:, :2]), np.ceil(boxes[:, 2:])], axis=1)
    rounded[:, 2] += 1
    x0, y0, x1, y1 = np.clip(rounded, 0, (width, height) * 2).astype(np.intp).T
    found = np.zeros(len(boxes), dtype=bool)
    changes = np.zeros(width + 1, dtype=np.intp)  # how many columns to the left have a change
    # The boxes of a line have the same height, so they are examined together.
    bands = y0 * (height + 1) + y1
    order = np.argsort(bands, kind="stable")
    for own in np.split(order, np.flatnonzero(np.diff(bands[order])) + 1) if len(order) else ():
        np.cumsum(edges[y0[own[0]] : y1[own[0]]].any(axis=0), out=changes[2:])
        found[own] = changes[x1[own]] > changes[x0[own]]
    return found


def _hidden_ranges(text: str, invisible: NDArray[np.bool_]) -> Iterator[tuple[int, int, bool]]:
    """The ranges of words of which most characters are invisible, and whether they were clipped."""
    for line in LINE.finditer(text) if invisible.any() else ():
        words = [(start, end) for start, end in _words(text, *line.span())]
        hidden = [bool(2 * invisible[start:end].sum() > end - start) for start, end in words]
        runs = [list(run) for is_hidden, run in groupby(range(len(words)), key=hidden.__getitem__) if is_hidden]
        for run in runs:
            start, end = words[run[0]][0], words[run[-1]][1]
            at_edge = (run[0] == 0 or run[-1] == len(words) - 1) and len(run) <= CLIPPED_WORDS
            clipped = len(run) < len(words) and (at_edge or len(runs) > 1)
            yield start, end, clipped


def _words(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    return (match.span() for match in _WORD.finditer(text, start, end))


def changes_without(
    page: pdfium.PdfPage, objects: list[Any], boxes: NDArray[np.float32], picture: NDArray[np.uint8] | None
) -> NDArray[np.bool_]:
    """A mask of the boxes (in pixels) in which the rendered page (``picture``) changes without these text objects."""
    with switched_off(objects):
        without, _ = rendered(page)
    if picture is None or without is None:
        return np.ones(len(boxes), dtype=bool)
    difference = np.maximum(picture, without) - np.minimum(picture, without)
    return stands_out(boxes, difference)
