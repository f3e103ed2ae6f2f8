"""What the built-in playbook flags in invented contracts, and what it does not flag."""

from __future__ import annotations

import pytest

from chunking.pipeline import document_from_text
from model.playbook.case import Case
from model.playbook.categories import label
from model.playbook.clause_meaning.clause_statements import outlasts
from model.playbook.document_checks.contract_checks import CHECKS
from model.playbook.flags.missing_clauses import missing_hit
from model.playbook.flags.rule_context import RuleContext
from model.playbook.flags.rule_flags import raise_flags
from model.playbook.playbook_format import default_playbook
from model.schema import (
    Absent,
    Clause,
    Dependence,
    DocumentType,
    Ending,
    LiabilityCap,
    LiabilityTerm,
    Money,
    Notice,
    Party,
    Renewal,
    Right,
    Value,
)
from model.summary.liability.liability import CAP
from model.summary.liability.total_exclusion import excludes_all
from model.summary.parties.opening_and_signatures import signed_names
from model.summary.parties.sides import Sides
from model.summary.related.parent_agreement import depends_on
from model.summary.summary import summarize

from .parties import INSURER_AND_AGENT

VENDOR_AND_ADVISER = [
    Party(name="Harrow Systems, Inc.", defined_as=["VENDOR"], clause=0, score=0.9),
    Party(name="Quillmark LLC", defined_as=["Adviser"], clause=0, score=0.9),
]


def case_of(category: str, text: str, **summary) -> Case:
    document = document_from_text(text.encode(), "contract", 10)
    place = {"pages": [1], "boxes": [], "heading": [], "segments": [0], "score": 0.9, "found": True}
    clause = Clause(id=0, category=category, text=document.text, interval=[0, len(document.text)], **place)
    held = summarize([], "").model_copy(update={"parties": VENDOR_AND_ADVISER, **summary})
    return Case(document, held, [clause], Sides(VENDOR_AND_ADVISER))


def flags_of(category: str, text: str, **summary):
    case = case_of(category, text, **summary)
    return {flag.rule: flag for flag in raise_flags(default_playbook(), case, case.clauses, [])}


def whole(*paragraphs: str) -> Case:
    """A contract of these paragraphs, in which nothing was found."""
    document = document_from_text("\n\n".join(paragraphs).encode(), "contract", 10)
    return Case(
        document, summarize([], "").model_copy(update={"parties": VENDOR_AND_ADVISER}), [], Sides(VENDOR_AND_ADVISER)
    )


def raised_by(case: Case, *absent: str):
    missing = [Absent(category=one, label=label(one), best_score=0.0) for one in absent]
    return {flag.rule: flag for flag in raise_flags(default_playbook(), case, [], missing)}


def as_document(text: str):
    return document_from_text(text.encode(), "contract", 10)


def names_over_the_signature(text: str) -> list[str]:
    held = summarize([], "").model_copy(update={"parties": INSURER_AND_AGENT})
    return [
        hit.said for hit in CHECKS["party-names-differ"](Case(as_document(text), held, [], Sides(INSURER_AND_AGENT)))
    ]


def rules_of(text: str, clauses: list[Clause], **summary) -> set[str]:
    document = as_document(text)
    held = summarize([], "").model_copy(update={"parties": INSURER_AND_AGENT, **summary})
    case = Case(document, held, clauses, Sides(INSURER_AND_AGENT))
    return {flag.rule for flag in raise_flags(default_playbook(), case, clauses, [])}


def _missing_assignment(text: str) -> set[str]:
    anti = {rule.id for rule in default_playbook().rules if rule.clause == "Anti-Assignment"}
    return {"no-assignment-clause"} if anti & rules_of(text, []) else set()


CONFIDENTIAL = "breaches by a party of its duty of confidentiality."


def clause_of(category: str, text: str, words: str) -> Clause:
    start = text.index(words)
    place = {"pages": [1], "boxes": [], "heading": [], "segments": [0], "score": 0.9, "found": True}
    return Clause(id=0, category=category, text=words, interval=[start, start + len(words)], **place)


def test_an_exception_to_a_cap_needs_a_cap_and_is_told_from_liability_without_one():
    exempt = "Such limits shall not apply to a breach of confidence."
    assert "uncapped-liability" not in flags_of("Uncapped Liability", exempt)
    capped = "Except for a breach of confidence, liability under this Agreement shall not exceed the fees."
    assert flags_of("Uncapped Liability", capped)["uncapped-liability"].why.startswith(
        "The cap does not apply to “a breach of confidence”."
    )
    without = "Vendor's liability for a breach of confidence is unlimited."
    assert flags_of("Uncapped Liability", without)["uncapped-liability"].why.startswith("Liability is unlimited here")


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
    assert "Adviser may not compete for twelve months after the" in flags_of("Non-Compete", text)["non-compete"].why


