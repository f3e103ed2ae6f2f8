"""Tells by a file's name whether it is a Word file (.docx) or a PDF; any other file must be a PDF."""

from __future__ import annotations

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HEAD_BYTES = 1024  # as in the container's reader: %PDF- is somewhere in the first 1024 bytes
# A Word file is a ZIP archive; a password-protected one is an OLE container.
_DOCX_STARTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def ending(name: str) -> str:
    """The extension of the file's key in S3: ".docx" or ".pdf"."""
    return ".docx" if name.lower().endswith(".docx") else ".pdf"


def media_type(name: str) -> str:
    """The media type of a file with this name."""
    return DOCX if ending(name) == ".docx" else PDF


def begins_as_named(name: str, head: bytes) -> bool:
    """Whether the first bytes are those of the kind of file that its name indicates."""
    return head.startswith(_DOCX_STARTS) if ending(name) == ".docx" else b"%PDF-" in head[:HEAD_BYTES]
