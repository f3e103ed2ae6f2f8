"""``contract-review calendar``: the deadlines of many contracts as an iCalendar file."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from pathlib import Path

from icalendar import Calendar, Event

from model.schema import Review
from serve.files import write_whole
from serve.input_files import printable
from serve.output.formatting import FIELDS, place_of, shown
from serve.portfolio.corrections import corrected_fields
from serve.portfolio.deadlines import REASONS, Deadline, deadlines
from serve.portfolio.reviews import Listed, read_reviews

_FREQUENCIES = {"D": "DAILY", "W": "WEEKLY", "M": "MONTHLY", "Y": "YEARLY"}


def write_calendar(named: Iterable[Path], output: Path) -> int:
    """Writes the calendar; the status is 3 if a review could not be read."""
    reviews, refused = read_reviews(named)
    calendar = calendar_of(reviews, datetime.datetime.now(datetime.UTC))
    write_whole(output, calendar.to_ical())
    without = sum(not deadlines(one.review) for one in reviews)
    told = f"{output}: {len(calendar.events)} deadlines of {len(reviews)} contracts; {without} state none."
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
            calendar.add_component(_event(one, deadline, now))
    return calendar


def _event(one: Listed, deadline: Deadline, now: datetime.datetime) -> Event:
    event = Event()
    event.add("uid", f"{one.review.document.sha256[:32]}-{deadline.kind}@contract-review")
    event.add("dtstamp", now)
    event.add("dtstart", deadline.day)
    # A text in a calendar has no control characters (RFC 5545, 3.3.11): programs refuse the whole file for one.
    event.add("summary", printable(f"{deadline.what}: {title(one.review)}"))
    event.add("description", printable(_description(one.review, deadline)))
    event.add("transp", "TRANSPARENT")
    if deadline.every:
        event.add("rrule", {"freq": _FREQUENCIES[deadline.every[-1]], "interval": int(deadline.every[1:-1])})
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
