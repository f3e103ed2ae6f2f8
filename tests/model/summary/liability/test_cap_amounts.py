"""The amounts that a cap names, the period of its fees, and other periods beside it."""

from __future__ import annotations

import pytest

from model.schema import Fees, Formula, Money
from model.summary.liability.cap_amounts import begin_of_limit, bound_of, cap_of, is_of_a_refund


@pytest.mark.parametrize(
    ("text", "period"),
    [
        (
            "Our total liability is limited to the charges for the kites that the claim is about, provided that you "
            "notify us of the claim within one year.",
            None,
        ),
        ("Our liability is limited to the fees paid, and no claim may be brought after a year from delivery.", None),
        ("Our liability shall not exceed the price paid, if the action is commenced within two years.", None),
        ("Our liability is limited to the fees paid, and any claim expires after a period of 12 months.", None),
        ("Our liability is limited to the fees paid for the claim within the twelve months preceding it.", "P12M"),
        ("Our liability shall not exceed the payments made by you in the twelve months before notice of it.", "P12M"),
        ("Our liability shall not exceed the amounts paid during the year in which notice is given.", "P1Y"),
    ],
)
def test_the_time_within_which_to_make_a_claim_is_not_the_period_of_the_fees(text, period):
    assert cap_of(text) == [Fees(period=period, multiple=1.0)]


@pytest.mark.parametrize(
    "text",
    [
        "The total liability of Grower shall be limited in amount to the Tending Fees paid.",
        "Grower's liability is limited, in the aggregate, to the Tending Fees paid.",
        "Grower's liability shall be limited in total only to the Tending Fees paid.",
    ],
)
def test_liability_that_is_limited_in_amount_has_a_cap(text):
    assert cap_of(text) == [Fees(period=None, multiple=1.0)]


@pytest.mark.parametrize(
    "text",
    [
        "This limit shall not apply to Grower's duty to pay for kites delivered.",
        "The limits in Clause 4.2 do not extend to claims for injury.",
        "These caps will not apply to either party's willful misconduct.",
    ],
)
def test_what_a_limit_does_not_apply_to_is_no_cap(text):
    assert cap_of(text, named=True) == []


def test_what_a_limit_does_not_apply_to_may_have_a_cap_of_its_own():
    text = "The limit above does not apply to infringement, for which liability shall not exceed $900,000."
    assert cap_of(text) == [Money(amount="USD 900000")]


def test_a_cap_whose_words_and_figures_differ_has_no_value():
    text = "Grower's liability is limited to £70,000 (sixty thousand pounds)."
    assert cap_of(text) == [Formula()]
    assert cap_of(text.replace("sixty", "seventy")) == [Money(amount="GBP 70000")]


@pytest.mark.parametrize(
    ("amount", "limits"),
    [
        ("the greater of $900 and the advances paid", [Money(amount="USD 900"), Fees(period=None, multiple=1.0)]),
        ("the greater of $900 and the cost of repair", [Money(amount="USD 900"), Formula()]),
        # the sum bounds the lesser of the two
        ("the lesser of $900 and the cost of repair", [Money(amount="USD 900")]),
    ],
)
def test_the_greater_of_a_sum_and_something_else_is_not_the_sum(amount, limits):
    assert cap_of(f"Grower's liability shall not exceed {amount}.") == limits


@pytest.mark.parametrize(
    ("amount", "limit"),
    [
        ("the price before launch and, after launch, the monthly charges for a year", Formula()),
        ("the monthly charges until delivery and thereafter the price", Formula()),
        ("the fees paid in the six months before the claim and after any insurance", Fees(period="P6M", multiple=1.0)),
        ("the monthly charges payable for fifteen (15) months", Fees(period="P15M", multiple=1.0)),
    ],
)
def test_a_cap_that_changes_on_a_day_is_neither_amount(amount, limit):
    assert cap_of(f"Grower's liability shall not exceed {amount}.") == [limit]


@pytest.mark.parametrize(
    ("amount", "limit"),
    [
        ("a sum equal to one-quarter of the fees paid over the two years before", Fees(period="P2Y", multiple=0.25)),
        ("an amount equal to two times the fees paid in the twelve months before", Fees(period="P12M", multiple=2.0)),
        ("two-thirds of the fees paid in the twelve months before", Formula()),
    ],
)
def test_a_part_or_a_multiple_of_the_fees_is_read_before_or_after_their_word(amount, limit):
    assert cap_of(f"Grower's liability is limited to {amount}.") == [limit]


def test_a_limit_for_each_kind_of_claim_is_no_single_amount():
    text = (
        "Each party's total liability is limited: (a) for claims about the kites, to the price; and (b) for claims "
        "about the services, to twice the annual fee for the year in which the claim arose."
    )
    assert cap_of(text) == [Formula()]


