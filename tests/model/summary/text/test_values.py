from __future__ import annotations

import pytest

from model.summary.text.values import (
    dates_in,
    days,
    durations,
    gap,
    iso_date,
    jurisdiction,
    jurisdictions,
    later,
    money,
    sums,
)


def test_the_day_may_stand_on_both_sides_of_the_month():
    assert iso_date("the 7 March day of 2003") == "2003-03-07"
    assert dates_in("7 march day of 2003") == {"2003-03-07"}


def test_letters_of_an_ordinal_may_stand_apart():
    assert iso_date("executed as of this 1 st day of May 2006") == "2006-05-01"


@pytest.mark.parametrize(
    ("text", "day", "open_or_not"),
    [
        ("03/24/06\t03/24/06 ______________\t", "2006-03-24", None),
        ("the [·] day of [·], 2019", None, "open"),
        ("<<insert date>>", None, "open"),
        ("____ and March 3, 2020 on signing", None, "open"),
    ],
)
def test_a_date_on_a_signature_line_is_filled_in(text, day, open_or_not):
    assert (iso_date(text), gap(text)) == (day, open_or_not)


def test_a_date_with_a_line_typed_under_it_is_a_date():
    assert iso_date("as of 31 December, --------- 1996") == "1996-12-31"


def test_a_date_may_stick_to_the_word_before_it():
    assert iso_date("is effective as of1 August 2019") == "2019-08-01"


def test_a_day_left_out_is_a_blank():
    assert gap("made as of this day of March 2019") == "open"
    assert gap("made as of this 7th day of March 2019") is None


def test_laws_that_are_joined_govern_both():
    names = [
        law.name for law, _ in jurisdictions("governed by the laws of the State of Ohio and the laws of Hong Kong.")
    ]
    assert names == ["Ohio", "Hong Kong"]
    one = jurisdictions("governed by the laws of Ohio. Brook, a company under the laws of Kenya, is Buyer.")
    assert [law.name for law, _ in one] == ["Ohio"]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("May 1, 2020", "2020-05-01"),
        ("May 1st, 2020", "2020-05-01"),
        ("MAY 1, 2020", "2020-05-01"),
        ("Sept. 30, 1999", "1999-09-30"),
        ("December 31,2025", "2025-12-31"),
        ("1 May 2020", "2020-05-01"),
        ("the 1st day of May, 2020", "2020-05-01"),
        ("this 22nd day of June 2011", "2011-06-22"),
        ("3rd of March, 2018", "2018-03-03"),
        ("5/1/2020", "2020-05-01"),
        ("05-01-2020", "2020-05-01"),
        ("6/21/99", "1999-06-21"),
        ("2020-05-01", "2020-05-01"),
        ("It expires on May 1, 2020 (May 1, 2020).", "2020-05-01"),
    ],
)
def test_a_date_is_read_however_it_is_spelled(text, date):
    assert iso_date(text) == date


@pytest.mark.parametrize(
    "text",
    [
        "",
        "the date of the last signature",
        "____ day of May, 2020",
        "May [  ], 2020",
        "May [*], 2020",
        "May XX, 2020",
        "May __, 20__",
        "May 2020",
        "May 32, 2020",
        "from May 1, 2020 to May 1, 2021",
        "within 30 days",
    ],
)
def test_a_blank_or_no_date_or_several_are_null(text):
    assert iso_date(text) is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("governed by the laws of the State of New York, without regard to conflicts", "New York"),
        ("under the law of Utah.", "Utah"),
        ("the laws of the Commonwealth of Massachusetts apply", "Massachusetts"),
        ("in accordance with the laws of England and Wales", "England and Wales"),
        ("the laws of the People's Republic of China", "China"),
        ("the laws of the United States of America", "United States"),
        ("the laws in force in the Province of Ontario", "Ontario"),
        ("It is governed by English law.", "England"),
    ],
)
def test_the_jurisdiction_is_the_place_whose_law_governs(text, place):
    found = jurisdiction(text)
    assert found is not None and found.name == place


