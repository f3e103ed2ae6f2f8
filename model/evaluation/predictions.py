"""Anybody's predictions, to be scored as a model's own are."""

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

# From which probability on a prediction counts as shown to a reader.
SHOWN = 0.5
_FORM = '{"TITLE__CATEGORY": [{"text": "...", "probability": 0.9}, ...], ...}'


def read_predictions(path: Path) -> tuple[Identity, dict[str, list[Prediction]]]:
    """The predictions by ``TITLE__CATEGORY``, and what they are called in a report. Raises BadRequest where the file
    is not of that form."""
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


def asked_of(
    contracts: Sequence[Contract], known: Sequence[Contract], predictions: Mapping[str, list[Prediction]]
) -> list[list[Question]]:
    """Every category of each of the contracts; what is not predicted counts as not found. Raises BadRequest where a
    prediction is for none of the ``known`` contracts and their categories: a misspelt title would count as a miss."""
    categories = sorted({category for contract in known for category in contract.clauses})
    keys = {f"{contract.title}__{category}" for contract in known for category in categories}
    strange = [key for key in predictions if key not in keys]
    if strange:
        raise BadRequest(f"{strange[0]!r} is no contract's title with a category ({len(strange)} such keys).")
    return [
        [_question(contract, category, predictions.get(f"{contract.title}__{category}", [])) for category in categories]
        for contract in contracts
    ]


def _question(contract: Contract, category: str, predicted: list[Prediction]) -> Question:
    annotated = [contract.text[start:end] for start, end in contract.clauses.get(category, [])]
    # An empty text is how some systems say "not there".
    said = [prediction for prediction in predicted if prediction.text.strip()]
    return Question(category, annotated, said, [one.text for one in said if one.score >= SHOWN])
