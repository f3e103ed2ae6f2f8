from __future__ import annotations

import pytest

from model.schema import Party
from model.summary.parties.terms_elsewhere import with_its_term


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("1.1 “the Packer” means Brook Mills (Pty) Ltd;", ["Packer"]),
        ("“Surety” shall mean Brook Mills\n(Pty) Ltd, a company in Elm.", ["Surety"]),
        ("“Premises” means Brook Mills (Pty) Ltd's yard;", []),
        ("“Mill Group” means Brook Mills (Pty) Ltd and its subsidiaries;", []),
        ("“Quill” means Brook Mills (Pty) Ltd;", []),
    ],
)
def test_a_party_is_called_what_a_definition_says_that_means_it(text, terms):
    party = Party(name="BROOK MILLS (PTY) LTD", defined_as=[], clause=0, score=0.9)
    other = Party(name="Quill", defined_as=[], clause=1, score=0.9)
    assert with_its_term(party, [party, other], text).defined_as == terms


def test_the_article_of_a_name_may_be_missing_in_its_definition():
    trustees = Party(name="THE TRUSTEES OF THE ELM FARM TRUST", defined_as=[], clause=0, score=0.9)
    text = "“the Grower” means the trustees of the Elm Farm Trust;"
    assert with_its_term(trustees, [trustees], text).defined_as == ["Grower"]
