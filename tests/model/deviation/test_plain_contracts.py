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


def test_a_statement_of_terms_of_employment_need_not_be_signed():
    says = "\n\nThis statement forms part of your contract of employment. You sell bread.\n"
    for title in (
        "STATEMENT OF MAIN TERMS OF EMPLOYMENT",
        "Contract of Employment",
        "Statement of Employment Particulars",
    ):
        assert says_it_is_a_contract(title + says)
    assert not says_it_is_a_contract("What is a contract of employment?" + says)


def test_the_title_of_a_statement_of_terms_of_employment_is_enough_where_somebody_signs():
    body = "\n\nYour employment with Copperfield Mills Ltd begins on 3 May. You sell bread.\n"
    assert says_it_is_a_contract("Written Statement of Terms and Conditions of Employment" + body + SIGNED)
    assert not says_it_is_a_contract("Written Statement of Terms and Conditions of Employment" + body)
    assert not says_it_is_a_contract("What goes into a contract of employment? A guide" + body + SIGNED)


def test_terms_that_the_reader_accepts_are_a_contract_by_their_title():
    accepts = "\n\nThese terms govern your use of the interface. By using it, you agree to them.\n"
    for title in ("Marrowbone API Terms of Service", "Terms & Conditions", "Brook Ltd\nConditions of Sale"):
        assert says_it_is_a_contract(title + accepts)
    for title in ("Getting started with your kettle", "How to read terms of service in a minute", "Frequent questions"):
        assert not says_it_is_a_contract(title + accepts)
    assert not says_it_is_a_contract("Terms of Service\n\nThis page explains what terms of service are.\n")


@pytest.mark.parametrize(
    "title",
    [
        "MARROWBONE POTTERIES PVT LTD – TERMS AND CONDITIONS OF PURCHASE",
        "Marrowbone Potteries, Leeds | Terms & Conditions",
        "Fair Terms & Conditions",
        "Stall Terms",
        "STANDARD CONDITIONS OF HIRE",
        "Terms and Conditions for Market Stalls",
    ],
)
def test_terms_are_a_contract_by_their_title_if_a_law_governs_them(title):
    law = "\n\nThe stall is let for a day.\n\nThese Terms are governed by the laws of Norway.\n"
    assert says_it_is_a_contract(title + law)
    assert not says_it_is_a_contract(f"{title}\n\nThe stall is let for a day.\n")
    assert not says_it_is_a_contract(f"Dear Ms Moss,\n\n{title}{law}")
    assert not says_it_is_a_contract(f"A day at the market\n\nWe read this over tea.\n\n{title}{law}")


@pytest.mark.parametrize(
    "text",
    [
        "Understanding Terms and Conditions\n\nThe terms say that the contract is governed by the laws of Norway.",
        "Glossary of Terms\n\nGoverning law: the contract is governed by the law that it names.",
        "How we wrote our terms and conditions\n\nThe contract is governed by the laws of Norway, we decided.",
        "Terms and Conditions\n\nMost sites write: “These Terms are governed by the laws of Norway.”",
        "Travel Policy and Terms\n\nThe contract with the hotel is governed by Norwegian law.",
    ],
)
def test_a_text_about_terms_is_no_contract_though_it_speaks_of_the_law(text):
    assert not says_it_is_a_contract(text)


def test_a_statement_of_employment_may_describe_the_employer_at_length():
    employer = "Marrowbone Schools (the employer referred to as 'the School') whose address is 8-10 Upper Mill Gardens,"
    assert says_it_is_a_contract(
        "Statement of Main Terms of Employment\n\nThis Statement sets out the particulars of main terms of employment "
        f"under which {employer} Second Floor, Old Brewery Yard, Leeds employs ____________.\n"
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("This Data Processing Addendum (“DPA”) forms part of the Quillmark Terms of Service.", True),
        ("This Security Exhibit is part of the Agreement between Customer and Quillmark.", True),
        ("This BAA supplements and is incorporated into the Services Agreement.", True),
        (
            "This Service Level Agreement (“SLA”) constitutes a schedule incorporated into the Quill Terms of Sale.",
            True,
        ),
        ("This guide explains what forms part of the terms of a contract.", False),
        ("This addendum is part of the staff handbook.", False),
    ],
)
def test_an_addendum_that_says_to_which_contract_it_belongs_is_one(text, says):
    assert says_it_is_a_contract(text) is says


