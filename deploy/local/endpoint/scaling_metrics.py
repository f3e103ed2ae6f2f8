"""Publishes the per-minute metrics that drive autoscaling, as SageMaker does; the clock can be accelerated."""

from __future__ import annotations

import time
from collections import deque
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from deploy.local.endpoint.queue import Load

NAMESPACE = "AWS/SageMaker"
KEPT_MINUTES = 240


class Clock:
    """Starts at the present and runs ``speed`` times as fast as time."""

    def __init__(self, speed: float) -> None:
        self._speed = speed
        self._began, self._since = datetime.now(UTC), time.monotonic()

    def now(self) -> datetime:
        """The clock's time, in UTC."""
        return self._began + timedelta(seconds=(time.monotonic() - self._since) * self._speed)


class Minute(NamedTuple):
    """The end of a minute: jobs waiting and in progress, workers running and wanted, seconds of the oldest job."""

    at: datetime
    waiting: int
    working: int
    oldest: float
    in_service: int
    wanted: int

    @property
    def backlog(self) -> int:
        """ApproximateBacklogSize: waiting and in process."""
        return self.waiting + self.working

    def shown(self) -> dict[str, Any]:
        """For JSON."""
        return {**self._asdict(), "at": self.at.isoformat(timespec="seconds"), "oldest": round(self.oldest, 1)}


class Minutes:
    """The last minutes, and their publication to CloudWatch."""

    def __init__(self, endpoint: str, cloudwatch: Any) -> None:
        self._endpoint = endpoint
        self._cloudwatch = cloudwatch
        self.kept: deque[Minute] = deque(maxlen=KEPT_MINUTES)

    def shown(self) -> list[dict[str, Any]]:
        """For JSON. Another thread may add a minute meanwhile."""
        return [minute.shown() for minute in list(self.kept)]

    def add(self, at: datetime, load: Load, in_service: int, wanted: int) -> None:
        """Keeps and publishes one minute."""
        minute = Minute(at, load.waiting, load.working, load.oldest, in_service, wanted)
        self.kept.append(minute)
        self._cloudwatch.put_metric_data(Namespace=NAMESPACE, MetricData=datapoints(self._endpoint, minute))


def datapoints(endpoint: str, minute: Minute) -> list[dict[str, Any]]:
    """The four metrics of an asynchronous endpoint, with the dimension EndpointName."""
    values = {
        "ApproximateBacklogSize": minute.backlog,
        "ApproximateBacklogSizePerInstance": minute.backlog / max(minute.in_service, 1),
        "ApproximateAgeOfOldestRequest": minute.oldest,
        "HasBacklogWithoutCapacity": float(minute.backlog > 0 and not minute.in_service),
    }
    dimensions = [{"Name": "EndpointName", "Value": endpoint}]
    return [
        {"MetricName": name, "Dimensions": dimensions, "Timestamp": minute.at, "Value": float(value)}
        for name, value in values.items()
    ]
