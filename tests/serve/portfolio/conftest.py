"""Reviews with a given summary, as ``extract`` writes them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from model.schema import Review
from serve.portfolio.reviews import Listed

CLAUSES = {"expiration_date": 0, "renewal_term": 1, "renewal_notice": 2, "governing_law": 3}


def _clause(number, category, text):
    return {
        "id": number,
        "category": category,
        "text": text,
        "heading": [],
        "pages": [number + 1],
        "boxes": [],
        "interval": [100 * number, 100 * number + 50],
        "segments": [number],
        "score": 0.9,
        "found": True,
    }


def make_review(name="supply.pdf", flags=(), **fields):
    summary = {
        "document_type": None,
        "document_name": {"text": "SUPPLY AGREEMENT", "value": "Supply Agreement", "clause": 3, "score": 0.9},
        "depends_on": None,
        "parties": [{"name": "Acme, Inc.", "defined_as": ["Buyer"], "clause": 3, "score": 0.9}],
        **dict.fromkeys(
            ("agreement_date", "effective_date", "expiration_date", "term", "renewal_term", "renewal_notice"), None
        ),
        **dict.fromkeys(("governing_law", "liability_cap", "termination_for_convenience", "exclusivity"), None),
        **{name: field and {"clause": CLAUSES[name], "score": 0.9, **field} for name, field in fields.items()},
    }
    return Review.model_validate(
        {
            "schema": "2.0",
            "document": {
                "name": name,
                "sha256": "ab" * 32,
                "pages": 4,
                "tokens": 900,
                "unread": [],
                "sources": [],
                "remarks": [],
                "notes": [],
                "signature_pages": [],
            },
            "summary": summary,
            "flags": list(flags),
            "playbook": "default",
            "clauses": [
                _clause(0, "Expiration Date", "This Agreement ends on March 31, 2027."),
                _clause(1, "Renewal Term", "It is renewed for successive periods of one year."),
                _clause(2, "Notice Period To Terminate Renewal", "Ninety days' notice stops the renewal."),
                _clause(3, "Parties", '=HYPERLINK("http://evil.example","Acme")'),
            ],
            "absent": [{"category": "Insurance", "best_score": 0.3, "candidate": 2}],
            "model": {
                "engine": "tagger",
                "name": "embedded",
                "sha256": "cd" * 32,
                "thresholds": {"Parties": 0.5, "Insurance": 0.5, "Expiration Date": 0.5},
                "scores": "calibrated",
            },
            "timing": {"read": 0.1},
        }
    )


@pytest.fixture
def review_of():
    return make_review


@pytest.fixture
def kept(tmp_path):
    """Writes a review into a folder, with or without its page, and returns it as it is read."""

    def keep(review, page=False):
        path = Path(tmp_path) / f"{Path(review.document.name).stem}.review.json"
        path.write_text(review.to_json())
        if page:
            path.with_suffix(".html").write_text("<p>")
        return Listed(Review.model_validate(json.loads(path.read_text())), path)

    return keep
