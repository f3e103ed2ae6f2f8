from __future__ import annotations

import pytest

from chunking.pipeline import document_from_text
from model.findings import Finding
from model.summary.clause_boundaries import whole_clauses
from model.summary.sections import labels


@pytest.mark.parametrize("label", ["K2G 5J9", "CONFIDENTIAL", "TM TM", "DRAFT", "EXHIBIT 10.31"])
def test_what_is_no_heading_is_no_label(label):
    assert labels(["ARTICLE XII", label, "(b)"]) == ["ARTICLE XII", "(b)"]


@pytest.mark.parametrize("label", ["6. 1", "9.", "(iv)", "a)", "Section 3.03", "TERM", "10.02 Termination"])
def test_numbers_and_words_are_labels(label):
    assert labels([label]) == [label]


def test_a_line_typed_under_a_heading_is_no_part_of_it():
    assert labels(["ARTICLE I - SERVICES ---------"]) == ["ARTICLE I - SERVICES"]


def test_a_clause_begins_at_its_sentence():
    text = "The parties make this Agreement, with effect from the day on which the last of them has signed it."
    document = document_from_text(text.encode(), "contract", 10)
    begin = document.text.index("this Agreement")
    (whole,) = whole_clauses(document, [Finding("Effective Date", 0, 1, begin, len(document.text), 0.9)])
    assert document.text[whole.start : whole.end] == text
