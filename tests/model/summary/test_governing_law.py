from __future__ import annotations

import pytest

from model.summary.governing_law import governing_laws, is_of_one_duty, may_govern, says_whose_law_applies


@pytest.mark.parametrize(
    ("text", "governs"),
    [
        ("Licensee agrees to abide by the copyright law and all other applicable laws of the United States.", False),
        ("You may not use the Files in a manner that violates any applicable laws, such as those of France.", False),
        ("Vendor shall comply with the laws of Ohio.", False),
        ("Vendor shall comply with the laws of Ohio, which govern this Agreement.", True),
        ("The laws of Ohio shall apply, and Vendor shall comply with all permits that these laws require.", True),
    ],
)
def test_laws_that_a_party_must_obey_do_not_govern_the_contract(text, governs):
    assert may_govern(text) is governs


@pytest.mark.parametrize(
    ("text", "laws"),
    [
        (
            "This Addendum is governed by the federal laws of the United States. To the extent permitted by federal "
            "law, the laws of Oregon will apply in the absence of federal law.",
            [("US", None), ("US-OR", "in the absence of federal law")],
        ),
        (
            "The laws of the United States govern, or in the absence of controlling federal law those of Utah.",
            [("US", None), ("US-UT", "in the absence of controlling federal law")],
        ),
        (
            "This Agreement is governed by the laws of Ontario and the federal laws of Canada applicable therein.",
            [("CA-ON", None)],
        ),
        (
            "It shall be construed in accordance with United States federal law as applied by the federal courts in "
            "the District of Columbia.",
            [("US", None)],
        ),
        ("The federal laws of the United States, as interpreted by the courts in Ohio, govern.", [("US", None)]),
        ("This Agreement is governed by federal law and by the laws of Ohio.", [("US-OH", None)]),
    ],
)
def test_federal_law_comes_first_where_a_states_law_only_fills_its_gaps(text, laws):
    assert [(place.code, when) for place, when in governing_laws(text)] == laws


@pytest.mark.parametrize(
    "text",
    [
        "If your billing address is in Canada, this EULA is governed by the laws of Ontario, and its courts decide. "
        "Otherwise, this EULA is governed by the laws of Ohio.",
        "If you live in Canada, these Terms are governed by the laws of Ontario; in all other cases, these Terms are "
        "governed by the laws of Ohio.",
    ],
)
def test_a_law_that_depends_on_where_the_customer_is_comes_with_when_it_applies(text):
    (first, when), (second, otherwise) = governing_laws(text)
    assert (first.code, second.code) == ("CA-ON", "US-OH")
    assert when.startswith("If you") and otherwise in ("Otherwise", "in all other cases")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("(2) German law applies under exclusion of the UN Sales Convention.", True),
        ("(1) German law applies to the exclusion of the conflict of laws.", True),
        ("10.3 Dutch law applies exclusively.", True),
        ("German law applies special rules to such penalties.", False),
    ],
)
def test_the_law_that_applies_to_the_exclusion_of_others_governs(text, says):
    assert says_whose_law_applies(text) is says


def test_each_of_two_laws_may_apply_to_what_one_side_must_do():
    found = governing_laws("Texas law applies to what we must do; Ohio law applies to what you must do.")
    assert [(place.name, when) for place, when in found] == [
        ("Texas", "to what we must do"),
        ("Ohio", "to what you must do"),
    ]


def test_the_law_of_one_paragraph_is_said_to_be_that():
    found = governing_laws("Paragraph 7 shall be governed by the laws of the State of Ohio.")
    assert [(place.name, when) for place, when in found] == [("Ohio", "to Paragraph 7")]


@pytest.mark.parametrize(
    ("text", "one_duty"),
    [
        ("Retention of title pursuant to § 4 (4) shall be governed by the law of the place of the goods.", True),
        ("The obligation of Harrow under § 10 para. 3 is subject to Austrian law.", True),
        ("The obligations of the parties under this Agreement are governed by Austrian law.", False),
        ("This Agreement is governed by Austrian law.", False),
    ],
)
def test_a_law_may_be_that_of_one_duty(text, one_duty):
    assert is_of_one_duty(text) is one_duty


@pytest.mark.parametrize(
    "text",
    [
        "6. Law. New Zealand law.",
        "Minnesota law.",
        "Law\tEngland",
        "This letter is subject to English law and to the courts of England.",
    ],
)
def test_a_law_may_be_named_in_two_words(text):
    assert says_whose_law_applies(text)


@pytest.mark.parametrize(
    ("text", "laws"),
    [
        (
            "The laws of Texas govern Articles I through III; Articles IV and V are governed by the laws of France.",
            [("US-TX", "to Articles I through III"), ("FR", "to Articles IV and V")],
        ),
        (
            "This Order is governed by the laws of India. Clause 7 and the loans shall be governed by the laws "
            "of Italy.",
            [("IN", None), ("IT", "to Clause 7 and the loans")],
        ),
        (
            "Matters concerning the land are governed by the laws of Finland. In all other respects this Order "
            "is governed "
            "by the law of Norway.",
            [("NO", None), ("FI", "to matters concerning the land")],
        ),
        (
            "Swedish substantive law shall apply. The seat of the arbitration is Stockholm, and its language English.",
            [("SE", None)],
        ),
        ("New South Wales.", [("AU-NSW", None)]),
    ],
)
def test_each_part_of_a_contract_may_have_its_law(text, laws):
    assert [(law.code, when) for law, when in governing_laws(text)] == laws


def test_the_law_of_one_part_alone_is_not_that_of_the_contract():
    assert is_of_one_duty("Clause 7 and the loans shall be governed by the laws of Italy.")
    assert not is_of_one_duty("Section 10.1 This Agreement shall be governed by the laws of Ohio.")


@pytest.mark.parametrize(
    ("text", "governs"),
    [
        ("This Order shall be governed by the confidentiality provisions set out in the Frame Agreement.", False),
        ("This Statement of Work is governed by the terms and conditions of the Frame Agreement.", False),
        ("The use of the site is governed by the requirements set forth in our Privacy Policy, which you know.", False),
        ("This Order is governed by the terms of the Frame Agreement and by the laws of Ohio.", True),
        ("This Agreement is governed by the provisions of the Civil Code of the State of Louisiana.", True),
        (
            "THIS DISCLAIMER ONLY APPLIES TO THE EXTENT ALLOWED BY THE GOVERNING LAW OF THE STATE IN SECTION 11.6.",
            False,
        ),
        ("Except as prohibited by the laws of any State, no warranty is given for any of the pumps.", False),
        ("To the extent permitted by law, this Agreement is governed by the laws of Ohio.", True),
    ],
)
def test_other_terms_and_a_limit_that_a_law_sets_are_no_law_that_governs(text, governs):
    assert may_govern(text) is governs
