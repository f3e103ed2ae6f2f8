"""What a party may not do, on invented sentences."""

from __future__ import annotations

import pytest

from model.playbook.clause_meaning.by_category.not_restraining import bars_no_customers
from model.playbook.clause_meaning.by_category.restraints import no_challenge
from model.playbook.clause_meaning.clause_statements import statement
from model.playbook.clause_meaning.false_positives import FALSE_POSITIVES
from model.schema import Party
from model.summary.parties.sides import Sides

SIDES = Sides(
    [
        Party(name="Harrow Systems, Inc.", defined_as=["Vendor"], clause=0, score=0.9),
        Party(name="Quillmark LLC", defined_as=["Buyer"], clause=0, score=0.9),
    ]
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("During the term Vendor shall not compete with Buyer.", "Vendor may not compete during the term."),
        (
            "Vendor agrees that, during the term, it will not sell any product that competes with the tools.",
            "Vendor may not deal in competing products during the term.",
        ),
        (
            "Vendor will not endorse or make any appearances for a competitive product.",
            "Vendor may not endorse competing products.",
        ),
        # no word of competition: only that something is restricted
        (
            "Vendor shall not supply the tools to the companies on List A.",
            "The quoted clause restricts Vendor's business.",
        ),
        # a restraint that depends on who ended the contract
        (
            "In the event that Vendor terminates this Agreement, then for a year thereafter Vendor shall not compete.",
            "Vendor may not compete, and in the case quoted also after the contract ends.",
        ),
        ("The affiliates of Vendor shall not compete.", None),
    ],
)
def test_a_non_compete_says_who_may_not_do_what(text, said):
    assert statement("Non-Compete", [text], SIDES, text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Buyer shall not contest the validity of Vendor's trademarks or Vendor's exclusive ownership of them.",
            "Buyer may not challenge Vendor's rights in trademarks.",
        ),
        (
            "Buyer acknowledges that Vendor owns the marks, and agrees that it will not challenge the rights of Vendor"
            " in the marks.",
            "Buyer may not challenge Vendor's rights in trademarks.",
        ),
        (
            "At no time will Buyer challenge the validity of the licensed patents.",
            "Buyer may not challenge certain rights in patents.",
        ),
        (
            "Licensed users shall not challenge the validity of the mark.",
            "The quoted clause forbids challenging certain rights.",
        ),
        ("Buyer covenants that it shall not sue Vendor.", "Buyer may not bring the claims described."),
        ("Buyer hereby waives all claims against Vendor.", "Buyer waives claims or rights."),
        (
            "Buyer hereby agrees to and does (a) waive any and all suits it may have against Vendor.",
            "Buyer waives claims or rights.",
        ),
    ],
)
def test_a_no_challenge_clause_says_whose_rights_may_not_be_challenged(text, said):
    assert statement("Covenant Not To Sue", [text], SIDES, text) == said


def test_a_bar_in_each_direction_binds_neither_alone():
    passages = ["Buyer shall not contest Vendor's rights.", "Vendor shall not contest Buyer's rights."]
    assert statement("Covenant Not To Sue", passages, SIDES, "") == "Neither party may challenge the other's rights."
    one = "Vendor shall not solicit any employee of Buyer, and Buyer shall not solicit any employee of Vendor."
    assert statement("No-Solicit Of Employees", [one], SIDES, one) == (
        "Neither party may solicit the other's employees."
    )


def test_exclusivity_is_said_for_each_party_that_is_bound():
    passages = [
        "Vendor grants Buyer the exclusive right to sell the tools.",
        "Buyer has the exclusive right to sell the tools.",
        "Buyer shall buy the tools exclusively from Vendor.",
    ]
    assert statement("Exclusivity", passages, SIDES, "") == (
        "Vendor grants Buyer exclusive rights. Buyer must buy only from Vendor."
    )


@pytest.mark.parametrize(
    ("category", "seeming", "real"),
    [
        (
            "Covenant Not To Sue",
            "The parties will not contest the jurisdiction or venue of these courts.",
            "Buyer shall not challenge in any jurisdiction the title of Vendor.",
        ),
        (
            "No-Solicit Of Employees",
            "This Agreement may be terminated at any time while the Employee is living.",
            "Buyer shall not hire any employee of Vendor.",
        ),
        (
            "Non-Compete",
            "Vendor shall remove any advertisement that is not appropriate or is competitive with Buyer.",
            "Vendor shall not show an advertisement that is competitive with Buyer.",
        ),
        (
            "Non-Compete",
            "Vendor may terminate this Agreement if Buyer fails to pay or does not sell enough.",
            "Vendor shall not sell competing goods.",
        ),
        (
            "Exclusivity",
            "Buyer shall have the sole and exclusive right to file patents that cover the inventions.",
            "Buyer shall have the sole and exclusive right to sell the inventions.",
        ),
        (
            "Exclusivity",
            "Buyer shall have the exclusive rights in and to all recipes.",
            "Buyer shall have the exclusive rights to sell the goods.",
        ),
        (
            "Third Party Beneficiary",
            "Except as expressly provided in Section 8, this Agreement does not create third party beneficiary rights.",
            "The lender is a third party beneficiary of this Agreement.",
        ),
        (
            "Change Of Control",
            "A party may assign this Agreement without consent to the buyer of its business on a merger or sale.",
            "A party may assign this Agreement on a merger with consent.",
        ),
        (
            "Change Of Control",
            "Either party may terminate if the other is dissolved or makes an assignment for its creditors.",
            "Either party may terminate if the other is acquired.",
        ),
    ],
)
def test_what_only_uses_the_words_of_a_restraint_is_told_from_one(category, seeming, real):
    assert FALSE_POSITIVES[category](seeming)
    assert not FALSE_POSITIVES[category](real)


