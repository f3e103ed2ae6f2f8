"""Many contracts at once on the page: their table, the calendar of their deadlines, and two drafts compared.

The page makes them of the reviews by itself, so they are held against what the commands make of the same reviews.
"""

from __future__ import annotations

import csv
import datetime
import io

import openpyxl
import pytest
import requests
from icalendar import Calendar

from deploy.functions.overview import overview
from model.schema import Review
from serve.output.formatting import shown
from serve.portfolio.calendar import calendar_of
from serve.portfolio.corrections import corrected, day_of, duration_of
from serve.portfolio.deadlines import next_deadline
from serve.portfolio.reviews import Listed
from serve.portfolio.spreadsheet import as_csv, tables

from .test_list import row

RENEWAL = {"kind": "automatic", "value": "P1Y", "text": "renews for successive years", "party": None}
NOTICE = {"value": "P90D", "purpose": "against_renewal", "text": "ninety days' notice", "party": None}
# What each review's summary says in place of the sample's; the texts and clauses stay.
SUMMARIES = [
    {"expiration_date": {"value": "2027-03-31", "bound": None}, "renewal_term": RENEWAL, "renewal_notice": NOTICE},
    {"expiration_date": {"value": "2030-02-28", "bound": "at_the_latest"}, "renewal_term": None},
    {"expiration_date": {"value": "perpetual", "bound": None, "text": "until terminated by either party"}},
    {"expiration_date": {"value": None, "gap": "open"}, "governing_law": None, "parties": []},
    {"renewal_term": {"kind": "option", "value": "P2Y", "party": "Customer", "text": "may renew"}},
]
TODAY = datetime.date(2027, 6, 1)
# What people corrected in some of them, by number.
MARKS = {
    0: {
        "value:expiration_date": {"value": "4 May 2031", "was": "31 March 2027"},
        "value:renewal_notice": {"value": "sixty (60) days"},
        "value:renewal_term": {"value": "2 years"},
    },
    2: {"value:expiration_date": {"value": "once the goods are delivered"}},
    3: {
        "value:expiration_date": {"value": "2032-02-29"},
        "value:renewal_term": {"value": "1 year, automatic, thereafter"},
        "value:parties": {"value": "Orrin Mills, Inc.; Tessel GmbH"},
        "value:governing_law": {"value": "Utah"},
    },
}
FIELDS = {
    "expiration_date": [{"value": "perpetual", "text": text} for text in ("indefinitely", "for ever", "until notice")]
    + [{"value": "2027-03-31", "bound": "later_of"}, {"value": "2027-03-31", "gap": "redacted"}],
    "term": [{"value": "P3Y", "counted_from": "the Effective Date"}, {"value": "P1M"}, {"value": "P1000D"}],
    "renewal_term": [{"value": "P24M", "kind": kind} for kind in (None, "automatic", "option", "agreement")]
    + [{"value": None, "kind": "option", "party": "Customer"}],
    "renewal_notice": [{"purpose": "to_renew"}, {"party": "Provider"}, {"value": None, "text": "in \n time"}],
    "governing_law": [
        {"laws": [{"name": "Delaware", "code": "US-DE", "applies": "disputes"}, {"name": "Texas", "code": None}]}
    ],
    "exclusivity": [{"value": "yes", "party": "Customer"}, {"value": "yes", "party": None}],
    "termination_for_convenience": [{"value": "P30D", "party": "Customer"}, {"value": None, "text": "at any time"}],
    "liability_cap": [
        {"value": {"kind": "money", "amount": "USD 1234567.50"}, "other": [{"kind": "formula"}], "bound": "greater_of"},
        {"value": {"kind": "money", "amount": "EUR 2000000"}, "other": [{"kind": "fees", "period": "P12M"}]},
        {
            "value": {"kind": "fees", "period": None, "multiple": 2.0},
            "text": "the purchase price",
            "scope": "For Orders",
        },
        {"value": {"kind": "fees", "period": None, "multiple": 1.5}, "text": "amounts paid", "party": "Provider"},
    ],
}


@pytest.fixture(scope="module")
def sample(local, reviewed):
    address = f"{local.url}{reviewed.removeprefix('#')}/result"
    return requests.get(requests.get(address).json()["url"]).json()


