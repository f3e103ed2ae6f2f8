"""Which names of a list are parties, what several of them share, and what repeats another party."""

from __future__ import annotations

import pytest

from model.summary.parties.listed_parties import listed_parties
from model.summary.parties.names_in_lists import candidate_names

TWO = "This Agreement is made between Brook Mills, Inc., a Utah corporation (“Mill”), and Harrow K.K. (“Weaver”)"


def parties(text: str) -> list[tuple[str, list[str]]]:
    return [(entry.name, entry.terms) for entry in listed_parties(text)]


@pytest.mark.parametrize(
    ("joins", "party"),
    [
        ("for purposes of Section 7 only, Harrow Loom G.K., a Japanese godo kaisha (“LoomCo”)", "Harrow Loom G.K."),
        ("solely for purposes of Article 4 and Section 9.1, Ada Quill, M.D. (“LoomCo”)", "Ada Quill, M.D."),
        ("only as to Section 4, Ada Quill, an individual (“LoomCo”)", "Ada Quill"),
    ],
)
def test_whoever_joins_for_some_sections_only_is_a_party_whether_a_company_or_a_person(joins, party):
    assert parties(f"{TWO}, and, {joins}.\n") == [
        ("Brook Mills, Inc.", ["Mill"]),
        ("Harrow K.K.", ["Weaver"]),
        (party, ["LoomCo"]),
    ]


def test_the_section_for_which_a_company_joins_is_no_party():
    assert len(parties(f"{TWO}, and, solely for purposes of Article 4, Section 9 (as amended) and Exhibit B.\n")) == 2


def test_persons_who_are_each_called_by_one_name_all_have_it():
    joined = "and ADA QUILL, D.D.S., and BERT MARSH, D.M.D. (each, an “Owner” and together, the “Owners”)"
    assert parties(f"{TWO}, {joined}.\n")[2:] == [("ADA QUILL, D.D.S.", ["Owner"]), ("BERT MARSH, D.M.D.", ["Owner"])]


def test_what_the_last_of_several_is_called_is_not_what_the_others_are():
    text = "This Agreement is between Brook Mills, Inc., Harrow Wool Ltd. and Quill Looms LLC (the “Weaver”).\n"
    assert [terms for _, terms in parties(text)] == [[], [], ["Weaver"]]


@pytest.mark.parametrize("mark", ["- and -", "AND", "– and –"])
def test_a_person_in_a_line_after_and_is_a_party_with_the_term_that_ends_the_line(mark):
    text = (
        f"THIS AGREEMENT is made\n\nBETWEEN:\n\nBROOK MILLS LTD., of Elmstadt (the “Mill”)\n\n{mark}\n\n"
        f"HARROW FARMS LTD., of Oakstadt (the “Farm”)\n\n{mark}\n\n"
        "ADA OLGA QUILL, farmer, of the Municipality of Elm Lake (the “Covenantor”)\n\nWHEREAS:\n"
    )
    assert parties(text)[2:] == [("ADA OLGA QUILL", ["Covenantor"])]


@pytest.mark.parametrize("of_you", ["the two of you", "both of you", "you"])
def test_those_whom_a_contract_calls_you_are_parties_each(of_you):
    text = (
        f"This is an agreement between Brook Press, Inc. (“we,” “us,” or “Brook”) and {of_you}, Dr. Ada Quill-Marsh "
        "and Dr. Bert Ola Harrow (“you,” each of you and both of you together).\n"
    )
    assert parties(text)[1:] == [("Dr. Ada Quill-Marsh", ["you"]), ("Dr. Bert Ola Harrow", ["you"])]


def test_a_sentence_that_says_what_two_parties_are_together_names_no_further_parties():
    text = (
        "BY AND BETWEEN\nBROOK PORT LIMITED, a company (hereinafter referred to as the “Port Operator”) of the FIRST "
        "PART;\nAND\nHARROW CRANES SDN BHD, a company (hereinafter referred to as the “Crane Supplier”) of the SECOND "
        "PART;\nAND\nHARROW CRANES LLP (hereinafter referred to as the “Local Affiliate”), which joins for the "
        "purpose of Clause 6.\nThe Port Operator and the Crane Supplier are hereinafter referred to as the “Parties”.\n"
    )
    mentions = [(start, start + len(name)) for name in ("The Port Operator",) if (start := text.find(name)) > 0]
    assert [(entry.name, entry.terms) for entry in listed_parties(text, mentions)] == [
        ("BROOK PORT LIMITED", ["Port Operator"]),
        ("HARROW CRANES SDN BHD", ["Crane Supplier"]),
        ("HARROW CRANES LLP", ["Local Affiliate"]),
    ]


def test_a_party_is_not_called_what_its_affiliates_are():
    text = "This Agreement is between Brook Ltd. and its affiliate (the “Local Affiliate”) and Harrow Ltd. (“Weaver”)"
    assert "Local Affiliate" not in parties(text)[0][1]


def test_endless_cells_of_labels_are_read_in_turn():
    assert listed_parties("BETWEEN:\n" + "A\tB\t" * 5_000) == []


@pytest.mark.parametrize(
    ("cover", "name"),
    [
        ("Harrow Port Services, S.A.\nas Agent", "HARROW PORT SERVICES, S.A."),
        ("Harrow Port Services, S.A. of Panama\nas Agent", "HARROW PORT SERVICES, S.A. of Panama"),
    ],
)
def test_the_seat_after_a_name_in_capitals_is_a_part_of_it_if_it_always_stands_there(cover, name):
    text = f"{cover}\nHARROW PORT SERVICES, S.A. of Panama (the “Agent”)"
    assert next(candidate_names(text, len(cover), len(text)))[0] == name
