"""Sentences that state in a few words when or that a contract ends."""

from __future__ import annotations

import pytest

from model.summary.dates.end_of_this_contract import speaks_of_the_end
from model.summary.dates.start_and_term import endless
from model.summary.dates.stated_ends import (
    defines_maturity,
    ends_on_the_first_of_several,
    states_the_end,
    stays_in_place,
)


def test_a_contract_may_end_on_the_first_of_a_notice_and_an_anniversary():
    ends = "C. This NDA will terminate as to further disclosures upon the earlier of (a) a party's notice and (b) {}."
    assert ends_on_the_first_of_several(ends.format("the first anniversary of this NDA"))
    assert not ends_on_the_first_of_several(ends.format("the sale of the mill"))
    assert not ends_on_the_first_of_several("The license ends on the earlier of May 2 and the first anniversary.")


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("This contract stays valid and never needs to be renewed.", True),
        ("Our agreement remains in force until one of us ends it.", True),
        ("This service contract continues in effect until you or we cancel it.", True),
        ("This contract has no fixed end.", True),
        ("This arrangement is open-ended.", True),
        ("This EULA continues until terminated.", True),
        ("These Terms of Use shall remain in effect until they are terminated.", True),
        ("This contract stays in force until the last lamp has been delivered.", False),
        ("The insurance stays valid and never needs to be renewed.", False),
    ],
)
def test_a_contract_without_an_end_says_so_in_plain_words(text, stays):
    assert stays_in_place(text) is stays
    if stays:
        assert speaks_of_the_end(text) and endless(text) == "indefinite"


def test_the_definition_of_a_loans_maturity_says_when_the_contract_ends():
    text = "“Maturity Date” means the date that is 364 days following the Effective Date."
    assert defines_maturity(text) and speaks_of_the_end(text)
    assert not defines_maturity("“Interest Date” means the day that is 30 days before the Maturity Date.")


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("The rental period begins on delivery of the tent and ends at the agreed pickup time.", True),
        ("Tester has access for a free trial period of 60 days from sign-up, unless ended earlier by Vendor.", True),
        ("The rental period is stated in each order.", False),
        ("A free trial period of 14 days is granted, unless cancelled, after which the subscription begins.", False),
        ("The pilot period of 30 days may show faults.", False),
    ],
)
def test_how_long_a_rental_or_a_free_trial_lasts_states_the_end(text, states):
    assert states_the_end(text) is states


def test_a_contract_may_be_called_by_what_it_is_about_where_its_days_are_given():
    assert states_the_end("The loan runs from May 2, 2021 through May 1, 2024.")
    assert states_the_end("4. The residency begins on 2 May 2021 and ends on 1 May 2024.")
    assert not states_the_end("The loan runs from a bank to another.")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("The agreement ends on 31 December 2029.", True),
        ("2. The Lease runs from its date through May 1, 2026.", True),
        ("If the lease ends on May 1, 2026, the key is returned.", False),
        ("The discount ends on May 1, 2026.", False),
    ],
)
def test_a_sentence_that_begins_with_the_contract_and_its_last_day_states_the_end(text, says):
    assert states_the_end(text) is says


def test_a_deal_may_last_for_years_of_its_own():
    assert states_the_end("Our deal starts with the first episode and lasts for two Deal Years.")
    assert not states_the_end("The battery of the device lasts for two years.")


def test_key_terms_say_how_long_a_contract_runs():
    assert states_the_end("Initial period: 36 payroll months, counted from the start")
    assert not states_the_end("Notice period: 60 days")


def test_a_contract_may_last_as_long_as_something_else():
    assert states_the_end("20. The agreement continues for as long as the book is in print.")
    assert not states_the_end("The author is paid for as long as the book is in print.")


@pytest.mark.parametrize(
    "text",
    [
        "It covers two harvests and comes to its end on the last day of February 2027.",
        "The licence is for eleven months and shall come to an end by efflux of time on 30 June 2025.",
        "We will begin in May and will serve you through the end of the school year on June 30, 2025.",
        "The arrangement applies from the first day of Term 1 (28 January 2025) to the last day of Term 4 (5 "
        "December 2025).",
        "This agreement enters into force on 1 January 2023 and is entered into for three calendar years.",
        "There is no fixed end: this keeps going until one of us stops it.",
        "Item 7 – Initial Term: Ten years from the Start Date",
        "The Services shall be provided for sixty months, counted from the start (the “Service Term”).",
    ],
)
def test_plain_words_state_an_end(text):
    assert states_the_end(text) and speaks_of_the_end(text)


def test_the_number_of_a_clause_ends_no_sentence():
    assert speaks_of_the_end(
        "This Agreement takes effect on 1 July 2022 (the “Start Date”) and, unless extended under clause 2.2 or ended "
        "earlier, shall expire at the end of the day before the third anniversary of the Start Date."
    )


def test_a_date_that_moves_on_is_no_end():
    assert not speaks_of_the_end("Unless a party objects, the date in that sentence shall move forward by two years.")


@pytest.mark.parametrize(
    ("words", "states"),
    [
        ("This first stretch goes to the end of July 2032.", True),
        ("Our initial period runs from Monday through the last day of May 2032.", True),
        ("This first stretch goes well.", False),
        ("For three years from the Closing Date (the “Supply Period”), Vendor will sell its looms to Buyer.", True),
        ("5. For a period of 24 months after the Launch (the “Initial Term”), Buyer buys from Vendor.", True),
        ("For three years from the Closing Date (the “Restricted Period”), Vendor will not compete.", False),
        ("For twelve months from delivery, Vendor repairs the looms.", False),
    ],
)
def test_a_first_stretch_or_a_named_period_is_the_term(words, states):
    assert states_the_end(words) is states


@pytest.mark.parametrize(
    ("words", "states"),
    [
        ("2.1 The Owner hires the Press to the Hirer for the initial period of 18 months starting on delivery.", True),
        ("The Landlord lets the Barn to the Grower for a fixed term of ten years.", True),
        ("The Owner pays the Hirer for a period of two months.", False),
        ("The Club appoints two directors for a term of three years.", False),
        ("“Licence Period” means, for each Season, five years from the date of first exhibition.", True),
        ("2.2 The hire is for four years from the start date.", True),
        ("This engagement will be for a fixed term of eighteen months beginning on the first day of work.", True),
        ("The guarantee is for four years from delivery.", False),
        ("The hire is for weddings only, from the first week of May.", False),
        ("“Warranty Period” means two years from delivery.", False),
    ],
)
def test_what_is_hired_or_licensed_for_a_time_has_that_term(words, states):
    assert states_the_end(words) is states
