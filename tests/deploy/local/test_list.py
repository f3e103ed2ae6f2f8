"""The list on the page: what it shows, how it is sorted and narrowed, how quick it is. Its rows are made up here."""

from __future__ import annotations

import datetime
import json
from types import SimpleNamespace

import pytest

from deploy.functions.overview import overview
from serve.portfolio.deadlines import next_deadline

from .conftest import DARK, PHONE

TYPES = ["license", "supply", "services", "lease"]
COUNT = 300
PLATFORM = "PLATFORM, LICENCE AND SUPPORT AGREEMENT"
DRAWN = """count => { const fetched = window.fetch;
    window.fetch = async (...asked) => {
        const answer = await fetched(...asked);
        if (!String(asked[0]).endsWith('/contracts')) return answer;
        const text = await answer.text();
        return { ok: true, status: 200, json: async () => {
            const data = JSON.parse(text), began = performance.now();
            const look = () => document.querySelectorAll('tbody tr').length < count ? requestAnimationFrame(look)
                : setTimeout(() => { window.drawn ??= performance.now() - began });
            requestAnimationFrame(look);
            return data } } } }"""
CHANGED = """async () => { const select = document.querySelector('select.work-status'), began = performance.now();
    select.value = 'done';
    select.dispatchEvent(new Event('change'));
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    return performance.now() - began }"""


def day(days):
    return (datetime.date.today() + datetime.timedelta(days)).isoformat()


DUE = [day(-1), day(0), day(30), day(31), day(365), day(366), "perpetual", None]


def moment(minutes):
    when = datetime.datetime.now(datetime.UTC) - datetime.timedelta(minutes=minutes)
    return when.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def row(number, **changes):
    shown = {
        "sha256": f"{number:064}",
        "title": f"Agreement {number:03}",
        "type": TYPES[number % 4],
        "parties": [f"Party {number:03}, Inc.", "Orrin Bay Logistics B.V."],
        "flags": {"high": number % 3, "medium": number % 5, "low": number % 2},
        "end": day(number - 20),
    }
    ready = {"status": "ready", "submitted_at": moment(number + 1), "ended_at": moment(number), "version": 4}
    common = {"contract_id": f"made-up-{number}", "name": f"file-{number:03}.pdf", "bytes": 50_000 + number}
    found = {**common, "created_at": moment(number + 2), **ready, **changes}
    return {**found, "overview": {**shown, **changes.get("overview", {})}} if found["status"] == "ready" else found


def every_state():
    locked = {"code": "locked_pdf", "message": "The PDF is password-protected."}
    docx = {"code": "damaged_docx", "message": "The Word file is cut off or damaged."}
    return [
        row(1, overview={"title": PLATFORM, "renews": True, "every": "P1Y", "notice": "P90D"}),
        row(2, work_status="in_progress", who="Ann Lee", overview={"end": "perpetual"}),
        row(3, work_status="done", who="bo@example.com", overview={"flags": {"high": 0, "medium": 0, "low": 0}}),
        row(4, overview={"sha256": f"{2:064}"}, created_at=moment(1), playbook="ours"),
        row(5, again_error={"code": "bad_request", "message": "The playbook is not installed."}),
        row(6, status="failed", error=locked),
        row(7, status="failed", error=docx, name="torn.docx"),
        row(8, status="failed", error={"code": "unavailable", "message": "The reviewer did not take the contract."}),
        row(9, status="uploading"),
        row(10, status="pending"),
        row(11, status="failed", error={"code": "expired", "message": "Never submitted."}, submitted_at=None),
    ]  # fmt: skip


def titles(page):
    return page.eval_on_selector_all("tbody .name", "names => names.map(name => name.textContent)")


def cell(page, contract, column):
    return page.inner_text(f"tr:has-text('{contract}') td.{column}")


def test_a_row_says_what_matters(open_page):
    page = open_page(every_state())
    first = "tr:has-text('PLATFORM, LICENCE')"
    assert "file-001.pdf" in page.inner_text(f"{first} .title")
    assert cell(page, "PLATFORM", "type") == "Supply"
    assert cell(page, "PLATFORM", "parties") == "Party 001, Inc., Orrin Bay Logistics B.V."
    assert cell(page, "PLATFORM", "flags").split("\n") == ["1 high", "1 medium", "1 low"]
    assert (cell(page, "Agreement 002", "who"), cell(page, "PLATFORM", "who")) == ("Ann Lee", "")
    assert "last day to give notice, in" in cell(page, "PLATFORM", "deadline")
    assert cell(page, "Agreement 002", "deadline") == "No end"
    assert "ended 17 days ago" in cell(page, "Agreement 003", "deadline")
    assert cell(page, "Agreement 003", "flags") == "None"
    counts = page.inner_text(".bar [role=status]")
    assert counts == "11 contracts · 1 processing · 3 new · 1 in progress · 1 done · 3 failed · 2 not uploaded"


