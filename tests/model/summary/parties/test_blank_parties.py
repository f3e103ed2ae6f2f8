"""Parties of whom a contract says what they are called, but not who they are."""

from __future__ import annotations

import pytest

from model.summary.parties.blank_parties import roles_without_names
from model.summary.parties.listed_parties import listed_parties


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            'This Release is made between the undersigned hereafter ("Contractor"), the undersigned shopkeeper, alone '
            '("Manager") and the undersigned entity ("Company").',
            [("____", ["Contractor"]), ("____", ["Manager"]), ("____", ["Company"])],
        ),
        ("WORK CONTRACT\nbetween\n[PARTY A]\nand\n[PARTY B]\n", [("[PARTY A]", []), ("[PARTY B]", [])]),
        (
            "A lease between [Name of the company] and [the employee’s name].",
            [("[Name of the company]", []), ("[the employee’s name]", [])],
        ),
        (
            'This Transfer is between {A.Name.Full} ("SENDER"), part of the Institutes of Mills, and {B.Name.Full} '
            '("RECIPIENT"), in Akron. SENDER and RECIPIENT are the Parties.',
            [("{A.Name.Full}", ["SENDER"]), ("{B.Name.Full}", ["RECIPIENT"])],
        ),
        (
            'This Agreement is made between {{seller name}} ("Seller") and {{buyer name}} ("Buyer").',
            [("{{seller name}}", ["Seller"]), ("{{buyer name}}", ["Buyer"])],
        ),
        ("The undersigned agrees to pay what is due to the undersigned.", []),
        (
            'This Agreement is made between:\n\nQuillmark S.A., a mill in Akron (hereinafter referred to as "QUILL"),'
            '\n\nand\n\n[DYER NAME], with address at [DYER ADDRESS], (hereinafter referred to as "DYER").',
            [("Quillmark S.A.", ["QUILL"]), ("[DYER NAME]", ["DYER"])],
        ),
        (
            'It is made between {{SELLER_NAME}}, a {{SELLER_TYPE}} with its mill at {{SELLER_ADDRESS}} ("Seller")'
            ', and\n\n{{BUYER_NAME}}, a {{BUYER_TYPE}} with its shop at {{BUYER_ADDRESS}} ("Buyer").',
            [("{{SELLER_NAME}}", ["Seller"]), ("{{BUYER_NAME}}", ["Buyer"])],
        ),
        (
            'This Agreement is made by and between:\n\nCompany: [MILL NAME], a [State] corporation ("Company")\n'
            'Address: [Mill Address]\n\nCounsellor: [COUNSELLOR NAME] ("Counsellor")\nAddress: [Home Address]\n\n'
            "Special Tasks (if any):\n- [Task 1]\n",
            [("[MILL NAME]", ["Company"]), ("[COUNSELLOR NAME]", ["Counsellor"])],
        ),
        (
            'It is entered into by and among:\n\nPARTNER 1: [Full Name], residing at [Street] ("Partner 1")\n\n'
            'PARTNER 2: [Full Name], residing at [Street] ("Partner 2")\n\nRECITALS\n',
            [("[Full Name]", ["Partner 1"]), ("[Full Name]", ["Partner 2"])],
        ),
        (
            "This lease is between:\n\nLandlord: [YOUR NAME / TRADE NAME]\n[Street]\n\n"
            "Tenant: [TENANT NAME]\n[Street]\n\nDeposit: [AMOUNT]\n",
            [("[YOUR NAME / TRADE NAME]", ["Landlord"]), ("[TENANT NAME]", ["Tenant"])],
        ),
    ],
)
def test_parties_whose_names_are_to_be_filled_in_are_blanks_with_their_roles(text, parties):
    assert [(one.name, one.terms) for one in listed_parties(text)] == parties


def test_who_processes_data_for_the_customer_is_a_party():
    text = "This DPA is part of the Terms. The customer is the controller, and Quillmark is the data processor."
    assert [(one.name, one.terms) for one in listed_parties(text)] == [("Quillmark", ["Processor"])]
    assert listed_parties("The customer is the controller and the processor is whoever hosts the data.") == []


def test_a_definition_may_say_that_a_role_is_another_or_a_company():
    text = "“Business Associate” shall mean Provider, or Quillmark, Inc."
    assert [(one.name, one.terms) for one in listed_parties(text)] == [("Quillmark, Inc.", ["Business Associate"])]


def test_what_the_parties_are_called_is_known_though_neither_is_named():
    text = 'Thank you for helping this project ("We" or "Us"). "You" means the person who sends in a work.'
    assert roles_without_names(text) == ["We", "You"]
    assert roles_without_names('"Work" means any text that is sent in.') == []


