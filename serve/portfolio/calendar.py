"""``contract-review calendar``: the deadlines of many contracts as an iCalendar file."""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from dateutil.relativedelta import relativedelta
from icalendar import Calendar, Event

from model.schema import Review
from serve.files import write_whole
from serve.input_files import printable
from serve.output.formatting import FIELDS, place_of, shown
from serve.portfolio.corrections import corrected_fields
from serve.portfolio.deadlines import REASONS, Deadline, deadlines
from serve.portfolio.reviews import Listed, read_reviews

_FREQUENCIES = {"D": "DAILY", "W": "WEEKLY", "M": "MONTHLY", "Y": "YEARLY"}
# A rule of recurrence is compared with this many recurrences, which cover the leap years of half a century.
_COMPARED = 50
# Recurrences that no rule expresses are events of their own for this many years ahead, and at most this many of them.
_YEARS, _MOST = 10, 40


def write_calendar(named: Iterable[Path], output: Path) -> int:
    """Writes the calendar; the status is 3 if a review could not be read."""
    reviews, refused = read_reviews(named)
    calendar = calendar_of(reviews, datetime.datetime.now(datetime.UTC))
    write_whole(output, calendar.to_ical())
    counts = [len(deadlines(one.review)) for one in reviews]
    told = f"{output}: {sum(counts)} deadlines of {len(reviews)} contracts; {counts.count(0)} state none."
    print(printable(told))
    return 3 if refused else 0


def calendar_of(reviews: Iterable[Listed], now: datetime.datetime) -> Calendar:
    """The calendar (RFC 5545), with an all-day event for each deadline. An event keeps its UID across exports, so a
    calendar that imports it twice shows it once."""
    calendar = Calendar()
    calendar.add("prodid", "-//contract-review//deadlines//EN")
    calendar.add("version", "2.0")
    for one in reviews:
        for deadline in deadlines(one.review):
            calendar.add_component(event := _event(one, deadline, now))
            if deadline.every and _has_rule(deadline):
                rule = {"freq": _FREQUENCIES[deadline.every[-1]], "interval": int(deadline.every[1:-1])}
                event.add("rrule", rule)
            else:
                for day in _recurrences(deadline, now.date()):
                    calendar.add_component(_event(one, deadline, now, day))
    return calendar


def _has_rule(deadline: Deadline) -> bool:
    """Whether a rule of recurrence gives each deadline on its day, or a notice's at most one day early. A rule skips
    months that are too short (RFC 5545, 3.3.10), and knows no days before the end of another month."""
    early = 1 if deadline.before else 0
    for number in range(1, _COMPARED):
        day = deadline.recurrence(number)
        if day is None:
            break
        ruled = _by_rule(deadline.day, deadline.every or "", number)
        if ruled is None or not 0 <= (day - ruled).days <= early:
            return False
    return True


def _by_rule(day: datetime.date, every: str, number: int) -> datetime.date | None:
    """The day of a rule's recurrence; None in a month that is too short."""
    count, unit = number * int(every[1:-1]), every[-1]
    if unit in "DW":
        return day + datetime.timedelta(days=count * (7 if unit == "W" else 1))
    months = day.month - 1 + count * (12 if unit == "Y" else 1)
    try:
        return day.replace(year=day.year + months // 12, month=months % 12 + 1)
    except ValueError:
        return None


def _recurrences(deadline: Deadline, today: datetime.date) -> Iterator[datetime.date]:
    """The days to come after the first, up to some years from now."""
    last = max(deadline.day, today) + relativedelta(years=_YEARS)
    days = itertools.takewhile(
        lambda day: day is not None and day <= last, map(deadline.recurrence, itertools.count(1))
    )
    return itertools.islice((day for day in days if day is not None and day >= today), _MOST)


def _event(one: Listed, deadline: Deadline, now: datetime.datetime, again: datetime.date | None = None) -> Event:
    """The event of a deadline's first day, or of the day on which it comes ``again``."""
    event = Event()
    which = f"{deadline.kind}-{again:%Y%m%d}" if again else deadline.kind
    event.add("uid", f"{one.review.document.sha256[:32]}-{which}@contract-review")
    event.add("dtstamp", now)
    event.add("dtstart", again or deadline.day)
    # A text in a calendar has no control characters (RFC 5545, 3.3.11): programs refuse the whole file for one.
    event.add("summary", printable(f"{deadline.what}: {title(one.review)}"))
    event.add("description", printable(_description(one.review, deadline)))
    event.add("transp", "TRANSPARENT")
    if link := one.link(deadline.clause):
        event.add("url", link)
    return event


def _description(review: Review, deadline: Deadline) -> str:
    parties = "; ".join(party.name for party in review.summary.parties)
    clause = review.clauses[deadline.clause] if deadline.clause is not None else None
    quote = f"“{' '.join(clause.text.split())}” ({place_of(clause)})" if clause else ""
    said = [FIELDS[name] + ": " + shown(field) for name, field in corrected_fields(review.summary) if name in REASONS]
    people = f"Corrected by a person: {'; '.join(said)}" if said else ""
    return "\n".join(part for part in (parties, quote, people, review.document.name) if part)


def title(review: Review) -> str:
    """What people call the contract: its title and its parties, otherwise its file name."""
    name = review.summary.document_name
    words = re.sub(r"\s+", " ", name.text) if name else review.document.name
    parties = " / ".join(party.name for party in review.summary.parties[:2])
    return f"{words} ({parties})" if parties else words
