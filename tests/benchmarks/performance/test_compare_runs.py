"""``bench compare``: what became slower, and what is noise."""

from __future__ import annotations

import json
import random

import pytest

from serve.cli import main


@pytest.fixture
def written(tmp_path):
    def write(name, slower=1.0, noise=0.03, samples=6, partial="", model=1.0):
        chance = random.Random(name)

        def times(seconds):
            return [seconds * slower * chance.lognormvariate(0, noise) for _ in range(samples)]

        rows = []
        for number, seconds in enumerate((1.0, 2.5, 4.0)):
            stages = {"read": times(seconds / 5), "model": [model * second for second in times(seconds)]}
            whole = [a + b for a, b in zip(*stages.values(), strict=True)]
            rows.append({"file": f"{number}.pdf", "stages": stages, "samples": whole})
        line = {"files": rows, "load": [{"concurrency": 4, "samples": times(6.0)}]}
        if partial:
            line["partial"] = partial
        path = tmp_path / f"{name}.json"
        path.write_text(json.dumps(line))
        return str(path)

    return write


def test_a_slower_stage_is_named_and_the_exit_says_so(written, capsys):
    assert main(["bench", "compare", written("a"), written("b", model=1.3)]) == 1
    *_, last = capsys.readouterr().out.strip().splitlines()
    changes = json.loads(last)
    assert changes["model"]["verdict"] == changes["the whole review"]["verdict"] == "slower"
    assert changes["read"]["verdict"] == "same" and changes["4 at once"]["verdict"] == "same"
    assert changes["model"]["ratio"] == pytest.approx(1.3, abs=0.06)


def test_noise_is_not_a_change(written, capsys):
    for number in range(5):
        assert main(["bench", "compare", written(f"a{number}", noise=0.2), written(f"b{number}", noise=0.2)]) == 0


def test_faster_is_no_failure(written, capsys):
    assert main(["bench", "compare", written("a"), written("b", slower=0.5)]) == 0
    assert '"faster"' in capsys.readouterr().out


def test_a_partial_line_is_named(written, capsys):
    assert main(["bench", "compare", written("a"), written("b", partial="1 answered busy")]) == 0
    assert "b.json is partial: 1 answered busy" in capsys.readouterr().out


def test_lines_with_nothing_in_common_are_refused(written, tmp_path, capsys):
    other = tmp_path / "other.json"
    other.write_text('{"files": [], "load": []}')
    assert main(["bench", "compare", written("a"), str(other)]) == 1
    assert "nothing to compare" in capsys.readouterr().err
    other.write_text("no JSON")
    assert main(["bench", "compare", written("a"), str(other)]) == 1
    assert "does not contain a bench's JSON line" in capsys.readouterr().err
