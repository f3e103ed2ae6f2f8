"""Whoever offers terms to the reader and is named in their sentences alone: "Brookhost may change this policy"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model.summary.parties.party_entry import SEARCHED, Entry
from model.summary.text.values import spelled

# One to three words without a legal form.
_NAME = r"(?<![\w.&’'/@-])(?P<name>[A-Z][\w&-]{2,30}(?:[ ][A-Z][\w&-]{1,30}){0,2})"
# What only whoever offers terms does or has, each of a kind of its own.
_SIGNS = [
    re.compile(words)
    for words in (
        rf"{_NAME}\s(?:may|can)\s(?:\w+\s){{0,4}}?(?:modify|change|update|amend|revise|suspend|terminate|refuse|remove)\b",
        rf"{_NAME}\sreserves\sthe\sright\b",
        rf"{_NAME}\s(?:charges|provides|offers|grants|licenses|pays)\s(?:you|an?|the)\b",
        rf"{_NAME}\s(?:will|shall)\s(?:not\s)?(?:\w+\s)?(?:indemnify|defend|refund|credit|charge|pay|notify|provide|be\s(?:liable|responsible))\b"
        rf"|{_NAME.replace('name', 'other')}\sis\snot\s(?:liable|responsible)\b",
        rf"\b(?:between\syou\sand|your\s(?:agreement|contract|account|subscription)\swith)\s{_NAME}",
        rf"\b(?i:services?|site|website|software|platform|products?)\s(?:\w+\s){{0,2}}?(?:provided|offered|operated|supplied)\sby\s{_NAME}",
        rf"{_NAME}[’']s\s(?:Terms|Privacy|Acceptable|(?:sole\s)?(?:discretion|liability|obligations?)|servers?|support)\b",
    )
]
# A brand of somebody else, such as a payment service, is named so in one or two ways.
_ENOUGH, _THROUGHOUT = 3, 5


def offeror_in_sentences(text: str) -> Iterator[Entry]:
    """The one of which the most kinds of sentences say what only whoever offers the terms does, if they are enough and
    the terms name it throughout."""
    signs: dict[str, set[int]] = {}
    first: dict[str, int] = {}
    for kind, sign in enumerate(_SIGNS):
        for match in sign.finditer(text, 0, SEARCHED):
            group = "name" if match["name"] else "other"
            signs.setdefault(match[group], set()).add(kind)
            first[match[group]] = min(match.start(group), first.get(match[group], len(text)))
    likely = [name for name, kinds in signs.items() if len(kinds) >= _ENOUGH and text.count(name) >= _THROUGHOUT]
    for name in sorted(likely, key=lambda name: (-len(signs[name]), first[name])):
        if not _is_a_common_word(name, text):
            yield Entry(name, first[name], first[name] + len(name), [])
            return


def _is_a_common_word(name: str, text: str) -> bool:
    """Whether a name is also written small ("the seller"), follows an article ("the Platform may"), or is what the
    terms call something: "(the "Service")"."""
    word = spelled(name)
    return any(
        re.search(one, text)
        for one in (
            rf"(?<![\w@./-]){spelled(name.lower())}(?![\w@.-])",
            rf"\b(?i:the|an?|any|each|all|our|your|this|these|such)\s{word}(?=[.,;:)’']|\s(?:may|can|will|shall|is|are|has|and|or|to|for|in|on|by|of|with|reserves|charges)\b)",
            rf"\([^()\n]{{0,40}}[\"“‘']{word},?[\"”’']",
        )
    )
