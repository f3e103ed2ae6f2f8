from __future__ import annotations

import pytest

from model.summary.related.parent_agreement import depends_on
from model.summary.related.stated_dependence import stated_dependence


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        (
            "The following Service Level Agreement, which is incorporated into and forms part of the Hosting "
            "Agreement between Harrow, Inc. and Customer, applies to the Services.",
            "Hosting Agreement",
        ),
        ("This Agreement supplements and amends the Master Services Agreements.", "Master Services Agreements"),
        (
            'This Statement of Work ("SOW") is entered into under, and is part of, the Master Hosting Agreement.',
            "Master Hosting Agreement",
        ),
        ("These Seller Terms supplement our general Terms of Use.", "Terms of Use"),
        ("These Widget Terms of Service (“Widget Terms”) apply in addition to the TOS.", "TOS"),
        (
            "This Security Policy constitutes part of the Master Subscription Agreement.",
            "Master Subscription Agreement",
        ),
        ("This Annex is made part of Quillmark's Terms and Conditions.", "Quillmark's Terms and Conditions"),
        ("This Data Protection Addendum (“DPA”) forms part of the agreement between Harrow, Inc. and you.", None),
        ("This SLA is to be read together with the Agreement.", None),
        ("These Extra Terms are in addition to, and form part of, the Harrow Terms of Use.", "Harrow Terms of Use"),
        ("This Rider is entered into as part of the Hosting Contract.", "Hosting Contract"),
        ("This Exhibit supplements the terms of the Agreement.", None),
        (
            "Capitalized terms used in this SLA and not defined here have the meaning given to them in the Hosting "
            "Agreement.",
            "Hosting Agreement",
        ),
        ("All terms in this BAA will have the meanings set forth in the Platform Agreement.", "Platform Agreement"),
    ],
)
def test_a_document_that_says_it_is_part_of_another_agreement_adds_to_it(as_text, sentence, name):
    other = depends_on(as_text(f"Harrow\n\n{sentence}\n\n1. Credits are granted each month."), None)
    assert other is not None
    assert (other.kind, other.agreement) == ("addendum", name)
    assert other.text in sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "This Amendment to Harrow's Terms of Service applies to public bodies only.",
        "These Student Terms constitute an amendment to Harrow's Terms of Service.",
        "This Agreement modifies Harrow's Terms of Service as they apply to schools.",
    ],
)
def test_a_document_that_says_it_changes_other_terms_amends_them(as_text, sentence):
    other = depends_on(as_text(f"Terms for schools\n\n{sentence}"), None)
    assert other is not None and (other.kind, other.agreement) == ("amendment", "Harrow's Terms of Service")


@pytest.mark.parametrize(
    "sentence",
    [
        "Each Order Form is incorporated into and forms part of this Agreement.",
        "These Terms form part of the contract that you make by placing an order.",
        "This Agreement amends and restates the Supply Agreement between the parties.",
        "The recitals form part of this Agreement.",
        "This policy does not form part of your contract of employment with Harrow.",
        "This Agreement is part of the Lease Documents.",
        "This Agreement may be amended by the parties in writing.",
        "Capitalized terms in this Agreement have the meanings given to them in the Indenture.",
    ],
)
def test_a_document_of_which_others_are_part_stands_alone(sentence):
    assert stated_dependence(f"SERVICES AGREEMENT\n\n{sentence}") is None


def test_it_supplements_the_terms_that_it_names():
    text = (
        "This Stallholder Agreement is between Harrow LLC and the stallholder. It applies when you accept it, and it "
        "supplements the Harrow Terms of Service. Terms have the same meanings there."
    )
    stated = stated_dependence(text)
    assert (stated.amends, stated.name) == (False, "Harrow Terms of Service")
    assert text[stated.start : stated.end].startswith("it supplements")


@pytest.mark.parametrize(
    "said",
    [
        "This letter amends the Bottling Agreement between us dated 2 May 2020 as follows.",
        "This letter agreement will vary our Bottling Agreement from 1 June on.",
        "This letter sets out the agreed amendments to the Bottling Agreement.",
        "We refer to the Bottling Agreement made on 2 May 2020 (the “Agreement”). This letter records the changes on "
        "which we have settled.",
        "We refer to our Bottling Agreement. This letter confirms certain variations of the Agreement.",
    ],
)
def test_a_letter_may_say_that_it_changes_an_agreement(said):
    stated = stated_dependence(f"Brook Ltd\n\nDear Ada,\n\nJars for 2024\n\n{said}")
    assert stated is not None and (stated.amends, stated.name) == (True, "Bottling Agreement")


@pytest.mark.parametrize(
    "said",
    [
        "We refer to the Bottling Agreement. This letter does not amend it.",
        "This letter amends and restates the Bottling Agreement.",
        "This letter sets out the terms on which we sell jars. Changes need writing.",
        "This letter records the changes in the colors of the jars.",
    ],
)
def test_a_letter_that_changes_no_agreement_stands_alone(said):
    assert stated_dependence(f"Brook Ltd\n\nDear Ada,\n\nJars for 2024\n\n{said}") is None
