from __future__ import annotations

import pytest

from model.playbook.clause_meaning.liability.uncapped import unlimited
from model.summary.liability.carve_outs import excepted, is_carve_out, is_without_limit


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        (
            "Except for liability arising under Section 8, in no event shall Vendor's liability exceed the fees paid.",
            "liability arising under Section 8",
        ),
        (
            "EXCEPT IN THE EVENT OF A BREACH OF SECTION 4, NEITHER PARTY IS LIABLE FOR MORE THAN $10.",
            "A BREACH OF SECTION 4",
        ),
        ("Liability (other than claims for money due) is limited to $9,000.", "claims for money due"),
        ("Other than under section 4, the most that we can owe you is the price.", "section 4"),
        ("The foregoing limitations shall not apply to fraud or breach of Article 7.", "fraud or breach of Article 7"),
        (
            "Nothing in this Section 9.2 is intended to or shall limit or restrict the indemnities under Section 3.1.",
            "the indemnities under Section 3.1",
        ),
        (
            "Vendor is not liable for loss of data unless caused by its gross negligence.",
            "caused by its gross negligence",
        ),
    ],
)
def test_what_is_excepted_from_a_limit_is_told_in_the_sentences_own_words(sentence, words):
    assert excepted(sentence) == [words]


@pytest.mark.parametrize(
    "sentence",
    [
        "EXCEPT AS SET FORTH BELOW, SUPPLIER'S LIABILITY SHALL NOT EXCEED [***].",
        "For all other damages other than those set forth above, liability is limited to the fees paid.",
        "Vendor is liable for no more than its royalties, excluding the reimbursement of expenses.",
        "Buyer waives any compensation on termination, other than as expressly provided in this Agreement.",
        "Except for [**], neither party is liable to the other for [**].",
    ],
)
def test_an_exception_that_names_no_liability_is_no_carve_out(sentence):
    assert not is_carve_out(sentence)


def test_what_is_not_subject_to_a_limit_is_excepted_from_it():
    sentence = "Claims for infringement and breaches of confidentiality are not subject to this limit."
    assert excepted(sentence) == ["Claims for infringement and breaches of confidentiality"]
    assert is_carve_out("Clause 7.1 shall not apply to the indemnity in clause 7.3.")


def test_what_a_cap_does_not_apply_to_may_be_a_list_in_one_sentence():
    sentence = "3.3 Clause 3.1 does not apply to: fraud; soiling of the beach; or loss of a kite."
    assert excepted(sentence) == ["fraud", "soiling of the beach", "loss of a kite"]


@pytest.mark.parametrize(
    ("sentence", "without"),
    [
        ("Grower's responsibility to Flyer is not limited in amount.", True),
        ("Our liability for kites is unlimited.", True),
        ("Grower's responsibilities are not limited to the field.", False),
        ("Grower's liability is not limited by Clause 3.", False),
    ],
)
def test_responsibility_without_a_limit_is_liability_without_one(sentence, without):
    assert is_without_limit(sentence) is without
    assert unlimited(sentence) is without


def test_claims_notified_before_a_guarantee_ends_are_not_taken_out_of_its_limit():
    limit = (
        "Guarantor's liability is limited to $400,000 and ends on May 2, 2027, except for claims notified before then."
    )
    assert excepted(limit) == []


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        (
            "Sections 9.1 and 9.2 do not apply to a breach of Section 12 or to obligations under Section 8.",
            "a breach of Section 12 or to obligations under Section 8",
        ),
        ("The indemnity in clause 6 is not subject to this ceiling.", "The indemnity in clause 6"),
        ("Claims for breach of clause 8 sit outside this cap.", "Claims for breach of clause 8"),
        (
            "Vendor's liability, otherwise than under sub-clause (i) of Clause 7.1, is limited to $90,000.",
            "sub-clause (i) of Clause 7.1",
        ),
        (
            "Section 9.3, which lists what the cap does not apply to, is amended by adding: “claims for lost data”.",
            "claims for lost data",
        ),
    ],
)
def test_an_exception_may_name_several_sections_or_stand_in_an_amendment(sentence, words):
    assert excepted(sentence) == [words]


def test_what_the_words_for_an_exception_are_said_of_is_not_the_exception():
    assert excepted("Section 9.3, which lists what the cap does not apply to, is deleted for breach of Clause 3.") == []


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        (
            "The limitations in clauses 9.1 and 9.2 are not valid in case of gross fault, or for breach of clause 3.",
            "gross fault, or for breach of clause 3",
        ),
        ("These ceilings shall not apply in case of fraud or breach of clause 4.", "fraud or breach of clause 4"),
        (
            "Nothing in this clause applies to fraud or the indemnity in clause 8.2.",
            "fraud or the indemnity in clause 8.2",
        ),
        ("No limit in this contract applies to a breach of clause 12.", "a breach of clause 12"),
        (
            "The foregoing limits shall not apply (i) in the event of gross negligence, or (ii) indemnity obligations.",
            "gross negligence, or (ii) indemnity obligations",
        ),
        (
            "Wilful misconduct and the indemnities in 12.1 and 12.2 fall outside this sub-clause.",
            "Wilful misconduct and the indemnities in 12.1 and 12.2",
        ),
        ("The above caps are not applicable to claims for death.", "claims for death"),
    ],
)
def test_a_cap_may_be_denied_in_many_words(sentence, words):
    assert is_carve_out(sentence)
    assert excepted(sentence) == [words]


@pytest.mark.parametrize(
    "sentence",
    [
        "Nothing in this clause obliges Vendor to pay claims.",
        "No limit on the number of claims is agreed.",
        "The offer is not valid in case of a strike.",
    ],
)
def test_a_denial_of_something_else_is_no_carve_out(sentence):
    assert not is_carve_out(sentence)
