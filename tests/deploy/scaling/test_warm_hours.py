"""The least instances at the moment of an update: a schedule's first run may be a day away."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from chunking.errors import BadConfiguration
from deploy.scaling.warm_hours import floors, hours_a_month, in_words, is_warm, schedule_error

WARM, COOL = "cron(55 8 ? * MON-FRI *)", "cron(0 18 ? * MON-FRI *)"
VALUES = {"WarmSchedule": WARM, "CoolSchedule": COOL, "TimeZone": "Europe/Berlin"}


@pytest.mark.parametrize(
    ("moment", "warm"),
    [
        ("2026-11-27T07:54", False),  # a Friday, 08:54 in Berlin
        ("2026-11-27T07:55", True),
        ("2026-11-27T16:59", True),
        ("2026-11-27T17:00", False),
        ("2026-11-28T11:00", False),  # Saturday
        ("2026-11-30T08:00", True),  # Monday
        ("2026-07-01T06:55", True),  # summer time
    ],
)
def test_warm_hours_are_those_of_the_schedules_in_their_time_zone(moment, warm):
    assert is_warm(WARM, COOL, "Europe/Berlin", datetime.fromisoformat(moment).replace(tzinfo=UTC)) is warm


@pytest.mark.parametrize(
    ("least", "warm", "now", "in_warm_hours"),
    [("0", "1", "1", "1"), ("2", "1", "2", "2"), ("1", "3", "3", "3"), ("2", "0", "2", "2")],
)
def test_warm_hours_never_lower_the_floor_and_hold_from_the_update_on(least, warm, now, in_warm_hours):
    values = {**VALUES, "MinInstances": least, "WarmInstances": warm}
    noon = datetime(2026, 11, 27, 11, tzinfo=UTC)
    assert floors(values, noon) == {"MinInstancesNow": now, "WarmMinInstances": in_warm_hours}
    night = datetime(2026, 11, 27, 22, tzinfo=UTC)
    assert floors(values, night)["MinInstancesNow"] == least


@pytest.mark.parametrize(
    ("schedule", "warm"),
    [
        ("cron(0/30 9 * * ? *)", True),
        ("cron(0 9 ? * 2,6 *)", True),
        ("cron(0 9 27 NOV ? 2026)", True),
        ("cron(0 9 28 NOV ? 2026)", False),
    ],
)
def test_lists_ranges_steps_and_names_are_read(schedule, warm):
    assert is_warm(schedule, COOL, "Europe/Berlin", datetime(2026, 11, 27, 11, tzinfo=UTC)) is warm


@pytest.mark.parametrize(
    "schedule", ["cron(0 9 * * MON *)", "cron(0 9 1 * MON *)", "cron(0 9 ? * ? *)", "cron(0 ? * * ? *)"]
)
def test_a_question_mark_stands_for_one_of_the_two_kinds_of_day_as_aws_demands(schedule):
    assert schedule_error(schedule).startswith(f"{schedule} needs a ? for either the day of the month or the day of")


def test_a_schedule_that_cannot_be_read_is_named():
    with pytest.raises(BadConfiguration, match=r"cron\(0 9 L \* \? \*\) cannot be read"):
        is_warm("cron(0 9 L * ? *)", COOL, "UTC", datetime(2026, 11, 27, 11, tzinfo=UTC))


@pytest.mark.parametrize(
    ("warm", "cool", "words", "hours"),
    [
        (WARM, COOL, "08:55-18:00 Mon-Fri", 20 * (9 + 5 / 60)),
        ("cron(0 8 * * ? *)", "cron(0 8 * * ? *)", "08:00-08:00 every day", 0),
        ("cron(0 22 ? * * *)", "cron(0 6 ? * * *)", "22:00-06:00 every day", 28 * 8),
        ("cron(0 8 ? * MON *)", "cron(0 18 ? * FRI *)", "from cron(0 8 ? * MON *) to cron(0 18 ? * FRI *)", 4 * 106),
        ("cron(0/30 8 ? * MON-FRI *)", COOL, f"from cron(0/30 8 ? * MON-FRI *) to {COOL}", 20 * 10),
    ],
)
@pytest.mark.parametrize("today", [date(2026, 11, 27), date(2026, 11, 29)])
def test_the_warm_hours_of_a_month_are_counted_from_the_schedules(warm, cool, words, hours, today):
    assert hours_a_month(warm, cool, today) == pytest.approx(hours / 28 * 365 / 12)
    assert in_words(warm, cool) == words
