"""Sends load with a hostile file in every fourth request, 32 requests at a time.

``python -m benchmarks.robustness.hostile_load URL CONTRACT.pdf [COUNT]``

/ping is requested ten times a second meanwhile. Prints how many contracts were reviewed correctly (with the same
clauses as alone), the outcomes of the hostile files, and the statuses and times of /ping."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from itertools import cycle, islice
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from benchmarks.robustness.hostile_pdfs import hostile

AT_ONCE, PAUSE, TIMEOUT = 32, 0.1, 3600.0


class Answer(NamedTuple):
    """A response: status, body, seconds."""

    status: int
    body: bytes
    seconds: float


def request(url: str, method: str, path: str, body: bytes | None = None) -> Answer:
    """Sends one request over its own connection."""
    began = time.monotonic()
    connection = HTTPConnection(urlsplit(url).netloc, timeout=TIMEOUT)
    connection.request(method, path, body, {"Content-Type": "application/pdf"} if body else {})
    response = connection.getresponse()
    answer = Answer(response.status, response.read(), time.monotonic() - began)
    connection.close()
    return answer


def outcome(answer: Answer) -> str:
    """The outcome in a word: "reviewed", or the error's code."""
    return "reviewed" if answer.status == 200 else f"{answer.status} {json.loads(answer.body)['error']['code']}"


def load(url: str, contract: bytes, count: int) -> dict[str, Any]:
    """Sends ``count`` requests and returns the figures."""
    alone = json.loads(request(url, "POST", "/invocations", contract).body)["clauses"]
    hostile_files = list(islice(cycle(hostile().values()), count // 4))
    bodies = [hostile_files[number // 4] if number % 4 == 0 else contract for number in range(count)]
    pings: list[Answer] = []
    stop = threading.Event()

    def ping() -> None:
        while not stop.wait(PAUSE):
            pings.append(request(url, "GET", "/ping"))

    watch = threading.Thread(target=ping)
    watch.start()
    began = time.monotonic()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(lambda body: request(url, "POST", "/invocations", body), bodies))
    seconds = time.monotonic() - began
    stop.set()
    watch.join()
    good = [answer for number, answer in enumerate(answers) if number % 4]
    correct = sum(answer.status == 200 and json.loads(answer.body)["clauses"] == alone for answer in good)
    return {
        "contracts": len(good),
        "reviewed_correctly": correct,
        "hostile": dict(Counter(outcome(answer) for answer in answers[::4])),
        "slowest_contract": round(max(answer.seconds for answer in good), 1),
        "ping": dict(Counter(answer.status for answer in pings)),
        "slowest_ping": round(max(answer.seconds for answer in pings), 3),
        "seconds": round(seconds, 1),
    }


def main() -> int:
    """Prints the figures as JSON. Exit status 1: a contract failed, or /ping was not 200."""
    url, contract, *count = sys.argv[1:]
    figures = load(url, Path(contract).read_bytes(), int(count[0]) if count else 200)
    print(json.dumps(figures))
    return 0 if figures["reviewed_correctly"] == figures["contracts"] and set(figures["ping"]) == {200} else 1


if __name__ == "__main__":
    sys.exit(main())
