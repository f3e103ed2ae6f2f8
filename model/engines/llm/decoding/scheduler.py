"""Continuous batching: admits chunks to the KV cache, plans each pass, and completes answers.

Nothing here touches the device. Transformers' own continuous batching (``generate_batch``) does not fit: its logits
processors receive a request's parameters but not its tokens, so no grammar can constrain them; it returns only the
probabilities of the chosen tokens, and a score needs those of others; and each request is one sequence, whereas here
all questions about a chunk share the chunk's keys and values.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from typing import NamedTuple

from model.engines.device_job import Job
from model.engines.llm.answers.answer import Answer, Logits, Lookahead
from model.engines.llm.decoding.sequence_layout import Layout, chunk_layout, empty_layout
from model.engines.llm.decoding.verification import DraftTree, lay_out

# Room for all answers about a chunk, in tokens; the annotators' answers take 49 on average and 485 at most.
ANSWER_TOKENS = 512
# Additional room in the cache for a chunk's rejected drafts.
DRAFT_TOKENS = 256
UNUSED = -2  # the branch of empty cache entries, and of padding


class Task(NamedTuple):
    """A chunk's tokens (without the prefix) and the questions about it. ``answers`` creates new answers, since a chunk
    that was evicted when memory ran out starts over. ``adapter`` names the adapter to answer with."""

    ids: list[int]
    questions: list[list[int]]
    answers: Callable[[], Sequence[Answer]]
    adapter: str | None = None

    def size(self) -> int:
        """The number of tokens to prefill."""
        return len(self.ids) + sum(map(len, self.questions))


class Outcome(NamedTuple):
    """The answers of a task; ``cut_off`` if they did not fit, or one of them was cut."""

    answers: Sequence[Answer]
    cut_off: bool


class SlotInput(NamedTuple):
    """The new tokens of one slot of the KV cache, written from the index ``start`` on. ``relabeled`` are entries
    before it, (index, branch) each, that earlier passes drafted: accepted tokens join their answer's branch, and
    nothing may attend to rejected ones (UNUSED)."""

    slot: int
    start: int
    layout: Layout
    relabeled: Sequence[tuple[int, int]] = ()


class Limits(NamedTuple):
    """``cache_length``: entries of a slot of the KV cache, of which rejected drafts may take ``draft_tokens``;
    ``slots``: chunks in the cache at once; ``prefill_tokens``: the most tokens prefilled in one pass;
    ``max_positions``: the model's positions (None: unlimited)."""

    cache_length: int
    slots: int
    prefill_tokens: int
    max_positions: int | None = None
    draft_tokens: int = 0


