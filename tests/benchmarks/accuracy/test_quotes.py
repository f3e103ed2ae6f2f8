from __future__ import annotations

import json

from benchmarks.accuracy.quotes import main


def test_clauses_are_looked_up_in_another_librarys_text(tmp_path, capsys, pytestconfig):
    sample = pytestconfig.rootpath / "examples" / "sample.pdf"
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"no PDF")
    assert main([sample]) == 0
    sums = json.loads(capsys.readouterr().out)
    assert sums["files"] == 1 and sums["clauses"] > 20 and sums["missing"] == 0
    assert main([sample, broken]) == 1
    assert "broken.pdf: not_a_pdf" in capsys.readouterr().out
