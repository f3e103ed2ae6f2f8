from __future__ import annotations

from model.summary.dates.taken_out import after_words_taken_out


def test_what_is_left_of_an_amendments_words_begins_after_those_that_it_takes_out():
    text = "“It renews from year to year” is hereby deleted and replaced by: “It ends in May 2027.”"
    assert text[after_words_taken_out(text) :] == "“It ends in May 2027.”"


def test_words_that_are_quoted_and_stay_are_left():
    assert after_words_taken_out("The words “from year to year” are confirmed.") == 0
