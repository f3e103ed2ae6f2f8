"""Fine-tunes a causal language model to select sentences by number (pointer-style): it reads numbered sentences and
answers with their numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from tqdm import tqdm
from transformers import PreTrainedModel, PreTrainedTokenizerBase
from transformers.pytorch_utils import Conv1D

from chunking.errors import BadModel, BadRequest
from model.dataset import Contract
from model.engines.llm.decoding.attention_masks import AttentionScope, attention_scope, same_branch
from model.engines.llm.decoding.scheduler import ANSWER_TOKENS
from model.engines.llm.language_model import fitting_window
from model.engines.llm.loading.branching_check import check_branching
from model.engines.llm.loading.check_json_files import UNREADABLE, check_json
from model.engines.llm.loading.load_weights import (
    check_tokenizer,
    read_model,
    read_tokenizer,
    refuse_quantized,
    untrainable,
)
from model.engines.llm.loading.memory_check import check_memory
from model.engines.llm.prompts.questions import TEMPLATE, Prompt, read_template
from model.engines.model_directory import ADAPTER, adapters_below, base_in, weights_in
from model.training.estimate import estimate, free_memory, matrix_rate, weight_bytes
from model.training.llm_targets import PackedSequence, PlannedChunk, example, labeled_chunk, pack_sequence, plan
from model.training.recipes import LLMRecipe
from model.training.training_loop import CHECKPOINT, StepResult, fit, learnt_on, linear_schedule, refuse_same_folder

# The warm-up's share of all steps, as in LoRA's own recipes (`--warmup_ratio 0.06` in microsoft/LoRA, examples/NLU,
# after Liu et al., 2019, RoBERTa), and the most steps that it takes, as in torchtune's LoRA recipes.
WARMUP_SHARE, MOST_WARMUP_STEPS = 0.06, 100
_VALIDATION_ROWS = 8


def sequence_scope(sequence: PackedSequence) -> AttentionScope:
    """Each token attends to the tokens before it that are shared, or of its own chunk and branch."""
    order = torch.arange(len(sequence.ids), device=sequence.ids.device)
    mask = (
        same_branch(sequence.chunk, sequence.chunk)
        & same_branch(sequence.branch, sequence.branch)
        & (order <= order[:, None])
    )
    return AttentionScope(mask[None, None], sequence.position[None], sequence.position[None])


def logits_at(model: PreTrainedModel, sequence: PackedSequence, indices: Tensor) -> Tensor:
    """The logits at these indices of the sequence, (indices, vocabulary)."""
    scope = sequence_scope(sequence)
    with attention_scope(scope):
        output = model(
            input_ids=sequence.ids[None],
            position_ids=sequence.position[None],
            attention_mask=scope.padding_mask(),
            use_cache=False,
            logits_to_keep=indices,
        )
    logits: Tensor = output.logits[0]
    return logits


def loss(model: PreTrainedModel, sequence: PackedSequence) -> Tensor:
    """Cross-entropy of the answers' tokens, averaged; the prompt, the chunks and the questions have no loss."""
    indices, inverse = torch.unique(sequence.target_index, return_inverse=True)
    log_probabilities = logits_at(model, sequence, indices).float().log_softmax(-1)
    return torch.neg((log_probabilities[inverse, sequence.target_token] * sequence.target_weight).sum() / len(indices))


