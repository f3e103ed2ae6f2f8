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


def test_the_only_company_with_a_legal_form_offers_terms_that_else_call_it_by_its_short_name():
    rules = "If {company} has to write to you, you pay for it. Brook Gym reserves the right to refuse entry."
    more = " Tell Brook Gym. Brook Gym lends towels. Ask the staff of Brook Gym. Brook Gym sells water."
    text = rules.format(company="Brook Gym Ltd") + more
    (entry,) = offeror_in_sentences(text)
    assert (entry.name, text[entry.start : entry.end]) == ("Brook Gym Ltd", "Brook Gym Ltd")
    assert list(offeror_in_sentences(f"{text} Harrow Towels Ltd washes them.")) == []  # one of the two, but which?
    assert list(offeror_in_sentences(rules.format(company="Brook Gym Ltd"))) == []  # named too seldom


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The API is made by fernware labs. It is the property of fernware labs and its licensors.", "fernware labs"),
        ("It is the property of Fernware and its suppliers. Write to Fernware.", "Fernware"),
        ("It is the property of Licensor and its licensors. Licensor keeps it.", None),
        ("The maps are the property of their owners and their suppliers.", None),
        ("The exchange is ours. It is the property of exchange and its affiliates, and of the exchange.", None),
    ],
)
def test_whoever_owns_the_service_with_its_licensors_offers_the_terms(text, name):
    assert next((entry.name for entry in offeror_in_sentences(text)), None) == name


def test_a_name_and_its_short_form_are_one_that_offers_the_terms():
    text = (
        "These terms apply to Fernlake Systems software. Fernlake offers an API to businesses. Fernlake may restrict "
        "access. Fernlake Systems owns or licenses the software. Fernlake Systems is not liable for lost data. Agree "
        "it with Fernlake Systems, and write to Fernlake Systems."
    )
    assert [one.name for one in offeror_in_sentences(text)] == ["Fernlake Systems"]


def test_the_only_company_offers_terms_that_else_call_it_by_its_first_word():
    text = (
        "Fernlake is not responsible for tools. Fernlake and Fernlake’s API, of Fernlake. Ask Fernlake, or write to:\n"
    )
    assert [one.name for one in offeror_in_sentences(f"{text}Fernlake Technology Ltd.")] == ["Fernlake Technology Ltd."]
    assert not list(offeror_in_sentences(f"{text}Quillmark Technology Ltd."))


def test_whoever_is_paid_and_indemnified_and_accepts_the_orders_offers_the_terms():
    text = (
        "These Terms come into operation upon the submission of an IO.\n"
        "An IO is not binding unless accepted by FERNLEIGH MEDIA.\n"
        "The Advertiser shall pay to FERNLEIGH MEDIA the fee.\n"
        "The Advertiser indemnifies FERNLEIGH MEDIA for any loss.\n"
        "FERNLEIGH MEDIA shall show the Ad. The Ad is sent to FERNLEIGH MEDIA.\n"
    )
    assert [one.name for one in offeror_in_sentences(text)] == ["FERNLEIGH MEDIA"]
    # a payment service is only paid
    paid = "By using the shop, you agree to these terms.\n" + "You pay to Wrenford Pay the price.\n" * 6
    assert list(offeror_in_sentences(paid)) == []
