"""Flags that lawyers called useful with a fault, each on an invented sentence of its kind: whose right it is, how many
passages, advice that the contract already follows, and what was missed beside them."""

from __future__ import annotations

import pytest

from chunking.pipeline import document_from_text
from model.playbook.case import Case
from model.playbook.clause_meaning.by_category.commitments import minimum
from model.playbook.clause_meaning.by_category.favored_terms import favored
from model.playbook.clause_meaning.by_category.inspections import inspection, no_inspection
from model.playbook.clause_meaning.by_category.ip_ownership import lasting_license
from model.playbook.clause_meaning.by_category.restraints import exclusivity, non_compete
from model.playbook.clause_meaning.clause_statements import statement
from model.playbook.clause_meaning.polarity import asserted
from model.playbook.document_checks.blanks import blanks
from model.playbook.document_checks.contract_checks import CHECKS
from model.playbook.flags.advice.already_in_clause import remaining_advice
from model.playbook.flags.missing_cap import missing_cap
from model.playbook.flags.rule_context import RuleContext
from model.playbook.flags.rule_flags import raise_flags
from model.playbook.playbook_format import default_playbook
from model.schema import Clause, Ending, Fees, LiabilityTerm, Party
from model.summary.inconsistent_numbers import differences, differing_numbers
from model.summary.liability.cap_amounts import cap_of
from model.summary.parties.sides import Sides
from model.summary.summary import summarize
from model.summary.whose_rights.rights import who_is_liable
from model.summary.whose_rights.who_is_bound import who_is_bound


def party(name: str, *terms: str) -> Party:
    return Party(name=name, defined_as=list(terms), clause=0, score=0.9)


PARTIES = [party("Harrow Systems, Inc.", "Vendor"), party("Quillmark LLC", "Buyer")]
SIDES = Sides(PARTIES)
THREE = [*PARTIES, party("Larch Fund", "Agent")]


def case_of(category: str, text: str, parties=PARTIES, **summary) -> Case:
    document = document_from_text(text.encode(), "contract", 10)
    place = {"pages": [1], "boxes": [], "heading": [], "segments": [0], "score": 0.9, "found": True}
    clause = Clause(id=0, category=category, text=document.text, interval=[0, len(document.text)], **place)
    held = summarize([], "").model_copy(update={"parties": parties, **summary})
    return Case(document, held, [clause], Sides(parties))


def flags_of(category: str, text: str, parties=PARTIES):
    case = case_of(category, text, parties)
    return {flag.rule: flag for flag in raise_flags(default_playbook(), case, case.clauses, [])}


def said(check: str, text: str, parties=PARTIES) -> list[str]:
    return [hit.said for hit in CHECKS[check](case_of("Parties", text, parties))]


@pytest.mark.parametrize(
    ("text", "bound", "sentence"),
    [
        (
            "As described above, Vendor has granted Buyer an exclusive worldwide right to use the marks.",
            "Vendor",
            "Vendor grants Buyer exclusive rights.",
        ),
        (
            "Vendor hereby appoints [●], and [●] hereby accepts, as the exclusive Remarketing Agent of the shares.",
            "Vendor",
            "Vendor appoints an exclusive remarketing agent.",
        ),
        (
            "It shall give notice to Buyer and Buyer shall be entitled to exclusively provide such financing.",
            "Vendor",
            "Buyer has exclusive rights.",
        ),
    ],
)
def test_whom_exclusivity_binds(text, bound, sentence):
    assert who_is_bound(text, SIDES) == bound
    assert exclusivity([text], SIDES, text) == sentence


def test_who_has_the_benefit_of_more_favorable_terms():
    text = "Buyer shall have the full benefit of any materially more favourable terms granted to anyone else."
    assert favored([text], SIDES, text) == "Buyer is entitled to terms as good as those that others get."


