"""Parties that have an item each in the opening's list, with a term at its end."""

from __future__ import annotations

import pytest

from model.summary.parties.listed_parties import listed_parties
from model.summary.parties.parties_in_items import with_items
from model.summary.parties.party_entry import Entry


@pytest.mark.parametrize(
    ("opening", "parties"),
    [
        # a body without a legal form, and its town, which is no party
        (
            "BETWEEN\n\nTHE COUNCIL OF THE BOROUGH OF HARROW of Town Hall, Harrow (the “Authority”); and\n\n"
            "BROOK CARE C.I.C., registered in England (the “Provider”).\n",
            [("THE COUNCIL OF THE BOROUGH OF HARROW", ["Authority"]), ("BROOK CARE C.I.C.", ["Provider"])],
        ),
        # a trust whose name begins like a person's title
        (
            "BETWEEN\n\nSHRI HARROW SEVA SANGH, a public charitable trust, of Elm (the “Trust”); and\n\nMR. BERT "
            "MARSH, of "
            "Elm (the “Manager”).\n",
            [("SHRI HARROW SEVA SANGH", ["Trust"]), ("BERT MARSH", ["Manager"])],
        ),
        # a name with "and", and no words before the list
        (
            "(1) BROOK STORES LIMITED, of 4 Elm Road (the “Owner”); and\n(2) TALLOW AND WICK LIMITED, of 5 Elm "
            "Road (the "
            "“Concessionaire”).\n",
            [("BROOK STORES LIMITED", ["Owner"]), ("TALLOW AND WICK LIMITED", ["Concessionaire"])],
        ),
        # whose members are no parties
        (
            "PARTIES\n\n(1) QUILL MACHINES PLC, of 4 Elm Road (the “Lessor”); and\n\n(2) ELM WATER JOINT VENTURE, an "
            "unincorporated joint venture of Brook Civil Limited and Harrow Tiefbau GmbH (the “Hirer”).\n",
            [("QUILL MACHINES PLC", ["Lessor"]), ("ELM WATER JOINT VENTURE", ["Hirer"])],
        ),
        # roles before the names, numerals, and all on one line
        (
            "The Lender: The Brook Foundation, an Ohio corporation (the “Foundation”).\n\nThe Borrower: Musée "
            "régional du "
            "Moulin, a legal person (the “Museum”).\n",
            [("The Brook Foundation", ["Lender", "Foundation"]), ("Musée régional du Moulin", ["Borrower", "Museum"])],
        ),
        (
            "The undersigned:\n\nI. Coöperatie Brook U.A., established in Harrow, hereinafter “Brook”; "
            "and\n\nII. Quill "
            "Transport B.V., established in Elmstadt, hereinafter “Quill”; declare:\n",
            [("Coöperatie Brook U.A.", ["Brook"]), ("Quill Transport B.V.", ["Quill"])],
        ),
        (
            "Parties: Brook Ferries Pty Limited ABN 62 094 551 830 (Operator); Quill Systems Limited, a company "
            "(Supplier)\n",
            [("Brook Ferries Pty Limited", ["Operator"]), ("Quill Systems Limited", ["Supplier"])],
        ),
        (
            "Parties: Elm Learning Trust (“Elm”, “you”) and Quill Kitchens Limited (“Quill”, “we”).\n",
            [("Elm Learning Trust", ["Elm", "you"]), ("Quill Kitchens Limited", ["Quill", "we"])],
        ),
    ],
)
def test_each_item_of_a_list_is_one_party(opening, parties):
    text = f"HIRE AGREEMENT\n\n{opening}\nThe parties agree as follows.\n"
    assert [(entry.name, entry.terms) for entry in listed_parties(text)] == parties


def test_lines_that_are_no_items_leave_the_parties_as_they_are():
    text = "PARTIES\n\nThe Buyer is a farm (the “Farm”).\n\nThe Seller shall sell (the “Sale”).\n"
    known = [Entry("Brook Farm", 0, 10, ["Buyer"])]
    assert with_items(text, known) == known


def test_an_item_may_name_two_persons_and_a_row_may_name_whoever_joins():
    deed = (
        "This Agreement is made at Pune\n\nBETWEEN\n\n"
        'BROOK INFRA PRIVATE LIMITED, a company of 14 Mill Road (hereinafter the "Developer");\n\nAND\n\n'
        '(1) SMT. ADA QUILL and (2) SHRI BERT QUILL, both of Pune (hereinafter collectively the "Owners");\n\n'
        "NOW the Owners grant the Developer a right.\n"
    )
    assert [(entry.name, entry.terms) for entry in listed_parties(deed)] == [
        ("BROOK INFRA PRIVATE LIMITED", ["Developer"]),
        ("ADA QUILL", ["Owners"]),
        ("BERT QUILL", ["Owners"]),
    ]
    rows = (
        'ENERGY AGREEMENT\n\nSupplier: Brook Power Private Limited, of 4 Beach Road, hereinafter "the Supplier"\n\n'
        'Consumer: The Harrow Municipal Council, a local authority, hereinafter "the Council"\n\n'
        "Confirming Party: Quill Perak Sdn Bhd, a company, joining for the purposes of Clause 12 only\n\n"
        "The Supplier supplies power to the Council.\n"
    )
    assert [entry.name for entry in listed_parties(rows)] == [
        "Brook Power Private Limited",
        "The Harrow Municipal Council",
        "Quill Perak Sdn Bhd",
    ]


def test_an_item_names_whoever_trades_and_ends_before_an_office():
    text = (
        "This is an agreement between:\n\n"
        'Brook & Thistle, the trading name of Ann Muir, a sole trader, of 2 Mill Lane ("we", "us"); and\n\n'
        "the Elm and District Beekeepers' Association, acting by Bert Reed (Chairman) and Cy Hill (Treasurer) "
        '("you", "your").\n\nWe keep your website up to date.\n'
    )
    assert [(entry.name, entry.terms) for entry in listed_parties(text)] == [
        ("Ann Muir", ["we", "us"]),
        ("Elm and District Beekeepers' Association", ["you", "your"]),
    ]


def test_the_names_of_several_parties_on_a_cover_are_none_of_another_one():
    text = "PARTIES\n\n(1) ADA REED, of Elm (“Seller 1”);\n\n(2) BERT MARSH, of Elm (“Seller 2”).\n"
    both = Entry("ADA REED BERT MARSH", 0, 7, [])
    first, second = text.index("ADA"), text.index("BERT")
    known = [both, Entry("ADA REED", first, first + 8, ["Seller 1"]), Entry("BERT MARSH", second, second + 10, [])]
    assert [entry.name for entry in with_items(text, known)] == ["ADA REED", "BERT MARSH"]
