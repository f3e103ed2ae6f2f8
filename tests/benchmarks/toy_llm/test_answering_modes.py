"""The same weights used in three answering_modes."""

from __future__ import annotations

import json
from dataclasses import replace

from benchmarks.performance.under_load.sample_documents import of_pages
from benchmarks.toy_llm import answering_modes
from benchmarks.toy_llm import train_toy_llm as pointer


def test_a_head_one_pass_and_decoded_answers_are_measured_on_the_same_contracts(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(pointer, "TESTED", 1)
    monkeypatch.setattr(answering_modes, "TESTED", 1)
    monkeypatch.setattr(answering_modes, "SAMPLE", tmp_path / "page.pdf")
    answering_modes.SAMPLE.write_bytes(of_pages(1))
    recipe = pointer.Recipe(contracts=8, steps=2, tokens=200, warmup_steps=1)
    monkeypatch.setattr(answering_modes, "RECIPE", recipe)
    monkeypatch.setattr(answering_modes, "TAGGER", replace(answering_modes.TAGGER, epochs=1))
    pointer.main(tmp_path / "pointer", recipe)
    answering_modes.main(tmp_path / "pointer", tmp_path / "tagger")
    *lines, line = capsys.readouterr().out.splitlines()
    rows = json.loads(line)["modes"]
    assert len(rows) == 3 and all(row["seconds"] > 0 and 0 <= row["known_recall"] <= 1 for row in rows.values())
    assert sum(text.startswith("| ") for text in lines) >= 4
