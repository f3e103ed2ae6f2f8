from __future__ import annotations

import numpy as np
import pytest

from chunking.packing import Chunk
from model.engines.tagger.windows import tokenize, window, windows


@pytest.fixture
def tokenizer(engine):
    return engine.tokenizer


def test_tokens_know_their_characters_in_the_document(document, tokenizer):
    tokens = tokenize(document, tokenizer)
    assert len(tokens.ids) == len(tokens.start) == len(tokens.end) == tokens.first[-1]
    for token, start, end in zip(tokens.ids.tolist(), tokens.start, tokens.end, strict=True):
        piece = tokenizer.backend_tokenizer.id_to_token(token).removeprefix("##")
        assert piece in ("[UNK]", document.text[start:end].lower())


def test_every_token_lies_in_the_segment_that_it_is_counted_under(document, tokenizer):
    tokens = tokenize(document, tokenizer)
    assert len(tokens.first) == len(document.segments) + 1
    for segment in document.segments:
        inside = slice(tokens.first[segment.id], tokens.first[segment.id + 1])
        assert (tokens.start[inside] >= segment.start).all() and (tokens.end[inside] <= segment.end).all()


def test_windows_stay_in_the_budget_and_own_every_segment_once(document, tokenizer):
    tokens = tokenize(document, tokenizer)
    cuts = windows(tokens, tokenizer, budget=64, context=16)
    assert len(cuts) > 2 and all(len(cut.ids) <= 64 for cut in cuts)
    assert [n for cut in cuts for n in range(cut.chunk.own, cut.chunk.last)] == list(range(len(document.segments)))


def test_a_window_is_framed_by_marks_that_belong_to_no_segment(document, tokenizer):
    tokens = tokenize(document, tokenizer)
    cut = window(tokens, Chunk(1, 1, 3), tokenizer, 256)
    assert (cut.ids[0], cut.ids[-1]) == (tokenizer.cls_token_id, tokenizer.sep_token_id)
    assert (cut.segment[0], cut.segment[-1]) == (-1, -1)
    assert set(cut.segment[1:-1].tolist()) == {1, 2}
    np.testing.assert_array_equal(cut.ids[1:-1], tokens.ids[tokens.first[1] : tokens.first[3]])
    np.testing.assert_array_equal(cut.start[1:-1], tokens.start[tokens.first[1] : tokens.first[3]])


def test_a_lone_segment_longer_than_the_window_loses_its_tail(document, tokenizer):
    tokens = tokenize(document, tokenizer)
    longest = int(np.argmax(np.diff(tokens.first)))
    cut = window(tokens, Chunk(longest, longest, longest + 1), tokenizer, 12)
    assert len(cut.ids) == 12 and cut.ids[-1] == tokenizer.sep_token_id
    np.testing.assert_array_equal(cut.ids[1:-1], tokens.ids[tokens.first[longest] :][:10])
