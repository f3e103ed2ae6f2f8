"""The queue of the asynchronous endpoint's stand-in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from deploy.local.endpoint.queue import Call, JobQueue

CALL = Call("a", "s3://b/in", "s3://b/out", "s3://b/failed", "application/pdf", "", "", timeout=900, ttl=60)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "queue.sqlite"


def on_disk(path):
    return b"".join(file.read_bytes() for file in path.parent.iterdir())


def states(queue):
    return {job["inference_id"]: (job["state"], job["attempts"]) for job in queue.history()}


def test_jobs_are_served_in_the_order_of_their_coming(path):
    queue = JobQueue(path)
    for name in "abc":
        queue.add(replace(CALL, inference_id=name))
    assert [queue.take(0).call.inference_id for _ in "abc"] == ["a", "b", "c"]
    assert queue.take(0) is None


def test_a_job_is_given_to_one_worker_and_ends_once(path):
    queue = JobQueue(path)
    queue.add(CALL)
    job = queue.take(0)
    assert queue.take(0) is None
    queue.end(job, "completed")
    assert queue.take(0) is None
    assert states(queue) == {"a": ("completed", 1)}


def test_a_password_is_in_no_file_once_its_job_has_ended(path):
    queue = JobQueue(path)
    for name in "ab":
        queue.add(
            replace(CALL, inference_id=name, custom_attributes='password="opensesame"', ttl=60 if name == "a" else 0)
        )
    assert b"opensesame" in on_disk(path)
    job = queue.take(0)
    assert job.call.custom_attributes == 'password="opensesame"'
    queue.end(job, "completed")
    assert b"opensesame" not in on_disk(path)
    assert states(queue) == {"a": ("completed", 1), "b": ("expired", 0)}


def test_what_was_at_work_when_the_process_died_is_done_again_by_the_next(path):
    died = JobQueue(path)
    died.add(CALL)
    died.add(replace(CALL, inference_id="b"))
    died.take(0)
    successor = JobQueue(path)
    assert [successor.take(0).call.inference_id for _ in "ab"] == ["a", "b"]
    assert states(successor) == {"a": ("working", 1), "b": ("working", 1)}, "the endpoint's death is no attempt"


def test_a_document_within_a_call_outlives_the_process_too(path):
    JobQueue(path).add(replace(CALL, input_location="", body=b"%PDF-\x00\xff"))
    assert JobQueue(path).take(0).call.body == b"%PDF-\x00\xff"


def test_only_tries_that_began_are_counted(path):
    queue = JobQueue(path)
    queue.add(CALL)
    queue.give_back(queue.take(0), attempted=False)
    queue.give_back(queue.take(0), attempted=True)
    assert queue.take(0).attempts == 2


def test_a_job_that_waited_longer_than_its_time_to_live_expires_without_a_word(path):
    queue = JobQueue(path)
    queue.add(replace(CALL, ttl=-1))
    queue.add(replace(CALL, inference_id="b"))
    assert queue.take(0).call.inference_id == "b"
    assert states(queue)["a"] == ("expired", 0)


def test_the_load_counts_what_waits_and_what_is_at_work(path):
    queue = JobQueue(path)
    assert queue.load() == (0, 0, 0)
    for name in "abc":
        queue.add(replace(CALL, inference_id=name))
    queue.end(queue.take(0), "failed")
    queue.take(0)
    load = queue.load()
    assert (load.waiting, load.working) == (1, 1) and load.oldest > 0
