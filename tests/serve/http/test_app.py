"""What a client of the running server gets."""

from __future__ import annotations

import csv
import datetime
import gzip
import io
import json
import os
import socket
import threading
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor

import docx
import jsonschema
import openpyxl
import pytest
import requests
from icalendar import Calendar

from model.schema import Review, json_schema
from serve.output.media_types import CALENDAR, CSV, DOCX, XLSX

NAMED = {
    "X_Amzn_SageMaker_Custom_Attributes": "matter=4711",
    "X_Amzn_SageMaker_Inference_Id": "case-12",
}


def code(answer):
    error = answer.json()["error"]
    assert set(error) == {"code", "message", "details"} and error["message"].endswith(".")
    assert "Traceback" not in answer.text
    return answer.status_code, error["code"]


def comparable(review):
    """A review without what differs from request to request."""
    return {key: value for key, value in review.items() if key not in {"timing", "request"}}


def test_a_pdf_becomes_a_review_that_keeps_the_published_schema(server, pdf):
    answer = server.post(pdf)
    assert answer.status_code == 200 and answer.headers["Content-Type"] == "application/json"
    jsonschema.validate(answer.json(), json_schema())
    found = {clause["category"]: clause["text"] for clause in answer.json()["clauses"]}
    assert "laws of the State of New York" in found["Governing Law"]
    assert answer.json()["summary"]["governing_law"]["value"] == "New York"


def test_the_whole_text_comes_with_the_review_if_it_is_asked_for(server, pdf):
    asked = server.post(pdf, X_Amzn_SageMaker_Custom_Attributes="matter=4711,text=yes").json()
    text = asked["document"]["text"]
    assert asked["clauses"] and all(text[slice(*clause["interval"])] == clause["text"] for clause in asked["clauses"])
    assert server.post(pdf).json()["document"]["text"] is None


def test_plain_text_is_reviewed_without_boxes(server):
    text = "LEASE\n\nThis Lease is governed by the laws of the State of Ohio.\n"
    review = Review.model_validate_json(server.post(text, "text/plain; charset=utf-8").content)
    assert review.clauses and all(not clause.boxes and clause.text in text for clause in review.clauses)


def test_a_word_file_is_reviewed_with_its_numbers_and_comments(server, word_file):
    answer = server.post(word_file, DOCX)
    assert answer.status_code == 200
    jsonschema.validate(answer.json(), json_schema())
    review = Review.model_validate_json(answer.content)
    assert review.summary.governing_law.value == "New York"
    (law,) = [clause for clause in review.clauses if clause.category == "Governing Law"]
    assert law.heading == ["2."] and law.text.endswith("the laws of the State of New York.")
    assert [note.text for note in review.document.notes] == ["Once a year is enough."]
    assert "Larkfield Mills" in server.post(word_file, DOCX, Accept="text/html").text


def test_a_word_file_comes_back_with_the_flags_as_comments_if_that_is_asked_for(server, word_file):
    flags = server.post(word_file, DOCX).json()["flags"]
    answer = server.post(word_file, DOCX, Accept=DOCX)
    assert answer.status_code == 200 and answer.headers["Content-Type"] == DOCX
    comments = [one for one in docx.Document(io.BytesIO(answer.content)).comments if one.author == "contract-review"]
    assert len(comments) == len(flags)


def test_comments_in_a_pdf_are_not_acceptable(server, pdf):
    answer = server.post(pdf, Accept=DOCX)
    assert code(answer) == (406, "not_acceptable") and ".docx" in answer.json()["error"]["message"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"", (400, "not_a_docx")),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504), (400, "not_a_docx")),
        (b"PK\x03\x04" + bytes(1000), (422, "damaged_docx")),
    ],
    ids=["empty", "a .doc", "damaged"],
)
def test_a_body_that_is_not_a_word_file_gets_an_error_that_says_what_is_wrong(server, body, expected):
    assert code(server.post(body, DOCX)) == expected


def test_a_word_file_sent_as_a_pdf_is_refused_with_its_media_type(server, word_file):
    answer = server.post(word_file)
    assert code(answer) == (400, "not_a_pdf") and DOCX in answer.json()["error"]["message"]


def test_html_is_sent_on_request_and_json_otherwise(server, pdf):
    page = server.post(pdf, Accept="text/html")
    assert page.headers["Content-Type"].startswith("text/html") and "data:image/png;base64," in page.text
    for accept in ("*/*", "application/json", "application/json, text/html;q=0.5"):
        assert server.post(pdf, Accept=accept).headers["Content-Type"] == "application/json"


def test_the_row_of_a_table_is_sent_on_request(server, pdf):
    answer = server.post(pdf, Accept=CSV)
    assert answer.status_code == 200 and answer.headers["Content-Type"].startswith(CSV)
    [row] = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert (row["Governing law"], row["Expiration"]) == ("New York", "2027-12-31")
    workbook = server.post(pdf, Accept=XLSX, X_Amzn_SageMaker_Custom_Attributes="name=supply.pdf")
    assert workbook.status_code == 200 and workbook.headers["Content-Type"] == XLSX
    contracts, flags = openpyxl.load_workbook(io.BytesIO(workbook.content)).worksheets
    heads, row = contracts.iter_rows(values_only=True)
    told = dict(zip(heads, row, strict=True))
    assert told["File"] == "supply.pdf" and told["Expiration"] == datetime.datetime(2027, 12, 31)
    assert flags.max_row - 1 == len(server.post(pdf).json()["flags"]) > 0


