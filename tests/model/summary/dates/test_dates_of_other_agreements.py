from __future__ import annotations

import pytest

from model.summary.dates.dates_of_other_agreements import is_anothers_date


def test_the_date_of_a_contract_that_is_named_without_an_article_is_its_own():
    text = "as set forth in the Freight Services Agreement between Acme LLC and Brook LLC effective November 1, 2019"
    assert is_anothers_date(text, text.index("November"))


@pytest.mark.parametrize(
    ("before", "anothers"),
    [
        ("They end the agreement between Acme and Brightwater Limited dated ", True),
        ("It is subject to the Master Supply Agreement dated as of ", True),
        ("Provider is a party to a license with Zeta, Inc., made on ", True),
        ("This Agreement is made as of ", False),
        ("This Agreement is entered into by and between Acme, a party to the venture, as of ", False),
        ("SUPPLY AGREEMENT dated ", False),
        ("They wish to amend certain terms of the Lease between Acme and Zeta (“Tenant”) effective as of ", True),
        ("They wish to amend the Lease (“Lease”), and this Amendment is dated ", False),
        ("This letter sets forth the agreement between Acme and Brightwater dated ", False),
    ],
)
def test_the_date_of_another_contract_is_told_by_the_words_before_it(before, anothers):
    assert is_anothers_date(before + "17 March 1995", len(before)) is anothers


def test_a_date_in_the_definition_of_another_agreement_is_not_the_contracts_own():
    text = "1.2 “Services Agreement” {} the agreement executed between the parties on the 2nd day of May, 2020."
    for means in ("means", ""):
        said = " ".join(text.format(means).split())
        assert is_anothers_date(said, said.index("2nd"))
    own = "“Agreement” means the agreement executed between the parties on the 2nd day of May, 2020."
    assert not is_anothers_date(own, own.index("2nd"))


@pytest.mark.parametrize(
    ("text", "anothers"),
    [
        ("Loan Agreement\nExhibit 10.2\nLOAN AGREEMENT\nDated as of 17 March 1995\nThe parties agree.", False),
        ("Employment Agreement dated as of 17 March 1995 with Ada Quill\nExhibit 10.1\nEMPLOYMENT AGREEMENT", False),
        ("Amendment to Employment Agreement dated as of 17 March 1995\nThe parties agree.", True),
        ("They end an employment agreement between Harrow and MS. QUILL effective as of 17 March 1995", True),
        ("They end a lease between J. Quill and Harrow, Inc. dated as of 17 March 1995", True),
    ],
)
def test_a_date_in_the_heading_is_the_contracts_own_and_one_behind_an_abbreviation_is_not(text, anothers):
    assert is_anothers_date(text, text.index("17")) is anothers


@pytest.mark.parametrize(
    ("text", "anothers"),
    [
        ("It continues the gardening arrangement originally effective {}.", True),
        ("They previously agreed on a price, which applies from {}.", False),
        ("It follows an engagement that began on {}, which expired on June 1, 2021.", True),
        ("It follows an engagement, which expired on {}.", True),
        ("This Agreement, originally dated {}, is restated.", False),
        ("This Agreement takes effect on {}, and ends a year later.", False),
    ],
)
def test_the_dates_of_an_earlier_arrangement_are_not_the_contracts_own(text, anothers):
    said = text.format("May 2, 2020")
    assert is_anothers_date(said, said.index("May 2")) is anothers


@pytest.mark.parametrize(
    ("before", "anothers"),
    [
        ("Following the feasibility study of ", True),
        ("The Works are described in the Contractor's tender dated ", True),
        ("Fees follow the quotation no. 42/95 dated ", True),
        ("This amends the License (the “License”), which bears the date of ", True),
        ("In reliance on the report of an expert they agree on ", False),
        ("This Amended and Restated License Agreement, dated as of ", False),
        ("This Second Amended and Restated License Agreement (this “Restated Agreement”), dated as of ", False),
        ("This Amendment to the Amended and Restated License Agreement dated as of ", True),
    ],
)
def test_an_earlier_paper_has_a_date_of_its_own_and_a_restated_contract_is_none(before, anothers):
    assert is_anothers_date(before + "17 March 1995", len(before)) is anothers