@pytest.mark.parametrize(
    ("sentence", "caps"),
    [
        (
            "The most that either of us will have to pay the other for everything that goes wrong in any one season, "
            "whether in contract or otherwise, is one and a half times the fees for that season.",
            [Fees(period=None, multiple=1.5)],
        ),
        (
            "Neither of us will owe the other more under this agreement than the amounts paid in the twelve months "
            "before the claim.",
            [Fees(period="P12M")],
        ),
        ("Liability is limited to direct damage and to an amount of EUR 600,000.", [Money(amount="EUR 600000")]),
        ("Liability is limited to two times the Annual Fee for the year.", [Fees(period="P1Y", multiple=2)]),
        (
            "Liability shall not exceed the price paid for a machine, and the aggregate liability of Vendor in a year "
            "shall not exceed $500.",
            [Money(amount="USD 500")],
        ),
    ],
)
def test_caps_in_plain_words_and_in_two_steps(sentence, caps):
    assert cap_of(sentence) == caps


def test_a_monthly_fee_may_be_multiplied():
    sentence = "The most we have to pay you is the monthly fee multiplied by 12, or $500,000 if that is more."
    assert cap_of(sentence, named=True) == [Money(amount="USD 500000"), Fees(period="P12M")]
    assert bound_of(sentence) == "greater_of"


def test_the_same_amount_as_another_partys_is_no_fee():
    sentence = "Its total liability is limited to the same amount, on top of its obligation to pay fees and costs."
    assert cap_of(sentence) == [Formula()]


@pytest.mark.parametrize(
    ("words", "limit"),
    [
        (
            "Vendor's liability shall not exceed: (a) under clause 9, £3,000; and (b) otherwise, the Prices paid.",
            Fees(period=None),
        ),
        (
            "The most either of us will owe is twice the fees paid, except that for a breach of Section 12 the most we "
            "will owe you is $5,000.",
            Fees(period=None, multiple=2),
        ),
        (
            "Guarantor's liability shall not exceed $1,500 and shall end on the day on which Vendor has $20,000.",
            Money(amount="USD 1500"),
        ),
    ],
)
def test_a_cap_is_that_of_the_general_case(words, limit):
    assert cap_of(words) == [limit]


@pytest.mark.parametrize(
    "amount",
    [
        "the fees paid in the year before the claim, multiplied by three",
        "three quarters of the annual fee",
        "a multiple of two of the annual fee",
        "two and a half years' fees",
        "the fees paid in the preceding 12 months less any credits given",
        "the average annual fee over the three years before the claim",
        "its commission for the last three years divided by two",
    ],
)
def test_an_amount_calculated_from_the_fees_is_not_the_fees(amount):
    assert cap_of(f"The liability of each party shall not exceed {amount}.") == [Formula()]


@pytest.mark.parametrize(
    ("amount", "fees"),
    [
        ("the amount that is one and one half (11∕2) times the fees paid", Fees(period=None, multiple=1.5)),
        ("125 percent (125%) of the fees paid", Fees(period=None, multiple=1.25)),
        ("nine monthly fees", Fees(period="P9M")),
        (
            "the fees paid in the 12 months before, or if there were fewer, 12 times the average monthly fee",
            Fees(period="P12M"),
        ),
    ],
)
def test_a_plain_multiple_of_the_fees_is_read(amount, fees):
    assert cap_of(f"The liability of each party shall not exceed {amount}.") == [fees]


@pytest.mark.parametrize(
    ("sentence", "limits"),
    [
        (
            "In Section 9.2, “$250,000” is deleted and “$600,000” is inserted, so that its liability will not "
            "exceed $600,000.",
            [Money(amount="USD 600000")],
        ),
        ("The Carrier is liable for up to $750,000 per accident and no more.", [Money(amount="USD 750000")]),
        ("Any claim shall be met only up to twice the fee paid to us.", [Fees(period=None, multiple=2.0)]),
        ("Its liability, of whatever kind, ends at the loan fee of US$90,000.", [Money(amount="USD 90000")]),
        ("Mill pays compensation only for direct loss, and never more than EUR 300,000.", [Money(amount="EUR 300000")]),
        ("The sums owed by way of damages shall not surpass $60,000.", [Money(amount="USD 60000")]),
        (
            "The liability of Mill for the machine shall not exceed its agreed value of £11,400,000.",
            [Money(amount="GBP 11400000")],
        ),
        ("Mill's liability for the grain is limited to the street price of the grain.", [Formula()]),
        ("Its liability is limited to $250,000, over and above fees due.", [Money(amount="USD 250000")]),
    ],
)
def test_a_cap_is_read_in_plain_words_and_without_what_it_replaces(sentence, limits):
    assert cap_of(sentence, named=True) == limits


