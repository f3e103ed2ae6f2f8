"""Parties that have a line each, whether they are companies or persons."""

from __future__ import annotations

import pytest

from model.summary.parties.listed_parties import listed_parties
from model.summary.parties.parties_in_lines import (
    named_below_roles,
    parties_by_role,
    parties_in_columns,
    parties_in_lines,
    persons_in_a_list,
)

DUTIES = (
    "The Licensor shall deliver the Tool. Licensee shall pay. The Client will pay. The Developer agrees to work. "
    "The Customer must pay. The Supplier delivers, and the Supplier shall insure. The Manager shall report.\n"
)


@pytest.mark.parametrize(
    ("lines", "parties"),
    [
        (
            "Licensor: Ada Brook (d/b/a Brook Tools)\nLicensee: Northern Water Board (NWB), Malta\n",
            [("Ada Brook", ["Licensor"]), ("Northern Water Board", ["Licensee", "NWB"])],
        ),
        (
            "Developer: [Your Company]\nClient: Dr. Bert Harrow (HARROWAPP)\n",
            [("[Your Company]", ["Developer"]), ("Bert Harrow", ["Client", "HARROWAPP"])],
        ),
        (
            "- Supplier: Brook Dairy Cooperative\n- Goods: Milk\n- Customer: Carla Quill, of 4 Elm Road\n",
            [("Brook Dairy Cooperative", ["Supplier"]), ("Carla Quill", ["Customer"])],
        ),
        (
            "Item 1. Customer: Elm Valley Health Service, a public body, of 4 Elm Road\n\nItem 2. Supplier: Quill Wool "
            "Pty Ltd, trading as “CleanWool”, of Lot 9 Mill Drive, Elmstadt\n\nItem 3. Start: 1 July 2030\n",
            [("Elm Valley Health Service", ["Customer"]), ("Quill Wool Pty Ltd", ["Supplier", "CleanWool"])],
        ),
        (
            "1.1 Supplier: Brook Dairy Cooperative\n1.2 Customer: Carla Quill\n",
            [("Brook Dairy Cooperative", ["Supplier"]), ("Carla Quill", ["Customer"])],
        ),
    ],
)
def test_lines_that_begin_with_a_role_name_the_parties(lines, parties):
    text = f"AGREEMENT\nEffective Date: May 2, 2030\n{lines}1. Duties\n{DUTIES}"
    assert [(one.name, one.terms) for one in listed_parties(text)] == parties


def test_a_label_is_a_role_if_the_contract_says_what_its_company_does():
    lines = "Client: Brook Inns, Inc.\nGallery: Harrow Rooms LLC\nSite: Fernleigh Yard Ltd\nDate: May 2, 2030\n"
    duties = "Gallery shall hang the paintings. The Site shall be ready, and the Client will pay."
    assert [(one.name, one.terms) for one in listed_parties(f"ORDER\n{lines}1. Work\n{duties}")] == [
        ("Brook Inns, Inc.", ["Client"]),
        ("Harrow Rooms LLC", ["Gallery"]),
    ]


def test_a_name_in_a_line_goes_on_after_and_unless_the_contract_also_has_its_first_half_alone():
    lines = (
        "Owner: Brook & Sons Orchard and Cider Company, a Utah corporation (“Owner”)\n"
        "Contractor: Harrow Iron and Beam & Company LLC, a Utah limited liability company (“Contractor”)\n"
    )
    duties = "Owner shall pay. Contractor shall build."
    assert [(one.name, one.terms) for one in listed_parties(f"BUILDING AGREEMENT\n{lines}{duties}")] == [
        ("Brook & Sons Orchard and Cider Company", ["Owner"]),
        ("Harrow Iron and Beam & Company LLC", ["Contractor"]),
    ]
    assert parties_by_role(f"BUILDING AGREEMENT\n{lines}{duties}\nHARROW IRON\nBEAM & COMPANY LLC\n") == []


@pytest.mark.parametrize(
    "lines",
    [
        "Customer: See the order form\nSupplier: As stated below\n",
        "Customer: Any person who buys goods.\nSupplier: The seller of the goods.\n",
        "Customer: Address and Phone\nSupplier: Address and Fax\n",
        # nobody of whom the contract says what he does
        "Designer: Ada Brook\nCustomer: Bert Harrow\n",
        "Customer: [Customer Name]\nSupplier: ________\n",
    ],
)
def test_lines_that_say_something_else_of_a_role_name_no_parties(lines):
    assert parties_by_role(f"AGREEMENT\n{lines}1. Duties\n{DUTIES}") == []


