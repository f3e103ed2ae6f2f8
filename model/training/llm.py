"""Fine-tuning a causal language model to point: numbered sentences in, their numbers out."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from tqdm import tqdm
from transformers import AutoTokenizer, PreTrainedModel, PreTrainedTokenizerBase
from transformers.pytorch_utils import Conv1D

from chunking.document import Document
from chunking.errors import BadModel
from chunking.packing import Chunk
from model.dataset import Contract, Spans, as_document, spans_in_document, wrong_in_document
from model.engines.llm.attention_masks import AttentionScope, attention_scope, same_branch
from model.engines.llm.layout import SHARED, chunk_layout, prefix_layout
from model.engines.llm.loading import UNREADABLE, first_line, read_model
from model.engines.llm.prompt import TEMPLATE, Prompt, read_template
from model.engines.llm.trial import check
from model.engines.model_directory import ADAPTER, base_in, weights_in
from model.engines.tagger.windows import tokenise
from model.findings import whole_words
from model.training.tagger import Progress, bfloat16_is_faster, resume, rise_and_fall, save_checkpoint

CHECKPOINT_EVERY = 200  # steps
_MOST_ITEMS = 8
# A chunk begins with so much of the one before, as a share of the window: one part of ...
CONTEXT = 16


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the model is fine-tuned. Lengths are in tokens: ``window`` of a chunk, ``row`` of the chunks that are packed
    together; ``rows`` are added up for a step. ``others`` is the share of the chunks without any clause that an epoch
    shows, ``negatives`` how many of the categories that a chunk does not have are asked of it (None: all).
    ``rank`` is LoRA's; 0 trains all weights. ``rate`` is AdamW's."""

    epochs: int = 2
    seed: int = 1
    window: int = 1024
    row: int = 4096
    rows: int = 8
    rate: float = 2e-4
    warmup_steps: int = 50
    others: float = 0.3
    negatives: int | None = None
    rank: int = 16


class Item(NamedTuple):
    """An annotated span as segments (half open) and the words in its first one, with the space before them."""

    first: int
    last: int
    words: str


class Example(NamedTuple):
    """A contract: each sentence's tokens, and by category the annotated spans and those marked as wrong. Of an
    incomplete one nothing is known of a category where it has neither."""

    sentences: list[list[int]]
    items: dict[str, list[Item]]
    wrong: dict[str, list[Item]]
    complete: bool


class Lesson(NamedTuple):
    """A chunk with its questions and answers, (tokens,) each, and the targets: at ``places``, ``token`` with ``weight``
    (weights of one place add up to 1)."""

    ids: list[int]
    branch: list[int]
    position: list[int]
    places: list[int]
    token: list[int]
    weight: list[float]


def example(contract: Contract, prompt: Prompt) -> Example:
    """A sentence belongs to a span that covers half of it, or that it holds half of."""
    document = as_document(contract)
    starts = np.array([segment.start for segment in document.segments])
    ends = np.array([segment.end for segment in document.segments])
    tokens = tokenise(document, prompt.tokenizer)
    sentences = [part.tolist() for part in np.split(tokens.ids, tokens.first[1:-1])]

    def items(marked: Spans) -> dict[str, list[Item]]:
        found: dict[str, list[Item]] = {}
        for category, spans in marked.items():
            for start, end in sorted(spans):
                shared = np.clip(np.minimum(ends, end) - np.maximum(starts, start), 0, None)
                inside = np.flatnonzero(shared >= 0.5 * np.minimum(np.maximum(ends - starts, 1), end - start))
                if len(inside):
                    item = _item(document, inside, int(shared.argmax()), start, end, category in prompt.words)
                    found.setdefault(category, []).append(item)
        return found

    marked, wrong = spans_in_document(contract, document), wrong_in_document(contract, document)
    return Example(sentences, items(marked), items(wrong), contract.complete)


