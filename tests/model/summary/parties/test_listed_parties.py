from __future__ import annotations

import pytest

from model.summary.parties.company_names import clean
from model.summary.parties.listed_parties import listed_parties
from model.summary.parties.terms_for_parties import terms_after


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            'is made between ____________ ("Supplier") and ________ ______ (the "Purchaser").',
            [("____", ["Supplier"]), ("____", ["Purchaser"])],
        ),
        (
            'is made by and between Brook Kitchens, Inc., an Ohio corporation ("we" or "us"), and ______ ("you").',
            [("Brook Kitchens, Inc.", ["we", "us"]), ("____", ["you"])],
        ),
        (
            'is made this ___ day of ___, by and between ____ (the "Owner"), and ____, who is an officer (the "M").',
            [("____", ["Owner"]), ("____", ["M"])],
        ),
        (
            'is executed by and between Harrow Bank, N.A. ("Bank") and <<enter company name>> ("Supplier").',
            [("Harrow Bank, N.A.", ["Bank"]), ("<<enter company name>>", ["Supplier"])],
        ),
        (
            'is made between Harrow Mills LLC ("Mills") and [NAME OF CUSTOMER], a company of Ohio ("Customer").',
            [("Harrow Mills LLC", ["Mills"]), ("[NAME OF CUSTOMER]", ["Customer"])],
        ),
    ],
)
def test_a_name_still_to_be_filled_in_is_a_party_with_its_role(text, parties):
    assert [(entry.name, entry.terms) for entry in listed_parties("This Agreement " + text)] == parties


def test_blanks_with_roles_are_parties_outside_of_a_list_and_other_blanks_are_not():
    text = (
        'By signing this order, ________ ("Vendor") agrees that the goods ordered by ________ ("Purchaser") for $____ '
        '(the "Purchase Price") are delivered to ________ (the "Premises") under number ________ (the "Order").'
    )
    assert [(entry.name, entry.terms) for entry in listed_parties(text)] == [
        ("____", ["Vendor"]),
        ("____", ["Purchaser"]),
    ]


def test_a_department_is_part_of_its_company_and_a_name_may_be_defined_without_quotation_marks():
    text = (
        "This Agreement is entered into by and between QUILL S.A., Departement Moulin whose address is 3 rue Haute "
        "(hereinafter referred to as MOULIN) and HARROW corporation whose address is 10 Mill Road (hereinafter "
        "referred to as HARROW) for support.\nWITNESSETH"
    )
    (quill, harrow) = listed_parties(text)
    assert (quill.name, quill.terms, harrow.name) == ("QUILL S.A.", ["MOULIN"], "HARROW")


def test_a_name_may_begin_with_lower_case_letters_and_stops():
    listed = listed_parties(
        'by and between h.o.w. Candles, Inc., a Utah corporation (the "Maker"), and Quill LLC ("Shop").'
    )
    assert [(one.name, one.terms) for one in listed] == [("h.o.w. Candles, Inc.", ["Maker"]), ("Quill LLC", ["Shop"])]


def test_a_role_needs_no_quotation_marks_and_a_description_is_no_party():
    text = 'by and between Ann Harrow, Individual ("SPEAKER"), of Utah; and Quillmark Foods, a Utah company (the '
    for role in ("COMPANY", "Company", "Distributor"):
        listed = listed_parties(f"{text}{role}), with offices in Utah.")
        assert [one.name for one in listed] == ["Ann Harrow", "Quillmark Foods"]
        assert [one.terms for one in listed] == [["SPEAKER"], [role]]


def test_what_a_party_is_does_not_count_as_another_party():
    text = (
        "Ladies and Gentlemen:\nHarrow Valley Holdings, A Mutual Company, an Ohio-chartered holding company (the “Ohio "
        "MHC”), Quillmark Mutual Holding Company, a federal holding company (the “Federal "
        "MHC”), Quillmark Bancorp, Inc. "
        "of Ohio, a federal stock company (the “Company”), and Harrow Savings Bank, an "
        "Ohio-chartered savings bank (the "
        "“Bank”), hereby agree as follows."
    )
    assert [(entry.name, entry.terms) for entry in listed_parties(text)] == [
        ("Harrow Valley Holdings", ["Ohio MHC"]),
        ("Quillmark Mutual Holding Company", ["Federal MHC"]),
        ("Quillmark Bancorp, Inc. of Ohio", ["Company"]),
        ("Harrow Savings Bank", ["Bank"]),
    ]


def test_a_term_whose_closing_quotation_mark_is_missing_is_still_the_term():
    text = 'Ada Brook ("Celebrity), an individual.\n1. The term is one year ("Term").'
    assert terms_after(text, len("Ada Brook")) == ["Celebrity"]


@pytest.mark.parametrize(
    ("opening", "names"),
    [
        # no month is "Marsh", no company "The Co" of "The Co-Branded Service"
        ('between Marsh & Brook, Inc. ("Seller") and Hill LLC ("Buyer").', ["Marsh & Brook, Inc.", "Hill LLC"]),
        ('between the Harrow Corporation ("H") and q-tail, Inc. ("Q").', ["Harrow Corporation", "q-tail, Inc."]),
    ],
)
def test_the_words_of_a_date_or_a_longer_word_are_no_party(opening, names):
    assert [entry.name for entry in listed_parties(f"This Agreement is made {opening}")] == names


def test_a_company_whose_name_begins_like_anothers_is_a_party_of_its_own():
    text = (
        'Brook Bancorp, Inc. (the "Holding Company"), a newly formed Ohio corporation, Hill Bancorp, MHC, an '
        'Ohio-chartered company (the "MHC"), Hill Bancorp, Inc., an Ohio corporation (the "Mid-Tier"), hereby confirm '
        'their agreement with Ash & Elm, Inc. (the "Agent") as follows.'
    )
    assert [(entry.name, entry.terms) for entry in listed_parties("Ladies and Gentlemen:\n" + text)] == [
        ("Brook Bancorp, Inc.", ["Holding Company"]),
        ("Hill Bancorp, MHC", ["MHC"]),
        ("Hill Bancorp, Inc.", ["Mid-Tier"]),
        ("Ash & Elm, Inc.", ["Agent"]),
    ]


@pytest.mark.parametrize(
    ("opening", "parties"),
    [
        # typists' quotation marks, one that is missing, single ones
        (
            "between BROOK LIMITED, a company (the ‘‘Company”) and ADA HILL, a resident of Harrow (the ‘‘Employee”).",
            [("BROOK LIMITED", ["Company"]), ("ADA HILL", ["Employee"])],
        ),
        (
            "between Brook, Inc., referred to as the “Buyer’ or “BRK”, and Hill LLC (the ‘Seller’).",
            [("Brook, Inc.", ["Buyer", "BRK"]), ("Hill LLC", ["Seller"])],
        ),
        # one party with its affiliates, two that are called alike
        (
            'between Brook, Inc. and its affiliates (collectively, "Brook") and Hill LLC ("Hill").',
            [("Brook, Inc.", ["Brook"]), ("Hill LLC", ["Hill"])],
        ),
        (
            'between Elm Ltd. ("Elm") and Brook, Inc. and Hill LLC (collectively, "Sellers").',
            [("Elm Ltd.", ["Elm"]), ("Brook, Inc.", ["Sellers"]), ("Hill LLC", ["Sellers"])],
        ),
    ],
)
def test_what_a_party_is_called_is_read_as_contracts_are_typed(opening, parties):
    assert [(entry.name, entry.terms) for entry in listed_parties(f"This Agreement is made {opening}")] == parties


def test_a_legal_form_may_come_before_the_name():
    text = (
        "JSC NOC Harrow, hereinafter referred to as the “Company”, in the person of Executive Director Ms. A. Quill, "
        "acting on the basis of a power of attorney, on the one side and JSC Brookmunay, hereinafter referred to as "
        "the “Principal” in the person of General Director Mr. N. Mill and Finance Director Mr. R. Stone, acting on "
        "the basis of the charter, on the other side, have entered into this Contract and hereby agree as follows:"
    )
    assert [(entry.name, entry.terms) for entry in listed_parties(text)] == [
        ("JSC NOC Harrow", ["Company"]),
        ("JSC Brookmunay", ["Principal"]),
    ]


