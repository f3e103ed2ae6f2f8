"""What a lawyer objected to in the flags of contracts, each on an invented sentence of the kind."""

from __future__ import annotations

import pytest

from chunking.pipeline import document_from_text
from model.playbook.advice import left_of
from model.playbook.checks import CHECKS, Case, excludes_all
from model.playbook.cross_references import dead_references
from model.playbook.flags import raise_flags
from model.playbook.holders import Sides
from model.playbook.labels import label
from model.playbook.playbook_file import default_playbook
from model.playbook.polarity import asserted
from model.playbook.quotes import Span, quoted
from model.playbook.statements import outlasts, statement
from model.playbook.undefined_terms import undefined_terms
from model.schema import (
    Absent,
    Clause,
    Dependence,
    Exclusivity,
    LiabilityCap,
    LiabilityTerm,
    Money,
    Notice,
    Party,
    Renewal,
    Right,
)
from model.summary.preamble import signed_names
from model.summary.summary import summarise

PARTIES = [
    Party(name="Harrow Systems, Inc.", defined_as=["VENDOR"], clause=0, score=0.9),
    Party(name="Quillmark LLC", defined_as=["Adviser"], clause=0, score=0.9),
]


def case_of(category: str, text: str, **summary) -> Case:
    document = document_from_text(text.encode(), "contract", 10)
    place = {"pages": [1], "boxes": [], "heading": [], "segments": [0], "score": 0.9, "found": True}
    clause = Clause(id=0, category=category, text=document.text, interval=[0, len(document.text)], **place)
    held = summarise([], "").model_copy(update={"parties": PARTIES, **summary})
    return Case(document, held, [clause], Sides(PARTIES))


def flags_of(category: str, text: str, **summary):
    case = case_of(category, text, **summary)
    return {flag.rule: flag for flag in raise_flags(default_playbook(), case, case.clauses, [])}


