"""A PDF with two lines, and a fake for containers and endpoints."""

from __future__ import annotations

import io
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from reportlab.pdfgen.canvas import Canvas

REVIEW = {"timing": {"read": 0.01, "model": 0.02}, "document": {"pages": 1, "tokens": 9}}
BUSY = {"error": {"code": "busy", "message": "The queue is full.", "details": {}}}


@pytest.fixture
def pdf(tmp_path):
    out = io.BytesIO()
    canvas = Canvas(out)
    for number, line in enumerate(["1. LAW", "The law of Utah governs this agreement."]):
        canvas.drawString(72, 700 - 20 * number, line)
    canvas.save()
    path = tmp_path / "small.pdf"
    path.write_bytes(out.getvalue())
    return path


class FakeService(ThreadingHTTPServer):
    """A fake container (/invocations, /ping), SageMaker runtime and S3. It answers ``answers`` times with a
    review, then with the status ``after`` (None: it closes the connection)."""

    def __init__(self, answers=10**9, after=None):
        self.left, self.after, self.objects, self.lock = answers, after, {}, threading.Lock()
        super().__init__(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, request, client_address):
        """Ignores clients that disconnect."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        if self.path == "/ping":
            return self.answer(200, b"{}")
        body = self.server.objects.get(self.path.split("?")[0])
        return self.answer(404, b"<Error><Code>NoSuchKey</Code></Error>") if body is None else self.answer(200, body)

    def do_PUT(self):
        self.server.objects[self.path.split("?")[0]] = self.rfile.read(int(self.headers["Content-Length"]))
        self.answer(200, b"")

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        with self.server.lock:
            self.server.left -= 1
            ended = self.server.left < 0
        if ended and self.server.after is None:
            self.close_connection = True
            return self.connection.close()
        status, body = (self.server.after, BUSY) if ended else (200, REVIEW)
        if self.path.endswith("/async-invocations"):
            place = "failed" if ended else "outbound"
            self.server.objects[f"/contracts/{place}/1"] = json.dumps(body).encode()
            locations = {
                "X-Amzn-SageMaker-OutputLocation": "s3://contracts/outbound/" + ("2" if ended else "1"),
                "X-Amzn-SageMaker-FailureLocation": "s3://contracts/failed/1",
            }
            return self.answer(202, b'{"InferenceId": "1"}', locations)
        return self.answer(status, json.dumps(body).encode())

    def answer(self, status, body, headers=None):
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Quiet."""


@pytest.fixture
def service():
    made = []

    def make(**how):
        made.append(FakeService(**how))
        return made[-1]

    yield make
    for one in made:
        one.shutdown()
        one.server_close()
