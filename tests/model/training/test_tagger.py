from __future__ import annotations

import json
import random
import shutil
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file
from transformers import AutoModelForCausalLM, AutoTokenizer

from benchmarks.performance.random_model import write_base
from chunking.errors import BadModel, BadRequest
from model.dataset import Contract, as_document
from model.engines.base import EMBEDDED
from model.engines.load_engine import load_engine
from model.engines.tagger.windows import windows
from model.training import tagger as training
from model.training import training_loop
from model.training.recipes import TaggerRecipe
from model.training.tagger import train
from model.training.tagger_targets import Example, collate, example, micro_batches

RECIPE = TaggerRecipe(epochs=2, batch=2, window=64, empty_share=1.0)
CATEGORIES = ["Agreement Date", "Document Name", "Governing Law", "Parties"]


def encoded(contract: Contract, tokenizer) -> Example:
    return example(contract, as_document(contract), CATEGORIES, tokenizer)


class Network(torch.nn.Module):
    """As small a tagger as can be, with dropout."""

    def __init__(self, head: torch.nn.Linear) -> None:
        super().__init__()
        self.head = head

    def forward(self, input_ids, attention_mask):
        return SimpleNamespace(logits=torch.nn.functional.dropout(self.head(input_ids[..., None].float()), 0.5))


class Stopped(Exception):
    """As a machine that is taken away in mid-training."""


@pytest.fixture(scope="module")
def trained(contracts, tmp_path_factory):
    folder = tmp_path_factory.mktemp("trained")
    with pytest.MonkeyPatch.context() as patch:
        # Which precision is faster is timed, and would differ from run to run.
        patch.setattr(training_loop, "bfloat16_is_faster", lambda *_: False)
        figures = train(str(EMBEDDED), contracts[:3], CATEGORIES, RECIPE, folder)
    return folder, figures


def test_training_writes_a_directory_that_is_a_model(trained, contracts):
    folder, figures = trained
    assert not list(folder.glob("checkpoint*"))
    engine = load_engine(folder)
    assert list(engine.thresholds) == CATEGORIES
    found = engine.find(as_document(contracts[3]))
    assert {finding.category for finding in found.findings} == set(CATEGORIES)
    engine.close()
    assert figures["steps"] > 3 and figures["tokens"] > 500 and figures["precision"] == "float32"
    assert np.isfinite(figures["loss"])


def stop_after(monkeypatch, steps: int) -> None:
    real, calls = training.loss, iter(range(10**6))

    def loss(*arguments):
        if next(calls) == steps:
            raise Stopped
        return real(*arguments)

    monkeypatch.setattr(training, "loss", loss)


@pytest.fixture(scope="module")
def checkpoint(contracts, tmp_path_factory):
    """What a run leaves behind that was stopped after its third step."""
    folder = tmp_path_factory.mktemp("interrupted")
    with pytest.MonkeyPatch.context() as patch, pytest.raises(Stopped):
        patch.setattr(training_loop, "bfloat16_is_faster", lambda *_: False)
        patch.setattr(training_loop, "CHECKPOINT_SECONDS", 0)
        stop_after(patch, 3)
        train(str(EMBEDDED), contracts[:3], CATEGORIES, RECIPE, folder)
    return folder / "checkpoint.pt"


def test_a_run_that_was_interrupted_goes_on_to_the_same_weights(trained, checkpoint, contracts, tmp_path, monkeypatch):
    (tmp_path / "checkpoint.pt").symlink_to(checkpoint)
    random.seed(99)
    torch.manual_seed(99)
    monkeypatch.setattr(training_loop, "bfloat16_is_faster", lambda *_: pytest.fail("a run keeps its precision"))
    figures = train(str(EMBEDDED), contracts[:3], CATEGORIES, RECIPE, tmp_path)
    folder, uninterrupted = trained
    assert (figures["steps"], figures["tokens"]) == (uninterrupted["steps"], uninterrupted["tokens"])
    resumed, whole = load_file(tmp_path / "model.safetensors"), load_file(folder / "model.safetensors")
    assert resumed.keys() == whole.keys()
    for name in whole:
        torch.testing.assert_close(resumed[name], whole[name], rtol=0, atol=0, msg=name)