@pytest.mark.parametrize(
    "text",
    [
        "This Agreement is made among the following founders (the “Founders”):\n1. Ada Brook, of 1 Mill Lane\n"
        "2. Bert O'Harrow, of 2 Mill Lane\n3. Carla de Quill, of 3 Mill Lane\nThey agree:\n",
        "ARTICLE 1: PARTIES\nNo.\tFull Name\tRole\tShare\n1\tAda Brook\tChief Officer\t__%\n2\tBert O'Harrow\tDirector "
        "of Works\t__%\n3\tCarla de Quill\tCook\t__%\nTotal\t100%\n",
        "THE PARTIES\n- Ada Brook\n- Bert O'Harrow\n- Carla de Quill\n1. Terms\nName: Ada Brook\nName: Bert O'Harrow\n"
        "Name: Carla de Quill\n",
        "PARTNERSHIP AGREEMENT\nPartner 1:\nName: Ada Brook\nPartner 2:\nName: Bert O'Harrow\nPartner 3:\nName: Carla "
        "de Quill\n",
    ],
)
def test_persons_in_the_rows_of_a_list_are_the_parties(text):
    assert [one.name for one in listed_parties(text)] == ["Ada Brook", "Bert O'Harrow", "Carla de Quill"]


@pytest.mark.parametrize(
    "text",
    [
        "PARTIES\nPayment Terms\nLimited Warranty\nGoverning Law\n",
        "TABLE OF CONTENTS\n1. Parties\n2. Payment Terms\n3. Governing Law\n",
        "The Company is held by the following shareholders:\nAda Brook\t40%\nBert Harrow\t60%\n",
        "Parties\nTitle\tYear\nBrook Fair\t2030\nHarrow Fair\t2031\n",
    ],
)
def test_other_lists_name_no_parties(text):
    assert persons_in_a_list(text) == []


def test_terms_in_quotation_marks_after_each_name_are_those_of_the_parties():
    text = "WORK\nInvolved parties\nAda Brook, ‘Brook Labs Ltd’, ‘I’:\nHere\n[Name], ‘the Client’, ‘You’:\nThere\n"
    assert [(one.name, one.terms) for one in listed_parties(text)] == [
        ("Ada Brook", ["Brook Labs Ltd", "I"]),
        ("[Name]", ["Client", "You"]),
    ]


def test_a_field_of_a_template_may_stand_after_a_role_in_capitals():
    text = (
        "LENDER: Brook Loans Limited · 4 Mill Lane, Elmstadt\n\nBORROWER: {{ $loan->user->name }}\nID Number: ____\n\n"
        "The Lender shall pay the sum to the Borrower. The Borrower shall repay it."
    )
    assert [(one.name, one.terms) for one in parties_by_role(text)] == [
        ("Brook Loans Limited", ["Lender"]),
        ("{{ $loan->user->name }}", ["Borrower"]),
    ]


CARRIED = "The Shipper shall pay. The Carrier shall carry the goods. Hirer may cancel. The Customer shall pay.\n"


@pytest.mark.parametrize(
    ("lines", "parties"),
    [
        (
            "Shipper\nFernleigh Wool GmbH\nMill Lane 5\nCarrier:\nAda Brook\n7 High Street\n",
            [("Fernleigh Wool GmbH", ["Shipper"]), ("Ada Brook", ["Carrier"])],
        ),
        (
            "THE CARRIER\n(Full name): Fernleigh Haulage Ltd\nTHE CUSTOMER\n[Customer name]\n[Address]\n",
            [("Fernleigh Haulage Ltd", ["Carrier"]), ("[Customer name]", ["Customer"])],
        ),
        (
            "Carrier\nFernleigh Plant Pty Ltd (ABN 31 415)\nHirer\n____________\n",
            [("Fernleigh Plant Pty Ltd", ["Carrier"]), ("____", ["Hirer"])],
        ),
    ],
)
def test_a_party_is_named_in_the_line_below_its_role(lines, parties):
    text = f"CONTRACT\n{lines}1. Duties\n{CARRIED}"
    assert [(one.name, one.terms) for one in listed_parties(text)] == parties


@pytest.mark.parametrize(
    "lines",
    [
        # headings of a form, a date and a telephone number, none of which is a name
        "Shipper\nPayment Terms\nCarrier\nDelivery Notes\n",
        "Shipper\n[date]\nCarrier\n[phone number]\n",
        "Carrier\nFernleigh Haulage Ltd\n7 High Street\nShipper\nTo be confirmed in the order\n",
    ],
)
def test_what_else_stands_below_a_role_names_no_party(lines):
    assert parties_by_role(f"CONTRACT\n{lines}1. Duties\n{CARRIED}") == []


def test_a_blank_below_a_role_is_a_party_beside_the_only_company_of_a_contract():
    named = 3 * "Fernleigh Moves Inc. shall carry. " + 2 * "This Contract is short. "
    blank = "Shipper\n{{customer_name}} {{phone}}\nOrigin\n{{origin}}\n"
    text = f"Fernleigh Moves Inc.\nContract for Moves\n{blank}{named}{CARRIED}"
    assert [(one.name, one.terms) for one in listed_parties(text)] == [
        ("Fernleigh Moves Inc.", []),
        ("{{customer_name}}", ["Shipper"]),
    ]