def test_a_calendar_of_the_deadlines_is_sent_on_request(server, pdf):
    answer = server.post(pdf, Accept=CALENDAR)
    assert answer.status_code == 200 and answer.headers["Content-Type"].startswith(CALENDAR)
    [end] = Calendar.from_ical(answer.content).events
    assert end.start == datetime.date(2027, 12, 31) and end["summary"].startswith("Ends: SUPPLY AGREEMENT")
    note = "PROMISSORY NOTE\n\nThis Note shall be governed by the laws of the State of Ohio.\n"
    assert Calendar.from_ical(server.post(note, "text/plain", Accept=CALENDAR).content).events == []


def test_an_error_is_json_whatever_was_asked_for(server):
    answer = server.post(b"hello", Accept=CSV)
    assert code(answer) == (400, "not_a_pdf") and answer.headers["Content-Type"] == "application/json"


def test_every_answer_names_its_length_and_keeps_its_headers_small(server, pdf):
    for answer in (server.ping(), server.post(pdf, **NAMED), server.post(b""), requests.get(server.url, timeout=10)):
        assert int(answer.headers["Content-Length"]) == len(answer.content) > 0
        assert sum(len(name) + len(value) + 4 for name, value in answer.headers.items()) < 4096


def test_the_callers_ids_come_back_in_the_review_and_stand_in_the_log(server, pdf):
    assert server.post(pdf, **NAMED).json()["request"] == {"id": "case-12", "custom_attributes": "matter=4711"}
    line = next(line for line in server.log() if line.get("request") == "case-12")
    assert line["custom_attributes"] == "matter=4711" and line["status"] == 200 and line["pages"] == 1


def test_the_log_holds_no_words_of_a_contract(server, pdf):
    server.post(pdf)
    server.post(pdf[:200])
    assert "Larkfield" not in json.dumps(server.log())


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"", (400, "not_a_pdf")),
        (b"hello", (400, "not_a_pdf")),
        (os.urandom(30 << 20), (400, "not_a_pdf")),
        (b"%PDF-1.7\n" + bytes(1000), (422, "damaged_pdf")),
        (bytes(41 << 20), (413, "too_large")),
    ],
    ids=["empty", "not a PDF", "30 MB of noise", "a damaged PDF", "too many bytes"],
)
def test_a_body_that_is_not_a_contract_gets_an_error_that_says_what_is_wrong(server, body, expected):
    assert code(server.post(body)) == expected


def test_pdfs_that_cannot_be_reviewed_are_refused_with_their_reason(server, locked_pdf, empty_page_pdf, contract):
    assert code(server.post(locked_pdf)) == (422, "locked_pdf")
    assert code(server.post(empty_page_pdf)) == (422, "no_text")
    assert code(server.post(contract(61))) == (422, "too_many_pages")


def test_a_body_without_a_length_is_read_up_to_the_limit(server, pdf):
    assert server.post(iter([pdf[:500], pdf[500:]])).status_code == 200
    assert code(server.post(iter([bytes(1 << 20)] * 41))) == (413, "too_large")


def test_requests_that_the_routes_do_not_serve_are_refused(server, pdf):
    assert code(server.post(pdf, "image/png")) == (415, "unsupported_media_type")
    assert code(server.post(pdf, Accept="image/png")) == (406, "not_acceptable")
    assert code(requests.get(f"{server.url}/review", timeout=10)) == (404, "not_found")
    assert code(requests.get(f"{server.url}/invocations", timeout=10)) == (405, "method_not_allowed")


@pytest.mark.parametrize("body", [b"{", b"[]", b'{"uri": 1}', b'{"s3_uri": 5}', b'{"s3_uri": "http://x/y"}'])
def test_an_invalid_reference_is_a_bad_request(server, body):
    assert code(server.post(body, "application/json")) == (400, "bad_request")


def test_a_bucket_that_is_not_allowed_is_not_read(server):
    body = json.dumps({"s3_uri": "s3://someone-elses/contract.pdf"})
    assert code(server.post(body, "application/json")) == (403, "not_allowed")


def test_an_upload_that_stops_half_way_costs_nothing_but_itself(server, pdf):
    head = b"POST /invocations HTTP/1.1\r\nHost: x\r\nContent-Type: application/pdf\r\nContent-Length: 100000\r\n\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
        connection.sendall(head + pdf[:1000])
        connection.shutdown(socket.SHUT_WR)
        answer = connection.recv(4096)
    assert not answer or b" 400 " in answer.split(b"\r\n")[0]
    assert server.post(pdf).status_code == 200


