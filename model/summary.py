"""The structured summary: the contract's vital data, each value with the clause that it was read from."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from model.liability import caps, liability_terms
from model.parties import parties_of
from model.review import Clause, Ending, Law, Notice, Renewal, Right, Summary, Term, Value
from model.terms import beginning, ends_at_will, expiration, notice, renewal, stops_renewal, term
from model.values import iso_date, jurisdiction

# The types of agreement, by the words of their names; the first that fits counts, so the narrower stand first.
TYPES = {
    "Joint Venture": r"joint venture",
    "Joint Filing": r"joint filing",
    "Strategic Alliance": r"strategic|alliance",
    "Co-Branding": r"co-?brand",
    "Franchise": r"franchis",
    "Affiliate": r"affiliat",
    "Endorsement": r"endorse",
    "Sponsorship": r"sponsor",
    "Reseller": r"re-?sell|remarket",
    "Distributor": r"distribut|dealer",
    "Agency": r"agency|agent",
    "Consulting": r"consult",
    "Outsourcing": r"outsourc",
    "Manufacturing": r"manufactur",
    "Supply": r"suppl|purchase",
    "Transportation": r"transport",
    "Hosting": r"hosting",
    "Maintenance": r"maintenance|support",
    "Intellectual Property": r"intellectual property|\bip\b|trade-?mark|patent",
    "License": r"licen[sc]",
    "Collaboration": r"collaborat|cooperat|co-operat",
    "Development": r"develop",
    "Promotion": r"promot",
    "Marketing": r"market|advertis",
    "Service": r"servic",
}
# A clause about exclusivity may deny it.
_NOT_EXCLUSIVE = re.compile(r"\b(?:not|no|non)\b[\s-]*(?:\w+\s+){0,5}?exclusiv|\bnonexclusiv", re.IGNORECASE)
_V = TypeVar("_V", bound=Value)
NOTICE, YES, NO = "Notice Period To Terminate Renewal", "yes", "no"


def summarise(clauses: Sequence[Clause], text: str) -> Summary:
    """Reads the fields from the found clauses; ``text`` is the document's flow, which their intervals index."""
    found = [clause for clause in clauses if clause.found]
    agreed = _best(found, "Agreement Date", iso_date)
    signed = agreed.value if agreed else None
    effective = _best(found, "Effective Date", lambda words: beginning(words, signed))
    start = next((date.value for date in (effective, agreed) if date and date.value), None)
    # A term whose start is not known ends on no known day, and still goes before a worse clause with a date.
    ends = _best(found, "Expiration Date", lambda words: expiration(words, start, signed) or term(words))
    if ends:
        ends = ends.model_copy(update={"value": expiration(ends.text, start, signed)})
    length = term(ends.text) if ends else None
    parties = parties_of([clause for clause in found if clause.category == "Parties"], text)
    limits = caps(found, parties)
    return Summary(
        document_type=_best(found, "Document Name", document_type),
        document_name=_best(found, "Document Name", lambda words: words),
        parties=parties,
        agreement_date=agreed,
        effective_date=effective,
        expiration_date=_as(Ending, ends),
        term=_as(Term, ends.model_copy(update={"value": length})) if ends and length else None,
        renewal_term=_as(Renewal, _best(found, "Renewal Term", lambda words: renewal(words, length))),
        renewal_notice=_as(Notice, _notice(found)),
        governing_law=_law(found),
        liability_cap=next(iter(limits), None),
        other_caps=limits[1:],
        liability=liability_terms(found, parties),
        termination_for_convenience=_as(Right, _best(found, "Termination For Convenience", _yes)),
        exclusivity=_as(Right, _exclusivity(found)),
    )


def _as(kind: type[_V], value: Value | None) -> _V | None:
    return kind(**value.model_dump()) if value else None


def _notice(found: Sequence[Clause]) -> Value | None:
    stopping = _best([clause for clause in found if stops_renewal(clause.text)], NOTICE, notice)
    return stopping or _best([clause for clause in found if not ends_at_will(clause.text)], NOTICE, notice)


def _exclusivity(found: Sequence[Clause]) -> Value | None:
    granted = _best([clause for clause in found if not _NOT_EXCLUSIVE.search(clause.text)], "Exclusivity", _yes)
    return granted or _best(found, "Exclusivity", lambda words: NO)


def _yes(words: str) -> str:
    return YES


def _best(found: Sequence[Clause], category: str, read: Callable[[str], str | None]) -> Value | None:
    """The best clause's value; a later one that gives a value goes before a better one that gives none."""
    ranked = sorted((clause for clause in found if clause.category == category), key=lambda clause: -clause.score)
    values = [
        Value(text=clause.text, value=read(clause.text), clause=clause.id, score=clause.score) for clause in ranked
    ]
    return next((value for value in values if value.value), values[0] if values else None)


def _law(found: Sequence[Clause]) -> Law | None:
    def name(words: str) -> str | None:
        place = jurisdiction(words)
        return place.name if place else None

    best = _best(found, "Governing Law", name)
    place = jurisdiction(best.text) if best else None
    return Law(**best.model_dump(), code=place.code if place else None) if best else None


def document_type(name: str) -> str | None:
    """The type of agreement that a document's name tells; null where it tells none that is known."""
    return next((kind for kind, words in TYPES.items() if re.search(words, name, re.IGNORECASE)), None)
