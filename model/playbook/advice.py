"""What a clause does, in a sentence of its own, and what is left of a rule's advice where the clause follows it
already: no "Ask for notice" beside a clause that asks for thirty days' notice."""

from __future__ import annotations

import re
from collections.abc import Sequence

from model.playbook.polarity import unlimited

# What an advice asks for, by its words, and the words of a clause that does so already.
_MET = [
    (r"^ask for (?:reasonable )?notice", r"\b(?:notice|notify|notif(?:ies|ication))\b"),
    (r"business hours", r"\b(?:business|working|office|operating)\shours|\breasonable\stimes?\b"),
    (
        r"once a year",
        r"\bonce\s(?:each|every|per|a|in|during)\b|\b(?:more\s(?:often|frequently)\s)?than\s(?:once|one)\b",
    ),
    (r"twelve months", r"\b(?:one|1|six|6|twelve|12|three|3|nine|9)\)?\s(?:months?\b|year\b)"),
    (r"general advertis", r"\badverti[sz]"),
    (r"territor", r"\bterritor(?:y|ies|ial)\b|\bwithin\sthe\s(?:state|united|county|city)|\bmiles\b"),
    (r"end date", r"\b(?:during|throughout)\sthe\s(?:\w+\s){0,2}term\b|\buntil\b|\bfor\sa\s(?:period|term)\sof\b"),
    (
        r"sole remedy",
        r"\b(?:sole|only|exclusive)\s(?:and\s\w+\s)?(?:remed|liabilit)|\bin\saddition\sto\b|\bwithout\slimit"
        r"|\bin\slieu\sof\b",
    ),
    (
        r"auditing party",
        r"\b(?:sole|own)\s(?:cost|expense)|\b(?:expense|cost)\sof\b|\breimburse|\bunderpay",
    ),
    (r"uncured (?:material )?breach", r"\b(?:breach|default)"),
    (r"sales? to a competitor", r"\bcompetit(?:or|ive)"),
    (r"end with the contract", r"\bduring\sthe\s(?:entire\s)?term\b"),
    (r"insolvency", r"\b(?:insolv|bankrupt|ceas|discontinu)"),
    (
        r"limit the exceptions",
        r"\b(?:infring|gross(?:ly)?\snegligen|wil+ful|intentional|confidential)",
    ),
    (r"challenge", r"\bassert\b|\b(?:waive|release|relinquish)|\bsue\b"),
]
_MET_BY = [(re.compile(advice, re.IGNORECASE), re.compile(clause, re.IGNORECASE)) for advice, clause in _MET]
_LICENSE = re.compile(r"\blicen[sc]", re.IGNORECASE)
_EMPLOYED = re.compile(r"\bemploy(?:ment|ed\sby)\b", re.IGNORECASE)
_NEVER_ASKED = re.compile(
    r"\b(?:not\s(?:be\s)?(?:required|obligated|need)\b[^.;]{0,30}?|without\s(?:the\s)?(?:\w+\s){0,4}?)\b(?:consent|approval)\b",
    re.IGNORECASE,
)
_PART = re.compile(r"(?<=[.]) (?=[A-Z])")
_LASTS = re.compile(
    r"\b(?:months?|years?|days|time)\b[^.;]{0,60}?\b(?:after|following|thereafter|from\sthe\s(?:termination|expir))\b"
    r"|\bafter\sthe\s(?:termination|expiration|end)\b|\bsurvives?\b",
    re.IGNORECASE,
)
_RESTRAINS = {"Non-Compete", "No-Solicit Of Customers", "No-Solicit Of Employees"}
# What follows on a change of control: the first that the clause speaks of.
_ENDS = re.compile(
    r"\b(?:may|right\sto|right\s\([^)]{0,60}\)\sto|right,[^.;,]{0,60},\sto|entitled\sto|option\sto|elect\sto)\b"
    r"[^.;]{0,160}?\b(?:terminate|cancel|end)\b|\b(?:option|right)\sof\s(?:\w+\s)?termination\b",
    re.IGNORECASE,
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
    (
        # A notice of termination is no notice of the change.
        re.compile(
            r"^(?!.*\bterminat).*\b(?:notice|notify|notified|notifies|notification)\b", re.IGNORECASE | re.DOTALL
        ),
        "The contract requires notice of a change of control.",
    ),
]
_OPENED = {
    "records": re.compile(r"\b(?:books|records|accounts|ledgers|invoices|documents?|statements?)\b", re.IGNORECASE),
    "premises": re.compile(
        r"\b(?:premises|facilit(?:y|ies)|plants?|offices?|sites?|warehouses?|locations?\b[^.;]{0,30}\binspect)\b",
        re.IGNORECASE,
    ),
}


def effect(category: str, passages: Sequence[str]) -> str | None:
    """What passages of the category do, as a sentence on the gravest; None where there is nothing to say beyond its
    name."""
    if category == "Change Of Control":
        plain = [_NEVER_ASKED.sub(" ", passage) for passage in passages]
        return next((said for words, said in _EFFECTS if any(words.search(passage) for passage in plain)), None)
    if category == "Audit Rights":
        opened = {name for name, words in _OPENED.items() if any(words.search(passage) for passage in passages)}
        what = " and ".join(name for name in _OPENED if name in opened)
        return f"There is a right to inspect {what}." if what else None
    if category == "Uncapped Liability" and passages:
        if any(unlimited(passage) for passage in passages):
            return "Liability is unlimited here, whatever the cap."
        return "This is an exception to the cap on liability."
    return None


def outlasts(category: str, passage: str) -> bool:
    """Whether a restraint of trade binds after the contract's end."""
    return category in _RESTRAINS and bool(_LASTS.search(passage))


def left_of(advice: str | None, category: str | None, passages: str) -> str | None:
    """The sentences of an advice that the passages do not follow already; None where none is left."""
    if advice is None or not passages:
        return advice
    restricts = category != "Change Of Control" or any(words.search(passages) for words, _ in _EFFECTS[:2])
    parts = [part for part in _PART.split(advice) if restricts and not _follows(part, passages)]
    kept = [part for part in parts if _fits(part, category, passages)]
    return " ".join(kept) or None


def _fits(part: str, category: str | None, passages: str) -> bool:
    """Whether a part of an advice has anything to apply to in the passages."""
    if category == "Covenant Not To Sue" and _LICENSE.search(part):
        return bool(_LICENSE.search(passages))
    return not (category == "Ip Ownership Assignment" and "payment" in part and _EMPLOYED.search(passages))


def _follows(part: str, passages: str) -> bool:
    return any(advice.search(part) and clause.search(passages) for advice, clause in _MET_BY)