def said(body, **fields):
    """The review with another summary; a field that is given keeps what is not."""
    old = body["summary"]
    merged = {
        name: {"clause": 0, "score": 0.9, "text": "as agreed", "value": "x", **(old[name] or {}), **field}
        if isinstance(field, dict)
        else field
        for name, field in fields.items()
    }
    return {**body, "summary": {**old, **merged}}


@pytest.fixture
def reviews(sample):
    made = [said(sample, **fields) for fields in SUMMARIES]
    made[1]["flags"] = []
    made[2]["clauses"] = [{**one, "text": f"=1+1 {one['text']}"} for one in made[2]["clauses"]]
    return made


def answers(body):
    return lambda route: route.fulfill(json=body)


@pytest.fixture
def open_list(open_page, reviews):
    """The list of these reviews' contracts, and of one that failed."""

    def opened(**settings):
        rows = [row(number, version=4) for number in range(len(reviews))]
        failed = row(90, status="failed", error={"code": "no_text", "message": "Nothing to read."})
        page = open_page([*rows, failed], **settings)
        for number, body in enumerate(reviews):
            page.route(f"**/made-up-{number}/result", answers({"url": f"review-{number}"}))
            page.route(f"**/made-up-{number}/marks", answers({"version": 1, "marks": MARKS.get(number, {})}))
            page.route(f"**/review-{number}", answers(body))
        return page

    return opened


def by_the_command(reviews, path, page):
    """What the table and the calendar are made of: the contracts as the list sorts them, newest first."""
    for number, body in enumerate(reviews):
        named = {**body["document"], "name": f"file-{number:03}.pdf"}
        review = Review.model_validate({**body, "document": named, "marks": MARKS.get(number)})
        yield Listed(corrected(review), path / f"{number}.json")


def download(page, button, press=None):
    with page.expect_download() as saved:
        if press:
            page.focus(f".portfolio button:text-is('{button}')")
            page.keyboard.press(press)
        else:
            page.click(f".portfolio button:text-is('{button}')")
    return saved.value.suggested_filename, saved.value.path().read_bytes()


def cells(text):
    return list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"), newline="")))


def test_the_table_of_what_is_listed_is_that_of_the_command(open_list, reviews, tmp_path):
    page = open_list()
    name, text = download(page, "CSV")
    contracts, _ = tables(list(by_the_command(reviews, tmp_path, page)), datetime.date.today())
    assert name == "contracts.csv" and cells(text) == cells(as_csv(contracts))
    assert "5 contracts" in page.inner_text(".portfolio [role=status]")
    assert [one["Corrected by a person"] for one in cells(text)] == [
        "Expiration; Renewal; Renewal notice",
        "",
        "Expiration",
        "Parties; Expiration; Renewal; Governing law",
        "",
    ]


MARK = """async review => { const { clauseKeys, flagKeys } = await import('./review/markids.js');
    const found = review.clauses.filter(clause => clause.found), keys = clauseKeys(found);
    const span = (text, page) => ({ text, interval: [1, 7], boxes: [[page, 1, 2, 3, 4]] });
    const marks = { 'added:1': { category: 'Warranty Duration', span: span('a year', 2) } };
    const said = [{ verdict: 'wrong' }, { category: 'Insurance' }, { span: span('other words', 5) }];
    for (const [at, mark] of said.entries()) {
        const { category, interval, text } = found[2 * at];
        marks[keys.get(found[2 * at])] = { ...mark, was: { category, interval, text } };
    }
    const about = ({ rule, severity, why, quotes: [quote] }) =>
        ({ rule, severity, why, ...(quote && { quote: quote.text }) });
    const [first, second] = review.flags, flags = flagKeys(review.flags, {});
    marks[flags.get(first)] = { verdict: 'wrong', note: 'Not here.', about: about(first) };
    marks[flags.get(second)] = { done: true, about: about(second) };
    return marks }"""