def test_a_name_may_begin_with_a_preposition_and_end_after_its_legal_form():
    text = (
        "This Agreement is made by and between the At Harbour Corporation (“Harbour”), located in Ohio, and Stone Mill "
        "Ltd HK (“STONE”), a company of Ohio."
    )
    assert [entry.name for entry in listed_parties(text)] == ["At Harbour Corporation", "Stone Mill Ltd HK"]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            'is made by and between 2205925 Ontario Limited (the "Reseller"), and The Elm & Ash Company ("Ash").',
            [("2205925 Ontario Limited", ["Reseller"]), ("The Elm & Ash Company", ["Ash"])],
        ),
        (
            'is made between Elm Networks, Inc. ("Network") and Ash Stations Co. ("Affiliate"), on the service known '
            'as "The ELM" (the "Service").',
            [("Elm Networks, Inc.", ["Network"]), ("Ash Stations Co.", ["Affiliate"])],
        ),
        (
            "is made between Elm Bank, Inc. (“Elm”), in Osaka, and its subsidiary Elm Ash Securities Inc. "
            "(“Ash”), on the one hand, and Holt LLC (“Holt”).",
            [("Elm Bank, Inc.", ["Elm"]), ("Elm Ash Securities Inc.", ["Ash"]), ("Holt LLC", ["Holt"])],
        ),
        (
            'is made between elm.com, Inc., a Utah company (the "Company"), and Hat ------- Boxes Etc.\nUSA, Inc., a '
            'Utah corporation ("HBE").',
            [("elm.com, Inc.", ["Company"]), ("Hat Boxes Etc. USA, Inc.", ["HBE"])],
        ),
        (
            'is made between [ * * * ] (the "Provider") and Holt Bank ("Holt" or the "Bank").',
            [("[ * * * ]", ["Provider"]), ("Holt Bank", ["Holt", "Bank"])],
        ),
        (
            'is made between the golfer ANN REED ("Reed") and ACME\tGOLF,\nLTD. (hereinafter called "Acme").',
            [("ANN REED", ["Reed"]), ("ACME GOLF, LTD.", ["Acme"])],
        ),
    ],
)
def test_the_opening_lists_each_party_with_what_it_is_called(text, parties):
    assert [(entry.name, entry.terms) for entry in listed_parties("This Agreement " + text)] == parties


def test_a_name_in_quotation_marks_is_a_party_and_the_officer_who_represents_it_is_none():
    text = (
        "MILL AGREEMENT by and between HARROW and Quill\nThis Agreement is made between “Harrow Mills Holding AG”, a "
        "company of Ohio, duly represented by its Operations Officer and Chief Mill Officer Ann Brook, hereinafter "
        'referred to as: "HARROW" and\nQuill Mills B.V., a company of Utah, hereinafter referred to as: “Quill”.'
    )
    found = [("Harrow Mills Holding AG", ["HARROW"]), ("Quill Mills B.V.", ["Quill"])]
    assert [(entry.name, entry.terms) for entry in listed_parties(text)] == found


def test_the_parties_may_be_said_to_be_and_one_of_them_a_blank():
    text = (
        "FRANCHISE AGREEMENT\nThis Agreement is being entered into. The parties to this Agreement are The Mill Corp., "
        "a Utah corporation (“we,” “us,” or the “Company”); ______________, as Owner (“you” or “Miller”)."
    )
    found = [("The Mill Corp.", ["we", "us", "Company"]), ("____", ["you", "Miller"])]
    assert [(entry.name, entry.terms) for entry in listed_parties(text)] == found


def test_a_labeled_party_may_be_a_blank_and_has_a_term_beside_its_label():
    text = (
        "is entered into by and between:\nParty A: Harrow (Oslo) Mills Co., Ltd. (“Service Provider”)\n"
        "Party B: [•] (“Service Recipient”)\nAddress: [•]\nIt is between Service Provider and Service Recipient."
    )
    found = [
        ("Harrow (Oslo) Mills Co., Ltd.", ["Service Provider", "Party A"]),
        ("[•]", ["Service Recipient", "Party B"]),
    ]
    assert [(entry.name, entry.terms) for entry in listed_parties(text)] == found


def test_an_ampersand_in_a_new_line_joins_two_parties_of_which_each_stands_alone_elsewhere():
    text = (
        "BETWEEN\nTHE HARROW UNIVERSITY\n& QUILL SURGERY, INC.\nThis Agreement is entered into by and between The "
        "Harrow University (hereinafter “HU”), of Ohio, and, Quill Surgery, Inc. (hereinafter “Company”), of Utah."
    )
    found = [("The Harrow University", ["HU"]), ("Quill Surgery, Inc.", ["Company"])]
    assert [(entry.name, entry.terms) for entry in listed_parties(text)] == found


def test_a_company_that_is_bound_for_one_purpose_may_be_named_by_its_term_only():
    text = (
        "This Agreement is made between Harrow Mills, Inc. (“Harrow”) and Quill Media, LLC (“Quill”), a company wholly "
        "owned by Brook Holdings, LLC, a Utah limited company (“BH”) and, solely for purposes of Section 4.5, "
        "BH; each a “Party” and collectively, the “Parties”."
    )
    assert [entry.name for entry in listed_parties(text)] == [
        "Harrow Mills, Inc.",
        "Quill Media, LLC",
        "Brook Holdings, LLC",
    ]


def test_the_number_of_a_list_is_no_part_of_a_name():
    text = (
        'This AGREEMENT is made BETWEEN\n1. Harrow Data Corp., a Delaware corporation ("Harrow")\nAND\n'
        '2. Brook Press Limited, a company registered in England ("Brook")\nWHEREAS:'
    )
    assert [entry.name for entry in listed_parties(text)] == ["Harrow Data Corp.", "Brook Press Limited"]
    assert clean("3M Company") == "3M Company"


def test_a_name_goes_on_behind_and_in_science_and_technology():
    text = "Party A: Harbin Quill Science and Technology Co., Ltd.\nParty B: Brook Research and Development Ltd.\n"
    assert [entry.name for entry in listed_parties(text)] == [
        "Harbin Quill Science and Technology Co., Ltd.",
        "Brook Research and Development Ltd.",
    ]
    two = 'between Acme, Inc. ("Acme") and Technology Partners LLC ("Partners")'
    assert [entry.name for entry in listed_parties(two)] == ["Acme, Inc.", "Technology Partners LLC"]


@pytest.mark.parametrize(
    "name",
    ["ACME WIDGET MAKERS (AFRICA) (PTY) LIMITED", "Brightwater Tools (ShenZhen) Co., Ltd.", "Acme (Bermuda) Ltd."],
)
def test_brackets_inside_of_a_companys_name_belong_to_it(name):
    assert clean(name) == name
    text = f'This is made between {name} ("Buyer"), a company, and Zeta Inc. ("Seller"), a company.'
    first = listed_parties(text)[0]
    assert (first.name, first.terms) == (name, ["Buyer"])


def test_a_number_in_a_register_is_no_defined_term_and_a_blank_counterpartys_term_is_its_own():
    text = 'between Quillmark S/A, a company (CNPJ) 09.296 ("Buyer"), and Harrow Inc. ("Seller"), a company.'
    assert listed_parties(text)[0].terms == ["Buyer"]
    text = "made by and between Quillmark Inc. (“Quillmark”) and <<enter name>> (“Supplier”)."
    assert terms_after(text, text.index("Inc.") + 4) == ["Quillmark"]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            "Dear Ann:\nBrook Mills, Inc, a Delaware corporation (the “Company”), is pleased to retain Ann Quill"
            " (“Consultant”) for the following. The work is agreed by and between Consultant and Company (“Services”).",
            [("Brook Mills, Inc", ["Company"]), ("Ann Quill", ["Consultant"])],
        ),
        (
            "Under an agreement between the Corporation and the agents named therein, [ ] (the “Agent”) and [ ]"
            " (the “U.S. Affiliate”), the affiliate of the Agent, hereby certify as follows:",
            [("[ ]", ["Agent"]), ("[ ]", ["U.S. Affiliate"])],
        ),
        (
            "It is made by and between BROOK LLC, a Utah company (“Developer”), and (Client) Quill Press Inc. now.",
            [("BROOK LLC", ["Developer"]), ("Quill Press Inc.", ["Client"])],
        ),
    ],
)
def test_parties_outside_of_a_list_have_a_role_each_and_roles_alone_name_nobody(text, parties):
    assert [(entry.name, entry.terms) for entry in listed_parties(text)] == parties


def test_a_term_of_the_contract_is_not_what_a_party_is_called():
    text = 'This Agreement is between Harrow Films, Inc. ("Content Provided By") and Quillmark LLC ("Initial Term").'
    assert [entry.name for entry in listed_parties(text)] == ["Harrow Films, Inc.", "Quillmark LLC"]
    assert not any(entry.terms for entry in listed_parties(text))


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            'between Harrow Mills Inc. ("Harrow"), and Ann B. Quill, M.D. ("Dr. Quill"). Each agrees.',
            [("Harrow Mills Inc.", ["Harrow"]), ("Ann B. Quill, M.D.", ["Dr. Quill"])],
        ),
        (
            'between Harrow Mills Inc. ("Harrow") and Oslo Wool Ltd. of Bergen, Norway ("Oslo Wool"). Each agrees.',
            [("Harrow Mills Inc.", ["Harrow"]), ("Oslo Wool Ltd.", ["Oslo Wool"])],
        ),
        (
            'between Harrow Cards, L.L.C., an Ohio company ("HC"), and its Reseller, Quillpop, Inc., an Iowa company'
            ' ("Quillpop"). Each agrees.',
            [("Harrow Cards, L.L.C.", ["HC"]), ("Quillpop, Inc.", ["Quillpop"])],
        ),
        (
            "between HARROW COM LLC, DBA Harrow Programmers, an Ohio company (Developer ), and (Client) Quill Delivers"
            " Inc. for the design of software. Each agrees.",
            [("HARROW COM LLC", ["Developer"]), ("Quill Delivers Inc.", ["Client"])],
        ),
    ],
)
def test_a_degree_belongs_to_a_persons_name_and_a_seat_a_role_or_a_business_name_is_not_another_party(text, parties):
    assert [(entry.name, entry.terms) for entry in listed_parties("This Agreement is made " + text)] == parties


