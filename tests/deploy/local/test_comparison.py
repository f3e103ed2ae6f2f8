"""Two contracts of the list compared on the page: what the later draft changes."""

from __future__ import annotations

import io
import json

import docx
import pytest
import requests

from benchmarks.performance.under_load.local_service import Person
from serve.comparison.alignment import changes

from .conftest import DARK, PATIENCE, PHONE, SAMPLE

CARRIERS = "Provider shall answer support requests in English and Dutch"


def paragraphs():
    text = SAMPLE.with_name("sample_contract.txt").read_text()
    return [" ".join(one.lstrip("# ").split()) for one in text.split("\n\n") if one.strip()]


def altered(found):
    """The contract with other words, another number, a paragraph less, and a paragraph at another place."""
    texts = [text.replace("the State of Delaware, without", "the State of New York, without") for text in found]
    texts = [text.replace("January 31, 2028", "June 30, 2029") for text in texts]
    insurance = next(at for at, text in enumerate(texts) if "insurance" in text.lower())
    del texts[insurance]
    support = next(at for at, text in enumerate(texts) if CARRIERS in text)
    texts.insert(8, texts.pop(support))
    return texts


def word(texts):
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def drafts(local):
    """Both drafts, reviewed by the service: the ids of their contracts."""
    texts = paragraphs()
    with Person(local.url) as person:
        made = {"draft1.docx": texts, "draft2.docx": altered(texts)}
        ids = [person.drop(word(draft), name)[0] for name, draft in made.items()]
        person.wait_for({*ids}, PATIENCE)
    return ids


def box(name):
    return f"tr:has-text('{name}') input.select"


def test_two_selected_contracts_are_compared_by_mouse_and_by_keyboard(open_page, drafts):
    page = open_page()
    page.check(box("draft2.docx"))
    assert page.is_disabled("button:text-is('Compare')")
    assert "Select another contract" in page.inner_text(".portfolio")
    page.focus(box("draft1.docx"))
    page.keyboard.press("Space")
    page.focus("button:text-is('Compare')")
    page.keyboard.press("Enter")
    page.wait_for_selector(".comparison article")
    assert page.url.endswith(f"#/compare/{drafts[0]}/{drafts[1]}"), "the one that was added first is the earlier draft"
    said = page.inner_text(".comparison")
    assert "Now, paragraph " in said and "page 1" not in said
    assert "2 altered" in said and "1 moved" in said and "1 removed" in said and "added" not in said.split("Values")[0]
    values = page.locator(".values tr").all_inner_texts()
    assert "Governing law\tDelaware\tNew York" in values
    assert "Expiration\t31 January 2028\t30 June 2029" in values
    law = page.locator("article:has-text('Governing law')")
    assert law.locator("del").all_inner_texts() == ["Delaware,"]
    assert law.locator("ins").all_inner_texts() == ["New York,"]
    assert CARRIERS in page.inner_text("article:has(h3:text-matches('^Moved'))")
    page.click("text=Swap the drafts")
    page.wait_for_selector("h1 >> text=What changed from draft2.docx to draft1.docx")
    page.click("text=All contracts")
    page.wait_for_selector(".inbox")
    assert page.is_checked(box("draft1.docx"))


def test_the_values_that_are_compared_are_a_persons_if_somebody_corrected_them(open_page, drafts, local):
    address = f"{local.url}/contracts/{drafts[1]}/marks"
    written = {"expiration_date": "1 July 2030", "governing_law": "Utah", "agreement_date": "2 May 2026"}
    marks = {f"value:{name}": {"value": value} for name, value in written.items()}
    requests.patch(address, json={"marks": marks}).raise_for_status()
    page = open_page()
    page.evaluate(f"location.hash = '#/compare/{drafts[0]}/{drafts[1]}'")
    page.wait_for_selector(".comparison article")
    values = page.locator(".values tr").all_inner_texts()
    assert "Governing law\tDelaware\tUtah" in values
    assert "Expiration\t31 January 2028\t1 July 2030" in values
    requests.patch(address, json={"marks": dict.fromkeys(marks)}).raise_for_status()


@pytest.mark.parametrize("settings", [{}, DARK, PHONE], ids=["light", "dark", "phone"])
def test_a_comparison_is_accessible(open_page, axe, drafts, settings):
    page = open_page(**settings)
    page.check(box("draft1.docx"))
    axe(page)
    page.evaluate("hash => { location.hash = hash }", f"#/compare/{drafts[0]}/{drafts[1]}")
    page.wait_for_selector(".comparison article")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def test_a_review_without_its_text_says_what_to_do(open_page, local, drafts):
    page = open_page()

    def without_text(route):
        body = route.fetch().json()
        body["document"]["text"] = None
        route.fulfill(json=body)

    page.route("**/storage/**/outbound/**", without_text)
    page.goto(f"{local.url}/#/compare/{drafts[0]}/{drafts[1]}")
    page.wait_for_selector(".comparison .warning:has-text('Review the contract again')")


ALTERATIONS = {
    "the same": lambda texts: texts,
    "renumbered": lambda texts: [text.replace("3.", "4.", 1) for text in texts],
    "a paragraph less": lambda texts: texts[:20] + texts[21:],
    "a paragraph more": lambda texts: [*texts[:20], "Provider shall keep all records for ten years.", *texts[20:]],
    "moved": lambda texts: [*texts[:10], texts[30], *texts[10:30], *texts[31:]],
    "moved and altered": lambda texts: [*texts[:10], f"{texts[30]} At any time.", *texts[10:30], *texts[31:]],
    "a number": lambda texts: [text.replace("ninety (90)", "sixty (60)") for text in texts],
    "numbers close to their clauses": lambda texts: [f"{number}.{text}" for number, text in enumerate(texts, 1)],
    "in articles": lambda texts: [f"{'I' * (number % 3 + 1)}. {text}" for number, text in enumerate(texts, 1)],
    "another contract": lambda texts: ["Nothing of this is the same as anything before it."],
}


def test_sentences_are_aligned_as_by_the_command(open_page):
    texts, page = paragraphs(), open_page([])
    script = """async drafts => { const { changes, sentences, wordsOf } = await import('./comparison/alignment.js');
        const cut = drafts.map(text => sentences(text).map(([start, end]) => text.slice(start, end)));
        return [cut, changes(...cut.map(side => side.map(wordsOf)))] }"""
    for name, alter in ALTERATIONS.items():
        cut, found = page.evaluate(script, ["\n".join(texts), "\n".join(alter(texts))])
        expected = [{"kind": kind, "old": [*old], "new": [*new]} for kind, old, new in changes(*cut)]
        assert ordered(found) == ordered(expected), name


def ordered(found):
    return sorted(json.dumps(one) for one in found)
