from __future__ import annotations

import pytest

from model.summary.parties.listed_parties import listed_parties
from model.summary.parties.parties_outside_lists import fields_of_a_table, labeled_parties, parties_of_a_building_form


def test_parties_with_their_roles_before_a_label_in_brackets_are_read_and_lists_after_a_label_are_not():
    text = (
        "LOAN CONTRACT\nBorrower (Party A): Brook Mills Co., Ltd.\nLender (Party B): Harrow Bank Co., Ltd.\n"
        "New security must be satisfactory to Party B:\n(I) The Pledger fails to keep it.\n"
    )
    assert [(one.name, one.terms) for one in labeled_parties(text)] == [
        ("Brook Mills Co., Ltd.", ["Borrower", "Party A"]),
        ("Harrow Bank Co., Ltd.", ["Lender", "Party B"]),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "BETWEEN the Owner:\n(Name and address) BANK OF THE FENS\n12 MILL LANE\nELY, AR 72212 and the Contractor: "
        "(Name and address) HARROW BUILDERS, INC. 9 LAKE ROAD\nthe Project is: (Name and address) BANK OF THE FENS\n",
        "BETWEEN the Owner: BANK OF THE FENS (Name and address) One Mill Lane and the Contractor: HARROW BUILDERS, "
        "INC.\n9 Lake Road\nThe Architect is: Quill Architects\n",
        "BETWEEN the Owner:\nBANK OF THE FENS\nP. O. Box 12\nEly\nand the Contractor:\nHARROW BUILDERS, INC. an Ohio "
        "corporation\nThe Owner and Contractor agree as follows.",
    ],
)
def test_the_parties_filled_in_in_a_form_for_building_have_their_roles(text):
    assert [(one.name, one.terms) for one in parties_of_a_building_form(text)] == [
        ("BANK OF THE FENS", ["Owner"]),
        ("HARROW BUILDERS, INC.", ["Contractor"]),
    ]
    assert [one.name for one in listed_parties(text)] == ["BANK OF THE FENS", "HARROW BUILDERS, INC."]


def test_the_names_below_a_label_are_those_of_the_parties_and_a_placeholder_is_a_blank_name():
    text = (
        "Party A:\n- Name: Brook Mills LLC\n- Seat: 7 Mill Lane\n\nParty B:\n- Legal name: [SUPPLIER NAME]\n\n"
        "Signed\nParty A: [Seal]\nParty B: [Signature]\n"
    )
    assert [(one.name, one.terms) for one in labeled_parties(text)] == [
        ("Brook Mills LLC", ["Party A"]),
        ("[SUPPLIER NAME]", ["Party B"]),
    ]


def test_what_a_party_operates_is_no_party():
    text = (
        "Party A: Brook Mills Co., Ltd.\nParty B: Harrow Leasing Co., Ltd.\n"
        "“Platform” means the shop operated by Party A: Brook Online Market.\n"
    )
    assert [one.name for one in labeled_parties(text)] == ["Brook Mills Co., Ltd.", "Harrow Leasing Co., Ltd."]
    signed = "This contract is signed by Party A: Brook Mills Co., Ltd. and Party B: Harrow Leasing Co., Ltd."
    assert len(labeled_parties(signed)) == 2


def test_a_list_of_fields_may_name_one_party_and_leave_the_other_blank():
    text = "LOAN\n\n- Lender: Quillmark Limited (no. 77)\n- Borrower(s): [borrowers]\n\nLender lends ten dollars."
    assert [(one.name, one.terms) for one in listed_parties(text)] == [
        ("Quillmark Limited", ["Lender"]),
        ("[borrowers]", ["Borrower"]),
    ]


@pytest.mark.parametrize("broker", ["Brook Brokers, LLC", "Brook & Company"])
def test_the_company_to_which_a_letter_is_addressed_is_a_party_if_the_letter_gives_it_a_term(broker):
    text = (
        f"AGENCY AGREEMENT\nMay 25, 2020\n{broker}\n4 Mill Lane\nElmstadt, Ohio 44000\nLadies and Gentlemen:\n"
        "Quillmark, Inc., an Ohio corporation (the “Company”), and Larch Looms, Inc. (the “Manager”) agree that the "
        f"Company sells its shares through {broker}, a division of Harrow, Inc. (the “Agent”), as set forth below."
    )
    assert [(one.name, one.terms) for one in listed_parties(text)] == [
        ("Quillmark, Inc.", ["Company"]),
        ("Larch Looms, Inc.", ["Manager"]),
        (broker, ["Agent"]),
    ]
    assert len(listed_parties(text.replace("(the “Agent”)", "its agent"))) == 2


@pytest.mark.parametrize(
    "field", ["\nCompany: Brook Mills, Inc.\n", " The parties: Company: Brook Mills, Inc. Phone: 12"]
)
def test_the_field_below_that_the_opening_points_to_names_the_party_wherever_it_stands(field):
    text = f'Made between Harrow, LLC ("Reseller") and the company set forth below ("Company").{field}'
    assert [(one.name, one.terms) for one in listed_parties(text)] == [
        ("Harrow, LLC", ["Reseller"]),
        ("Brook Mills, Inc.", ["Company"]),
    ]


def test_party_a_may_be_two_companies_and_its_label_may_stand_above_a_name():
    text = (
        "OUTSOURCING CONTRACT\nHirer (hereinafter jointly “Party A”):\nParty A 1: Brook Pumps Co., Ltd.\nParty A 2: "
        "Brook "
        "Casting Co., Ltd.\nContractor (hereinafter “Party B”):\nHarrow Labor Co., Ltd.\n"
    )
    assert [(one.name, one.terms) for one in labeled_parties(text)] == [
        ("Brook Pumps Co., Ltd.", ["Party A 1", "Party A"]),
        ("Brook Casting Co., Ltd.", ["Party A 2", "Party A"]),
        ("Harrow Labor Co., Ltd.", ["Contractor", "Party B"]),
    ]


def test_the_label_of_the_next_field_is_no_part_of_a_name():
    text = (
        "made by: Party A: Brook Cells Co., Ltd. Address: 7 Mill Lane Party B: Elm Industry Foundation Address: 5 Elm "
        "Lane"
    )
    assert [one.name for one in labeled_parties(text)] == ["Brook Cells Co., Ltd.", "Elm Industry Foundation"]


def test_a_master_franchisee_is_called_so():
    text = "FRANCHISE AGREEMENT\nFranchisor: Brook Grill, LLC\nMaster Franchisee: Harrow Hotels W.L.L.\n"
    assert [(one.name, one.terms) for one in fields_of_a_table(text)] == [
        ("Brook Grill, LLC", ["Franchisor"]),
        ("Harrow Hotels W.L.L.", ["Master Franchisee"]),
    ]
