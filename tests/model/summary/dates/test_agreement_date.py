"""The contract's own date among others that stand near it."""

from __future__ import annotations

import pytest

from chunking.pipeline import document_from_text
from model.findings import Finding
from model.review import review_document
from model.summary.dates.agreement_date import (
    AGREED,
    dated_at_the_top,
    executed_as_of,
    with_agreement_date,
)
from model.summary.fallbacks.fallbacks import with_fallbacks
from model.summary.parties.opening_and_signatures import found_at


def located(document, words: str, score: float = 0.8, category: str = AGREED) -> Finding:
    """The finding of these words, where they stand last."""
    start = document.text.rindex(words)
    found = found_at(document, category, start, start + len(words), score)
    assert found
    return found


@pytest.fixture
def own_dates(as_text):
    """The dates that are kept when the first of these words is the one that counted and the others were weaker."""

    def kept(text: str, *words: str) -> list[str]:
        document = as_text(text)
        found = [located(document, date, score) for score, date in zip((0.8, 0.7, 0.6), words, strict=False)]
        return [document.text[one.start : one.end] for one in with_agreement_date(document, found, found[:1])]

    return kept


@pytest.fixture(scope="module")
def summary(engine):
    return lambda text: review_document(document_from_text(text.encode(), "contract", 10), engine).summary


LAW = "\n\n9. LAW\n\nThis Agreement is governed by the laws of the State of Ohio."

PARTIES = "between Harrow Systems, Inc. (“Vendor”) and Quillmark Foods LLC (“Buyer”)."


@pytest.mark.parametrize(
    "opening",
    [
        'this Sponsorship Agreement (the "Agreement") dated as of April 3, 2011 is made by Brook LLC.',
        "This AGREEMENT is made and entered into as of April 3, 2011 by Brook LLC.",
        "This Supply Contract, made on April 3, 2011, binds Brook LLC.",
        "This Statement of Work (the “SOW”) is made as of April 3, 2011 under the agreement of January 4, 2010.",
        "This Side Letter is dated April 3, 2011 and binds Brook LLC.",
    ],
)
def test_the_opening_gives_the_date_and_no_event_does(own_dates, opening):
    text = f"The regatta takes place on May 9, 2011, and {opening}"
    assert own_dates(text, "May 9, 2011", "April 3, 2011") == ["April 3, 2011"]


def test_a_contract_without_a_date_of_its_own_has_that_of_its_last_signature(own_dates):
    text = "Signed for the parties.\n\nDate: May 9, 2011\tDate: June 2, 2011"
    assert own_dates(text, "May 9, 2011", "June 2, 2011") == ["June 2, 2011"]


@pytest.mark.parametrize("field", ["Agreement date: April 3, 2011.", "Date of this Agreement: April 3, 2011\n"])
def test_a_field_for_the_date_counts_before_the_signatures(own_dates, field):
    text = f"MILL AGREEMENT\n\n{field} It is short.\n\nSigned.\n\nDate: May 9, 2011\nDate: June 2, 2011"
    assert own_dates(text, "May 9, 2011", "June 2, 2011") == ["April 3, 2011"]
    assert own_dates(text, "April 3, 2011") == ["April 3, 2011"]


def test_two_columns_of_signatures_are_two_dates(own_dates):
    text = "DATE: 3/14/07\tDATE: 3/22/07\n\nThis Dealer Agreement is made by Harrow and Brook."
    assert own_dates(text, "3/14/07") == ["3/22/07"]


def test_the_date_below_a_signed_name_is_that_of_the_signature(own_dates):
    text = "/s/ John Brook, Manager\n- ------- 22 Feb. 2003\nQUILL\n/s/ Ada Mill, President\n- ------- 16 Feb. 2003\n"
    assert own_dates(text, "16 Feb. 2003", "22 Feb. 2003") == ["22 Feb. 2003"]


def test_a_date_over_a_signature_does_not_go_before_another(own_dates):
    text = "Harrow and Brook agree on May 9, 2011.\n\nDate: June 2, 2011"
    assert own_dates(text, "May 9, 2011", "June 2, 2011") == ["May 9, 2011"]


def test_a_blank_date_is_not_filled_from_a_schedule(summary):
    text = (
        f"SERVICES AGREEMENT\n\nThis Services Agreement is dated as of [●], 2020 "
        f"{PARTIES}\n\n1. TERM\n\nThe term is twelve "
        f"months from the date hereof.{LAW}\n\nSCHEDULE A\n\nPayroll services end on December 31, 2020.\n"
    )
    date = summary(text).agreement_date
    assert date and (date.value, date.gap) == (None, "open")


