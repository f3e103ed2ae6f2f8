"""Sends a burst of contracts to ``contract-review local``.

``python -m benchmarks.robustness.burst [--contracts 20] [--pages 10-30] [--chaos]``

Like the page, it creates, uploads and submits every contract and waits for its end on a WebSocket. Prints the waiting
times, checks that nothing was lost or duplicated, and ends with one JSON line. ``--chaos`` kills processes of the
service meanwhile (SIGKILL).
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

from benchmarks.performance.under_load.local_service import Kill, LocalService, Person
from benchmarks.performance.under_load.sample_documents import of_pages

AT_ONCE = 3  # simultaneous uploads, like the page
KILL_SECONDS, ROUNDS = 4.0, 4
HEADS = ("accepted", "waiting", "working", "notified", "total")


def burst(service: LocalService, person: Person, documents: Sequence[bytes], patience: float) -> dict[str, float]:
    """Submits all documents at once and waits until each has ended, at most ``patience`` seconds; returns the seconds
    to the 202 by contract id."""
    accepted: dict[str, float] = {}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for contract_id, seconds in pool.map(person.drop, documents, (f"{n}.pdf" for n in range(len(documents)))):
            accepted[contract_id] = seconds
    person.wait_for(set(accepted), patience)
    return accepted


def chaos(service: LocalService, over: threading.Event, killed: list[str]) -> None:
    """Kills a function's process, the WebSocket, a worker and a model process in turn, until ``over`` is set."""
    chance = random.Random(0)
    turns = (Kill.FUNCTION, Kill.WEBSOCKET, Kill.WORKER, Kill.MODEL)
    for kind in turns * ROUNDS:
        if over.wait(KILL_SECONDS):
            return
        pids = service.pids(kind)
        if pids:
            service.kill(chance.choice(pids))
            killed.append(kind.name.lower())


def figures(rows: Sequence[dict[str, Any]], accepted: dict[str, float], service: LocalService, person: Person) -> Any:
    """Seconds of each contract under HEADS. "waiting" is from the 202 until a worker last picked it up."""
    jobs = {job["inference_id"]: job for job in service.jobs()}
    for row in rows:
        job, ended = jobs[row["contract_id"]], datetime.fromisoformat(row["ended_at"]).timestamp()
        yield {
            "accepted": accepted[row["contract_id"]],
            "waiting": job["began"] - job["received"],
            "working": ended - job["began"],
            "notified": person.heard[row["contract_id"]] - ended,
            "total": person.heard[row["contract_id"]] - job["received"],
        }


def losses(rows: Sequence[dict[str, Any]], accepted: dict[str, float], service: LocalService) -> list[str]:
    """What was lost or duplicated; empty if nothing was."""
    ids = [row["contract_id"] for row in rows]
    jobs = [job["inference_id"] for job in service.jobs()]
    outputs = service.objects("outbound/")
    checks = {
        "rows lost or duplicated": sorted(ids) != sorted(accepted),
        "unfinished contracts": any(row["status"] not in ("ready", "failed") for row in rows),
        "inferences lost or duplicated": sorted(jobs) != sorted(accepted),
        "outputs lost or duplicated": len(outputs) != sum(row["status"] == "ready" for row in rows),
    }
    return [problem for problem, found in checks.items() if found]


def table(seconds: Sequence[dict[str, float]]) -> str:
    """Median, 90th percentile and maximum of each column, in seconds."""
    lines = [f"{'seconds':10}" + "".join(f"{head:>10}" for head in HEADS)]
    for name, of in (("median", statistics.median), ("90%", _ninetieth), ("max", max)):
        lines.append(f"{name:10}" + "".join(f"{of([one[head] for one in seconds]):>10.3f}" for head in HEADS))
    return "\n".join(lines)


def _ninetieth(values: Sequence[float]) -> float:
    return sorted(values)[int(0.9 * (len(values) - 1))]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the burst. Exit status 1: something was lost or duplicated."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.robustness.burst", description=__doc__)
    parser.add_argument("--contracts", type=int, default=20)
    parser.add_argument("--pages", default="10-30", metavar="MIN-MAX")
    parser.add_argument("--max-workers", type=int, default=2)
    parser.add_argument("--chaos", action="store_true")
    parser.add_argument(
        "--patience", type=float, default=1200, help="seconds until all must have ended (default: 1200)"
    )
    options = parser.parse_args(arguments)
    least, most = map(int, options.pages.split("-"))
    chance = random.Random(0)
    documents = [of_pages(chance.randint(least, most), chance.randrange(9)) for _ in range(options.contracts)]
    with LocalService("--max-workers", str(options.max_workers)) as service, Person(service.url) as person:
        killed: list[str] = []
        over = threading.Event()
        killer = threading.Thread(target=chaos, args=(service, over, killed))
        if options.chaos:
            killer.start()
        began = time.monotonic()
        accepted = burst(service, person, documents, options.patience)
        seconds = time.monotonic() - began
        over.set()
        if options.chaos:
            killer.join()
        return report(options, accepted, seconds, killed, service, person)


def report(
    options: argparse.Namespace,
    accepted: dict[str, float],
    seconds: float,
    killed: list[str],
    service: LocalService,
    person: Person,
) -> int:
    """Prints the table, the losses, and the JSON line."""
    rows = person.rows()
    measured = list(figures(rows, accepted, service, person))
    wrong = losses(rows, accepted, service)
    ends = {status: sum(row["status"] == status for row in rows) for status in ("ready", "failed")}
    print(f"{len(rows)} contracts of {options.pages} pages in {seconds:.0f} s: {ends}")
    if killed:
        print(f"killed meanwhile: {', '.join(f'{killed.count(kind)} {kind}' for kind in sorted(set(killed)))}")
    print(table(measured))
    print("Nothing lost, nothing duplicated." if not wrong else f"FAILED: {'; '.join(wrong)}")
    worst = {head: round(max(one[head] for one in measured), 3) for head in HEADS}
    print(json.dumps({"contracts": len(rows), **ends, "seconds": round(seconds), "max": worst, "killed": killed}))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
