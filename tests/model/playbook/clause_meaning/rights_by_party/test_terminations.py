"""Who may terminate without a reason is read in any words."""

from __future__ import annotations

import pytest

from model.playbook.clause_meaning.rights_by_party.terminations import (
    either_may_terminate,
    terminable,
    terminations,
    terminators,
)
from model.schema import Party
from model.summary.parties.sides import Sides

from ...parties import INSURER_AND_AGENT, VENDOR_AND_BUYER


def test_a_right_to_terminate_after_the_term_belongs_to_the_party_that_may():
    text = "This Agreement shall remain in force for a year, provided that Agent may terminate it at any time."
    assert terminators(text, Sides(INSURER_AND_AGENT)) == {"Agent"}


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


def test_a_sentence_that_refers_to_other_sections_gives_no_right_to_terminate(as_text):
    text = "This Agreement may be terminated by Buyer or reduced in scope, as described in Sections 2.3 and 4.5 hereof."
    assert not list(terminations(as_text(text), Sides(VENDOR_AND_BUYER)))


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
def test_an_item_that_ends_the_contract_on_a_partys_notice_gives_it_the_right(text, who, as_text):
    sides = Sides(VENDOR_AND_BUYER)
    assert terminators(text, sides) == ({who} if who else set())
    assert {one for one, *_ in terminations(as_text(text), sides)} == ({who} if who else set())


def test_an_item_for_an_event_gives_no_right_to_end_the_contract_at_will(as_text):
    text = (
        "This Agreement may be terminated:\n"
        "1. By either party on seven days' notice in case of a Force Majeure Event.\n"
        "2. Buyer has the unilateral right to cancel this Agreement at any time."
    )
    assert [who for who, *_ in terminations(as_text(text), Sides(VENDOR_AND_BUYER))] == ["Buyer"]


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


@pytest.mark.parametrize(
    "text",
    [
        "Both parties may terminate this Agreement at once\n- if the other becomes insolvent\n- in case of a merger.",
        "Insurer shall give notice of a sale, and Agent's right to terminate this Agreement will expire after a month.",
    ],
)
def test_cases_that_follow_and_a_right_that_expires_give_no_right_to_end_it_at_will(text, as_text):
    ended = f"{text}\nInsurer may terminate this Agreement without cause on sixty days written notice to Agent."
    rights = terminations(as_text(ended), Sides(INSURER_AND_AGENT))
    assert [who for who, *_ in rights] == ["Insurer"]


@pytest.mark.parametrize(
    "ends",
    [
        "will be entitled to terminate the Agent's employment at any time for any reason",
        "may terminate his employment for any reason or none on sixty days' notice",
        "may, at any time, on sixty days' notice, terminate these Terms of Sale for any reason",
    ],
)
def test_whoever_may_end_an_employment_or_terms_without_a_reason_may_end_the_contract(ends, as_text):
    rights = terminations(as_text(f"Insurer {ends}."), Sides(INSURER_AND_AGENT))
    assert [who for who, *_ in rights] == ["Insurer"]


@pytest.mark.parametrize(
    "ends",
    [
        "The rights and licenses granted by Vendor to Buyer shall terminate for the lamps on the date of termination.",
        "Vendor may keep the lamps, and all licenses that it gave to Buyer will terminate on that day.",
    ],
)
def test_the_end_of_the_rights_that_a_party_gave_is_no_right_of_that_party_to_terminate(as_text, ends):
    may = "Buyer may terminate this Agreement without cause on ninety days' notice."
    rights = terminations(as_text(f"{may}\n\n{ends}"), Sides(VENDOR_AND_BUYER))
    assert {who for who, *_ in rights} == {"Buyer"}


def test_cases_listed_below_a_right_to_terminate_make_it_none_for_convenience(as_text):
    may = "Buyer may terminate this Agreement with ten days' notice to Vendor,"
    assert not list(
        terminations(as_text(f"{may}\n\n(i) if Vendor closes its mill; or (ii) in case of its sale."), BOTH)
    )
    assert list(terminations(as_text(f"{may[:-1]}.\n\nNotices are sent by mail."), BOTH))


BOTH = Sides(VENDOR_AND_BUYER)


