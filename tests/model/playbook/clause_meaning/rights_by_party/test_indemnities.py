from __future__ import annotations

from chunking.pipeline import document_from_text
from model.playbook.clause_meaning.rights_by_party.indemnities import indemnities
from model.schema import Party
from model.summary.parties.sides import Sides


def test_an_indemnity_may_protect_us_or_you():
    text = "We will indemnify you against claims by customers. You will indemnify us against claims by your staff."
    parties = [
        Party(name=name, defined_as=[called], clause=0, score=0.9)
        for name, called in (("Harrow Stores Limited", "we"), ("Quill Homes Limited", "you"))
    ]
    found = indemnities(document_from_text(text.encode(), "contract", 10), Sides(parties, text))
    assert len({right.who for right in found}) == 2
