"""Metrics: for CloudWatch in the log, and for Prometheus at /metrics."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import requests
from prometheus_client.parser import text_string_to_metric_families

EMF = json.loads((Path(__file__).parent / "emf.schema.json").read_text())
STAGES = {"upload", "queue", "read", "segment", "tokenize", "model", "whole"}


def line_of(server, number):
    return next(line for line in server.log() if line.get("request") == number)


def samples(server):
    text = requests.get(f"{server.url}/metrics", timeout=10).text
    families = text_string_to_metric_families(text)
    return {(one.name, *one.labels.values()): one.value for family in families for one in family.samples}


def test_each_invocation_is_one_line_that_cloudwatch_reads_as_metrics(server, pdf):
    server.post(pdf, X_Amzn_SageMaker_Inference_Id="seen-1")
    server.post(b"no pdf", X_Amzn_SageMaker_Inference_Id="seen-2")
    for number, code in (("seen-1", "ok"), ("seen-2", "not_a_pdf")):
        line = line_of(server, number)
        jsonschema.validate(line, EMF)
        assert (line["code"], line["shape"], line["requests"]) == (code, "endpoint", 1)
        for directive in line["_aws"]["CloudWatchMetrics"]:
            assert directive["Metrics"]
            assert all(isinstance(line[metric["Name"]], int | float) for metric in directive["Metrics"])
            assert all(isinstance(line[name], str) for names in directive["Dimensions"] for name in names)


def test_the_line_has_pages_tokens_clauses_stages_and_the_queue(server, pdf):
    server.post(pdf, X_Amzn_SageMaker_Inference_Id="seen-3")
    line = line_of(server, "seen-3")
    assert line["pages"] == 1 and line["tokens"] > 50 and line["clauses"] > 0 and line["bytes"] == len(pdf)
    assert {f"{stage}_seconds" for stage in STAGES - {"whole"}} <= set(line)
    assert {"queue_depth", "in_progress", "gpu_memory_bytes"} <= set(line)


def test_prometheus_reads_the_same_numbers(server, pdf):
    before = samples(server)
    server.post(pdf)
    server.post(b"no pdf")
    after = samples(server)

    def grown(*name):
        return after[name] - before.get(name, 0)

    assert grown("contract_review_requests_total", "ok") == 1
    assert grown("contract_review_requests_total", "not_a_pdf") == 1
    assert grown("contract_review_pages_total") == 1 and grown("contract_review_tokens_total") > 50
    for stage in STAGES - {"whole"}:
        assert grown("contract_review_stage_seconds_count", stage) >= 1
    assert grown("contract_review_stage_seconds_count", "whole") == 2
    assert after["contract_review_queue_depth",] == 0 and after["contract_review_in_progress",] == 0


def test_pings_are_not_logged(server):
    before = len(server.log())
    for _ in range(5):
        server.ping()
    assert not [line for line in server.log()[before:] if "ping" in json.dumps(line)]
