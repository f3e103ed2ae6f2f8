"""A serverless endpoint: 3 GB, two cores, no GPU, nothing to write to but /tmp, and a cold start."""

from __future__ import annotations

import time

import pytest

PAYLOAD = 4 << 20
SETTINGS = {
    "CONTRACT_REVIEW_MAX_BYTES": str(PAYLOAD),
    "CONTRACT_REVIEW_DEADLINE_SECONDS": "55",
    "CONTRACT_REVIEW_QUEUE": "0",
}
OPTIONS = (
    "--memory=3g",
    "--cpus=2",
    "--read-only",
    "--tmpfs=/tmp",
    "--cap-drop=all",
    "--security-opt=no-new-privileges",
    "--pids-limit=300",
)


def first_answer(launch, pdf, *options, **settings):
    """Seconds until the container is ready and until it has answered the first document, from nothing."""
    began = time.monotonic()
    with launch(*options, network=False, **SETTINGS, **settings) as service:
        ready = time.monotonic() - began
        answer = service.post(pdf)
        answered = time.monotonic() - began
        assert answer.status == 200 and answer.json()["clauses"]
        assert service.post(bytes(PAYLOAD + 1)).code == "too_large"
        assert service.stop() == 0
    return ready, answered


def test_from_nothing_to_the_first_answer(launch, pdf):
    ready, answered = first_answer(launch, pdf, *OPTIONS)
    print(f"serverless: ready after {ready:.1f} s, first answer after {answered:.1f} s")


@pytest.mark.image
@pytest.mark.parametrize("user", ["1000:1000", "54321:0"])
def test_any_user_will_do(launch, pdf, user):
    first_answer(launch, pdf, *OPTIONS, f"--user={user}")


_FILL = """
with open("/tmp/filler", "wb", buffering=0) as file:
    try:
        for _ in range(1024):
            file.write(bytes(4096))
        raise SystemExit("it is not full")
    except OSError:
        pass
"""


@pytest.mark.image
def test_with_nothing_left_to_write_to_it_works_and_comes_back(launch, pdf, comparable):
    options = [*(option for option in OPTIONS if option != "--tmpfs=/tmp"), "--tmpfs=/tmp:size=1m", "--ipc=none"]
    with launch(*options, network=False) as service:
        before = comparable(service.post(pdf).json())
        service.run_inside("python3", "-c", _FILL)
        for what in ("model", "http"):
            service.kill(what)
            service.wait_until_not_ready()
            service.wait_until_ready()
            assert comparable(service.post(pdf).json()) == before
