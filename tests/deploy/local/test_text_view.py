"""The text that was reviewed, beside the review: its words become clauses where the pages have none to select."""

from __future__ import annotations

import gzip
import io
import json

import docx
import pytest

from benchmarks.accuracy.scans import scan
from benchmarks.performance.under_load.local_service import Person
from benchmarks.performance.under_load.sample_documents import of_pages
from model.dataset import read_contracts
from serve.cli import main

from .conftest import DARK, PATIENCE, PHONE
from .marking import Marking, clear

LAW = "The law of the State of Delaware governs this Agreement."
BOOKS = "Buyer may look into the stock books of Seller 𝟚 times a year."  # of two UTF-16 units: the ends still agree
TWICE = "Seller keeps the goods dry."
PARAGRAPHS = [
    "SUPPLY AGREEMENT 📦",
    'This Supply Agreement is made on May 3, 2024 between Alder Carts Inc. ("Seller") and Birch Foods LLC ("Buyer").',
    f"1. Storage. {TWICE}",
    f"2. Books. {BOOKS}",
    f"3. Return. {TWICE}",
    f"4. Law. {LAW}",
]
# Where words stand in the text, in pixels: the middle of the first letter and of the last. ``nth`` of several.
PLACE = """([words, nth]) => {
    const walker = document.createTreeWalker(document.querySelector('.reviewed'), NodeFilter.SHOW_TEXT);
    const letters = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode())
        for (let at = 0; at < node.length; at++) letters.push([node, at]);
    const whole = letters.map(([node, at]) => node.data[at]).join('');
    let start = -1;
    for (let left = nth; left >= 0; left--) start = whole.indexOf(words, start + 1);
    if (start < 0) throw new Error(`${words} is not in the text`);
    letters[start][0].parentElement.scrollIntoView({block: 'center'});
    return [[start, 0], [start + words.length - 1, 1]].map(([index, side]) => {
        const range = document.createRange();
        range.setStart(...letters[index]);
        range.setEnd(letters[index][0], letters[index][1] + 1);
        const {left, right, top, bottom} = range.getBoundingClientRect();
        return [side ? right : left, (top + bottom) / 2];
    });
}"""


def word_contract():
    document = docx.Document()
    for paragraph in PARAGRAPHS:
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def contracts(local):
    """The ids of a Word file, of a scan and of a PDF with words."""
    files = {"supply.docx": word_contract(), "scan.pdf": scan(of_pages(1), 150, worn=False), "words.pdf": of_pages(2)}
    with Person(local.url) as person:
        ids = {name: person.drop(data, name)[0] for name, data in files.items()}
        person.wait_for(set(ids.values()), PATIENCE)
    return ids


class Reading(Marking):
    """A review whose contract is shown as text."""

    def wait_until_drawn(self):
        self.page.wait_for_selector(".reviewed p, .to-text, .textLayer", state="attached")

    def drag(self, words, nth=0):
        """Selects words with the mouse."""
        self.page.evaluate(PLACE, [words, nth])
        (x0, y0), (x1, y1) = self.page.evaluate(PLACE, [words, nth])
        self.page.mouse.move(x0, y0)
        self.page.mouse.down()
        self.page.mouse.move(x1, y1, steps=5)
        self.page.mouse.up()
        self.page.wait_for_selector(".selection .words")

    def add(self, category):
        self.page.select_option(".selection select", category)
        self.page.click("text=Add as a clause")
        self.page.wait_for_selector(".clause[aria-pressed='true'] .tag.added")

    def selected(self, count):
        """The selected words, once there are this many."""
        shown = "document.querySelector('.selection .words').textContent"
        self.page.wait_for_function(f"count => {shown} && {shown}.split(/\\s+/).length === count", arg=count)
        return self.page.evaluate(shown).strip("“”")

    def extended(self, count):
        """The words selected by going on word by word until there are this many: a comma is a step of its own."""
        while len(self.page.evaluate("String(getSelection())").split()) < count:
            self.press("Shift+Control+ArrowRight")
        return self.selected(count)

    def chosen(self):
        return self.page.inner_text(".clause[aria-pressed='true'] .text")

    def focused(self):
        return self.page.evaluate("document.activeElement.className")


@pytest.fixture
def read(new_page, local, contracts):
    """Opens one of the contracts in a browser of its own, without marks so far."""

    def opened(name, **settings):
        clear(local.url, contracts[name])
        return Reading(new_page(**settings), local.url, contracts[name])

    return opened


