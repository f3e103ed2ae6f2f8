from __future__ import annotations

import pytest

from model.summary.parties.listed_parties import listed_parties
from model.summary.parties.standard_terms import is_offered_to_anyone

USED = "By using the service you agree to these terms."


@pytest.mark.parametrize(
    ("text", "name", "terms"),
    [
        (
            'Terms of Service\nThey govern services provided by Quillmark Software, Inc. ("Quillmark", "we" or "us").',
            "Quillmark Software, Inc.",
            ["Quillmark", "we", "us"],
        ),
        (
            'Introduction\nQuillmark, Inc. ("We/Us", Quillmark), with its head office in Akron, offers storage under '
            'the brand name "Quillmark Vault" (Services or Quillmark Vault).\nThe Customer ("you") opens an account.',
            "Quillmark, Inc.",
            ["We", "Us", "Quillmark"],
        ),
        (
            "When we say “Company”, “we” or “us” in this document, we are referring to HARROW APPS SASU.",
            "HARROW APPS SASU",
            ["Company", "we", "us"],
        ),
        (
            'References to "we", "us" and "our" are references to Brook Outdoor Limited, trading as Trailhead.',
            "Brook Outdoor Limited",
            ["we", "us", "our"],
        ),
        (
            "“The Company” shall mean Harrow Joinery Ltd.\n“Goods” shall mean what the order lists.",
            "Harrow Joinery Ltd.",
            ["Company"],
        ),
        ("Provider\nrefers to the company Brook Cloud s.r.o., ID No. 123,", "Brook Cloud s.r.o.", ["Provider"]),
        (
            "The buyer shall mean Wrenford Vale Parish Council The seller shall mean whoever takes the order.",
            "Wrenford Vale Parish Council",
            ["buyer"],
        ),
        (
            "They apply between us (Harrow Laboratories, LLC d/b/a Seven Labs) and you, the client.",
            "Harrow Laboratories, LLC",
            ["we", "us"],
        ),
        (
            "A LEGAL AGREEMENT BETWEEN YOU AND HARROW (HEREINAFTER DEFINED).\nThe program is owned by Harrow Tools "
            'Incorporated, or one of its subsidiaries (collectively referred to herein as "Harrow").',
            "Harrow Tools Incorporated",
            ["Harrow"],
        ),
        ("We are Harrow & Brook LLP, a firm of solicitors.", "Harrow & Brook LLP", ["we", "us"]),
        (
            "It is a legal agreement between you (Licensee or you) and Quillmark Software Limited of Mill Lane, Leeds "
            "(Licensor, us or we) for the computer software (Software).",
            "Quillmark Software Limited",
            ["Licensor", "us", "we"],
        ),
        ("“Harrow” means the Harrow Cloud, Inc. company described below.", "Harrow Cloud, Inc.", ["Harrow"]),
        ("Welcome to Fernboard! Fernboard is operated by Harrow Digital Ltd, a company.", "Harrow Digital Ltd", []),
        ("Terms\nIf you have questions, write to Harrow Media B.V., Mill Lane 7.", "Harrow Media B.V.", []),
        ("Fernboard is a game owned and operated by harrowdale, LLC, of Akron.", "harrowdale, LLC", []),
        ("This level is part of your service agreement with Quillmark, LLC for hosting.", "Quillmark, LLC", []),
        (
            "SELLER – means Lime and Brick Works Ltd, T/A Brickfield, Mill Lane 7.\n" + 5 * "The Seller delivers. ",
            "Lime and Brick Works Ltd",
            ["Seller"],
        ),
        (
            "This is an agreement between you and Harrow Fern (An Australian Pty Ltd company, ACN 1). "
            + 5 * "Harrow Fern may help. ",
            "Harrow Fern",
            [],
        ),
    ],
)
def test_whoever_offers_terms_to_anyone_is_a_party_by_its_legal_name(text, name, terms):
    assert [(one.name, one.terms) for one in listed_parties(f"{text}\n{USED}")] == [(name, terms)]


def test_the_company_in_a_line_below_the_title_is_a_party_too_if_it_differs_from_the_one_that_is_defined():
    text = (
        "TERMS AND CONDITIONS OF BUSINESS\nWrenford Joinery Ltd t/a Old Mill Kitchens\n"
        "These terms and conditions apply to all contracts for works.\n"
        "“The Company” shall mean Harrow Joinery GB Limited\n“Goods” shall mean what the order lists."
    )
    assert [one.name for one in listed_parties(text)] == ["Harrow Joinery GB Limited", "Wrenford Joinery Ltd"]


