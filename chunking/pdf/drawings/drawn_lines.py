"""Lists a page's drawn shapes, and finds the words that drawn lines strike out."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

from chunking.pdf.text.characters import to_shown
from chunking.pdf.text.text_layer import FARTHEST, Layer, has_ink, inside, is_blank, is_white_space

Boxes = NDArray[np.float32]
Matrix = NDArray[np.float64]  # 3 x 3, of row vectors; or points (n, 2)

# A page with more paths, or a path with more segments, is a drawing; forms are searched this deep.
PATHS, SEGMENTS, DEEP = 4000, 200, 3
# The thickest and shortest rule, in points.
THIN, LONG = 3.0, 4.0
# A line drawn by hand (of two points) may rise or fall by this share of its length, up to this many points.
STRAIGHT, SLOPE, TILTED = 2, 0.15, 6.0
# A wavy or Z-shaped line is at most this high, in points.
WAVY = 8.0
# Rules this level and this close end to end, in points, are one.
LEVEL, JOINED = 0.3, 1.0
# A line between these shares of a letter's height, from the top, strikes it out. An underline is lower, and a table's
# rule is between lines.
FROM, TO = 0.35, 0.73
# The largest share of a strikeout line that may extend beyond words.
BESIDE = 0.4
# Two lines between the corners of one rectangle are a cross, if these are this close and it is this long, in points.
CORNERS, LONG_CROSS = 3.0, 40.0
# Points by which its text may reach beyond such a line, whose ends are drawn by hand.
_BEYOND = 12.0
# A single line crosses out the lines of text from one of its ends to the other if there are this many, with this many
# letters in most, and if these take up this share of its width. A page with more such lines is a drawing.
FEWEST_LINES, LETTERS, ACROSS, MOST_SLANTED = 2, 20, 0.7, 20
# Hyphens or letters typed over words, of which they cover this share; and letters struck out by combining characters.
OVERTYPED = 0.6
_OVERTYPED = re.compile(r"([-\u2013\u2014xX])\1{2,}+")
_ENDS = "\r\n\u00ad"
_COMBINING = re.compile("(?:[^\r\n\u0335\u0336][\u0335\u0336])++")
STRIKES = re.compile(rf"{_OVERTYPED.pattern}|[\u0335\u0336]")
# A line that is paler (of 255) or more transparent than this is invisible.
PALE, CLEAR = 235, 40
# The number of segments that stands for an image. A page with more thin images has a picture that was cut into strips.
IMAGE, STRIPS = 0, 100
# The corners of an image before its matrix is applied (ISO 32000-1, 8.9.3).
_UNIT_SQUARE = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)]


class Path(NamedTuple):
    """A drawn shape, or an image as thin as a line: pdfium's handle, its box on the page as shown, and its number of
    segments (``IMAGE`` for an image)."""

    handle: Any
    box: tuple[float, float, float, float]
    segments: int


def paths(page: pdfium.PdfPage) -> list[Path]:
    """The page's paths, split into subpaths if one draws several rules; none if there are more than ``PATHS``."""
    found: list[tuple[Any, tuple[float, float, float, float], int]] = []
    for number in range(pdfium_c.FPDFPage_CountObjects(page)):
        found += _of(pdfium_c.FPDFPage_GetObject(page, number), None, DEEP)
        if len(found) > PATHS:
            return []
    boxes = to_shown(np.array([sides for _, sides, _ in found], dtype=np.float32).reshape(-1, 4), page)
    shown = [
        Path(handle, (x0, y0, x1, y1), segments)
        for (handle, _, segments), (x0, y0, x1, y1) in zip(found, boxes.tolist(), strict=True)
    ]
    strips = [path for path in shown if path.segments == IMAGE]
    lines = [] if len(strips) > STRIPS else [one for one in strips if not any(_adjoin(one, other) for other in strips)]
    return [path for path in shown if path.segments != IMAGE] + lines


def _adjoin(path: Path, other: Path) -> bool:
    """Whether one is directly above the other: strips of one picture."""
    below = min(abs(path.box[1] - other.box[3]), abs(path.box[3] - other.box[1]))
    return path is not other and below < JOINED and path.box[0] < other.box[2] and other.box[0] < path.box[2]


