from __future__ import annotations

import pytest

from model.summary.title import title_of


def test_a_title_may_begin_with_a_small_letter_and_a_dash():
    text = "Exhibit 10.2 e-business Hosting Agreement between\nHarrow Systems, Inc. and Quillmark LLC"
    title = title_of(text, (text.index("Hosting"), text.index(" between")))
    assert title is not None and title.text == "e-business Hosting Agreement"


def test_the_title_of_a_part_is_not_that_of_a_schedule_to_it():
    own = "This Exhibit B is entered into and made a part of the Services Agreement.\n\nSCHEDULE 1\n\nRates"
    for mention in ("SCHEDULE 1", None):
        text = f"EXHIBIT ‘B’\n\n{own}"
        at = (text.index(mention), text.index(mention) + len(mention)) if mention else None
        title = title_of(text, at)
        assert title is not None
        assert title.text == "EXHIBIT ‘B’"
    titled = title_of(f"EXHIBIT B\n\nHOSTING AGREEMENT\n\n{own}")
    assert titled is not None
    assert titled.text == "HOSTING AGREEMENT"


def test_a_title_cut_short_is_the_whole_heading():
    text = "Exhibit 10.1\nEXECUTION VERSION\nFIRST AMENDED AND RESTATED SUPPLY AGREEMENT\nThis Supply Agreement is made"
    at = text.rindex("Supply Agreement")
    title = title_of(text, (at, at + len("Supply Agreement")))
    assert title and title.text == "FIRST AMENDED AND RESTATED SUPPLY AGREEMENT"


def test_the_number_of_a_file_does_not_name_a_contract():
    text = "CHANNEL COOPERATION AGREEMENT\nContract Number: 7781AB0120\nParty A: Brook Ltd."
    at = text.index("Contract Number")
    title = title_of(text, (at, at + len("Contract")))
    assert title and title.text == "CHANNEL COOPERATION AGREEMENT"


def test_a_title_that_runs_into_the_sentence_that_repeats_it_is_read():
    text = "4 Harrow Ave NE (425) 555-0100 STATEMENT OF WORK - APPENDIX A This Statement of Work is issued under it."
    title = title_of(text)
    assert title is not None and title.text == "STATEMENT OF WORK - APPENDIX A"
    assert title_of(text.replace("This Statement of Work", "It")) is None


def test_a_running_header_is_no_title_where_the_first_page_has_one():
    header = "ACME CONTRACT No. 12C/7\n"
    text = header + "LICENCE AND SUPPLY AGREEMENT\nbetween A and B.\n" + 3 * (header + "Some words.\n")
    title = title_of(text, (0, 13))
    assert title and title.text == "LICENCE AND SUPPLY AGREEMENT"


def test_the_heading_of_a_section_is_no_title():
    text = 'This Property Agreement (this "Agreement") is made.\n\n1. Grant of License\n\nA grants B a license.'
    title = title_of(text)
    assert title and title.text == "Property Agreement"


def test_the_number_of_a_file_below_the_title_is_no_part_of_it():
    title = title_of("EXHIBIT 10.1\nVENDOR AGREEMENT\nAGREEMENT NUMBER: 200-04\nThis agreement is made")
    assert title and title.text == "VENDOR AGREEMENT"


def test_a_licence_agreement_under_the_number_of_an_exhibit_is_named_whole():
    text = "Exhibit 10.5 TRADEMARK LICENSE AGREEMENT\nThis TRADEMARK LICENSE AGREEMENT is made"
    title = title_of(text, (13, 40))
    assert title and title.text == "TRADEMARK LICENSE AGREEMENT"


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


def test_the_agreement_under_which_an_order_is_made_does_not_name_it():
    text = "Individual Order No. 4\n\n(Looms)\n\nunder the Framework Agreement on Looms dated 14 March 2022\n\nbetween"
    for words in ("Framework Agreement", "Agreement"):
        title = title_of(text, (text.index(words), text.index(words) + len(words)))
        assert title and title.text == "Individual Order No. 4"


