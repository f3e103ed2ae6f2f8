"""The documents named on a command line, with folders and ZIP archives expanded; and text made safe for a terminal."""

from __future__ import annotations

import argparse
import errno
import lzma
import os
import re
import stat
import sys
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from chunking.errors import BadRequest, TooLarge
from serve.files import kind
from serve.output.media_types import DOCX, PDF, TEXT

STANDARD_INPUT = Path("-")
_TEXT = (".txt", ".md")
_REVIEWED = {".pdf", ".docx", *_TEXT}
# Files that Word writes; the reader refuses the older and the macro formats with the reason.
_WORD = (".docx", ".docm", ".dotx", ".dotm", ".doc")
# Files that macOS and Word leave beside a document.
_LEFT_BESIDE = ("._", "~$")
# Control characters, and those that change the direction of writing: file names and contracts may hold them. Surrogates
# stand for the bytes of a file name that is not UTF-8, and cannot be written out.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

_NO_FILE = "No such file. Check its name and folder."
_ABSENT = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP)


@dataclass(frozen=True, slots=True)
class Input:
    """A document to review: a file, standard input, or a ``member`` of the ZIP archive at ``path``."""

    path: Path
    member: str = ""

    def __str__(self) -> str:
        return f"{self.path}/{self.member}" if self.member else str(self.path)

    @property
    def name(self) -> str:
        """The document's own name, without folders; of bytes that are not UTF-8, a replacement character each."""
        if self.path == STANDARD_INPUT:
            return "stdin"
        return os.fsencode(Path(self.member or self.path).name).decode(errors="replace")

    def missing(self) -> str:
        """Why the document cannot be read; empty if it is there."""
        if self.path == STANDARD_INPUT:
            return ""
        try:
            self.path.stat()
        except OSError as error:
            return _NO_FILE if error.errno in _ABSENT else error.strerror or str(error)
        return "" if os.access(self.path, os.R_OK) else os.strerror(errno.EACCES)

    def content(self, limit: int) -> bytes:
        """The document's bytes. Raises TooLarge, BadRequest for an archive that cannot be unpacked, and OSError."""
        with _unzipping("The ZIP archive"), self._opened() as file:
            data = file.read(limit + 1)  # never all of it: a member may unfold into gigabytes
        if len(data) > limit:
            raise TooLarge(f"The file is larger than {limit} bytes (CONTRACT_REVIEW_MAX_BYTES).")
        return data

    def media_type(self, data: bytes) -> str:
        """The document's media type, by its name; by its bytes if it comes through a pipe, whose name says nothing."""
        if self.path != STANDARD_INPUT and self.path.is_file():
            name = self.name.lower()
            return TEXT if name.endswith(_TEXT) else DOCX if name.endswith(_WORD) else PDF
        if data.startswith(b"PK\x03\x04"):
            return DOCX
        no_nulls = b"\0" not in data or data[:2] in (b"\xff\xfe", b"\xfe\xff")
        return TEXT if data and b"%PDF-" not in data[:1024] and no_nulls else PDF

    @contextmanager
    def _opened(self) -> Iterator[IO[bytes]]:
        if self.path == STANDARD_INPUT:
            yield sys.stdin.buffer
        elif self.member:
            with zipfile.ZipFile(self.path) as archive, archive.open(self.member) as file:
                yield file
        else:
            with self.path.open("rb") as file:
                yield file


def path_argument(text: str) -> Path:
    """A path on the command line. An empty one, which a variable that is not set leaves, is refused: as a path it
    would be the current folder."""
    if not text:
        raise argparse.ArgumentTypeError("the name is empty")
    return Path(text)


def inputs(named: Iterable[Path]) -> list[Input]:
    """The documents named, each once: files, and the PDFs, Word files and texts in folders and ZIP archives.

    Archives within folders stay closed, and what macOS (``._``) and Word (``~$``) leave beside a file is left out. A
    folder that cannot be listed is itself among the documents, as one that cannot be read. Raises BadRequest for a
    damaged archive.
    """
    found: list[Input] = []
    for each in named:
        if kind(each) == stat.S_IFDIR:
            found += [Input(file) for file in sorted(_documents(each))]
        elif each.suffix.lower() == ".zip" and os.access(each, os.R_OK):
            found += [Input(each, member) for member in _members(each)]
        else:
            found.append(Input(each))
    return [each for each in dict.fromkeys(found) if not each.name.startswith(_LEFT_BESIDE)]


def _documents(folder: Path) -> Iterator[Path]:
    """The documents in a folder and those below it, and the folders that cannot be listed."""
    unlisted: list[Path] = []
    for place, _, names in os.walk(folder, onerror=lambda error: unlisted.append(Path(error.filename))):
        yield from filter(_is_document, (Path(place, name) for name in names))
    yield from unlisted


def _is_document(file: Path) -> bool:
    """Whether a file in a folder is reviewed: not what would never end, as a pipe without a writer."""
    return file.suffix.lower() in _REVIEWED and (kind(file) == stat.S_IFREG or bool(Input(file).missing()))


def expands(path: Path) -> bool:
    """Whether the name stands for any number of documents."""
    return kind(path) == stat.S_IFDIR or path.suffix.lower() == ".zip"


def _members(path: Path) -> list[str]:
    with _unzipping(str(path)), zipfile.ZipFile(path) as archive:
        return sorted(name for name in archive.namelist() if Path(name).suffix.lower() in _REVIEWED)


@contextmanager
def _unzipping(archive: str) -> Iterator[None]:
    """Says what is wrong with an archive in place of what zipfile raises."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, UnicodeDecodeError) as error:
        raise BadRequest(f"{archive} is not a ZIP archive, or is damaged. Create it again.") from error
    except (RuntimeError, NotImplementedError) as error:  # for a password, and a version or method of compression
        raise BadRequest(
            f"{archive} is password-protected or of an unknown kind. Unpack it, and name the files."
        ) from error


def printable(text: str) -> str:
    """The text without anything that a terminal would take for a command."""
    return _CONTROL.sub("?", text)
