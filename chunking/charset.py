"""Decodes the bytes of a plain-text file, and guesses their encoding if nothing names it."""

from __future__ import annotations

import codecs
import re

# As codecs calls them. Python's other codecs are not for texts, or take more than linear time (punycode).
_READ = re.compile(
    r"utf-(8|16|32)(-le|-be)?|ascii|cp125\d|cp437|cp850|iso8859-\d+|mac-roman|koi8-[ru]|gb18030|gbk|big5|shift_jis|euc_(jp|kr)"
)
_MARKS = (  # the longer first: UTF-32's begins as UTF-16's does
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 4096
# Control characters other than white space, form feeds and escapes, which texts may hold; and the share of them from
# which on a file is no text. In compressed data it is a tenth.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_BINARY_SHARE, _BINARY_COUNT = 0.04, 10


def decoded(data: bytes, charset: str | None = None) -> tuple[str, str]:
    """The text, and a remark if its encoding had to be guessed; ``charset`` is what its sender named.

    A byte order mark overrides the name, as in HTML; without either the text is UTF-8, UTF-16 or windows-1252.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), ""
    named = _known(charset) if charset else None
    if named:
        try:
            return data.decode(named), ""
        except UnicodeDecodeError:
            pass
    text, guess = _guessed(data)
    if charset and named != guess:
        return text, f"The text was declared as {charset[:40]} but is not; it was read as {guess}."
    return text, "" if guess == "utf-8" else f"The text is not UTF-8 and declares no encoding; it was read as {guess}."


def is_binary(text: str) -> bool:
    """Whether what was decoded is no text: a picture, an archive, a file of an older Office format."""
    sample = text[:_SAMPLE]
    return len(_CONTROL.findall(sample)) > max(_BINARY_COUNT, _BINARY_SHARE * len(sample))


def _known(charset: str) -> str | None:
    try:
        name = codecs.lookup(charset).name
    except (LookupError, ValueError):
        return None
    if name in ("ascii", "iso8859-1"):  # in practice windows-1252, which extends both (WHATWG Encoding)
        return "cp1252"
    return name if _READ.fullmatch(name) else None


def _guessed(data: bytes) -> tuple[str, str]:
    # Every other byte of western text in UTF-16 is zero, and no byte of any other text is.
    for encoding, zeros in (("utf-16-le", data[1:_SAMPLE:2]), ("utf-16-be", data[:_SAMPLE:2])):
        if zeros and zeros.count(0) > len(zeros) / 2:
            return data.decode(encoding, errors="replace"), encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace"), "windows-1252"
