"""Manages the artifacts of a deployment: a bucket of templates and code, a repository of images, in their own stack."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from deploy.cloud import Cloud
from deploy.cloudformation import stack, template

FUNCTIONS = Path(__file__).parents[1] / "functions"


@dataclass(frozen=True, slots=True)
class Artifacts:
    """The bucket's name and the repository's URI."""

    bucket: str
    repository: str


def stack_name(name: str) -> str:
    """The artifacts' stack of a service's stack."""
    return f"{name}-artifacts"


def ensure(cloud: Cloud, say: stack.Say, tags: Mapping[str, str]) -> Artifacts:
    """Creates or updates the artifacts' stack."""
    name = stack_name(cloud.name)
    change = stack.change_set(cloud, name, {}, tags, TemplateBody=template.body(template.ARTIFACTS))
    if change:
        say(f"Artifacts: the stack {name} (a bucket and a repository)")
        stack.execute(cloud, name, change, say)
    found = stack.outputs(stack.deployed_as(cloud, name))
    return Artifacts(found["Bucket"], found["RepositoryUri"])


def upload(cloud: Cloud, artifacts: Artifacts) -> dict[str, str]:
    """Uploads templates and code under names made from their contents; returns the parameters that locate them."""
    s3 = cloud.client("s3")
    bodies = {name: template.body(name).encode() for name in template.names()}
    folder = "templates/" + hashlib.sha256(b"".join(bodies.values())).hexdigest()[:16]
    for name, body in bodies.items():
        s3.put_object(Bucket=artifacts.bucket, Key=f"{folder}/{name}.yaml", Body=body)
    package = zipped()
    key = f"functions/{hashlib.sha256(package).hexdigest()[:16]}.zip"
    s3.put_object(Bucket=artifacts.bucket, Key=key, Body=package)
    suffix = "amazonaws.com.cn" if cloud.partition == "aws-cn" else "amazonaws.com"
    return {
        "TemplatesUrl": f"https://{artifacts.bucket}.s3.{cloud.region}.{suffix}/{folder}",
        "CodeBucket": artifacts.bucket,
        "CodeKey": key,
    }


def zipped() -> bytes:
    """The functions' package. The same code gives the same bytes, so that an update without changes changes nothing."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(FUNCTIONS.glob("*.py")):
            archive.writestr(zipfile.ZipInfo(f"functions/{path.name}", (2020, 1, 1, 0, 0, 0)), path.read_bytes())
    return buffer.getvalue()