def test_a_director_who_acts_for_a_party_is_not_one():
    text = (
        'is made between Harrow B.V. ("Harrow"), and Quill B.V., an Ohio company, and its Managing Director, Ann Brook,'
        ' of Dayton ("Quill"). Each agrees.'
    )
    assert [entry.name for entry in listed_parties("This Agreement " + text)] == ["Harrow B.V.", "Quill B.V."]


def test_a_form_names_parties_in_capitals_and_their_roles_on_lines_of_their_own():
    opening = (
        "This License Agreement is between THE QUILL FILM AND MEDIA CORPORATION, located at 28 Brook Street, Dayton,"
        " and HARROW MEDIA’ located at 12 Mill Street, Dayton\n"
        "Licensor: HARROW MEDIA\nLicensee THE QUILL FILM AND MEDIA CORPORATION\n"
    )
    text = opening + "HARROW MEDIA grants THE QUILL FILM AND MEDIA CORPORATION a license.\n" * 3
    assert [(entry.name, entry.terms) for entry in listed_parties(text)] == [
        ("THE QUILL FILM AND MEDIA CORPORATION", ["Licensee"]),
        ("HARROW MEDIA", ["Licensor"]),
    ]


def test_two_companies_in_capitals_that_are_also_named_alone_are_two_parties():
    text = (
        'This Agreement is between HARROW FILM INC. AND QUILL MEDIA CORPORATION ("QMC"). QUILL MEDIA CORPORATION'
        " shall pay. HARROW FILM INC. shall deliver. QUILL MEDIA CORPORATION may inspect."
    )
    assert [entry.name for entry in listed_parties(text)] == ["HARROW FILM INC.", "QUILL MEDIA CORPORATION"]


def test_a_form_binds_who_offers_it_and_whoever_the_reader_acts_for():
    text = (
        'BY INSTALLING IT YOU ARE BINDING THE BUSINESS ENTITY THAT YOU REPRESENT ("CUSTOMER") TO THIS AGREEMENT. '
        'Harrow Systems, Inc. ("Harrow"), grants to Customer a license to use the software.'
    )
    assert [(one.name, one.terms) for one in listed_parties(text)] == [
        ("Harrow Systems, Inc.", ["Harrow"]),
        ("BUSINESS ENTITY THAT YOU REPRESENT", ["CUSTOMER"]),
    ]


def test_companies_joined_by_a_slash_share_their_name():
    text = 'This is made between Harrow, Inc. ("Team") and Quill, LLC / Brook Lamps, Inc. located in Ohio ("Sponsor").'
    assert [(one.name, one.terms) for one in listed_parties(text)] == [
        ("Harrow, Inc.", ["Team"]),
        ("Quill, LLC", ["Sponsor"]),
        ("Brook Lamps, Inc.", ["Sponsor"]),
    ]


def test_a_blank_with_affiliates_is_a_party():
    text = (
        "This is made by and among Harrow Life Company (“Issuer”) and ________________ and its licensed insurance "
        "affiliates named below, if any, (collectively “Dealer”)."
    )
    assert [(one.name, one.terms) for one in listed_parties(text)][-1] == ("____", ["Dealer"])


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            'SUPPLY AGREEMENT\nPARTIES\n(1) HARROW MILLS LIMITED whose office is at 2 Mill Lane (the "Seller"); and\n'
            '(2) QUILL FOODS PLC (the "Buyer").\nBACKGROUND\n(A) The Seller mills oats.',
            [("HARROW MILLS LIMITED", ["Seller"]), ("QUILL FOODS PLC", ["Buyer"])],
        ),
        (
            "HIRE DEED\nParties\nHarrow Mills Pty Ltd ACN 601 223 887 of 8 Mill Street, Dubbo NSW 2830 (Owner)\n"
            "Quill Co-operative Limited of Silo Road, Wellington NSW 2820 (Principal)\nAgreed terms\n",
            [("Harrow Mills Pty Ltd", ["Owner"]), ("Quill Co-operative Limited", ["Principal"])],
        ),
        (
            "KEY TERMS\nVendor: Harrow Mills, Inc., a Utah corporation Customer: Quill Foods LLC, an Ohio company\n"
            "Fee: $100",
            [("Harrow Mills, Inc.", ["Vendor"]), ("Quill Foods LLC", ["Customer"])],
        ),
        (
            'This Agreement is among Harrow Mills, Inc. ("Seller"), Quill Foods LLC ("Buyer"), and, solely for '
            'purposes of Section 9, Quill Holdings, L.P. ("Guarantor").',
            [
                ("Harrow Mills, Inc.", ["Seller"]),
                ("Quill Foods LLC", ["Buyer"]),
                ("Quill Holdings, L.P.", ["Guarantor"]),
            ],
        ),
    ],
)
def test_a_list_under_a_heading_and_a_table_name_the_parties(text, parties):
    assert [(entry.name, entry.terms) for entry in listed_parties(text)] == parties


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            "It is between Office for Fruit Growing and Storage, a research institute with offices in Ohio (“OFGS”), "
            "and Quill Foods Inc. (“QUILL”).",
            [("Office for Fruit Growing and Storage", ["OFGS"]), ("Quill Foods Inc.", ["QUILL"])],
        ),
        (
            'It is between Harrow Mills, Inc., an Ohio corporation ("Harrow"), and Quill, Inc. a Utah corporation '
            '"(Quill Foods").',
            [("Harrow Mills, Inc.", ["Harrow"]), ("Quill, Inc.", ["Quill Foods"])],
        ),
        (
            "It is between\nHarrow Mills A/S\nCVR no. 31 77\n(the “Buyer”)\nand\nUAB Quill\nCompany code 304 418\n"
            "Elm Road 21\n(the “Miller”)\n",
            [("Harrow Mills A/S", ["Buyer"]), ("UAB Quill", ["Miller"])],
        ),
        (
            "between\n\nTHE TRUSTEES OF THE ELM FARM TRUST\nMaster's Reference IT 77/2014\n(the “Grower”)\n\nand\n\n"
            "QUILL FOODS (PTY) LTD\nRegistration Number 2011/7\n(the “Packer”)\n",
            [("THE TRUSTEES OF THE ELM FARM TRUST", ["Grower"]), ("QUILL FOODS (PTY) LTD", ["Packer"])],
        ),
        (
            "It is between Harrow Ltd., carrying on business as a weaver under the name and style of “Nine "
            "Looms”, of Elm Road (hereinafter called the “Weaver”), and Quill Foods Inc. (the “Buyer”).",
            [("Harrow Ltd.", ["Weaver", "Nine Looms"]), ("Quill Foods Inc.", ["Buyer"])],
        ),
        (
            "It is between Harrow Ltd., trading under the trade name “Nine Looms” (the “Weaver”), and Quill Foods Inc. "
            "(the “Buyer”).",
            [("Harrow Ltd.", ["Weaver", "Nine Looms"]), ("Quill Foods Inc.", ["Buyer"])],
        ),
        (
            "SIGNED\nParty A: The Harrow Country CLUB and Golf Inc.\nParty B:Ann Quill Art Office\nTax No: 958\n",
            [("The Harrow Country CLUB and Golf Inc.", ["Party A"]), ("Ann Quill Art Office", ["Party B"])],
        ),
    ],
)
def test_names_cut_by_and_terms_out_of_their_marks_and_labels_below_are_read(text, parties):
    assert [(entry.name, entry.terms) for entry in listed_parties(text)] == parties


def test_a_term_is_read_between_marks_that_were_lost():
    text = "between Harrow Bank, N.A. (?Harrow?) and you"
    assert terms_after(text, text.index(" (")) == ["Harrow"]


@pytest.mark.parametrize(
    ("again", "names"),
    [
        ("Brook Mills Co., Ltd.", ["Brook (Oslo) Mills Co., Ltd.", "Dale Tools Co., Ltd."]),
        ("Brook (Oslo) Mlls Co., Ltd.", ["Brook (Oslo) Mills Co., Ltd.", "Dale Tools Co., Ltd."]),
        ("Hill Works Co., Ltd.", ["Brook (Oslo) Mills Co., Ltd.", "Dale Tools Co., Ltd.", "Hill Works Co., Ltd."]),
    ],
)
def test_a_party_with_the_same_label_and_almost_the_same_name_is_listed_once(again, names):
    text = (
        "Party A: Brook (Oslo) Mills Co., Ltd.\nParty B: Dale Tools Co., Ltd.\n\n"
        f"This Agreement is made by the parties below.\nParty A: {again}\nParty B: Dale Tools Co., Ltd.\n"
    )
    assert [party.name for party in listed_parties(text)] == names


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            "is made by and between Quill Learning Limited of Harrow House, 12 Mill Road (“Company”) and Harrow "
            "Speakers of 90 Hill Street, Harrow (“HSA”) agent for Ann Brook (“Talent”).",
            [("Quill Learning Limited", ["Company"]), ("Harrow Speakers", ["HSA"]), ("Ann Brook", ["Talent"])],
        ),
        (
            'is made by QUILL EQUITY, L.P. (the "Investor"), in favor of HARROW NATIONAL BANK, a national banking '
            'association as agent (together with its successors, the "Agent").',
            [("QUILL EQUITY, L.P.", ["Investor"]), ("HARROW NATIONAL BANK", ["Agent"])],
        ),
    ],
)
def test_an_address_an_agent_and_the_one_in_whose_favor_it_is_made_are_told_apart(text, parties):
    assert [(entry.name, entry.terms) for entry in listed_parties("This Agreement " + text)] == parties


