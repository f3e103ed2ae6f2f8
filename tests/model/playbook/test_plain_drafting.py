"""Agreements in plain words, with "we" and "you", cover pages and blanks: what is flagged in them, and what is not."""

from __future__ import annotations

import pytest

from chunking.pipeline import document_from_text
from model.findings import Finding
from model.playbook.case import Case
from model.playbook.categories import label
from model.playbook.clause_meaning.polarity import asserted
from model.playbook.document_checks.blanks import blanks
from model.playbook.document_checks.contract_checks import CHECKS
from model.playbook.flags.advice.already_in_clause import PAID_AT_THE_END, remaining_advice
from model.playbook.flags.clauses_found import worth_a_flag
from model.playbook.flags.rule_flags import raise_flags
from model.playbook.playbook_format import default_playbook
from model.schema import Absent, Clause, Fees, Party
from model.summary.fallbacks.fallbacks import with_fallbacks
from model.summary.parties.sides import Sides
from model.summary.summary import summarize


def party(name: str, *terms: str) -> Party:
    return Party(name=name, defined_as=list(terms), clause=0, score=0.9)


WE_AND_YOU = [party("Harrow Studio LLC", "We/Us"), party("Quillmark LLC", "you")]
NAMED = [party("Harrow Systems, Inc.", "Vendor"), party("Quillmark LLC", "Buyer")]


def case_of(text: str, category: str = "Parties", parties=WE_AND_YOU) -> Case:
    document = document_from_text(text.encode(), "contract", 10)
    place = {"pages": [1], "boxes": [], "heading": [], "segments": [0], "score": 0.9, "found": True}
    clause = Clause(id=0, category=category, text=document.text, interval=[0, len(document.text)], **place)
    held = summarize([clause], document.text).model_copy(update={"parties": parties})
    return Case(document, held, [clause], Sides(parties))


def flags_of(text: str, category: str = "Parties", *absent: str, parties=WE_AND_YOU):
    case = case_of(text, category, parties)
    missing = [Absent(category=one, label=label(one), best_score=0.0) for one in absent]
    return {flag.rule: flag for flag in raise_flags(default_playbook(), case, case.clauses, missing)}


def said(check: str, text: str, category: str = "Parties", parties=WE_AND_YOU) -> list[str]:
    return [hit.said for hit in CHECKS[check](case_of(text, category, parties))]


# Flags that are wrong ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "flagged"),
    [
        ("Vendor performs the contract exclusively in accordance with the instructions that Buyer gives.", False),
        ("Vendor processes the data exclusively on the basis of the order.", False),
        ("Vendor shall supply the lamps exclusively to Buyer, in accordance with the order.", True),
    ],
)
def test_how_a_contract_is_performed_is_no_exclusivity(text, flagged):
    assert ("exclusivity" in flags_of(text, "Exclusivity", parties=NAMED)) is flagged


@pytest.mark.parametrize(
    ("text", "flagged"),
    [
        ("Unless the license is perpetual, it is non-perpetual and must be renewed every year.", False),
        ("If the license is irrevocable, Buyer pays the higher price.", False),
        ("Vendor grants Buyer a perpetual license. If the order is cancelled, the license is revoked.", True),
    ],
)
def test_a_license_that_is_perpetual_in_a_supposed_case_only_is_not_granted(text, flagged):
    perpetual = "Irrevocable Or Perpetual License"
    assert ("perpetual-license" in flags_of(text, perpetual, parties=NAMED)) is flagged


