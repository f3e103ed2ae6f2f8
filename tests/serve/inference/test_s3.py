"""Documents by reference, from a real S3 API that runs here."""

from __future__ import annotations

import gzip
import json

import boto3
import pytest
from moto.server import ThreadedMotoServer

from chunking.errors import BadRequest, InternalError, NotAllowed, NotFound, TooLarge, UnsupportedMediaType
from serve.config import Config
from serve.inference.handlers import read_submission
from serve.inference.s3 import fetch
from serve.output.media_types import DOCX

BUCKET = "legalops-contracts"
ALLOWED = frozenset({BUCKET})


@pytest.fixture(scope="module")
def aws():
    """Settings under which boto3 talks to the S3 of this test."""
    server = ThreadedMotoServer(port=0)
    server.start()
    _, port = server.get_host_and_port()
    yield {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    server.stop()


@pytest.fixture
def bucket(aws, monkeypatch):
    for name, value in aws.items():
        monkeypatch.setenv(name, value)
    client = boto3.client("s3")
    client.create_bucket(Bucket=BUCKET)
    yield client
    client.close()


def test_a_contract_in_an_allowed_bucket_is_reviewed_under_its_own_name(start, aws, bucket, pdf):
    bucket.put_object(Bucket=BUCKET, Key="inbound/supply.pdf", Body=pdf)
    bucket.put_object(Bucket=BUCKET, Key="inbound/note.txt", Body=b"This Note is governed by the laws of Ohio.")
    with start(CONTRACT_REVIEW_S3_BUCKETS=f"others, {BUCKET}", **aws) as server:
        for key, pages in (("supply.pdf", 1), ("note.txt", None)):
            body = json.dumps({"s3_uri": f"s3://{BUCKET}/inbound/{key}"})
            document = server.post(body, "application/json").json()["document"]
            assert (document["name"], document["pages"]) == (key, pages)
        gone = server.post(json.dumps({"s3_uri": f"s3://{BUCKET}/inbound/gone.pdf"}), "application/json")
        assert (gone.status_code, gone.json()["error"]["code"]) == (404, "not_found")


def test_an_object_is_fetched_as_it_is(bucket):
    bucket.put_object(Bucket=BUCKET, Key="a b/ü.pdf", Body=b"bytes")
    assert fetch(f"s3://{BUCKET}/a b/ü.pdf", ALLOWED, 100).data == b"bytes"


def test_a_text_is_read_in_the_encoding_that_it_was_stored_with(bucket):
    law = "Настоящий договор регулируется правом штата Огайо."
    content_type = "text/plain; charset=windows-1251"
    bucket.put_object(Bucket=BUCKET, Key="contract", Body=law.encode("cp1251"), ContentType=content_type)
    reference = json.dumps({"s3_uri": f"s3://{BUCKET}/contract"}).encode()
    config = Config(s3_buckets=ALLOWED)
    assert read_submission(reference, "application/json", config, charset="utf-8").document.text == law


@pytest.mark.parametrize(("key", "stored_as"), [("supply.docx", "binary/octet-stream"), ("supply", DOCX)])
def test_a_word_file_is_known_by_its_key_or_its_content_type(bucket, word_file, key, stored_as):
    bucket.put_object(Bucket=BUCKET, Key=key, Body=word_file, ContentType=stored_as)
    reference = json.dumps({"s3_uri": f"s3://{BUCKET}/{key}"}).encode()
    document = read_submission(reference, "application/json", Config(s3_buckets=ALLOWED)).document
    assert "4. Audit. Buyer may inspect" in document.text


def test_a_compressed_object_is_named_as_one(bucket):
    bucket.put_object(Bucket=BUCKET, Key="a.txt", Body=gzip.compress(b"LEASE"), ContentEncoding="gzip")
    with pytest.raises(UnsupportedMediaType, match="compressed"):
        fetch(f"s3://{BUCKET}/a.txt", ALLOWED, 100)


def test_an_object_over_the_limit_is_not_fetched(bucket):
    bucket.put_object(Bucket=BUCKET, Key="big", Body=bytes(101))
    with pytest.raises(TooLarge, match="100 bytes"):
        fetch(f"s3://{BUCKET}/big", ALLOWED, 100)


def test_what_is_gone_is_not_found(bucket):
    for uri in (f"s3://{BUCKET}/gone", "s3://never-made/gone"):
        with pytest.raises(NotFound):
            fetch(uri, frozenset({BUCKET, "never-made"}), 100)


def test_only_allowed_buckets_are_read():
    with pytest.raises(NotAllowed, match="CONTRACT_REVIEW_S3_BUCKETS"):
        fetch("s3://another-bucket/key", ALLOWED, 100)


@pytest.mark.parametrize("uri", ["", "s3://", "s3://bucket", "s3://bucket/", "http://bucket/key", "s3://UP/key"])
def test_what_is_no_s3_uri_is_a_bad_request(uri):
    with pytest.raises(BadRequest, match="s3://bucket/key"):
        fetch(uri, ALLOWED, 100)


@pytest.mark.parametrize("key", ["../other/secret", "a/../../other", "./a", "a/..", "ü" * 513, "\ud800"])
def test_a_key_that_is_none_or_leads_elsewhere_is_a_bad_request(bucket, key):
    bucket.create_bucket(Bucket="other")
    bucket.put_object(Bucket="other", Key="secret", Body=b"not for this server")
    with pytest.raises(BadRequest, match="key of s3_uri"):
        fetch(f"s3://{BUCKET}/{key}", ALLOWED, 100)


def test_an_s3_that_does_not_answer_is_an_internal_error(monkeypatch, aws):
    for name, value in (aws | {"AWS_ENDPOINT_URL": "http://127.0.0.1:9", "AWS_MAX_ATTEMPTS": "1"}).items():
        monkeypatch.setenv(name, value)
    with pytest.raises(InternalError, match="could not be reached"):
        fetch(f"s3://{BUCKET}/key", ALLOWED, 100)
