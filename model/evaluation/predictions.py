"""Reads any system's predictions from a file and scores them like those of our models."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from chunking.errors import BadRequest
from model.dataset import Contract
from model.engines.base import Identity
from model.evaluation.precision_recall import Prediction, Question

# Predictions of at least this probability count as shown to a reader.
SHOWN = 0.5
_FORM = '{"TITLE__CATEGORY": [{"text": "...", "probability": 0.9}, ...], ...}'


def read_predictions(path: Path) -> tuple[Identity, dict[str, list[Prediction]]]:
    """The predictions by ``TITLE__CATEGORY``, and their name in the report. Raises BadRequest if the file does not have
    that form."""
    try:
        content = path.read_bytes()
        answers = json.loads(content)
        found = {key: [_prediction(row) for row in rows] for key, rows in answers.items()}
    except OSError as error:
        raise BadRequest(f"{path} cannot be read: {error.strerror}.") from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BadRequest(f"{path} is not of the form {_FORM}: {error}.") from error
    return Identity("predictions", path.name, hashlib.sha256(content).hexdigest()), found


def _prediction(row: Mapping[str, Any]) -> Prediction:
    text, score = row["text"], float(row["probability"])
    if not isinstance(text, str) or not 0 <= score <= 1:
        raise ValueError(f"{row} has no text with a probability from 0 to 1")
    return Prediction(text, score)


def questions_of_predictions(
    contracts: Sequence[Contract], usable: Sequence[Contract], predictions: Mapping[str, list[Prediction]]
) -> list[list[Question]]:
    """One question for every category of each contract; without a prediction, it counts as not found. Raises BadRequest
    for a prediction that belongs to none of the ``usable`` contracts: a misspelled title would count as a miss."""
    categories = sorted({category for contract in usable for category in contract.clauses})
    keys = {f"{contract.title}__{category}" for contract in usable for category in categories}
    unknown = [key for key in predictions if key not in keys]
    if unknown:
        raise BadRequest(f"{unknown[0]!r} is no contract's title with a category ({len(unknown)} such keys).")
    return [
        [_question(contract, category, predictions.get(f"{contract.title}__{category}", [])) for category in categories]
        for contract in contracts
    ]


def _question(contract: Contract, category: str, predicted: list[Prediction]) -> Question:
    annotated = [contract.text[start:end] for start, end in contract.clauses.get(category, [])]
    # Some systems answer "not there" with an empty text.
    answered = [prediction for prediction in predicted if prediction.text.strip()]
    return Question(category, annotated, answered, [one.text for one in answered if one.score >= SHOWN])
