from __future__ import annotations

import pytest

from model.summary.parties.offerors_in_sentences import offeror_in_sentences

POLICY = (
    "This policy supplements {name}’s Terms of Service. {name} may modify it at any time. {name} reserves the right to "
    "refuse service to anyone. The services provided by {name} may only be used for lawful purposes. {name} will "
    "notify you of a change."
)


def test_whoever_acts_as_the_offeror_throughout_the_terms_offers_them():
    (entry,) = offeror_in_sentences(POLICY.format(name="FernHost"))
    assert (entry.name, entry.terms) == ("FernHost", [])
    assert POLICY.format(name="FernHost")[entry.start : entry.end] == "FernHost"


@pytest.mark.parametrize(
    "text",
    [
        # a service of somebody else, which acts in one or two ways
        "Payments run over Coinpipe. Coinpipe may suspend your account. Your agreement with Coinpipe is separate. See "
        "Coinpipe, ask Coinpipe, or leave Coinpipe.",
        # things and roles
        f"{POLICY.format(name='Platform')} You find help on the Platform.",
        f"{POLICY.format(name='Sellers')} Our sellers are independent.",
        f"It is our place for trade (the “Exchange”). {POLICY.format(name='Exchange')}",
    ],
)
def test_a_brand_of_somebody_else_a_thing_or_a_role_offers_nothing(text):
    assert list(offeror_in_sentences(text)) == []
