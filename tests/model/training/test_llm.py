"""Fine-tuning a causal language model: what it learns from, and that it learns."""

from __future__ import annotations

import json
import shutil
import tarfile
from dataclasses import replace

import pytest
import torch
from peft import PeftModel
from safetensors.torch import load_file, save_file
from transformers import AutoModelForCausalLM, AutoTokenizer

from benchmarks.performance.random_model import write_base
from chunking.errors import BadRequest
from chunking.packing import Chunk
from model.dataset import as_document
from model.engines.llm.prompts.questions import Prompt
from model.engines.load_engine import load_engine
from model.training import llm as training
from model.training import training_loop
from model.training.estimate import Estimate, estimate, free_memory, matrix_rate
from model.training.llm import adapter_folder, logits_at, loss, train
from model.training.llm_targets import example, labeled_chunk, pack_sequence, plan, spans_in_chunk
from model.training.recipes import LLMRecipe
from model.training.training_loop import Losses
from serve.cli import main

CATEGORIES = ["Agreement Date", "Document Name", "Governing Law", "Parties"]
WORDS = frozenset({"Agreement Date", "Document Name", "Parties"})
SHAPE = {"hidden_size": 64, "intermediate_size": 128, "num_hidden_layers": 2, "num_attention_heads": 4}
RECIPE = LLMRecipe(epochs=4, window=128, row_tokens=256, accumulation=1, learning_rate=1e-2, empty_share=1.0, rank=4)


@pytest.fixture(scope="module")
def base(tmp_path_factory, contracts):
    folder = tmp_path_factory.mktemp("base")
    write_base([contract.text for contract in contracts] * 50, folder, vocabulary=700, num_key_value_heads=2, **SHAPE)
    return folder


@pytest.fixture(scope="module")
def prompt(base):
    return Prompt(AutoTokenizer.from_pretrained(base), "{segments}\n", CATEGORIES, WORDS)


def test_a_labeled_chunk_holds_the_numbered_sentences_the_questions_and_their_answers(contracts, prompt):
    learnt = example(contracts[0], prompt)
    (chunk,) = prompt.chunks([len(sentence) for sentence in learnt.sentences], 1000, 0)
    asked = [("Governing Law", True), ("Governing Law", False), ("Parties", True), ("Document Name", False)]
    one = labeled_chunk(chunk, learnt, asked, prompt, 1000)
    text = prompt.tokenizer.decode(one.ids)
    assert "Iowa" not in text and "laws of the State of Utah. [" in text
    document = as_document(contracts[0])
    law = next(segment.id for segment in document.segments if "Utah" in document.segment_text(segment))
    number = prompt.tokenizer.decode([prompt.numbers[law]])
    assert text.index(f"Utah. [{number}]") > 0
    branch = [
        "".join(prompt.tokenizer.decode([i]) for i, b in zip(one.ids, one.branches, strict=True) if b == n)
        for n in range(4)
    ]
    assert branch[:2] == [f"Governing Law:{number}", "Governing Law?"]
    assert branch[2] == "Parties:2 Alder Ale Inc.\n2 Birch Bars LLC\n"
    targets = [
        (prompt.tokenizer.decode([token]), weight)
        for token, weight in zip(one.target_token, one.target_weight, strict=True)
    ]
    assert targets[:3] == [(number, 1.0), ("0", 1.0), (number, 1.0)]
    assert targets[-2:] == [("1", 0.5), ("2", 0.5)] or targets[-1] == ("1", 1.0)


