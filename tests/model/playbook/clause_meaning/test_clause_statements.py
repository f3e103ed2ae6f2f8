"""Whose right or duty a flag names, on invented sentences."""

from __future__ import annotations

import pytest

from model.playbook.clause_meaning.clause_statements import in_turn, statement
from model.schema import (
    Party,
)
from model.summary.parties.sides import Sides

from ..parties import INSURER_AND_AGENT

VENDOR_AND_ADVISER = [
    Party(name="Harrow Systems, Inc.", defined_as=["VENDOR"], clause=0, score=0.9),
    Party(name="Quillmark LLC", defined_as=["Adviser"], clause=0, score=0.9),
]


PARTIES = [
    Party(name="Harrow Systems, Inc.", defined_as=["Vendor"], clause=0, score=0.9),
    Party(name="Quillmark LLC", defined_as=["Buyer"], clause=0, score=0.9),
]


def test_a_bar_on_hiring_is_said_beside_one_on_soliciting():
    text = "Vendor shall not solicit or hire any employee of Adviser."
    said = statement("No-Solicit Of Employees", [text], Sides(VENDOR_AND_ADVISER), text)
    assert said == "Vendor may not solicit or hire Adviser's employees."
    passive = "No employee may be solicited, nor may anyone hire one."
    said = statement("No-Solicit Of Employees", [passive], Sides([]), passive)
    assert said == "There is a no-solicit and no-hire covenant."


def test_an_option_to_buy_itself_out_is_no_duty_to_pay():
    text = "If either company is acquired, that company may make a contract buyout payment."
    assert statement("Change Of Control", [text], Sides(INSURER_AND_AGENT), text) == (
        "On a change of control, the contract can be bought out, as quoted."
    )
    due = "If Agent is acquired, a fee is payable."
    assert (
        statement("Change Of Control", [due], Sides(INSURER_AND_AGENT), due)
        == "A change of control can make a payment due."
    )


@pytest.mark.parametrize(
    ("category", "text", "said"),
    [
        ("Audit Rights", "Buyer may inspect the books and records of Vendor.", "Buyer may inspect Vendor's records."),
        (
            "Audit Rights",
            "Buyer (or its auditors) shall have the right, on ten days' notice, to inspect Vendor's plant.",
            "Buyer may inspect Vendor's premises.",
        ),
        ("Audit Rights", "Each party may audit the other's books.", "Each party may inspect the other's records."),
        ("Audit Rights", "The books of Vendor are open to inspection by Buyer.", "Buyer may inspect Vendor's records."),
        # the one who permits an inspection is not the one who inspects
        (
            "Audit Rights",
            "Vendor shall use its efforts to permit Buyer to have access to Vendor's (and its agents') facilities.",
            "Buyer may inspect Vendor's premises.",
        ),
        (
            "Audit Rights",
            "Vendor shall permit Buyer to conduct one audit a year, including access to Vendor's facilities.",
            "Buyer may inspect Vendor's premises.",
        ),
        (
            "Audit Rights",
            "Buyer shall have access to Vendor's books and records.",
            "Buyer may inspect Vendor's records.",
        ),
        # someone who is no party
        (
            "Audit Rights",
            "Vendor shall keep books, and the Licensors may inspect them.",
            "There is a right to inspect records.",
        ),
        (
            "Audit Rights",
            "The regulator of Vendor may inspect its books.",
            "There is a right to inspect records.",
        ),
        (
            "No-Solicit Of Employees",
            "Buyer shall not, for a year after termination, solicit any employee of Vendor.",
            "Buyer may not solicit Vendor's employees, including after the contract ends.",
        ),
        (
            "No-Solicit Of Employees",
            "Neither party shall hire the other's staff.",
            "Neither party may hire the other's employees.",
        ),
        (
            "Non-Compete",
            "Vendor will not sell competing goods in Ohio.",
            "Vendor may not deal in competing products.",
        ),
        (
            "Ip Ownership Assignment",
            "Vendor hereby assigns to Buyer all right and title in the work.",
            "Vendor assigns intellectual property to Buyer.",
        ),
        # on a condition, or of something else than intellectual property
        (
            "Ip Ownership Assignment",
            "In the event that Vendor is acquired, Vendor shall transfer to Buyer all right and title in the software.",
            "Vendor assigns intellectual property to Buyer, subject to the condition quoted.",
        ),
        (
            "Ip Ownership Assignment",
            "Vendor shall transfer all of its right, title and interest in the visitor data to Buyer.",
            "Vendor assigns rights to Buyer.",
        ),
        (
            "Ip Ownership Assignment",
            "All inventions of Vendor shall be the sole property of Buyer.",
            "Buyer takes ownership of intellectual property.",
        ),
        (
            "Change Of Control",
            "Vendor may terminate this Agreement on a change of control of Buyer.",
            "Vendor may end the contract on a change of control.",
        ),
        (
            "Irrevocable Or Perpetual License",
            "Vendor grants Buyer a perpetual license.",
            "Vendor grants a perpetual license.",
        ),
        ("Minimum Commitment", "Buyer shall purchase at least 500 units.", "Buyer must buy a minimum."),
        (
            "Liquidated Damages",
            "If Buyer ends it early, Buyer shall pay $500.",
            "Buyer owes a fixed sum on early termination.",
        ),
        ("Most Favored Nation", "Vendor shall offer Buyer its lowest price.", None),
        ("Non-Compete", "The affiliates of Vendor shall not sell competing goods.", None),
    ],
)
def test_a_statement_names_the_party_that_stands_before_the_verb_and_nobody_else(category, text, said):
    assert statement(category, [text], Sides(PARTIES), text) == said


