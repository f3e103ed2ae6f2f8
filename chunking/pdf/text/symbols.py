"""Maps characters of symbol fonts (Wingdings and others) to Unicode checkboxes, ticks and bullets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from chunking.pdf.text.text_layer import CHECKED, UNCHECKED

# From the fonts' own tables. A box with any mark in it, cross or tick, counts as ticked.
_WINGDINGS = {
    **dict.fromkeys((0xFD, 0xFE, 0x78), CHECKED),
    **dict.fromkeys((0xA8, 0x6F, 0x70, 0x71, 0x72), UNCHECKED),
    **{0xFB: "\N{BALLOT X}", 0xFC: "\N{CHECK MARK}", 0x6C: "●", 0x6E: "■", 0x75: "◆", 0x76: "❖", 0xA7: "▪"},
    **{0x9F: "•", 0x9E: "·", 0xA1: "○", 0xB7: "•", 0xD8: "➢", 0xE0: "→", 0xE8: "➔", 0xF0: "⇨", 0x4A: "☺", 0x22: "✂"},
    **{0x28: "☎", 0x2A: "✉", 0x3F: "✍", 0x46: "☞"},
}
_WINGDINGS_2 = {
    **dict.fromkeys((0x52, 0x53, 0x54, 0x55, 0x56), CHECKED),
    **dict.fromkeys((0x30, 0x2A, 0xA3), UNCHECKED),
    **{0x4F: "\N{BALLOT X}", 0x50: "\N{CHECK MARK}", 0x97: "●", 0x98: "●", 0xA1: "■", 0xA2: "■"},
}
_WEBDINGS = {0x61: "\N{CHECK MARK}", 0x63: UNCHECKED, 0x67: "■", 0x6E: "●", 0x72: "\N{BALLOT X}", 0x3D: "•"}
_SYMBOL = {0xB7: "•", 0xA7: "♣", 0xD2: "®", 0xD3: "©", 0xD4: "™", 0xA3: "≤", 0xB3: "≥", 0xB4: "×", 0xB1: "±", 0xB0: "°"}
_DINGBATS = {0x33: "\N{CHECK MARK}", 0x34: "\N{CHECK MARK}", 0x38: "\N{BALLOT X}", 0x6C: "●", 0x6E: "■"}
_DINGBATS |= dict.fromkeys((0x6F, 0x71, 0x72), UNCHECKED)
_FONTS: tuple[tuple[re.Pattern[str], dict[int, str]], ...] = (
    (re.compile(r"wingdings ?-?3", re.I), {}),
    (re.compile(r"wingdings ?-?2", re.I), _WINGDINGS_2),
    (re.compile(r"wingdings", re.I), _WINGDINGS),
    (re.compile(r"webdings", re.I), _WEBDINGS),
    (re.compile(r"dingbats", re.I), _DINGBATS),
    (re.compile(r"symbol", re.I), _SYMBOL),
)
# Private-use codes, the Latin-1 characters that boxes and ticks appear as, and single letters.
_DOUBTFUL = re.compile(r"[\uf020-\uf0ff\u00a3\u00a8\u00fb-\u00fe\u00a7\u009f\u00ad\u274f-\u2752]|(?<!\S)[a-zA-Z](?!\S)")
# The boxes of ZapfDingbats with a shadow.
_SHADOWED = range(0x274F, 0x2753)
_PRIVATE = range(0xF000, 0xF100)


def symbols(text: str, font_of: Callable[[int], str]) -> Iterator[tuple[int, str]]:
    """The offsets of symbols in the text, and their Unicode characters; ``font_of`` returns a character's font name.

    An unknown private-use code at the start of a line is a bullet.
    """
    for match in _DOUBTFUL.finditer(text):
        code, place = ord(match.group()), match.start()
        if code in _SHADOWED:
            yield place, UNCHECKED
            continue
        known = _table(font_of(place))
        private = code in _PRIVATE
        if known is None and not private:
            continue
        if private and any(ord(near) in _PRIVATE for near in (*text[place - 1 : place], *text[place + 1 : place + 2])):
            continue  # a word of letters with private codes
        found = (_WINGDINGS if known is None else known).get(code & 0xFF)
        if found:
            yield place, found
        elif private and not text[max(0, place - 1) : place].strip():
            yield place, "•"


def _table(font: str) -> dict[int, str] | None:
    return next((table for name, table in _FONTS if name.search(font)), None)
