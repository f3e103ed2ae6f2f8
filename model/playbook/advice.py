"""What is left of a rule's advice where the clause follows it already: no "Ask for notice" beside a clause that gives
thirty days' notice."""

from __future__ import annotations

import re

from model.playbook.statements import restricts

# What an advice asks for, by its words, and the words of a clause that does so already.
_MET = [
    (r"^ask for (?:reasonable )?notice", r"\b(?:notice|notify|notif(?:ies|ication))\b"),
    (r"business hours", r"\b(?:business|working|office|operating)\shours|\breasonable\stimes?\b"),
    (
        r"once a year",
        r"\bonce\s(?:each|every|per|a|in|during)\b|\b(?:more\s(?:often|frequently)\s)?than\s(?:once|one|annually|yearly)\b"
        r"|\b(?:one|1\)?)\s(?:audit|inspection|examination)\s(?:in|per|during|each|every)\b",
    ),
    (r"twelve months", r"\b(?:one|1|six|6|twelve|12|three|3|nine|9)\)?\s(?:months?\b|year\b)"),
    (r"general advertis", r"\badverti[sz]"),
    (r"territor", r"\bterritor(?:y|ies|ial)\b|\bwithin\sthe\s(?:state|united|county|city)|\bmiles\b"),
    (
        r"end date",
        r"\b(?:during|throughout)\sthe\s(?:\w+\s){0,2}(?:term|period)\b|\buntil\b|\bfor\sa\s(?:period|term)\sof\b",
    ),
    (
        r"sole remedy",
        r"\b(?:sole|only|exclusive)\s(?:and\s\w+\s)?(?:remed|liabilit)|\bin\saddition\sto\b|\bwithout\slimit"
        r"|\bin\slieu\sof\b",
    ),
    (
        r"auditing party",
        r"\b(?:sole|own)\s(?:cost|expense)|\b(?:expense|cost)\sof\b|\breimburse|\bunderpay|\bborne\sby\b",
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
_PART = re.compile(r"(?<=[.]) (?=[A-Z])")


def left_of(advice: str | None, category: str | None, passages: str) -> str | None:
    """The sentences of an advice that the passages do not follow already; None where none is left."""
    if advice is None or not passages:
        return advice
    if category == "Change Of Control" and not restricts(passages):
        return None
    parts = [part for part in _PART.split(advice) if not _follows(part, passages)]
    kept = [part for part in parts if _fits(part, category, passages)]
    return " ".join(kept) or None


def _fits(part: str, category: str | None, passages: str) -> bool:
    """Whether a part of an advice has anything to apply to in the passages."""
    if category == "Covenant Not To Sue" and _LICENSE.search(part):
        return bool(_LICENSE.search(passages))
    return not (category == "Ip Ownership Assignment" and "payment" in part and _EMPLOYED.search(passages))


def _follows(part: str, passages: str) -> bool:
    return any(advice.search(part) and clause.search(passages) for advice, clause in _MET_BY)
