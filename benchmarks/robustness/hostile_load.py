"""A hostile file in every fourth request, 32 requests at a time.

``python -m benchmarks.robustness.hostile_load URL CONTRACT.pdf [COUNT]``

/ping is asked ten times a second beside them.

Prints how often a contract among them was answered right (with the same clauses as alone), what became of the hostile
files, and what /ping answered and how long it took.
"""

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


def ask(url: str, method: str, path: str, body: bytes | None = None) -> Answer:
    """One request over a connection of its own."""
    began = time.monotonic()
    connection = HTTPConnection(urlsplit(url).netloc, timeout=TIMEOUT)
    connection.request(method, path, body, {"Content-Type": "application/pdf"} if body else {})
    response = connection.getresponse()
    answer = Answer(response.status, response.read(), time.monotonic() - began)
    connection.close()
    return answer


def what(answer: Answer) -> str:
    """The outcome in a word: "reviewed", or the error's code."""
    return "reviewed" if answer.status == 200 else f"{answer.status} {json.loads(answer.body)['error']['code']}"


def assault(url: str, contract: bytes, count: int) -> dict[str, Any]:
    """The figures of so many requests."""
    alone = json.loads(ask(url, "POST", "/invocations", contract).body)["clauses"]
    harmful = list(islice(cycle(hostile().values()), count // 4))
    bodies = [harmful[number // 4] if number % 4 == 0 else contract for number in range(count)]
    pings: list[Answer] = []
    stop = threading.Event()

    def ping() -> None:
        while not stop.wait(PAUSE):
            pings.append(ask(url, "GET", "/ping"))

    watch = threading.Thread(target=ping)
    watch.start()
    began = time.monotonic()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(lambda body: ask(url, "POST", "/invocations", body), bodies))
    seconds = time.monotonic() - began
    stop.set()
    watch.join()
    good = [answer for number, answer in enumerate(answers) if number % 4]
    right = sum(answer.status == 200 and json.loads(answer.body)["clauses"] == alone for answer in good)
    return {
        "contracts": len(good),
        "answered_right": right,
        "hostile": dict(Counter(what(answer) for answer in answers[::4])),
        "slowest_contract": round(max(answer.seconds for answer in good), 1),
        "ping": dict(Counter(answer.status for answer in pings)),
        "slowest_ping": round(max(answer.seconds for answer in pings), 3),
        "seconds": round(seconds, 1),
    }


def main() -> int:
    """Prints the figures as JSON; 1 where a contract went wrong or /ping was not 200."""
    url, contract, *count = sys.argv[1:]
    figures = assault(url, Path(contract).read_bytes(), int(count[0]) if count else 200)
    print(json.dumps(figures))
    return 0 if figures["answered_right"] == figures["contracts"] and set(figures["ping"]) == {200} else 1


if __name__ == "__main__":
    sys.exit(main())
