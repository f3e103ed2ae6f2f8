"""The dates by which someone must act on a contract: its end, its renewal, and the last day to give notice."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from model.schema import Ending, Notice, Renewal, Review, Summary
from model.summary.values.durations import in_words

# The fields of the summary that deadlines follow from.
REASONS = ("expiration_date", "renewal_term", "renewal_notice")
_DURATION = re.compile(r"P(\d+)([DWMY])")
_UNITS = {"D": "days", "W": "weeks", "M": "months", "Y": "years"}
# Words that show that one renewal follows another.
_REPEATED = re.compile(
    r"\b(?:successive|consecutive|each|every|year[ -]to[ -]year|thereafter"
    # "for further periods of six months", but not "for a year on the same terms"
    r"|(?:further|additional|renewal|extension|subsequent|year|month)\s"
    r"(?:(?!(?:on|the|of|under|to|and|or|by|in|at)\s)\S{1,15}\s){0,3}?(?:periods|terms)(?!\sand\sconditions)"
    r"|(?:like|equal)\speriods|(?:periods|terms)\sof\s(?:\S{1,12}\s){0,3}?(?:days|months?|years?))\b",
    re.IGNORECASE,
)
_QUALIFIED = {
    "at_the_latest": " no later than this date",
    "at_the_earliest": " no earlier than this date",
    "earlier_of": " on this date or earlier",
    "later_of": " on this date or later",
}


class Deadline(NamedTuple):
    """A date on which something is due. ``kind`` is "end", "renewal" or "notice". ``every`` is the period after which
    it recurs (ISO 8601), None if the contract does not say that it does. ``clause`` is None if only a person says
    so. A notice is due ``before`` the ``end``, a period from which each recurrence is counted back anew."""

    day: datetime.date
    kind: str
    what: str
    clause: int | None
    every: str | None = None
    end: datetime.date | None = None
    before: str | None = None

    def recurrence(self, count: int) -> datetime.date | None:
        """The day of the deadline after this many renewals; None if it is outside the calendar's range."""
        end = _later(self.end or self.day, self.every, count) if self.every else None
        return _later(end, self.before, -1) if end and self.before else end


def deadlines(review: Review) -> list[Deadline]:
    """The contract's deadlines in chronological order: only dates that the summary states, or that follow from its end
    and its notice period by the calendar."""
    return sorted(_deadlines(review.summary))


def next_deadline(review: Review, today: datetime.date) -> Deadline | None:
    """The first deadline on or after today, with recurring renewals carried forward; None if there is none left."""
    coming = (upcoming(one, today) for one in deadlines(review))
    return min((one for one in coming if one is not None), default=None)


def upcoming(deadline: Deadline, today: datetime.date) -> Deadline | None:
    """The deadline's first occurrence on or after today; null if it is over."""
    day: datetime.date | None = deadline.day
    count = 0
    while day and day < today and deadline.every:
        count += 1
        day = deadline.recurrence(count)
    return deadline._replace(day=day) if day and day >= today else None


def _deadlines(summary: Summary) -> Iterator[Deadline]:
    ending = summary.expiration_date
    end = _date(ending)
    if ending is None or end is None:
        return
    renewal, notice = summary.renewal_term, summary.renewal_notice
    every = _period(renewal)
    if renewal and renewal.kind == "automatic":
        length = f" for {in_words(renewal.value)}" if renewal.value and _DURATION.fullmatch(renewal.value) else ""
        length += ", subject to a condition," if renewal.condition else ""
        yield Deadline(end, "renewal", f"Renews automatically{length} unless notice was given", renewal.clause, every)
    else:
        yield Deadline(end, "end", "Ends" + _QUALIFIED.get(ending.bound or "", ""), ending.clause)
    if notice and notice.value and _DURATION.fullmatch(notice.value) and ending.bound is None:
        day = _later(end, notice.value, -1)
        if day:
            what = f"Last day to give notice {_purpose(notice)}"
            yield Deadline(day, "notice", what, notice.clause, every, end, notice.value)


def _purpose(notice: Notice) -> str:
    purpose = "to renew" if notice.purpose == "to_renew" else "of non-renewal"
    return f"{purpose} ({in_words(notice.value or '')} before the end)"


def _date(ending: Ending | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(ending.value) if ending and ending.value else None
    except ValueError:  # "perpetual" or "indefinite"
        return None


def _period(renewal: Renewal | None) -> str | None:
    """The period of recurring renewals; None if there may be only one renewal."""
    if renewal is None or renewal.kind != "automatic" or not renewal.value:
        return None
    whole = _DURATION.fullmatch(renewal.value)
    said = f"{renewal.text} {renewal.corrected or ''}"
    return renewal.value if whole and int(whole[1]) and _REPEATED.search(said) else None


def _later(day: datetime.date, duration: str, times: int) -> datetime.date | None:
    """The date this many durations later (earlier if negative), or the last day of a month that is too short; None if
    it is outside the calendar's range."""
    match = _DURATION.fullmatch(duration)
    assert match is not None
    step: dict[str, int] = {_UNITS[match[2]]: times * int(match[1])}
    try:
        return day + relativedelta(**step)  # type: ignore[arg-type]
    except (OverflowError, ValueError):
        return None
