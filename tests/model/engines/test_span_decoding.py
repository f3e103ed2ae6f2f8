from __future__ import annotations

import numpy as np
import pytest

from chunking.document import Document
from model.engines.span_decoding import CANDIDATES, DecodingOptions, Scores, calibrated, decode_spans, whole_words
from model.engines.tagger.windows import Tokens
from model.findings import Finding

CLAUSE, ANSWER = {"Clause": DecodingOptions()}, {"Answer": DecodingOptions(trim=True)}


def words_as_tokens(document: Document) -> Tokens:
    """One token a word, so that scores can be given by hand."""
    starts, ends, first = [], [], [0]
    for segment in document.segments:
        position = segment.start
        for word in document.segment_text(segment).split(" "):
            starts.append(position)
            ends.append(position + len(word))
            position += len(word) + 1
        first.append(len(starts))
    return Tokens(np.arange(len(starts)), np.array(starts), np.array(ends), np.array(first))


def clauses(document: Document, *scores: float):
    tokens = words_as_tokens(document)
    column = np.array(scores, dtype=np.float32)[:, None]
    return decode_spans(document, tokens, Scores(np.zeros((len(tokens.ids), 1), dtype=np.float32), column), CLAUSE)


def answers(document: Document, **scores: float):
    tokens = words_as_tokens(document)
    by_word = [
        scores.get(document.text[a:b].strip(".,()"), 0.01) for a, b in zip(tokens.start, tokens.end, strict=True)
    ]
    segment = np.maximum.reduceat(np.array(by_word, dtype=np.float32), tokens.first[:-1])
    found = decode_spans(
        document, tokens, Scores(np.array(by_word, dtype=np.float32)[:, None], segment[:, None]), ANSWER
    )
    return [(document.text[finding.start : finding.end], finding) for finding in found]


@pytest.fixture
def five(as_text) -> Document:
    return as_text("The first is here. The second is here. The third is here. The fourth is here. The fifth is here.")


def test_neighbors_that_score_nearly_as_well_are_one_clause(five):
    best = clauses(five, 0.1, 0.75, 0.8, 0.74, 0.3)[0]
    assert (best.first, best.last) == (1, 4) and best.score == pytest.approx(0.8)
    assert five.text[best.start : best.end] == "The second is here. The third is here. The fourth is here."


def test_a_segment_belongs_to_one_clause_only(five):
    found = [finding for finding in clauses(five, 0.9, 0.5, 0.49, 0.48, 0.88) if finding.score > 0.45]
    owned = [number for finding in found for number in range(finding.first, finding.last)]
    assert sorted(owned) == [0, 1, 2, 3, 4]
    assert [(finding.first, finding.last) for finding in found] == [(0, 1), (4, 5), (1, 4)]


def test_a_clause_ends_at_the_ends_of_the_document(five):
    finding = clauses(five, 0.9, 0.9, 0.9, 0.9, 0.9)[0]
    assert (finding.first, finding.last, finding.start, finding.end) == (0, 5, 0, len(five.text))


def test_the_sentences_of_a_clause_are_candidates_that_never_count_as_found_beside_it(five):
    whole, *parts = clauses(five, 0.0, 0.9, 0.88, 0.0, 0.0)
    assert (whole.first, whole.last) == (1, 3)
    assert [(part.first, part.last) for part in parts] == [(1, 2), (2, 3)]
    assert all(part.score < CLAUSE["Clause"].threshold for part in parts)


def test_no_clause_breaks_off_where_a_long_sentence_was_cut(as_text):
    document = as_text("It begins. " + "The item, " * 90 + "and the rest. It ends.")
    pieces = len(document.segments)
    scores = [0.1, 0.9, *[0.2] * (pieces - 3), 0.1]
    assert (clauses(document, *scores)[0].first, clauses(document, *scores)[0].last) == (1, pieces - 1)


def test_candidates_come_best_first(five):
    assert [f.score for f in clauses(five, 0.2, 0.9, 0.1, 0.6, 0.01)] == pytest.approx([0.9, 0.6, 0.2, 0.1, 0.01])