def test_every_company_with_which_the_reader_may_contract_is_a_party():
    text = (
        "If you live in Europe, you contract with Quillmark Ireland Limited; if you live elsewhere, you contract with "
        f'Quillmark, Inc. ("Quillmark").\n{USED}'
    )
    assert {one.name for one in listed_parties(text)} == {"Quillmark Ireland Limited", "Quillmark, Inc."}


@pytest.mark.parametrize(
    "text",
    [
        'Harrow Markets s.r.o. ("Harrow") is not a party to this contract.',
        "NEITHER THE SITE NOR ITS OWNER, HARROW, LLC (“HARROW”), IS A PARTY TO THIS AGREEMENT.",
        "Payments run over a gateway, and this gateway is provided by Harrow Pay, a.s., of Mill Lane 7.",
        "THIS IS A LEGAL AGREEMENT BETWEEN THE LICENSEE (AS DEFINED BELOW) AND THE LICENSOR (AS DEFINED BELOW).",
    ],
)
def test_whoever_is_only_mentioned_in_terms_for_anyone_is_no_party(text):
    assert listed_parties(f"{text}\n{USED}") == []


def test_a_field_above_terms_for_the_reader_names_the_other_party_or_leaves_a_blank_for_it():
    terms = "These terms apply between us (Harrow Laboratories, LLC) and you, the client."
    (_, blank) = listed_parties(f"SERVICES AGREEMENT\nClient: ______________\n{terms}")
    assert (blank.name, blank.terms) == ("____", ["Client"])
    (_, client) = listed_parties(f"SERVICES AGREEMENT\nClient: Quillmark Foods Ltd\n{terms}")
    assert (client.name, client.terms) == ("Quillmark Foods Ltd", ["Client"])
    (_, advisor) = listed_parties(
        'ADVICE\nParties\n- Company: Harrow, Inc. ("Harrow" or "Company") - Advisor: [Ada or Bo] ("Advisor")\n'
    )
    assert (advisor.name, advisor.terms) == ("[Ada or Bo]", ["Advisor"])


def test_a_company_without_a_legal_form_and_the_blank_for_the_partners_name_are_both_parties():
    text = (
        'REFERRAL AGREEMENT\nPartner Name: [Partner Name]\nHarrow Boat Group ("Company") runs a program.\n'
        "By participating in it, you agree to these terms."
    )
    assert [(one.name, one.terms) for one in listed_parties(text)] == [
        ("Harrow Boat Group", ["Company"]),
        ("[Partner Name]", ["Partner"]),
    ]


def test_the_fields_of_a_cover_block_name_the_parties():
    text = "SUBSCRIPTION AGREEMENT\nCustomer: Quillmark Foods Ltd\nProvider: Harrow Cloud Inc.\nStart: 1 March 2024"
    assert [(one.name, one.terms) for one in listed_parties(text)] == [
        ("Quillmark Foods Ltd", ["Customer"]),
        ("Harrow Cloud Inc.", ["Provider"]),
    ]


def test_a_person_in_a_field_is_a_party_if_the_contract_lets_that_role_act():
    text = "Freelancer: Ada Brook\nClient: Quillmark Foods Ltd\nDesigner: Bo Hill\nThe Freelancer agrees to draw."
    assert [(one.name, one.terms) for one in listed_parties(text)] == [
        ("Ada Brook", ["Freelancer"]),
        ("Quillmark Foods Ltd", ["Client"]),
    ]


@pytest.mark.parametrize(
    "text",
    [
        USED,
        "By participating in our program, you agree to the following terms.",
        "Continued participation in the program constitutes acceptance of the updated terms.",
        "BY INSTALLING THE PROGRAM YOU CONSENT TO BE BOUND BY IT.",
        "By joining Harrow, our members agree to certain rules.",
        "When you use our services, now or later, you are agreeing to these terms.",
        "If you do not agree to these terms, do not use the site.",
        "These are the terms and conditions on which we supply products to you.",
        "The person or entity placing an order agrees to these terms.",
        "These conditions shall apply to all sales of goods.",
        "“Buyer” means the person or company who buys the goods.",
        "1. Definitions\n\nBuyer the person who buys the goods from the Seller.",
        "Hirer: any company or person that hires the boat.",
        "This is an agreement between Harrow, Inc. and the individual or entity that installs the software.",
        "This agreement is made between us, Harrow Labs, and you.",
        "These are the terms agreed to between Harrow Bank, N.A. and you as an affiliate.",
    ],
)
def test_terms_that_are_accepted_by_conduct_are_offered_to_anyone(text):
    assert is_offered_to_anyone(text)