@pytest.mark.parametrize(
    "text",
    [
        "These terms apply to all orders for sails. "
        + "Delivery is at our works. The goods are inspected on delivery. " * 6,
        "We license the program to you for the term shown on your invoice.",
        "You may end our services at any time by giving us notice. We draw the plans.",
        "We may terminate our engagement with you by giving you at least sixty days' notice.",
    ],
)
def test_no_end_is_asked_for_where_single_orders_or_a_notice_or_an_invoice_give_it(text):
    # the model finds the right to end the contract
    category = "Termination For Convenience" if "notice" in text else "Parties"
    assert "end-missing" not in flags_of(text, category)
    assert "end-missing" in flags_of("We draw the plans and you pay for them within a week.")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Either of us can stop with two weeks' notice by text.", False),
        ("You pay for the hours that we have drawn, and we both agree to end this contract.", False),
        ("You can cancel the booking at any time.", False),
        ("We may end this contract whenever we like.", False),
        ("NOTICE OF TERMINATION TO BE GIVEN BY EMPLOYEE\n• On completion of your probation: six weeks", False),
        ("After your first month you give us two weeks' notice.", False),
        ("The Seller sells to the Buyer the sailing boat described below and hands it over in Leeds.", False),
        ("The Seller sells the lamps that the Buyer orders from time to time.", True),
        ("If you do not pay, we may end this contract.", True),
        ("You can stop the newsletter in the settings.", True),
    ],
)
def test_no_end_is_asked_for_where_someone_may_stop_in_plain_words(text, asked):
    assert ("end-missing" in flags_of(f"We draw the plans and you pay for them.\n\n{text}")) is asked


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("The Mason shall complete the Work by May 2, 2027.", False),
        ("The Mason shall finish all of the works on or before 2 May 2027.", False),
        ("This contract ends with complete performance of the mutual obligations, without notice.", False),
        ("The Mason shall complete each order by the day that it states.", True),
    ],
)
def test_no_end_is_asked_for_where_the_work_is_to_be_done_by_a_day(text, asked):
    assert ("end-missing" in flags_of(f"The Mason builds a wall.\n\n{text}")) is asked


EVENT = "The Sponsor pays a month before the Event. The Event is in Leeds. " * 4


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (EVENT, False),
        (EVENT.replace("Event", "Conference"), False),
        (EVENT + "The Sponsor may come to each event and to all future events. " * 2, True),
        ("In the event of a delay, the Sponsor pays less. " * 9, True),
    ],
)
def test_a_contract_for_one_event_needs_no_end(text, asked):
    assert ("end-missing" in flags_of(text)) is asked


def test_nobody_else_can_speak_for_the_speaker_at_one_event():
    for text, asked in ((2 * EVENT, True), (2 * EVENT.replace("Sponsor", "Speaker"), False)):
        assert ("assignment-open" in flags_of(text, "Parties", "Anti-Assignment")) is asked


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("Governing law: that of Norway", None),
        ("* Applicable Law: Ohio", None),
        ("Jurisdiction: Courts of Oslo", "low"),
        ("Deposit: ten crowns", "medium"),
    ],
)
def test_a_law_in_a_field_of_the_cover_page_is_not_missing(text, severity):
    text = f"Cover page\n\n{text}\n\nWe draw the plans and you pay for them within a week.\n"
    document = document_from_text(text.encode(), "contract", 10)
    found = with_fallbacks(document, [Finding("Governing Law", 0, 0, 0, 0, 0.0)], [])
    if severity is None:
        law = document.text[found[0].start : found[0].end]
        assert law in text and flags_of(law, "Governing Law").get("governing-law-missing") is None
    else:
        assert not found
        assert flags_of(text, "Parties", "Governing Law")["governing-law-missing"].severity == severity


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (
            "You may only transfer the Agreement to others with our prior written consent.",
            ["“You” may not assign without consent; no such restriction was found for Harrow Studio LLC."],
        ),
        (
            "We may assign this Agreement at any time. You may not assign this Agreement without our consent.",
            ["Assignment is unrestricted for Harrow Studio LLC but needs consent for “you”."],
        ),
        ("You may not assign this Agreement without consent. We may not assign this Agreement without consent.", []),
    ],
)
def test_who_may_not_assign_is_named_as_the_sentence_does(text, sentences):
    assert [one.replace("..", ".") for one in said("one-sided-assignment", text)] == sentences


