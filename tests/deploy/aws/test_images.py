"""The image's form: what SageMaker refuses is refused before anything is created, and what is pushed is in its form."""

from __future__ import annotations

import json

import boto3
import pytest
from moto import mock_aws

from chunking.errors import NotDeployed
from deploy.artifacts import images
from deploy.cloud import Cloud

ACCOUNT, REGION = "123456789012", "eu-west-1"
REPOSITORY = f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com/reviewer"
OCI_MANIFEST, OCI_INDEX = "application/vnd.oci.image.manifest.v1+json", "application/vnd.oci.image.index.v1+json"
DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json"
LAYER = {
    "mediaType": "application/vnd.oci.image.layer.v1.tar+gzip",
    "size": 3,
    "digest": "sha256:1a",
    "annotations": {},
}
CONFIG = {"mediaType": "application/vnd.oci.image.config.v1+json", "size": 7, "digest": "sha256:0c"}
OCI = {"schemaVersion": 2, "mediaType": OCI_MANIFEST, "config": CONFIG, "layers": [LAYER]}
DOCKER = {"schemaVersion": 2, "mediaType": images.DOCKER_MANIFEST}


@pytest.fixture
def cloud(monkeypatch):
    for name, value in {"ACCESS_KEY_ID": "x", "SECRET_ACCESS_KEY": "x", "DEFAULT_REGION": REGION}.items():
        monkeypatch.setenv(f"AWS_{name}", value)
    with mock_aws():
        session = boto3.Session(region_name=REGION)
        session.client("ecr").create_repository(repositoryName="reviewer")
        yield Cloud(session, "reviews", ACCOUNT, REGION, f"arn:aws:iam::{ACCOUNT}:user/ann")


def put(cloud, manifest, tag):
    ecr = cloud.client("ecr")
    kind = manifest.get("mediaType", OCI_MANIFEST)  # OCI leaves the field to the writer; ECR is told beside it
    answer = ecr.put_image(
        repositoryName="reviewer", imageManifest=json.dumps(manifest), imageManifestMediaType=kind, imageTag=tag
    )
    return answer["image"]["imageId"]["imageDigest"]


def index(digest, kind=OCI_INDEX):
    """An image among others, as build provenance leaves it."""
    platforms = [("linux", "amd64", digest), ("unknown", "unknown", "sha256:ff")]
    entries = [
        {"digest": one, "size": 1, "mediaType": OCI_MANIFEST, "platform": {"os": system, "architecture": processor}}
        for system, processor, one in platforms
    ]
    return {"schemaVersion": 2, "mediaType": kind, "manifests": entries}


def test_an_image_of_dockers_form_is_taken_bare_and_in_a_list(cloud):
    put(cloud, index(put(cloud, DOCKER, "1"), DOCKER_LIST), "list")
    assert images.manifest_problems(cloud, f"{REPOSITORY}:1") == []
    assert images.manifest_problems(cloud, f"{REPOSITORY}:list") == []


def test_oci_images_are_refused_with_what_to_do_bare_in_an_index_and_within_a_list(cloud):
    digest = put(cloud, OCI, "oci")
    put(cloud, index(digest), "index")
    put(cloud, index(digest, DOCKER_LIST), "list")
    put(cloud, {name: value for name, value in OCI.items() if name != "mediaType"}, "untyped")
    for tag, kind in (("oci", OCI_MANIFEST), ("index", OCI_INDEX), ("list", OCI_MANIFEST), ("untyped", OCI_MANIFEST)):
        (said,) = images.manifest_problems(cloud, f"{REPOSITORY}:{tag}")
        assert f"is {kind}, which SageMaker refuses" in said and "--provenance=false" in said


def local(engine="docker"):
    return images.LocalImage(engine, "mine", "0123456789ab", "docker/requirements.txt")


@pytest.mark.parametrize("in_an_index", [False, True])
def test_a_pushed_oci_image_gets_a_manifest_of_dockers_form_with_the_same_layers(cloud, in_an_index):
    digest = put(cloud, OCI, "inner" if in_an_index else "0123456789ab")
    if in_an_index:
        put(cloud, index(digest), "0123456789ab")
    taken = images.push(cloud, local(), f"{REPOSITORY}:0123456789ab", lambda _: None)
    assert taken == f"{REPOSITORY}:0123456789ab-docker"
    assert images.manifest_problems(cloud, taken) == []
    (found,) = cloud.client("ecr").batch_get_image(
        repositoryName="reviewer", imageIds=[{"imageTag": "0123456789ab-docker"}]
    )["images"]
    assert json.loads(found["imageManifest"]) == {
        "schemaVersion": 2,
        "mediaType": images.DOCKER_MANIFEST,
        "config": {"mediaType": "application/vnd.docker.container.image.v1+json", "size": 7, "digest": "sha256:0c"},
        "layers": [
            {"mediaType": "application/vnd.docker.image.rootfs.diff.tar.gzip", "size": 3, "digest": "sha256:1a"}
        ],
    }
    assert images.push(cloud, local(), f"{REPOSITORY}:0123456789ab", lambda _: None) == taken  # again
    assert images.as_pushed(cloud, f"{REPOSITORY}:0123456789ab") == taken, "so that a plan shows no change"
    assert images.as_pushed(cloud, f"{REPOSITORY}:another") == f"{REPOSITORY}:another"


def test_layers_that_docker_has_no_form_for_are_named(cloud):
    zstd = {**LAYER, "mediaType": "application/vnd.oci.image.layer.v1.tar+zstd"}
    put(cloud, {**OCI, "layers": [zstd]}, "0123456789ab")
    with pytest.raises(NotDeployed, match=r"tar\+zstd, which SageMaker does not take"):
        images.push(cloud, local(), f"{REPOSITORY}:0123456789ab", lambda _: None)


@pytest.fixture
def engines(tmp_path, monkeypatch):
    """Programs of these names, which log what they are asked and fail where they are told to."""
    log = tmp_path / "log"
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

    def install(name, answers=True, labels="docker/requirements.txt"):
        program = tmp_path / name
        inspect = f"echo 0123456789abcdef amd64 {labels}"
        script = f'#!/bin/sh\necho {name} "$@" >> {log}\n[ "$1" = image ] && {inspect}\n'
        program.write_text(script + ("exit 0\n" if answers else "exit 1\n"))
        program.chmod(0o755)
        return log

    return install


def test_podman_pushes_in_dockers_form_where_docker_does_not_answer(cloud, engines):
    engines("docker", answers=False)
    log = engines("podman")
    image = images.local("mine")
    assert image == images.LocalImage("podman", "mine", "0123456789abcdef", "docker/requirements.txt")
    target = image.target(REPOSITORY)
    images.push(cloud, image, target, lambda _: None)
    assert log.read_text().splitlines()[-1] == f"podman push --format v2s2 {target}"


def test_an_image_for_cpus_is_not_put_on_a_gpu(engines):
    engines("docker")
    image = images.local("mine")
    (said,) = images.mismatches(image.name, image.requirements, gpu=True)
    assert "mine is built for CPUs" in said and "--build-arg REQUIREMENTS=docker/requirements-cuda.txt" in said
    assert images.mismatches(image.name, image.requirements, gpu=False) == []
    engines("docker", labels="docker/requirements-cuda.txt")
    assert images.mismatches("mine", images.local("mine").requirements, gpu=True) == []
    engines("docker", labels="")
    assert images.mismatches("mine", images.local("mine").requirements, gpu=True) == [], "it is not labeled"
