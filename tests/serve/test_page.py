"""The page that shows a review beside its contract."""

from __future__ import annotations

import re

import pytest

from chunking.pipeline import document_from_pdf, document_from_text
from model.engines.loading import load_engine
from model.review import review_document
from model.schema import Value
from serve.page import page


@pytest.fixture(scope="module")
def engine():
    loaded = load_engine()
    yield loaded
    loaded.close()


@pytest.fixture(scope="module")
def reviewed(engine, pdf):
    document = document_from_pdf(pdf, "supply.pdf", 10)
    return review_document(document, engine), document


def test_every_clause_is_listed_and_marked_on_its_page(reviewed):
    review, document = reviewed
    html = page(review, document, [b"png"])
    for clause in review.clauses:
        assert f'id="clause-{clause.id}"' in html
        assert html.count(f'class="mark" data-clause="{clause.id}"') == len(clause.boxes) > 0
    for item in review.absent:
        assert f"<li>{item.category}</li>" in html


def test_durations_are_said_in_words(reviewed):
    review, document = reviewed
    notice = Value(text="ninety days before the end", value="P90D", clause=0, score=0.9)
    summary = review.summary.model_copy(update={"renewal_notice": notice})
    html = page(review.model_copy(update={"summary": summary}), document, [b"png"])
    assert ">90 days</a>" in html and "P90D" not in html


def test_the_page_needs_nothing_from_elsewhere(reviewed):
    html = page(*reviewed, [b"png"])
    assert not re.search(r'(?:src|href)="(?!data:|#)', html) and "@import" not in html and "url(" not in html
    assert "default-src 'none'" in html


def test_what_a_contract_says_is_text_and_never_markup(engine):
    hostile = 'Governing law <script>alert(1)</script> of this Agreement shall be the laws of the State of "Ohio" & co.'
    document = document_from_text(hostile.encode(), '"><script>alert(2)</script>.txt', 10)
    html = page(review_document(document, engine, min_score=0), document, [])
    assert "<script>alert" not in html and "&lt;script&gt;alert(2)" in html


def test_marks_lie_on_the_sheet_in_percent(reviewed):
    html = page(*reviewed, [b"png"])
    numbers = re.findall(r"left:([\d.]+)%;top:([\d.]+)%;width:([\d.]+)%;height:([\d.]+)%", html)
    assert numbers
    for left, top, width, height in (map(float, values) for values in numbers):
        assert 0 <= left < left + width <= 100 and 0 <= top < top + height <= 100


def test_a_page_that_could_not_be_drawn_still_shows_where_clauses_stand(reviewed):
    html = page(*reviewed, [b""])
    assert "data:image/png" not in html and 'class="mark"' in html


def test_plain_text_has_no_sheets(engine):
    document = document_from_text(b"This Note is governed by the laws of Ohio.", "note.txt", 10)
    html = page(review_document(document, engine), document, [])
    assert 'class="sheet"' not in html and "laws of Ohio" in html