def _item(document: Document, inside: NDArray[np.int64], fullest: int, start: int, end: int, words: bool) -> Item:
    if not words:
        return Item(int(inside[0]), int(inside[-1]) + 1, "")
    segment = document.segments[fullest]
    first, last = whole_words(document.text, max(start, segment.start), min(end, segment.end))
    spaced = first > segment.start and document.text[first - 1] == " "  # in most vocabularies it is part of the word
    return Item(fullest, fullest + 1, document.text[first - spaced : last])


def lesson(chunk: Chunk, learnt: Example, asked: Sequence[tuple[str, bool]], prompt: Prompt, longest: int) -> Lesson:
    """A chunk with the questions ``asked``: (category, whether its answer is written out or read off).

    Written out, the answer is the items in order, each by its first and last number or by its number and its words, and
    "none" at its end. To be read off, the numbers of all sentences of all items share the weight.
    """
    sentences = [sentence[:longest] for sentence in learnt.sentences[chunk.first : chunk.last]]
    ids = prompt.chunk(sentences, chunk.own - chunk.first)
    at = len(ids) - 1
    branches: list[list[int]] = []
    targets: list[tuple[int, int, float]] = []
    for category, written in asked:
        items = inside(learnt.items.get(category, []), chunk)
        question = prompt.questions[category].write if written else prompt.questions[category].point
        answer = _written(items, chunk, category in prompt.words, prompt) if written else []
        at += len(question)
        if written:
            targets += [(at + offset, token, 1.0) for offset, token in enumerate(answer)]
        else:
            marks = sorted({segment for item in items for segment in range(item.first, item.last)})
            chosen = [prompt.marks[segment - chunk.own] for segment in marks] or [prompt.none]
            targets += [(at, mark, 1 / len(chosen)) for mark in chosen]
        branches.append([*question, *answer[:-1]])
        at += len(answer[:-1])
    layout = chunk_layout(ids, branches, 0)
    return Lesson(
        layout.ids,
        layout.branches,
        layout.positions,
        [index for index, _, _ in targets],
        [token for _, token, _ in targets],
        [weight for _, _, weight in targets],
    )


def inside(items: Sequence[Item], chunk: Chunk) -> list[Item]:
    """What of the items the chunk's own sentences hold, in order; the words of one sentence as they stand there."""
    cut = dict.fromkeys(Item(max(item.first, chunk.own), min(item.last, chunk.last), item.words) for item in items)
    return sorted((item for item in cut if item.first < item.last), key=lambda item: item[:2])[:_MOST_ITEMS]


def _written(items: Sequence[Item], chunk: Chunk, words: bool, prompt: Prompt) -> list[int]:
    ids: list[int] = []
    for item in items:
        ids.append(prompt.marks[item.first - chunk.own])
        if words:
            ids += prompt.quote(item.words)
        elif item.last > item.first + 1:
            ids += [prompt.range, prompt.marks[item.last - 1 - chunk.own]]
    return [*ids, prompt.none]


class Row(NamedTuple):
    """Lessons packed behind the prefix, which they share: (tokens,) each, with the number of the lesson."""

    ids: Tensor
    lesson: Tensor
    branch: Tensor
    position: Tensor
    places: Tensor
    token: Tensor
    weight: Tensor

    def to(self, device: torch.device) -> Row:
        """The same row on the device."""
        return Row(*(part.to(device) for part in self))


def pack_row(lessons: Sequence[Lesson], prompt: Prompt) -> Row:
    """One row of all lessons; targets are (place, token, weight)."""
    ids, position, branch = prefix_layout(prompt.prefix)[:3]
    number = [SHARED] * len(ids)  # all lessons see the prefix
    index, token, weight = [], [], []
    for count, one in enumerate(lessons):
        index += [len(ids) + place for place in one.places]
        token += one.token
        weight += one.weight
        ids += one.ids
        number += [count] * len(one.ids)
        branch += one.branch
        position += [len(prompt.prefix) + place for place in one.position]
    whole = [torch.tensor(part, dtype=torch.long) for part in (ids, number, branch, position, index, token)]
    return Row(*[*whole, torch.tensor(weight)])