def test_two_passages_that_bind_a_party_each_bind_both():
    passages = ["Buyer shall not solicit the employees of Vendor.", "Vendor shall not solicit the employees of Buyer."]
    said = statement("No-Solicit Of Employees", passages, Sides(PARTIES), " ".join(passages))
    assert said == "Neither party may solicit the other's employees."


def test_a_non_compete_that_outlasts_the_contract_for_one_party_does_not_for_the_other():
    passages = [
        "For a period of one year after the end of this Agreement, Vendor shall not market any services to Retailers.",
        "Buyer shall not offer any software that is similar to the Hosted Service.",
    ]
    said = statement("Non-Compete", passages, Sides(PARTIES), " ".join(passages))
    assert said == (
        "The quoted clause restricts Vendor's business for one year after the contract ends. "
        "Buyer may not deal in competing products or services."
    )


def test_a_non_compete_that_is_the_same_for_each_party_is_said_of_both():
    passages = ["Vendor shall not compete with Buyer.", "Buyer shall not compete with Vendor."]
    assert statement("Non-Compete", passages, Sides(PARTIES), " ".join(passages)) == "Neither party may compete."


def test_no_party_is_named_where_one_passage_names_nobody():
    passages = ["Buyer may inspect the books of Vendor.", "The regulator may inspect the premises."]
    said = statement("Audit Rights", passages, Sides(PARTIES), " ".join(passages))
    assert said == "There is a right to inspect records and premises."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("On a merger of Buyer, Vendor may terminate this Agreement.", "gives a right to end the contract"),
        ("A change of control is deemed an assignment.", "can require the other party's consent"),
        (
            "If he resigns after a Change in Control, he is entitled to the payments in Section 5.",
            "can make a payment due",
        ),
        ("If services end after a change of control, Vendor receives a fee.", "can make a payment due"),
        ("Buyer shall give notice of a change of control.", "requires notice of a change of control"),
        ("On a merger Vendor has the right (but not the duty) to terminate on 60 days' notice.", "right to end"),
        ("On a merger of Buyer, Vendor has the option of immediate termination.", "right to end the contract"),
        ("The buyer in a merger need give notice only, and shall not be required to seek consent.", "requires notice"),
        ("Good cause is given if it ceases payments, or if a rival acquires a majority in Buyer.", "right to end"),
        ("A sale of more than half of the shares shall be intimated to Buyer.", "requires notice"),
    ],
)
def test_a_change_of_control_is_told_by_what_it_does(text, said):
    assert said in (statement("Change Of Control", [text], Sides([]), text) or "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A merger of Buyer counts as an assignment, allowing Vendor to terminate this Agreement.", "right to end"),
        ("This Agreement may be terminated by either party after a change of control.", "right to end"),
        ("Buyer shall notify Vendor of its decision to terminate after a Change of Control.", "right to end"),
    ],
)
def test_a_change_of_control_that_gives_a_right_to_terminate_says_so(text, said):
    assert said in (statement("Change Of Control", [text], Sides([]), text) or "")


def test_notice_on_which_something_may_be_done_is_no_notice_of_a_change_of_control():
    text = "(2) Upon thirty (30) days prior written notice if Buyer agrees to its acquisition by another company."
    assert statement("Change Of Control", [text], Sides([]), text) is None


