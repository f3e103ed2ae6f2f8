from __future__ import annotations

from pathlib import Path

import pytest

from chunking.errors import BadPlaybook
from model.engines.base import EMBEDDED
from model.engines.load_engine import load_engine
from model.playbook.playbook_format import DEFAULT, Severity, default_playbook, load_playbook, load_playbooks

GOOD = """name: Ours
rules:
  - id: cap
    clause: Cap On Liability
    must: be_there
    severity: high
    reason: It limits what a claim can cost.
  - id: notice
    field: renewal_notice
    at_most: P90D
    severity: low
    reason: It is easily missed.
"""


@pytest.fixture
def written(tmp_path):
    def write(text: str) -> Path:
        path = tmp_path / "ours.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_a_playbook_is_a_name_and_rules_that_know_their_lines(written):
    playbook = load_playbook(written(GOOD))
    assert playbook.name == "Ours"
    assert [(rule.id, rule.severity, rule.line) for rule in playbook.rules] == [
        ("cap", Severity.HIGH, 3),
        ("notice", Severity.LOW, 8),
    ]


@pytest.mark.parametrize(
    ("was", "becomes", "line", "says"),
    [
        ("must: be_there", "must: be_nice", 5, "be_there"),
        ("severity: high", "severity: awful", 6, "high"),
        ("at_most: P90D", "at_most: 90 days", 8, "P90D"),
        ("at_most: P90D", "one_of: []", 8, "never fire"),
        ("at_most: P90D", "at_most: P90D\n    at_least: P9D", 8, "one of at_most"),
        ("    at_most: P90D\n", "", 8, "one of at_most"),
        ("field: renewal_notice", "field: colour", 9, "renewal_notice"),
        ("clause: Cap On Liability", "clause: Cap On Liability\n    types: [Poem]", 3, "no type of agreement"),
        ("clause: Cap On Liability", "clause: Cap On Liability\n    field: term", 3, "one of them"),
        ("    must: be_there\n", "", 3, "`must`"),
        ("id: notice", "id: cap", 8, "line 3 already"),
        ("reason: It is easily missed.", "because: It is easily missed.", 8, "reason"),
        ("name: Ours", "name: [", 3, "not YAML"),
        ("id: cap", "id: Cap!", 3, "id"),
        ("at_most: P90D", "must: be_absent", 8, "must: be_there"),
        ("field: renewal_notice\n    at_most: P90D", "check: rhymes", 8, "is no check"),
        ("field: renewal_notice", "check: redactions", 8, "a rule about a check"),
        ("name: Ours", "name: Ours\ndeviations: some", 2, "proven"),
    ],
)
def test_an_error_names_the_line_and_what_is_wrong(written, was, becomes, line, says):
    with pytest.raises(BadPlaybook) as caught:
        load_playbook(written(GOOD.replace(was, becomes)))
    assert f"ours.yaml, line {line}:" in caught.value.message and says in caught.value.message


@pytest.mark.parametrize(
    "text", ["", "- a list", "name: x", "rules: 5\nname: x", "just words", "name: x\nrules:\n  - 5"]
)
def test_what_is_no_playbook_is_refused(written, text):
    with pytest.raises(BadPlaybook, match=r"ours\.yaml"):
        load_playbook(written(text))


def test_a_clause_cannot_be_required_and_forbidden(written):
    both = GOOD + GOOD.split("rules:\n")[1].split("  - id: notice")[0].replace("cap", "no-cap").replace(
        "be_there", "be_absent"
    )
    with pytest.raises(BadPlaybook, match="contradicts 'cap'"):
        load_playbook(written(both))


def test_a_clause_that_the_model_does_not_look_for_is_named_with_its_line(written):
    playbook = load_playbook(written(GOOD.replace("Cap On Liability", "Cap on Liability")))
    with pytest.raises(BadPlaybook, match=r"line 3: 'Cap on Liability' is no category.*Cap On Liability"):
        playbook.check_categories(["Cap On Liability"])


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(BadPlaybook, match=r"gone\.yaml"):
        load_playbook(tmp_path / "gone.yaml")


def test_the_built_in_playbook_fits_the_embedded_model():
    engine = load_engine(EMBEDDED)
    default_playbook().check_categories(engine.thresholds)
    engine.close()
    assert len(default_playbook().rules) > 20


def test_a_folder_installs_playbooks_by_their_names(written):
    path = written(GOOD)
    assert {name: playbook.name for name, playbook in load_playbooks(path.parent).items()} == {
        "default": "Default",
        "ours": "Ours",
    }
    assert load_playbooks(path)["default"].name == "Ours"
    assert load_playbooks(None) == {"default": load_playbook(DEFAULT)}


def test_a_rule_may_name_a_check_or_want_a_field_to_be_there(written):
    text = GOOD + "  - {id: refs, check: dead-references, severity: low, reason: It leads nowhere.}\n"
    text += "  - {id: end, field: expiration_date, must: be_there, severity: low, reason: It ends.}\ndeviations: all\n"
    playbook = load_playbook(written(text))
    assert (playbook.rules[2].check, playbook.rules[3].field, playbook.deviations) == (
        "dead-references",
        "expiration_date",
        "all",
    )


def test_a_file_of_nothing_but_brackets_is_one_sentence(written):
    with pytest.raises(BadPlaybook, match="is nested too deeply"):
        load_playbook(written("[" * 5000))
