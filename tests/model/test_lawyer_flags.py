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
    """The flags of a case, by the beginning of its file's name."""

    def flags(name: str) -> list[Flag]:
        (path,) = CASES.glob(f"{name}_*.txt")
        return review_document(document_from_text(path.read_bytes(), path.name, 10), engine).flags

    return flags


@pytest.mark.parametrize(
    ("case", "rules"),
    [
        ("01a", {"end-missing": "low"}),
        ("01c", {"end-missing": "low"}),
        ("02a", {}),
        ("02c", {}),
        ("03a", {"liability-cap-missing": "high"}),
        ("03c", {"low-cap": "high", "one-sided-cap": "high"}),
        ("03e", {"uncapped-liability": "high", "one-sided-indemnity": "medium"}),
        ("04a", {}),
        ("04c", {}),
        ("04e", {"exclusivity": "high"}),
        ("05a", {"other-document": "medium"}),
        ("06a", {"redactions": "low"}),
        ("06c", {"effective-date-open": "high"}),
        ("07a", {}),
        ("07c", {}),
        ("08", {"one-sided-assignment": "medium"}),
        ("11a", {"long-term": "low"}),
        ("11c", {"liquidated-damages": "high"}),
        ("13a", {"long-term": "low"}),
        ("15", {"words-and-figures": "medium"}),
        ("16a", {}),
        ("16c", {"one-sided-cap": "high"}),
        ("16e", {}),
        ("16g", {"effective-date-open": "high"}),
        (
            "17a",
            {"low-cap": "high", "one-sided-cap": "high", "uncapped-liability": "high", "one-sided-indemnity": "medium"},
        ),
        ("17c", {"uncapped-liability": "high"}),
        ("18a", {}),
        ("18c", {"end-missing": "low"}),
        ("18e", {"end-missing": "low"}),
        ("18g", {}),
        ("19a", {}),
        ("19c", {"one-sided-assignment": "medium"}),
        ("20", {"other-document": "medium"}),
        ("21", {}),
        ("22", {"exclusivity": "high"}),
    ],
)
def test_a_trap_raises_the_flags_that_a_lawyer_would_raise_and_no_others(flags, case, rules):
    assert {flag.rule: flag.severity for flag in flags(case)} == rules


@pytest.mark.parametrize(
    ("case", "rule", "why", "quoted"),
    [
        (
            "03e",
            "uncapped-liability",
            "The cap does not apply to “the indemnity in Section 6A",
            ["This limit does not apply to the indemnity"],
        ),
        (
            "05a",
            "other-document",
            "amends the Services Agreement dated March 3, 2021; read the two together",
            ["This Amendment"],
        ),
        (
            "08",
            "one-sided-assignment",
            "unrestricted for Provider but needs consent for Customer",
            ["Provider may assign", "Customer may assign"],
        ),
        (
            "17c",
            "uncapped-liability",
            "not apply to “a party's indemnification obligations under Section 5.03”, “a breach of Article IV”",
            ["The limitation in Section 5.01"],
        ),
        ("19c", "one-sided-assignment", "unrestricted for Vendor but needs consent", ["We may", "You may not"]),
        ("11a", "long-term", "The term is 30 years", ["The term of this Agreement"]),
        ("15", "words-and-figures", "“sixty (90) days” says 60 in words and 90 in figures", ["It then renews"]),
    ],
)
def test_a_flag_says_why_in_plain_words_and_quotes_what_it_is_about(flags, case, rule, why, quoted):
    (flag,) = [flag for flag in flags(case) if flag.rule == rule]
    assert why in flag.why
    assert [quote.text.startswith(words) for quote, words in zip(flag.quotes, quoted, strict=True)] == [True] * len(
        quoted
    )
    assert all(quote.page is None and quote.paragraph for quote in flag.quotes)
