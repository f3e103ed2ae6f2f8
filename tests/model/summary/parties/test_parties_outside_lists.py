from __future__ import annotations

from model.summary.parties.parties_outside_lists import labeled_parties


def test_parties_with_their_roles_before_a_label_in_brackets_are_read_and_lists_after_a_label_are_not():
    text = (
        "LOAN CONTRACT\nBorrower (Party A): Brook Mills Co., Ltd.\nLender (Party B): Harrow Bank Co., Ltd.\n"
        "New security must be satisfactory to Party B:\n(I) The Pledger fails to keep it.\n"
    )
    assert [(one.name, one.terms) for one in labeled_parties(text)] == [
        ("Brook Mills Co., Ltd.", ["Borrower", "Party A"]),
        ("Harrow Bank Co., Ltd.", ["Lender", "Party B"]),
    ]