@pytest.mark.parametrize(
    ("category", "text", "says"),
    [
        ("Exclusivity", "This Agreement is not an exclusive supply agreement, except for spare parts.", False),
        ("Exclusivity", "Vendor may use the data for the exclusive purpose of performing its duties.", False),
        ("Exclusivity", "Sponsor has the exclusive use of the rear panel of the boat.", False),
        ("Exclusivity", "Vendor grants an exclusive license in Ohio.", True),
        ("Uncapped Liability", "EXCEPT UNDER SECTION 9, NO PARTY IS LIABLE FOR INDIRECT DAMAGES.", False),
        (
            "Uncapped Liability",
            "Except under Section 9, liability for direct or special loss shall not exceed $5.",
            True,
        ),
        (
            "Termination For Convenience",
            "Termination for Cause. At its option Vendor may terminate on a breach.",
            False,
        ),
        ("Termination For Convenience", "Vendor may terminate at any time if Buyer fails to pay.", False),
        ("Termination For Convenience", "Vendor may terminate for any or no reason, or for breach.", True),
        ("Ip Ownership Assignment", "Vendor shall own all rights to its engine and its improvements.", False),
        ("Ip Ownership Assignment", "Each party hereby assigns its rights in the work to Buyer.", True),
        ("Ip Ownership Assignment", "Each party hereby assigns to the other an undivided share of the patent.", False),
        (
            "Ip Ownership Assignment",
            "On termination Vendor shall transfer title and deliver the works to Buyer.",
            False,
        ),
        ("Irrevocable Or Perpetual License", "The parties shall negotiate a perpetual license in good faith.", False),
        ("Irrevocable Or Perpetual License", "Vendor grants Buyer a perpetual license.", True),
        (
            "Most Favored Nation",
            "Royalties on sales to an affiliate that pays less than others are computed on a deemed sales price.",
            False,
        ),
        ("Most Favored Nation", "Vendor shall charge Buyer no more than the lowest price it gives anyone.", True),
        ("Liquidated Damages", "Buyer will pay to Vendor when due a fee for each of the services.", False),
        ("Liquidated Damages", "If Buyer terminates, the fee for the performance of the services is reduced.", False),
        ("Liquidated Damages", "If Buyer terminates early, it shall pay Vendor $5,000.", True),
        (
            "Non-Compete",
            "Competition in Ohio is free, but Vendor will not grant to any other party such rights.",
            False,
        ),
        ("Non-Compete", "Vendor will not sell competing products in Ohio.", True),
        ("Minimum Commitment", "Each visit is subject to a minimum total charge of $200.", False),
        ("Minimum Commitment", "Buyer shall pay a minimum monthly charge of $200.", True),
        ("Audit Rights", "Vendor shall maintain complete books and records for five years.", False),
        ("Audit Rights", "Vendor's books and records shall be open to inspection.", True),
        ("Non-Compete", "Buyer shall not disclose the code to agents who develop competing goods.", False),
        ("Non-Compete", "After the term Vendor will not:\n(a) own any Competitor; or\n(b) advise one.", True),
        ("Rofr/Rofo/Rofn", "The option may be exercised until the fifth anniversary.", False),
        ("Rofr/Rofo/Rofn", "Buyer has a right of first refusal for five years.", True),
        ("Minimum Commitment", "Vendor pays a fee of a minimum of 10% to a maximum of 20% of its revenue.", False),
        ("Minimum Commitment", "If less than the total minimum of the Securities is sold, it shall end.", False),
        ("Minimum Commitment", "Buyer shall order a minimum of 60% of its requirements from Vendor.", True),
        ("Ip Ownership Assignment", "What is invented solely by Vendor shall be the sole property of Vendor.", False),
        ("Ip Ownership Assignment", "What is invented solely by Vendor shall be the sole property of Buyer.", True),
        ("Non-Compete", "Buyer reserves the right to sell goods in competition with Vendor's at any time.", False),
        ("Exclusivity", "Under no circumstances shall Buyer enter into an exclusive sales contract.", False),
        ("Audit Rights", "Vendor may inspect the medical records of the patients.", False),
        ("Audit Rights", "The certificates for the shares shall be available to the agent for inspection.", False),
        ("Change Of Control", "If Buyer gives such a notice of termination, then:", False),
        ("Change Of Control", "Buyer may, while not acting unreasonably, terminate on a change of control.", True),
        ("Irrevocable Or Perpetual License", "Vendor has the right to continue to use the marks for a year.", False),
        ("Irrevocable Or Perpetual License", "The license shall continue in force after termination.", True),
    ],
)
def test_words_that_only_look_like_a_category_are_told_from_those_that_say_it(category, text, says):
    assert bool(asserted(category, text)) is says


def test_an_exception_to_a_cap_needs_a_cap_and_is_told_from_liability_without_one():
    exempt = "Such limits shall not apply to a breach of confidence."
    assert "uncapped-liability" not in flags_of("Uncapped Liability", exempt)
    capped = "Except for a breach of confidence, liability under this Agreement shall not exceed the fees."
    assert flags_of("Uncapped Liability", capped)["uncapped-liability"].why.startswith(
        "This is an exception to the cap"
    )
    without = "Vendor's liability for a breach of confidence is unlimited."
    assert flags_of("Uncapped Liability", without)["uncapped-liability"].why.startswith("Liability is unlimited here")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("On a merger of Buyer, Vendor may terminate this Agreement.", "gives a right to end the contract"),
        ("A change of control is deemed an assignment.", "can require the other party's consent"),
        ("If services end after a change of control, Vendor receives a fee.", "can make a payment due"),
        ("Buyer shall give notice of a change of control.", "requires notice of a change of control"),
        ("On a merger Vendor has the right (but not the duty) to terminate on 60 days' notice.", "right to end"),
        ("On a merger of Buyer, Vendor has the option of immediate termination.", "right to end the contract"),
        ("The buyer in a merger need give notice only, and shall not be required to seek consent.", "requires notice"),
    ],
)
def test_a_change_of_control_is_told_by_what_it_does(text, said):
    assert said in (statement("Change Of Control", [text], Sides([]), text) or "")


