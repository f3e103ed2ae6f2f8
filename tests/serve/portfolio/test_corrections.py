"""Reviews saved from the service's page with marks: what people corrected counts in the table and the calendar."""

from __future__ import annotations

import csv
import json
from datetime import date

import jsonschema
import pytest
from icalendar import Calendar

from model.schema import Review, json_schema
from serve.cli import main
from serve.portfolio.corrections import clauses_of, corrected
from serve.portfolio.deadlines import deadlines
from serve.portfolio.spreadsheet import tables

END = {"value": "2027-03-31", "text": "until March 31, 2027"}
RENEWAL = {"value": "P1Y", "text": "renewed for successive periods of one year", "kind": "automatic"}
NOTICE = {"value": "P90D", "text": "ninety days before the end"}
SPAN = {"text": "insured for ten million", "interval": [310, 333], "boxes": [[4, 72.0, 100.0, 90.0, 112.0]]}
FLAG = {"rule": "long-notice", "severity": "medium", "why": "The notice is 90 days.", "clauses": [2], "quotes": []}


@pytest.fixture
def saved(review_of, tmp_path):
    """A file as the page saves it: the review, and what was marked."""

    def save(marks, **fields):
        body = json.loads(review_of(**fields).to_json())
        path = tmp_path / "supply.review.json"
        path.write_text(json.dumps({**body, "marks": marks}))
        return path

    return save


@pytest.fixture
def row(saved, tmp_path):
    """What ``contract-review table`` says of such a file."""

    def told(marks, **fields):
        out = tmp_path / "contracts.csv"
        assert main(["table", str(saved(marks, **fields)), "-o", str(out)]) == 0
        [found] = csv.DictReader(out.read_text(encoding="utf-8-sig").splitlines())
        return found

    return told


def values(**written):
    return {f"value:{name}": {"value": value} for name, value in written.items()}


def due(marks, review_of, **fields):
    return deadlines(corrected(review_of(**fields).model_copy(update={"marks": marks})))


def test_a_persons_dates_are_those_of_the_table_and_it_says_whose_they_are(row):
    found = row(values(expiration_date="4 May 2091", renewal_notice="sixty days"), expiration_date=END)
    assert (found["Expiration"], found["Renewal notice"]) == ("2091-05-04", "sixty days")
    assert found["Next deadline"] == "2091-03-05" and "60 days before the end" in found["What falls due"]
    assert found["Corrected by a person"] == "Expiration; Renewal notice"


def test_a_persons_dates_are_those_of_the_calendar(saved, tmp_path):
    path, out = saved(values(expiration_date="May 4, 2091"), expiration_date=END), tmp_path / "deadlines.ics"
    assert main(["calendar", str(path), "-o", str(out)]) == 0
    [event] = Calendar.from_ical(out.read_bytes()).events
    assert event.start == date(2091, 5, 4)
    assert "Corrected by a person: Expiration: 2091-05-04" in event["description"]


def test_a_date_that_the_model_did_not_find_counts_without_a_clause(saved, tmp_path):
    out = tmp_path / "deadlines.ics"
    assert main(["calendar", str(saved(values(expiration_date="2091-05-04"))), "-o", str(out)]) == 0
    [event] = Calendar.from_ical(out.read_bytes()).events
    assert event.start == date(2091, 5, 4) and "“" not in event["description"]


@pytest.mark.parametrize("written", ["when the goods are delivered", "indefinite", "none"])
def test_an_end_without_a_date_leads_to_no_deadline_whatever_the_model_read(written, review_of, row):
    marks = values(expiration_date=written)
    assert due(marks, review_of, expiration_date=END, renewal_notice=NOTICE) == []
    assert row(marks, expiration_date=END)["Expiration"] == written


@pytest.mark.parametrize(
    ("written", "what", "every"),
    [
        ("2 years", "Renews automatically for 2 years unless notice was given", "P2Y"),
        ("none", "Ends", None),
        ("no automatic renewal", "Ends", None),
    ],
)
def test_a_persons_renewal_decides_what_happens_at_the_end(review_of, written, what, every):
    [end] = due(values(renewal_term=written), review_of, expiration_date=END, renewal_term=RENEWAL)
    assert (end.what, end.every) == (what, every)


