"""What a document is: an announcement of an agreement is not the agreement."""

from __future__ import annotations

import pytest

from chunking.pipeline import document_from_text
from model.playbook.subject_matter import (
    are_terms_of_bookings,
    are_terms_of_orders,
    is_announcement,
    is_employment,
    is_for_one_event,
    leaves_nothing_to_assign,
)
from model.review import review_document

RELEASE = """Harrow Savings Chooses Brook Data

Springfield, OH -- March 3, 2004 -- Harrow Savings Corp. announced today that its principal subsidiary, Harrow Bank, has
entered into a multi-year outsourcing agreement with Brook Data, Inc., whereby Brook Data will process its payments.

"This agreement lets us serve our customers better," said Ann Harrow, chief executive officer of Harrow Savings.

Contact: media, John Hill, 555-0100."""


def test_a_press_release_about_an_agreement_is_said_to_be_that_and_nothing_else_is_flagged(engine):
    review = review_document(document_from_text(RELEASE.encode(), "release.txt", 10), engine)
    (flag,) = review.flags
    assert flag.why.startswith("This is an announcement or report about an agreement, not a contract")
    assert review.summary.agreement_date is None and review.summary.parties == []


@pytest.mark.parametrize(
    ("text", "announces"),
    [
        (RELEASE, True),
        ("FOR IMMEDIATE RELEASE\n\nBrook Data wins a contract with Harrow Bank.", True),
        ("PRESS RELEASE\n\nBrook Data, Inc. announces that it has entered into an agreement.", True),
        (
            "CURRENT REPORT\n\nPursuant to Section 13\n\nOn May 2, 2004, Brook entered into an employment agreement.",
            True,
        ),
        ("PRESS RELEASE\n\nThe parties hereto agree as follows: Brook writes the releases.", False),
        ("This Services Agreement is made by Brook and Harrow, which announced today its first product.", False),
        ("Neither party issues a press release without the other's consent.", False),
    ],
)
def test_an_announcement_is_told_from_a_contract(text, announces):
    assert is_announcement(text) is announces


@pytest.mark.parametrize(
    ("title", "single"),
    [
        ("Booking Terms and Conditions", True),
        ("Old Mill Hall\nStandard Conditions of Hire", True),
        ("Agency Agreement", False),
    ],
)
def test_terms_of_single_bookings_are_told_by_their_title_and_words(title, single):
    assert are_terms_of_bookings(f"{title}\n\n" + 10 * "The hirer keeps the hall clean. ") is single
    assert not are_terms_of_bookings(f"{title}\n\nThe hirer keeps the hall clean.")


def test_conditions_of_delivery_and_repair_are_terms_of_single_orders():
    assert are_terms_of_orders("These delivery and repair conditions come first. " + 12 * "We deliver the goods. ")
    assert not are_terms_of_orders("The delivery is free. " + 12 * "We deliver the goods. ")


def test_terms_whose_buyer_is_whoever_buys_the_goods_are_of_single_orders():
    goods = 12 * " The seller delivers the goods."
    assert are_terms_of_orders("1.1 Buyer: means the person or firm that agrees to buy the goods." + goods)
    assert are_terms_of_orders("“Customer” means any person ordering goods from the mill." + goods)
    assert not are_terms_of_orders("“Buyer” means Harrow Mills Ltd, which may order goods for five years." + goods)
    assert not are_terms_of_orders("“Customer” means the person who orders the lessons." + goods)


def test_a_contract_is_on_employment_if_its_title_says_so():
    assert is_employment("Employment Contract\n\nThis contract is between Brook and [employee].")
    assert not is_employment("Agency Contract\n\nBrook assigns workers whom it has under an employment contract.")


def test_a_contract_may_say_that_it_pertains_to_one_event():
    assert is_for_one_event("This Agreement pertains to a weaving conference held at the following place and time:")
    assert not is_for_one_event("This Agreement pertains to all conferences of the guild.")


def test_a_deed_by_which_rights_are_assigned_outright_leaves_nothing_to_assign():
    assigns = "The Assignor hereby assigns to the Company all right and title in the Works. " + "It lists them. " * 600
    assert leaves_nothing_to_assign(f"DEED OF ASSIGNMENT OF PATENTS\n{assigns}")
    assert leaves_nothing_to_assign(f"Assignment of Intellectual Property Rights\n{assigns}")
    assert not leaves_nothing_to_assign(f"DESIGN AGREEMENT\n{assigns}")
    assert not leaves_nothing_to_assign(f"ASSIGNMENT OF LEASE\n{assigns}")
    assert not leaves_nothing_to_assign(f"ASSIGNMENT OF COPYRIGHT\n{assigns}The Company pays royalties on each copy.")
