"""Opens a Word file: checks its ZIP archive before unpacking anything, then parses the parts that hold text.

The format is Office Open XML (ECMA-376): a ZIP archive of XML parts, which refer to one another by relationships.
"""

from __future__ import annotations

import copy
import io
import posixpath
import zipfile
import zlib
from typing import Any, TypeAlias

from lxml import etree

from chunking.errors import DamagedDocx, LockedDocx, NotADocx

Element: TypeAlias = Any  # lxml's, which has no types

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # a compound file: .doc, or the wrapper of an encrypted .docx (MS-OFFCRYPTO)
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DOCUMENT, _TEMPLATE = "wordprocessingml.document.main+xml", "wordprocessingml.template.main+xml"
_TYPES = "[Content_Types].xml"
_AGAIN = "Open it in Word and save it again."
_OTHER_KINDS = (
    (b"%PDF-", "This is a PDF, not a Word file. Name it .pdf, or send it as application/pdf."),
    (b"{\\rtf", "This is a rich-text file (.rtf), not a Word file. Save it as .docx or PDF."),
)

# NotImplementedError: an unknown method of compression.
_UNZIP_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError)

# A contract has a few dozen parts; each picture is one more.
MOST_PARTS = 5_000
# Bytes of the whole archive when unpacked, and of the XML that is parsed.
LARGEST, LARGEST_XML = 1 << 30, 64 << 20
# Word's XML shrinks to about a tenth. Small files are allowed any ratio.
HIGHEST_RATIO, ANY_RATIO_BELOW = 200, 4 << 20


def w(name: str) -> str:
    """A name in the namespace of WordprocessingML, as lxml writes it."""
    return f"{{{NAMESPACE}}}{name}"


def value(parent: Element | None, name: str, attribute: str = "val") -> str | None:
    """The attribute of the child ``name``; None without the child or the attribute."""
    child = None if parent is None else parent.find(w(name))
    found: str | None = None if child is None else child.get(w(attribute))
    return found


def switched_on(parent: Element | None, name: str) -> bool:
    """Whether an on/off property is set: present, and not with the value "0", "false" or "off"."""
    child = None if parent is None else parent.find(w(name))
    return child is not None and child.get(w("val"), "1") not in ("0", "false", "off")