def test_an_exclusion_for_one_use_is_not_one_of_all_liability():
    term = {"clause": 0, "score": 0.9, "kind": "exclusion", "total": True}
    assert not excludes_all(
        LiabilityTerm(text="Vendor is not liable for any claims arising out of Buyer's unauthorised use.", **term)
    )
    assert excludes_all(LiabilityTerm(text="Vendor has no liability whatsoever under this Agreement.", **term))


def test_redactions_in_letters_count_and_the_legend_does_not():
    text = 'Passages marked "[***]" are left out. It pays XXXXXXXX for [***] units.'
    (hit,) = CHECKS["redactions"](case_of("Parties", text))
    assert hit.said == "2 passages are redacted here."


@pytest.mark.parametrize(
    ("end", "count"),
    [
        ("each year.", 1),
        ("each year unless a party gives notice.", 0),
        ("each year if it is not otherwise terminated according to Section 8.", 0),
    ],
)
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
    assert Sides(VENDOR_AND_ADVISER).in_text("NPC", "NPC pays.") == "NPC"


def test_an_indemnity_that_a_charter_gives_is_one():
    text = "The Adviser shall indemnify VENDOR from all claims. The Adviser is paid by VENDOR."
    covered = "The Adviser will be covered by the indemnification provisions of VENDOR's charter."
    assert "one-sided-indemnity" not in flags_of("Parties", f"{text} {covered}")


def test_a_section_headed_governing_law_that_names_none_is_quoted_rather_than_another_that_speaks_of_law():
    named = "16. Governing Law and Jurisdiction. All disputes shall be resolved by binding arbitration in Salem."
    severed = (
        "18. Severability. Each provision will be interpreted so as to be valid under applicable law, but not here."
    )
    flag = flags_of("Parties", f"{named}\n\n{severed}")["governing-law-missing"]
    assert flag.why.startswith("The clause headed “Governing Law” names no law.")
    assert [quote.text for quote in flag.quotes] == [named]


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


def test_no_end_is_missed_where_the_model_missed_the_right_to_terminate():
    says = "Any party hereto may terminate this Agreement at any time upon written notice."
    assert "end-missing" in raised_by(whole("Vendor is paid in June."))
    assert "end-missing" not in raised_by(whole("Vendor is paid in June.", says))


@pytest.mark.parametrize(("kind", "asked"), [("Loan", False), ("Construction", False), ("Service", True)])
def test_no_end_is_missed_where_the_contract_is_over_once_it_is_performed(kind, asked):
    typed = DocumentType(text="x", value="Agreement", kind=kind, clause=0, score=0.9)
    assert ("end-missing" in flags_of("Parties", "Vendor is paid in June.", document_type=typed)) is asked


def test_no_end_is_missed_where_the_contract_is_meant_to_go_on():
    goes_on = "The joint venture shall continue for an indefinite period, {}."
    assert "end-missing" not in flags_of("Parties", goes_on.format("subject to termination under Section 9"))
    assert "end-missing" in flags_of("Parties", goes_on.format("and Vendor is paid in June"))


def test_a_date_in_a_form_behind_the_signatures_may_be_open():
    text = "IN WITNESS WHEREOF, they have signed.\n\nFORM OF RELEASE\n\nThis release is made on ____, 2026."
    case = case_of("Agreement Date", text)
    clause = case.clauses[0].model_copy(update={"interval": [text.index("This"), len(text)]})
    date = Value(text="____, 2026", value=None, clause=0, score=0.9, gap="open")
    case = case._replace(clauses=[clause], summary=case.summary.model_copy(update={"agreement_date": date}))
    flags = raise_flags(default_playbook(), case, [clause], [])
    assert "agreement-date-open" not in {flag.rule for flag in flags}
    assert "agreement-date-open" in flags_of("Agreement Date", "It is made on ____, 2026.", agreement_date=date)


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


@pytest.mark.parametrize(
    ("laws", "said"),
    [
        ("You may not use the Files in a manner that violates any applicable laws.", "No governing-law clause was"),
        ("The laws of the place in which you live govern it.", "No clear governing-law clause was"),
    ],
)
def test_laws_that_must_be_obeyed_may_be_no_governing_law(laws, said):
    flag = raised_by(whole(f"5. Applicable Laws: {laws}"), "Governing Law")["governing-law-missing"]
    assert flag.why.startswith(said)


