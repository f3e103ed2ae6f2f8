from __future__ import annotations

from chunking.pipeline import document_from_text
from model.review import review_document
from model.schema import Clause, Party
from model.summary.parties.opening_and_signatures import signed_names
from model.summary.parties.parties import parties_of
from model.summary.parties.shown_names import as_called
from model.summary.parties.terms_for_parties import terms_after


def mention(text: str, name: str, number: int) -> Clause:
    start = text.index(name)
    return Clause(
        id=number, category="Parties", label="Parties", text=name, heading=[], pages=[1], boxes=[],
        interval=[start, start + len(name)], segments=[0], score=0.9, found=True,
    )  # fmt: skip


def test_a_name_that_lost_its_first_word_is_no_party_of_its_own(engine):
    text = (
        "SERVICES AGREEMENT\n\nBank Of South Harrow Ltd\n\nThis agreement is between Bank of "
        "South Harrow Ltd and Quillmark "
        "Systems LLC and is dated May 3, 2021.\n\n1. LAW\n\nThis agreement is governed by the laws of Ohio.\n"
    )
    parties = review_document(document_from_text(text.encode(), "contract", 10), engine).summary.parties
    assert [party.name for party in parties] == ["Bank of South Harrow Ltd", "Quillmark Systems LLC"]


def test_a_letterhead_names_no_parties():
    text = "Dealer services provided by our affiliate, Harrow LLC, Member FINRA / SIPC, for Quillmark, Inc."
    names = ("Dealer services provided", "FINRA / SIPC", "Quillmark, Inc.")
    parties = parties_of([mention(text, name, number) for number, name in enumerate(names)], text)
    assert [party.name for party in parties] == ["Quillmark, Inc."]


def test_the_name_of_who_signs_below_a_company_is_no_part_of_its_name():
    text = "Signed for and on behalf of HARROW SYSTEMS LIMITED\nHelen Quill\nDirector\n22 September 2025\n"
    assert [text[start:end] for start, end in signed_names(text)] == ["HARROW SYSTEMS LIMITED"]


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


def test_a_name_behind_the_year_of_a_date_is_a_party():
    for gap in ("\n\n", " "):
        text = f"July 20, 2018{gap}Ada Quillmark"
        assert [party.name for party in parties_of([mention(text, "Ada Quillmark", 0)], text)] == ["Ada Quillmark"]


def test_the_label_of_the_next_cell_is_what_the_party_there_is_called():
    text = 'HARROW CORPORATION ("HARROW")\t"RESELLER"\tBROOK HILL CORPORATION\nSIGNED: /s/ Ada Brook'
    names = ("HARROW CORPORATION", "RESELLER", "BROOK HILL CORPORATION")
    parties = parties_of([mention(text, name, number) for number, name in enumerate(names)], text)
    assert [(party.name, party.defined_as) for party in parties] == [
        ("HARROW CORPORATION", ["HARROW"]),
        ("BROOK HILL CORPORATION", ["RESELLER"]),
    ]


def test_names_without_a_legal_form_are_parties_if_the_contract_is_made_between_them():
    for between, names in [
        ("quillmark.example and north lights", ["quillmark.example", "north lights"]),
        ("Ada Marsh and Theo Brook", ["Ada Marsh", "Theo Brook"]),
        ("Company and north lights", []),
    ]:
        text = f"This is a hosting agreement between {between}.\n\nit runs for a year"
        assert [party.name for party in parties_of([mention(text, between, 0)], text)] == names


def test_a_legal_form_joins_two_names_unless_the_sentence_names_nobody_else():
    name = "Quillmark and Harrow Media Inc."
    alone = f"This replaces all agreements between {name}\n\nThere are no other fees."
    assert [party.name for party in parties_of([mention(alone, name, 0)], alone)] == ["Quillmark", "Harrow Media Inc."]
    other = f'This agreement is between {name} (the "Vendor") and whoever signs below.'
    assert [party.name for party in parties_of([mention(other, name, 0)], other)] == [name]


