"""What a deployment is made from: a bucket of templates and code, a repository of images, in a stack of their own."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

from chunking.errors import NotDeployed
from deploy import stack, template
from deploy.cloud import Cloud, code

FUNCTIONS = Path(__file__).parent / "functions"
_ECR = re.compile(
    r"(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?/([a-z0-9._/-]+)(?::([\w.-]+)|@(sha256:\w+))"
)


@dataclass(frozen=True, slots=True)
class Artifacts:
    """Where they are."""

    bucket: str
    repository: str


def stack_name(name: str) -> str:
    """The artifacts' stack of a service's stack."""
    return f"{name}-artifacts"


def ensure(cloud: Cloud, say: stack.Say) -> Artifacts:
    """The artifacts' stack, made or brought up to date."""
    name = stack_name(cloud.name)
    change = stack.change_set(cloud, name, {}, TemplateBody=template.body(template.ARTIFACTS))
    if change:
        say(f"Artifacts: the stack {name} (a bucket and a repository)")
        stack.execute(cloud, name, change, say)
    found = stack.outputs(stack.deployed_as(cloud, name))
    return Artifacts(found["Bucket"], found["RepositoryUri"])


def upload(cloud: Cloud, artifacts: Artifacts) -> dict[str, str]:
    """Puts templates and code into the bucket, named by their contents; the parameters that say where."""
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
    """The functions' package; the same bytes for the same code, so that nothing changes where nothing has."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(FUNCTIONS.glob("*.py")):
            archive.writestr(zipfile.ZipInfo(f"functions/{path.name}", (2020, 1, 1, 0, 0, 0)), path.read_bytes())
    return buffer.getvalue()


def repository_arn(cloud: Cloud, image: str) -> str:
    """The ARN of an ECR image's repository."""
    found = _ECR.fullmatch(image)
    if not found:
        raise NotDeployed(f"{image} is no image in ECR.")
    account, region, name = found.group(1, 2, 3)
    return f"arn:{cloud.partition}:ecr:{region}:{account}:repository/{name}"


def in_ecr(image: str) -> bool:
    """Whether the image's name is one of ECR's; otherwise it is one of this machine's."""
    return _ECR.fullmatch(image) is not None


def missing_image(cloud: Cloud, image: str) -> list[str]:
    """What is wrong with an image in ECR, so far as this account can see."""
    account, region, name, tag, digest = _ECR.fullmatch(image).group(1, 2, 3, 4, 5)  # type: ignore[union-attr]
    if region != cloud.region:
        return [f"The image is in {region}, the stack in {cloud.region}; SageMaker pulls from its own region."]
    wanted = {"imageTag": tag} if tag else {"imageDigest": digest}
    try:
        cloud.client("ecr").describe_images(registryId=account, repositoryName=name, imageIds=[wanted])
    except ClientError as error:
        if code(error) in {"RepositoryNotFoundException", "ImageNotFoundException"}:
            return [f"There is no image {image}. Push it first, or name one of this machine's."]
    return []


def local_target(repository: str, image: str) -> str:
    """The name that an image of this machine gets in the repository, from its contents.

    Raises NotDeployed where there is no docker, no such image, or one for another processor.
    """
    if not shutil.which("docker"):
        raise NotDeployed(
            f"{image} would be pushed with docker, which is not here. Install it, or name an image in ECR."
        )
    asked = ["docker", "image", "inspect", "--format", "{{.Id}} {{.Architecture}}", image]
    found = subprocess.run(asked, capture_output=True, text=True)
    if found.returncode:
        raise NotDeployed(f"There is no image {image} here. `docker build -t {image} .` makes it.")
    identity, architecture = found.stdout.split()
    if architecture != "amd64":
        raise NotDeployed(
            f"{image} is for {architecture}; SageMaker's instances are amd64. "
            f"`docker build --platform linux/amd64 -t {image} .` makes one for them."
        )
    return f"{repository}:{identity.removeprefix('sha256:')[:12]}"


def push(cloud: Cloud, image: str, target: str, say: stack.Say) -> None:
    """Pushes an image of this machine, unless it is there."""
    if not missing_image(cloud, target):
        return
    say(f"Image: {image} to {target}")
    token = cloud.client("ecr").get_authorization_token()["authorizationData"][0]
    _docker(["login", "--username", "AWS", "--password-stdin", target.partition("/")[0]], _password(token))
    _docker(["tag", image, target])
    _docker(["push", target])


def _password(token: dict[str, Any]) -> str:
    return base64.b64decode(token["authorizationToken"]).decode().partition(":")[2]


def _docker(arguments: list[str], given: str | None = None) -> None:
    if subprocess.run(["docker", *arguments], input=given, text=True).returncode:
        raise NotDeployed(f"`docker {arguments[0]}` failed; its own message stands above.")
