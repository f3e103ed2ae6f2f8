"""What may be quoted of a sentence: its own tokens, in whole words."""

from __future__ import annotations

import numpy as np

from model.engines.llm.answers.quote_grammar import QuoteGrammar
from model.engines.llm.decoding.draft_tokens import Source

END = 99
# Tokens as byte-level tokenizers make them: the space belongs to the word behind it.
PIECES = ["Ver", "ona", " and", " Ver", "ity", ",", " Inc", ".", " of", " Utah"]


def quote(pieces=PIECES) -> QuoteGrammar:
    starts = np.cumsum([0, *map(len, pieces[:-1])]).tolist()
    numbers = {piece: number for number, piece in enumerate(dict.fromkeys(pieces), start=1)}
    return QuoteGrammar(Source("".join(pieces), [numbers[piece] for piece in pieces], starts), END, 100)


def taken(*tokens: int, pieces=PIECES) -> QuoteGrammar:
    one = quote(pieces)
    for token in tokens:
        assert token in one.allowed()
        one.take(token)
    return one


def test_a_quote_begins_where_a_word_begins():
    assert quote().allowed() == {1, 3, 4, 6, 7, 8, 9, 10}, "but not with -ona or -ity, nor with the end"


def test_it_ends_where_a_word_ends():
    assert taken(4).allowed() == {5}
    assert taken(4, 5).allowed() == {6, END}
    assert taken(4, 5, 6, 7, 8).words() == "Verity, Inc."
    assert taken(10).allowed() == {END}


def test_the_mask_has_a_bit_for_each_token_that_is_allowed():
    bits = np.unpackbits(np.frombuffer(taken(4, 5).compute_bitmask(), np.uint8), bitorder="little")
    assert np.flatnonzero(bits).tolist() == [6, END]


def test_the_rest_of_a_word_is_taken_at_once_and_the_end_remains_a_choice():
    one = taken(4)
    assert one.take_forced() == [5] and one.allowed() == {6, END}
    assert taken(10).take_forced() == []


def test_what_follows_is_known_with_the_places_at_which_the_quote_may_end():
    one = taken(3)
    assert list(one.rest()) == [4, 5, 6, 7, 8, 9, 10]
    assert one.ends(3) == [0, 2, 3], "behind and, Verity, and its comma"


def test_words_that_stand_in_the_sentence_twice_may_go_on_as_either_place_does():
    pieces = ["the", " Buyer", " or", " the", " Buyer", " itself"]
    one = taken(2, pieces=pieces)
    assert one.allowed() == {3, 5, END} and one.words() == "Buyer"
    one.take(5)
    assert one.words() == "Buyer itself"


def test_a_character_of_several_tokens_is_not_cut():
    sentence = Source("a é", [1, 2, 3], [0, 1, 1])
    one = QuoteGrammar(sentence, END, 100)
    assert one.allowed() == {1, 2}
    one.take(2)
    assert one.allowed() == {3}