def test_a_sentence_that_a_page_break_cut_says_whose_change_of_control_it_is():
    text = [
        "In the event of the merger of Vendor with anyone, Buyer shall have the right to terminate within sixty",
        "- ------------------- days after notice if and only if Buyer would thereby be in default of another one.",
    ]
    assert statement("Change Of Control", text, SIDES, " ".join(text)) == (
        "Buyer may end the contract on a change of control."
    )
    flag = flags_of("Change Of Control", f"{text[0]} {text[1].lstrip('- ')}")["change-of-control"]
    assert flag.why.startswith(
        "Buyer may end the contract on a change of control of Vendor, under the condition quoted."
    )
    assert flag.suggestion is None


def test_a_sale_of_all_shares_of_one_party_is_its_change_of_control():
    text = (
        "A merger, change of control or sale of all or substantially all of the stock of Buyer is deemed an assignment."
    )
    flag = flags_of("Change Of Control", text)["change-of-control"]
    assert flag.why == (
        "A change of control of Buyer, or an assignment that comes with it, can require the other party's consent. "
        "Check it before any sale or merger of Buyer."
    )
    free = f"{text} Nothing in this Agreement shall prevent Buyer from undergoing a change of control."
    told = flags_of("Change Of Control", free)["change-of-control"].why
    assert told.startswith("A change of control has the consequences quoted; the contract does not prohibit it.")


def test_an_item_lets_a_party_end_the_contract_on_a_change_of_its_own_control():
    text = "1.4. Subject to Section 1.6, by Vendor, on a change of control of Vendor and its election to terminate."
    flag = flags_of("Change Of Control", text)["change-of-control"]
    assert flag.why.startswith("Vendor may end the contract on a change of its own control.")
    assert flag.suggestion is None


def test_whose_records_are_open():
    kept = (
        "Agent shall keep such books and records as are usual and shall make them available for inspection by Vendor."
    )
    assert inspection([kept], Sides(THREE), kept) == "Vendor may inspect Agent's records."
    other = "The Account, or its owners, shall have access to the books and records during Vendor's business hours."
    assert inspection([other], SIDES, other) == "Vendor's records may be inspected."
    place = "Buyer may inspect and audit the books of Vendor. The audit shall be conducted at Vendor's premises."
    assert inspection(place.split(". "), SIDES, place) == "Buyer may inspect Vendor's records."
    assert no_inspection("Vendor shall furnish Buyer upon request with annual audits of Vendor’s books.")


def test_who_must_reach_a_minimum_or_pay():
    text = (
        "If the volume of oil shipped by Buyer during a quarter is less than the quarterly volume commitment, "
        "Buyer shall pay Vendor a deficiency payment."
    )
    short = "Buyer guarantees that Buyer will meet its quarterly volume commitment or shall remit the shortfall."
    assert minimum([text, short], SIDES, text) == "Buyer must reach a minimum, or pay for what it falls short by."
    promised = "Notwithstanding the foregoing, Vendor does guarantee a minimum of 900,000 visitors per year."
    assert minimum([promised], SIDES, promised) == "Vendor must supply a minimum."


def test_who_owes_a_sum_that_is_not_stated_where_it_is_called_liquidated():
    text = (
        "The Cost Reimbursement shall be deemed liquidated damages in light of the harm caused by "
        "Buyer’s termination of this Agreement."
    )
    assert statement("Liquidated Damages", [text], SIDES, text) == "Buyer owes an agreed sum on early termination."


def test_a_name_that_may_not_be_used_for_competing_goods_is_no_trade_that_is_barred():
    text = (
        "Buyer agrees that, during the Term hereof, she will not render similar services for, or permit the use of her "
        "name for, other products that compete with products of Vendor."
    )
    assert non_compete([text], SIDES, text) == "Buyer may not endorse competing products during the term."
    assert remaining_advice("Limit it in field and territory.", "Non-Compete", text) == "Limit it in territory."


def test_what_another_agreement_will_forbid_is_no_non_compete():
    planned = (
        "Vendor shall use its best efforts to enter into a separate agreement with Buyer, where a condition of the "
        "agreement will be that Vendor will not compete with Buyer."
    )
    assert asserted("Non-Compete", planned) is None
    item = (
        "Subject to Section 4.5, for a period of two (2) years after the Effective Date, not to manufacture a sorter."
    )
    assert asserted("Non-Compete", item) is not None
    assert remaining_advice("Make it end with the contract.", "Non-Compete", item) is None


