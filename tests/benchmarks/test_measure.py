"""``python -m benchmarks.measure``: every part has a page, and a folder's contracts are sampled evenly."""

from __future__ import annotations

from pathlib import Path

from benchmarks import measure
from benchmarks.performance.under_load.sample_documents import of_pages
from benchmarks.reporting.pages import PARTS


def test_every_measured_part_is_shown_on_a_page():
    assert set(measure.MEASURES) == set(PARTS) - {"gpu"}, "a GPU run is published by benchmarks.gpu"


def test_contracts_of_a_folder_are_sampled_evenly():
    sample = measure.sample_of([Path(f"{number:03d}.pdf") for number in range(100)])
    assert len(sample) == measure.CONTRACTS and sample[0].name == "000.pdf" and sample[-1].name == "080.pdf"


def test_contracts_of_given_lengths_are_taken_from_a_folder(tmp_path):
    for pages in (1, 2, 9, 14):
        (tmp_path / f"{pages}.pdf").write_bytes(of_pages(pages))
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-")
    taken = measure.of_lengths(sorted(tmp_path.iterdir()), (1, 3, 10, 100))
    assert [file.stem for file in taken] == ["1", "2", "9", "14"]
    assert measure.of_lengths([], (1, 3)) == []
