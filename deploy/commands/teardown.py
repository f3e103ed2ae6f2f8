"""``deploy down``: removes the service, and contracts only on request."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from botocore.exceptions import ClientError

from chunking.errors import NotDeployed
from deploy.artifacts import artifact_storage
from deploy.cloud import Cloud, counted, sentence
from deploy.cloudformation import stack
from deploy.commands import retained_resources

_KEY_DAYS = 30  # KMS waits 7 to 30 days before a key is gone; until then the deletion can be taken back


def add_action(actions: Any, add: Callable[..., argparse.ArgumentParser]) -> None:
    """Adds down."""
    down = add(actions, "down", _down, "remove the service; contracts and reviews are kept unless you say otherwise")
    down.add_argument(
        "--delete-contracts", action="store_true", help="delete contracts, reviews and rows, too; asks first"
    )
    down.add_argument("--yes", action="store_true", help="do not ask")


def _down(options: argparse.Namespace, cloud: Cloud) -> int:
    names = [name for name in (cloud.name, artifact_storage.stack_name(cloud.name)) if stack.described(cloud, name)]
    kept = retained_resources.of_stack(cloud) if cloud.name in names else retained_resources.of_earlier_stacks(cloud)
    if not names and not (kept and options.delete_contracts):
        print(f"There is no stack {cloud.name} in {cloud.region}.")
        _say_kept(cloud, kept)
        return 0
    removed = [_described(cloud, name) for name in names]
    _confirm(options, cloud, removed, kept)
    for name, logical in ((cloud.name, "Page"), (artifact_storage.stack_name(cloud.name), "")):
        place = stack.physical(cloud, name, logical) if logical else name
        bucket = stack.physical(cloud, place, "Bucket") if place else None
        if bucket:
            _empty(cloud, bucket)
    for name in names:
        stack.remove(cloud, name, stack.say)
    for one in removed:
        print(f"Deleted: {one}")
    if options.delete_contracts:
        _delete(cloud, kept)
    else:
        _say_kept(cloud, kept)
    return 0


def _described(cloud: Cloud, name: str) -> str:
    """A stack and what goes with it, in words."""
    if name == cloud.name:
        return f"the stack {name}: the endpoint and everything around it"
    holds = "images and model archives"
    with suppress(ClientError):  # who may not list them may still remove the stack
        bucket, repository = (stack.physical(cloud, name, logical) for logical in ("Bucket", "Repository"))
        models = _count(cloud, bucket, "models/") if bucket else 0
        holds = f"{counted(_images(cloud, repository), 'image')} and {counted(models, 'model archive')}"
    return f"the stack {name}: templates, code, {holds}"


def _images(cloud: Cloud, repository: str | None) -> int:
    if not repository:
        return 0
    pages = cloud.client("ecr").get_paginator("list_images").paginate(repositoryName=repository)
    return len({image["imageDigest"] for page in pages for image in page["imageIds"]})


def _say_kept(cloud: Cloud, kept: list[retained_resources.Kept]) -> None:
    if not kept:
        return
    print("Kept:")
    for one in kept:
        print(f"  {one.what}: {one.name}")
        for command in one.commands(cloud):
            print(f"    {command}")
    print(f"To delete all of it: {cloud.hint('down', '--delete-contracts')} (for 90 days; then the commands above)")


def _confirm(
    options: argparse.Namespace, cloud: Cloud, removed: list[str], kept: list[retained_resources.Kept]
) -> None:
    """Has the person type a name: the stack's, or the bucket's if contracts are to be deleted, too."""
    if options.yes:
        return
    lines = [f"Will be removed in {cloud.region}: {one}." for one in removed]
    buckets = [one.name for one in kept if one.logical == "Bucket"]
    word = buckets[0] if options.delete_contracts and buckets else cloud.name
    if options.delete_contracts:
        lines += [
            f"{counted(_count(cloud, one), 'object')} in {one}, contracts and reviews, will be permanently deleted."
            for one in buckets
        ]
        lines += [f"{one.what} will be permanently deleted: {one.name}." for one in kept if one.logical != "Bucket"]
    elif kept:
        lines.append("Contracts and reviews are kept.")
    text = "\n".join(lines)
    if not sys.stdin.isatty():
        raise NotDeployed(f"{text} There is no terminal to confirm this on; use --yes.")
    print(f"{text}\nType {word} to go on: ", end="", flush=True)
    if sys.stdin.readline().strip() != word:
        raise NotDeployed("Nothing was removed.")


def _count(cloud: Cloud, bucket: str, prefix: str = "") -> int:
    pages = cloud.client("s3").get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix)
    return sum(page["KeyCount"] for page in pages)


def _empty(cloud: Cloud, bucket: str) -> None:
    """Removes every object with all its versions. Raises NotDeployed.

    It lists from the start each time: where a page began may be among what was deleted.
    """
    s3 = cloud.client("s3")
    while True:
        page = s3.list_object_versions(Bucket=bucket)
        objects = [
            {"Key": one["Key"], "VersionId": one["VersionId"]}
            for one in page.get("Versions", []) + page.get("DeleteMarkers", [])
        ]
        if not objects:
            return
        answer = s3.delete_objects(Bucket=bucket, Delete={"Objects": objects, "Quiet": True})
        if wrong := answer.get("Errors"):
            first = wrong[0]
            why = sentence(f"{first['Code']}: {first.get('Message', '')}")
            raise NotDeployed(
                f"{counted(len(wrong), 'object')} in {bucket} could not be deleted; the first is {first['Key']}. "
                f"{why} Once that is settled, run the same command again."
            )


def _delete(cloud: Cloud, kept: list[retained_resources.Kept]) -> None:
    for one in kept:
        if one.is_bucket:
            _empty(cloud, one.name)
            cloud.client("s3").delete_bucket(Bucket=one.name)
        elif one.logical == "Contracts":
            cloud.client("dynamodb").delete_table(TableName=one.name)
        else:
            cloud.client("kms").schedule_key_deletion(KeyId=one.name, PendingWindowInDays=_KEY_DAYS)
        print(f"Deleted: {one.what}: {one.name}" + (f" (in {_KEY_DAYS} days)" if one.logical == "Key" else ""))
    if not kept:
        print("There were no contracts to delete.")
