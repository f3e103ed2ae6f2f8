"""Teachers of folds, and a student of their scores; with networks of a few thousand weights."""

from __future__ import annotations

import json
import shutil
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from safetensors.torch import load_file
from transformers import AutoTokenizer, BertConfig, BertModel

from chunking.errors import BadRequest
from model.dataset import as_document, read_agreements, read_contracts
from model.engines.base import EMBEDDED
from model.engines.span_decoding import Scores
from model.engines.tagger.engine import Tagger
from model.engines.tagger.windows import Tokens
from model.training import recipes, training_loop
from model.training import tagger as training
from model.training.recipes import TaggerRecipe
from model.training.soft_labels import Teachers, _transferred
from model.training.tagger import train
from model.training.tagger_targets import Example, batches, softened
from model.training.training_report import learnt_from
from serve.cli import main

CATEGORIES = ["Agreement Date", "Document Name", "Governing Law", "Parties"]
RECIPE = TaggerRecipe(epochs=2, batch=2, window=64, empty_share=1.0)
UNLABELED = "ORDER FORM\n\nThis order is made on May 9, 2020 and is governed by the laws of the State of Maine.\n"


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    folder = tmp_path_factory.mktemp("base")
    torch.manual_seed(0)
    shape = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 32}
    BertModel(BertConfig(**shape)).save_pretrained(folder)
    AutoTokenizer.from_pretrained(EMBEDDED).save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def annotated(contracts, tmp_path_factory):
    path = tmp_path_factory.mktemp("annotated") / "annotations.jsonl"
    rows = [{"title": c.title, "pdf": c.pdf, "type": c.type, "text": c.text, "clauses": c.clauses} for c in contracts]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def run(annotated, base, out, *more) -> int:
    class Small(TaggerRecipe):
        def __init__(self, **fields):
            super().__init__(**{**fields, "batch": 2, "window": 64, "empty_share": 1.0})

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recipes, "TaggerRecipe", Small)
        patch.setattr(training_loop, "bfloat16_is_faster", lambda *_: False)
        arguments = ["train", "tagger", "--contracts", annotated, "--base", base, "--out", out, "--epochs", 1]
        return main([str(one) for one in [*arguments, "--held-out", 1, *more]])


@pytest.fixture(scope="module")
def teachers(annotated, base, tmp_path_factory):
    folders = [tmp_path_factory.mktemp(f"teacher{fold}") for fold in (1, 2)]
    for fold, folder in enumerate(folders, start=1):
        assert run(annotated, base, folder, "--fold", f"{fold}/2") == 0
    return folders


@pytest.fixture
def trained_on(annotated, teachers):
    """The contracts that are not held out."""
    (title,) = json.loads((teachers[0] / "report.json").read_text())["held_out"]
    return [contract for contract in read_contracts(annotated) if contract.title != title]


def test_each_fold_is_unseen_by_its_teacher_and_the_held_out_contracts_by_all(teachers, contracts, trained_on):
    reports = [json.loads((folder / "report.json").read_text()) for folder in teachers]
    assert reports[0]["held_out"] == reports[1]["held_out"]
    assert [report["trained_on"] for report in reports] == [1, 2]
    seen = [learnt_from(folder) for folder in teachers]
    assert seen[0] | seen[1] == {contract.title for contract in trained_on} and not seen[0] & seen[1]


def test_a_contracts_soft_labels_never_come_from_a_teacher_that_trained_on_it(
    teachers, annotated, base, trained_on, tmp_path, monkeypatch
):
    asked, real = set(), Tagger.scores

    def scores(self, document):
        asked.add((document.name, self.identity.name))
        return real(self, document)

    monkeypatch.setattr(Tagger, "scores", scores)
    extra = tmp_path / "more.jsonl"
    extra.write_text(json.dumps({"title": "Order Form", "type": "order", "text": UNLABELED}) + "\n", encoding="utf-8")
    student = tmp_path / "student"
    assert run(annotated, base, student, "--teacher", *teachers, "--unlabeled", extra) == 0
    unseen = {folder.name: {c.title for c in trained_on} - learnt_from(folder) for folder in teachers}
    expected = {(title, name) for name, titles in unseen.items() for title in titles}
    assert asked == expected | {("Order Form", folder.name) for folder in teachers}
    report = json.loads((student / "report.json").read_text())
    assert report["teachers"] == [folder.name for folder in teachers] and report["unlabeled"] == 1
    assert learnt_from(student) == {contract.title for contract in trained_on}
    assert not (student / "labels").exists(), "they are not part of the model"


