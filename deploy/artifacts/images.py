"""Finds the container's image on this machine or in ECR, and pushes it in the only form that SageMaker accepts.

SageMaker refuses OCI manifests and indexes ("Unsupported manifest media type
application/vnd.oci.image.manifest.v1+json"). Docker has written them by default since version 29, and before that
wherever it recorded build provenance. The layers are the same bytes in both forms, so an OCI image that this command
has pushed gets a second manifest in ECR, of Docker's form.
"""

from __future__ import annotations

import base64
import json
import re
import shutil
import subprocess
from dataclasses import dataclass
from typing import Any

import urllib3
from botocore.exceptions import BotoCoreError, ClientError

from chunking.errors import NotDeployed
from deploy.cloud import Cloud, code, fetched
from deploy.cloudformation import stack

_ECR = re.compile(
    r"(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?/([a-z0-9._/-]+)(?::([\w.-]+)|@(sha256:\w+))"
)
_ECR_HOST = re.compile(r"\d{12}\.dkr\.ecr\.")
DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json"
_DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json"
_OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json"
_OCI_INDEX = "application/vnd.oci.image.index.v1+json"
_KINDS = [DOCKER_MANIFEST, _DOCKER_LIST, _OCI_MANIFEST, _OCI_INDEX]
_DOCKER_CONFIG = "application/vnd.docker.container.image.v1+json"
_DOCKER_LAYER = "application/vnd.docker.image.rootfs.diff.tar.gzip"
_OCI_LAYER = "application/vnd.oci.image.layer.v1.tar+gzip"
_DOCKER_TAG = "-docker"  # appended to the tag of an OCI image's second manifest
# What the Dockerfile writes into an image: the list of packages that it was built from.
REQUIREMENTS_LABEL = "contract-review.requirements"
ARCHITECTURE = "amd64"  # of SageMaker's instances that the image is for
_GPU_REQUIREMENTS = "docker/requirements-cuda.txt"


@dataclass(frozen=True, slots=True)
class LocalImage:
    """An image of this machine: the engine that holds it, its id, and the packages it was built from, if known."""

    engine: str
    name: str
    identity: str
    requirements: str

    def target(self, repository: str) -> str:
        """The name that it gets in the repository, from its contents."""
        return f"{repository}:{self.identity[:12]}"


@dataclass(frozen=True, slots=True)
class Settings:
    """An image's processor, and the packages that its label says it was built from; empty where that is not known."""

    architecture: str = ""
    requirements: str = ""


@dataclass(frozen=True, slots=True)
class _Place:
    registry: str
    region: str
    repository: str
    tag: str
    digest: str

    @property
    def wanted(self) -> dict[str, str]:
        return {"imageTag": self.tag} if self.tag else {"imageDigest": self.digest}


def in_ecr(image: str) -> bool:
    """Whether the image's name is one of ECR's; otherwise it is one of this machine's."""
    return _ECR.fullmatch(image) is not None


def repository_arn(partition: str, image: str) -> str:
    """The ARN of an ECR image's repository."""
    place = _place(image)
    return f"arn:{partition}:ecr:{place.region}:{place.registry}:repository/{place.repository}"


def manifest_problems(cloud: Cloud, image: str) -> list[str]:
    """Why SageMaker cannot use an image in ECR, as far as can be seen: missing, in another region, or OCI."""
    place = _place(image)
    if place.region != cloud.region:
        return [f"The image is in {place.region}, the stack in {cloud.region}; SageMaker pulls from its own region."]
    try:
        manifest = _manifest(cloud, place, place.wanted)
    except ClientError as error:
        if code(error) == "RepositoryNotFoundException":
            return [f"There is no repository {place.repository} in ECR ({place.region}, account {place.registry})."]
        return [_no_image(image)] if code(error) == "ImageNotFoundException" else []
    if manifest is None:
        return [_no_image(image)]
    found = _foreign_kind(cloud, place, manifest)
    if found is None:
        return []
    return [
        f"{image} is {found}, which SageMaker refuses: it takes {DOCKER_MANIFEST}. Give `deploy up` the image of your "
        "machine instead, which is pushed in that form, or build it with `docker buildx build --provenance=false "
        "--output type=image,oci-mediatypes=false,push=true`."
    ]


