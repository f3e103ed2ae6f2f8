from __future__ import annotations

import pytest

from model.schema import Clause
from model.summary.parties.company_names import clean
from model.summary.parties.listed_parties import listed_parties, terms_after
from model.summary.parties.parties import parties_of
from model.summary.parties.preamble import signed_names
from model.summary.title import title_of


@pytest.mark.parametrize(
    "name",
    ["ACME WIDGET MAKERS (AFRICA) (PTY) LIMITED", "Brightwater Tools (ShenZhen) Co., Ltd.", "Acme (Bermuda) Ltd."],
)
def test_brackets_inside_of_a_companys_name_belong_to_it(name):
    assert clean(name) == name
    text = f'This is made between {name} ("Buyer"), a company, and Zeta Inc. ("Seller"), a company.'
    first = listed_parties(text)[0]
    assert (first.name, first.terms) == (name, ["Buyer"])


def test_a_running_header_is_no_title_where_the_first_page_has_one():
    header = "ACME CONTRACT No. 12C/7\n"
    text = header + "LICENCE AND SUPPLY AGREEMENT\nbetween A and B.\n" + 3 * (header + "Some words.\n")
    title = title_of(text, (0, 13))
    assert title and title.text == "LICENCE AND SUPPLY AGREEMENT"


def test_the_heading_of_a_section_is_no_title():
    text = 'This Property Agreement (this "Agreement") is made.\n\n1. Grant of License\n\nA grants B a license.'
    title = title_of(text)
    assert title and title.text == "Property Agreement"


def mention(text: str, name: str, number: int) -> Clause:
    start = text.index(name)
    return Clause(
        id=number, category="Parties", label="Parties", text=name, heading=[], pages=[1], boxes=[],
        interval=[start, start + len(name)], segments=[0], score=0.9, found=True,
    )  # fmt: skip


def test_a_street_behind_its_number_is_no_party():
    text = "It is furnished by QUILLMARK SYSTEMS, INC. OF 4703 HARROW OAK, SUITE 102, in Ohio (QS)."
    names = ("QUILLMARK SYSTEMS, INC.", "HARROW OAK")
    parties = parties_of([mention(text, name, number) for number, name in enumerate(names)], text)
    assert [party.name for party in parties] == ["QUILLMARK SYSTEMS, INC."]


def test_a_name_that_a_line_cut_is_no_party_of_its_own():
    text = 'GRILL SYSTEMS, INC.\n\nIt is made by br-4 GRILL SYSTEMS, INC. ("we").'
    names = ("GRILL SYSTEMS, INC.", "br-4 GRILL SYSTEMS, INC.")
    parties = parties_of([mention(text, name, number) for number, name in enumerate(names)], text)
    assert [party.name for party in parties] == ["br-4 GRILL SYSTEMS, INC."]


def test_a_number_in_a_register_is_no_defined_term_and_a_blank_counterpartys_term_is_its_own():
    text = 'between Quillmark S/A, a company (CNPJ) 09.296 ("Buyer"), and Harrow Inc. ("Seller"), a company.'
    assert listed_parties(text)[0].terms == ["Buyer"]
    text = "made by and between Quillmark Inc. (“Quillmark”) and <<enter name>> (“Supplier”)."
    assert terms_after(text, text.index("Inc.") + 4) == ["Quillmark"]


def test_a_name_behind_the_year_of_a_date_is_a_party():
    for gap in ("\n\n", " "):
        text = f"July 20, 2018{gap}Ada Quillmark"
        assert [party.name for party in parties_of([mention(text, "Ada Quillmark", 0)], text)] == ["Ada Quillmark"]


def test_the_number_of_a_file_below_the_title_is_no_part_of_it():
    title = title_of("EXHIBIT 10.1\nVENDOR AGREEMENT\nAGREEMENT NUMBER: 200-04\nThis agreement is made")
    assert title and title.text == "VENDOR AGREEMENT"


def test_a_licence_agreement_under_the_number_of_an_exhibit_is_named_whole():
    text = "Exhibit 10.5 TRADEMARK LICENSE AGREEMENT\nThis TRADEMARK LICENSE AGREEMENT is made"
    title = title_of(text, (13, 40))
    assert title and title.text == "TRADEMARK LICENSE AGREEMENT"


def test_the_label_of_the_next_cell_is_what_the_party_there_is_called():
    text = 'HARROW CORPORATION ("HARROW")\t"RESELLER"\tBROOK HILL CORPORATION\nSIGNED: /s/ Ada Brook'
    names = ("HARROW CORPORATION", "RESELLER", "BROOK HILL CORPORATION")
    parties = parties_of([mention(text, name, number) for number, name in enumerate(names)], text)
    assert [(party.name, party.defined_as) for party in parties] == [
        ("HARROW CORPORATION", ["HARROW"]),
        ("BROOK HILL CORPORATION", ["RESELLER"]),
    ]


def test_the_role_before_a_signing_company_is_no_part_of_its_name():
    text = "VENDOR BROOK HILL CORPORATION\nBy: Ada Brook\nHARROW, INC.\nSigned: Bo Hill"
    assert [text[start:end] for start, end in signed_names(text)] == ["BROOK HILL CORPORATION", "HARROW, INC."]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "AMENDMENT NO. 2 TO BROOK FOODS, LLC and HILL\nMILLS, INC. SUPPLY AGREEMENT\nThis amendment is made",
            "AMENDMENT NO. 2 TO BROOK FOODS, LLC and HILL MILLS, INC. SUPPLY AGREEMENT",
        ),
        ("BROOK HAULAGE\nContract No. 017\nCARRIAGE CONTRACT\nThis contract is made", "CARRIAGE CONTRACT"),
    ],
)
def test_a_title_names_what_is_amended_and_is_more_than_a_number(text, title):
    found = title_of(text)
    assert found and found.text == title


def test_the_agreement_that_a_schedule_is_attached_to_does_not_name_it():
    text = "SCHEDULE B\nRepair Schedule\nThis Repair Schedule is attached to the Master Services Agreement between us."
    at = text.index("Master Services")
    title = title_of(text, (at, at + len("Master Services Agreement")))
    assert title and title.text == "Repair Schedule"
