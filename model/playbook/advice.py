"""What a clause does, in a sentence of its own, and what is left of a rule's advice where the clause follows it
already: no "Ask for notice" beside a clause that asks for thirty days' notice."""

from __future__ import annotations

import re

from model.playbook.polarity import unlimited

# What an advice asks for, by its words, and the words of a clause that does so already.
_MET = [
    (r"^ask for (?:reasonable )?notice", r"\b(?:notice|notify|notif(?:ies|ication))\b"),
    (r"business hours", r"\b(?:business|working|office|operating)\shours|\breasonable\stimes?\b"),
    (
        r"once a year",
        r"\bonce\s(?:each|every|per|a|in|during)\b|\b(?:more\s(?:often|frequently)\s)?than\s(?:once|one)\b",
    ),
    (
        r"auditor bear|auditing party",
        r"\b(?:sole|own)\s(?:cost|expense)|\b(?:expense|cost)\sof\b|\breimburse|\bunderpay",
    ),
    (r"uncured breach", r"\b(?:breach|default)"),
    (r"sale to a competitor", r"\bcompetit(?:or|ive)"),
    (r"end with the contract", r"\bduring\sthe\s(?:entire\s)?term\b"),
    (r"insolvency", r"\b(?:insolv|bankrupt|ceas|discontinu)"),
    (
        r"limit the exceptions",
        r"\b(?:infring|gross(?:ly)?\snegligen|wil+ful|intentional|confidential)",
    ),
    (r"challenge", r"\bassert\b|\b(?:waive|release|relinquish)|\bsue\b"),
]
_MET_BY = [(re.compile(advice, re.IGNORECASE), re.compile(clause, re.IGNORECASE)) for advice, clause in _MET]
_PART = re.compile(r"(?<=[.]) (?=[A-Z])")
_LASTS = re.compile(
    r"\b(?:months?|years?|days|time)\b[^.;]{0,60}?\b(?:after|following|thereafter|from\sthe\s(?:termination|expir))\b"
    r"|\bafter\sthe\s(?:termination|expiration|end)\b|\bsurvives?\b",
    re.IGNORECASE,
)
_RESTRAINS = {"Non-Compete", "No-Solicit Of Customers", "No-Solicit Of Employees"}
# What follows on a change of control: the first that the clause speaks of.
_ENDS = re.compile(
    r"\b(?:may|right\sto|entitled\sto|option\sto|elect\sto)\b[^.;]{0,60}?\b(?:terminate|cancel|end)\b", re.IGNORECASE
)
_EFFECTS = [
    (_ENDS, "A change of control gives a right to end the contract."),
    (
        re.compile(r"\b(?:consent|approval)\b|\bdeemed\b[^.;]{0,60}?\b(?:assign|transfer)", re.IGNORECASE),
        "A change of control, or an assignment that comes with it, can require the other party's consent.",
    ),
    (
        re.compile(r"\b(?:fee|pay|paid|payable|payment|compensation)\b", re.IGNORECASE),
        "A change of control can make a payment due.",
    ),
    (re.compile(r"\b(?:notice|notify)\b", re.IGNORECASE), "A change of control must be notified."),
]


def effect(category: str, passage: str) -> str | None:
    """What a passage of the category does, as a sentence; None where there is nothing to say beyond its name."""
    if category == "Change Of Control":
        return next((said for words, said in _EFFECTS if words.search(passage)), None)
    if category == "Uncapped Liability":
        exempt = "This is an exception to the cap on liability."
        return "Liability is unlimited here, whatever the cap." if unlimited(passage) else exempt
    return None


def outlasts(category: str, passage: str) -> bool:
    """Whether a restraint of trade binds after the contract's end."""
    return category in _RESTRAINS and bool(_LASTS.search(passage))


def left_of(advice: str | None, category: str | None, passages: str) -> str | None:
    """The sentences of an advice that the passages do not follow already; None where none is left."""
    if advice is None or not passages:
        return advice
    restricts = category != "Change Of Control" or any(words.search(passages) for words, _ in _EFFECTS[:2])
    kept = [part for part in _PART.split(advice) if restricts and not _follows(part, passages)]
    return " ".join(kept) or None


def _follows(part: str, passages: str) -> bool:
    return any(advice.search(part) and clause.search(passages) for advice, clause in _MET_BY)