def test_a_list_of_parties_is_read_from_its_beginning_behind_a_heading_that_looks_like_one():
    text = (
        "8.4 Notices executed by 9.1 Further Acts This SUPPLY AGREEMENT, dated as of May 2, 2020, is between Harrow "
        "Corporation, an Ohio corporation (“Harrow”), Quill Corporation, an Ohio corporation (“Quill”), and Brook "
        "Corporation, an Ohio corporation (“Brook”)."
    )
    assert [entry.terms for entry in listed_parties(text)] == [["Harrow"], ["Quill"], ["Brook"]]


@pytest.mark.parametrize("address", ["[address removed]", "[***]", "12 High Street, Oslo"])
def test_a_person_is_a_party_though_the_address_is_redacted(address):
    text = "THIS AGREEMENT is dated 1 April 2020\nPARTIES\n"
    text += "(1) Harrow Works Limited of 12 High Street (the “Employer”); and\n"
    text += f"(2) Ann Brook of {address} (the “Executive”).\nAGREED TERMS\n"
    found = [(entry.name, entry.terms) for entry in listed_parties(text)]
    assert found == [("Harrow Works Limited", ["Employer"]), ("Ann Brook", ["Executive"])]


def test_a_person_whose_services_a_company_lends_is_a_party_if_the_contract_calls_him_one():
    opening = (
        "This Agreement is made between Quill Shoes, Inc. (“Quill”) and Harrow Talent, LLC (“Lender”), an Ohio company "
        "f/s/o Ann Brook (“Artist”)."
    )
    called = " Quill, Lender and Artist are each referred to herein as a “Party”."
    assert [entry.name for entry in listed_parties(opening + called, [])] == [
        "Quill Shoes, Inc.",
        "Harrow Talent, LLC",
        "Ann Brook",
    ]
    assert len(listed_parties(opening, [])) == 2


def test_a_term_after_a_closing_mark_is_read():
    text = 'This Agreement is made between Harrow Mills, Inc. (”Harrow") and Quill LLC ("Quill").'
    assert [entry.terms for entry in listed_parties(text, [])] == [["Harrow"], ["Quill"]]


def test_a_street_is_no_party_though_the_model_takes_it_for_one():
    text = "concluded between: Harrow Telecom, Ringplatz 17, Oslo, and Quillmark Ltd, Lindenstrasse 34, 3072 Bern."
    street = text.index("Lindenstrasse")
    found = [entry.name for entry in listed_parties(text, [(19, 33), (street, street + 16)])]
    assert found == ["Harrow Telecom", "Quillmark Ltd"]


def test_recitals_with_letters_name_no_parties():
    opening = (
        'THIS AGREEMENT is made between Brook Mills Inc., a Nevada company (the "Company") and Ada Harrow, an '
        'individual (the "Consultant")\n'
    )
    recitals = "A. The Company is engaging Consultant.\nB. The Company and the Consultant wish to record the terms.\n"
    spaced = "R E C I T A L S\nA. The Company, all except Quill (P) Inc. and Lark (P) Inc., and Manager agreed.\n"
    for rest in (recitals, spaced):
        assert [entry.name for entry in listed_parties(opening + rest)] == ["Brook Mills Inc.", "Ada Harrow"]


def test_a_german_partnership_keeps_its_whole_form_and_terms_may_stand_between_dashes():
    text = (
        "SUPPLY AGREEMENT between BROOK OLEO GmbH & Co KG, Mühlweg 3, 20095 Hamburg, Germany\n— hereinafter "
        "referred to as Brook — and Quillgen Inc, 60 Mill Court, Ohio — hereinafter referred to as Quillgen — each a "
        "“Party” –\n"
        "Preamble\n"
    )
    assert [(entry.name, entry.terms) for entry in listed_parties(text)] == [
        ("BROOK OLEO GmbH & Co KG", ["Brook"]),
        ("Quillgen Inc", ["Quillgen"]),
    ]


def test_terms_may_stand_in_the_cell_after_an_address():
    text = (
        "Agreement between Brook Pharma AG\nMühlweg 2\nStans\tas “Licensor” / “Brook” and Quill S.A.\nRua 12\nBrazil\t"
        "“Licensee” / “Quill” (Licensor and Licensee each a “Party”)\nWHEREAS\n"
    )
    assert [(entry.name, entry.terms) for entry in listed_parties(text)] == [
        ("Brook Pharma AG", ["Licensor", "Brook"]),
        ("Quill S.A.", ["Licensee", "Quill"]),
    ]


def test_sender_and_addressee_of_a_letter_are_parties_rather_than_one_company_in_two_fields():
    fields = "Calculation Agent: Harrow AG\nFloating Payer: Harrow AG\n"
    head = (
        'Date: 27 April 2016\nTo: Brook Bank, N.A., not individually, but solely as servicer ("Counterparty")\n'
        'From: Harrow AG, London Branch ("Harrow")\nDear Sirs\n'
    )
    assert listed_parties(fields) == []
    assert [entry.name for entry in listed_parties(head + fields)] == ["Brook Bank, N.A.", "Harrow AG"]


def test_the_list_counts_that_comes_before_another_with_fewer_terms():
    text = (
        'Brook Holdings, Inc., an Ohio company ("Holdings"), Brook Mutual Company ("Mutual"), Brook Savings Bank (the '
        '"Bank") and Quill Partners, L.P. (the "Agent") agree as follows:\n'
        '1. The merger requires an application by and between Brook Interim Inc. (the "Application") and Harrow '
        'Insurance Corporation ("HIC"), which is filed.\n'
    )
    assert len(listed_parties(text)) == 4


def test_a_company_that_the_opening_calls_the_one_set_forth_below_is_in_a_field_of_the_form():
    text = (
        "This Agreement is made by and between Brook Solutions, LLC (“Brook”), an Ohio company, having "
        "its offices at 64 Mill Court, Akron, OH 22150 (“Reseller”) and the company set forth below (“Company”):\n"
        "Company: Quill Systems, Inc. (QSI)\tTelephone: 1-800\nThe parties agree as follows:\n"
    )
    assert [(entry.name, entry.terms) for entry in listed_parties(text)] == [
        ("Brook Solutions, LLC", ["Brook", "Reseller"]),
        ("Quill Systems, Inc.", ["Company"]),
    ]


def test_a_term_whose_quotation_mark_a_scan_misread_is_one_and_a_slovak_company_keeps_its_form():
    text = (
        'is entered into by and between BROOK a.s., with offices in Oslo (hereinafter, -Licensee"), and '
        'QUILLCAST, Inc. a California corporation (hereinafter, "QUILLCAST). WHEREAS'
    )
    assert [(entry.name, entry.terms) for entry in listed_parties(text)] == [
        ("BROOK a.s.", ["Licensee"]),
        ("QUILLCAST, Inc.", ["QUILLCAST"]),
    ]


def test_parties_on_the_one_hand_and_on_the_other_hand_are_listed():
    text = (
        "is made by and among, on the one hand, Brook-Ada, LLC, an Ohio company (“BA”), and, on the other hand, Quill "
        "Fund, Inc., an Ohio corporation (“QF”), and Quill, Inc. (“QI”). WHEREAS"
    )
    assert [entry.terms for entry in listed_parties(text)] == [["BA"], ["QF"], ["QI"]]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            "HARROW TECHNICAL SERVICES OF 90 HIGH STREET, SUITE 2, AKRON, OHIO (HARROW) certifies that the Products"
            " made by QUILL TEST SYSTEMS, INC. OF 12 MILL ROAD, TOLEDO, OHIO (QTS) are for resale.",
            [("HARROW TECHNICAL SERVICES", ["HARROW"]), ("QUILL TEST SYSTEMS, INC.", ["QTS"])],
        ),
        (
            "DATED\t13 October 2015\n"
            "HML\tHARROW MILLS LIMITED (Company no 3141592) whose registered office is at Mill House, York\n"
            "QGL\tQUILL GROUP LIMITED (company no 2718281) whose registered office is at Unit 2, Selby",
            [("HARROW MILLS LIMITED", ["HML"]), ("QUILL GROUP LIMITED", ["QGL"])],
        ),
    ],
)
def test_parties_may_be_named_with_their_addresses_and_short_names_outside_a_list(text, parties):
    assert [(entry.name, entry.terms) for entry in listed_parties(text)] == parties


def test_a_place_in_capitals_with_another_ones_abbreviation_is_no_party():
    text = "THE WAREHOUSE BUILDING OF 90 HIGH STREET, AKRON (UPS) and THE SECOND BUILDING OF 12 MILL ROAD (FEDEX)"
    assert listed_parties(text) == []


@pytest.mark.parametrize("town", ["TOWN OF BROOK, OHIO", "City of West Brook"])
def test_a_town_beside_a_company_is_a_party(town):
    text = (
        f"THIS AGREEMENT is made by and between the {town}, an Ohio municipal corporation (“Grantor”), "
        "and MARSH GAS COMPANY, an Ohio corporation (“Grantee”)."
    )
    assert [(one.name, one.terms) for one in listed_parties(text)] == [
        (town, ["Grantor"]),
        ("MARSH GAS COMPANY", ["Grantee"]),
    ]


