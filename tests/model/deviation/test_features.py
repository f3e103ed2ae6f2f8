from __future__ import annotations

import pytest

from model.deviation.features import longest_duration, markers_in, verbs_in


@pytest.mark.parametrize(
    ("mark", "words"),
    [
        ("sole discretion", "Seller may, in its sole discretion, refuse."),
        ("unlimited", "Seller's liability shall be unlimited."),
        ("without notice", "Buyer may end it without prior written notice."),
        ("both parties", "Neither party may assign it."),
        ("non-exclusive", "a non-exclusive licence"),
        ("for any reason", "for any or no reason"),
        ("a sum", "at most $5,000"),
    ],
)
def test_a_mark_is_shown_by_the_words_of_the_clause(mark, words):
    assert markers_in(words)[mark] in words


def test_a_non_exclusive_licence_is_not_marked_exclusive():
    assert "exclusive" not in markers_in("a non-exclusive licence") and "exclusive" in markers_in(
        "an exclusive licence"
    )


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("This Agreement shall be governed by the laws of Ohio.", False),
        ("This Agreement shall not be governed by the laws of Ohio.", True),
        ("Neither party shall assign it.", True),
        ("No third party may rely on it.", True),
    ],
)
def test_what_a_clause_says_is_affirmed_or_denied(text, denied):
    (verb,) = verbs_in(text)
    assert verb.denied is denied and all(words in text for words in verb.words.split(" … "))


def test_the_same_verb_has_the_same_key_affirmed_and_denied():
    (one,), (other,) = verbs_in("It shall be governed so."), verbs_in("It may not be governed so.")
    assert one.key == other.key > 0


def test_what_is_denied_before_its_verb_is_quoted_with_the_denial():
    (verb,) = verbs_in("In such a case no royalty shall be due.")
    assert verb.words == "no … shall be due"


def test_the_longest_duration_counts_in_days():
    assert longest_duration("within thirty (30) days, or one year") == pytest.approx(365.25)
    assert longest_duration("at once") is None
