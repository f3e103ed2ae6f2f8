"""A multi-model endpoint: the platform loads models, invokes them by name, and unloads them where memory is short."""

from __future__ import annotations

import json
import threading
import time

import pytest

INSIDE = "/opt/ml/models"
PLAYBOOK = """name: {client}
rules:
  - id: {client}-escrow
    clause: Source Code Escrow
    must: be_there
    severity: high
    reason: {client} wants the source code to be held for it.
"""


class Platform:
    """SageMaker's side of the /models API."""

    def __init__(self, service):
        self._service = service

    def load(self, name, url):
        said = json.dumps({"model_name": name, "url": url}).encode()
        return self._service.ask("POST", "/models", said, {"Content-Type": "application/json"})

    def unload(self, name):
        return self._service.ask("DELETE", f"/models/{name}")

    def names(self, size=100):
        """All pages."""
        names, token = [], ""
        while True:
            page = self._service.ask("GET", f"/models?limit={size}&next_page_token={token}").json()
            names += [model["modelName"] for model in page["models"]]
            token = page.get("nextPageToken", "")
            if not token:
                return names

    def invoke(self, name, body):
        return self._service.post(body, path=f"/models/{name}/invoke")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A directory for each client, with a playbook of its own for the embedded model, and one that is half copied."""
    root = tmp_path_factory.mktemp("models")
    for client in ("acme", "globex", "initech"):
        (root / client / "model").mkdir(parents=True)
        (root / client / "model" / "playbook.yaml").write_text(PLAYBOOK.format(client=client))
    (root / "half" / "model").mkdir(parents=True)
    (root / "half" / "model" / "config.json").write_text('{"architectures": ["BertForTokenClassification"]}')
    return root


@pytest.fixture(scope="module")
def service(launch, image, folder):
    models = INSIDE if image else str(folder)
    with launch(SAGEMAKER_MULTI_MODEL="true", CONTRACT_REVIEW_MODELS=models, folders={folder: INSIDE}) as started:
        yield started


@pytest.fixture(scope="module")
def platform(service):
    return Platform(service)


def test_models_are_loaded_listed_by_page_invoked_and_unloaded(platform, service, pdf):
    assert service.ask("GET", "/ping").status == 200, "with no model loaded, too"
    assert platform.invoke("acme", pdf).status == 404
    for client in ("acme", "globex"):
        assert platform.load(client, f"{client}/model").status == 200
    assert platform.load("acme", "acme/model").status == 409
    assert platform.names(size=1) == ["acme", "globex"]
    for client in ("acme", "globex"):
        review = platform.invoke(client, pdf).json()
        assert review["playbook"] == client and review["flags"][0]["rule"] == f"{client}-escrow"
    assert platform.unload("acme").status == 200 and platform.unload("acme").status == 404
    assert platform.invoke("acme", pdf).status == 404
    assert platform.invoke("globex", pdf).status == 200


def test_a_directory_that_is_half_copied_is_refused_and_harms_no_other(platform, service, pdf):
    answer = platform.load("half", "half/model")
    assert answer.status == 400 and "no model.safetensors" in answer.json()["error"]["message"]
    assert platform.names() == ["globex"] and platform.invoke("globex", pdf).status == 200
    assert service.ask("GET", "/ping").status == 200


@pytest.mark.parametrize(("name", "url"), [("../acme", "acme/model"), ("one", "/etc"), ("one", "../.."), ("a b", "x")])
def test_names_and_urls_that_try_to_leave_their_folder_are_refused(platform, name, url):
    assert platform.load(name, url).status == 400


def test_requests_while_models_come_and_go_end_in_a_review_or_a_clear_error(platform, pdf):
    stop, answers = threading.Event(), []

    def ask():
        while not stop.wait(0.1):
            answers.append(platform.invoke("initech", pdf))

    def count(status):
        return sum(answer.status == status for answer in answers)

    def wait_for(status, more):
        wanted, until = count(status) + more, time.monotonic() + 60
        while count(status) < wanted and time.monotonic() < until:
            time.sleep(0.02)

    clients = [threading.Thread(target=ask) for _ in range(3)]
    for client in clients:
        client.start()
    try:
        for _ in range(2):
            wait_for(404, more=1)
            assert platform.load("initech", "initech/model").status == 200
            wait_for(200, more=3)
            assert platform.unload("initech").status == 200
    finally:
        stop.set()
        for client in clients:
            client.join()
    assert {200, 404} <= {answer.status for answer in answers} <= {200, 404, 503}
    assert platform.names() == ["globex"]


def test_models_that_were_lost_with_the_http_process_are_not_found_and_load_again(platform, service, pdf):
    service.kill("http")
    service.wait_until_ready()
    assert platform.names() == []
    answer = platform.invoke("globex", pdf)
    assert (answer.status, answer.code) == (404, "not_found")
    assert platform.load("globex", "globex/model").status == 200
    assert platform.invoke("globex", pdf).json()["playbook"] == "globex"


@pytest.mark.image
def test_where_memory_is_short_the_platform_unloads_one_and_loads_the_next(launch, folder, pdf):
    settings = {"SAGEMAKER_MULTI_MODEL": "true", "CONTRACT_REVIEW_MODELS": INSIDE}
    with launch("--memory=970m", folders={folder: INSIDE}, **settings) as service:
        platform, loaded = Platform(service), []
        for number in range(6):
            answer = platform.load(f"m{number}", "acme/model")
            if answer.status == 507:
                break
            loaded.append(f"m{number}")
            assert platform.invoke(loaded[-1], pdf).status == 200
        assert answer.status == 507 and answer.code == "out_of_memory" and loaded
        print(f"models in 970 MB: {len(loaded)}; {answer.json()['error']['message']}")
        assert platform.load("next", "globex/model").status == 507
        assert platform.unload(loaded[0]).status == 200
        assert platform.load("next", "globex/model").status == 200, "what was unloaded is free"
        assert platform.invoke("next", pdf).json()["playbook"] == "globex"
        assert platform.names() == sorted([*loaded[1:], "next"])
