"""Alternatives that nobody has chosen, and optional clauses behind the signatures."""

from __future__ import annotations

import pytest

from model.playbook.clause_meaning.polarity import asserted
from model.playbook.not_agreed import is_in_a_library, is_not_chosen, is_switched_off


@pytest.mark.parametrize(
    ("sentence", "open_one"),
    [
        ("☐ The weavers shall not engage in competing activities.", True),
        ("- [ ] The weavers shall not engage in competing activities.", True),
        ("☒ The weavers shall not engage in competing activities.", False),
        ("☐ Monthly ☒ Yearly", False),
        ("The weavers shall not engage in competing activities.", False),
    ],
)
def test_an_alternative_with_an_empty_box_is_not_chosen(sentence, open_one):
    assert is_not_chosen(sentence) is open_one


def test_an_alternative_that_is_not_chosen_asserts_nothing():
    text = "☐ The weavers shall not engage in competing activities."
    assert asserted("Non-Compete", text) is None
    assert asserted("Non-Compete", text.replace("☐", "☒")) is not None
    listed = "No weaver may sell a loom without:\n☐ The consent of all ☐ A right of first refusal of the others."
    assert asserted("Rofr/Rofo/Rofn", listed) is None


def test_a_library_of_optional_clauses_stands_behind_the_signatures():
    text = "They agree.\n\nSIGNATURES\n\nBy: ____\n\nOPTIONAL CLAUSES LIBRARY\n\nThe weaver pays a fee."
    assert is_in_a_library(text, text.index("The weaver"))
    assert not is_in_a_library(text, text.index("They agree"))
    assert not is_in_a_library(text.replace("SIGNATURES", "").replace("By:", ""), text.index("The weaver") - 20)


@pytest.mark.parametrize("form", ["[Optional: {}]", "5.3 [Optional – {}]", "[If applicable: {}]"])
def test_a_clause_that_the_form_calls_optional_asserts_nothing(form):
    right = "Either weaver may terminate this contract for any reason."
    assert asserted("Termination For Convenience", right) is not None
    assert asserted("Termination For Convenience", form.format(right)) is None


def test_a_section_that_the_key_terms_switch_off_is_not_agreed():
    off = "Special terms: Section 4.3 applies. Section 4.4 does not apply.\n"
    text = f"{off}4.3 The dealer may match an offer.\n4.4 The mill will charge nobody less.\n4.5 Bills are due in May."
    assert is_switched_off(text, text.index("nobody"))
    assert not is_switched_off(text, text.index("match")) and not is_switched_off(text, text.index("Bills"))
    exception = text.replace("does not apply.", "does not apply to fraud.")
    assert not is_switched_off(exception, exception.index("nobody"))
