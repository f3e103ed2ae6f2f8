"""Which marks are redacted passages."""

from __future__ import annotations

import pytest

from chunking.pipeline import document_from_text
from model.playbook.document_checks.redactions import redactions


def as_document(text: str):
    return document_from_text(text.encode(), "contract", 10)


def test_marks_of_footnotes_are_no_redactions():
    table = "Direct Sales*** 10%**\nNative**** 20%\n"
    notes = "**Before tax.\n***“Direct Sales” are sales without an agent.\n****Made in the region.\n"
    assert redactions(as_document(table + notes)) is None
    found = redactions(as_document(f"{table}{notes}The price is [***] per unit and *** per case.\n"))
    assert found is not None
    assert found.number == 2


def test_a_legend_is_no_redaction():
    assert redactions(as_document("***Text Omitted and Filed Separately\n\nThe price is $5.")) is None


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Buyer pays [***] a unit and [***] a month.", 2),
        ("Buyer pays [*] a unit.\n\n[*] Certain information on this page was left out.", 1),
        ("The marks [***] were omitted. Buyer pays XXXXXXXX.", 2),
        ('The serial number has the form "ab-xxxxxx", where "x" stands for a digit.', 0),
        ("Phone: XXXXXXXXXX\nFax: XXXXXXXXXX\nBuyer pays in June.", 0),
        ("Passport No: [REDACTED]", 0),
        ("Vendor ships to the place designated by Buyer no later than [***] days before it is due.", 1),
        ("Omissions are designated as [***]. Buyer pays in June.", 0),
        ("Buyer pays in June.\n\n*** The omitted material has been filed separately with the Commission.", 0),
        ("Buyer pays [***] in June.\n\n[***] Confidential material redacted and filed separately.", 1),
        ("Buyer pays *** in June. *** Portions of this page have been omitted.", 1),
        ("Buyer pays in June.\n\n*****SIGNATURE PAGE FOLLOWS***", 0),
        ("Buyer pays *** a unit and *** a month.", 2),
        ("Omissions are designated as * * *.\n\nBuyer pays * * * a unit and * * * a month.", 2),
        ("Buyer pays * * * in June.\n\n* * * Certain information on this page has been omitted.", 1),
        ("Buyer pays in June.\n\n* * * * *\n\nSection 3 reads: Buyer * * * pays in May.", 0),
        ("Buyer pays in June.", 0),
    ],
)
def test_marks_count_where_they_stand_for_what_the_parties_agreed(text, count):
    found = redactions(document_from_text(text.encode(), "contract", 10))
    assert (found.number if found else 0) == count


def test_a_row_of_asterisks_is_an_ornament():
    ornament = document_from_text(b"Headings are for reference.\n\n" + b"*" * 70 + b"\n\nEXHIBIT A", "contract", 10)
    assert redactions(ornament) is None
    found = redactions(document_from_text(b"Buyer pays ***** for a lamp.", "contract", 10))
    assert found and found.number == 1


@pytest.mark.parametrize(
    "legend",
    [
        "[*] Designates portions of this document that have been omitted pursuant to a request.",
        "[*] Represents text omitted and filed separately.",
        "[***] means certain information that is confidential and was omitted.",
        "[***] Marks portions for which confidential treatment is requested.",
        "[***] denotes information that is redacted.",
    ],
)
def test_what_a_mark_of_redactions_stands_for_is_none(as_text, legend):
    found = redactions(as_text(f"{legend}\n\nStaff is billed at $[*] per hour of work.\n"))
    assert found and found.number == 1


def test_a_notice_in_the_marks_that_it_explains_is_none(as_text):
    notice = "***Certain identified information has been omitted from this exhibit because it is not material.***"
    found = redactions(as_text(f"{notice}\n\nStaff is billed at $[***] per hour of work.\n"))
    assert found and found.number == 1


def test_the_operator_like_an_asterisk_marks_redactions_too(as_text):
    found = redactions(
        as_text("Buyer pays Vendor [ ** ] percent (or [ *∗ ] percent after May) of what it sells each year.")
    )
    assert found is not None and found.number == 2


def test_a_redacted_address_comes_last(as_text):
    text = (
        "Vendor, with its registered office at [***], Ohio, makes lamps. Buyer pays Vendor [***] dollars for each lamp."
    )
    document = as_text(text)
    found = redactions(document)
    assert found is not None
    assert [document.text[end : end + 8] for _, end in found.telling] == [" dollars", ", Ohio, "]


def test_a_redaction_in_what_looks_like_a_heading_is_not_told_by_the_sentence_below_it(as_text):
    text = "3. Supply Contract of 2031 Between [***] and Harrow Mills\n\n4. Buyer pays Vendor [***] for each lamp."
    document = as_text(text)
    found = redactions(document)
    assert found is not None and found.number == 2
    assert [document.text[end:] for _, end in found.telling] == [" for each lamp."]


def test_a_line_of_asterisks_as_long_as_the_heading_above_underlines_it(as_text):
    assert redactions(as_text("SUPPLY OF LAMPS\n***************\n\nVendor sells lamps to Buyer.")) is None
    assert redactions(as_text("Vendor sells lamps to Buyer at the price of\n*****\nfor each of them.")) is not None
