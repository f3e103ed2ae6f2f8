"""``deploy down``: removes the service, and contracts only on request."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import Any

from chunking.errors import NotDeployed
from deploy import artifacts, stack
from deploy.cloud import Cloud

_KEY_DAYS = 30  # KMS waits 7 to 30 days before a key is gone; until then the deletion can be taken back


def add_action(actions: Any, add: Callable[..., argparse.ArgumentParser]) -> None:
    """Adds down."""
    down = add(actions, "down", _down, "remove the service; contracts and reviews are kept unless you say otherwise")
    down.add_argument(
        "--delete-contracts", action="store_true", help="delete contracts, reviews and rows, too; asks first"
    )
    down.add_argument("--yes", action="store_true", help="do not ask")


def _down(options: argparse.Namespace, cloud: Cloud) -> int:
    names = [cloud.name, artifacts.stack_name(cloud.name)]
    if not any(stack.described(cloud, name) for name in names):
        print(f"There is no stack {cloud.name} in {cloud.region}.")
        return 0
    kept = _kept(cloud)
    _confirm(options, cloud, kept)
    for name, logical in ((cloud.name, "Page"), (names[1], "")):
        place = stack.physical(cloud, name, logical) if logical else name
        bucket = stack.physical(cloud, place, "Bucket") if place else None
        if bucket:
            _empty(cloud, bucket)
    for name in names:
        stack.remove(cloud, name, stack.say)
    if options.delete_contracts:
        _delete(cloud, kept)
    elif kept:
        print("Kept: " + ", ".join(f"{logical} {value}" for logical, value in kept.items()))
    return 0


def _kept(cloud: Cloud) -> dict[str, str]:
    """What outlives the stack, by its name in the storage's template."""
    storage = stack.physical(cloud, cloud.name, "Storage")
    if not storage:
        return {}
    found = {name: stack.physical(cloud, storage, name) for name in ("Bucket", "AccessLogs", "Contracts", "Key")}
    return {name: value for name, value in found.items() if value}


def _confirm(options: argparse.Namespace, cloud: Cloud, kept: dict[str, str]) -> None:
    """Has the person type a name: the stack's, or the bucket's if contracts are to be deleted, too."""
    if options.yes:
        return
    if options.delete_contracts and "Bucket" in kept:
        word = kept["Bucket"]
        text = f"{_count(cloud, word)} objects in {word}, contracts and reviews, will be permanently deleted."
    else:
        word = cloud.name
        text = f"The stack {cloud.name} in {cloud.region} will be removed; contracts and reviews are kept."
    if not sys.stdin.isatty():
        raise NotDeployed(f"{text} There is no terminal to confirm this on; use --yes.")
    print(f"{text}\nType {word} to go on: ", end="", flush=True)
    if sys.stdin.readline().strip() != word:
        raise NotDeployed("Nothing was removed.")


def _count(cloud: Cloud, bucket: str) -> int:
    pages = cloud.client("s3").get_paginator("list_objects_v2").paginate(Bucket=bucket)
    return sum(page["KeyCount"] for page in pages)


def _empty(cloud: Cloud, bucket: str) -> None:
    """Removes every object with all its versions."""
    s3 = cloud.client("s3")
    for page in s3.get_paginator("list_object_versions").paginate(Bucket=bucket):
        objects = [
            {"Key": one["Key"], "VersionId": one["VersionId"]}
            for one in page.get("Versions", []) + page.get("DeleteMarkers", [])
        ]
        if objects:
            s3.delete_objects(Bucket=bucket, Delete={"Objects": objects, "Quiet": True})


def _delete(cloud: Cloud, kept: dict[str, str]) -> None:
    for name in ("Bucket", "AccessLogs"):  # in this order: the first writes into the second
        if name in kept:
            _empty(cloud, kept[name])
            cloud.client("s3").delete_bucket(Bucket=kept[name])
    if "Contracts" in kept:
        cloud.client("dynamodb").delete_table(TableName=kept["Contracts"])
    if "Key" in kept:
        cloud.client("kms").schedule_key_deletion(KeyId=kept["Key"], PendingWindowInDays=_KEY_DAYS)
    print(f"Deleted: {', '.join(f'{name} {value}' for name, value in kept.items())} (the key in {_KEY_DAYS} days)")
