from __future__ import annotations

from model.schema import Clause
from model.summary.liability import caps

PARTICULAR = (
    "Acme's liability to Brightwater relating to the intellectual property indemnity in the License "
    "shall not exceed 50% of the fees paid to a maximum of $1,000,000."
)
GENERAL = "For any cause of action arising under this ------- Agreement, liability shall not exceed $5,000,000."
BY_FORMULA = "Except for liability under Section 8, neither party's liability shall exceed what it earned hereunder."


def clause(number: int, text: str, score: float) -> Clause:
    interval = [1000 * number, 1000 * number + len(text)]
    return Clause(
        id=number, category="Cap On Liability", label="Cap", text=text, heading=[], pages=[1], boxes=[],
        interval=interval, segments=[number], score=score, found=True,
    )  # fmt: skip


def test_the_general_cap_goes_before_one_for_an_indemnity_whatever_their_scores():
    for general in (GENERAL, BY_FORMULA):
        assert caps([clause(0, PARTICULAR, 0.99), clause(1, general, 0.6)], [])[0].text == general


def test_a_cap_per_claim_goes_behind_the_general_one():
    each = "The liability for each claim shall not exceed $1,000."
    assert [cap.text for cap in caps([clause(0, each, 0.99), clause(1, GENERAL, 0.6)], [])] == [GENERAL, each]


def test_a_cap_by_one_transaction_says_so():
    text = "Liability shall not exceed the fees paid for the transaction which the liability relates to in 12 months."
    (cap,) = caps([clause(0, text, 0.9)], [])
    assert cap.scope == "for the transaction which the liability relates to"
    assert caps([clause(0, GENERAL, 0.9)], [])[0].scope is None
