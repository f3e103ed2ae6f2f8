from __future__ import annotations

import pytest

from chunking.pipeline import document_from_text
from model.playbook.clause_meaning.rights_by_party import FREE, RESTRICTED, assignments, terminations, terminators
from model.schema import Party
from model.summary.parties.sides import Sides

INSURER_AND_AGENT = [
    Party(name="Harrow Mutual Corporation of Norway", defined_as=["Insurer"], clause=0, score=0.9),
    Party(name="Quillmark LLC", defined_as=["Agent"], clause=0, score=0.9),
]


def as_document(text: str):
    return document_from_text(text.encode(), "contract", 10)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Agent shall not transfer the Samples obtained in connection with this Agreement to any third party.", []),
        ("Agent shall not transfer its rights under this Agreement to any third party.", [RESTRICTED]),
        ("Agent may transfer this Agreement.", [FREE]),
        ("Any transfer of stock with a controlling interest is subject to the consent of Insurer.", []),
        ("Terms shall have the meaning that is assigned to them in the Agreement.", []),
        ("Assignment of this Agreement to an affiliate does not require the consent of the other.", []),
        ("Neither party shall have the right to assign the present Agreement or any part of it.", [RESTRICTED]),
    ],
)
def test_only_a_transfer_of_the_contract_or_its_rights_is_an_assignment(text, kinds):
    assert [right.kind for right in assignments(as_document(text), Sides(INSURER_AND_AGENT))] == kinds


def test_a_ban_on_one_party_with_an_exception_for_it_binds_that_party():
    text = (
        "This Agreement may not be assigned by Agent without Insurer's consent, which shall be promptly granted, except"
        " that Agent may assign this Agreement if another entity acquires its assets."
    )
    rights = assignments(as_document(text), Sides(INSURER_AND_AGENT))
    assert [(right.who, right.kind) for right in rights] == [("Agent", RESTRICTED)]


def test_a_right_to_terminate_after_the_term_belongs_to_the_party_that_may():
    text = "This Agreement shall remain in force for a year, provided that Agent may terminate it at any time."
    assert terminators(text, Sides(INSURER_AND_AGENT)) == {"Agent"}


@pytest.mark.parametrize(
    ("exception", "who"),
    [
        ("Insurer may assign this Agreement to its Affiliates", ["Insurer"]),
        (
            "Insurer may assign this Agreement to its Affiliates and Agent may assign this Agreement to its lender",
            ["Insurer", "Agent"],
        ),
    ],
)
def test_every_exception_from_a_ban_on_both_parties_counts(exception, who):
    text = f"This Agreement shall not be assigned by either party without consent, provided that {exception}."
    rights = list(assignments(as_document(text), Sides(INSURER_AND_AGENT)))
    assert [right.who for right in rights[1:]] == who


def test_the_same_is_about_assignment_only_after_a_sentence_about_it():
    ended = "Insurer removes its links. The same applies upon termination of the Program for the links of Agent."
    assert list(assignments(as_document(ended), Sides(INSURER_AND_AGENT))) == []
    banned = "Insurer may not assign this Agreement. The same applies to Agent."
    assert [right.kind for right in assignments(as_document(banned), Sides(INSURER_AND_AGENT))] == [RESTRICTED] * 2


def test_a_sentence_may_say_who_may_assign_and_who_may_not():
    text = (
        "This Agreement shall not be assigned by Agent without consent, but Insurer may assign this Agreement freely."
    )
    rights = list(assignments(as_document(text), Sides(INSURER_AND_AGENT)))
    assert [(right.who, right.kind) for right in rights] == [("Agent", RESTRICTED), ("Insurer", FREE)]
    text = "Insurer may assign this Agreement. Agent may not assign it without Insurer's consent."
    rights = list(assignments(as_document(text), Sides(INSURER_AND_AGENT)))
    assert [(right.who, right.kind) for right in rights] == [("Insurer", FREE), ("Agent", RESTRICTED)]


FUND_AND_MANAGER = [
    Party(name="Quill Bond Fund", defined_as=["Fund"], clause=0, score=0.9),
    Party(name="Harrow Capital LLC", defined_as=["Manager"], clause=0, score=0.9),
]


@pytest.mark.parametrize(
    "vote", ["by the vote of a majority of the voting shares of the Fund", "by the vote of the Fund's Trustees"]
)
def test_who_acts_by_a_vote_of_its_members_may_terminate_too(vote):
    text = f"This Agreement may be terminated at any time, upon 60 days' notice, {vote} or by the Manager."
    assert terminators(text, Sides(FUND_AND_MANAGER)) == {"Fund", "Manager"}
    text = "This Agreement may be terminated at any time, upon 60 days' notice, by the Manager."
    assert terminators(text, Sides(FUND_AND_MANAGER)) == {"Manager"}


def test_the_words_of_an_exception_do_not_say_whom_a_ban_on_assignment_binds():
    text = (
        "This Agreement shall not be assignable to another party, except that Buyer may assign this Agreement in "
        "the case of a sale of its assets by Buyer."
    )
    (ban,) = assignments(as_document(text), Sides(VENDOR_AND_BUYER))
    assert (ban.who, ban.kind) == (None, "restricted")


def test_a_sentence_that_refers_to_other_sections_gives_no_right_to_terminate():
    text = "This Agreement may be terminated by Buyer or reduced in scope, as described in Sections 2.3 and 4.5 hereof."
    assert not list(terminations(as_document(text), Sides(VENDOR_AND_BUYER)))


VENDOR_AND_BUYER = [
    Party(name="Harrow Systems, Inc.", defined_as=["Vendor"], clause=0, score=0.9),
    Party(name="Quillmark LLC", defined_as=["Buyer"], clause=0, score=0.9),
]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("(vi) Upon Buyer giving Vendor at least sixty days advance notice of termination of this Agreement.", "Buyer"),
        ("(b) upon Vendor giving notice of termination of this Agreement", "Vendor"),
        ("(c) Upon the Buyer giving ninety days' prior notice of termination of this agreement;", "Buyer"),
        ("(d) upon Vendor giving to Buyer a notice of termination of this Agreement;", "Vendor"),
        ("(e) upon Buyer giving Vendor notice of termination of this Agreement for its breach.", None),
    ],
)
def test_an_item_that_ends_the_contract_on_a_partys_notice_gives_it_the_right(text, who):
    sides = Sides(VENDOR_AND_BUYER)
    assert terminators(text, sides) == ({who} if who else set())
    assert {one for one, *_ in terminations(as_document(text), sides)} == ({who} if who else set())


def test_an_item_for_an_event_gives_no_right_to_end_the_contract_at_will():
    text = (
        "This Agreement may be terminated:\n"
        "1. By either party on seven days' notice in case of a Force Majeure Event.\n"
        "2. Buyer has the unilateral right to cancel this Agreement at any time."
    )
    assert [who for who, *_ in terminations(as_document(text), Sides(VENDOR_AND_BUYER))] == ["Buyer"]


@pytest.mark.parametrize(
    "right",
    [
        "has the right to cancel",
        "has the unilateral right to terminate",
        "has an option to cancel",
        "shall have the absolute and unconditional right to terminate",
        "is entitled to terminate",
        "reserves the right to terminate",
    ],
)
def test_a_right_to_end_the_contract_is_its_holders_in_any_words(right):
    assert terminators(f"Buyer {right} this Agreement at any time.", Sides(VENDOR_AND_BUYER)) == {"Buyer"}
