from __future__ import annotations

import pytest

from model.summary.dates.termination import (
    ends_a_part_only,
    ends_after_a_stage,
    ends_as_to_a_part,
    ends_at_any_time,
    ends_at_will_outright,
    ends_by_an_item_at_will,
    ends_by_giving_up,
    ends_for_cause,
    ends_on_notice_alone,
    ends_only_after_the_term,
    ends_only_on_conditions,
    forbids_ending_at_will,
    is_item_at_will,
    listed_at_will,
    may_do_so,
)


def test_a_cause_in_quotation_marks_is_a_cause():
    assert ends_for_cause("Termination for “CAUSE” by giving 3 months written notice by the Vendor.", [])


@pytest.mark.parametrize(
    ("text", "heading", "cause"),
    [
        ("In the event of any material breach, the other party may terminate on 60 days' notice.", [], True),
        ("Either party may terminate this Agreement on 60 days' notice.", ["10. Termination for Cause"], True),
        ("Either party may terminate this Agreement if the other defaults.", [], True),
        ("It may be terminated upon seven days' notice should the other fail substantially to perform.", [], True),
        ("Either party may terminate this Agreement on 60 days' notice.", ["10. Termination"], False),
        ("Buyer may terminate for any reason, or at once if Provider is in breach.", ["Termination for Cause"], False),
        ("Either party may terminate on 30 days' notice, or at once on a material breach.", [], False),
    ],
)
def test_a_right_to_end_the_contract_for_cause_is_none_for_convenience(text, heading, cause):
    assert ends_for_cause(text, heading) is cause


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


def test_a_right_that_arises_only_once_the_first_term_is_over_ends_nothing_early():
    tail = (
        "this Agreement shall continue on a month to month basis until terminated by either party on 30 days' notice."
    )
    assert ends_only_after_the_term(f"After the Initial Term, {tail}")
    assert ends_only_after_the_term(
        "It has a term of two years and shall continue thereafter until terminated by either party on notice."
    )
    assert not ends_only_after_the_term(f"From today {tail}")
    assert not ends_only_after_the_term("After the first year, either party may terminate it on 90 days' notice.")


def test_an_abbreviated_commitment_is_a_part_and_an_abbreviated_agreement_the_contract():
    assert ends_a_part_only("On 90 days' notice, Reseller may terminate the QMC.")
    assert not ends_a_part_only("On 90 days' notice, Reseller may terminate the MSA.")


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("11.2. Termination for Convenience: Either party may terminate with 60 days written notice.", True),
        ("You may terminate our services at any time by giving us notice of your decision.", True),
        ("We may end our engagement with you by giving you at least 30 days’ notice.", True),
        ("Either party may terminate upon written notice if the other is in breach.", False),
        ("Termination for Cause: Either party may terminate this Agreement by written notice.", False),
        ("Buyer may terminate this Agreement by notice following a sale of the mill.", False),
        ("Buyer may terminate the lease of the mill by ninety days' notice.", False),
    ],
)
def test_a_notice_alone_ends_the_contract_if_no_case_is_named(text, alone):
    assert ends_on_notice_alone(text) is alone


def test_our_services_and_our_engagement_are_the_whole_contract():
    assert not ends_a_part_only("You may terminate our services at any time by giving us notice.")
    assert not ends_a_part_only("We may terminate our engagement with you by giving you thirty days' notice.")
    assert ends_a_part_only("You may terminate a service at any time by giving us notice.")


def test_to_end_an_employment_is_to_end_the_contract_on_it():
    assert not ends_a_part_only("The Executive's employment may be terminated by the Company without cause.")
    assert ends_a_part_only("The Company may terminate the Services at any time.")


def test_one_item_of_a_list_may_let_a_party_end_the_contract_without_a_cause():
    text = "- Either party may terminate with 30 days written notice - Vendor may terminate for material breach"
    assert ends_on_notice_alone(text) and not ends_for_cause(text, [])
    assert ends_for_cause("- Vendor may terminate for material breach - Buyer may terminate on default", [])


@pytest.mark.parametrize(
    ("text", "waits"),
    [
        ("Should the parties fail to agree on a plan within ten days, Vendor may terminate this contract.", True),
        ("4.2 If the parties cannot agree on a new price, Vendor may terminate this Agreement on notice.", True),
        ("In the event that the parties are unable to resolve it, Buyer may terminate this Agreement.", True),
        ("If Buyer does not wish to go on, it may terminate this Agreement on 30 days' notice.", False),
        ("If the parties fail to agree, or for any reason, Buyer may terminate this Agreement.", False),
    ],
)
def test_a_right_that_waits_for_failed_talks_is_none_at_will(text, waits):
    assert ends_only_on_conditions(text) is waits