def train(
    base: str,
    training: list[Contract],
    categories: list[str],
    words: frozenset[str],
    recipe: LLMRecipe,
    folder: Path,
    validation: Sequence[Contract] = (),
) -> dict[str, Any]:
    """Trains and writes a model directory to ``folder``, resuming from a checkpoint there if there is one. LoRA's
    weights are merged into the base at the end, so that the directory is a whole model; the adapter by itself is kept
    in ``adapter_folder(folder)``. Of the ``validation`` contracts, the loss is measured.

    Returns the run's figures, as ``fit`` does. Raises BadModel for a base that cannot be trained, and BadRequest if the
    contracts give nothing to learn or the folder has another run's checkpoint.
    """
    torch.manual_seed(recipe.seed)
    folder_of_base = base_in(Path(base))
    refuse_same_folder(folder_of_base, folder)
    tokenizer, model = _base(folder_of_base, recipe)
    prompt = Prompt(tokenizer, read_template(folder_of_base), categories, words)
    fitting_window(model, recipe.window, prompt.beside(), ANSWER_TOKENS, "--window")
    check_branching(model, prompt.numbers, recipe.row_tokens)
    recipe = replace(recipe, learnt_on=learnt_on(model, training))
    model = _with_lora(model, recipe) if recipe.rank else model
    sequences = _packed(training, prompt, recipe)
    if not sequences:
        raise BadRequest("The contracts have no text to train on.")
    held_out = _packed(validation, prompt, replace(recipe, epochs=1))
    figures = _fit(model, sequences, held_out[:: -(-len(held_out) // _VALIDATION_ROWS) or 1], recipe, folder)
    if recipe.rank:
        model.save_pretrained(adapter_folder(folder))
    whole = model.merge_and_unload() if recipe.rank else model
    whole.eval().to(torch.bfloat16).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    (folder / TEMPLATE).write_text(read_template(folder_of_base), encoding="utf-8")
    (folder / CHECKPOINT).unlink(missing_ok=True)
    return figures


def adapter_folder(folder: Path) -> Path:
    """Beside the whole model's directory, since an adapter inside it would be applied to weights that contain it."""
    whole = folder.resolve()  # "." has no name
    return whole.with_name(f"{whole.name}-adapter")


def _packed(contracts: Sequence[Contract], prompt: Prompt, recipe: LLMRecipe) -> list[Callable[[], PackedSequence]]:
    """The sequences of a run over these contracts, each of which is packed when it is called."""
    examples = [example(contract, prompt) for contract in tqdm(contracts, "encoding", unit="contract")]

    def packed(planned: list[PlannedChunk]) -> PackedSequence:
        chunks = [
            labeled_chunk(one.chunk, examples[one.example], one.questions, prompt, recipe.window) for one in planned
        ]
        return pack_sequence(chunks, prompt)

    return [partial(packed, planned) for planned in plan(examples, recipe, prompt)]


def _base(folder: Path, recipe: LLMRecipe) -> tuple[PreTrainedTokenizerBase, Any]:
    """The base and its tokenizer. Raises BadModel."""
    files = weights_in(folder)
    check_json(folder)
    refuse_quantized(folder)
    adapters = [ADAPTER] if (folder / ADAPTER).exists() else list(adapters_below(folder))
    if adapters:
        raise BadModel(
            f"{folder} holds an adapter beside the model ({adapters[0]}), and training would ignore it. Train on the "
            "model alone, or merge it before."
        )
    check_memory(folder, files, None)
    large = torch.cuda.is_available() and recipe.rank > 0
    try:
        model = read_model(folder, torch.bfloat16 if large else torch.float32)
    except UNREADABLE as error:
        raise untrainable(folder, error) from error
    tokenizer = read_tokenizer(folder)
    check_tokenizer(folder, tokenizer, model)
    return tokenizer, model


def _with_lora(model: Any, recipe: LLMRecipe) -> Any:
    """The frozen base with LoRA matrices on all linear layers of its text model."""
    from peft import LoraConfig, get_peft_model

    if torch.cuda.is_available():
        model.gradient_checkpointing_enable()
        model.enable_input_require_grads()
    text_model = {id(part) for part in model.get_decoder().modules()}
    layers = [
        name
        for name, part in model.named_modules()
        if isinstance(part, torch.nn.Linear | Conv1D) and id(part) in text_model
    ]
    return get_peft_model(
        model, LoraConfig(r=recipe.rank, lora_alpha=2 * recipe.rank, target_modules=layers, task_type="CAUSAL_LM")
    )


def _fit(
    model: Any,
    sequences: list[Callable[[], PackedSequence]],
    held_out: list[Callable[[], PackedSequence]],
    recipe: LLMRecipe,
    folder: Path,
) -> dict[str, Any]:
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    model.to(device).train()
    _print_estimate(model, len(sequences), recipe, device)
    steps = [sequences[first : first + recipe.accumulation] for first in range(0, len(sequences), recipe.accumulation)]
    optimizer = torch.optim.AdamW(
        [part for part in model.parameters() if part.requires_grad], lr=recipe.learning_rate, weight_decay=0.01
    )

    def backward(step: int, fast: bool) -> StepResult:
        total, tokens = torch.zeros((), device=device), 0
        for packed in steps[step]:
            sequence = packed().to(device)
            with torch.autocast(device.type, torch.bfloat16, enabled=fast):
                value = loss(model, sequence) / len(steps[step])
            torch.autograd.backward(value)
            total += value.detach()
            tokens += len(sequence.ids)
        return StepResult(total, tokens)

    def validate(fast: bool) -> float:
        model.eval()
        with torch.inference_mode(), torch.autocast(device.type, torch.bfloat16, enabled=fast):
            losses = [float(loss(model, packed().to(device))) for packed in held_out]
        model.train()
        return sum(losses) / len(losses)

    schedule = linear_schedule(optimizer, warmup_steps(len(steps)), len(steps))
    measured = validate if held_out else None
    return fit(model, optimizer, schedule, len(steps), backward, recipe, folder, measured)


def _print_estimate(model: Any, sequences: int, recipe: LLMRecipe, device: torch.device) -> None:
    """Prints what the run will take, and whether that is more memory than the device has."""
    checkpointed = recipe.rank > 0 and device.type == "cuda"  # as in _with_lora
    rate = matrix_rate(device, torch.bfloat16 if device.type == "cuda" else torch.float32)
    needed = estimate(model, recipe.row_tokens, sequences, checkpointed, rate)
    tqdm.write(f"{sequences} sequences of up to {recipe.row_tokens} tokens: an estimate of {needed}.")
    free = free_memory(device) + weight_bytes(model)  # the weights are loaded already
    if free < needed.memory:
        tqdm.write(f"Only {free / 2**30:.1f} GiB are free. Shorter sequences (--row-tokens) or --rank take less.")


def warmup_steps(steps: int) -> int:
    """The steps of the warm-up, out of all."""
    return min(MOST_WARMUP_STEPS, max(1, round(WARMUP_SHARE * steps)))
