from __future__ import annotations

import pytest

from model.schema import Party
from model.summary.parties.co_signers import bound_for_a_part
from model.summary.parties.several_persons import persons_signing_beside, persons_with_one_role


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            'each of Ann Brook, Bert Reed and the Brook Trust (each, a "Seller" and, collectively, the "Sellers")',
            ["Ann Brook", "Bert Reed"],
        ),
        (
            'ANN BROOK and BERT BROOK, husband and wife (jointly and severally, "Maker"), promise',
            ["ANN BROOK", "BERT BROOK"],
        ),
        ('Ann Brook, Sr. and Bert Brook, each individually (each, a "Guarantor")', ["Ann Brook, Sr.", "Bert Brook"]),
        (
            "(2) BROOK SURVEYS, a firm of 4 Mill Lane, and ANN MARY BROOK and BERT REED, the partners of that firm, as "
            'such partners and as individuals (the firm and those partners together the "Surveyor").',
            ["ANN MARY BROOK", "BERT REED"],
        ),
        (
            "Brook Surveys, a partnership, and Ann Brook, Bert Reed and Cy Elder, all partners in the said partnership "
            '(together, the "Surveyor")',
            ["Ann Brook", "Bert Reed", "Cy Elder"],
        ),
        ('Brook Ltd and its advisers Ann Brook and Bert Reed, partners of the firm Harrow (the "Adviser")', []),
        ('between Brook Ltd and Quill Ltd, each an individual company (each, a "Seller")', []),
    ],
)
def test_persons_share_a_term(text, names):
    assert [entry.name for entry in persons_with_one_role(text)] == names


def test_owners_who_sign_a_guaranty_are_bound_by_it_alone():
    text = 'Your owners, Ann Brook and Bert Reed (the "Owners"), sign the guaranty at the end. '
    assert [(entry.name, entry.terms) for entry in persons_signing_beside(text)] == [
        ("Ann Brook", ["Owners"]),
        ("Bert Reed", ["Owners"]),
    ]
    ann = Party(name="Ann Brook", defined_as=["Owners"], clause=0, score=0.9)
    assert bound_for_a_part([ann], text) == {"Ann Brook"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Brook Ltd (the “Sponsor”), Ada Reed and Bert Marsh-Ito (the “Insiders”), and",
            ["Ada Reed", "Bert Marsh-Ito"],
        ),
        (
            "Brook Ltd (“Brook”), Mr. Bert Marsh and Ms. Ada Reed (together with Brook, the “Sellers”) have",
            ["Bert Marsh", "Ada Reed"],
        ),
        (
            "AND:\nADA KAUR REED and BERT MARSH, both of Elm, Ohio (together the “Principals”)\n",
            ["ADA KAUR REED", "BERT MARSH"],
        ),
        (
            "- AND -\nADA REED and BERT MARSH, both of Elm\n(hereinafter, jointly and severally, the “Guarantors” "
            "and each "
            "a “Guarantor”)",
            ["ADA REED", "BERT MARSH"],
        ),
        # a recital
        ("RECITALS\nAda Reed and Bert Marsh (the “Founders”) founded the mill in May.", []),
    ],
)
def test_persons_share_the_term_in_brackets_after_them_in_a_list(text, names):
    assert [entry.name for entry in persons_with_one_role(text)] == names