@pytest.mark.parametrize(
    ("advice", "clause", "left"),
    [
        ("Ask for notice. Ask for money.", "It may end on thirty days' notice.", "Ask for money."),
        ("Limit it to business hours. Limit it to once a year.", "During business hours, once each year.", None),
        ("Let it end on an uncured breach.", "Except on termination for breach, it is perpetual.", None),
        ("Let it end on an uncured breach.", "The license is perpetual.", "Let it end on an uncured breach."),
        ("Limit it to twelve months.", "For one year after the termination date neither may hire.", None),
        ("Limit it to a territory. Give it an end date.", "During the Term and in the Territory.", None),
        ("Carve out general advertising.", "Persons who answered a published advertisement may be hired.", None),
    ],
)
def test_no_advice_is_given_that_the_clause_follows_already(advice, clause, left):
    assert left_of(advice, "Audit Rights", clause) == left


def test_advice_is_given_only_where_the_clause_has_what_it_is_about():
    challenge = "Make a challenge a ground to terminate the license rather than a breach."
    assert left_of(challenge, "Covenant Not To Sue", "Vendor shall not contest the title to the work.") is None
    assert left_of(challenge, "Covenant Not To Sue", "Vendor shall not contest the licensed marks.") == challenge


def test_a_candidate_that_names_no_amount_is_not_offered_as_a_cap():
    document = document_from_text(
        b"No third person has any claim or liability in excess of those under the law.", "c", 10
    )
    case = case_of("Cap On Liability", document.text)
    text = (
        "If Vendor's liabilities exceed its assets, Buyer may terminate. No third person has a liability in excess of "
    )
    text += "those under the law. Vendor renders services for fees. "
    without = case_of("Parties", text + "Vendor renders services for fees. " * 20)
    (flag,) = [
        flag
        for flag in raise_flags(
            default_playbook(),
            without._replace(clauses=[]),
            [case.clauses[0].model_copy(update={"found": False})],
            [Absent(category="Cap On Liability", best_score=0.3, candidate=0)],
        )
        if flag.rule == "liability-cap-missing"
    ]
    assert flag.severity == "high" and flag.why.startswith("No cap on liability was found.") and not flag.quotes


def test_a_restraint_that_outlasts_the_contract_says_so():
    text = "For twelve months after termination Adviser shall not engage in a competing business."
    assert outlasts("Non-Compete", text) and not outlasts("Non-Compete", "During the term it shall not compete.")
    assert "even after the contract has ended" in flags_of("Non-Compete", text)["non-compete"].why


@pytest.mark.parametrize(
    "law",
    [
        "DFAR Section 227.7202 and FAR Section 12.212",
        "Section 409A of the Code",
        "Section 16 of the Securities Exchange Act",
    ],
)
def test_a_section_of_a_law_is_no_cross_reference(as_text, law):
    sections = "\n\n".join(f"{n}. HEADING\n\n{n}.1 It says this.\n\n{n}.2 It says that." for n in range(1, 9))
    assert not dead_references(as_text(f"{sections}\n\n8.3 It is licensed under {law}, as the case may be."))
    assert dead_references(as_text(f"{sections}\n\n8.3 It is licensed under Section 12.212, as the case may be.")) == []
    assert dead_references(as_text(f"{sections}\n\n8.3 It is licensed under Section 6.4, as the case may be."))


def test_an_exclusion_for_one_use_is_not_one_of_all_liability():
    term = {"clause": 0, "score": 0.9, "kind": "exclusion", "total": True}
    assert not excludes_all(
        LiabilityTerm(text="Vendor is not liable for any claims arising out of Buyer's unauthorised use.", **term)
    )
    assert excludes_all(LiabilityTerm(text="Vendor has no liability whatsoever under this Agreement.", **term))