def test_clauses_that_people_corrected_and_marked_flags_are_in_the_workbook_as_in_that_of_the_command(
    open_list, reviews, tmp_path, monkeypatch
):
    page = open_list()
    marks = page.evaluate(MARK, reviews[4])
    monkeypatch.setitem(MARKS, 4, marks)
    page = open_list()
    _, data = download(page, "Excel")
    made = [list(sheet.values) for sheet in openpyxl.load_workbook(io.BytesIO(data)).worksheets]
    expected = tables(list(by_the_command(reviews, tmp_path, page)), datetime.date.today())
    for found, sheet in zip(made, expected, strict=True):
        assert [[plain(value) for value in line] for line in found[1:]] == [
            [plain(cell.value) for cell in line] for line in sheet.rows
        ]
    contract = dict(zip(made[0][0], made[0][-1], strict=True))
    assert contract["Warranty period clause: text"] == "a year"
    assert contract["Warranty period clause: page or paragraph"] == 2
    changed = next(mark for mark in marks.values() if mark.get("category") == "Insurance")
    assert contract["Insurance clause: text"] == changed["was"]["text"]
    said = [line[-1] for line in made[1][1:]]
    assert [one for one in said if one] == ["Marked wrong: Not here.", "Marked done"]


def test_the_workbook_has_dates_links_and_all_flags(open_list, reviews, tmp_path):
    page = open_list()
    page.fill(".bar input", "agreement 00")
    name, data = download(page, "Excel", "Enter")
    path = tmp_path / name
    path.write_bytes(data)
    book = openpyxl.load_workbook(path)
    contracts, flags = (list(sheet.iter_rows()) for sheet in book.worksheets)
    assert book.sheetnames == ["Contracts", "Flags"]
    headings = [cell.value for cell in contracts[0]]
    assert len(contracts) == 6 and len(flags) == 1 + sum(len(body["flags"]) for body in reviews)
    end = contracts[1][headings.index("Expiration")]
    assert (end.value, end.number_format) == (datetime.datetime(2031, 5, 4), "yyyy\\-mm\\-dd")
    clause = reviews[0]["summary"]["expiration_date"]["clause"]
    assert end.hyperlink.target == page.url.split("#")[0]
    assert end.hyperlink.location == f"/contracts/made-up-0/clauses/{clause}"
    assert not [cell for line in contracts for cell in line if cell.data_type == "f"], "nothing becomes a formula"
    expected, expected_flags = tables(list(by_the_command(reviews, tmp_path, page)), datetime.date.today())
    for made, sheet in ((contracts, expected), (flags, expected_flags)):
        values = [[plain(cell.value) for cell in line] for line in made[1:]]
        assert values == [[plain(cell.value) for cell in line] for line in sheet.rows]
        assert [cell.value for cell in made[0]] == [heading for heading, *_ in sheet.columns]


def plain(value):
    day = value.date() if isinstance(value, datetime.datetime) else value
    return day.isoformat() if isinstance(day, datetime.date) else day


def test_the_calendar_of_what_is_listed_is_that_of_the_command(open_list, reviews, tmp_path):
    page = open_list()
    name, text = download(page, "Calendar")
    assert name == "deadlines.ics" and all(len(line) <= 75 for line in text.split(b"\r\n"))
    expected = calendar_of(by_the_command(reviews, tmp_path, page), datetime.datetime.now(datetime.UTC))
    assert events(Calendar.from_ical(text)) == events(expected)
    assert (
        len(events(expected)) == 27
    )  # a renewal on February 29, and its notice, are events of their own for ten years
    described = [one["DESCRIPTION"] for one in events(expected)]
    assert sum("Corrected by a person: Expiration: 2031-05-04" in one for one in described) == 2


def test_deadlines_recur_in_the_calendar_as_in_that_of_the_command(open_page, sample, tmp_path):
    bodies = [
        said(
            sample,
            expiration_date={"value": end, "bound": None},
            renewal_term={"kind": "automatic", "value": every, "text": "for further periods"},
            renewal_notice={"value": notice},
        )
        for end in ("2027-03-31", "2026-08-31", "2028-02-29", "2003-01-30")
        for every in ("P1Y", "P6M", "P1M", "P90D")
        for notice in ("P90D", "P1M")
    ]
    now = datetime.datetime(2026, 11, 27, 12, tzinfo=datetime.UTC)
    script = """async ([reviews, now]) => { const { calendar } = await import('./portfolio/calendar.js');
        const row = { name: reviews[0].document.name, contract_id: 'c' };
        return reviews.map(review => calendar([{ row, review }], '', new Date(now)).text) }"""
    found = open_page([]).evaluate(script, [bodies, now.isoformat()])
    for body, text in zip(bodies, found, strict=True):
        expected = calendar_of([Listed(Review.model_validate(body), tmp_path / "none.json")], now)
        assert events(Calendar.from_ical(text)) == events(expected)