def test_names_over_signatures_in_neighboring_cells_do_not_define_each_other():
    text = (
        "QUILL HARROW FUND L.P.\tHARROW FUND (JERSEY) MANAGEMENT L.P.\n"
        "By: Harrow Fund (Jersey) Management L.P,\tBy: Brook LLC"
    )
    names = ("QUILL HARROW FUND L.P.", "HARROW FUND (JERSEY) MANAGEMENT L.P.", "(Jersey) Management L.P")
    parties = parties_of([mention(text, name, number) for number, name in enumerate(names)], text)
    assert [(party.name, party.defined_as) for party in parties] == [(name, []) for name in names[:2]]


def test_a_term_for_a_company_and_its_subsidiaries_is_the_companys():
    text = 'Publishers use Brook GmbH, 7 Mill Lane, Bonn and its subsidiaries (together hereafter, "brook 7") to sell.'
    parties = parties_of([mention(text, "Brook GmbH", 0)], text)
    assert [party.defined_as for party in parties] == [["brook 7"]]


def test_a_party_called_you_whose_name_is_left_blank_has_a_blank_name():
    text = (
        'This Agreement is made by and between Harrow Air, Inc., a Nevada corporation (hereinafter "HARROW"), and'
        ' You: , ------------------ whose address is: ------------ (hereinafter "You" or by reference "Franchisee").'
    )
    parties = parties_of([mention(text, "Harrow Air, Inc.", 0), mention(text, "You", 1)], text)
    assert [(party.name, party.defined_as) for party in parties] == [
        ("Harrow Air, Inc.", ["HARROW"]),
        ("____", ["Franchisee", "You"]),
    ]


def test_a_company_that_takes_a_partys_place_is_the_party():
    text = (
        "The License Agreement is between Harrow Licensing & Trading, Inc. (“Owner”) and Quill LLC (“Licensee”). "
        "Harrow Mobile, Inc. is hereby substituted for Harrow Licensing and Trading, Inc. as “Owner” under it."
    )
    names = ("Harrow Licensing & Trading, Inc.", "Quill LLC", "Harrow Mobile, Inc.")
    parties = parties_of([mention(text, name, number) for number, name in enumerate(names)], text)
    assert [(one.name, one.defined_as, one.clause) for one in parties] == [
        ("Harrow Mobile, Inc.", ["Owner"], 2),
        ("Quill LLC", ["Licensee"], 1),
    ]


def test_the_issuer_of_shares_and_officers_who_sign_are_no_parties():
    text = (
        "They file jointly about the common stock of Harrow Stores, Inc. as the law asks.\n"
        "QUILL EQUITY LLC\n/s/ Ann Brook\nBy: Ann Brook\nTitle: Authorized Signatory\n"
    )
    names = ("Harrow Stores, Inc.", "QUILL EQUITY LLC", "Ann Brook")
    parties = parties_of([mention(text, name, number) for number, name in enumerate(names)], text)
    assert [party.name for party in parties] == ["QUILL EQUITY LLC"]


def test_officers_beside_their_offices_and_roles_are_no_parties():
    text = (
        "It is made by and between Developer and Client.\nQUILL SOFTWARE INC.\nBy: /s/ Ann Brook\nAnn Brook, VP\n"
        "HARROW FOODS INC.\nBy: /s/ Bo Hill\nBo Hill, Shareholder"
    )
    names = ("Developer and Client", "QUILL SOFTWARE INC.", "Ann Brook", "HARROW FOODS INC.", "Bo Hill")
    parties = parties_of([mention(text, name, number) for number, name in enumerate(names)], text)
    assert [party.name for party in parties] == ["QUILL SOFTWARE INC.", "HARROW FOODS INC."]


def test_what_the_reader_is_called_is_no_name_of_the_other_party():
    text = "It is agreed between Harrow Bank, N.A. and you as an “Affiliate” of the bank."
    parties = parties_of([mention(text, name, at) for at, name in enumerate(("Harrow Bank, N.A.", "Affiliate"))], text)
    assert [(party.name, party.defined_as) for party in parties] == [("Harrow Bank, N.A.", [])]