def test_the_name_of_a_technology_or_of_a_department_is_no_undefined_term():
    terms = " ".join(f"“{word}” means it." for word in ("Alpha", "Beta", "Gamma", "Delta", "Kappa", "Sigma"))
    assert not undefined_terms(terms + 3 * " It uses the Picker technology and the Garden or Books department here.")
    assert undefined_terms(terms + 3 * " It uses the Picker here.")


def test_redactions_in_letters_count_and_the_legend_does_not():
    text = 'Passages marked "[***]" are left out. It pays XXXXXXXX for [***] units.'
    (hit,) = CHECKS["redactions"](case_of("Parties", text))
    assert hit.said == "2 passages are redacted here."


@pytest.mark.parametrize(("end", "count"), [("each year.", 1), ("each year unless a party gives notice.", 0)])
def test_a_renewal_that_nothing_is_said_to_stop(end, count):
    text = f"This Agreement shall automatically renew {end}"
    renewal = Renewal(text=text, value="P1Y", clause=0, score=0.9, kind="automatic")
    assert len(list(CHECKS["renewal-without-notice"](case_of("Renewal Term", text, renewal_term=renewal)))) == count


def test_a_contract_for_services_by_its_words_is_missing_its_cap_whatever_its_name():
    assert "liability-cap-missing" in flags_of("Parties", "Vendor renders services for fees. " * 20)
    assert "liability-cap-missing" not in flags_of("Parties", "The parties file jointly. " * 20)


def test_names_read_as_they_do_inside_a_sentence():
    text = "The Adviser shall indemnify VENDOR from all claims. The Adviser is paid by VENDOR."
    assert flags_of("Parties", text)["one-sided-indemnity"].why.startswith(
        "The Adviser indemnifies Vendor; no indemnity by Vendor was found."
    )
    assert Sides(PARTIES).in_text("NPC", "NPC pays.") == "NPC"


DEFINED = " ".join(f"“{word}” means it." for word in ("Alpha", "Beta", "Gamma", "Delta", "Kappa", "Sigma"))


@pytest.mark.parametrize(
    "text",
    [
        "It is paid by the Harrow Group here. These businesses are together called the Harrow Group. ",
        "It is sent to the office at 12 Avenue of the Stars in town. ",
        "It follows the Privacy Principles here. EXHIBIT P - Privacy Principles ",
        "It is quoted on the Nasdaq Global Market here. ",
        "It uses the Licensed Assets here. Capitalized terms not defined have the meaning given to them in Asset "
        "Purchase Agreement. ",
    ],
)
def test_names_and_terms_that_are_defined_without_quotation_marks_are_not_undefined(text):
    assert not undefined_terms(DEFINED + 3 * f" {text}")


def test_what_is_quoted_of_redactions_says_what_was_redacted():
    text = "[***] [***]\n\nThe royalty on net sales of the product is [***].\n\n***** Confidential treatment"
    (hit,) = CHECKS["redactions"](case_of("Parties", text))
    quotes = flags_of("Parties", text)["redactions"].quotes
    assert hit.said == "3 passages are redacted here." and quotes[0].text.startswith("The royalty")


def test_a_rule_on_assignment_quotes_what_the_contract_says_of_successors():
    text = "Vendor is paid in June. This Agreement is binding upon the parties and their successors and assigns."
    flag = flags_of("Parties", text)["assignment-open"]
    assert flag.severity == "medium" and flag.quotes[0].text.startswith("This Agreement is binding")
    assert not flags_of("Parties", "Vendor is paid in June.")["assignment-open"].quotes


def test_no_end_is_missed_where_a_party_can_end_the_contract_on_notice():
    text = "Either party may terminate this Agreement for convenience on thirty days' notice."
    right = Right(text=text, value="yes", clause=0, score=0.9)
    assert "end-missing" not in flags_of("Termination For Convenience", text, termination_for_convenience=right)
    assert "end-missing" in flags_of("Parties", "Vendor is paid in June.")


def test_a_right_of_first_refusal_is_flagged():
    text = "Buyer has a right of first refusal on any sale of the business."
    assert flags_of("Rofr/Rofo/Rofn", text)["right-of-first-refusal"].severity == "medium"


