"""Flags are worked through and clauses corrected on the page, and nothing that is marked is lost."""

from __future__ import annotations

import json

import pytest
import requests

from benchmarks.performance.under_load.local_service import Person
from serve.cli import main

from .conftest import DARK, PATIENCE, PHONE, SAMPLE
from .marking import PLACE, Marking, clear

LAW = "This Agreement shall be governed by and construed in accordance with the laws of the State of Delaware"


@pytest.fixture(scope="module")
def contract_id(local):
    with Person(local.url) as person:
        found, _ = person.drop(SAMPLE.read_bytes(), "sample.pdf")
        person.wait_for({found}, PATIENCE)
    return found


@pytest.fixture
def open_review(new_page, local, contract_id):
    """The review in browsers of their own, without marks so far."""
    clear(local.url, contract_id)
    return lambda context=None, **settings: Marking(new_page(context, **settings), local.url, contract_id)


# A click on a flag's "done": the milliseconds until the mark is in the browser's storage, and until the service has it.
KEPT = """async () => { const button = document.querySelector('.flag [data-mark=d]');
    const said = document.querySelector('.keeping');
    const began = performance.now();
    button.click();
    const here = Object.keys(localStorage).length ? performance.now() - began : null;
    while (said.textContent !== 'Marks are saved.') await new Promise(done => setTimeout(done, 1));
    return [here, performance.now() - began] }"""


def flag_marks(kept):
    return [{name: mark[name] for name in mark if name != "about"} for key, mark in kept.items() if "flag:" in key]


def test_flags_are_worked_through_by_keyboard_beside_their_clauses(open_review):
    review = open_review()
    page = review.page
    page.click("#tab-flags")
    count = page.locator(".flag").count()
    review.press("j", "r", "d", "ArrowDown", "w", "j", "n")
    page.keyboard.type("Ask for jwd 30 days.")
    review.press("Escape", "k")
    assert page.inner_text(".progress") == f"2 of {count} done"
    assert page.get_attribute("#tab-flags", "aria-selected") == "true"
    assert page.locator(".flag >> nth=1").get_attribute("aria-current") == "true"
    assert page.locator(".mark.now >> nth=0").is_visible(), "the flag's words are lit up on the page beside"
    expected = [{"verdict": "right", "done": True}, {"verdict": "wrong"}, {"note": "Ask for jwd 30 days."}]
    assert sorted(map(str, flag_marks(review.wait_until_kept()))) == sorted(map(str, expected))

    review.reload()
    page.click("#tab-flags")
    assert page.inner_text(".progress") == f"2 of {count} done"
    assert page.input_value(".flag >> nth=2 >> textarea") == "Ask for jwd 30 days."
    page.click(".flag >> nth=1 >> [data-mark='w']")
    assert page.inner_text(".progress") == f"1 of {count} done", "a second time takes the mark away"


def test_marks_go_out_with_the_exports(open_review):
    review = open_review()
    page = review.page
    page.click("#tab-flags")
    page.click(".flag >> nth=0 >> [data-mark='n']")
    page.keyboard.type("Agreed by phone.")
    page.click(".flag >> nth=0 >> [data-mark='d']")
    review.wait_until_kept()
    with page.expect_download() as saved:
        page.click("button:text-is('JSON')")
    exported = json.loads(saved.value.path().read_text())
    assert flag_marks(exported["marks"]) == [{"note": "Agreed by phone.", "done": True}]
    with page.expect_download() as saved:
        page.click("button:text-is('HTML')")
    assert "Marked done: Agreed by phone." in saved.value.path().read_text()