def test_among_three_parties_some_may_indemnify_all_the_others():
    text = "Indemnification\n\nVendor and Buyer, jointly and severally, agree to indemnify and hold harmless Agent."
    assert said("one-sided-indemnity", text, THREE) == [
        "Vendor and Buyer indemnify Agent; no indemnity by Agent was found."
    ]
    back = f"{text}\n\nAgent agrees to indemnify and hold harmless Vendor and Buyer."
    assert said("one-sided-indemnity", back, THREE) == []
    mutual = (
        "Indemnification\n\nVendor shall indemnify Buyer and Agent against claims about the looms.\n\n"
        "Buyer shall likewise defend and indemnify Vendor against claims about the wool of Agent."
    )
    assert said("one-sided-indemnity", mutual, THREE) == []
    alone = "Vendor shall protect, indemnify and hold harmless each of Buyer and Agent against any claims."
    assert said("one-sided-indemnity", alone, THREE) == [
        "Vendor indemnifies Buyer and Agent; no indemnity by them was found."
    ]


ARBITRATED = "12. Any controversy or claim arising out of this Agreement shall be settled by arbitration in Ohio."
COURTS = "20. For any dispute arising hereunder, jurisdiction and venue shall lie in the courts of Texas."


@pytest.mark.parametrize(
    ("text", "flagged"),
    [
        (f"{ARBITRATED}\n\n{COURTS}", True),
        (f"{ARBITRATED}\n\n20. The courts of Delhi shall have exclusive jurisdiction over this Agreement.", True),
        (ARBITRATED, False),
        (COURTS, False),
        (f"{ARBITRATED.replace('arbitration', 'non-binding arbitration')}\n\n{COURTS}", False),
        (f"{ARBITRATED.replace('shall be', 'may be')}\n\n{COURTS}", False),
        (f"{ARBITRATED}\n\n13. Either party may seek injunctive relief.\n\n{COURTS}", False),
        (f"{ARBITRATED}\n\n{COURTS.replace('For', 'Subject to Section 12, for')}", False),
        (f"{ARBITRATED}\n\nSubject thereto, the courts at Pune shall have exclusive jurisdiction.", False),
        (f"{ARBITRATED}\n\n20. Any action to enforce an award shall be brought in the courts of Texas.", False),
    ],
)
def test_disputes_go_to_arbitration_and_to_courts(text, flagged):
    (*found,) = CHECKS["arbitration-and-courts"](case_of("Parties", text))
    assert [hit.said for hit in found] == (
        ["One passage sends all disputes to arbitration, another sends disputes to courts."] if flagged else []
    )
    assert all(len(hit.spans) == 2 for hit in found)


def test_percentages_joined_to_their_words_and_commas_for_points():
    assert [one.words for one in differing_numbers("twenty-percent (25%) of the proceeds")] == ["20"]
    assert list(differing_numbers("Five Thousand Dollars ($5,000,00) for each contract")) == []
    (one,) = differing_numbers("Four Hundred Dollars ($450.00) per unit")
    assert "Four Hundred Dollars ($450.00) per unit"[one.start : one.end] == "Four Hundred Dollars ($450.00)"


def test_the_same_difference_is_said_once():
    text = "He pays twenty percent (25%) of it. She pays twenty percent (25%) of it."
    document = document_from_text(text.encode(), "contract", 10)
    hits = list(CHECKS["words-and-figures"](case_of("Parties", text, differences=differences(document))))
    assert [hit.said for hit in hits] == ["“twenty percent (25%)” says 20 in words and 25 in figures, in 2 places."]


def test_a_part_of_the_fees_is_no_multiple_of_them():
    part = "Vendor's liability shall be limited to refunding that portion of any fees paid for which Buyer got nothing."
    assert not any(isinstance(limit, Fees) for limit in cap_of(part))
    assert any(isinstance(limit, Fees) for limit in cap_of("Vendor's liability is limited to the fees paid by Buyer."))


def test_what_both_parties_acknowledge_may_limit_the_liability_of_one():
    text = "The parties acknowledge that Vendor must limit its risk, and therefore Vendor’s liability is limited to $9."
    assert who_is_liable(text, SIDES) == "Vendor"


