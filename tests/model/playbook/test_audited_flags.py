"""Flags that auditors called wrong or inexact, each on an invented sentence of its kind beside one that is right."""

from __future__ import annotations

import pytest

from chunking.pipeline import document_from_text
from model.findings import Finding
from model.playbook.case import Case
from model.playbook.clause_meaning.polarity import asserted
from model.playbook.clause_meaning.rights_by_party.terminations import terminations, terminators
from model.playbook.document_checks.blanks import blanks
from model.playbook.document_checks.contract_checks import CHECKS
from model.playbook.document_checks.redactions import redactions
from model.playbook.document_checks.undefined_terms import undefined_terms
from model.playbook.flags.missing_clauses import can_be
from model.playbook.flags.rule_flags import raise_flags
from model.playbook.playbook_format import default_playbook
from model.playbook.quotes import Span, quoted
from model.schema import Clause, DocumentType, Formula, Party, Renewal
from model.summary.dates.renewal import renewal_kind
from model.summary.fallbacks.fallbacks import with_fallbacks
from model.summary.keyword_clauses import keyword_clauses
from model.summary.liability.cap_amounts import cap_of
from model.summary.liability.carve_outs import excepted
from model.summary.liability.liability import caps
from model.summary.parties.sides import BOTH, Sides
from model.summary.summary import summarize

PARTIES = [
    Party(name="Harrow Systems, Inc.", defined_as=["Vendor"], clause=0, score=0.9),
    Party(name="Quillmark LLC", defined_as=["Buyer"], clause=0, score=0.9),
]


def case_of(category: str, text: str, said: str | None = None, **summary) -> Case:
    document = document_from_text(text.encode(), "contract", 10)
    place = {"pages": [1], "boxes": [], "heading": [], "segments": [0], "score": 0.9, "found": True}
    start = document.text.index(said) if said else 0
    end = start + len(said) if said else len(document.text)
    clause = Clause(id=0, category=category, text=document.text[start:end], interval=[start, end], **place)
    held = summarize([], "").model_copy(update={"parties": PARTIES, **summary})
    return Case(document, held, [clause], Sides(PARTIES))


def flags_of(category: str, text: str, **summary):
    case = case_of(category, text, **summary)
    return {flag.rule: flag for flag in raise_flags(default_playbook(), case, case.clauses, [])}


@pytest.mark.parametrize(
    "text",
    [
        "The maximum liability of one Party to the other Party will be [***] (the “Limit”), provided that:",
        "NEITHER PARTY IS LIABLE FOR INDIRECT DAMAGES AND THE TOTAL LIABILITY OF EITHER PARTY IS LIMITED TO THE AMOUNT"
        " [***].",
    ],
)
def test_a_cap_whose_amount_is_redacted_is_a_cap(text):
    (cap,) = caps(case_of("Cap On Liability", text).clauses, Sides(PARTIES))
    assert cap.value == Formula() and cap.gap == "redacted"


def test_a_cap_whose_amount_follows_is_read_from_the_list():
    lead_in = "The maximum liability of one Party to the other Party will be the lesser of:"
    assert not caps(case_of("Cap On Liability", lead_in).clauses, Sides(PARTIES))


def test_orders_that_only_this_contract_governs_are_not_exclusive():
    governed = "The orders are subject exclusively to the terms and conditions of this Agreement."
    assert "exclusivity" not in flags_of("Exclusivity", governed)
    assert "exclusivity" in flags_of("Exclusivity", "Buyer shall order exclusively from Vendor.")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Neither party shall permit advertising on the Joint Site from a competitor of the other.",
            "Neither party may advertise competitors, or carry their advertising, in the place quoted. It restricts"
            " what advertising a party may accept or give.",
        ),
        (
            "Vendor shall not advertise any competitor of Buyer in the services that it provides.",
            "Vendor may not advertise competitors, or carry their advertising, in the place quoted. It restricts"
            " what advertising a party may accept or give.",
        ),
        (
            "The Rider shall not ride for any other sponsor which competes with Vendor.",
            "The quoted clause restricts what the Rider may do. It may be unenforceable under competition law.",
        ),
    ],
)
def test_a_bar_on_advertising_or_on_a_third_person_is_told_as_that(text, said):
    assert flags_of("Non-Compete", text)["non-compete"].why == said


