"""The settings, and the errors for wrong ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from chunking.errors import BadConfiguration
from chunking.isolation.limits import Limits
from model.engines.base import EMBEDDED
from serve.config import Config


def test_without_settings_the_defaults_hold():
    assert Config.from_environment({"PATH": "/bin"}) == Config(model=EMBEDDED)


def test_playbooks_that_do_not_exist_are_refused_by_name():
    with pytest.raises(BadConfiguration, match="CONTRACT_REVIEW_PLAYBOOKS is /nowhere, which does not exist"):
        Config.from_environment({"CONTRACT_REVIEW_PLAYBOOKS": "/nowhere"})


def test_every_setting_is_read():
    config = Config.from_environment(
        {
            "SAGEMAKER_BIND_TO_PORT": "9090",
            "CONTRACT_REVIEW_MODEL": "/models/mine",
            "CONTRACT_REVIEW_CONCURRENCY": "2",
            "CONTRACT_REVIEW_QUEUE": "0",
            "CONTRACT_REVIEW_MAX_BYTES": "1000",
            "CONTRACT_REVIEW_BODIES_BYTES": "5000",
            "CONTRACT_REVIEW_DEVICE": "cpu",
            "CONTRACT_REVIEW_MODELS": "/models",
            "CONTRACT_REVIEW_MAX_PAGES": "7",
            "CONTRACT_REVIEW_READ_SECONDS": "1.5",
            "CONTRACT_REVIEW_PAGE_SECONDS": "2",
            "CONTRACT_REVIEW_OCR_LANGUAGES": "eng+deu",
            "CONTRACT_REVIEW_DEADLINE_SECONDS": "50",
            "CONTRACT_REVIEW_HANG_SECONDS": "9",
            "CONTRACT_REVIEW_UPLOAD_SECONDS": "3",
            "CONTRACT_REVIEW_S3_BUCKETS": "one, two,",
            "CONTRACT_REVIEW_PLAYBOOKS": "/",
            "CONTRACT_REVIEW_CUSTOM_CODE": "true",
            "CONTRACT_REVIEW_REMOTE_CODE": "1",
            "CONTRACT_REVIEW_HOST": "0.0.0.0",
        }
    )
    assert config == Config(
        model=Path("/models/mine"),
        port=9090,
        concurrency=2,
        queue=0,
        max_bytes=1000,
        bodies_bytes=5000,
        max_pages=7,
        read_seconds=1.5,
        page_seconds=2.0,
        ocr_languages="eng+deu",
        deadline_seconds=50.0,
        hang_seconds=9.0,
        upload_seconds=3.0,
        s3_buckets=frozenset({"one", "two"}),
        playbooks=Path("/"),
        custom_code=True,
        device="cpu",
        models=Path("/models"),
        remote_code=True,
        host="0.0.0.0",
    )
    assert config.limits() == Limits(pages=7, seconds=1.5, page_seconds=2.0, wall_seconds=25.0, languages="eng+deu")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("CONTRACT_REVIEW_HOST", "localhost", "127.0.0.1 for this machine alone, 0.0.0.0"),
        ("SAGEMAKER_BIND_TO_PORT", "http", "a whole number from 1 to 65535"),
        ("SAGEMAKER_BIND_TO_PORT", "70000", "from 1 to 65535"),
        ("CONTRACT_REVIEW_CONCURRENCY", "0", "from 1 to 1000"),
        ("CONTRACT_REVIEW_QUEUE", "2.5", "a whole number"),
        ("CONTRACT_REVIEW_READ_SECONDS", "nan", "from 0.1 to 3600"),
        ("CONTRACT_REVIEW_MAX_BYTES", "inf", "a whole number"),
        ("CONTRACT_REVIEW_CUSTOM_CODE", "yes", "1 or 0"),
        ("CONTRACT_REVIEW_DEVICE", "tpu", "one of auto, cpu, cuda"),
        ("CONTRACT_REVIEW_BODIES_BYTES", "0", "from 1 to 1099511627776"),
        ("CONTRACT_REVIEW_OCR_LANGUAGES", "../eng", "languages of tesseract"),
    ],
)
def test_the_error_for_a_wrong_value_names_the_variable_and_what_it_may_be(name, value, said):
    with pytest.raises(BadConfiguration, match=f"^{name} is .*{said}"):
        Config.from_environment({name: value})


def test_a_setting_that_does_not_exist_is_refused_rather_than_ignored():
    with pytest.raises(BadConfiguration, match=r"^CONTRACT_REVIEW_QUEU is not a setting.*CONTRACT_REVIEW_QUEUE"):
        Config.from_environment({"CONTRACT_REVIEW_QUEU": "5"})


def test_an_empty_value_is_no_value():
    assert Config.from_environment({"CONTRACT_REVIEW_QUEUE": ""}).queue == Config().queue
