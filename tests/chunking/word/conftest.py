"""Word files that the tests write themselves."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import pytest

from chunking.word.reader import WordText, read_word

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OPC = "http://schemas.openxmlformats.org/package/2006"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def package(
    body: str, main: str = MAIN, prologue: str = "", links: str = "", parts: dict[str, bytes] | None = None, **xml: str
) -> bytes:
    """A Word file of raw XML: the ``body``, and a part for each further keyword ("numbering", "comments")."""
    types = f'<Override PartName="/word/document.xml" ContentType="{main}"/>'
    links += "".join(_relationship(kind, f"{kind}.xml") for kind in xml)
    files = {
        "[Content_Types].xml": f'<Types xmlns="{OPC}/content-types">{types}</Types>',
        "_rels/.rels": _relationships(_relationship("officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": _relationships(links),
        "word/document.xml": f'{prologue}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
    }
    files |= {f"word/{kind}.xml": f'<w:{kind} xmlns:w="{W}">{content}</w:{kind}>' for kind, content in xml.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {**files, **(parts or {})}.items():
            archive.writestr(name, data)
    return out.getvalue()


def _relationships(links: str) -> str:
    return f'<Relationships xmlns="{OPC}/relationships">{links}</Relationships>'


def _relationship(kind: str, target: str) -> str:
    return f'<Relationship Id="r{kind}" Type="{RELATIONSHIPS}/{kind}" Target="{target}"/>'


def _p(inner: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def _r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


@pytest.fixture
def make() -> Callable[..., bytes]:
    return package


@pytest.fixture
def p() -> Callable[..., str]:
    """A paragraph of runs."""
    return _p


@pytest.fixture
def r() -> Callable[..., str]:
    """A run of text."""
    return _r


@pytest.fixture
def read() -> Callable[..., WordText]:
    """What is read from a file of raw XML."""
    return lambda body, **parts: read_word(package(body, **parts))


@pytest.fixture
def saved() -> Callable[[docx.document.Document], bytes]:
    """The bytes of a document of python-docx."""

    def save(document: docx.document.Document) -> bytes:
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()

    return save
