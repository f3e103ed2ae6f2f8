from __future__ import annotations

import pytest

from model.summary.dates.dates_of_other_agreements import is_anothers_date
from model.summary.values import iso_date


@pytest.mark.parametrize(
    ("before", "anothers"),
    [
        ("They end the agreement between Acme and Brightwater Limited dated ", True),
        ("It is subject to the Master Supply Agreement dated as of ", True),
        ("Provider is a party to a license with Zeta, Inc., made on ", True),
        ("This Agreement is made as of ", False),
        ("This Agreement is entered into by and between Acme, a party to the venture, as of ", False),
        ("SUPPLY AGREEMENT dated ", False),
        ("This letter sets forth the agreement between Acme and Brightwater dated ", False),
    ],
)
def test_the_date_of_another_contract_is_told_by_the_words_before_it(before, anothers):
    assert is_anothers_date(before + "17 March 1995", len(before)) is anothers


def test_a_date_with_a_line_typed_under_it_is_a_date():
    assert iso_date("as of 31 December, --------- 1996") == "1996-12-31"
