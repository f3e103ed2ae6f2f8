"""From 300 contracts a day to 3 million: what binds first, and how to partition then."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from typing import NamedTuple
from zoneinfo import ZoneInfo

from benchmarks.reporting.report import Section, prose
from benchmarks.reporting.statistics import seconds
from benchmarks.simulation.arrivals import OFFICE_HOURS, business_days
from benchmarks.simulation.day import START, sum_up
from benchmarks.simulation.endpoint import Endpoint, Simulation
from benchmarks.simulation.work import Work
from deploy.instances import INSTANCES
from deploy.scaling import Policies

PER_DAY = (300, 3_000, 30_000, 300_000, 3_000_000)
SIMULATED = (300, 1_000, 2_000, 3_000, 4_000)
USE = 0.8  # of the instances that are on, so that a busy hour does not queue
PEAK = 2.0  # the busiest minutes over the day's average


class Quota(NamedTuple):
    """A service's default limit a second, and how often a contract comes by. Account and region change them: the
    Service Quotas console has the true ones."""

    service: str
    limit: float
    each: float


# AWS's pages of quotas as of 2026: S3 (a prefix), SNS (eu-west-1; us-east-1 30,000), API Gateway (an account), DynamoDB
# (a table on demand, writes), Lambda (1,000 at once; 0.3 s each for the three functions that a contract passes).
QUOTAS = (
    Quota("S3 writes to a prefix", 3_500, 1),
    Quota("SNS publishes", 9_000, 1),
    Quota("API Gateway requests", 10_000, 6),
    Quota("DynamoDB writes", 40_000, 3),
    Quota("Lambda runs", 1_000 / 0.3, 3),
)


def answer(work: Work) -> list[Section]:
    """What binds at which rate; the stack's own limit by simulation, the others by their quotas."""
    chance = random.Random(1)
    alone = sum(work.draw.inference(chance) for _ in range(2000)) / 2000
    opens, closes = OFFICE_HOURS
    office = (closes.hour - opens.hour) * 3600 + (closes.minute - opens.minute) * 60
    rows = [_row(per_day, per_day / office, alone) for per_day in PER_DAY]
    instance = Policies().maximum
    held = office / alone * instance
    ttl = Endpoint().ttl
    text = prose(f"""
        Spread over the office hours, at {alone:.0f} s of inference each. Instances bind first, long before any service
        around them: {instance} instances, the stack's most, get {held:,.0f} contracts done in a day's office hours; the
        quota of the account for this type on endpoints (often 0 to 2 for a new account, raised on request) comes next.
        A queue that {instance} instances work on holds at most {ttl / alone * instance:,.0f} contracts that are not
        expired when their turn comes (a TTL of {ttl / 3600:g} hours).""")
    head = ("contracts a day", "a second", "instances", "$ a day", *(quota.service for quota in QUOTAS))
    return [
        Section("From 300 a day to 3 million", (text, _partition(office, alone)), head, rows),
        _at_most(work),
    ]


def _row(per_day: int, rate: float, alone: float) -> tuple[str, ...]:
    instances = math.ceil(rate * alone / USE)
    price = INSTANCES["ml.g5.2xlarge"].price
    used = [f"{PEAK * rate * quota.each / quota.limit:.2%}" for quota in QUOTAS]
    cost = per_day * alone / USE / 3600 * price
    return f"{per_day:,}", f"{rate:.2g}", f"{instances:,}", f"{cost:,.0f}", *used


def _partition(office: float, alone: float) -> str:
    most = PER_DAY[-1] / office * alone / USE
    largest = max(quota.each / quota.limit for quota in QUOTAS)
    million = 1 / largest / PEAK * office
    return prose(f"""
        The columns of the services show the share of their default quotas that the busiest minutes use, at twice
        the day's average; the first to be full is at {million / 1e6:,.0f} million a day. How to partition: up to
        some dozens of instances, one endpoint with a raised quota and maximum; above, several stacks, each with its
        bucket, queue and endpoint, clients dealt out by a hash of their id, which also keeps one client's burst
        from the others' queue; by account and region where one account's quota does not reach ({most:,.0f} instances
        at 3 million a day, which no single account or region should be asked for). What may wait until the morning
        goes through batch transform at night. And ten times faster inference is a tenth of the instances: it moves
        every row up by one.""")


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
        head += [f"wait p50, {maximum} at most", "wait p95", "expired"]
    text = "Simulated: two business days at five instances at most, and at twenty-five."
    return Section("Where five instances end", (text,), head, rows)