def test_an_article_belongs_to_a_party_only_where_the_party_is_meant():
    sides = Sides([Party(name="Harrow, Inc.", defined_as=["Harrow"], clause=0, score=0.9)])
    assert sides.in_text("Harrow", "the Harrow Group and the Harrow Assets; Harrow pays.") == "Harrow"
    assert sides.in_text("Harrow", "the Harrow pays.") == "the Harrow"


def test_who_owns_the_rights_that_may_not_be_assigned_is_bound():
    text = (
        "The rights and obligations of VENDOR under this Agreement may not be assigned without the consent of Adviser."
    )
    assert flags_of("Parties", text)["one-sided-assignment"].why.startswith("Vendor may not assign without consent")


def test_a_date_is_quoted_with_its_sentence():
    document = document_from_text(b"This Agreement is dated as of April __, 2005 by the parties.", "c", 10)
    begin = document.text.index("April")
    (quote,) = quoted(document, [Span(begin, begin + len("April __, 2005"), 0)])
    assert quote.text == document.text


def whole(*paragraphs: str) -> Case:
    """A contract of these paragraphs, in which nothing was found."""
    document = document_from_text("\n\n".join(paragraphs).encode(), "contract", 10)
    return Case(document, summarise([], "").model_copy(update={"parties": PARTIES}), [], Sides(PARTIES))


def raised_by(case: Case, *absent: str):
    missing = [Absent(category=one, label=label(one), best_score=0.0) for one in absent]
    return {flag.rule: flag for flag in raise_flags(default_playbook(), case, [], missing)}


def test_an_indemnity_in_capitals_or_by_another_word_is_one_too():
    gives = "Vendor shall indemnify Adviser against all claims of third parties."
    assert list(CHECKS["one-sided-indemnity"](whole(gives)))
    for back in (
        "ADVISER SHALL RELEASE, DEFEND, INDEMNIFY AND HOLD HARMLESS VENDOR.",
        "Adviser will defend Vendor against any third party claim and pay all damages that a court awards.",
    ):
        assert not list(CHECKS["one-sided-indemnity"](whole(gives, back)))
    assert not list(CHECKS["one-sided-indemnity"](whole("Vendor will defend Adviser against third party claims.")))


def test_a_contract_that_says_when_it_may_be_assigned_is_not_called_silent():
    may = "Adviser may transfer or assign to a subsidiary its rights hereunder, provided it gives notice to Vendor."
    assert raised_by(whole("Vendor renders services."), "Anti-Assignment")["assignment-open"].severity == "medium"
    flag = raised_by(whole("Vendor renders services.", may), "Anti-Assignment")["assignment-open"]
    assert flag.severity == "low" and [quote.text for quote in flag.quotes] == [may]


def test_what_is_left_to_general_terms_that_are_not_attached_is_not_said_to_be_missing():
    case = whole(
        "Words with capitals have the meanings given to them on Exhibit B (the “Terms and Conditions”).",
        "EXHIBIT A",
        "Sponsor's benefits are listed here.",
    )
    flags = raised_by(case, "Governing Law")
    assert flags["governing-law-missing"].severity == "low"
    assert "it may stand in Exhibit B, which is not attached" in flags["governing-law-missing"].why
    assert flags["missing-attachments"].severity == "medium"


def test_a_schedule_that_is_headed_with_a_dash_is_attached():
    body = "The prices are set out in Schedule A and the addresses are set out in Schedule B."
    case = whole(body, "SCHEDULE A", "Prices", "SCHEDULE - B", "Addresses")
    assert not list(CHECKS["missing-attachments"](case))
    assert list(CHECKS["missing-attachments"](whole(body, "SCHEDULE A", "Prices")))


def test_an_exclusion_of_all_but_grave_fault_is_quoted_where_no_cap_was_found():
    spared = "Vendor shall not be responsible for any loss of Adviser, except a loss through bad faith."
    flag = raised_by(whole("SERVICES", spared), "Cap On Liability").get("liability-cap-missing")
    assert flag is None or "exclude liability" in flag.why


