"""Parties whose roles a contract gives, but not their names: "the undersigned ("Consultant")", "between [PARTY 1] and
[PARTY 2]", "“You” means whoever submits a work"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from model.summary.parties.party_entry import ROLE, Entry

_OPENING = 4_000
# "The undersigned hereafter ("Consultant") and the undersigned entity ("Company")": whoever signs below.
_UNDERSIGNED = re.compile(
    rf"\b(?P<name>undersigned)(?:,?\s[a-z]{{2,20}}){{0,8}},?\s?\((?:hereinafter\s|the\s){{0,2}}[\"“](?:the\s)?(?P<role>{ROLE})[\"”]\)"
)
# "Between [PARTY 1] and [PARTY 2]", perhaps on lines of their own.
_A_BLANK = (
    r"\[(?:[A-Za-z’'-]{1,20}\s){0,4}(?i:party|company|employer|employee|customer|client|supplier|name)(?:[’']s)?"
    r"(?:\s\w{1,12}){0,2}\]"
)
_BETWEEN = re.compile(
    rf"\b(?i:between)\b[\s:]{{1,9}}(?P<one>{_A_BLANK})[\s,]{{1,9}}(?i:and)[\s:]{{1,9}}(?P<other>{_A_BLANK})"
)


def parties_left_blank(text: str) -> list[Entry]:
    """The two or more parties for whose names the opening has blanks, or whom it only calls "the undersigned"."""
    if between := _BETWEEN.search(text, 0, _OPENING):
        return [Entry(between[group], *between.span(group), []) for group in ("one", "other")]
    found = [Entry("____", *one.span("name"), [one["role"]]) for one in _UNDERSIGNED.finditer(text, 0, _OPENING)]
    return found if len({entry.terms[0] for entry in found}) > 1 else []


# "Between Brook, Inc. and the person or entity identified in the form ("Reseller")": someone whom another paper names.
_NAMED_ELSEWHERE = re.compile(
    r"\band\s(?P<name>(?:the|an?)\s(?:individual|person|entity|company|business|organi[sz]ation)(?:\s(?:or|and)\s(?:individual|person|entity|company|organi[sz]ation))?)"
    rf"\s(?:identified|named|specified|designated)\s[^.;()\"“”\n]{{3,120}}\((?:the\s)?[\"“](?:the\s)?(?P<role>{ROLE})[\"”]\)"
)


def named_elsewhere(text: str, known: Sequence[Entry]) -> Iterator[Entry]:
    """The party beside the only one that the opening names (``known``), if the opening says where its name is."""
    if len(known) == 1 and (other := _NAMED_ELSEWHERE.search(text, known[0].end, _OPENING)):
        yield Entry("____", *other.span("name"), [other["role"]])


# "The customer is the controller and Brook is the processor"
_HANDLES_DATA = re.compile(
    r"\b(?:[Tt]he\s)?(?:[Cc]ustomer|[Cc]lient|[Uu]ser|[Ss]ubscriber|[Yy]ou)\s(?:is|are|acts?\sas)\s(?:the\s|an?\s)?(?:data\s)?[Cc]ontroller\b[^.;]{0,60}?"
    r"\band\s(?P<name>(?!(?:We|Provider|Supplier|Vendor|Company|Processor|The)\b)[A-Z][\w&’'-]{1,30}(?:\s[A-Z][\w&’'.-]{1,30}){0,3})\s(?:is|acts?\sas)\s(?:the\s|an?\s)?(?:data\s)?(?P<term>[Pp]rocessor)\b"
)


def processor(text: str) -> Iterator[Entry]:
    """Who processes personal data for the customer, as a sentence says it."""
    if said := _HANDLES_DATA.search(text, 0, _OPENING):
        yield Entry(said["name"], *said.span("name"), [said["term"].capitalize()])


_DEFINED = re.compile(
    r"[\"“](?:the\s)?(?P<term>You|Contributor|Customer|Client|User|Licensee|Member|Subscriber|Buyer|Seller|Supplier)[\"”]\s(?:shall\s)?means?\s(?:the|any|an?|each)\b"
    r"|\([\"“](?P<we>We|Us)[\"”]"
)


def roles_without_names(text: str) -> list[str]:
    """What the contract calls its parties by definition: "You" and "We"."""
    return list(dict.fromkeys(one["term"] or one["we"] for one in _DEFINED.finditer(text, 0, _OPENING)))[:2]