def test_a_right_of_each_in_plain_words_is_not_one_sided():
    ours = "We may terminate our engagement with you by giving you at least sixty days' notice."
    yours = "You may end our services at any time by giving us notice."
    assert len(said("one-sided-termination", ours, "Termination For Convenience")) == 1
    assert not said("one-sided-termination", f"{ours} {yours}", "Termination For Convenience")


def test_a_bar_on_soliciting_staff_is_no_non_compete():
    staff = "Buyer will not solicit Vendor's employees, contractors or other dealers for six months after the end."
    assert asserted("Non-Compete", staff) is None and asserted("No-Solicit Of Employees", staff)
    assert asserted("Non-Compete", f"{staff[:-1]}, nor sell competing lamps.")


# What a flag says ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "capped",
    [
        "our entire liability for all claims is limited to the fees that you paid",
        "we are liable for no more than the fees that you paid",
        "your total liability is limited to $500",
    ],
)
def test_what_is_excepted_from_a_cap_ends_where_the_cap_begins(capped):
    text = f"Except for damages payable under our indemnification obligations, {capped}."
    uncapped = flags_of(text, "Uncapped Liability")["uncapped-liability"].why
    assert "“damages payable under our indemnification obligations”." in uncapped


def test_who_changes_prices_is_called_by_name_and_not_by_two_pronouns():
    text = "We may change the prices for a service after the minimum period."
    assert said("open-price-increase", text) == [
        "Harrow Studio LLC may change its prices, and the sentence sets no limit."
    ]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("The dealer sells in this territory: [To be specified when the dealer accepts]", 1),
        ("No discount may exceed [X]% of the price. The dealer reaches sales of [Amount] in each quarter.", 2),
        ("Disputes are settled under the [Arbitration Rules] in the place named here.\n\nOhio law governs.", 1),
        ("This Agreement is governed by the laws of [Jurisdiction] alone.", 1),
        ("Client: ____________\n\nWe draw the plans and you pay for them within a week.", 1),
        ("between\n\nClient (to be inserted)\n\nand Harrow Studio LLC, who draws the plans.", 1),
        ("See our [Project Terms](https://harrow.example/terms) for the rules of each project.", 0),
        ("The fees of Section 4.2 [Hosting Fees] are paid in advance for each quarter.", 0),
        ("We draw the plans and you pay for them within a week.\n\nName: ____________\n\nTitle: ________", 0),
    ],
)
def test_brackets_and_fields_that_are_still_to_be_filled_in_are_blanks(text, number):
    assert len(blanks(document_from_text(text.encode(), "contract", 10))) == number


def test_a_blank_field_of_the_cover_page_is_quoted_itself():
    flag = flags_of("Client: ____________\n\nWe draw the plans and you pay for them within a week.")["blanks"]
    assert flag.quotes[0].text.startswith("Client: ___")


def test_advice_that_another_sentence_on_soliciting_follows_is_not_given():
    advice, first = "Limit it to twelve months.", "While we work for you, you will not solicit or hire our staff."
    later = "Also, for the first year after we stop, you will not solicit our staff."
    assert remaining_advice(advice, "No-Solicit Of Employees", first, f"{first} {later}") is None
    assert remaining_advice(advice, "No-Solicit Of Employees", first, f"{first} We pay for one year.") == advice


def test_who_may_verify_compliance_has_an_audit_right_and_who_proves_it_with_certificates_gives_none():
    verifies = (
        "Buyer is entitled to verify, during normal business hours, compliance with the rules on data protection."
    )
    proves = "Vendor may also demonstrate compliance by providing certificates or an audit of its own choice."
    assert asserted("Audit Rights", verifies) and asserted("Audit Rights", proves) is None
    flag = flags_of(f"{verifies} Audits are announced in advance.", "Audit Rights", parties=NAMED)["audit-rights"]
    assert "business hours" not in (flag.suggestion or "")


