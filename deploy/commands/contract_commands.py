"""``deploy submit|watch|status``: submits contracts and downloads reviews, reusing the Lambda functions' code."""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

from chunking.errors import BadRequest, NotDeployed
from deploy.artifacts import page_upload
from deploy.cloud import Cloud, code
from deploy.cloudformation import stack
from deploy.functions import contract_table, environment, file_types, s3_objects, submission

_ASK_SECONDS = 3.0


def add_actions(actions: Any, add: Callable[..., argparse.ArgumentParser]) -> None:
    """Adds submit, watch and status."""
    submit = add(actions, "submit", _submit, "send contracts to the service")
    submit.add_argument("file", nargs="+", type=Path, help="PDF or Word (.docx) files")
    submit.add_argument("--watch", action="store_true", help="wait for the reviews and download them")
    submit.add_argument(
        "-o", "--output", type=Path, default=Path(), help="where to save reviews (default: the current folder)"
    )
    submit.add_argument(
        "--model",
        metavar="ARCHIVE",
        help="the model of a multi-model endpoint to use, under models/ (default: model.tar.gz)",
    )
    watch = add(actions, "watch", _watch, "wait for reviews to finish, and download them")
    watch.add_argument("contract_id", nargs="+")
    watch.add_argument(
        "-o", "--output", type=Path, default=Path(), help="where to save reviews (default: the current folder)"
    )
    add(actions, "status", _status, "show the service's state: instances, waiting contracts, alarms")


def use(cloud: Cloud) -> dict[str, Any]:
    """Sets the environment variables that the functions' code reads. Returns the stack."""
    now = stack.in_service(cloud)
    found, values = stack.outputs(now), stack.parameters(now)
    os.environ |= {
        "BUCKET": found["BucketName"],
        "CONTRACTS_TABLE": found["ContractsTable"],
        "ENDPOINT_NAME": found["EndpointName"],
        "MAX_UPLOAD_BYTES": values["MaxUploadBytes"],
        "REQUEST_TTL_SECONDS": values["RequestTtlSeconds"],
        "INVOCATION_TIMEOUT_SECONDS": values["InvocationTimeoutSeconds"],
        "RETENTION_DAYS": values["RetentionDays"],
    }
    environment.forget()
    return now


def _submit(options: argparse.Namespace, cloud: Cloud) -> int:
    _checked_output(options.output, len(options.file))
    now = use(cloud)
    shape = stack.parameters(now)["Shape"]
    bodies = {path: _checked(path) for path in options.file}
    if options.model and shape != "multi-model":
        raise BadRequest(f"--model selects a model on a multi-model endpoint; this endpoint is {shape}.")
    if shape != "async":
        target = {"TargetModel": options.model or "model.tar.gz"} if shape == "multi-model" else {}
        return _review_at_once(cloud, bodies, target, options.output)
    submitted = []
    for path, body in bodies.items():
        row = _sent(cloud, path, body)
        submitted.append(row["contract_id"])
        # At once: what was sent before a refusal or Ctrl-C can still be watched.
        print(f"{row['contract_id']}  {row['status']:8}  {row['name']}", flush=True)
    return _wait(submitted, cloud, options.output) if options.watch else 0


def _checked_output(output: Path, contracts_asked: int) -> None:
    """Creates the folder for reviews, before anything is sent. Raises BadRequest."""
    if output.suffix == ".json" and not output.is_dir():
        several = "; there are several contracts, and each has a review of its own" if contracts_asked > 1 else ""
        raise BadRequest(f"-o names the folder for reviews, not a file: {output} ends in .json{several}.")
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadRequest(f"Reviews cannot be saved in {output}: {error.strerror}.") from error
    if not os.access(output, os.W_OK):
        raise BadRequest(f"Reviews cannot be saved in {output}: you may not write there.")


def _checked(path: Path) -> bytes:
    try:
        body = path.read_bytes()
    except OSError as error:
        raise BadRequest(f"{path} cannot be read: {error.strerror}.") from error
    if not body:
        raise BadRequest(f"{path} is empty.")
    limit = environment.settings().max_upload_bytes
    if len(body) > limit:
        raise BadRequest(f"{path} is {len(body)} bytes; the service accepts at most {limit}.")
    if not file_types.begins_as_named(path.name, body[: file_types.HEAD_BYTES]):
        raise BadRequest(f"{path} is neither a PDF nor a Word file (.docx).")
    return body


def _sent(cloud: Cloud, path: Path, body: bytes) -> dict[str, Any]:
    row = contract_table.create(cloud.caller, path.name, len(body))
    bucket, key = s3_objects.split(row["input_uri"])
    cloud.client("s3").put_object(Bucket=bucket, Key=key, Body=body, ContentType=file_types.media_type(path.name))
    try:
        return submission.invoke(row, len(body)) or row
    except submission.Refused as error:
        raise NotDeployed(f"{error} {error.__cause__}. {cloud.hint('status')} shows the endpoint.") from error


