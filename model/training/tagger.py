"""Trains the tagger: a multi-label token-classification head, one label a category, on an encoder of transformers or
on a causal language model."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from tqdm import tqdm
from transformers import (
    MODEL_FOR_CAUSAL_LM_MAPPING,
    MODEL_FOR_MASKED_LM_MAPPING,
    AutoConfig,
    AutoModelForTokenClassification,
    PreTrainedModel,
    PreTrainedTokenizerBase,
)

from chunking.packing import Chunk
from model.dataset import Contract, as_document
from model.engines.llm.loading.check_json_files import UNREADABLE, check_json
from model.engines.llm.loading.load_weights import check_tokenizer, read_tokenizer, refuse_quantized, untrainable
from model.engines.model_directory import base_in, weights_in
from model.training.dropout import use_mask_dropout
from model.training.recipes import HEAD_RATE, TaggerRecipe
from model.training.segment_pooling import POOLS, pool
from model.training.soft_labels import Teachers
from model.training.tagger_targets import Batch, Example, batches, example, micro_batches, softened
from model.training.training_loop import CHECKPOINT, StepResult, fit, learnt_on, linear_schedule, refuse_same_folder

Pool = Callable[[Tensor, Tensor, int], Tensor]
# Windows of 256 tokens in a micro-batch; gradients are accumulated over the micro-batches of a step. More leave a CPU's
# caches, fewer keep its cores waiting.
WINDOWS = {"cpu": 8, "cuda": 64}
_LEAST_PARTS = 5  # the warm-up takes at most a fifth of all steps


def train(
    base: str,
    training: list[Contract],
    categories: list[str],
    recipe: TaggerRecipe,
    folder: Path,
    teachers: Teachers | None = None,
    unlabeled: Sequence[Contract] = (),
) -> dict[str, Any]:
    """Trains and writes a model directory to ``folder``, resuming from a checkpoint there if there is one. The
    ``teachers``' scores are targets beside the annotations, and the only targets for ``unlabeled`` contracts; of a
    contract that all of them have seen, the annotations are the only ones.

    Returns the run's figures, as ``fit`` does. Raises BadModel for a base that cannot be trained, and BadRequest if the
    folder has another run's checkpoint.
    """
    source = base_in(Path(base))
    refuse_same_folder(source, folder)
    weights_in(source)  # refused before the contracts are encoded
    check_json(source)
    refuse_quantized(source)
    tokenizer = read_tokenizer(source)
    examples: list[Example] = []
    for contract in tqdm([*training, *unlabeled], "encoding", unit="contract"):
        document = as_document(contract)
        item = example(contract, document, categories, tokenizer)
        if teachers:
            scores = teachers.label(contract, document, item.tokens, folder / "labels")
            item = item if scores is None else softened(item, scores, labeled=len(examples) < len(training))
        examples.append(item)
    if teachers:
        teachers.close()
        recipe = replace(recipe, labels=teachers.digest([*training, *unlabeled]))
    torch.manual_seed(recipe.seed)
    model = _model(source, categories, recipe.rank)
    check_tokenizer(source, tokenizer, model)
    recipe = replace(recipe, learnt_on=learnt_on(model, [*training, *unlabeled]))
    plan = [batch for epoch in range(recipe.epochs) for batch in batches(examples, recipe, epoch)]
    figures = _fit(model, examples, plan, tokenizer, recipe, POOLS[pooling(base)], folder)
    whole = model.merge_and_unload() if recipe.rank else model
    whole.eval().half().save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    (folder / CHECKPOINT).unlink(missing_ok=True)
    shutil.rmtree(folder / "labels", ignore_errors=True)
    return figures


def pooling(base: str) -> str:
    """How the tokens of a segment are pooled, as named in tagger.json. In a causal model, or a tagger on one, only a
    segment's last token has seen all of it."""
    kind = type(AutoConfig.from_pretrained(base_in(Path(base)), local_files_only=True))
    # Encoders have a causal variant, too; a model with a masked-language variant is an encoder.
    return "last" if kind in MODEL_FOR_CAUSAL_LM_MAPPING and kind not in MODEL_FOR_MASKED_LM_MAPPING else "mean"


