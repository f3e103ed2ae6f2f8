from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import torch

from chunking.errors import ClientDisconnected, InternalError, OutOfMemory
from model.engines.tagger.batching import Batcher


class Device:
    """Doubles numbers, remembers the batches it was given, and holds the first one until it is let go."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.started, self.go = threading.Event(), threading.Event()

    def compute(self, items: list[int]) -> list[int]:
        self.batches.append(list(items))
        self.started.set()
        assert self.go.wait(30)
        return [2 * item for item in items]


@pytest.fixture
def device():
    return Device()


@pytest.fixture
def batcher_of():
    made: list[Batcher] = []

    def make(compute, size: int = 4) -> Batcher:
        made.append(Batcher(compute, size))
        return made[-1]

    yield make
    for batcher in made:
        batcher.close()


def queued(batcher: Batcher, jobs: int) -> None:
    """Waits until this many jobs are in the queue."""
    wait_for(lambda: len(batcher._jobs) >= jobs)


def wait_for(happened) -> None:
    for _ in range(6000):
        if happened():
            return
        threading.Event().wait(0.005)
    pytest.fail("it never happened")


def test_results_come_in_the_order_of_the_items(batcher_of):
    batcher = batcher_of(lambda items: [2 * item for item in items])
    assert batcher.run(list(range(11))) == list(range(0, 22, 2))


def test_no_items_need_no_device(batcher_of):
    assert batcher_of(lambda items: pytest.fail("nothing to compute")).run([]) == []


def test_batches_are_full_but_never_over_their_size(batcher_of, device):
    device.go.set()
    batcher_of(device.compute, 4).run(list(range(10)))
    assert device.batches == [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9]]


def test_concurrent_jobs_share_batches_and_a_short_one_is_not_held_up_by_a_long_one(batcher_of, device):
    batcher = batcher_of(device.compute, 4)
    with ThreadPoolExecutor(3) as pool:
        first = pool.submit(batcher.run, [0])
        assert device.started.wait(30)  # the device is busy; the next two jobs meet in the queue
        long = pool.submit(batcher.run, [10, 11, 12, 13, 14, 15])
        queued(batcher, 1)
        short = pool.submit(batcher.run, [20, 21])
        queued(batcher, 2)
        device.go.set()
        assert (first.result(30), short.result(30)) == ([0], [40, 42])
        assert long.result(30) == [20, 22, 24, 26, 28, 30]
    assert device.batches == [[0], [10, 20, 11, 21], [12, 13, 14, 15]]


def test_a_batch_that_fails_fails_only_the_jobs_in_it(batcher_of, device):
    def compute(items: list[int]) -> list[int]:
        results = device.compute(items)
        if 13 in items:
            raise RuntimeError("the device is cross")
        return results

    batcher = batcher_of(compute, 2)
    with ThreadPoolExecutor(4) as pool:
        first = pool.submit(batcher.run, [0])
        assert device.started.wait(30)
        bad = pool.submit(batcher.run, [13, 14])
        queued(batcher, 1)
        mate = pool.submit(batcher.run, [1])
        queued(batcher, 2)
        other = pool.submit(batcher.run, [2, 3])
        queued(batcher, 3)
        device.go.set()
        for job in (bad, mate):
            with pytest.raises(RuntimeError, match="cross"):
                job.result(30)
        assert (first.result(30), other.result(30)) == ([0], [4, 6])
    assert device.batches == [[0], [13, 1], [2, 3]], "what is left of a failed job is not computed"


NO_MEMORY = [
    torch.OutOfMemoryError("CUDA out of memory."),
    MemoryError(),
    torch.AcceleratorError("CUDA error: out of memory"),
    RuntimeError("CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`"),
    RuntimeError("[enforce fail at alloc_cpu.cpp:124] . DefaultCPUAllocator: can't allocate memory: you tried to"),
]
LOST = [
    torch.AcceleratorError("CUDA error: an illegal memory access was encountered"),
    torch.AcceleratorError("CUDA error: device-side assert triggered"),
    RuntimeError("CUDA error: CUBLAS_STATUS_EXECUTION_FAILED when calling `cublasSgemm(...)`"),
    RuntimeError("cuDNN error: CUDNN_STATUS_EXECUTION_FAILED"),
]


@pytest.mark.parametrize("error", NO_MEMORY, ids=str)
def test_a_batch_that_memory_does_not_hold_is_computed_in_halves(batcher_of, error):
    seen: list[int] = []

    def compute(items: list[int]) -> list[int]:
        seen.append(len(items))
        if len(items) > 2:
            raise error
        return [2 * item for item in items]

    batcher = batcher_of(compute, 8)
    assert batcher.run(list(range(7))) == list(range(0, 14, 2))
    assert seen == [7, 3, 1, 2, 4, 2, 2]
    assert batcher.busy_seconds() == 0, "the device is well"


@pytest.mark.parametrize("error", LOST, ids=str)
def test_a_device_that_is_lost_never_seems_idle_again(batcher_of, error):
    def compute(items: list[int]) -> list[int]:
        raise error

    batcher = batcher_of(compute)
    with pytest.raises(RuntimeError, match="error"):
        batcher.run([1])
    assert batcher.busy_seconds() == float("inf"), "the server takes it for a hang and starts the worker again"


def test_an_error_of_the_models_code_is_no_loss_of_the_device(batcher_of):
    batcher = batcher_of(lambda items: [1 // 0 for _ in items])
    with pytest.raises(ZeroDivisionError):
        batcher.run([1])
    assert batcher.busy_seconds() == 0


def test_memory_that_does_not_hold_a_single_item_is_an_error_of_its_own(batcher_of):
    def compute(items: list[int]) -> list[int]:
        raise torch.OutOfMemoryError

    with pytest.raises(OutOfMemory, match="single chunk"):
        batcher_of(compute, 8).run([1, 2, 3])


def test_a_job_that_passes_its_time_is_given_up_and_its_rest_skipped(batcher_of, device):
    batcher = batcher_of(device.compute, 2)
    with pytest.raises(TimeoutError):
        batcher.run([1, 2, 3, 4, 5, 6], timeout=0.05)
    device.go.set()
    assert batcher.run([7]) == [14]
    assert device.batches == [[1, 2], [7]]


def test_the_device_is_busy_while_it_computes_and_only_then(batcher_of, device):
    batcher = batcher_of(device.compute)
    assert batcher.busy_seconds() == 0
    with ThreadPoolExecutor(1) as pool:
        job = pool.submit(batcher.run, [1])
        assert device.started.wait(30) and batcher.busy_seconds() > 0
        device.go.set()
        job.result(30)
    batcher.run([2])
    batcher.close()
    assert batcher.busy_seconds() == 0


def test_a_closed_batcher_takes_no_jobs():
    batcher = Batcher(lambda items: items, 2)
    batcher.close()
    batcher.close()
    with pytest.raises(InternalError, match="stopped"):
        batcher.run([1])


def test_a_job_that_waits_while_the_batcher_closes_hears_of_it(device):
    batcher = Batcher(device.compute, 1)
    with ThreadPoolExecutor(2) as pool:
        job = pool.submit(batcher.run, [1, 2, 3], 20)
        assert device.started.wait(30)
        closing = pool.submit(batcher.close)
        wait_for(lambda: batcher._stopped)
        device.go.set()
        closing.result(30)
        with pytest.raises(InternalError):
            job.result(30)


def test_what_nobody_waits_for_any_more_is_not_computed():
    computed, gone, begun = [], threading.Event(), threading.Event()

    def compute(items):
        computed.extend(items)
        begun.set()
        gone.wait(10)
        return items

    batcher = Batcher(compute, 1)
    with ThreadPoolExecutor() as pool:
        left = pool.submit(batcher.run, ["a", "b", "c"], 60, gone.is_set)
        begun.wait(10)
        gone.set()
        with pytest.raises(ClientDisconnected):
            left.result(10)
    assert batcher.run(["next"]) == ["next"] and computed == ["a", "next"]
    batcher.close()
