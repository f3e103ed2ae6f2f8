"""Trains the small language model of tests and demonstrations, on invented contracts alone:
``python -m benchmarks.pointer examples/pointer 500`` makes 500 steps from nothing, the same again as many from there.

Pointing is a question that finds the sentence like it and copies the number behind it. So small a model does not come
upon that by itself in minutes; it begins with one attention head that copies the number of what it looks at, and
besides the answers it is taught two things: what the sentence before each number belongs to (a linear head on the
middle layer, thrown away at the end), and where that attention head looks.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerBase

from benchmarks.invented import invent
from benchmarks.small_llm import learn_tokenizer
from chunking.packing import Chunk
from model.llm import LLM_SETTINGS
from model.llm_training import SHARED, Example, Task, example, lesson
from model.prompting import TEMPLATE, Prompt

# 0.8 million weights.
VOCABULARY, WIDTH, HEADS = 2048, 128, 4
CONTRACTS, RATE = 400, 3e-3
TOKENS = 2080  # of a step's chunks, about
SHORTEST, WINDOW = 50, 220  # tokens of a chunk at the beginning and from three quarters of the steps on
WORDS = frozenset({"Document Name", "Parties", "Agreement Date", "Effective Date"})
# The layers behind which a number knows its sentence, and whose first head looks for it (from 0).
KNOWS, LOOKS = 2, 2


class Batch(NamedTuple):
    """Chunks with their questions side by side, (chunks, tokens) each. ``place`` are flat; ``asking`` and ``numbers``
    are (row, position) of each question's end and each sentence's number; ``look`` is where the former should look,
    (questions, tokens), ``labels`` what the latter's sentences belong to, (sentences, categories)."""

    ids: Tensor
    position: Tensor
    mask: Tensor
    place: Tensor
    token: Tensor
    weight: Tensor
    asking: Tensor
    look: Tensor
    numbers: Tensor
    labels: Tensor


