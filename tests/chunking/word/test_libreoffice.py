"""LibreOffice opens commented files and has each comment on its words. Skipped without it."""

from __future__ import annotations

import shutil
import subprocess
import zipfile

import pytest
from lxml import etree

from chunking.isolation.client import Limits, comment_word, read_word

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
SPACE = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}s"
AUTHOR = "{http://purl.org/dc/elements/1.1/}creator"

pytestmark = pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice (soffice)")


@pytest.fixture
def opened(tmp_path):
    """The text of a Word file as LibreOffice saves it (OpenDocument)."""

    def run(data):
        (tmp_path / "contract.docx").write_bytes(data)
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", "odt", "--outdir", tmp_path]
        subprocess.run([*command, tmp_path / "contract.docx"], check=True, capture_output=True, timeout=240)
        with zipfile.ZipFile(tmp_path / "contract.odt") as archive:
            return etree.fromstring(archive.read("content.xml"))

    return run


def anchored(root):
    """The words that each comment of the product is on."""
    found = {}
    open_now = {}
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start" and element.tag == f"{OFFICE}annotation" and element.findtext(AUTHOR) == "contract-review":
            name = element.get(f"{OFFICE}name") or f"unnamed {len(found)}"
            found[name] = open_now[name] = []
        elif event == "start" and element.tag == f"{OFFICE}annotation-end":
            open_now.pop(element.get(f"{OFFICE}name"), None)
        text = element.text if event == "start" else element.tail
        text = " " if event == "start" and element.tag == SPACE else text
        inside = [element, *element.iterancestors()] if event == "start" else element.iterancestors()
        if text and not any(one.tag == f"{OFFICE}annotation" for one in inside):
            for words in open_now.values():
                words.append(text)
    return [" ".join("".join(words).split()) for words in found.values()]


# LibreOffice loses any comment in the first paragraph of a content control, so none of these is there.
def test_each_comment_is_on_its_words(rich, opened):
    document = read_word(rich, "x.docx", Limits())
    words = ["Buyer", "prices within sixty", "calendar", "Section 4", "Item one", "old remark"]
    starts = [document.text.index(each) for each in words]
    comments = [(start, start + len(each), "Look.") for start, each in zip(starts, words, strict=True)]
    assert anchored(opened(comment_word(rich, document, comments, Limits()))) == words


def test_comments_on_fields_and_content_controls_in_a_sentence_are_on_their_words(make, p, r, opened):
    control = f"<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{r('nine dollars')}</w:sdtContent></w:sdt>"
    field = f'<w:fldSimple w:instr="REF x">{r("Section 9")}</w:fldSimple>'
    data = make(p(r("The price is ") + control + r(" under ") + field + r(" each year.")))
    document = read_word(data, "x.docx", Limits())
    words = ["price is nine dollars under", "nine dollars", "Section 9", "each"]
    starts = [document.text.index(each) for each in words]
    comments = [(start, start + len(each), "Look.") for start, each in zip(starts, words, strict=True)]
    assert anchored(opened(comment_word(data, document, comments, Limits()))) == words