def test_a_thing_that_the_contract_defines_is_no_party():
    text = (
        'Quillmark Systems, Inc. sells Mill Services to Ada Brook.\n\n"Mill Services" means the services bought.'
        '\n\n"Ada Brook" means Ada Brook of Ohio.'
    )
    names = ("Quillmark Systems, Inc.", "Mill Services", "Ada Brook")
    parties = parties_of([mention(text, name, number) for number, name in enumerate(names)], text)
    assert [party.name for party in parties] == ["Quillmark Systems, Inc.", "Ada Brook"]


def test_a_listed_party_with_a_term_is_none_of_the_things_that_the_contract_defines():
    text = (
        "AGREEMENT between Brook Funds (the “Trust”), an Ohio business trust, and Quill Management, Inc. (the "
        "“Adviser”).\nThe term “Brook Funds” means and refers to the trustees from time to time.\n"
    )
    names = ("Brook Funds", "Quill Management, Inc.")
    parties = parties_of([mention(text, name, number) for number, name in enumerate(names)], text)
    assert [party.name for party in parties] == list(names)


def test_what_one_party_is_called_is_no_name_of_the_other_whose_role_stands_over_its_signature():
    text = (
        "This Agreement is between Brook Tunes, Inc. d/b/a Open Tunes (“BTUN”) and Distributor.\nWITNESSETH\n"
        "Distributor will pay.\nDISTRIBUTOR\nQUILL VISION LTD.\nBy: Ada Quill\n"
        "BROOK TUNES, INC. D/B/A OPEN TUNES (BTUN)\nBy: Bo Brook\n"
    )
    names = ("Brook Tunes, Inc.", "QUILL VISION LTD.", "INC. D/B/A OPEN TUNES")
    parties = parties_of([mention(text, name, number) for number, name in enumerate(names)], text)
    assert [(party.name, party.defined_as) for party in parties] == [
        ("Brook Tunes, Inc.", ["BTUN"]),
        ("QUILL VISION LTD.", ["Distributor"]),
    ]


def test_companies_for_and_on_behalf_of_which_somebody_signs_are_parties():
    names = ("BROOK TELECOM plc", "Quill Networks, Inc.")
    text = "\n".join(["It is signed.", *(f"For and on behalf of {name}\n--------" for name in names)])
    parties = parties_of([mention(text, f"on behalf of {name}", number) for number, name in enumerate(names)], text)
    assert [party.name for party in parties] == list(names)
    assert [text[slice(*one)] for one in signed_names(text)] == list(names)
    alone = [mention(text, name, number) for number, name in enumerate(names)]
    assert [party.name for party in parties_of(alone, text)] == list(names)
    other = "It acts on behalf of Brook, Inc."
    assert parties_of([mention(other, "Brook, Inc.", 0)], other) == []


def test_a_loan_by_its_definition_is_no_name_for_the_bank():
    text = "HARROW BANK LTD. lends. It governs any loan (a “Loan”) made to the undersigned (the “Customer”)."
    parties = parties_of([mention(text, "HARROW BANK LTD.", 0), mention(text, "Loan", 1)], text)
    assert [party.defined_as for party in parties] == [[]]


def test_the_end_of_a_name_before_another_and_roles_alone_are_no_parties():
    text = "You inform Harrow Bio, Inc. and Quillmark (Ohio) Ltd. of it. It is between Bank and Borrower. They agree."
    mentions = [mention(text, "Inc. and Quillmark (Ohio) Ltd.", 0), mention(text, "Bank and Borrower.", 1)]
    assert [party.name for party in parties_of(mentions, text)] == ["Quillmark (Ohio) Ltd."]


def test_parties_after_one_another_with_what_each_is_are_all_read():
    text = (
        "This Agreement is made by and between Harrow Holdings Limited, a Cyprus corporation, Brook Limited, a Cyprus "
        "Corporation, Pine Resources LLC, a Delaware company and Elm Lamps LLC, a Delaware company (“Company”)."
    )
    names = ["Harrow Holdings Limited", "Brook Limited", "Pine Resources LLC", "Elm Lamps LLC"]
    mentions = [mention(text, name, number) for number, name in enumerate(names)]
    assert [party.name for party in parties_of(mentions, text)] == names


