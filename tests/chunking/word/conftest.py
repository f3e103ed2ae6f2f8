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


@pytest.fixture
def rich(make: Callable[..., bytes], p: Callable[..., str], r: Callable[..., str]) -> bytes:
    """A file with most of what a paragraph may hold, and parts that the reader never opens."""

    def reference(kind, number):
        return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'

    def step(kind):
        return f'<w:fldChar w:fldCharType="{kind}"/>'

    link = f'<w:hyperlink w:anchor="x">{r("the list of prices")}</w:hyperlink>'
    deleted = '<w:del w:id="7" w:author="Ada"><w:r><w:delText>thirty</w:delText></w:r></w:del>'
    changed = f'{deleted}<w:ins w:id="8" w:author="Ada">{r("sixty calendar")}</w:ins>'
    mixed = (
        "<w:r><w:rPr><w:b/></w:rPr><w:tab/><w:t>non</w:t><w:noBreakHyphen/>"
        '<w:t xml:space="preserve">refund\u00adable fee </w:t><w:br/><w:t>falls due</w:t></w:r>'
    )
    instruction = f"{step('begin')}<w:instrText>REF x</w:instrText>{step('separate')}"
    field = f"<w:r>{instruction}<w:t>Section 4</w:t>{step('end')}</w:r>"
    note = reference("footnote", 2)
    commented = f'<w:commentRangeStart w:id="5"/>{r("An old remark")}<w:commentRangeEnd w:id="5"/>'
    commented += reference("comment", 5)
    box = f"<w:r><w:pict><w:txbxContent>{p(r('Boxed words'))}</w:txbxContent></w:pict></w:r>"
    cells = "".join(f"<w:tc>{p(r(text))}</w:tc>" for text in ("Item one", "Price ten"))
    body = [
        p(r("The Buyer pays by ") + link + r(" within ", "<w:b/><w:i/>") + changed + r(" days.") + note),
        p(mixed + r(", see ") + field + r(".")),
        f"<w:sdt><w:sdtContent>{p(r('A control holds this sentence.'))}</w:sdtContent></w:sdt>",
        f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>",
        p(commented + box + r(" ends here.")),
    ]
    return make(
        "".join(body),
        footnotes=f'<w:footnote w:id="2">{p(r("Noted below."))}</w:footnote>',
        comments=f'<w:comment w:id="5" w:author="Ben">{p(r("Why?"))}</w:comment>',
        parts={
            "word/media/image1.png": bytes(range(256)),
            "customXml/item1.xml": b"<?xml version='1.0'?>\r\n<a  b='c'></a>",
        },
    )