def local(image: str) -> LocalImage:
    """An image of this machine.

    Raises NotDeployed if there is no engine, no such image, or one for another processor.
    """
    if _ECR_HOST.match(image):
        raise NotDeployed(f"{image} is in ECR, so it needs a tag or a digest: {image}:TAG or {image}@sha256:DIGEST.")
    engine = _engine(image)
    label = f'{{{{index .Config.Labels "{REQUIREMENTS_LABEL}"}}}}'
    asked = [engine, "image", "inspect", "--format", f"{{{{.Id}}}} {{{{.Architecture}}}} {label}", image]
    found = subprocess.run(asked, capture_output=True, text=True)
    if found.returncode:
        raise NotDeployed(f"There is no image {image} here. `make image` or `{engine} build -t {image} .` makes it.")
    identity, architecture, *label_value = found.stdout.split()
    if architecture != ARCHITECTURE:
        raise NotDeployed(
            f"{image} is for {architecture}; SageMaker's instances are {ARCHITECTURE}. "
            f"`{engine} build --platform linux/{ARCHITECTURE} -t {image} .` makes one for them."
        )
    requirements = label_value[0] if label_value and label_value[0].startswith("docker/") else ""
    return LocalImage(engine, image, identity.removeprefix("sha256:"), requirements)


def settings(cloud: Cloud, image: str) -> Settings:
    """What the config of an image in ECR says, a blob that ECR gives out as it does layers."""
    place = _place(image)
    try:
        manifest = _manifest(cloud, place, place.wanted)
        if manifest and "manifests" in manifest:
            manifest = _manifest(cloud, place, {"imageDigest": _for_amd64(manifest)})
        if not manifest:
            return Settings()
        url = cloud.client("ecr").get_download_url_for_layer(
            registryId=place.registry, repositoryName=place.repository, layerDigest=manifest["config"]["digest"]
        )["downloadUrl"]
        found = fetched(url, cloud.certificates).json()
        labels = found["config"].get("Labels") or {}
        return Settings(str(found.get("architecture", "")), str(labels.get(REQUIREMENTS_LABEL, "")))
    except (ClientError, BotoCoreError, urllib3.exceptions.HTTPError, ValueError, KeyError, TypeError, AttributeError):
        return Settings()


def unknown_kind(image: str) -> str:
    """The warning about an image whose label could not be read, for instances with a GPU."""
    return (
        f"Warning: it cannot be read from {image} whether it is built for GPUs (its label {REQUIREMENTS_LABEL}). "
        "If it is built for CPUs, the container does not start on an instance with a GPU."
    )


def mismatches(name: str, requirements: str, gpu: bool) -> list[str]:
    """Why an image does not suit instances with or without a GPU, if its label says what it was built from."""
    if gpu and requirements and requirements != _GPU_REQUIREMENTS:
        target = "contract-review:gpu" if in_ecr(name) else name
        return [
            f"{name} is built for CPUs and would run on an instance with a GPU. Build the one for GPUs "
            f"(`docker/engine.sh build {target} --build-arg REQUIREMENTS={_GPU_REQUIREMENTS}`) and give it with "
            "--image, or choose a type without one (--set InstanceType=ml.c7i.2xlarge)."
        ]
    return []


def push(cloud: Cloud, image: LocalImage, target: str, say: stack.Say) -> str:
    """Pushes an image of this machine unless it is there; the name under which SageMaker takes it."""
    place = _place(target)
    if manifest_problems(cloud, target) == [_no_image(target)]:
        say(f"Image: {image.name} to {target}")
        token = cloud.client("ecr").get_authorization_token()["authorizationData"][0]
        password = base64.b64decode(token["authorizationToken"]).decode().partition(":")[2]
        registry = target.partition("/")[0]
        _run([image.engine, "login", "--username", "AWS", "--password-stdin", registry], password)
        _run([image.engine, "tag", image.name, target])
        form = ["--format", "v2s2"] if image.engine == "podman" else []
        _run([image.engine, "push", *form, target])
    manifest = _manifest(cloud, place, place.wanted)
    if manifest is None or _foreign_kind(cloud, place, manifest) is None:
        return target
    say("Image: its manifest is OCI's, which SageMaker refuses; it gets one of Docker's form")
    return _put_docker_manifest(cloud, place, target, manifest)


def as_pushed(cloud: Cloud, target: str) -> str:
    """The name under which an earlier push left an image for SageMaker; the plain one if there was none."""
    place = _place(target)
    try:
        known = _manifest(cloud, place, {"imageTag": place.tag + _DOCKER_TAG})
    except ClientError:
        return target
    return target + _DOCKER_TAG if known else target


