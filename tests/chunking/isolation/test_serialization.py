from __future__ import annotations

import json

import numpy as np
import pytest

from chunking.document import Document
from chunking.isolation.serialization import dump, load, pack_parts, unpack_parts
from chunking.pipeline import document_from_pdf, document_from_text


def same(one: Document, other: Document) -> bool:
    fields = ("name", "sha256", "text", "segments")
    pages = zip(one.pages, other.pages, strict=True)
    return (
        all(getattr(one, name) == getattr(other, name) for name in fields)
        and np.array_equal(one.char_page, other.char_page)
        and np.array_equal(one.char_index, other.char_index)
        and all(
            (a.number, a.width, a.height, a.text, a.source, a.unread)
            == (b.number, b.width, b.height, b.text, b.source, b.unread)
            and (np.array_equal(a.boxes, b.boxes) if a.boxes is not None else b.boxes is None)
            for a, b in pages
        )
    )


def test_a_document_survives_serialization(draw, lay):
    document = document_from_pdf(draw(lay("1. TERM", "", "It begins."), []), "drawn – §", 10)
    assert same(load(dump(document)), document)


def test_plain_text_survives_serialization_without_boxes():
    document = document_from_text("5. TERM\fIt begins “today”.\U0001f600".encode(), "text", 10)
    assert same(load(dump(document)), document)


@pytest.mark.parametrize(
    "garbage",
    [
        b"\0" * 7,
        b"\xff" * 40,
        pack_parts([b"{}"]),
        pack_parts([b"not json", b"", b""]),
        pack_parts([b"{}", b"", b""]),
        pack_parts([b"[]", b"", b""]),
        pack_parts([json.dumps({"pages": [], "text": "abc", "segments": []}).encode(), b"", b""]),
        pack_parts([json.dumps({"pages": [{}], "text": "", "segments": []}).encode(), b"", b""]),
    ],
)
def test_garbage_is_refused(garbage):
    with pytest.raises((ValueError, KeyError, TypeError)):
        load(garbage)


def test_a_document_that_was_cut_off_is_refused():
    data = dump(document_from_text(b"It begins today.", "text", 10))
    for end in range(1, len(data), 17):
        with pytest.raises((ValueError, KeyError, TypeError)):
            load(data[:end])


def test_parts_come_back_as_they_were_packed():
    for parts in ([], [b""], [b"one", b"", b"\0" * 9]):
        assert unpack_parts(pack_parts(parts)) == parts
