"""Continuous batching: chunks of all documents share the device's passes, and each has a tree of answers.

Transformers' own continuous batching (``generate_batch``) is not used: its processors of logits are told a request's
parameters but not its text, so that no grammar can hold it; it returns the chosen tokens' probabilities but not those
of what was not chosen, which a score needs; and a request is one sequence, where here all questions about a chunk
branch off the same keys and values.
"""

from __future__ import annotations

import math
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, Protocol

import llguidance
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from chunking.errors import InternalError, OutOfMemory
from model.engines.base import never
from model.engines.device import lost, out_of_memory
from model.engines.llm.attention_masks import seeing
from model.engines.llm.constraints import allow
from model.engines.llm.kv_cache import SHARED, Slots

# A chunk's answers may have so many tokens together; what people marked takes 49 on average and 485 at most.
ANSWER_TOKENS = 512


class Branch(Protocol):
    """One question's answer in the making."""

    def grammar(self) -> llguidance.LLMatcher | None:
        """What the next token is held to, besides numbers."""
        ...

    def advance(self, pointers: NDArray[np.float32], best: int) -> int | None:
        """The next token by the logits of the columns; None at the end."""
        ...


class Task(NamedTuple):
    """A chunk's tokens (prefix excluded) and the questions about it. ``branches`` makes their answers anew, for a chunk
    that memory threw out is begun again."""

    ids: list[int]
    questions: list[list[int]]
    branches: Callable[[], Sequence[Branch]]


class Outcome(NamedTuple):
    """The answers of a task; ``cut_off`` where they did not fit."""

    branches: Sequence[Branch]
    cut_off: bool


class _Job:
    def __init__(self, tasks: Sequence[Task]) -> None:
        self.waiting = deque(enumerate(tasks))
        self.outcomes: list[Outcome | None] = [None] * len(tasks)
        self.left = len(tasks)
        self.error: BaseException | None = None
        self.done = threading.Event()

    def fail(self, error: BaseException) -> None:
        self.error = self.error or error
        self.done.set()


class _Running:
    """A task in a slot: what it has written, and each live branch's next token."""

    def __init__(self, job: _Job, index: int, task: Task, begin: int) -> None:
        self.job, self.index, self.task = job, index, task
        self.branches = task.branches()
        self.begin = begin  # the position of the chunk's first token, behind the prefix
        self.used = begin + 1  # the next free place, behind place 0 and the prefix
        self.next: dict[int, int] = {}
        self.positions = [begin + len(task.ids) + len(question) for question in task.questions]

    def opening(self) -> tuple[list[int], list[int], list[int], list[int]]:
        """Tokens, positions and owners of the chunk and all questions, and which of them end a question."""
        chunk = len(self.task.ids)
        ids, owners = list(self.task.ids), [SHARED] * chunk
        positions = list(range(self.begin, self.begin + chunk))
        ends = []
        for number, question in enumerate(self.task.questions):
            ids += question
            owners += [number] * len(question)
            positions += range(self.begin + chunk, self.begin + chunk + len(question))
            ends.append(len(ids) - 1)
        return ids, positions, owners, ends

    def step(self) -> tuple[list[int], list[int], list[int], list[int]]:
        """The same for the next token of every live branch."""
        live = list(self.next)
        positions = [self.positions[number] for number in live]
        for number in live:
            self.positions[number] += 1
        return list(self.next.values()), positions, live, list(range(len(live)))


