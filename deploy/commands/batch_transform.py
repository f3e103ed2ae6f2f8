"""``deploy transform``: reviews a folder of contracts in S3 as a batch job with the stack's model."""

from __future__ import annotations

import argparse
import math
import time
from collections.abc import Callable, Iterator
from typing import Any

from botocore.exceptions import ClientError

from chunking.errors import BadRequest, NotDeployed
from deploy.checks import quotas
from deploy.cloud import Cloud, counted
from deploy.cloudformation import stack
from deploy.functions import s3_objects
from deploy.scaling import instance_types
from deploy.scaling.instance_types import has_gpu

# The newest driver that AWS names for batch jobs, 535: images of CUDA 12 run on it, those of CUDA 13 need 580.
_GPU_AMI = "al2-ami-sagemaker-batch-gpu-535"
_CONCURRENT, _PAYLOAD_MB = 4, 25  # AWS: their product is 100 at most
_START_MINUTES = 6, 8  # until an instance serves; estimated, as in README.md's first deployment


def add_action(actions: Any, add: Callable[..., argparse.ArgumentParser]) -> None:
    """Adds transform."""
    transform = add(
        actions, "transform", _transform, "review a folder of PDFs and Word files in the stack's bucket as a batch job"
    )
    transform.add_argument("--input", required=True, metavar="S3_URI", help="under batch/ of the stack's bucket")
    transform.add_argument("--output", required=True, metavar="S3_URI", help="under batch/ of the stack's bucket")
    transform.add_argument("--instances", type=int, default=1, help="how many instances run the job (default: 1)")
    transform.add_argument("--instance-type", help="the type of its instances (default: the endpoint's)")
    transform.add_argument("--no-wait", action="store_true", help="start the job and return at once")


def _transform(options: argparse.Namespace, cloud: Cloud) -> int:
    now = stack.in_service(cloud)
    asked = request(options, stack.outputs(now), stack.parameters(now))
    for sentence in _expected(cloud, asked, embedded=not stack.parameters(now)["ModelDataUrl"]):
        stack.say(sentence)
    if "TransformAmiVersion" in asked["TransformResources"]:
        stack.say(f"The job's hosts have NVIDIA driver 535 ({_GPU_AMI}): CUDA 13 does not run there.")
    sagemaker = cloud.client("sagemaker")
    sagemaker.create_transform_job(**asked)
    name = asked["TransformJobName"]
    print(name, flush=True)
    if options.no_wait:
        stack.say(f"{cloud.aws(f'sagemaker describe-transform-job --transform-job-name {name}')} shows its state.")
        return 0
    stop = f"{cloud.aws(f'sagemaker stop-transform-job --transform-job-name {name}')} ends it"
    with stack.goes_on(stack.say, f"The job goes on, and is paid for; {stop}."):
        job = _ended(sagemaker, name)
    if job["TransformJobStatus"] != "Completed":
        raise NotDeployed(f"{name} is {job['TransformJobStatus']}. {job.get('FailureReason', '')}".strip())
    print(f"The reviews are in {options.output}, each named after its contract, with .out at the end.")
    return 0


def _expected(cloud: Cloud, asked: dict[str, Any], embedded: bool) -> Iterator[str]:
    """The files, what their job is expected to take and cost, and the quota that it needs. Raises BadRequest if AWS
    would refuse the job or could not finish it."""
    resources, uri = asked["TransformResources"], asked["TransformInput"]["DataSource"]["S3DataSource"]["S3Uri"]
    instance_type, count = resources["InstanceType"], resources["InstanceCount"]
    quota = quotas.of(cloud, instance_type, quotas.BATCH_JOB)
    if quota and quota.value < count:
        raise BadRequest(
            f"The job needs {count} of {instance_type}, and the account's quota ({quota.name}) is {quota.value:g}. "
            f"Ask for more: {quota.raise_to(cloud, count)}"
        )
    files = _files(cloud, uri)
    number = "The files" if files is None else counted(files, "file")
    yield f"{number} on {counted(count, 'instance')}: {instance_types.described(instance_type)}."
    yield projection(instance_type, count, files, embedded)
    has = f"the account has {quota.value:g}" if quota else "how many the account has cannot be read here"
    yield f"The quota for it is {quotas.name(instance_type, quotas.BATCH_JOB)}: {count} needed; {has}."