def test_a_clause_that_names_no_place_has_no_jurisdiction():
    assert jurisdiction("This agreement is governed by the laws of the seller's home.") is None


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("THE LAWS OF THE STATE OF NEW YORK (INCLUDING SECTION 5-1401)", "New York", "US-NY"),
        ("made in the State of California and governed by the laws thereof", "California", "US-CA"),
        ("the laws of the United States and of the Commonwealth of Kentucky", "Kentucky", "US-KY"),
        ("the laws of the P.R.C.", "China", "CN"),
        ("Swiss law applies", "Switzerland", "CH"),
        ("the laws of Czech Republic", "Czechia", "CZ"),
        ("the laws of Northern Ireland", "Northern Ireland", "GB-NIR"),
        ("the laws of Turkey", "Türkiye", "TR"),
        ("the laws of Ontario, Canada", "Ontario", "CA-ON"),
    ],
)
def test_a_jurisdiction_is_known_by_name_and_code(text, name, code):
    assert jurisdiction(text) == (name, code)


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("ninety (90) days", "P90D"),
        ("one hundred and eighty days", "P180D"),
        ("a one-year period", "P1Y"),
        ("one (1) additional year", "P1Y"),
        ("twenty-one days", "P21D"),
        ("24 months", "P24M"),
        ("three (3) Contract Years", "P3Y"),
        ("the fifth (5th) anniversary", "P5Y"),
        ("from year to year", "P1Y"),
        ("a month-to-month basis", "P1M"),
        ("six weeks", "P6W"),
    ],
)
def test_a_duration_is_read_however_it_is_spelled(text, duration):
    assert [found for _, found in durations(text)] == [duration]


@pytest.mark.parametrize("text", ["", "____ days", "no one", "the day after", "section 5"])
def test_no_duration_is_read_where_none_is_written_out(text):
    assert durations(text) == []


def test_durations_are_added_to_dates_and_compared():
    assert later("2020-02-29", "P1Y") == "2021-02-28"
    assert (later("2020-01-31", "P1M"), later("2020-01-01", "P2W")) == ("2020-02-29", "2020-01-15")
    assert days("P90D") < days("P3M") < days("P1Y")
    with pytest.raises(ValueError):
        later("2020-01-01", "P9999Y")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("shall not exceed $31,200.00.", "USD 31200"),
        ("US$ 2 million or EUR 500,000", "USD 2000000"),
        ("£1,500.50", "GBP 1500.50"),
        ("INR 20,000", "INR 20000"),
        ("the fees paid", None),
        ("see SECTION 5", None),
    ],
)
def test_money_is_a_currency_and_an_amount(text, value):
    assert money(text) == value


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("must not exceed $5m; and", "USD 5000000"),
        ("limited to £2.5 million.", "GBP 2500000"),
        ("up to US$ 10 mn in all", "USD 10000000"),
        ("a maximum of EUR 5k", "EUR 5000"),
        ("no more than 3m dollars", "USD 3000000"),
        ("a cap of €1.5bn", "EUR 1500000000"),
        ("$2MM per year", "USD 2000000"),
        ("$5 must be paid", "USD 5"),
        ("$5 by Monday", "USD 5"),
    ],
)
def test_an_amount_is_read_with_its_unit(text, amount):
    assert money(text) == amount


def test_the_place_in_the_name_of_a_statute_is_no_place_whose_law_governs():
    text = (
        "It is governed by the laws of the state in which the site is, except as the United States Patent Act governs."
    )
    assert jurisdiction(text) is None
    assert jurisdiction("It is governed by the laws of the United States of America.").code == "US"


def test_rupees_are_read_with_their_lakhs():
    assert money("a sum of Rs. 25,00,000") == "INR 2500000"
    assert money("not more than INR 2.5 crore") == "INR 25000000"