def test_roles_between_which_the_contract_is_made_are_those_of_the_lines_at_the_top():
    text = (
        "KEY TERMS\nVendor:\tHarrow Looms, Inc., a Delaware corporation\nSubscriber: Quill Mills, LLC\n"
        "Item 3. Subscriber's Guarantor: Brook Trustees Pty Ltd ACN 632 518 904\n"
        "This Agreement is made between Vendor and Subscriber. The Guarantor shall pay what Subscriber owes.\n"
    )
    assert [(one.name, one.terms) for one in parties_by_role(text)] == [
        ("Harrow Looms, Inc.", ["Vendor"]),
        ("Quill Mills, LLC", ["Subscriber"]),
        ("Brook Trustees Pty Ltd", ["Guarantor"]),
    ]


def test_a_role_is_no_party_where_a_line_names_whose_it_is():
    text = (
        "KEY TERMS\nVendor: Harrow Looms, Inc.\nSubscriber: Quill Mills, LLC\n"
        'This Agreement ("Agreement") is made between Vendor and Subscriber, each named above, for the term of two '
        'years (the "Subscription Term").\n'
    )
    mentions = [(text.index("Subscriber, each"), text.index(", each"))]
    assert [one.name for one in listed_parties(text, mentions)] == ["Harrow Looms, Inc.", "Quill Mills, LLC"]


def test_we_and_you_and_your_guarantor_are_named_by_lines_of_key_terms():
    text = (
        "KEY TERMS\nWe / us: Harrow Stores Limited, registered office 4 Elm Road\n"
        "You: Quill & Brook Homes Limited (called Lane Limited until 9 May 2023)\n"
        "Your Guarantor: Miss Ada Brook of 4 Elm Road\n"
        "We will store the goods. You will pay. The Guarantor will pay what you do not.\n"
    )
    assert [(one.name, one.terms) for one in parties_by_role(text)] == [
        ("Harrow Stores Limited", ["We"]),
        ("Quill & Brook Homes Limited", ["You"]),
        ("Miss Ada Brook", ["Guarantor"]),
    ]


def test_a_row_names_a_party_that_the_contract_calls_otherwise_than_its_label():
    text = (
        "SUBSCRIPTION AGREEMENT\nProvider\tBrook Software, Inc., a Delaware corporation (“Brook”)\n"
        "Customer\tHarrow County School District No. 9, a political subdivision (“District”)\n"
        "Brook will host the service. District shall pay the fees.\n"
    )
    assert [(one.name, one.terms) for one in parties_in_lines(text)] == [
        ("Brook Software, Inc.", ["Provider", "Brook"]),
        ("Harrow County School District No. 9", ["Customer", "District"]),
    ]


def test_our_name_and_your_name_are_fields():
    text = (
        "KEY TERMS\nOur name: Brook Payroll Inc., a Utah corporation (“we”)\nYour name: Harrow Grocers, LLC (“you”)\n"
        "we will run the payroll. you must pay us.\n"
    )
    assert [(one.name, one.terms) for one in parties_in_lines(text)] == [
        ("Brook Payroll Inc.", ["we"]),
        ("Harrow Grocers, LLC", ["you"]),
    ]


@pytest.mark.parametrize("stop", ["PROVIDER\tCUSTOMER", "Contractor:\tSubcontractor:"])
def test_names_stand_below_their_roles_in_columns(stop):
    text = f"ORDER FORM\n{stop}\nBrook Agronomics, Inc.\tHarrow Farming Company\n1 Mill Lane\t2 Mill Lane\n"
    assert [one.name for one in parties_in_columns(text)] == ["Brook Agronomics, Inc.", "Harrow Farming Company"]


def test_rows_may_be_numbered_items_and_name_several_owners():
    text = (
        "Item 1 – We / us: Brook Care Pty Ltd (ACN 648 219 307)\n\nItem 2 – You: Upper Elm Water Authority, "
        "of 4 Elm Road\n\n"
        "Item 3 – Guarantor: Ada Quill, of 5 Elm Road\n\nYou will pay us. We will clean. The Guarantor guarantees it.\n"
    )
    assert [entry.name for entry in parties_by_role(text)] == [
        "Brook Care Pty Ltd",
        "Upper Elm Water Authority",
        "Ada Quill",
    ]
    charter = "Owners\tBrook Rederi AS\nCharterers\tInstitut du Moulin\n\nOwners let and Charterers hire the ship.\n"
    assert [entry.terms for entry in parties_by_role(charter)] == [["Owners"], ["Charterers"]]