@pytest.mark.parametrize(
    "text",
    [
        "Vendor shall not use or publicly disclose the data of users to provide products that compete with the site.",
        "Vendor will not have access to the health records of users during the term.",
        "Vendor shall not permit any other sponsor to suggest that its role is as great as that of Buyer.",
    ],
)
def test_what_may_not_be_done_with_data_or_said_is_no_non_compete(text):
    assert "non-compete" not in flags_of("Non-Compete", text)


def test_bans_on_competing_sponsors_are_found_beside_other_exclusive_rights(as_text):
    document = as_text(
        "Vendor has the exclusive right to promote its logo on the hood.\n\n"
        "The team may not obtain any secondary sponsors whose goods compete with Vendor's."
    )
    known = Finding("Exclusivity", 0, 1, 0, 63, 0.6)
    found = [document.text[one.start : one.end] for one in with_fallbacks(document, [known], [known])]
    assert any("secondary sponsors" in one for one in found)


def test_who_deals_exclusively_through_the_other_party_is_bound():
    text = "Vendor agrees that the Vendor will deal exclusively with and through the Buyer in the sale of lamps."
    assert flags_of("Exclusivity", text)["exclusivity"].why.startswith("Vendor must deal exclusively with the Buyer.")


def test_a_territory_of_another_distributor_does_not_make_a_party_exclusive():
    text = (
        "Buyer may advertise the lamps exclusively in Ohio, but Buyer shall not solicit in a territory where Vendor is"
        " bound to an exclusive agreement with a third party."
    )
    assert "certain business" not in flags_of("Exclusivity", text)["exclusivity"].why


def test_an_assignment_made_here_is_no_restriction_on_one():
    assert not can_be("Anti-Assignment", "Vendor hereby makes a partial assignment of its rights under Order 1.")
    assert can_be("Anti-Assignment", "Vendor shall not assign its rights without consent.")


def test_an_unticked_choice_is_no_blank(as_text):
    sentence = "The service is the one described in Section 2 of {} Rate Schedule AB ______ Rate Schedule CD."
    assert not blanks(as_text(sentence.format("X")))
    assert blanks(as_text(sentence.format("usual")))


OTHERS = " ".join(f'"{word}" means a thing.' for word in ("Lamp", "Shade", "Wick", "Oil", "Price", "Order"))
USES = " He keeps the Fine Sketches. He sends the Fine Sketches. He burns the Fine Sketches."


def test_a_term_that_stands_beside_its_definition_is_defined():
    assert undefined_terms(f"{OTHERS}\nHe keeps a fine sketch.{USES}")
    assert not undefined_terms(f"{OTHERS}\nFine\nSketches\nAny drawings that he makes.\n{USES}")


def test_the_members_of_a_board_need_no_definition():
    uses = "He asks the Stewards. He calls the Stewards. He pays the Stewards."
    assert undefined_terms(f"{OTHERS} {uses}")
    assert not undefined_terms(f"{OTHERS} The Board of Stewards meets. {uses}")


def test_beneficiaries_of_a_form_for_others_are_parties_here():
    clause = "Vendor and its suppliers shall be third-party beneficiaries of this agreement."
    assert "third-party-beneficiary" in flags_of("Third Party Beneficiary", clause)
    form = "They sign.\n\nBy: Ann Brook\n\nEXHIBIT A\n\nForm of user terms\n\n" + clause
    assert "third-party-beneficiary" not in flags_of("Third Party Beneficiary", form, said=clause)


def test_a_limit_on_the_use_of_information_is_no_audit():
    only = "Each party agrees to review, examine or inspect the information only for the purpose of the books here."
    assert "audit-rights" not in flags_of("Audit Rights", only)
    assert "audit-rights" in flags_of("Audit Rights", "Buyer may inspect the books and records of Vendor.")


def test_a_confirmation_of_a_derivative_needs_no_cap():
    paid = "Buyer pays fees for services and products. " * 9
    kind = DocumentType(text="Services Agreement", value="Service", kind="Service", clause=0, score=0.9)
    assert "liability-cap-missing" in flags_of("Parties", paid, document_type=kind)
    form = "It is subject to the ISDA Form and to the ISDA Definitions. "
    assert "liability-cap-missing" not in flags_of("Parties", form + paid, document_type=kind)


