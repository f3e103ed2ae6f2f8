"""What a lawyer who did not know the product found wrong in its summaries, each on an invented sentence of the kind."""

from __future__ import annotations

import pytest

from model.summary.parent_agreement import depends_on, other_document
from model.summary.terms import ends_at_will, speaks_of_renewal


def test_an_amendment_names_by_number_and_date_the_agreement_that_it_amends():
    text = (
        "AMENDMENT NO. 3\n\nDated as of May 2, 2015\n\nReference is hereby made to that certain fully executed Image "
        "Library License Agreement Number 4471 dated as of March 9, 2014, as amended June 1, 2014 (“Agreement”).\n\n"
        "Payments made pursuant to the Portal Agreement are treated in the same manner."
    )
    other = other_document(text, "AMENDMENT NO. 3", (0, 15))
    assert other is not None
    assert (other.name, other.date) == ("Image Library License Agreement Number 4471", "2014-03-09")


@pytest.mark.parametrize("part", ["Exhibit C", "Exhibit", "Appendix 2", "Schedule"])
def test_a_part_of_a_master_agreement_depends_on_it(as_text, part):
    text = (
        f"This {part} is hereby incorporated into and made a part of the Master Services Agreement between the parties."
    )
    other = depends_on(as_text(text), None)
    assert other is not None
    assert (other.kind, other.agreement) == ("statement_of_work", "Master Services Agreement")


def test_a_renewal_required_by_law_or_of_a_license_is_none_of_the_contract():
    notice = "upon either party giving one hundred (100) days advance written notice to the other."
    by_law = (
        f"This Agreement shall terminate, subject to any automatic renewal or extension as required by law, {notice}"
    )
    license_of_one = "If a regulator declines to renew the Agent's license, it ends automatically if that is final."
    for text in (by_law, license_of_one):
        assert not speaks_of_renewal(text)
    assert ends_at_will(by_law)
    assert speaks_of_renewal("This Agreement shall renew for one year unless either party gives notice.")
