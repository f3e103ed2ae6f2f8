from __future__ import annotations

import json

from benchmarks.accuracy.quote_check import main


def test_clauses_are_looked_up_in_the_text_of_another_library(tmp_path, capsys, pytestconfig, pdf):
    sample = pytestconfig.rootpath / "examples" / "sample.pdf"
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"no PDF")
    assert main([sample]) == 0
    totals = json.loads(capsys.readouterr().out)
    assert totals["files"] == 1 and totals["clauses"] > 20 and totals["missing"] == 0
    assert main([broken, pdf]) == 1
    printed = capsys.readouterr().out
    assert "broken.pdf: not_a_pdf" in printed and json.loads(printed.splitlines()[-1])["files"] == 1