def test_dates_of_other_papers_are_blanks_and_so_is_a_party():
    text = "The prospectus and its supplement, each dated [●], were filed with the registry of the State by Vendor."
    assert len(blanks(document_from_text(text.encode(), "contract", 10))) == 1
    opening = (
        "This agreement is effective this day of ________, 19__, between Harrow Systems, Inc. (“Vendor”) and ________ "
        "(hereinafter “Buyer”)."
    )
    dated = summarize([], "").agreement_date
    assert dated is None
    (hit,) = CHECKS["blanks"](case_of("Agreement Date", opening))
    assert hit.said.startswith("One sentence has a blank")


def test_terms_in_an_attachment_that_is_missing_are_found_by_any_mention():
    text = (
        "This Agreement consists of these pages and Exhibit B.\n\nVendor sells lamps to Buyer for $9,000 a year. "
        "Capitalized terms have the meanings given to them on Exhibit B (as amended, the “Terms and Conditions”)."
    )
    flag = flags_of("Parties", text)["governing-law-missing"]
    assert flag.why == (
        "No governing-law clause was found; it may be in Exhibit B, which is not attached. "
        "Obtain Exhibit B and check it first."
    )
    assert flag.suggestion is None


def test_after_an_initial_period_either_party_may_end_it_and_one_on_other_terms():
    text = (
        "Following expiry of the initial period described above, Vendor or Buyer giving six months notice in writing "
        "may terminate this Agreement. In addition, Buyer may terminate this Agreement with effect from the 3rd "
        "anniversary of its date by giving six months notice in writing to Vendor."
    )
    raised = flags_of("Termination For Convenience", text)
    assert "one-sided-termination" not in raised
    assert raised["termination-for-convenience"].why.startswith(
        "Either party may terminate for convenience, but only once the period quoted is over; Buyer may also do so on"
    )


def test_a_termination_after_the_end_of_another_contract_is_not_at_will():
    text = (
        "Vendor may terminate this Agreement at any time after 30 days from the date that Buyer notifies it that the "
        "Advisory Agreement has terminated."
    )
    assert asserted("Termination For Convenience", text) is None


@pytest.mark.parametrize(
    ("advice", "category", "text"),
    [
        (
            "Limit audits to once a year.",
            "Audit Rights",
            "Each may conduct an audit after the end of each calendar year.",
        ),
        ("Give it an end date.", "Exclusivity", "Buyer alone may do so, after the option but prior to production."),
        ("Exclude transfers within a group.", "Rofr/Rofo/Rofn", "Buyer may subscribe for shares sold to others."),
        (
            "Agree what each may do alone.",
            "Joint Ip Ownership",
            "It is jointly owned. Joint ownership conveys to each party individually the right to use and sell it.",
        ),
    ],
)
def test_advice_that_is_followed_already_is_left_out(advice, category, text):
    assert remaining_advice(advice, category, text, text) is None


def test_successors_that_are_named_do_not_say_that_they_are_bound():
    text = "This Agreement shall inure to the benefit of the parties and their respective successors and assigns."
    assert "speaks only of successors or assigns" in flags_of("Parties", text)["assignment-open"].why


EMPLOYED = " ".join(["Vendor pays for the Employee's employment."] * 3)


def test_an_employee_is_not_advised_as_a_trader_is():
    bar = "Buyer may not assign this Agreement without Vendor's consent."
    assert flags_of("Parties", bar)["one-sided-assignment"].suggestion.startswith("Make the restriction mutual.")
    assert flags_of("Parties", f"{bar} {EMPLOYED}")["one-sided-assignment"].suggestion == (
        "Ask that consent not be unreasonably withheld."
    )
    compete = "For a year after the end Buyer shall not compete with Vendor in any way."
    assert "end with the contract" in flags_of("Non-Compete", compete)["non-compete"].suggestion
    assert "end with the contract" not in flags_of("Non-Compete", f"{compete}\n{EMPLOYED}")["non-compete"].suggestion