def test_a_notice_of_an_assignment_is_no_notice_of_a_change_of_control():
    text = "Buyer may assign its rights to the buyer of its shares on prior written notice."
    assert statement("Change Of Control", [text], Sides([]), text) is None


@pytest.mark.parametrize(
    ("category", "text", "said"),
    [
        (
            "Covenant Not To Sue",
            "Vendor covenants that it shall not, at any time, sue Buyer.",
            "Vendor",
        ),
        ("Covenant Not To Sue", "Vendor agrees not to do anything to challenge the title of Buyer.", "Vendor"),
        (
            "Covenant Not To Sue",
            "Vendor shall not, and shall cause its affiliates not to, challenge the rights in the work.",
            "Vendor",
        ),
        (
            "Audit Rights",
            "Buyer (itself or by others) or any authority shall have the right to audit such records.",
            "Buyer may",
        ),
        ("Audit Rights", "10.2Buyer may conduct audits of Vendor in its centers.", "Buyer has a right to audit."),
        ("Audit Rights", "Vendor shall make the said books available to Buyer on notice.", "Buyer may inspect"),
        (
            "Rofr/Rofo/Rofn",
            "Vendor shall offer Buyer a right of first refusal on new sites.",
            "Buyer has a right of first",
        ),
        ("Rofr/Rofo/Rofn", "Buyer shall have the right of first refusal on any sale.", "Buyer has a right"),
        (
            "Rofr/Rofo/Rofn",
            "Vendor must have offered Buyer the opportunity to exercise Buyer's right of first refusal.",
            "Buyer has a right",
        ),
        (
            "Minimum Commitment",
            "If Vendor does not perform the minimum number of visits, it in breach.",
            "Vendor must reach a minimum.",
        ),
        ("Liquidated Damages", "For each week of delay Vendor shall pay $500.", "Vendor owes a fixed sum for delay."),
    ],
)
def test_a_statement_names_the_party_in_other_words_too(category, text, said):
    assert (statement(category, [text], Sides(PARTIES), text) or "").startswith(said)


def test_a_change_of_control_that_ends_a_license_by_itself_is_said_to():
    text = "The license shall automatically terminate on a sale of all of the shares of Buyer."
    said = statement("Change Of Control", [text], Sides(PARTIES), text)
    assert said == "A change of control ends the contract, or part of it."


def test_a_company_that_is_no_party_is_not_passed_over():
    passages = ["Vendor shall not contest the marks of Ohio.", "Ohio shall not file, or contest, any mark."]
    said = statement("Covenant Not To Sue", passages, Sides(PARTIES), " ".join(passages))
    assert said == "Vendor may not challenge certain rights in trademarks."


def test_the_passage_that_names_somebody_speaks_for_one_that_has_no_actor():
    passages = ["Vendor grants Buyer a perpetual license to the text.", "The term of the license shall be perpetual."]
    said = statement("Irrevocable Or Perpetual License", passages, Sides(PARTIES), " ".join(passages))
    assert said == "Vendor grants a perpetual license."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "For twelve (12) months after termination of this Agreement Vendor shall not solicit employees of Buyer.",
            "Vendor may not solicit Buyer's employees for twelve months after the contract ends.",
        ),
        (
            "Vendor shall not employ any employee of Buyer within six months after his termination of employment.",
            "Vendor may not hire Buyer's employees.",
        ),
    ],
)
def test_a_restraint_that_outlasts_the_contract_says_for_how_long(text, said):
    assert statement("No-Solicit Of Employees", [text], Sides(PARTIES), text) == said


def test_a_company_is_known_by_a_short_name_with_an_ampersand():
    parties = [
        Party(name="B&W Mobility LLC", defined_as=[], clause=0, score=0.9),
        Party(name="Quillmark Media", defined_as=["Vendor"], clause=0, score=0.9),
    ]
    text = "Vendor hereby assigns to B&W all rights in the work."
    said = statement("Ip Ownership Assignment", [text], Sides(parties, text), text)
    assert said == "Vendor assigns intellectual property to B&W Mobility LLC."


def test_a_restraint_on_each_party_in_turn_is_not_said_to_bind_one():
    passages = [
        "Vendor will not serve advertising for a Buyer Competitor.",
        "Buyer will not serve advertising for a Vendor Competitor.",
    ]
    said = statement("Non-Compete", passages, Sides(PARTIES), " ".join(passages))
    assert said == "The quoted clause restricts each party's business."


