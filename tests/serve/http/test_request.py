"""What is read from a request's headers, and that none of it can pass for anything but text."""

from __future__ import annotations

import json
import logging

import pytest
from flask import Flask

from serve.config import Config
from serve.http.request import read_context, without_password
from serve.log import _Lines

FORGED = 'x\n{"level": "error"}\r\x1b[2J\x85\u2028'


def context_of(**headers):
    environ = {f"HTTP_X_AMZN_SAGEMAKER_{name}": value for name, value in headers.items()}
    with Flask("test").test_request_context("/invocations", environ_overrides=environ):
        return read_context(Config())


def test_ids_are_printable_and_no_longer_than_sagemaker_lets_them_be():
    request = context_of(INFERENCE_ID=FORGED + "y" * 100, CUSTOM_ATTRIBUTES="matter=1\nplaybook=x" + "z" * 2000)
    assert request.id.startswith('x?{"level": "error"}??[2J??y') and len(request.id) == 64
    assert request.custom_attributes.startswith("matter=1?playbook=x") and len(request.custom_attributes) == 1024


def test_custom_attributes_name_a_playbook_and_an_adapter():
    request = context_of(CUSTOM_ATTRIBUTES="matter=1,playbook=ours,adapter=client-7;adapter=other")
    assert (request.playbook, request.adapter) == ("ours", "client-7")
    assert context_of(CUSTOM_ATTRIBUTES="myadapter=x").adapter is None
    assert context_of(CUSTOM_ATTRIBUTES="matter=1,text=yes").with_text and not context_of().with_text


def test_custom_attributes_name_the_document():
    assert (
        context_of(CUSTOM_ATTRIBUTES="name=Lease%20No.%207%20%28final%29.pdf,text=yes").name
        == "Lease No. 7 (final).pdf"
    )
    logged = context_of(CUSTOM_ATTRIBUTES="matter=1,name=Smith%20v.%20Jones.pdf,text=yes").custom_attributes
    assert logged == "matter=1,name=***,text=yes"
    assert context_of(CUSTOM_ATTRIBUTES="name=..%2F..%2Fetc%2Fpasswd").name == "passwd"
    assert context_of(CUSTOM_ATTRIBUTES="name=a%1B%5B2J%0A" + "b" * 400).name == "a[2J" + "b" * 251
    assert context_of(CUSTOM_ATTRIBUTES="name=").name is None and context_of().name is None


def test_a_request_without_an_id_gets_one_of_its_own():
    assert context_of().id != context_of().id and len(context_of().id) == 32


def test_a_log_entry_is_one_line_whatever_it_contains():
    record = logging.LogRecord("contract_review", logging.INFO, "", 0, "said", None, None)
    record.facts = {"code": FORGED}
    line = _Lines().format(record)
    assert line.isascii() and line.isprintable() and json.loads(line)["code"] == FORGED


@pytest.mark.parametrize(
    ("given", "kept", "password"),
    [
        ("matter=1,password=open%2Csesame", "matter=1,password=***", "open,sesame"),
        ("Password=x; matter=1", "password=***; matter=1", "x"),
        ("matter=1", "matter=1", None),
        (None, None, None),
    ],
)
def test_a_password_is_split_from_what_is_logged_and_shown(given, kept, password):
    assert without_password(given) == (kept, password)
    assert "sesame" not in repr(context_of(CUSTOM_ATTRIBUTES=given or "matter=1"))


@pytest.mark.parametrize(
    "attributes",
    [
        *("pass%77ord=sesame", "%70assword=sesame", "password%253Dsesame", "password sesame", "password\tsesame"),
        *("passwd=sesame", "pwd=sesame", "pass: sesame", "passphrase=sesame", "pass-word=sesame", "passwords=sesame"),
        *("password[]=sesame", r'{"pass\u0077ord":"sesame"}', "password->sesame", "<password>sesame</password>"),
        "password=x,passwd=sesame",
    ],
)
def test_a_password_that_cannot_be_told_from_the_rest_hides_all_of_it(attributes):
    context = context_of(CUSTOM_ATTRIBUTES=f"playbook=ours,{attributes}")
    assert context.custom_attributes == "***" and context.playbook == "ours"


@pytest.mark.parametrize("attributes", ["compass=3,bypass=1", "matter=passport,trespass: 4", "passing=words"])
def test_what_only_looks_like_one_is_kept(attributes):
    assert context_of(CUSTOM_ATTRIBUTES=attributes).custom_attributes == attributes
