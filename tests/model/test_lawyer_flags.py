"""Invented contracts with a trap each: which flags they raise, and which they do not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from chunking.pipeline import document_from_text
from model.review import review_document
from model.schema import Flag

CASES = Path(__file__).parent / "lawyer"


@pytest.fixture(scope="module")
def flags(engine) -> Callable[[str], list[Flag]]:
    """The flags of a case, by its file's name."""

    def flags(name: str) -> list[Flag]:
        text = (CASES / f"{name}.txt").read_bytes()
        return review_document(document_from_text(text, name, 10), engine).flags

    return flags


@pytest.mark.parametrize(
    ("case", "rules"),
    [
        ("site_approval_as_expiry", {"end-missing": "low"}),
        ("definition_as_term", {"end-missing": "low"}),
        ("option_to_renew_as_notice", {}),
        ("window_as_renewal", {}),
        ("exclusion_taken_for_cap", {"liability-cap-missing": "high"}),
        ("two_months_fees_uncapped", {"low-cap": "high", "one-sided-cap": "high"}),
        ("carve_out_missed", {"uncapped-liability": "high", "one-sided-indemnity": "medium"}),
        ("no_third_party_beneficiaries", {}),
        ("no_minimum_purchase", {}),
        ("exclusive_and_nonexclusive", {"exclusivity": "high"}),
        ("amendment", {"other-document": "medium"}),
        ("redaction_as_blank", {"redactions": "low"}),
        ("date_to_be_inserted", {"effective-date-open": "high"}),
        ("two_companies_in_one", {}),
        ("address_as_party", {}),
        ("lopsided_assignment", {"one-sided-assignment": "medium"}),
        ("thirty_years_three_times", {"long-term": "low"}),
        ("number_words_as_terms", {"liquidated-damages": "high"}),
        ("term_from_another_event", {"long-term": "low"}),
        ("words_and_figures_differ", {"words-and-figures": "medium"}),
        ("cover_page_and_list_of_parties", {}),
        ("details_of_a_deed", {"one-sided-cap": "high"}),
        ("table_of_key_terms", {}),
        ("open_date_in_a_table", {"effective-date-open": "high"}),
        (
            "cap_in_plain_words",
            {"low-cap": "high", "one-sided-cap": "high", "uncapped-liability": "high", "one-sided-indemnity": "medium"},
        ),
        ("carve_outs_listed_in_the_next_section", {"uncapped-liability": "high"}),
        ("option_stated_after_its_notice", {}),
        ("lease_of_the_premises", {"end-missing": "low"}),
        ("discount_that_renews", {"end-missing": "low"}),
        ("first_of_three_ends", {}),
        ("not_on_an_exclusive_basis", {}),
        ("assignment_by_you_and_us", {"one-sided-assignment": "medium"}),
        ("deed_of_variation", {"other-document": "medium"}),
        ("law_of_the_defendant", {}),
        ("insurance_that_is_sold", {"exclusivity": "high"}),
    ],
)
def test_a_trap_raises_the_flags_that_a_lawyer_would_raise_and_no_others(flags, case, rules):
    assert {flag.rule: flag.severity for flag in flags(case)} == rules


@pytest.mark.parametrize(
    ("case", "rule", "why", "quoted"),
    [
        (
            "carve_out_missed",
            "uncapped-liability",
            "The cap does not apply to “the indemnity in Section 6A",
            ["This limit does not apply to the indemnity"],
        ),
        (
            "amendment",
            "other-document",
            "amends the Services Agreement dated March 3, 2021; read the two together",
            ["This Amendment"],
        ),
        (
            "lopsided_assignment",
            "one-sided-assignment",
            "unrestricted for Provider but needs consent for Customer",
            ["Provider may assign", "Customer may assign"],
        ),
        (
            "carve_outs_listed_in_the_next_section",
            "uncapped-liability",
            "not apply to “a party's indemnification obligations under Section 5.03”, “a breach of Article IV”",
            ["The limitation in Section 5.01"],
        ),
        (
            "assignment_by_you_and_us",
            "one-sided-assignment",
            "Subscriber may not assign without consent; Vendor may in the case quoted",
            ["We may", "You may not"],
        ),
        ("thirty_years_three_times", "long-term", "The term is 30 years", ["The term of this Agreement"]),
        (
            "words_and_figures_differ",
            "words-and-figures",
            "“sixty (90) days” says 60 in words and 90 in figures",
            ["It then renews"],
        ),
    ],
)
def test_a_flag_says_why_in_plain_words_and_quotes_what_it_is_about(flags, case, rule, why, quoted):
    (flag,) = [flag for flag in flags(case) if flag.rule == rule]
    assert why in flag.why
    assert [quote.text.startswith(words) for quote, words in zip(flag.quotes, quoted, strict=True)] == [True] * len(
        quoted
    )
    assert all(quote.page is None and quote.paragraph for quote in flag.quotes)
