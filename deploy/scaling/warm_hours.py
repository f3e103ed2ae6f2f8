"""Computes the warm hours: the minimum number of instances now, and what the hours cost.

A scheduled action of Application Auto Scaling first runs at its next time, not at once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from chunking.errors import BadConfiguration

_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_DAYS = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")
# Minutes, hours, day of the month, month, day of the week (1 is Sunday), year: the least and most of each field.
_BOUNDS = ((0, 59), (0, 23), (1, 31), (1, 12), (1, 7), (1970, 2199))
_LOOK_BACK_DAYS = 31
_WEEKS_DAYS = 28
_MONTH_DAYS = 365 / 12


def floors(values: Mapping[str, str], now: datetime) -> dict[str, str]:
    """The stack's parameters MinInstancesNow and WarmMinInstances at an aware time. Raises BadConfiguration."""
    least, warm = int(values["MinInstances"]), int(values["WarmInstances"])
    in_warm_hours = warm > 0 and is_warm(values["WarmSchedule"], values["CoolSchedule"], values["TimeZone"], now)
    raised = max(least, warm)
    return {"MinInstancesNow": str(raised if in_warm_hours else least), "WarmMinInstances": str(raised)}


def schedule_error(schedule: str) -> str:
    """Why a schedule cannot be read, here or by AWS; empty if it can."""
    try:
        _times(schedule, date.min)
    except BadConfiguration as error:
        return error.message
    minutes, hours, days, months, weekdays, years = _fields(schedule)
    if (days == "?") == (weekdays == "?") or "?" in {minutes, hours, months, years}:
        return f"{schedule} needs a ? for either the day of the month or the day of the week, and nowhere else."
    return ""


def is_warm(warm: str, cool: str, time_zone: str, now: datetime) -> bool:
    """Whether the warming schedule ran after the cooling one. Raises BadConfiguration."""
    return _is_warm_locally(warm, cool, now.astimezone(ZoneInfo(time_zone)).replace(tzinfo=None))


def hours_a_month(warm: str, cool: str, today: date) -> float:
    """The hours between warming and cooling in an average month, from the four weeks that begin today.

    Raises BadConfiguration.
    """
    begin = datetime.combine(today, time())
    days = [today + timedelta(days=number) for number in range(_WEEKS_DAYS)]
    switched = [(moment, True) for day in days for moment in _times(warm, day)]
    switched += [(moment, False) for day in days for moment in _times(cool, day)]
    is_on, since, on = _is_warm_locally(warm, cool, begin), begin, timedelta()
    switched.sort(key=lambda one: (one[0], not one[1]))  # of two at the same time cooling counts, as in is_warm
    for moment, warms in [*switched, (begin + timedelta(days=_WEEKS_DAYS), False)]:
        on += moment - since if is_on else timedelta()
        is_on, since = warms, moment
    return on / timedelta(hours=1) / _WEEKS_DAYS * _MONTH_DAYS


def in_words(warm: str, cool: str) -> str:
    """The warm hours in a few words: 08:55-18:00 Mon-Fri; or the schedules as they are."""
    found = [re.fullmatch(r"cron\((\d+) (\d+) [?*] \* (\S+) \*\)", schedule) for schedule in (warm, cool)]
    if not all(found):
        return f"from {warm} to {cool}"
    (begin, days), (end, others) = ((f"{int(one[2]):02}:{int(one[1]):02}", one[3]) for one in found if one)
    if days != others:
        return f"from {warm} to {cool}"
    return f"{begin}-{end} {'every day' if days in {'?', '*'} else days.title()}"


def _is_warm_locally(warm: str, cool: str, local: datetime) -> bool:
    warmed, cooled = _last(warm, local), _last(cool, local)
    return warmed is not None and (cooled is None or warmed > cooled)


def _last(schedule: str, now: datetime) -> datetime | None:
    """The last time that ``cron(...)`` came due, in local time; None in a month without any."""
    for back in range(_LOOK_BACK_DAYS + 1):
        past = [moment for moment in _times(schedule, now.date() - timedelta(days=back)) if moment <= now]
        if past:
            return max(past)
    return None


def _times(schedule: str, day: date) -> list[datetime]:
    """The times at which ``cron(...)`` comes due on a day, in local time. Raises BadConfiguration."""
    try:
        minutes, hours, days, months, weekdays, years = (
            _field(text, *bounds) for text, bounds in zip(_fields(schedule), _BOUNDS, strict=True)
        )
    except ValueError as error:
        raise BadConfiguration(
            f"{schedule} cannot be read. A field may hold *, ?, numbers, names, lists (,), ranges (-) and steps (/)."
        ) from error
    due = day.day in days and day.month in months and day.year in years and (day.isoweekday() % 7) + 1 in weekdays
    return [datetime.combine(day, time(hour, minute)) for hour in hours for minute in minutes] if due else []


def _fields(schedule: str) -> list[str]:
    return schedule.removeprefix("cron(").removesuffix(")").split()


def _field(text: str, least: int, most: int) -> set[int]:
    found: set[int] = set()
    for part in text.split(","):
        span, _, step = part.partition("/")
        first, dash, last = span.partition("-")
        if first in {"*", "?"}:
            begin, end = least, most
        else:
            begin = _number(first)
            end = _number(last) if dash else most if step else begin
        if not least <= begin <= end <= most:
            raise ValueError(part)
        found.update(range(begin, end + 1, int(step) if step else 1))
    return found


def _number(text: str) -> int:
    if text in _MONTHS:
        return _MONTHS.index(text) + 1
    return _DAYS.index(text) + 1 if text in _DAYS else int(text)