def _review_at_once(cloud: Cloud, bodies: dict[Path, bytes], target: dict[str, str], output: Path) -> int:
    """Real-time and serverless endpoints return the review; a multi-model one needs the model named (``target``)."""
    runtime = cloud.client("sagemaker-runtime")
    places: dict[Path, Path] = {}
    for path, body in bodies.items():
        kind = file_types.media_type(path.name)
        asked = {"ContentType": kind, "Accept": "application/json", "Body": body, **target}
        try:
            answer = runtime.invoke_endpoint(EndpointName=environment.settings().endpoint_name, **asked)
        except ClientError as error:
            if code(error) != "ModelError":  # the container's own answer about this file; the next may be reviewed
                raise
            print(f"{path}  failed    {error.response.get('OriginalMessage') or error}")
            continue
        place = output / f"{path.stem}.review.json"
        if place in places.values():  # two files of one name
            place = output / f"{path.stem}.{len(places) + 1}.review.json"
        place.write_bytes(answer["Body"].read())
        places[path] = place
        print(place)
    return _exit_code(len(places), len(bodies))


def _watch(options: argparse.Namespace, cloud: Cloud) -> int:
    _checked_output(options.output, len(options.contract_id))
    use(cloud)
    return _wait(options.contract_id, cloud, options.output)


def _wait(contract_ids: list[str], cloud: Cloud, output: Path) -> int:
    """Asks until all have ended; 0 all are ready, 3 some, 1 none."""
    waiting, ready = list(dict.fromkeys(contract_ids)), 0
    unknown = set(waiting) - {row["contract_id"] for row in contract_table.get_many(waiting)}
    if unknown:
        raise BadRequest(f"There is no contract {', '.join(sorted(unknown))}.")
    again = f"{cloud.hint('watch', *waiting)} waits for the reviews again"
    with stack.goes_on(stack.say, f"The service continues reviewing; {again}."):
        while waiting:
            rows = {row["contract_id"]: row for row in contract_table.get_many(waiting)}
            for contract_id in list(waiting):
                row = rows.get(contract_id)
                if row is None:
                    waiting.remove(contract_id)
                    print(f"{contract_id}  removed   from the service by its owner, or when its time was over")
                elif row["status"] in {contract_table.READY, contract_table.FAILED}:
                    waiting.remove(contract_id)
                    ready += _told(row, cloud, output)
            if waiting:
                time.sleep(_ASK_SECONDS)
    return _exit_code(ready, len(set(contract_ids)))


def _exit_code(ready: int, total: int) -> int:
    return 0 if ready == total else 3 if ready else 1


def _told(row: dict[str, Any], cloud: Cloud, output: Path) -> bool:
    if row["status"] == contract_table.FAILED:
        error = row["error"]
        print(f"{row['contract_id']}  failed    {row['name']}: {error['message']} ({error['code']})")
        return False
    bucket, key = s3_objects.split(row["output_uri"])
    place = output / f"{Path(row['name']).stem}.review.json"
    if place.exists():  # two contracts of one name, or an earlier run
        place = output / f"{Path(row['name']).stem}.{row['contract_id'][:8]}.review.json"
    place.write_bytes(cloud.client("s3").get_object(Bucket=bucket, Key=key)["Body"].read())
    print(f"{row['contract_id']}  ready     {place}")
    return True


def _status(options: argparse.Namespace, cloud: Cloud) -> int:
    now = stack.deployed(cloud)
    facts = {"stack": now["StackStatus"]}
    if advice := stack.advice(cloud, cloud.name, now["StackStatus"]):
        facts["what to do"] = f"{advice} {stack.first_cause(cloud, cloud.name)}".strip()
    elif now["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE":
        cause = stack.first_cause(cloud, cloud.name)
        facts["last update"] = f"failed and was rolled back: {cause or 'CloudFormation no longer gives the cause.'}"
    elif page_upload.is_missing(cloud, now):
        facts["what to do"] = page_upload.missing(cloud)
    found = stack.outputs(now)
    if "EndpointName" in found:
        facts |= _endpoint(cloud, found["EndpointName"])
        alarms = cloud.client("cloudwatch").describe_alarms(AlarmNamePrefix=cloud.name, StateValue="ALARM")[
            "MetricAlarms"
        ]
        facts["alarms"] = "; ".join(one.get("AlarmDescription") or one["AlarmName"] for one in alarms) or "none"
    for name in ("PageUrl", "ApiUrl", "BucketName"):
        if name in found:
            facts[name] = found[name]
    for name, value in facts.items():
        print(f"{name:16} {value}")
    return 1 if "what to do" in facts else 0


def _endpoint(cloud: Cloud, name: str) -> dict[str, str]:
    endpoint = cloud.client("sagemaker").describe_endpoint(EndpointName=name)
    facts = {"endpoint": endpoint["EndpointStatus"]}
    if "FailureReason" in endpoint:
        facts["why"] = endpoint["FailureReason"]
    for variant in endpoint.get("ProductionVariants", []):
        if "CurrentInstanceCount" in variant:
            facts["instances"] = (
                f"{variant['CurrentInstanceCount']} of {variant.get('DesiredInstanceCount', '?')} wanted"
            )
    until = datetime.now(UTC)
    points = cloud.client("cloudwatch").get_metric_statistics(
        Namespace="AWS/SageMaker",
        MetricName="ApproximateBacklogSize",
        Dimensions=[{"Name": "EndpointName", "Value": name}],
        StartTime=until - timedelta(minutes=10),
        EndTime=until,
        Period=60,
        Statistics=["Maximum"],
    )["Datapoints"]
    if points:
        facts["waiting"] = (
            f"{max(points, key=lambda one: one['Timestamp'])['Maximum']:g} contracts, including those in progress"
        )
    return facts
