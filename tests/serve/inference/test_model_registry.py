"""Several models in one server: loaded, listed, used, unloaded; with stand-ins for their processes."""

from __future__ import annotations

import io
import threading
import time

import pytest
import requests

from chunking.errors import AlreadyLoaded, BadModel, BadRequest, NotFound, OutOfMemory
from model.engines.base import EMBEDDED
from model.engines.container_memory import killed_for_memory
from serve.config import Config
from serve.http.admission import Admission
from serve.http.app import create_app
from serve.http.uploads import Uploads
from serve.inference.model_registry import PROCESS_BYTES, ModelRegistry

from ..conftest import running

PLENTY = 64 << 30


class Process:
    """A model process that loads at once, or fails as it is told."""

    def __init__(self, config, settings, failure=None):
        self.config, self.settings, self.failure, self.closed = config, settings, failure, False

    def wait_until_loaded(self):
        if self.failure:
            raise self.failure

    def trouble(self):
        return ""

    def gpu_memory_bytes(self):
        return 0

    def close(self):
        self.closed = True


@pytest.fixture
def folder(tmp_path):
    """Three clients: two with a playbook and nothing else, one with a model of its own."""
    for client in ("acme", "globex"):
        (tmp_path / client / "model").mkdir(parents=True)
        (tmp_path / client / "model" / "playbook.yaml").write_text("name: Ours\nrules: []\n")
    (tmp_path / "own").mkdir()
    for part in EMBEDDED.iterdir():
        (tmp_path / "own" / part.name).symlink_to(part)
    return tmp_path


@pytest.fixture(scope="module")
def mortal(tmp_path_factory):
    """A server of several models, one of which dies as its own code says."""
    folder = tmp_path_factory.mktemp("mortal")
    (folder / "model" / "code").mkdir(parents=True)
    settings = {"SAGEMAKER_MULTI_MODEL": "1", "CONTRACT_REVIEW_CUSTOM_CODE": "1", "CONTRACT_REVIEW_MODELS": str(folder)}
    with running(folder / "log", **settings) as server:
        yield server, folder


@pytest.fixture
def models(folder):
    return ModelRegistry(Config(multi_model=True, models=folder), Process, lambda: PLENTY)


def test_links_that_lead_to_one_another_are_no_folder(models, folder):
    (folder / "one").symlink_to(folder / "other")
    (folder / "other").symlink_to(folder / "one")
    with pytest.raises(BadRequest, match="url is not a"):
        models.load("acme", "one")


def test_a_model_is_loaded_with_the_playbook_that_lies_beside_it(models, folder):
    loaded = models.load("acme", str(folder / "acme" / "model"))
    assert loaded.process.config.playbooks == folder / "acme" / "model" / "playbook.yaml"
    assert loaded.process.settings["CONTRACT_REVIEW_MODEL"] == str(EMBEDDED)
    assert models.load("own", str(folder / "own")).process.config.model == folder / "own"


def test_a_model_is_loaded_once_and_found_by_its_name_until_it_is_unloaded(models, folder):
    models.load("acme", str(folder / "acme" / "model"))
    with pytest.raises(AlreadyLoaded):
        models.load("acme", str(folder / "acme" / "model"))
    with models.using("acme") as process:
        assert not process.closed
    models.unload("acme")
    assert process.closed
    for ask in (models.get, models.unload):
        with pytest.raises(NotFound):
            ask("acme")


@pytest.mark.parametrize(
    "url", ["/etc", "../", "acme/../..", "", ".", "acme/\0model", "file:///etc", "x" * 5000, "\ud800"]
)
def test_a_url_that_leaves_the_folder_of_models_or_holds_none_is_refused(models, folder, url):
    (folder / "acme" / "link").symlink_to("/etc")
    with pytest.raises(BadRequest):
        models.load("one", url if url not in ("", ".") else str(folder / "acme" / "link"))


def test_an_empty_url_is_not_the_folder_of_all_models(models):
    with pytest.raises(BadRequest, match="url is empty"):
        models.load("one", "")


@pytest.mark.parametrize("name", ["", "../acme", "a/b", ".hidden", "a b", "a\nb", "x" * 257, "%2e%2e"])
def test_a_name_that_is_more_than_a_name_is_refused(models, folder, name):
    with pytest.raises(BadRequest):
        models.load(name, str(folder / "acme" / "model"))


