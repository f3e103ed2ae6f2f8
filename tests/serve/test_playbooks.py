"""Playbooks that an operator installs and a request names."""

from __future__ import annotations

import time

import pytest

RULE = "name: {name}\nrules:\n  - id: x\n    clause: {clause}\n    must: be_there\n    severity: low\n    reason: So.\n"


@pytest.fixture
def installed(tmp_path):
    (tmp_path / "hosting.yaml").write_text(RULE.format(name="For hosting", clause="Insurance"))
    return tmp_path


def test_a_request_may_name_one_of_the_installed_playbooks(start, installed, pdf):
    with start(CONTRACT_REVIEW_PLAYBOOKS=str(installed)) as server:

        def post_with(attributes: str):
            return server.post(pdf, X_Amzn_SageMaker_Custom_Attributes=attributes)

        assert server.post(pdf).json()["playbook"] == "Default"
        review = post_with("client=7,playbook=hosting").json()
        of_rules = [flag["rule"] for flag in review["flags"] if not flag["rule"].startswith("norm:")]
        assert review["playbook"] == "For hosting" and of_rules == ["x"]
        assert review["request"]["custom_attributes"] == "client=7,playbook=hosting"
        refused = post_with("playbook=../../etc/passwd")
        assert refused.status_code == 400 and "default, hosting" in refused.json()["error"]["message"]


def test_ping_says_what_is_wrong_with_a_playbook(start, installed):
    (installed / "bad.yaml").write_text(RULE.format(name="Bad", clause="Luck"))
    with start(wait=False, CONTRACT_REVIEW_PLAYBOOKS=str(installed)) as server:
        until = time.monotonic() + 60
        said = ""
        while "line 3: 'Luck' is no category" not in said and time.monotonic() < until:
            time.sleep(0.2)
            said = server.wait_until(503).json()["error"]["message"]
    assert "line 3: 'Luck' is no category" in said
