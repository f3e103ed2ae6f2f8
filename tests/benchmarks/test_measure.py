"""``python -m benchmarks.measure``: every part has a page, and a folder's contracts are sampled evenly."""

from __future__ import annotations

from benchmarks import measure
from benchmarks.reporting.pages import PARTS


def test_every_measured_part_is_shown_on_a_page():
    assert set(measure.MEASURES) == set(PARTS) - {"gpu"}, "a GPU run is published by benchmarks.gpu"


def test_contracts_of_a_folder_are_sampled_evenly(tmp_path):
    for number in range(100):
        (tmp_path / f"{number:03d}.pdf").write_bytes(b"")
    sample = measure.sample_of(tmp_path)
    assert len(sample) == measure.CONTRACTS and sample[0].name == "000.pdf" and sample[-1].name == "088.pdf"
