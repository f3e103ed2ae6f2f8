"""An asynchronous endpoint: the platform reads inputs from S3, posts them, and writes what comes back to S3."""

from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

AT_ONCE = 6  # MaxConcurrentInvocationsPerInstance
HEADERS = 4096
SETTINGS = {"CONTRACT_REVIEW_DEADLINE_SECONDS": "3600", "CONTRACT_REVIEW_MAX_BYTES": str(1 << 30)}


class Platform:
    """Folders for buckets: each input's answer goes to ``output`` or, where it is none, to ``failure``."""

    def __init__(self, folder, service):
        self.service = service
        self.inputs, self.output, self.failure = (folder / name for name in ("input", "output", "failure"))
        for part in (self.inputs, self.output, self.failure):
            part.mkdir()

    def put(self, key, body):
        (self.inputs / key).write_bytes(body)

    def run(self):
        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(self._one, sorted(self.inputs.iterdir())))

    def _one(self, key):
        answer = self.service.post(
            key.read_bytes(), Inference_Id=key.name, Custom_Attributes=f"key={key.name}" + "x" * 900
        )
        assert "Transfer-Encoding" not in answer.headers
        assert int(answer.headers["Content-Length"]) == len(answer.body)
        assert answer.header_bytes() < HEADERS
        ((self.output if answer.status == 200 else self.failure) / key.name).write_bytes(answer.body)


@pytest.fixture(scope="module")
def service(launch):
    with launch(**SETTINGS) as started:
        yield started


def test_each_input_has_its_review_or_a_failure_that_says_whose_it_is(service, tmp_path, contract):
    platform = Platform(tmp_path, service)
    for number in range(8):
        platform.put(f"good-{number}.pdf", contract(1 + number % 3))
    platform.put("bad-empty.pdf", b"")
    platform.put("bad-noise.pdf", b"noise" * 1000)
    platform.put("bad-cut.pdf", b"%PDF-1.7\n" + bytes(1000))
    platform.run()
    assert {key.name for key in platform.output.iterdir()} == {f"good-{number}.pdf" for number in range(8)}
    assert len(list(platform.failure.iterdir())) == 3
    for key in platform.failure.iterdir():
        failure = json.loads(key.read_bytes())
        assert failure["request"]["id"] == key.name and failure["error"]["message"].endswith(".")
    for key in platform.output.iterdir():
        assert json.loads(key.read_bytes())["request"]["id"] == key.name


def test_an_upload_of_hundreds_of_megabytes_is_taken_and_pings_are_answered_meanwhile(service, large_pdf):
    body = large_pdf(200 << 20)
    with ThreadPoolExecutor(1) as pool:
        reviewing = pool.submit(service.post, body)
        while not reviewing.done():
            assert service.ask("GET", "/ping").status == 200
            time.sleep(0.1)
    assert reviewing.result().status == 200
