"""What a lawyer who did not know the product found wrong in its flags, each on an invented contract of the kind."""

from __future__ import annotations

import pytest

from chunking.pipeline import document_from_text
from model.playbook.checks import CHECKS, Case
from model.playbook.cross_references import dead_references
from model.playbook.flags import raise_flags
from model.playbook.one_sided_rights import FREE, RESTRICTED, assignments
from model.playbook.playbook_file import default_playbook
from model.playbook.polarity import asserted
from model.playbook.quotes import lead_in
from model.playbook.redactions import redactions
from model.playbook.statements import statement
from model.playbook.suggestions import left_of
from model.schema import Clause, DocumentType, LiabilityCap, Money, Party
from model.summary.parties.sides import Sides
from model.summary.summary import summarise

PARTIES = [
    Party(name="Harrow Mutual Corporation of Norway", defined_as=["Insurer"], clause=0, score=0.9),
    Party(name="Quillmark LLC", defined_as=["Agent"], clause=0, score=0.9),
]
CONFIDENTIAL = "breaches by a party of its duty of confidentiality."


def as_document(text: str):
    return document_from_text(text.encode(), "contract", 10)


def clause_of(category: str, text: str, words: str) -> Clause:
    start = text.index(words)
    place = {"pages": [1], "boxes": [], "heading": [], "segments": [0], "score": 0.9, "found": True}
    return Clause(id=0, category=category, text=words, interval=[start, start + len(words)], **place)


def rules_of(text: str, clauses: list[Clause], **summary) -> set[str]:
    document = as_document(text)
    held = summarise([], "").model_copy(update={"parties": PARTIES, **summary})
    case = Case(document, held, clauses, Sides(PARTIES))
    return {flag.rule for flag in raise_flags(default_playbook(), case, clauses, [])}


def names_over_the_signature(text: str) -> list[str]:
    held = summarise([], "").model_copy(update={"parties": PARTIES})
    return [hit.said for hit in CHECKS["party-names-differ"](Case(as_document(text), held, [], Sides(PARTIES)))]


@pytest.mark.parametrize("place", ["OF NORWAY", "of Norway"])
def test_a_name_goes_on_after_its_legal_form(place):
    assert names_over_the_signature(f"The parties agree.\n\nHARROW MUTUAL CORPORATION {place}\n\nBy: /s/ I. Lund") == []


def test_whoever_signs_an_annexed_letter_need_not_be_the_party():
    own = "The parties agree.\n\nINSURER\n\nBy: /s/ I. Lund\n\nAGENT\n\nBy: /s/ A. Reed\n\n"
    other = "QUILLMARK BROKERS LLC\n\nBy: /s/ A. Reed\n"
    assert len(names_over_the_signature(f"The parties agree.\n\n{other}")) == 1
    assert names_over_the_signature(f"{own}EXHIBIT A\n\nRates\n\n{other}") == []
    assert names_over_the_signature(f"{own}Dear Ann:\n\nWe confirm the project.\n\n{other}") == []


def test_a_definition_of_competitors_restrains_nobody():
    means = "“Insurer Competitor” means such persons as the parties may agree upon."
    listed = (
        "Insurer may update the list of Competitors no more often than monthly, and no Competitor shall require it."
    )
    assert asserted("Non-Compete", f"{means} {listed}") is None
    assert asserted("Non-Compete", listed) is None
    assert asserted("Non-Compete", f"{means} Agent shall not engage in the business of a Competitor.") is not None


def test_consent_needed_for_one_kind_of_right_is_a_restriction():
    one_kind = "Assignment of Member status, including any voting interests, will require the consent of all Members."
    goods = "Transfer of the Samples will require the consent of Insurer."
    assert "no-assignment-clause" in _missing_assignment("The parties agree.")
    assert "no-assignment-clause" not in _missing_assignment(one_kind)
    assert "no-assignment-clause" in _missing_assignment(goods)


def _missing_assignment(text: str) -> set[str]:
    anti = {rule.id for rule in default_playbook().rules if rule.clause == "Anti-Assignment"}
    return {"no-assignment-clause"} if anti & rules_of(text, []) else set()


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
    assert [right.kind for right in assignments(as_document(text), Sides(PARTIES))] == kinds