def row_scope(row: Row) -> AttentionScope:
    """Each token attends to what stands before it in its own lesson and branch, or is shared."""
    order = torch.arange(len(row.ids), device=row.ids.device)
    mask = same_branch(row.lesson, row.lesson) & same_branch(row.branch, row.branch) & (order <= order[:, None])
    return AttentionScope(mask[None, None], row.position[None], row.position[None])


def read(model: PreTrainedModel, row: Row, places: Tensor) -> Tensor:
    """The logits (len(places), width) at these places of the row."""
    scope = row_scope(row)
    with attention_scope(scope):
        whole = model(
            input_ids=row.ids[None],
            position_ids=row.position[None],
            attention_mask=scope.padding_mask(),
            use_cache=False,
            logits_to_keep=places,
        )
    logits: Tensor = whole.logits[0]
    return logits


def loss(model: PreTrainedModel, row: Row) -> Tensor:
    """Cross-entropy on the answers only, averaged over their tokens."""
    places, back = torch.unique(row.places, return_inverse=True)
    chances = read(model, row, places).float().log_softmax(-1)
    return torch.neg((chances[back, row.token] * row.weight).sum() / len(places))


class Task(NamedTuple):
    """A chunk of one of the examples with what is asked of it; ``lesson`` makes the tokens."""

    example: int
    chunk: Chunk
    asked: list[tuple[str, bool]]


def plan(examples: list[Example], recipe: Recipe, prompt: Prompt) -> list[list[Task]]:
    """The rows of the whole run, cut anew for each epoch."""
    rows: list[list[Task]] = []
    for epoch in range(recipe.epochs):
        used = recipe.row + 1
        for task in _epoch(examples, recipe, prompt, random.Random(f"{recipe.seed}-{epoch}")):
            length = len(lesson(task.chunk, examples[task.example], task.asked, prompt, recipe.window).ids)
            if used + length > recipe.row:
                rows.append([])
                used = len(prompt.prefix)
            rows[-1].append(task)
            used += length
    return rows


