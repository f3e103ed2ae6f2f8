"""The benchmark of ``compare`` knows what it altered, and what of that was reported."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from benchmarks.accuracy import redrafts
from benchmarks.accuracy.redrafts import Paragraph, check, main
from benchmarks.performance.under_load.sample_documents import SAMPLE
from chunking.isolation.client import Limits, read_text

NAMES = ["goods", "fees", "reports", "notices", "licences", "visits", "audits"]
NAMES += ["claims", "taxes", "samples", "tools", "plans", "lists", "bills"]
TEXT = "\n\n".join(
    f"{number}. The Supplier shall send the {name} to the Buyer within {number + 20} days after May {number}, 2024."
    for number, name in enumerate(NAMES, 1)
)


@pytest.fixture
def contract():
    return read_text(TEXT.encode(), "contract.txt", Limits())


def test_a_redraft_has_one_alteration_of_each_kind_and_another_renames_a_party(contract):
    altered, renamed = redrafts.redrafts(contract.text.split("\n"))
    made = Counter(one.alteration for one in altered if one.alteration)
    assert made == dict.fromkeys(["date", "number", "words", "out", "moved"], 1)
    assert {one.alteration for one in renamed} == {"renamed"}
    assert all("Norwell" in one.text for one in renamed)


def test_every_alteration_is_reported_and_nothing_else(contract):
    for redraft in redrafts.redrafts(contract.text.split("\n")):
        found = check(contract, redraft)
        assert found.made and (found.missed, found.otherwise, found.false) == ([], [], [])


def test_an_alteration_that_is_not_reported_and_a_report_of_none_are_counted(contract):
    lines = contract.text.split("\n")
    redraft = [Paragraph(number, text) for number, text in enumerate(lines)]
    redraft[2] = Paragraph(2, lines[2], "words")  # nothing was altered
    redraft[5] = Paragraph(5, lines[5].replace("Buyer", "Carrier"))  # and here it was, but nobody knows
    found = check(contract, redraft)
    assert len(found.missed) == 1 and found.missed[0].startswith("words: 3.")
    assert len(found.false) == 1 and "Carrier" in found.false[0]


def test_the_command_prints_a_line_for_texts_and_one_for_pdfs(tmp_path, capsys):
    (tmp_path / "b.pdf").write_bytes(b"no PDF")
    assert main([SAMPLE, tmp_path / "b.pdf"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("b.pdf: not_a_pdf") for line in lines)
    totals = [json.loads(line) for line in lines if line.startswith("{")]
    assert [(total["old"], total["missed"]) for total in totals] == [("text", 0), ("PDF", 0)]