def test_the_agreement_that_a_schedule_is_attached_to_does_not_name_it():
    text = "SCHEDULE B\nRepair Schedule\nThis Repair Schedule is attached to the Master Services Agreement between us."
    at = text.index("Master Services")
    title = title_of(text, (at, at + len("Master Services Agreement")))
    assert title and title.text == "Repair Schedule"


@pytest.mark.parametrize(
    ("text", "mention", "title"),
    [
        (
            "EXHIBIT I TO SCHEDULE A (SALES)\nAGENTS’ CERTIFICATE\nWe certify as follows:",
            "TO SCHEDULE",
            "AGENTS’ CERTIFICATE",
        ),
        (
            "Exhibit 4 IP Rights Agreement\nINTELLECTUAL PROPERTY RIGHTS AGREEMENT\nBrook Mills, Inc. agrees:",
            "IP Rights Agreement",
            "INTELLECTUAL PROPERTY RIGHTS AGREEMENT",
        ),
        ("Loan No. 77-20441\nGUARANTY AGREEMENT\nThis is given", "Loan", "GUARANTY AGREEMENT"),
        ("FILM LICENSE AGREEMENT\nDeal Terms\nLicensed Film: The Mill", "Deal", "FILM LICENSE AGREEMENT"),
    ],
)
def test_a_fragment_or_a_label_is_not_the_title(text, mention, title):
    start = text.index(mention)
    found = title_of(text, (start, start + len(mention)))
    assert found is not None and found.text == title


@pytest.mark.parametrize(("called", "more"), [("Supply Agreement for Garden Lamps", " FOR GARDEN LAMPS"), ("Deal", "")])
def test_the_next_line_of_a_heading_belongs_to_the_title_if_the_text_repeats_it(called, more):
    title = title_of(f"SUPPLY AGREEMENT\nFOR GARDEN LAMPS\nThis {called} is made between Harrow, Inc. and Quill LLC.\n")
    assert title is not None
    assert title.text == f"SUPPLY AGREEMENT{more}"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("FRAMEWORK AGREEMENT FOR THE SUPPLY OF LIFTS\nThis agreement", "FRAMEWORK AGREEMENT FOR THE SUPPLY OF LIFTS"),
        ("Deed of Maintenance Services\nDate: 2 May 2020", "Deed of Maintenance Services"),
        (
            "DATED 2 MAY 2020\nHARROW MILLS LIMITED and\nQUILL SCHOOLS TRUST\nCLEANING AGREEMENT\nTHIS AGREEMENT is",
            "CLEANING AGREEMENT",
        ),
        ("SUPPLY AND\nMANUFACTURING AGREEMENT\nThis Agreement", "SUPPLY AND MANUFACTURING AGREEMENT"),
        ("SUPPLY AGREEMENT\nof\nHARROW MILLS INC.\n", "SUPPLY AGREEMENT"),
    ],
)
def test_a_title_goes_to_the_end_of_its_line_and_leaves_out_the_parties_above_it(text, title):
    found = title_of(text)
    assert found is not None and found.text == title


def test_what_a_title_is_on_belongs_to_it_beside_the_number_of_an_exhibit_too():
    named = "Outsourcing Contract on Development of Harrow Mill Hotel"
    for text in (f"Exhibit 10.1 {named}\nMay 2, 2020", f"{named}\n\nMay 2, 2020"):
        title = title_of(text)
        assert title is not None and title.text == named


def test_the_name_under_which_a_company_does_business_is_no_part_of_the_title():
    title = title_of("EXHIBIT 10.9\nBROOK TUNES, INC. DBA BTUN CONTENT LICENSE AGREEMENT\nThis is made in Ohio.")
    assert title is not None and title.text == "CONTENT LICENSE AGREEMENT"