def test_several_laws_may_each_be_named_with_their_case_before_them():
    text = (
        "For goods sold in Ohio, this Agreement is governed by the laws of the State of Ohio; for goods sold in "
        "Canada, by the laws of the Province of Ontario."
    )
    assert [(place.code, when) for place, when in jurisdictions(text)] == [
        ("US-OH", "For goods sold in Ohio"),
        ("CA-ON", "for goods sold in Canada"),
    ]
    text = "Matters of tax are governed by the laws of Ohio and all other matters by the laws of Delaware."
    assert [when for _, when in jurisdictions(text)] == ["Matters of tax", "all other matters"]
    text = "If you live in the European Union, Irish law governs this Agreement. Otherwise Texas law governs it."
    assert [place.code for place, _ in jurisdictions(text)] == ["IE", "US-TX"]


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("limited to Four Dollars and Forty One Cents ($4.41) or Two Dollars ($2.00)", ["USD 4.41", "USD 2"]),
        ("a price of Twelve Euros and Five Cents (€12.05)", ["EUR 12.05"]),
        ("up to Five Thousand Dollars ($5,000)", ["USD 5000"]),
    ],
)
def test_a_sum_with_cents_in_words_is_the_one_in_figures_after_it(text, amounts):
    assert sums(text) == amounts


def test_a_superscript_between_slashes_belongs_to_its_day():
    assert iso_date("effective as of the 1/st/ day of August 2002") == "2002-08-01"


def test_two_sentences_that_each_name_a_law_of_the_contract_contradict_each_other():
    one = "The Agreement is subject to Norwegian law."
    two = "This Agreement will be governed by the laws of the State of Ohio, U.S.A."
    assert [law.name for law, _ in jurisdictions(f"{one}\nCourts\n{two}")] == ["Norway", "Ohio"]
    pledge = "The pledge will be governed by the laws of the State of Ohio."
    assert [law.name for law, _ in jurisdictions(f"{one} {pledge}")] == ["Norway"]


def test_the_law_of_the_uk_is_that_of_the_united_kingdom():
    assert jurisdiction("Governing law: UK law") == ("United Kingdom", "GB")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("EIGHTH day of MAY in the year of Nineteen Hundred and NINETY EIGHT", "1998-05-08"),
        ("the first day of May in the year two thousand and five", "2005-05-01"),
        ("Twelfth day of March in the year Two Thousand Twelve", "2012-03-12"),
        ("the 19th day of December in the year of 2005", "2005-12-19"),
        ("1st day of May, in the year of our Lord 2001", "2001-05-01"),
        ("the thirty-first day of July 2007", "2007-07-31"),
        ("the twenty first day of May 2010", "2010-05-21"),
        ("the eighth day of May in the year", None),
    ],
)
def test_a_year_or_a_day_may_be_written_in_words(text, day):
    assert iso_date(text) == day


@pytest.mark.parametrize(
    "words",
    [
        "the laws of the state of [Company-state]",
        "[buyer_state]",
        "[Governing Law]",
        "by {{LAW}}",
        "[state, county or district]",
    ],
)
def test_a_place_to_be_filled_in_is_a_blank(words):
    assert gap(words) == "open"


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("the laws of the State of {{{Oregon}}}", None),
        ("{{May 2, 2020}}", None),
        ("{{State}}", "open"),
        ("{{ start_date }}", "open"),
    ],
)
def test_the_field_of_a_template_that_holds_its_value_is_no_gap(text, missing):
    assert gap(text) == missing


@pytest.mark.parametrize("hyphen", ["-", "\u00ad", "\u2010", "\u2011"])
def test_a_number_in_words_may_have_a_hyphen_that_does_not_break_a_line(hyphen):
    assert [found for _, found in durations(f"for a term of thirty{hyphen}six months")] == ["P36M"]
