from __future__ import annotations

import pytest

from model.schema import Party
from model.summary.parties.co_signers import bound_for_a_part, co_signers

OPENING = "This Agreement is between Brook Mills Ltd. (the “Company”) and Harrow Studies Ltd. (the “Consultant”).\n"
CLAUSES = "1. Services. The Consultant advises the Company on mills.\n" * 20


def signers(text: str) -> dict[str, list[str]]:
    return {entry.name: entry.terms for entry in co_signers(text, [])}


@pytest.mark.parametrize(
    "line",
    ["ADA HARROW, personally, as to section 7", "Ada Harrow, individually", "Ada Harrow, in her personal capacity"],
)
def test_who_signs_for_themselves_is_a_party(line):
    signed = f"BROOK MILLS LTD.\nBy: Bo Brook, President\nHARROW STUDIES LTD.\nBy: Ada Harrow, President\n{line}\n"
    assert [name.title() for name in signers(OPENING + CLAUSES + signed)] == ["Ada Harrow"]


@pytest.mark.parametrize(
    "defined",
    [
        "“Your guarantor” means Mr Colm Marsh of 4 Mill Lane.\n",
        "Colm Marsh, of 4 Mill Lane (the “Guarantor”), joins.\n",
    ],
)
def test_a_guarantor_who_signs_is_a_party(defined):
    signed = "Signed by Brook Mills Ltd.\nSignature: Bo Brook\nSigned by the guarantor\nSignature: Colm Marsh\n"
    assert signers(OPENING + defined + CLAUSES + signed) == {"Colm Marsh": ["Guarantor"]}


def test_a_guarantor_who_signs_elsewhere_is_none():
    defined = "“Guarantor” means Brook Holdings Ltd., which has given the Bank a guarantee of its own.\n"
    assert signers(OPENING + defined + CLAUSES + "BROOK MILLS LTD.\nBy: Bo Brook, President\n") == {}


SIGNED = "BROOK MILLS LTD.\nBy: Bo Brook, President\nHARROW STUDIES LTD.\nBy: Ada Harrow, President\n"


@pytest.mark.parametrize(
    ("line", "sign"),
    [
        ("HARROW LOOMS G.K. (as to Section 7 only)", "By: /s/ Ada Quill"),
        ("For HARROW LOOMS G.K. (for Clause 6)", "Sd/-\nName: Ada Quill"),
        ("HARROW LOOMS G.K. (for § 13 only)", "(signed) Ada Quill"),
        ("HARROW LOOMS G.K., solely for purposes of Article 4", "By: ____________"),
        ("HARROW LOOMS G.K.\nsolely with respect to Sections 3 and 5:", "By: ____________"),
    ],
)
def test_a_company_that_signs_for_a_part_of_the_contract_is_a_party(line, sign):
    assert signers(f"{OPENING}{CLAUSES}{SIGNED}\n{line}\n\n{sign}\n") == {"HARROW LOOMS G.K.": []}


@pytest.mark.parametrize(
    "end",
    [
        "HARROW LOOMS LTD. (for the Consultant)\n\nBy: Ada Harrow\n",
        "The Consultant may refer to Brook Mills Ltd. (for advertisements only)\nand shall ask first.\n",
        "HARROW LOOMS LTD. (for Section 7 only)\n\n2. Fees. The Company pays monthly.\n" + CLAUSES,
    ],
)
def test_a_company_that_is_mentioned_or_signs_for_another_is_no_further_party(end):
    assert signers(OPENING + CLAUSES + SIGNED + end) == {}


@pytest.mark.parametrize(
    ("line", "sign"),
    [
        ("HARROW LOOMS G.K. (Section 9 only)", "By: /s/ Ada Quill"),
        ("for HARROW LOOMS G.K. (paragraph 9 only)", "Ada Quill"),
        ("Signed for and on behalf of HARROW LOOMS G.K. (Section 9 only): Ada Quill, Director", ""),
        ("Solely as to Section 13:\n\nHARROW LOOMS G.K.", "By: /s/ Ada Quill"),
        ("For the purposes of Paragraph 7 only:\nHARROW LOOMS G.K.", "By: /s/ Ada Quill"),
        ("Agreed as regards paragraph 12 on 27 May 2024:\n\nHARROW LOOMS G.K.", "(signed) Ada Quill"),
    ],
)
def test_a_line_over_or_beside_a_signature_says_for_what_part_it_is(line, sign):
    assert signers(f"{OPENING}{CLAUSES}{SIGNED}\n{line}\n\n{sign}\n") == {"HARROW LOOMS G.K.": []}


def test_who_joins_has_the_term_that_the_opening_gives():
    joins = (
        "Harrow Looms G.K., a Japanese company and the owner of the Consultant (“Parent”), signs this Agreement as to "
        "Section 9. Mr. Quill, who holds its shares (the “Shareholder”), signs it for himself.\n"
    )
    signed = "HARROW LOOMS G.K. (Section 9 only)\nBy: /s/ Bo Reed\nADA QUILL, in her personal capacity\n"
    assert signers(f"{OPENING}{joins}{CLAUSES}{SIGNED}{signed}") == {
        "Harrow Looms G.K.": ["Parent"],
        "ADA QUILL": ["Shareholder"],
    }


def test_the_guarantor_may_be_named_over_the_signature_alone():
    signed = "Signed by the Guarantor, Colm Marsh, in the presence of:\nGuarantor: (signed) Colm Marsh\n"
    assert signers(f"{OPENING}{CLAUSES}{SIGNED}{signed}") == {"Colm Marsh": ["Guarantor"]}