def _of(thing: Any, matrix: Matrix | None, deep: int) -> Iterator[tuple[Any, tuple[float, float, float, float], int]]:
    kind = pdfium_c.FPDFPageObj_GetType(thing)
    if kind == pdfium_c.FPDF_PAGEOBJ_FORM and deep:
        own = _placed(thing, matrix)
        for number in range(min(pdfium_c.FPDFFormObj_CountObjects(thing), PATHS)):
            yield from _of(pdfium_c.FPDFFormObj_GetObject(thing, number), own, deep - 1)
    elif kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
        # Some programs draw a line by stretching an image of one pixel.
        left, top, right, bottom = _sides(_UNIT_SQUARE, _placed(thing, matrix))
        if top - bottom <= THIN:
            yield thing, (left, top, right, bottom), IMAGE
    elif kind == pdfium_c.FPDF_PAGEOBJ_PATH:
        segments = pdfium_c.FPDFPath_CountSegments(thing)
        sides = [ctypes.c_float() for _ in range(4)]
        if not pdfium_c.FPDFPageObj_GetBounds(thing, *map(ctypes.byref, sides)):
            return
        x0, y0, x1, y1 = (side.value for side in sides)
        yield from ((thing, sides, points) for sides, points in _subpaths(thing, (x0, y0, x1, y1), segments, matrix))


def _subpaths(
    path: Any, bounds: tuple[float, float, float, float], segments: int, matrix: Matrix | None
) -> Iterator[tuple[tuple[float, float, float, float], int]]:
    """The sides and the number of points of each subpath, if there are a few: of a wavy one, those of the straight line
    along its middle."""
    x0, y0, x1, y1 = bounds
    # Two lines have four segments, and a rectangle five.
    several = 4 <= segments <= SEGMENTS and segments != 5
    # The bounds of a zigzag reach beyond its points.
    low = segments > STRAIGHT and THIN < min(x1 - x0, y1 - y0) < 2 * WAVY
    pieces = list(_pieces(path, segments)) if several or low else []
    if (several and len(pieces) > 1) or (low and len(pieces) == 1):
        is_line = draw_mode(path) == (False, True)
        own = _placed(path, matrix)
        for piece in pieces:
            points = _at(piece, own)
            yield (straightened(points) if is_line else None) or _sides_of(points), len(piece)
        return
    corners = [(x0, y0), (x1, y1), (x0, y1), (x1, y0)]
    yield (x0, y1, x1, y0) if matrix is None else _sides(corners, matrix), segments


def straightened(points: Matrix) -> tuple[float, float, float, float] | None:
    """Left, top, right and bottom of the straight line along the middle of a wavy, Z-shaped or slightly tilted one;
    None if the points (n, 2) are those of another shape."""
    if len(points) < STRAIGHT or (points[0] == points[-1]).all():
        return None
    (x0, y0), (x1, y1) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
    upright = y1 - y0 > x1 - x0  # on a page that is turned
    low, long = sorted((x1 - x0, y1 - y0))
    if low > min(WAVY, SLOPE * long):
        return None
    across, along = points[:, int(not upright)], points[:, int(upright)]
    steps = np.abs(np.diff(along))
    level = float(((across[1:] + across[:-1]) / 2 * steps).sum() / steps.sum())
    return (level, y1, level, y0) if upright else (x0, level, x1, level)


def _placed(thing: Any, outer: Matrix | None) -> Matrix:
    """The matrix from the object's space to the page's; ``outer`` is that of the enclosing form, if any."""
    found = pdfium_c.FS_MATRIX(1, 0, 0, 1, 0, 0)
    pdfium_c.FPDFPageObj_GetMatrix(thing, found)
    own = np.array([[found.a, found.b, 0], [found.c, found.d, 0], [found.e, found.f, 1]])
    return own if outer is None else own @ outer