class Teacher:
    """Draws chunks and makes batches of them."""

    def __init__(self, prompt: Prompt, examples: list[Example], seed: int) -> None:
        self._prompt, self._examples = prompt, examples
        self._categories = list(prompt.questions)
        self._labels = [self._labelled(one) for one in examples]
        self._draw = random.Random(seed)
        line = prompt.chunk([[]], 0)
        self._behind = len(line) - len(prompt.suffix) - line.index(prompt.marks[0]) - 1  # tokens behind a number

    def batch(self, window: int, negatives: int, written: float) -> Batch:
        """Chunks of ``window`` tokens; all that they have is asked, ``negatives`` of what they have not, and the share
        ``written`` of it to be written out besides."""
        return self.collate([self._task(window, negatives, written) for _ in range(max(1, TOKENS // (window + 30)))])

    def _labelled(self, one: Example) -> NDArray[np.float32]:
        labels = np.zeros((len(one.sentences), len(self._categories)), dtype=np.float32)
        for category, items in one.items.items():
            for item in items:
                labels[item.first : item.last, self._categories.index(category)] = 1
        return labels

    def _task(self, window: int, negatives: int, written: float) -> Task:
        draw = self._draw
        number = draw.randrange(len(self._examples))
        sizes = [len(sentence) + self._prompt.overhead() for sentence in self._examples[number].sentences]
        first = last = draw.randrange(len(sizes))
        while last < len(sizes) and (last == first or sum(sizes[first : last + 1]) <= window):
            last += 1
        present = set(np.flatnonzero(self._labels[number][first:last].sum(axis=0)).tolist())
        asked = []
        for column, category in enumerate(self._categories):
            if column in present:
                asked += [(category, category in WORDS)]
                if category not in WORDS and draw.random() < written:
                    asked += [(category, True)]
        others = [category for column, category in enumerate(self._categories) if column not in present]
        asked += [(one, one in WORDS or draw.random() < written / 2) for one in draw.sample(others, negatives)]
        return Task(number, Chunk(first, first, last), asked)

    def collate(self, tasks: Sequence[Task]) -> Batch:
        """Every row begins with the prompt's first token, where a question looks that has no answer."""
        lessons = [lesson(task.chunk, self._examples[task.example], task.asked, self._prompt, WINDOW) for task in tasks]
        length = 1 + max(len(one.ids) for one in lessons)
        ids, position, branch = (
            np.full((len(tasks), length), fill) for fill in (self._prompt.prefix[0], 0, SHARED - 1)
        )
        place: list[int] = []
        asking: list[tuple[int, int]] = []
        numbers: list[tuple[int, int]] = []
        look = []
        for row, (task, one) in enumerate(zip(tasks, lessons, strict=True)):
            end = 1 + len(one.ids)
            ids[row, 1:end], position[row, 1:end], branch[row, 1:end] = one.ids, np.array(one.position) + 1, one.branch
            branch[row, 0] = SHARED
            place += [row * length + 1 + index for index in one.places]
            here = self._numbers(task)
            numbers += [(row, at) for at in here]
            for which, (category, written) in enumerate(task.asked):
                question = self._prompt.questions[category]
                size = len(question.write if written else question.point)
                asking.append((row, 1 + one.branch.index(which) + size - 1))
                look.append(self._look(task, category, written, here, length))
        order = torch.arange(length)
        owner = torch.from_numpy(branch)
        seen = (owner[:, None, :] == SHARED) | (owner[:, None, :] == owner[:, :, None])
        seen = seen & (order <= order[:, None])
        return Batch(
            torch.from_numpy(ids),
            torch.from_numpy(position),
            torch.where(seen | (order == 0), 0.0, -1e9)[:, None],
            torch.tensor(place),
            torch.tensor([token for one in lessons for token in one.token]),
            torch.tensor([weight for one in lessons for weight in one.weight]),
            torch.tensor(asking).T,
            torch.from_numpy(np.stack(look)),
            torch.tensor(numbers).T,
            torch.from_numpy(np.concatenate([self._own_labels(task) for task in tasks])),
        )

    def _numbers(self, task: Task) -> list[int]:
        """Where each sentence's number stands, behind the first token."""
        sentences = self._examples[task.example].sentences[task.chunk.first : task.chunk.last]
        ends = np.cumsum([len(sentence[:WINDOW]) + self._prompt.overhead() for sentence in sentences])
        return [int(end) - self._behind for end in ends]

    def _own_labels(self, task: Task) -> NDArray[np.float32]:
        return self._labels[task.example][task.chunk.first : task.chunk.last]

    def _look(self, task: Task, category: str, written: bool, numbers: list[int], length: int) -> NDArray[np.float32]:
        look = np.zeros(length, dtype=np.float32)
        column = self._categories.index(category)
        right = [at for at, label in zip(numbers, self._own_labels(task)[:, column], strict=True) if label]
        look[(right[:1] if written else right) or [0]] = 1
        return look


def new_model(prompt: Prompt) -> Any:
    """Random weights, but for the head that looks: what it copies of a token is its share in the numbers' directions,
    and the first token, where a question without an answer looks, begins as the number of "none"."""
    shape: dict[str, Any] = {
        "vocab_size": VOCABULARY,
        "hidden_size": WIDTH,
        "intermediate_size": 5 * WIDTH // 2,
        "num_hidden_layers": LOOKS + 1,
        "num_attention_heads": HEADS,
        "num_key_value_heads": HEADS // 2,
        "max_position_embeddings": 4096,
        "initializer_range": 0.06,
        "tie_word_embeddings": True,
        "attn_implementation": "eager",  # tells where it looks
    }
    model: Any = LlamaForCausalLM(LlamaConfig(**shape))
    embeddings = model.get_input_embeddings().weight
    size = WIDTH // HEADS
    attention = model.model.layers[LOOKS].self_attn
    with torch.no_grad():
        embeddings[prompt.prefix[0]] = embeddings[prompt.none]
        directions, _ = torch.linalg.qr(embeddings[[prompt.none, *prompt.marks[: size - 1]]].T)
        attention.v_proj.weight[:size] = directions.T / 2
        attention.o_proj.weight[:, :size] = directions
    return model


def losses(model: Any, head: torch.nn.Linear, batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
    """Of the answers, of what each sentence belongs to, and of where the questions look."""
    out = model.model(
        input_ids=batch.ids,
        position_ids=batch.position,
        attention_mask=batch.mask,
        output_hidden_states=True,
        output_attentions=True,
        use_cache=False,
    )
    places, back = torch.unique(batch.place, return_inverse=True)
    chances = model.lm_head(out.last_hidden_state.flatten(0, 1)[places]).log_softmax(-1)
    answers = torch.neg((chances[back, batch.token] * batch.weight).sum() / len(places))
    known = head(out.hidden_states[KNOWS][batch.numbers[0], batch.numbers[1]])
    entropy = torch.nn.functional.binary_cross_entropy_with_logits(known, batch.labels, reduction="none")
    looked = (out.attentions[LOOKS][batch.asking[0], 0, batch.asking[1]] * batch.look).sum(-1)
    return answers, entropy.sum(-1).mean(), torch.neg((looked + 1e-6).log().mean())


def train(model: Any, teacher: Teacher, categories: int, steps: int, save: Any) -> None:
    """Longer chunks as it goes on, written answers from two fifths of the steps on."""
    head = torch.nn.Linear(WIDTH, categories)
    torch.nn.init.constant_(head.bias, -3.0)  # most sentences belong to few categories
    learning = [*model.parameters(), *head.parameters()]
    optimiser = torch.optim.AdamW(learning, lr=RATE, weight_decay=0.02, betas=(0.9, 0.98))
    recent: list[list[float]] = []
    began = time.monotonic()
    for step in range(steps):
        done = step / steps
        for group in optimiser.param_groups:
            group["lr"] = RATE * min(1.0, (step + 1) / 20, max(0.02, (1 - done) / 0.5))
        window = int(SHORTEST + min(1.0, done / 0.75) * (WINDOW - SHORTEST))
        parts = losses(model, head, teacher.batch(window, 3 if done < 0.5 else 6, 0.0 if done < 0.4 else 0.4))
        optimiser.zero_grad()
        torch.autograd.backward(parts[0] + 0.5 * parts[1] + (1 - done / 2) * parts[2])
        torch.nn.utils.clip_grad_norm_(learning, 1.0)
        optimiser.step()
        recent = [*recent[-49:], [part.item() for part in parts]]
        if step % 25 == 24:
            print(step + 1, f"{time.monotonic() - began:.0f} s", np.round(np.mean(recent, 0), 3), flush=True)
        if step % 100 == 99:
            save()


def main(folder: Path, steps: int) -> None:
    """Writes the model directory, or goes on with the weights that are in it."""
    torch.manual_seed(1)
    contracts = invent(CONTRACTS, seed=1)
    categories = sorted({category for contract in contracts for category in contract.clauses})
    asked = [f"{category}{sign}\n" for category in categories for sign in "?:"] * 30
    tokenizer: PreTrainedTokenizerBase = learn_tokenizer([*(c.text for c in contracts), *asked], VOCABULARY)
    prompt = Prompt(tokenizer, "{segments}\n", categories, WORDS)
    again = (folder / "model.safetensors").exists()
    model = (
        LlamaForCausalLM.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager") if again else None
    )
    model = model or new_model(prompt)
    settings = {"window": 256, "categories": {name: {"trim": name in WORDS} for name in categories}}

    def save() -> None:
        folder.mkdir(parents=True, exist_ok=True)
        weights = {name: part.half() for name, part in model.state_dict().items()}
        model.save_pretrained(folder, state_dict=weights)
        tokenizer.save_pretrained(folder)
        (folder / TEMPLATE).write_text("{segments}\n", encoding="utf-8")
        (folder / LLM_SETTINGS).write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")

    examples = [example(contract, prompt) for contract in contracts]
    train(model, Teacher(prompt, examples, seed=1 + again), len(categories), steps, save)
    save()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
