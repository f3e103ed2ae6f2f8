"""Extracts a page's characters and their boxes with pdfium."""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections import deque
from collections.abc import Callable
from functools import cache
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

from chunking.pdf.text.symbols import symbols
from chunking.pdf.text.text_layer import Layer, part

# Presentation forms: ligatures, and positional forms of Hebrew and Arabic letters.
_FORMS = (range(0xFB00, 0xFB07), range(0xFB1D, 0xFE00), range(0xFE70, 0xFEFD))
# Symbol fonts, and Adobe's small capitals and old-style figures, map letters to the private use area at their ASCII and
# Latin-1 codes. A single one may be a bullet.
_PRIVATE = re.compile("[\uf020-\uf07e\uf721-\uf77a\uf7a1-\uf7ff]{2,}")
# Control codes that fonts assign to glyphs without a character, often ligatures.
_CONTROLS = frozenset([0, 1, *range(3, 9), *range(14, 32), 127])
_FONT_NAME = 128
# pdfium's mark for a hyphen at a line's end.
HYPHEN = 0xFFFE
# The longest side of a page in points (ISO 32000-1, Annex C).
LARGEST = 14_400
# How far above the base line the ink of a superior figure begins, and how high it is at most, relative to its box.
SUPERIOR, SMALL = 0.15, 0.55
# The kinds of characters that such marks consist of; the last entry is for all other codes.
_DIGIT, _LETTER, _BRACKET = 1, 2, 3
_KINDS = np.array(
    [
        _DIGIT if sign.isdigit() else _LETTER if sign.islower() else _BRACKET if sign in "()[]" else 0
        for sign in map(chr, range(0x80))
    ]
)
_SIDES = ("left", "top", "right", "bottom")
Codes = NDArray[np.uint32]


def _bare(function: Any, result: type, *arguments: type) -> Any:
    """Binds a pdfium function so that it takes addresses as integers and keeps the GIL: five times faster per call, and
    there is a call for every character."""
    return ctypes.PYFUNCTYPE(result, *arguments)(ctypes.cast(function, ctypes.c_void_p).value or 0)