class _Active:
    """A task in the KV cache: the entries in use, and the next tokens of each unfinished answer."""

    def __init__(self, job: Job[Task, Outcome], index: int, task: Task, prefix_length: int) -> None:
        self.job, self.index, self.task = job, index, task
        self.answers = task.answers()
        self.cached = prefix_length + 1  # entry 0 is for padding, and the prefix follows
        self.wasted = 0  # entries that hold rejected drafts
        self.trees: list[DraftTree] = []
        self.next_tokens: dict[int, list[int]] = {}
        self.lookaheads: dict[int, Lookahead] = {}
        self._relabeled: list[tuple[int, int]] = []
        self._start = prefix_length
        start = prefix_length + len(task.ids)
        self.next_positions = [start + len(question) for question in task.questions]

    def prefill_input(self, slot: int) -> SlotInput:
        """The chunk and all questions."""
        layout = chunk_layout(self.task.ids, self.task.questions, self._start)
        self.trees = [DraftTree(number, answer, number) for number, answer in enumerate(self.answers)]
        return SlotInput(slot, self.cached, layout)

    def decode_input(self, slot: int, limits: Limits) -> SlotInput:
        """The next tokens of every unfinished answer, and as much of each draft as there is room for."""
        layout = empty_layout()
        self.trees = []
        room = limits.draft_tokens - self.wasted
        for number, tokens in self.next_tokens.items():
            position = self.next_positions[number]
            left = room if limits.max_positions is None else limits.max_positions - position - len(tokens)
            lookahead = self.lookaheads[number].within(min(room, left))
            self.trees.append(lay_out(layout, number, self.answers[number], position, tokens, lookahead))
            room -= len(self.trees[-1].drafted())
        relabeled, self._relabeled = self._relabeled, []
        return SlotInput(slot, self.cached, layout, relabeled)

    def settle(self, layout: Layout) -> None:
        """Keeps the pass's cache entries and the accepted drafts. Rejected entries at the end will be overwritten,
        other rejected ones are hidden. Sets the next tokens of each answer."""
        rejected: set[int] = set()
        for tree in self.trees:
            accepted = {layout.ends[end] for end in tree.accepted}
            rejected |= {layout.ends[end] for end in tree.drafted()} - accepted
            self._relabeled += [(self.cached + index, tree.number) for index in accepted if layout.forks[index]]
            self.next_positions[tree.number] += len(self.next_tokens.pop(tree.number, ())) + len(accepted)
            if tree.token is not None:
                self.lookaheads[tree.number] = lookahead = tree.answer.lookahead()
                self.next_tokens[tree.number] = [tree.token, *lookahead.forced]
        used = len(layout.ids)
        while used - 1 in rejected:
            used -= 1
        hidden = [self.cached + index for index in sorted(rejected) if index < used]
        self._relabeled += [(index, UNUSED) for index in hidden]
        self.wasted += len(hidden)
        self.cached += used

    def full(self, limits: Limits) -> bool:
        """Whether there is no room in the cache, or no position, for the next tokens of the unfinished answers.
        Rejected drafts have their own room, so that they cut no answer short."""
        written = self.cached - self.wasted + sum(map(len, self.next_tokens.values()))
        return written > limits.cache_length - limits.draft_tokens or (
            limits.max_positions is not None
            and any(
                self.next_positions[number] + len(tokens) > limits.max_positions
                for number, tokens in self.next_tokens.items()
            )
        )


class _Queue(NamedTuple):
    """Waiting jobs with the same adapter."""

    adapter: str | None
    jobs: deque[Job[Task, Outcome]]