def test_a_section_on_liability_without_an_amount_is_quoted_where_no_cap_is_found():
    excluded = "Neither party is liable to the other for lost profits."
    missing = missing_hit(CAP, "cap on liability", RuleContext(whole("15. LIMITATION OF LIABILITY", excluded), {}, {}))
    assert missing.unsure and missing.spans


def test_what_is_left_to_general_terms_that_are_not_attached_is_not_said_to_be_missing():
    case = whole(
        "Words with capitals have the meanings given to them on Exhibit B (the “Terms and Conditions”).",
        "EXHIBIT A",
        "Sponsor's benefits are listed here.",
    )
    flags = raised_by(case, "Governing Law")
    assert flags["governing-law-missing"].severity == "low"
    assert "it may be in Exhibit B, which is not attached" in flags["governing-law-missing"].why
    assert flags["missing-attachments"].severity == "medium"


def test_a_schedule_that_is_headed_with_a_dash_is_attached():
    body = "The prices are set out in Schedule A and the addresses are set out in Schedule B."
    case = whole(body, "SCHEDULE A", "Each unit costs 10 dollars.", "SCHEDULE - B", "Notices go to 1 Mill Lane.")
    assert not list(CHECKS["missing-attachments"](case))
    assert list(CHECKS["missing-attachments"](whole(body, "SCHEDULE A", "Each unit costs 10 dollars.")))


def test_an_exculpatory_clause_is_quoted_if_no_cap_was_found():
    spared = "Vendor shall not be responsible for any loss of Adviser, except a loss through bad faith."
    flag = raised_by(whole("SERVICES", spared), "Cap On Liability").get("liability-cap-missing")
    assert flag is None or "exclude liability" in flag.why


def test_a_party_that_owes_something_is_not_the_one_that_may_terminate():
    ends = "This Agreement may be terminated at any time without liability by either party in writing by Vendor."
    flags = flags_of("Termination For Convenience", ends)
    assert flags["one-sided-termination"].why.startswith("Vendor may terminate")


def test_an_audit_that_has_every_usual_limit_is_not_flagged():
    audit = (
        "Adviser may once a year, on reasonable notice, in business hours and at its own expense, "
        "inspect the books and records of Vendor."
    )
    assert "audit-rights" not in flags_of("Audit Rights", audit)
    assert flags_of("Audit Rights", "Adviser may inspect the books of Vendor.")["audit-rights"].suggestion == (
        "Require reasonable notice, and limit audits to business hours and once a year."
    )
    some = "Adviser may on reasonable notice inspect the books of Vendor."
    assert flags_of("Audit Rights", some)["audit-rights"].suggestion == (
        "Limit audits to business hours and once a year."
    )


def test_names_over_signatures_that_stand_beside_one_another_are_read():
    text = "It is effective once it is signed by the parties. Harrow Mills, Inc.\tQuillmark LLC\nBy:\tBy:\n"
    assert [text[start:end] for start, end in signed_names(text)] == ["Harrow Mills, Inc.", "Quillmark LLC"]


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


def test_a_document_that_depends_on_another_says_so_and_is_held_to_its_own_sections():
    text = "This Agreement shall terminate upon the termination of the Supply Agreement."
    other = Dependence(kind="related", agreement="Supply Agreement", date=None, text=text, pages=[1], interval=[0, 75])
    flag = flags_of("Parties", text, depends_on=other)["other-document"]
    assert flag.why.startswith("This document depends on the Supply Agreement; read the two together.")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (
            "Terms not defined here have the meanings given to them in the Supply Agreement, dated May 2, 2031."
            " Terms not defined there have the meanings given to them in the License Agreement.",
            "This document depends on the Supply Agreement dated May 2, 2031 and the License Agreement; read"
            " them together. Terms used here are defined in the Supply Agreement and the License Agreement.",
        ),
        (
            "This Agreement shall govern; provided that the Quality Agreement shall govern in respect of quality.",
            "This document depends on the Quality Agreement; read the two together. Where the quoted passage says"
            " so, that document prevails.",
        ),
        (
            "This letter agreement and the Company's standard Confidentiality Agreement supersede any prior agreement.",
            "This document depends on the Confidentiality Agreement; read the two together. The parties' whole"
            " agreement is this one together with that document.",
        ),
        (
            "She remains bound by the confidentiality covenants of her Employment Agreement.",
            "This document depends on the Employment Agreement; read the two together. Restrictive covenants of that"
            " document stay in force.",
        ),
        (
            "It builds the system under the Statement of Work, which is incorporated herein by reference.",
            "This document depends on the Statement of Work; read the two together. Clauses of that document are"
            " incorporated by reference.",
        ),
    ],
)
def test_how_a_document_depends_on_others_is_said_once_for_all_of_them(text, why):
    depends = depends_on(document_from_text(text.encode(), "contract", 10), None)
    assert flags_of("Parties", text, depends_on=depends)["other-document"].why.startswith(why)


