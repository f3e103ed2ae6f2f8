"""Caps that a clause only names, "the Liability Cap", and that a definition or a row of key terms states."""

from __future__ import annotations

import re

from model.schema import Formula, Limit
from model.summary.liability.cap_amounts import cap_of

# "Is limited to the Liability Cap", "shall not exceed Vendor's Liability Limit"
_NAMED = re.compile(
    r"\b(?:(?i:limited|capped)\s(?:to|at)|(?i:exceed|more\sthan|in\sexcess\sof|up\sto))\s(?:(?:the|its|their|such|[\w&-]+[’']s)\s)?"
    r"(?P<name>(?:[A-Z][\w-]{1,20}\s){1,3}(?:Cap|Limit|Maximum|Ceiling|Amount))\b"
)
# "Is the amount in Item 10", "the sum stated in Box 8"
_IN_AN_ITEM = re.compile(
    r"\b(?:amount|sum|figure|limit)\s(?:(?:stated|set\sout|shown|specified|given)\s)?in\s(?P<item>(?:Item|Box)\s\d{1,2})\b"
)


def named_cap(sentence: str, text: str) -> list[Limit]:
    """The limits that ``text`` states for the cap that a sentence names; empty if it names none, or none is stated."""
    plain = " ".join(sentence.split())
    if item := _IN_AN_ITEM.search(plain):
        row = re.search(
            rf"^{item['item']}(?:[.:]|\s?[–—|-])?\s[^\n:|\t]{{0,60}}[:|\t]\s?(?P<amount>[^\n]{{2,300}})$",
            text,
            re.MULTILINE,
        )
        return _read(row["amount"]) if row else []
    name = _NAMED.search(plain)
    if not name:
        return []
    words = r"\s".join(map(re.escape, name["name"].split()))
    stated = re.compile(
        # a row of key terms: "12. Liability Cap | $6,000,000"
        rf"^\W{{0,3}}(?:(?:item\s)?\d{{1,2}}[.)]?\s)?{words}\s?(?:\t|[|:]\s?)\s?(?P<row>\S.{{0,300}})$"
        rf"|[“\"](?:the\s)?{words}[”\"]\s(?:means?|is|shall\smean)\s(?P<meaning>[^\n;]{{3,300}})"
        # "$500,000 (the “Liability Cap”)"
        rf"|(?P<before>[^.;\n]{{3,200}}?)\s\([^()]{{0,20}}[“\"]{words}[”\"]\)",
        re.IGNORECASE | re.MULTILINE,
    )
    for found in stated.finditer(text):
        limits = _read(found["row"] or found["meaning"] or found["before"])
        if limits:
            return limits
    return []


def _read(amount: str) -> list[Limit]:
    """The limits in a definition, without those that it does not spell out: "three times the General Cap"."""
    limits = cap_of(f"Liability is limited to {amount}", named=True)
    return [] if any(isinstance(one, Formula) for one in limits) else limits
