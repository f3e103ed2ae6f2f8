"""Which requests are admitted, and in which order."""

from __future__ import annotations

import threading
import time

import pytest

from chunking.errors import Busy, ClientDisconnected, Stopping
from serve.config import Config
from serve.http.admission import Admission


def wait_for(condition):
    until = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.005)


def test_one_request_more_than_the_slots_and_the_queue_hold_is_busy():
    admission = Admission(concurrency=1, queue=1)
    with admission.admitted(), admission.admitted(), pytest.raises(Busy), admission.admitted():
        pass
    with admission.admitted():
        pass


def test_a_place_is_free_again_after_a_failure():
    admission = Admission(concurrency=1, queue=0)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), admission.admitted(), admission.slot():
            _ = 1 / 0


def test_no_more_requests_run_at_once_than_allowed_and_the_first_come_is_the_first_served():
    admission, order, in_progress, most = Admission(concurrency=2, queue=10), [], [], []
    lock = threading.Lock()

    def work(number):
        with admission.slot():
            with lock:
                order.append(number)
                in_progress.append(number)
                most.append(len(in_progress))
            time.sleep(0.1)
            with lock:
                in_progress.remove(number)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
        time.sleep(0.005)
    for thread in threads:
        thread.join()
    assert order == list(range(8)) and max(most) == 2


def test_stopping_refuses_queued_and_new_requests_and_lets_running_ones_finish():
    admission, refused = Admission(concurrency=1, queue=5), []

    def wait_in_line():
        try:
            with admission.slot():
                pass
        except Stopping as error:
            refused.append(error)

    with admission.admitted(), admission.slot():
        waiting = threading.Thread(target=wait_in_line)
        waiting.start()
        admission.stop()
        wait_for(lambda: refused)
        waiting.join()
    wait_for(lambda: admission._stopping)
    with pytest.raises(Stopping), admission.admitted():
        pass


def test_a_client_that_disconnects_gives_up_its_place_in_the_queue():
    admission, gone, dropped = Admission(concurrency=1, queue=5), threading.Event(), []

    def wait_in_line():
        try:
            with admission.slot(cancelled=gone.is_set):
                pass
        except ClientDisconnected as error:
            dropped.append(error)

    with admission.slot():
        waiting = threading.Thread(target=wait_in_line)
        waiting.start()
        wait_for(lambda: admission.waiting() == 1)
        gone.set()
        waiting.join()
    assert dropped and admission.waiting() == 0


def test_a_deadline_that_passes_in_the_queue_is_the_servers_error_and_not_the_documents():
    admission = Admission(concurrency=1, queue=5)
    with admission.slot(), pytest.raises(Busy), admission.slot(deadline=time.monotonic() + 0.01):
        pass


def test_long_documents_do_not_hold_up_the_others_but_what_is_at_work_stays_bounded(monkeypatch):
    admission = Admission(concurrency=2, queue=10, at_most=3)
    soon = time.monotonic() + 1
    with admission.slot(), admission.slot():
        with pytest.raises(Busy), admission.slot(deadline=time.monotonic() + 0.01):
            pass
        monkeypatch.setattr("serve.http.admission.LONG_SECONDS", 0.0)
        with admission.slot(deadline=soon):
            assert admission.in_progress() == 3
            with pytest.raises(Busy), admission.slot(deadline=time.monotonic() + 0.01):
                pass
        with admission.slot(deadline=soon):
            pass
    assert admission.in_progress() == 0


def test_documents_known_to_be_long_leave_the_slots_to_others_and_wait_for_their_like_alone():
    admission = Admission(concurrency=2, queue=10, at_most=3)
    soon = time.monotonic() + 1
    with admission.slot(known_long=True):
        with pytest.raises(Busy), admission.slot(deadline=time.monotonic() + 0.01, known_long=True):
            pass
        waiting = threading.Thread(target=enter, args=(admission, True))
        waiting.start()
        wait_for(lambda: admission.waiting() == 1)
        with admission.slot(deadline=soon), admission.slot(deadline=soon):
            assert (admission.in_progress(), admission.waiting()) == (3, 1)
    waiting.join()
    assert admission.in_progress() == 0


def test_without_room_for_more_a_long_document_waits_like_any_other():
    admission = Admission(concurrency=1, queue=10)
    with admission.slot(known_long=True), pytest.raises(Busy), admission.slot(deadline=time.monotonic() + 0.01):
        pass


def enter(admission, known_long):
    with admission.slot(known_long=known_long):
        pass


def test_handlers_of_ones_own_never_get_more_documents_at_once_than_configured():
    assert Config(concurrency=4).at_most == 8
    assert Config(concurrency=4, custom_code=True).at_most == 4
    assert Config(concurrency=1).at_most == 1