def test_a_contract_that_ends_on_a_far_day_is_long_even_if_its_term_is_not_whole_months():
    text = "It ends on September 1, 2045."
    ends = {"text": text, "clause": 0, "score": 0.9}
    summary = {
        "effective_date": Value(**ends, value="2019-03-20"),
        "expiration_date": Ending(**ends, value="2045-09-01", bound=None),
    }
    assert flags_of("Expiration Date", text, **summary)["long-term"].why.startswith(
        "The contract runs until September 1, 2045, about 26 years."
    )
    summary["expiration_date"] = Ending(**ends, value="2025-09-01", bound=None)
    assert "long-term" not in flags_of("Expiration Date", text, **summary)


def test_what_is_incorporated_from_another_agreement_is_not_called_missing():
    case = whole("Section 12 (Assignment) of the Supply Agreement is incorporated herein by reference.")
    assert "assignment-open" not in raised_by(case, "Anti-Assignment")


def test_what_may_be_in_general_conditions_that_are_not_attached_is_to_be_looked_for_there():
    adopted = "The General Conditions of the Trade are adopted in this document by reference."
    flag = raised_by(whole(adopted), "Governing Law")["governing-law-missing"]
    assert flag.severity == "low" and flag.suggestion is None
    assert flag.why == (
        "No governing-law clause was found; it may be in the General Conditions, which are not attached. Obtain the "
        "General Conditions and check them first."
    )


def test_a_license_that_is_personal_and_not_transferable_needs_no_other_bar_on_assignment():
    case = whole("Vendor grants Buyer a non-transferable and personal license to use the software.")
    assert "assignment-open" not in raised_by(case, "Anti-Assignment")


def test_a_license_that_cannot_be_handed_on_leaves_nothing_else_to_assign_if_the_contract_is_a_license():
    case = whole("Vendor grants Buyer a nontransferable license, without the right to sublicense, to the software.")
    kinds = {
        kind: DocumentType(text=kind, value=kind, clause=0, score=0.9, kind=kind) for kind in ("License", "Service")
    }
    for kind, document_type in kinds.items():
        held = case._replace(summary=case.summary.model_copy(update={"document_type": document_type}))
        assert ("assignment-open" in raised_by(held, "Anti-Assignment")) is (kind == "Service")


def test_a_right_in_the_next_item_of_a_list_is_found():
    text = "This Agreement may be terminated:\n(a) by Vendor, without cause, on thirty days' notice;"
    assert "one-sided-termination" in flags_of("Termination For Convenience", text)
    text += "\nor (b) by Adviser, without cause, on sixty days' notice."
    assert "one-sided-termination" not in flags_of("Termination For Convenience", text)


def test_a_flag_on_exclusivity_names_whom_it_binds():
    text = "Vendor shall sell the goods exclusively to Adviser."
    flag = flags_of("Exclusivity", text)["exclusivity"]
    assert flag.why.startswith("Vendor must deal exclusively with Adviser.")


def test_what_either_party_may_do_is_said_even_where_one_party_was_found():
    text = "Either party may terminate this Agreement without cause on sixty days' notice."
    flag = flags_of("Termination For Convenience", text, parties=VENDOR_AND_ADVISER[:1])["termination-for-convenience"]
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


@pytest.mark.parametrize(("when", "raised"), [("within 180 days prior", False), ("at least 180 days prior", True)])
def test_a_window_for_a_notice_is_no_early_deadline(when, raised):
    text = f"It renews each year unless either party gives notice {when} to its end."
    said = Notice(text=text, value="P180D", clause=0, score=0.9, purpose="against_renewal")
    assert ("long-notice" in flags_of("Renewal Term", text, renewal_notice=said)) is raised


@pytest.mark.parametrize("place", ["OF NORWAY", "of Norway"])
def test_a_name_goes_on_after_its_legal_form(place):
    assert names_over_the_signature(f"The parties agree.\n\nHARROW MUTUAL CORPORATION {place}\n\nBy: /s/ I. Lund") == []


def test_whoever_signs_an_annexed_letter_need_not_be_the_party():
    own = "The parties agree.\n\nINSURER\n\nBy: /s/ I. Lund\n\nAGENT\n\nBy: /s/ A. Reed\n\n"
    other = "QUILLMARK BROKERS LLC\n\nBy: /s/ A. Reed\n"
    assert len(names_over_the_signature(f"The parties agree.\n\n{other}")) == 1
    assert names_over_the_signature(f"{own}EXHIBIT A\n\nRates\n\n{other}") == []
    assert names_over_the_signature(f"{own}Dear Ann:\n\nWe confirm the project.\n\n{other}") == []