def test_whoever_wishes_to_end_the_contract_may(as_text):
    text = "If Buyer desires to terminate this Agreement early, it shall give Vendor 60 days' notice."
    assert terminators(text, Sides(VENDOR_AND_BUYER)) == {"Buyer"}
    assert [who for who, *_ in terminations(as_text(text), Sides(VENDOR_AND_BUYER))] == ["Buyer"]


def test_an_item_of_a_list_without_a_reason_gives_the_right_to_whom_the_list_is_about(as_text):
    text = (
        "Buyer may terminate this Agreement:\n(a) if Vendor closes its mill; and\n"
        "(b) for any reason or no reason, upon ninety days' notice."
    )
    assert {who for who, *_ in terminations(as_text(text), Sides(VENDOR_AND_BUYER))} == {"Buyer"}


def test_who_may_end_a_hire_may_end_the_contract_and_who_gives_up_a_program_needs_no_other_end(as_text):
    text = "Vendor may end the hire at any time by giving a day's notice."
    assert {who for who, *_ in terminations(as_text(text), Sides(VENDOR_AND_BUYER))} == {"Vendor"}
    assert terminable(as_text("Buyer may terminate it by deleting the program."))
    assert not terminable(as_text("Buyer may terminate it if Vendor deletes the program."))


def test_a_right_at_any_time_within_some_days_of_an_event_is_not_at_will(as_text):
    sides = Sides(VENDOR_AND_BUYER)
    within = "Vendor may terminate this Agreement anytime within thirty days following the harvest, if Buyer is late."
    assert not list(terminations(as_text(within), sides))
    assert list(terminations(as_text("Vendor may terminate this Agreement anytime."), sides))


def test_what_a_party_owes_once_the_contract_is_ended_gives_it_no_right_to_end_it(as_text):
    sides = Sides(VENDOR_AND_BUYER)
    owed = "If this Agreement is terminated for any reason, Buyer shall pay what is due before its termination."
    assert not list(terminations(as_text(owed), sides))
    kept = "If this Agreement is terminated, Buyer pays. Buyer may terminate this Agreement at any time."
    assert {who for who, *_ in terminations(as_text(kept), sides)} == {"Buyer"}


def test_who_may_end_a_contract_only_under_another_section_may_not_do_so_at_will(as_text):
    text = (
        "1. Buyer may end this Contract at any time by giving eight weeks' written notice.\n\n"
        "2. Vendor may end it only under clause 22 of the Framework (non-payment).\n"
    )
    assert [who for who, *_ in terminations(as_text(text), Sides(VENDOR_AND_BUYER))] == ["Buyer"]


def test_the_same_right_may_stand_in_the_next_sentence(as_text):
    text = (
        "2.3 Vendor may end this Agreement at any time by giving 90 days' notice. Buyer may do the same, but "
        "not before May."
    )
    assert {who for who, *_ in terminations(as_text(text), Sides(VENDOR_AND_BUYER))} == {"Vendor", "Buyer"}


@pytest.mark.parametrize(
    "words", ["has a like right, but on nine months' notice", "shall have an equivalent right", "has the same right"]
)
def test_a_like_right_is_that_of_both(as_text, words):
    text = f"2.3 Vendor may end this Agreement at any time by giving 90 days' notice. Buyer {words}."
    assert {who for who, *_ in terminations(as_text(text), Sides(VENDOR_AND_BUYER))} == {"Vendor", "Buyer"}


def test_a_party_that_may_end_it_in_one_respect_only_may_not_end_it(as_text):
    text = (
        "2.3 Vendor may terminate this Agreement for convenience on 14 days' notice. Buyer has no corresponding right, "
        "but it may terminate this Agreement as to future Orders on ninety (90) days' notice."
    )
    assert {who for who, *_ in terminations(as_text(text), Sides(VENDOR_AND_BUYER))} == {"Vendor"}


def test_either_party_may_stand_between_commas(as_text):
    text = "The Agreement can, by either Party, be terminated in writing with 9 months' notice to the end of a quarter."
    assert either_may_terminate(as_text(text), Sides(VENDOR_AND_BUYER))


def test_a_party_that_may_end_it_were_the_other_to_do_something_has_a_reason(as_text):
    text = "Buyer shall not register; were it to do so, Vendor may end this Agreement forthwith."
    assert not list(terminations(as_text(text), Sides(VENDOR_AND_BUYER)))
