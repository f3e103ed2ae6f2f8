"""Alters clauses decisively, as a lawyer should notice in a redraft."""

from __future__ import annotations

import re
from collections.abc import Callable

_MODAL = re.compile(r"\b(shall|will|may|must)\b(?! not\b)")
_MODAL_NOT = re.compile(r"\b(shall|will|may|must) not\b")
_MUTUAL = re.compile(r"\b(?:either|each|neither) party\b|\bboth parties\b|\bthe parties\b", re.IGNORECASE)
_NUMBERED = re.compile(r"\b[A-Za-z-]+ \((\d+)\)(?= (?:calendar |business )?(?:days?|months?|years?)\b)")
_PERIOD = re.compile(r"\b(\d+)(?= (?:calendar |business )?(?:days?|months?|years?)\b)")
_CAP = re.compile(r"\b(?:shall|will|may) (?:not|in no event) exceed\b[^.;]*|\bbe limited to\b[^.;]*", re.IGNORECASE)
_CONSENT = re.compile(
    r"\bwithout (?:the )?[^.;,]{0,40}?\bconsent\b(?: of (?:the )?[\w ]{3,20}?(?=[,.;]| which| such))?"
)


def discretion(text: str) -> str | None:
    """Inserts "in its sole discretion" after the first modal verb. Like all alterations, None if none applies."""
    return _once(_MODAL, lambda m: f"{m[1]}, in its sole discretion,", text)


def uncapped(text: str) -> str | None:
    """Replaces a cap by unlimited liability."""
    return _once(_CAP, lambda m: "shall be unlimited", text)


def one_sided(text: str) -> str | None:
    """Makes a mutual clause one-sided."""
    return _once(_MUTUAL, lambda m: "the Company", text)


def lengthened(text: str) -> str | None:
    """Makes every period six times as long."""
    longer = _NUMBERED.sub(lambda m: f"{6 * int(m[1])}", text)
    if longer == text:
        longer = _PERIOD.sub(lambda m: f"{6 * int(m[1])}", text)
    return longer if longer != text else None


def denied(text: str) -> str | None:
    """Inserts "not" after the first modal verb."""
    return _once(_MODAL, lambda m: f"{m[1]} not", text)


def affirmed(text: str) -> str | None:
    """Removes the first "not" after a modal verb."""
    return _once(_MODAL_NOT, lambda m: m[1], text)


def without_consent(text: str) -> str | None:
    """Removes a consent requirement."""
    return _once(_CONSENT, lambda m: "without notice", text)


ALTERATIONS: dict[str, Callable[[str], str | None]] = {
    "sole discretion inserted": discretion,
    "cap removed": uncapped,
    "mutual made one-sided": one_sided,
    "period six times as long": lengthened,
    '"not" inserted': denied,
    '"not" removed': affirmed,
    "consent removed": without_consent,
}


def _once(pattern: re.Pattern[str], change: Callable[[re.Match[str]], str], text: str) -> str | None:
    changed, count = pattern.subn(change, text, count=1)
    return changed if count else None