def exported(local, tmp_path, name):
    """The annotated contract that the corrections of a file become."""
    out = tmp_path / "more.jsonl.gz"
    assert main(["corrections", "export", "--local", str(local.folder), "--out", str(out)]) == 0
    lines = [line for line in gzip.decompress(out.read_bytes()).splitlines() if json.loads(line)["pdf"] == name]
    out.write_bytes(gzip.compress(b"\n".join(lines)))
    (contract,) = read_contracts(out)
    return contract


def test_a_clause_of_a_word_file_is_added_by_mouse_and_exported(read, local, tmp_path, capsys):
    review = read("supply.docx")
    page = review.page
    assert page.locator(".switch").is_hidden() and not page.is_visible(".to-text"), "it has no pages"
    review.drag(BOOKS)
    review.add("Audit Rights")
    assert review.chosen() == BOOKS and page.inner_text(".reviewed .mark.added.now") == BOOKS
    review.wait_until_kept()
    review.reload()
    page.wait_for_selector(f".reviewed .mark.added:text-is('{BOOKS}')")
    contract = exported(local, tmp_path, "supply.docx")
    ((start, end),) = contract.clauses["Audit Rights"]
    assert contract.text[start:end] == BOOKS, "characters, though some are two units in a browser"


def test_of_words_that_occur_twice_those_that_were_selected_are_taken(read):
    review = read("supply.docx")
    review.drag(TWICE, nth=1)
    review.add("Insurance")
    (mark,) = review.wait_until_kept().values()
    text = review.page.evaluate("[...document.querySelectorAll('.reviewed p')].map(one => one.textContent).join('\\n')")
    assert mark["span"]["interval"][0] == text.rindex(TWICE)


def test_a_clause_of_a_scan_is_added_and_corrected_without_a_mouse(read, local, tmp_path, capsys):
    review = read("scan.pdf")
    page = review.page
    page.wait_for_selector(".to-text")
    page.click("#tab-clauses")
    review.press("j", "t")
    assert review.focused() == "reviewed"
    review.press("Home")
    words = review.extended(3)
    while review.focused() == "reviewed" or "edge" in review.focused():
        review.press("Tab")
    review.press("Tab")
    page.keyboard.type("Insur")
    review.press("Tab", "Enter")
    page.wait_for_selector(".clause[aria-pressed='true']:has-text('Insurance') .tag.added")
    assert review.chosen() == words

    review.press("t", "Tab", "Tab")
    assert review.focused() == "edge end"
    review.press("ArrowRight")
    longer = "document.querySelector('.clause.added .text').innerText.split(/\\s/).length > 3"
    page.wait_for_function(longer)
    assert review.focused() == "edge end" and review.chosen().startswith(words)
    (mark,) = review.wait_until_kept().values()
    contract = exported(local, tmp_path, "scan.pdf")
    assert contract.clauses["Insurance"] == [tuple(mark["span"]["interval"])]
    assert contract.text[slice(*mark["span"]["interval"])] == mark["span"]["text"]
    assert mark["span"]["text"].split() == review.chosen().split()


def test_a_page_that_is_an_image_leads_to_its_words(read):
    review = read("scan.pdf")
    page = review.page
    review.open_clause("Veldmark Systems")
    assert page.locator(".mark.now >> nth=0").is_visible() and not page.is_visible(".edge"), (
        "no end can be dragged here"
    )
    page.click(".to-text")
    assert review.focused() == "reviewed"
    assert page.inner_text(".reviewed .now") == review.chosen()
    assert page.is_visible(".edge.start")
    page.click(".switch button:text-is('Pages')")
    page.wait_for_selector("canvas")
    assert not page.is_visible(".reviewed")


def test_the_ends_of_a_clause_are_dragged_in_the_text(read):
    review = read("supply.docx")
    page = review.page
    review.open_clause(LAW)
    page.click(f".reviewed .mark:has-text('{LAW}')")
    (_, _), (x, y) = page.evaluate(PLACE, ["State of Delaware", 0])
    handle = page.locator(".edge.end").bounding_box()
    page.mouse.move(handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2)
    page.mouse.down()
    page.mouse.move(x, y, steps=5)
    page.mouse.up()
    page.wait_for_selector(".clause[aria-pressed='true'] .tag.changed")
    assert review.chosen() == "The law of the State of Delaware"
    (mark,) = review.wait_until_kept().values()
    assert mark["span"]["text"] == review.chosen() and mark["was"]["text"] == LAW
    review.drag("State of Delaware")
    page.click("text=Make this the clause: Governing law")
    page.wait_for_selector(".clause[aria-pressed='true'] .text:text-is('State of Delaware')")


