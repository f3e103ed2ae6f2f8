"""The page in a browser, before the local service."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import time
from urllib.parse import parse_qsl, urlsplit

import pytest

from benchmarks.performance.under_load.local_service import Kill

from .conftest import DARK, PHONE, pdf

INK = """() => { const canvas = document.querySelector('[data-page="7"] canvas');
    const ink = canvas?.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
    return ink?.some((value, at) => at % 4 == 0 && value < 100) }"""
ANYONE = {"Access-Control-Allow-Origin": "*"}


def open_review(page, reviewed):
    page.evaluate("hash => { location.hash = hash }", reviewed)
    page.wait_for_selector(".sheet canvas", state="attached")


def test_from_the_drop_to_the_marked_clause(open_page, reviewed):
    page = open_page()
    open_review(page, reviewed)
    assert page.inner_text(".findings h1") == "PLATFORM, LICENCE AND SUPPORT AGREEMENT"
    assert "Delaware" in page.inner_text(".panel.summary")
    page.click("#tab-clauses")
    page.fill(".panel.clauses input", "laws of the state")
    page.click(".clause:has-text('Governing Law')")
    mark = page.wait_for_selector(".mark.now")
    assert mark.get_attribute("title") == "Governing law" and mark.is_visible()
    sheet = mark.evaluate("node => node.closest('.sheet').dataset.page")
    assert sheet == "7" and page.inner_text(".clause mark") == "laws of the State"
    page.wait_for_function(INK)


def test_the_keyboard_goes_through_the_clauses_and_back_to_the_list(open_page, reviewed):
    page = open_page()
    open_review(page, reviewed)
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.locator(".clause").nth(1).get_attribute("aria-pressed") == "true"
    page.keyboard.press("k")
    assert page.locator(".clause").nth(0).get_attribute("aria-pressed") == "true"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.type") == "search"
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_selector(".inbox")
    assert page.evaluate("document.activeElement.getAttribute('href')") == reviewed, "and goes on at its row"


def test_flags_lead_to_their_clauses_and_a_mark_to_its_entry(open_page, reviewed):
    page = open_page()
    open_review(page, reviewed)
    page.click("#tab-flags")
    assert page.inner_text(".flag .severity >> nth=0").lower() == "high"
    page.click(".flag .source >> nth=0")
    assert page.locator(".clause[aria-pressed='true']").count() == 1
    page.locator(".mark[title='Insurance'] >> nth=0").scroll_into_view_if_needed()
    page.locator(".mark[title='Insurance'] >> nth=0").click(force=True)  # through the words above it
    assert "Insurance" in page.inner_text(".clause[aria-pressed='true']")


def test_the_review_is_exported_as_json_and_as_a_page_that_stands_alone(open_page, reviewed):
    page = open_page()
    open_review(page, reviewed)
    with page.expect_download() as json_file:
        page.click("button:text-is('JSON')")
    review = json.loads(json_file.value.path().read_text())
    assert json_file.value.suggested_filename == "sample.review.json" and review["clauses"]
    with page.expect_download() as html_file:
        page.click("button:text-is('HTML')")
    html = html_file.value.path().read_text()
    assert "Veldmark Systems, Inc." in html and not re.search(r"(src|href)=", html)


def test_what_cannot_be_a_contract_is_refused_before_the_upload(open_page, local):
    page = open_page()
    requests = []
    page.on("request", lambda request: requests.append(request.method))
    page.evaluate("document.querySelector('#files').removeAttribute('accept')")
    page.set_input_files("#files", [pdf("notes.pdf", b"hello"), pdf("empty.pdf", b"")])
    page.wait_for_selector(".refused:has-text('This is neither a PDF nor a Word file')")
    page.wait_for_selector(".refused:has-text('The file is empty')")
    page.evaluate(
        """size => { const files = new DataTransfer();
            files.items.add(new File([new Uint8Array(size)], 'huge.pdf', {type: 'application/pdf'}));
            dispatchEvent(new DragEvent('drop', {dataTransfer: files})) }""",
        local.settings.max_upload_bytes + 1,
    )
    page.wait_for_selector(".refused:has-text('the limit is 25 MB')")
    assert "POST" not in requests


def test_a_contract_that_fails_says_why_and_what_to_do(open_page):
    page = open_page()
    page.set_input_files("#files", [pdf("torn.pdf", b"%PDF-1.7 and nothing more")])
    row = page.wait_for_selector(".failed:has-text('torn.pdf')")
    assert "upload it again" in row.inner_text() and row.query_selector("button:text-is('Try again')") is None


def test_the_list_survives_a_reload_and_is_found_by_name_and_state(open_page, reviewed):
    page = open_page()
    page.reload()
    page.wait_for_selector(".contract.ready:has-text('sample.pdf')")
    page.fill(".bar input", "no such name")
    page.wait_for_selector(".empty:has-text('No contract matches')")
    page.fill(".bar input", "SAMPLE")
    page.select_option("select[aria-label='State']", "new")
    page.wait_for_selector(".contract.ready:has-text('sample.pdf')")


def test_the_page_reconnects_when_the_websocket_dies_and_asks_meanwhile(open_page, local, short_contract):
    page = open_page()
    local.kill(local.pids(Kill.WEBSOCKET)[0])
    page.wait_for_selector(".link:not(.on):has-text('asking meanwhile')")
    page.set_input_files("#files", [pdf("meanwhile.pdf", short_contract)])
    page.wait_for_selector(".contract.ready:has-text('meanwhile.pdf')")
    page.wait_for_selector(".link.on")


def test_who_signs_in_comes_back_with_a_token_that_every_request_carries(browser, local):
    """The authorization code flow with PKCE, the issuer played by hand."""
    page, asked, tokens = browser.new_page(), {}, set()

    def authorize(route):
        asked.update(parse_qsl(urlsplit(route.request.url).query))
        back = f"{asked['redirect_uri']}?code=c&state={asked['state']}"
        route.fulfill(content_type="text/html", body=f"<script>location.replace('{back}')</script>")

    def exchange(route):
        given = dict(parse_qsl(route.request.post_data))
        digest = hashlib.sha256(given["code_verifier"].encode()).digest()
        assert base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == asked["code_challenge"]
        assert (given["code"], given["client_id"]) == ("c", "page")
        claims = base64.urlsafe_b64encode(json.dumps({"exp": time.time() + 3600}).encode()).decode()
        route.fulfill(json={"id_token": f"head.{claims}.sign"}, headers=ANYONE)

    def api(route):
        tokens.add(route.request.headers.get("authorization", "")[:12])
        route.continue_()

    config = {"api": local.url, "websocket": f"ws://127.0.0.1:{local.settings.websocket_port}/"}
    sign_in = {"issuer": "https://issuer.example", "clientId": "page"}
    places = {"authorization_endpoint": "https://issuer.example/in", "token_endpoint": "https://issuer.example/token"}
    page.route("**/config.json", lambda route: route.fulfill(json={**config, "signIn": sign_in}))
    page.route("**/openid-configuration", lambda route: route.fulfill(json=places, headers=ANYONE))
    page.route("https://issuer.example/in?*", authorize)
    page.route("https://issuer.example/token", exchange)
    page.route(re.compile("/(contracts|tickets)$"), api)
    page.goto(local.url)
    page.click("button:text-is('Sign in')")
    page.wait_for_selector(".link.on")
    assert tokens == {"Bearer head."} and "code=" not in page.url
    page.reload()
    page.wait_for_selector(".link.on")
    page.click("#sign-out")
    page.wait_for_selector("button:text-is('Sign in')")
    page.close()


@pytest.mark.parametrize("settings", [{}, DARK, PHONE], ids=["light", "dark", "phone"])
def test_every_view_is_accessible(open_page, axe, reviewed, settings):
    page = open_page(**settings)
    page.set_input_files("#files", [pdf("notes.pdf", b"hello")])
    page.wait_for_selector(".refused")
    axe(page)
    open_review(page, reviewed)
    for tab in ("summary", "flags", "clauses", "absent"):
        page.click(f"#tab-{tab}")
        axe(page)
    page.click("#tab-clauses")
    page.click(".clause >> nth=0")
    axe(page)


def test_a_phone_shows_the_marked_page_and_leads_back_to_the_list(open_page, reviewed):
    page = open_page(**PHONE)
    open_review(page, reviewed)
    page.click("#tab-clauses")
    page.click(".clause >> nth=8")
    assert page.locator(".mark.now >> nth=0").is_visible() and not page.locator(".findings").is_visible()
    page.click("button:text-is('List') >> visible=true")
    assert page.locator(".findings").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
