"""The comparison with alternatives: ratios with intervals, and a result in words."""

from __future__ import annotations

import json

import pytest

from benchmarks.performance.alternatives.compare_alternatives import Alternative, readers, section
from benchmarks.performance.alternatives.plain_container import create_app
from benchmarks.performance.under_load.sample_documents import SAMPLE, Input
from benchmarks.reporting.statistics import Interval


@pytest.mark.parametrize(
    ("ratio", "goal", "said"),
    [
        (Interval(6.0, 5.5, 6.5), 5.0, "goal reached"),
        (Interval(2.0, 1.8, 2.2), 5.0, "ours is faster, goal not reached"),
        (Interval(1.1, 0.9, 1.3), 5.0, "no significant difference"),
        (Interval(0.2, 0.1, 0.3), None, "the alternative is faster"),
        (Interval(3.0, 2.0, 4.0), None, ""),
    ],
)
def test_the_result_says_which_is_faster(ratio, goal, said):
    alternative = Alternative("one", ratio, goal, "a file")
    assert alternative.verdict == said
    assert said in section([alternative]).rows[0]


def test_readers_are_compared_on_the_same_files():
    found = readers([Input("sample.pdf", SAMPLE.read_bytes())], repeat=1)
    assert len(found) == 5 and all(alternative.ratio.value > 0 for alternative in found)
    assert any("pdfplumber" in alternative.name for alternative in found)


def test_the_plain_container_answers(pdf):
    asked = create_app().test_client().post("/invocations", data=pdf.read_bytes())
    body = json.loads(asked.data)
    assert asked.status_code == 200 and body["pages"] == 1
    assert all(clause["category"] and clause["score"] > 0 for clause in body["clauses"])