def _pieces(path: Any, segments: int) -> Iterator[list[tuple[float, float]]]:
    """The points of each subpath."""
    x, y = ctypes.c_float(), ctypes.c_float()
    piece: list[tuple[float, float]] = []
    for number in range(segments):
        segment = pdfium_c.FPDFPath_GetPathSegment(path, number)
        if pdfium_c.FPDFPathSegment_GetType(segment) == pdfium_c.FPDF_SEGMENT_MOVETO and piece:
            yield piece
            piece = []
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        piece.append((x.value, y.value))
    if len(piece) > 1:
        yield piece


def _at(points: list[tuple[float, float]], matrix: Matrix) -> Matrix:
    """The points (n, 2) in the space that the matrix leads to."""
    found: Matrix = (np.array([(*point, 1.0) for point in points]) @ matrix)[:, :2]
    return found


def _sides(points: list[tuple[float, float]], matrix: Matrix) -> tuple[float, float, float, float]:
    return _sides_of(_at(points, matrix))


def _sides_of(points: Matrix) -> tuple[float, float, float, float]:
    """Left, top, right and bottom in PDF space, whose origin is at the bottom left."""
    (x0, y0), (x1, y1) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
    return x0, y1, x1, y0


def struck(layer: Layer, drawn: list[Path]) -> list[NDArray[np.bool_]]:
    """For each visible line or cross through words, and each row of hyphens over them, a mask of the characters that it
    strikes out."""
    if not len(layer.boxes):
        return []
    return [
        *_struck_by_rules(layer, drawn),
        *_crossed_out(layer, drawn),
        *_overtyped(layer),
        *_with_combining_lines(layer),
    ]


def _struck_by_rules(layer: Layer, drawn: list[Path]) -> Iterator[NDArray[np.bool_]]:
    rules = _rules(drawn)
    if not rules:
        return
    white = is_white_space(layer.text)
    left, top, right, bottom = layer.boxes.T
    # a line may be drawn along a blank
    ink = ~white & (right > left) & (bottom - top > THIN) & ~is_blank(layer.text)
    middle = (left + right) / 2
    for (x0, y0, x1, y1), handles in rules:
        height = (y0 + y1) / 2 - top
        through = ink & (middle >= x0) & (middle <= x1)
        through &= (height > FROM * (bottom - top)) & (height < TO * (bottom - top))
        if through.sum() < 2:
            continue
        covered = float(right[through].max() - left[through].min())
        if x1 - x0 - covered <= BESIDE * (x1 - x0) and all(map(is_visible, handles)):
            between = np.logical_or.accumulate(through) & np.logical_or.accumulate(through[::-1])[::-1]
            yield through | (between & white & _not_an_end(layer.text))


def _crossed_out(layer: Layer, drawn: list[Path]) -> Iterator[NDArray[np.bool_]]:
    """Words under two straight lines between the corners of one rectangle, or lines of text under a single one: clauses
    that were crossed out."""
    slanted = [path for path in drawn if path.segments == STRAIGHT and not _is_thin(path) and _is_long(path)]
    for number, path in enumerate(slanted):
        if not is_visible(path.handle):
            continue
        if any(np.abs(np.subtract(path.box, other.box)).max() < CORNERS for other in slanted[:number]):
            yield inside(layer, np.array([path.box], dtype=np.float32))
        elif len(slanted) <= MOST_SLANTED and _is_across(layer, path):
            x0, y0, x1, y1 = path.box
            yield inside(layer, np.array([(x0 - _BEYOND, y0, x1 + _BEYOND, y1)], dtype=np.float32))


def _is_across(layer: Layer, path: Path) -> bool:
    """Whether the line reaches from one side of several lines of text to the other, so that none of these goes on
    beyond it."""
    x0, _, x1, _ = path.box
    own = inside(layer, np.array([(0, path.box[1], FARTHEST, path.box[3])], dtype=np.float32)) & has_ink(layer)
    ends = np.cumsum(np.fromiter((character in _ENDS for character in layer.text), bool, len(layer.text)))
    lines = [own & (ends == end) for end in np.unique(ends[own]).tolist()]
    if (
        len(lines) < FEWEST_LINES
        or layer.boxes[own, 0].min() < x0 - _BEYOND
        or layer.boxes[own, 2].max() > x1 + _BEYOND
    ):
        return False
    full = [line for line in lines if float(np.ptp(layer.boxes[line][:, [0, 2]])) >= ACROSS * (x1 - x0)]
    return len(full) >= FEWEST_LINES and 2 * sum(line.sum() >= LETTERS for line in lines) > len(lines)