LISTED = (
    "This Agreement may be terminated in any of the following events:\n\n(a) a default;\n\n"
    "(b) By {} upon sixty (60) days prior written notice; or\n\n(c) an order."
)


def test_a_right_to_end_the_contract_on_notice_is_read_in_a_list():
    case = case_of("Parties", LISTED.format("either party"))
    assert [who for who, *_ in terminations(case.document, case.sides)] == [BOTH]
    failing = LISTED.format("either party").replace("notice;", "notice if the other fails to pay;")
    assert not list(terminations(case_of("Parties", failing).document, case.sides))


@pytest.mark.parametrize(("who", "flagged"), [("either party", False), ("Vendor", True)])
def test_a_long_renewal_binds_nobody_who_may_leave_on_notice(who, flagged):
    renews = "This Agreement shall automatically renew for five years."
    renewal = Renewal(text=renews, value="P5Y", clause=0, score=0.9, kind=renewal_kind(renews))
    flags = flags_of("Renewal Term", f"{renews}\n\n{LISTED.format(who)}", renewal_term=renewal)
    assert ("long-renewal" in flags) is flagged


def test_a_quoted_mark_at_the_end_of_a_line_heads_an_attachment():
    signed = 'The figures are set out in Schedule "4".\n\nBy: Ann Brook\n\n'
    text = f'{signed}some events, and a strike Schedule "4"\n\nVendor sends figures in two formats.'
    assert not list(CHECKS["missing-attachments"](case_of("Parties", text)))


def test_the_agreement_of_which_an_attached_form_speaks_is_not_another_document():
    takes = "Capitalized terms have the meanings assigned to them in the Warrant Agreement dated May 2, 2020."
    assert not list(
        CHECKS["other-document"](case_of("Parties", f"It is so.\n\nBy: Ann Brook\n\nANNEX A\n\nNotice. {takes}"))
    )


def test_a_change_of_control_that_ends_the_contract_by_itself_is_no_right():
    text = "Upon any change of control this Agreement shall automatically terminate, provided that Vendor may consent."
    why = flags_of("Change Of Control", text)["change-of-control"].why
    assert why.startswith("A change of control ends the contract, or part of it.")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Buyer accepts Vendor as the exclusive provider of lamps.", "Buyer accepts Vendor as exclusive provider."),
        ("Vendor shall supply Buyer exclusively with the lamps.", "Vendor must deal exclusively with Buyer."),
        (
            "Vendor agrees that it will supply Buyer, and Buyer agrees that it will purchase the lamps exclusively from"
            " Vendor.",
            "Buyer must buy only from Vendor.",
        ),
    ],
)
def test_exclusivity_names_whom_it_binds(text, said):
    assert flags_of("Exclusivity", text)["exclusivity"].why.startswith(said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Each party (the “Audited Party”) will, on request by the other Party, allow an accountant to audit its"
            " books.",
            "Each party may inspect the other's records.",
        ),
        (
            "Buyer shall also provide assistance to Vendor or its agent to conduct audits.",
            "Vendor has a right to audit.",
        ),
    ],
)
def test_an_audit_names_who_has_the_right(text, said):
    assert flags_of("Audit Rights", text)["audit-rights"].why.startswith(said)


def test_favored_terms_name_who_gets_them():
    text = "Vendor agrees that Buyer shall be allowed the benefit of any lower prices in any other agreement."
    said = "Buyer is entitled to terms as good as those that Vendor gives others."
    assert flags_of("Most Favored Nation", text)["most-favored-nation"].why.startswith(said)