def test_the_seal_of_a_company_is_not_the_end_of_its_name():
    text = "Party A: Brook Mills Co., Ltd.\nCompany seal: \n\nParty B: Dale Wool Ltd.\nCompany seal: /s/ Dale Wool Ltd."
    assert [one.name for one in listed_parties(text)] == ["Brook Mills Co., Ltd.", "Dale Wool Ltd."]


def test_the_makers_of_a_thing_are_no_parties():
    text = "We test in current readers including those made by Quillmark (Leaf), Harrow (Page) and Brook (Scroll)."
    assert listed_parties(text) == []
    assert listed_parties("We repair pumps made by Quillmark, Inc. (Leaf) and Harrow, Inc. (Page).") == []
    made = 'This agreement was made by Quillmark, Inc. ("Leaf") and Harrow, Inc. ("Page").'
    assert [entry.name for entry in listed_parties(made)] == ["Quillmark, Inc.", "Harrow, Inc."]


def test_a_description_in_capitals_is_no_party_and_a_field_of_a_template_is_a_blank():
    text = (
        "THIS AGREEMENT IS MADE AT PUNE BETWEEN QUILLMARK MILLS PRIVATE LIMITED, A COMPANY INCORPORATED UNDER THE "
        "COMPANIES ACT, 2013 (ACTING THROUGH MR. ARUN BROOK, DULY AUTHORIZED TO ENTER INTO THE PRESENT AGREEMENT) "
        "(HEREINAFTER REFERRED TO AS “THE COMPANY”)\n\nAND\n\n[company_name], A FIRM/PARTNERSHIP FIRM HAVING ITS "
        "OFFICE AT [company_address] (HEREINAFTER REFERRED TO AS “CARRIER”)\n\nWHEREAS\n"
    )
    assert [(entry.name, entry.terms) for entry in listed_parties(text)] == [
        ("QUILLMARK MILLS PRIVATE LIMITED", ["COMPANY"]),
        ("[company_name]", ["CARRIER"]),
    ]


@pytest.mark.parametrize(
    ("heading", "others"),
    [
        ("Limited Non-Use: ", []),
        ("Limited License. ", []),
        ("Trust Account: ", []),
        ("Limited Harbours, Inc.: ", ["Limited Harbours, Inc."]),
    ],
)
def test_the_heading_of_a_section_names_no_party(heading, others):
    text = (
        "This Agreement is made by Harrow Tools LLC (“Harrow”) and you under the terms below;\n"
        f"d. {heading}In return, You will not use the Files.\n"
    )
    assert [entry.name for entry in listed_parties(text)] == ["Harrow Tools LLC", *others]


def test_a_thing_that_was_made_using_something_names_no_parties():
    text = "This image was made using the Files, provided by Harrow Tools LLC; Brook Mills Inc. (“Maker”) shows it."
    assert listed_parties(text) == []


def test_a_line_of_the_list_may_begin_with_what_the_party_is():
    text = (
        "Between:\n- Leading Supplier: Quillmark Inc., an Ohio corporation (“Quillmark”)\n"
        "- Receiving Party: [Receiving Party Name] (“Recipient”)\n\nHe tells the Receiving Party what he knows."
    )
    supplier, recipient = listed_parties(text, [(text.index("Leading"), text.index(": Quill"))])
    assert (supplier.name, supplier.terms) == ("Quillmark Inc.", ["Quillmark"])
    assert (recipient.name, recipient.terms) == ("[Receiving Party Name]", ["Recipient", "Receiving Party"])


def test_a_foundation_is_named_whole_after_the_article_if_it_has_a_term():
    text = (
        'This Agreement is made by and between the Harrow Weaving Foundation (the "HWF"), a Utah corporation, and '
        'Quillmark LLC ("Sponsor").'
    )
    assert [(one.name, one.terms) for one in listed_parties(text)] == [
        ("Harrow Weaving Foundation", ["HWF"]),
        ("Quillmark LLC", ["Sponsor"]),
    ]


def test_a_trust_after_the_article_is_a_party_if_its_term_follows_what_it_is():
    text = (
        "Between the Harrow Song Trust, a Utah nonprofit corporation (“we” or the “Trust”), and Quill Players, Inc., a "
        "Utah corporation (“you”)\n\nNO OTHERS. Your individual players are not bound."
    )
    assert [(one.name, one.terms) for one in listed_parties(text)] == [
        ("Harrow Song Trust", ["we", "Trust"]),
        ("Quill Players, Inc.", ["you"]),
    ]


def test_individual_before_a_noun_does_not_make_a_heading_a_party():
    text = "Between Quill Players, Inc., a Utah corporation (“you”), and us\n\nNO OTHERS. Your individual players pay."
    assert [one.name for one in listed_parties(text)] == ["Quill Players, Inc."]


@pytest.mark.parametrize("mark", ["", "(b) "])
def test_a_list_may_give_each_partys_address_after_its_mark(mark):
    text = (
        "This Agreement is made by and among Brook Weavers Limited (“BWL”), a limited company (société anonyme) "
        "incorporated in Norway, with an address at No.4 Mill Lane, Elmstadt, Norway, "
        f"{mark}Harrow Weavers Limited (“HWL”), a company incorporated in Norway, with an address at 9 Quay, Elmstadt, "
        "Norway, as the only shareholder of BWL, and Quillmark, Inc. (“QM”), a Utah corporation."
    )
    assert [(one.name, one.terms) for one in listed_parties(text)] == [
        ("Brook Weavers Limited", ["BWL"]),
        ("Harrow Weavers Limited", ["HWL"]),
        ("Quillmark, Inc.", ["QM"]),
    ]


def test_a_company_that_is_to_join_after_the_signatures_is_a_party_by_its_term():
    text = (
        "This Agreement is made between Brook Weavers Ltd (“Brook”) and Quillmark, Inc. (“Quill”).\nWHEREAS, Quill "
        "intends to form a subsidiary (“Quill-B”) and {joins} hereto; and Quill owns a mill (“Quill-C”)."
    )
    names = [one.name for one in listed_parties(text.format(joins="make it a Party"))]
    assert names == ["Brook Weavers Ltd", "Quillmark, Inc.", "Quill-B"]
    assert len(listed_parties(text.format(joins="sell its looms to each Party"))) == 2


def test_the_members_of_a_joint_venture_are_parties_and_the_exchange_that_lists_a_party_is_none():
    text = (
        "This Agreement is made by and between Brook Weavers Ltd (“Brook”), listed on the Elmstadt Market and the "
        "Stock Exchange of Harrow Limited, and a joint venture comprised of Tel-Quill Limited (“Tel”) and Larch, Inc. "
        "(“Larch”)."
    )
    assert [one.name for one in listed_parties(text)] == ["Brook Weavers Ltd", "Tel-Quill Limited", "Larch, Inc."]


def test_those_who_made_the_agreement_that_is_amended_are_no_parties_of_the_amendment():
    text = (
        "This Amendment is made by and among Brook Weavers Ltd (“Brook”) and Quillmark, Inc. (“Quill”), as an "
        "amendment to that certain Supply Agreement dated May 2, 2020 by and among Larch, Inc. (“Larch”), Elm, Inc. "
        "(“Elm”) and Quill."
    )
    assert [one.name for one in listed_parties(text)] == ["Brook Weavers Ltd", "Quillmark, Inc."]


def test_a_street_is_no_party():
    text = (
        "This Agreement is made between Brook Weavers, Inc. hereinafter referred to as “Licensor” and\nQUILL MEDIA AG\n"
        "Webergrabenstr. 25\n50676 Elmstadt\nhereinafter referred to as “Quill”\n1. PURPOSE"
    )
    street = text.index("Webergrabenstr")
    assert [(one.name, one.terms) for one in listed_parties(text, [(street, street + len("Webergrabenstr"))])] == [
        ("Brook Weavers, Inc.", ["Licensor"]),
        ("QUILL MEDIA AG", ["Quill"]),
    ]


def test_a_thing_of_which_a_later_sentence_speaks_is_no_term_of_the_party_in_the_line_before():
    text = "between Sponsor and\nBrook Dairy\nSponsor is at the fair held in May (“Fair”), run by Ada (“Organizer”)."
    assert terms_after(text, text.index("Dairy") + 5) == []
    text = "between\nBROOK MILLS\nan Ohio corporation (the “Corporation”)"
    assert terms_after(text, text.index("MILLS") + 5) == ["Corporation"]


@pytest.mark.parametrize("heading", ["1. FAIR ORGANIZER\n", "2) SUPPLIER\n", "1. OUR CLIENT \n"])
def test_a_numbered_heading_above_a_name_is_no_part_of_it(heading):
    text = f'This Agreement is made by and between:\n{heading}Fernleigh Fairs LLC ("Organizer")\nand ____ ("Sponsor").'
    assert listed_parties(text)[0].name == "Fernleigh Fairs LLC"


def test_a_name_in_capitals_over_two_lines_is_whole():
    text = (
        'This Agreement is made by and between:\n1. BLUE WATER\nFernleigh LLC ("Seller")\n2. Wrenford Inc. ("Buyer").'
    )
    assert [one.name for one in listed_parties(text)] == ["BLUE WATER Fernleigh LLC", "Wrenford Inc."]