def test_marks_are_kept_here_while_the_service_cannot_be_reached(open_review):
    review = open_review()
    page = review.page
    review.wait_until_kept()
    page.route("**/marks", lambda route: route.abort())
    page.click("#tab-flags")
    review.press("j", "d")
    page.wait_for_selector(".keeping.warning:has-text('kept in this browser')")
    page.evaluate("document.querySelector('.findings').scrollTop = 10_000")
    box = page.locator(".keeping").bounding_box()
    assert box["y"] > 0 and box["y"] + box["height"] <= page.viewport_size["height"], "in sight, wherever one works"
    review.reload()
    page.wait_for_selector(".keeping.warning:has-text('kept in this browser')")
    page.click("#tab-flags")
    assert page.locator(".flag >> nth=0 >> [data-mark='d']").get_attribute("aria-pressed") == "true"
    page.unroute("**/marks")
    assert flag_marks(review.wait_until_kept()) == [{"done": True}]
    assert page.evaluate("Object.keys(localStorage).length") == 0, "nothing of the contract stays in the browser"


def test_a_review_that_was_left_offline_does_not_undo_what_is_changed_after_it_was_opened_again(open_review):
    review = open_review()
    page = review.page
    review.wait_until_kept()
    page.route("**/marks", lambda route: route.abort())
    page.click("#tab-flags")
    page.evaluate("[window.random, Math.random] = [Math.random, () => 1000]")  # the next try is minutes away
    review.press("j", "d")
    page.wait_for_selector(".keeping.warning:has-text('kept in this browser')")
    page.evaluate("Math.random = window.random")
    page.click(".back")
    page.wait_for_selector(".inbox")
    page.unroute("**/marks")
    page.go_back()
    assert flag_marks(review.wait_until_kept()) == [{"done": True}]
    page.click("#tab-flags")
    review.press("j", "d", "r")
    assert flag_marks(review.wait_until_kept()) == [{"verdict": "right"}]
    sent = []
    page.on("request", lambda request: request.method == "PATCH" and sent.append(request.post_data))
    page.evaluate("dispatchEvent(new Event('online'))")
    page.wait_for_timeout(500)
    assert sent == [] and flag_marks(review.wait_until_kept()) == [{"verdict": "right"}]
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_two_tabs_that_mark_the_same_contract_lose_nothing(open_review):
    one = open_review()
    other = open_review(one.page.context)
    for review in (one, other):
        review.wait_until_kept()
        review.page.click("#tab-flags")
    one.press("j", "r")
    other.press("j", "n")
    other.page.keyboard.type("Mine.")
    other.press("Escape", "j", "d")
    one.press("j", "j", "w")
    for review in (one, other):
        review.wait_until_kept()
    kept = flag_marks(one.wait_until_kept())
    assert {"verdict": "right", "note": "Mine."} in kept and {"done": True} in kept and {"verdict": "wrong"} in kept


def test_what_somebody_else_marks_is_seen_without_a_click(open_review):
    one, other = open_review(), open_review()
    one.page.clock.install()
    one.reload()
    for review in (one, other):
        review.wait_until_kept()
        review.page.click("#tab-flags")
    other.press("j", "r")
    other.wait_until_kept()
    one.page.clock.fast_forward(15_000)
    one.page.wait_for_selector(".flag >> nth=0 >> [data-mark='r'][aria-pressed='true']")


def test_marks_whose_flag_or_clause_is_gone_are_shown_as_such(open_review, local, contract_id):
    about = {"rule": "old-rule", "severity": "high", "why": "The notice is 400 days."}
    mark = {"verdict": "right", "note": "Settled.", "about": about}
    address = f"{local.url}/contracts/{contract_id}/marks"
    page = open_review().page
    was = {"category": "Insurance", "interval": [3, 9], "text": "Provider insures all."}
    clause = {"verdict": "wrong", "was": was}
    marks = {"flag:old-rule:x": mark, "clause:Insurance:x": clause}
    requests.patch(address, json={"marks": marks}).raise_for_status()
    page.reload()
    page.click("#tab-flags")
    gone = page.wait_for_selector("ul.gone li").inner_text()
    assert "The notice is 400 days." in gone and "Marked right: Settled." in gone
    page.click("#tab-clauses")
    gone = page.inner_text(".panel.clauses ul.gone li")
    assert "Insurance “Provider insures all.”" in gone and "Marked wrong" in gone