def test_a_restraint_on_each_party_is_said_of_both_at_once_however_their_names_end():
    parties = [
        Party(name="Harrow.com, Inc.", defined_as=["Harrow.com"], clause=0, score=0.9),
        Party(name="Quillmarks, Inc.", defined_as=["Quillmarks"], clause=0, score=0.9),
    ]
    passages = [
        "Harrow.com will not promote a Competitive Company on the Site.",
        "Quillmarks may not link from the Site to any Competitive Company.",
    ]
    said = statement("Non-Compete", passages, Sides(parties), " ".join(passages))
    assert said == "The quoted clause restricts each party's business."


def test_a_name_keeps_the_spelling_of_the_contract_and_a_role_is_not_shouted():
    sides = Sides([Party(name="QUILLMARK Golf LLC", defined_as=["QUILLMARK", "LICENSEE"], clause=0, score=0.9)])
    assert sides.in_text("QUILLMARK", "QUILLMARK sells clubs.") == "QUILLMARK"
    assert sides.in_text("QMBR-TOWN", "QMBR-TOWN shall broadcast.") == "QMBR-TOWN"
    assert sides.in_text("LICENSEE", "LICENSEE pays.") == "Licensee"
    assert sides.in_text("VENDOR", "VENDOR sells. Vendor delivers.") == "Vendor"


def test_a_change_of_control_of_the_other_party_is_told_as_such():
    passages = [
        "In the event of a Change in Control involving Buyer, Vendor may terminate this Agreement.",
        "In the event of a Change in Control involving Vendor, Buyer may terminate this Agreement.",
    ]
    said = statement("Change Of Control", passages, Sides(PARTIES), " ".join(passages))
    assert said == "Each party may end the contract on a change of control of the other."


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("first right of negotiation for each further lamp", "first negotiation"),
        ("right of first refusal to buy each further lamp", "first refusal"),
        ("first right to negotiate for, and to purchase, each further lamp", "first refusal, offer or negotiation"),
    ],
)
def test_a_first_right_is_called_what_it_is(what, said):
    text = f"Vendor shall give Buyer the {what}."
    assert statement("Rofr/Rofo/Rofn", [text], Sides(PARTIES), text) == f"Buyer has a right of {said}."


def test_who_makes_minimum_payments_pays_a_minimum():
    text = "Buyer will make minimum annual payments to Vendor."
    assert statement("Minimum Commitment", [text], Sides(PARTIES), text) == "Buyer must pay a minimum."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Vendor will not accept as a sponsor any other company that is competitive with Buyer.",
            "Vendor may not have competing sponsors.",
        ),
        (
            "The license granted to Buyer under this Agreement will, subject to these terms, be exclusive for lamps.",
            "Buyer has exclusive rights.",
        ),
    ],
)
def test_exclusivity_is_told_of_sponsors_and_of_a_license_granted_to_a_party(text, said):
    assert statement("Exclusivity", [text], Sides(PARTIES), text) == said


PAIR = [
    Party(name="Harrow Systems, Inc.", defined_as=["Vendor"], clause=0, score=0.9),
    Party(name="Quillmark LLC", defined_as=["Buyer"], clause=0, score=0.9),
]


@pytest.mark.parametrize(
    ("passage", "hires"),
    [
        ("Buyer shall not solicit any employee of Vendor, or advise one to leave the employ of Vendor.", False),
        ("Buyer shall not solicit any employee to leave Vendor’s employ.", False),
        ("Buyer shall not induce any employee to leave its employ.", False),
        ("Buyer shall not solicit for employment any employee of Vendor.", False),
        ("Buyer shall not recruit any employee in the employ of Vendor.", False),
        ("Buyer shall not solicit or employ any employee of Vendor.", True),
        ("Buyer shall not recruit or hire any employee of Vendor.", True),
    ],
)
def test_the_employ_of_a_party_is_no_hiring(passage, hires):
    said = statement("No-Solicit Of Employees", [passage], Sides(PAIR), "")
    assert ("hire" in (said or "")) is hires


def test_months_from_the_execution_do_not_run_from_the_end():
    passage = (
        "Buyer shall not, for 24 months following the execution of this Agreement, solicit any employee of Vendor."
    )
    said = statement("No-Solicit Of Employees", [passage], Sides(PAIR), "")
    assert said == "Buyer may not solicit Vendor's employees."


