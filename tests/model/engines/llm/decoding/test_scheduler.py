"""Which chunks enter and leave a batch: no model, no device."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from model.engines.device_job import Job
from model.engines.llm.answers.answer import Answer, Lookahead
from model.engines.llm.decoding.scheduler import UNUSED, Limits, Scheduler, Task
from model.engines.llm.decoding.sequence_layout import SHARED, chunk_layout

PREFIX = 3


class Writes(Answer):
    """An answer of this many tokens."""

    def __init__(self, count: int) -> None:
        self.left = count

    def advance(self, pointers, best, probability):
        self.left -= 1
        return 7 if self.left >= 0 else None


class Drafts(Answer):
    """An answer of these tokens, each drafted as long as the draft goes, behind what a grammar forces."""

    def __init__(self, tokens, draft, forced=(), forks=None) -> None:
        self.tokens, self.written = list(tokens), 0
        self.known = Lookahead(list(forced), list(draft), forks or {})

    def lookahead(self):
        return self.known

    def advance(self, pointers, best, probability):
        self.written += 1
        return self.tokens[self.written - 1] if self.written <= len(self.tokens) else None


class NoLogits:
    """For answers that know what they write."""

    def __init__(self, ends: int) -> None:
        self.pointers = np.zeros((ends, 0), dtype=np.float32)


def job(*lengths: int) -> Job:
    """A job of one chunk of four tokens for each number: how many tokens its single answer has."""
    return Job([Task([1, 2, 3, 4], [[5, 6]], lambda n=length: [Writes(n)]) for length in lengths])


def scheduler(
    slots: int = 2, cache_length: int = 100, prefill_tokens: int = 100, positions=None, drafts=20
) -> Scheduler:
    """``cache_length`` is what answers may fill, beside the drafts."""
    return Scheduler(PREFIX, Limits(cache_length + drafts, slots, prefill_tokens, positions, drafts))


def step(one: Scheduler, inputs) -> None:
    one.advance(inputs, NoLogits(sum(len(item.layout.ends) for item in inputs)))


def admitted(one: Scheduler) -> list[int]:
    slots = one.admit()
    if slots:
        step(one, one.prefill(slots))
    return slots


def test_it_needs_no_torch():
    code = "import sys, model.engines.llm.decoding.scheduler; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_questions_branch_off_the_chunk_at_the_same_positions():
    layout = chunk_layout([1, 2], [[3], [4, 5]], 10)
    assert layout.ids == [1, 2, 3, 4, 5] and layout.positions == [10, 11, 12, 12, 13]
    assert layout.branches == [SHARED, SHARED, 0, 1, 1] and layout.ends == [2, 4]


def test_jobs_take_turns_and_a_chunk_enters_as_another_leaves():
    one, long, short = scheduler(), job(2, 0, 0), job(0)
    one.submit(long)
    one.submit(short)
    assert admitted(one) == [0, 1]
    assert short.done.is_set() and not long.done.is_set(), "one slot each"
    assert [item.slot for item in one.decode()] == [0]
    assert admitted(one) == [1]


def test_a_decoded_token_stands_behind_what_its_slot_holds_and_behind_its_question():
    one = scheduler()
    one.submit(job(2))
    admitted(one)
    for count in range(2):
        (item,) = inputs = one.decode()
        assert item.start == 1 + PREFIX + 6 + count and item.layout.positions == [PREFIX + 6 + count]
        step(one, inputs)
    assert not one.pending()


def drafting(*answers: Answer, **limits) -> Scheduler:
    """A scheduler that has read one chunk of four tokens and a question of one for each answer."""
    one = scheduler(**limits)
    one.submit(Job([Task([1, 2, 3, 4], [[5]] * len(answers), lambda: answers)]))
    admitted(one)
    return one


def test_a_draft_stands_behind_the_known_tokens_and_is_asked_at_each_of_its_own():
    (item,) = drafting(Drafts([7, 8, 9], [8, 1, 1])).decode()
    assert item.layout.ids == [7, 8, 1, 1] and item.layout.ends == [0, 1, 2, 3]
    assert item.layout.positions == [8, 9, 10, 11] and item.start == 1 + PREFIX + 5


def test_what_is_accepted_of_a_draft_is_kept_and_what_is_not_is_written_over():
    answer = Drafts([7, 8, 9], [8, 1, 1])
    one = drafting(answer)
    step(one, one.decode())
    assert answer.written == 3, "8 as drafted, 9 in the place of the first 1, and nothing asked behind that"
    (item,) = one.decode()
    assert item.layout.ids[0] == 9 and item.layout.positions[0] == 10 and not item.relabeled
    assert item.start == 1 + PREFIX + 5 + 2, "behind 7 and 8"


def test_rejected_tokens_between_those_of_other_answers_are_hidden():
    one = drafting(Drafts([7, 9, 9], [8]), Drafts([7, 9], []))
    (first,) = inputs = one.decode()
    assert first.layout.ids == [7, 8, 7] and first.layout.branches == [0, 0, 1]
    step(one, inputs)
    (item,) = one.decode()
    assert item.relabeled == [(first.start + 1, UNUSED)] and item.start == first.start + 3


@pytest.mark.parametrize(("limits", "tokens"), [({"drafts": 2}, 3), ({"positions": PREFIX + 7}, 2), ({}, 10)])
def test_a_draft_takes_no_more_room_than_there_is(limits, tokens):
    (item,) = drafting(Drafts([7], [8] * 9), **limits).decode()
    assert len(item.layout.ids) == tokens


def test_what_the_grammar_forces_is_computed_and_not_asked():
    one = drafting(Drafts([7, 8], [8], forced=[4, 4]))
    (item,) = inputs = one.decode()
    assert item.layout.ids == [7, 4, 4, 8] and item.layout.ends == [2, 3]
    step(one, inputs)
    assert not one.pending(), "its two tokens were written, and the end"


def forked(tokens, **limits) -> tuple[Drafts, Scheduler]:
    """An answer of these tokens, 7 and 4 behind it, for which [8, 9] was drafted, or [6, 5] behind the 8."""
    answer = Drafts(tokens, [8, 9], forks={1: [6, 5]})
    return answer, drafting(answer, **limits)


def test_an_alternative_to_a_draft_stands_before_what_it_replaces_at_the_same_positions():
    (item,) = forked([7, 8, 6])[1].decode()
    assert item.layout.ids == [7, 8, 6, 5, 9] and item.layout.positions == [8, 9, 10, 11, 10]
    assert item.layout.branches == [0] * 5 and item.layout.forks == [0, 0, 1, 1, 0]
    assert item.layout.ends == [0, 1, 2, 3, 4]


def test_an_accepted_alternative_becomes_part_of_the_answer_and_the_rest_of_the_draft_is_written_over():
    answer, one = forked([7, 8, 6, 5, 3])
    (first,) = inputs = one.decode()
    step(one, inputs)
    assert answer.written == 5, "8 as drafted, then 6 and 5 as the alternative said, then 3"
    (item,) = one.decode()
    assert sorted(item.relabeled) == [(first.start + 2, 0), (first.start + 3, 0)]
    assert item.start == first.start + 4 and item.layout.positions[0] == 12


def test_a_rejected_alternative_is_hidden():
    _, one = forked([7, 8, 9, 3])
    (first,) = inputs = one.decode()
    step(one, inputs)
    (item,) = one.decode()
    assert sorted(item.relabeled) == [(first.start + 2, UNUSED), (first.start + 3, UNUSED)]
    assert item.start == first.start + 5 and item.layout.positions[0] == 11


def test_an_alternative_gives_way_before_the_draft_where_there_is_no_room_for_both():
    (item,) = forked([7, 8, 6], drafts=3)[1].decode()
    assert item.layout.ids == [7, 8, 9]


def test_rejected_drafts_cut_no_answer_short():
    plain, drafted = Drafts(range(10, 30), []), Drafts(range(10, 30), [1, 1, 1, 1], forks={0: [2, 2]})
    for answer in (plain, drafted):
        one = drafting(answer, cache_length=1 + PREFIX + 5 + 12)
        while one.pending():
            step(one, one.decode())
    assert drafted.written == plain.written == 13


def test_chunks_are_admitted_to_neighboring_slots():
    one = scheduler(slots=4)
    one.submit(job(0, 9, 0, 0, 0, 0))
    assert admitted(one) == [0, 1, 2, 3]
    assert admitted(one) == [2, 3], "and not to the free slot 0, which stands apart"


def test_decoding_waits_until_no_full_prefill_fits_or_a_job_has_nothing_else_to_wait_for():
    one = scheduler(slots=3, prefill_tokens=12)
    one.submit(job(9, 0, 9, 0, 0))
    assert admitted(one) == [0, 1] and not one.decode_due(), "two more chunks fit"
    assert admitted(one) == [1, 2] and one.decode_due(), "one more fits"
    small = scheduler(slots=5, prefill_tokens=12)
    small.submit(job(9))
    small.submit(job(0, 0, 0, 0))
    admitted(small)
    assert small.decode_due(), "the first job is read, and its answer need not wait for the other's chunks"
    assert not scheduler().decode_due()


def test_a_pass_reads_no_more_tokens_than_it_may_but_always_one_chunk():
    one = scheduler(slots=3, prefill_tokens=12)
    one.submit(job(0, 0, 0))
    assert admitted(one) == [0, 1]
    tight = scheduler(slots=3, prefill_tokens=1)
    tight.submit(job(0, 0))
    assert admitted(tight) == [0]


@pytest.mark.parametrize("limits", [{"cache_length": 1 + PREFIX + 6 + 2}, {"positions": PREFIX + 6 + 2}])
def test_an_answer_that_finds_no_room_is_cut_off(limits):
    one, endless = scheduler(**limits), job(1000)
    one.submit(endless)
    admitted(one)
    for _ in range(2):
        assert not endless.done.is_set()
        step(one, one.decode())
    (outcome,) = endless.results()
    assert outcome.cut_off and not one.pending()


def test_slots_of_a_job_that_failed_are_free_again():
    one, gone = scheduler(slots=1), job(1000)
    one.submit(gone)
    admitted(one)
    gone.fail(TimeoutError())
    one.release_failed()
    assert not one.pending()
    with pytest.raises(TimeoutError):
        gone.results()


def test_when_memory_runs_out_half_the_slots_start_again_and_a_single_one_fails():
    one, work = scheduler(slots=2), job(5, 5)
    one.submit(work)
    admitted(one)
    one.halve(MemoryError())
    assert one.slots == 1 and one.decode() == [] and admitted(one) == [0]
    one.halve(MemoryError())
    with pytest.raises(MemoryError):
        work.results()


def for_adapter(name: str, count: int) -> Job:
    return Job([Task([1, 2, 3, 4], [[5, 6]], lambda: [Writes(1)], name)] * count)


def test_chunks_for_different_adapters_never_share_a_pass_and_jobs_keep_their_order():
    one = scheduler(slots=2)
    first, other, late = for_adapter("a", 3), for_adapter("b", 1), for_adapter("a", 1)
    for work in (first, other, late):
        one.submit(work)
    order = []
    while one.pending():
        if slots := admitted(one):
            order.append((one.adapter, len(slots)))
        if one.decode_due():
            step(one, one.decode())
    assert order == [("a", 2), ("a", 1), ("b", 1), ("a", 1)]
    assert all(work.done.is_set() for work in (first, other, late))


def test_what_was_evicted_for_memory_waits_before_jobs_for_other_adapters():
    one = scheduler(slots=2)
    first, other = for_adapter("a", 2), for_adapter("b", 1)
    one.submit(first)
    one.submit(other)
    assert admitted(one) == [0, 1]
    one.halve(MemoryError())
    assert admitted(one) == [0] and one.adapter == "a"
