"""Extracts what the list of contracts shows of a review; it is kept in the row, so that the list needs no review."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

SEVERITIES = ("high", "medium", "low")
_CHARACTERS = 120  # of a title, a type or a party
_PARTIES = 4  # more are counted; 1,000 rows are loaded at once
_DURATION = re.compile(r"P\d+[DWMY]")
# Words that show that one renewal follows another, as in serve/portfolio/deadlines.py.
_REPEATED = re.compile(
    r"\b(?:successive|consecutive|each|every|year[ -]to[ -]year|thereafter"
    # "for further periods of six months", but not "for a year on the same terms"
    r"|(?:further|additional|renewal|extension|subsequent|year|month)\s"
    r"(?:(?!(?:on|the|of|under|to|and|or|by|in|at)\s)\S{1,15}\s){0,3}?(?:periods|terms)(?!\sand\sconditions)"
    r"|(?:like|equal)\speriods|(?:periods|terms)\sof\s(?:\S{1,12}\s){0,3}?(?:days|months?|years?))\b",
    re.IGNORECASE,
)


def overview(review: Any) -> dict[str, Any]:
    """The title, type, parties, flags by severity, the file's SHA-256, and what the deadlines follow from; empty if it
    is not a review. Fields that the review does not have are left out.

    The next deadline depends on today, so the page works it out (deploy/page/shared/deadlines.js) from ``end`` (ISO
    8601, "perpetual" or "indefinite"), ``bound``, ``renews``, ``repeats`` (whether one renewal follows another),
    ``every`` (the period of recurring renewals) and ``notice`` (a duration). A person may correct one of them, so the
    others are kept even if they lead to no deadline.
    """
    try:
        summary, flags = review["summary"], [flag["severity"] for flag in review["flags"]]
        parties = [party["name"] for party in summary["parties"]]
        kind, title = summary["document_type"] or {}, summary["document_name"] or {}
        facts = {
            "sha256": review["document"]["sha256"],
            "title": _short(title.get("text")),
            "type": _short(kind.get("value") or kind.get("text")),
            "parties": [_short(party) for party in parties[:_PARTIES]],
            "more_parties": len(parties[_PARTIES:]),
            "flags": {severity: flags.count(severity) for severity in SEVERITIES},
            **_ending(summary),
        }
    except (KeyError, TypeError, AttributeError, ValueError):  # a review of another schema is shown by its name only
        return {}
    return {name: value for name, value in facts.items() if value}


def _ending(summary: dict[str, Any]) -> dict[str, Any]:
    ending, renewal = summary["expiration_date"] or {}, summary["renewal_term"] or {}
    end = ending.get("value")
    automatic, repeats = renewal.get("kind") == "automatic", bool(_REPEATED.search(renewal.get("text", "")))
    period = _duration(renewal) if automatic and repeats else None
    return {
        "end": end if end in ("perpetual", "indefinite") else _date(end),
        "bound": ending.get("bound"),
        "renews": automatic,
        "repeats": repeats,
        "every": period if period and int(period[1:-1]) else None,
        "notice": _duration(summary["renewal_notice"] or {}),
    }


def _date(value: str | None) -> str | None:
    try:
        return date.fromisoformat(value or "").isoformat()
    except ValueError:
        return None


def _duration(field: dict[str, Any]) -> str | None:
    value = field.get("value")
    return value if value and _DURATION.fullmatch(value) else None


def _short(text: str | None) -> str:
    """On one line, and cut off if it is very long."""
    line = " ".join((text or "").split())
    return line if len(line) <= _CHARACTERS else f"{line[:_CHARACTERS]}…"
