from __future__ import annotations

import pytest

from chunking.pipeline import document_from_text

PAGES = [
    ["The Supplier delivers goods", "within ten days of each order,", "at its own cost.", "Risk passes on delivery."],
    ["The Buyer pays invoices", "within a month of receipt.", "Late sums bear interest", "at two per cent a year."],
    ["Either party may end this", "agreement for breach", "if the other does not cure", "it within twenty days."],
    ["Notices go by post", "to the addresses above,", "and count as received", "on the third day after."],
]
ALL = [line for page in PAGES for line in page]
LEGEND = [
    "* Confidential treatment was requested for parts of this agreement.",
    "The copy filed here omits what is subject to that request.",
    "A complete version of it was filed separately with the",
    "Commission of Fennmark.",
]


def test_headers_of_printed_pages_that_were_reflowed_into_the_text_are_removed(kept):
    notice = "Confidential treatment was requested for parts of this agreement."
    pages = [[*body[:2], str(n), notice, *body[2:]] for n, body in enumerate(PAGES, 1)]
    assert kept(*pages) == ALL


def test_a_page_number_within_a_reflowed_page_is_removed(kept):
    assert kept([*PAGES[0], "1"], [*PAGES[1], "2", *PAGES[2], "3"]) == ALL[:12]


def test_a_clause_that_each_schedule_repeats_stays(kept):
    clause = [
        "1. The Supplier shall deliver the goods that this",
        "schedule names within ten days of each order and",
        "at its own cost, whatever else is agreed.",
    ]
    pages = [
        [f"SCHEDULE {n}", *body, *clause, f"The {word} ends here."]
        for n, (body, word) in enumerate(zip(PAGES, ("first", "second", "third", "last"), strict=True), 1)
    ]
    found = kept(*pages)
    assert [found.count(line) for line in clause] == [4, 4, 4]


def test_a_legend_of_several_lines_next_to_a_page_number_is_removed_with_its_rule(kept):
    pages = [[*body[:2], str(n), "__________", *LEGEND, *body[2:]] for n, body in enumerate(PAGES, 1)]
    assert kept(*pages) == ALL


def test_the_short_end_of_a_legend_is_removed_with_it(kept):
    notice = ["Confidential treatment was requested by Wren Ltd from the", "Commission of Fennmark."]
    pages = [[*body[:2], *notice, *body[2:]] for body in PAGES]
    assert kept(*pages) == ALL


@pytest.mark.parametrize("number", ["-{}-", "- {} -", "\N{NO-BREAK SPACE} -{}-", "– {} –"])
def test_a_number_between_dashes_is_a_page_number_wherever_it_stands(kept, number):
    pages = [[*body[:2], number.format(n), *body[2:]] for n, body in enumerate(PAGES, 1)]
    assert kept(*pages) == ALL


def test_the_next_pages_number_below_it_goes_with_it(kept):
    assert kept([*PAGES[0][:2], "-4-", "5", *PAGES[0][2:]]) == PAGES[0]


@pytest.mark.parametrize("ends", ["-3-", "3"])
def test_a_sentence_goes_on_over_the_end_of_a_printed_page(ends):
    text = (
        "The Supplier shall deliver the goods to the warehouse that is named by the\n"
        f"\n{ends}\n\n"
        "Buyer in its order.\n\nNOTICES\n\n-4-\n\nNotices go by post to the addresses above.\n"
    )
    assert document_from_text(text.encode(), "text", 10).text.split("\n") == [
        "The Supplier shall deliver the goods to the warehouse that is named by the Buyer in its order.",
        "NOTICES",
        "Notices go by post to the addresses above.",
    ]


def test_a_numbered_clause_begins_anew_after_the_end_of_a_printed_page():
    text = (
        "1. The Supplier shall provide all updates that are called for by this Agreement\n"
        "\n-3-\n\n2. GRANT OF RIGHTS. The Buyer may use the programs.\n"
    )
    assert "\n2. GRANT" in document_from_text(text.encode(), "text", 10).text


def test_what_follows_the_end_of_a_printed_page_is_no_part_of_a_sentence_that_ended():
    text = "The Supplier shall deliver all of the goods to the Buyer in the month of June.\n\n-3-\nJune 2024\n"
    assert document_from_text(text.encode(), "text", 10).text.endswith("\nJune 2024")


def test_a_signature_line_above_a_page_number_stays(kept):
    signed = ["Very truly yours,", "______________", "Ada Quist", "- 2 -"]
    assert kept(*PAGES, signed)[-3:] == signed[:3]


@pytest.mark.parametrize("number", ["Page {} of 4", "SUPPLY AGREEMENT PAGE {}"])
def test_a_foot_that_states_its_page_is_removed_with_what_recurs_next_to_it(kept, number):
    pages = [[*body[:2], number.format(n), "WREN CONFIDENTIAL", *LEGEND, *body[2:]] for n, body in enumerate(PAGES, 1)]
    assert kept(*pages) == ALL


def test_a_reference_to_a_page_at_a_lines_end_stays(kept):
    referring = "The prices stand in the list on page 3"
    assert referring in kept(*PAGES[:2], [*PAGES[2], referring, *PAGES[3]])