def test_whoever_trades_under_a_name_is_the_party_and_that_name_a_term():
    text = (
        "Statement of Terms\n\nIt says on what terms Fernleigh & Upper Studies t/a FERN LTD, (the “School”) of 7 Mill "
        "Lane employs you.\n" + "You teach. You rest. Your pay is fair. " * 6
    )
    (party,) = listed_parties(text)
    assert (party.name, party.terms) == ("Fernleigh & Upper Studies", ["School", "FERN LTD"])
    other = text.replace("Fernleigh & Upper Studies t/a ", "")
    assert [one.name for one in listed_parties(other)] == ["FERN LTD"]


def test_a_name_in_the_definition_of_a_joint_name_is_no_further_party():
    text = (
        "This Agreement is made between BROOK, INC. (“Brook”), MILL BANK, N.A. (“Mill”, and together with Brook, "
        "“Mill/Brook”), and HARROW INC. (“Harrow”)."
    )
    joint = text.index("Brook, “Mill/")
    listed = listed_parties(text, [(joint, joint + len("Brook"))])
    assert [one.name for one in listed] == ["BROOK, INC.", "MILL BANK, N.A.", "HARROW INC."]


def test_numbered_parties_may_have_their_roles_in_quotation_marks_after_their_addresses():
    text = (
        "This Agreement is made by and between\n1. Brook GmbH & Co. KG, 1 Mill Road, 35108 Mill Town (County) "
        "“ Licensor ” and\n2. Harrow Heating SE, 2 Mill Road, 35108 Mill Town (County) (or another named in Exhibit 1) "
        "“ Licensee ” and\n3. Quill Corporation, a Delaware corporation, 3 Quay, Dover, U.S.A. “ Parent ” regarding "
        "the mark “Brook”.\n"
    )
    assert [(one.name, one.terms) for one in listed_parties(text)] == [
        ("Brook GmbH & Co. KG", ["Licensor"]),
        ("Harrow Heating SE", ["Licensee"]),
        ("Quill Corporation", ["Parent"]),
    ]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            "is between Brook Grain LLC (“Brook”), a broker regulated by the National Oats Authority (“NOA”) and "
            "the Barley and Rye Commission (the “BRC”), and Harrow Mills, Inc. (the “Company”).",
            ["Brook Grain LLC", "Harrow Mills, Inc."],
        ),
        (
            "is between Brook Grain LLC, licensed by the Oats Authority (“Brook”), and Harrow Mills, Inc. (“Harrow”).",
            ["Brook Grain LLC", "Harrow Mills, Inc."],
        ),
        (
            "is between Port Authority of Elmstadt (the “Port”) and Harrow Mills, Inc. (the “Company”).",
            ["Port Authority of Elmstadt", "Harrow Mills, Inc."],
        ),
    ],
)
def test_an_authority_that_supervises_a_party_is_none_itself(text, parties):
    text = f"This Agreement {text}"
    authorities = ("Barley and Rye Commission", "Port Authority of Elmstadt")
    hints = [(text.index(one), text.index(one) + len(one)) for one in authorities if one in text]
    assert [entry.name for entry in listed_parties(text, hints)] == parties


def test_bulgarian_companies_that_share_one_description_are_both_parties():
    text = (
        "This Agreement is between Harrow Corporation of 3 Mill Road (“Harrow’), and BROOK GRAIN EAD and BROOK MILLS "
        "EOOD, companies incorporated under the laws of Bulgaria (together, the “Brook Group”)."
    )
    assert [(entry.name, entry.terms) for entry in listed_parties(text)] == [
        ("Harrow Corporation", ["Harrow"]),
        ("BROOK GRAIN EAD", []),
        ("BROOK MILLS EOOD", []),
    ]


def test_a_term_may_have_another_mark_at_its_end_than_at_its_beginning():
    called = "(hereinafter referred to as “the"
    text = f"made by Brook Inc. {called} Company”) and Ada Harrow {called} Contractor’)."
    assert [entry.terms for entry in listed_parties(f"This Agreement is {text}")] == [["Company"], ["Contractor"]]


def test_a_public_body_is_a_party_by_its_whole_name():
    opening = (
        "This Agreement is between the Board of Regents of North Harrow State University, a public "
        "institution, on behalf of its College (“University”), and Brook Mills, Inc., a Utah corporation (“Sponsor”)."
    )
    assert [entry.name for entry in listed_parties(opening)] == [
        "Board of Regents of North Harrow State University",
        "Brook Mills, Inc.",
    ]


def test_a_norwegian_company_keeps_its_legal_form():
    opening = (
        "(1) BROOK MILLS LIMITED incorporated in England (Supplier); and\n"
        "(2) HARROW SYKKEL AS incorporated in Norway (Distributor)."
    )
    assert [entry.name for entry in listed_parties(f"THIS AGREEMENT is between\n{opening}\n")] == [
        "BROOK MILLS LIMITED",
        "HARROW SYKKEL AS",
    ]


def test_a_heading_below_the_list_is_no_party():
    opening = (
        'between\n\nHarrow Technik GmbH\n\n- hereinafter referred to as "HT" -\n\nand\n\nBrook Mills Corporation\n\n'
        '- hereinafter referred to as "BM" -\n\n'
        '- HT and BM jointly referred to as the "Parties" -\n\nPreamble\n\n(A) HT has looms.'
    )
    assert [entry.name for entry in listed_parties(opening)] == ["Harrow Technik GmbH", "Brook Mills Corporation"]


@pytest.mark.parametrize(
    ("opening", "parties"),
    [
        (
            "Harrow Kilns, LLC, a Utah company (“Kiln”) its parent Brook Kilns, LLC, a Utah company, (“Brook”), "
            "Marsh Clay, Inc., a Utah corporation, (“Marsh”).",
            ["Harrow Kilns, LLC", "Brook Kilns, LLC", "Marsh Clay, Inc."],
        ),
        (
            "***, a *** corporation (the “Company”), and HARROW CHAIN, LLC, a Utah company (the “Customer”).",
            ["***", "HARROW CHAIN, LLC"],
        ),
        (
            "Harrow Tides LLC (hereinafter SPONSOR) and the Brook Foundation, Inc. (hereinafter BF). It works with the "
            "Center for Tides, Waves, and Robotics (CTWR).",
            ["Harrow Tides LLC", "Brook Foundation, Inc."],
        ),
        (
            "BROOK & HARROW AND SONS LIMITED, of Elmstadt (the “Baker”); and MARSH GROCERS PLC (the “Grocer”).",
            ["BROOK & HARROW AND SONS LIMITED", "MARSH GROCERS PLC"],
        ),
        (
            "Brook Trust d/b/a Brook Homes, a Utah trust (the “Company”), Harrow Homes, LLLP, d/b/a Harrow, LLLP, "
            "a Utah partnership (“Operator”) and Marsh Ltd, a Utah company (the “Advisor”).",
            ["Brook Trust", "Harrow Homes, LLLP", "Marsh Ltd"],
        ),
        (
            "the Ron L. and Ada S. Brook Family Trust (“Lessor”) and Harrow Global, a Utah corporation (“Lessee”).",
            ["Ron L. and Ada S. Brook Family Trust", "Harrow Global"],
        ),
        (
            "BROOK CALLS LIMITED (Supplier); and HARROW (MALAYSIA) SDN BHD (Operator).",
            ["BROOK CALLS LIMITED", "HARROW (MALAYSIA) SDN BHD"],
        ),
    ],
)
def test_every_party_of_the_list_is_named_whole(opening, parties):
    text = f"This Agreement is made by and between {opening}\n1. The parties agree to work together.\n"
    assert [entry.name for entry in listed_parties(text)] == parties


def test_whoever_is_of_the_third_part_is_a_party():
    text = (
        "This Deed is made at Pune\nBETWEEN:\n"
        'HARROW LOOMS PRIVATE LIMITED, a company (hereinafter called the "Franchisor") of the FIRST PART;\nAND\n'
        'M/S. QUILL & SONS, a partnership firm (hereinafter called the "Franchisee") of the SECOND PART;\nAND\n'
        'MR. JAN BROOK, son of Mr. Tom Brook, of Pune (hereinafter called the "Confirming Party") of the THIRD PART.\n'
    )
    assert [(one.name, one.terms) for one in listed_parties(text)][-1] == ("JAN BROOK", ["Confirming Party"])


def test_australian_parties_have_numbers_and_terms_in_brackets_alone():
    text = (
        "WORK ORDER NO. 7\n\nPARTIES\n\nHarrow Municipal Council ABN 61 204 559 813, a body corporate under the Local "
        "Act 1993 (NSW), of 2 Civic Place, Harrow NSW (Council)\n\nQuill & Brook Civil Pty Ltd ACN 148 903 227, "
        "trading as “QB Civil”, of 77 Mill Road, Elm NSW (Contractor)\n\nBACKGROUND\n\nCouncil orders the works."
    )
    found = {entry.name: set(entry.terms) for entry in listed_parties(text)}
    assert found == {"Harrow Municipal Council": {"Council"}, "Quill & Brook Civil Pty Ltd": {"QB Civil", "Contractor"}}


