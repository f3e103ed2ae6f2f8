"""Whoever offers terms to the reader and is named in their sentences alone: "Brookhost may change this policy"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model.summary.parties.company_names import HARD_FORM
from model.summary.parties.party_entry import SEARCHED, Entry
from model.summary.parties.possible_names import PLAIN_ROLE
from model.summary.text.wording import spelled

# One to three words without a legal form.
_NAME = r"(?<![\w.&’'/@-])(?P<name>[A-Z][\w&-]{2,30}(?:[ ][A-Z][\w&-]{1,30}){0,2})"
# What only whoever offers terms does or has, each of a kind of its own.
_SIGNS = [
    re.compile(words)
    for words in (
        rf"{_NAME}\s(?:may|can)\s(?:\w+\s){{0,4}}?(?:modify|change|update|amend|revise|suspend|terminate|refuse|remove|restrict|discontinue)\b",
        rf"{_NAME}\sreserves\sthe\sright\b",
        rf"{_NAME}\s(?:charges|provides|offers|grants|licenses|pays)\s(?:you|an?|the)\b",
        rf"{_NAME}\s(?:will|shall)\s(?:not\s)?(?:\w+\s)?(?:indemnify|defend|refund|credit|charge|pay|notify|provide|be\s(?:liable|responsible))\b"
        rf"|{_NAME.replace('name', 'other')}\sis\snot\s(?:liable|responsible)\b",
        rf"\b(?:between\syou\sand|your\s(?:agreement|contract|account|subscription)\swith)\s{_NAME}",
        rf"\b(?i:services?|site|website|software|platform|products?|apis?)[”\"]?\)?\s(?:\w+\s){{0,2}}?(?:provided|offered|operated|supplied|made\savailable|owned)\sby\s{_NAME}",
        rf"{_NAME}\s(?:owns|retains)\s(?:or\s\w+\s)?(?:all|the|its|any)\b",
        rf"\bproperty\sof\s{_NAME}\s(?:and|or)\s(?:its|their)\s(?:licensors|affiliates|suppliers)\b",
        rf"{_NAME}[’']s\s(?:Terms|Privacy|Acceptable|(?:sole\s)?(?:discretion|liability|obligations?)|servers?|support)\b",
    )
]
# Where two sign, either is paid, indemnified or accepts orders.
_SIGNS_OF_TERMS_NOBODY_SIGNS = [
    re.compile(words)
    for words in (
        rf"\b(?:indemnif(?:y|ies)|holds?\sharmless)\s(?:and\s\w+\s(?:harmless\s)?)?{_NAME}",
        rf"\b(?:pay|pays|paid|payable|due|owed)\sto\s{_NAME}",
        # nor does anybody else accept an order
        rf"\b(?i:orders?|bookings?|reservations?|IOs?|POs?|quotations?)\b[^.;\n]{{0,60}}?\s(?:accepted|confirmed)\sby\s{_NAME}",
    )
]
_SIGNATURE = "/s/"
# Who owns all that is in the service: "the property of brookware labs and its licensors", perhaps in small letters.
_OWNER = re.compile(
    r"\bproperty\sof\s(?!(?:the|our|us|an?|any|its|their|such|these|third)\b)(?P<name>[\w&-]{3,30}(?:\s[\w&-]{2,30}){0,2})\s(?:and|or)\s(?:its|their)\s"
    r"(?:\w+\s)?(?:licensors|affiliates|suppliers)\b"
)
# A company with its legal form, which the terms else call by its name without the form: "Brook Gym Ltd", "Brook Gym".
_COMPANY = re.compile(
    rf"(?!(?:If|When|Where|Should|Unless|While|Once|As|The|By|For|At|In|On|Our|Your|And|Or)\s){_NAME},?\s(?:{HARD_FORM.pattern})"
)
# A brand of somebody else, such as a payment service, is named so in one or two ways.
_ENOUGH, _THROUGHOUT = 3, 5
_TWICE = 2


def offeror_in_sentences(text: str) -> Iterator[Entry]:
    """The one of which the most kinds of sentences say what only whoever offers the terms does, if they are enough and
    the terms name it throughout."""
    signs: dict[str, set[int]] = {}
    first: dict[str, int] = {}
    kinds_of_signs = _SIGNS if _SIGNATURE in text else [*_SIGNS, *_SIGNS_OF_TERMS_NOBODY_SIGNS]
    for kind, sign in enumerate(kinds_of_signs):
        for match in sign.finditer(text, 0, SEARCHED):
            group = "name" if match["name"] else "other"
            signs.setdefault(match[group], set()).add(kind)
            first[match[group]] = min(match.start(group), first.get(match[group], len(text)))
    for name, kinds in signs.items():
        # "Brookhost" is also "Brookhost Systems"
        kinds.update(*(signs[short] for short in signs if name.startswith(f"{short} ")))
    likely = [name for name, kinds in signs.items() if len(kinds) >= _ENOUGH and text.count(name) >= _THROUGHOUT]
    for name in sorted(likely, key=lambda name: (-len(signs[name]), first[name])):
        if not _is_a_common_word(name, text):
            yield Entry(name, first[name], first[name] + len(name), [])
            return
    if company := _company(text, set(signs)):
        yield Entry(company.group(), *company.span(), [])
    elif owner := _owner(text):
        yield Entry(owner["name"], *owner.span("name"), [])


def _company(text: str, acting: set[str]) -> re.Match[str] | None:
    """The only company with a legal form, if the terms call it by its name without the form throughout, and it does at
    least one thing that only whoever offers terms does."""
    named = {match["name"]: match for match in reversed(list(_COMPANY.finditer(text, 0, SEARCHED)))}
    only = next(iter(named.values())) if len(named) == 1 else None
    # "Brook Gym Ltd" may also be called "Brook"
    called = [name for name in acting if only and f"{only['name']} ".startswith(f"{name} ")]
    return only if any(text.count(name) >= _THROUGHOUT for name in called) else None


def _owner(text: str) -> re.Match[str] | None:
    """Who owns what the terms are about, if they name it more than once, and it is no role or word for a thing."""
    owner = _OWNER.search(text, 0, SEARCHED)
    if owner is None or text.count(owner["name"]) < _TWICE or re.fullmatch(PLAIN_ROLE, owner["name"], re.IGNORECASE):
        return None
    return None if re.search(rf"\b(?i:the|an?|our|your)\s{spelled(owner['name'])}\b", text) else owner


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
