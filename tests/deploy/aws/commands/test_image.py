"""An image of this machine on its way to ECR."""

from __future__ import annotations

import json
import stat

import boto3
import pytest
import urllib3
from botocore.exceptions import ClientError

from deploy.cloudformation import stack

pytestmark = pytest.mark.filterwarnings("ignore:Tried to parse AWS..S3..BucketPolicy")  # moto has none

ACCOUNT, REGION, NAME = "123456789012", "eu-west-1", "reviews"


@pytest.fixture
def docker(tmp_path, monkeypatch):
    """A docker that remembers what it was asked, and has one image."""
    log, program = tmp_path / "docker.log", tmp_path / "bin" / "docker"
    program.parent.mkdir()

    def install(architecture="amd64", requirements="docker/requirements.txt"):
        program.write_text(
            f"""#!/bin/sh
echo "$@" >> {log}
case "$1" in
  image) [ "$5" = mine ] && echo sha256:0123456789abcdef {architecture} {requirements} ;;
  login) cat >> {log}; echo >> {log} ;;
esac
"""
        )
        program.chmod(program.stat().st_mode | stat.S_IEXEC)
        monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
        return log

    return install


def test_it_is_pushed_under_a_name_from_its_contents(account, deploy, docker):
    log = docker()
    assert deploy("up", "--image", "mine")[0] == 0
    uri = stack.parameters(account.root)["ImageUri"]
    assert uri.endswith(":0123456789ab") and f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com/" in uri
    asked = log.read_text().splitlines()
    registry = f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com"
    login, password, *rest = asked[-4:]
    assert login == f"login --username AWS --password-stdin {registry}" and password
    assert rest == [f"tag mine {uri}", f"push {uri}"]


def test_a_plan_pushes_nothing(deploy, docker):
    log = docker()
    deploy("plan", "--image", "mine")
    assert "push" not in log.read_text()


def test_an_image_that_is_not_there_or_for_another_processor(account, refused, docker):
    docker("arm64")
    assert "docker build --platform linux/amd64" in refused("up", "--image", "mine")
    assert "There is no image yours here. `make image` or `docker build -t yours .` makes it." in refused(
        "up", "--image", "yours"
    )
    assert boto3.client("cloudformation").describe_stacks()["Stacks"] == [] and account.root is None


def test_an_ecr_image_without_a_tag_and_one_of_no_repository(refused):
    bare = f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com/reviewer"
    assert refused("up", "--image", bare) == (
        f"{bare} is in ECR, so it needs a tag or a digest: {bare}:TAG or {bare}@sha256:DIGEST."
    )
    said = refused("up", "--image", f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com/nothing:1")
    assert said == f"There is no repository nothing in ECR ({REGION}, account {ACCOUNT})."


def test_without_docker(refused, monkeypatch):
    monkeypatch.setenv("PATH", "/nonexistent")
    assert "would be pushed with docker or podman, and neither answers here" in refused("up", "--image", "mine")


# An image that is in ECR already.

GPU_MANIFEST = {
    "schemaVersion": 2,
    "mediaType": "application/vnd.docker.distribution.manifest.v2+json",
    "config": {"mediaType": "application/vnd.docker.container.image.v1+json", "size": 7, "digest": "sha256:0c"},
    "layers": [],
}


@pytest.fixture
def in_ecr(account):
    """Puts an image with this label into ECR: its name."""

    def put(requirements, architecture="amd64"):
        boto3.client("ecr").put_image(
            repositoryName="reviewer", imageManifest=json.dumps(GPU_MANIFEST), imageTag="labeled"
        )
        account.GetDownloadUrlForLayer = lambda asked: {"downloadUrl": f"https://blobs.example/{asked['layerDigest']}"}
        labels = {"contract-review.requirements": requirements} if requirements else None
        account.issuers["https://blobs.example/sha256:0c"] = {
            "architecture": architecture,
            "config": {"Labels": labels},
        }
        return f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com/reviewer:labeled"

    return put


def raising(error):
    def call(asked):
        raise error

    return call


GPU = ("--set", "InstanceType=ml.g5.2xlarge")


def test_an_image_in_ecr_that_is_built_for_cpus_is_not_put_on_a_gpu(account, deploy, refused, in_ecr):
    image = in_ecr("docker/requirements.txt")
    said = refused("up", "--image", image, *GPU)
    assert said.startswith(f"{image} is built for CPUs and would run on an instance with a GPU.")
    assert account.root is None
    deploy("up", "--image", image)
    assert "built for CPUs" in refused("up", *GPU), "an update to a GPU keeps the image, which is checked again"


def test_an_image_in_ecr_that_is_built_for_gpus_is_taken_without_a_warning(deploy, in_ecr, capsys):
    options = deploy.options("plan", "--image", in_ecr("docker/requirements-cuda.txt"), *GPU)
    assert options.run(options) == 0
    assert "Warning" not in capsys.readouterr().err


def test_an_image_in_ecr_for_another_processor_is_refused(account, deploy, refused, in_ecr):
    image = in_ecr("docker/requirements.txt", "arm64")
    assert refused("up", "--image", image).startswith(f"{image} is for arm64; SageMaker's instances are amd64.")
    assert account.root is None
    assert "ecr:GetDownloadUrlForLayer" in deploy("rehearse", "--image", image)[1]


@pytest.mark.parametrize("unreadable", ["no label", "no permission", "no network"])
def test_an_image_in_ecr_of_an_unknown_kind_is_warned_of(account, deploy, in_ecr, capsys, unreadable):
    image = in_ecr("" if unreadable == "no label" else "docker/requirements.txt")
    if unreadable == "no permission":
        denied = {"Error": {"Code": "AccessDeniedException", "Message": "no"}}
        account.GetDownloadUrlForLayer = raising(ClientError(denied, "GetDownloadUrlForLayer"))
    if unreadable == "no network":
        account.issuers["https://blobs.example/sha256:0c"] = urllib3.exceptions.HTTPError("no route")
    options = deploy.options("plan", "--image", image, *GPU)
    assert options.run(options) == 0
    assert f"Warning: it cannot be read from {image} whether it is built for GPUs" in capsys.readouterr().err
