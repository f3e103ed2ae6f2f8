"""Who assigns intellectual property to whom, on invented sentences."""

from __future__ import annotations

import pytest

from model.playbook.clause_meaning.by_category.ip_ownership import (
    assignment,
    ends_after_all,
    joint,
    lasting_license,
    not_joint,
    transfers_nothing,
)
from model.schema import Party
from model.summary.parties.sides import Sides

SIDES = Sides(
    [
        Party(name="Harrow Systems, Inc.", defined_as=["Vendor"], clause=0, score=0.9),
        Party(name="Quillmark LLC", defined_as=["Buyer"], clause=0, score=0.9),
    ]
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            # the name in "the Vendor Assigned Patents" is not the one to whom they go
            "Vendor agrees to assign and hereby assigns its right, title and interest in and to the Vendor Assigned"
            " Patents to Buyer.",
            "Vendor assigns intellectual property to Buyer.",
        ),
        ("All inventions shall be the sole property of Buyer.", "Buyer takes ownership of intellectual property."),
        (
            "Title to all inventions shall be owned by or is hereby assigned to Buyer; provided, however, that Vendor"
            " shall own inventions made by it alone.",
            "Buyer takes ownership of intellectual property.",
        ),
        (
            "Vendor shall disclose to Buyer, and hereby assigns, all inventions.",
            "Vendor assigns intellectual property.",
        ),
        (
            "Buyer shall own all inventions, and Vendor agrees to and hereby does assign them to Buyer.",
            "Vendor assigns intellectual property to Buyer.",
        ),
        ("Vendor hereby assigns all patents to its parent.", "Vendor assigns intellectual property."),
        (
            "Upon the end of the term, Vendor shall assign the design to Buyer.",
            "Vendor assigns intellectual property to Buyer, subject to the condition quoted.",
        ),
        ("The patents are hereby assigned.", None),
    ],
)
def test_the_direction_of_an_assignment_is_read_from_its_syntax(text, said):
    assert assignment([text], SIDES, text) == said


def test_two_parties_that_assign_to_each_other_each_assign():
    passages = ["Vendor assigns all patents to Buyer.", "Buyer assigns its designs to Vendor."]
    assert assignment(passages, SIDES, "") == "Each party assigns intellectual property to the other."


@pytest.mark.parametrize(
    ("nothing", "something"),
    [
        (
            "Each of Vendor's employees is under a duty to assign to Vendor all inventions made by him or her.",
            "Vendor shall assign, and cause its employees to assign, all inventions to Buyer.",
        ),
        (
            "Nothing in this Agreement shall be construed as: (i) a transfer by either party of any right in a patent.",
            "This is a transfer, and Vendor assigns every right in the patent to Buyer.",
        ),
        (
            "Works created by Vendor or its contractors, including all copyrights in them, shall be owned by Vendor.",
            "Works created by Vendor or its contractors, including all copyrights in them, shall be owned by Buyer.",
        ),
        (
            "If Buyer is deemed to have acquired any rights in the Vendor Software, Buyer shall assign them to Vendor.",
            "If Buyer acquires any copyright, Buyer shall assign it to Vendor.",
        ),
        (
            "On termination Buyer shall transfer to Vendor all right and title to all import licenses or permits.",
            "On termination Buyer shall transfer to Vendor all right and title to all trademarks.",
        ),
        (
            "Each party hereby assigns to the other an undivided one-half interest in all joint patents.",
            "Vendor hereby assigns to Buyer all joint patents.",
        ),
        (
            "Vendor owns the mark at sea and Buyer on land; each hereby assigns to the other what it has beyond that.",
            "Vendor owns the mark at sea, and hereby assigns it to Buyer on land.",
        ),
        (
            "Vendor is, and shall be, the sole owner of all enhancements of the software.",
            "Buyer shall be the sole owner of all enhancements of the software as works made for hire.",
        ),
    ],
)
def test_words_of_ownership_that_move_nothing_between_the_parties_are_no_assignment(nothing, something):
    assert transfers_nothing(nothing)
    assert not transfers_nothing(something)


@pytest.mark.parametrize(
    ("single", "shared"),
    [
        (
            "Buyer shall own all right in any improvement made jointly by Vendor and Buyer.",
            "Vendor and Buyer shall jointly own all improvements.",
        ),
        (
            "Ownership of works that would be jointly owned shall be decided by the parties before the work begins.",
            "All such works shall be owned jointly by the parties.",
        ),
        ("The parties shall consult before filing a joint patent.", "Each holds an undivided interest in the patent."),
    ],
)
def test_joint_work_is_not_joint_ownership(single, shared):
    assert not_joint(single)
    assert not not_joint(shared)


def test_data_that_is_jointly_owned_is_called_data():
    assert joint(["The parties shall jointly own all customer data."], SIDES, "") == "The parties jointly own data."
    assert joint(["The parties shall jointly own all software."], SIDES, "") is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            # the right to grant sublicenses does not make the licensee the one who grants the license
            "On termination Buyer shall have an irrevocable license to the marks, with the right to grant more.",
            "Buyer has an irrevocable license.",
        ),
        (
            "To the extent not already granted, Vendor grants Buyer a perpetual license.",
            "Vendor grants a perpetual license.",
        ),
        ("Vendor grants Buyer a perpetual, irrevocable license.", "Vendor grants a perpetual and irrevocable license."),
        ("Buyer hereby agrees to grant Vendor an irrevocable license.", "Buyer grants an irrevocable license."),
        ("The license is irrevocable.", "There is an irrevocable license."),
    ],
)
def test_who_grants_a_lasting_license_is_told_from_who_has_it(text, said):
    assert lasting_license([text], SIDES, text) == said


def test_a_form_on_which_another_choice_is_ticked_is_not_perpetual():
    assert ends_after_all("License Term Perpetual, unlimited runs ☒ Other: 2 years")
    assert not ends_after_all("License Term ☒ Perpetual, unlimited runs Other:")
    assert not ends_after_all("Vendor grants a perpetual license.")


def test_who_grants_something_else_beside_a_lasting_license_does_not_grant_the_license():
    text = "You grant a perpetual license to your changes, and Vendor grants you its promise to publish them."
    assert lasting_license([text], SIDES, text) == "There is a perpetual license."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Buyer receives a perpetual, transferable right to use them in its lamps.", "Buyer has a perpetual license."),
        ("Buyer obtains an irrevocable license to the drawings.", "Buyer has an irrevocable license."),
        ("Whoever buys a lamp receives a perpetual right to use it.", "There is a perpetual license."),
    ],
)
def test_who_receives_a_lasting_right_to_use_has_the_license(text, said):
    assert lasting_license([text], SIDES, text) == said