def test_a_contract_that_all_teachers_have_seen_is_refused(teachers, annotated, base, tmp_path, capsys):
    assert run(annotated, base, tmp_path / "out", "--teacher", teachers[0]) == 1
    assert "Every teacher was trained on 1 of the contracts" in capsys.readouterr().err


def test_beside_unlabeled_agreements_a_contract_that_all_teachers_have_seen_keeps_its_annotations_alone(
    teachers, annotated, base, trained_on, tmp_path, monkeypatch
):
    mixed, real = [], training.softened
    monkeypatch.setattr(training, "softened", lambda item, *more, **how: mixed.append(how) or real(item, *more, **how))
    extra = tmp_path / "more.jsonl"
    extra.write_text(json.dumps({"title": "Order Form", "type": "order", "text": UNLABELED}) + "\n", encoding="utf-8")
    assert run(annotated, base, tmp_path / "out", "--teacher", teachers[0], "--unlabeled", extra) == 0
    unseen = {contract.title for contract in trained_on} - learnt_from(teachers[0])
    assert [how["labeled"] for how in mixed] == [True] * len(unseen) + [False]
    assert len(unseen) < len(trained_on)


def test_a_student_has_seen_what_its_teachers_and_its_base_have(
    teachers, annotated, base, trained_on, tmp_path, capsys
):
    titles = {contract.title for contract in trained_on}
    assert run(annotated, teachers[1], tmp_path / "on", "--fold", "1/2") == 0
    assert learnt_from(tmp_path / "on") == titles
    assert run(annotated, base, tmp_path / "out", "--teacher", teachers[0], tmp_path / "on") == 1
    assert "Every teacher was trained on" in capsys.readouterr().err


def test_a_teacher_that_does_not_say_what_it_has_learnt_from_is_refused(annotated, base, tmp_path, capsys):
    silent = tmp_path / "silent"
    shutil.copytree(EMBEDDED, silent)
    report = json.loads((silent / "report.json").read_text("utf-8"))
    (silent / "report.json").write_text(json.dumps({name: report[name] for name in report if name != "learnt_from"}))
    assert run(annotated, base, tmp_path / "out", "--teacher", silent) == 1
    assert "does not list the contracts that it was trained on" in capsys.readouterr().err
    assert run(annotated, silent, tmp_path / "on", "--fold", "1/2") == 0
    assert learnt_from(tmp_path / "on") is None, "its base has learnt from we do not know what"


def test_a_teacher_of_other_categories_is_refused(teachers):
    with pytest.raises(BadRequest, match="other categories"):
        Teachers(teachers, CATEGORIES[1:])


def test_unlabeled_agreements_need_a_teacher(annotated, base, tmp_path, capsys):
    assert run(annotated, base, tmp_path / "out", "--unlabeled", annotated) == 1
    assert "needs --teacher" in capsys.readouterr().err


@pytest.mark.parametrize("fold", ["0/5", "6/5", "1/1", "1", "a/b", "1/0", "-1/5"])
def test_a_fold_is_a_part_of_a_whole(annotated, base, tmp_path, fold, capsys):
    with pytest.raises(SystemExit):
        run(annotated, base, tmp_path / "out", f"--fold={fold}")
    assert "is not a fold, such as 1/5" in capsys.readouterr().err


def student(teachers, base, trained_on, folder):
    return train(str(base), trained_on, CATEGORIES, RECIPE, folder, Teachers(teachers, CATEGORIES))


