"""Parties on a cover page that have their roles in the lines below their names."""

from __future__ import annotations

from model.summary.parties.roles_below_names import parties_above_their_roles

COVER = (
    "MAINTENANCE AGREEMENT\nBROOK TRUST COMPANY OF UTAH, N.A., not in its own right but as owner "
    "trustee\n(Owner)\n- and -\n"
    "HARROW REGIONAL ACTIVITY COMPANY\n4 Mill Lane, Elm\nas Operator,\n- and -\nLOTHIAN ENGINES LIMITED\n(the {role})\n"
    "RECITALS\nThe Owner has leased the engines to the Operator. The Maintainer holds an approval.\n"
)


def test_a_company_has_the_role_in_the_line_below_its_name_or_its_address():
    assert [(one.name, one.terms) for one in parties_above_their_roles(COVER.format(role="Maintainer"))] == [
        ("BROOK TRUST COMPANY OF UTAH, N.A.", ["Owner"]),
        ("HARROW REGIONAL ACTIVITY COMPANY", ["Operator"]),
        ("LOTHIAN ENGINES LIMITED", ["Maintainer"]),
    ]


def test_a_role_that_the_contract_does_not_use_is_none():
    assert len(parties_above_their_roles(COVER.format(role="Printer"))) == 2