_UNICODE = _bare(pdfium_c.FPDFText_GetUnicode, ctypes.c_uint, ctypes.c_void_p, ctypes.c_int)
_TEXT_OBJECT = _bare(pdfium_c.FPDFText_GetTextObject, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
# Writes four floats, or nothing if it does not find the character.
_LOOSE_BOX = _bare(pdfium_c.FPDFText_GetLooseCharBox, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
# Write four doubles (left, right, bottom and top of the ink) and two (the origin).
_INK_BOX = _bare(pdfium_c.FPDFText_GetCharBox, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, *[ctypes.c_void_p] * 4)
_ORIGIN = _bare(pdfium_c.FPDFText_GetCharOrigin, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, *[ctypes.c_void_p] * 2)
_LEFT_TOP_RIGHT_BOTTOM = [[name for name, _ in pdfium_c.FS_RECTF._fields_].index(side) for side in _SIDES]


def characters(text_page: pdfium.PdfTextPage, page: pdfium.PdfPage) -> Layer:
    """Every character of a page with its box, in points from the top left of the page as shown."""
    return _characters(text_page, page)[0]


def characters_and_objects(text_page: pdfium.PdfTextPage, page: pdfium.PdfPage) -> tuple[Layer, NDArray[np.uint64]]:
    """Every character with its box, and the address of the text object that it belongs to (0 for a generated space)."""
    layer, places = _characters(text_page, page)
    handle = repeat(ctypes.cast(text_page.raw, ctypes.c_void_p).value)
    owners = np.fromiter(
        (address or 0 for address in map(_TEXT_OBJECT, handle, places.tolist())), np.uint64, len(places)
    )
    return layer, owners


def _characters(text_page: pdfium.PdfTextPage, page: pdfium.PdfPage) -> tuple[Layer, NDArray[np.intp]]:
    """The characters with their boxes, and the offset of each in pdfium's text."""
    count = max(pdfium_c.FPDFText_CountChars(text_page), 0)
    handle = repeat(ctypes.cast(text_page.raw, ctypes.c_void_p).value)
    codes = _codes(text_page, count)
    raw = np.zeros((count, 4), dtype=np.float32)
    rows = range(raw.ctypes.data, raw.ctypes.data + raw.nbytes, raw.itemsize * 4)
    # The loose box has the height of the line, so that a highlight covers ascenders and descenders alike.
    deque(map(_LOOSE_BOX, handle, range(count), rows), maxlen=0)
    boxes = to_shown(raw[:, _LEFT_TOP_RIGHT_BOTTOM], page)
    text, lengths = _text(codes, lambda index: _font(text_page, index))
    _raise_superiors(text_page, page, codes, boxes)
    places = np.arange(count)
    if lengths is not None:
        boxes, places = np.repeat(boxes, lengths, axis=0), np.repeat(places, lengths)
    layer = Layer(plain(text), boxes)
    # Characters impossibly far off the page are left out.
    farthest = max(page.get_size()) + LARGEST
    if np.abs(boxes).max(initial=0.0) <= farthest:
        return layer, places
    near = (np.abs(boxes) <= farthest).all(axis=1)
    layer, near = _with_line_ends(layer, near)
    return part(layer, near), places[near]


def _with_line_ends(layer: Layer, near: NDArray[np.bool_]) -> tuple[Layer, NDArray[np.bool_]]:
    """A line end instead of the first of far-off characters, if those before and after them are on different lines."""
    text, boxes, kept = list(layer.text), layer.boxes.copy(), near.copy()
    for place in np.flatnonzero(~near[1:-1] & near[:-2]).tolist():
        before, rest = place, place + 1 + int(near[place + 1 :].argmax())
        if near[rest] and boxes[rest, 1] > boxes[before, 3]:
            text[place + 1], boxes[place + 1], kept[place + 1] = "\n", 0, True
    return Layer("".join(text), boxes), kept


def _raise_superiors(
    text_page: pdfium.PdfTextPage, page: pdfium.PdfPage, codes: Codes, boxes: NDArray[np.float32]
) -> None:
    """Moves up the lower edges of the boxes of small raised figures and letters that the font has as glyphs of their
    own: their boxes are as high as those of all its glyphs."""
    kinds = _KINDS[np.minimum(codes, len(_KINDS) - 1)]
    inside = np.concatenate([[False], codes[:-1] > ord(" ")])
    after_digit = np.concatenate([[False], kinds[:-1] == _DIGIT])
    places = np.flatnonzero(inside & ((kinds == _DIGIT) | (kinds == _BRACKET) | (after_digit & (kinds == _LETTER))))
    found = _raised(text_page, page, boxes, places)
    if not len(found) or 2 * len(found) > len(places):  # or the font's boxes are wrong
        return
    while len(found):
        boxes[[place for place, _ in found], 3] = [bottom for _, bottom in found]
        behind = [place + 1 for place, _ in found if place + 1 < len(codes) and kinds[place + 1]]
        fresh = np.setdiff1d(behind, places).astype(np.intp)
        found = _raised(text_page, page, boxes, fresh)
        places = np.union1d(places, fresh)


def _raised(
    text_page: pdfium.PdfTextPage, page: pdfium.PdfPage, boxes: NDArray[np.float32], places: NDArray[np.intp]
) -> list[tuple[int, float]]:
    """Those of the characters whose ink begins well above the base line, with the lower edge of the ink."""
    if not len(places):
        return []
    handle = repeat(ctypes.cast(text_page.raw, ctypes.c_void_p).value)
    raw = np.zeros((6, len(places)))  # left, right, bottom and top of the ink; the origin's x and y
    columns = [range(row.ctypes.data, row.ctypes.data + row.nbytes, row.itemsize) for row in raw]
    deque(map(_INK_BOX, handle, places.tolist(), *columns[:4]), maxlen=0)
    deque(map(_ORIGIN, handle, places.tolist(), *columns[4:]), maxlen=0)
    left, right, bottom, top, x, y = raw.astype(np.float32)
    inks = to_shown(np.stack([left, top, right, bottom], axis=1), page)
    origins = to_shown(np.stack([x, y, x, y], axis=1), page)
    high = boxes[places, 3] - boxes[places, 1]
    up = (origins[:, 3] - inks[:, 3] > SUPERIOR * high) & (inks[:, 3] - inks[:, 1] < SMALL * high)
    up &= (inks[:, 2] > inks[:, 0]) & (inks[:, 3] < boxes[places, 3])
    return list(zip(places[up].tolist(), inks[up, 3].tolist(), strict=True))


def _codes(text_page: pdfium.PdfTextPage, count: int) -> Codes:
    """The Unicode code point of each character."""
    buffer = np.zeros(count + 1, dtype=np.uint16)
    pointer = buffer.ctypes.data_as(ctypes.POINTER(ctypes.c_ushort))
    written = pdfium_c.FPDFText_GetText(text_page, 0, count, pointer) if count else 1
    found = buffer[:count].astype(np.uint32)
    handle = repeat(ctypes.cast(text_page.raw, ctypes.c_void_p).value)
    # One bulk call is many times faster, but it skips characters without a code and returns surrogate pairs.
    if written == count + 1 and found.all() and not ((found >= 0xD800) & (found < 0xE000)).any():
        # It also returns the mark of a hyphen at a line's end for glyphs that the font gives no character.
        hyphens = np.flatnonzero(found == HYPHEN)
        found[hyphens] = list(map(_UNICODE, handle, hyphens.tolist()))
        return found
    return np.fromiter(map(_UNICODE, handle, range(count)), dtype=np.uint32, count=count)


def _text(codes: Codes, font_of: Callable[[int], str]) -> tuple[str, NDArray[np.intp] | None]:
    """The text of pdfium's codes, and the number of characters for each code if there are ligatures.

    Overwrites ``codes``; ``font_of`` returns the font name of a character."""
    ligatures: dict[int, str] = {}
    odd = np.flatnonzero(~_PLAIN[np.minimum(codes, len(_PLAIN) - 1)])
    for place, code in zip(odd.tolist(), codes[odd].tolist(), strict=True):
        found = character(code)
        codes[place] = ord(found[0])
        if len(found) > 1:
            ligatures[place] = found
    for place, symbol in symbols(_decoded(codes), font_of):
        codes[place] = ord(symbol)
        ligatures.pop(place, None)
    text = _decoded(codes)
    if not ligatures:
        return text, None
    parts = [ligatures.get(place, each) for place, each in enumerate(text)]
    return "".join(parts), np.array(list(map(len, parts)), dtype=np.intp)


def _decoded(codes: Codes) -> str:
    return codes.astype("<u4").tobytes().decode("utf-32-le")


def _font(text_page: pdfium.PdfTextPage, index: int) -> str:
    """The name of a character's font."""
    name = ctypes.create_string_buffer(_FONT_NAME)
    pdfium_c.FPDFText_GetFontInfo(text_page, index, name, _FONT_NAME, None)
    return name.value.decode("utf-8", errors="replace")


def plain(text: str) -> str:
    """The text with runs of private-use codes replaced by the letters that they stand for."""
    return _PRIVATE.sub(lambda run: "".join(chr(ord(code) & 0xFF) for code in run.group()), text)


@cache
def character(code: int) -> str:
    """The character for a code. Only ligatures give several, which share a box."""
    if code in (HYPHEN, 0x02):
        return "\N{SOFT HYPHEN}"
    if code in _CONTROLS or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return "\N{REPLACEMENT CHARACTER}"
    if any(code in forms for forms in _FORMS):
        return unicodedata.normalize("NFKC", chr(code)).strip() or chr(code)
    # Some fonts use canonical equivalents, such as the Greek question mark for a semicolon.
    normal = unicodedata.normalize("NFC", chr(code))
    return normal if len(normal) == 1 else chr(code)


# Which common codes stand for themselves; the last entry is for all higher codes, which are looked up.
_PLAIN = np.array([*(character(code) == chr(code) for code in range(0x2070)), False])


def to_shown(boxes: NDArray[np.float32], page: pdfium.PdfPage) -> NDArray[np.float32]:
    """Converts boxes (left, top, right, bottom; origin bottom left) to the page as shown, from its top left."""
    left, bottom, right, top = page.get_bbox()
    x0, y1, x1, y0 = boxes[:, 0] - left, boxes[:, 1] - bottom, boxes[:, 2] - left, boxes[:, 3] - bottom
    width, height = right - left, top - bottom
    corners = {
        0: (x0, height - y1, x1, height - y0),
        90: (y0, x0, y1, x1),
        180: (width - x1, y0, width - x0, y1),
        270: (height - y1, width - x1, height - y0, width - x0),
    }[page.get_rotation()]
    shown = np.stack(corners, axis=1).astype(np.float32)
    shown[(boxes.T.copy() == 0).all(axis=0)] = 0  # ten times faster than along the rows
    return shown


def string(read: Callable[[Any, int], int]) -> str:
    """Reads a UTF-16 string through one of pdfium's buffer functions, replacing invalid characters."""
    size = min(read(None, 0), 1 << 20)
    if size <= 2:
        return ""
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    read(buffer, size)
    return bytes(buffer)[:size].decode("utf-16-le", errors="replace").rstrip("\0")