def test_a_student_that_was_stopped_goes_on_to_the_same_weights_without_asking_twice(
    teachers, base, trained_on, tmp_path, monkeypatch
):
    monkeypatch.setattr(training_loop, "bfloat16_is_faster", lambda *_: False)
    monkeypatch.setattr(training_loop, "CHECKPOINT_SECONDS", 0)
    whole, stopped = tmp_path / "whole", tmp_path / "stopped"
    whole.mkdir()
    stopped.mkdir()
    student(teachers, base, trained_on, whole)
    real, calls = training.loss, iter(range(10**6))

    def loss(*arguments):
        if next(calls) == 3:
            raise KeyboardInterrupt
        return real(*arguments)

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(training, "loss", loss)
        student(teachers, base, trained_on, stopped)
    with monkeypatch.context() as patch:
        patch.setattr(Tagger, "scores", lambda *_: pytest.fail("the labels are kept"))
        with pytest.raises(BadRequest, match="another recipe"):
            train(str(base), trained_on[:2], CATEGORIES, RECIPE, stopped, Teachers(teachers, CATEGORIES))
        student(teachers, base, trained_on, stopped)
    one, other = load_file(whole / "model.safetensors"), load_file(stopped / "model.safetensors")
    for name in one:
        torch.testing.assert_close(other[name], one[name], rtol=0, atol=0, msg=name)


def test_a_label_is_the_mean_of_the_teachers_that_may_be_asked(teachers, trained_on, tmp_path):
    asked = Teachers(teachers, CATEGORIES)
    taggers = [Tagger.load(folder) for folder in teachers]
    for contract in trained_on:
        document = as_document(contract)
        tokens, _ = taggers[0].scores(document)
        (unseen,) = [number for number, folder in enumerate(teachers) if contract.title not in learnt_from(folder)]
        expected = np.concatenate(taggers[unseen].scores(document)[1])
        np.testing.assert_allclose(asked.label(contract, document, tokens, tmp_path), expected, atol=1e-3)
    document = as_document(trained_on[0])
    other = SimpleNamespace(title="Never seen", text="")
    both = np.mean([np.concatenate(tagger.scores(document)[1]) for tagger in taggers], axis=0)
    np.testing.assert_allclose(asked.label(other, document, tokens_of(taggers[0], document), tmp_path), both, atol=1e-3)


def tokens_of(tagger, document):
    return tagger.scores(document)[0]


def tokens(starts, ends):
    return Tokens(np.arange(len(starts)), np.array(starts), np.array(ends), np.array([0, len(starts)]))


def test_a_token_takes_the_score_of_the_teachers_token_that_it_begins_in():
    theirs = Scores(np.array([[0.1], [0.9]], np.float32), np.array([[0.5]], np.float32))
    # The teacher reads "agree|ment", the student "ag|reem|ent".
    found = _transferred(tokens([0, 5], [5, 9]), theirs, tokens([0, 2, 6], [2, 6, 9]))
    np.testing.assert_allclose(found, [[0.1], [0.1], [0.9], [0.5]])


def test_half_of_a_target_is_the_teachers_opinion_and_all_of_it_where_nobody_marked_anything():
    item = Example(tokens([0, 2], [2, 4]), np.array([[True], [False]]), np.array([[True]]), np.array([False]))
    said = np.array([[0.5], [0.25], [1.0]], np.float16)
    marked = softened(item, said, labeled=True)
    np.testing.assert_allclose(marked.token_labels, [[0.75], [0.125]])
    np.testing.assert_allclose(marked.segment_labels, [[1.0]])
    np.testing.assert_allclose(softened(item, said, labeled=False).token_labels, [[0.5], [0.25]])
    in_part = item._replace(token_known=np.array([[True], [False]]), segment_known=np.array([[False]]))
    marked = softened(in_part, said, labeled=True)
    np.testing.assert_allclose(marked.token_labels, [[0.75], [0.25]], err_msg="the teachers' alone where unknown")
    np.testing.assert_allclose(marked.segment_labels, [[1.0]])
    assert marked.token_known is marked.segment_known is None


def test_windows_that_a_teacher_sees_a_clause_in_are_shown_always_others_by_their_share():
    quiet, loud = (
        Example(tokens(range(6), range(1, 7)), np.zeros((6, 1)), np.full((1, 1), score), np.array([False]))
        for score in (0.49, 0.5)
    )
    recipe = TaggerRecipe(batch=1, window=64, empty_share=0.0)
    assert [number for batch in batches([quiet, loud, quiet], recipe, 0) for number, _ in batch] == [1]


def test_agreements_without_text_are_left_out_and_line_ends_are_made_plain(tmp_path):
    path = tmp_path / "agreements.jsonl"
    rows = [{"title": "a", "type": "t", "text": "One.\r\nTwo."}, {"title": "b", "type": "t", "text": " \n"}]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    (only,) = read_agreements(path)
    assert (only.title, only.text, only.clauses) == ("a", "One.\nTwo.", {})
