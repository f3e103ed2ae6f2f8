from __future__ import annotations

import pytest

from model.summary.parties.listed_parties import listed_parties
from model.summary.parties.parties_in_schedules import listed_in_a_schedule

OPENING = (
    "THIS AGREEMENT is dated the 12th day of September 2023\n\nPARTIES\n\n"
    '(1) THE COMPANIES whose names and offices are set out in Part 1 of Schedule 1 (each an "Owner");\n'
    '(2) BROOK HOTELS (OPERATIONS) LIMITED of 60 Mill Lane (the "Operator").\n\n'
    "Each Owner appoints the Operator.\n\n"
)


@pytest.mark.parametrize(
    "heading", ["SCHEDULE 1, PART 1 - THE OWNERS\n", "SCHEDULE 1\n\nPart 1 – Owners\n\nName\tNumber\n"]
)
def test_a_schedule_names_the_parties_that_the_opening_refers_to(heading):
    rows = "Quill (Harrow) Limited\t12004511\nQuill & Sons Limited\t12004519\n\nSigned by Ann Reed for each Owner\n"
    found = [(entry.name, entry.terms) for entry in listed_parties(OPENING + heading + rows)]
    assert found == [
        ("Quill (Harrow) Limited", ["Owner"]),
        ("Quill & Sons Limited", ["Owner"]),
        ("BROOK HOTELS (OPERATIONS) LIMITED", ["Operator"]),
    ]


def test_persons_in_a_schedule_have_their_addresses_beside_them():
    text = (
        "THE PERSONS whose names are set out in Part A of Schedule 1\nSCHEDULE 1, PART A\nAnn Reed\t4 Mill "
        "Lane\nBert Quill, 3 Elm Road\nSigned\n"
    )
    found = listed_in_a_schedule(text, 0, text.find("\n"))
    assert [name for name, *_ in found] == ["Ann Reed", "Bert Quill"]


def test_a_name_refers_to_no_schedule():
    text = "Brook Ltd listed in Schedule 1\nSCHEDULE 1\nQuill Ltd\t123\n"
    assert not listed_in_a_schedule(text, 0, text.find("\n"))
