from __future__ import annotations

import pytest

from model.deviation.plain_contracts import says_it_is_a_contract

SIGNED = "\n\nSigned: ______________ Date: ________\n"


@pytest.mark.parametrize(
    "opening",
    [
        "This statement, together with the rules of the house, forms part of your contract of employment.",
        "This document sets out the main terms on which Pell Nurseries Ltd employs you.",
        "This contract is made between Bramble Walks and you, the owner of the dog.",
        "This childminding agreement is between Ada Moss and the parents of Tim.",
        "This is a short contract between The Tin Larks and the couple.",
    ],
)
def test_a_document_with_a_place_to_sign_may_say_that_it_is_a_contract(opening):
    assert says_it_is_a_contract(opening + SIGNED)
    assert not says_it_is_a_contract(opening)
    assert not says_it_is_a_contract(f"Dear Ms Moss,\n\n{opening}{SIGNED}")


@pytest.mark.parametrize(
    "opening",
    [
        "This handbook tells you how we work. It does not form part of your contract of employment.",
        "This document does not form part of your contract of employment.",
        "By signing below, I agree that my child takes part in the trip.",
        "A contract sets out the terms on which somebody works for you.",
    ],
)
def test_a_handbook_a_guide_and_a_form_of_consent_do_not_say_so(opening):
    assert not says_it_is_a_contract(opening + SIGNED)


def test_a_contract_is_known_by_its_title_where_two_sign():
    body = "\n\nThe band plays for two hours.\n"
    assert says_it_is_a_contract("BAND BOOKING AGREEMENT" + body + SIGNED + SIGNED)
    assert says_it_is_a_contract("Contract of Employment" + body + "Signature (employer): ____\nSignature: ____")
    assert not says_it_is_a_contract("BAND BOOKING AGREEMENT" + body + SIGNED)
    assert not says_it_is_a_contract("How to write a contract of employment" + body)
    assert not says_it_is_a_contract("The contract that saved my studio" + body + SIGNED + SIGNED)
