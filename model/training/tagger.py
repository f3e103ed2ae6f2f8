"""Training the tagger: a token-classification head for every category over an encoder of transformers, or over a causal
language model."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from tqdm import tqdm
from transformers import (
    MODEL_FOR_CAUSAL_LM_MAPPING,
    MODEL_FOR_MASKED_LM_MAPPING,
    AutoConfig,
    AutoModelForTokenClassification,
    AutoTokenizer,
    PreTrainedModel,
    PreTrainedTokenizerBase,
)

from chunking.packing import Chunk
from model.dataset import Contract, as_document, spans_in_document
from model.engines.tagger.pooling import POOLS, pool
from model.engines.tagger.windows import Tokens, Window, tokenise, window, windows

Pool = Callable[[Tensor, Tensor, int], Tensor]
CHECKPOINT_EVERY = 200  # steps
HEAD_RATE = 5


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the tagger is trained. ``rate`` is AdamW's for the encoder at its height, the head's is ``HEAD_RATE`` times
    that; lengths are in tokens; ``others`` is the share of the windows without any clause that an epoch shows. ``rank``
    is LoRA's; 0 trains all weights."""

    epochs: int = 4
    seed: int = 1
    longest: int = 256
    batch: int = 16
    rate: float = 2e-4
    warmup_steps: int = 200
    others: float = 0.3
    rank: int = 0


class Example(NamedTuple):
    """A contract's tokens with its labels: (tokens, categories) and (segments, categories), booleans."""

    tokens: Tokens
    token_labels: NDArray[np.bool_]
    segment_labels: NDArray[np.bool_]


class Progress(NamedTuple):
    """How far a run is; ``fast`` is whether it works in bfloat16 (None: not tried yet), which it keeps to its end."""

    step: int
    tokens: int
    seconds: float
    fast: bool | None


class Batch(NamedTuple):
    """Windows side by side: (windows, longest) each, and the labels of the real tokens and segments only."""

    ids: Tensor
    mask: Tensor
    real: Tensor
    segment: Tensor
    segments: int
    token_labels: Tensor
    segment_labels: Tensor

    def to(self, device: torch.device) -> Batch:
        """The same batch on the device."""
        return Batch(*(part.to(device) if isinstance(part, Tensor) else part for part in self))  # type: ignore[arg-type]


def example(contract: Contract, categories: list[str], tokenizer: PreTrainedTokenizerBase) -> Example:
    """A token is positive inside a marked span; a segment where a span covers half of it, or it holds half a span."""
    document = as_document(contract)
    tokens = tokenise(document, tokenizer)
    token_labels = np.zeros((len(tokens.ids), len(categories)), dtype=bool)
    segment_labels = np.zeros((len(document.segments), len(categories)), dtype=bool)
    starts = np.array([segment.start for segment in document.segments])
    ends = np.array([segment.end for segment in document.segments])
    spans = spans_in_document(contract, document)
    for column, category in enumerate(categories):
        for start, end in spans.get(category, []):
            token_labels[:, column] |= (tokens.start < end) & (tokens.end > start)
            shared = np.clip(np.minimum(ends, end) - np.maximum(starts, start), 0, None)
            segment_labels[:, column] |= shared >= 0.5 * np.minimum(np.maximum(ends - starts, 1), end - start)
    return Example(tokens, token_labels, segment_labels)


def train(base: str, training: list[Contract], categories: list[str], recipe: Recipe, folder: Path) -> dict[str, Any]:
    """Trains and writes a model directory into ``folder``; goes on from the checkpoint there if one is left.

    Returns the figures of the run: steps, tokens, seconds, the last losses and the precision that was used.
    """
    torch.manual_seed(recipe.seed)
    tokenizer = AutoTokenizer.from_pretrained(base)
    model = _model(base, categories, recipe.rank)
    examples = [example(contract, categories, tokenizer) for contract in tqdm(training, "encoding", unit="contract")]
    plan = [batch for epoch in range(recipe.epochs) for batch in _epoch(examples, recipe, tokenizer, epoch)]
    figures = _fit(model, examples, plan, tokenizer, recipe, POOLS[pooling(base)], folder)
    whole = model.merge_and_unload() if recipe.rank else model
    whole.eval().half().save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    (folder / "checkpoint.pt").unlink(missing_ok=True)
    return figures


def pooling(base: str) -> str:
    """How a base's tokens are pooled, as tagger.json names it: a causal model, or a tagger over one, knows a segment
    only at its end."""
    kind = type(AutoConfig.from_pretrained(base))
    # Encoders can be causal models, too; what has a masked form is one.
    return "last" if kind in MODEL_FOR_CAUSAL_LM_MAPPING and kind not in MODEL_FOR_MASKED_LM_MAPPING else "mean"


