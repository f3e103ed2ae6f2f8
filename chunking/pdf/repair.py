"""Diagnoses and repairs damaged PDFs from their bytes."""

from __future__ import annotations

import re

# PDF readers look for the end-of-file marker and startxref within the last kilobyte (ISO 32000-1, Annex H, note 18).
END_WITHIN = 1024
_START = re.compile(rb"startxref\s+(\d{1,12})")
_OBJECT = re.compile(rb"\s{0,9}+\d{1,10}+\s{1,9}+\d{1,5}+\s{1,9}+obj\b")
# The start of an object, its end or the start of its stream, and the entry that makes it a page.
_TOKEN = re.compile(
    rb"(?<!\d)(?P<number>\d{1,9}+)\s++(?P<version>\d{1,5}+)\s++obj\b"
    rb"|(?P<end>endobj|stream\b)|(?P<page>/Type\s*+/Page(?![A-Za-z]))"
)
_ENCRYPTED = re.compile(rb"/Encrypt\s*(?:\d+\s+\d+\s+R|<<)")


def damage(data: bytes) -> str:
    """A sentence on what is wrong with the file's end or cross-reference table, or an empty string.

    pdfium rebuilds the table by scanning the file for objects, and does not report it.
    """
    tail = data[-END_WITHIN:]
    starts = _START.findall(tail)
    if not starts or b"%%EOF" not in tail:
        return "The end of the PDF is missing; the rest was read."
    place = int(starts[-1]) + max(data.find(b"%PDF-"), 0)
    table = data[place : place + 32]
    if not (table.lstrip()[:4] == b"xref" or _OBJECT.match(table)):
        return "The PDF's cross-reference table was damaged and was rebuilt."
    return ""


def with_page_tree(data: bytes) -> bytes | None:
    """The file with a page tree built from all page objects found in it, or None if there are none.

    For files that were cut off: the tree is often written last. Pages in compressed object streams are lost, and
    encrypted files cannot be rebuilt.
    """
    pages: dict[tuple[int, int], None] = {}
    head: tuple[int, int] | None = None
    last = 0
    for token in _TOKEN.finditer(data):
        if token["number"]:
            head = int(token["number"]), int(token["version"])
            last = max(last, head[0])
        elif token["page"] and head:
            pages[head] = None
        else:
            head = None
    if not pages or _ENCRYPTED.search(data):
        return None
    tree = last + 1
    kids = b" ".join(b"%d %d R" % page for page in pages)
    return data + (
        b"\nendstream endobj\n%d 0 obj\n<</Type/Pages/Count %d/MediaBox[0 0 612 792]/Kids[%s]>>\nendobj\n"
        b"%d 0 obj\n<</Type/Catalog/Pages %d 0 R>>\nendobj\ntrailer\n<</Root %d 0 R/Size %d>>\n"
        % (tree, len(pages), kids, tree + 1, tree, tree + 1, tree + 2)
    )