def test_a_limit_on_a_credit_is_no_cap():
    assert is_of_a_refund("The sole remedy is a credit, not to exceed 25% of the monthly charge.")
    assert not is_of_a_refund("Mill is liable for loss. The remedy is a credit, not to exceed 25% of the charge.")


@pytest.mark.parametrize(
    "text",
    [
        "The liability of Vendor is furthermore limited to EUR 486,000.",
        "This liability is limited for the University to the amount of EUR 486,000.",
    ],
)
def test_a_cap_may_be_a_further_one_or_that_of_somebody(text):
    assert cap_of(text) == [Money(amount="EUR 486000")]


def test_a_rate_per_unit_is_no_amount():
    assert cap_of("Liability for each load shall not exceed $1,900 per tonne, nor $750,000 for any one event.") == [
        Money(amount="USD 750000")
    ]


YEARS = [Fees(period="P1Y", multiple=1.2)]


@pytest.mark.parametrize(
    ("sentence", "limits"),
    [
        (
            "For everything else, the total liability of Mill to Weaver in a year is 120% of the fees for that year.",
            YEARS,
        ),
        ("The aggregate liability of each party to the other shall be 120% of the fees in that year.", YEARS),
        ("The maximum liability of Mill is EUR 300 000.", [Money(amount="EUR 300000")]),
        (
            "Its liability is therefore limited to weaving the cloth again or, if that does not help, to damages no "
            "greater in total than the fees paid for the first six months.",
            [Fees(period="P6M")],
        ),
        (
            "Clause 9.1 is amended by striking out “the fees paid in the six months before the claim” and substituting "
            "“the greater of $700,000 and the fees paid in the nine months before the claim”.",
            [Money(amount="USD 700000"), Fees(period="P9M")],
        ),
        ("The ceiling on Mill's liability is EUR 250 000 in a year.", [Money(amount="EUR 250000")]),
        ("Mill's liability is capped, for each year, at 120% of the fees paid in that year.", YEARS),
        ("Clause 9 is amended by replacing “$100,000” with “$700,000” as the limit.", [Money(amount="USD 700000")]),
        # what is not the cap
        ("The total liability of Mill is described in Annex 3.", []),
        ("The total liability of Mill is 40 days old.", []),
        (
            "Neither party is liable for loss of profit other than commissions on cloth not yet sold, which on a "
            "termination for default are limited to the commissions of the ten months before it.",
            [],
        ),
    ],
)
def test_the_amount_of_a_cap_may_be_what_liability_is(sentence, limits):
    assert cap_of(sentence, named=True) == limits


@pytest.mark.parametrize(
    ("sentence", "limits"),
    [
        ("Mill's total liability to Weaver is confined to EUR 300 000 per event.", [Money(amount="EUR 300000")]),
        ("that of Weaver to Mill, other than for fees, to EUR 90 000 in all.", [Money(amount="EUR 90000")]),
        (
            "Its liability is limited to half of the wool bought in the year before (in the first year, $90,000).",
            [Formula()],
        ),
        ("Its liability is limited to the amount of its cash contribution in Schedule 2.", [Formula()]),
        ("Its liability is limited to the sum of its deposit.", [Formula()]),
        ("Its liability is limited to the amount of the fees paid.", [Fees(period=None)]),
        ("Mill's sole remedy is payment for cloth accepted up to the termination date.", []),
        ("Mill's sole remedy is payment for cloth accepted up to the end of the year.", []),
        (
            "For slight fault, liability is limited per damaging event to EUR 300,000 and per year to EUR 900,000.",
            [Money(amount="EUR 900000"), Money(amount="EUR 300000")],
        ),
        ("Mill's liability is capped for each single claim at EUR 300,000.", [Money(amount="EUR 300000")]),
        ("Mill is liable up to the price paid for the cloth.", [Fees(period=None)]),
    ],
)
def test_a_cap_may_be_confined_to_an_amount_and_is_no_time_up_to_which_something_is_paid(sentence, limits):
    assert cap_of(sentence, named=True) == limits


def test_the_new_figure_of_an_amendment_is_the_cap():
    sentence = "The limit of $500,000 in clause 9.2 (our limit in a contract year) becomes $900,000."
    assert cap_of(sentence, named=True) == [Money(amount="USD 900000")]
    raised = "The overall limit in clause 9.2 is raised from EUR 500,000 to EUR 900,000 for each calendar year."
    assert cap_of(raised, named=True) == [Money(amount="EUR 900000")]
    paid = f"{sentence[:-1]}, other than as to the duty to pay the sums due under clause 3."
    assert cap_of(paid, named=True) == [Money(amount="USD 900000")]
    assert begin_of_limit(sentence) == sentence.index("$900,000")