def test_words_are_learnt_in_the_order_and_the_tokens_in_which_their_sentence_has_them(contracts, prompt):
    first = contracts[0]
    assert first.text.count("Alder Ale Inc. and Birch Bars LLC") == 1
    text = first.text.replace("Alder Ale Inc. and Birch Bars LLC", "Birch Bars LLC and Alder Ale Inc.")
    spans = [(text.index(name), text.index(name) + len(name)) for name in ("Alder Ale Inc.", "Birch Bars LLC")]
    learnt = example(replace(first, text=text, clauses={"Parties": spans}), prompt)
    (chunk,) = prompt.chunks([len(sentence) for sentence in learnt.sentences], 1000, 0)
    assert [item.words for item in spans_in_chunk(learnt.spans["Parties"], chunk)] == [
        " Birch Bars LLC",
        " Alder Ale Inc.",
    ]
    for item in learnt.spans["Parties"]:
        quote, sentence = prompt.quote(item.words), learnt.sentences[item.first]
        quote = quote[:-2]  # neither the end nor the point, which is one token with the sentence's own
        assert any(sentence[at : at + len(quote)] == quote for at in range(len(sentence))), item.words


def test_chunks_without_a_clause_teach_none(contracts, prompt):
    learnt = example(contracts[0], prompt)
    last = len(learnt.sentences)
    one = labeled_chunk(Chunk(last - 1, last - 1, last), learnt, [("Parties", True), ("Parties", False)], prompt, 1000)
    assert one.target_token == [prompt.none, prompt.none]


@torch.inference_mode()
def test_chunks_packed_into_a_row_do_not_see_each_other(contracts, prompt, base):
    model = AutoModelForCausalLM.from_pretrained(base, attn_implementation="sdpa")
    examples = [example(contract, prompt) for contract in contracts[:2]]
    chunks = []
    for item in examples:
        (chunk,) = prompt.chunks([len(sentence) for sentence in item.sentences], 1000, 0)
        chunks.append(labeled_chunk(chunk, item, [("Parties", True), ("Governing Law", False)], prompt, 1000))
    together = loss(model, pack_sequence(chunks, prompt))
    alone = [(loss(model, pack_sequence([one], prompt)), len(set(one.target_index))) for one in chunks]
    expected = sum(value * count for value, count in alone) / sum(count for _, count in alone)
    assert float(together) == pytest.approx(float(expected), abs=1e-5)


@torch.inference_mode()
def test_a_question_is_learnt_as_it_is_asked_alone_behind_the_chunk(contracts, prompt, base):
    model = AutoModelForCausalLM.from_pretrained(base, attn_implementation="sdpa")
    learnt = example(contracts[0], prompt)
    (chunk,) = prompt.chunks([len(sentence) for sentence in learnt.sentences], 1000, 0)
    asked = [("Document Name", False), ("Governing Law", False), ("Parties", False)]
    row = pack_sequence([labeled_chunk(chunk, learnt, asked, prompt, 1000)], prompt)
    places = torch.unique(row.target_index)
    for logits, (category, _) in zip(logits_at(model, row, places), asked, strict=True):
        alone = [*prompt.prefix, *prompt.chunk(learnt.sentences, 0), *prompt.questions[category].point]
        assert torch.allclose(logits, model(input_ids=torch.tensor([alone])).logits[0, -1], atol=1e-5)


def test_a_plan_fills_rows_and_shows_every_clause(contracts, prompt):
    examples = [example(contract, prompt) for contract in contracts]
    rows = plan(examples, RECIPE, prompt)
    assert {task.example for row in rows for task in row} == {0, 1, 2, 3}
    asked = {question for row in rows for task in row for question in task.questions}
    assert {category for category, _ in asked} == set(CATEGORIES)


def test_the_warm_up_is_a_share_of_the_steps_with_a_cap():
    assert [training.warmup_steps(steps) for steps in (1, 10, 290, 5000)] == [1, 1, 17, 100]
    weight = torch.nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.AdamW([weight], lr=1.0)
    schedule = training_loop.linear_schedule(optimizer, 2, 6)
    rates = []
    for _ in range(6):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        schedule.step()
    assert rates == [0.5, 1.0, 1.0, 0.75, 0.5, 0.25]


class Stopped(Exception):
    """As a machine that is taken away in mid-training."""


