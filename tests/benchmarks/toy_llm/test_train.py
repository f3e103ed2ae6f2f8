"""How the small language model of the tests is made: invented contracts, lessons on them, and a run."""

from __future__ import annotations

import json

import pytest
import torch

from benchmarks.performance.random_model import learn_tokenizer
from benchmarks.toy_llm import train as pointer
from benchmarks.toy_llm.agreement import agreement
from benchmarks.toy_llm.examples import Teacher
from benchmarks.toy_llm.invented_contracts import invent, read_wordings
from benchmarks.toy_llm.train import WORDS, Heads, losses, new_model
from model.dataset import as_document
from model.engines.base import Found
from model.engines.llm.prompt import Prompt
from model.engines.loading import load_engine
from model.findings import Finding
from model.training.llm import example


@pytest.fixture(scope="module")
def contracts():
    return invent(12, seed=3)


@pytest.fixture(scope="module")
def prompt(contracts):
    categories = sorted({category for contract in contracts for category in contract.clauses})
    asked = [f"{category}{sign}\n" for category in categories for sign in "?:"] * 30
    tokenizer = learn_tokenizer([*(contract.text for contract in contracts), *asked], pointer.VOCABULARY)
    return Prompt(tokenizer, "{segments}\n", categories, WORDS)


@pytest.fixture
def batch(contracts, prompt):
    teacher = Teacher(prompt, [example(contract, prompt) for contract in contracts])
    return teacher.batch("seed", 1500, 120, negatives=6, written=0.5)


def test_invented_contracts_are_the_same_for_the_same_seed_and_marked_where_their_clauses_stand(contracts):
    assert [contract.text for contract in invent(12, seed=3)] == [contract.text for contract in contracts]
    assert len({contract.text for contract in contracts}) == 12
    for contract in contracts:
        for start, end in contract.clauses.get("Governing Law", []):
            assert "law" in contract.text[start:end].lower() and contract.text[end - 1] == "."
        assert len(contract.clauses["Parties"]) == 2 and all(a < b for a, b in contract.clauses["Parties"])


def test_the_wordings_that_are_kept_out_stand_in_no_contract_to_learn_from():
    shown, kept = read_wordings()
    assert len(kept) > 30 and not {one.text for one in shown} & {one.text for one in kept}
    assert {one.categories for one in kept} <= {one.categories for one in shown}


def test_what_a_question_or_an_answer_looks_at_is_what_it_is_to_write(batch, prompt):
    length = batch.ids.shape[1]
    expected: dict[int, set[int]] = {}
    for place, token in zip(batch.place.tolist(), batch.token.tolist(), strict=True):
        expected.setdefault(place, set()).add(token)
    shown = {}
    for row, at, look in zip(*batch.asking.tolist(), batch.look, strict=True):
        tokens = set(batch.ids[row, look.bool()].tolist())
        shown[row * length + at] = tokens if tokens != {prompt.prefix[0]} else {prompt.none}
    exact = [expected[place] == tokens for place, tokens in shown.items()]
    # Of a name's last point, its sentence may have a token with the comma behind it.
    assert len(exact) > 50 and sum(exact) >= 0.97 * len(exact)
    assert any(len(tokens) > 1 for tokens in shown.values()) and any(prompt.none in one for one in shown.values())


def test_a_number_stands_behind_the_sentence_that_is_its_own(batch, prompt):
    for (row, at), own in zip(batch.numbers.T.tolist(), batch.own.bool(), strict=True):
        assert batch.ids[row, at].item() in prompt.marks
        inside = own.nonzero().flatten()
        assert inside[-1] + 1 == at and "]" not in prompt.tokenizer.decode(batch.ids[row, inside])
    first = batch.latest == 0
    assert 0 < first.float().mean() < 0.5 and set(batch.ids.flatten()[batch.chunk[first]].tolist())


def test_an_untrained_models_copier_passes_on_what_it_looks_at(batch, prompt):
    torch.manual_seed(1)
    model = new_model(prompt)
    copier = model.model.layers[pointer.COPIES].self_attn
    embedding = model.get_input_embeddings().weight
    passed = copier.o_proj.weight[:, : pointer.COPIED] @ copier.v_proj.weight[: pointer.COPIED] @ embedding.T
    chosen = torch.tensor(prompt.marks)
    assert ((embedding @ passed[:, chosen]).argmax(0) == chosen).float().mean() > 0.95
    values = losses(model, Heads(len(prompt.questions)), batch)
    assert all(value.isfinite() and value > 0 for value in values)


class Stopped(Exception):
    """As a machine that is taken away in mid-training."""


def test_a_run_writes_a_model_directory_with_its_report_and_goes_on_after_a_stop(tmp_path, monkeypatch):
    monkeypatch.setattr(pointer, "TESTED", 1)
    recipe = pointer.Recipe(contracts=12, steps=27, tokens=300, warmup_steps=3)
    real = pointer.lessons

    def stopping(teacher, step, recipe):
        if step == 26:
            raise Stopped
        return real(teacher, step, recipe)

    with monkeypatch.context() as patch, pytest.raises(Stopped):
        patch.setattr(pointer, "lessons", stopping)
        pointer.main(tmp_path / "pointer", recipe)
    asked = []
    monkeypatch.setattr(pointer, "lessons", lambda *given: asked.append(given[1]) or real(*given))
    pointer.main(tmp_path / "pointer", recipe)
    assert asked == [25, 26]
    report = json.loads((tmp_path / "pointer" / "report.json").read_text())
    assert report["recipe"]["steps"] == 27 and report["run"]["losses"]["words"] < 2
    assert report["known_wordings"]["marked"] > 5 and report["weights"] > 1_000_000
    assert not (tmp_path / "pointer" / "checkpoint.pt").exists()
    engine = load_engine(tmp_path / "pointer")
    assert engine.identity.engine == "llm" and engine.find(as_document(invent(1, seed=9)[0])).unread_segments == []
    engine.close()


class Knows:
    """Finds what it is given."""

    def __init__(self, findings) -> None:
        self.findings, self.thresholds = findings, {"Governing Law": 0.5}

    def find(self, document):
        return Found(self.findings, 0, [], {})


def test_agreement_counts_what_was_found_and_what_of_it_is_marked(contracts):
    contract = next(one for one in contracts if len(one.clauses.get("Governing Law", [])) == 1)
    document = as_document(contract)
    start, end = contract.clauses["Governing Law"][0]
    start = document.text.index(contract.text[start : start + 20])
    right = Finding("Governing Law", 0, 1, start, start + end - contract.clauses["Governing Law"][0][0], 0.9)
    wrong = right._replace(start=0, end=20)
    found = agreement(Knows([right, wrong, wrong._replace(score=0.2)]), [contract])
    assert (found.marked, found.hit, found.found, found.right) == (1, 1, 2, 1)
    assert found.recall == 1 and found.precision == 0.5