class Decoder:
    """Owns the device: a thread that takes in waiting chunks as slots become free, and moves all answers on by a token
    at a time."""

    def __init__(
        self,
        model: Any,
        prefix: Sequence[int],
        columns: Sequence[int],
        places: int,
        slots: int,
        prefill: int,
        reach: int | None = None,
    ) -> None:
        """``columns`` are the tokens whose logits answers see; ``places`` a slot's tokens behind the prefix;
        ``prefill`` how many tokens of chunks one pass reads, at most; ``reach`` how many positions the model knows."""
        self._model = model
        self._device = next(model.parameters()).device
        self._prefix = list(prefix)
        self._columns = torch.tensor(columns, device=self._device)
        self._places, self._size, self._prefill, self._reach = places, slots, prefill, reach
        self._cache: Slots | None = None
        self._running: dict[int, _Running] = {}
        self._jobs: deque[_Job] = deque()
        self._changed = threading.Condition()
        self._busy_since: float | None = None
        self._stopped = self._lost = False
        self._thread = threading.Thread(target=self._run, name="decoder", daemon=True)
        self._thread.start()

    def run(
        self, tasks: Sequence[Task], timeout: float = math.inf, cancelled: Callable[[], bool] = never
    ) -> list[Outcome]:
        """The tasks' outcomes, in order. Raises TimeoutError, OutOfMemory, InternalError, or what the model raised.

        Whoever waits no longer, be it for ``timeout`` seconds or because they have ``cancelled``, frees their slots.
        """
        if not tasks:
            return []
        job = _Job(tasks)
        with self._changed:
            if self._stopped:
                raise _stopped()
            self._jobs.append(job)
            self._changed.notify()
        until = time.monotonic() + timeout
        while not job.done.wait(min(0.2, max(0.0, until - time.monotonic()))):
            if time.monotonic() >= until or cancelled():
                job.fail(TimeoutError())
        if job.error:
            raise job.error
        return [outcome for outcome in job.outcomes if outcome is not None]

    def busy_seconds(self) -> float:
        """How long the current pass has been computing; 0 when idle, and without end where the device is lost."""
        since = self._busy_since
        return float("inf") if self._lost else time.monotonic() - since if since else 0.0

    def close(self) -> None:
        """Ends the thread after its current pass; jobs that still wait fail with InternalError."""
        with self._changed:
            self._stopped = True
            self._changed.notify()
        self._thread.join()

    def _run(self) -> None:
        while True:
            with self._changed:
                while not (self._jobs or self._running or self._stopped):
                    self._changed.wait()
                if self._stopped:
                    for job in self._everyone():
                        job.fail(_stopped())
                    return
                self._drop_failed()
                entering = self._entering()
            self._work(entering)

    def _everyone(self) -> list[_Job]:
        return [*self._jobs, *(running.job for running in self._running.values())]

    def _drop_failed(self) -> None:
        """Frees the slots of those who wait no longer."""
        self._jobs = deque(job for job in self._jobs if not job.error)
        for slot in [slot for slot, running in self._running.items() if running.job.error]:
            self._leave(slot)

    def _entering(self) -> list[int]:
        """Puts waiting chunks into free slots, one of each job in turn; returns the slots of one pass."""
        entering: list[int] = []
        longest = 0
        for slot in range(self._size):
            if slot in self._running or not self._jobs:
                continue
            job = self._jobs[0]
            index, task = job.waiting[0]
            longest = max(longest, len(task.ids) + sum(map(len, task.questions)))
            if entering and longest * (len(entering) + 1) > self._prefill:
                break
            self._jobs.popleft()
            job.waiting.popleft()
            if job.waiting:
                self._jobs.append(job)
            self._running[slot] = _Running(job, index, task, len(self._prefix))
            entering.append(slot)
        return entering

    def _work(self, entering: list[int]) -> None:
        self._busy_since = time.monotonic()
        try:
            if self._cache is None:
                self._cache = self._new_cache()
            if entering:
                self._pass(entering, [self._running[slot].opening() for slot in entering])
            live = sorted(self._running)
            if live:
                self._pass(live, [self._running[slot].step() for slot in live])
        except Exception as error:  # whatever it is, those who wait must hear of it
            if out_of_memory(error):
                self._shrink(error)
                return
            self._lost = self._lost or lost(error)
            for running in self._running.values():
                running.job.fail(error)
            self._running, self._cache = {}, None
        finally:
            self._busy_since = None

    @torch.inference_mode()
    def _new_cache(self) -> Slots:
        cache = Slots(self._size, len(self._prefix) + 1 + self._places, self._device)
        length = len(self._prefix)
        self._forward(cache, [0], [(self._prefix, list(range(length)), [SHARED] * length)], [1], [1])
        cache.spread(length)
        return cache

    @torch.inference_mode()
    def _pass(self, slots: list[int], parts: list[tuple[list[int], list[int], list[int], list[int]]]) -> None:
        """One pass of the model over new tokens of these slots, and what every question answers to it."""
        assert self._cache is not None
        behind = sorted({len(ids) - end for ids, _, _, ends in parts for end in ends}, reverse=True)
        used = [self._running[slot].used for slot in slots]
        logits = self._forward(self._cache, slots, [part[:3] for part in parts], used, behind)
        for slot, part in zip(slots, parts, strict=True):
            self._running[slot].used += len(part[0])
        askers = [
            (row, behind.index(len(part[0]) - end), slot, part[2][end])
            for row, (slot, part) in enumerate(zip(slots, parts, strict=True))
            for end in part[3]
        ]
        self._answer(logits, askers)
        for slot in slots:
            running = self._running[slot]
            # What was written goes into the next places, for each live branch one.
            full = running.used + len(running.next) > len(self._prefix) + 1 + self._places
            full |= self._reach is not None and any(running.positions[one] >= self._reach for one in running.next)
            if full or not running.next:
                self._finish(slot, cut_off=full and bool(running.next))

    def _forward(
        self,
        cache: Slots,
        slots: list[int],
        parts: Sequence[tuple[list[int], list[int], list[int]]],
        used: list[int],
        behind: list[int],
    ) -> Tensor:
        """Logits (rows, len(behind), width) at the tokens so many from the right; rows are filled up on the left."""
        width = max(len(ids) for ids, _, _ in parts)
        table = np.zeros((4, len(slots), width), dtype=np.int64)
        for row, (part, start) in enumerate(zip(parts, used, strict=True)):
            length = len(part[0])
            if length:
                table[:3, row, width - length :] = part
                table[3, row, width - length :] = range(start, start + length)
        ids, positions, owners, places = torch.from_numpy(table).to(self._device)
        sight = cache.enter(slots, places, owners, positions)
        with seeing(sight):
            logits: Tensor = self._model(
                input_ids=ids,
                position_ids=positions,
                attention_mask=sight.padding(),
                past_key_values=cache,
                use_cache=True,
                logits_to_keep=torch.tensor([width - offset for offset in behind], device=self._device),
            ).logits
        return logits

    def _answer(self, logits: Tensor, askers: list[tuple[int, int, int, int]]) -> None:
        """Tells each branch (row, column, slot, number) its logits and keeps what it writes next."""
        rows = torch.tensor([asker[0] for asker in askers], device=self._device)
        columns = torch.tensor([asker[1] for asker in askers], device=self._device)
        pointers = logits[rows[:, None], columns[:, None], self._columns].float().cpu().numpy()
        branches = [self._running[slot].branches[number] for _, _, slot, number in askers]
        held = [(place, matcher) for place, branch in enumerate(branches) if (matcher := branch.grammar())]
        best = dict.fromkeys(range(len(askers)), -1)
        if held:
            places = [place for place, _ in held]
            chosen = allow([matcher for _, matcher in held], logits[rows[places], columns[places]])
            best.update(zip(places, chosen.tolist(), strict=True))
        for place, (_, _, slot, number) in enumerate(askers):
            token = branches[place].advance(pointers[place], best[place])
            self._running[slot].next.pop(number, None)
            if token is not None:
                self._running[slot].next[number] = token

    def _finish(self, slot: int, cut_off: bool) -> None:
        running = self._running[slot]
        self._leave(slot)
        running.job.outcomes[running.index] = Outcome(running.branches, cut_off)
        running.job.left -= 1
        if not running.job.left:
            running.job.done.set()

    def _leave(self, slot: int) -> None:
        del self._running[slot]
        if self._cache:
            self._cache.free(slot, len(self._prefix))

    def _shrink(self, error: BaseException) -> None:
        """Half as many slots; what was in them is begun again. With a single one, there is nothing left to give."""
        self._cache = None
        if torch.cuda.is_available():
            torch.cuda.empty_cache()
        thrown_out, self._running = self._running, {}
        if self._size == 1:
            for running in thrown_out.values():
                failure = OutOfMemory("Memory ran out on a single chunk. Use a larger machine or a smaller model.")
                failure.__cause__ = error
                running.job.fail(failure)
            return
        self._size //= 2
        self._prefill = max(1, self._prefill // 2)
        for running in reversed(thrown_out.values()):
            job = running.job
            if not job.waiting:
                self._jobs.appendleft(job)
            job.waiting.appendleft((running.index, running.task))


def _stopped() -> InternalError:
    return InternalError("The model has stopped. Send the request again.")