def test_an_appointment_and_a_grant_to_the_same_party_leave_room_for_what_binds_it():
    passages = [
        "Vendor hereby appoints Buyer as its exclusive distributor.",
        "Vendor grants Buyer an exclusive license.",
        "Buyer will exclusively purchase the goods from Vendor.",
    ]
    assert statement("Exclusivity", passages, SIDES, " ".join(passages)) == (
        "Vendor appoints Buyer as exclusive distributor. Buyer must buy only from Vendor."
    )


def test_a_ban_on_competing_products_is_not_said_to_cover_services():
    text = "During the Term, Buyer shall not commercialize or sell any Competing Product."
    assert statement("Non-Compete", [text], SIDES, text) == "Buyer may not deal in competing products during the term."


@pytest.mark.parametrize(
    ("category", "text", "said"),
    [
        (
            "Non-Compete",
            "Vendor agrees that during the term of this Agreement, it shall not enter into a contract with Birch, Inc.",
            "Vendor may not deal with Birch, Inc. during the term.",
        ),
        (
            "No-Solicit Of Customers",
            "Vendor further agrees that for a period of one year, he/she will neither call nor solicit any customer of"
            " Buyer.",
            "Vendor may not solicit Buyer's customers.",
        ),
        (
            "Exclusivity",
            "Vendor reserves the right to grant to any other person an exclusive territory for the mills.",
            "Vendor may grant others exclusivity.",
        ),
        (
            "Covenant Not To Sue",
            "Vendor owns the mill, and Buyer agrees that it shall not do any act that might impair Vendor's title.",
            "Buyer may not challenge Vendor's rights.",
        ),
        (
            "Covenant Not To Sue",
            "Buyer (on behalf of itself and its agents) agrees not to contest the ownership of any patent, copyright "
            "or trademark owned by or licensed to Vendor.",
            "Buyer may not challenge Vendor's rights in intellectual property.",
        ),
        (
            "Covenant Not To Sue",
            "Buyer shall not impair Vendor's rights in the marks. Vendor shall not impair Buyer's rights in the marks.",
            "Neither party may challenge the other's rights in trademarks.",
        ),
    ],
)
def test_who_is_bound_and_by_what_is_said(category, text, said):
    assert statement(category, text.split(". ") if category == "Covenant Not To Sue" else [text], SIDES, text) == said


def test_who_may_not_claim_rights_is_named():
    text = "Buyer acknowledges that it has no interest in the films and will assert no right or title in them."
    assert no_challenge([text], SIDES, text) == "Buyer may not claim the rights described."


def test_a_restraint_that_both_parties_undertake_is_said_of_both():
    text = "Both Parties undertake, during the Term, not to directly conduct activities which compete with the other's."
    assert statement("Non-Compete", [text], SIDES, text).startswith("Neither party may compete")


def test_a_bar_on_contesting_the_termination_is_about_no_rights_of_the_other():
    text = "After the end, neither party shall issue any challenge to contest the termination."
    assert no_challenge([text], SIDES, text) == "Neither party may challenge the termination."
    of_marks = "Neither party shall challenge the other party's rights in its trademarks on termination."
    assert no_challenge([of_marks], SIDES, of_marks) == "Neither party may challenge the other's rights in trademarks."


@pytest.mark.parametrize(
    ("text", "binds_others"),
    [
        ("Harrow will require in its contracts with other dealers that they shall not solicit customers here.", True),
        (
            "Harrow shall ensure in all of its agreements with third parties that none of them may solicit clients.",
            True,
        ),
        (
            "Dealer shall not, and will require in its contracts with sub-dealers that they do not, solicit customers.",
            False,
        ),
        (
            "Harrow will require in its contracts with other dealers that they solicit nobody; Dealer shall not "
            "solicit Harrow's customers.",
            False,
        ),
        ("Dealer is required in its agreement with Harrow to refrain from soliciting customers.", False),
    ],
)
def test_a_ban_that_agreements_with_others_must_hold_keeps_no_party_from_customers(text, binds_others):
    assert FALSE_POSITIVES["No-Solicit Of Customers"](text) is binds_others


def test_custom_outside_a_territory_is_nobodys_customers():
    assert bars_no_customers(
        "Distributor shall not sell any loom which competes, nor shall it actively solicit custom for the Products "
        "outside the Territory."
    )


def test_a_bar_on_hiring_sales_representatives_is_none_on_customers():
    text = "Neither Vendor nor Quill shall solicit for employment any field sales representative of Buyer."
    assert bars_no_customers(text)
    assert not bars_no_customers("Vendor shall not solicit any customer of Buyer.")


def test_goods_of_other_makers_are_those_that_compete():
    text = "Vendor shall not stock or sell any loom of a maker other than Buyer."
    assert statement("Non-Compete", [text], SIDES, text) == "Vendor may not deal in competing products."
