from __future__ import annotations

import pytest

from model.playbook.clause_meaning.rights_by_party.assignments import (
    assignments,
    bars_handing_on_the_license,
    grants_a_personal_license,
    needs_consent,
    points_to_a_restriction,
)
from model.playbook.clause_meaning.rights_by_party.rights import FREE, LIMITED, RESTRICTED
from model.schema import Party
from model.summary.keyword_clauses import keyword_clauses
from model.summary.parties.sides import BOTH, Sides

from ...parties import INSURER_AND_AGENT, VENDOR_AND_BUYER


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Agent shall not transfer the Samples obtained in connection with this Agreement to any third party.", []),
        ("Agent shall not transfer its rights under this Agreement to any third party.", [RESTRICTED]),
        ("Agent may transfer this Agreement.", [FREE]),
        ("Any transfer of stock with a controlling interest is subject to the consent of Insurer.", []),
        ("Terms shall have the meaning that is assigned to them in the Agreement.", []),
        ('"Cost" shall have the meanings assigned to it in the terms of this Agreement with Agent\'s consent.', []),
        ("This Agreement shall not have been assigned by Agent.", [RESTRICTED]),
        ("Assignment of this Agreement to an affiliate does not require the consent of the other.", []),
        ("Neither party shall have the right to assign the present Agreement or any part of it.", [RESTRICTED]),
        ("Agent shall assign to Insurer its rights to any intellectual property in the Reports.", []),
        ("Agent will transfer its interest in all inventions that it makes to Insurer.", []),
        ("Agent may assign its rights under this Agreement, with its know-how, to an affiliate.", [LIMITED]),
    ],
)
def test_only_a_transfer_of_the_contract_or_its_rights_is_an_assignment(text, kinds, as_text):
    assert [right.kind for right in assignments(as_text(text), Sides(INSURER_AND_AGENT))] == kinds


def test_a_party_whose_name_is_that_of_an_assignee_is_none(as_text):
    bank = [Party(name="Harrow Bank", defined_as=["Bank"], clause=0, score=0.9), VENDOR_AND_BUYER[1]]
    keeps = (
        "Bank reserves the right to sell, assign or grant shares in all of Bank's rights and benefits under this deed."
    )
    (right,) = assignments(as_text(keeps), Sides(bank))
    assert (right.who, right.kind) == ("Bank", FREE)
    (right,) = assignments(as_text("Buyer may assign this Agreement to a bank."), Sides(bank))
    assert (right.who, right.kind) == ("Buyer", LIMITED)


def test_a_ban_on_one_party_with_an_exception_for_it_binds_that_party(as_text):
    text = (
        "This Agreement may not be assigned by Agent without Insurer's consent, which shall be promptly granted, except"
        " that Agent may assign this Agreement if another entity acquires its assets."
    )
    rights = assignments(as_text(text), Sides(INSURER_AND_AGENT))
    assert [(right.who, right.kind) for right in rights] == [("Agent", RESTRICTED)]


@pytest.mark.parametrize(
    ("exception", "who"),
    [
        ("Insurer may assign this Agreement to its Affiliates", ["Insurer"]),
        (
            "Insurer may assign this Agreement to its Affiliates and Agent may assign this Agreement to its lender",
            ["Insurer", "Agent"],
        ),
    ],
)
def test_every_exception_from_a_ban_on_both_parties_counts(exception, who, as_text):
    text = f"This Agreement shall not be assigned by either party without consent, provided that {exception}."
    rights = list(assignments(as_text(text), Sides(INSURER_AND_AGENT)))
    assert [right.who for right in rights[1:]] == who


@pytest.mark.parametrize(
    ("bar", "who"),
    [
        ("This Agreement is personal to Agent and not assignable.", BOTH),
        ("This Agreement is personal to Agent and may not be assigned or delegated.", BOTH),
        ("This Agreement is personal to Agent, as is known to Mr. Brook, and not transferable.", BOTH),
        ("This Agreement is personal to Agent and may not be assigned by Agent.", "Agent"),
        ("This Agreement is personal to Agent, who shall not assign it.", "Agent"),
        ("Insurer may not assign this Agreement or delegate the work, which is personal to Agent.", "Insurer"),
        ("Neither party shall assign this Agreement, since the work is personal to Agent.", BOTH),
        ("The rights of Agent are personal to Agent and not assignable.", "Agent"),
    ],
)
def test_a_bar_that_names_no_party_binds_both_though_the_contract_is_personal_to_one(bar, who, as_text):
    (right,) = assignments(as_text(bar), Sides(INSURER_AND_AGENT))
    assert (right.who, right.kind) == (who, RESTRICTED)


