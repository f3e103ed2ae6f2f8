"""The contract's own date among others that stand near it."""

from __future__ import annotations

import pytest

from model.findings import Finding
from model.summary.dates.agreement_date import with_agreement_date
from model.summary.values import dates_in, iso_date


@pytest.fixture
def own_dates(as_text):
    """The dates that are kept when the first of these words is the one that counted and the others were weaker."""

    def kept(text: str, *words: str) -> list[str]:
        document = as_text(text)
        found = []
        for score, date in zip((0.8, 0.7, 0.6), words, strict=False):
            start = document.text.rindex(date)
            inside = document.segments_in(start, start + len(date))
            found.append(Finding("Agreement Date", inside[0].id, inside[-1].id + 1, start, start + len(date), score))
        return [document.text[one.start : one.end] for one in with_agreement_date(document, found, found[:1])]

    return kept


@pytest.mark.parametrize(
    "opening",
    [
        'this Sponsorship Agreement (the "Agreement") dated as of April 3, 2011 is made by Brook LLC.',
        "This AGREEMENT is made and entered into as of April 3, 2011 by Brook LLC.",
        "This Supply Contract, made on April 3, 2011, binds Brook LLC.",
    ],
)
def test_the_opening_gives_the_date_and_no_event_does(own_dates, opening):
    text = f"The regatta takes place on May 9, 2011, and {opening}"
    assert own_dates(text, "May 9, 2011", "April 3, 2011") == ["April 3, 2011"]


def test_a_contract_without_a_date_of_its_own_has_that_of_its_last_signature(own_dates):
    text = "Signed for the parties.\n\nDate: May 9, 2011\tDate: June 2, 2011"
    assert own_dates(text, "May 9, 2011", "June 2, 2011") == ["June 2, 2011"]


def test_two_columns_of_signatures_are_two_dates(own_dates):
    text = "DATE: 3/14/07\tDATE: 3/22/07\n\nThis Dealer Agreement is made by Harrow and Brook."
    assert own_dates(text, "3/14/07") == ["3/22/07"]


def test_the_date_below_a_signed_name_is_that_of_the_signature(own_dates):
    text = "/s/ John Brook, Manager\n- ------- 22 Feb. 2003\nQUILL\n/s/ Ada Mill, President\n- ------- 16 Feb. 2003\n"
    assert own_dates(text, "16 Feb. 2003", "22 Feb. 2003") == ["22 Feb. 2003"]


def test_a_date_over_a_signature_does_not_go_before_another(own_dates):
    text = "Harrow and Brook agree on May 9, 2011.\n\nDate: June 2, 2011"
    assert own_dates(text, "May 9, 2011", "June 2, 2011") == ["May 9, 2011"]


def test_the_day_may_stand_on_both_sides_of_the_month():
    assert iso_date("the 7 March day of 2003") == "2003-03-07"
    assert dates_in("7 march day of 2003") == {"2003-03-07"}
