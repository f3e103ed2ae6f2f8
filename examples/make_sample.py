"""Generates ``sample.pdf`` from ``sample_contract.txt``, deterministically: ``python examples/make_sample.py``.

The text's markup: ``# `` the title, ``## `` an article's heading, ``@ `` centered lines, ``|`` a row of the fee table,
``$`` a row of the signature block, ``---`` a new page; every other paragraph is text, indented by its numbering.
"""

from __future__ import annotations

import re
from pathlib import Path

from reportlab.lib.colors import black
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import inch
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

HERE = Path(__file__).parent
BODY = ParagraphStyle(
    "body", embeddedHyphenation=1, fontName="Times-Roman", fontSize=11.5, leading=15, spaceAfter=7, alignment=TA_JUSTIFY
)
TITLE = ParagraphStyle(
    "title", BODY, fontName="Times-Bold", fontSize=14, leading=18, alignment=TA_CENTER, spaceAfter=14
)
HEADING = ParagraphStyle("heading", BODY, fontName="Times-Bold", spaceBefore=8, alignment=0, keepWithNext=1)
CENTERED = ParagraphStyle("centered", BODY, alignment=TA_CENTER)
CELL = ParagraphStyle("cell", BODY, fontSize=9.5, leading=11.5, spaceAfter=0, alignment=0)
_INDENTS = ((re.compile(r"\([ivx]+\) "), 0.75), (re.compile(r"\([a-z]\) "), 0.4))
# Where a word may be hyphenated.
_SYLLABLE = re.compile(r"(?<=[a-z]{4})(?=(?:ment|tion|tions|ance|able|sion|ing|ness|tively|ually)\b)")


class _NumberedCanvas(Canvas):
    """A canvas that knows the number of pages when it draws headers and footers."""

    def __init__(self, *arguments: object, **settings: object) -> None:
        super().__init__(*arguments, **settings)
        self._pages: list[dict[str, object]] = []

    def showPage(self) -> None:
        """Keeps the page until the number of pages is known."""
        self._pages.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Draws every page's header and footer."""
        for number, page in enumerate(self._pages, 1):
            self.__dict__.update(page)
            self._draw_furniture(number)
            super().showPage()
        super().save()

    def _draw_furniture(self, number: int) -> None:
        self.setFont("Helvetica", 8)
        self.drawString(inch, 10.45 * inch, "CONFIDENTIAL")
        self.drawRightString(7.5 * inch, 10.45 * inch, "Platform Agreement No. VM-2025-0117")
        self.setLineWidth(0.5)
        self.line(inch, 10.38 * inch, 7.5 * inch, 10.38 * inch)
        self.drawString(inch, 0.6 * inch, "Veldmark / Orrin Bay")
        self.drawCentredString(4.25 * inch, 0.6 * inch, f"Page {number} of {len(self._pages)}")


def make_sample(target: Path) -> None:
    """Writes the sample contract's PDF."""
    blocks = [block.strip("\n") for block in (HERE / "sample_contract.txt").read_text("utf-8").split("\n\n")]
    document = SimpleDocTemplate(
        str(target),
        pagesize=LETTER,
        leftMargin=inch,
        rightMargin=inch,
        topMargin=0.9 * inch,
        bottomMargin=0.95 * inch,
        title="Platform, Licence and Support Agreement",
        author="contract-review",
        invariant=1,
    )
    document.build([part for block in blocks if block for part in _flowables(block)], canvasmaker=_NumberedCanvas)


def _flowables(block: str) -> list[Flowable]:
    if block == "---":
        return [PageBreak()]
    if block.startswith("|"):
        return [_fees(block), Spacer(1, 8)]
    if block.startswith("$"):
        return [_signatures(block)]
    text = " ".join(block.split("\n"))
    for mark, style in (("## ", HEADING), ("# ", TITLE), ("@ ", CENTERED)):
        if text.startswith(mark):
            return [Paragraph(text.removeprefix(mark), style)]
    indent = next((inches for pattern, inches in _INDENTS if pattern.match(text)), 0.0)
    style = ParagraphStyle("indented", BODY, leftIndent=indent * inch)
    return [Paragraph(_SYLLABLE.sub("\N{SOFT HYPHEN}", text), style)]


def _cells(block: str, mark: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.removeprefix(mark).split(mark)] for line in block.split("\n")]


def _fees(block: str) -> Table:
    rows = [[Paragraph(cell, CELL) for cell in row] for row in _cells(block, "|")]
    table = Table(rows, colWidths=[2.3 * inch, 1.2 * inch, 1.3 * inch, 1.7 * inch], repeatRows=1)
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, black), ("VALIGN", (0, 0), (-1, -1), "TOP")]))
    return table


def _signatures(block: str) -> Table:
    table = Table(_cells(block, "$"), colWidths=[3.25 * inch, 3.25 * inch])
    table.setStyle(TableStyle([("FONT", (0, 0), (-1, -1), "Times-Roman", 10.5)]))
    return table


if __name__ == "__main__":
    make_sample(HERE / "sample.pdf")
