"""The one company that a contract without any list of parties is about: the last resort."""

from __future__ import annotations

import re
from collections import Counter

from model.summary.parties.company_names import HARD_FORM, bare, clean
from model.summary.parties.party_entry import SEARCHED, Entry
from model.summary.parties.possible_names import can_be_a_name
from model.summary.parties.standard_terms import is_signed_by_both
from model.summary.text.wording import spelled

# A company with its legal form; a word that begins the sentence is no part of its name.
_COMPANY = re.compile(
    r"(?<![\w.&’'/@-])(?!(?:If|When|Where|Should|Unless|While|Once|As|The|By|For|At|In|On|Our|Your|And|Or|To|With|From|This)\s)"
    rf"(?P<name>[A-Z][\w&’'-]{{0,30}}(?:[ ][A-Z&(][\w&’')-]{{0,30}}){{0,4}},?[ ](?:{HARD_FORM.pattern}))"
)
# What a contract calls itself; an article about a company speaks of "the" agreement.
_THIS_CONTRACT = re.compile(
    r"\b[Tt]h(?:is|ese)\s(?:[A-Z]\w+\s){0,3}(?:[Aa]greement|AGREEMENT|[Cc]ontract|[Tt]erms|[Cc]onditions|[Oo]rder|PO)\b"
)
# What a party to it does, or what is done for it.
_ACTS = (
    r"\s(?:shall|will|may|must|agrees?|reserves|retains|warrants|undertakes"
    r"|is\s(?:not\s)?(?:liable|responsible|entitled))\b"
)
_SIGNATURE = "/s/"
_OFTEN, _CALLS_ITSELF = 3, 2
# Others whose names a contract has, such as whoever takes the payment.
_OTHERS = re.compile(
    r"\b(?:Arbitration|Assurance|Bank|Carriers?|Court|Couriers?|Insurance|Logistics|Pay(?:ments?)?|Underwriters?)\b",
    re.IGNORECASE,
)


def only_company(text: str) -> list[Entry]:
    """The company with a legal form that a contract names more often than all others together, and which does what a
    party does; none if there is no such company, or if the text does not call itself a contract or
    others sign it."""
    if _SIGNATURE in text or is_signed_by_both(text):
        return []  # the other one signs, too
    first: dict[str, re.Match[str]] = {}
    times: Counter[str] = Counter()
    for match in _COMPANY.finditer(text, 0, SEARCHED):
        name = bare(match["name"])
        first.setdefault(name, match)
        times[name] += 1
    if not times:
        return []
    (name, most), *_ = times.most_common(1)
    match = first[name]
    acts = re.compile(rf"{spelled(match['name'].rstrip('.'))}\.?{_ACTS}")
    if most < _OFTEN or 2 * most <= times.total() or _OTHERS.search(name) or not can_be_a_name(match["name"], ""):
        return []
    if sum(1 for _ in _THIS_CONTRACT.finditer(text, 0, SEARCHED)) < _CALLS_ITSELF or not acts.search(text):
        return []
    shown = clean(match["name"])
    return [Entry(shown, match.start(), match.start() + len(shown), [])] if match["name"].startswith(shown) else []