def test_a_row_may_name_a_public_body():
    text = (
        "Council\tThe Council of the Borough of Harrow\nContractor\tBrook Catering Limited\n\n"
        "The Council shall pay, and the Contractor supplies meals.\n"
    )
    assert [entry.name for entry in parties_by_role(text)] == [
        "The Council of the Borough of Harrow",
        "Brook Catering Limited",
    ]


def test_a_row_may_say_in_brackets_whose_it_is():
    text = (
        "We / us (the owner): Brook Leasing Limited, of 6 Mill Way\n\nYou (the hirer): Quill & Reed "
        "Bakeries, a partnership\n\n"
        "Guarantor: Mr Bert Hill of The Old Forge, Elm, in his personal capacity\n\nWe will let the vans. "
        "You will pay.\n"
    )
    assert [entry.name for entry in parties_by_role(text)] == [
        "Brook Leasing Limited",
        "Quill & Reed Bakeries",
        "Bert Hill",
    ]


def test_a_row_may_call_its_party_by_the_first_word_of_its_name_and_in_brackets():
    text = (
        'ORDER FORM\nBrook ("we", "us"): Brook Software Pty Ltd, 3 Mill Lane\nCustomer ("you"): Harrow Mills Ltd\n'
        "We bill you each month: we will send a bill, and you will pay it.\n"
    )
    assert [(one.name, one.terms) for one in parties_by_role(text)] == [
        ("Brook Software Pty Ltd", ["Brook", "we", "us"]),
        ("Harrow Mills Ltd", ["Customer", "you"]),
    ]


def test_a_row_may_name_the_entity_for_an_order():
    text = (
        "STATEMENT OF WORK NO. 3\nClient Entity for this SOW\tHarrow Mills Ltd\nSupplier Entity\tBrook Code GmbH\n"
        "The Supplier shall write the code. The Client shall pay.\n"
    )
    assert [(one.name, one.terms) for one in parties_by_role(text)] == [
        ("Harrow Mills Ltd", ["Client"]),
        ("Brook Code GmbH", ["Supplier"]),
    ]


def test_a_role_of_several_may_stand_over_more_names_than_one():
    text = (
        "GLASS CONTRACT\nSELLERS:\nBrook Glass, LLC, a Utah company, and Brook Haulage, Inc., a Utah corporation, "
        "which "
        "answer for each other\nBUYER:\nHarrow Wool Co., a Utah corporation\nSellers may ask for payment by check. "
        "Buyer "
        "shall pay.\n"
    )
    assert [(one.name, one.terms) for one in parties_by_role(text)] == [
        ("Brook Glass, LLC", ["Sellers"]),
        ("Brook Haulage, Inc.", ["Sellers"]),
        ("Harrow Wool Co.", ["Buyer"]),
    ]


def test_the_governing_body_of_a_foundation_is_a_party():
    text = (
        "Licensor\tThe Governing Council of the Elm College Foundation, a public body, of Elm (“Licensor”)\n"
        "Licensee\tBrook Eyes, Inc., a Utah corporation (“Licensee”)\nLicensor gives Licensee a license. Licensee "
        "is ready "
        "to pay.\n"
    )
    assert [one.name for one in parties_by_role(text)] == [
        "The Governing Council of the Elm College Foundation",
        "Brook Eyes, Inc.",
    ]


@pytest.mark.parametrize(
    ("field", "found"), [("Full legal name: Harrow Render, Inc.", True), ("Name: Ada Reed", False)]
)
def test_a_company_may_fill_the_field_below_its_role_among_the_signatures(field, found):
    text = f"These terms bind the customer (“Customer” or “you”).\nBROOK LLC\nBy: Bo\nCUSTOMER\n{field}\nState: Ohio\n"
    assert [(one.name, one.terms) for one in named_below_roles(text)] == (
        [("Harrow Render, Inc.", ["Customer", "you"])] if found else []
    )


@pytest.mark.parametrize("paper", ["SOW", "Statement of Work", "Work Order"])
def test_lines_below_the_words_that_these_are_the_parties_need_say_no_more(paper):
    text = (
        "It is made under the Frame Agreement dated May 2, 2030, as amended by Amendment No. 1 of May 3, 2031, between "
        "Harrow & Elm Foods Limited (“HEF”) and Quill Systems Inc. (“Quill”).\n\n"
        f"The parties to this {paper} are:\n\n"
        "Client: Elm Distribution Ltée, an affiliate of HEF (the “Client”)\n\n"
        "Consultant: Quill Systems Inc., an Ontario corporation\n\n1. Quill advises the Client.\n"
    )
    found = [("Elm Distribution Ltée", ["Client"]), ("Quill Systems Inc.", ["Consultant", "Quill"])]
    assert [(one.name, one.terms) for one in listed_parties(text)] == found