def test_a_section_whose_heading_is_redacted_is_not_missing():
    sections = "2.1 Supply\nThe goods.\n2.2 Price\nThe price.\n{}2.4 Delivery\nThe place.\n3.1 Term\nSee Section {}.\n"
    assert [one.number for one in dead_references(as_document(sections.format("", "2.3")))] == ["2.3"]
    assert dead_references(as_document(sections.format("[***]\nFor the first year a discount.\n", "2.3"))) == []
    assert dead_references(as_document(sections.format("[***] For the first year a discount.\n", "2.3"))) == []


def test_a_proviso_of_an_exclusion_is_no_exception_to_the_cap_that_follows():
    excluded = "In no event will either party be liable for any special or consequential damages. "
    proviso = f"Provided, however, that this limitation will not apply to {CONFIDENTIAL}"
    cap = "The total liability of Insurer under this Agreement shall not exceed $900,000."
    held = {"liability_cap": LiabilityCap(text=cap, clause=0, score=0.9, value=Money(amount="USD 900000"), other=[])}
    after, before = f"{excluded}{proviso} {cap}", f"{cap} {proviso}"
    assert "uncapped-liability" in rules_of(before, [clause_of("Uncapped Liability", before, proviso)], **held)
    assert "uncapped-liability" not in rules_of(after, [clause_of("Uncapped Liability", after, proviso)], **held)


def test_marks_of_footnotes_are_no_redactions():
    table = "Direct Sales*** 10%**\nNative**** 20%\n"
    notes = "**Before tax.\n***“Direct Sales” are sales without an agent.\n****Made in the region.\n"
    assert redactions(as_document(table + notes)) is None
    found = redactions(as_document(f"{table}{notes}The price is [***] per unit and *** per case.\n"))
    assert found is not None
    assert found.number == 2


def test_a_legend_is_no_redaction():
    assert redactions(as_document("***Text Omitted and Filed Separately\n\nThe price is $5.")) is None


def test_a_list_under_one_party_is_about_its_right():
    text = (
        "Insurer and Agent may terminate this Agreement under the following conditions:\n(A) By Insurer.\n"
        "(i) If Agent is ill; or,\n(B) By Agent\n(i) If Insurer does not pay; or\n"
        "(ii) If Insurer sells a controlling interest."
    )
    item = clause_of("Change Of Control", text, "(ii) If Insurer sells a controlling interest.")
    assert lead_in(item, text) == "Agent may terminate: "


@pytest.mark.parametrize(
    ("advice", "clause"),
    [
        ("Ask for notice.", "Upon at least thirty (30) days’ prior written request, the books may be inspected."),
        (
            "Give it an end date.",
            "For the lesser of (i) [***] after the start or (ii) [***], Agent sells only for Insurer.",
        ),
        ("Carve out pre-existing rights.", "Agent assigns all results (except for Agent Improvements) to Insurer."),
    ],
)
def test_no_advice_is_given_that_the_clause_follows_in_other_words(advice, clause):
    assert left_of(advice, None, clause) is None
    assert left_of(advice, None, "The books may be inspected, and all results are assigned.") == advice


def test_no_payment_is_advised_that_the_contract_grants_elsewhere():
    at_will = "Insurer may terminate this Agreement at any time without cause. Agent performs the services for a fee."
    paid = "Insurer shall pay Agent all costs incurred before the effective date of termination."
    for text, advised in ((at_will, True), (f"{at_will} {paid}", False)):
        document = as_document(text)
        kind = DocumentType(text="x", value="Services agreement", clause=0, score=0.9, kind="Service")
        held = summarise([], "").model_copy(update={"parties": PARTIES, "document_type": kind})
        clause = clause_of("Termination For Convenience", text, at_will)
        flags = raise_flags(default_playbook(), Case(document, held, [clause], Sides(PARTIES)), [clause], [])
        assert any("work done" in (flag.suggestion or "") for flag in flags) is advised


def test_an_option_to_buy_itself_out_is_no_duty_to_pay():
    text = "If either company is acquired, that company may make a contract buyout payment."
    assert statement("Change Of Control", [text], Sides(PARTIES), text) == (
        "On a change of control, a party may buy itself out of the contract."
    )
    due = "If Agent is acquired, a fee is payable."
    assert statement("Change Of Control", [due], Sides(PARTIES), due) == "A change of control can make a payment due."
