from __future__ import annotations

import pytest

from model.findings import Finding
from model.preamble import named_parties
from model.sources import LEAST, NAMED, with_sources

OPENING = (
    'THIS SUPPLY AGREEMENT is made by and between Old Harbour Trading LLC, a Nevada Corporation ("Seller"), and '
    "Premier Wool Mills, Inc., a Delaware corporation.\n\nWHEREAS Seller sells, and Other Goods Corp. does not;\n\n"
    "This agreement starts on May 1, 2019. It is extended for successive periods of one year. Each asks twice.\n\n"
    "BRIGHTWATER HOLDINGS L.P. By: A. Smith"
)


@pytest.fixture
def contract(as_text):
    return as_text(OPENING)


def finding(document, category: str, words: str, score: float) -> Finding:
    start = document.text.index(words)
    end = start + len(words)
    inside = [segment.id for segment in document.segments if segment.start < end and segment.end > start]
    return Finding(category, inside[0], inside[-1] + 1, start, end, score)


def texts(document, findings) -> list[str]:
    return [document.text[found.start : found.end] for found in findings]


def test_companies_are_named_between_by_and_between_and_the_recitals_and_over_signatures(contract):
    names = named_parties(contract, 0.5)
    assert texts(contract, names) == [
        "Old Harbour Trading LLC",
        "Premier Wool Mills, Inc.",
        "BRIGHTWATER HOLDINGS L.P.",
    ]
    assert {name.score for name in names} == {0.5}
    for name in names:
        assert contract.segments[name.first].start <= name.start and name.end <= contract.segments[name.last - 1].end


def test_a_text_without_parties_names_none(as_text):
    assert (
        named_parties(as_text("The weather between Monday and Friday was fine. A Nevada Corporation was there."), 1)
        == []
    )


def test_a_party_that_was_missed_is_added_and_one_cut_short_is_made_whole(contract):
    short = finding(contract, "Parties", "Wool Mills, Inc.", 0.7)
    sources = with_sources(contract, [short], [short])
    assert dict(zip(texts(contract, sources), [found.score for found in sources], strict=True)) == {
        "Premier Wool Mills, Inc.": 0.7,
        "Old Harbour Trading LLC": NAMED,
        "BRIGHTWATER HOLDINGS L.P.": NAMED,
    }


def test_a_model_that_knows_no_parties_gets_none(contract):
    assert with_sources(contract, [], []) == []


def test_a_weaker_candidate_is_a_source_where_it_reads_as_a_value_and_nothing_better_does(contract):
    dated = finding(contract, "Agreement Date", "May 1, 2019", LEAST + 0.05)
    empty = finding(contract, "Agreement Date", "Each asks twice.", LEAST + 0.2)
    renewing = finding(contract, "Renewal Term", "It is extended for successive periods of one year.", LEAST)
    assert with_sources(contract, [dated, empty, renewing], [empty]) == [empty, dated, renewing]
    sure = dated._replace(score=0.9)
    assert with_sources(contract, [sure, dated], [sure]) == [sure]
    assert with_sources(contract, [dated._replace(score=LEAST - 0.01)], []) == []
