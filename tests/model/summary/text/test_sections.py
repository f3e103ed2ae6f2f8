from __future__ import annotations

import pytest

from model.summary.text.sections import labels


@pytest.mark.parametrize(
    "label",
    [
        "K2G 5J9",
        "CONFIDENTIAL",
        "TM TM",
        "DRAFT",
        "EXHIBIT 10.31",
        "PAGE 6",
        "QUI LLM ARK. INC",
        "BANK: HARROW BANK, NATIONAL ASSOCIATION",
        "QUILL ARK, LLP",
        "AND HARROW MILLS, LLC",
    ],
)
def test_what_is_no_heading_is_no_label(label):
    assert labels(["ARTICLE XII", label, "(b)"]) == ["ARTICLE XII", "(b)"]


@pytest.mark.parametrize(
    "label",
    [
        "6. 1",
        "9.",
        "(iv)",
        "a)",
        "Section 3.03",
        "TERM",
        "10.02 Termination",
        "2. BROOK LIMITED",
        "DUTIES OF BROOK, INC.",
    ],
)
def test_numbers_and_words_are_labels(label):
    assert labels([label]) == [label]


def test_a_line_typed_under_a_heading_is_no_part_of_it():
    assert labels(["ARTICLE I - SERVICES ---------"]) == ["ARTICLE I - SERVICES"]
    assert labels(["__________ SERVICE AGREEMENT"]) == ["SERVICE AGREEMENT"]


def test_a_line_of_the_table_of_contents_is_no_section_and_one_of_another_number_contains_none():
    assert labels(["21. Governing Law and Jurisdiction 21", "C."]) == ["C."]
    for line in ("EXHIBIT H 74", "Schedule 2\t31", "Annex B . . . . . 9", "APPENDIX 1......12"):
        assert labels([line, "3. FEES"]) == ["3. FEES"]
    for attachment in ("EXHIBIT H", "Schedule 3.2", "Exhibit A-1", "Annex 1 Prices of 2031"):
        assert labels([attachment, "3. FEES"]) == [attachment, "3. FEES"]
    assert labels(["4.", "7.5 Prices"]) == ["7.5 Prices"]
    assert labels(["EXHIBIT A", "8. WARRANTIES", "8.5 Limits"]) == ["EXHIBIT A", "8. WARRANTIES", "8.5 Limits"]
    assert labels(["5. Payment for Phase 2"]) == ["5. Payment for Phase 2"]
    assert labels([]) == []


@pytest.mark.parametrize("item", ["- Desktop: Harrow Browser", "• Ohio", "– delivery"])
def test_an_item_with_a_bullet_is_no_section(item):
    assert labels(["4. Testing", item]) == ["4. Testing"]
