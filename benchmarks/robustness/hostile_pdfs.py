"""Writes hostile and unusual PDFs byte by byte, since no library produces them."""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence

import pypdf
from reportlab.pdfgen.canvas import Canvas

CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
WORDS = b"BT /F 12 Tf 72 700 Td (This Note is governed by the laws of the State of Ohio.) Tj ET"


def stream(data: bytes, entries: bytes = b"", times: int = 1) -> bytes:
    """A stream object compressed ``times`` times; several layers make a decompression bomb."""
    for _ in range(times):
        data = zlib.compress(data, 9)
    filters = b"/FlateDecode " * times
    return b"<</Length %d/Filter[%s]%s>>stream\n%s\nendstream" % (len(data), filters, entries, data)


def assembled(objects: Sequence[bytes], trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A PDF of objects 1, 2, ... with a matching cross-reference table."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(places) + 1, table)
    return out + b"trailer\n<</Size %d%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, trailer, start)


def plain(content: bytes = WORDS, page: bytes = PAGE, *more: bytes, kids: bytes = b"3 0 R", count: int = 1) -> bytes:
    """A one-page PDF with this content, page dictionary and page tree; ``more`` are objects from 6 on."""
    tree = b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count)
    return assembled([CATALOG, tree, page, stream(content), FONT, *more])


def with_picture(entries: bytes, data: bytes, times: int = 1) -> bytes:
    """A page filled by one picture."""
    page = PAGE.replace(b"/Resources<<", b"/Resources<</XObject<</X 6 0 R>>")
    image = stream(data, b"/Type/XObject/Subtype/Image/ColorSpace/DeviceGray/BitsPerComponent 8" + entries, times)
    return plain(b"q 612 0 0 792 0 0 cm /X Do Q", page, image)


def locked(data: bytes, password: str, algorithm: str = "AES-256") -> bytes:
    """The file, encrypted with a user password."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt(user_password=password, owner_password="the owner's", algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def many_pages(count: int) -> bytes:
    """One page's dictionary, listed ``count`` times in the page tree."""
    return plain(kids=b"3 0 R " * count, count=count)


def huge_page() -> bytes:
    """A page of 10 m by 10 m with ordinary text."""
    return plain(page=PAGE.replace(b"0 0 612 792", b"0 0 28346 28346"))


def drawn(*pages: str) -> bytes:
    """An ordinary PDF with one line of text per page."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=True)
    for text in pages:
        canvas.drawString(72, 700, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def hostile() -> dict[str, bytes]:
    """Files that exhaust a naive reader's memory, time or stack, by description."""
    loop = PAGE.replace(b"/Resources<<", b"/Resources<</XObject<</X 6 0 R>>")
    form = stream(b"/X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>")
    zeros = b"\0" * (1 << 26)
    return {
        "a circular page tree": plain(kids=b"2 0 R", count=1),
        "a circular page tree beside its page": plain(kids=b"3 0 R 2 0 R", count=2),
        "a form that draws itself": plain(b"/X Do", loop, form),
        "a bomb in the content": assembled(
            [
                b"<</Type/Catalog/Pages 2 0 R>>",
                b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
                PAGE,
                stream(zeros, times=3),
                FONT,
            ]
        ),
        "a picture of 100,000 by 100,000": with_picture(b"/Width 100000/Height 100000", zeros, 2),
        "a million nested arrays": plain(b"[" * 1_000_000),
        "a million saved states": plain(b"q " * 1_000_000 + WORDS),
        "ten million words": plain(b"BT /F 1 Tf " + b"(a) Tj 1 0 Td " * 1_000_000 + b"ET"),
        "a page count of two billion": plain(count=2_000_000_000),
        "a negative page count": plain(count=-5),
        "ten thousand pages": many_pages(10_000),
        "a reference to itself": assembled([CATALOG, b"2 0 R"]),
        "a circular cross-reference table": plain().replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev 9"),
        "a header and random bytes": b"%PDF-1.7\n" + bytes(range(256)) * 400,
        "no page at all": plain(kids=b"", count=0),
        "a font with endless names": plain(page=PAGE.replace(b"5 0 R", b"<</Type/Font" + b"/A" * 100_000 + b">>")),
        "a path of a million curves": plain(b"0 0 m " + b"1 2 3 4 5 6 c " * 300_000 + b"S"),
    }