def test_someone_whom_another_paper_names_is_a_party():
    text = (
        "This Agreement is between Quillmark Inc. (“Company”) and the person or entity identified when the form is "
        "sent in (“Dealer”). The Dealer sells lamps."
    )
    assert [(one.name, one.terms) for one in listed_parties(text)] == [
        ("Quillmark Inc.", ["Company"]),
        ("____", ["Dealer"]),
    ]
    assert len(listed_parties(text.replace("identified when the form is sent in", "that has a shop"))) == 1


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            'These terms are between [COMPANY NAME], Norway, reg. no. [NUMBER] ("loomly", the "Processor") and the '
            'mill that uses loomly (the "Customer", the "Controller").',
            [("[COMPANY NAME]", ["loomly", "Processor"]), ("____", ["Customer", "Controller"])],
        ),
        (
            "Lessor:\nName: {{lessor_name}}\nAddress: {{lessor_address}}\nAND Lessee:\nName: {{lessee_name}}\n",
            [("{{lessor_name}}", ["Lessor"]), ("{{lessee_name}}", ["Lessee"])],
        ),
        ("Between me ([weaver])\nand you ([client])", [("[weaver]", []), ("[client]", [])]),
        (
            'This order describes the work for ________ ("Client"), involving Brook Mills, LLC ("BM").',
            [("____", ["Client"]), ("Brook Mills, LLC", ["BM"])],
        ),
        (
            'This Contract is entered into between Brook Mills LLC, an Ohio company (the "Company"), and the '
            'subscribing shop or workshop ("Customer").',
            [("Brook Mills LLC", ["Company"]), ("____", ["Customer"])],
        ),
    ],
)
def test_a_party_may_be_a_blank_beside_what_it_is_called(text, parties):
    assert [(entry.name, entry.terms) for entry in listed_parties(text)] == parties


def test_blanks_for_something_else_than_parties_name_none():
    assert listed_parties("The price is between [AMOUNT] and [AMOUNT].") == []
    assert listed_parties("Weaver:\nName of the loom: [LOOM]") == []


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            'Made between Brook Care, located in Akron, Ohio ("Brook," "we," "us"), and the client identified on the '
            'Order Form ("Client," "you"). Brook and Client are each a "Party."',
            [("Brook Care", ["Brook", "we", "us"]), ("____", ["Client", "you"])],
        ),
        (
            'This Agreement is between Brook Labs LLC ("Brook") and the supplier set forth in the purchase order ('
            '"you" or "Supplier").',
            [("Brook Labs LLC", ["Brook"]), ("____", ["you", "Supplier"])],
        ),
        (
            'Harrow Data Ltd ("Processor") and the customer company ("Controller") agree the following on '
            "personal data.",
            [("Harrow Data Ltd", ["Processor"]), ("____", ["Controller"])],
        ),
        # someone with whom a party deals
        (
            'This Agreement is between Brook Labs LLC ("Brook") and its members. Brook sells to the shop and to the '
            'client ("Client") of each shop.',
            [("Brook Labs LLC", ["Brook"])],
        ),
        (
            "Between: Brookly (Service Provider) — address: Oslo, Norway.\nAnd: [CLIENT LEGAL NAME], Reg. No. [NUMBER] "
            "(Client) — address: [ADDRESS].\nThe Client shall pay.",
            [("Brookly", ["Service Provider"]), ("[CLIENT LEGAL NAME]", ["Client"])],
        ),
        (
            'Between:\nHarrow Ltd (Registration No: 31/4)\n("the Company" or "Harrow")\nAnd:\n________ (ID No: ____)\n'
            '("the Reseller")\n',
            [("Harrow Ltd", ["Company", "Harrow"]), ("____", ["Reseller"])],
        ),
        (
            "EMPLOYMENT\nPARTIES\nHARROW LTD, a mill with company number 1 (the “Company”).\nWORKER-NAME of "
            "WORKER-ADDRESS (the “Worker”).\nAGREED TERMS",
            [("HARROW LTD", ["Company"]), ("[WORKER-NAME]", ["Worker"])],
        ),
    ],
)
def test_whom_another_paper_names_is_another_party_with_a_role_of_its_own(text, parties):
    assert [(one.name, one.terms) for one in listed_parties(text)] == parties


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            "between:\n1. **Brook Mills (Pty) Ltd** (“Host”), a company of South Africa, and\n2. **[Client Name]** "
            "(“Client”), whose details are in the order.",
            [("Brook Mills (Pty) Ltd", ["Host"]), ("[Client Name]", ["Client"])],
        ),
        (
            '**Between:**\n**Brook Mills (Pty) Ltd** (No: 31)\n("the Company")\n**And:**\n**________** (ID No: ____)\n'
            '("the Reseller")',
            [("Brook Mills (Pty) Ltd", ["Company"]), ("____", ["Reseller"])],
        ),
        (
            'This is between Brook Hub, LLC ("Company") and the individual signing below ("User" or "Beta Tester").',
            [("Brook Hub, LLC", ["Company"]), ("____", ["User", "Beta Tester"])],
        ),
        (
            'It is between:\n**(1) [DISCLOSER LEGAL NAME]**, a [company / person] of Ohio (the **"Discloser"**); and\n'
            '**(2) [RECIPIENT LEGAL NAME]**, a [company / person] of Utah (the **"Recipient"**),',
            [("[DISCLOSER LEGAL NAME]", ["Discloser"]), ("[RECIPIENT LEGAL NAME]", ["Recipient"])],
        ),
        (
            '**Brook Systems Limited** ("Processor") and the customer business ("Controller") agree the following.',
            [("Brook Systems Limited", ["Processor"]), ("____", ["Controller"])],
        ),
    ],
)
def test_marks_of_emphasis_do_not_hide_a_blank_and_each_party_keeps_its_role(text, parties):
    assert [(entry.name, entry.terms) for entry in listed_parties(f"AGREEMENT\n{text}")] == parties


