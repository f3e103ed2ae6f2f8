from __future__ import annotations

import pytest

from model.summary.parties.listed_parties import listed_parties

TEXT = (
    "Rules of the Mill\n\nThis Agreement binds whoever weaves. This Agreement has no end.\n"
    "Fernleigh Mills Ltd shall lend the loom. The weaver may ask Fernleigh Mills Ltd for wool.\n"
    "Cloth goes to Fernleigh Mills Ltd on Friday.\n"
)


@pytest.mark.parametrize(
    "more", ["", "The price is paid through Wrenford Pay Ltd.\n", "Wrenford Wool Inc. may call.\n"]
)
def test_the_company_that_a_contract_names_more_often_than_all_others_is_a_party(more):
    assert [(one.name, one.terms) for one in listed_parties(TEXT + more)] == [("Fernleigh Mills Ltd", [])]


@pytest.mark.parametrize(
    "text",
    [
        TEXT + "Wrenford Wool Inc. brings wool. Wrenford Wool Inc. takes it. Harrow Looms Inc. mends the loom.\n",
        TEXT.replace("Fernleigh Mills", "Wrenford Insurance"),
        TEXT.replace("This Agreement", "A contract"),  # an article
        TEXT.replace("shall lend", "once had"),
        TEXT + "/s/ Ann Brook\n",
        TEXT + "By: ______\nBy: ______\n",
        "This Agreement is short. This Agreement ends. Fernleigh Mills Ltd shall lend the loom.\n",
    ],
)
def test_a_company_is_no_party_if_others_are_named_as_often_or_it_does_nothing_or_two_sign(text):
    assert listed_parties(text) == []