def test_an_abandoned_upload_is_not_in_review_and_can_be_removed(open_page):
    page = open_page(every_state())
    for name in ("file-009.pdf", "file-011.pdf"):
        assert cell(page, name, "state") == "Not uploaded"
        assert page.locator(f"tr:has-text('{name}') button").all_inner_texts() == ["Remove"]


def test_a_failed_contract_offers_what_can_help(open_page):
    page = open_page(every_state())
    assert "Try again" in cell(page, "file-008.pdf", "actions")
    assert "Try again" not in cell(page, "torn.docx", "actions") and "in Word" in cell(page, "torn.docx", "title")
    assert page.locator("tr:has-text('file-006.pdf') input[type=password]").count() == 1


def test_advice_is_for_this_page_and_given_once(open_page):
    message = "The PDF is password-protected. Send its password, or a copy without one."
    page = open_page([row(1, status="failed", error={"code": "locked_pdf", "message": message})])
    said = "The PDF is password-protected. Enter its password, or save it without one and upload it again."
    assert page.inner_text(".reason") == said


def test_a_review_that_could_not_be_made_anew_says_so(open_page):
    page = open_page(every_state())
    assert "the earlier one stays: The playbook is not installed." in cell(page, "Agreement 005", "title")


def test_the_same_file_again_leads_to_the_earlier_one(open_page):
    page = open_page(every_state())
    same = page.locator("tr:has-text('Agreement 004') .same")
    assert "Same file as file-002.pdf" in same.inner_text()
    assert same.locator("a").get_attribute("href") == "#/contracts/made-up-2"
    assert page.locator(".same").count() == 1


WORDS_ON_TWO_LINES = """() => [...document.querySelectorAll('td.type')].flatMap(cell => {
    const text = cell.firstChild, words = [];
    for (const { 0: word, index } of text.data.matchAll(/\\w+/g)) {
        const range = document.createRange();
        range.setStart(text, index);
        range.setEnd(text, index + word.length);
        if (range.getClientRects().length > 1) words.push(word);
    }
    return words })"""


@pytest.mark.parametrize("settings", [{}, PHONE], ids=["desk", "phone"])
def test_long_words_of_a_type_are_not_torn_apart(open_page, settings):
    page = open_page([row(1, overview={"type": "marketing, maintenance and transportation services"})], **settings)
    assert page.evaluate(WORDS_ON_TWO_LINES) == []


CUT = """() => [...document.querySelectorAll('select.work-status')].filter(select => {
    const shown = select.getBoundingClientRect().width, alone = select.cloneNode();
    alone.append(select.selectedOptions[0].cloneNode(true));
    alone.style.maxWidth = 'none';
    select.after(alone);
    const needed = alone.getBoundingClientRect().width;
    alone.remove();
    return needed > shown }).map(select => select.value)"""


@pytest.mark.parametrize("settings", [{}, {"viewport": {"width": 1340, "height": 900}}, PHONE])
def test_the_words_of_a_state_are_not_cut(open_page, settings):
    page = open_page(every_state(), **settings)
    assert page.evaluate(CUT) == []


def test_every_column_sorts_by_mouse_and_keyboard(open_page):
    page = open_page([row(number) for number in range(30)])
    for column, first, reversed_ in (
        ("when", "Agreement 029", "Agreement 000"),  # it is sorted by this at first
        ("title", "Agreement 000", "Agreement 029"),
        ("parties", "Agreement 000", "Agreement 029"),
        ("deadline", "Agreement 020", "Agreement 029"),
        ("flags", "Agreement 029", "Agreement 000"),
        ("type", "Agreement 003", "Agreement 001"),
    ):
        heading = page.locator(f"th.{column}")
        button = heading.locator("button")
        button.click()
        direction = heading.get_attribute("aria-sort")
        assert titles(page)[0] == first, column
        button.focus()
        page.keyboard.press("Enter")
        assert titles(page)[0] == reversed_, column
        assert {direction, heading.get_attribute("aria-sort")} == {"ascending", "descending"}
        assert page.locator("th[aria-sort]").count() == 1


def test_what_has_no_deadline_comes_last_in_either_direction(open_page):
    page = open_page([row(40, overview={"end": None}), row(41), row(42)])
    for _ in range(2):
        page.click("th.deadline button")
        assert titles(page)[-1] == "Agreement 040"


