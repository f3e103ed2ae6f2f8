"""Fault injection into a running server: the short form of ``python -m benchmarks.robustness.chaos``."""

from __future__ import annotations

from benchmarks.performance.under_load.sample_documents import of_pages
from benchmarks.robustness import chaos


def test_each_request_ends_in_a_review_or_a_clear_error_and_nothing_is_left_broken(tmp_path, monkeypatch):
    # It is reviewed after each fault; the command takes a contract of nine pages.
    monkeypatch.setattr(chaos, "SAMPLE", tmp_path / "two-pages.pdf")
    chaos.SAMPLE.write_bytes(of_pages(2))
    report = chaos.run(documents=10, seed=7)
    print("\n".join(report.lines()))
    # The speed of /ping depends on other load; only the command checks it against 2 s.
    assert not [said for said in report.failures if not said.startswith("/ping took")]
    assert report.answers["model process killed"] and report.pings