def _is_long(path: Path) -> bool:
    return path.box[2] - path.box[0] > LONG_CROSS and path.box[3] - path.box[1] > THIN


def _overtyped(layer: Layer) -> Iterator[NDArray[np.bool_]]:
    """Words that hyphens or the letter x were typed over, with these."""
    left, top, right, bottom = layer.boxes.T
    for match in _OVERTYPED.finditer(layer.text):
        own = np.zeros(len(layer.text), dtype=bool)
        own[slice(*match.span())] = True
        x0, x1, wide = left[own].min(), right[own].max(), right[match.start()] - left[match.start()]
        level = ~own & (right > left) & (np.abs(bottom - bottom[match.start()]) < LEVEL * (bottom - top))
        middle = (left + right) / 2
        under = level & (middle > x0) & (middle < x1)
        if (right - left)[under].sum() > OVERTYPED * (x1 - x0):
            yield own | (level & (middle > x0) & (middle < x1 + wide))  # the last letter may be narrow


def _with_combining_lines(layer: Layer) -> Iterator[NDArray[np.bool_]]:
    """Words of letters that a combining character strikes out."""
    for match in _COMBINING.finditer(layer.text) if "\u0335" in layer.text or "\u0336" in layer.text else ():
        own = np.zeros(len(layer.text), dtype=bool)
        own[slice(*match.span())] = True
        yield own


def _rules(drawn: list[Path]) -> list[tuple[tuple[float, float, float, float], list[Any]]]:
    """The horizontal rules; those end to end (some programs draw one for each letter) count as one."""
    thin = [path for path in drawn if _is_thin(path)]
    found: list[tuple[tuple[float, float, float, float], list[Any]]] = []
    for path in sorted(thin, key=lambda path: (round(path.box[1], 1), path.box[0])):
        x0, y0, x1, y1 = path.box
        if found:
            (left, top, right, bottom), handles = found[-1]
            if max(abs(y0 - top), abs(y1 - bottom)) < LEVEL and abs(x0 - right) < JOINED:
                found[-1] = (left, top, max(right, x1), bottom), [*handles, path.handle]
                continue
        found.append((path.box, [path.handle]))
    return [(box, handles) for box, handles in found if box[2] - box[0] >= LONG]


def _is_thin(path: Path) -> bool:
    width, height = path.box[2] - path.box[0], path.box[3] - path.box[1]
    by_hand = path.segments == STRAIGHT and height <= SLOPE * width
    return height <= min(TILTED if by_hand else THIN, width)


def _not_an_end(text: str) -> NDArray[np.bool_]:
    return np.fromiter((character not in _ENDS for character in text), bool, len(text))


def is_visible(path: Any) -> bool:
    """Whether the path is drawn in a color that shows on white paper; an image counts as such."""
    if pdfium_c.FPDFPageObj_GetType(path) == pdfium_c.FPDF_PAGEOBJ_IMAGE:
        return True
    filled, stroked = draw_mode(path)
    if not filled and not stroked:
        return False
    color = color_of(path, stroked)
    return color is None or (min(color[:3]) < PALE and color[3] > CLEAR)


def draw_mode(path: Any) -> tuple[bool, bool]:
    """Whether the path is filled, and whether it is stroked."""
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDFPath_GetDrawMode(path, filled, stroked)
    return bool(filled.value), bool(stroked.value)


def color_of(thing: Any, stroked: bool = False) -> tuple[int, int, int, int] | None:
    """The red, green, blue and opacity (of 255) that a path or text is filled or stroked with; None if unknown."""
    parts = [ctypes.c_uint() for _ in range(4)]
    read = pdfium_c.FPDFPageObj_GetStrokeColor if stroked else pdfium_c.FPDFPageObj_GetFillColor
    if not read(thing, *map(ctypes.byref, parts)):
        return None
    red, green, blue, opaque = (part.value for part in parts)
    return red, green, blue, opaque