@pytest.mark.parametrize(
    "text",
    [
        "This Agreement is made between Harrow, Inc. and Quill LLC. Company agrees to pay Quill.",
        "By signing below, Licensee agrees to these terms.",
        "Licensee pays for any person using the premises.",
        "It repays the Buyer the person's fare.",
        "Dear Ms. Brook,\nThis letter is an agreement between Harrow, Inc. and you.",
        f"{USED}\nHARROW, INC.\nBy: ____\nCUSTOMER\nBy: ____",
    ],
)
def test_what_two_parties_sign_is_not_offered_to_anyone(text):
    assert not is_offered_to_anyone(text)


def test_who_is_to_be_written_to_offers_the_terms():
    text = f"{USED}\n\nContact Quillmark:\n\nQuillmark Corporation\nAttn: Legal Notices\n5 Mill Lane\nAkron, OH"
    assert [one.name for one in listed_parties(text)] == ["Quillmark Corporation"]


def test_the_company_to_which_the_signer_speaks_is_the_party_that_the_terms_name():
    text = (
        "I promise the Quillmark Foundation Inc. (the “Foundation”) to play my drum at the fair. I agree to come "
        "in time. I will bring it myself. I understand that it may rain. I may sell my records.\n\n"
        "The Quillmark Foundation Inc., Akron"
    )
    assert [(one.name, one.terms) for one in listed_parties(text)] == [("Quillmark Foundation Inc.", ["Foundation"])]
    assert listed_parties(text.replace("I ", "He ")) == []


@pytest.mark.parametrize(
    "text",
    [
        "This statement sets out the main terms on which Copperfield Mills Ltd, 9 Mill Row, Hexham\n\nemploys you.",
        "This statement forms part of your contract of employment with Copperfield Mills Ltd of 9 Mill Row.",
    ],
)
def test_whoever_employs_the_reader_is_a_party_and_a_field_names_the_other(text):
    rest = "You work for us. Your pay is fair. " * 9
    assert [one.name for one in listed_parties(f"{text}\n\n{rest}")] == ["Copperfield Mills Ltd"]
    for field in ("Employs: [employee]", "Employee: [name]"):
        listed = [(one.name, one.terms) for one in listed_parties(f"{text}\n\n{field}\n\n{rest}")]
        assert listed[1:] == [(field.split(": ")[1], ["Employee"])]


def test_a_company_in_a_sentence_in_capitals_has_the_short_name_in_brackets_behind_it():
    text = (
        "Site Terms of Service\n\nBY CLICKING ON THE BUTTON ON THE ONLINE FORM PRESENTED BY QUILLMARK TECH INC. "
        "(QUILLMARK), OR BY EXECUTING FORMS (EACH, AN “ORDER FORM”), YOU (“YOU,” “YOUR,” OR “CUSTOMER”) ARE BOUND. BY "
        f"CLICKING, YOU AGREE TO THESE TERMS.\n\n{5 * 'Quillmark provides it. '}"
    )
    assert [(one.name, one.terms) for one in listed_parties(text)] == [("QUILLMARK TECH INC.", ["Quillmark"])]


def test_a_company_that_terms_call_we_is_named_up_to_the_full_stop():
    text = f"{USED} In it, “Quillmark,” “we” or “us” means Quillmark. If you act for a firm, it is bound."
    assert [(one.name, one.terms) for one in listed_parties(text)] == [("Quillmark", ["we", "us"])]


