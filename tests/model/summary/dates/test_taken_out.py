from __future__ import annotations

from model.summary.dates.taken_out import after_words_taken_out, without_deleted_words, without_what_is_taken_out


def test_what_is_left_of_an_amendments_words_begins_after_those_that_it_takes_out():
    text = "“It renews from year to year” is hereby deleted and replaced by: “It ends in May 2027.”"
    assert text[after_words_taken_out(text) :] == "“It ends in May 2027.”"


def test_words_that_are_quoted_and_stay_are_left():
    assert after_words_taken_out("The words “from year to year” are confirmed.") == 0


def test_words_that_an_amendment_deletes_do_not_count():
    words = (
        "It is amended by deleting the words “either party may end it” and replacing them with “Buyer may terminate”."
    )
    assert "either party" not in without_deleted_words(words) and "Buyer may terminate" in without_deleted_words(words)


def test_a_section_that_is_deleted_is_described_only():
    text = "Clause 6 of the Main Agreement (Exclusive Supply), by which Buyer agreed to buy all looms, is deleted."
    assert "Exclusive" not in without_what_is_taken_out(text)
    assert "Renewal" not in without_what_is_taken_out("Clause 3.2 (Renewal for a year) stands deleted.")
    kept = "Clause 6 (Exclusive Supply) is replaced, and a copy is deleted."
    assert without_what_is_taken_out(kept) == kept
