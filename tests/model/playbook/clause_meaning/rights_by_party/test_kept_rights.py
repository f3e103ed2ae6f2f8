"""Licenses and accounts that only one side may not hand on."""

from __future__ import annotations

import pytest

from model.playbook.clause_meaning.rights_by_party.assignments import assignments
from model.playbook.clause_meaning.rights_by_party.kept_rights import kept_rights
from model.review import review_document
from model.schema import Party
from model.summary.parties.sides import Sides

WE = Party(name="Harrow Pots LLC", defined_as=["we", "us", "our"], clause=0, score=0.9)
SIDES = Sides([WE, WE.model_copy(update={"name": "you", "defined_as": ["you", "your"]})])


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("You may not sublicense, resell, or redistribute the app or your license to anyone.", "license"),
        ("You may not transfer your kiln account to another person without our consent.", "account"),
        ("You agree not to sell, transfer or share your account.", "account"),
        ("You cannot assign the subscription.", "subscription"),
        ("Kilns are shared, and accounts are personal and you may not sell or transfer your account.", "account"),
        ("Your membership is personal to you and may not be transferred.", "membership"),
        ("Your account is non-transferable.", "account"),
        ("You may not, except as the law permits:\n\n- Copy the app.\n\n- Resell the app or your license.", "license"),
    ],
)
def test_what_one_side_may_not_hand_on(as_text, text, what):
    assert [(one.who, one.what) for one in kept_rights(as_text(text), SIDES)] == [("you", what)]


@pytest.mark.parametrize(
    "text",
    [
        "You must not disclose or transfer the key to anyone else.",
        "You may not transfer money from your account to another one.",
        "You may transfer your account to another person.",
        "We will not transfer your account information to advertisers.",
        "You may not assign any pictures to which you have access.",
        "You may:\n\n- Resell your license.",
    ],
)
def test_what_stands_in_an_account_and_what_may_be_handed_on_is_not_kept(as_text, text):
    assert not list(kept_rights(as_text(text), SIDES))


@pytest.fixture(scope="module")
def flags(engine):
    def raised(text: str, as_text):
        offered = "Kiln Terms\n\nThese Terms are between you and Harrow Pots LLC. By using the kiln you agree to them."
        return {
            flag.rule: flag
            for flag in review_document(as_text(f"{offered}\n\n{text}\n\n" + 15 * "You fire pots. "), engine).flags
        }

    return raised


def test_a_ban_on_transferring_an_account_is_no_lack_of_any_restriction(flags, as_text):
    raised = flags("You may not transfer your account to anyone. We may assign these Terms.", as_text)
    assert raised["one-sided-assignment"].why.startswith(
        "“You” may not transfer the account; Harrow Pots LLC may assign the contract."
    )
    assert "assignment-open" not in raised


def test_a_license_that_cannot_be_transferred_is_quoted_where_nothing_restricts_assignment(flags, as_text):
    raised = flags(
        "2. LICENSE\n\nHarrow Pots LLC grants you a non-exclusive, non-transferable license to use the app.", as_text
    )
    flag = raised["assignment-open"]
    assert "only bars a transfer of the license" in flag.why and "non-transferable" in flag.quotes[0].text


@pytest.mark.parametrize("may", ["may assign to an affiliate", "may do so in a merger"])
def test_an_exception_for_one_side_counts_also_where_the_agreement_is_written_small(may, as_text):
    text = f"Neither party may assign the agreement without consent, except that Harrow Pots LLC {may}."
    assert [one.who for one in assignments(as_text(text), SIDES)] == ["both", "Harrow Pots LLC"]
