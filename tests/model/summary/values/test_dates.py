from __future__ import annotations

import pytest

from model.summary.values.blanks import gap
from model.summary.values.date_patterns import dates_in
from model.summary.values.dates import iso_date


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


def test_a_superscript_between_slashes_belongs_to_its_day():
    assert iso_date("effective as of the 1/st/ day of August 2002") == "2002-08-01"


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