def test_a_renewal_that_the_model_did_not_find_recurs_if_the_person_says_so(review_of):
    marks = values(renewal_term="1 year, automatic, for successive periods")
    [end] = due(marks, review_of, expiration_date=END)
    assert (end.kind, end.every, end.clause) == ("renewal", "P1Y", None)


def test_parties_and_law_are_the_persons(row):
    found = row(values(parties="Acme, Inc.; Tessel GmbH", governing_law="Utah"))
    assert found["Parties"] == "Acme, Inc. (Buyer); Tessel GmbH" and found["Governing law"] == "Utah"
    assert found["Corrected by a person"] == "Parties; Governing law"


def test_a_review_without_marks_is_left_as_it_is(row, review_of):
    assert row({}, expiration_date=END)["Corrected by a person"] == ""
    review = review_of(expiration_date=END)
    assert corrected(review) is review


def test_the_corrected_review_keeps_to_the_schema_and_to_what_the_model_read(review_of):
    marks = values(expiration_date="4 May 2091", effective_date="1 June 2026", parties="Tessel GmbH")
    review = corrected(review_of(expiration_date=END).model_copy(update={"marks": marks}))
    body = json.loads(review.to_json())
    jsonschema.Draft202012Validator(json_schema()).validate(body)
    end = review.summary.expiration_date
    assert end and (end.value, end.corrected, end.text, end.clause) == ("2091-05-04", "4 May 2091", END["text"], 0)
    assert corrected(Review.model_validate(body)) == review, "twice is once"


def was(number, category, text):
    return {"category": category, "text": text, "interval": [100 * number, 100 * number + 50]}


def test_a_clause_that_a_person_called_wrong_or_gave_another_category_moves_in_the_table(row):
    ends = was(0, "Expiration Date", "This Agreement ends on March 31, 2027.")
    parties = was(3, "Parties", '=HYPERLINK("http://evil.example","Acme")')
    found = row(
        {
            "clause:Expiration Date:1": {"verdict": "wrong", "was": ends},
            "clause:Parties:2": {"category": "Insurance", "was": parties},
        }
    )
    assert (found["Term and expiration clause"], found["Term and expiration clause: text"]) == ("no", "")
    assert found["Parties clause"] == "no"
    assert found["Insurance clause"] == "yes" and "HYPERLINK" in found["Insurance clause: text"]


def test_of_the_same_words_twice_only_the_ones_that_were_marked_are_wrong(review_of):
    review = review_of()
    again = review.clauses[0].model_copy(update={"id": 4, "interval": [900, 950]})
    mark = {"verdict": "wrong", "was": {**was(9, "Expiration Date", again.text), "interval": [905, 955]}}
    marked = review.model_copy(
        update={"clauses": [*review.clauses, again], "marks": {"clause:Expiration Date:1": mark}}
    )
    assert [one.id for one in clauses_of(marked)] == [0, 1, 2, 3]


def test_a_clause_that_a_person_added_comes_before_the_models(row):
    found = row({"added:1": {"category": "Insurance", "span": SPAN}})
    head = "Insurance clause"
    assert [found[name] for name in (head, f"{head}: text", f"{head}: page or paragraph", f"{head}: score")] == [
        "yes",
        SPAN["text"],
        "4",
        "",
    ]


def test_the_sheet_of_flags_says_what_people_marked(review_of, kept):
    about = {"rule": FLAG["rule"], "severity": "medium", "why": FLAG["why"]}
    marks = {"flag:long-notice:x": {"verdict": "wrong", "done": True, "note": "Agreed.", "about": about}}
    other = {**FLAG, "rule": "short-notice"}
    one = kept(review_of(flags=[FLAG, other]).model_copy(update={"marks": marks}))
    _, flags = tables([one], date(2026, 11, 27))
    assert [line[-1].value for line in flags.rows] == ["Marked wrong, done: Agreed.", None]