def test_a_party_that_owes_something_is_not_the_one_that_may_terminate():
    ends = "This Agreement may be terminated at any time without liability by either party in writing by Vendor."
    flags = flags_of("Termination For Convenience", ends)
    assert flags["one-sided-termination"].why.startswith("Vendor may terminate")


def test_an_audit_that_follows_the_whole_advice_leaves_nothing_to_check():
    audit = (
        "Adviser may once a year, on reasonable notice, in business hours and at its own expense, "
        "inspect the books and records of Vendor."
    )
    assert "Check how" not in flags_of("Audit Rights", audit)["audit-rights"].why
    assert "Check how" in flags_of("Audit Rights", "Adviser may inspect the books of Vendor.")["audit-rights"].why


def test_names_over_signatures_that_stand_beside_one_another_are_read():
    text = "It is effective once it is signed by the parties. Harrow Mills, Inc.\tQuillmark LLC\nBy:\tBy:\n"
    assert [text[start:end] for start, end in signed_names(text)] == ["Harrow Mills, Inc.", "Quillmark LLC"]


def test_the_title_of_a_statement_defines_what_it_is_called():
    text = DEFINED + 3 * " It follows the Garden Principles here."
    assert undefined_terms(text)
    assert not undefined_terms(f"{text}\nStatement of Garden Principles\nIt is kept.")


@pytest.mark.parametrize(
    ("category", "text", "says"),
    [
        ("Minimum Commitment", "Goods are delivered with a minimum expiry dating of six months.", False),
        ("Minimum Commitment", "It keeps a minimum of three pictures on the page.", False),
        ("Minimum Commitment", "Vendor shall perform a minimum of ten concerts a year.", True),
        ("Exclusivity", "There are Harrow-exclusive offers and other exclusive offers.", False),
        ("Ip Ownership Assignment", "The data shall be jointly owned by the parties.", False),
        ("Rofr/Rofo/Rofn", "Buyer shall negotiate exclusively with Vendor for ten days.", True),
        ("Covenant Not To Sue", "Buyer shall not:\n(a) sell the mark;\n(b) contest the title of Vendor.", True),
    ],
)
def test_a_word_of_a_category_needs_what_makes_it_one(category, text, says):
    assert bool(asserted(category, text)) is says


def test_force_majeure_excludes_no_liability_as_such():
    term = {"clause": 0, "score": 0.9, "kind": "exclusion", "total": True}
    text = "Vendor has no liability whatsoever under this Agreement by reason of the occurrence of force majeure."
    assert not excludes_all(LiabilityTerm(text=text, **term))


@pytest.mark.parametrize(
    "back",
    [
        "Adviser shall likewise hold Vendor harmless from such claims.",
        "The foregoing indemnity applies mutatis mutandis in favor of Vendor.",
        "ADVISER AGREES TO PROTECT AND SAVE VENDOR HARMLESS FROM ALL CLAIMS.",
    ],
)
def test_an_indemnity_that_is_given_back_in_other_words_is_not_missed(back):
    assert not list(CHECKS["one-sided-indemnity"](whole("Vendor shall indemnify Adviser against all claims.", back)))


def test_a_right_to_do_so_too_is_a_right_to_terminate():
    text = "Vendor may terminate this Agreement at any time on thirty days' notice."
    assert "one-sided-termination" in flags_of("Termination For Convenience", text)
    both = f"{text} Adviser may do so on ninety days' notice."
    assert "one-sided-termination" not in flags_of("Termination For Convenience", both)


@pytest.mark.parametrize(
    ("sentence", "dead"),
    [("Article 21 sets out the remedies.", True), ("As Section 12.3 provides, notices go by mail.", True)],
)
def test_a_reference_at_a_sentences_beginning_is_not_the_section_itself(as_text, sentence, dead):
    sections = "\n\n".join(f"{n}. HEADING. It says this and that." for n in range(1, 9))
    assert bool(dead_references(as_text(f"{sections}\n\n9. MORE. {sentence}"))) is dead
    assert not dead_references(as_text(f"SECTION 11.0 MANUFACTURING\n\n{sections}"))