def _model(base: str, categories: list[str], rank: int) -> Any:
    """The base under a new head, or a tagger that is trained on; frozen under LoRA's matrices where there is a rank."""
    known = AutoConfig.from_pretrained(base)
    large = torch.cuda.is_available() and rank > 0
    # With dropout, attention on a CPU takes the slow path: half the speed.
    dropout = {"attention_probs_dropout_prob": 0.0} if hasattr(known, "attention_probs_dropout_prob") else {}
    model: Any = AutoModelForTokenClassification.from_pretrained(
        base,
        dtype=torch.bfloat16 if large else torch.float32,  # a base may be saved in half precision, which does not train
        ignore_mismatched_sizes=True,  # and may be a tagger of other categories
        id2label=dict(enumerate(categories)),
        problem_type="multi_label_classification",
        **dropout,
    )
    if known.id2label != model.config.id2label:
        torch.nn.init.constant_(model.get_submodule(_head(model)).bias, -4.0)  # most tokens belong to no clause
    if not rank:
        return model
    from peft import LoraConfig, get_peft_model

    if large:
        model.gradient_checkpointing_enable()
        model.enable_input_require_grads()
    return get_peft_model(
        model,
        LoraConfig(
            r=rank,
            lora_alpha=2 * rank,
            target_modules="all-linear",
            task_type="TOKEN_CLS",
            modules_to_save=[_head(model)],
        ),
    )


def _head(model: Any) -> str:
    """The name of the layer that gives a token's labels."""
    return next(name for name in ("classifier", "score") if hasattr(model, name))