@pytest.fixture
def in_float32(monkeypatch):
    # Which precision is faster is timed, and would differ from run to run.
    monkeypatch.setattr(training_loop, "bfloat16_is_faster", lambda *_: False)
    monkeypatch.setattr(training_loop, "CHECKPOINT_SECONDS", 0)


@pytest.mark.parametrize("rank", [0, 4], ids=["all weights", "LoRA"])
def test_a_run_that_was_stopped_goes_on_to_the_same_weights(base, contracts, tmp_path, monkeypatch, in_float32, rank):
    recipe = LLMRecipe(
        epochs=2, window=128, row_tokens=256, accumulation=1, learning_rate=1e-2, empty_share=1.0, rank=rank
    )
    for name in ("whole", "stopped"):
        (tmp_path / name).mkdir()
    figures = train(str(base), contracts, CATEGORIES, WORDS, recipe, tmp_path / "whole")
    assert figures["steps"] > 3
    real, calls = training.loss, iter(range(10**6))

    def breaking(model, row):
        if next(calls) == 3:
            raise Stopped
        return real(model, row)

    with monkeypatch.context() as patch, pytest.raises(Stopped):
        patch.setattr(training, "loss", breaking)
        train(str(base), contracts, CATEGORIES, WORDS, recipe, tmp_path / "stopped")
    assert (tmp_path / "stopped" / "checkpoint.pt").exists()
    train(str(base), contracts, CATEGORIES, WORDS, recipe, tmp_path / "stopped")
    models = [AutoModelForCausalLM.from_pretrained(tmp_path / name) for name in ("whole", "stopped")]
    for one, other in zip(*(model.parameters() for model in models), strict=True):
        assert torch.equal(one, other)
    assert not (tmp_path / "whole" / "adapter_config.json").exists(), "LoRA's weights are added into the base's"
    assert adapter_folder(tmp_path / "whole").exists() == (rank > 0)


def test_the_adapter_kept_beside_the_model_is_what_was_merged_into_it(base, contracts, tmp_path, in_float32):
    folder = tmp_path / "trained"
    folder.mkdir()
    train(str(base), contracts[:2], CATEGORIES, WORDS, replace(RECIPE, epochs=1), folder)
    adapted = PeftModel.from_pretrained(AutoModelForCausalLM.from_pretrained(base), tmp_path / "trained-adapter")
    merged = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32)
    for one, other in zip(adapted.merge_and_unload().parameters(), merged.parameters(), strict=True):
        assert torch.allclose(one, other, atol=1e-2, rtol=1e-2), "but for the rounding to bfloat16"


def test_the_loss_of_held_out_contracts_is_measured_along_the_way_and_at_the_end(base, contracts, tmp_path, in_float32):
    recipe = replace(RECIPE, epochs=1)
    figures = train(str(base), contracts[1:], CATEGORIES, WORDS, recipe, tmp_path, contracts[:1])
    losses = [Losses(*one) for one in figures["losses"]]
    assert losses[-1].step == figures["steps"] and losses[-1].validation > 0
    assert losses[0].step == 1, "the first step's loss is printed at once"
    assert [one.step for one in losses] == sorted({one.step for one in losses})


def test_memory_and_time_are_estimated_before_training_starts(base):
    model = AutoModelForCausalLM.from_pretrained(base)
    weights = sum(part.numel() for part in model.parameters())
    computed = weights - model.get_input_embeddings().weight.numel()
    needed = estimate(model, row_tokens=256, rows=100, checkpointed=False, rate=1e9)
    assert needed.memory == 4 * 4 * weights + 256 * 64 * 2 * 17 * 4, "weights, gradients, two moments; activations"
    assert needed.seconds == pytest.approx(6 * computed * 25_600 / 0.4e9)
    for part in model.parameters():
        part.requires_grad = False
    frozen = estimate(model, row_tokens=256, rows=100, checkpointed=True, rate=1e9)
    assert frozen.memory == 4 * weights + 256 * 64 * 2 * 2
    assert str(Estimate(21 * 2**30, 5.7 * 3600)) == "about 21.0 GiB of memory and 5.7 hours"
    assert matrix_rate(torch.device("cpu"), torch.float32) > 1e8 and free_memory(torch.device("cpu")) > 0