def test_the_agreement_to_which_a_document_is_attached_is_not_its_title():
    text = "Attachment B to Area Franchise Agreement\nMANY-STATE ADDENDUM\nOHIO APPENDIX\nThe law of Ohio applies.\n"
    at = text.index("Area")
    title = title_of(text, (at, at + len("Area Franchise Agreement")))
    assert title and title.text == "MANY-STATE ADDENDUM"


def test_a_footer_is_no_title_where_a_heading_further_down_is_longer():
    text = (
        "This Amendment is made by Brook Inc. and Marsh Ltd.\n\nIN WITNESS WHEREOF, they sign.\n\n"
        "Brook Amendment\t1\t060305\n\nAMENDMENT NO. 2 TO THE SALES AGREEMENT\n\nThey amend it again."
    )
    at = text.index("Brook Amendment")
    title = title_of(text, (at, at + len("Brook Amendment")))
    assert title is None or title.text != "Brook Amendment"


def test_a_title_beside_the_number_of_a_page_is_read():
    text = "EXHIBIT 9.2 Page 1 of 3 DEALER AGREEMENT\nAgreement made this 9th day of May, 2021 between: Brook, Inc."
    at = text.index("Agreement made")
    title = title_of(text, (at, at + len("Agreement")))
    assert title and title.text == "DEALER AGREEMENT"


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Terms of Service\nLast updated: May 3, 2024\nBy using the site you agree.", "Terms of Service"),
        ("# Website Terms of Use\nBy using the site you agree.", "Website Terms of Use"),
        ("Terms & Conditions\n1. Definitions\n2. Payment, Refunds and Plan Agreement\n", "Terms & Conditions"),
        ("Terms and conditions of purchase\n- GENERAL\nThese conditions apply.", "Terms and conditions of purchase"),
        (
            "Standard Terms\n& Conditions\n\nHarrow Pumps Ltd, Mill Lane 7\n1 Definitions\n",
            "Standard Terms & Conditions",
        ),
        ("SALES TERMS AND\nCONDITIONS\n\n1 Definitions\n", "SALES TERMS AND CONDITIONS"),
        (
            "End-User License Agreement (EULA) for pump-link-server\n\nYou agree to it.",
            "End-User License Agreement (EULA) for pump-link-server",
        ),
        ("Software as a Service Agreement\nThis agreement is made", "Software as a Service Agreement"),
        ("**TERMS OF SERVICE**\n**1. Agreement to Terms**\nWe are Harrow.", "TERMS OF SERVICE"),
        ("HARROW LTD\nCONDITIONS OF SALE\n1. Price", "CONDITIONS OF SALE"),
        ("What is this?\nThis is our Member Agreement, for you.\nThe Member Agreement\nHarrow", "The Member Agreement"),
    ],
)
def test_the_heading_of_terms_for_anyone_is_read_whole(text, whole):
    title = title_of(text)
    assert title is not None and title.text == whole


def test_a_contracts_name_right_below_general_terms_is_its_title():
    title = title_of("Customer Terms\nSUPPLY AGREEMENT\nbetween Harrow, Inc. and Quill LLC")
    assert title is not None and title.text == "SUPPLY AGREEMENT"


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        (
            "Safe, quick parcel lockers - Terms of Service\n3 May 2018\nParties",
            "Safe, quick parcel lockers - Terms of Service",
        ),
        ("Referral partner agreement\n\nPreamble\nThe parties work together.", "Referral partner agreement"),
        ("End this agreement\n\nYou may leave.", None),
        ("Term of service\n\n1. Offers\n\n1.1 They bind nobody.", "Term of service"),
        (
            "fernware API TERMS AND USE\n\nThey govern your use.",
            "fernware API TERMS AND USE",
        ),
    ],
)
def test_a_title_in_small_letters_or_behind_the_name_of_a_product_is_read(text, whole):
    title = title_of(text)
    assert (title and title.text) == whole


