"""A bucket of versions, delete markers and more objects than one call takes is emptied: by ``down``, and by the
commands that it prints and the README names."""

from __future__ import annotations

import itertools
import json
import re
import shlex
from pathlib import Path

import boto3
import jmespath
import pytest
from botocore.exceptions import ClientError
from moto.s3.models import s3_backends

from deploy.cloud import Cloud
from deploy.cloudformation import stack
from deploy.commands import retained_resources

ACCOUNT = "123456789012"
pytestmark = pytest.mark.filterwarnings("ignore:Tried to parse AWS..S3..BucketPolicy")  # moto has none

README = Path(__file__).parents[4] / "deploy" / "README.md"
LONGEST_ARGUMENT = 128 << 10  # bytes; Linux's limit


@pytest.fixture
def bucket(account, service):
    """The contracts' bucket: 1,100 versions of 1,005 objects, and 100 delete markers."""
    name, moto = stack.outputs(account.root)["BucketName"], s3_backends[ACCOUNT]["aws"]
    # Moto does not read the template's VersioningConfiguration.
    boto3.client("s3").put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
    keys = [f"inbound/{number:04}/A \"lease\", 'ä' & <b>.pdf" for number in range(1005)]
    for key in [*keys, *keys[:95]]:
        moto.put_object(name, key, b"x")
    for key in keys[:100]:
        moto.delete_object(name, key)
    answer = boto3.client("s3").list_object_versions(Bucket=name, MaxKeys=1000)
    assert answer["IsTruncated"] and {"Versions", "DeleteMarkers"} <= set(answer)
    return name


def test_down_empties_it(account, deploy, bucket):
    assert deploy("down", "--delete-contracts", "--yes")[0] == 0
    assert bucket not in {one["Name"] for one in boto3.client("s3").list_buckets()["Buckets"]}


def test_down_says_what_it_could_not_delete(account, refused, bucket):
    denied = {"Key": "inbound/1", "Code": "AccessDenied", "Message": "Access Denied"}
    account.DeleteObjects = lambda asked: {"Errors": [denied]} if asked["Bucket"] == bucket else None
    said = refused("down", "--delete-contracts", "--yes")
    assert "could not be deleted; the first is inbound/1. AccessDenied: Access Denied." in said


def test_the_commands_that_down_prints_empty_it(bucket, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    cloud = Cloud(boto3.Session(), "reviews", ACCOUNT, "eu-west-1", "arn:aws:iam::123456789012:root")
    remove = retained_resources.Kept("Bucket", bucket).commands(cloud)[1]
    empties(bucket, re.findall("`(aws s3api .*?)`", remove))


def test_the_commands_of_the_readme_empty_it(bucket, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = README.read_text().replace("\\\n", " ")
    empties("BUCKET", [line.strip() for line in text.splitlines() if line.strip().startswith("aws s3api ")], bucket)


def empties(named, commands, bucket=None):
    """Runs the first two until nothing is left, then the last."""
    listing, delete, remove = (command.replace(named, bucket or named) for command in commands)
    rounds = 0
    while True:
        aws(listing)
        if not json.loads(Path("versions.json").read_text())["Objects"]:
            break
        assert aws(delete) is None
        rounds += 1
    assert rounds == 2
    aws(remove)
    with pytest.raises(ClientError):
        boto3.client("s3").head_bucket(Bucket=bucket or named)


def aws(command):
    """What the AWS CLI does with a command: one call without pagination, a query on its answer, a file for it."""
    words = shlex.split(command)
    assert max(len(word.encode()) for word in words) < LONGEST_ARGUMENT
    output = Path(words[words.index(">") + 1]) if ">" in words else None
    operation, options = words[2], dict(itertools.pairwise(words))
    asked = {"Bucket": options["--bucket"]}
    if "--delete" in options:
        asked["Delete"] = json.loads(Path(options["--delete"].removeprefix("file://")).read_text())
    else:
        assert operation != "list-object-versions" or "--no-paginate" in words
    answer = getattr(boto3.client("s3"), operation.replace("-", "_"))(**asked)
    found = jmespath.search(options["--query"], answer) if "--query" in options else None
    if output:
        output.write_text(json.dumps(found))
    return found