def test_a_heading_is_no_clause(as_text):
    document = as_text("5. GOVERNING LAW\n\nThe law of Utah governs this agreement.")
    (finding,) = clauses(document, 0.99, 0.4)
    assert document.text[finding.start : finding.end] == "The law of Utah governs this agreement."


def test_at_most_twenty_candidates_of_a_category_are_kept(as_text):
    document = as_text(" ".join(f"The item with the number {number} is here." for number in range(90)))
    scores = [0.9 - 0.3 * (number % 2) for number in range(90)]
    assert len(clauses(document, *scores)) == CANDIDATES == 20
    assert len(answers(document, number=0.5, here=0.4)) == 20


def test_a_short_answer_is_trimmed_inside_its_sentence(as_text):
    document = as_text("This deed is made by Northwind Traders of Utah.")
    (text, finding), *_ = answers(document, Northwind=0.9, Traders=0.8)
    assert text == "Northwind Traders" and finding.score == pytest.approx(0.85)
    assert (finding.first, finding.last) == (0, 1)


def test_two_answers_in_one_sentence_are_two_findings(as_text):
    found = answers(
        as_text("Between Northwind of Utah and also Contoso of Iowa there is peace."), Northwind=0.9, Contoso=0.8
    )
    assert [text for text, _ in found] == ["Northwind", "Contoso"]


def test_one_weak_word_inside_an_answer_does_not_break_it(as_text):
    found = answers(as_text("Made by Bank of Utah here."), Bank=0.9, Utah=0.8)
    assert found[0][0] == "Bank of Utah"


def test_no_segments_have_no_findings(as_text):
    document = Document("x", "0" * 64, (), "", np.zeros(0, np.int32), np.zeros(0, np.int32))
    empty = Tokens(*(np.zeros(0, np.int64) for _ in range(3)), np.zeros(1, np.int64))
    scores = Scores(np.zeros((0, 2), np.float32), np.zeros((0, 2), np.float32))
    assert decode_spans(document, empty, scores, CLAUSE | ANSWER) == []


@pytest.mark.parametrize(
    ("text", "pointed", "whole"),
    [
        ("sold to i-Escrow today", "Escrow", "i-Escrow"),
        ("sold to i-Escrow today", "i", "i-Escrow"),
        ("sold to Northwind today", "orth", "Northwind"),
        ("by Acme, Inc. and others", "Acme, Inc", "Acme, Inc."),
        ("by Acme, Inc., a corporation", "Acme, Inc.,", "Acme, Inc."),
        ("by Acme L.L.C. today", "Acme L.L.C", "Acme L.L.C."),
        ("(“Acme”) pays", "“Acme”)", "Acme"),
        ("by Acme (UK) Ltd today", "Acme (UK)", "Acme (UK)"),
        ("(by Acme) today", "Acme)", "Acme"),
        ("made as of May 1, 2020 here", "as of May 1, 2020", "May 1, 2020"),
        ("made effective as of May 1, 2020,", "effective as of May 1, 2020,", "May 1, 2020"),
        ("by and between Acme here", "by and between Acme", "Acme"),
        ("a price - net - is due", "net", "net"),
        ("Acme", "Acme", "Acme"),
        ("the , mark", ",", ","),
    ],
)
def test_what_is_pointed_at_is_widened_to_whole_words_and_freed_of_what_leads_up_to_it(text, pointed, whole):
    start = text.index(pointed)
    first, last = whole_words(text, start, start + len(pointed))
    assert text[first:last] == whole


def test_scores_follow_the_calibration_curve_between_its_points():
    findings = [Finding("Fee", 0, 1, 0, 5, score) for score in (0.0, 0.5, 0.75, 1.0)]
    found = calibrated(findings, [[0, 0], [0.5, 0.2], [1, 0.9]])
    assert [finding.score for finding in found] == pytest.approx([0, 0.2, 0.55, 0.9])