def test_an_effective_date_does_not_stand_in_for_a_blank(summary):
    text = (
        f"SERVICES AGREEMENT\n\nThis Services Agreement is dated as of this ____ day of "
        f"________, 2012, but made effective "
        f"as of February 20, 2012 (“Effective Date”) {PARTIES}\n\n1. TERM\n\nThe term is one year.{LAW}\n"
    )
    found = summary(text)
    assert found.agreement_date and (found.agreement_date.value, found.agreement_date.gap) == (None, "open")
    assert found.effective_date and found.effective_date.value == "2012-02-20"


def test_the_date_line_at_the_top_is_preferred_to_a_signature(as_text):
    text = "SECOND AMENDMENT\n\nDated as of May 2, 2015\n\nThe parties agree.\n\nBy: A. Reed\n\nDate: May 4, 2015\n"
    document = as_text(text)
    signed = located(document, "May 4, 2015")
    own = with_agreement_date(document, [signed], [signed])
    assert [document.text[one.start : one.end] for one in own] == ["May 2, 2015"]


def test_a_contract_entered_on_one_day_and_effective_on_another_has_the_day_it_was_entered(own_dates):
    text = "This Support Agreement is entered on this 9th day of May, 2011 and is deemed effective as of May 1, 2011."
    assert own_dates(text, "May 1, 2011", "9th day of May, 2011") == ["9th day of May, 2011"]


def test_a_line_at_the_top_gives_the_date_if_nothing_else_does(as_text):
    top = dated_at_the_top(as_text("AMENDMENT NO. 4\n\nDated as of April 3, 2011\n\nThe parties agree."), 0.9)
    assert top is not None and top.category == AGREED
    assert dated_at_the_top(as_text("SALES AGREEMENT\n\nDated: April 3rd 2011\n\nThe parties agree."), 0.9) is not None
    assert dated_at_the_top(as_text("NOTICE\n\nDated April 3, 2011, the Lease between us ends."), 0.9) is None


FIRST = "AMENDMENT 1 TO SUPPLY AGREEMENT\n\nThe price is 10 dollars.\n\n/s/ Ann Brook\t/s/ Bea Marsh\n\n{dates}\n\n"
SECOND = (
    "AMENDMENT TO SUPPLY AGREEMENT\n\nWHEREAS, Harrow Systems, Inc. and Quillmark LLC made an agreement;\n\n"
    "The price is 12 dollars.\n\nBy: /s/ Ann Brook\n\nDate: 10/19/2012\n"
)


@pytest.mark.parametrize(
    "line", ["Date: 3 April 2011", "Agreement date: 3 April 2011", "Made in 2001; amended and restated on 3 April 2011"]
)
def test_a_line_with_the_date_below_the_parties_gives_it_and_that_of_a_signature_does_not(as_text, line):
    document = as_text(f"DATA LICENSE\n\nLicensor: Fernleigh Maps, LLC\n{line}\n\nThe parties agree.")
    own = dated_at_the_top(document, 0.9)
    assert own is not None and document.text[own.start : own.end] == "3 April 2011"
    assert dated_at_the_top(as_text(f"DATA LICENSE\n\nBy: Ada Brook\n{line}\n"), 0.9) is None


@pytest.mark.parametrize(("dates", "kept"), [("7/14/12\t7/18/12", ["7/18/12"]), ("Vendor\tBuyer", [])])
def test_the_date_with_which_a_second_instrument_is_signed_is_not_the_first_ones(as_text, dates, kept):
    document = as_text(FIRST.format(dates=dates) + SECOND)
    signed = located(document, "10/19/2012")
    sources = [located(document, "AMENDMENT 1 TO SUPPLY AGREEMENT", category="Document Name"), signed]
    dated = [one for one in with_agreement_date(document, [signed], sources) if one.category == AGREED]
    assert [document.text[one.start : one.end] for one in dated] == kept


@pytest.mark.parametrize(
    ("before", "kept"),
    [
        ("Rev. HS ", False),
        ("Printed on ", False),
        ("under the Registration Statement filed on ", False),
        ("with an effective date of ", False),
        ("Vendor works for Buyer, commencing on ", False),
        ("made on ", True),
        ("Dated: ", True),
    ],
)
def test_a_stamp_a_filing_and_a_first_day_are_not_the_contracts_date(as_text, before, kept):
    document = as_text(f"The lamps are sold.\n\n{before}8/29/2018 3:38 PM\n")
    date = located(document, "8/29/2018")
    assert bool(with_fallbacks(document, [date], [date])) is kept


def test_the_time_of_day_in_the_head_of_an_attachment_is_no_contracts_date(as_text):
    sold = "The lamps are sold. " * 250
    for head, kept in (("EXHIBIT A\n\n", False), ("", True)):
        document = as_text(f"{sold}\n\n{head}DATE: 8/29/2018 3:38 PM\n")
        date = located(document, "8/29/2018")
        assert bool(with_fallbacks(document, [date], [date])) is kept


