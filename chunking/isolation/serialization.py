"""Serializes documents as JSON and raw arrays; never pickle, because the sender has handled an untrusted file."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from typing import Any

import numpy as np

from chunking.document import Box, Document, Note, Page, Segment

_SIZE = struct.Struct("<Q")


def dump(document: Document) -> bytes:
    """The document's bytes, for ``load``."""
    # Many segments share a heading, so each heading is sent once.
    headings = dict.fromkeys(label for segment in document.segments for label in segment.heading)
    labels = {label: number for number, label in enumerate(headings)}
    header = {
        "name": document.name,
        "sha256": document.sha256,
        "text": document.text,
        "segment_seconds": document.segment_seconds,
        "remarks": document.remarks,
        "signature_pages": document.signature_pages,
        "pages": [_fields(page) for page in document.pages],
        "labels": list(labels),
        "segments": [
            [segment.start, segment.end, segment.sentence, [labels[label] for label in segment.heading]]
            for segment in document.segments
        ],
    }
    arrays = [
        document.char_page,
        document.char_index,
        *(page.boxes for page in document.pages if page.boxes is not None),
    ]
    return pack_parts([json.dumps(header).encode(), *(array.tobytes() for array in arrays)])


def load(data: bytes) -> Document:
    """Reads what ``dump`` wrote. Raises ValueError, KeyError or TypeError if the bytes are something else."""
    raw_header, raw_pages, raw_index, *raw_boxes = unpack_parts(data)
    header: dict[str, Any] = json.loads(raw_header)
    boxes = iter(raw_boxes)
    pages = tuple(_page(fields, boxes) for fields in header["pages"])
    text = header["text"]
    char_page = np.frombuffer(raw_pages, dtype=np.int32)
    char_index = np.frombuffer(raw_index, dtype=np.int32)
    if not len(text) == len(char_page) == len(char_index):
        raise ValueError("the text and its positions differ in length")
    labels = header["labels"]
    segments = tuple(
        Segment(number, start, end, sentence, tuple(labels[label] for label in path))
        for number, (start, end, sentence, path) in enumerate(header["segments"])
    )
    seconds = float(header["segment_seconds"])
    remarks, signed = tuple(header["remarks"]), tuple(header["signature_pages"])
    name, digest = header["name"], header["sha256"]
    return Document(name, digest, pages, text, char_page, char_index, segments, seconds, remarks, signed)


def dump_page(page: Page) -> bytes:
    """One page's bytes, for ``load_page``."""
    return pack_parts([json.dumps(_fields(page)).encode(), *([] if page.boxes is None else [page.boxes.tobytes()])])


def load_page(data: bytes) -> Page:
    """Reads what ``dump_page`` wrote. Raises ValueError, KeyError or TypeError if the bytes are something else."""
    fields, *boxes = unpack_parts(data)
    return _page(json.loads(fields), iter(boxes))


def _fields(page: Page) -> dict[str, Any]:
    names = ("number", "width", "height", "text", "source", "unread", "confidence")
    return {
        "boxed": page.boxes is not None,
        "notes": page.notes,
        **{name: getattr(page, name) for name in names},
    }


def _page(fields: dict[str, Any], boxes: Iterator[bytes]) -> Page:
    boxed = fields.pop("boxed")
    array = np.frombuffer(next(boxes), dtype=np.float32).reshape(len(fields["text"]), 4) if boxed else None
    notes = tuple(
        Note(kind, text, author, about, Box(*box), date) for kind, text, author, about, box, date in fields.pop("notes")
    )
    return Page(boxes=array, notes=notes, **fields)


def pack_parts(parts: list[bytes]) -> bytes:
    """The parts in sequence, each preceded by its length (8 bytes, little endian)."""
    return b"".join(_SIZE.pack(len(part)) + part for part in parts)


def unpack_parts(data: bytes) -> list[bytes]:
    """Reads what ``pack_parts`` wrote. Raises ValueError if the lengths do not add up."""
    parts, position = [], 0
    while position < len(data):
        if position + _SIZE.size > len(data):
            raise ValueError("a length is cut off")
        (size,) = _SIZE.unpack_from(data, position)
        position += _SIZE.size
        if position + size > len(data):
            raise ValueError("a part is cut off")
        parts.append(data[position : position + size])
        position += size
    return parts
