"""Deadlines for a calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime

from icalendar import Calendar

from serve.cli import main
from serve.portfolio.calendar import calendar_of
from serve.portfolio.reviews import Listed

FIELDS = {
    "expiration_date": {"value": "2027-03-31", "text": "until March 31, 2027"},
    "renewal_term": {"value": "P1Y", "text": "renewed for successive periods of one year", "kind": "automatic"},
    "renewal_notice": {"value": "P90D", "text": "ninety days before the end"},
}
NOW = datetime(2026, 11, 27, tzinfo=UTC)


def test_each_deadline_is_a_whole_day_with_its_clause_and_page(review_of, kept):
    notice, renewal = Calendar.from_ical(calendar_of([kept(review_of(**FIELDS), page=True)], NOW).to_ical()).events
    assert notice.start == date(2026, 12, 31) and renewal.start == date(2027, 3, 31)
    assert notice["summary"].startswith("Last day to give notice of non-renewal")
    assert "SUPPLY AGREEMENT (Acme, Inc.)" in notice["summary"]
    assert "“Ninety days' notice stops the renewal.” (page 3)" in notice["description"]
    assert notice["url"].endswith("supply.review.html#clause-2")
    assert renewal["rrule"].to_ical() == b"FREQ=YEARLY;INTERVAL=1"


def renewing(end: str, period: str, notice: str) -> dict[str, dict[str, str]]:
    return {
        "expiration_date": {"value": end, "text": "the end"},
        "renewal_term": {"value": period, "text": "renewed for successive periods", "kind": "automatic"},
        "renewal_notice": {"value": notice, "text": "before the end"},
    }


def test_deadlines_that_no_rule_gives_on_their_days_are_events_of_their_own(review_of, kept):
    """A rule would skip the months that have no 31st, and come too late before those that are shorter."""
    events = calendar_of([kept(review_of(**renewing("2026-08-31", "P6M", "P60D")))], NOW).events
    days = {kind: [one.start for one in events if f"-{kind}" in one["uid"]] for kind in ("notice", "renewal")}
    assert days["notice"][:4] == [date(2026, 7, 2), date(2026, 12, 30), date(2027, 7, 2), date(2027, 12, 31)]
    assert days["renewal"][:3] == [date(2026, 8, 31), date(2027, 2, 28), date(2027, 8, 31)]
    assert not any("rrule" in one for one in events)
    assert days["renewal"][-1] == date(2036, 8, 31) and len({one["uid"] for one in events}) == len(events)


def test_a_contract_that_renews_on_the_29th_of_february_does_so_every_year(review_of, kept):
    events = calendar_of([kept(review_of(**renewing("2028-02-29", "P1Y", "P30D")))], NOW).events
    assert {date(2028, 2, 29), date(2029, 2, 28), date(2032, 2, 29)} <= {one.start for one in events}


def test_of_renewals_long_past_only_those_to_come_are_events(review_of, kept):
    events = calendar_of([kept(review_of(**renewing("2003-01-31", "P1M", "P1M")))], NOW).events
    first, *others = [one.start for one in events if "-renewal" in one["uid"]]
    assert first == date(2003, 1, 31) and others[:2] == [date(2026, 11, 30), date(2026, 12, 31)] and len(others) == 40


def test_no_control_character_of_a_contract_reaches_the_calendar(review_of, kept):
    review = review_of(name="a\x1b]0;x\x07\r.pdf", **FIELDS)
    review.clauses[2] = review.clauses[2].model_copy(update={"text": "Ninety days' \x1b[31m\x00notice\x7f stops it."})
    written = calendar_of([Listed(review)], NOW).to_ical().decode()
    assert "days' ?[31m?notice" in Calendar.from_ical(written).events[0]["description"]
    assert all(line.isprintable() for line in written.split("\r\n"))


def test_an_event_keeps_its_identity_when_the_calendar_is_written_again(review_of, kept):
    one = kept(review_of(**FIELDS))
    first, again = ([event["uid"] for event in calendar_of([one], NOW).events] for _ in range(2))
    assert first == again and len(set(first)) == 2


def test_the_command_says_how_many_deadlines_it_found(review_of, kept, tmp_path, capsys):
    kept(review_of(**FIELDS))
    kept(review_of(name="other.pdf"))
    assert main(["calendar", str(tmp_path), "-o", str(tmp_path / "all.ics")]) == 0
    assert "2 deadlines of 2 contracts; 1 state none." in capsys.readouterr().out
    assert len(Calendar.from_ical((tmp_path / "all.ics").read_bytes()).events) == 2