def test_a_blank_with_an_address_and_a_number_before_its_role_is_a_party():
    text = (
        "Reader Agreement\n\nParties\n\n(1) Fernleigh Limited, a company of Ireland (“Fernleigh”, “we”).\n\n"
        "(2) [READER FULL NAME] of [ADDRESS], tax number [NUMBER] (the “Reader”, “you”).\n"
    )
    assert [(one.name, one.terms) for one in listed_parties(text)] == [
        ("Fernleigh Limited", ["Fernleigh", "we"]),
        ("[READER FULL NAME]", ["Reader", "you"]),
    ]


def test_the_placeholders_of_a_template_beside_their_roles_are_parties():
    text = (
        "Loan\n\n- **Lender**: Fernleigh Loans Limited (number 31)\n- **Borrower(s)**: {{ borrowers|join('; ') }} "
        "- **Guarantor(s)**: {{ guarantor }}\n\nThe Borrower pays."
    )
    assert [(one.name, one.terms) for one in listed_parties(text)] == [
        ("Fernleigh Loans Limited", ["Lender"]),
        ("{{ borrowers|join('; ') }}", ["Borrower"]),
        ("{{ guarantor }}", ["Guarantor"]),
    ]
    letter = "Fernleigh Loans Limited\n\nNumber: {{ number }}\nOrder: {{ order }}\n"
    assert not any(one.name.startswith("{{") for one in listed_parties(letter))


def test_whoever_is_invited_to_a_trial_is_the_other_party():
    text = (
        "This Agreement is made between Fernleigh Press Ltd (the “Company”), and the individual or firm invited to try "
        "the press (the “Guest Printer”)."
    )
    assert [(one.name, one.terms) for one in listed_parties(text)] == [
        ("Fernleigh Press Ltd", ["Company"]),
        ("____", ["Guest Printer"]),
    ]
    story = "The trial is held by Fernleigh Press Ltd (the “Company”), and the firm invited to it (“Wrenford”) prints."
    assert "____" not in [one.name for one in listed_parties(story)]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            "It is made by and between\n\n{{company_name}}, located at {{company_address}}, hereinafter referred to as "
            '"the Company,"\n\nAND\n\n{{advertiser_name}}, located at {{advertiser_address}}, hereinafter referred to '
            'as "the Advertiser."',
            [("{{company_name}}", ["Company"]), ("{{advertiser_name}}", ["Advertiser"])],
        ),
        (
            "made by and between:\nBROOK GUARDS, CORP., a mill, hereinafter referred to as “EMPLOYER”;\nAnd\n"
            "{{ EMPLOYEE NAME }}, of legal age, hereinafter referred to as the “EMPLOYEE”.",
            [("BROOK GUARDS, CORP.", ["EMPLOYER"]), ("{{ EMPLOYEE NAME }}", ["EMPLOYEE"])],
        ),
        # a day and an address
        (
            "It is made on {{contract_date}} at {{address}} by Brook Mills Ltd, hereinafter referred to as “Brook”.",
            [("Brook Mills Ltd", ["Brook"])],
        ),
    ],
)
def test_the_field_of_a_template_is_a_party_whose_name_is_open(text, parties):
    assert [(one.name, one.terms) for one in listed_parties(f"AGREEMENT\n{text}\n")] == parties


@pytest.mark.parametrize(
    ("signed", "name"),
    [
        ("Brook, Inc. Buyer: Harrow Mills, Inc.\nSignature: /s/ Ada Quill", "Harrow Mills, Inc."),
        ("Brook, Inc.\nSignature: /s/ Ada Quill", "____"),
    ],
)
def test_a_party_that_the_opening_leaves_to_the_signature_block_is_named_there(signed, name):
    text = (
        "This Agreement is between Brook, Inc. (“Brook” or “we”) and Buyer (“Buyer” or “you”) as named in the "
        f"signature block of this Agreement. Buyer shall pay.\n\n{signed}\n"
    )
    assert [(one.name, one.terms) for one in listed_parties(text)] == [
        ("Brook, Inc.", ["Brook", "we"]),
        (name, ["Buyer", "you"]),
    ]