def test_a_clause_is_judged_moved_to_another_category_and_given_other_words(open_review):
    review = open_review()
    page = review.page
    review.open_clause(LAW)
    review.press("r")
    page.wait_for_selector(".clause:has-text('Governing law') .tag.right")
    page.select_option(".corrections select", "Insurance")
    page.wait_for_selector(".clause[aria-pressed='true']:has-text('Insurance') .tag.changed")
    review.select(7, "laws of the State of Delaware")
    page.click("text=Make this the clause: Insurance")
    page.wait_for_selector(".clause[aria-pressed='true'] .text:text-is('laws of the State of Delaware')")
    (mark,) = review.wait_until_kept().values()
    assert mark["category"] == "Insurance" and "verdict" not in mark
    assert mark["was"]["category"] == "Governing Law" and mark["was"]["text"].startswith(LAW)
    assert mark["span"]["text"] == "laws of the State of Delaware"
    start = mark["was"]["text"].index("laws of the State")
    assert mark["span"]["interval"][0] == mark["was"]["interval"][0] + start
    assert [box[0] for box in mark["span"]["boxes"]] in ([7], [7, 7])
    page.click("text=Undo")
    page.wait_for_selector(".clause[aria-pressed='true']:has-text('Governing law')")
    assert review.wait_until_kept() == {}


def test_a_clauses_ends_are_dragged_and_moved_by_keyboard(open_review):
    review = open_review()
    page = review.page
    review.open_clause(LAW)
    page.wait_for_selector('[data-page="7"] .textLayer', state="attached")
    page.wait_for_timeout(100)  # the scrolling has been drawn
    (_, _), (x, y) = page.evaluate(PLACE, [7, "laws of the State of Delaware"])
    page.wait_for_timeout(100)
    (_, _), (x, y) = page.evaluate(PLACE, [7, "laws of the State of Delaware"])
    handle = page.locator(".edge.end").bounding_box()
    page.mouse.move(handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2)
    page.mouse.down()
    page.mouse.move(x, y, steps=5)
    page.mouse.up()
    page.wait_for_selector(f".clause[aria-pressed='true'] .text:text-is('{LAW}')")
    page.focus(".edge.start")
    page.keyboard.press("ArrowRight")
    page.wait_for_selector(f".clause[aria-pressed='true'] .text:text-is('{LAW.removeprefix('This ')}')")
    page.keyboard.press("ArrowLeft")
    page.wait_for_selector(f".clause[aria-pressed='true'] .text:text-is('{LAW}')")
    assert page.evaluate("document.activeElement.className") == "edge start"
    (mark,) = review.wait_until_kept().values()
    assert mark["span"]["text"] == LAW and mark["was"]["text"].startswith(LAW)
    assert mark["span"]["interval"][0] == mark["was"]["interval"][0]
    page.click("#tab-flags")
    page.click(".flag .source >> nth=0")
    assert page.locator(".edge").count() == 0, "a flag's words are no clause's"


def test_a_missed_clause_is_added_from_the_page_and_survives_a_reload(open_review):
    review = open_review()
    page = review.page
    review.select(3, "Provider shall answer support requests in English and Dutch on business days between 07:00 and")
    page.select_option(".selection select", "Warranty Duration")
    page.click("text=Add as a clause")
    page.wait_for_selector(".clause[aria-pressed='true'] .tag.added")
    review.wait_until_kept()
    review.reload()
    page.click("#tab-clauses")
    page.click(".clause.added")
    assert "answer support requests in English" in page.inner_text(".clause.added .text")
    assert page.locator(".mark.added.now").count() == 2, "a box for each line"
    page.click("text=Remove")
    assert review.wait_until_kept() == {}