def test_the_words_about_a_consent_do_not_say_who_may_assign_with_it(as_text):
    text = "With the consent of Buyer, which shall not be unreasonably withheld, Vendor may assign this Agreement."
    sides = Sides([Party(name=name, defined_as=[], clause=0, score=0.9) for name in ("Vendor", "Buyer")])
    assert [(one.who, one.kind) for one in assignments(as_text(text), sides)] == [("Vendor", "restricted")]


def test_the_same_is_about_assignment_only_after_a_sentence_about_it(as_text):
    ended = "Insurer removes its links. The same applies upon termination of the Program for the links of Agent."
    assert list(assignments(as_text(ended), Sides(INSURER_AND_AGENT))) == []
    banned = "Insurer may not assign this Agreement. The same applies to Agent."
    assert [right.kind for right in assignments(as_text(banned), Sides(INSURER_AND_AGENT))] == [RESTRICTED] * 2


def test_a_sentence_may_say_who_may_assign_and_who_may_not(as_text):
    text = (
        "This Agreement shall not be assigned by Agent without consent, but Insurer may assign this Agreement freely."
    )
    rights = list(assignments(as_text(text), Sides(INSURER_AND_AGENT)))
    assert [(right.who, right.kind) for right in rights] == [("Agent", RESTRICTED), ("Insurer", FREE)]
    text = "Insurer may assign this Agreement. Agent may not assign it without Insurer's consent."
    rights = list(assignments(as_text(text), Sides(INSURER_AND_AGENT)))
    assert [(right.who, right.kind) for right in rights] == [("Insurer", FREE), ("Agent", RESTRICTED)]


def test_the_words_of_an_exception_do_not_say_whom_a_ban_on_assignment_binds(as_text):
    text = (
        "This Agreement shall not be assignable to another party, except that Buyer may assign this Agreement in "
        "the case of a sale of its assets by Buyer."
    )
    (ban,) = assignments(as_text(text), Sides(VENDOR_AND_BUYER))
    assert (ban.who, ban.kind) == (None, "restricted")


@pytest.mark.parametrize(
    ("text", "personal"),
    [
        (
            "Insurer grants Agent a non-transferable (see Section 2.b.), revocable and personal license to the Files.",
            True,
        ),
        ("Insurer grants Agent a personal, non-exclusive and non-assignable licence.", True),
        ("The license granted hereunder is personal to Agent.", True),
        ("Insurer grants Agent a non-transferable license to use personal data.", False),
        ("Insurer grants Agent a non-transferable license to the Files.", False),
    ],
)
def test_a_license_that_is_personal_to_the_licensee_cannot_be_handed_on(text, personal, as_text):
    assert grants_a_personal_license(as_text(text)) is personal


@pytest.mark.parametrize(
    ("text", "barred"),
    [
        (
            "Insurer grants Agent a nontransferable, revocable license, without the right to sublicense, to the Files.",
            True,
        ),
        ("Insurer grants Agent a non-transferable and non-sublicensable licence.", True),
        ("Insurer grants Agent a non-transferable license with the right to sublicense.", False),
        ("Insurer grants Agent a license without the right to sublicense.", False),
    ],
)
def test_a_license_that_cannot_be_transferred_or_sublicensed_cannot_be_handed_on(text, barred, as_text):
    assert bars_handing_on_the_license(as_text(text)) is barred


def test_rights_to_something_else_than_the_contract_are_not_its_assignment(as_text):
    sides = Sides(VENDOR_AND_BUYER)
    assert not list(
        assignments(as_text("Buyer may use the looms, but it cannot transfer its rights to the looms."), sides)
    )
    (ban,) = assignments(as_text("Buyer cannot transfer its rights under this Agreement to anyone."), sides)
    assert ban.kind == "restricted"


def test_an_agent_for_transfers_transfers_no_contract(as_text):
    text = "Insurer shall deliver an opinion on all shares for which Agent will act as transfer agent hereunder."
    assert list(assignments(as_text(text), Sides(INSURER_AND_AGENT))) == []


@pytest.mark.parametrize(
    "exception",
    [
        "and provided further that (i) consent is not required for an assignment to an affiliate of Agent.",
        "provided that approval shall not be required for any assignment of this Agreement by Agent.",
    ],
)
def test_an_assignment_that_needs_no_consent_is_an_exception_for_who_makes_it(as_text, exception):
    text = f"This Agreement may not be assigned by either party without consent; {exception}"
    rights = [(right.who, right.kind) for right in assignments(as_text(text), Sides(INSURER_AND_AGENT))]
    assert rights == [(BOTH, RESTRICTED), ("Agent", LIMITED)]