def named(text: str, *names: str) -> list[tuple[str, list[str]]]:
    parties = parties_of([mention(text, name, number) for number, name in enumerate(names)], text)
    return [(party.name, party.defined_as) for party in parties]


def test_a_brand_and_what_the_reader_is_called_are_no_parties_of_terms_for_anyone():
    text = (
        'Quillmark, Inc. ("We/Us", Quillmark), of Akron, offers storage with the brand "Quillmark Vault" (Services '
        'or Quillmark Vault).\nThe Customer ("you") opens an account. By using the service you agree to these terms.'
    )
    assert named(text, "Quillmark, Inc.", "Quillmark Vault", 'brand "Quillmark Vault') == [
        ("Quillmark, Inc.", ["Quillmark", "We", "Us"])
    ]


def test_the_term_of_a_thing_is_not_what_a_party_is_called():
    text = (
        "Licensee takes a license from HARROW MILLS as set out in this agreement. "
        '"Intellectual Property Rights" means patents and marks.'
    )
    assert named(text, "HARROW MILLS") == [("HARROW MILLS", [])]
    works = (
        "It is made by HARROW MILLS (the “Mills”) with software (the “Program”) and Quillmark Data (“Quillmark Data”)."
    )
    assert named(works, "HARROW MILLS", "Quillmark Data")[0] == ("HARROW MILLS", ["Mills"])
    terms = (
        "It is made by HARROW MILLS, on whose page you find other terms (“Website Terms of Use”). HARROW MILLS acts."
    )
    assert named(terms, "HARROW MILLS") == [("HARROW MILLS", [])]


def test_what_a_definition_or_its_last_word_shows_to_be_a_thing_is_no_party():
    text = (
        "They constitute “Proprietary Information” (“Inventions”). “Lathe and Loom Software” means a no-fee offering."
    )
    assert named(text, "Proprietary Information", "Loom Software") == []


def test_the_entity_that_accepts_has_a_term_of_its_own():
    for entity in ("the individual or entity that installs the software", "the entity agreeing to these terms"):
        text = f'It is between Harrow Systems, Inc. ("Licensor") and {entity} ("Licensee" or "you").'
        assert named(text, "Harrow Systems, Inc.") == [("Harrow Systems, Inc.", ["Licensor"])]


def test_a_placeholder_is_shown_as_a_blank():
    text = (
        "It is made by and between Harrow Labs, Inc. (hereinafter “Company”), and YOUR NAME (hereinafter “Contractor”)."
    )
    assert named(text, "Harrow Labs, Inc.", "YOUR NAME")[1] == ("[YOUR NAME]", ["Contractor"])
    text = (
        "between\nCustomer (to be completed)\n- hereinafter referred to as the Controller -\nand\n"
        "Harrow Daten GmbH, Gartenstr. 4\n- hereinafter referred to as the Processor -\n1. Subject"
    )
    assert named(text, "Customer (to be completed)", "Harrow Daten GmbH") == [
        ("[Customer (to be completed)]", ["Controller"]),
        ("Harrow Daten GmbH", ["Processor"]),
    ]
    text = 'This Contract is between _ (the "Client") and Harrow Mills, an Ohio company (the "Contractor").'
    assert named(text, "_ (", "Harrow Mills") == [("____", ["Client"]), ("Harrow Mills", ["Contractor"])]


def test_a_company_is_shown_under_the_name_under_which_it_is_registered():
    text = (
        "It is made between Harrow Services (Registered in Ohio as Quillmark Services LLC) (hereinafter “Company”), "
        "and Ada Brook (hereinafter “Contractor”)."
    )
    assert named(text, "Harrow Services", "Ada Brook")[0] == (
        "Quillmark Services LLC",
        ["Company", "Harrow Services"],
    )


def test_a_person_who_agrees_with_a_company_is_a_party():
    text = (
        "You will join Harrow Pty Ltd (the “Company” or “Harrow”).\n"
        "Effective May 3, 2021, Ada Brook (“Consultant”) and Harrow agree as follows:"
    )
    assert named(text, "Harrow Pty Ltd", "Ada Brook") == [
        ("Harrow Pty Ltd", ["Company"]),
        ("Ada Brook", ["Consultant"]),
    ]