def test_exclusivity_that_ends_on_an_event_is_not_asked_for_an_end():
    text = "Vendor appoints Buyer as its exclusive agent."
    held = {"text": "It ends when the mill is built.", "clause": 0, "score": 0.9}
    for ending, asked in (
        (None, True),
        (Ending(**held, value=None, bound=None), False),
        (Ending(**held, value=None, gap="open"), True),
    ):
        case = case_of("Exclusivity", text, expiration_date=ending)
        flags = {flag.rule: flag for flag in raise_flags(default_playbook(), case, case.clauses, [])}
        assert ("end date" in (flags["exclusivity"].suggestion or "")) is asked


def test_who_lends_money_claims_nothing_for_past_periods():
    text = "Vendor may inspect the records of Buyer."
    assert "past periods" in flags_of("Audit Rights", text)["audit-rights"].why
    lent = f"{text} {' '.join(['The Borrower repays it.'] * 10)}"
    assert flags_of("Audit Rights", lent)["audit-rights"].why.endswith(
        "Inspections take up the inspected party's time."
    )


def test_a_license_of_somebody_who_is_no_known_party_is_not_said_to_be_the_other_ones():
    own = "Vendor hereby grants Author a perpetual license to the press."
    other = "Author hereby grants Vendor a perpetual license to the book."
    sides = Sides([party("Harrow Press LLC", "Vendor")])
    assert lasting_license([own], sides, own) == "Vendor grants a perpetual license."
    assert lasting_license([other, own], sides, f"{other} {own}") == "There is a perpetual license."


def test_an_assignment_of_the_results_under_its_heading_is_no_restriction_on_assignment():
    text = "5. Assignment\n\nOn delivery, Vendor hereby assigns to Buyer all rights in the drawings of the mill.\n"
    assert flags_of("Parties", text)["assignment-open"].why.startswith("No restriction on assignment was found.")


@pytest.mark.parametrize(
    ("text", "flagged"),
    [
        ("Partners shall have access to all books during business hours.", False),
        ("Each of the Partners may inspect the records.", False),
        ("Buyer may inspect the records of Vendor.", True),
    ],
)
def test_partners_look_into_books_of_their_own(text, flagged):
    assert ("audit-rights" in flags_of("Audit Rights", text)) is flagged


def test_an_exclusion_of_all_but_willful_acts_says_more_than_one_of_lost_profits():
    text = (
        "Neither party is liable for lost profits.\n\nVendor shall have no liability to Buyer with respect to "
        "its part in this Agreement, except for its intentional or willful acts."
    )
    losses = [LiabilityTerm(kind="exclusion", total=False, text=text[:41], clause=0, score=0.9, party=None)]
    hit = missing_cap(RuleContext(case_of("Cap On Liability", text, liability=losses), {}, {}))
    assert hit and hit.said.endswith("excludes Vendor's liability for anything less than intentional or willful acts.")
    assert not hit.unsure


def test_optional_clauses_behind_the_signatures_raise_no_flags():
    agreed = "Vendor shall have a right of first refusal to buy the mill."
    behind = "They agree.\n\nSIGNATURES\n\nBy: ____\n\nOPTIONAL CLAUSES LIBRARY\n\n"
    case = case_of("Rofr/Rofo/Rofn", behind + agreed)
    clause = case.clauses[0].model_copy(update={"text": agreed, "interval": [len(behind), len(behind + agreed)]})
    flags = raise_flags(default_playbook(), case._replace(clauses=[clause]), [clause], [])
    assert "right-of-first-refusal" not in {flag.rule for flag in flags}
    assert "right-of-first-refusal" in flags_of("Rofr/Rofo/Rofn", agreed)


def test_lists_of_boxes_without_a_tick_are_said_beside_the_blanks():
    text = "Vendor pays ____ dollars for each of the lamps that it sells.\n\n☐ In June\n☐ In July\n"
    assert said("blanks", text) == ["One sentence has a blank to be filled in. One list of boxes has none ticked."]


def test_an_end_by_itself_among_the_ends_of_a_list_is_no_right():
    text = "Either party may terminate:\n- On thirty days' notice\n- Automatically upon Change of Control\n"
    flag = flags_of("Change Of Control", text)["change-of-control"]
    assert flag.why.startswith("A change of control ends the contract")
    assert flag.suggestion is None
