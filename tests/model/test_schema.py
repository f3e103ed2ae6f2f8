from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from pydantic import ValidationError

from chunking.pipeline import document_from_pdf
from model.review import review_document, with_request
from model.schema import Request, Review, json_schema

PUBLISHED = Path(__file__).parents[2] / "model" / "review.schema.json"
VALIDATOR = jsonschema.Draft202012Validator(json_schema())


@pytest.fixture(scope="module")
def review(engine, document) -> Review:
    return review_document(document, engine, min_score=0.01)


def test_the_published_schema_is_the_one_of_the_code():
    assert PUBLISHED.read_text(encoding="utf-8") == json.dumps(json_schema(), indent=1) + "\n"


def test_the_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(json_schema())


def test_the_schema_accepts_real_reviews(review, engine, draw):
    VALIDATOR.validate(json.loads(review.to_json()))
    VALIDATOR.validate(json.loads(with_request(review, Request(id="7", custom_attributes="a=b"), {}).to_json()))
    drawn = document_from_pdf(draw(["1. LAW", "", "The law of Utah governs this agreement."]), "x.pdf", 10)
    VALIDATOR.validate(json.loads(review_document(drawn, engine, min_score=0.0).to_json()))


@pytest.mark.parametrize(
    "path", [(), ("document",), ("summary",), ("clauses", 0), ("clauses", 0, "boxes"), ("absent", 0), ("model",)]
)
def test_the_schema_refuses_unknown_fields_at_every_level(review, path):
    content = json.loads(review.to_json())
    place = content
    for step in path:
        place = place[step]
    if isinstance(place, list):
        place.append({"page": 1, "box": [0, 0, 1, 1], "unknown": 1})
    else:
        place["unknown"] = 1
    assert not VALIDATOR.is_valid(content)
    with pytest.raises(ValidationError):
        Review.model_validate(content)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema",), "9.9"),
        (("document", "sha256"), "abc"),
        (("document", "pages"), 0),
        (("clauses", 0, "text"), ""),
        (("clauses", 0, "score"), 1.5),
        (("clauses", 0, "interval"), [1]),
        (("clauses", 0, "pages"), [0]),
        (("summary", "governing_law"), ""),
        (("model", "thresholds"), {"Law": 2}),
    ],
)
def test_the_schema_refuses_values_out_of_range(review, path, value):
    content = json.loads(review.to_json())
    place = content
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    assert not VALIDATOR.is_valid(content)


@pytest.mark.parametrize("field", ["document", "summary", "clauses", "absent", "model", "timing"])
def test_every_part_of_a_review_is_always_there(review, field):
    content = json.loads(review.to_json())
    del content[field]
    assert not VALIDATOR.is_valid(content)


def test_a_review_comes_back_from_its_json_as_it_was(review):
    assert Review.model_validate_json(review.to_json()) == review


def test_field_names_are_in_small_letters_and_nothing_is_an_empty_string(review):
    def walk(value):
        if isinstance(value, dict):
            for key, inner in value.items():
                assert key == key.lower() or key in review.model.thresholds
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)
        else:
            assert value != ""

    walk(json.loads(review.to_json()))