def test_the_role_of_a_party_whose_name_is_blank_is_no_term_of_the_other_one():
    text = (
        'BETWEEN:\n\nDISCLOSER:\nBrook Data\n("Discloser" or "Company")\n\nAND:\n\nRECEIVING PARTY:\nName: ______\n'
        'Address: ______\n("Receiving Party" or "Contractor")\n'
    )
    mentions = [mention(text, name, number) for number, name in enumerate(("Brook Data", "Contractor"))]
    (party,) = parties_of(mentions, text)
    assert party.defined_as == ["Discloser", "Company"]


def test_what_whoever_accepts_is_called_is_no_term_of_the_site():
    text = "This lease is made by and between LensBarn.com and current user (“Hirer”). Hirer pays the postage."
    mentions = [mention(text, name, number) for number, name in enumerate(("LensBarn.com", "user", "Hirer"))]
    assert [(party.name, party.defined_as) for party in parties_of(mentions, text)] == [("LensBarn.com", [])]


def test_nobody_is_both_we_and_you():
    text = (
        'This agreement is between Quillmark Ltd, trading as "quillmark" ("our", "we") and the person specified above '
        '("you", "your").'
    )
    mentions = [mention(text, name, number) for number, name in enumerate(("Quillmark Ltd", "we", "you", "your"))]
    assert [party.defined_as for party in parties_of(mentions, text)] == [["quillmark", "our", "we"]]
    swapped = text.replace('"our", "we"', '"you"').replace('"you", "your"', '"we"')
    mentions = [mention(swapped, name, number) for number, name in enumerate(("Quillmark Ltd", "you", "we"))]
    assert [party.defined_as for party in parties_of(mentions, swapped)] == [["quillmark", "you"]]


def test_a_party_is_what_each_of_them_is_called_and_no_role_of_one():
    text = 'It is made by Quillmark Systems, Inc. They are called "the Parties" and individually "a Party".'
    mentions = [mention(text, name, number) for number, name in enumerate(("Quillmark Systems, Inc.", "a Party"))]
    assert [(party.name, party.defined_as) for party in parties_of(mentions, text)] == [("Quillmark Systems, Inc.", [])]


def test_the_company_behind_a_brand_is_the_party():
    text = "It is made with Wordwell (brand of Harrow Words Pvt. Ltd), and with the translator."
    (party,) = parties_of([mention(text, "Wordwell", 0)], text)
    assert (party.name, party.defined_as) == ("Harrow Words Pvt. Ltd", ["Wordwell"])


def test_a_legal_form_that_another_place_gives_completes_a_partys_name():
    text = 'These terms are offered by Quill Harrow ("Provider", "we" or "us").\nNotices: Quill Harrow, Inc., Akron.'
    (party,) = parties_of([mention(text, "Quill Harrow", 0)], text)
    assert (party.name, party.defined_as) == ("Quill Harrow, Inc.", ["Provider", "we", "us"])
    signed = "Quill Harrow, Inc.\n\nQuill Harrow, Inc.\nBy: ____\n\nBuyer\nBy: ____"
    for other in ("North Quill Harrow, Inc.", "Quill Harrow, Inc. or Quill Harrow GmbH", signed):
        again = text.replace("Quill Harrow, Inc.", other)
        assert [one.name for one in parties_of([mention(again, "Quill Harrow", 0)], again)] == ["Quill Harrow"]


def test_what_a_law_is_called_is_no_term_of_a_party():
    text = "It is provided by Quillmark, LLC. Quillmark, LLC follows the Clean Rivers Act (“CRA”) in all it does."
    assert named(text, "Quillmark, LLC", "CRA") == [("Quillmark, LLC", [])]


def test_what_kind_of_company_a_party_is_does_not_name_another():
    text = "This is an agreement between you and Harrow Fern Inc. (An Australian Pty Ltd company, ACN 1)."
    assert named(text, "Harrow Fern Inc.", "Australian Pty Ltd") == [("Harrow Fern Inc.", [])]