def test_a_checkpoint_of_another_recipe_is_not_gone_on_from(checkpoint, contracts, tmp_path):
    (tmp_path / "checkpoint.pt").symlink_to(checkpoint)
    with pytest.raises(BadRequest, match=r"another recipe\. Delete it, or train into another folder"):
        train(str(EMBEDDED), contracts[:3], CATEGORIES, replace(RECIPE, epochs=3), tmp_path)


def test_a_damaged_checkpoint_is_named(contracts, tmp_path):
    (tmp_path / "checkpoint.pt").write_bytes(b"PK\x03\x04")
    with pytest.raises(BadRequest, match=r"checkpoint\.pt is damaged\. Delete it"):
        train(str(EMBEDDED), contracts[:1], CATEGORIES, RECIPE, tmp_path)


def test_a_tagger_of_the_same_categories_is_trained_on_from_where_it_is(trained, contracts, tmp_path):
    folder, _ = trained
    train(str(folder), contracts[:3], CATEGORIES, replace(RECIPE, epochs=0), tmp_path)
    before, after = load_file(folder / "model.safetensors"), load_file(tmp_path / "model.safetensors")
    for name in before:
        torch.testing.assert_close(after[name], before[name], rtol=0, atol=0, msg=name)


@pytest.mark.parametrize("rank", [0, 4], ids=["all weights", "LoRA"])
def test_a_causal_language_model_becomes_a_tagger_that_knows_a_sentence_at_its_end(contracts, tmp_path, rank):
    base = tmp_path / "base"
    shape = {"hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2, "num_attention_heads": 4}
    write_base([contract.text for contract in contracts] * 50, base, vocabulary=700, num_key_value_heads=2, **shape)
    recipe = replace(RECIPE, epochs=30, learning_rate=3e-3, warmup_steps=5, rank=rank)
    assert training.pooling(str(base)) == "last" and training.pooling(str(EMBEDDED)) == "mean"
    figures = train(str(base), contracts[:3], CATEGORIES, recipe, tmp_path / "out")
    assert figures["loss"] < 1.5
    settings = {"window": 64, "context": 16, "pool": "last"}
    (tmp_path / "out" / "tagger.json").write_text(json.dumps(settings), encoding="utf-8")
    tagger = load_engine(tmp_path / "out")
    document = as_document(contracts[0])
    found = [one for one in tagger.find(document).findings if one.category == "Governing Law"]
    best = max(found, key=lambda one: one.score)
    assert "governed by the laws" in document.text[best.start : best.end]
    tagger.close()


@pytest.mark.parametrize(("factor", "faster"), [(0.5, True), (40.0, False)])
def test_the_precision_is_the_one_in_which_the_processor_multiplies_faster(monkeypatch, factor, faster):
    """``factor``: how long a product in bfloat16 takes, against one in float32."""
    clock = [0.0]

    def product(one, other):
        clock[0] += factor if one.dtype == torch.bfloat16 else 1.0

    monkeypatch.setattr(torch, "mm", product)
    monkeypatch.setattr(training_loop.time, "process_time", lambda: clock[0])
    assert training_loop.bfloat16_is_faster(torch.device("cpu")) is faster


SHAPE = {"hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 1, "num_attention_heads": 4}


@pytest.fixture(scope="module")
def language_model(contracts, tmp_path_factory):
    folder = tmp_path_factory.mktemp("language model")
    write_base([contract.text for contract in contracts] * 50, folder, vocabulary=700, **SHAPE)
    return folder


def cut(folder: Path) -> None:
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-500])


def narrow(folder: Path) -> None:
    """Leaves the model fewer embeddings than its tokenizer has tokens."""
    model = AutoModelForCausalLM.from_pretrained(folder)
    model.resize_token_embeddings(300)
    model.save_pretrained(folder)


def widen(folder: Path) -> None:
    """Has the configuration describe more tokens than there are weights for."""
    described = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(described | {"vocab_size": 900}))


