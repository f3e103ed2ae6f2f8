"""Sentences that state a renewal outright."""

from __future__ import annotations

import pytest

from model.summary.dates.stated_renewals import states_a_renewal


@pytest.mark.parametrize(
    ("words", "states"),
    [
        ("After that we just carry on, month to month, until somebody stops it.", True),
        ("From then on the hire goes on from year to year.", True),
        ("It shall then roll over for one further period of two years.", True),
        (
            "Unless one tells the other by June, supply will carry on from year to year, with no obligation to buy.",
            True,
        ),
        ("Buyer may, by notice given nine months before then, prolong this agreement for no more than a year.", True),
        ("It goes on month by month, at half the charge, until one of us ends it by a month's notice.", True),
        ("It shall thereafter continue from Season to Season until either party terminates it by notice.", True),
        ("Buyer may extend the term through May 2, 2031 by written notice to Vendor given by May 2, 2030.", True),
        ("Vendor may, by notice in writing, prolong this agreement until and including 2 May 2031.", True),
        ("It will then continue for up to two further periods of two years each, if Buyer so elects by notice.", True),
        ("The rain goes on month by month until the dam ends it.", False),
        ("Buyer may extend the time for delivery to May 2, 2031.", False),
        ("It will continue for up to two hours.", False),
        ("The parties may extend this agreement by a written amendment signed by both parties for a year.", False),
        ("After that the price goes on rising from year to year.", False),
        ("Buyer may extend the deadline for a week.", False),
        ("This agreement will not continue from year to year.", False),
    ],
)
def test_a_renewal_is_stated_in_plain_words_or_as_a_partys_right(words, states):
    assert states_a_renewal(words) is states


@pytest.mark.parametrize(
    ("words", "states"),
    [
        ("Unless a party has objected by May, this Agreement then continues for an indefinite period.", True),
        ("After the first two years it shall continue indefinitely.", True),
        ("Unless terminated earlier under section 9, this Agreement shall continue indefinitely.", False),
        ("Thereafter the duty of secrecy continues indefinitely.", False),
        ("After the end of this Agreement it shall keep the files.", False),
    ],
)
def test_a_contract_may_go_on_without_end(words, states):
    assert states_a_renewal(words) is states
