"""The wheel works in its own environment, outside the checkout: no file that it reads is missing.

Its working folder is full of planted modules with every name that Python might import. None of them is ever run.
"""

from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
import sys
import time
import zipfile
from contextlib import contextmanager
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import requests

from benchmarks.performance.under_load.sample_documents import of_pages

CHECKOUT = Path(__file__).parents[1]
# The sample's page with its governing law, and the page before.
CONTRACT = of_pages(2, first=5)
TOY_LLM = CHECKOUT / "tests" / "model" / "toy_llm"
PATIENCE = 240
# Files that are not needed at run time: documentation and results.
NOT_READ = ("*.md", "benchmarks/results/*", "deploy/page.webp", "*.pyc")
PLANTED = """
with open({seen!r}, "a") as file:
    file.write(__name__ + " ")
raise ImportError("this file was planted")
"""
ANNOTATED = {
    "title": "One",
    "pdf": "one.pdf",
    "type": "Supply",
    "text": "SUPPLY AGREEMENT\n\nThis Agreement shall be governed by the laws of the State of New York.",
    "clauses": {"Governing Law": [[18, 87]], "Document Name": [[0, 16]]},
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The folder of contracts, with planted modules."""
    folder = tmp_path_factory.mktemp("inbox")
    (folder / "contract.pdf").write_bytes(CONTRACT)
    names = {*sys.stdlib_module_names, *packages_distributions(), "sitecustomize", "usercustomize", "serve", "model"}
    for name in names | {"chunking", "deploy", "benchmarks"}:
        if name.isidentifier():
            (folder / f"{name}.py").write_text(PLANTED.format(seen=str(folder.with_suffix(".seen"))))
    return folder


@pytest.fixture(autouse=True)
def nothing_planted_was_run(folder):
    yield
    seen = folder.with_suffix(".seen")
    assert not seen.exists(), seen.read_text()


@pytest.fixture
def run(installed, folder, clean_environment):
    """Runs a command of the installed product to its end in the folder of contracts."""

    def done(*command):
        program = [str(installed / command[0]), *map(str, command[1:])]
        return subprocess.run(
            program, cwd=folder, env=clean_environment, capture_output=True, text=True, timeout=PATIENCE
        )

    return done


@pytest.fixture
def serving(installed, folder, clean_environment, tmp_path):
    """``with serving(VARIABLE="value") as url``."""

    @contextmanager
    def started(**settings):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = str(free.getsockname()[1])
        with (tmp_path / "log").open("w") as log:
            environment = {**clean_environment, **settings, "SAGEMAKER_BIND_TO_PORT": port}
            process = subprocess.Popen(installed / "serve", cwd=folder, env=environment, stderr=log)
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(40)

    return started


def ask(url, path, method="get", **given):
    """Sends a request as soon as the server is ready."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            answer = requests.request(method, url + path, timeout=PATIENCE, **given)
            if answer.status_code != 503:
                return answer
        except requests.ConnectionError:
            pass
        time.sleep(0.1)
    raise AssertionError(f"{url}{path} never answered")


def review(url, path="/invocations"):
    answer = ask(url, path, "post", data=CONTRACT, headers={"Content-Type": "application/pdf"})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_wheel_contains_every_file_beside_the_code(wheel):
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if ".dist-info/" not in name}
    there = {
        path.relative_to(CHECKOUT)
        for package in ("benchmarks", "chunking", "deploy", "model", "serve")
        for path in (CHECKOUT / package).rglob("*")
        if path.is_file()
    }
    assert packed == {str(path) for path in there if not any(path.match(pattern) for pattern in NOT_READ)}


def test_the_installed_code_runs(installed, run, folder):
    done = run("python", "-P", "-c", "import serve, model, chunking; print(serve.__file__, model.__file__)")
    assert done.stdout.count(str(installed.parent)) == 2, done


def test_extract_reviews_with_the_embedded_model(run, folder):
    done = run("contract-review", "extract", "contract.pdf", "-o", "out/", "--html")
    assert done.returncode == 0, done.stderr
    made = json.loads((folder / "out" / "contract.review.json").read_text())
    assert made["model"]["engine"] == "tagger" and made["clauses"] and made["flags"]
    assert "<html" in (folder / "out" / "contract.review.html").read_text()


def test_the_embedded_model_is_served(serving):
    with serving() as url:
        assert review(url)["summary"]["governing_law"]["value"] == "Delaware"


def test_a_language_model_is_served_with_the_built_in_prompt(serving, tmp_path):
    model = tmp_path / "model"
    shutil.copytree(TOY_LLM, model, ignore=shutil.ignore_patterns("prompt.txt"))
    with serving(CONTRACT_REVIEW_MODEL=str(model)) as url:
        assert review(url)["model"]["engine"] == "llm"


def test_several_models_are_served(serving, tmp_path):
    """Here one: the embedded model with a playbook of its own."""
    (tmp_path / "models" / "ours").mkdir(parents=True)
    (tmp_path / "models" / "ours" / "playbook.yaml").write_text("name: Ours\nrules: []\n")
    with serving(SAGEMAKER_MULTI_MODEL="1", CONTRACT_REVIEW_MODELS=str(tmp_path / "models")) as url:
        assert ask(url, "/models", "post", json={"model_name": "o", "url": "ours"}).status_code == 200
        reviewed = review(url, "/models/o/invoke")
        assert reviewed["clauses"] and reviewed["playbook"] == "Ours"


def test_a_playbook_is_checked(run, installed, tmp_path):
    (default,) = installed.parent.rglob("playbook/default.yaml")
    ours = tmp_path / "ours.yaml"
    ours.write_text(default.read_text())
    done = run("contract-review", "playbook", "check", ours)
    assert done.returncode == 0, done.stderr


def test_a_model_is_evaluated(run, tmp_path):
    contracts = tmp_path / "contracts.jsonl"
    contracts.write_text(json.dumps(ANNOTATED) + "\n")
    done = run("contract-review", "evaluate", "--all", "--contracts", contracts, "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert "<html" in (tmp_path / "out" / "evaluation.html").read_text()


def test_the_service_starts_on_this_machine_with_its_page(installed, folder, clean_environment):
    process = subprocess.Popen(
        [installed / "contract-review", "local", "--port", "0", "--max-workers", "1", "--warm", "1"],
        cwd=folder,
        env=clean_environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            page = re.search(r"http://\S+", process.stdout.readline())[0]
            assert "<html" in requests.get(page, timeout=PATIENCE).text
        finally:
            process.terminate()
