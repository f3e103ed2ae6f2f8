"""The simulated endpoint: what arrives is done, waits as queueing says, and is scaled by the stack's rules."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest

from benchmarks.simulation.arrivals import Arrival, Draw, business_days, log_normal
from benchmarks.simulation.simulated_days import sum_up
from benchmarks.simulation.simulated_endpoint import Endpoint, Simulation
from benchmarks.simulation.work_per_contract import curve
from deploy.scaling.scaling_model import Policies

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # a Monday
ONE = Endpoint(Policies(minimum=1, maximum=1, warm=0), instances=1)


def come(*seconds, inference=10.0):
    return [Arrival(START + timedelta(seconds=second), 0.0, inference) for second in seconds]


def ran(endpoint, arrivals, until=7200.0):
    return Simulation(endpoint, arrivals, START).run(until)


def test_one_after_the_other_each_waits_for_those_before_it():
    outcome = ran(ONE, come(0, 0, 0, 100))
    assert [job.wait for job in outcome.jobs] == [0, 10, 20, 0]
    assert outcome.busy == pytest.approx(40) and outcome.billed == 7200


def test_at_random_arrivals_the_mean_wait_is_that_of_queueing_theory():
    """M/M/1: the mean wait is the use times the service time over what is left of the use."""
    chance = random.Random(3)
    at, arrivals = 0.0, []
    for _ in range(20_000):
        at += chance.expovariate(0.05)
        arrivals.append(Arrival(START + timedelta(seconds=at), 0.0, chance.expovariate(0.1)))
    waits = [job.wait for job in ran(ONE, arrivals, at + 1000).jobs]
    assert sum(waits) / len(waits) == pytest.approx(0.5 * 10 / 0.5, rel=0.1)


def test_documents_that_share_an_instance_share_its_speed():
    two = Endpoint(ONE.policies, 1, concurrency=2, speed=(1.0, 1.6))
    first, second = ran(two, come(0, 0)).jobs
    assert first.wait == second.wait == 0
    assert first.done == second.done == pytest.approx(12.5), "20 s of work at a speed of 1.6"
    early, late = ran(two, come(0, 5)).jobs
    assert (early.done, late.done) == pytest.approx((11.25, 16.25)), "5 s alone, 6.25 s shared, then alone again"


def test_instances_on_one_machine_share_its_speed_while_both_are_busy():
    pair = Endpoint(Policies(minimum=2, maximum=2, warm=0), instances=2, beside=0.5)
    early, late = ran(pair, come(0, 5)).jobs
    assert (early.done, late.done) == pytest.approx((15, 20)), "5 s alone, 10 s at half the speed, then alone again"
    apart = Endpoint(Policies(minimum=2, maximum=2, warm=0), instances=2)
    assert [job.done for job in ran(apart, come(0, 5)).jobs] == pytest.approx([10, 15])


def test_the_curve_of_a_bench_is_read_between_its_points():
    assert curve({1: 2.0, 4: 3.2}) == pytest.approx((1.0, 1.2, 1.4, 1.6))
    assert curve({}) == (1.0,)


def test_from_nothing_the_first_document_waits_for_the_alarm_and_the_cold_start():
    endpoint = Endpoint(Policies(warm=0), cold_start=(240.0, 240.0))
    outcome = ran(endpoint, come(30))
    (job,) = outcome.jobs
    assert 30 + job.wait == 3 * 60 + 240, "two datapoints, a minute's delay, four minutes to start"
    assert outcome.minutes[-1].desired == 0
    (span,) = outcome.spans
    launched, serving, ended = span
    assert (launched, serving) == (180, 420) and ended < 7200, "and it is gone when it was idle"


def test_a_burst_is_answered_in_proportion_and_what_is_busy_ends_its_work():
    endpoint = Endpoint(Policies(warm=0, target=3), instances=1, cold_start=(180.0, 180.0))
    outcome = ran(endpoint, come(*range(15), inference=120.0))
    assert max(minute.desired for minute in outcome.minutes) == 5
    assert len(outcome.jobs) == 15 and outcome.minutes[-1].in_service == 0
    assert all(job.done for job in outcome.jobs)


def test_a_failed_instance_is_replaced_and_its_documents_start_again():
    endpoint = Endpoint(ONE.policies, 1, failures=30.0, cold_start=(60.0, 60.0))
    outcome = ran(endpoint, come(*range(0, 3000, 60), inference=50.0), until=20_000)
    assert outcome.failed > 2 and len(outcome.jobs) == 50
    assert max(job.tries for job in outcome.jobs) > 1


def test_what_waits_longer_than_its_time_to_live_expires():
    outcome = ran(Endpoint(ONE.policies, 1, ttl=25.0), come(*[0] * 6))
    assert len(outcome.jobs) + outcome.expired == 6 and outcome.expired == 3


def test_the_figures_count_money_and_use():
    arrivals = come(0, 0)
    figures = sum_up(ONE, ran(ONE, arrivals, 3600), arrivals, price=1.5)
    assert figures["dollars_a_day"] == 1.5 and figures["dollars_a_contract"] == 0.75
    assert figures["utilization"] == pytest.approx(20 / 3600, abs=1e-4)
    assert figures["whole_s"]["p50"] == 16.0, "10 and 20 s, and one until it is seen"


def test_a_business_day_has_its_contracts_in_office_hours_and_bursts():
    draw = Draw(lambda chance: 1.0, log_normal(43, 0.3))
    arrivals = business_days(START.replace(hour=0), 6, 300, 8, draw, random.Random(1))
    assert len(arrivals) == 1800 and arrivals == sorted(arrivals, key=lambda arrival: arrival.at)
    assert {arrival.at.weekday() for arrival in arrivals} == {0, 1, 2, 3, 4}
    assert all(9 <= arrival.at.hour < 18 for arrival in arrivals)
    within = [later.at - early.at for early, later in zip(arrivals, arrivals[11:], strict=False)]
    assert sum(gap <= timedelta(seconds=20) for gap in within) > 20, "twelve within 20 s, some times a day"


def test_the_same_seed_gives_the_same_day():
    def once():
        draw = Draw(lambda chance: 1.0, log_normal(43, 0.3))
        arrivals = business_days(START, 1, 60, 1, draw, random.Random(5))
        return [(job.picked, job.done) for job in ran(Endpoint(failures=0.5), arrivals, 50_000).jobs]

    assert once() == once()
