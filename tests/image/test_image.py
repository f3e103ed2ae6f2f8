"""What the image is, and what it says where it cannot serve."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ENGINE = str(ROOT / "docker" / "engine.sh")
# PyTorch, which only language models and unusual taggers need on a CPU, is 434 MB of it.
MOST_BYTES = 1_000_000_000
# Of cases that differ in the message alone, a plain process is asked one: tests/serve/test_config.py and
# tests/model/engines/test_load_engine.py have all of them, without a server.
CONTAINER = partial(pytest.param, marks=pytest.mark.image)


def run(*arguments, **settings):
    return subprocess.run([ENGINE, "do", *arguments], capture_output=True, text=True, timeout=240, **settings)


def once(image, *command, env=(), options=()):
    """A container that ends by itself: its exit status, and what it said."""
    named = [f"--env={pair}" for pair in env]
    if image:
        done = run("run", "--rm", "--network=host", *options, *named, image, *command)
    else:
        clean = {key: value for key, value in os.environ.items() if not key.startswith("CONTRACT_REVIEW_")}
        main = [sys.executable, "-c", "import sys; from serve.cli import main; sys.exit(main())", *command]
        done = subprocess.run(
            main, capture_output=True, text=True, timeout=240, env=clean | dict(pair.split("=", 1) for pair in env)
        )
    return done.returncode, done.stderr.strip().splitlines()


def test_the_dockerfile_is_clean():
    hadolint = Path(sys.executable).parent / "hadolint"
    done = subprocess.run([hadolint, ROOT / "Dockerfile"], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize(
    ("requirements", "untested"),
    [("requirements.txt", "setuptools"), ("requirements-cuda.txt", "setuptools|triton|(nvidia|cuda)-.*")],
)
def test_what_the_image_is_built_of_is_what_the_tests_ran_with(requirements, untested):
    pins = dict(
        line.split(" ")[0].replace("_", "-").lower().split("==")
        for line in (ROOT / "docker" / requirements).read_text().splitlines()
        if "==" in line and not line.startswith((" ", "#"))
    )
    constraints = dict(
        line.replace("_", "-").lower().split("==") for line in (ROOT / "constraints.txt").read_text().split()
    )
    named = {name: version.split("+")[0] for name, version in pins.items()}
    assert {name: constraints[name] for name in named if name in constraints} == {
        name: version for name, version in named.items() if name in constraints
    }
    more = set(named) - set(constraints)
    assert all(re.fullmatch(untested, name) for name in more), "run make requirements"


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("CONTRACT_REVIEW_QUEUE=many", "CONTRACT_REVIEW_QUEUE is 'many'; it must be a whole number from 0 to 10000."),
        CONTAINER("CONTRACT_REVIEW_QUEU=3", "CONTRACT_REVIEW_QUEU is not a setting."),
        CONTAINER("CONTRACT_REVIEW_DEVICE=tpu", "CONTRACT_REVIEW_DEVICE is 'tpu'; it must be one of auto, cpu, cuda."),
        CONTAINER("SAGEMAKER_BIND_TO_PORT=0", "SAGEMAKER_BIND_TO_PORT is 0; it must be from 1 to 65535."),
    ],
)
def test_a_wrong_setting_ends_the_start_with_one_line(image, setting, said):
    status, lines = once(image, "serve", env=[setting])
    assert status == 1 and len(lines) == 1 and said in lines[0]


def test_a_port_that_is_taken_ends_the_start_with_one_line(image):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        status, lines = once(image, "serve", env=[f"SAGEMAKER_BIND_TO_PORT={port}"])
    assert status == 1 and len(lines) == 1 and f"Cannot listen on port {port}: Address already in use" in lines[0]


def said_by_ping(launch, expected, **given):
    with launch(wait=False, **given) as service:
        said, until = "", time.monotonic() + 90
        while expected not in said and time.monotonic() < until:
            time.sleep(0.2)
            try:
                answer = service.ask("GET", "/ping")
            except OSError:
                continue
            assert answer.status == 503
            said = answer.json()["error"]["message"]
        assert expected in said


def test_a_gpu_that_is_asked_for_and_not_there_is_said_by_ping(launch):
    said_by_ping(launch, "CONTRACT_REVIEW_DEVICE is cuda, but no GPU was found.", CONTRACT_REVIEW_DEVICE="cuda")


@pytest.mark.parametrize(
    ("files", "said"),
    [
        CONTAINER({}, "has no config.json", id="empty"),
        CONTAINER({"model.safetensors": "x"}, "has no config.json", id="without its configuration"),
        pytest.param(
            {"config.json": '{"architectures": ["BertForTokenClassification"]}'},
            "has no model.safetensors",
            id="without its weights",
        ),
        CONTAINER(
            {"config.json": '{"architectures": ["ResNetForImageClassification"]}'},
            "a token-classification model or a causal language model",
            id="of another kind",
        ),
        CONTAINER(None, "is not a directory", id="missing"),
    ],
)
def test_a_model_directory_that_is_none_is_said_by_ping(launch, image, tmp_path, files, said):
    folder = tmp_path / "model"
    folder.mkdir()
    for name, text in (files or {}).items():
        (folder / name).write_text(text)
    place = "/opt/ml/own" if image else str(folder)
    missing = {"CONTRACT_REVIEW_MODEL": f"{place}/nowhere" if files is None else place}
    said_by_ping(launch, said, folders={folder: "/opt/ml/own"}, **missing)


@pytest.mark.image
def test_its_labels_its_command_and_its_size_are_what_sagemaker_needs(image):
    (seen,) = json.loads(run("image", "inspect", image).stdout)
    config = seen["Config"]
    for capability in ("accept-bind-to-port", "multi-models"):
        assert config["Labels"][f"com.amazonaws.sagemaker.capabilities.{capability}"] == "true"
    assert config["Entrypoint"] == ["tini", "--", "contract-review"] and config["Cmd"] == ["serve"]
    assert config.get("User", "") in ("", "root")
    assert "CONTRACT_REVIEW_HOST=0.0.0.0" in config["Env"], "or nobody outside the container reaches it"
    print(f"image: {seen['Size'] / 1e6:,.0f} MB")
    assert seen["Size"] < MOST_BYTES


@pytest.mark.image
def test_no_compiler_no_package_manager_of_python_and_no_cache_is_left_in_it(image):
    found = "for name in gcc cc g++ ld strip make pip pip3 uv; do command -v $name; done"
    found += "; ls -A /root/.cache /var/lib/apt/lists"
    done = run("run", "--rm", "--entrypoint=sh", image, "-c", f"{found} 2>/dev/null; true")
    assert done.stdout.replace(":", "").split() in ([], ["/var/lib/apt/lists"])


@pytest.mark.image
def test_no_program_in_it_runs_with_more_rights_than_its_caller(image):
    done = run("run", "--rm", "--entrypoint=find", image, "/", "-xdev", "-perm", "/6000", "-type", "f")
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.image
def test_it_holds_what_serving_needs_and_no_other_package_of_ours(image):
    done = run("run", "--rm", "--entrypoint=ls", image, "/opt/app")
    assert {"chunking", "model", "serve"} <= set(done.stdout.split())
    assert not {"benchmarks", "deploy", "tests"} & set(done.stdout.split())


@pytest.mark.image
def test_it_lists_all_that_it_is_made_of(image):
    installed = "import importlib.metadata as m; print(*(d.name.lower().replace('_', '-') for d in m.distributions()))"
    python = run("run", "--rm", "--entrypoint=python3", image, "-c", installed).stdout.split()
    debian = run("run", "--rm", "--entrypoint=dpkg-query", image, "-W", "-f", "${Package} ").stdout.split()
    bill = json.loads(run("run", "--rm", "--entrypoint=cat", image, "/opt/sbom.cdx.json").stdout)
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    listed = {component["name"] for component in bill["components"]}
    assert {"contract-review", "torch", "libc6"} <= listed and {*python, *debian} <= listed
    assert all(component["version"] and component["purl"] for component in bill["components"])


@pytest.mark.image
def test_its_labels_say_which_source_it_was_built_from(image):
    (seen,) = json.loads(run("image", "inspect", image).stdout)
    labels = seen["Config"]["Labels"]
    assert re.fullmatch("[0-9a-f]{40}", labels["org.opencontainers.image.revision"])
    assert re.fullmatch("(https://.+)?", labels["org.opencontainers.image.source"])


@pytest.mark.parametrize("seconds", [0.3, 1.0, 2.5])
def test_sigterm_ends_it_while_it_starts(launch, seconds):
    with launch(wait=False) as service:
        time.sleep(seconds)
        began = time.monotonic()
        service.stop()
        assert time.monotonic() - began < 15, "process 1 that has no handler yet ignores SIGTERM"


@pytest.mark.image
def test_extract_says_where_in_the_container_it_wrote(image, tmp_path, pdf):
    (tmp_path / "contract.pdf").write_bytes(pdf)
    done = run("run", "--rm", "--network=none", f"--volume={tmp_path}:/data", image, "extract", "/data/contract.pdf")
    assert done.returncode == 0 and "Written to /contract.review.json" in done.stdout


@pytest.mark.image
def test_a_files_review_goes_to_the_folder_that_is_mounted(image, tmp_path, pdf):
    (tmp_path / "contract.pdf").write_bytes(pdf)
    done = run(
        "run",
        "--rm",
        "--network=none",
        f"--volume={tmp_path}:/data",
        image,
        "extract",
        "/data/contract.pdf",
        "-o",
        "/data/",
    )
    assert done.returncode == 0, done.stderr
    assert json.loads((tmp_path / "contract.review.json").read_text())["clauses"]


@pytest.mark.image
def test_it_is_ready_soon_says_so_and_ends_with_its_signal(launch, pdf):
    began = time.monotonic()
    with launch("--memory=2g") as service:
        print(f"ready after {time.monotonic() - began:.1f} s")
        assert service.run_inside("python3", "/opt/healthcheck.py") == ""
        assert service.post(pdf).status == 200
        assert service.stop() == 0
