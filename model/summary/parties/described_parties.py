"""Parties that no list names, but that the first sentences describe, give a term and bind: "Brook Motors, LLC, a Utah
company ("Lessor"), leases to Harrow Homes, Inc., a Utah corporation ("Lessee")"."""

from __future__ import annotations

import re
from itertools import pairwise

from model.summary.parties.company_names import ANY_FORM, HARD_FORM, NAME, clean
from model.summary.parties.party_entry import Entry, acts, entry_named
from model.summary.parties.possible_names import can_be_a_name

# They are described within this many characters of the beginning.
_OPENING = 4_000
_KIND = re.compile(
    r"\b(?:corporation|company|partnership|association|trust|body\scorporate|authority|individual|society|charity"
    r"|cooperative)\b",
    re.IGNORECASE,
)
_DESCRIBED = re.compile(
    rf"(?<![\w.&])(?P<name>{NAME})(?P<kind>,\s(?:an?|the)\s[^;()“”\"\n]{{3,160}}?|,?\sthe)?"
    r"\s\((?:hereinafter\s(?:(?:called|referred\sto\sas)\s)?)?(?:the\s)?[\"“](?:the\s)?(?P<term>[A-Z][\w&-]{1,30}(?:\s[A-Z][\w&-]{1,30}){0,2})[\"”]\)"
    rf"(?P<after>,\san?\s[^;()“”\"\n]{{3,80}})?"
)
# "1. Lease. Brook Motors, LLC": the heading of the section stands before the name.
_HEADING = re.compile(r"\d{1,2}[.)]\s(?:[A-Z][a-z]{3,20}(?:\s(?:and|of|the|[A-Z][a-z]{2,20})){0,4}\.\s)(?=[A-Z])")
# A name whose first word stands apart, before a wide gap or the line under a word, is not whole.
_CUT = re.compile(r"[A-Z][\w.]{0,20}[ -]{2,150}$")
# "Brook LLC, a Utah company ("Brook"), and Harrow Co., an Ohio corporation ("HC"), wish to": what two do together
_AND = re.compile(r",?\sand\s(?:the\s)?")
_AGREE = re.compile(
    r",?\s(?:(?:hereby|each|both|mutually)\s)?(?:wish|desire|intend|agree|have\sagreed|are\sentering|enter\sinto)\b"
)
# How often the text says what a party does before it is one.
_TIMES = 2
_DOES = r"\s(?:will|shall|may|agrees?|must|appoints?|grants?|leases?|engages?|sells?|provides?)\b"


def described_parties(text: str) -> list[Entry]:
    """Whom the first sentences give a term, what kind of company it is, and duties; none unless there are two."""
    found: dict[str, Entry] = {}
    described = list(_DESCRIBED.finditer(text, 0, _OPENING))
    pairs = [
        number
        for number, (one, other) in enumerate(pairwise(described))
        if _AND.fullmatch(text, one.end(), other.start()) and _AGREE.match(text, other.end())
    ]
    for number, match in enumerate(described):
        line = match["name"].rsplit("\n", 1)[-1]  # another line may stand above it
        heading = _HEADING.match(line)
        name = clean(line[heading.end() :] if heading else line)
        entry = entry_named(text, match, name, match["term"])
        cut = entry and _CUT.search(text, max(0, entry.start - 175), entry.start)
        paired = number in pairs or number - 1 in pairs
        bound = paired or acts(text, re.escape(match["term"]), _DOES, match.end(), _TIMES)
        if entry and not cut and bound and _is_a_company(match, entry.name):
            found.setdefault(match["term"], entry)
    return list(found.values()) if len(found) > 1 else []


def _is_a_company(match: re.Match[str], name: str) -> bool:
    described = _KIND.search(f"{match['kind'] or ''} {match['after'] or ''}")
    known = HARD_FORM.search(name) or (described and (ANY_FORM.search(name) or " " in name))
    return bool(known) and can_be_a_name(name, "")
