from __future__ import annotations

import pytest

from model.summary.dates.start_and_term import SIGNING, beginning, endless, of_the_first_term, term

SIGNED, START = "2020-01-02", "2020-01-15"


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("The term ends on the 40th day following a written notice of either party.", None),
        ("Either party may end this Agreement by notice, at the end of such 40-day period.", None),
        ("The term begins 40 days after the effective date and runs for 2 years.", "P40D"),
        ("The term of this Agreement is three (3) years.", "P3Y"),
        ("It shall terminate as soon as practicable, but no longer than thirty (30) days, after the sale.", None),
        ("The sender says that it is ending the contract and that the contract will end in 7 days.", None),
        ("The agreement will terminate 90 days after the work has been completed.", None),
        ("The agreement expires five years after the effective date.", "P5Y"),
        ("The term begins on the first day of the hire period shown on the receipt.", None),
    ],
)
def test_a_period_of_notice_is_not_the_term(text, length):
    assert term(text) == length


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("It is made on January 2, 2020, to be effective February 1, 2020.", "2020-02-01"),
        ("This Agreement takes effect on February 1, 2025", "2025-02-01"),
        ("The term commences the first day of September 2004 and ends the [*] day of [*].", "2004-09-01"),
        ("in force as of the 1.4.2011", "2011-04-01"),  # the day stands first between full stops
        ("It shall commence on the date hereof and end as of December 31, 2000.", SIGNED),
        ("It becomes effective upon the date of signature.", SIGNED),
        ("This Agreement binds the parties from its date.", SIGNED),
        ("This Order starts on its date and continues until the Service End Date.", SIGNED),
        ("It takes effect thirty days from its date of issue.", None),
        ("It starts on the Start Date and goes on until the report or May 2, 2020, whichever comes first.", None),
        ("It shall end as of December 31, 2000.", None),
        ("It becomes effective when the site opens.", None),
        ("It becomes effective on a date, on or before May 4, 2024, if the conditions are met.", None),
        ("It becomes effective on the date, not later than May 31, 2020, on which all conditions are fulfilled.", None),
        ("It becomes effective when the supplier signs within forty-five (45) days of the Execution Date.", None),
        ("Executed as of the date first above written, to be effective upon the Effective Date.", None),
    ],
)
def test_something_begins_on_the_day_that_is_said_to_be_its_first_and_never_on_its_last(text, date):
    assert beginning(text, SIGNED) == date


def test_what_follows_on_a_first_term_is_no_first_term():
    assert term("It continues from month to month.") is None


def test_a_redacted_day_is_not_one_day():
    assert term("It runs for [*****] years commencing the 1st day of September 2004 until the [*****] day.") is None


@pytest.mark.parametrize(
    "text",
    [
        "It becomes effective as of the last date of signature (Effective Date).",
        "The appointment shall commence on the later of (i) the date hereof, or (ii) the date of the approval.",
    ],
)
def test_a_beginning_on_the_later_of_two_events_is_not_the_contracts_own_date(text):
    assert beginning(text, "2021-03-03") is None


def test_a_contract_that_ends_some_days_after_a_notice_is_indefinite():
    assert (
        endless("It shall end on the 60th day following a written notice from one party to the other.") == "indefinite"
    )
    assert endless("It shall end on the 60th day following the closing.") is None


@pytest.mark.parametrize(
    ("rest", "date"),
    [
        ("but effective as of the Date of Opening", None),
        ("but effective as of June 1, 2020", "2020-06-01"),
        ("but effective as of the date of this Agreement", "2020-05-02"),
        ("and delivered in Ohio", "2020-05-02"),
    ],
)
def test_a_contract_that_takes_effect_on_another_day_does_not_on_the_one_on_which_it_is_signed(rest, date):
    assert beginning(f"The parties have executed this Agreement on May 2, 2020, {rest}.") == date


@pytest.mark.parametrize(
    "rest",
    [
        "; provided that commencing on January 1, 2022 and each January 1 thereafter, the term is extended for a year",
        "; provided, however, that if there is a Change in Control, it continues for 24 months after that",
    ],
)
def test_what_comes_after_the_first_term_is_neither_its_beginning_nor_its_length(rest):
    text = f"The term begins on the date hereof and continues through December 31, 2021{rest}."
    assert of_the_first_term(text) == "The term begins on the date hereof and continues through December 31, 2021"
    assert beginning(text, SIGNED) == SIGNED


def test_a_proviso_on_the_first_term_belongs_to_it():
    text = "The term is two years; provided that either party may end it on notice."
    assert of_the_first_term(text) == text


def test_the_name_of_a_term_without_end_is_no_length_of_it():
    assert term("Harrow grants access indefinitely from that day (the “Annual Access Term”).") is None
    assert term("Harrow grants access for an annual term.") == "P1Y"


def test_the_notice_with_which_an_endless_contract_is_brought_to_an_end_is_no_term():
    text = "It may be brought to an end with a period of six months to the close of any calendar half-year."
    assert term(text) is None


@pytest.mark.parametrize(
    ("words", "signs"),
    [
        ("the date on which the last party signs", True),
        ("the day on which the second of us signs below", True),
        ("The day on which the last of the two signatures below is given", True),
        ("the date of the later signature", True),
        ("the later of the two signature dates", True),
        ("The contract takes hold on the day you sign", True),
        ("The agreement takes effect when signed by all parties", True),
        ("It becomes binding once it has been signed by both of the parties", True),
        ("the day you sign up for a plan", False),
        ("the date on which the last goods are delivered", False),
        ("The order takes effect when signed by the buyer's agent", False),
    ],
)
def test_the_last_signature_may_be_told_in_many_words(words, signs):
    assert (SIGNING.search(words) is not None) is signs


def test_what_is_paid_in_each_year_is_not_the_term():
    assert term("Buyer pays the annual license fee during the term.") is None
    assert term("Buyer pays the annual license fee for a term of three years.") == "P3Y"