LIST = (
    "9.2 End. Buyer may terminate this Agreement:\n(a) if Vendor closes its mill, on notice to Vendor; or\n"
    "(b) after the second year, for any reason or no reason, upon ninety days' notice.\nNotices are in writing."
)


def test_an_item_that_needs_no_reason_is_read_with_the_words_that_lead_to_its_list():
    start, end = LIST.index("(b)"), LIST.index("\nNotices")
    said = "Buyer may terminate this Agreement: (b) after the second year, for any reason or no reason, upon ninety"
    assert (listed_at_will(LIST, start, end) or "").startswith(said)
    assert is_item_at_will("(b) for convenience, upon thirty days' written notice.")
    assert not is_item_at_will("(b) if the fee is late for any reason whatsoever, and no notice is needed.")
    assert listed_at_will(LIST, LIST.index("(a)"), LIST.index("(b)")) is None
    alone = LIST.replace("Buyer may terminate this Agreement:", "Buyer pays.")
    assert listed_at_will(alone, alone.index("(b)"), alone.index("\nNotices")) is None


@pytest.mark.parametrize(
    ("sentence", "leaves"),
    [
        ("You may stop selling through Fernstall at any time by removing your goods.", True),
        ("You can stop participating in the program whenever you like.", True),
        ("Members may cancel their membership at any point.", True),
        ("You may end your membership whenever you wish.", True),
        ("You may stop selling a product at any time.", False),
        ("You may stop receiving our letters at any time.", False),
    ],
)
def test_whoever_may_stop_selling_or_give_up_a_membership_at_any_time_may_leave(sentence, leaves):
    assert ends_by_giving_up(sentence) is leaves


def test_terms_are_the_contract_and_no_part_of_it():
    assert not ends_a_part_only("We may terminate these Terms of Service for any reason.")
    assert not ends_a_part_only("We may terminate our General Conditions at any time.")
    assert ends_a_part_only("We may terminate the hosting of your page at any time.")


@pytest.mark.parametrize(
    ("text", "forbidden"),
    [
        ("Except for breach, neither party may terminate this Agreement for convenience before the Term ends.", True),
        ("Buyer may not cancel the order at will.", True),
        ("No party has the right to terminate this Agreement without cause.", True),
        ("Vendor cannot terminate for any reason in the first year. Buyer may terminate for convenience.", False),
        ("The mill shall not voluntarily terminate the lease without the prior written consent of the miller.", True),
        ("The mill shall not terminate this Agreement without ninety days' notice, or the miller's consent.", False),
        ("The miller may terminate at will, but the mill may not terminate without the miller's consent.", False),
        ("Neither party may terminate without cause, except on sixty days' notice.", False),
        ("It may not be terminated without cause before the Term is over, except by mutual agreement.", True),
        ("Buyer may not terminate for convenience but Vendor may at any time.", False),
        ("Either party may terminate for convenience.", False),
    ],
)
def test_a_denial_of_the_right_to_end_the_contract_at_will_gives_none(text, forbidden):
    assert forbids_ending_at_will(text) is forbidden


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        (
            "This relationship may be terminated by either party at any time provided [number] days' notice is given.",
            True,
        ),
        ("This lease may be cancelled at any time by either party on two months' notice.", True),
        ("This contract may be terminated by either party on notice if the other is in breach.", False),
        ("This contract may be terminated by either party.", False),
    ],
)
def test_a_contract_that_may_be_ended_by_either_party_on_notice_is_ended_at_will(text, alone):
    assert ends_on_notice_alone(text) is alone


@pytest.mark.parametrize(
    ("text", "at_will"),
    [
        (
            "Either party may terminate this Agreement (a) for breach, if it is not cured within ten days, or (b) "
            "without cause upon 45 days' notice.",
            True,
        ),
        ("Miller has the right to terminate this Agreement: (1) if the mill floods; (2) for convenience.", True),
        ("Either party may terminate this Agreement (a) for breach, or (b) without cure of a late payment.", False),
    ],
)
def test_an_item_in_a_sentence_may_end_the_contract_at_will(text, at_will):
    assert ends_by_an_item_at_will(text) is at_will


@pytest.mark.parametrize(
    ("text", "at_will"),
    [
        ("Miller may terminate this Agreement and buy the mill at any time from the third year on by paying it.", True),
        ("Miller may terminate this Agreement at any time if the mill floods.", False),
        ("Miller may terminate this Agreement and leave at any time within a week after a flood.", False),
        ("The parties may terminate this Agreement at any time by mutual agreement.", False),
        ("Miller may terminate this Agreement at any time: when it floods.", False),
    ],
)
def test_a_right_to_end_the_contract_at_any_time_needs_no_case(text, at_will):
    assert ends_at_any_time(text) is at_will