def test_a_quote_takes_the_items_after_its_colon_and_leaves_out_what_leads_on():
    document = document_from_text(
        b"Buyer may end it by:\n(a) notice; and\n(b) payment.\n\nIt pays, provided that", "c", 10
    )
    (first,) = quoted(document, [Span(0, len("Buyer may end it by:"), 0)])
    assert first.text.endswith("(b) payment.")
    start = document.text.index("It pays")
    (second,) = quoted(document, [(start, len(document.text))])
    assert second.text == "It pays"


def test_a_document_that_depends_on_another_says_so_and_is_held_to_its_own_sections():
    text = "This Agreement shall terminate upon the termination of the Supply Agreement."
    other = Dependence(kind="related", agreement="Supply Agreement", date=None, text=text, pages=[1], interval=[0, 75])
    flag = flags_of("Parties", text, depends_on=other)["other-document"]
    assert flag.why.startswith("This document depends on the Supply Agreement; read the two together.")


def test_what_is_incorporated_from_another_agreement_is_not_called_missing():
    case = whole("Section 12 (Assignment) of the Supply Agreement is incorporated herein by reference.")
    flag = raised_by(case, "Anti-Assignment")["assignment-open"]
    assert flag.severity == "low" and "it may stand in the Supply Agreement" in flag.why


def test_a_right_in_the_next_item_of_a_list_is_found():
    text = "This Agreement may be terminated:\n(a) by Vendor, without cause, on thirty days' notice;"
    assert "one-sided-termination" in flags_of("Termination For Convenience", text)
    text += "\nor (b) by Adviser, without cause, on sixty days' notice."
    assert "one-sided-termination" not in flags_of("Termination For Convenience", text)


def test_a_flag_on_exclusivity_names_whom_it_binds():
    text = "Vendor shall sell the goods exclusively to Adviser."
    exclusive = Exclusivity(text=text, value="yes", clause=0, score=0.9, party="VENDOR")
    flag = flags_of("Exclusivity", text, exclusivity=exclusive)["exclusivity"]
    assert flag.why.startswith("An exclusivity clause binds Vendor.")


def test_what_either_party_may_do_is_said_even_where_one_party_was_found():
    text = "Either party may terminate this Agreement without cause on sixty days' notice."
    flag = flags_of("Termination For Convenience", text, parties=PARTIES[:1])["termination-for-convenience"]
    assert flag.why.startswith("Either party may terminate for convenience.")


def test_the_first_word_of_a_name_is_the_party_where_the_text_uses_it_so():
    parties = [
        Party(name="DRAGON SYSTEMS, INC.", defined_as=["DRAGON SYSTEMS"], clause=0, score=0.9),
        Party(name="Quillmark Media", defined_as=["QM"], clause=0, score=0.9),
    ]
    assert Sides(parties, "Dragon may end it.").subject("Dragon may end it.", 7) == "DRAGON SYSTEMS"
    assert Sides(parties, "No dragon may end it.").subject("Dragon may end it.", 7) is None


def test_a_cap_for_one_kind_of_defect_makes_no_one_sided_cap():
    text = "Vendor's aggregate liability {} shall not exceed $9,000."
    for about, raised in (("under this paragraph", False), ("under this Agreement", True)):
        said = text.format(about)
        cap = LiabilityCap(
            text=said, clause=0, score=0.9, value=Money(amount="USD 9000"), other=[], bound=None, party="VENDOR"
        )
        assert ("one-sided-cap" in flags_of("Cap On Liability", said, liability_cap=cap)) is raised