@pytest.mark.parametrize(
    ("text", "said", "advised"),
    [
        (
            "In the event of a merger of Buyer with others, Vendor may terminate this Agreement.",
            "Vendor may end the contract on a change of control of Buyer. Check it before any sale or merger of Buyer.",
            True,
        ),
        (
            "Any merger or consolidation involving Buyer is deemed an assignment for which consent is required.",
            "A change of control of Buyer, or an assignment that comes with it, can require the other party's consent."
            " Check it before any sale or merger of Buyer.",
            True,
        ),
        (
            "In the event of a merger of Buyer, this Agreement shall automatically terminate.",
            "A change of control of Buyer ends the contract, or part of it. Check it before any sale or merger of"
            " Buyer.",
            False,
        ),
        (
            "Either party may terminate this Agreement on a change of control of the other party.",
            "Either party may end the contract on a change of control. Check it before any sale or merger of a party.",
            True,
        ),
    ],
)
def test_a_change_of_control_names_whose_it_is(text, said, advised):
    flag = flags_of("Change Of Control", text)["change-of-control"]
    assert flag.why == said and (flag.suggestion is not None) is advised


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Buyer pays Vendor for all costs, including fees,\n\n-7-arising out of the use of the lamps.", "the lamps."),
        ("BUYER IS NOT LIABLE UNDER ANY CONTRACT, NEGLIGENCE,\n\n10\n\nSTRICT LIABILITY OR TORT FOR LOSS.", "LOSS."),
        ("Vendor may sell to (a) any heir of Vendor,\n\n(b) any friend, or (c) any bank.", "any bank."),
    ],
)
def test_a_quote_goes_on_over_a_page_break_and_with_the_next_item(as_text, text, whole):
    document = as_text(text)
    (quote,) = quoted(document, [Span(0, text.index("\n"), 0)])
    assert quote.text.endswith(whole)


def test_an_exception_by_the_letter_of_a_section_is_quoted_whole():
    text = "EXCEPT FOR DAMAGES UNDER SECTIONS 14.A AND 16.A, IN NO EVENT WILL VENDOR'S LIABILITY EXCEED $10."
    assert excepted(text) == ["DAMAGES UNDER SECTIONS 14.A AND 16.A"]


def test_a_cap_of_what_a_customer_recovers_is_a_cap():
    text = "Vendor's total liability shall be limited to the amount of direct damages {}."
    assert cap_of(text.format("the customer recovers from Buyer"))
    assert not cap_of(text.format("in any case"))


def test_a_limit_of_all_that_a_party_owes_is_found_by_its_words(as_text):
    text = "The Sponsor's aggregate obligation hereunder will not exceed the fee set forth in Section 3."
    assert list(keyword_clauses("Cap On Liability", as_text(text)))
    assert not list(keyword_clauses("Cap On Liability", as_text(text.replace("aggregate ", ""))))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The lamps are those referred to in Schedule 2.", "Schedule 2 is referred to but not attached."),
        ("The areas are depicted on Exhibit B.", "Exhibit B is referred to but not attached."),
        (
            "The lamps are set out in Exhibit B.\n\nBy: Ann Brook\n\nEXHIBIT B\n\nLAMPS\n\nTo Be Determined",
            "Exhibit B is still to be determined.",
        ),
        ("The rules are to be agreed upon within forty-five days and attached hereto as Exhibit B.", None),
    ],
)
def test_attachments_that_are_not_there_are_all_named(text, said):
    hits = list(CHECKS["missing-attachments"](case_of("Parties", text)))
    assert [hit.said for hit in hits] == ([said] if said else [])


def test_the_line_at_the_bottom_of_every_page_is_no_text_of_an_attachment():
    footer = "\n\nHarrow Quillmark Lamp Agreement {}\n\n"
    text = "The routes are set out in Exhibit B." + footer.format(1) + "It is so." + footer.format(2)
    text += "By: Ann Brook\n\nEXHIBIT B\n\nROUTES" + footer.format(3)
    (hit,) = CHECKS["missing-attachments"](case_of("Parties", text))
    assert hit.said == "Exhibit B has a heading but no text in this file."


def test_every_redacted_passage_counts_but_not_the_note_on_the_marks(as_text):
    text = (
        "Passages are identified by bracketed asterisks ([***]) here.\n\nVendor notifies Buyer by email within [***] of"
        " each order that it gets.\n\nEmail: [***]"
    )
    assert redactions(as_text(text)).number == 2
    assert redactions(as_text("Notices are sent to the Vendor.\n\nEmail: [***]")) is None


def test_a_list_with_an_end_at_will_is_quoted_up_to_it():
    text = (
        "Buyer may terminate this Agreement at any time upon the occurrence of any of the following:\n(a) a default of"
        " Vendor;\n(b) Termination by"
        " Buyer pursuant to Section 4.1; or\n(c) Without cause on seven days' notice."
    )
    start, end = asserted("Termination For Convenience", text)
    assert text[start:end].endswith("notice.")