def _put_docker_manifest(cloud: Cloud, place: _Place, target: str, manifest: dict[str, Any]) -> str:
    """Writes the amd64 image's manifest in Docker's form beside it, of the same layers; its name."""
    if "manifests" in manifest:
        digest = _for_amd64(manifest)
        inner = _manifest(cloud, place, {"imageDigest": digest}) if digest else None
        if inner is None:
            raise NotDeployed(f"{target} holds no image for linux/amd64.")
        manifest = inner
    odd = {one["mediaType"] for one in manifest["layers"]} - {_OCI_LAYER, _DOCKER_LAYER}
    if odd:
        raise NotDeployed(
            f"{target} has layers of the form {', '.join(sorted(odd))}, which SageMaker does not take. "
            "Build it without another compression than gzip."
        )
    docker = {
        "schemaVersion": 2,
        "mediaType": DOCKER_MANIFEST,
        "config": {**_descriptor(manifest["config"]), "mediaType": _DOCKER_CONFIG},
        "layers": [{**_descriptor(layer), "mediaType": _DOCKER_LAYER} for layer in manifest["layers"]],
    }
    tag = place.tag + _DOCKER_TAG
    try:
        cloud.client("ecr").put_image(
            registryId=place.registry,
            repositoryName=place.repository,
            imageManifest=json.dumps(docker),
            imageManifestMediaType=DOCKER_MANIFEST,
            imageTag=tag,
        )
    except ClientError as error:
        if code(error) not in {"ImageAlreadyExistsException", "ImageTagAlreadyExistsException"}:
            raise
    return f"{target.rpartition(':')[0]}:{tag}"


def _descriptor(blob: dict[str, Any]) -> dict[str, Any]:
    return {name: blob[name] for name in ("size", "digest")}


def _foreign_kind(cloud: Cloud, place: _Place, manifest: dict[str, Any]) -> str | None:
    """The first media type that SageMaker refuses, of the manifest or inside its list; None if it accepts all."""
    kind = _kind(manifest)
    if kind == _DOCKER_LIST:
        digest = _for_amd64(manifest)
        inner = _manifest(cloud, place, {"imageDigest": digest}) if digest else None
        return _foreign_kind(cloud, place, inner) if inner else None if digest else "a list without linux/amd64"
    return None if kind == DOCKER_MANIFEST else kind


def _kind(manifest: dict[str, Any]) -> str:
    """A manifest's media type; OCI leaves the field to the writer."""
    return manifest.get("mediaType") or (_OCI_INDEX if "manifests" in manifest else _OCI_MANIFEST)


def _for_amd64(index: dict[str, Any]) -> str:
    """The digest of the linux/amd64 image of an index; its provenance is listed under the platform "unknown"."""
    for one in index["manifests"]:
        platform = one.get("platform", {})
        if (platform.get("os"), platform.get("architecture")) == ("linux", "amd64"):
            return str(one["digest"])
    return ""


def _manifest(cloud: Cloud, place: _Place, wanted: dict[str, str]) -> dict[str, Any] | None:
    """An image's manifest as stored in ECR; None if there is no such image."""
    answer = cloud.client("ecr").batch_get_image(
        registryId=place.registry,
        repositoryName=place.repository,
        imageIds=[wanted],
        acceptedMediaTypes=_KINDS,
    )
    if not answer["images"]:
        return None
    found = answer["images"][0]
    manifest: dict[str, Any] = json.loads(found["imageManifest"])
    if not manifest.get("mediaType") and found.get("imageManifestMediaType"):
        manifest["mediaType"] = found["imageManifestMediaType"]
    return manifest


def _no_image(image: str) -> str:
    return f"There is no image {image}. Push it first, or name one of this machine's."


def _place(image: str) -> _Place:
    found = _ECR.fullmatch(image)
    if not found:
        raise NotDeployed(f"{image} is not the name of an image in ECR.")
    return _Place(*(group or "" for group in found.groups()))


def _engine(image: str) -> str:
    """docker if its daemon answers, else podman: the same choice as docker/engine.sh makes."""
    if shutil.which("docker") and subprocess.run(["docker", "info"], capture_output=True).returncode == 0:
        return "docker"
    if shutil.which("podman"):
        return "podman"
    raise NotDeployed(
        f"{image} would be pushed with docker or podman, and neither answers here. "
        "Install one, or name an image in ECR."
    )


def _run(command: list[str], given: str | None = None) -> None:
    if subprocess.run(command, input=given, text=True).returncode:
        raise NotDeployed(f"`{' '.join(command[:2])}` failed; its own message stands above.")
