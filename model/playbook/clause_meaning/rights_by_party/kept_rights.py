"""Finds who may not hand on what the contract gives it: a license, an account, a subscription."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from chunking.document import Document
from model.summary.attached_forms import own_segments
from model.summary.parties.sides import Sides
from model.summary.text.contractions import in_full

_WHAT = (
    r"(?P<what>licen[cs]e|account|subscription|membership)\b"
    r"(?!\s(?:information|data|details|keys?|fees?|balances?|holders?|numbers?|credentials|credits?|funds|history|settings)\b)"
)
_HANDS_ON = r"(?:assign|transfer|convey|re-?sell|redistribute|give\saway)"
# "You may not sell, transfer or share your account", "shall not redistribute the program or your license to anyone"
_NOT_HANDED_ON = re.compile(
    r"(?P<modal>\b(?:may|shall|will|must|can|agrees?)(?:\snot|(?<=can)not)\b|\bcannot\b)[^.;:]{0,100}?"
    rf"\b{_HANDS_ON}\b(?:\s(?:[\w-]+,?\s){{0,8}}?(?:or|and|nor)\s|\s)(?:\w+\s)?(?:your|its|his|her|their|the|this|such|any)\s(?:\w+\s){{0,2}}?{_WHAT}",
    re.IGNORECASE,
)
# "Your account is personal to you and may not be transferred", "your license is non-transferable"
_STAYS = re.compile(
    rf"\b(?P<whose>your)\s(?:\w+\s){{0,2}}?{_WHAT}[^.;:]{{0,60}}?\b(?:is|are|may|can|shall|will)\s(?:\w+\s){{0,4}}?"
    r"(?:not\s(?:be\s)?(?:\w+,?\s(?:or\s)?)?(?:transferred|transferr?able|assigned|assignable)|non-?\s?(?:transferr?able|assignable))\b",
    re.IGNORECASE,
)


class Kept(NamedTuple):
    """What one side (None: it is not said which) may not hand on, and the interval of the sentence that says so."""

    who: str | None
    what: str
    start: int
    end: int


# An item of a list of what "you may not:" do.
_ITEM = re.compile(rf"\W{{0,4}}(?:\w{{1,3}}[.)]\s)?(?=(?:[\w-]+,?\s(?:or\s)?){{0,4}}?{_HANDS_ON}\b)", re.IGNORECASE)
_BARS = re.compile(
    r"\b(?:not|cannot)(?:\sto)?(?:,?\s(?:except|unless|without|directly)\b[^.;:]{0,80})?:$", re.IGNORECASE
)
_THINGS = re.compile(r"account|licen[cs]e|subscription|membership", re.IGNORECASE)
_ITEMS = 15


def kept_rights(document: Document, sides: Sides) -> Iterator[Kept]:
    """The licenses, accounts and the like that someone may not hand on."""
    lead, since = "", 0
    for segment in own_segments(document):
        text = document.segment_text(segment).rstrip()
        since += 1
        if text.endswith(":"):
            said = in_full(" ".join(text.split()))
            lead, since = (said[:-1], 0) if _BARS.search(said) else ("", 0)
        if not _THINGS.search(text):
            continue
        said = in_full(" ".join(text.split()))
        item = _ITEM.match(said) if lead and since <= _ITEMS else None
        said = f"{lead} {said[item.end() :]}" if item else said
        if barred := _NOT_HANDED_ON.search(said):
            before = said[: barred.start("modal")]
            # "accounts are personal and you may not transfer them"
            nearest = next((who for _, who in sides.named(before, after=r"\s$")), None)
            yield Kept(nearest or sides.subject(said, len(before)), barred["what"].lower(), segment.start, segment.end)
        elif stays := _STAYS.search(said):
            yield Kept(sides.named_at(said, stays.start("whose")), stays["what"].lower(), segment.start, segment.end)
