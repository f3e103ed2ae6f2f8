"""A presigned form is good for its place, type and size, as S3 has it."""

from __future__ import annotations

import boto3
import pytest

from deploy.local.aws.upload_form import FormRefused, check


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