@pytest.mark.parametrize(
    ("category", "text", "says"),
    [
        ("Most Favored Nation", "Vendor promotes the Goods no less favorably than it promotes its own.", False),
        ("Most Favored Nation", "Terms for an update shall be no less favourable than those for the Good.", False),
        ("Most Favored Nation", "Vendor's price shall be no less favorable than that given to another buyer.", True),
        ("Most Favored Nation", "The price shall be equal to the lowest price of Vendor.", True),
        ("Minimum Commitment", "You must have a minimum of $9,000 in available working capital at the opening.", False),
        ("Minimum Commitment", "Buyer shall place purchase orders meeting the Minimum Order Requirements.", False),
        ("Minimum Commitment", "Buyer shall purchase a minimum of 400 units a year.", True),
        ("Ip Ownership Assignment", "You will assign to us all right, title and interest in your lease.", False),
        ("Ip Ownership Assignment", "You assign to us all right and title in your telephone numbers.", False),
        ("Ip Ownership Assignment", "All goodwill in the Brand shall inure solely to the benefit of Vendor.", False),
        ("Ip Ownership Assignment", "Vendor assigns to Buyer all right and title in the software.", True),
    ],
)
def test_what_only_looks_like_such_a_clause_is_none(category, text, says):
    assert bool(asserted(category, text)) is says


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


def test_a_notice_of_an_assignment_is_no_notice_of_a_change_of_control():
    text = "Buyer may assign its rights to the buyer of its shares on prior written notice."
    assert statement("Change Of Control", [text], Sides([]), text) is None


def test_an_item_of_a_list_goes_on_from_the_words_that_open_it():
    opening = "(b) Vendor may terminate this Agreement:\n(1) upon a breach.\n"
    item = "(2) Upon thirty days' prior written notice if Adviser enters into a merger with another entity."
    case = case_of("Change Of Control", opening + item)
    begin = case.document.text.index("(2)")
    clause = case.clauses[0].model_copy(
        update={"text": case.document.text[begin:], "interval": [begin, len(case.document.text)]}
    )
    case = case._replace(clauses=[clause])
    flags = {flag.rule: flag for flag in raise_flags(default_playbook(), case, [clause], [])}
    assert flags["change-of-control"].why.startswith("Vendor may end the contract on a change of control.")


@pytest.mark.parametrize(("notice", "raised"), [("P3M", False), ("P90D", False), ("P4M", True)])
def test_three_months_are_ninety_days(notice, raised):
    text = "It renews unless either party gives notice."
    said = Notice(text=text, value=notice, clause=0, score=0.9, purpose="against_renewal")
    assert ("long-notice" in flags_of("Renewal Term", text, renewal_notice=said)) is raised


def test_a_term_that_takes_its_meaning_from_elsewhere_is_defined():
    terms = " ".join(f"“Word{letter}” means this." for letter in "abcdefgh")
    used = "It pays, and each Kindred Body pays, and any Kindred Body sells, as every Kindred Body does. "
    assert [one.term for one in undefined_terms(f"{terms} {used}")] == ["Kindred Body"]
    meant = "In this clause the term Kindred Body has the meaning given in section 12."
    assert not undefined_terms(f"{terms} {used} {meant}")


def test_a_bar_on_hiring_is_said_beside_one_on_soliciting():
    text = "Vendor shall not solicit or hire any employee of Adviser."
    said = statement("No-Solicit Of Employees", [text], Sides(PARTIES), text)
    assert said == "Vendor may not solicit or hire Adviser's employees."
    passive = "No employee may be solicited, nor may anyone hire one."
    said = statement("No-Solicit Of Employees", [passive], Sides([]), passive)
    assert said == "There is a no-solicit and no-hire covenant."


@pytest.mark.parametrize(
    ("advice", "text"),
    [
        ("Limit audits to once a year.", "Audits take place not more often than annually."),
        ("Limit audits to once a year.", "Vendor is limited to one audit in any calendar year."),
        ("Have the auditing party bear the cost.", "The auditor's fees shall be borne by Vendor."),
        ("Give it an end date.", "Vendor has the exclusive right during the First Sales Period."),
    ],
)
def test_advice_that_the_clause_follows_already_is_not_given(advice, text):
    assert left_of(advice, "Audit Rights", text) is None