def test_consent_needed_for_one_kind_of_right_is_a_restriction():
    one_kind = "Assignment of Member status, including any voting interests, will require the consent of all Members."
    goods = "Transfer of the Samples will require the consent of Insurer."
    assert "no-assignment-clause" in _missing_assignment("The parties agree.")
    assert "no-assignment-clause" not in _missing_assignment(one_kind)
    assert "no-assignment-clause" in _missing_assignment(goods)


def test_a_proviso_of_an_exclusion_is_no_exception_to_the_cap_that_follows():
    excluded = "In no event will either party be liable for any special or consequential damages. "
    proviso = f"Provided, however, that this limitation will not apply to {CONFIDENTIAL}"
    cap = "The total liability of Insurer under this Agreement shall not exceed $900,000."
    held = {"liability_cap": LiabilityCap(text=cap, clause=0, score=0.9, value=Money(amount="USD 900000"), other=[])}
    after, before = f"{excluded}{proviso} {cap}", f"{cap} {proviso}"
    assert "uncapped-liability" in rules_of(before, [clause_of("Uncapped Liability", before, proviso)], **held)
    assert "uncapped-liability" not in rules_of(after, [clause_of("Uncapped Liability", after, proviso)], **held)


@pytest.mark.parametrize(
    ("claims", "advised"), [("that the Service infringes a patent", False), ("arising from its use", True)]
)
def test_exceptions_from_a_cap_that_are_for_infringement_only_need_no_limit(claims, advised):
    cap = "Except for its indemnification obligations, the liability of Insurer shall not exceed $900,000."
    text = f"{cap} Insurer shall indemnify and hold harmless Agent from any claim {claims}."
    held = {"liability_cap": LiabilityCap(text=cap, clause=0, score=0.9, value=Money(amount="USD 900000"), other=[])}
    document = as_document(text)
    case_summary = summarize([], "").model_copy(update={"parties": INSURER_AND_AGENT, **held})
    clauses = [clause_of("Uncapped Liability", text, cap)]
    case = Case(document, case_summary, clauses, Sides(INSURER_AND_AGENT))
    flags = {flag.rule: flag for flag in raise_flags(default_playbook(), case, clauses, [])}
    assert bool(flags["uncapped-liability"].suggestion) is advised


def test_no_payment_is_advised_that_the_contract_grants_elsewhere():
    at_will = "Insurer may terminate this Agreement at any time without cause. Agent performs the services for a fee."
    paid = "Insurer shall pay Agent all costs incurred before the effective date of termination."
    for text, advised in ((at_will, True), (f"{at_will} {paid}", False)):
        document = as_document(text)
        kind = DocumentType(text="x", value="Services agreement", clause=0, score=0.9, kind="Service")
        held = summarize([], "").model_copy(update={"parties": INSURER_AND_AGENT, "document_type": kind})
        clause = clause_of("Termination For Convenience", text, at_will)
        flags = raise_flags(default_playbook(), Case(document, held, [clause], Sides(INSURER_AND_AGENT)), [clause], [])
        assert any("work done" in (flag.suggestion or "") for flag in flags) is advised


def test_a_certificate_is_not_asked_for_the_terms_of_a_contract():
    facts = "The undersigned hereby certify as follows: each sale of the securities was made to an accredited investor."
    rules = {"governing-law-missing", "assignment-open", "end-missing"}
    assert not rules & set(raised_by(whole("AGENTS’ CERTIFICATE", facts), "Governing Law", "Anti-Assignment"))
    agreed = whole("SALE", facts, "The parties agree as follows: the agent sells the securities.")
    assert rules <= set(raised_by(agreed, "Governing Law", "Anti-Assignment"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Except under Section 8, Insurer's liability shall not exceed $900,000.",
            "The cap does not apply to “Section 8”.",
        ),
        (
            "Agent's liability is: (a) for death of any person, the loss proven; (b) for damage to property, the loss "
            "proven; (c) for all other damages, no more than $900,000 in all.",
            "The cap does not apply to “damage to property”.",
        ),
        (
            "Liability shall not exceed the fees paid. That limitation shall not apply to (i) breach of Section 4; "
            "(ii) willful misconduct.",
            "The cap does not apply to “breach of Section 4” or “willful misconduct”.",
        ),
        (
            "Liability shall not exceed the fees paid. This limitation does not apply to:\n- (a) Breach of Section 4\n"
            "- (b) Use of the marks\n",
            "The cap does not apply to “Breach of Section 4” or “Use of the marks”.",
        ),
    ],
)
def test_an_exception_to_a_cap_is_told_in_the_contracts_words(text, said):
    held = {"liability_cap": LiabilityCap(text=text, clause=0, score=0.9, value=Money(amount="USD 900000"), other=[])}
    assert flags_of("Uncapped Liability", text, **held)["uncapped-liability"].why.startswith(said)


