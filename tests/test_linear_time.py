"""No text takes more than linear time: each regular expression and each function that reads text gets growing texts of
what contracts, and attackers, repeat."""

from __future__ import annotations

import itertools
from contextlib import suppress

import numpy as np
import pytest

from benchmarks.robustness.slow_regexes import patterns, run, superlinear, witnesses
from chunking.document import PLAIN_TEXT, Document, Page
from chunking.errors import NoText
from chunking.layout.segments import segments
from chunking.layout.signatures import signature_pages
from chunking.markdown import without_marks
from chunking.pdf.recognition.legibility import legibility
from chunking.pdf.repair import with_page_tree
from chunking.pipeline import document_from_text
from model.deviation.features import capitalized, markers_in, terms, verbs_in
from model.deviation.norm import document_surprise, known_and_unknown_terms
from model.engines.span_decoding import whole_words
from model.playbook.clause_meaning.polarity import asserted, spoken_of
from model.playbook.document_checks.cross_references import dead_references
from model.playbook.document_checks.undefined_terms import undefined_terms
from model.schema import Clause
from model.summary.dates.end_of_this_contract import speaks_of_the_end
from model.summary.dates.expiration import end_of
from model.summary.dates.renewal import notice, renewal, renewal_kind, stops_renewal
from model.summary.dates.start_and_term import beginning, term
from model.summary.inconsistent_numbers import differing_numbers
from model.summary.liability.cap_amounts import cap_of
from model.summary.liability.carve_outs import excepted, is_standalone_carve_out
from model.summary.liability.liability import caps_kinds_only, sentences
from model.summary.parties.listed_parties import listed_parties
from model.summary.parties.opening_and_signatures import defined_dates, named_parties, open_dates
from model.summary.parties.parties import parties_of
from model.summary.related.parent_agreement import depends_on
from model.summary.summary import summarize
from model.summary.title import title_of
from model.summary.values.blanks import gap
from model.summary.values.dates import iso_date
from model.summary.values.jurisdictions import jurisdictions
from model.summary.values.money import money
from model.summary.whose_rights.exclusivity import denies_exclusivity

PACKAGES = ("chunking", "model", "serve", "deploy.functions")
BLOCKS = (
    *(" ", "\t", "\n", " " * 79 + "\n", "\u00ad", "x\u00ad\n", "_", "_ ", ".", '"', "(", "1", "1.", "$ ", "$1, "),
    *("Inc ", "Aa Inc. ", "INC AAA ", "(a) or (b), ", "Section 1. ", "and ", '. (“"', "one day ", "the other "),
    *(
        "AGREEMENT ",
        "this Agreement ends ",
        "Jan 1, 2020 ",
        'Effective Date" is ',
        "A-a.",
        "notice in 9 days to ",
        "by the laws of New York ",
    ),
)


def text_of(block):
    return lambda length: (block * (length // len(block) + 1))[:length]


def read(text):
    with suppress(NoText):
        document_from_text(text.encode(), "contract", 300)


def as_document(text):
    places = np.zeros(len(text), dtype=np.int32)
    page = Page(1, 0.0, 0.0, text, None, PLAIN_TEXT)
    return Document("contract", "0" * 64, (page,), text, places, places, segments(text))


def clause(text, category):
    return Clause(
        id=0,
        category=category,
        text=text,
        heading=[],
        pages=[1],
        boxes=[],
        interval=[0, len(text)],
        segments=[0],
        score=0.9,
        found=True,
    )


def sum_up(text):
    return summarize([clause(text, kind) for kind in ("Exclusivity", "Document Name")], text)


OPENING = (
    lambda document: defined_dates(document, 0.9),
    lambda document: named_parties(document, [], 0.9),
    lambda document: open_dates(document, 0.9),
    lambda document: depends_on(document, None),
)
LIABILITY = (sentences, cap_of, excepted, is_standalone_carve_out, caps_kinds_only)
POLARITY = ("Cap On Liability", "Exclusivity", "Anti-Assignment", "Third Party Beneficiary", "Minimum Commitment")
# Short texts come first, since an exponential expression would never return from a long one.
LENGTHS = (8, 16, 24, 32, 48, 64, 128, 300, 4_000)
# Functions that take more time per character get shorter texts. Those with expressions that look some hundred
# characters ahead take superlinear time up to that length, so their texts begin beyond it.
QUICK, SLOW, AHEAD = (1_000, 16_000), (300, 4_800), (4_000, 16_000)
FUNCTIONS = {
    "the document of a text": (read, QUICK),
    "Markdown": (without_marks, QUICK),
    "segments": (segments, QUICK),
    "signature pages": (lambda text: signature_pages([Page(1, 0.0, 0.0, text)]), QUICK),
    "legibility": (legibility, QUICK),
    "a page tree": (lambda text: with_page_tree(text.encode()), QUICK),
    "the opening and the signatures": (lambda text: [read(as_document(text)) for read in OPENING], QUICK),
    "features": (
        lambda text: [markers_in(text), list(verbs_in(text)), terms(text), document_surprise(text, 1.0)],
        QUICK,
    ),
    "terms of the contract": (lambda text: known_and_unknown_terms(text, capitalized(text)), QUICK),
    "whole words": (lambda text: whole_words(text, len(text) // 2, len(text) // 2 + 1), QUICK),
    "parties": (lambda text: parties_of([clause(text, "Parties")], text), QUICK),
    "the summary": (sum_up, SLOW),
    "values": (lambda text: [read(text) for read in (iso_date, money, jurisdictions, gap)], SLOW),
    "terms of time": (lambda text: [read(text) for read in (beginning, term, renewal, notice, stops_renewal)], SLOW),
    "the end": (lambda text: [end_of(text, "2020-01-01"), speaks_of_the_end(text), renewal_kind(text)], SLOW),
    "liability": (lambda text: [read(text) for read in LIABILITY], SLOW),
    "the title": (title_of, AHEAD),
    "the parties listed": (listed_parties, QUICK),
    "exclusivity denied": (denies_exclusivity, QUICK),
    "numbers that differ": (lambda text: list(differing_numbers(text)), QUICK),
    "undefined terms": (undefined_terms, QUICK),
    "dead references": (lambda text: dead_references(as_document(text)), QUICK),
    "polarity": (
        lambda text: [read(kind, text) for kind in POLARITY for read in (asserted.__wrapped__, spoken_of)],
        SLOW,
    ),
}


# On a busy machine, seconds of processor time can take minutes.
@pytest.mark.timeout(1200)
def test_every_expression_reads_every_text_in_linear_time():
    slow = []
    # An expression that several modules import is tried once.
    found = {(pattern, *sorted(methods)): (name, pattern, methods) for name, pattern, methods in patterns(PACKAGES)}
    for name, pattern, methods in found.values():
        work = run(pattern, methods)
        made = itertools.chain(witnesses(pattern), ((repr(block), text_of(block)) for block in BLOCKS[:16]))
        grown = ((repeated, superlinear(work, text, LENGTHS)) for repeated, text in made)
        slow += [f"{name} on {repeated}: {said}" for repeated, said in grown if said][:1]
    assert not slow


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_that_reads_text_takes_linear_time(name):
    work, lengths = FUNCTIONS[name]
    grown = {block: superlinear(work, text_of(block), lengths) for block in BLOCKS}
    assert not {block: said for block, said in grown.items() if said}
