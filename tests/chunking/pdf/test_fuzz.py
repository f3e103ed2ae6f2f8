"""The reader answers for any broken file and any text; ``make fuzz`` tries more of them."""

from __future__ import annotations

from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.robustness import fuzz as mutants
from chunking.document import line_boxes
from chunking.errors import NoText, TooManyPages
from chunking.isolation.serialization import dump, load, unpack_parts
from chunking.pdf.recognition.legibility import agreement, legibility
from chunking.pdf.repair import damage, with_page_tree
from chunking.pipeline import document_from_text

MUTANTS = 120
# Pieces of contracts, so that random text meets the rules for headings, items, headers and footers.
PIECES = [
    "1. ",
    "2.3 ",
    "(a) ",
    "ARTICLE IV",
    "Section 5",
    "Page 3 of 9",
    "agree-\nment",
    "\u00ad",
    "\xa0",
    "\u200b",
    "\n\n",
]
CONTRACTS = st.lists(st.one_of(st.sampled_from([*PIECES, "\f", ". ", "; and ", "Inc. "]), st.text(max_size=20))).map(
    "".join
)
BOXES = st.lists(st.tuples(*[st.floats(-1e6, 1e6, width=32)] * 4), max_size=30)


@pytest.mark.parametrize("first", range(0, MUTANTS, 20))
def test_mutants_are_read_or_refused_within_their_limits(first):
    for number, result in mutants.outcomes(mutants.seeds(), range(first, first + 20)):
        assert not mutants.broken(result), (number, result)


@settings(deadline=None)
@given(CONTRACTS)
def test_any_text_is_split_into_segments_that_cover_it_and_survive_serialization(text):
    try:
        document = document_from_text(text.encode("utf-8", "replace"), "x", 50)
    except (NoText, TooManyPages):
        return
    assert len(document.text) == len(document.char_page) == len(document.char_index)
    kept = "".join(document.segment_text(segment) for segment in document.segments)
    assert "".join(kept.split()) == "".join(document.text.split())
    assert all(one.end <= other.start for one, other in zip(document.segments, document.segments[1:], strict=False))
    assert dump(load(dump(document))) == dump(document)


@given(BOXES)
def test_lines_are_within_the_boxes_of_their_characters(boxes):
    characters = np.array(boxes, dtype=np.float32).reshape(-1, 4)
    solid = characters[(characters[:, 2] > characters[:, 0]) & (characters[:, 3] > characters[:, 1])]
    lines = line_boxes(characters)
    assert len(lines) <= len(solid)
    for line in lines:
        assert solid[:, 0].min() - 1 <= line.x0 <= line.x1 <= solid[:, 2].max() + 1


@given(st.text(), st.text())
def test_scores_are_scores(text, other):
    assert 0 <= legibility(text) <= 1 and 0 <= agreement(text, other) <= 1


@given(st.binary(max_size=2000))
def test_repairing_arbitrary_bytes_never_fails(data):
    assert isinstance(damage(data), str)
    rebuilt = with_page_tree(data)
    assert rebuilt is None or rebuilt.startswith(data)


@given(st.binary(max_size=500))
def test_serialized_documents_are_understood_or_refused(data):
    for read in (unpack_parts, load):
        with suppress(ValueError, KeyError, TypeError, IndexError, StopIteration):
            read(data)