def test_memory_that_does_not_suffice_is_said_before_a_process_is_started(folder):
    started = []
    free = PROCESS_BYTES + (1 << 20)  # enough for the process, and not for its weights
    models = ModelRegistry(Config(models=folder), lambda *given: started.append(given), lambda: free)
    with pytest.raises(OutOfMemory, match="Unload another"):
        models.load("own", str(folder / "own"))
    assert not started


def test_a_model_that_cannot_be_loaded_leaves_nothing_behind(folder):
    processes = []

    def start(config, settings):
        processes.append(Process(config, settings, BadModel("It is half copied.")))
        return processes[-1]

    models = ModelRegistry(Config(models=folder), start, lambda: PLENTY)
    with pytest.raises(BadRequest, match="half copied"):
        models.load("own", str(folder / "own"))
    assert processes[0].closed and models.page("") == ([], "")


def test_unloading_waits_for_the_work_and_takes_no_more(models, folder):
    process = models.load("acme", str(folder / "acme" / "model")).process
    with models.using("acme"):
        unloading = threading.Thread(target=models.unload, args=("acme",))
        unloading.start()
        until = time.monotonic() + 5
        while models.page("")[0] and time.monotonic() < until:
            time.sleep(0.01)
        with pytest.raises(NotFound), models.using("acme"):
            pass
        assert not process.closed
    unloading.join(5)
    assert process.closed


def test_the_routes_are_sagemakers(models, folder):
    client = create_app(
        Config(multi_model=True, models=folder), models, Admission(1, 0), Uploads(1, 1 << 20)
    ).test_client()
    for name in ("acme", "globex"):
        answer = client.post("/models", json={"model_name": name, "url": f"{name}/model"})
        assert (answer.status_code, answer.json) == (200, {"modelName": name, "modelUrl": f"{name}/model"})
    assert client.post("/models", json={"model_name": "acme", "url": "acme/model"}).status_code == 409
    first = client.get("/models?limit=1").json
    assert [one["modelName"] for one in first["models"]] == ["acme"]
    second = client.get(f"/models?limit=1&next_page_token={first['nextPageToken']}").json
    assert [one["modelName"] for one in second["models"]] == ["globex"] and "nextPageToken" not in second
    assert client.get("/models/acme").json["modelName"] == "acme"
    assert client.delete("/models/acme").status_code == 200
    assert client.get("/models/acme").status_code == client.delete("/models/acme").status_code == 404
    assert client.post("/models/acme/invoke", data=b"%PDF-", content_type="application/pdf").status_code == 404
    for path in ("/models/..%2fetc/invoke", "/models/globex//invoke", "//models"):
        assert client.post(path, data=b"x").status_code == 404
    assert client.post("/invocations", data=b"%PDF-", content_type="application/pdf").status_code == 404
    for body in ("{", "[]", "[" * 50_000, '{"model_name": 1, "url": "x"}', '{"model_name": "x"}'):
        assert client.post("/models", data=body).status_code == 400
    endless = client.post(
        "/models", input_stream=io.BytesIO(bytes(1 << 20)), environ_overrides={"wsgi.input_terminated": True}
    )
    assert (endless.status_code, endless.json["error"]["code"]) == (413, "too_large")
    assert client.get("/models?limit=zero").status_code == 400
    assert client.get("/ping").status_code == 200


@pytest.mark.parametrize(
    ("death", "status"),
    [
        ("raise FileNotFoundError('prompt.txt')", 500),
        ("os.kill(os.getpid(), 9)", 500),
        ("os._exit(3)", 500),
        ("raise MemoryError", 507),
        ("import torch; torch.empty(1 << 50)", 507),
    ],
)
def test_a_load_that_ends_its_process_is_out_of_memory_only_where_memory_ran_out(mortal, death, status):
    """SageMaker unloads healthy models for a 507."""
    server, folder = mortal
    (folder / "model" / "code" / "inference.py").write_text(f"import os\ndef model_fn(folder):\n    {death}\n")
    answer = requests.post(f"{server.url}/models", json={"model_name": "one", "url": "model"}, timeout=120)
    assert answer.status_code == status, answer.text
    assert requests.get(f"{server.url}/models", timeout=10).json() == {"models": []}


def test_a_process_that_the_kernel_ended_for_memory_is_known_by_its_count(tmp_path):
    (tmp_path / "vmstat").write_text("nr_free_pages 5\noom_kill 3\n")
    assert killed_for_memory(tmp_path / "vmstat") == 3
    assert killed_for_memory(tmp_path / "none") == 0