def test_booking_conditions_that_bind_all_persons_named_in_the_booking_are_a_contract():
    text = "Booking Conditions\nOur Agreement\n\n“You” means all persons named in the booking. The house is let.\n"
    assert says_it_is_a_contract(text)
    assert not says_it_is_a_contract(text.replace("Booking Conditions", "Market conditions"))


@pytest.mark.parametrize(
    "says",
    [
        "When both of us have signed, this letter will be a binding contract.",
        "Please sign the copy. On your signature this letter agreement becomes a legally binding agreement.",
    ],
)
def test_a_letter_may_say_that_it_is_a_contract(says):
    assert says_it_is_a_contract(f"Dear Ms Moss\n\nWe lend you the loom.\n{says}{SIGNED}")


@pytest.mark.parametrize(
    "says",
    [
        "Nothing in this letter is a binding agreement.",
        "Neither of us says that this letter is a binding contract.",
        "Unless we sign another one, this letter is a binding contract.",
        "We ask whether this letter is a binding contract.",
        "This letter is a binding contract only if the board agrees.",
        "This letter encloses a binding contract.",
    ],
)
def test_a_letter_that_does_not_bind_is_no_contract(says):
    assert not says_it_is_a_contract(f"Dear Ms Moss\n\nWe lend you the loom.\n{says}{SIGNED}")


LAW = "\n\nEnglish law applies.\n\n"


def test_a_law_and_two_signatures_make_a_contract():
    order = "Subscription Order\n\nSupplier | Brook Ltd\n\nThe shop gets the tool." + LAW
    signed = "Signed for Brook Ltd: Ada Brook, Director\n\nSigned for Quill Ltd: Bo Quill, Director\n"
    assert says_it_is_a_contract(order + signed)
    assert says_it_is_a_contract(f"{order}Signed\n\nAda Brook, for Brook Ltd\n\nBo Quill, for Quill Ltd\n")
    assert not says_it_is_a_contract(order)
    assert not says_it_is_a_contract(order.replace(LAW, "\n\n") + signed)


def test_a_letter_that_names_the_law_and_is_accepted_is_a_contract():
    letter = "Dear Ms Moss\n\nWe lend you the loom.{}Yours sincerely\n\nAda Brook\n\n"
    assert says_it_is_a_contract(letter.format(LAW) + "Accepted on 4 May 2024, by Bo Moss\n")
    assert not says_it_is_a_contract(letter.format(LAW))
    assert not says_it_is_a_contract(letter.format("\n\n") + "Accepted on 4 May 2024, by Bo Moss\n")


def test_a_letter_may_bind_in_its_second_sentence():
    says = (
        "This letter sets out what we agreed. When you have signed the copy, it will be a binding contract between us."
    )
    assert says_it_is_a_contract(f"Dear Ms Moss\n\n{says}{SIGNED}")


@pytest.mark.parametrize(
    ("end", "contract"),
    [
        ("EXECUTED AS A DEED\n\nSigned by Ann Reed, President\n\nWitness: Bert Quill\n", True),
        ("Signed and delivered as a deed by Ann Reed\nin the presence of: Bert Quill\n", True),
        ("A contract is executed as a deed if it says so on its face.\n", False),
        ("Executed as a deed: what does this mean?\n", False),
    ],
)
def test_what_is_executed_as_a_deed_before_a_witness_is_a_contract(end, contract):
    text = f"LICENSE TO USE THE HALL\n\nLicensor: Brook School\n\nLicensee: Quill Football Club\n\n{end}"
    assert says_it_is_a_contract(text) is contract
