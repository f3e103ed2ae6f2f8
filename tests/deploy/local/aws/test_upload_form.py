"""A presigned form is good for its place, type and size, and for nobody who signed it himself, as with S3."""

from __future__ import annotations

import base64
import json

import boto3
import pytest
from botocore.config import Config
from botocore.credentials import Credentials

from deploy.local.aws.upload_form import FormRefused, check, check_signature


@pytest.fixture
def fields():
    s3 = boto3.client("s3", aws_access_key_id="x", aws_secret_access_key="x", region_name="us-east-1")
    form = s3.generate_presigned_post(
        "box",
        "inbound/a.pdf",
        Fields={"Content-Type": "application/pdf"},
        Conditions=[{"Content-Type": "application/pdf"}, ["content-length-range", 1, 100]],
    )
    return form["fields"]


def test_what_the_form_allows_is_taken(fields):
    check("box", fields, 100)


@pytest.mark.parametrize(
    ("change", "size", "code", "said"),
    [
        ({"key": "inbound/b.pdf"}, 50, "AccessDenied", 'Policy Condition failed: ["eq", "$key", "inbound/a.pdf"]'),
        ({"Content-Type": "text/html"}, 50, "AccessDenied", "Policy Condition failed"),
        ({"acl": "public-read"}, 50, "AccessDenied", "Extra input fields: acl"),
        ({"policy": "bm8="}, 50, "AccessDenied", "Access Denied"),
        ({}, 101, "EntityTooLarge", "exceeds the maximum allowed size"),
        ({}, 0, "EntityTooSmall", "smaller than the minimum"),
    ],
)
def test_anything_else_is_refused_as_by_s3(fields, change, size, code, said):
    with pytest.raises(FormRefused) as refused:
        check("box", {**fields, **change}, size)
    assert refused.value.code == code and said in refused.value.body()


def test_a_form_of_another_bucket_or_past_its_time_is_refused(fields, monkeypatch):
    with pytest.raises(FormRefused):
        check("other", fields, 50)
    s3 = boto3.client("s3", aws_access_key_id="x", aws_secret_access_key="x", region_name="us-east-1")
    old = s3.generate_presigned_post("box", "inbound/a.pdf", ExpiresIn=-10)["fields"]
    with pytest.raises(FormRefused, match="Policy expired"):
        check("box", old, 50)


KEYS = Credentials("LOCAL1", "local")


def signed(access_key="LOCAL1", secret_key="local", region="us-east-1", version="s3v4"):
    s3 = boto3.client(
        "s3",
        aws_access_key_id=access_key,
        aws_secret_access_key=secret_key,
        region_name=region,
        config=Config(signature_version=version),
    )
    return s3.generate_presigned_post(
        "box", "inbound/a.pdf", Fields={"acl": "private"}, Conditions=[{"acl": "private"}]
    )["fields"]


def test_a_form_that_the_functions_signed_is_taken():
    check_signature(signed(), KEYS, "us-east-1")
    check("box", signed(), 50)


def widened(fields):
    """The same form with a policy for any key, and the old signature."""
    policy = json.loads(base64.b64decode(fields["policy"]))
    policy["conditions"] = [["starts-with", "$key", ""] if "key" in one else one for one in policy["conditions"]]
    return fields | {"policy": base64.b64encode(json.dumps(policy).encode()).decode()}


@pytest.mark.parametrize(
    ("fields", "status", "code"),
    [
        (widened(signed()), 403, "SignatureDoesNotMatch"),
        (signed() | {"x-amz-signature": "0" * 64}, 403, "SignatureDoesNotMatch"),
        (signed() | {"x-amz-signature": "é"}, 403, "SignatureDoesNotMatch"),
        (signed() | {"x-amz-date": "20200101T000000Z"}, 403, "SignatureDoesNotMatch"),
        (signed(secret_key="guessed"), 403, "SignatureDoesNotMatch"),
        (signed(region="eu-west-1"), 403, "SignatureDoesNotMatch"),
        (signed(access_key="AKIASTRANGER"), 403, "InvalidAccessKeyId"),
        (signed(version="s3"), 400, "InvalidRequest"),
        ({name: value for name, value in signed().items() if name != "x-amz-signature"}, 400, "InvalidArgument"),
        ({name: value for name, value in signed().items() if name != "policy"}, 403, "AccessDenied"),
        ({}, 403, "AccessDenied"),
    ],
)
def test_a_form_that_somebody_else_signed_or_changed_is_refused(fields, status, code):
    with pytest.raises(FormRefused) as refused:
        check_signature(fields, KEYS, "us-east-1")
    assert (refused.value.status, refused.value.code) == (status, code)
