"""Studies growth from 300 contracts a day to 3 million: which limit is reached first, and how to partition the load."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from typing import NamedTuple
from zoneinfo import ZoneInfo

from benchmarks.reporting.sections import Section, prose
from benchmarks.reporting.statistics import seconds
from benchmarks.simulation.arrivals import OFFICE_HOURS, business_days
from benchmarks.simulation.simulated_days import START, sum_up
from benchmarks.simulation.simulated_endpoint import Endpoint, Simulation
from benchmarks.simulation.work_per_contract import Work
from deploy.scaling.instance_types import INSTANCES
from deploy.scaling.scaling_model import Policies

PER_DAY = (300, 3_000, 30_000, 300_000, 3_000_000)
SIMULATED = (300, 1_000, 2_000, 3_000, 4_000)
UTILISATION = 0.8  # of running instances, so that busy hours do not queue
PEAK = 2.0  # load of the busiest minutes over the day's average


class Quota(NamedTuple):
    """A service's default limit per second, and how many of its requests a contract needs. Limits differ by account and
    region; the Service Quotas console shows the actual ones."""

    service: str
    limit: float
    each: float


# AWS's quota pages as of 2026: S3 (per prefix), SNS (eu-west-1; us-east-1 30,000), API Gateway (per account), DynamoDB
# (writes to an on-demand table), Lambda (1,000 concurrent, 0.3 s each for the three functions a contract passes
# through).
QUOTAS = (
    Quota("S3 writes to a prefix", 3_500, 1),
    Quota("SNS publishes", 9_000, 1),
    Quota("API Gateway requests", 10_000, 6),
    Quota("DynamoDB writes", 40_000, 3),
    Quota("Lambda invocations", 1_000 / 0.3, 3),
)


def study(work: Work) -> list[Section]:
    """Which limit is reached at which rate: the stack's own by simulation, the services' by their quotas."""
    chance = random.Random(1)
    alone = sum(work.draw.inference(chance) for _ in range(2000)) / 2000
    opens, closes = OFFICE_HOURS
    office = (closes.hour - opens.hour) * 3600 + (closes.minute - opens.minute) * 60
    rows = [_row(per_day, per_day / office, alone) for per_day in PER_DAY]
    instance = Policies().maximum
    held = office / alone * instance
    ttl = Endpoint().ttl
    text = prose(f"""
        Spread over office hours, at {alone:.0f} s of inference each. Instances are the first limit, long before any
        other service: {instance} instances, the stack's maximum, process {held:,.0f} contracts in a day's office hours.
        Next comes the account's quota for this instance type (often 0 to 2 in a new account, raised on request). With
        {instance} instances, at most {ttl / alone * instance:,.0f} contracts can wait without expiring before their
        turn (a TTL of {ttl / 3600:g} hours).""")
    head = ("contracts a day", "a second", "instances", "$ a day", *(quota.service for quota in QUOTAS))
    return [
        Section("From 300 a day to 3 million", (text, _partition(office, alone)), head, rows),
        _at_most(work),
    ]


def _row(per_day: int, rate: float, alone: float) -> tuple[str, ...]:
    instances = math.ceil(rate * alone / UTILISATION)
    price = INSTANCES["ml.g5.2xlarge"].price
    used = [f"{PEAK * rate * quota.each / quota.limit:.2%}" for quota in QUOTAS]
    cost = per_day * alone / UTILISATION / 3600 * price
    return f"{per_day:,}", f"{rate:.2g}", f"{instances:,}", f"{cost:,.0f}", *used


def _partition(office: float, alone: float) -> str:
    most = PER_DAY[-1] / office * alone / UTILISATION
    largest = max(quota.each / quota.limit for quota in QUOTAS)
    million = 1 / largest / PEAK * office
    return prose(f"""
        The service columns show the share of each default quota used in the busiest minutes, at twice the day's
        average; the first is exhausted at {million / 1e6:,.0f} million a day. How to partition: up to a few dozen
        instances, one endpoint with a raised quota and maximum. Beyond that, several stacks, each with its own bucket,
        queue and endpoint, and clients assigned by a hash of their id, which also keeps one client's burst out of the
        others' queue. Beyond one account's quota, several accounts and regions ({most:,.0f} instances at 3 million a
        day are more than a single account or region should be asked for). Contracts that can wait until morning go
        through batch transform at night. Inference ten times as fast needs a tenth of the instances: every row moves up
        by one.""")


def _at_most(work: Work) -> Section:
    policies = Policies()
    start = START.replace(tzinfo=ZoneInfo(policies.time_zone))
    rows = []
    for per_day in SIMULATED:
        arrivals = business_days(start, 2, per_day, per_day // 40, work.draw, random.Random(1))
        cells = [f"{per_day:,}"]
        for maximum in (policies.maximum, 5 * policies.maximum):
            endpoint = Endpoint(replace(policies, maximum=maximum))
            figures = sum_up(endpoint, Simulation(endpoint, arrivals, start).run(2 * 86_400), arrivals, 0.0)
            waits = figures["wait_s"]
            cells += [seconds(waits["p50"]), seconds(waits["p95"]), str(figures["expired"])]
        rows.append(cells)
    head = ["contracts a day"]
    for maximum in (policies.maximum, 5 * policies.maximum):
        head += [f"wait p50, at most {maximum}", "wait p95", "expired"]
    text = "Two simulated business days with at most five instances, and with at most twenty-five."
    return Section("The limit of five instances", (text,), head, rows)