@pytest.mark.parametrize(
    "text",
    [
        "Except as set forth below, Insurer's liability shall not exceed $900,000.",
        "Except for the obligation to pay the fees, liability under this Agreement shall not exceed $900,000.",
        "Except for [**], in no event will either party be liable to the other for [**].",
        "Except for fraud or willful misconduct, neither party's aggregate liability shall exceed $900,000.",
        "Neither party is liable for indirect damages. Nothing in this Section 16.5 shall limit the indemnities.",
    ],
)
def test_what_excepts_no_claim_from_a_cap_is_not_flagged(text):
    assert "uncapped-liability" not in flags_of("Uncapped Liability", text)


def test_a_cap_on_indirect_loss_leaves_direct_loss_uncapped():
    text = "Insurer's liability for any indirect or special damages shall not exceed five million dollars ($5,000,000)."
    held = summarize([clause_of("Cap On Liability", text, text)], text)
    kind = DocumentType(text="SERVICE AGREEMENT", value="Service agreement", clause=0, score=0.9, kind="Service")
    flags = flags_of("Cap On Liability", f"{text} {PAID_WORK}", other_caps=held.other_caps, document_type=kind)
    assert flags["liability-cap-missing"].why.startswith("The cap on liability covers only the kinds of loss quoted;")


@pytest.mark.parametrize(
    "text",
    [
        "Neither Insurer nor its agents shall be liable for any loss, except for loss from its gross negligence.",
        "No party shall be liable for loss (whether direct or indirect) of profits, business or goodwill.",
    ],
)
def test_an_exclusion_that_leaves_something_is_not_total(text):
    term = LiabilityTerm(kind="exclusion", total=True, text=text, clause=0, score=0.9)
    assert not excludes_all(term)


VENDORS = "Vendor shall indemnify Adviser against all claims from its negligence."


@pytest.mark.parametrize(
    "back",
    [
        "ADVISER WILL HOLD VENDOR, AND ITS OFFICERS, EMPLOYEES AND AGENTS, HARMLESS FROM ALL CLAIMS.",
        "Adviser agrees, at its own expense, to indemnify, defend and hold harmless Vendor.",
        "This shall not apply to, and Adviser agrees to defend and indemnify Vendor against, its own losses.",
    ],
)
def test_an_indemnity_that_comes_back_in_any_form_is_counted(back):
    assert not list(CHECKS["one-sided-indemnity"](whole(VENDORS, back)))


def test_an_indemnity_of_somebody_who_is_not_a_party_protects_no_party():
    text = "Vendor shall indemnify and hold harmless the Plan Administrator and any employee from all claims."
    assert not list(CHECKS["one-sided-indemnity"](whole(text)))
    (hit,) = CHECKS["one-sided-indemnity"](whole("Vendor shall indemnify the Indemnified Parties against all claims."))
    assert hit.said.startswith("Vendor indemnifies Adviser;")


def test_the_general_indemnity_is_quoted_before_one_for_a_single_matter():
    tax = "Vendor shall hold Adviser harmless from any taxes."
    (alone,) = CHECKS["one-sided-indemnity"](whole(tax))
    assert alone.said.startswith("Vendor indemnifies Adviser in the case quoted;") and not alone.advisable
    case = whole(tax, VENDORS)
    (hit,) = CHECKS["one-sided-indemnity"](case)
    assert case.document.text[slice(*hit.spans[0])].startswith("shall indemnify") and hit.advisable


AT_WILL = "Termination For Convenience"


def ending(text: str) -> dict[str, str]:
    """What is flagged about the right to end a contract of this text."""
    raised = flags_of(AT_WILL, text)
    rules = ("termination-for-convenience", "one-sided-termination")
    return {rule: raised[rule].why.split(".")[0] for rule in rules if rule in raised}


@pytest.mark.parametrize(
    "text",
    [
        "Vendor may terminate any Scope of Work at any time without cause (without terminating this Agreement).",
        "Vendor may terminate Maintenance Services for convenience at any time.",
        "Adviser may at any time withdraw any of the Services on ninety days' notice.",
        "Vendor may terminate the license to use the office space at any time.",
        "This Agreement may be terminated at any time by agreement in writing of all the parties.",
    ],
)
def test_ending_a_part_of_the_work_is_no_right_to_end_the_contract(text):
    assert not ending(text)


