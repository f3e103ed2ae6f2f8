"""Trains the toy LLM of the tests, on invented contracts only: ``python -m benchmarks.toy_llm.train_toy_llm
tests/model/toy_llm`` writes the model directory with its report in about half an hour on one core. It resumes if it was
stopped.

To select a sentence, a question must find a match and copy the number after it; to quote, a number must find the first
word of a name in its sentence, and each word the next. A model this small does not discover that within minutes, so it
gets auxiliary losses: the categories of sentences and words (two linear heads on the middle layer, discarded at the
end), and attention targets for three heads: from every word to the number before it, from a number to its sentence, and
from a question or an answer to the token to copy. The last of these is initialized and kept as a copying head: part of
every embedding, which earlier layers leave unchanged, passes through it.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerBase

from benchmarks.performance.random_model import learn_tokenizer
from benchmarks.toy_llm.agreement import agreement
from benchmarks.toy_llm.examples import PARTS, WINDOW, Batch, Sampler
from benchmarks.toy_llm.invented_contracts import invent
from model.engines.llm.llm_settings import LLM_SETTINGS
from model.engines.llm.prompts.questions import TEMPLATE, Prompt
from model.engines.load_engine import load_engine
from model.training.calibration import settings
from model.training.llm_targets import example
from model.training.training_loop import CHECKPOINT, Progress, linear_schedule, resume, save_checkpoint

# 1.05 million weights. COPIED dimensions of an embedding pass through the copying head, all of its values.
VOCABULARY, WIDTH, COPIED, LAYERS = 2048, 128, 48, 4
# Layers whose attention is supervised: to the number before, to the sentence, to the token to copy.
BEFORE, OVER, COPIES = 0, 1, 2
TESTED = 12  # contracts that the report is measured on
SAVED_EVERY = 25  # steps
# Low, since a category's second sentence in a chunk shares the probability with the first; chosen on eight other
# invented contracts.
THRESHOLD = 0.2
WORDS = frozenset({"Document Name", "Parties", "Agreement Date", "Effective Date"})


@dataclass(frozen=True, slots=True)
class Recipe:
    """Hyperparameters. ``tokens`` is the approximate size of a step's chunks. Chunks have ``shortest`` tokens for the
    first fifth of the steps and then grow until seven tenths. ``rate`` is AdamW's peak learning rate."""

    seed: int = 1
    contracts: int = 1200
    steps: int = 10000
    tokens: int = 1000
    shortest: int = 60
    rate: float = 3e-3
    warmup_steps: int = 40


RECIPE = Recipe()


class Losses(NamedTuple):
    """The losses of the answers, of the categories of sentences and words, and of the three supervised heads'
    attention."""

    answers: Tensor
    sentences: Tensor
    words: Tensor
    copies: Tensor
    over: Tensor
    before: Tensor


class Heads(torch.nn.Module):
    """Auxiliary heads on the middle layer, for training only: a sentence's categories, and a word's part in an item."""

    def __init__(self, categories: int) -> None:
        super().__init__()
        self.sentence = torch.nn.Linear(WIDTH, categories)
        self.word = torch.nn.Linear(WIDTH, len(WORDS) * PARTS)
        torch.nn.init.constant_(self.sentence.bias, -3.0)  # most sentences belong to few categories
        torch.nn.init.constant_(self.word.bias, -4.0)


def new_model(prompt: Prompt) -> Any:
    """A model with random weights, except for the copying head, which is fixed. The first token, to which questions
    without an answer attend, is initialized as the number for "none"."""
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
        # Slow enough for half of a head's rotary pairs to be independent of the distance.
        "rope_parameters": {"rope_type": "default", "rope_theta": 1e6},
        "attn_implementation": "eager",  # the only one that returns attention weights
        "bos_token_id": prompt.prefix[0],
        "eos_token_id": prompt.tokenizer.eos_token_id,
    }
    model: Any = LlamaForCausalLM(LlamaConfig(**shape))
    with torch.no_grad():
        embeddings = model.get_input_embeddings().weight.normal_(std=0.4)
        embeddings[prompt.prefix[0]] = embeddings[prompt.none]
        copier = model.model.layers[COPIES].self_attn
        copier.v_proj.weight[:COPIED] = torch.eye(COPIED, WIDTH)
        copier.o_proj.weight[:, :COPIED] = torch.eye(WIDTH, COPIED)
        freeze(embeddings, (slice(None), slice(COPIED)))
        freeze(copier.v_proj.weight, (slice(COPIED), slice(None)))
        freeze(copier.o_proj.weight, (slice(None), slice(COPIED)))
        for layer in model.model.layers[:COPIES]:
            for weight in (layer.self_attn.o_proj.weight, layer.mlp.down_proj.weight):
                weight[:COPIED] = 0
                freeze(weight, (slice(COPIED), slice(None)))
    return model


def freeze(weight: Tensor, part: tuple[slice, slice]) -> None:
    """Excludes a part of a weight from training."""
    free = torch.ones_like(weight)
    free[part] = 0
    weight.register_hook(lambda gradient: gradient * free)  # type: ignore[no-untyped-call]


