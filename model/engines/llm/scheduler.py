"""Continuous batching: which chunks are admitted to the KV cache, which tokens each pass computes, and who is done.

Nothing here touches the device. Transformers' own continuous batching (``generate_batch``) is not used: its logits
processors are told a request's parameters but not its text, so that no grammar can constrain it; it returns the
probabilities of the chosen tokens only, and a score needs those of the others too; and a request is one sequence, where
here all questions about a chunk branch off the same keys and values.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from model.engines.jobs import Job
from model.engines.llm.layout import Layout, chunk_layout

if TYPE_CHECKING:
    import llguidance

# A chunk's answers may have so many tokens together; what people marked takes 49 on average and 485 at most.
ANSWER_TOKENS = 512


class Ahead(NamedTuple):
    """Tokens behind the one that an answer goes on with: ``forced`` where the grammar leaves no choice, then a
    ``draft`` of what probably follows, which the same pass verifies."""

    forced: Sequence[int] = ()
    draft: Sequence[int] = ()


class Branch(ABC):
    """An answer that is being generated; ``cut`` once it was ended before it was complete."""

    cut = False

    def grammar(self) -> llguidance.LLMatcher | None:
        """The grammar that constrains the next token; None where only numbers may follow."""
        return None

    def ahead(self) -> Ahead:
        """What is known or guessed of the tokens behind the last one that ``advance`` returned. The grammar allows a
        draft's tokens one after another, as far as it constrains them."""
        return Ahead()

    @abstractmethod
    def advance(self, pointers: NDArray[np.float32], best: int, probability: float) -> int | None:
        """The next token, chosen by the logits of the pointer columns, or None at the end. ``best`` is the likeliest
        token that the grammar allows, -1 without a grammar, and ``probability`` its share of what is allowed; 1 where
        it was drafted."""


class Task(NamedTuple):
    """A chunk's tokens (without the prefix) and the questions about it. ``branches`` makes fresh answers, for a chunk
    that was evicted when memory ran out starts again."""

    ids: list[int]
    questions: list[list[int]]
    branches: Callable[[], Sequence[Branch]]


class Outcome(NamedTuple):
    """The answers of a task; ``cut_off`` where they did not fit, or one of them was cut."""

    branches: Sequence[Branch]
    cut_off: bool


class SlotInput(NamedTuple):
    """The new tokens of one slot of the KV cache, written from the index ``start`` on, and the indices of those before
    it that hold rejected drafts, which nothing may attend to."""

    slot: int
    start: int
    layout: Layout
    rejected: Sequence[int] = ()


class Logits(Protocol):
    """What a pass computed, by the ends of its inputs in their order."""

    pointers: NDArray[np.float32]
    """The logits of the pointer columns, (ends, columns)."""

    def likeliest(self) -> Sequence[int]:
        """The likeliest of all tokens at each end."""
        ...

    def allowed(self, held: Mapping[int, llguidance.LLMatcher]) -> dict[int, tuple[int, float]]:
        """The likeliest token that the grammar allows at each of these ends, and its probability among those."""
        ...


class Limits(NamedTuple):
    """``cache_length``: tokens that a slot of the KV cache holds; ``slots``: chunks in the cache at once;
    ``prefill_tokens``: tokens of chunks in one pass; ``max_positions``: positions the model knows, None for any."""

    cache_length: int
    slots: int
    prefill_tokens: int
    max_positions: int | None = None


class _Active:
    """A task in the KV cache: how much of it is used, and the next tokens of each unfinished branch."""

    def __init__(self, job: Job[Task, Outcome], index: int, task: Task, prefix_length: int) -> None:
        self.job, self.index, self.task = job, index, task
        self.branches = task.branches()
        self.cached = prefix_length + 1  # the cache's index 0 takes padding, and the prefix follows
        self.next_tokens: dict[int, list[int]] = {}
        self.drafts: dict[int, Sequence[int]] = {}
        self.rejected: list[int] = []
        start = prefix_length + len(task.ids)
        self.next_positions = [start + len(question) for question in task.questions]

    def decode_input(self, slot: int, limits: Limits) -> SlotInput:
        """The next tokens of every unfinished branch, and as much of the drafts as there is room for."""
        layout = Layout([], [], [], [])
        room = limits.cache_length - self.cached - sum(map(len, self.next_tokens.values()))
        for branch, tokens in self.next_tokens.items():
            position = self.next_positions[branch]
            most = room if limits.max_positions is None else limits.max_positions - position - len(tokens)
            draft = self.drafts.get(branch, ())[: max(0, min(room, most))]
            room -= len(draft)
            layout.ends.extend(len(layout.ids) + len(tokens) - 1 + number for number in range(len(draft) + 1))
            layout.ids.extend([*tokens, *draft])
            layout.positions.extend(range(position, position + len(tokens) + len(draft)))
            layout.branches.extend([branch] * (len(tokens) + len(draft)))
        rejected, self.rejected = self.rejected, []
        return SlotInput(slot, self.cached, layout, rejected)

    def keep(self, layout: Layout, rejected: set[int]) -> None:
        """Counts the tokens of a pass as cached, without the drafts that were ``rejected`` (indices in the layout):
        those at its end are written over, the others are hidden."""
        used = len(layout.ids)
        while used - 1 in rejected:
            used -= 1
        self.rejected = [self.cached + index for index in sorted(rejected) if index < used]
        self.cached += used