def test_a_second_amendments_date_is_not_the_first_ones(as_text):
    text = (
        "AMENDMENT TO THE SUPPLY AGREEMENT\n\nThis Amendment is entered into effective October 1, 1996.\n\n"
        "/s/ Ann Brook\n\nAMENDMENT 2\n\nTHIS AMENDMENT (the “Amendment”) is entered into this 15th day of July 1998.\n"
    )
    document = as_text(text)
    first, second = located(document, "October 1, 1996", 0.7), located(document, "15th day of July 1998")
    sources = [located(document, "AMENDMENT TO THE SUPPLY AGREEMENT", category="Document Name"), second]
    dated = [one for one in with_agreement_date(document, [first, second], sources) if one.category == AGREED]
    assert [document.text[one.start : one.end] for one in dated] == ["October 1, 1996"]


def test_a_contract_executed_as_of_a_day_is_dated_so(as_text):
    document = as_text("IN WITNESS WHEREOF, the undersigned hereby execute this agreement as of May 11, 2020.\n")
    date = executed_as_of(document, 0.9)
    assert date is not None
    assert document.text[date.start : date.end] == "May 11, 2020"


def test_an_amendment_may_name_another_agreement_before_its_own_date():
    text = (
        "This Second Amendment (this “Amendment”) to the License Agreement dated May 2, 2018 is made as of the 9th day "
        "of August, 2023 by the parties below."
    )
    document = document_from_text(text.encode(), "contract", 10)
    own = dated_at_the_top(document, 0.9)
    assert own is not None and document.text[own.start : own.end] == "9th day of August, 2023"


def test_the_day_on_which_a_term_ends_is_not_that_of_a_signature():
    text = "SUBLEASE\nDate: January 1, 2026\nSublessor: Brook Mills LLC\nSublease Termination Date: February 28, 2035\n"
    document = document_from_text(text.encode(), "contract", 10)
    start = document.text.index("January")
    found = [found_at(document, AGREED, start, start + len("January 1, 2026"), 0.9)]
    assert [document.text[one.start : one.end] for one in with_agreement_date(document, found, found)] == [
        "January 1, 2026"
    ]


def test_a_letter_has_the_date_of_its_head_and_not_that_of_a_signature(own_dates):
    text = "BROOK LTD.\n\nMay 9, 2011\n\nMs. Reed\n\nDear Ms. Reed:\n\nWe agree.\n\nBrook Ltd.\n\nDate: June 2, 2011"
    assert own_dates(text, "June 2, 2011", "May 9, 2011") == ["May 9, 2011"]


def test_a_row_of_key_terms_may_give_the_date_of_an_order(own_dates):
    text = "SERVICE ORDER\n\n4. Date of this Order\tMay 9, 2011\n\nSigned.\n\nDate: June 2, 2011"
    assert own_dates(text, "June 2, 2011") == ["May 9, 2011"]


def test_the_day_until_which_a_party_had_another_name_is_no_date_of_the_contract(summary):
    parties = "between Harrow GmbH (until 30 June 2021: Elm GmbH) (“Vendor”) and Quillmark Foods LLC (“Buyer”)."
    assert summary(f"SUPPLY CONTRACT\n\n{parties}{LAW}").agreement_date is None


@pytest.mark.parametrize(
    "line",
    [
        "Order date\t3 June 2024",
        "Date\t3 June 2024",
        "Date of this Licence\t3 June 2024",
        "Place and date\tHarrow, 3 June 2024",
        "Made on 3 June 2024",
        "Signed on: 3 June 2024",
        "DATED for reference June 3, 2024.",
        "Dated 26 Dhu al-Qadah 1445H corresponding to 3 June 2024",
        "Date 3 June 2024",
        "Dated 3 June 2024 between",
        "An agreement made on 3 June 2024 among:",
        "These are the terms agreed on 3 June 2024 between Brook Ltd and the farm.",
    ],
)
def test_a_row_or_a_line_at_the_top_gives_the_date(line):
    document = document_from_text(f"MILK ORDER\n\n{line}\n\nBrook Ltd sells milk.\n".encode(), "order", 10)
    found = dated_at_the_top(document, 0.9)
    assert found is not None and "3" in document.text[found.start : found.end]


def test_a_letter_is_dated_above_its_greeting_and_a_deed_where_it_is_signed():
    letter = document_from_text(b"Brook AB\n\n22 September 2023\n\nDear Mr Reed,\n\nWe sell glass.\n", "letter", 10)
    found = dated_at_the_top(letter, 0.9)
    assert found is not None and letter.text[found.start : found.end] == "22 September 2023"
    deed = document_from_text(b"DEED\n\nThus drawn up in duplicate and signed on 8 December 2022.\n", "deed", 10)
    signed = executed_as_of(deed, 0.9)
    assert signed is not None and deed.text[signed.start : signed.end] == "8 December 2022"