class WordFile:
    """An open Word file. Raises NotADocx for another kind of file, LockedDocx for an encrypted one, and DamagedDocx."""

    def __init__(self, data: bytes) -> None:
        self._archive = _checked_archive(data)
        self._unpacked = 0
        self._main, self._strict = "", False
        targets = self._relationships("")
        self._main = next((target for kind, target in targets if kind == "officeDocument"), "")
        self._check_content_type()
        self.document = self._part(self._main)
        self.body = self.document.find(w("body"))
        if self.body is None:
            raise DamagedDocx(f"The Word file has no text part. {_AGAIN}")
        self.links_outside = 0
        self._targets = dict(reversed(self._relationships(self._main)))

    def part(self, kind: str) -> Element | None:
        """The root of the part that the text refers to as ``kind`` ("styles", "footnotes"); None if there is none."""
        target = self._targets.get(kind, "")
        return self._part(target) if target in self._archive.NameToInfo else None

    def with_part(self, kind: str, root: Element, content_type: str) -> bytes:
        """The file with the text as ``document`` has it now, and with ``root`` as the part that the text refers to as
        ``kind``. All other parts keep their bytes; if there was no such part, two lists of parts name it, too. A
        template becomes a document, since Word opens no template that is named .docx.

        Raises DamagedDocx if a part cannot be unpacked.
        """
        path = self._targets.get(kind, "")
        changed = {self._main: self.document}
        if path not in self._archive.NameToInfo:
            path = self._free_path(kind)
            changed |= self._registered(kind, path, content_type)
        if self._is_template:
            types = changed.setdefault(_TYPES, self._part(_TYPES))
            own = _listed(types, self._main)
            own.set("ContentType", own.get("ContentType").replace(_TEMPLATE, _DOCUMENT))
        changed[path] = root
        return self._rewritten({name: self._serialized(part) for name, part in changed.items()})

    def _free_path(self, kind: str) -> str:
        taken = {name.lower() for name in self._archive.NameToInfo}
        stem = posixpath.join(posixpath.dirname(self._main), kind)
        return next(path for n in range(len(taken) + 1) if (path := f"{stem}{n or ''}.xml").lower() not in taken)

    def _registered(self, kind: str, path: str, content_type: str) -> dict[str, Element]:
        """The lists of content types and of relationships with a new part."""
        types = self._part(_TYPES)
        etree.SubElement(types, types.tag[: -len("Types")] + "Override", PartName=f"/{path}", ContentType=content_type)
        listed = _relationships_of(self._main)
        links = (
            self._part(listed)
            if listed in self._archive.NameToInfo
            else etree.Element(f"{{{_RELATIONSHIPS}}}Relationships", nsmap={None: _RELATIONSHIPS})
        )
        ids = {link.get("Id") for link in links}
        new = next(id for number in range(len(ids) + 1) if (id := f"rId{len(ids) + 1 + number}") not in ids)
        office = _STRICT_OFFICE if self._strict else _OFFICE
        target = posixpath.basename(path)
        tag = f"{{{_RELATIONSHIPS}}}Relationship"
        etree.SubElement(links, tag, Id=new, Type=f"{office}/{kind}", Target=target)
        return {_TYPES: types, listed: links}

    def _serialized(self, root: Element) -> bytes:
        data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return data.replace(NAMESPACE.encode(), _STRICT) if self._strict else data

    def _rewritten(self, changed: dict[str, bytes]) -> bytes:
        out = io.BytesIO()
        try:
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
                for part in self._archive.infolist():
                    kept = copy.copy(part)
                    kept.extra = b""
                    data = changed.pop(part.filename, None)
                    archive.writestr(kept, self._archive.read(part) if data is None else data)
                for name, data in changed.items():
                    archive.writestr(name, data)
        except _UNZIP_ERRORS as error:
            raise DamagedDocx(f"A part of the Word file is damaged. {_AGAIN}") from error
        return out.getvalue()

    def _relationships(self, part: str) -> list[tuple[str, str]]:
        """Kind and target part of each relationship. Counts those that would load content from outside the file."""
        folder, path = posixpath.dirname(part), _relationships_of(part)
        if path not in self._archive.NameToInfo:
            return []
        found = []
        for relationship in self._part(path).iterfind("{*}Relationship"):
            kind = relationship.get("Type", "").rsplit("/", 1)[-1]
            if relationship.get("TargetMode") == "External":
                if part and kind not in ("hyperlink", "attachedTemplate"):
                    self.links_outside += 1
                continue
            target = posixpath.normpath(posixpath.join("/", folder, relationship.get("Target", "")))
            found.append((kind, target.lstrip("/")))
        return found

    def _check_content_type(self) -> None:
        names = self._archive.NameToInfo
        if "mimetype" in names and _TYPES not in names:
            raise NotADocx("This is an OpenDocument file (.odt), not a Word file. Save it as .docx or PDF.")
        if _TYPES not in names or self._main not in names:
            raise NotADocx("This ZIP archive is not a Word file. Send each document in it by itself.")
        types = self._part(_TYPES)
        kind = _listed(types, self._main).get("ContentType", "")
        if "macroEnabled" in kind or any(name.lower().endswith("vbaproject.bin") for name in names):
            raise NotADocx("This Word file contains macros (.docm). Save it as a Word document (.docx).")
        if not kind.endswith((_DOCUMENT, _TEMPLATE)):
            raise NotADocx("This Office file is not a Word document. Save it as .docx or PDF.")
        self._is_template = kind.endswith(_TEMPLATE)

    def _part(self, path: str) -> Element:
        try:
            with self._archive.open(path) as file:
                data = file.read(LARGEST_XML - self._unpacked + 1)
            self._unpacked += len(data)
            if self._unpacked > LARGEST_XML:
                raise _too_large(LARGEST_XML)
            if path == self._main:
                self._strict = _STRICT in data
            root = etree.fromstring(data.replace(_STRICT, NAMESPACE.encode()), _parser())
        except (etree.XMLSyntaxError, *_UNZIP_ERRORS) as error:
            raise DamagedDocx(f"A part of the Word file is damaged. {_AGAIN}") from error
        if root.getroottree().docinfo.doctype:  # not allowed in OOXML; the way to entities and files elsewhere
            raise DamagedDocx(f"The Word file contains a document type declaration, which no Word file may. {_AGAIN}")
        return root


def _listed(types: Element, part: str) -> Element:
    """The entry of a part in the list of content types, or else that of its ending; nothing if it has none. Both are
    compared without regard to case (ECMA-376-2)."""
    ending = posixpath.splitext(part)[1].removeprefix(".")
    for name, wanted in (("PartName", f"/{part}"), ("Extension", ending)):
        for one in types:
            if one.get(name, "").lower() == wanted.lower():
                return one
    return etree.Element("none")


def _relationships_of(part: str) -> str:
    """The part that lists the relationships of another one; of the whole file, for an empty name."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )


def _checked_archive(data: bytes) -> zipfile.ZipFile:
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise LockedDocx("The Word file is password-protected. Save it without one.")
        raise NotADocx("This is a file of an older Office format (.doc). Save it as .docx or PDF.")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _UNZIP_ERRORS as error:
        if data.startswith(b"PK"):
            raise DamagedDocx(f"The Word file is cut off or damaged. {_AGAIN}") from error
        other = next((message for start, message in _OTHER_KINDS if data.startswith(start)), None)
        raise NotADocx(other or "This is not a Word file (.docx), or is empty.") from error
    parts = archive.infolist()
    if len(parts) > MOST_PARTS:
        raise DamagedDocx(f"The Word file has {len(parts)} parts; at most {MOST_PARTS} are read.")
    if len({part.filename for part in parts}) < len(parts):  # readers differ in which of the two they show
        raise DamagedDocx(f"The Word file contains a part twice. {_AGAIN}")
    if any(part.flag_bits & 1 for part in parts):
        raise LockedDocx("The Word file is password-protected. Save it without one.")
    unpacked = sum(part.file_size for part in parts)
    if unpacked > LARGEST:
        raise _too_large(LARGEST)
    if unpacked > ANY_RATIO_BELOW and unpacked > HIGHEST_RATIO * len(data):
        raise DamagedDocx(f"The Word file unpacks to more than {HIGHEST_RATIO} times its size, as no real one does.")
    return archive


def _too_large(limit: int) -> DamagedDocx:
    return DamagedDocx(f"The Word file unpacks to more than {limit >> 20} MiB.")
