"""The same small language model asked in three ways."""

from __future__ import annotations

import json
from dataclasses import replace

from benchmarks.toy_llm import answering_modes as ways
from benchmarks.toy_llm import train as pointer


def test_a_head_one_pass_and_written_answers_are_measured_on_the_same_contracts(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(pointer, "TESTED", 1)
    monkeypatch.setattr(ways, "TESTED", 1)
    recipe = pointer.Recipe(contracts=8, steps=2, tokens=200, warmup_steps=1)
    monkeypatch.setattr(ways, "RECIPE", recipe)
    monkeypatch.setattr(ways, "TAGGER", replace(ways.TAGGER, epochs=1))
    pointer.main(tmp_path / "pointer", recipe)
    ways.main(tmp_path / "pointer", tmp_path / "tagger")
    *lines, line = capsys.readouterr().out.splitlines()
    rows = json.loads(line)["ways"]
    assert len(rows) == 3 and all(row["seconds"] > 0 and 0 <= row["known_recall"] <= 1 for row in rows.values())
    assert sum(text.startswith("| ") for text in lines) >= 4