def test_the_role_in_brackets_at_an_earlier_mention_is_what_a_party_is_called():
    text = 'Harrow Yacht Group ("Company") runs a program.\n\nBy joining, you agree.\n\nFor Harrow Yacht Group: ____'
    start = text.rindex("Harrow")
    over_the_signature = mention(text, "Harrow Yacht Group", 0).model_copy(update={"interval": [start, start + 18]})
    (party,) = parties_of([over_the_signature], text)
    assert (party.name, party.defined_as) == ("Harrow Yacht Group", ["Company"])


def test_a_name_that_is_cut_at_and_is_no_second_party():
    text = "SELLER – means Lime and Brick Works Ltd, Mill Lane 7.\nThese conditions apply to all contracts."
    assert named(text, "Lime and Brick Works Ltd", "Brick Works Ltd") == [("Lime and Brick Works Ltd", ["SELLER"])]


def test_two_names_of_one_company_are_one_party_and_whoever_accepts_has_a_term_of_its_own():
    text = (
        "It is made between Fernware (or legally constituted by the name of HARROW SPA), a company (also known as the "
        "“Vendor”), and the user that accepts these terms by a form (also known as the “Licensee”)."
    )
    assert named(text, "Fernware", "HARROW SPA", "Vendor", "Licensee") == [("HARROW SPA", ["Vendor", "Fernware"])]


def test_a_term_that_the_contract_never_uses_again_comes_after_the_one_that_it_uses():
    defined = 'Brook Mills Ltd ("the Company" or "Brook Mills") sells wool as a company does.'
    brook = Party(name="Brook Mills Ltd", defined_as=["Company", "Brook Mills"], clause=0, score=0.9)
    assert as_called(brook, f"{defined} Brook Mills pays.").defined_as == ["Brook Mills", "Company"]
    assert as_called(brook, f"{defined} The Company pays.").defined_as == ["Company", "Brook Mills"]


def test_a_term_of_somebody_who_is_not_named_is_none_of_the_party_before():
    signing = 'It is between Harrow Hub, LLC ("Company") and the individual signing below ("User" or "Beta Tester").'
    assert named(signing, "Harrow Hub, LLC", "User", "Beta Tester")[0] == ("Harrow Hub, LLC", ["Company"])
    shop = 'Harrow Hub, LLC ("Processor") and the customer business ("Controller") agree the following.'
    assert named(shop, "Harrow Hub, LLC", "Controller") == [("Harrow Hub, LLC", ["Processor"])]
    blank = 'between:\n1. **Harrow Hub, LLC** ("Host"), of Ohio, and\n2. **[Client Name]** ("Client"), of Utah.'
    assert named(blank, "Harrow Hub, LLC", "[Client Name]", "Client") == [
        ("Harrow Hub, LLC", ["Host"]),
        ("[Client Name]", ["Client"]),
    ]


def test_a_listed_party_has_the_term_in_brackets_after_its_name_elsewhere_if_it_is_short_for_it_or_a_role():
    text = '© Harrow Bank Limited.\nSee Harrow bank Limited ("{}"). By using the service you agree to these terms.'
    for term, terms in (("Harrow Bank", ["Harrow Bank"]), ("Provider", ["Provider"]), ("Large Buyers", [])):
        assert named(text.format(term), "Harrow Bank Limited") == [("Harrow Bank Limited", terms)]


def test_what_several_are_jointly_called_is_no_term_of_one_of_them():
    text = "HARROW MILLS and QUILL LOOMS, individually and collectively the Joint Venture Weavers “JVW”, weave."
    assert named(text, "HARROW MILLS", "QUILL LOOMS", "JVW") == [("HARROW MILLS", []), ("QUILL LOOMS", [])]


def test_a_definition_of_the_only_party_goes_before_terms_that_come_after_another_mention_of_it():
    text = (
        "Links lead to the Harrow Book Store (the “Links” collectively).\n“We,” “us” or “Harrow Book Store” means "
        "{{{Harrow Book Store}}}."
    )
    assert named(text, "Harrow Book Store", "{{{Harrow Book Store}}}") == [("Harrow Book Store", ["We", "us"])]


