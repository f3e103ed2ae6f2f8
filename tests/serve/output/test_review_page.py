"""The page that shows a review beside its contract."""

from __future__ import annotations

import re

import pytest

from chunking.pipeline import document_from_pdf, document_from_text
from model.engines.load_engine import load_engine
from model.playbook.categories import label
from model.review import review_document
from model.schema import Flag, Notice, OwnWords, PlacedBox, Quote
from serve.output.review_page import page


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
        assert f"<li>{label(item.category)}" in html


def test_durations_are_said_in_words(reviewed):
    review, document = reviewed
    notice = Notice(text="ninety days before the end", value="P90D", clause=0, score=0.9)
    summary = review.summary.model_copy(update={"renewal_notice": notice})
    html = page(review.model_copy(update={"summary": summary}), document, [b"png"])
    assert ">90 days to stop the renewal</a>" in html and "P90D" not in html


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


def test_what_a_language_model_wrote_freely_is_marked_as_its_own_words_and_not_as_the_contracts(reviewed):
    review, document = reviewed
    assert "own words" not in page(review, document, [b"png"])
    words = [
        OwnWords(field="clauses[].why_unusual", text="<b>Rather</b> long.", pages=[1], clauses=[0]),
        OwnWords(field="$", text="A supply agreement.", category="Insurance", pages=[1], clauses=[]),
    ]
    model = review.model.model_copy(update={"own_words": words})
    html = page(review.model_copy(update={"model": model}), document, [b"png"])
    section = html[html.index('id="own-words"') : html.index('id="absent"')]
    assert "wrote this. It is no quotation from the contract, and nobody has checked it" in section
    assert "Why unusual" in section and "&lt;b&gt;Rather&lt;/b&gt; long." in section and "Answer" in section
    assert 'href="#clause-0"' in section and "after reading" in section and "Insurance" in section


def flag(**fields) -> Flag:
    return Flag.model_validate({"rule": "r", "severity": "high", "why": "It is so.", "clauses": []} | fields)


def test_a_flag_quotes_its_words_with_their_place_and_marks_them_on_the_page(reviewed):
    review, document = reviewed
    box = PlacedBox(page=1, box=[72, 72, 300, 90])
    words = Quote(text="as Section 8.4 says", section="8. END", page=1, interval=[0, 5], clause=None, boxes=[box])
    html = page(review.model_copy(update={"flags": [flag(quotes=[words], suggestion="Mend it.")]}), document, [b"png"])
    assert "“as Section 8.4 says”" in html and ">8. END, page 1</a>" in html and "Mend it." in html
    assert html.count('class="mark" data-clause="0-0"') == 1 and 'data-words="0-0"' in html
    assert "Playbook position" not in html, "a rule that has none says none"


def test_the_norm_of_a_flag_says_whether_the_playbook_asks_for_it_or_other_contracts_have_it(reviewed):
    review, document = reviewed
    flags = [flag(norm="At most 90 days."), flag(rule="norm:duration", norm="1 to 3 years.")]
    html = page(review.model_copy(update={"flags": flags}), document, [b"png"])
    assert "Playbook position: At most 90 days." in html and "Typical: 1 to 3 years." in html


def test_clauses_stand_in_the_order_of_their_importance_and_no_passage_twice(reviewed):
    review, document = reviewed
    law = next(clause for clause in review.clauses if clause.category == "Governing Law")
    names = ("Governing Law", "Cap On Liability", "Exclusivity")
    apart = law.model_copy(update={"id": 2, "category": "Exclusivity", "interval": [0, 5], "text": "Hello"})
    clauses = [law.model_copy(update={"id": n, "category": name}) for n, name in enumerate(names[:2])] + [apart]
    html = page(review.model_copy(update={"clauses": clauses, "flags": []}), document, [b"png"])
    listed = html[html.index('id="clauses"') :]
    assert listed.count("laws of the State of New York") <= 1 or listed.count(law.text) == 1
    assert listed.index("Limitation of liability · Governing law") < listed.index("<h3>Exclusivity</h3>")
    assert 'id="clause-0"' in listed and 'id="clause-1"' in listed


def test_what_is_unsure_leads_from_not_found_to_its_candidate(reviewed):
    review, document = reviewed
    law = next(clause for clause in review.clauses if clause.category == "Governing Law")
    weak = law.model_copy(update={"id": 0, "category": "Insurance", "found": False})
    absent = [item.model_copy(update={"candidate": 0}) for item in review.absent if item.category == "Insurance"]
    changed = review.model_copy(update={"clauses": [weak], "absent": absent, "flags": []})
    html = page(changed, document, [b"png"])
    assert '<li>Insurance (<a href="#clause-0" data-clause="0">unsure: page 1</a>)</li>' in html
    assert ">Unsure</h2>" in html