def test_state_sorts_by_how_far_the_work_is(open_page):
    page = open_page(every_state())
    page.click("th.state button")
    states = ("review", "new", "in_progress", "done", "failed", "missing")
    shown = page.eval_on_selector_all("tbody tr", "rows => rows.map(row => row.className.split(' ').at(-1))")
    assert list(dict.fromkeys(shown)) == [f"is-{state}" for state in states]


def test_the_list_is_narrowed_by_state_type_severity_and_who(open_page):
    page = open_page(every_state())
    nobodys = {PLATFORM, "Agreement 004", "Agreement 005", "torn.docx"}
    nobodys |= {f"file-{number:03}.pdf" for number in (6, 8, 9, 10, 11)}
    for control, choice, found in (
        ("State", "in_progress", {"Agreement 002"}),
        ("State", "review", {"file-010.pdf"}),
        ("State", "missing", {"file-009.pdf", "file-011.pdf"}),
        ("Type of agreement", "Lease", {"Agreement 003"}),
        ("Flags", "none", {"Agreement 003"}),
        ("Flags", "high", {PLATFORM, "Agreement 002", "Agreement 004", "Agreement 005"}),
        ("Who", "bo@example.com", {"Agreement 003"}),
        ("Who", " ", nobodys),
    ):
        select = f"select[aria-label='{control}']"
        page.select_option(select, choice)
        assert set(titles(page)) == found, (control, choice)
        assert f"{len(found)} of 11 contracts" in page.inner_text(".bar [role=status]")
        page.select_option(select, index=0)
        assert len(titles(page)) == 11


def test_the_list_is_narrowed_by_the_next_deadline(open_page):
    page = open_page([row(number, overview={"end": end}) for number, end in enumerate(DUE)])
    for choice, found in (
        ("Within 30 days", {"Agreement 001", "Agreement 002"}),
        ("Within 90 days", {"Agreement 001", "Agreement 002", "Agreement 003"}),
        ("Within a year", {f"Agreement {number:03}" for number in (1, 2, 3, 4)}),
        ("Ended", {"Agreement 000"}),
        ("No deadline", {"Agreement 006", "Agreement 007"}),
        ("All deadlines", {f"Agreement {number:03}" for number in range(8)}),
    ):
        page.select_option("select[aria-label='Next deadline']", label=choice)
        assert set(titles(page)) == found, choice


def test_the_search_finds_titles_names_parties_and_types(open_page):
    page = open_page(every_state())
    for words in ("licence PLATFORM", "file-001", "party 001", "supply 001", "“party 001”"):
        page.fill(".bar input", words)
        assert titles(page) == [PLATFORM], words


def test_the_words_of_clauses_are_searched_together_with_what_the_list_shows(open_page):
    page = open_page(every_state())
    asked = []

    def answer(route):
        asked.append(route.request.url.partition("words=")[2])
        route.fulfill(json={"found": {"escrow": ["made-up-2", "made-up-3"], "lease": []}})

    page.route("**/search?*", answer)
    page.fill(".bar input", "escrow")
    page.wait_for_selector("tr:has-text('Agreement 002')")
    page.wait_for_function("document.querySelectorAll('tbody tr').length == 2")
    page.fill(".bar input", "escrow lease")
    page.wait_for_function("document.querySelectorAll('tbody tr').length == 1")
    assert titles(page) == ["Agreement 003"], "one word in a clause, the other in the type"
    page.fill(".bar input", "")
    assert len(titles(page)) == 11 and "escrow" in asked


def test_a_search_that_fails_still_finds_titles_and_says_so(open_page):
    page = open_page(every_state())
    page.route("**/search?*", lambda route: route.abort())
    page.fill(".bar input", "platform")
    page.wait_for_selector(".bar [role=status]:has-text('clauses could not be searched')")
    assert titles(page) == [PLATFORM]


def test_the_list_is_sorted_by_who_works_on_a_contract_and_what_nobody_does_comes_last(open_page):
    page = open_page(every_state())
    page.click("th.who button")
    assert titles(page)[:2] == ["Agreement 002", "Agreement 003"]
    page.click("th.who button")
    assert titles(page)[:2] == ["Agreement 003", "Agreement 002"]


def test_what_was_chosen_is_still_there_after_a_look_at_a_review(open_page):
    page = open_page(every_state())
    page.fill(".bar input", "file-00")
    page.click("th.title button")
    before = titles(page)
    page.evaluate("location.hash = '#/contracts/made-up-2'")
    page.wait_for_selector("text=All contracts")
    page.go_back()
    page.wait_for_selector("tbody tr")
    assert titles(page) == before and page.input_value(".bar input") == "file-00"