def test_what_a_paper_is_called_is_no_term_of_a_party_and_a_trading_name_is():
    text = (
        "An operator agreement between Fernwool and its customers.\n\nThis Data Handling Agreement (DHA) forms part of "
        "the terms between Fernleigh Mills Ltd and the customer.\n\n- Operator: Fernleigh Mills Ltd, trading as "
        "Fernwool, which handles data."
    )
    names = ("Fernwool", "DHA", "Fernleigh Mills Ltd")
    (party,) = parties_of([mention(text, name, number) for number, name in enumerate(names)], text)
    assert party.name == "Fernleigh Mills Ltd"
    assert "Fernwool" in party.defined_as
    assert "DHA" not in party.defined_as


def test_what_this_paper_is_called_in_brackets_is_no_term_of_the_party_before():
    text = "Client: Fernleigh Inns, Inc.\nThis Order for Work No. 7 (this “OFW”) is issued today."
    names = ("Fernleigh Inns, Inc.", "OFW")
    (party,) = parties_of([mention(text, name, number) for number, name in enumerate(names)], text)
    assert party.defined_as == []
    assert terms_after(text, text.index("Inc.") + 4) == []


def test_another_company_that_is_only_named_near_one_is_not_its_trading_name():
    text = "Fernleigh Mills Ltd and Wrenford sell wool. Fernleigh Mills Ltd, trading with Wrenford, agrees."
    parties = parties_of(
        [mention(text, name, number) for number, name in enumerate(("Fernleigh Mills Ltd", "Wrenford"))], text
    )
    assert [one.name for one in parties] == ["Fernleigh Mills Ltd", "Wrenford"]


def test_a_contract_calls_a_party_by_its_term_and_not_by_the_name_under_which_it_trades():
    text = (
        "This Agreement is between Harrow Care, LLC (“Manager”) and Quill Dentistry, P.C., a corporation doing "
        "business as “Elm Smiles” (the “Practice”). The Practice pays Manager and keeps the name Elm Smiles."
    )
    names = ("Harrow Care, LLC", "Quill Dentistry, P.C.")
    parties = parties_of([mention(text, name, number) for number, name in enumerate(names)], text)
    assert [party.defined_as for party in parties] == [["Manager"], ["Practice", "Elm Smiles"]]


def test_whoever_represents_a_company_is_no_party():
    text = (
        "between\n\nBrook Hebetechnik GmbH, represented by its managing directors Jan Brook and Sabine Tholen\n"
        '– hereinafter "Contractor" –\n\nand\n\nQuill Satama Oy\n– hereinafter "Customer" –\n'
    )
    names = ("Brook Hebetechnik GmbH", "Sabine Tholen", "Quill Satama Oy")
    parties = parties_of([mention(text, name, number) for number, name in enumerate(names)], text)
    assert [(party.name, party.defined_as) for party in parties] == [
        ("Brook Hebetechnik GmbH", ["Contractor"]),
        ("Quill Satama Oy", ["Customer"]),
    ]


def test_whoever_represents_a_company_and_has_a_term_of_his_own_is_a_party():
    text = 'between Brook Ltd (the "Company"), represented by its director Jan Brook, and Jan Brook (the "Guarantor")'
    mentions = [mention(text, "Brook Ltd", 0), mention(text, "Jan Brook", 1)]
    mentions[1] = mentions[1].model_copy(update={"interval": [text.rindex("Jan"), text.rindex("Jan") + 9]})
    parties = parties_of(mentions, text)
    assert [(party.name, party.defined_as) for party in parties] == [
        ("Brook Ltd", ["Company"]),
        ("Jan Brook", ["Guarantor"]),
    ]


def test_a_state_with_its_postal_code_is_no_party():
    text = "Quillmark, Inc., 615 Alkali Street, Elm, NV 89502, agrees."
    parties = parties_of(
        [mention(text, name, number) for number, name in enumerate(("Quillmark, Inc.", "NV 89502"))], text
    )
    assert [party.name for party in parties] == ["Quillmark, Inc."]
