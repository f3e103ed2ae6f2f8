"""Contracts that a person has marked in part: what is not marked in them is unknown, not negative."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from transformers import AutoTokenizer

from benchmarks.performance.random_model import write_base
from model.dataset import as_document
from model.engines.base import EMBEDDED
from model.engines.llm.prompts.questions import Prompt
from model.engines.tagger.windows import windows
from model.training import tagger
from model.training.llm_targets import example as labeled
from model.training.llm_targets import plan
from model.training.recipes import LLMRecipe, TaggerRecipe
from model.training.tagger_targets import batches, collate, example

CATEGORIES = ["Agreement Date", "Document Name", "Governing Law", "Parties"]
NOTICES = "Notices are in writing and go to the address that each party has named to the other."
SHAPE = {"hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 1, "num_attention_heads": 2}


@pytest.fixture
def part(contracts):
    """The governing law is marked as right, the notices as no document name; nothing else is."""
    whole = contracts[0]
    at = whole.text.index(NOTICES)
    return replace(
        whole,
        complete=False,
        clauses={"Governing Law": whole.clauses["Governing Law"]},
        wrong={"Document Name": [(at, at + len(NOTICES))]},
    )


@pytest.fixture(scope="module")
def tokenizer():
    return AutoTokenizer.from_pretrained(EMBEDDED)


def encoded(contract, tokenizer):
    return example(contract, as_document(contract), CATEGORIES, tokenizer)


def test_only_what_was_marked_counts(part, tokenizer):
    item = encoded(part, tokenizer)
    law, name = CATEGORIES.index("Governing Law"), CATEGORIES.index("Document Name")
    known = [[int(row), CATEGORIES[column]] for row, column in np.argwhere(item.segment_known).tolist()]
    document = as_document(part)
    said = {category: document.segment_text(document.segments[row]) for row, category in known}
    assert set(said) == {"Governing Law", "Document Name"}
    assert "laws of the State" in said["Governing Law"] and "Notices" in said["Document Name"]
    assert item.segment_labels[:, law].sum() == 1 and not item.segment_labels[:, name].any()
    assert item.token_known.sum() == item.token_known[:, [law, name]].sum() > 20


def test_what_the_model_says_of_the_rest_changes_neither_loss_nor_gradients(part, contracts, tokenizer):
    items = [encoded(part, tokenizer), encoded(contracts[1], tokenizer)]
    cuts = [windows(item.tokens, tokenizer, 128, 0)[0] for item in items]
    batch = collate(cuts, items, pad=0)
    torch.manual_seed(1)
    logits = torch.randn(*batch.ids.shape, len(CATEGORIES), requires_grad=True)
    tagger.loss(lambda **_: SimpleNamespace(logits=logits), batch).backward()
    own = int(batch.real[0].sum())
    gradients = logits.grad[batch.real][:own]
    token_known = batch.token_known[:own].bool()
    in_segment = batch.segment_known[batch.segment[:own]].bool()
    assert (gradients[~token_known & ~in_segment] == 0).all() and (~token_known).sum() > 100
    assert (gradients[token_known] != 0).all()
    assert (logits.grad[batch.real][own:] != 0).all(), "the complete contract counts as a whole"


def test_a_complete_contract_has_the_loss_that_it_had(contracts, tokenizer):
    items = [encoded(contracts[0], tokenizer)]
    batch = collate([windows(items[0].tokens, tokenizer, 128, 0)[0]], items, pad=0)
    assert batch.token_known.all() and batch.segment_known.all()


def test_windows_with_a_mark_are_shown_and_no_others_of_such_a_contract(part, tokenizer):
    items = [encoded(part, tokenizer)]
    shown = [
        chunk for batch in batches(items, TaggerRecipe(batch=1, window=64, empty_share=1.0), 0) for _, chunk in batch
    ]
    corrected, lawful = items[0].corrected, items[0].segment_labels.any(axis=1)
    assert shown and all((corrected | lawful)[chunk.first : chunk.last].any() for chunk in shown)
    assert any(corrected[chunk.first : chunk.last].any() for chunk in shown)


def test_a_finding_that_was_marked_as_wrong_is_always_shown_in_a_complete_contract_too(contracts, part, tokenizer):
    whole = replace(contracts[0], clauses={"Document Name": [(0, 17)]})
    recipe = TaggerRecipe(batch=1, window=64, empty_share=0.0)
    without = list(batches([encoded(whole, tokenizer)], recipe, 0))
    assert len(list(batches([encoded(replace(whole, wrong=part.wrong), tokenizer)], recipe, 0))) > len(without)


@pytest.fixture(scope="module")
def prompt(tmp_path_factory, contracts):
    folder = tmp_path_factory.mktemp("base")
    write_base([contract.text for contract in contracts] * 50, folder, vocabulary=700, num_key_value_heads=2, **SHAPE)
    return Prompt(AutoTokenizer.from_pretrained(folder), "{segments}\n", CATEGORIES, frozenset())


def test_a_language_model_is_asked_only_about_what_was_marked(part, contracts, prompt):
    recipe = LLMRecipe(epochs=1, window=64, row_tokens=256, empty_share=1.0)

    def asked(contract):
        rows = plan([labeled(contract, prompt)], recipe, prompt)
        return {category for row in rows for task in row for category, _ in task.questions}

    assert asked(contracts[0]) == set(CATEGORIES)
    assert asked(part) == {"Governing Law", "Document Name"}
    assert asked(replace(part, wrong={})) == {"Governing Law"}


def test_what_was_marked_as_wrong_is_asked_before_other_negatives(part, contracts, prompt):
    recipe = LLMRecipe(epochs=1, window=64, row_tokens=256, empty_share=1.0, negatives=0)
    rows = plan([labeled(replace(contracts[0], wrong=part.wrong), prompt)], recipe, prompt)
    none = [
        task
        for row in rows
        for task in row
        if ("Document Name" in dict(task.questions) and len(dict(task.questions)) == 1)
    ]
    assert none, "the chunk of the notices is asked about the document name alone"
