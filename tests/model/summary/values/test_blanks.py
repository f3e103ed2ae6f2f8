from __future__ import annotations

import pytest

from model.summary.values.blanks import gap


def test_a_day_left_out_is_a_blank():
    assert gap("made as of this day of March 2019") == "open"
    assert gap("made as of this 7th day of March 2019") is None


@pytest.mark.parametrize(
    "words",
    [
        "the laws of the state of [Company-state]",
        "[buyer_state]",
        "[Governing Law]",
        "by {{LAW}}",
        "[state, county or district]",
        "the laws of [Utah / Ohio – to be confirmed]",
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


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("until it has shown a total of XXXXXXXXXXXXX pages", "redacted"),
        ("as of XX, 2020", "open"),
        ("a number of the form ab-xxxxxx", None),
    ],
)
def test_a_long_row_of_the_letter_x_hides_words_and_a_short_one_is_a_blank(text, what):
    assert gap(text) == what
