"""Starting, being full, being killed, stopping."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import requests

from chunking.isolation.page_workers import NO_TIME, STARVED

BUSY = {"CONTRACT_REVIEW_CONCURRENCY": "1", "CONTRACT_REVIEW_QUEUE": "1"}


def code(answer):
    return answer.status_code, answer.json()["error"]["code"]


def wait_for_work(server):
    """Until the model process is computing, seen by its processor time."""
    (pid,) = server.model_processes()
    assert server.ping().status_code == 200

    def spent():
        return sum(map(int, Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[11:13]))

    before, until = spent(), time.monotonic() + 30
    while spent() < before + 20 and time.monotonic() < until:
        time.sleep(0.02)


def test_a_server_reports_loading_until_it_is_ready(start, pdf):
    with start(wait=False) as server:
        loading = server.wait_until(503)
        assert code(loading) == (503, "loading") and int(loading.headers["Retry-After"]) > 0
        early = server.post(pdf)
        assert early.status_code == 200 or (code(early) == (503, "loading") and "Retry-After" in early.headers)
        assert server.wait_until(200).json() == {"status": "ready"}


def test_a_full_queue_answers_busy_and_recovers(start, pdf, contract):
    with start(**BUSY) as server, ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(server.post, [contract(25)] * 8))
        refused = [answer for answer in answers if answer.status_code != 200]
        assert len(answers) - len(refused) >= 2 and refused
        assert all(code(answer) == (503, "busy") and "Retry-After" in answer.headers for answer in refused)
        assert server.post(pdf).status_code == 200


def test_sigterm_lets_running_requests_finish_and_refuses_the_rest(start, long_text):
    text = long_text[: len(long_text) // 4]
    with start(CONTRACT_REVIEW_DRAIN_SECONDS="240", **BUSY) as server, ThreadPoolExecutor(2) as pool:
        at_work = pool.submit(server.post, text, "text/plain")
        wait_for_work(server)
        waiting = pool.submit(server.post, text, "text/plain")
        time.sleep(0.3)
        family = server.family()
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(260) == 0
        assert at_work.result().status_code == 200
        assert code(waiting.result()) == (503, "stopping")
        until = time.monotonic() + 10
        while any(Path(f"/proc/{pid}").exists() for pid in family) and time.monotonic() < until:
            time.sleep(0.1)
        assert not [pid for pid in family if Path(f"/proc/{pid}").exists()], "nothing outlives the server"


def test_what_the_drain_cuts_off_is_answered_and_logged(start, long_text):
    with start(CONTRACT_REVIEW_DRAIN_SECONDS="3", **BUSY) as server, ThreadPoolExecutor(2) as pool:
        at_work = pool.submit(server.post, long_text * 4, "text/plain")
        wait_for_work(server)
        head = b"POST /invocations HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 9999\r\n\r\n"
        with socket.create_connection(("127.0.0.1", server.port), timeout=30) as uploading:
            uploading.sendall(head + b"LEASE")
            time.sleep(0.3)
            server.process.send_signal(signal.SIGTERM)
            assert uploading.recv(4096).startswith(b"HTTP/1.1 503 ")
        assert code(at_work.result()) == (503, "stopping")
        assert server.process.wait(40) == 0
        codes = [line["code"] for line in server.log() if line["message"] == "invocation"]
        assert codes == ["stopping", "stopping"]


def test_a_killed_model_process_costs_its_requests_and_is_started_again(start, pdf, long_text):
    with start() as server, ThreadPoolExecutor(1) as pool:
        lost = pool.submit(server.post, long_text, "text/plain")
        wait_for_work(server)
        os.kill(server.model_processes()[0], signal.SIGKILL)
        answer = lost.result(timeout=60)
        assert code(answer) == (500, "internal") and answer.json()["error"]["details"]["id"]
        server.wait_until(200)
        assert server.post(pdf).status_code == 200
        assert any(line["message"] == "model process restarted" for line in server.log())


def test_ping_says_why_a_model_cannot_be_loaded(start, tmp_path, pdf):
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "config.json").write_text('{"architectures": ["BertForTokenClassification"]}')
    with start(wait=False, CONTRACT_REVIEW_MODEL=str(folder)) as server:
        until = time.monotonic() + 60
        while "model.safetensors" not in server.wait_until(503).text and time.monotonic() < until:
            time.sleep(0.1)
        assert "has no model.safetensors" in server.ping().json()["error"]["message"]
        assert code(server.post(pdf)) == (503, "loading")


def test_a_wrong_setting_stops_the_start(start):
    with start(wait=False, CONTRACT_REVIEW_QUEUE="many") as server:
        assert server.process.wait(30) == 1


def test_reading_stops_at_its_limit_and_the_review_says_what_is_missing(start, contract):
    with start(CONTRACT_REVIEW_READ_SECONDS="0.1") as server:
        answer = server.post(contract(300))
        if answer.status_code != 200:  # not one page in time; on a busy machine that is not the document's fault
            assert code(answer) in [(422, "took_too_long"), (503, "busy")]
        else:
            unread = answer.json()["document"]["unread"]
            assert unread and {page["reason"] for page in unread} <= {NO_TIME, STARVED}


def test_an_upload_that_stalls_past_its_limit_is_given_up(start, pdf):
    with start(CONTRACT_REVIEW_UPLOAD_SECONDS="0.5", **BUSY) as server:
        head = b"POST /invocations HTTP/1.1\r\nHost: x\r\nContent-Type: application/pdf\r\nContent-Length: 9999\r\n\r\n"
        with socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection:
            connection.sendall(head + b"%PDF-")
            answer = connection.recv(4096)
        assert not answer or b" 400 " in answer.split(b"\r\n")[0]
        assert server.post(pdf).status_code == 200


def test_ping_answers_while_uploads_hang(start, pdf):
    with start(**BUSY) as server:
        head = b"POST /invocations HTTP/1.1\r\nHost: x\r\nContent-Type: application/pdf\r\nContent-Length: 9999\r\n\r\n"
        hanging = [socket.create_connection(("127.0.0.1", server.port), timeout=20) for _ in range(2)]
        for connection in hanging:
            connection.sendall(head)
        time.sleep(0.3)
        assert server.ping().status_code == 200
        assert requests.post(f"{server.url}/invocations", data=pdf, timeout=20).status_code in {415, 503}
        for connection in hanging:
            connection.close()


STOPPED_AT_THE_FORK = """
import os, signal, time
from serve.config import Config
from serve.server import Server

def stop_the_server(arbiter, worker):
    os.kill(os.getppid(), signal.SIGTERM)
    time.sleep(1)  # while the signal is passed on

server = Server(Config.from_environment(os.environ))
server.cfg.set("post_fork", stop_the_server)
server.run()
"""


def test_a_sigterm_that_comes_before_the_worker_has_handlers_is_obeyed():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {"SAGEMAKER_BIND_TO_PORT": str(port), "CONTRACT_REVIEW_DRAIN_SECONDS": "100"}
    # else the server would wait for the drain to end
    subprocess.run([sys.executable, "-c", STOPPED_AT_THE_FORK], env=os.environ | settings, timeout=60, check=True)
