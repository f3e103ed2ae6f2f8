"""Parties on a cover page that have their roles in the lines below their names: "HARROW MILLS LIMITED", and below it
"(Owner)" or "as Owner"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model.summary.parties.company_names import ANY_FORM, NAME, clean, key
from model.summary.parties.party_entry import ROLE, Entry
from model.summary.parties.possible_names import can_be_a_name

_TOP = 3_000
_ROLE = rf"(?:[A-Z][a-z]{{2,20}}[ ])?{ROLE}"
_BELOW = re.compile(
    rf"^[ \t]{{0,9}}(?:\((?:as[ ])?(?:the[ ])?(?P<role>{_ROLE})\)|as[ ](?:the[ ])?(?P<other>{_ROLE})),?[ \t]{{0,9}}$",
    re.MULTILINE,
)
_NAME = re.compile(NAME.replace(r"\s", "[ ]"))
# Between the two may stand an address, or in what capacity the party acts.
_LINES, _FARTHEST = 3, 500


def parties_above_their_roles(text: str) -> list[Entry]:
    """The companies with a role each in a line below their names, if the contract calls them so below."""
    found: dict[str, Entry] = {}
    for below in _BELOW.finditer(text, 0, _TOP):
        role = below["role"] or below["other"]
        named = next(_named_above(text, below.start()), None)
        if named and re.compile(rf"\b[Tt]he\s{role}\b").search(text, below.end()):
            found.setdefault(key(role), Entry(*named, [role]))
    return list(found.values())


def _named_above(text: str, end: int) -> Iterator[tuple[str, int, int]]:
    """The companies with which the lines above begin, the nearest first."""
    for _ in range(_LINES):
        begin = text.rfind("\n", max(0, end - _FARTHEST), max(0, end - 1)) + 1
        if not begin or _BELOW.match(text, begin):
            return
        name = clean(named.group()) if (named := _NAME.match(text, begin, end)) else ""
        if ANY_FORM.search(name) and text.startswith(name, begin) and can_be_a_name(name, ""):
            yield name, begin, begin + len(name)
        end = begin