def projection(instance_type: str, count: int, files: int | None, embedded: bool) -> str:
    """The expected duration and cost of a job, as a sentence: from the speed of two cores to that of all, if the time
    falls as cores are added."""
    known = instance_types.INSTANCES.get(instance_type)
    if known is None or known.gpu or not embedded or files is None:
        price = f"{known.price * count:.2f} dollars in us-east-1" if known else "a price that is not known here"
        return f"How long it takes is not known. Each hour costs {price}, from start to end."
    faster = known.cores / instance_types.MEASURED_CORES
    seconds = [one * files / count for one in instance_types.SECONDS_A_CONTRACT]
    hours = [
        _START_MINUTES[0] / 60 + seconds[0] / faster / 3600,
        _START_MINUTES[1] / 60 + seconds[1] / 3600,
    ]
    minutes = [math.ceil(one * 60) for one in hours]
    least, most = (known.price * count * one for one in hours)
    return (
        f"Projection, not measured on AWS: {minutes[0]} to {minutes[1]} minutes, {least:.2f} to {most:.2f} "
        "dollars in us-east-1, if the contracts have 10 to 30 pages."
    )


def _files(cloud: Cloud, uri: str) -> int | None:
    """How many files the job reads; None if they may not be listed. Raises BadRequest."""
    bucket, prefix = s3_objects.split(uri)
    try:
        pages = cloud.client("s3").get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix)
        sizes = {one["Key"]: one["Size"] for page in pages for one in page.get("Contents", [])}
    except ClientError:
        return None
    if not sizes:
        raise BadRequest(f"There is no file under {uri}. Copy some: `aws s3 cp --recursive FOLDER {uri}`")
    too_large = [key for key, size in sizes.items() if size > _PAYLOAD_MB << 20]
    if too_large:
        raise BadRequest(
            f"{len(too_large)} of {len(sizes)} files are over {_PAYLOAD_MB} MB, which ends a batch job, the first "
            f"s3://{bucket}/{too_large[0]}. Send those with {cloud.hint('submit')}, and remove them here."
        )
    return len(sizes)


def _ended(sagemaker: Any, name: str) -> dict[str, Any]:
    while True:
        job: dict[str, Any] = sagemaker.describe_transform_job(TransformJobName=name)
        if job["TransformJobStatus"] in {"Completed", "Failed", "Stopped"}:
            return job
        time.sleep(15)


def request(options: argparse.Namespace, found: dict[str, str], values: dict[str, str]) -> dict[str, Any]:
    """CreateTransformJob's arguments. Raises BadRequest."""
    allowed = f"s3://{found['BucketName']}/batch/"
    for uri in (options.input, options.output):
        if not uri.startswith(allowed):
            raise BadRequest(f"{uri} is outside {allowed}, which is all that the endpoint's role may use for batches.")
    if f"{options.output.rstrip('/')}/".startswith(options.input):
        raise BadRequest("The output lies in the input: the next job would read its reviews as contracts.")
    if values["Shape"] == "multi-model":
        raise BadRequest("A batch job runs one model, and this stack's endpoint is multi-model. Use another stack.")
    if options.instances < 1:
        raise BadRequest("--instances must be at least 1.")
    instance_type = options.instance_type or values["InstanceType"]
    gpu = has_gpu(instance_type)
    resources = {"InstanceType": instance_type, "InstanceCount": options.instances}
    if gpu:
        resources["TransformAmiVersion"] = _GPU_AMI
    return {
        "TransformJobName": f"{found['EndpointName'][:40]}-{int(time.time())}",
        "ModelName": found["ModelName"],
        "MaxConcurrentTransforms": _CONCURRENT,
        "MaxPayloadInMB": _PAYLOAD_MB,
        "BatchStrategy": "SingleRecord",
        "ModelClientConfig": {
            "InvocationsTimeoutInSeconds": int(values["InvocationTimeoutSeconds"]),
            "InvocationsMaxRetries": 1,
        },
        "TransformInput": {
            "DataSource": {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": options.input}},
            "ContentType": "application/pdf",  # of all files: the server recognizes Word files among them
            "SplitType": "None",
        },
        "TransformOutput": {
            "S3OutputPath": options.output,
            "Accept": "application/json",
            "AssembleWith": "None",
            "KmsKeyId": found["KeyArn"],
        },
        "TransformResources": resources,
        # The model's own setting is for the endpoint's instances.
        "Environment": {"CONTRACT_REVIEW_DEVICE": "cuda" if gpu else "cpu"},
    }
