"""Metrics: for Prometheus at GET /metrics, and in each request's log line for CloudWatch (embedded metric format)."""

from __future__ import annotations

import time
from typing import Any, Protocol

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics, generate_latest

from serve.http.admission import Admission

NAMESPACE = "ContractReview"
disable_created_metrics()  # type: ignore[no-untyped-call]  # the _created series: a second line for each metric
_BUCKETS = (0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 60, 120, 300, 900, 3600)
# CloudWatch's unit of each field of the log line.
_UNITS = {
    "elapsed": "Seconds",
    "bytes": "Bytes",
    "pages": "Count",
    "tokens": "Count",
    "clauses": "Count",
    "queue_depth": "Count",
    "in_progress": "Count",
    "gpu_memory_bytes": "Bytes",
}
_STAGE = "_seconds"


class Device(Protocol):
    """A source of facts about the model's device: the model process, or the registry."""

    def gpu_memory_bytes(self) -> int:
        """Device memory in use by the model and its batches."""
        ...


class Metrics:
    """Counts requests. The queue and the device are read each time the metrics are."""

    def __init__(self, admission: Admission, model: Device) -> None:
        self._registry = CollectorRegistry()
        self._now = {
            "queue_depth": admission.waiting,
            "in_progress": admission.in_progress,
            "gpu_memory_bytes": model.gpu_memory_bytes,
        }
        texts = ("Documents waiting for a slot.", "Documents being worked on.", "GPU memory in use.")
        for (name, read), text in zip(self._now.items(), texts, strict=True):
            Gauge(f"contract_review_{name}", text, registry=self._registry).set_function(read)
        self._requests = self._counter("requests", "Invocations by error code, or ok.", ["code"])
        self._sums = {name: self._counter(name, f"{name.title()} in all reviews.") for name in ("pages", "tokens")}
        self._stages = Histogram(
            "contract_review_stage_seconds",
            "Seconds by stage; whole is from the headers to the response.",
            ["stage"],
            buckets=_BUCKETS,
            registry=self._registry,
        )

    def _counter(self, name: str, text: str, labels: list[str] | None = None) -> Counter:
        return Counter(f"contract_review_{name}", text, labels or [], registry=self._registry)

    def observe(self, facts: dict[str, Any]) -> dict[str, Any]:
        """Counts a request by its facts. Returns the fields that turn its log line into CloudWatch metrics."""
        self._requests.labels(facts["code"]).inc()
        stages = {"whole": facts["elapsed"], **facts.pop("seconds", {})}
        for stage, seconds in stages.items():
            self._stages.labels(stage).observe(seconds)
        for name, counter in self._sums.items():
            counter.inc(facts.get(name, 0))
        flat = {f"{stage}{_STAGE}": round(seconds, 4) for stage, seconds in stages.items() if stage != "whole"}
        now = {name: read() for name, read in self._now.items()}
        return embedded(facts | flat | now) | flat | now

    def text(self) -> bytes:
        """All metrics in Prometheus's text format."""
        return generate_latest(self._registry)


def embedded(line: dict[str, Any]) -> dict[str, Any]:
    """The ``_aws`` field of a log line: its numbers by shape, and requests by shape and code."""
    named = {name: unit for name, unit in _UNITS.items() if name in line}
    named |= {name: "Seconds" for name in line if name.endswith(_STAGE)}
    numbers = {
        "Namespace": NAMESPACE,
        "Dimensions": [["shape"]],
        "Metrics": [{"Name": name, "Unit": unit} for name, unit in named.items()],
    }
    codes = {
        "Namespace": NAMESPACE,
        "Dimensions": [["shape", "code"]],
        "Metrics": [{"Name": "requests", "Unit": "Count"}],
    }
    return {"_aws": {"Timestamp": int(time.time() * 1000), "CloudWatchMetrics": [numbers, codes]}, "requests": 1}