# Found in further contracts of the kind ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "These terms shall apply to sales of Goods by the Seller. " + "Goods are sent on the day of delivery. " * 6,
        "Terms and conditions of purchase\n\n" + "The goods are taken on the day of delivery, if they are whole. " * 6,
    ],
)
def test_terms_of_sales_and_purchases_need_no_end(text):
    assert "end-missing" not in flags_of(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("The fee is $[X] for each of the agents that Harrow delivers to the client.", 1),
        ("- [X] weekly reports on the agents that Harrow delivers to the client", 0),
        ("The client pays by [X] card or by [ ] cheque within a week of each invoice.", 0),
    ],
)
def test_a_cross_in_a_box_is_no_blank(text, number):
    assert len(blanks(document_from_text(text.encode(), "contract", 10))) == number


def test_a_right_to_end_the_contract_without_providing_a_reason_is_one_at_will():
    text = (
        "The Vendor may terminate the Agreement at any time without providing a reason. The notice period is a month."
    )
    barred = "Neither Party may terminate the Agreement except in the cases stated in this Section."
    excluded = "The Parties exclude the right of either Party to terminate this Agreement."
    flag = flags_of(f"{text} {barred} {excluded}", "Termination For Convenience", parties=NAMED)
    assert "Either party" not in str(flag)
    assert (
        "may terminate for convenience"
        in (flag.get("one-sided-termination") or flag["termination-for-convenience"]).why
    )


@pytest.mark.parametrize(
    ("text", "total"),
    [
        (
            "In no event shall Vendor be liable for any damages whatsoever (including damages for loss of profits) "
            "arising out of the use or inability to use the program.",
            True,
        ),
        ("Vendor shall not be liable for any loss that may arise out of its suspension of the services.", False),
        ("Vendor shall not be liable for any loss arising from any alleged defect in a picture.", False),
    ],
)
def test_all_damages_with_examples_are_all_and_those_of_one_event_are_not(text, total):
    assert ("total-exclusion" in flags_of(text, "Cap On Liability", parties=NAMED)) is total


def test_what_the_law_keeps_from_being_excluded_goes_without_saying():
    text = (
        "Each party's liability will not exceed $9,000.\nNothing in this Agreement will limit either party's liability "
        "for:\n(a) any matter which by law may not be excluded or limited;\n(b) in the case of Buyer, for breach of "
        "Section 2(c)\n\n7. Notices are in writing."
    )
    uncapped = flags_of(text, "Cap On Liability", parties=NAMED)["uncapped-liability"].why
    assert uncapped.startswith("The cap does not apply to “breach of Section 2(c)”.")


def test_an_exception_that_does_not_apply_is_no_non_compete_and_no_party_may_is_one():
    exception = "Buyer shall give notice and the exception will not apply if Vendor is prepared to carry out the work."
    assert asserted("Non-Compete", exception) is None
    assert asserted(
        "Non-Compete", "For five years no party, nor any of its affiliates, will carry on a business in wool."
    )


def test_commissions_are_called_so_and_are_no_prices():
    cap = "Vendor's total liability will not exceed the commissions paid to you during the three month period before."
    assert "3 months' commissions" in flags_of(cap, "Cap On Liability", parties=NAMED)["low-cap"].why
    assert not said("open-price-increase", "Vendor may change commission rates at any time.", parties=NAMED)
    starting = "Vendor's total liability after commissioning will not exceed the sums paid in three months."
    assert "3 months' fees" in flags_of(starting, "Cap On Liability", parties=NAMED)["low-cap"].why


def test_a_restraint_while_the_work_is_done_ends_with_it():
    text = "During the period that it is to be providing services, Vendor will not solicit Buyer's staff."
    assert remaining_advice("Limit it to twelve months.", "No-Solicit Of Employees", text) is None
    after = f"{text[:-1]} or for two years after it."
    assert remaining_advice("Limit it to twelve months.", "No-Solicit Of Employees", after)


