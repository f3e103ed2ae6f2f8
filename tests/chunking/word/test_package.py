"""What is not an ordinary Word file is refused with the reason, in the reader process."""

from __future__ import annotations

import io
import zipfile

import pytest

from chunking.errors import DamagedDocx, LockedDocx, NotADocx, NoText
from chunking.isolation.client import Limits, read_word
from chunking.word import package as word_package
from chunking.word.package import WordFile

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
BODY = "<w:p><w:r><w:t>Text.</w:t></w:r></w:p>"
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
ENTITY = '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "error", "reason"),
    [
        (OLE, NotADocx, r"\.doc\)"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), LockedDocx, "password"),
        (zipped(a=b"x"), NotADocx, "not a Word file"),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.text"), NotADocx, r"\.odt"),
        (b"%PDF-1.7", NotADocx, "is a PDF, not a Word file"),
        (rb"{\rtf1\ansi Text.}", NotADocx, r"\.rtf"),
        (b"", NotADocx, "empty"),
    ],
    ids=["doc", "encrypted", "zip", "odt", "pdf", "rtf", "empty"],
)
def test_another_kind_of_file_is_refused_with_the_reason(data, error, reason):
    with pytest.raises(error, match=reason):
        read_word(data, "contract.docx", Limits())


@pytest.mark.parametrize(
    ("content", "error", "reason"),
    [
        ({"main": MACROS}, NotADocx, "macros"),
        ({"parts": {"word/vbaProject.bin": b"x"}}, NotADocx, "macros"),
        ({"main": SHEET}, NotADocx, "not a Word document"),
        ({"body": "<w:p>"}, DamagedDocx, "damaged"),
        ({"body": "<w:r>" * 5000 + "</w:r>" * 5000}, DamagedDocx, "damaged"),
        ({"prologue": ENTITY}, DamagedDocx, "document type"),
        ({"parts": {"word/media/bomb": bytes(50 << 20)}}, DamagedDocx, "200 times"),
        ({"body": "<w:p/>"}, NoText, "no text"),
    ],
    ids=["docm", "vba", "xlsx", "broken xml", "deep xml", "entity", "bomb", "blank"],
)
def test_a_word_file_that_cannot_be_read_is_refused_with_the_reason(make, content, error, reason):
    with pytest.raises(error, match=reason):
        read_word(make(**{"body": BODY, **content}), "contract.docx", Limits())


def test_a_word_file_is_read_in_the_reader_process(make):
    assert read_word(make(BODY), "contract.docx", Limits()).text == "Text."


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        (b'PartName="/word/document.xml"', b'PartName="/Word/Document.xml"'),
        (b'Override PartName="/word/document.xml"', b'Default Extension="XML"'),
    ],
)
def test_a_content_type_may_be_given_for_the_ending_and_in_any_case(make, written, instead):
    with zipfile.ZipFile(io.BytesIO(make(BODY))) as archive:
        files = {name: archive.read(name).replace(written, instead) for name in archive.namelist()}
    assert instead in files["[Content_Types].xml"]
    assert read_word(zipped(**files), "contract.docx", Limits()).text == "Text."


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_a_file_that_was_cut_off_is_damaged(make, share):
    data = make(BODY)
    with pytest.raises(DamagedDocx, match="cut off"):
        read_word(data[: int(share * len(data))], "contract.docx", Limits())


def test_a_file_nested_as_deeply_as_the_parser_allows_is_answered(make):
    data = make("<w:r>" * 250 + "</w:r>" * 250)
    with pytest.raises((NoText, DamagedDocx)):
        read_word(data, "contract.docx", Limits())


def test_a_file_of_too_many_parts_is_refused():
    with pytest.raises(DamagedDocx, match="5001 parts"):
        WordFile(zipped(**{str(number): b"" for number in range(5001)}))


def test_xml_beyond_the_limit_is_refused(make, monkeypatch):
    monkeypatch.setattr(word_package, "LARGEST_XML", 1 << 20)
    with pytest.raises(DamagedDocx, match="more than 1 MiB"):
        WordFile(make(BODY * 60_000))


def test_an_archive_that_understates_its_sizes_is_refused(make):
    honest = make(BODY * 1000)
    with zipfile.ZipFile(io.BytesIO(honest)) as archive:
        size = archive.getinfo("word/document.xml").file_size
    with pytest.raises(DamagedDocx):
        WordFile(honest.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little")))


def test_a_part_that_is_there_twice_is_refused(make):
    out = io.BytesIO(make(BODY))
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", b"<x/>")
    with pytest.raises(DamagedDocx, match="twice"):
        WordFile(out.getvalue())
