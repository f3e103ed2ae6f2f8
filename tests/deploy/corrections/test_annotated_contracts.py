"""A review and its marks become one annotated contract: what is said of a clause, and what is not known."""

from __future__ import annotations

import pytest

from deploy.corrections.annotated_contracts import annotated

TEXT = "Lease. The law of Utah governs, and that of no other state. Tenant insures the house. Rent is due in May."
LAW, INSURANCE, RENT = (
    "The law of Utah governs, and that of no other state.",
    "Tenant insures the house.",
    "Rent is due",
)
ROW = {"contract_id": "0123456789abcdef", "name": "Lease.pdf"}


def at(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


def span(words: str, shifted: int = 0) -> dict[str, object]:
    start, end = at(words)
    return {"interval": [start + shifted, end + shifted], "text": words}


def clause(category: str, words: str, found: bool = True) -> dict[str, object]:
    return {"category": category, "interval": list(at(words)), "text": words, "found": found}


REVIEW = {
    "summary": {"document_type": {"value": "Lease"}},
    "model": {"thresholds": {"Governing Law": 0.5, "Insurance": 0.5, "Parties": 0.5}},
    "clauses": [clause("Governing Law", LAW), clause("Insurance", RENT), clause("Parties", "Tenant", found=False)],
}


def corrected(**marks):
    return annotated(ROW, REVIEW, {key.replace("_", ":", 1): mark for key, mark in marks.items()}, TEXT)


def was(category, words, shifted=0):
    return {"category": category, **span(words, shifted)}


def test_of_a_contract_that_was_marked_in_part_only_the_marks_are_known():
    one = corrected(
        clause_a={"verdict": "right", "was": was("Governing Law", LAW)},
        clause_b={"verdict": "wrong", "was": was("Insurance", RENT)},
        added_c={"category": "Insurance", "span": span(INSURANCE)},
    )
    contract = one.contract
    assert not contract.complete and one.teaches()
    assert contract.clauses == {"Governing Law": [at(LAW)], "Insurance": [at(INSURANCE)]}
    assert contract.wrong == {"Insurance": [at(RENT)]}
    assert (contract.title, contract.pdf, contract.type) == ("Lease (01234567)", "Lease.pdf", "Lease")
    assert one.counts == {"right": 1, "wrong": 1, "added": 1} and contract.text == TEXT


def test_what_nobody_marked_is_right_once_the_contract_is_fully_reviewed():
    contract = corrected(contract_review={"complete": True}).contract
    assert contract.complete
    assert contract.clauses == {"Governing Law": [at(LAW)], "Insurance": [at(RENT)], "Parties": []}
    without = corrected(
        contract_review={"complete": True}, clause_b={"verdict": "wrong", "was": was("Insurance", RENT)}
    )
    assert without.contract.clauses["Insurance"] == [] and without.contract.wrong == {"Insurance": [at(RENT)]}


def test_silence_alone_says_nothing():
    assert not corrected().teaches()
    assert not corrected(flag_x={"verdict": "wrong"}, value_governing_law={"value": "Utah"}).teaches()


def test_a_clause_of_another_category_is_none_of_its_old_one():
    contract = corrected(clause_b={"category": "Parties", "was": was("Insurance", RENT)}).contract
    assert contract.clauses == {"Parties": [at(RENT)]} and contract.wrong == {"Insurance": [at(RENT)]}


def test_words_that_a_clause_lost_are_known_to_be_none_and_its_full_stop_is_left_out():
    shorter = "The law of Utah governs"
    contract = corrected(clause_a={"span": span(shorter), "was": was("Governing Law", LAW)}).contract
    assert contract.clauses == {"Governing Law": [at(shorter)]}
    assert contract.wrong == {"Governing Law": [at(", and that of no other state.")]}
    longer = corrected(clause_a={"span": span(f"Lease. {LAW}"), "was": was("Governing Law", LAW)}).contract
    assert longer.clauses == {"Governing Law": [at(f"Lease. {LAW}")]} and longer.wrong == {}


def test_a_clause_with_both_corrections_and_a_wrong_mark_is_wrong():
    contract = corrected(
        clause_a={"verdict": "wrong", "category": "Parties", "was": was("Governing Law", LAW)}
    ).contract
    assert contract.clauses == {} and contract.wrong == {"Governing Law": [at(LAW)]}


@pytest.mark.parametrize("shifted", [-3, 5])
def test_marks_follow_their_words_if_the_text_has_been_read_anew(shifted):
    one = corrected(
        contract_review={"complete": True}, clause_a={"verdict": "wrong", "was": was("Governing Law", LAW, shifted)}
    )
    assert one.contract.clauses["Governing Law"] == [] and one.lost == []


def test_marks_whose_words_are_gone_are_named_and_left_out():
    gone = {"category": "Insurance", "interval": [3, 9], "text": "Landlord insures."}
    one = corrected(
        clause_a={"verdict": "right", "was": gone}, clause_b={"verdict": "wrong", "was": was("Insurance", RENT)}
    )
    assert one.lost == ["Landlord insures."] and one.contract.clauses == {}


def test_corrected_values_become_answers():
    marks = {"value_governing_law": {"value": "Ohio", "was": "Utah"}, "value_effective_date": {"value": "1 May 2020"}}
    assert corrected(**marks).contract.answers == {"Governing Law": "Ohio", "Effective Date": "1 May 2020"}