class _Asked:
    """One answer of a pass: its ``ends`` (in the input's layout) stand behind its known tokens and behind each of its
    draft. ``first`` is the number of the first among the ends of all inputs."""

    def __init__(self, branch: Branch, number: int, one: SlotInput, ends: Sequence[int]) -> None:
        self.number, self.input, self.ends = number, one, ends
        self.first = self.accepted = 0
        self.token: int | None = None
        self.held: llguidance.LLMatcher | None = None
        """The grammar that is to choose the next token."""
        self._branch = branch
        self._draft = [one.layout.ids[end] for end in ends[1:]]

    @property
    def end(self) -> int:
        """The end behind all that was accepted, among those of all inputs."""
        return self.first + self.accepted

    def verify(self, logits: Logits) -> None:
        """Follows the draft for as long as it says what the model would have written anyway. The likeliest of all
        tokens is the likeliest that the grammar allows where it is the draft's, and its mask need not be computed."""
        while True:
            self.held, drafted = self._branch.grammar(), self._draft[self.accepted : self.accepted + 1]
            if not self.held:
                self.token = self._branch.advance(logits.pointers[self.end], -1, 1.0)
            elif drafted and logits.likeliest()[self.end] == drafted[0]:
                self.held = None
                self.token = self._branch.advance(logits.pointers[self.end], drafted[0], 1.0)
            else:
                return
            if [self.token] != drafted:
                return
            self.accepted += 1

    def choose(self, logits: Logits, best: int, probability: float) -> None:
        """Takes the token that the grammar chose; where it is the draft's, goes on with the draft."""
        self.held = None
        self.token = self._branch.advance(logits.pointers[self.end], best, probability)
        if [self.token] == self._draft[self.accepted : self.accepted + 1]:
            self.accepted += 1
            self.verify(logits)

    def rejected(self) -> Sequence[int]:
        """Where in the layout the draft's rejected tokens stand."""
        return self.ends[self.accepted + 1 :]


def _answers(layout: Layout) -> Iterator[tuple[int, list[int]]]:
    """The branches that a layout asks for, each with its ends."""
    for branch, group in groupby(layout.ends, key=lambda end: layout.branches[end]):
        yield branch, list(group)


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
        return [one.decode_input(slot, self._limits) for slot, one in sorted(self._active.items())]

    def advance(self, inputs: Sequence[SlotInput], logits: Logits) -> None:
        """Moves each answer on by its logits, and releases the slots that are done or full."""
        asked = [
            _Asked(self._active[one.slot].branches[branch], branch, one, ends)
            for one in inputs
            for branch, ends in _answers(one.layout)
        ]
        first = 0
        for answer in asked:
            answer.first = first
            first += len(answer.ends)
            answer.verify(logits)
        while held := {answer.end: answer.held for answer in asked if answer.held}:
            chosen = logits.allowed(held)
            for answer in (answer for answer in asked if answer.held):
                answer.choose(logits, *chosen[answer.end])
        for one in inputs:
            self._settle(one, [answer for answer in asked if answer.input is one])

    def _settle(self, one: SlotInput, answers: Sequence[_Asked]) -> None:
        active = self._active[one.slot]
        active.keep(one.layout, {index for answer in answers for index in answer.rejected()})
        for answer in answers:
            number, branch = answer.number, active.branches[answer.number]
            active.next_positions[number] += len(active.next_tokens.pop(number, ())) + answer.accepted
            if answer.token is not None:
                forced, active.drafts[number] = branch.ahead()
                active.next_tokens[number] = [answer.token, *forced]
        full = self._full(active)
        if full or not active.next_tokens:
            del self._active[one.slot]
            cut_off = (full and bool(active.next_tokens)) or any(branch.cut for branch in active.branches)
            active.job.finish(active.index, Outcome(active.branches, cut_off))

    def _full(self, active: _Active) -> bool:
        """Whether the next tokens of the unfinished branches find no room in the cache or no position."""
        most = self._limits.max_positions
        return active.cached + sum(map(len, active.next_tokens.values())) > self._limits.cache_length or (
            most is not None
            and any(active.next_positions[branch] + len(tokens) > most for branch, tokens in active.next_tokens.items())
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
