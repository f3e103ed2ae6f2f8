"""How the toy LLM of the tests is trained: invented contracts, batches of them, and a run."""

from __future__ import annotations

import json

import pytest
import torch

from benchmarks.performance.random_model import learn_tokenizer
from benchmarks.toy_llm import train_toy_llm as pointer
from benchmarks.toy_llm.agreement import agreement
from benchmarks.toy_llm.examples import Sampler
from benchmarks.toy_llm.invented_contracts import invent, read_wordings
from benchmarks.toy_llm.train_toy_llm import WORDS, Heads, losses, new_model
from model.dataset import as_document
from model.engines.base import Found
from model.engines.llm.prompts.questions import Prompt
from model.engines.load_engine import load_engine
from model.findings import Finding
from model.training.llm_targets import example


@pytest.fixture(scope="module")
def contracts():
    return invent(12, seed=3)


@pytest.fixture(scope="module")
def prompt(contracts):
    categories = sorted({category for contract in contracts for category in contract.clauses})
    questions = [f"{category}{sign}\n" for category in categories for sign in "?:"] * 30
    tokenizer = learn_tokenizer([*(contract.text for contract in contracts), *questions], pointer.VOCABULARY)
    return Prompt(tokenizer, "{segments}\n", categories, WORDS)


@pytest.fixture
def batch(contracts, prompt):
    sampler = Sampler(prompt, [example(contract, prompt) for contract in contracts])
    return sampler.batch("seed", 1500, 120, negatives=6, written=0.5)


def test_invented_contracts_are_deterministic_and_annotated_at_their_clauses(contracts):
    assert [contract.text for contract in invent(12, seed=3)] == [contract.text for contract in contracts]
    assert len({contract.text for contract in contracts}) == 12
    for contract in contracts:
        for start, end in contract.clauses.get("Governing Law", []):
            assert "law" in contract.text[start:end].lower() and contract.text[end - 1] == "."
        assert len(contract.clauses["Parties"]) == 2 and all(a < b for a, b in contract.clauses["Parties"])


def test_held_out_wordings_are_in_no_training_contract():
    shown, kept = read_wordings()
    assert len(kept) > 30 and not {one.text for one in shown} & {one.text for one in kept}
    assert {one.categories for one in kept} <= {one.categories for one in shown}


def test_a_question_or_an_answer_attends_to_what_it_has_to_decode(batch, prompt):
    length = batch.ids.shape[1]
    expected: dict[int, set[int]] = {}
    for place, token in zip(batch.place.tolist(), batch.token.tolist(), strict=True):
        expected.setdefault(place, set()).add(token)
    shown = {}
    for row, at, look in zip(*batch.asking.tolist(), batch.look, strict=True):
        tokens = set(batch.ids[row, look.bool()].tolist())
        shown[row * length + at] = tokens if tokens != {prompt.prefix[0]} else {prompt.none}
    exact = [expected[place] == tokens for place, tokens in shown.items()]
    # A name's last full stop may share a token with the comma after it.
    assert len(exact) > 50 and sum(exact) >= 0.97 * len(exact)
    assert any(len(tokens) > 1 for tokens in shown.values()) and any(prompt.none in one for one in shown.values())


def test_a_number_follows_its_own_sentence(batch, prompt):
    for (row, at), own in zip(batch.numbers.T.tolist(), batch.own.bool(), strict=True):
        assert batch.ids[row, at].item() in prompt.numbers
        inside = own.nonzero().flatten()
        assert inside[-1] + 1 == at and "]" not in prompt.tokenizer.decode(batch.ids[row, inside])
    first = batch.latest == 0
    assert 0 < first.float().mean() < 0.5 and set(batch.ids.flatten()[batch.chunk[first]].tolist())


def test_the_copying_head_of_an_untrained_model_copies_what_it_attends_to(batch, prompt):
    torch.manual_seed(1)
    model = new_model(prompt)
    copier = model.model.layers[pointer.COPIES].self_attn
    embedding = model.get_input_embeddings().weight
    passed = copier.o_proj.weight[:, : pointer.COPIED] @ copier.v_proj.weight[: pointer.COPIED] @ embedding.T
    chosen = torch.tensor(prompt.numbers)
    assert ((embedding @ passed[:, chosen]).argmax(0) == chosen).float().mean() > 0.95
    values = losses(model, Heads(len(prompt.questions)), batch)
    assert all(value.isfinite() and value > 0 for value in values)


class Stopped(Exception):
    """The machine is taken away in mid-training."""


def test_a_run_writes_a_model_directory_with_its_report_and_resumes_after_a_stop(tmp_path, monkeypatch):
    monkeypatch.setattr(pointer, "TESTED", 1)
    monkeypatch.setattr(pointer, "SAVED_EVERY", 5)
    recipe = pointer.Recipe(contracts=12, steps=7, tokens=300, warmup_steps=3)
    real = pointer.sample

    def stopping(sampler, step, recipe):
        if step == 6:
            raise Stopped
        return real(sampler, step, recipe)

    with monkeypatch.context() as patch, pytest.raises(Stopped):
        patch.setattr(pointer, "sample", stopping)
        pointer.main(tmp_path / "pointer", recipe)
    steps = []
    monkeypatch.setattr(pointer, "sample", lambda *given: steps.append(given[1]) or real(*given))
    pointer.main(tmp_path / "pointer", recipe)
    assert steps == [5, 6]
    report = json.loads((tmp_path / "pointer" / "report.json").read_text())
    assert report["recipe"]["steps"] == 7 and report["run"]["losses"]["words"] < 2
    assert report["known_wordings"]["annotated"] > 5 and report["weights"] > 1_000_000
    assert not (tmp_path / "pointer" / "checkpoint.pt").exists()
    engine = load_engine(tmp_path / "pointer")
    assert engine.identity.engine == "llm" and engine.find(as_document(invent(1, seed=9)[0])).unread_segments == []
    engine.close()


class Knows:
    """An engine with fixed findings."""

    def __init__(self, findings) -> None:
        self.findings, self.thresholds = findings, {"Governing Law": 0.5}

    def find(self, document):
        return Found(self.findings, 0, [], {})


def test_agreement_counts_found_and_annotated_clauses(contracts):
    contract = next(one for one in contracts if len(one.clauses.get("Governing Law", [])) == 1)
    document = as_document(contract)
    start, end = contract.clauses["Governing Law"][0]
    start = document.text.index(contract.text[start : start + 20])
    right = Finding("Governing Law", 0, 1, start, start + end - contract.clauses["Governing Law"][0][0], 0.9)
    wrong = right._replace(start=0, end=20)
    found = agreement(Knows([right, wrong, wrong._replace(score=0.2)]), [contract])
    assert (found.annotated, found.hit, found.found, found.correct) == (1, 1, 2, 1)
    assert found.recall == 1 and found.precision == 0.5