@pytest.mark.parametrize(
    ("what", "a_part"),
    [
        ("any current referral support arrangement", True),
        ("each delivery arrangement made under this Section", True),
        ("any referral arrangement or this Agreement", False),
        ("any agreement or arrangement with Dealer", False),
        ("any arrangement with Dealer", False),
        ("this distribution arrangement", False),
        ("the referral arrangement", False),
    ],
)
def test_one_of_several_arrangements_is_a_part_of_the_contract(what, a_part):
    assert ends_a_part_only(f"Harrow may terminate {what} on ten days' notice.") is a_part


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("Buyer may, within 90 days after receiving that notice, terminate this Agreement on 60 days' notice.", True),
        ("Buyer may terminate this Agreement on 60 days' notice.", False),
    ],
)
def test_a_right_to_end_the_contract_after_the_others_notice_of_an_event_depends_on_the_event(text, cause):
    assert ends_for_cause(text, []) is cause


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Either party may bring this Agreement to an end by three months' written notice.", True),
        ("Buyer may put an end to this contract on three months' notice.", True),
        ("Buyer may bring this Agreement to an end by notice if Vendor is in breach.", False),
        ("Once we are month to month, you or I can end it with two full calendar months' notice.", True),
        ("In a renewal period either side may end this Agreement on nine (9) months' notice.", True),
        ("In a renewal period either side may end this Agreement on nine months' notice if the other defaults.", False),
        ("Once the looms have been sold, Buyer can end it with two months' notice.", False),
    ],
)
def test_a_contract_is_brought_to_an_end_by_notice_in_any_words(text, ends):
    assert ends_on_notice_alone(text) is ends


def test_a_party_that_may_do_so_may_do_what_the_sentence_before_says():
    before = "Neither side may end this Agreement without cause before May 2, 2035."
    assert may_do_so("In a renewal period either side may do so on nine (9) months' notice.", before)
    assert not may_do_so("If the other is in breach, either side may do so on a month's notice.", before)
    assert not may_do_so("Either side may do so on a month's notice.", "Either side may extend the term.")


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("After each of phases A and B Buyer is free to discontinue the project by declaration within 20 days.", True),
        ("On completion of any stage, Buyer may terminate this Agreement by notice.", True),
        ("After each phase Buyer may terminate this Agreement if the tests fail.", False),
        ("After each phase Buyer may withdraw the samples.", False),
    ],
)
def test_the_work_may_be_ended_after_any_of_its_stages(text, ends):
    assert ends_after_a_stage(text) is ends
    assert not (ends and ends_a_part_only(text))


def test_a_contract_may_be_called_it_where_it_ends_for_convenience():
    assert ends_at_will_outright("You may also end it for convenience from the second anniversary, by notice.")
    assert not ends_at_will_outright("You may use it for convenience.")


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Once this Agreement is running for an indefinite period, either party may end it by notice.", True),
        (
            "The Agreement comes into force on 2 May 2033 and can, by either Party, be terminated in writing with 9 "
            "months' notice to the end of a calendar quarter.",
            True,
        ),
        ("This Agreement can, by either Party, be terminated on notice if the other is in breach.", False),
        ("This Agreement shall terminate upon either party giving 90 days' advance written notice to the other.", True),
        (
            "This Agreement shall terminate upon either party giving 90 days' notice of a breach that is not cured.",
            False,
        ),
        ("After June 30, 2036 Buyer may terminate on 180 days' notice.", True),
        ("After a breach Buyer may terminate on 180 days' notice.", False),
    ],
)
def test_a_notice_alone_may_end_the_contract_from_some_day_on(text, ends):
    assert ends_on_notice_alone(text) is ends


def test_a_right_that_waits_for_word_of_an_event_is_for_that_event():
    text = "Buyer may terminate, without the exit fee, on 60 days' notice given within 90 days after it is told."
    assert ends_for_cause(text, [])
    assert not ends_for_cause("Buyer may terminate within 90 days after May 2, 2030 on 60 days' notice.", [])


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Builder may terminate this Agreement as to future Work Orders on ninety (90) days' notice.", True),
        ("Buyer may terminate this Agreement with respect to any Product on ninety days' notice.", True),
        ("A partner may terminate this Agreement as to itself on ninety days' notice.", False),
        ("Adviser may terminate this Agreement with respect to any Fund on ninety days' notice.", False),
        ("Buyer may terminate this Agreement with respect to all of the Products on ninety days' notice.", False),
        ("Buyer may terminate this Agreement, or terminate this Agreement as to one Product.", False),
    ],
)
def test_a_contract_ended_in_one_respect_goes_on(text, part):
    assert ends_as_to_a_part(text) is part and (ends_a_part_only(text) or not part)
