"""``deploy transform``: reviews a folder of contracts in S3 as a batch job with the stack's model."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from typing import Any

from chunking.errors import BadRequest, NotDeployed
from deploy import stack
from deploy.cloud import Cloud
from deploy.instances import has_gpu

# The newest driver that AWS names for batch jobs, 535: images of CUDA 12 run on it, those of CUDA 13 need 580.
_GPU_AMI = "al2-ami-sagemaker-batch-gpu-535"
_CONCURRENT, _PAYLOAD_MB = 4, 25  # AWS: their product is 100 at most


def add_action(actions: Any, add: Callable[..., argparse.ArgumentParser]) -> None:
    """Adds transform."""
    transform = add(
        actions, "transform", _transform, "review a folder of PDFs and Word files in the stack's bucket as a batch job"
    )
    transform.add_argument("--input", required=True, metavar="S3_URI", help="under batch/ of the stack's bucket")
    transform.add_argument("--output", required=True, metavar="S3_URI", help="under batch/ of the stack's bucket")
    transform.add_argument("--instances", type=int, default=1)
    transform.add_argument("--instance-type", help="(default: the endpoint's)")
    transform.add_argument("--no-wait", action="store_true", help="start it and go")


def _transform(options: argparse.Namespace, cloud: Cloud) -> int:
    now = stack.in_service(cloud)
    asked = request(options, stack.outputs(now), stack.parameters(now))
    if "TransformAmiVersion" in asked["TransformResources"]:
        stack.say(f"The job's hosts have NVIDIA driver 535 ({_GPU_AMI}): CUDA 13 does not run there.")
    sagemaker = cloud.client("sagemaker")
    sagemaker.create_transform_job(**asked)
    name = asked["TransformJobName"]
    print(name, flush=True)
    if options.no_wait:
        return 0
    stop = f"{cloud.aws(f'sagemaker stop-transform-job --transform-job-name {name}')} ends it"
    with stack.goes_on(stack.say, f"The job goes on, and is paid for; {stop}."):
        job = _ended(sagemaker, name)
    if job["TransformJobStatus"] != "Completed":
        raise NotDeployed(f"{name} is {job['TransformJobStatus']}. {job.get('FailureReason', '')}".strip())
    print(f"The reviews are in {options.output}, each named after its contract, with .out at the end.")
    return 0


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
            "ContentType": "application/pdf",  # of all files: the server recognises Word files among them
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
