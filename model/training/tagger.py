"""Training the tagger: a token-classification head for every category over an encoder of transformers, or over a causal
language model."""

from __future__ import annotations

import shutil
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

import torch
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

from chunking.errors import BadRequest
from chunking.packing import Chunk
from model.dataset import Contract, as_document
from model.training.labelled_windows import Batch, Example, batches, example, parts, softened
from model.training.segment_pooling import POOLS, pool
from model.training.soft_labels import Teachers

Pool = Callable[[Tensor, Tensor, int], Tensor]
CHECKPOINT_SECONDS, REPORT_SECONDS = 300, 30
PART = {"cpu": 4, "cuda": 64}  # windows of 256 tokens at a time; what a step needs beyond that is added up
HEAD_RATE = 5


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the tagger is trained. ``rate`` is AdamW's for the encoder at its height, the head's is ``HEAD_RATE`` times
    that; lengths are in tokens; ``others`` is the share of the windows without any clause that an epoch shows. ``rank``
    is LoRA's; 0 trains all weights. ``fold`` is (which, of how many), and ``labels`` names the soft labels: a run that
    was stopped does not go on with others."""

    epochs: int = 4
    seed: int = 1
    longest: int = 256
    batch: int = 16
    rate: float = 2e-4
    warmup_steps: int = 200
    others: float = 0.3
    rank: int = 0
    fold: tuple[int, int] | None = None
    labels: str = ""


class Progress(NamedTuple):
    """How far a run is; ``fast`` is whether it works in bfloat16 (None: not tried yet), which it keeps to its end."""

    step: int
    tokens: int
    seconds: float
    fast: bool | None


def train(
    base: str,
    training: list[Contract],
    categories: list[str],
    recipe: Recipe,
    folder: Path,
    teachers: Teachers | None = None,
    unlabelled: Sequence[Contract] = (),
) -> dict[str, Any]:
    """Trains and writes a model directory into ``folder``; goes on from the checkpoint there if one is left. What the
    ``teachers`` say of the contracts is learnt beside what people marked, of the ``unlabelled`` alone.

    Returns the figures of the run: steps, tokens, seconds, the last losses and the precision that was used.
    """
    tokenizer = AutoTokenizer.from_pretrained(base)
    examples: list[Example] = []
    for contract in tqdm([*training, *unlabelled], "encoding", unit="contract"):
        document = as_document(contract)
        item = example(contract, document, categories, tokenizer)
        if teachers:
            scores = teachers.label(contract, document, item.tokens, folder / "labels")
            item = softened(item, scores, labelled=len(examples) < len(training))
        examples.append(item)
    if teachers:
        teachers.close()
        recipe = replace(recipe, labels=teachers.digest([*training, *unlabelled]))
    torch.manual_seed(recipe.seed)
    model = _model(base, categories, recipe.rank)
    plan = [batch for epoch in range(recipe.epochs) for batch in batches(examples, recipe, epoch)]
    figures = _fit(model, examples, plan, tokenizer, recipe, POOLS[pooling(base)], folder)
    whole = model.merge_and_unload() if recipe.rank else model
    whole.eval().half().save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    (folder / "checkpoint.pt").unlink(missing_ok=True)
    shutil.rmtree(folder / "labels", ignore_errors=True)
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


def loss(model: PreTrainedModel, batch: Batch, pooled_by: Pool = pool, tokens: int = 0, segments: int = 0) -> Tensor:
    """Binary cross-entropy summed over the categories that are known, averaged over tokens and over segments, both
    added. ``tokens`` and ``segments`` are what a step has in all, where the batch is a part of it: its parts' losses
    add up to the step's."""
    logits = model(input_ids=batch.ids, attention_mask=batch.mask).logits.float()[batch.real]
    pooled = pooled_by(logits, batch.segment, batch.segments)
    entropy = torch.nn.functional.binary_cross_entropy_with_logits
    of_tokens = entropy(logits, batch.token_labels, batch.token_known, reduction="sum")
    of_segments = entropy(pooled, batch.segment_labels, batch.segment_known, reduction="sum")
    return of_tokens / (tokens or len(batch.segment)) + of_segments / (segments or batch.segments)


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
    recent: deque[Tensor] = deque(maxlen=100)
    began = saved = time.monotonic()
    told = began - REPORT_SECONDS  # the first step tells at once whether the run is sound
    for step in tqdm(range(done, len(plan)), "training", initial=done, total=len(plan), unit="step", mininterval=5):
        pieces = [one.to(device) for one in parts(plan[step], examples, tokenizer, recipe.longest, PART[device.type])]
        if fast is None:
            fast = bfloat16_is_faster(device)
        recent.append(_step(model, pieces, pooled_by, fast))
        optimiser.step()
        schedule.step()
        tokens += sum(len(part.segment) + 2 * len(part.ids) for part in pieces)
        now = time.monotonic()
        if now - told >= REPORT_SECONDS:
            tqdm.write(f"step {step + 1} of {len(plan)}: loss {_mean(recent):.3f}")
            told = now
        if now - saved >= CHECKPOINT_SECONDS:
            save_checkpoint(
                folder, recipe, model, optimiser, schedule, Progress(step + 1, tokens, seconds + now - began, fast)
            )
            saved = time.monotonic()
    return {
        "steps": len(plan),
        "tokens": tokens,
        "seconds": round(seconds + time.monotonic() - began, 1),
        "loss": round(_mean(recent), 4) if recent else None,
        "precision": "bfloat16" if fast else "float32",
        "device": device.type,
    }