def events(calendar):
    parts = ("UID", "SUMMARY", "DESCRIPTION", "TRANSP")
    return [
        {
            **{name: str(one[name]) for name in parts},
            "day": one["DTSTART"].dt,
            "every": one["RRULE"].to_ical() if "RRULE" in one else None,
        }
        for one in calendar.events
    ]


def test_only_what_the_filters_show_is_exported_and_what_cannot_be_read_is_said(open_list):
    page = open_list()
    page.route("**/review-3", lambda route: route.fulfill(status=403, body="expired"))
    page.fill(".bar input", "agreement 00")
    page.select_option("select[aria-label='Type of agreement']", "Lease")
    page.click(".portfolio button:text-is('CSV')")
    page.wait_for_selector(".portfolio [role=status]:has-text('No review could be read')")
    page.select_option("select[aria-label='Type of agreement']", "")
    _, text = download(page, "CSV")
    assert [one["File"] for one in cells(text)] == [f"file-{number:03}.pdf" for number in (0, 1, 2, 4)]
    assert "1 review could not be read and is not in it" in page.inner_text(".portfolio [role=status]")
    page.fill(".bar input", "file-090")
    assert page.is_disabled(".portfolio button:text-is('CSV')")


def test_a_summary_is_worded_as_on_the_command_line(open_page, sample):
    cases = [(name, said(sample, **{name: field})) for name, fields in FIELDS.items() for field in fields]
    expected = [shown(getattr(Review.model_validate(body).summary, name)) for name, body in cases]
    script = """async cases => { const { inWords } = await import('./shared/fields.js');
        return cases.map(([name, field]) => inWords(name, field)) }"""
    fields = [[name, Review.model_validate(body).model_dump(mode="json")["summary"][name]] for name, body in cases]
    assert open_page([]).evaluate(script, fields) == expected


WRITTEN = [
    "2031-05-04",
    "4 May 2031",
    "May 4th, 2031",
    "4th day of May, 2031",
    "04.05.2031",
    "05/04/2031",
    "31/12/2030",
]
WRITTEN += ["2031-02-30", "Sept. 3, 2030", "soon", "P60D", "sixty (60) days", "a year", "3-month", "10 years", "none"]
WRITTEN += ["no renewal", "1 year, automatic", "two successive years, automatically", "perpetual", "until terminated"]


def test_what_a_person_writes_means_the_same_on_the_page_and_on_the_command_line(open_page):
    script = """async cases => { const { dayOf, durationOf } = await import('./shared/corrections.js');
        return cases.map(said => [dayOf(said), durationOf(said)]) }"""
    assert open_page([]).evaluate(script, WRITTEN) == [[day_of(said), duration_of(said)] for said in WRITTEN]


def test_the_list_reckons_with_a_persons_values_as_the_command_does(open_page, sample):
    """Each field in each wording, of a contract that renews itself, of one with an option, of one that says nothing."""
    plain = dict.fromkeys(("expiration_date", "renewal_term", "renewal_notice"))
    bodies = [said(sample, **SUMMARIES[0]), said(sample, **SUMMARIES[4]), said(sample, **plain)]
    rows, expected = [], []
    for body in bodies:
        for field in plain:
            for words in WRITTEN:
                values = (
                    {"expiration_date": "2027-03-31", field: words} if field != "expiration_date" else {field: words}
                )
                marks = {f"value:{name}": {"value": value} for name, value in values.items()}
                due = next_deadline(corrected(Review.model_validate({**body, "marks": marks})), TODAY)
                rows.append({"overview": overview(body), "corrected": values})
                expected.append(due and due.day.isoformat())
    script = """async ([rows, today]) => { const { correctedOverview } = await import('./shared/corrections.js');
        const { nextDeadline } = await import('./shared/deadlines.js');
        return rows.map(row => nextDeadline(correctedOverview(row), today)?.day ?? null) }"""
    found = open_page([]).evaluate(script, [rows, TODAY.isoformat()])
    assert len({*expected}) > 10
    assert list(zip(rows, found, strict=True)) == list(zip(rows, expected, strict=True))
