"""``corrections export``: what people marked, fetched from a stack with its reviews, as annotated contracts."""

from __future__ import annotations

import argparse
import json

import boto3
import pytest

from chunking.errors import ContractReviewError
from deploy.corrections.command import add_arguments
from deploy.functions import contract_table, marks, s3_objects
from model.dataset import read_contracts

pytestmark = pytest.mark.filterwarnings("ignore:Tried to parse AWS..S3..BucketPolicy")  # moto has none

NAME = "reviews"
TEXT = "The law of Utah governs. Tenant insures the house."
LAW = {"interval": [0, 24], "text": "The law of Utah governs."}
HOUSE = {"interval": [25, 50], "text": TEXT[25:], "boxes": []}
REVIEW = {
    "document": {"text": TEXT},
    "summary": {"document_type": None},
    "model": {"thresholds": {"Governing Law": 0.5}},
    "clauses": [{"category": "Governing Law", "found": True, **LAW}],
}
COMPLETE = {"contract:review": {"complete": True}}


@pytest.fixture
def reviewed(account, deploy, service, pdf, tmp_path):
    """The rows of this many contracts that were submitted and reviewed."""

    def made(count, review=REVIEW):
        for _ in range(count):
            assert deploy("submit", str(pdf), "--watch", "-o", str(tmp_path / "reviews"))[0] == 0
        rows = contract_table.listed(account_caller(), 100)
        for row in rows:
            bucket, key = s3_objects.split(row["output_uri"])
            boto3.client("s3").put_object(Bucket=bucket, Key=key, Body=json.dumps(review))
        return rows

    return made


def account_caller():
    return boto3.client("sts").get_caller_identity()["Arn"]


@pytest.fixture
def export(account, tmp_path, capsys):
    parser = argparse.ArgumentParser()
    add_arguments(parser)

    def run():
        out = tmp_path / "more.jsonl.gz"
        options = parser.parse_args(["export", "--out", str(out), "--name", NAME])
        assert options.run(options) == 0
        return read_contracts(out), capsys.readouterr()

    return run


def test_marked_contracts_are_written_as_annotations(reviewed, export):
    whole, part, untouched = reviewed(3)
    marks.change(whole, COMPLETE)
    marks.change(part, {"added:1": {"category": "Insurance", "span": HOUSE}})
    marks.change(untouched, {"flag:x:1": {"done": True}})
    found, said = export()
    by_title = {contract.title: contract for contract in found}
    assert set(by_title) == {f"Lease ({row['contract_id'][:8]})" for row in (whole, part)}
    read, added = (by_title[f"Lease ({row['contract_id'][:8]})"] for row in (whole, part))
    assert read.complete and read.clauses == {"Governing Law": [(0, 24)]} and read.text == TEXT
    assert not added.complete and added.clauses == {"Insurance": [(25, 50)]}
    assert "2 contracts, 1 of them fully reviewed" in said.out
    assert "Clauses: 0 right, 0 wrong, 0 changed, 1 added" in said.out


def test_one_contract_is_counted_in_the_singular(reviewed, export):
    (only,) = reviewed(1)
    marks.change(only, COMPLETE)
    assert "1 contract, 1 of them fully reviewed" in export()[1].out


def test_marks_are_found_over_all_pages_of_the_table(reviewed, export, monkeypatch):
    rows = reviewed(3)
    for row in rows:
        marks.change(row, COMPLETE)
    real = boto3.resource("dynamodb").meta.client.__class__._make_api_call

    def one_at_a_time(client, operation, asked):
        return real(client, operation, {**asked, "Limit": 1} if operation == "Scan" else asked)

    monkeypatch.setattr("botocore.client.BaseClient._make_api_call", one_at_a_time)
    assert len(export()[0]) == 3


def test_a_review_that_cannot_be_used_is_named_and_costs_no_other(reviewed, export):
    rows = reviewed(2)
    for row in rows:
        marks.change(row, COMPLETE)
    older = {**REVIEW, "document": {}}
    bucket, key = s3_objects.split(rows[0]["output_uri"])
    boto3.client("s3").put_object(Bucket=bucket, Key=key, Body=json.dumps(older))
    found, said = export()  # the text of an older review is read from its file, which is no PDF here
    assert len(found) == 1 and "Lease.pdf is left out: " in said.err


def test_without_marks_there_is_nothing_to_export(reviewed, export):
    reviewed(1)
    with pytest.raises(ContractReviewError, match="nothing to export"):
        export()


def test_a_folder_of_no_local_service_is_refused(export, tmp_path):
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    options = parser.parse_args(["export", "--out", str(tmp_path / "x"), "--local", str(tmp_path)])
    with pytest.raises(ContractReviewError, match="printed when it started"):
        options.run(options)