@pytest.mark.parametrize(
    "text",
    [
        "Either Vendor or Adviser may terminate this Agreement at any time on notice.",
        "Each of Vendor and the Adviser may terminate this Agreement without cause.",
        "Vendor, on the one hand, and Adviser, on the other, may terminate this Agreement without cause.",
        "Vendor may terminate this Agreement at any time. Adviser shall have the right to resign at any time.",
        "This Agreement may be terminated by Vendor at any time on notice. Adviser may terminate it without cause.",
    ],
)
def test_a_right_to_end_that_both_have_is_told_of_both(text):
    assert ending(text) == {"termination-for-convenience": "Either party may terminate for convenience"}


@pytest.mark.parametrize(
    "other",
    [
        "Adviser may also terminate this Agreement pursuant to Section 9.7.",
        "Upon notice of termination for any reason, Adviser shall pay what is due.",
        "Expiration or termination of this Agreement for any reason shall not release Adviser.",
    ],
)
def test_a_sentence_about_the_end_gives_nobody_a_right_to_it(other):
    told = ending(f"Vendor may terminate this Agreement at any time on notice. {other}")
    assert told == {
        "one-sided-termination": "Vendor may terminate for convenience; no such right was found for Adviser"
    }


def assigning(*paragraphs: str) -> list[str]:
    return [hit.said for hit in CHECKS["one-sided-assignment"](whole(*paragraphs))]


def test_an_exception_from_a_mutual_ban_that_one_party_alone_has_is_told():
    ban = "Neither party may assign this Agreement without the prior written consent of the other; "
    alone = f"{ban}provided that Vendor may assign its rights hereunder to its affiliates."
    assert assigning(alone) == [
        "Neither party may assign without consent, but Vendor may in the case quoted; no such exception was found for "
        "Adviser."
    ]
    assert not assigning(f"{ban}provided that either party may assign this Agreement to its affiliates.")
    freed = "(b) Vendor may freely assign this Agreement to its affiliates."
    of_vendor = "(a) Vendor's consent need not be obtained for the assignment of this Agreement in a merger of Adviser"
    assert not assigning(f"{ban}provided that {of_vendor}; and {freed}")
    of_adviser = (
        "(a) Adviser's consent shall not be required for the assignment of this Agreement in a merger of Vendor"
    )
    assert assigning(f"{ban}provided that {of_adviser}; and {freed}")
    assert not assigning(alone, "Adviser may assign this Agreement to its affiliates.")


@pytest.mark.parametrize(
    ("free", "said"),
    [
        ("Vendor may assign this Agreement at any time, and the assignee shall be the licensor.", "unrestricted"),
        ("Vendor may assign this Agreement to its subsidiaries.", "Vendor may in the case quoted."),
    ],
)
def test_who_may_assign_only_in_some_cases_is_not_called_unrestricted(free, said):
    (told,) = assigning("Adviser may not assign this Agreement without the consent of Vendor.", free)
    assert said in told


def test_a_party_that_must_only_give_notice_of_an_assignment_needs_no_consent():
    notified = "Neither party may assign this Agreement without providing prior written notice to the other."
    assert not assigning(notified)
    bound = "Vendor may not assign this Agreement without Adviser's prior written consent."
    assert assigning(notified, bound) == ["Vendor may not assign without consent; Adviser need only give notice."]
    merged = "Vendor may assign this Agreement without Adviser's consent to its affiliates."
    assert assigning(notified, bound, merged) == [
        "Vendor may not assign without consent, except in the case quoted; Adviser need only give notice."
    ]


def test_goods_that_a_contract_mentions_are_not_assigned_with_it():
    goods = "Adviser shall not transfer any of the Materials except for its obligations under this Agreement."
    assert not assigning(goods, "Vendor may assign this Agreement.")


PAID_WORK = "Vendor provides services for fees. " * 3


def service(text: str, type_of_it: str = "Service") -> set[str]:
    name = f"{type_of_it} agreement"
    kind = DocumentType(text=name.upper(), value=name, clause=0, score=0.9, kind=type_of_it)
    case = whole(text)
    held = case._replace(summary=case.summary.model_copy(update={"document_type": kind}))
    return set(raised_by(held, "Anti-Assignment"))


def test_no_cap_is_asked_for_in_a_contract_of_employment():
    assert "liability-cap-missing" in service(PAID_WORK)
    hired = "The Company engages Vendor as its Chief Executive Officer."
    assert "liability-cap-missing" not in service(f"{hired} {PAID_WORK}")
    employed = "Your employment begins; your employment ends; your employment pays."
    assert "liability-cap-missing" not in service(f"{employed} {PAID_WORK}")


