"""A party of a list or form: its name, its place, and the terms defined for it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from model.summary.parties.company_names import (
    ANY_FORM,
    is_named,
    key,
)

# Parties are named within this many characters of the beginning.
SEARCHED = 30_000
# "[ ] (the “Agent”)", and names with a role outside a list: "it retains Ann Brook (“Consultant”)".
ROLE = (
    r"(?!(?:Order|Number|Letter|Quarter|Officer|Parameter|Meter|Computer|Document)\b|(?!Government\b)[A-Z]\w{2,16}ment\b)"
    r"(?:[A-Z]\w{1,20}(?:er|or|ee|ant|ent)|Company|Client|Agency|Bank|Fund|Trust|Consultancy|Surety|Confirming\sParty|(?:U\.S\.\s)?Affiliate)"
)


class Entry(NamedTuple):
    """A party of the list: its name, the name's interval, and the terms that the contract defines for it."""

    name: str
    start: int
    end: int
    terms: list[str]


def entry_named(text: str, match: re.Match[str], name: str, term: str) -> Entry | None:
    """The party of this name, which is in the group "name" of a match; None if cleaning the name has altered it."""
    start = text.find(name, *match.span("name"))
    return Entry(name, start, start + len(name), [term]) if start >= 0 else None


def name_of_blank(words: str) -> str:
    """The name for a blank, regardless of the length of its line."""
    if words[:1].isalpha():
        return f"[{' '.join(words.split())}]"  # "Client (to be inserted)"
    return "____" if words.startswith("_") else " ".join(words.split())


def acts(text: str, terms: str, verbs: str, begin: int, times: int = 1) -> bool:
    """Whether a text says, at least so many times from a place on, what somebody does: ``terms`` and ``verbs`` are
    expressions for what the contract calls them and for what follows it."""
    found = re.compile(rf"\b(?:{terms}){verbs}").finditer(text, begin)
    return sum(1 for _ in islice(found, times)) == times


def merged(entries: Iterable[Entry]) -> list[Entry]:
    """Each party once: of the mentions on the cover page and in the opening, the one with a defined term is kept."""
    found: dict[str, Entry] = {}
    for entry in entries:
        if not is_named(entry.name):
            found[f"{entry.name} {entry.terms}"] = entry
            continue
        known = found.get(key(entry.name))
        if not ANY_FORM.search(entry.name) and any(
            f"{key(entry.name)} ".startswith(f"{other} ") for other in found if not known
        ):
            continue
        if any(f" {key(entry.name)}".endswith(f" {other}") for other in found if not known):
            continue
        if not known or (entry.terms and not known.terms):
            found[key(entry.name)] = entry
    # "{Seller.Name} ("SELLER")", and in the next sentence "SELLER"
    of_blanks = {key(term) for entry in found.values() if not is_named(entry.name) for term in entry.terms}
    return [entry for entry in found.values() if not (is_named(entry.name) and key(entry.name) in of_blanks)]
