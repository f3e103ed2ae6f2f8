"""Trains the small language model of tests and demonstrations, on invented contracts alone:
``python -m benchmarks.pointer tests/model/pointer`` writes the model directory with its report, in some ten minutes of
one core.

Pointing is a question that finds the sentence like it and copies the number behind it; quoting, a number that finds
the first word of a name in its sentence, and then each word the next. So small a model comes upon none of that by
itself in minutes, so it is shown the way: besides the answers it is taught what each sentence and each word belongs to
(two linear heads on the middle layer, thrown away at the end), and where three attention heads look: from any word to
the number before it, from a number over its sentence, and from a question or an answer to what is to be copied. The
last of them begins as a copier: a part of every embedding, which the layers before it leave alone, passes through it
unchanged.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerBase

from benchmarks.agreement import agreement
from benchmarks.invented import invent
from benchmarks.pointer_lessons import PARTS, WINDOW, Batch, Teacher
from benchmarks.small_llm import learn_tokenizer
from model.engine import load_engine
from model.llm import LLM_SETTINGS
from model.llm_training import example
from model.prompting import TEMPLATE, Prompt

# 1.05 million weights. COPIED is how much of an embedding passes through the head that copies: all its values.
VOCABULARY, WIDTH, COPIED, LAYERS = 2048, 128, 48, 4
# Layers, from 0: the first looks for the number before, the second over a sentence, the third for what is copied.
BEFORE, OVER, COPIES = 0, 1, 2
SEED, CONTRACTS, STEPS = 1, 600, 1000
RATE, WARMUP, TOKENS = 3e-3, 40, 2000  # tokens of a step's chunks, about
SHORTEST = 60  # tokens of a chunk at the beginning; they grow over the first 0.7 of the steps
TESTED = 12  # contracts of the report
WORDS = frozenset({"Document Name", "Parties", "Agreement Date", "Effective Date"})


class Losses(NamedTuple):
    """Of the answers; of what a sentence and a word belong to; of where the three heads look."""

    answers: Tensor
    sentences: Tensor
    words: Tensor
    copies: Tensor
    over: Tensor
    before: Tensor


class Heads(torch.nn.Module):
    """What the middle layer is asked for in training only: the categories of a sentence, and parts of an item."""

    def __init__(self, categories: int) -> None:
        super().__init__()
        self.sentence = torch.nn.Linear(WIDTH, categories)
        self.word = torch.nn.Linear(WIDTH, len(WORDS) * PARTS)
        torch.nn.init.constant_(self.sentence.bias, -3.0)  # most sentences belong to few categories
        torch.nn.init.constant_(self.word.bias, -4.0)


def new_model(prompt: Prompt) -> Any:
    """Random weights, but for the head that copies. The first token, where a question without an answer looks, begins
    as the number of "none"."""
    shape: dict[str, Any] = {
        "vocab_size": VOCABULARY,
        "hidden_size": WIDTH,
        "intermediate_size": 5 * WIDTH // 2,
        "num_hidden_layers": LAYERS,
        "num_attention_heads": 4,
        "num_key_value_heads": 2,
        "head_dim": COPIED,
        "max_position_embeddings": 4096,
        "initializer_range": 0.06,
        "tie_word_embeddings": True,
        # Slow enough for half a head's pairs to tell what stands far away from what it is.
        "rope_parameters": {"rope_type": "default", "rope_theta": 1e6},
        "attn_implementation": "eager",  # tells where it looks
        "bos_token_id": prompt.prefix[0],
        "eos_token_id": prompt.tokenizer.eos_token_id,
    }
    model: Any = LlamaForCausalLM(LlamaConfig(**shape))
    with torch.no_grad():
        embeddings = model.get_input_embeddings().weight
        embeddings[prompt.prefix[0]] = embeddings[prompt.none]
        for layer in model.model.layers:
            layer.self_attn.o_proj.weight[:COPIED] = 0
            layer.mlp.down_proj.weight[:COPIED] = 0
        copier = model.model.layers[COPIES].self_attn
        copier.v_proj.weight[:COPIED] = torch.eye(COPIED, WIDTH)
        copier.o_proj.weight[:, :COPIED] = torch.eye(WIDTH, COPIED)
    return model


def losses(model: Any, heads: Heads, batch: Batch) -> Losses:
    """In bfloat16 but for the logarithms."""
    with torch.autocast("cpu", torch.bfloat16):
        out = model.model(
            input_ids=batch.ids,
            position_ids=batch.position,
            attention_mask=batch.mask,
            output_hidden_states=True,
            output_attentions=True,
            use_cache=False,
        )
        places, back = torch.unique(batch.place, return_inverse=True)
        logits = model.lm_head(out.last_hidden_state.flatten(0, 1)[places])
    chances = logits.float().log_softmax(-1)
    middle = out.hidden_states[OVER + 1].float()
    sentences = heads.sentence(middle[batch.numbers[0], batch.numbers[1]])
    words = heads.word(middle.flatten(0, 1)[batch.chunk])
    row, at = batch.chunk // batch.ids.shape[1], batch.chunk % batch.ids.shape[1]
    copies = (out.attentions[COPIES][batch.asking[0], 0, batch.asking[1]] * batch.look).sum(-1)
    over = (out.attentions[OVER][batch.numbers[0], :2, batch.numbers[1]] * batch.own[:, None]).sum(-1)
    before = out.attentions[BEFORE][row, 0, at].gather(1, batch.latest[:, None])
    return Losses(
        torch.neg((chances[back, batch.token] * batch.weight).sum() / len(places)),
        binary_cross_entropy_with_logits(sentences, batch.labels, reduction="none").sum(-1).mean(),
        binary_cross_entropy_with_logits(words, batch.parts, reduction="none").sum(-1).mean(),
        *(torch.neg((share.float() + 1e-6).log().mean()) for share in (copies, over, before)),
    )


def train(model: Any, teacher: Teacher, categories: int, save: Callable[[], None]) -> dict[str, Any]:
    """Longer chunks as it goes on, and written answers from three tenths of the steps on. Returns the run's figures.
    ``save`` is called now and then, so that a run that is stopped leaves something to look at."""
    heads = Heads(categories)
    learning = [*model.parameters(), *heads.parameters()]
    optimiser = torch.optim.AdamW(learning, lr=RATE, weight_decay=0.02, betas=(0.9, 0.98))
    recent: list[list[float]] = []
    began, spent, tokens = time.monotonic(), time.process_time(), 0
    for step in range(STEPS):
        done = step / STEPS
        for group in optimiser.param_groups:
            group["lr"] = RATE * min(1.0, (step + 1) / WARMUP, max(0.02, (1 - done) / 0.5))
        window = int(SHORTEST + min(1.0, done / 0.7) * (WINDOW - SHORTEST))
        early = done < 0.3
        batch = teacher.batch(TOKENS, window, 6 if early else 12, 0.0 if early else 0.3)
        parts = losses(model, heads, batch)
        shown = parts.copies + 0.3 * parts.over + 0.3 * parts.before
        optimiser.zero_grad()
        torch.autograd.backward(parts.answers + 0.5 * parts.sentences + parts.words + (1 - done) * shown)
        torch.nn.utils.clip_grad_norm_(learning, 1.0)
        optimiser.step()
        tokens += int((batch.mask[:, 0] == 0).any(1).sum())
        recent = [*recent[-24:], [part.item() for part in parts]]
        if step % 25 == 24:
            print(step + 1, f"{time.monotonic() - began:.0f} s", np.round(np.mean(recent, 0), 3), flush=True)
        if step % 100 == 99:
            save()
    return {
        "steps": STEPS,
        "tokens": tokens,
        "seconds": round(time.monotonic() - began),
        "processor_seconds": round(time.process_time() - spent),
        "losses": {
            name: round(float(value), 4) for name, value in zip(Losses._fields, np.mean(recent, 0), strict=True)
        },
    }


def write(folder: Path, model: Any, tokenizer: PreTrainedTokenizerBase, categories: list[str]) -> None:
    """The model directory, weights in half precision."""
    folder.mkdir(parents=True, exist_ok=True)
    model.save_pretrained(folder, state_dict={name: part.half() for name, part in model.state_dict().items()})
    tokenizer.save_pretrained(folder)
    (folder / TEMPLATE).write_text("{segments}\n", encoding="utf-8")
    settings = {"window": WINDOW + 16, "categories": {name: {"trim": name in WORDS} for name in categories}}
    (folder / LLM_SETTINGS).write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


def report(folder: Path) -> dict[str, Any]:
    """How much of other invented contracts it finds: in wordings that it knows, and in some that were kept out."""
    engine = load_engine(folder)
    found = {
        name: agreement(engine, invent(TESTED, seed=SEED + 1, unseen=unseen))._asdict()
        for name, unseen in (("known_wordings", False), ("kept_out_wordings", True))
    }
    engine.close()
    return found


def main(folder: Path) -> None:
    """Writes the model directory and its report."""
    torch.manual_seed(SEED)
    contracts = invent(CONTRACTS, seed=SEED)
    categories = sorted({category for contract in contracts for category in contract.clauses})
    asked = [f"{category}{sign}\n" for category in categories for sign in "?:"] * 30
    tokenizer: PreTrainedTokenizerBase = learn_tokenizer([*(c.text for c in contracts), *asked], VOCABULARY)
    prompt = Prompt(tokenizer, "{segments}\n", categories, WORDS)
    examples = [example(contract, prompt) for contract in contracts]
    model = new_model(prompt)

    def save() -> None:
        write(folder, model, tokenizer, categories)

    figures = train(model, Teacher(prompt, examples, SEED), len(categories), save)
    save()
    content = {"weights": model.num_parameters(), "contracts": CONTRACTS, "run": figures} | report(folder)
    (folder / "report.json").write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
