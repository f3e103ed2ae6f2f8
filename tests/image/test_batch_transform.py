"""A batch transform: the platform asks for the limits, sends each object of a prefix, and keeps an output of each."""

from __future__ import annotations

import io
import json
from concurrent.futures import ThreadPoolExecutor

import docx
import pytest

PAYLOAD_MB = 6
SETTINGS = {
    "SAGEMAKER_BATCH": "true",
    "SAGEMAKER_MAX_PAYLOAD_IN_MB": str(PAYLOAD_MB),
    "CONTRACT_REVIEW_CONCURRENCY": "2",
}


@pytest.fixture(scope="module")
def service(launch):
    with launch(**SETTINGS, SAGEMAKER_MAX_CONCURRENT_TRANSFORMS="12", CONTRACT_REVIEW_QUEUE="0") as started:
        yield started


def transform(service, prefix, at_once):
    """What the platform does: one record a request, an output beside each input; trouble that passes is tried again."""

    def one(item):
        key, body = item
        for _ in range(3):
            answer = service.post(body)
            if answer.status == 200:
                return f"{key}.out", answer.body
        raise AssertionError(f"the job failed at {key}: {answer.body!r}")

    with ThreadPoolExecutor(at_once) as pool:
        return dict(pool.map(one, prefix.items()))


def word_file():
    file, out = docx.Document(), io.BytesIO()
    file.add_paragraph("SUPPLY AGREEMENT")
    file.add_paragraph("1. Governing law. This Agreement shall be governed by the laws of the State of New York.")
    file.save(out)
    return out.getvalue()


def test_the_limits_that_it_names_are_those_that_the_platform_allows(service):
    limits = service.ask("GET", "/execution-parameters").json()
    assert limits == {"MaxConcurrentTransforms": 2, "BatchStrategy": "SINGLE_RECORD", "MaxPayloadInMB": PAYLOAD_MB}
    assert limits["MaxConcurrentTransforms"] * limits["MaxPayloadInMB"] <= 100


def test_a_prefix_of_good_and_bad_documents_gets_one_output_each(service, contract):
    prefix = {f"inbox/{number}.pdf": contract(1 + number % 2) for number in range(9)}
    bad = {
        "inbox/empty.pdf": (b"", "not_a_pdf"),
        "inbox/letter.doc": (b"\xd0\xcf\x11\xe0 a word processor's", "not_a_pdf"),
        "inbox/ruin.docx": (b"PK\x03\x04" + bytes(100), "damaged_docx"),
        "inbox/ruin.pdf": (b"%PDF-1.4\n" + bytes(3000), "damaged_pdf"),
    }
    prefix["inbox/word.docx"] = word_file()  # sent with the media type of all others
    outputs = transform(service, prefix | {key: body for key, (body, _) in bad.items()}, at_once=12)
    assert set(outputs) == {f"{key}.out" for key in prefix | bad}
    for key in prefix:
        assert json.loads(outputs[f"{key}.out"])["clauses"]
    for key, (_, code) in bad.items():
        assert json.loads(outputs[f"{key}.out"])["error"]["code"] == code


def test_a_record_over_the_jobs_payload_is_told_its_limit(service):
    answer = service.post(bytes((PAYLOAD_MB << 20) + 1))
    assert answer.json()["error"]["details"]["limit"] == PAYLOAD_MB << 20


def test_what_is_no_documents_fault_stays_an_error(service, pdf):
    assert service.post(pdf, "image/png").status == 415
