"""What a person reads of a summary's values."""

from __future__ import annotations

import pytest

from model.schema import (
    Ending,
    Exclusivity,
    Fees,
    Formula,
    Law,
    LiabilityCap,
    Money,
    Notice,
    Party,
    Place,
    Renewal,
    Right,
    Term,
    Value,
)
from model.summary.summary import summarize
from serve.output.formatting import named, numbered, rows, shown

PLAIN = {"text": "as written", "clause": 0, "score": 0.9}
LAWS = [Place(name="Ohio", code="US-OH", applies="where Provider sues"), Place(name="New York", code="US-NY")]


@pytest.mark.parametrize(
    ("field", "words"),
    [
        (Value(**PLAIN, value="P5Y"), "5 years"),
        (Value(**PLAIN, value="P10958D"), "about 30 years"),
        (Value(**PLAIN, value=None), "as written"),
        (Value(**PLAIN, value=None, gap="open"), "a blank, to be filled in"),
        (Value(**PLAIN, value="2023-09-03", gap="redacted"), "2023-09-03 (redacted)"),
        (Ending(**PLAIN, value="2023-09-03", bound="at_the_latest"), "no later than 2023-09-03"),
        (Term(**PLAIN, value="P15Y", counted_from="the first launch"), "15 years from the first launch"),
        (Renewal(**PLAIN, value="P1Y", kind="automatic"), "1 year, automatic"),
        (
            Renewal(**PLAIN, value="P2Y", kind="automatic", condition="provided Vendor earns enough"),
            "2 years, automatic, subject to a condition",
        ),
        (Renewal(**PLAIN, value="P5Y", kind="option", party="Customer"), "5 years, at Customer's option"),
        (Notice(**PLAIN, value="P60D"), "60 days to stop the renewal"),
        (Notice(**PLAIN, value="P6M", purpose="to_renew", party="Customer"), "6 months to renew, by Customer"),
        (Law(**PLAIN, value="Ohio; New York", code=None, laws=LAWS), "Ohio (where Provider sues); New York"),
        (Right(**PLAIN, value="yes", party="Provider"), "yes, for Provider"),
        (Exclusivity(**PLAIN, value="yes", party="Provider"), "yes, binds Provider"),
        (
            Ending(**{**PLAIN, "text": "indefinitely unless terminated"}, value="perpetual"),
            "no fixed term; continues until terminated",
        ),
        (
            LiabilityCap(**PLAIN, value=Fees(period="P12M"), scope="for the order that the claim arises from"),
            "12 months' fees for the order that the claim arises from",
        ),
        (
            LiabilityCap(**{**PLAIN, "text": "limited to the amounts received"}, value=Fees(period=None)),
            "the amounts paid under the contract",
        ),
        (
            LiabilityCap(**{**PLAIN, "text": "at most the purchase price"}, value=Fees(period=None)),
            "the price under the contract",
        ),
        (
            LiabilityCap(**{**PLAIN, "text": "limited to the commissions paid"}, value=Fees(period="P12M")),
            "12 months' commissions",
        ),
        (Ending(**{**PLAIN, "text": "for an indefinite period"}, value="perpetual"), "indefinite"),
        (
            Ending(**{**PLAIN, "text": "until terminated by either party on 30 days' notice"}, value="indefinite"),
            "indefinite, terminable on notice",
        ),
        (
            LiabilityCap(**PLAIN, value=Fees(period="P2M"), party="Provider"),
            "2 months' fees, for Provider's liability",
        ),
        (
            LiabilityCap(**PLAIN, value=Fees(period="P1M"), party="Sellers"),
            "1 month's fees, for Sellers' liability",
        ),
        (LiabilityCap(**PLAIN, value=Money(amount="USD 1000000")), "USD 1,000,000"),
        (LiabilityCap(**PLAIN, value=Formula()), "a formula, see the clause"),
        (LiabilityCap(**{**PLAIN, "text": "limited to [***]"}, value=Formula()), "redacted"),
        (
            LiabilityCap(
                **PLAIN,
                value=Money(amount="USD 500.50"),
                other=[Fees(period="P12M", multiple=2)],
                bound="greater_of",
            ),
            "the greater of USD 500.50 and 2 times 12 months' fees",
        ),
    ],
)
def test_a_value_is_said_in_words(field, words):
    assert shown(field) == words


def test_pages_are_said_in_words():
    assert numbered("page", [3]) == "page 3" and numbered("page", [3, 4, 5]) == "pages 3 to 5"


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        (["Provider", "we", "us"], "Harrow, Inc. (Provider)"),
        (["we", "us"], "Harrow, Inc. (we)"),
        ([], "Harrow, Inc."),
    ],
)
def test_a_party_is_called_we_only_if_the_contract_has_no_other_term_for_it(terms, words):
    assert named(Party(name="Harrow, Inc.", defined_as=terms, clause=0, score=0.9)) == words


def test_each_partys_cap_has_a_row_of_its_own():
    def cap(party, amount, text="liability shall not exceed it"):
        return LiabilityCap(**{**PLAIN, "text": text}, value=Money(amount=f"USD {amount}"), party=party)

    others = [cap("Provider", 900), cap("Customer", 70), cap("Provider", 5, "liability for a product recall")]
    summary = summarize([], "").model_copy(update={"liability_cap": cap("Customer", 80), "other_caps": others})
    told = [shown(value) for label, value in rows(summary) if label == "Liability cap"]
    assert told == ["USD 80, for Customer's liability", "USD 900, for Provider's liability"]
    both = summary.model_copy(update={"liability_cap": cap(None, 80)})
    assert [shown(value) for label, value in rows(both) if label == "Liability cap"] == ["USD 80"]