def test_flags_and_clauses_lead_to_their_words_in_the_text_and_back(read):
    review = read("words.pdf")
    page = review.page
    page.click(".switch button:text-is('Text')")
    page.click("#tab-flags")
    quote = page.locator(".flag blockquote >> nth=0").inner_text()
    page.click(".flag .source >> nth=0")
    lit = "".join(page.locator(".reviewed .now").all_inner_texts())
    assert lit and lit in quote and page.locator(".reviewed .now >> nth=0").is_visible()
    page.click(".reviewed .mark:text-is('January 17, 2025')")
    assert review.chosen() == "January 17, 2025" and page.inner_text(
        "#panel-clauses .clause[aria-pressed='true'] .category"
    )
    assert review.focused() == "reviewed", "the caret stays where the reader is"
    review.press("r")
    page.wait_for_selector(".clause[aria-pressed='true'] .tag.right")
    review.press("Escape")
    assert review.focused().startswith("clause "), "back to the list, not out of the review"


def test_a_clause_that_was_added_by_its_words_is_shown_in_the_text(read):
    review = read("words.pdf")
    page = review.page
    page.click("#tab-clauses")
    page.click(".missing summary")
    page.fill(".missing textarea", "under one waybill number")
    page.click(".missing button")
    page.wait_for_selector(".reviewed .mark.added.now:text-is('under one waybill number')")


def test_the_caret_goes_along_when_the_keyboard_chooses_another_clause(read):
    review = read("supply.docx")
    review.open_clause(LAW)
    review.press("t", "k", "k", "Shift+Control+ArrowRight")
    first = review.selected(1)
    assert review.focused() == "reviewed" and review.chosen() != LAW and review.chosen().split()[0] == first


def test_the_text_cannot_be_edited(read):
    page = read("supply.docx").page
    before = page.inner_text(".reviewed")
    page.click(".reviewed p >> nth=2")
    for key in ("a", "Enter", "Delete", "Backspace", "Control+b", "Control+a", "Control+x", "Control+v"):
        page.keyboard.press(key)
    page.keyboard.insert_text("typed")
    assert page.inner_text(".reviewed") == before
    page.evaluate("document.querySelector('.reviewed p').textContent = 'An input method wrote this'")
    page.evaluate("document.querySelector('.reviewed').dispatchEvent(new InputEvent('input'))")
    assert page.inner_text(".reviewed") == before


def with_other_text(page, change):
    """Answers the page with the review whose ``document`` was changed."""

    def answer(route):
        review = route.fetch().json()
        change(review["document"])
        route.fulfill(json=review, headers={"Access-Control-Allow-Origin": "*"})

    page.route(lambda url: "/outbound/" in url, answer)


def test_more_words_than_a_clause_can_have_are_refused_before_they_are_sent(new_page, local, contracts):
    page = new_page()
    with_other_text(page, lambda document: document.update(text=document["text"] + "\n" + "More words. " * 2000))
    Reading(page, local.url, contracts["supply.docx"])
    page.click(".reviewed p >> nth=2")
    page.keyboard.press("Control+a")
    page.wait_for_selector(".selection .words:has-text('A clause can have 20,000 characters')")
    assert not page.is_visible("text=Add as a clause")


def test_a_review_of_an_earlier_version_has_no_text_and_says_so(new_page, local, contracts):
    page = new_page()
    with_other_text(page, lambda document: document.pop("text"))
    page.goto(f"{local.url}/#/contracts/{contracts['supply.docx']}")
    page.wait_for_selector(".sheets:has-text('review the contract again to read it here')")
    page.goto("about:blank")
    Marking(page, local.url, contracts["words.pdf"])
    assert page.locator(".switch").is_hidden()


@pytest.mark.parametrize("settings", [{}, DARK, PHONE], ids=["light", "dark", "phone"])
@pytest.mark.parametrize("name", ["supply.docx", "scan.pdf"])
def test_the_text_is_accessible(read, axe, name, settings):
    review = read(name, **settings)
    page = review.page
    page.click("#tab-clauses")
    page.click(".clause >> nth=0")
    if name == "scan.pdf":
        page.wait_for_selector(".to-text")
        axe(page)
        page.click(".switch button:text-is('Text')")
    axe(page)
    page.evaluate("document.querySelector('.reviewed').focus()")
    review.press("Control+a")
    page.wait_for_selector(".selection .words")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
