"""Who may come in, and in which order."""

from __future__ import annotations

import threading
import time

import pytest

from chunking.errors import Busy, ClientLeft, Stopping
from serve.http.admission import Gate


def wait_for(condition):
    until = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.005)


def test_one_more_than_work_and_queue_hold_is_busy():
    gate = Gate(concurrency=1, queue=1)
    with gate.admitted(), gate.admitted(), pytest.raises(Busy), gate.admitted():
        pass
    with gate.admitted():
        pass


def test_a_place_is_free_again_after_a_failure():
    gate = Gate(concurrency=1, queue=0)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), gate.admitted(), gate.turn():
            _ = 1 / 0


def test_no_more_work_at_once_than_allowed_and_first_come_is_first_served():
    gate, order, at_work, most = Gate(concurrency=2, queue=10), [], [], []
    lock = threading.Lock()

    def work(number):
        with gate.turn():
            with lock:
                order.append(number)
                at_work.append(number)
                most.append(len(at_work))
            time.sleep(0.1)
            with lock:
                at_work.remove(number)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
        time.sleep(0.005)
    for thread in threads:
        thread.join()
    assert order == list(range(8)) and max(most) == 2


def test_stopping_refuses_who_waits_and_who_comes_and_lets_the_work_end():
    gate, refused = Gate(concurrency=1, queue=5), []

    def wait_in_line():
        try:
            with gate.turn():
                pass
        except Stopping as error:
            refused.append(error)

    with gate.admitted(), gate.turn():
        waiting = threading.Thread(target=wait_in_line)
        waiting.start()
        gate.stop()
        wait_for(lambda: refused)
        waiting.join()
    wait_for(lambda: gate._stopping)
    with pytest.raises(Stopping), gate.admitted():
        pass


def test_who_left_is_dropped_from_the_line_and_the_next_comes_sooner():
    gate, gone, dropped = Gate(concurrency=1, queue=5), threading.Event(), []

    def wait_in_line():
        try:
            with gate.turn(left=gone.is_set):
                pass
        except ClientLeft as error:
            dropped.append(error)

    with gate.turn():
        waiting = threading.Thread(target=wait_in_line)
        waiting.start()
        wait_for(lambda: gate.waiting() == 1)
        gone.set()
        waiting.join()
    assert dropped and gate.waiting() == 0


def test_a_wait_that_ran_out_is_the_servers_error_and_not_the_documents():
    gate = Gate(concurrency=1, queue=5)
    with gate.turn(), pytest.raises(Busy), gate.turn(until=time.monotonic() + 0.01):
        pass
