"""Where things are in a Word file: in a paragraph, under a heading; it has no pages, so nothing names one."""

from __future__ import annotations

import datetime
import io
import re

import docx
import pytest

from chunking.pipeline import document_from_pdf, document_from_word
from model.engines.load_engine import load_engine
from model.review import review_document
from serve.comparison.comparison import ReviewedDraft, compare
from serve.comparison.comparison_page import page as comparison_page
from serve.comparison.terminal_report import report as changes_report
from serve.output.review_page import page
from serve.output.terminal_report import report
from serve.portfolio.calendar import calendar_of
from serve.portfolio.reviews import Listed
from serve.portfolio.spreadsheet import tables

A_PAGE = re.compile(r"\bpages?\s\d", re.IGNORECASE)
LAW = "This Agreement shall be governed by the laws of the State of New York."


@pytest.fixture(scope="module")
def engine():
    loaded = load_engine()
    yield loaded
    loaded.close()


def drafted(law: str) -> bytes:
    file = docx.Document()
    file.add_paragraph("SUPPLY AGREEMENT")
    file.add_paragraph('This Supply Agreement is made between Larkfield Mills, Inc. and Tessaly GmbH ("Buyer").')
    file.add_paragraph("1. TERM")
    paragraph = file.add_paragraph("This Agreement begins on January 1, 2026 and ends on December 31, 2027.")
    file.add_comment(paragraph.runs, text="Two years are enough.", author="Ada")
    file.add_paragraph("2. GOVERNING LAW")
    file.add_paragraph(law)
    file.add_paragraph("3. AUDIT")
    file.add_paragraph("Buyer may inspect and audit the books and records of Seller at any time without notice.")
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def reviewed(engine, law):
    document = document_from_word(drafted(law), "supply.docx")
    return ReviewedDraft(document, review_document(document, engine))


@pytest.fixture(scope="module")
def draft(engine):
    return reviewed(engine, LAW)


def of_category(review, category):
    return next(clause for clause in review.clauses if clause.category == category)


def test_the_review_names_paragraphs_and_no_pages(draft):
    document, review = draft
    law = of_category(review, "Governing Law")
    assert (law.pages, law.paragraphs, law.heading) == ([], [6], ["2. GOVERNING LAW"])
    paragraphs = document.text.split("\n")
    assert all(clause.text in "\n".join(paragraphs[n - 1] for n in clause.paragraphs) for clause in review.clauses)
    quotes = [quote for flag in review.flags for quote in flag.quotes]
    assert quotes and all(quote.page is None and quote.text in paragraphs[quote.paragraph - 1] for quote in quotes)
    told = review.document
    assert (told.pages, told.paragraphs, told.sources, told.signature_pages) == (None, 8, [], [])
    assert [(note.page, note.text) for note in told.notes] == [(None, "Two years are enough.")]


def test_a_pdf_has_pages_and_no_paragraphs(engine, pdf):
    review = review_document(document_from_pdf(pdf, "supply.pdf", 10), engine)
    assert (review.document.pages, review.document.paragraphs) == (1, None)
    assert all(clause.pages == [1] and clause.paragraphs == [] for clause in review.clauses)
    assert all(quote.page == 1 and quote.paragraph is None for flag in review.flags for quote in flag.quotes)
    assert "page 1" in report(review, brief=False) and "paragraph" not in report(review, brief=False)


def test_the_terminal_and_the_page_name_paragraphs_with_their_heading(draft):
    document, review = draft
    told, html = report(review, brief=False), page(review, document, [])
    assert "supply.docx: 8 paragraphs" in told and "supply.docx · 8 paragraphs" in html
    assert "paragraph 6, 2. GOVERNING LAW: This Agreement" in " ".join(told.split())
    assert "paragraph 6 · 2. GOVERNING LAW" in html and "comment by Ada" in html
    assert not A_PAGE.search(told) and not A_PAGE.search(html)


def test_the_table_and_the_calendar_name_paragraphs_with_their_heading(draft):
    contracts, flags = tables([Listed(draft.review)], datetime.date(2026, 11, 27))
    row = dict(zip([column.heading for column in contracts.columns], contracts.rows[0], strict=True))
    assert row["Governing law clause: page or paragraph"].value == "paragraph 6, 2. GOVERNING LAW"
    place = [column.heading for column in flags.columns].index("Page or paragraph")
    places = {cells[place].value for cells in flags.rows}
    assert "paragraph 8" in places and not any(isinstance(place, int) for place in places)
    calendar = calendar_of([Listed(draft.review)], datetime.datetime.now(datetime.UTC))
    assert "(paragraph 4, 1. TERM)" in calendar.events[0]["description"]


def test_a_comparison_names_paragraphs(engine, draft):
    comparison = compare(draft, reviewed(engine, LAW.replace("New York", "Ohio")))
    (change,) = comparison.changes
    assert (change.new.pages, change.new.paragraphs, comparison.new.pages) == ([], [6], None)
    told, html = changes_report(comparison), comparison_page(comparison)
    assert "2. GOVERNING LAW · paragraph 6" in told and "8 paragraphs and 8 paragraphs" in html
    assert not A_PAGE.search(told) and not A_PAGE.search(html)
