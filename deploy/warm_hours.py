"""The least instances now: a scheduled action of Application Auto Scaling first runs at its next time, not at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from chunking.errors import BadConfiguration

_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_DAYS = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")
# Minutes, hours, day of the month, month, day of the week (1 is Sunday), year: the least and most of each field.
_BOUNDS = ((0, 59), (0, 23), (1, 31), (1, 12), (1, 7), (1970, 2199))
_LOOK_BACK_DAYS = 31


def floors(values: Mapping[str, str], now: datetime) -> dict[str, str]:
    """The stack's parameters MinInstancesNow and WarmMinInstances at an aware time. Raises BadConfiguration."""
    least, warm = int(values["MinInstances"]), int(values["WarmInstances"])
    in_warm_hours = warm > 0 and is_warm(values["WarmSchedule"], values["CoolSchedule"], values["TimeZone"], now)
    raised = max(least, warm)
    return {"MinInstancesNow": str(raised if in_warm_hours else least), "WarmMinInstances": str(raised)}


def is_warm(warm: str, cool: str, time_zone: str, now: datetime) -> bool:
    """Whether the warming schedule ran after the cooling one. Raises BadConfiguration."""
    local = now.astimezone(ZoneInfo(time_zone)).replace(tzinfo=None)
    warmed, cooled = _last(warm, local), _last(cool, local)
    return warmed is not None and (cooled is None or warmed > cooled)


def _last(schedule: str, now: datetime) -> datetime | None:
    """The last time that ``cron(...)`` came due, in local time; None in a month without any."""
    fields = schedule.removeprefix("cron(").removesuffix(")").split()
    try:
        minutes, hours, days, months, weekdays, years = (
            _field(text, *bounds) for text, bounds in zip(fields, _BOUNDS, strict=True)
        )
    except ValueError as error:
        raise BadConfiguration(
            f"{schedule} cannot be read. A field may hold *, ?, numbers, names, lists (,), ranges (-) and steps (/)."
        ) from error

    def due(day: date) -> bool:
        return day.day in days and day.month in months and day.year in years and (day.isoweekday() % 7) + 1 in weekdays

    for back in range(_LOOK_BACK_DAYS + 1):
        day = now.date() - timedelta(days=back)
        times = [datetime.combine(day, time(hour, minute)) for hour in hours for minute in minutes] if due(day) else []
        past = [moment for moment in times if moment <= now]
        if past:
            return max(past)
    return None


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