@pytest.mark.parametrize(
    "line",
    [
        "Quillware 3.1 End User License Agreement",
        "Image licence",
        "Contract of Employment",
        "Our standard terms and conditions",
        "Terms of service for code review and coaching of teams",
        "Quillware - Terms of Service",
    ],
)
def test_the_first_line_is_the_title_though_a_product_below_is_named_like_one(line):
    text = (
        f'{line}\n\nThese words bind you.\n\n{"It is sold by us. " * 15}\n\n1. "Quillware License"\n\nmeans a file.\n\n'
        "Quillware License\n\nThe file opens the software."
    )
    title = title_of(text)
    assert title and title.text == line
    at = text.index("Quillware License")
    title = title_of(text, (at, at + len("Quillware License")))
    assert title and title.text == line


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        ("AMENDED AND RESTATED\n\nTERMS FOR HARROW MILL\n\nLoom Supply Agreement\n\n", None),
        ("Second Amended and Restated\nLOOM SUPPLY AGREEMENT\n\n", None),
        ("Harrow Mill has amended and restated\nits terms.\n\nLoom Supply Agreement\n\n", "Loom Supply Agreement"),
    ],
)
def test_amended_and_restated_above_a_heading_begins_the_title(lines, whole):
    title = title_of(f"{lines}This agreement is made between Harrow Ltd and Quill LLC.")
    assert title and title.text == (whole or " ".join(lines.split()))


def test_who_may_enter_into_the_present_agreement_is_no_title():
    text = "BETWEEN QUILLMARK LIMITED (THROUGH MR. ARUN BROOK, DULY AUTHORIZED TO ENTER INTO THE PRESENT AGREEMENT) AND"
    assert title_of(text) is None


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("SEPARATION AGREEMENT AND GENERAL RELEASE\nThis Agreement is", "SEPARATION AGREEMENT AND GENERAL RELEASE"),
        ("SEPARATION AGREEMENT\nAND RELEASE\nThis Agreement is made", "SEPARATION AGREEMENT AND RELEASE"),
        ("Separation Agreement and Release of Claims\nThis is made", "Separation Agreement and Release of Claims"),
        ("SEVERANCE AND RELEASE AGREEMENT\nThis Agreement is made", "SEVERANCE AND RELEASE AGREEMENT"),
        ("GENERAL RELEASE\nThis General Release is signed by Ada Quill", "GENERAL RELEASE"),
        ("LOAN AGREEMENT AND CONSENT\nQuill Bank lends to Harrow, Inc.", "LOAN AGREEMENT AND CONSENT"),
        ("PRESS RELEASE\nHarrow, Inc. reports its results", None),
        ("SERVICE AGREEMENT\nAND\nHARROW, INC.\nThis is made", "SERVICE AGREEMENT"),
    ],
)
def test_a_title_is_read_with_the_release_or_other_act_that_it_adds(text, whole):
    title = title_of(text)
    assert (title and title.text) == whole


@pytest.mark.parametrize(
    ("above", "whole"),
    [
        ("Severance Agreement", "TRANSITION AGREEMENT AND RELEASE"),
        ("Employment Agreement between Harrow, Inc. and Ada Quill", "EMPLOYMENT AGREEMENT"),
        ("Credit Agreement", "FIRST AMENDMENT TO CREDIT AGREEMENT"),
    ],
)
def test_the_title_of_a_filed_exhibit_is_below_its_number_and_not_the_caption_above(above, whole):
    text = f"{above}\nExhibit 10.3\nEXECUTION COPY\n{whole}\nThis Agreement is made by Harrow, Inc. and Ada Quill."
    for mention in (None, (0, len(above)), (text.index(whole), text.index(whole) + len(whole))):
        title = title_of(text, mention)
        assert title and title.text == whole


def test_what_is_above_an_exhibits_number_is_the_title_if_none_follows():
    title = title_of("Supply Agreement\nExhibit 10.3\nThe seller delivers what the buyer orders.")
    assert title and title.text == "Supply Agreement"


