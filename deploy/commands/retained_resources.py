"""Lists and deletes the resources that remain after the stack is deleted: contracts, reviews, rows, and their key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from botocore.exceptions import ClientError

from deploy.cloud import Cloud, code
from deploy.cloudformation import stack

# By their names in the storage's template, in the order in which they can be deleted: the contracts' bucket writes its
# access log into the second, and the key is needed to read the others.
_WHAT = {
    "Bucket": "the bucket of contracts and reviews",
    "AccessLogs": "its access log",
    "Contracts": "the table of contracts and marks",
    "Key": "the key that encrypts them",
}
_STORAGE = "Storage"
_GONE = {"404", "NoSuchBucket", "ResourceNotFoundException", "NotFoundException"}


@dataclass(frozen=True, slots=True)
class Kept:
    """A resource that outlives its stack: its name in the template, and its own."""

    logical: str
    name: str

    @property
    def what(self) -> str:
        """What it is, in words."""
        return _WHAT[self.logical]

    @property
    def is_bucket(self) -> bool:
        """Whether it must be emptied before it can be deleted."""
        return self.logical in {"Bucket", "AccessLogs"}

    def commands(self, cloud: Cloud) -> list[str]:
        """The AWS CLI's commands that read and remove it."""
        if self.logical == "Contracts":
            calls = [f"dynamodb scan --table-name {self.name}", f"dynamodb delete-table --table-name {self.name}"]
        elif self.logical == "Key":
            calls = [
                f"kms describe-key --key-id {self.name}",
                f"kms schedule-key-deletion --key-id {self.name} --pending-window-in-days 30",
            ]
        else:
            calls = [f"s3 cp --recursive s3://{self.name} FOLDER", f"s3api delete-bucket --bucket {self.name}"]
        read, remove = map(cloud.aws, calls)
        if self.is_bucket:  # S3 deletes only empty buckets, and earlier versions count
            remove = f"{self._emptying(cloud)}, then {remove}"
        return [f"read:   {read}", f"remove: {remove}"]

    def _emptying(self, cloud: Cloud) -> str:
        """By a file, since a thousand names are longer than a command may be."""
        listed = cloud.aws(
            f"s3api list-object-versions --bucket {self.name} --no-paginate --output json "
            "--query '{Objects: [Versions, DeleteMarkers][].{Key: Key, VersionId: VersionId}}'"
        ).strip("`")
        delete = cloud.aws(f"s3api delete-objects --bucket {self.name} --delete file://versions.json --query Errors")
        return f"`{listed} > versions.json` and {delete}, both again until versions.json holds none"


def of_stack(cloud: Cloud) -> list[Kept]:
    """What will outlive the stack, which exists."""
    storage = stack.physical(cloud, cloud.name, _STORAGE)
    return list(_in_storage(cloud, storage)) if storage else []


def of_earlier_stacks(cloud: Cloud) -> list[Kept]:
    """What earlier stacks of this name left and nobody has deleted or taken over since.

    CloudFormation describes a deleted stack's resources for 90 days.
    """
    pages = cloud.client("cloudformation").get_paginator("list_stacks").paginate(StackStatusFilter=["DELETE_COMPLETE"])
    storages = [
        one["StackId"]
        for page in pages
        for one in page["StackSummaries"]
        if one["StackName"].startswith(f"{cloud.name}-{_STORAGE}-")
        and f":stack/{cloud.name}/" in one.get("ParentId", "")
    ]
    found = [one for storage in storages for one in _in_storage(cloud, storage)]
    return [one for one in dict.fromkeys(found) if _exists(cloud, one) and not _is_in_a_stack(cloud, one)]


def _in_storage(cloud: Cloud, storage: str) -> Iterator[Kept]:
    for logical in _WHAT:
        if name := stack.physical(cloud, storage, logical):
            yield Kept(logical, name)


def _exists(cloud: Cloud, one: Kept) -> bool:
    try:
        if one.logical == "Contracts":
            cloud.client("dynamodb").describe_table(TableName=one.name)
        elif one.logical == "Key":
            state = cloud.client("kms").describe_key(KeyId=one.name)["KeyMetadata"]["KeyState"]
            return bool(state != "PendingDeletion")
        else:
            cloud.client("s3").head_bucket(Bucket=one.name)
    except ClientError as error:
        if code(error) not in _GONE and not (code(error) == "403" and one.is_bucket):
            raise
        return False
    return True


def _is_in_a_stack(cloud: Cloud, one: Kept) -> bool:
    """Whether a stack has it now: a bucket's name can be used again, by a service of another name."""
    try:
        found = cloud.client("cloudformation").describe_stack_resources(PhysicalResourceId=one.name)["StackResources"]
    except ClientError as error:
        if code(error) != "ValidationError":
            raise
        return False
    return any(not resource["ResourceStatus"].startswith("DELETE") for resource in found)