@pytest.mark.parametrize(
    ("text", "name", "terms"),
    [
        ("Fernleigh is a trading name of Wrenford Tools Limited.", "Wrenford Tools Limited", ["Fernleigh"]),
        ("Fernleigh is a trading style of Wrenford Tools Limited, of Leeds.", "Wrenford Tools Limited", ["Fernleigh"]),
        ("You are contracting with Fernleigh Ireland Limited, of Cork.", "Fernleigh Ireland Limited", []),
        ("Contracting entity\nYou are contracting with Fernleigh Ireland Limited.", "Fernleigh Ireland Limited", []),
        ("When you use it, you’re contracting with: Fernleigh LLC, of Akron.", "Fernleigh LLC", []),
        ("You’re agreeing to these Terms with Fernleigh Corporation, of Akron.", "Fernleigh Corporation", []),
        ("Your contract will be with Fernleigh Tours Limited, 7 Mill Lane.", "Fernleigh Tours Limited", []),
        ("Your relationship is with Fernleigh Ireland Limited, of Cork.", "Fernleigh Ireland Limited", []),
        ("The services are provided to you by Fernleigh Limited, of Cork.", "Fernleigh Limited", []),
        ("It is brought to you by Fernleigh Tools GmbH, of Bonn.", "Fernleigh Tools GmbH", []),
        ("It is provided by:\nFernleigh S.r.l. - Via Roma 7", "Fernleigh S.r.l.", []),
        ("Owner and Data Controller\nFernleigh S.r.l. - Via Roma 7", "Fernleigh S.r.l.", []),
        ("Contracting party: Fernleigh Oy, number 31.", "Fernleigh Oy", []),
        ("Company registered name: Fernleigh Pots Ltd\nCompany number: 31", "Fernleigh Pots Ltd", []),
        ("This website is operated by Fernleigh Pots (“Fernleigh”).", "Fernleigh Pots", ["Fernleigh"]),
        ("This site is owned and run by Fernleigh Pots, a sole trader of Leeds.", "Fernleigh Pots", []),
        ("Fernleigh Ltd, number 31, is the operator of this website.", "Fernleigh Ltd", []),
        ("These Terms are between you and Fernleigh Inc.", "Fernleigh Inc.", []),
        (
            'It is an agreement between you ("you" or "your") and Fernleigh bank Limited ("Fernleigh Bank").',
            "Fernleigh bank Limited",
            ["Fernleigh Bank"],
        ),
        (
            "It is a legal agreement between you (a person or an entity) and Fernleigh Software Corporation for it.",
            "Fernleigh Software Corporation",
            [],
        ),
        ("© 2024 Fernleigh Pots Ltd, all rights reserved.", "Fernleigh Pots Ltd", []),
    ],
)
def test_the_company_that_runs_what_the_reader_uses_is_a_party(text, name, terms):
    assert [(one.name, one.terms) for one in listed_parties(f"Terms\n{text}\n{USED}")] == [(name, terms)]


@pytest.mark.parametrize(
    "text",
    [
        "The website is hosted by Wrenford Hosting, Inc., our hosting provider.",
        "This site is operated by People Like You, a sole trader.",
        "It shows maps provided by Wrenford Maps, Inc.",
        "Your contract for the flight is with Wrenford Air Ltd, the carrier.",
        "Your contract is with Wrenford Air Ltd and not with us.",
        "These terms are between you and us only, and not with Wrenford, Inc. (“Wrenford”), which makes the phone.",
        "Wrenford is a registered trademark of Wrenford Type, Inc., which is not affiliated with us.",
    ],
)
def test_another_whose_service_the_reader_also_uses_is_no_party(text):
    assert listed_parties(f"Terms\n{text}\n{USED}") == []


def test_terms_in_which_you_means_a_customer_or_a_click_makes_a_member_are_offered_to_anyone():
    assert is_offered_to_anyone("“We” means Fernleigh Books, and “you,” “your” or “Affiliate,” means the affiliate.")
    assert is_offered_to_anyone("You will be an affiliate once you have clicked the button below.")
    assert not is_offered_to_anyone("You will be our main supplier for three years.")


def test_a_person_who_runs_the_place_is_a_party_and_the_brand_the_short_name():
    stays = "Fernleigh may refuse a late guest.\n" * 5
    text = f"Booking Terms\n\nFernleigh is operated by Ann Jane Brook.\n{stays}{USED}"
    assert [(one.name, one.terms) for one in listed_parties(text)] == [("Ann Jane Brook", ["Fernleigh"])]
    ferry = f"Booking Terms\n\nThe Ferry is operated by Tom Wrenford.\n{USED}"
    assert listed_parties(ferry) == []


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Fernleigh Mills Pvt Ltd – Terms and Conditions of Purchase", "Fernleigh Mills Pvt Ltd"),
        ("Fair Terms\n\nFernleigh Mills Limited — Fair T&Cs.", "Fernleigh Mills Limited"),
        ("FERNLEIGH MILLS PVT LTD – TERMS OF PURCHASE\nFernleigh Mills Pvt Ltd buys.", "Fernleigh Mills Pvt Ltd"),
    ],
)
def test_the_company_in_the_title_of_terms_offers_them(title, name):
    assert [one.name for one in listed_parties(f"{title}\n{USED}")] == [name]
    about = "Ten mills we like\n\nFernleigh Mills Ltd – a day among the looms\n"
    assert listed_parties(f"{about}{USED}") == []
