"""The command line as a process: how it ends, and what a shell completes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from serve.cli import main

COMMAND = [sys.executable, "-c", "import sys; from serve.cli import main; sys.exit(main())"]
NOTE = "PROMISSORY NOTE\n\nThis Note shall be governed by the laws of the State of Ohio.\n"


@pytest.fixture
def note(tmp_path):
    path = tmp_path / "note.txt"
    path.write_text(NOTE)
    return path


def run(*arguments, **given):
    done = subprocess.run([*COMMAND, *map(str, arguments)], stderr=subprocess.PIPE, text=True, timeout=240, **given)
    return done.returncode, done.stderr


def test_a_full_disk_is_one_sentence(note):
    with Path("/dev/full").open("w") as full:
        assert run("extract", note, "-o", "-", stdout=full) == (
            1,
            "contract-review: No space left on device.\n",
        )


def test_a_terminal_that_lacks_a_character_shows_another_and_json_is_utf_8(tmp_path):
    """As on a machine whose language is set to an encoding of its own."""
    note = tmp_path / "note.txt"
    note.write_text("PROMISSORY NOTE\n\nThis Note (“Note”) shall be governed by the laws of the State of Ohio.\n")
    given = {"cwd": tmp_path, "env": os.environ | {"PYTHONIOENCODING": "ascii"}, "stdout": subprocess.PIPE}
    shown = subprocess.run([*COMMAND, "extract", str(note)], timeout=240, check=True, **given).stdout
    assert b"This Note (?Note?) shall be governed" in shown
    written = subprocess.run([*COMMAND, "extract", str(note), "-o", "-"], timeout=240, check=True, **given).stdout
    assert "(“Note”)" in json.loads(written.decode())["clauses"][-1]["text"]


def test_an_output_that_is_a_folder_is_one_sentence_about_it(note, tmp_path):
    (tmp_path / "out.json").mkdir()
    status, said = run("compare", note, note, "-o", tmp_path / "out.json")
    assert (status, said) == (1, f"contract-review: cannot write {tmp_path}/out.json: Is a directory.\n")


def test_a_container_that_may_start_no_thread_says_so(note, monkeypatch, capsys):
    def start(*_):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr("serve.extract.ThreadPoolExecutor", start)
    monkeypatch.setattr("serve.extract.isolation.start", lambda: None)
    assert main(["extract", str(note), "-o", "-"]) == 1
    assert capsys.readouterr().err.endswith("No further thread may be started here. Raise the limit (--pids-limit).\n")


def test_a_missing_file_is_one_sentence(tmp_path):
    status, said = run("evaluate", "--contracts", tmp_path / "gone.jsonl", "--out", tmp_path)
    assert (status, said) == (1, f"contract-review: {tmp_path}/gone.jsonl: No such file or directory.\n")


def test_contracts_that_the_model_was_not_told_of_are_measured(tmp_path, capsys):
    clause = "This Agreement shall be governed by the laws of the State of New York."
    text = f"SUPPLY AGREEMENT\n\n{clause}"
    row = {"title": "Ours", "pdf": "ours.pdf", "type": "Supply", "text": text}
    row["clauses"] = {"Governing Law": [[text.index(clause), len(text)]]}
    (tmp_path / "ours.jsonl").write_text(json.dumps(row) + "\n")
    assert main(["evaluate", "--contracts", str(tmp_path / "ours.jsonl"), "--out", str(tmp_path)]) == 0
    assert "as contracts new to it" in capsys.readouterr().err
    result = json.loads((tmp_path / "evaluation.json").read_text())
    assert result["contracts"] == 1 and result["text"]["all"]["aupr_published"] > 50


def test_a_reader_that_has_seen_enough_ends_the_command_silently(note):
    ours, theirs = os.pipe()
    os.close(ours)
    status, said = run("extract", note, "-o", "-", stdout=theirs)
    os.close(theirs)
    assert (status, said) == (1, "")


@pytest.mark.parametrize("seconds", [0.3, 1.5, 4.0])
def test_ctrl_c_ends_a_review_at_once(tmp_path, seconds):
    text = tmp_path / "long.txt"
    text.write_text("\n\n".join(f"{number}. The Buyer shall pay the price." for number in range(50_000)))
    process = subprocess.Popen([*COMMAND, "extract", str(text)], stderr=subprocess.PIPE, text=True, cwd=tmp_path)
    time.sleep(seconds)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=5)
    assert process.returncode == -signal.SIGINT and "Traceback" not in said
    assert [path.name for path in tmp_path.iterdir()] == ["long.txt"]


def test_bash_completes_commands_and_options(tmp_path):
    script = subprocess.run([*COMMAND, "--print-completion", "bash"], capture_output=True, text=True, check=True).stdout
    asked = """
    complete_words() {
        COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); _shtab_contract_review; echo "${COMPREPLY[@]}"
    }
    complete_words contract-review ext
    complete_words contract-review extract --pass
    """
    done = subprocess.run(["bash", "-c", script + asked], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["extract", "--password"]


def test_zsh_is_given_all_commands():
    script = subprocess.run([*COMMAND, "--print-completion", "zsh"], capture_output=True, text=True, check=True).stdout
    assert script.startswith("#compdef contract-review") and all(
        f"\n    {name}:" in script for name in ("extract", "serve", "evaluate")
    )