def test_places_of_a_partys_branches_and_what_the_paper_is_called_are_no_parties():
    text = (
        "STATEMENT OF WORK NO. 4\nunder the Services Agreement dated May 2, 2022 between Harrow Health System and "
        "Quill Pharmacy Group, P.C.\n\nThis Statement of Work No. 4 (“SOW”) is entered into by Harrow Health System, a "
        "nonprofit corporation, on behalf of itself and its hospitals in Elm and Reed Falls (“Health System”); Quill "
        "Pharmacy Group, P.C., a professional corporation (“Consultant”); and Ada J. Quill, Pharm.D., individually "
        "(“Dr. Quill”), who joins in Section 6.\n\n1. BACKGROUND\n\nHealth System opens a center."
    )
    assert {entry.name: entry.terms for entry in listed_parties(text)} == {
        "Harrow Health System": ["Health System"],
        "Quill Pharmacy Group, P.C.": ["Consultant"],
        "Ada J. Quill, Pharm.D.": ["Dr. Quill"],
    }


def test_a_role_follows_a_trade_name_and_the_general_partner():
    text = (
        "made by and among BROOK TURF, INC., a Georgia corporation (“Manufacturer”); and HARROW PARTNERS, L.P., a "
        "limited partnership, doing business as “Quill Supply,” acting by and through its general partner, Reed "
        "Management, LLC, a limited liability company (“Distributor”)."
    )
    assert {entry.name: entry.terms[0] for entry in listed_parties(text)} == {
        "BROOK TURF, INC.": "Manufacturer",
        "HARROW PARTNERS, L.P.": "Distributor",
    }


def test_pronouns_in_brackets_alone_are_terms():
    text = "It is between Brook Foods Pty Ltd (we, us, our) and Harrow Gardens Pty Ltd (you, your). We own the marks."
    assert [entry.terms for entry in listed_parties(text)] == [["we"], ["you"]]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "made between the CITY OF ELM FALLS, a municipal corporation and charter city of the State of Ohio "
            "(hereinafter “CITY”), and BROOK CIVIL ENGINEERS, an Ohio corporation (“CONSULTANT”).",
            ["CITY OF ELM FALLS", "BROOK CIVIL ENGINEERS"],
        ),
        (
            "is among: • Brook Systems, Inc., a Utah corporation (“Seller”); and • the City of Elm, Georgia, a "
            "municipal corporation (the “City”).",
            ["Brook Systems, Inc.", "City of Elm, Georgia"],
        ),
        (
            "among BROOK BANK, N.A. (“Lender”); REED DAIRY CO., a Utah corporation (“Borrower”); and, as guarantor of "
            "the debts, REED HOLDINGS, LLC, a Utah company (“Guarantor”).",
            ["BROOK BANK, N.A.", "REED DAIRY CO.", "REED HOLDINGS, LLC"],
        ),
        (
            "among Brook Co., a Utah corporation (“Buyer”), Reed, LLC, a Utah company (“Seller”), and, solely for "
            "purposes of Article 6, Thaddeus R. Hill and Ada S. Hill (each, a “Member”).",
            ["Brook Co.", "Reed, LLC", "Thaddeus R. Hill", "Ada S. Hill"],
        ),
        (
            "between BROOK BUILDERS CO. (“Contractor”) and REED PIPES, INC. (“Subcontractor”), 9 Mill Court, Elm "
            "63366.\nContractor has a contract with Harrow Offices, LLC (“Owner”).",
            ["BROOK BUILDERS CO.", "REED PIPES, INC."],
        ),
    ],
)
def test_the_opening_may_name_towns_guarantors_and_persons(text, names):
    assert [entry.name for entry in listed_parties(f"This Agreement {text}\n\n1. Work.")] == names


def test_two_that_wish_to_do_something_need_no_between():
    text = (
        "MUTUAL AGREEMENT\n\nBrook Rotors LLC, a Utah company (“Brook”), and The Reed-Hill Company, an Ohio "
        "corporation (“RHC”), wish to explore a relationship. They therefore agree as follows.\n\n1. Secrets."
    )
    assert [entry.terms for entry in listed_parties(text)] == [["Brook"], ["RHC"]]


def test_a_field_names_the_business_that_you_stands_for():
    text = (
        "Hosting terms\n\nThese terms are a contract between Brook Hosting Inc., a Utah corporation (“Brook,” “we”), "
        "and the business named on the form below (“you”).\n\nYour business name: Reed Clinic, PLLC\n\n"
        "We host your site."
    )
    assert [entry.name for entry in listed_parties(text)] == ["Brook Hosting Inc.", "Reed Clinic, PLLC"]


def test_a_role_after_the_name_of_an_act_is_a_partys():
    text = (
        "This Agreement is made between Brook Haulage (1998) Ltd., an Ontario corporation (the "
        "“Subscriber”), and Quill Data "
        "Corp., a corporation existing under the Business Corporations Act (the “Provider”)."
    )
    assert [(entry.name, entry.terms) for entry in listed_parties(text)] == [
        ("Brook Haulage (1998) Ltd.", ["Subscriber"]),
        ("Quill Data Corp.", ["Provider"]),
    ]


def test_the_list_of_the_agreement_above_an_order_names_nobody():
    text = (
        "STATEMENT OF WORK NO. 7\n\nunder the Master Services Agreement dated October 1, 2020 (the “MSA”) "
        "between Brook "
        "Group, LLP and Quill Holdings, Inc.\n\nThis Statement of Work is entered into by Brook Canada Ltd., "
        "an affiliate "
        "of Brook Group, LLP (“Provider”), and Quill Freight Inc., an affiliate of Quill Holdings, Inc. (“Customer”).\n"
    )
    assert [(entry.name, entry.terms) for entry in listed_parties(text)] == [
        ("Brook Canada Ltd.", ["Provider"]),
        ("Quill Freight Inc.", ["Customer"]),
    ]


def test_a_deed_may_space_its_letters_and_give_each_part_lines_of_its_own():
    text = (
        "THIS AMENDMENT made in duplicate\n\nB E T W E E N:\n\nBROOK ARCADE LIMITED PARTNERSHIP, a limited "
        "partnership\n\n"
        "(hereinafter called the “Owner”)\n\nOF THE FIRST PART\n\n- and -\n\nQUILL SERVICES LTD., a corporation\n\n"
        "(hereinafter called the “Manager”)\n\nOF THE SECOND PART\n\n- and -\n\nADA REED, of the City of Elm\n\n"
        "(hereinafter called the “Covenantor”)\n\nOF THE THIRD PART\n\nThe Owner and the Manager agree.\n"
    )
    assert [entry.name for entry in listed_parties(text)] == [
        "BROOK ARCADE LIMITED PARTNERSHIP",
        "QUILL SERVICES LTD.",
        "ADA REED",
    ]


def test_a_firm_of_former_years_is_no_term():
    text = (
        "ORDER NO. 4\n\nbetween\n\nBrook Sensorik GmbH & Co. KG, with registered office in Elm (until 31 December 2023 "
        "trading under the firm “Brook Messtechnik GmbH & Co. KG”)\n\n- hereinafter referred to as “Principal” -\n\n"
        "and\n\nQuill d.o.o., with registered office in Celje\n\n- hereinafter referred to as “Manufacturer” -\n"
    )
    assert [(entry.name, entry.terms) for entry in listed_parties(text)] == [
        ("Brook Sensorik GmbH & Co. KG", ["Principal"]),
        ("Quill d.o.o.", ["Manufacturer"]),
    ]


def test_whoever_acts_for_an_association_is_no_party_and_a_person_may_follow():
    text = (
        "THIS AGREEMENT, made by and between BROOK PRESS, INC., a Utah corporation (the “Publisher”), and "
        "THE ELM SOCIETY FOR "
        "TIDAL STUDIES, an unincorporated association, acting herein by Edwin P. Marsh and Rosa Quint, its "
        "trustees (the "
        "“Society”), and ADA REED, an individual (the “Editor”).\n"
    )
    assert [(entry.name, entry.terms) for entry in listed_parties(text)] == [
        ("BROOK PRESS, INC.", ["Publisher"]),
        ("THE ELM SOCIETY FOR TIDAL STUDIES", ["Society"]),
        ("ADA REED", ["Editor"]),
    ]


def test_a_person_may_have_the_line_above_a_german_term():
    text = (
        "Consulting Agreement\n\nbetween\n\nBrook Antriebstechnik GmbH, 72999 Elm\n\n- hereinafter “Client” "
        "-\n\nand\n\n"
        "Prof. Dr. Ada Reed, Am Rebhang 7, 79299 Elm\n\n- hereinafter “Consultant” -\n\nand\n\n"
        "Quill Energi AS, a company under Norwegian law, Stavern\n\n- hereinafter “Quill” -\n\nPreamble\n"
    )
    assert {entry.name for entry in listed_parties(text)} == {
        "Brook Antriebstechnik GmbH",
        "Ada Reed",
        "Quill Energi AS",
    }


PURPOSES = [
    "for the sole purpose of being bound by Article 4, Brook Holdings, Inc., an Ohio corporation (“Parent”).",
    "as regards Ohio only, its wholly owned subsidiary Brook Holdings, Inc., an Ohio corporation (“Parent”).",
    "(iii) for the purposes of Section 9 (Guarantee) and for no other purpose, Brook Holdings, Inc. (“Parent”).",
    "is joined, for Section 14 alone, by Brook Holdings, Inc., an Ohio corporation (“Parent”).",
    "of the other part, Brook Holdings, Inc., an Ohio corporation (“Parent”).",
]