def _model(base: Path, categories: list[str], rank: int) -> Any:
    """The base with a new head, or a tagger to train further; with a rank, frozen and with LoRA matrices. Raises
    BadModel."""
    try:
        return _read_model(base, categories, rank)
    except UNREADABLE as error:
        raise untrainable(base, error) from error


def _read_model(base: Path, categories: list[str], rank: int) -> Any:
    known = AutoConfig.from_pretrained(base, local_files_only=True)
    large = torch.cuda.is_available() and rank > 0
    options: dict[str, Any] = {}
    if hasattr(known, "attention_probs_dropout_prob"):
        options["attention_probs_dropout_prob"] = 0.0  # with it, attention on a CPU takes a path of half the speed
    if not torch.cuda.is_available():
        options["attn_implementation"] = "eager"  # PyTorch's fused attention is slower backwards on a CPU
    model, read = AutoModelForTokenClassification.from_pretrained(
        base,
        use_safetensors=True,
        local_files_only=True,
        output_loading_info=True,
        dtype=torch.bfloat16 if large else torch.float32,  # a base saved in half precision cannot be trained in it
        ignore_mismatched_sizes=True,  # the base may be a tagger with other categories
        id2label=dict(enumerate(categories)),
        problem_type="multi_label_classification",
        **options,
    )
    if missing := sorted(name for name in read["missing_keys"] if not name.startswith(_head(model))):
        raise ValueError(f"{len(missing)} weights are not in it, such as {missing[0]}")
    others = sorted(name for name, *_ in read["mismatched_keys"] if not name.startswith(_head(model)))
    if others:  # allowed for the head alone; transformers would initialize these at random, too
        raise ValueError(f"the shapes of {len(others)} weights do not match config.json, such as {others[0]}")
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
    """The name of the classification layer."""
    return next(name for name in ("classifier", "score") if hasattr(model, name))


def loss(model: PreTrainedModel, batch: Batch, pooled_by: Pool = pool, tokens: int = 0, segments: int = 0) -> Tensor:
    """The sum of two losses, of the tokens and of the segments: binary cross-entropy, summed over the known labels and
    averaged over tokens or segments. For a micro-batch, ``tokens`` and ``segments`` are the whole step's counts, so
    that the losses of its micro-batches add up to the step's."""
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
    recipe: TaggerRecipe,
    pooled_by: Pool,
    folder: Path,
) -> dict[str, Any]:
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    torch.nn.Module.to(model, device).train()
    if device.type == "cpu":
        use_mask_dropout(model)
    optimizer = _optimizer(model, recipe)

    def backward(step: int, fast: bool) -> StepResult:
        size = WINDOWS[device.type]
        parts = [one.to(device) for one in micro_batches(plan[step], examples, tokenizer, recipe.window, size)]
        tokens = sum(len(part.segment) + 2 * len(part.ids) for part in parts)
        return StepResult(_accumulate(model, parts, pooled_by, fast), tokens)

    warmup = min(recipe.warmup_steps, max(1, len(plan) // _LEAST_PARTS))
    return fit(model, optimizer, linear_schedule(optimizer, warmup, len(plan)), len(plan), backward, recipe, folder)


def _accumulate(model: PreTrainedModel, parts: list[Batch], pooled_by: Pool, fast: bool) -> Tensor:
    """Accumulates the gradients of a step's micro-batches in the model; returns their loss, on the device."""
    tokens, segments = sum(len(part.segment) for part in parts), sum(part.segments for part in parts)
    total = torch.zeros((), device=parts[0].ids.device)
    for part in parts:
        with torch.autocast(total.device.type, torch.bfloat16, enabled=fast):
            value = loss(model, part, pooled_by, tokens, segments)
        torch.autograd.backward(value)
        total += value.detach()
    return total


def _optimizer(model: PreTrainedModel, recipe: TaggerRecipe) -> torch.optim.Optimizer:
    """AdamW, with a higher learning rate for the head than for the encoder."""
    named = [(name, part) for name, part in model.named_parameters() if part.requires_grad]
    head = [part for name, part in named if {"classifier", "score"} & set(name.split("."))]
    known = {id(parameter) for parameter in head}
    encoder = [part for _, part in named if id(part) not in known]
    groups = [
        {"params": encoder, "lr": recipe.learning_rate},
        {"params": head, "lr": HEAD_RATE * recipe.learning_rate},
    ]
    return torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
