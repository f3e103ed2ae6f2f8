"""Other pages in the same browser, and other programs on the same machine, before the local service."""

from __future__ import annotations

import http.server
import json
import threading

import pytest
import requests

from deploy.local.run_settings import BUCKET

from .conftest import PATIENCE

GET = """url => fetch(url, {credentials: "include"}).then(answer => answer.text(), () => "refused")"""
POST = """([url, body]) => fetch(url, {method: "POST", mode: "no-cors", body}).then(() => "sent", () => "refused")"""
CONNECT = """url => new Promise(done => { const socket = new WebSocket(url);
    socket.onopen = () => done("open"); socket.onerror = () => done("refused") })"""


class Elsewhere(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>Elsewhere</title>")

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def elsewhere():
    """A web server of someone else's on this machine: the nearest that another origin can be."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


@pytest.fixture(params=["127.0.0.1", "localhost"])
def stranger(request, browser, elsewhere):
    page = browser.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    page.goto(f"http://{request.param}:{elsewhere}/")
    yield page
    page.close()


@pytest.fixture
def ours(local, person, short_contract):
    """A contract of ours with the addresses that its page has of it."""
    made = requests.post(f"{local.url}/contracts", json={"name": "ours.pdf", "bytes": len(short_contract)}).json()
    form = made["upload"]
    sent = requests.post(form["url"], data=form["fields"], files={"file": ("ours.pdf", short_contract)})
    assert sent.status_code < 300
    return made["contract"]["contract_id"], form


def origin_of(local):
    return f"http://127.0.0.1:{local.settings.page_port}"


def test_another_origin_lists_nothing_and_fetches_nothing(stranger, local, ours):
    key = f"{BUCKET}/inbound/{ours[0]}.pdf"
    cloud = f"http://127.0.0.1:{local.settings.cloud_port}"
    signed = local.client("s3").generate_presigned_url(
        "get_object", Params={"Bucket": BUCKET, "Key": key.partition("/")[2]}
    )
    assert requests.get(signed).content.startswith(b"%PDF"), "who has the key is let in, but for a browser"
    endpoint = f"http://127.0.0.1:{local.settings.endpoint_port}"
    # The token is a secret; even a page that had learnt it would read nothing.
    known = [f"{local.url}/contracts", f"{local.url}/config.json", f"{local.url}/storage/{key}", f"{local.url}/"]
    guessed = [f"{origin_of(local)}/contracts", f"{origin_of(local)}/", f"{origin_of(local)}/storage/{key}"]
    direct = [f"{cloud}/", f"{cloud}/{BUCKET}?list-type=2", f"{cloud}/{key}", signed, f"{endpoint}/jobs"]
    assert {url: stranger.evaluate(GET, url) for url in known + guessed + direct} == dict.fromkeys(
        known + guessed + direct, "refused"
    )


def test_another_origin_posts_nothing(stranger, local, ours):
    contract_id, form = ours
    cloud, endpoint, socket = (
        f"http://127.0.0.1:{port}"
        for port in (local.settings.cloud_port, local.settings.endpoint_port, local.settings.websocket_port)
    )
    rows, objects, jobs = requests.get(f"{local.url}/contracts").json(), local.objects(""), local.jobs()
    for url in (f"{local.url}/contracts", f"{origin_of(local)}/contracts"):
        stranger.evaluate(POST, [url, json.dumps({"name": "theirs.pdf", "bytes": 5})])
    stranger.evaluate(POST, [f"{local.url}/contracts/{contract_id}/submit", ""])
    for url in (form["url"], f"{cloud}/{BUCKET}", f"{cloud}/moto-api/reset", f"{socket}/@connections/one"):
        stranger.evaluate(POST, [url, "theirs"])
    stranger.evaluate(POST, [f"{endpoint}/endpoints/{local.settings.endpoint.name}/async-invocations", "theirs"])
    assert requests.get(f"{local.url}/contracts").json() == rows
    assert local.objects("") == objects and local.jobs() == jobs


def test_another_origin_hears_no_news_even_with_a_ticket(stranger, local):
    ticket = requests.post(f"{local.url}/tickets").json()["ticket"]
    address = f"ws://127.0.0.1:{local.settings.websocket_port}/?ticket={ticket}"
    assert stranger.evaluate(CONNECT, address) == "refused"


@pytest.mark.parametrize("port", ["page_port", "cloud_port", "endpoint_port", "websocket_port"])
def test_a_name_of_somebody_elses_that_leads_here_is_refused(local, port):
    """DNS rebinding: the browser takes our port for one of the stranger's."""
    number = getattr(local.settings, port)
    path = f"/{local.settings.token}/contracts" if port == "page_port" else "/"
    url, host = f"http://127.0.0.1:{number}{path}", {"Host": f"evil.example:{number}"}
    assert requests.get(url, headers=host).status_code == 403


def test_without_the_token_there_is_nothing_and_without_the_key_no_storage(local):
    for path in ("/", "/index.html", "/contracts", "/config.json", "/local/status", f"/storage/{BUCKET}/x"):
        assert requests.get(origin_of(local) + path).status_code == 404
    assert requests.post(f"{origin_of(local)}/tickets").status_code == 404
    cloud = f"http://127.0.0.1:{local.settings.cloud_port}"
    assert requests.get(f"{cloud}/{BUCKET}?list-type=2").status_code == 403
    forged = {"Authorization": "AWS4-HMAC-SHA256 Credential=local/20261126/us-east-1/s3/aws4_request"}
    assert requests.get(f"{cloud}/{BUCKET}?list-type=2", headers=forged).status_code == 403


def test_the_page_is_shown_in_nobody_elses_and_tells_nobody_its_address(local):
    headers = requests.get(f"{local.url}/").headers
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "no-referrer"
