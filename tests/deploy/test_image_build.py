"""How the image is built, as far as that shows without an engine: what docker is asked, and what the image says."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]


@pytest.fixture
def docker(tmp_path, monkeypatch):
    """A docker that answers and writes down what it is asked."""
    program, log = tmp_path / "docker", tmp_path / "log"
    program.write_text(f'#!/bin/sh\necho "$@" >> {log}\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    return log


def test_an_image_is_built_in_dockers_form_without_what_would_make_an_index_of_it(docker):
    done = subprocess.run([CHECKOUT / "docker" / "engine.sh", "build", "mine"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    asked = docker.read_text().splitlines()[-1]
    form = "--provenance=false --sbom=false --output type=docker,oci-mediatypes=false"
    assert asked.startswith(f"build {form} --tag mine ")


def test_the_image_says_which_packages_it_was_built_from():
    from deploy.artifacts.images import REQUIREMENTS_LABEL

    last_stage = (CHECKOUT / "Dockerfile").read_text().rpartition("\nFROM ")[2]
    assert f"LABEL {REQUIREMENTS_LABEL}=${{REQUIREMENTS}}" in last_stage and "ARG REQUIREMENTS=" in last_stage


def test_the_gpu_images_layers_are_tried_by_the_dockerfiles_own_commands():
    tried = re.findall(r'^ +\(?layer "(.+?)"', (CHECKOUT / "docker" / "try_gpu_layers.sh").read_text(), re.MULTILINE)
    dockerfile = (CHECKOUT / "Dockerfile").read_text()
    assert [dockerfile.count(f"\nRUN {beginning}") for beginning in tried] == [1, 1, 1, 1]