def test_the_enforcement_of_an_award_is_not_contested_and_a_web_site_is_no_premises():
    award = "The Parties agree not to contest the enforcement of the arbitration award in any jurisdiction."
    assert asserted("Covenant Not To Sue", award) is None
    site = "Vendor reserves the right to review and audit Buyer's Web site from time to time."
    assert "premises" not in flags_of(site, "Audit Rights", parties=NAMED)["audit-rights"].why


def test_someone_who_may_be_the_other_party_may_leave_too():
    ours = "We may terminate our engagement with you by giving you at least sixty days' notice."
    yours = "You may end our services at any time by giving us notice."
    unknown = [party("Harrow Studio LLC", "we", "us"), party("____", "Client")]
    assert not said("one-sided-termination", f"{ours} {yours}", "Termination For Convenience", parties=unknown)
    assert said("one-sided-termination", ours, "Termination For Convenience", parties=unknown)
    flag = flags_of(f"{ours} {yours}", "Termination For Convenience", parties=unknown)["termination-for-convenience"]
    assert flag.why.startswith("There is a right") and yours in [quote.text for quote in flag.quotes]
    held = summarize(case_of(f"{ours} {yours}", "Termination For Convenience").clauses, f"{ours} {yours}")
    assert held.termination_for_convenience and held.termination_for_convenience.party is None
    vendors = "Vendor may terminate this Agreement without cause on thirty days' notice."
    left = f"{vendors} If Buyer voluntarily terminates this Agreement, it keeps its shares."
    assert not said("one-sided-termination", left, "Termination For Convenience", parties=NAMED)


# Contractions, and what has no legal word for it ----------------------------------------------------------------------

DESIGNER = [party("Ada Moss", "Designer"), party("Quillmark Foods LLC", "Client")]
OPENING = "This contract is between Ada Moss (“Designer”) and Quillmark Foods LLC (“Client”).\n\n"


@pytest.mark.parametrize(
    ("category", "text"),
    [
        ("Non-Compete", "The Designer won’t work for a competitor of the Client until this contract ends."),
        ("Termination For Convenience", "Either party may end this contract for any reason by sending a letter."),
        ("Ip Ownership Assignment", "This means that Ada is giving the Client all of her rights in the works."),
        ("Liquidated Damages", "Whoever cancels in May pays a cancellation fee of 30% of the price."),
        ("Irrevocable Or Perpetual License", "We’ll license the logo to the Client, exclusively and forever."),
    ],
)
def test_what_plain_words_say_is_found_and_asserted(category, text):
    document = document_from_text(f"{OPENING}{text}\n".encode(), "contract", 10)
    (found,) = with_fallbacks(document, [Finding(category, 0, 0, 0, 0, 0.0)], [])
    assert document.text[found.start : found.end] == text
    assert asserted(category, text)


def test_who_cannot_assign_is_bound_and_who_may_is_not():
    bound = "The Designer cannot assign its rights under this contract without the Client's written permission."
    free = "The Client may assign its rights under this contract."
    (hit,) = said("one-sided-assignment", f"{OPENING}{bound} {free}", parties=DESIGNER)
    assert hit.startswith("Assignment is unrestricted for the Client but needs consent for Designer")


def test_of_several_parties_those_of_whom_it_is_said_who_may_assign_are_compared():
    several = [*DESIGNER, party("Birch Print Inc.", "Printer"), party("Cedar Cards Inc.", "Publisher")]
    bound = "This contract is personal to the Designer. She may not assign it without the Client's permission."
    free = "The Client may assign this contract to a company that takes over its business."
    (hit,) = said("one-sided-assignment", f"{OPENING}{bound} {free}", parties=several)
    assert hit.startswith("Designer may not assign without consent") and hit.endswith(
        "the Client may in the case quoted."
    )
    assert not said("one-sided-assignment", f"{OPENING}{bound}", parties=several)


def test_a_cap_by_the_price_is_one_and_staff_that_nobody_can_hire_is_barred():
    text = "The Designer's liability is limited only to the price agreed for the drawings."
    held = case_of(text, "Cap On Liability", DESIGNER).summary
    assert held.liability_cap and held.liability_cap.value == Fees(period=None, multiple=1.0)
    assert asserted("No-Solicit Of Employees", "The Designer can't hire the Client's employees.")