def test_a_missed_clause_is_added_by_its_words_without_a_mouse(open_review):
    review = open_review()
    page = review.page
    page.click("#tab-clauses")
    page.click(".missing summary")
    page.fill(".missing textarea", "no such words in this contract")
    page.click(".missing button")
    page.wait_for_selector(".missing .bad:has-text('not in the reviewed text')")
    page.fill(".missing textarea", "provider shall answer  support requests in\nEnglish and Dutch")
    page.select_option(".missing select", "Insurance")
    page.click(".missing button")
    page.wait_for_selector(".clause.added .text:text-is('Provider shall answer support requests in English and Dutch')")


def test_words_that_were_not_reviewed_are_said_to_be_none(open_review):
    review = open_review()
    review.select(3, "Platform Agreement No. VM-2025-0117")
    assert "not in the reviewed text" in review.page.inner_text(".selection .words")
    assert not review.page.is_visible("text=Add as a clause")


def test_a_value_of_the_summary_is_corrected_and_the_review_marked_as_complete(open_review):
    review = open_review()
    page = review.page
    page.click("[aria-label='Correct: Governing law']")
    page.fill("form.value input", "New York")
    page.keyboard.press("Enter")
    page.wait_for_selector("dd:has-text('New York') .tag.changed")
    for typed, shown in (("2031-99-99", "2031-99-99"), ("2031-05-04", "4 May 2031")):
        page.click("[aria-label='Correct: Expiration']")
        page.fill("form.value input", typed)
        page.keyboard.press("Enter")
        page.wait_for_selector(f"dd:has-text('{shown}') .tag.changed")
    page.click("#tab-clauses")
    page.check("#fully-reviewed")
    kept = review.wait_until_kept()
    assert kept.pop("value:expiration_date")["value"] == "2031-05-04"
    assert kept == {
        "value:governing_law": {"value": "New York", "was": "Delaware"},
        "contract:review": {"complete": True},
    }
    review.reload()
    page.click("#tab-clauses")
    review.wait_until_kept()
    assert page.is_checked("#fully-reviewed")


def test_a_corrected_date_counts_in_the_list_and_in_every_export(open_review, local, contract_id, tmp_path):
    """The sample renews itself for years; its notice is then counted back from the person's end."""
    review = open_review()
    page = review.page
    for label, written in (("Expiration", "May 4, 2091"), ("Renewal notice", "sixty days")):
        page.click(f"[aria-label='Correct: {label}']")
        page.fill("form.value input", written)
        page.keyboard.press("Enter")
    page.wait_for_selector("dd:has-text('4 May 2091') .tag.changed")
    review.wait_until_kept()
    saved = {}
    for button in ("JSON", "HTML"):
        with page.expect_download() as download:
            page.click(f"button:text-is('{button}')")
        saved[button] = download.value.path().read_text()
    assert "4 May 2091 (corrected by a person)" in saved["HTML"]
    end = json.loads(saved["JSON"])["summary"]["expiration_date"]
    assert (end["value"], end["corrected"]) == ("2091-05-04", "May 4, 2091")

    page.click(".back")
    row = page.locator(f"tr:has(a[href='#/contracts/{contract_id}'])").first
    page.wait_for_selector(f"tr:has(a.name[href='#/contracts/{contract_id}']) .deadline:has-text('5 Mar 2091')")
    assert "corrected by a person" in row.locator(".deadline").inner_text()
    page.click("th.deadline button")
    page.click("th.deadline button")
    assert page.locator("tbody tr .name").first.get_attribute("href") == f"#/contracts/{contract_id}"
    exported = {}
    for button in ("CSV", "Calendar"):
        with page.expect_download() as download:
            page.click(f".portfolio button:text-is('{button}')")
        exported[button] = download.value.path().read_text(encoding="utf-8-sig").replace("\n ", "")
    assert "2091-05-04" in exported["CSV"] and "Expiration; Renewal notice" in exported["CSV"]
    assert "DTSTART;VALUE=DATE:20910305" in exported["Calendar"]
    assert "Corrected by a person: Expiration: 2091-05-04\\; Renewal notice: sixty days" in exported["Calendar"]

    path, table = tmp_path / "sample.review.json", tmp_path / "contracts.csv"
    path.write_text(saved["JSON"])
    assert main(["table", str(path), "-o", str(table)]) == 0
    assert "2091-05-04" in table.read_text() and "2091-03-05" in table.read_text()
    clear(local.url, contract_id)
    page.wait_for_selector(f"tr:has(a.name[href='#/contracts/{contract_id}']) .deadline:not(:has-text('2091'))")


