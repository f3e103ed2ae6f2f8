"""The scaling rules, minute by minute, on times that the tests give."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from chunking.errors import BadConfiguration
from deploy.scaling.scaling_model import Policies, Scaling

NIGHT = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)  # a Saturday: no warm hours
COLD = Policies(warm=0, metric_delay=0)


def minutes(scaling, backlogs, in_service, start=NIGHT):
    """The desired capacity after each minute."""
    return [
        scaling.observe(start + timedelta(minutes=minute), backlog, in_service)
        for minute, backlog in enumerate(backlogs, 1)
    ]


def test_over_the_target_for_three_minutes_capacity_grows_in_proportion_to_the_metric():
    scaling = Scaling(COLD, desired=3)
    assert minutes(scaling, [15, 15, 15], in_service=3) == [3, 3, 5], "ceil(3 x 5 / 3): five at once, not a fourth"
    assert scaling.alarms.high


def test_at_the_target_nothing_changes():
    assert minutes(Scaling(COLD, desired=3), [9] * 40, in_service=3) == [3] * 40


def test_two_minutes_over_the_target_are_no_alarm():
    assert minutes(Scaling(COLD, desired=1), [9, 9, 3] * 5, in_service=1) == [1] * 15


def test_the_delay_of_the_metric_delays_the_alarm_by_as_much():
    scaling = Scaling(Policies(warm=0, metric_delay=120), desired=1)
    assert minutes(scaling, [6] * 6, in_service=1) == [1, 1, 1, 1, 2, 2]


def test_within_the_cool_down_only_a_larger_need_adds_more_and_after_it_what_runs_is_the_base():
    scaling = Scaling(Policies(maximum=20, warm=0, metric_delay=0), desired=2)
    begun = minutes(scaling, [12, 12, 12, 12, 12], in_service=2)
    assert begun == [2, 2, 4, 4, 4], "the two that are on their way count"
    later = NIGHT + timedelta(minutes=5)
    assert minutes(scaling, [20], in_service=2, start=later) == [7], "2 x 10 / 3, rounded up"
    after = NIGHT + timedelta(minutes=8)
    assert minutes(scaling, [12], in_service=2, start=after) == [14], (
        "seven that do not serve yet, and still twice the target"
    )


def test_capacity_stays_within_its_bounds():
    assert minutes(Scaling(COLD, desired=1), [500] * 3, in_service=1)[-1] == COLD.maximum
    assert minutes(Scaling(Policies(minimum=2, warm=0, metric_delay=0), 4), [0] * 30, in_service=4)[-1] == 2


def test_from_zero_one_document_starts_one_instance_after_two_minutes_without_capacity():
    scaling = Scaling(COLD)
    assert minutes(scaling, [1] * 6, in_service=0) == [0, 1, 1, 1, 1, 1]
    assert scaling.alarms.wake and not scaling.alarms.high
    again = minutes(scaling, [1], in_service=0, start=NIGHT + timedelta(minutes=6))
    assert again == [2], "the alarm lasts past the cool-down of 300 s: one more"


def test_from_zero_a_burst_over_the_target_starts_several():
    assert minutes(Scaling(COLD), [14] * 4, in_service=0) == [0, 1, 5, 5]


def test_fifteen_idle_minutes_take_everything_away_and_fourteen_do_not():
    assert minutes(Scaling(COLD, desired=4), [0] * 15, in_service=4) == [4] * 14 + [0]
    assert minutes(Scaling(COLD, desired=1), ([0] * 14 + [3]) * 3, in_service=1) == [1] * 45


def test_a_little_work_keeps_what_it_needs():
    assert minutes(Scaling(COLD, desired=5), [4] * 15, in_service=5)[-1] == 2, "ceil(5 x 0.8 / 3)"


def test_just_under_the_target_nothing_is_taken_away():
    assert minutes(Scaling(COLD, desired=5), [13.6] * 30, in_service=5)[-1] == 5, "2.72 is over 90% of 3"
    assert minutes(Scaling(COLD, desired=5), [12] * 30, in_service=5)[-1] == 4, "2.4 is not"


def test_after_taking_away_there_is_a_cool_down():
    scaling = Scaling(Policies(warm=0, metric_delay=0, idle_minutes=1), desired=5)
    assert minutes(scaling, [8, 1, 1, 1, 1, 1], in_service=5) == [3, 3, 3, 3, 3, 1]


def test_one_is_kept_warm_on_business_days_from_five_to_nine():
    policies = Policies(time_zone="America/New_York")
    zone = ZoneInfo(policies.time_zone)
    scaling = Scaling(policies)
    start = datetime(2026, 11, 20, 8, 50, tzinfo=zone)  # a Friday
    desired = minutes(scaling, [0] * 20, in_service=0, start=start)
    assert desired == [0] * 4 + [1] * 16, "from the minute that ends at 08:55"
    assert (
        minutes(scaling, [0] * 30, in_service=1, start=datetime(2026, 11, 20, 17, 40, tzinfo=zone))
        == [1] * 19 + [0] * 11
    )
    assert policies.floor(datetime(2026, 11, 21, 10, 0, tzinfo=zone)) == 0, "Saturday"


def test_the_office_hours_follow_the_clock_of_their_zone():
    policies = Policies(time_zone="Europe/Berlin")
    assert policies.floor(datetime(2026, 7, 1, 6, 55, tzinfo=UTC)) == 1, "summer: two hours ahead"
    assert policies.floor(datetime(2026, 12, 1, 6, 55, tzinfo=UTC)) == 0
    assert policies.floor(datetime(2026, 12, 1, 7, 55, tzinfo=UTC)) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"minimum": 6},
        {"warm": 6},
        {"target": 0},
        {"idle_minutes": 0},
        {"step": 0},
        {"in_cooldown": -1},
        {"time_zone": "Mars/Olympus"},
    ],
)
def test_policies_that_make_no_sense_are_refused(wrong):
    with pytest.raises(BadConfiguration):
        Policies(**wrong)