def _epoch(examples: list[Example], recipe: Recipe, prompt: Prompt, draw: random.Random) -> list[Task]:
    chosen = []
    for number, item in enumerate(examples):
        # A window of another length each time, so that no epoch shows the same chunks.
        budget = recipe.window - draw.randrange(0, recipe.window // 4)
        for chunk in prompt.chunks([len(sentence) for sentence in item.sentences], budget, recipe.window // CONTEXT):
            marked = any(inside(spans, chunk) for spans in (*item.items.values(), *item.wrong.values()))
            if marked or (item.complete and draw.random() < recipe.others):
                chosen.append(Task(number, chunk, _asked(item, chunk, recipe, prompt, draw)))
    draw.shuffle(chosen)
    return chosen


def _asked(item: Example, chunk: Chunk, recipe: Recipe, prompt: Prompt, draw: random.Random) -> list[tuple[str, bool]]:
    """What the chunk has, both ways; and one way, of what it is known not to have, what was marked as wrong and some of
    the rest."""
    present = [category for category in prompt.questions if inside(item.items.get(category, []), chunk)]
    absent = [category for category in prompt.questions if category not in present]
    wrong = [category for category in absent if inside(item.wrong.get(category, []), chunk)]
    others = [category for category in absent if category not in wrong] if item.complete else []
    if recipe.negatives is not None:
        others = draw.sample(others, min(recipe.negatives, len(others)))
    others = wrong + others
    asked = [(category, written) for category in present for written in (False, True)]
    return asked + [(category, draw.random() < 0.5) for category in others]


def train(
    base: str, training: list[Contract], categories: list[str], words: frozenset[str], recipe: Recipe, folder: Path
) -> dict[str, Any]:
    """Trains and writes a model directory into ``folder``; goes on from the checkpoint there if one is left.

    LoRA's weights are added into the base's at the end, so that the directory needs nothing besides. Returns the
    figures of the run: steps, tokens, seconds, the last losses and the precision that was used.
    """
    torch.manual_seed(recipe.seed)
    folder_of_base = base_in(Path(base))
    tokenizer, model = _base(folder_of_base, recipe)
    prompt = Prompt(tokenizer, read_template(folder_of_base), categories, words)
    check(model, prompt.marks)
    model = _with_lora(model, recipe) if recipe.rank else model
    examples = [example(contract, prompt) for contract in tqdm(training, "encoding", unit="contract")]
    rows = plan(examples, recipe, prompt)
    figures = _fit(model, examples, rows, prompt, recipe, folder)
    whole = model.merge_and_unload() if recipe.rank else model
    whole.eval().to(torch.bfloat16).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    (folder / TEMPLATE).write_text(read_template(folder_of_base), encoding="utf-8")
    (folder / "checkpoint.pt").unlink(missing_ok=True)
    return figures


def _base(folder: Path, recipe: Recipe) -> tuple[PreTrainedTokenizerBase, Any]:
    """The base and its tokenizer. Raises BadModel."""
    weights_in(folder)
    if (folder / ADAPTER).exists():
        raise BadModel(f"{folder} holds an adapter beside the model. Train on the model alone, or merge it before.")
    large = torch.cuda.is_available() and recipe.rank > 0
    try:
        tokenizer = AutoTokenizer.from_pretrained(folder, trust_remote_code=False, local_files_only=True)
        return tokenizer, read_model(folder, torch.bfloat16 if large else torch.float32)
    except UNREADABLE as error:
        raise BadModel(f"{folder} cannot be loaded: {first_line(error)}") from error


def _with_lora(model: Any, recipe: Recipe) -> Any:
    """The base, frozen under LoRA's matrices at all linear layers of its text model."""
    from peft import LoraConfig, get_peft_model

    if torch.cuda.is_available():
        model.gradient_checkpointing_enable()
        model.enable_input_require_grads()
    reading = {id(part) for part in model.get_decoder().modules()}
    layers = [
        name
        for name, part in model.named_modules()
        if isinstance(part, torch.nn.Linear | Conv1D) and id(part) in reading
    ]
    return get_peft_model(
        model, LoraConfig(r=recipe.rank, lora_alpha=2 * recipe.rank, target_modules=layers, task_type="CAUSAL_LM")
    )


def _fit(
    model: Any, examples: list[Example], rows: list[list[Task]], prompt: Prompt, recipe: Recipe, folder: Path
) -> dict[str, Any]:
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    model.to(device).train()
    steps = len(rows) // recipe.rows
    learning = [part for part in model.parameters() if part.requires_grad]
    optimiser = torch.optim.AdamW(learning, lr=recipe.rate, weight_decay=0.01)
    schedule = rise_and_fall(optimiser, recipe.warmup_steps, steps)
    done, tokens, seconds, fast = resume(folder, recipe, model, optimiser, schedule)
    recent: list[float] = []
    began = time.monotonic()
    for step in tqdm(range(done, steps), "training", initial=done, total=steps, unit="step", mininterval=5):
        for tasks in rows[step * recipe.rows : (step + 1) * recipe.rows]:
            lessons = [lesson(task.chunk, examples[task.example], task.asked, prompt, recipe.window) for task in tasks]
            row = pack_row(lessons, prompt).to(device)
            if fast is None:
                fast = bfloat16_is_faster(device)
            with torch.autocast(device.type, torch.bfloat16, enabled=fast):
                value = loss(model, row)
            torch.autograd.backward(value / recipe.rows)
            tokens += len(row.ids)
            recent = [*recent[-799:], value.item()]
        torch.nn.utils.clip_grad_norm_(learning, 1.0)
        optimiser.step()
        schedule.step()
        optimiser.zero_grad()
        if (step + 1) % CHECKPOINT_EVERY == 0:
            progress = Progress(step + 1, tokens, seconds + time.monotonic() - began, fast)
            save_checkpoint(folder, recipe, model, optimiser, schedule, progress)
            tqdm.write(f"step {step + 1}: loss {np.mean(recent):.3f}")
    return {
        "steps": steps,
        "tokens": tokens,
        "seconds": round(seconds + time.monotonic() - began, 1),
        "loss": round(float(np.mean(recent)), 4) if recent else None,
        "precision": "bfloat16" if fast else "float32",
        "device": device.type,
    }