def test_a_run_for_which_memory_is_too_small_says_so_before_it_begins(base, contracts, tmp_path, capsys, monkeypatch):
    recipe = replace(RECIPE, epochs=1)
    train(str(base), contracts[:1], CATEGORIES, WORDS, recipe, tmp_path)
    assert "are free" not in capsys.readouterr().out
    monkeypatch.setattr(training, "free_memory", lambda device: 0)
    train(str(base), contracts[:1], CATEGORIES, WORDS, recipe, tmp_path)
    assert "Only 0.0 GiB are free. Shorter sequences (--row-tokens)" in capsys.readouterr().out


def test_fewer_rows_than_a_step_accumulates_are_a_step(base, contracts, tmp_path, in_float32):
    figures = train(str(base), contracts[:1], CATEGORIES, WORDS, replace(RECIPE, epochs=1, accumulation=99), tmp_path)
    assert figures["steps"] == 1 and figures["loss"] > 0


def full_disk(*_, **__):
    raise OSError("The disk is full.")


@pytest.mark.parametrize("rank", [0, 4], ids=["all weights", "LoRA"])
@pytest.mark.parametrize("other", ["shape", "weights", "contracts"])
def test_a_checkpoint_of_another_base_or_other_contracts_is_refused(
    base, contracts, tmp_path, tmp_path_factory, in_float32, other, rank
):
    recipe = replace(RECIPE, epochs=1, rank=rank)
    changed, learnt = tmp_path_factory.mktemp("other") / "base", contracts
    shutil.copytree(base, changed)
    if other == "shape":
        texts = [contract.text for contract in contracts]
        write_base(texts * 50, changed, vocabulary=700, **SHAPE | {"hidden_size": 32})
    elif other == "weights":
        weights = load_file(changed / "model.safetensors")
        save_file(
            {name: part * 1.01 for name, part in weights.items()}, changed / "model.safetensors", {"format": "pt"}
        )
    else:
        learnt = [replace(contracts[0], clauses={}), *contracts[1:]]
    with pytest.MonkeyPatch.context() as patch, pytest.raises(OSError, match="full"):
        patch.setattr(training.PreTrainedModel, "save_pretrained", full_disk)
        train(str(base), contracts, CATEGORIES, WORDS, recipe, tmp_path)
    with pytest.raises(BadRequest, match=r"was written for another base model or other contracts\. Delete it"):
        train(str(changed), learnt, CATEGORIES, WORDS, recipe, tmp_path)


def test_train_llm_writes_a_model_with_its_settings_report_and_archive(base, annotations, contracts, tmp_path, capsys):
    out = tmp_path / "trained"
    arguments = ["--contracts", str(annotations), "--out", str(out), "--base", str(base), "--held-out", "1"]
    shape = ["--window", "128", "--row-tokens", "256", "--accumulation", "1", "--empty-share", "1", "--rank", "0"]
    assert main(["train", "llm", *arguments, *shape, "--epochs", "12", "--learning-rate", "3e-3"]) == 0
    printed = capsys.readouterr()
    assert "From text:" in printed.out and f"Losses: {out / 'losses.svg'}" in printed.out
    assert (
        "sequences of up to 256 tokens: an estimate of about 0.0 GiB of memory and 0 minutes"
        in printed.err + printed.out
    )
    report = json.loads((out / "report.json").read_text())
    assert report["trained_on"] == 3 and report["recipe"]["window"] == 128 and report["run"]["loss"] < 4
    with tarfile.open(out / "model.tar.gz") as tar:
        names = set(tar.getnames())
    assert {"config.json", "model.safetensors", "tokenizer.json", "llm.json", "prompt.txt"} <= names
    engine = load_engine(out)
    assert list(engine.thresholds) == CATEGORIES
    assert engine.find(as_document(contracts[0])).findings
    engine.close()