@pytest.mark.parametrize(
    ("category", "text", "unsaid"),
    [
        ("Exclusivity", "Vendor grants Buyer the exclusive right to sell lamps on the Harrow Site.", "territory"),
        ("Exclusivity", "Vendor grants Buyer the exclusive right to sell Danish-language books.", "territory"),
        ("Non-Compete", "Vendor shall not sell competing products with the active ingredient Quillin.", "field"),
        ("Rofr/Rofo/Rofn", "During this two-year period Buyer has a right of first refusal for the mill.", "in time"),
        (
            "Rofr/Rofo/Rofn",
            "Buyer has a right of first refusal that expires on the fifth (5th) business day after the offer.",
            "deadline",
        ),
        ("Audit Rights", "Vendor may audit the books of Buyer; no more than [*] audit may be held a month.", "once"),
        (
            "Ip Ownership Assignment",
            "Vendor assigns to Buyer all right, title and interest in the software that is delivered. Background IP"
            " remains the property of Vendor.",
            "pre-existing",
        ),
    ],
)
def test_advice_that_a_clause_already_follows_is_left_out(category, text, unsaid):
    (rule,) = (one for one in default_playbook().rules if one.clause == category and one.suggestion)
    assert unsaid in rule.suggestion
    flag = flags_of(category, text)[rule.id]
    assert unsaid not in (flag.suggestion or "")


def test_whose_the_works_for_hire_are_is_said():
    text = "All works shall be deemed to be works for hire and Buyer shall be deemed to be the author of the software."
    assert flags_of("Ip Ownership Assignment", text)["ip-assignment"].why.startswith("Buyer takes ownership of")


def test_of_field_and_territory_only_the_missing_territory_is_advised():
    text = "Vendor shall not sell competing products{}."
    bare, field, place = (
        flags_of("Non-Compete", text.format(more))["non-compete"].suggestion
        for more in ("", " with the active ingredient Quillin", " in the territory")
    )
    assert bare.startswith("Limit it in field and territory.") and field.startswith("Limit it in territory.")
    assert not place.startswith("Limit it in")


def test_the_lines_for_a_copy_of_a_notice_may_stay_empty():
    text = "With a copy to: ____________ With a copy to: Quillmark LLC ____________ 1 High Street, Akron, Ohio"
    assert not blanks(document_from_text(text.encode(), "contract", 10))
    assert blanks(document_from_text(text.replace("With a copy", "They ship").encode(), "contract", 10))


def test_statements_that_a_partys_own_auditors_made_are_sent_and_nobody_may_inspect():
    sent = "The Fund shall furnish annual audits of its books made by independent accountants retained by the Fund."
    assert not asserted("Audit Rights", sent)
    assert asserted(
        "Audit Rights", "Vendor may have the Fund's books audited by independent accountants retained by it."
    )


def test_a_renewal_that_either_party_can_end_without_a_reason_needs_no_deadline():
    renews = "Provided that Buyer orders $45,000 of Products, this Agreement will automatically renew for 6 months."
    renewal = Renewal(text=renews, clause=0, score=0.9, value="P6M", kind="automatic")
    check = CHECKS["renewal-without-notice"]
    assert list(check(case_of("Renewal Term", renews, renewal_term=renewal)))
    leaves = f"{renews} Either party may terminate this Agreement for any reason on 30 days' written notice."
    assert not list(check(case_of("Renewal Term", leaves, renews, renewal_term=renewal)))


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Vendor or Buyer giving six months' notice in writing may terminate this Agreement.", {BOTH}),
        ("Vendor and Buyer may terminate this Agreement.", {BOTH}),
        ("If Buyer and the carrier agree, Vendor may terminate this Agreement.", {"Vendor"}),
        ("Buyer and Vendor agree that Vendor may terminate this Agreement.", {"Vendor"}),
    ],
)
def test_both_parties_named_before_the_verb_may_terminate(text, who):
    assert terminators(text, Sides(PARTIES)) == who


def test_who_owns_something_is_no_restriction_on_who_may_assign():
    assert not can_be("Anti-Assignment", "This Agreement does not transfer any ownership rights to the Buyer.")
    assert not can_be("Anti-Assignment", "Nothing herein shall convey to Buyer any title to the lamps.")
    assert can_be("Anti-Assignment", "Buyer shall not transfer this Agreement or the title to the lamps.")