@pytest.mark.parametrize(
    "joins",
    [
        "Reed Valley Growers' Association, an association led by its head (“the Growers”), "
        "signs below for the limited purpose of paragraph 6.",
        "The Company's Danish affiliate, Reed ApS (“Growers”), signs below for the purposes of paragraph 9 only.",
    ],
)
def test_who_signs_for_a_paragraph_by_the_opening_is_a_party(joins):
    ((name, terms),) = signers(f"{OPENING}{joins}\n{CLAUSES}{SIGNED}").items()
    assert name in ("Reed Valley Growers' Association", "Reed ApS") and terms == ["Growers"]


@pytest.mark.parametrize(
    "joins",
    [
        "Dr. Ada Reed, an individual (“Monitor”), signs this Work Order solely with respect to Section 6.",
        "§ 10 Spare parts\n\n(1) Ada Reed S.p.A., Bolzano (“Monitor”), accedes to this Contract exclusively for § 10.",
    ],
)
def test_who_signs_or_accedes_for_one_section_is_a_party(joins):
    ((name, terms),) = signers(f"{OPENING}{joins}\n{CLAUSES}{SIGNED}").items()
    assert name in ("Ada Reed", "Ada Reed S.p.A.") and terms == ["Monitor"]


def test_who_joins_for_a_section_does_not_take_the_place_of_a_party_named_after_it():
    text = (
        "This Agreement is made between Brook ApS (“Manufacturer”) and Harrow Feed, L.P. (“Distributor”). "
        "Ada Quill, an "
        "individual (“Quill”), joins herein solely for the purposes of Section "
        "9.4.\n\nWITNESSETH:\n\nWHEREAS, Manufacturer "
        "makes feed;\n"
    )
    parties = [
        Party(name="Brook ApS", defined_as=["Manufacturer"], clause=0, score=1.0),
        Party(name="Harrow Feed, L.P.", defined_as=["Distributor"], clause=0, score=1.0),
        Party(name="Ada Quill", defined_as=["Quill"], clause=0, score=1.0),
    ]
    assert bound_for_a_part(parties, text) == {"Ada Quill"}


@pytest.mark.parametrize(
    "joins",
    [
        "Quill AS, business registration no. 929 (the “Company”), has acceded to this Agreement for the "
        "purposes of clauses 6 "
        "and 14 only.",
        "In this letter Quill AS (the “Mine Owner”) joins as a party for the purpose of this paragraph 3 alone.",
    ],
)
def test_who_joins_for_a_clause_is_a_party(joins):
    text = f"Agreement between Brook AS and Reed AS.\n\n{joins}\n"
    assert [entry.name for entry in co_signers(text, [])] == ["Quill AS"]


def test_a_company_that_a_recital_names_may_join():
    text = (
        "B. Customer wishes to allow its affiliate, Brook Canada ULC, a British Columbia company (“Brook "
        "Canada”), to order.\n"
        "2. Joinder. Brook Canada hereby joins the Agreement as an additional customer.\n"
    )
    assert [(entry.name, entry.terms) for entry in co_signers(text, [])] == [("Brook Canada ULC", ["Brook Canada"])]


def test_whoever_signs_for_one_clause_is_a_party_though_it_is_a_person_or_a_body():
    text = "Terms.\n" * 40 + (
        "Signed by Ada Reed, for clause 7\nA Reed\n\nSigned for the Elm Users' Committee, for clause 8 "
        "only\nBert Hill, "
        "President\n"
    )
    assert {entry.name for entry in co_signers(text, [])} == {"Ada Reed", "Elm Users' Committee"}


@pytest.mark.parametrize(("several", "found"), [("Lenders", True), ("Banks", False)])
def test_companies_that_sign_as_some_of_those_named_together_are_parties(several, found):
    opening = f"This Loan Agreement is between Harrow, Inc. (the “Borrower”) and the lenders (the “{several}”).\n"
    signed = "BROOK SAVINGS LTD.,\nas a Lender\nBy: /s/ Ada Reed\nELM CREDIT LLC, as Lender\nBy: /s/ Bert Marsh\n"
    expected = {"BROOK SAVINGS LTD.": ["Lender"], "ELM CREDIT LLC": ["Lender"]}
    assert signers(opening + CLAUSES + signed) == (expected if found else {})


def test_whoever_joins_for_a_section_alone_is_bound_for_a_part():
    text = "Lease between Harrow LLC and Quill, Inc., and is joined, for Section 14 alone, by Brook Clinic LLC."
    clinic = Party(name="Brook Clinic LLC", defined_as=[], clause=0, score=0.9)
    assert bound_for_a_part([clinic], text) == {"Brook Clinic LLC"}


def test_a_person_may_sign_a_part_as_per_so_and_so():
    assert signers(f"{OPENING}{CLAUSES}{SIGNED}\nHARROW LOOMS G.K. (section 17 only)\n\nPer: Ada Quill, President\n")


HEADED = "{}\n\nWe consent to the letter above.\n\n____________\nAda Reed, Director\nFor and on behalf of {}\n{}\n"


@pytest.mark.parametrize("heading", ["CONFIRMATION BY GUARANTOR", "Guarantor:", "Consent of the Parent Guarantor"])
def test_a_company_that_signs_below_the_heading_of_a_guarantor_is_a_party(heading):
    guaranteed = "By its deed of 2 May 2030, Brook Holding ApS guaranteed what the Company owes.\n"
    signed = HEADED.format(heading, "Brook Holding ApS", "Date: 9 May 2031")
    assert signers(OPENING + guaranteed + CLAUSES + signed) == {"Brook Holding ApS": ["Guarantor"]}
    assert signers(OPENING + CLAUSES + signed) == {}