def _epoch(
    examples: list[Example], recipe: Recipe, tokenizer: PreTrainedTokenizerBase, epoch: int
) -> Iterator[list[tuple[int, Chunk]]]:
    """The epoch's batches of (contract, chunk): every chunk with a clause and some others, cut anew each time."""
    draw = random.Random(f"{recipe}-{epoch}")  # training on under another recipe shows other windows
    chosen: list[tuple[int, Chunk]] = []
    for number, item in enumerate(examples):
        # A first window of another length shifts all cuts after it, so that no epoch shows the same windows.
        budget = recipe.longest - draw.randrange(0, recipe.longest // 4)
        for cut in windows(item.tokens, tokenizer, budget, context=0):
            if item.segment_labels[cut.chunk.first : cut.chunk.last].any() or draw.random() < recipe.others:
                chosen.append((number, cut.chunk))
    draw.shuffle(chosen)
    for first in range(0, len(chosen) - recipe.batch + 1, recipe.batch):
        yield chosen[first : first + recipe.batch]


def collate(cuts: list[Window], examples: list[Example], pad: int) -> Batch:
    """Pads windows to the longest and numbers their segments through the batch."""
    length = max(len(cut.ids) for cut in cuts)
    ids = np.full((len(cuts), length), pad, dtype=np.int64)
    mask = np.zeros((len(cuts), length), dtype=np.int64)
    real = np.zeros((len(cuts), length), dtype=bool)
    segment, token_labels, segment_labels, count = [], [], [], 0
    for row, (cut, item) in enumerate(zip(cuts, examples, strict=True)):
        size = len(cut.ids)
        ids[row, :size], mask[row, :size], real[row, 1 : size - 1] = cut.ids, 1, True
        begin = int(item.tokens.first[cut.chunk.first])
        segment.append(cut.segment[1:-1] - cut.chunk.first + count)
        token_labels.append(item.token_labels[begin : begin + size - 2])
        segment_labels.append(item.segment_labels[cut.chunk.first : cut.chunk.last])
        count += cut.chunk.last - cut.chunk.first
    return Batch(
        torch.from_numpy(ids),
        torch.from_numpy(mask),
        torch.from_numpy(real),
        torch.from_numpy(np.concatenate(segment)).long(),
        count,
        torch.from_numpy(np.concatenate(token_labels)).float(),
        torch.from_numpy(np.concatenate(segment_labels)).float(),
    )


def loss(model: PreTrainedModel, batch: Batch, pooled_by: Pool = pool) -> Tensor:
    """Binary cross-entropy summed over categories, averaged over tokens and over segments, both added."""
    logits = model(input_ids=batch.ids, attention_mask=batch.mask).logits.float()[batch.real]
    pooled = pooled_by(logits, batch.segment, batch.segments)
    entropy = torch.nn.functional.binary_cross_entropy_with_logits
    return (
        entropy(logits, batch.token_labels, reduction="none").sum(-1).mean()
        + entropy(pooled, batch.segment_labels, reduction="none").sum(-1).mean()
    )


def _fit(
    model: PreTrainedModel,
    examples: list[Example],
    plan: list[list[tuple[int, Chunk]]],
    tokenizer: PreTrainedTokenizerBase,
    recipe: Recipe,
    pooled_by: Pool,
    folder: Path,
) -> dict[str, Any]:
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    torch.nn.Module.to(model, device).train()
    optimiser, schedule = _optimiser(model, recipe, len(plan))
    done, tokens, seconds, fast = resume(folder, recipe, model, optimiser, schedule)
    recent: list[float] = []
    began = time.monotonic()
    for step in tqdm(range(done, len(plan)), "training", initial=done, total=len(plan), unit="step", mininterval=5):
        cuts = [window(examples[i].tokens, chunk, tokenizer, recipe.longest) for i, chunk in plan[step]]
        batch = collate(cuts, [examples[i] for i, _ in plan[step]], tokenizer.pad_token_id or 0).to(device)
        if fast is None:
            fast = bfloat16_is_faster(model, partial(loss, model, batch, pooled_by), device)
        with torch.autocast(device.type, torch.bfloat16, enabled=fast):
            value = loss(model, batch, pooled_by)
        optimiser.zero_grad()
        torch.autograd.backward(value)
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        tokens += int(batch.mask.sum())
        recent = [*recent[-99:], value.item()]
        if (step + 1) % CHECKPOINT_EVERY == 0:
            progress = Progress(step + 1, tokens, seconds + time.monotonic() - began, fast)
            save_checkpoint(folder, recipe, model, optimiser, schedule, progress)
            tqdm.write(f"step {step + 1}: loss {np.mean(recent):.3f}")
    return {
        "steps": len(plan),
        "tokens": tokens,
        "seconds": round(seconds + time.monotonic() - began, 1),
        "loss": round(float(np.mean(recent)), 4) if recent else None,
        "precision": "bfloat16" if fast else "float32",
        "device": device.type,
    }


def bfloat16_is_faster(model: PreTrainedModel, compute: Callable[[], Tensor], device: torch.device) -> bool:
    """Times one step each way: some CPUs multiply bfloat16 in hardware, others emulate it several times slower. The
    time is the process's own, so that other work on the machine does not decide."""
    if device.type == "cuda":
        return True

    def seconds(enabled: bool) -> float:
        began = time.process_time()
        with torch.autocast(device.type, torch.bfloat16, enabled=enabled):
            value = compute()
        torch.autograd.backward(value)
        model.zero_grad()
        return time.process_time() - began

    with torch.random.fork_rng():  # dropout draws as if nothing had been tried
        seconds(True)  # the first step pays for allocations
        return seconds(True) < seconds(False)


def _optimiser(
    model: PreTrainedModel, recipe: Recipe, steps: int
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
    named = [(name, part) for name, part in model.named_parameters() if part.requires_grad]
    head = [part for name, part in named if {"classifier", "score"} & set(name.split("."))]
    known = {id(parameter) for parameter in head}
    encoder = [part for _, part in named if id(part) not in known]
    optimiser = torch.optim.AdamW(
        [{"params": encoder, "lr": recipe.rate}, {"params": head, "lr": HEAD_RATE * recipe.rate}], weight_decay=0.01
    )
    return optimiser, rise_and_fall(optimiser, recipe.warmup_steps, steps)


def rise_and_fall(
    optimiser: torch.optim.Optimizer, warmup_steps: int, steps: int
) -> torch.optim.lr_scheduler.LRScheduler:
    """A linear rise to the full rate over the warm-up (a fifth of the steps at most) and a linear fall to nothing."""
    warmup = min(warmup_steps, max(1, steps // 5))

    def factor(step: int) -> float:
        return min((step + 1) / warmup, max(0.0, (steps - step) / max(1, steps - warmup)))

    return torch.optim.lr_scheduler.LambdaLR(optimiser, factor)


def _trained(part: Tensor) -> bool:
    return part.requires_grad or not part.is_floating_point()


def save_checkpoint(folder: Path, recipe: Any, model: Any, optimiser: Any, schedule: Any, progress: Progress) -> None:
    """Writes what a stopped run needs to go on: the weights that are trained, and the state of all that moves them."""
    state = {
        "recipe": asdict(recipe),
        "model": {name: part for name, part in model.state_dict(keep_vars=True).items() if _trained(part)},
        "optimiser": optimiser.state_dict(),
        "schedule": schedule.state_dict(),
        "torch_rng": torch.get_rng_state(),
        "progress": tuple(progress),
    }
    unfinished = folder / "checkpoint.pt.partial"
    torch.save(state, unfinished)
    unfinished.rename(folder / "checkpoint.pt")  # a kill in mid-write leaves the older checkpoint whole


def resume(folder: Path, recipe: Any, model: Any, optimiser: Any, schedule: Any) -> Progress:
    """Restores the checkpoint, if one is left. Raises ValueError where it is another recipe's."""
    path = folder / "checkpoint.pt"
    if not path.exists():
        return Progress(0, 0, 0.0, None)
    state = torch.load(path, weights_only=True)
    if asdict(replace(recipe, **state["recipe"])) != asdict(recipe):  # a field that it lacks is newer than it is
        raise ValueError(f"{path} was written under another recipe; remove it or train into another folder")
    model.load_state_dict(state["model"], strict=False)  # frozen weights are not in it
    optimiser.load_state_dict(state["optimiser"])
    schedule.load_state_dict(state["schedule"])
    torch.set_rng_state(state["torch_rng"])
    return Progress(*state["progress"])
