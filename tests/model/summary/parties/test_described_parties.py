from __future__ import annotations

import pytest

from model.summary.parties.described_parties import described_parties
from model.summary.parties.listed_parties import listed_parties

DUTIES = "Owner shall pay. Owner may inspect. Builder shall build. Builder shall deliver.\n"


@pytest.mark.parametrize(
    ("opening", "names"),
    [
        (
            "MASTER LEASE\n1. Lease. Brook Motors, LLC, a Utah company (“Owner”), leases to Harrow Homes, Inc., a Utah "
            "corporation (“Builder”), the cars.",
            ["Brook Motors, LLC", "Harrow Homes, Inc."],
        ),
        (
            "Brook Brewing Company, a Utah corporation (“Owner”), and Harrow Drinks, Inc. (“Builder”), agree.",
            ["Brook Brewing Company", "Harrow Drinks, Inc."],
        ),
        (
            "PORT BROOK AUTHORITY (hereinafter the “Owner”), a body corporate of Elmstadt\n\nand\n\nHARROW PTY LTD "
            "(hereinafter the “Builder”), of Elmstadt\n\nagree:",
            ["PORT BROOK AUTHORITY", "HARROW PTY LTD"],
        ),
    ],
)
def test_companies_that_the_opening_describes_and_binds_are_parties(opening, names):
    assert [entry.name for entry in listed_parties(f"{opening}\n{DUTIES}")] == names


def test_a_company_that_has_no_duties_is_no_party():
    opening = "Brook Motors, LLC (“Owner”) leases it from Harrow Homes, Inc. (“Builder”) and Marsh Ltd (“Landlord”).\n"
    assert [entry.terms for entry in described_parties(opening + DUTIES)] == [["Owner"], ["Builder"]]
