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