class Scheduler:
    """Admits waiting chunks to free slots, one of each job in turn, and releases the slots once their answers are done.

    All chunks in the KV cache are answered with the same adapter. Jobs for another adapter wait until all slots are
    free, and later jobs queue behind them, even if their adapter is the active one.
    """

    def __init__(self, prefix_length: int, limits: Limits) -> None:
        self._prefix_length, self._limits = prefix_length, limits
        self._active: dict[int, _Active] = {}
        self._queues: deque[_Queue] = deque()
        self.adapter: str | None = None
        """The adapter of all active slots."""

    @property
    def slots(self) -> int:
        """The most chunks in the KV cache at once."""
        return self._limits.slots

    def submit(self, job: Job[Task, Outcome]) -> None:
        """Appends a job to the last queue, or to a new one for another adapter."""
        adapter = job.waiting[0][1].adapter
        if not self._queues or self._queues[-1].adapter != adapter:
            self._queues.append(_Queue(adapter, deque()))
        self._queues[-1].jobs.append(job)

    def pending(self) -> bool:
        """Whether any chunk is waiting or active."""
        return bool(self._queues or self._active)

    def release_failed(self) -> None:
        """Drops failed jobs and frees their slots."""
        queues = (_Queue(one.adapter, deque(job for job in one.jobs if not job.error)) for one in self._queues)
        self._queues = deque(one for one in queues if one.jobs)
        self._active = {slot: active for slot, active in self._active.items() if not active.job.error}

    def admit(self) -> list[int]:
        """Admits waiting chunks and returns their slots, to be prefilled next. The slots are adjacent, since a pass
        reads the KV cache as a view of adjacent slots; others would have to be copied."""
        admitted: list[int] = []
        longest = 0
        if self._queues and not self._active:
            self.adapter = self._queues[0].adapter
        jobs = self._admissible()
        for slot in self._free():
            if not jobs:
                break
            job = jobs[0]
            index, task = job.waiting[0]
            longest = max(longest, task.size())
            if admitted and longest * (len(admitted) + 1) > self._limits.prefill_tokens:
                break
            jobs.popleft()
            job.waiting.popleft()
            if job.waiting:
                jobs.append(job)
            self._active[slot] = _Active(job, index, task, self._prefix_length)
            admitted.append(slot)
        if self._queues and not self._queues[0].jobs:
            self._queues.popleft()
        return admitted

    def _admissible(self) -> deque[Job[Task, Outcome]]:
        """The jobs that may be admitted now."""
        return self._queues[0].jobs if self._queues and self._queues[0].adapter == self.adapter else deque()

    def _free(self) -> list[int]:
        """The longest run of adjacent free slots."""
        longest: list[int] = []
        run: list[int] = []
        for slot in range(self._limits.slots):
            run = [] if slot in self._active else [*run, slot]
            longest = max(longest, run, key=len)
        return longest

    def prefill(self, slots: Sequence[int]) -> list[SlotInput]:
        """The chunks and all questions of these slots."""
        return [self._active[slot].prefill_input(slot) for slot in slots]

    def decode(self) -> list[SlotInput]:
        """The next tokens in all active slots."""
        return [one.decode_input(slot, self._limits) for slot, one in sorted(self._active.items())]

    def decode_due(self) -> bool:
        """Whether the active slots should decode now. A decoding pass reads all weights for a few tokens, so it waits
        until many slots can share it: until there is no room for another full prefill, or a job has no waiting chunks
        left."""
        if not self._active:
            return False
        waiting = max((job.waiting[0][1].size() for job in list(self._admissible())), default=0)
        return len(self._free()) * waiting < self._limits.prefill_tokens or any(
            not active.job.waiting for active in self._active.values()
        )

    def advance(self, inputs: Sequence[SlotInput], logits: Logits) -> None:
        """Advances each answer by its logits, and releases the slots that are done or full."""
        trees: list[DraftTree] = []
        first = 0
        for one in inputs:
            for tree in self._active[one.slot].trees:
                tree.first = first
                tree.verify(logits)
                trees.append(tree)
            first += len(one.layout.ends)
        while grammars := {tree.end: tree.grammar for tree in trees if tree.grammar}:
            chosen = logits.allowed(grammars)
            for tree in (tree for tree in trees if tree.grammar):
                tree.choose(logits, *chosen[tree.end])
        for one in inputs:
            self._settle(one)

    def _settle(self, one: SlotInput) -> None:
        active = self._active[one.slot]
        active.settle(one.layout)
        full = active.full(self._limits)
        if full or not active.next_tokens:
            del self._active[one.slot]
            cut_off = (full and bool(active.next_tokens)) or any(answer.cut for answer in active.answers)
            active.job.finish(active.index, Outcome(active.answers, cut_off))

    def halve(self, failure: Exception) -> None:
        """After memory ran out: halves the number of slots and puts their chunks back into the queue. If there is only
        one slot, its job fails instead."""
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
            if not self._admissible():
                self._queues.appendleft(_Queue(self.adapter, deque()))
            if not job.waiting:
                self._queues[0].jobs.appendleft(job)
            job.waiting.appendleft((active.index, active.task))

    def fail_active(self, error: Exception) -> None:
        """Fails the jobs of all active slots."""
        for active in self._active.values():
            active.job.fail(error)
        self._active = {}

    def fail_all(self, error: Exception) -> None:
        """Fails all jobs, active or waiting."""
        self.fail_active(error)
        for queue in self._queues:
            for job in queue.jobs:
                job.fail(error)
        self._queues.clear()