def test_a_date_that_is_not_understood_is_said_to_lead_to_no_deadline(open_review):
    review = open_review()
    page = review.page
    page.click("[aria-label='Correct: Expiration']")
    page.fill("form.value input", "when the goods are delivered")
    page.keyboard.press("Enter")
    page.wait_for_selector("dd:has-text('when the goods are delivered') .unclear:has-text('no deadline follows')")


def test_on_a_phone_flags_are_worked_through_over_the_contract(open_review, axe):
    review = open_review(**PHONE)
    page = review.page
    page.tap("#tab-flags")
    page.tap(".flag .source >> nth=0")
    for number in (1, 2):
        place = page.locator(".mark.now >> nth=0").bounding_box()
        sheet = page.locator(".flag[aria-current]").bounding_box()
        assert 0 < place["y"] < sheet["y"] and place["y"] + place["height"] <= sheet["y"], "lit up above its flag"
        assert sheet["y"] + sheet["height"] <= page.viewport_size["height"]
        page.tap(".flag[aria-current] [data-mark='d']")
        axe(page)
        page.tap("[aria-label='Next flag']")
        page.wait_for_selector(f".place:has-text('Flag {number + 1} of')")
    page.tap(".flag[aria-current] [data-mark='n']")
    page.keyboard.type("Ask Bo.")
    page.tap("button:text-is('List') >> visible=true")
    assert page.inner_text(".progress").startswith("2 of ")
    assert page.locator(".flag >> nth=2 >> textarea").bounding_box()["y"] < page.viewport_size["height"]
    kept = flag_marks(review.wait_until_kept())
    assert sorted(map(str, kept)) == sorted(map(str, [{"done": True}, {"done": True}, {"note": "Ask Bo."}]))


def test_a_mark_is_in_the_browsers_storage_when_the_click_is_over(open_review, capsys):
    """Prints what was measured; a busy machine is no fault of the page."""
    review = open_review()
    review.page.click("#tab-flags")
    review.wait_until_kept()
    times = [review.page.evaluate(KEPT) for _ in range(9)]
    assert all(here is not None for here, _ in times)
    assert flag_marks(review.wait_until_kept()) == [{"done": True}], "nine clicks"
    here, there = (sorted(one)[4] for one in zip(*times, strict=True))
    with capsys.disabled():
        print(f"\nA mark is in the browser's storage after {here:.0f} ms, with the service after {there:.0f} ms")


@pytest.mark.parametrize("settings", [{}, DARK, PHONE], ids=["light", "dark", "phone"])
def test_marking_is_accessible(open_review, axe, settings):
    review = open_review(**settings)
    page = review.page
    page.click("#tab-flags")
    for mark in ("r", "d", "n"):
        page.click(f".flag >> nth=0 >> [data-mark='{mark}']")
    page.click(".flag >> nth=1 >> [data-mark='w']")
    axe(page)
    page.click("#tab-summary")
    page.click("[aria-label='Correct: Governing law']")
    axe(page)
    page.click("#tab-clauses")
    page.click(".missing summary")
    page.click(".clause >> nth=1")
    if settings == PHONE:
        page.click("button:text-is('List') >> visible=true")
    page.click(".corrections button:text-is('Wrong')")
    axe(page)
    if settings != PHONE:
        review.select(3, "Provider shall answer support requests")
        axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