def losses(model: Any, heads: Heads, batch: Batch) -> Losses:
    """The losses of a batch, in bfloat16 except for the logarithms."""
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
    log_probs = logits.float().log_softmax(-1)
    middle = out.hidden_states[OVER + 1].float()
    sentences = heads.sentence(middle[batch.numbers[0], batch.numbers[1]])
    words = heads.word(middle.flatten(0, 1)[batch.chunk])
    row, at = batch.chunk // batch.ids.shape[1], batch.chunk % batch.ids.shape[1]
    copies = (out.attentions[COPIES][batch.asking[0], 0, batch.asking[1]] * batch.look).sum(-1)
    over = (out.attentions[OVER][batch.numbers[0], :2, batch.numbers[1]] * batch.own[:, None]).sum(-1)
    before = out.attentions[BEFORE][row, 0, at].gather(1, batch.latest[:, None])
    return Losses(
        torch.neg((log_probs[back, batch.token] * batch.weight).sum() / len(places)),
        binary_cross_entropy_with_logits(sentences, batch.labels, reduction="none").sum(-1).mean(),
        binary_cross_entropy_with_logits(words, batch.parts, reduction="none").sum(-1).mean(),
        *(torch.neg((share.float() + 1e-6).log().mean()) for share in (copies, over, before)),
    )


def train(model: Any, sampler: Sampler, categories: int, recipe: Recipe, folder: Path) -> dict[str, Any]:
    """Trains, resuming from a checkpoint in the folder if there is one. Returns the run's figures."""
    heads = Heads(categories)
    both = torch.nn.ModuleDict({"model": model, "heads": heads})
    optimizer = torch.optim.AdamW(both.parameters(), lr=recipe.rate, weight_decay=0.02, betas=(0.9, 0.98))
    schedule = linear_schedule(optimizer, recipe.warmup_steps, recipe.steps)
    first, tokens, spent = resume(folder, recipe, both, optimizer, schedule)[:3]
    recent: list[list[float]] = []
    began = time.process_time()
    for step in range(first, recipe.steps):
        batch = sample(sampler, step, recipe)
        parts = losses(model, heads, batch)
        guidance = parts.copies + 0.3 * parts.over + 0.3 * parts.before
        optimizer.zero_grad()
        torch.autograd.backward(
            parts.answers + 0.5 * parts.sentences + parts.words + (1 - step / recipe.steps) * guidance
        )
        torch.nn.utils.clip_grad_norm_(both.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        tokens += batch.ids.numel()
        recent = [*recent[-24:], [part.item() for part in parts]]
        if step % SAVED_EVERY == SAVED_EVERY - 1:
            seconds = spent + time.process_time() - began
            print(step + 1, f"{seconds:.0f} s", np.round(np.mean(recent, 0), 3), flush=True)
            save_checkpoint(folder, recipe, both, optimizer, schedule, Progress(step + 1, tokens, seconds, True))
    (folder / CHECKPOINT).unlink(missing_ok=True)
    return {
        "tokens": tokens,
        "processor_seconds": round(spent + time.process_time() - began),
        "losses": {
            name: round(float(value), 4) for name, value in zip(Losses._fields, np.mean(recent, 0), strict=True)
        },
    }


def sample(sampler: Sampler, step: int, recipe: Recipe) -> Batch:
    """The batch of a step: short chunks and no decoded answers at first."""
    done = step / recipe.steps
    window = int(recipe.shortest + min(1.0, max(0.0, (done - 0.2) / 0.5)) * (WINDOW - recipe.shortest))
    negatives, written = (6, 0.0) if done < 0.3 else (12, 0.3)
    return sampler.batch(f"{recipe.seed}-{step}", recipe.tokens, window, negatives, written)


def write(folder: Path, model: Any, tokenizer: PreTrainedTokenizerBase, categories: list[str]) -> None:
    """Writes the model directory, with weights in half precision."""
    model.save_pretrained(folder, state_dict={name: part.half() for name, part in model.state_dict().items()})
    tokenizer.save_pretrained(folder)
    (folder / TEMPLATE).write_text("{segments}\n", encoding="utf-8")
    own = settings(categories, WORDS, dict.fromkeys(categories, THRESHOLD))
    content = {"window": WINDOW + 16, "categories": own}
    (folder / LLM_SETTINGS).write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def report(folder: Path, recipe: Recipe) -> dict[str, Any]:
    """Recall and precision on other invented contracts, in known and in held-out wordings."""
    engine = load_engine(folder)
    found = {
        name: agreement(engine, invent(TESTED, seed=recipe.seed + 1, unseen=unseen))._asdict()
        for name, unseen in (("known_wordings", False), ("held_out_wordings", True))
    }
    engine.close()
    return found


def main(folder: Path, recipe: Recipe = RECIPE) -> None:
    """Trains the model and writes its directory and report."""
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(recipe.seed)
    contracts = invent(recipe.contracts, seed=recipe.seed)
    categories = sorted({category for contract in contracts for category in contract.clauses})
    questions = [f"{category}{sign}\n" for category in categories for sign in "?:"] * 30
    tokenizer: PreTrainedTokenizerBase = learn_tokenizer([*(c.text for c in contracts), *questions], VOCABULARY)
    prompt = Prompt(tokenizer, "{segments}\n", categories, WORDS)
    model = new_model(prompt)
    sampler = Sampler(prompt, [example(contract, prompt) for contract in contracts])
    figures = train(model, sampler, len(categories), recipe, folder)
    write(folder, model, tokenizer, categories)
    content = {"weights": model.num_parameters(), "recipe": asdict(recipe), "run": figures} | report(folder, recipe)
    (folder / "report.json").write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