@pytest.mark.parametrize(
    "text",
    [
        "Standard Form of Agreement\nBetween Owner and Contractor\nwhere the basis of payment is a fee\nAGREEMENT made",
        "Exhibit 10.2\nStandard Form of Agreement Between Owner and Contractor for a small project\nAGREEMENT\nmade",
    ],
)
def test_the_title_of_a_standard_form_says_between_whom_it_is(text):
    short = title_of(text.replace("Standard", "Abbreviated"))
    assert short and short.text == "Abbreviated Form of Agreement Between Owner and Contractor"
    title = title_of(text)
    assert title and title.text == "Standard Form of Agreement Between Owner and Contractor"


@pytest.mark.parametrize(
    "title",
    [
        "Brook Cloud Uptime SLA",
        "Acceptable Conduct Policy",
        "Data Protection Addendum",
        "Terms of Service for U.S. Public Schools",
        "Harrow Enterprise Terms of Service",
        "API Terms of Use",
    ],
)
@pytest.mark.parametrize(
    "below",
    [
        "This text applies to every subscriber of Harrow.",
        "BY CLICKING THE “SUBMIT” BUTTON ON THE PURCHASE ORDER OF HARROW INC., YOU AGREE TO THESE TERMS.",
        "BEFORE THE FIRST SALE OR “TRIAL” PERIOD ON THE WEB ORDER FORM WAS GIVEN TO THE CUSTOMER IT WAS READ.",
    ],
)
def test_a_first_line_that_names_a_kind_of_document_is_the_title(title, below):
    found = title_of(f"{title}\n\n{below}")
    assert found and found.text == title


def test_words_in_the_middle_of_a_sentence_to_the_reader_are_no_title():
    text = "BY CLICKING THE “SUBMIT” BUTTON ON THE WEB ORDER FORM, YOU AGREE.\n\nHOSTING AGREEMENT\n\nWe host it."
    found = title_of(text)
    assert found and found.text == "HOSTING AGREEMENT"


@pytest.mark.parametrize(
    ("first", "title"), [("Terms of Service", "Terms of Service"), ("Customer Terms", "HOSTING AGREEMENT")]
)
def test_only_terms_of_service_are_more_exact_than_the_line_below(first, title):
    found = title_of(f"{first}\n\nHOSTING AGREEMENT\n\nThese Terms bind you.")
    assert found and found.text == title


@pytest.mark.parametrize(
    ("line", "called", "title"),
    [
        (
            "CONFIDENTIAL SEVERANCE AGREEMENT AND RELEASE WITH NON-COMPETITION CLAUSE",
            "Confidential Severance Agreement and Release",
            "CONFIDENTIAL SEVERANCE AGREEMENT AND RELEASE WITH NON-COMPETITION CLAUSE",
        ),
        ("CONFIDENTIAL SEVERANCE AGREEMENT AND RELEASE", "Severance Agreement", "SEVERANCE AGREEMENT AND RELEASE"),
        ("SUPPLY AGREEMENT WITH BROOK, INC.", "Supply Agreement", "SUPPLY AGREEMENT"),
    ],
)
def test_a_title_begins_with_confidential_if_the_text_repeats_it_and_names_a_clause_that_it_is_with(
    line, called, title
):
    found = title_of(f"{line}\n\nThis {called} is made by the two who sign it.")
    assert found is not None and found.text == title


def test_an_annex_on_data_is_titled_by_its_first_line():
    for words in ("Data Processing Annex", "Data Protection Annex"):
        title = title_of(f"{words}\n\nThis Annex forms part of the terms of the mill.\n")
        assert title is not None and title.text == words
    assert title_of("Pricing Annex\n\nThis Annex forms part of the terms of the mill.\n") is None


def test_a_sentence_that_begins_like_a_title_is_none():
    text = "The Work\n\nThe weaver mends the looms.\n\nEvery Change Order work shall be paid by the hour.\n"
    assert title_of(text) is None
    assert title_of(text.replace("Every Change Order work shall", "Loom Change Order\n\nWork shall")) is not None


