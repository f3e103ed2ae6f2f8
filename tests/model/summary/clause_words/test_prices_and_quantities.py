"""Sentences on what must be bought and on how far a price may rise, in words of many kinds."""

from __future__ import annotations

import pytest

from model.summary.keyword_clauses import keyword_clauses


@pytest.mark.parametrize(
    ("category", "text", "found"),
    [
        (
            "Minimum Commitment",
            "Each year the Mill shall tender beans sufficient to yield 40,000 pounds of flour.",
            True,
        ),
        ("Minimum Commitment", "If Brook falls short, Brook shall pay $0.20 for each pound of the shortfall.", True),
        ("Minimum Commitment", "If notice falls short of 30 days, the tenant shall pay rent.", False),
        (
            "Minimum Commitment",
            "The Dealer undertakes that Net Purchases shall reach USD 900,000 in the first Year.",
            True,
        ),
        ("Minimum Commitment", "Sales shall reach the customer within 3 days.", False),
        (
            "Minimum Commitment",
            "If in any Year purchases are under 85% of that figure, the Maker may appoint others.",
            True,
        ),
        ("Minimum Commitment", "If sales are below 5% of turnover, no report is due.", False),
        (
            "Minimum Commitment",
            "The Hirer must pay for the greater of the hours worked by the crane and 280 hours.",
            True,
        ),
        ("Price Restrictions", "On 1 July the rates move with the index, but any one rise is limited to 4.5%.", True),
        (
            "Price Restrictions",
            "Each July the fee moves by half of the change in the index, up or down, capped at 4%.",
            True,
        ),
        ("Price Restrictions", "Liability is limited to 5% of the price.", False),
        (
            "Most Favored Nation",
            "Should Brook sell a pump to another town at a lower price, Brook shall offer that price to the Town.",
            True,
        ),
        ("Most Favored Nation", "If any other supplier has a lower price, the Town may buy there.", False),
        (
            "Liquidated Damages",
            "If the Hirer ends it early, the Hirer must pay a break fee equal to 40% of the charges.",
            True,
        ),
        ("Liquidated Damages", "We may require you to pay 18% of the shortfall.", True),
        (
            "Liquidated Damages",
            "For each shift on which guards are missing, the Mill may deduct R1 850 per missing guard.",
            True,
        ),
        ("Liquidated Damages", "The Mill may withhold 10 per cent of the price.", False),
        ("Liquidated Damages", "Brook will credit the Mill 1.5% of the price for each further full week.", True),
        ("Liquidated Damages", "Brook shall pay 2% of the price for each week of storage.", False),
        (
            "Liquidated Damages",
            "If it drops a site less than 60 days ahead of its opening, it will pay $9,500 for that site.",
            True,
        ),
        ("Minimum Commitment", "Brook will take at least 400 bales a month.", True),
        ("Minimum Commitment", "You will buy at least $900 of bread a week.", True),
        (
            "Minimum Commitment",
            "If Buyer orders fewer than 90 looms, it shall pay $40 for each loom not ordered.",
            True,
        ),
        ("Minimum Commitment", "The Customer guarantees payment for no fewer than 40 beds a night.", True),
        ("Minimum Commitment", "The Shipper must tender no less than 9 000 tonnes of ore each quarter.", True),
        ("Minimum Commitment", "Brook shall buy not less than EUR 40,000 worth of yarn a year.", True),
        ("Minimum Commitment", "The Licensee shall sell at least 600 copies a year.", True),
        ("Minimum Commitment", "The Hotel shall rent no fewer than 30 pianos a season.", True),
        ("Minimum Commitment", "In each year the Buyer must order lamps to the value of at least £30,000.", True),
        ("Minimum Commitment", "For each tonne by which it falls short the mill shall pay $9.", True),
        ("Minimum Commitment", "Buyer shall order at least 30 days before delivery.", False),
        ("Minimum Commitment", "Vendor shall take at least two weeks to answer.", False),
        ("Minimum Commitment", "Vendor shall process the order in no less than 5 business days.", False),
        ("Minimum Commitment", "Buyer shall give at least 90 days' notice.", False),
        ("Minimum Commitment", "If Buyer orders less, the price is as in Schedule 2.", False),
        ("Minimum Commitment", "Vendor shall hire at least two drivers.", False),
        ("Minimum Commitment", "Each crate shall hold at least 40 bottles.", False),
        ("Price Restrictions", "Fees may not go up by more than 3% a year.", True),
        ("Price Restrictions", "No increase may be more than the rise in the retail price index.", True),
        ("Price Restrictions", "The rent shall rise each year by the CPI, with a cap of 4%.", True),
        ("Price Restrictions", "We can raise our rates once a year, by up to 5%.", True),
        ("Price Restrictions", "Prices will never exceed 110% of cost.", True),
        ("Price Restrictions", "The Charges shall be increased by no more than inflation.", True),
        ("Price Restrictions", "The hourly rate of flow may not exceed 90% of capacity.", False),
        ("Price Restrictions", "Vendor may raise its fees on notice.", False),
        ("Price Restrictions", "Liability shall not exceed 100% of the fees.", False),
        ("Liquidated Damages", "For each week of delay that begins, the Buyer may claim 0.5% of the price.", True),
        ("Liquidated Damages", "You may end it early by paying 30% of the fees for the rest of the term.", True),
        ("Liquidated Damages", "Buyer may deduct 2% of the price each month for early payment.", False),
    ],
)
def test_what_must_be_bought_and_how_far_a_price_may_rise_is_found_in_any_words(as_text, category, text, found):
    assert bool(list(keyword_clauses(category, as_text(text)))) is found
