"""Continuous batching: which chunks are admitted to the KV cache, which tokens each pass computes, and who is done.

Nothing here touches the device. Transformers' own continuous batching (``generate_batch``) is not used: its logits
processors are told a request's parameters but not its text, so that no grammar can constrain it; it returns the
probabilities of the chosen tokens only, and a score needs those of the others too; and a request is one sequence, where
here all questions about a chunk branch off the same keys and values.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from model.engines.jobs import Job
from model.engines.llm.layout import Layout, chunk_layout

if TYPE_CHECKING:
    import llguidance

# A chunk's answers may have so many tokens together; what people marked takes 49 on average and 485 at most.
ANSWER_TOKENS = 512


class Branch(Protocol):
    """An answer that is being generated."""

    def grammar(self) -> llguidance.LLMatcher | None:
        """The grammar that constrains the next token; None where only numbers may follow."""
        ...

    def advance(self, pointers: NDArray[np.float32], best: int) -> int | None:
        """The next token, chosen by the logits of the pointer columns, or None at the end. ``best`` is the likeliest
        token that the grammar allows, -1 without a grammar."""
        ...


class Task(NamedTuple):
    """A chunk's tokens (without the prefix) and the questions about it. ``branches`` makes fresh answers, for a chunk
    that was evicted when memory ran out starts again."""

    ids: list[int]
    questions: list[list[int]]
    branches: Callable[[], Sequence[Branch]]


class Outcome(NamedTuple):
    """The answers of a task; ``cut_off`` where they did not fit."""

    branches: Sequence[Branch]
    cut_off: bool


class SlotInput(NamedTuple):
    """The new tokens of one slot of the KV cache, written from the index ``start`` on."""

    slot: int
    start: int
    layout: Layout


class Prediction(NamedTuple):
    """The logits of the pointer columns, (columns,), and the likeliest token that the grammar allows, else -1."""

    pointers: NDArray[np.float32]
    best: int


class Limits(NamedTuple):
    """``cache_length``: tokens that a slot of the KV cache holds; ``slots``: chunks in the cache at once;
    ``prefill_tokens``: tokens of chunks in one pass; ``max_positions``: positions the model knows, None for any."""

    cache_length: int
    slots: int
    prefill_tokens: int
    max_positions: int | None = None


class _Active:
    """A task in the KV cache: how much it has written, and the next token of each unfinished branch."""

    def __init__(self, job: Job[Task, Outcome], index: int, task: Task, prefix_length: int) -> None:
        self.job, self.index, self.task = job, index, task
        self.branches = task.branches()
        self.cached = prefix_length + 1  # the cache's index 0 takes padding, and the prefix follows
        self.next_tokens: dict[int, int] = {}
        start = prefix_length + len(task.ids)
        self.next_positions = [start + len(question) for question in task.questions]

    def decode_layout(self) -> Layout:
        """The next token of every unfinished branch."""
        live = list(self.next_tokens)
        positions = [self.next_positions[branch] for branch in live]
        for branch in live:
            self.next_positions[branch] += 1
        return Layout(list(self.next_tokens.values()), positions, live, list(range(len(live))))


class Scheduler:
    """Admits waiting chunks to free slots, one of each job in turn, and releases them when they are answered."""

    def __init__(self, prefix_length: int, limits: Limits) -> None:
        self._prefix_length, self._limits = prefix_length, limits
        self._active: dict[int, _Active] = {}
        self._jobs: deque[Job[Task, Outcome]] = deque()

    @property
    def slots(self) -> int:
        """How many chunks may be in the KV cache at once."""
        return self._limits.slots

    def submit(self, job: Job[Task, Outcome]) -> None:
        """Appends a job to the queue."""
        self._jobs.append(job)

    def pending(self) -> bool:
        """Whether any chunk waits or is being answered."""
        return bool(self._jobs or self._active)

    def release_failed(self) -> None:
        """Drops the jobs whose callers no longer wait, and frees their slots."""
        self._jobs = deque(job for job in self._jobs if not job.error)
        self._active = {slot: active for slot, active in self._active.items() if not active.job.error}

    def admit(self) -> list[list[int]]:
        """Puts waiting chunks into free slots; returns the slots to prefill, in runs of neighbours: a pass reads the KV
        cache as a view only of those, and copies any others."""
        admitted: list[int] = []
        longest = 0
        for slot in range(self._limits.slots):
            if slot in self._active or not self._jobs:
                continue
            job = self._jobs[0]
            index, task = job.waiting[0]
            longest = max(longest, len(task.ids) + sum(map(len, task.questions)))
            if admitted and longest * (len(admitted) + 1) > self._limits.prefill_tokens:
                break
            self._jobs.popleft()
            job.waiting.popleft()
            if job.waiting:
                self._jobs.append(job)
            self._active[slot] = _Active(job, index, task, self._prefix_length)
            admitted.append(slot)
        return _runs(admitted)

    def prefill(self, slots: Sequence[int]) -> list[SlotInput]:
        """The chunks and all questions of these slots."""
        inputs = []
        for slot in slots:
            active = self._active[slot]
            layout = chunk_layout(active.task.ids, active.task.questions, self._prefix_length)
            inputs.append(SlotInput(slot, active.cached, layout))
        return inputs

    def decode(self) -> list[SlotInput]:
        """The next tokens of all active slots."""
        return [SlotInput(slot, one.cached, one.decode_layout()) for slot, one in sorted(self._active.items())]

    def grammars(self, inputs: Sequence[SlotInput]) -> list[llguidance.LLMatcher | None]:
        """The grammar of each answer that these inputs ask for, in their order."""
        return [
            self._active[one.slot].branches[one.layout.branches[end]].grammar()
            for one in inputs
            for end in one.layout.ends
        ]

    def advance(self, inputs: Sequence[SlotInput], predictions: Sequence[Prediction]) -> None:
        """Moves each answer on by its prediction, and releases the slots that are done or full."""
        waiting = iter(predictions)
        for one in inputs:
            active = self._active[one.slot]
            active.cached += len(one.layout.ids)
            for end in one.layout.ends:
                branch = one.layout.branches[end]
                token = active.branches[branch].advance(*next(waiting))
                active.next_tokens.pop(branch, None)
                if token is not None:
                    active.next_tokens[branch] = token
            full = self._full(active)
            if full or not active.next_tokens:
                del self._active[one.slot]
                active.job.finish(active.index, Outcome(active.branches, full and bool(active.next_tokens)))

    def _full(self, active: _Active) -> bool:
        """Whether the next tokens, one for each unfinished branch, find no room in the cache or no position."""
        most = self._limits.max_positions
        return active.cached + len(active.next_tokens) > self._limits.cache_length or (
            most is not None and any(active.next_positions[branch] >= most for branch in active.next_tokens)
        )

    def halve(self, failure: Exception) -> None:
        """After memory ran out: half as many slots, and what was in them waits again. With a single slot there is
        nothing left to give up, and its job fails."""
        evicted, self._active = self._active, {}
        if self._limits.slots == 1:
            for active in evicted.values():
                active.job.fail(failure)
            return
        self._limits = self._limits._replace(
            slots=self._limits.slots // 2, prefill_tokens=max(1, self._limits.prefill_tokens // 2)
        )
        for active in reversed(evicted.values()):
            job = active.job
            if not job.waiting:
                self._jobs.appendleft(job)
            job.waiting.appendleft((active.index, active.task))

    def fail_active(self, error: Exception) -> None:
        """Fails the jobs of all active slots."""
        for active in self._active.values():
            active.job.fail(error)
        self._active = {}

    def fail_all(self, error: Exception) -> None:
        """Fails every job, those that wait included."""
        self.fail_active(error)
        while self._jobs:
            self._jobs.popleft().fail(error)


def _runs(slots: Sequence[int]) -> list[list[int]]:
    """Rising numbers in runs without gaps."""
    runs: list[list[int]] = []
    for slot in slots:
        if runs and slot == runs[-1][-1] + 1:
            runs[-1].append(slot)
        else:
            runs.append([slot])
    return runs