def _step(model: PreTrainedModel, pieces: list[Batch], pooled_by: Pool, fast: bool) -> Tensor:
    """Leaves the clipped gradients of all parts in the model; returns their loss, on the device: to ask for its value
    would make a GPU wait."""
    tokens, segments = sum(len(part.segment) for part in pieces), sum(part.segments for part in pieces)
    model.zero_grad()
    total = torch.zeros((), device=pieces[0].ids.device)
    for part in pieces:
        with torch.autocast(total.device.type, torch.bfloat16, enabled=fast):
            value = loss(model, part, pooled_by, tokens, segments)
        torch.autograd.backward(value)
        total += value.detach()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    return total


def _mean(losses: Iterable[Tensor]) -> float:
    return float(torch.stack(list(losses)).mean())


def bfloat16_is_faster(device: torch.device) -> bool:
    """Some CPUs multiply bfloat16 in hardware; others emulate it up to fifty times slower, so that a single step of a
    language model would take half an hour. Hence this multiplies two small matrices. It takes the process's own time,
    so that other work on the machine does not decide."""
    if device.type == "cuda":
        return True

    def seconds(dtype: torch.dtype) -> float:
        matrix = torch.ones(256, 256, dtype=dtype)
        torch.mm(matrix, matrix)  # the first product pays for allocations
        began = time.process_time()
        for _ in range(4):
            torch.mm(matrix, matrix)
        return time.process_time() - began

    return seconds(torch.bfloat16) < seconds(torch.float32)


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
        "cuda_rng": torch.cuda.get_rng_state_all() if torch.cuda.is_available() else [],
        "progress": tuple(progress),
    }
    unfinished = folder / "checkpoint.pt.partial"
    torch.save(state, unfinished)
    unfinished.rename(folder / "checkpoint.pt")  # a kill in mid-write leaves the older checkpoint whole


def resume(folder: Path, recipe: Any, model: Any, optimiser: Any, schedule: Any) -> Progress:
    """Restores the checkpoint, if one is left. Raises BadRequest where it is another recipe's."""
    path = folder / "checkpoint.pt"
    if not path.exists():
        return Progress(0, 0, 0.0, None)
    state = torch.load(path, map_location="cpu", weights_only=True)
    if asdict(replace(recipe, **state["recipe"])) != asdict(recipe):  # a field that it lacks is newer than it is
        raise BadRequest(f"{path} was written under another recipe; remove it or train into another folder.")
    model.load_state_dict(state["model"], strict=False)  # frozen weights are not in it
    optimiser.load_state_dict(state["optimiser"])
    schedule.load_state_dict(state["schedule"])
    torch.set_rng_state(state["torch_rng"])
    torch.cuda.set_rng_state_all(state.get("cuda_rng", []))
    return Progress(*state["progress"])