def test_a_cap_is_asked_for_where_money_is_paid_for_work_and_not_for_shares_or_nothing():
    sale = "Holders sell shares of stock; the price of shares is paid to holders of stock. Securities are products. "
    for name in ("Marketing", "Sponsorship", "Endorsement"):
        assert "liability-cap-missing" in service("The athlete promotes the products for a fee. " * 3, name)
        assert "liability-cap-missing" not in service(sale * 4, name)
        assert "liability-cap-missing" not in service("The sponsor supports the event in good spirit. " * 4, name)


def test_a_certificate_or_a_deed_leaves_nothing_to_assign():
    assert "assignment-open" in service("Vendor shall provide the services to Adviser.")
    assert "assignment-open" not in service("The undersigned hereby certifies that Vendor is in good standing.")
    assert "assignment-open" not in service("Vendor does hereby transfer, sell and assign to Adviser all of the marks.")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("For each day of delay, a breach of contract, 1% of the price is due as liquidated damages.", "for delay"),
        ("If anybody breaches this, the other may terminate it, and liquidated damages are due.", "on breach"),
        ("In the event of termination, the payment penalties in Schedule A shall apply.", "on early termination"),
    ],
)
def test_what_makes_a_fixed_sum_due(text, said):
    assert f" due {said}." in flags_of("Liquidated Damages", text)["liquidated-damages"].why


def test_a_refund_of_what_was_not_earned_is_no_fixed_sum():
    text = "Upon termination for any reason, a pro-rata amount of the monthly fee shall be refunded to Adviser."
    assert "liquidated-damages" not in flags_of("Liquidated Damages", text)


def test_a_cap_that_is_incorporated_is_to_be_read_where_it_is():
    text = "Section 8 (Limitation of Liability) of the Supply Agreement is incorporated herein by reference."
    name = Value(text="SUPPLY AGREEMENT", value="Supply agreement", clause=0, score=0.9)
    kind = {"document_type": DocumentType(**name.model_dump(), kind="Supply")}
    flag = flags_of("Parties", f"{PAID_WORK} {text}", **kind)["liability-cap-missing"]
    assert flag.why.endswith("incorporated by reference. Check what the Supply Agreement says.")


@pytest.mark.parametrize(
    ("text", "later"),
    [
        (
            "Either party may terminate this Agreement for any reason following the Initial Term on 90 days' notice.",
            True,
        ),
        ("Either party may terminate this Agreement without cause after the first two years.", True),
        ("After the initial term of three years, either party may terminate this Agreement for convenience.", True),
        ("Either party may terminate this Agreement for any reason after three (3) years.", True),
        ("Either party may terminate this Agreement for any reason on ninety days' notice.", False),
        ("Either party may terminate this Agreement for any reason, effective two months after notice.", False),
    ],
)
def test_a_right_that_begins_only_after_some_time_is_said_to_begin_then(text, later):
    why = flags_of("Termination For Convenience", text)["termination-for-convenience"].why
    assert (", but only once the period quoted is over" in why) is later


def test_a_sentence_is_flagged_as_a_non_compete_and_not_as_exclusivity_too():
    text = "Vendor shall not sell products of any third party that compete with the Goods during the Term."
    case = case_of("Non-Compete", text)
    twice = [*case.clauses, case.clauses[-1].model_copy(update={"category": "Exclusivity", "id": len(case.clauses)})]
    both = case._replace(clauses=twice)
    assert "exclusivity" in flags_of("Exclusivity", text)
    assert {flag.rule for flag in raise_flags(default_playbook(), both, twice, [])} >= {"non-compete"}
    assert "exclusivity" not in {flag.rule for flag in raise_flags(default_playbook(), both, twice, [])}


def test_what_each_party_must_do_to_end_the_contract_is_quoted_of_both():
    case = whole(
        "10.1 Vendor may terminate this Agreement at any time by six months' prior notice.",
        "10.2 Adviser may terminate this Agreement at any time by twenty-four months' notice.",
    )
    first = case.document.text.index("\n")
    place = {"pages": [1], "boxes": [], "heading": [], "segments": [0], "score": 0.9, "found": True}
    words = {"text": case.document.text[:first], "interval": [0, first]}
    case = case._replace(clauses=[Clause(id=0, category="Termination For Convenience", **words, **place)])
    (flag,) = (one for one in raise_flags(default_playbook(), case, case.clauses, []) if "convenience" in one.rule)
    assert flag.why.startswith("Either party may terminate for convenience.")
    assert [quote.text[:4] for quote in flag.quotes] == ["10.1", "10.2"]