def sentencepiece(folder: Path) -> None:
    for path in folder.glob("tokenizer*"):
        path.unlink()
    (folder / "tokenizer.model").write_bytes(b"\n\x0e\n\x05<unk>\x15\x00\x00\x00\x00\x18\x02")


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda folder: shutil.rmtree(folder), "is not a directory"),
        (lambda folder: (folder / "model.safetensors").rename(folder / "model.gguf"), "which is for llama.cpp"),
        (lambda folder: (folder / "model.safetensors").rename(folder / "pytorch_model.bin"), "a pickle"),
        (lambda folder: (folder / "tokenizer.json").unlink(), "has no tokenizer.json"),
        (narrow, "it belongs to another model"),
        (widen, "the shapes of 1 weights do not match config.json"),
        (sentencepiece, "has tokenizer.model and no tokenizer.json. With sentencepiece installed"),
        (cut, "cannot be loaded: Error while deserializing header"),
    ],
    ids=["nothing", "GGUF", "pickle", "no tokenizer", "narrow", "wide", "sentencepiece", "cut off"],
)
def test_a_base_that_cannot_be_trained_is_refused_in_a_sentence(language_model, contracts, tmp_path, damage, said):
    base = Path(shutil.copytree(language_model, tmp_path / "base"))
    damage(base)
    with pytest.raises(BadModel, match=said) as raised:
        train(str(base), contracts[:1], CATEGORIES, RECIPE, tmp_path)
    assert str(base) in raised.value.message and "\n" not in raised.value.message


def test_a_loss_that_is_not_finite_ends_the_training(language_model, contracts, tmp_path):
    base = Path(shutil.copytree(language_model, tmp_path / "base"))
    weights = load_file(base / "model.safetensors")
    save_file(
        {name: part * float("nan") for name, part in weights.items()}, base / "model.safetensors", {"format": "pt"}
    )
    with pytest.raises(BadRequest, match=r"The loss is not finite\. Lower --learning-rate"):
        train(str(base), contracts[:1], CATEGORIES, RECIPE, tmp_path)


def test_the_losses_of_the_parts_of_a_step_add_up_to_the_loss_of_the_step(contracts):
    tokenizer = AutoTokenizer.from_pretrained(EMBEDDED)
    items = [encoded(contract, tokenizer) for contract in contracts]
    chosen = [(i, cut.chunk) for i, item in enumerate(items) for cut in windows(item.tokens, tokenizer, 64, 0)]
    model = Network(torch.nn.Linear(1, len(CATEGORIES))).eval()
    model.forward = lambda input_ids, attention_mask: SimpleNamespace(logits=model.head(input_ids[..., None] / 1e4))
    (whole,) = micro_batches(chosen, items, tokenizer, longest=256, size=len(chosen))
    pieces = micro_batches(chosen, items, tokenizer, longest=256, size=3)
    assert len(pieces) == -(-len(chosen) // 3) > 2
    assert sum(piece.ids.numel() for piece in pieces) < whole.ids.numel(), "windows of like lengths pad less"
    expected = training.loss(model, whole)
    torch.autograd.backward(expected)
    gradients = [part.grad.clone() for part in model.parameters()]
    model.zero_grad()
    total = training._accumulate(model, pieces, training.pool, fast=False)
    torch.testing.assert_close(total, expected.detach())
    torch.testing.assert_close([part.grad for part in model.parameters()], gradients)


def test_tokens_inside_a_mark_are_positive_and_so_are_the_sentences_that_it_fills(contracts, engine):
    contract: Contract = contracts[0]
    document = as_document(contract)
    item = encoded(contract, engine.tokenizer)
    law = CATEGORIES.index("Governing Law")
    (positive,) = np.flatnonzero(item.segment_labels[:, law])
    assert "governed by the laws" in document.segment_text(document.segments[positive])
    inside = item.token_labels[:, CATEGORIES.index("Agreement Date")]
    marked = document.text[item.tokens.start[inside].min() : item.tokens.end[inside].max()]
    assert marked == "May 1, 2019"
    assert item.segment_labels[:, CATEGORIES.index("Parties")].any()


def test_a_batch_pads_windows_and_numbers_their_segments_through(contracts, engine):
    items = [encoded(contract, engine.tokenizer) for contract in contracts[:2]]
    first = windows(items[0].tokens, engine.tokenizer, 64, 0)[0]
    cuts = [first, windows(items[1].tokens, engine.tokenizer, 40, 0)[0]]
    batch = collate(cuts, items, pad=0)
    lengths = [len(cut.ids) for cut in cuts]
    assert batch.ids.shape == batch.mask.shape == (2, max(lengths))
    assert batch.mask.sum(1).tolist() == lengths and batch.real.sum(1).tolist() == [length - 2 for length in lengths]
    assert batch.segment.unique().tolist() == list(range(batch.segments))
    assert len(batch.token_labels) == len(batch.segment) == sum(lengths) - 4
    assert len(batch.segment_labels) == batch.segments
