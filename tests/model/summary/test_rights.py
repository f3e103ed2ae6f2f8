from __future__ import annotations

import pytest

from model.schema import Clause, Party
from model.summary.dates.termination import ends_for_cause
from model.summary.exclusivity import is_exclusive_otherwise
from model.summary.parties.sides import Sides
from model.summary.rights import who_is_bound, who_may_end, who_owes_remedy
from model.summary.summary import summarise

PARTIES = [
    Party(name="Acme Tools, Inc.", defined_as=["Provider"], clause=0, score=0.9),
    Party(name="Brightwater LLC", defined_as=["Buyer"], clause=1, score=0.9),
]
SIDES = Sides(PARTIES)


@pytest.mark.parametrize(
    ("text", "heading", "cause"),
    [
        ("In the event of any material breach, the other party may terminate on 60 days' notice.", [], True),
        ("Either party may terminate this Agreement on 60 days' notice.", ["10. Termination for Cause"], True),
        ("Either party may terminate this Agreement if the other defaults.", [], True),
        ("Either party may terminate this Agreement on 60 days' notice.", ["10. Termination"], False),
        ("Buyer may terminate for any reason, or at once if Provider is in breach.", ["Termination for Cause"], False),
        ("Either party may terminate on 30 days' notice, or at once on a material breach.", [], False),
    ],
)
def test_a_right_to_end_the_contract_for_cause_is_none_for_convenience(text, heading, cause):
    assert ends_for_cause(text, heading) is cause


@pytest.mark.parametrize(
    ("texts", "holder"),
    [
        (["Either party may terminate this Agreement at any time."], None),
        (["It ends 90 days after Provider gives Buyer notice for any reason; or Buyer gives Provider notice."], None),
        (["Provider may terminate at will.", "Buyer may terminate on 30 days' notice."], None),
        (["30 days after Buyer gives Provider written notice of its wish to terminate."], "Buyer"),
        (["The services may be terminated by Buyer at any time, and Provider shall return the keys."], "Buyer"),
        (["Provider may terminate this Agreement on notice to the other party. Buyer shall pay."], "Provider"),
    ],
)
def test_a_right_to_end_the_contract_is_one_partys_where_no_other_has_it(texts, holder):
    assert who_may_end(texts, SIDES) == holder


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("Provider grants to Buyer an exclusive license in Ohio.", "Provider"),
        ("Buyer shall have the exclusive use of the front panel.", "Provider"),
        ("During the term Buyer shall not endorse the goods of another.", "Buyer"),
        ("Buyer agrees to purchase its valves exclusively from Provider.", "Buyer"),
        ("Neither party shall deal with a competitor.", None),
    ],
)
def test_exclusivity_is_told_by_the_party_that_it_binds(text, bound):
    assert who_is_bound(text, SIDES) == bound


def test_an_exclusive_purpose_is_no_exclusivity():
    assert is_exclusive_otherwise("Buyer may use the data for the exclusive purpose of testing.")
    assert not is_exclusive_otherwise("Buyer has the exclusive right to sell, for the exclusive purpose of testing.")


@pytest.mark.parametrize(
    ("text", "conditional"),
    [
        ("Buyer may terminate this Agreement on 30 days' notice in the event that the permit is not granted.", True),
        ("If the mill is not opened, either party may terminate this Agreement on notice.", True),
        ("This Agreement may be terminated upon the occurrence of any of these events.", True),
        ("Any such termination shall be effective 30 days after written notice of it.", True),
        ("If Buyer desires to terminate this Agreement, it shall give 60 days' notice.", False),
        ("Buyer may terminate this Agreement at any time if it gives 60 days' notice.", False),
    ],
)
def test_a_right_to_end_the_contract_on_an_event_is_none_for_convenience(text, conditional):
    assert ends_for_cause(text, []) is conditional


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("A new part is Buyer's sole and exclusive remedy for a defect.", "Provider"),
        ("Provider's sole obligation, and Buyer's only remedy, is a new part.", "Provider"),
        ("The refund is the exclusive remedy of Provider.", "Buyer"),
        ("The refund is the sole remedy of each party.", None),
    ],
)
def test_an_exclusive_remedy_stands_against_the_other_party(text, party):
    assert who_owes_remedy(text, SIDES) == party


def test_the_clause_that_says_for_any_reason_is_quoted_rather_than_the_withdrawal_of_a_service():
    def right(number: int, text: str, score: float) -> Clause:
        return Clause(
            id=number,
            category="Termination For Convenience",
            text=text,
            heading=[],
            pages=[1],
            boxes=[],
            interval=[1000 * number, 1000 * number + len(text)],
            segments=[number],
            score=score,
            found=True,
        )

    found = [
        right(0, "Provider may withdraw any of the Services on 90 days' notice to its clients.", 0.9),
        right(1, "Buyer may elect to terminate this Agreement for any reason upon notice.", 0.6),
    ]
    ending = summarise(found, "").termination_for_convenience
    assert ending and ending.text == found[1].text


@pytest.mark.parametrize(
    ("text", "party"),
    [
        (
            "Provider agrees that it will supply, exclusively in Ohio, and Buyer agrees that it will buy exclusively.",
            None,
        ),
        ("During the term, Provider shall exclusively play Buyer's clubs.", "Provider"),
        ("Provider hereby gives and grants to Buyer the exclusive right to its name.", "Provider"),
        ("Provider shall have the exclusive right to sell, and Buyer shall sell to nobody else.", "Buyer"),
    ],
)
def test_whoever_promises_exclusivity_is_bound_by_it(text, party):
    assert who_is_bound(text, Sides(PARTIES)) == party