@pytest.mark.parametrize("words", PURPOSES)
def test_whoever_joins_for_a_part_or_a_purpose_is_a_party(words):
    text = f"This Agreement is made between Harrow Ltd (“Vendor”), Quill Mills LLC (“Buyer”), and {words}\n"
    assert [(one.name, one.terms) for one in listed_parties(text)] == [
        ("Harrow Ltd", ["Vendor"]),
        ("Quill Mills LLC", ["Buyer"]),
        ("Brook Holdings, Inc.", ["Parent"]),
    ]


def test_a_subsidiary_named_after_its_parent_is_a_party_with_its_own_term():
    text = (
        "This Agreement is entered into by and among Brook Skincare, Inc., a Utah corporation (“Brook”), its "
        "wholly-owned subsidiary Brook Europe B.V., a private company (“Brook BV” and, with Brook, the “Maker”), and "
        "Quill Trading Ltd (“Distributor”).\n"
    )
    assert [(one.name, one.terms) for one in listed_parties(text)] == [
        ("Brook Skincare, Inc.", ["Brook"]),
        ("Brook Europe B.V.", ["Brook BV"]),
        ("Quill Trading Ltd", ["Distributor"]),
    ]


def test_those_of_whom_a_description_says_that_each_is_one_share_a_term():
    text = (
        "THIS AGREEMENT is made AMONG\n\n(a) BROOK SOL UNO, S.L.U.,\n\n(b) BROOK SOL DOS, S.L.U.,\n\nboth Spanish "
        "companies with their seat in Albacete (each an “Owner” and jointly the “Owners”), represented by Ms. Ada "
        "Reed; "
        "and\n\n(c) HARROW PLANTS, S.A., of Valencia (the “Contractor”).\n"
    )
    assert [(one.name, one.terms) for one in listed_parties(text)] == [
        ("BROOK SOL UNO, S.L.U.", ["Owner"]),
        ("BROOK SOL DOS, S.L.U.", ["Owner"]),
        ("HARROW PLANTS, S.A.", ["Contractor"]),
    ]


def test_each_of_several_has_the_term_of_all_of_them_beside_its_own():
    text = (
        "This Lease is made among the PORT OF ELM, a Utah municipal corporation (“Port”), and BROOK AMMONIA LLC, a "
        "Utah "
        "limited liability company, as to seventy percent, and QUILL FUELS INC., a Utah corporation, as to an "
        "undivided "
        "thirty percent interest, as tenants in common (each a “Co-Lessee” and, jointly and severally, “Lessee”).\n"
    )
    assert [(one.name, one.terms) for one in listed_parties(text)] == [
        ("PORT OF ELM", ["Port"]),
        ("BROOK AMMONIA LLC", ["Co-Lessee", "Lessee"]),
        ("QUILL FUELS INC.", ["Co-Lessee", "Lessee"]),
    ]


def test_a_contract_may_be_signed_on_a_day_by_its_parties():
    text = (
        "This Agreement was signed on May 2, 2022 by Brook Storage Trust, a Utah trust (the “Trust”), Brook Storage "
        "Partnership, LP, a Utah limited partnership (the “Partnership”), and Harrow Advisors, LLC (the “Advisor”).\n"
    )
    assert [one.name for one in listed_parties(text)] == [
        "Brook Storage Trust",
        "Brook Storage Partnership, LP",
        "Harrow Advisors, LLC",
    ]


def test_a_branch_is_no_party_of_its_own():
    text = (
        "This Agreement is made among Harrow Fuels LLC (“Operator”), and BROOK SHIPPING N.V., Oslo Branch (“Credit "
        "Provider”).\n"
    )
    assert [(one.name, one.terms) for one in listed_parties(text)] == [
        ("Harrow Fuels LLC", ["Operator"]),
        ("BROOK SHIPPING N.V.", ["Credit Provider"]),
    ]


def test_terms_in_brackets_need_no_quotation_marks():
    text = (
        "BETWEEN\n\n(1) Harrow Ventures Limited, of 58 Elm Street, Bristol (the A Shareholder);\n\n(2) Quill Holding "
        "GmbH, of Elmweg 12, Kassel (the B Shareholder); and\n\n(3) BROOK UNDERWRITING LIMITED, of 7 Mill Street, "
        "Leith "
        "(BUL and, together with the A Shareholder, the Customer).\n"
    )
    assert [(one.name, one.terms) for one in listed_parties(text)] == [
        ("Harrow Ventures Limited", ["A Shareholder"]),
        ("Quill Holding GmbH", ["B Shareholder"]),
        ("BROOK UNDERWRITING LIMITED", ["BUL"]),
    ]


@pytest.mark.parametrize(
    ("words", "terms"),
    [
        # a province
        ("with its office in Schio (VI), Via dei Tintori 19 (“the Principal”)", ["Principal"]),
        # a state in capitals
        ("(OHIO) (the “Principal”)", ["Principal"]),
        # what a party's clinic is called
        ("which runs the hospital known as “Elm Clinic” (hereinafter referred to as the “Trust”)", ["Trust"]),
        ("a company known as “Elm Mills” (the “Mill”)", ["Elm Mills"]),
        # whom a party acts for
        ("on behalf of Elm Medical College (“College”), of 17 Mill Row (“Licensor”)", ["Licensor"]),
        ("(the “Party A”)", ["Party A"]),
        ("(each a “Party”)", []),
    ],
)
def test_what_a_contract_calls_a_party_is_no_name_of_something_else(words, terms):
    assert list(terms_after(f"Brook Care S.r.l., {words}, is here.\n", len("Brook Care S.r.l.")))[:1] == terms


def test_the_letters_of_an_agreements_name_are_no_term_of_the_party_before_them():
    text = (
        "under the Grain Purchase Agreement of May 2, 2022 between Brook Mills, Inc., Quill Trust Company, as agent "
        "(the "
        "“GPA”), and others"
    )
    named = "Quill Trust Company"
    assert terms_after(text, text.index(named) + len(named)) == []
    association = "This Agreement binds Iberian Transport Association"
    assert terms_after(f"{association} (the “ITA”)", len(association)) == ["ITA"]


def test_the_cover_of_an_amendment_ends_where_the_amendment_begins():
    text = (
        "SIXTH AMENDMENT TO SUPPLY AGREEMENT\nBETWEEN\nBROOK CHEMICALS CORP. (OHIO)\nAND\nHARROW, LLC\nThis Sixth "
        "Amendment (“Sixth Amendment”) to the Supply Agreement made as of May 2, 2018 is effective as of July 1, 2024 "
        "and is between Brook Chemicals Corp. (“BROOK”) and Harrow, LLC (“HLC”), the successor of Quill, Inc.\n"
    )
    assert [(one.name, one.terms) for one in listed_parties(text)] == [
        ("Brook Chemicals Corp.", ["BROOK"]),
        ("Harrow, LLC", ["HLC"]),
    ]


def test_those_who_settle_a_lawsuit_are_parties_and_so_is_a_founder_beside_his_company():
    text = (
        "This Settlement is made by and between Claimants Brook Research, LLC (formerly Elm Formulas, LLC) and its "
        "founder, Dr. Leo K. Marsh (the two together, “Claimants”), and Respondents Harrow Corporation and Quill "
        "Stores, "
        "Inc. (the two together, “Harrow”).\n"
    )
    assert [one.name for one in listed_parties(text)] == [
        "Brook Research, LLC",
        "Dr. Leo K. Marsh",
        "Harrow Corporation",
        "Quill Stores, Inc.",
    ]


def test_a_list_that_is_only_the_last_rows_of_a_table_is_not_the_whole_list():
    text = (
        "SPONSORSHIP AGREEMENT\nAthlete: Ada “Addie” Reed, cyclist, of Elm (“Athlete”)\nLender: Brook Sports Kft., a "
        "Hungarian company (“Lender”)\nSponsor: Harrow Oats, Inc., an Ohio corporation (“Sponsor”)\nLender shall "
        "see to "
        "it that Athlete will appear. Athlete has read this. Sponsor shall pay Lender.\n"
    )
    assert [(one.name, one.terms) for one in listed_parties(text)] == [
        ("Ada “Addie” Reed", ["Athlete"]),
        ("Brook Sports Kft.", ["Lender"]),
        ("Harrow Oats, Inc.", ["Sponsor"]),
    ]


def test_a_line_with_a_street_below_a_name_is_no_party():
    text = (
        "Amendment\n\nbetween\n\nBrook Biologics AG\n\nMühlenweg 8, 4057 Basel, Switzerland (hereinafter called "
        "“Brook”)"
        "\n\nand\n\nHarrow Gene AB\n\nKajplatsen 5, Elm, Sweden (hereinafter called “Harrow”)\n"
    )
    street = text.index("Mühlenweg 8")
    assert [(one.name, one.terms) for one in listed_parties(text, [(street, street + len("Mühlenweg 8"))])] == [
        ("Brook Biologics AG", ["Brook"]),
        ("Harrow Gene AB", ["Harrow"]),
    ]