def test_a_state_that_cannot_be_kept_goes_back_and_says_so(open_page):
    page = open_page(every_state())
    page.select_option("tr:has-text('Agreement 002') select", "done")
    page.wait_for_selector("tr:has-text('Agreement 002') .reason:has-text('The state was not saved')")
    assert page.input_value("tr:has-text('Agreement 002') select") == "in_progress"


@pytest.mark.parametrize("settings", [{}, DARK, PHONE, {**PHONE, **DARK}], ids=["light", "dark", "phone", "dark phone"])
def test_the_list_is_accessible_in_every_state(open_page, axe, settings):
    page = open_page(every_state(), **settings)
    axe(page)
    page.click("tr:has-text('Agreement 002') button:text-is('Delete…')")
    axe(page)
    page.keyboard.press("Escape")
    page.click("tr:has-text('Agreement 002') button:text-is('Review again…')")
    axe(page)


def test_a_phone_shows_cards_that_fit_and_can_be_sorted(open_page):
    page = open_page([*every_state(), row(12, overview={"end": None})], **PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    place = "parts => parts.map(part => Math.round(part.getBoundingClientRect().left))"
    assert len(set(page.eval_on_selector_all("select.work-status", place))) == 1, "with a deadline and without"
    page.select_option("select[aria-label='Sort by']", "title up")
    assert titles(page)[0] == "Agreement 002"


def test_300_rows_are_drawn_and_one_changes(open_page, capsys):
    """Prints what was measured; a busy machine is no fault of the page."""
    page = open_page([row(number) for number in range(COUNT)])
    page.add_init_script(f"({DRAWN})({COUNT})")
    page.route("**/contracts/made-up-0", lambda route: route.fulfill(json={"contract": row(0, version=5)}))
    drawn, changed = [], []
    for _ in range(3):
        page.reload()
        page.wait_for_function("() => window.drawn")
        drawn.append(page.evaluate("window.drawn"))
        assert page.locator("tbody tr").count() == COUNT
        changed.append(page.evaluate(CHANGED))
    with capsys.disabled():
        print(f"\n{COUNT} rows drawn: {sorted(drawn)[1]:.0f} ms; one changed: {sorted(changed)[1]:.0f} ms")


ENDS = ["2026-11-27", "2026-11-26", "2024-02-29", "2027-01-31", "2030-06-30", "2019-12-31"]
RENEWALS = [None, ("automatic", "P1Y", "successive"), ("automatic", "P1M", "each"), ("automatic", "P90D", "thereafter")]
RENEWALS += [
    ("automatic", "P1Y", "once"),
    ("option", "P2Y", "each"),
    ("automatic", "P3W", "every"),
    ("automatic", "P0Y", "each"),
]
NOTICES = [None, "P90D", "P3M", "P2W", "P1Y", "P200Y"]


def test_deadlines_are_those_of_the_command_line(open_page):
    cases, expected = [], []
    for end in ENDS:
        for renewal in RENEWALS:
            for notice in NOTICES:
                for bound in (None, "at_the_latest"):
                    summary = _summary(end, bound, renewal, notice)
                    due = next_deadline(_review(summary), datetime.date(2026, 11, 27))
                    expected.append(due.day.isoformat() if due else None)
                    cases.append(overview(summary))
    assert all(cases) and len({*expected}) > 20
    script = """async cases => { const { nextDeadline } = await import('./shared/deadlines.js');
        return cases.map(one => nextDeadline(one, '2026-11-27')?.day ?? null) }"""
    found = open_page([]).evaluate(script, cases)
    assert [(json.dumps(case), day) for case, day in zip(cases, found, strict=True)] == [
        (json.dumps(case), day) for case, day in zip(cases, expected, strict=True)
    ]


def _summary(end, bound, renewal, notice):
    kind, period, text = renewal or (None, None, None)
    summary = dict.fromkeys(("document_type", "document_name"))
    summary["parties"] = []
    summary["expiration_date"] = {"value": end, "bound": bound, "clause": 1}
    summary["renewal_term"] = (
        {"kind": kind, "value": period, "text": text, "clause": 2, "condition": None, "corrected": None}
        if renewal
        else None
    )
    summary["renewal_notice"] = {"value": notice, "purpose": "against_renewal", "clause": 3} if notice else None
    return {"summary": summary, "flags": [], "document": {"sha256": "a"}}


def _review(body):
    names = ("expiration_date", "renewal_term", "renewal_notice")
    fields = {name: body["summary"][name] and SimpleNamespace(**body["summary"][name]) for name in names}
    return SimpleNamespace(summary=SimpleNamespace(**fields))