@pytest.mark.parametrize(
    ("after", "found"),
    [
        (" In turn, Vendor agrees that it will not solicit any employee of Buyer.", True),
        ("\nLikewise, Vendor shall not entice Buyer's employees.", True),
        (" Similarly, Vendor will not recruit them.", True),
        (" Conversely, Vendor shall never induce an employee of Buyer to leave.", True),
        (" Equally, Vendor may not solicit the staff of Buyer.", True),
        (" Likewise, Vendor shall pay for the work.", False),
        (" Vendor may solicit any employee of Buyer.", False),
    ],
)
def test_a_restraint_that_binds_the_other_party_in_turn_is_read_with_it(after, found):
    first = "Buyer shall not solicit any employee of Vendor."
    place = in_turn("No-Solicit Of Employees", len(first), first + after)
    assert bool(place) is found
    if place:
        assert (first + after)[slice(*place)] == after.strip().removesuffix(".")


@pytest.mark.parametrize(
    ("passage", "sum_"),
    [
        ("On a breach, Buyer shall pay 30% of its share of the revenues as liquidated damages.", "an agreed sum"),
        ("On a breach, Buyer shall pay five times the average price for each lost load.", "an agreed sum"),
        ("On a breach, Buyer shall pay ten percent of the price as a penalty.", "an agreed sum"),
        ("On a breach, Buyer shall pay a penalty equal to the average monthly fees.", "an agreed sum"),
        ("On a breach, Buyer shall pay $5,000 as liquidated damages.", "a fixed sum"),
    ],
)
def test_a_sum_that_is_computed_is_not_called_fixed(passage, sum_):
    assert statement("Liquidated Damages", [passage], Sides(PAIR), "") == f"Buyer owes {sum_} on breach."


@pytest.mark.parametrize(
    ("passage", "said"),
    [
        (
            "During the cooperation, Buyer agrees not to enter into any form of cooperation with Quill 24.",
            "Buyer may not deal with Quill 24 during the term.",
        ),
        ("Buyer shall not work with Dale.", "Buyer may not deal with Dale."),
        ("Buyer shall not make arrangements with Dale Brook.", "Buyer may not deal with Dale Brook."),
        ("Buyer shall not enter into agreements with Competitors.", "The quoted clause restricts Buyer's business."),
        ("Buyer shall not enter into agreements with Vendor.", "The quoted clause restricts Buyer's business."),
    ],
)
def test_the_only_company_that_a_party_may_not_deal_with_is_named(passage, said):
    assert statement("Non-Compete", [passage], Sides(PAIR), "") == said


def test_the_party_without_a_change_of_control_is_the_other_one():
    text = "In the event of a Change of Control, the Party that was not subject to the Change of Control may terminate."
    assert statement("Change Of Control", [text], Sides(PARTIES), text) == (
        "Each party may end the contract on a change of control of the other."
    )


def test_a_party_may_end_the_contract_on_a_change_of_its_own_control():
    means = "“Change of Control” means that any third party acquires half of the shares of Vendor."
    text = "Vendor may terminate this Agreement upon ninety days' notice for a Change of Control."
    own = statement("Change Of Control", [text], Sides(PARTIES), f"{means} {text}")
    assert own == "Vendor may end the contract on a change of its own control."
    of_either = means.replace("Vendor", "a party")
    assert statement("Change Of Control", [text], Sides(PARTIES), f"{of_either} {text}") == (
        "Vendor may end the contract on a change of control."
    )


def test_a_sum_due_neither_on_a_breach_nor_on_an_early_end_is_due_in_the_case_quoted():
    text = "If an employee is hired, Vendor shall pay Buyer as liquidated damages twice that employee's salary."
    said = statement("Liquidated Damages", [text], Sides(PAIR), text)
    assert said is not None and "in the case quoted" in said and "breach" not in said


def test_a_first_right_that_a_document_only_confirms_is_kept():
    sides = Sides(PARTIES)
    both = "Buyer's Right of First Offer and Right of First Refusal remain in full force and effect."
    assert statement("Rofr/Rofo/Rofn", [both], sides, both) == (
        "Buyer keeps its right of first refusal and offer, which this document only confirms."
    )
    given = "Vendor grants Buyer a right of first refusal."
    assert statement("Rofr/Rofo/Rofn", [given], sides, given) == "Buyer has a right of first refusal."


def test_neither_of_two_binds_both_whatever_one_of_them_is_called():
    text = "Neither Owner nor Vendor shall solicit any employee of the other."
    assert statement("No-Solicit Of Employees", [text], Sides(PARTIES), text) == (
        "Neither party may solicit the other's employees."
    )
    text = "Neither Vendor nor Subcontractor shall solicit any employee of Buyer."
    assert statement("No-Solicit Of Employees", [text], Sides(PARTIES), text) == (
        "Vendor may not solicit Buyer's employees."
    )