def test_a_slogan_above_the_title_is_no_part_of_it():
    title = title_of("FERNLEIGH MILLS, CORP.\n'WE WEAVE. YOU WEAR'\nCONTRACT FOR REGULAR EMPLOYMENT\nPage 1 of 5\n")
    assert title is not None and title.text == "CONTRACT FOR REGULAR EMPLOYMENT"


def test_a_title_between_rules_goes_to_the_end_of_its_line_with_its_abbreviation():
    for rule in ("=" * 40 + " ", "=" * 40 + "\n", ""):
        title = title_of(f"{rule}QUILL GROUP - SERVICE LEVEL AGREEMENT & OUTAGE POLICY (SLA) {rule}\nDocument: SLA\n")
        assert title is not None and title.text == "QUILL GROUP - SERVICE LEVEL AGREEMENT & OUTAGE POLICY (SLA)"


def test_a_section_on_our_agreement_does_not_name_the_conditions_above_it():
    title = title_of("Booking Conditions\nOur Agreement with You\n\nThe mill house is let by the week.\n")
    assert title is not None and title.text == "Booking Conditions"


def test_a_deed_of_amendment_is_titled_so_and_not_by_the_agreement_below_that_it_amends():
    text = "Deed of Amendment (No 2)\nMaster Franchise Agreement - Quill Lamps\nDate: 28 May 2024\n"
    found = title_of(text, (text.index("Master"), text.index(" - Quill")))
    assert found is not None and found.text == "Deed of Amendment (No 2)"


@pytest.mark.parametrize(
    ("text", "mention", "title"),
    [
        (
            "CERTAIN IDENTIFIED INFORMATION HAS BEEN EXCLUDED\nAMENDMENT TWO TO\nLOOM LEASE AGREEMENT\n",
            "CERTAIN IDENTIFIED INFORMATION",
            "AMENDMENT TWO TO LOOM LEASE AGREEMENT",
        ),
        (
            "STATEMENT OF WORK NO. 4 under the Master Services Agreement dated May 2, 2020\nPARTIES\n",
            "Master Services Agreement",
            "STATEMENT OF WORK NO. 4",
        ),
        (
            "(1) HARROW LIMITED\n(2) BROOK MEIERI AS\nSECOND AMENDMENT OF A SUPPLY AGREEMENT\n",
            "SECOND AMENDMENT",
            "SECOND AMENDMENT OF A SUPPLY AGREEMENT",
        ),
        ("Exhibit 10.3\nSUBLEASE\nDate: May 2, 2020\nPermitted Sublease Use: a mill\n", "", "SUBLEASE"),
        (
            "STATEMENT OF WORK NO. 7\nLooms\nIssued under the Master Services Agreement dated May 2, 2020\n",
            "Master Services Agreement",
            "STATEMENT OF WORK NO. 7",
        ),
    ],
)
def test_a_legend_and_the_agreement_under_which_a_paper_is_issued_are_no_titles(text, mention, title):
    start = text.index(mention)
    found = title_of(text, (start, start + len(mention)) if mention else None)
    assert found is not None and found.text == title


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("Dear Ms Quill:\n\nRe: Distribution of kelp in Japan\n\n", "Distribution of kelp in Japan"),
        ("Re: Sponsorship of the Elm Marathon\n\nDear Ada:\n\n", "Sponsorship of the Elm Marathon"),
        ("Subject: license for spinach (“Letter Agreement”)\n\nDear Ada,\n\n", "license for spinach"),
        (
            "Dear Ada,\n\nRe: Transitional services for Quill Belts Inc.\n\n",
            "Transitional services for Quill Belts Inc.",
        ),
        ("Dear Ada,\n\nLETTER OF AMENDMENT – REBATES\n\n", "LETTER OF AMENDMENT – REBATES"),
        ("Dear Ada\n\nTouring exhibition: “Clocks”\n\n", "Touring exhibition: “Clocks”"),
        (
            "Bottling Agreement of 2 May 2020: Second Amendment Letter\n\nDear Ada,\n\n",
            "Bottling Agreement of 2 May 2020: Second Amendment Letter",
        ),
        (
            "Letter of variation to our Kelp Supply Contract\nDear Ada,\n\n",
            "Letter of variation to our Kelp Supply Contract",
        ),
        (
            "Attention: Ms Quill, contract variation office\n\nDear Ada,\n\nKelp for the winter season\n\n",
            "Kelp for the winter season",
        ),
    ],
)
def test_a_letter_is_called_by_its_subject(head, title):
    sentence = "This letter (the “Letter Agreement”) sets out the terms on which we will work together from today on."
    found = title_of(f"HARROW MILLS LTD.\n\nMay 2, 2024\n\n{head}{sentence}\n")
    assert found is not None and found.text == title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Harrow Storage Ltd\nStorage and dispatch agreement\nThis is between us.", "Storage and dispatch agreement"),
        (
            "Ticketing Services\nAgreement with the Elm Club\nKEY TERMS",
            "Ticketing Services Agreement with the Elm Club",
        ),
    ],
)
def test_a_title_may_stand_below_another_line(text, title):
    found = title_of(text)
    assert found is not None and found.text == title


