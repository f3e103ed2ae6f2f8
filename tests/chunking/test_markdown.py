"""Texts in Markdown are read as a reader sees them."""

from __future__ import annotations

import pytest

from chunking.markdown import is_markdown, with_cells, without_marks
from chunking.pipeline import document_from_text

AGREEMENT = """---
title: Supply
---
# Supply Agreement #

<!-- a note to ourselves -->
This Agreement is between **Brook Mills Ltd** (the "**Supplier**") and ***Harrow Foods LLC*** (the _"Buyer"_).

## 1. Goods

* **Flour**: see [the price list](https://brook.example/prices)
* [ ] Express delivery
- [x] Normal delivery

| Goods | Price |
|:------|------:|
| Flour | $20 |

---

## 2. Term

The term is **two
years**. Write to <office@brook.example>.

Signed: \\_\\_\\_\\_\\_\\_\\_\\_\\
Date: ________
"""


def test_the_marks_are_no_part_of_the_text():
    text = document_from_text(AGREEMENT.encode(), "supply.txt", 10).text
    assert text.split("\n") == [
        "Supply Agreement",
        'This Agreement is between Brook Mills Ltd (the "Supplier") and Harrow Foods LLC (the "Buyer").',
        "1. Goods",
        "- Flour: see the price list",
        "☐ Express delivery",
        "☒ Normal delivery",
        "Goods\tPrice",
        "Flour\t$20",
        "2. Term",
        "The term is two years. Write to office@brook.example.",
        "Signed: ________",
        "Date: ________",
    ]


def test_a_heading_is_the_heading_of_what_follows():
    found = document_from_text(AGREEMENT.encode(), "supply.txt", 10)
    (term,) = (one for one in found.segments if found.segment_text(one).startswith("The term is"))
    assert term.heading[-1] == "2. Term"


@pytest.mark.parametrize(
    ("marked", "read"),
    [
        ("**Bold with *italics* in it**", "Bold with italics in it"),
        ("the (**Processor**)", "the (Processor)"),
        ("2 * 3 * 4 and 5*6", "2 * 3 * 4 and 5*6"),
        ("snake_case_name", "snake_case_name"),
        ("Name: ____ and ____", "Name: ____ and ____"),
        ("pay \\$5 \\[sic\\]", "pay $5 [sic]"),
        ("a<br>b", "a\n\nb"),
        ("<u>Fees</u>", "Fees"),
        ("the `service`", "the service"),
        ("[Client Name](the client) signs", "[Client Name](the client) signs"),
        ("> quoted", "quoted"),
        ("1\\. Goods &amp; fees: 5&nbsp;%, R&D; AT&T", "1. Goods & fees: 5\u00a0%, R&D; AT&T"),
        ("$** per unit and $** per case", "$** per unit and $** per case"),
    ],
)
def test_only_marks_are_taken_out(marked, read):
    assert without_marks(marked) == read


@pytest.mark.parametrize(
    "text",
    [
        "LEASE\n\nRent is [**] percent of [**] and $**.00 or $**.50, and ** percent of **.",
        "# of units\tprice\n# of cases\tprice\n# 150069-832-1",
        "*The omitted words were filed separately. **Confidential. * * *",
        "#hashtag\n#another",
    ],
)
def test_other_texts_are_left_as_they_are(text):
    assert not is_markdown(text)


def test_headings_or_bold_words_below_one_make_it_markdown():
    assert is_markdown("# Lease\n## 1. Rent\nIt is due monthly.")
    assert is_markdown("# Lease\n**Landlord:** A\n**Tenant:** B\n**Rent:** C\n**Term:** D")
    assert not is_markdown("# Lease\n**Landlord:** A")


def test_front_matter_with_a_list_in_it_is_not_read():
    matter = '---\ntags:\n  - draft\nrelated:\n- "[[LOAN AGREEMENT]]"\ndate: 2026\n---\n'
    body = "\n# SUPPLY AGREEMENT\n\n# Scope\n\nVendor sells lamps.\n"
    assert without_marks(matter + body).strip().startswith("SUPPLY AGREEMENT")
    assert without_marks(f"---\n- Vendor sells lamps.\n---\n{body}").strip().startswith("- Vendor sells lamps.")


def test_the_rows_of_a_table_drawn_with_bars_in_a_plain_text_have_cells():
    rows = "Supplier | Brook Ltd\n\nCustomer | Harrow Ltd\n\nFee | $500 | yearly\n\nSite | Elmstadt\n"
    assert with_cells(rows).split("\n")[0] == "Supplier\tBrook Ltd"
    assert "Fee\t$500\tyearly" in with_cells(rows)


def test_a_footer_with_a_bar_on_every_page_is_no_table():
    pages = "\n".join(f"{number} Brook | Form of License\n\nWords of the page." for number in range(9))
    assert with_cells(pages) == pages