def test_an_exclusive_license_forever_is_no_exclusivity_and_who_engages_in_no_business_does_not_compete():
    assert asserted("Exclusivity", "We’ll license the logo to you, exclusively and forever.") is None
    assert asserted("Exclusivity", "We’ll license the logo to you, exclusively and for two years.")
    assert asserted("Non-Compete", "The Agent will engage in no trade that competes with Vendor's.")


@pytest.mark.parametrize(
    ("text", "says", "quoted"),
    [
        (
            "9. Validity and governing law\n\nIf a part is void, the rest holds. It is read in accordance with law.",
            "The clause on the governing law names no law. ",
            "It is read in accordance with law.",
        ),
        (
            "Only the courts of Leeds have jurisdiction.",
            "No governing-law clause was found; the quoted passage names only the courts. ",
            "Only the courts of Leeds have jurisdiction.",
        ),
        ("Buyer obeys the laws.", "No governing-law clause was found. ", None),
    ],
)
def test_a_clause_that_names_no_law_or_only_the_courts_is_said_to_do_so(text, says, quoted):
    flag = flags_of(f"{OPENING}{text}\n", "Parties", "Governing Law")["governing-law-missing"]
    assert flag.why.startswith(says) and [one.text for one in flag.quotes] == ([quoted] if quoted else [])


def test_a_line_for_a_signature_and_its_date_is_no_blank_field():
    assert "blanks" in flags_of("Client: ____________\n\nWe draw the plans and you pay for them within a week.")
    assert "blanks" not in flags_of("We draw the plans.\n\nClient: ____________   Date: ________\n")


def test_either_of_us_can_stop_is_a_right_of_both():
    flag = flags_of("Either of us can stop with two weeks' notice by text.", "Termination For Convenience")
    assert flag["termination-for-convenience"].why.startswith("Either party may terminate for convenience.")
    assert "end-missing" not in flag


def test_what_no_partner_shall_do_binds_every_partner():
    lead = "For a year after the departure, no Partner shall:"
    assert asserted("Non-Compete", f"{lead}\n- Directly or indirectly engage in a business that competes with the mill")
    assert asserted("Non-Compete", f"{lead}\n- Solicit or attempt to hire employees of the mill") is None
    assert asserted("Non-Compete", f"{lead}\n- Solicit users, donors or partners of the mill") is None
    assert asserted("Non-Compete", "In no event shall Vendor engage a carrier at its own cost.") is None


def test_advice_to_more_than_two_parties_speaks_of_any_of_them():
    three = [*NAMED, party("Brook Mills Ltd", "Agent")]
    assert (
        "let either party assign" in flags_of("Vendor sells wool.", "Parties", "Anti-Assignment")["assignment-open"].why
    )
    flag = flags_of("Vendor sells wool.", "Parties", "Anti-Assignment", parties=three)["assignment-open"]
    assert "let any party assign" in flag.why and "either" not in flag.why


def test_work_that_is_paid_for_on_termination_is_paid_at_the_end():
    paid = "Upon termination:\n- Vendor hands over the files\n- Buyer pays for all work completed to date"
    assert PAID_AT_THE_END.search(paid)
    assert not PAID_AT_THE_END.search("Buyer pays for all work completed in a month. Upon termination, it ends.")


def test_a_bar_on_soliciting_customers_is_not_quoted_for_staff():
    case = case_of(
        "For a year Vendor shall not:\n- Solicit business from clients of the mill", "No-Solicit Of Employees"
    )
    (rule,) = (one for one in default_playbook().rules if one.id == "no-solicit-of-employees")
    staff = case.clauses[0].model_copy(update={"id": 1, "text": "Vendor shall not hire employees of Buyer."})
    assert worth_a_flag(rule, [*case.clauses, staff], case) == [staff]
    assert worth_a_flag(rule, case.clauses, case) == list(case.clauses)
