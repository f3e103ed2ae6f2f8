"""``contract-review corrections export``: fetches the marks with their reviews, from AWS or from the local service."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import boto3
from boto3.dynamodb.conditions import Attr
from botocore.exceptions import EndpointConnectionError

from chunking.errors import BadRequest, ContractReviewError
from chunking.isolation.client import read_pdf
from chunking.isolation.limits import Limits
from deploy.cloud import DEFAULT_NAME, connect, readable_aws_errors
from deploy.cloudformation import stack
from deploy.corrections.annotated_contracts import Corrected, annotated
from deploy.functions import contract_table, s3_objects
from deploy.functions.marks import PREFIX
from model.dataset import write_contracts

_PAGES = 10_000
_SHOWN_CHARACTERS = 60


class Store(NamedTuple):
    """The table of contracts and marks, and S3, which has the files and reviews."""

    table: Any
    s3: Any

    def marked(self) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
        """Each contract that has a review and marks: its row, and the marks by key."""
        asked: dict[str, Any] = {"FilterExpression": Attr("contract_id").begins_with(PREFIX), "ConsistentRead": True}
        while True:
            answer = self.table.scan(**asked)
            for item in answer["Items"]:
                key = {"contract_id": item["contract_id"].removeprefix(PREFIX)}
                row = self.table.get_item(Key=key).get("Item")
                if row and row["status"] == contract_table.READY:
                    yield row, json.loads(item["marks"])
            if "LastEvaluatedKey" not in answer:
                return
            asked["ExclusiveStartKey"] = answer["LastEvaluatedKey"]

    def read(self, uri: str) -> bytes:
        """The object's bytes."""
        bucket, key = s3_objects.split(uri)
        body: bytes = self.s3.get_object(Bucket=bucket, Key=key)["Body"].read()
        return body


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Adds the actions of ``corrections``."""
    actions = command.add_subparsers(dest="action", required=True, metavar="ACTION")
    help_text = "Write the corrected contracts as annotations, which train and evaluate read."
    export = actions.add_parser("export", help="write corrected contracts as annotations", description=help_text)
    export.add_argument("--out", type=Path, required=True, metavar="FILE", help="JSON lines; gzipped if it ends in .gz")
    export.add_argument(
        "--local", type=Path, metavar="DIR", help="the folder of a running local service, printed when it starts (Logs)"
    )
    export.add_argument("--name", default=DEFAULT_NAME, help="the stack of the service on AWS (%(default)s)")
    export.add_argument("--region")
    export.add_argument("--profile")
    export.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Writes the file, and prints what is in it. Raises BadRequest if there is nothing to write."""
    with readable_aws_errors():
        store = _local(options.local) if options.local else _on_aws(options)
        found = list(_corrected(store))
    if not found:
        raise BadRequest("No contract was corrected or marked as fully reviewed, so there is nothing to export.")
    write_contracts(options.out, [one.contract for one in found])
    counts = sum((one.counts for one in found), Counter[str]())
    whole = sum(one.contract.complete for one in found)
    contracts_found = "1 contract" if len(found) == 1 else f"{len(found)} contracts"
    print(f"{options.out}: {contracts_found}, {whole} of them fully reviewed")
    print("Clauses: " + ", ".join(f"{counts[name]} {name}" for name in ("right", "wrong", "changed", "added")))
    return 0


def _corrected(store: Store) -> Iterator[Corrected]:
    for row, marks in store.marked():
        try:
            review = json.loads(store.read(row["output_uri"]))
            one = annotated(row, review, marks, _text(store, row, review))
        except ContractReviewError as error:
            print(f"{row['name']} is left out: {error.message}", file=sys.stderr)
            continue
        for words in one.lost:
            print(f"{row['name']}: a mark is left out, its words are not in the text: {_short(words)}", file=sys.stderr)
        if one.teaches():
            yield one


def _text(store: Store, row: dict[str, Any], review: dict[str, Any]) -> str:
    """The text that was reviewed: the review's own, or read anew from the file for a review of an older version.
    Raises BadRequest if that gives another text."""
    text = review["document"].get("text")
    if text is not None:
        return str(text)
    read = read_pdf(store.read(row["input_uri"]), row["name"], Limits(pages=_PAGES)).text
    if any(read[slice(*clause["interval"])] != clause["text"] for clause in review["clauses"]):
        raise BadRequest("this version reads its file differently from the one that reviewed it. Review it again.")
    return read


def _on_aws(options: argparse.Namespace) -> Store:
    cloud = connect(options.name, options.profile, options.region)
    found = stack.outputs(stack.deployed(cloud))
    return Store(cloud.session.resource("dynamodb").Table(found["ContractsTable"]), cloud.client("s3"))


def _local(folder: Path) -> Store:
    """Raises BadRequest if no local service runs with this folder."""
    from deploy.local.endpoint.messages import REGION
    from deploy.local.run_settings import TABLES, Settings

    path = folder / "settings.json"
    if not path.exists():
        raise BadRequest(f"{folder} is not the folder that a running `contract-review local` printed when it started.")
    settings = Settings.load(path)
    session = boto3.Session(region_name=REGION, **settings.keys())
    address = f"http://127.0.0.1:{settings.cloud_port}"
    store = Store(
        session.resource("dynamodb", endpoint_url=address).Table(TABLES["Contracts"]),
        session.client("s3", endpoint_url=address),
    )
    try:
        store.table.load()
    except EndpointConnectionError as error:
        raise BadRequest(f"The local service of {folder} is not running, and its uploads are deleted.") from error
    return store


def _short(words: str) -> str:
    line = " ".join(words.split())
    return f"“{line}”" if len(line) <= _SHOWN_CHARACTERS else f"“{line[:_SHOWN_CHARACTERS]}…”"