def test_a_label_names_the_agreement_under_which_an_order_is_issued():
    text = "STATEMENT OF WORK NO. 4\nKEY TERMS\nMaster agreement: Services Agreement dated May 2, 2021\n"
    at = text.index("Services Agreement")
    found = title_of(text, (at, at + len("Services Agreement")))
    assert found is not None and found.text == "STATEMENT OF WORK NO. 4"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("BROOK ORDER FORM\nOrder no. 7", "BROOK ORDER FORM"),
        ("BARLEY PURCHASE COMMITMENT\nThis purchase commitment is", "BARLEY PURCHASE COMMITMENT"),
        ("Trade Mark Licence Deed\nDate 2 May 2025", "Trade Mark Licence Deed"),
        (
            "AMENDMENT NO. 3 TO THE EXCLUSIVE LICENSE AGREEMENT\nThis Amendment No. 3 is",
            "AMENDMENT NO. 3 TO THE EXCLUSIVE LICENSE AGREEMENT",
        ),
        ("Copy\nLIMITED WAIVER AND FOURTH AMENDMENT\nTHIS is", "LIMITED WAIVER AND FOURTH AMENDMENT"),
        ("LIMITED GUARANTY OF RECOURSE LIABILITIES\nThis is given", "LIMITED GUARANTY OF RECOURSE LIABILITIES"),
        # whose line ends with a legal form
        ("HARROW MILLS LIMITED\nSUPPLY AGREEMENT\nThis is", "SUPPLY AGREEMENT"),
        ("HARROW MILLS\nLIMITED\nSUPPLY AGREEMENT\nThis is", "SUPPLY AGREEMENT"),
        # the number in a file, and a legend, above it
        ("PATENT LICENCE NO. TT-22/87\n\nEXCLUSIVE PATENT AGREEMENT\nThis is", "EXCLUSIVE PATENT AGREEMENT"),
        (
            "“[*]” STANDS FOR WORDS THAT THE COMPANY IS ENTITLED TO HOLD BACK\nSUPPLY AGREEMENT\nThis is",
            "SUPPLY AGREEMENT",
        ),
        ("GROUND LEASE AGREEMENT\n(Berth 7 Uplands)\nThis is", "GROUND LEASE AGREEMENT"),
        ("MASTER AGREEMENT (Cloud Services)\nThis is", "MASTER AGREEMENT (Cloud Services)"),
    ],
)
def test_a_title_has_all_of_its_words_and_none_of_the_lines_around_it(text, title):
    found = title_of(text)
    assert found is not None and found.text == title