def test_many_at_once_get_what_each_would_get_alone_while_ping_answers(server, contract):
    bodies = [contract(pages) for pages in (1, 3, 9)] + [b"not a contract"]
    alone = [server.post(body) for body in bodies]
    stop, pings = threading.Event(), []

    def watch():
        while not stop.is_set():
            pings.append(server.ping().status_code)
            time.sleep(0.05)

    watcher = threading.Thread(target=watch)
    watcher.start()
    with ThreadPoolExecutor(12) as pool:
        together = list(pool.map(server.post, bodies * 6))
    stop.set()
    watcher.join()
    assert set(pings) == {200} and len(pings) > 3
    for number, answer in enumerate(together):
        expected = alone[number % len(bodies)]
        assert answer.status_code == expected.status_code
        if answer.status_code == 200:
            assert_alike(comparable(answer.json()), comparable(expected.json()))


def assert_alike(review, other):
    """Equal but for scores, which differ in the last places when windows are padded in other company."""
    for part in ("document", "model"):
        assert review[part] == other[part]
    places = [(clause["category"], clause["interval"]) for clause in review["clauses"]]
    assert places == [(clause["category"], clause["interval"]) for clause in other["clauses"]]
    for clause, twin in zip(review["clauses"], other["clauses"], strict=True):
        assert clause["score"] == pytest.approx(twin["score"], abs=1e-3)


TEXT = "SUPPLY AGREEMENT\n\nThis Agreement is made between Müller & Söhne GmbH (“Seller”) and Larkfield Mills, Inc."


@pytest.mark.parametrize(
    ("encoding", "media", "remarks"),
    [
        ("utf-8", "text/plain", 0),
        ("windows-1252", "text/plain; charset=windows-1252", 0),
        ("utf-16", "text/plain", 0),
        ("utf-16-le", "text/plain; charset=UTF-16LE", 0),
        ("windows-1252", "text/plain", 1),
        ("utf-16-be", "text/plain", 1),
        ("windows-1252", "text/plain; charset=utf-8", 1),
    ],
)
def test_a_text_is_read_in_its_encoding_and_a_guess_is_a_remark(server, encoding, media, remarks):
    review = server.post(TEXT.encode(encoding), media).json()
    assert "Müller & Söhne GmbH" in json.dumps(review, ensure_ascii=False)
    assert len(review["document"]["remarks"]) == remarks


def test_a_pdf_sent_as_text_and_a_zip_archive_are_recognized(server, pdf):
    answer = server.post(pdf, "text/plain")
    assert answer.status_code == 415 and "application/pdf" in answer.json()["error"]["message"]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("one.pdf", pdf)
        archive.writestr("two.pdf", pdf)
    answer = server.post(packed.getvalue())
    assert answer.status_code == 400 and "ZIP" in answer.json()["error"]["message"]


@pytest.mark.parametrize("accept", ["application/json; charset=utf-8", "application/json;charset=UTF-8, */*;q=0.1"])
def test_parameters_in_accept_are_no_reason_to_refuse(server, pdf, accept):
    assert server.post(pdf, Accept=accept).status_code == 200


def test_an_encoded_body_is_refused_as_such(server, pdf):
    answer = server.post(gzip.compress(pdf), Content_Encoding="gzip")
    assert answer.status_code == 415 and "Content-Encoding" in answer.json()["error"]["message"]


@pytest.mark.parametrize(
    "attributes", ["matter=1&password = opensesame", '{"password": "opensesame", "matter": 1}', "Password: opensesame"]
)
def test_a_password_in_any_spelling_opens_the_file_and_appears_nowhere_else(server, locked_pdf, attributes):
    answer = server.post(locked_pdf, X_Amzn_SageMaker_Custom_Attributes=attributes)
    assert answer.status_code == 200 and "opensesame" not in answer.text
    assert "opensesame" not in json.dumps(server.log())


POST = "POST /invocations HTTP/1.1\r\nHost: x\r\n"


def test_a_body_that_will_be_refused_is_never_requested(server):
    """Expect: 100-continue, as curl sends it with large files."""
    head = POST + "Content-Type: {}\r\nContent-Length: {}\r\nExpect: 100-continue\r\n\r\n"

    def first_line(media, length):
        with socket.create_connection(("127.0.0.1", server.port), 60) as connection:
            connection.sendall(head.format(media, length).encode())
            return connection.makefile("rb").readline().split()[1]

    assert first_line("application/pdf", 1 << 30) == b"413"
    assert first_line("image/png", 10) == b"415"
    assert first_line("application/pdf", 10) == b"100"


def test_transfer_codings_that_are_not_decoded_are_refused(server):
    head = POST + "Content-Type: application/pdf\r\nTransfer-Encoding: {}\r\n\r\n0\r\n\r\n"
    for coding in ("gzip, chunked", "br, chunked", "gzip"):
        with socket.create_connection(("127.0.0.1", server.port), 60) as connection:
            connection.sendall(head.format(coding).encode())
            assert connection.makefile("rb").readline().split()[1] in (b"400", b"415", b"501")