def test_a_list_of_what_is_prohibited_bars_sublicensing_too(as_text):
    grant = "Insurer grants Agent a non-transferable license to the Files.\n\n"
    listed = "Prohibited Actions\n\n- Copy the Files\n\n- Sell or sublicense the Files\n"
    assert bars_handing_on_the_license(as_text(grant + listed))
    assert not bars_handing_on_the_license(as_text(listed))
    assert not bars_handing_on_the_license(as_text(grant + listed.replace("Prohibited", "Permitted")))


@pytest.mark.parametrize(
    ("text", "barred"),
    [
        ("11.2 Assignment prohibited without prior written consent (except in a merger).", True),
        ("No assignment by either party is effective without the approval of the other.", True),
        ("No assignment shall be valid except with the consent of the other.", True),
        ("General. No assignment without the consent of the other party.", True),
        ("Assignment: Not assignable without written consent.", True),
        ("Assignment and subcontracting are not permitted.", True),
        ("No assignment of inventions without a fee.", False),
        ("Late assignments are not permitted in the course.", False),
        ("Assignment is permitted without consent.", False),
        ("Assignment is not prohibited.", False),
    ],
)
def test_a_bar_on_assignment_needs_no_verb(text, barred, as_text):
    assert needs_consent(as_text(text)) is barred
    assert any(keyword_clauses("Anti-Assignment", as_text(text))) is barred


@pytest.mark.parametrize(("barred", "said"), [(True, "You must not:"), (False, "You may:")])
def test_a_list_of_what_a_licensee_must_not_do_bars_sublicensing(barred, said, as_text):
    granted = "You are granted a limited, non-transferable license to use the kiln app.\n"
    listed = f"{said}\n\na. copy, rent, lease, sublicense or sell the app;\n\nb. decompile it."
    assert bars_handing_on_the_license(as_text(granted + listed)) is barred


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("No assignment by either party is valid without the other's approval.", BOTH),
        ("No assignment by Agent will be binding.", "Agent"),
        ("No assignment is permitted.", None),
    ],
)
def test_an_assignment_that_is_not_valid_is_barred(text, who, as_text):
    (right,) = assignments(as_text(text), Sides(INSURER_AND_AGENT))
    assert (right.who, right.kind) == (who, RESTRICTED)


@pytest.mark.parametrize(
    "text",
    [
        "Insurer may assign this Agreement to anyone who takes over the fleet.",
        "Insurer may assign this Agreement with the business that it is part of.",
        "Insurer may transfer this Agreement together with its land.",
        "Insurer may transfer this Agreement to whoever acquires the yard.",
    ],
)
def test_an_assignment_to_some_or_with_a_business_is_limited(text, as_text):
    (right,) = assignments(as_text(text), Sides(INSURER_AND_AGENT))
    assert (right.who, right.kind) == ("Insurer", LIMITED)


def test_it_is_whoever_the_sentence_before_was_about(as_text):
    text = "This Agreement is personal to Buyer. It may not assign it without consent. Vendor may assign it."
    rights = assignments(as_text(text), Sides(VENDOR_AND_BUYER))
    assert [(right.who, right.kind) for right in rights] == [
        ("Buyer", RESTRICTED),
        ("Buyer", RESTRICTED),
        ("Vendor", FREE),
    ]


@pytest.mark.parametrize(
    ("text", "who", "kind"),
    [
        ("Buyer shall not cede its rights or delegate its obligations without Vendor's consent.", "Buyer", RESTRICTED),
        ("Vendor may cede this agreement to the purchaser of the farm.", "Vendor", LIMITED),
        ("The Agreement cannot be transferred without consent of the other Party.", BOTH, RESTRICTED),
        ("The contract may not be assigned without the other party's written consent.", BOTH, RESTRICTED),
        ("The Agreement may not be assigned by Buyer without the consent of the other party.", "Buyer", RESTRICTED),
    ],
)
def test_an_assignment_may_be_a_cession_and_be_barred_for_either_party(text, who, kind, as_text):
    (right,) = assignments(as_text(text), Sides(VENDOR_AND_BUYER))
    assert (right.who, right.kind) == (who, kind)


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("Vendor grants Buyer a transferable (solely as set forth in Section 9.1) license.", True),
        ("The license is not assignable, except as permitted by Clause 12.", True),
        ("Vendor grants Buyer a transferable license, solely for the purposes of Section 9.1.", False),
        ("Vendor grants Buyer a license that is transferable.", False),
    ],
)
def test_a_license_may_point_to_the_section_that_restricts_assignment(text, points, as_text):
    assert points_to_a_restriction(as_text(text)) is points
