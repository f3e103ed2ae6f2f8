"""Maps characters of symbol fonts, such as Wingdings, to the Unicode characters that they show."""

from __future__ import annotations

from chunking.word.fields import CHECKED, UNCHECKED
from chunking.word.package import Element, w

_PRIVATE = 0xF000  # such fonts' characters are moved here
_WINGDINGS = {
    0x6C: "\N{BLACK CIRCLE}", 0x6E: "\N{BLACK SQUARE}", 0x6F: UNCHECKED, 0x70: UNCHECKED, 0x71: UNCHECKED,
    0x72: UNCHECKED, 0x78: CHECKED, 0x9F: "\N{BULLET}", 0xA7: "\N{BULLET}", 0xA8: UNCHECKED, 0xD8: "\N{BULLET}",
    0xFB: "\N{BALLOT X}", 0xFC: "\N{CHECK MARK}", 0xFD: CHECKED, 0xFE: CHECKED,
}  # fmt: skip
_WINGDINGS_2 = {
    0x4F: "\N{BALLOT X}", 0x50: "\N{CHECK MARK}", 0x51: CHECKED, 0x52: CHECKED, 0x53: CHECKED, 0x54: CHECKED,
    0xA3: UNCHECKED,
}  # fmt: skip
_SYMBOL = {
    **{ord(letter): greek for letter, greek in zip(
        "ABGDEZHQIKLMNXOPRSTUFCYWabgdezhqiklmnxoprstufcyw",
        "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρστυφχψω", strict=True,
    )},
    0xA3: "\N{LESS-THAN OR EQUAL TO}", 0xA5: "\N{INFINITY}", 0xB0: "\N{DEGREE SIGN}", 0xB1: "\N{PLUS-MINUS SIGN}",
    0xB2: "\N{DOUBLE PRIME}", 0xB3: "\N{GREATER-THAN OR EQUAL TO}", 0xB4: "\N{MULTIPLICATION SIGN}",
    0xB7: "\N{BULLET}", 0xB8: "\N{DIVISION SIGN}", 0xB9: "\N{NOT EQUAL TO}", 0xBB: "\N{ALMOST EQUAL TO}",
    0xD2: "\N{REGISTERED SIGN}", 0xD3: "\N{COPYRIGHT SIGN}", 0xD4: "\N{TRADE MARK SIGN}",
    0xE2: "\N{REGISTERED SIGN}", 0xE3: "\N{COPYRIGHT SIGN}", 0xE4: "\N{TRADE MARK SIGN}",
}  # fmt: skip
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}


def symbol(element: Element) -> str:
    """The character that a ``w:sym`` shows; empty for a picture that says nothing."""
    code = element.get(w("char"), "")
    try:
        number = int(code[:6], 16)
    except ValueError:
        return ""
    if _PRIVATE <= number < _PRIVATE + 0x100:
        number -= _PRIVATE
    font: str = element.get(w("font"), "").strip().lower()
    if font in _FONTS and number < 0x100:
        plain = chr(number) if font == "symbol" and 0x20 <= number < 0x40 else ""
        return _FONTS[font].get(number, plain)
    shown = chr(number) if number < 0x110000 else ""
    return shown if shown.isprintable() and not font.startswith(("webdings", "wingdings")) else ""
