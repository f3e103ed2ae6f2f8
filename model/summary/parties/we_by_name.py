"""Whom terms name as "we" without a definition in quotation marks: "we, Brook Tours, act as an agent", "your contract
is with us, Brook Tours Ltd", "we, us and our refer to Brook Tours", "the term ‘Brook Tours’ or ‘we’ refers to the owner
of this site"."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator

from model.summary.parties.company_names import FORM_ALONE, HARD_FORM
from model.summary.parties.offeror_definitions import NAME
from model.summary.parties.party_entry import SEARCHED
from model.summary.parties.possible_names import PLAIN_ROLE

_PRONOUNS = r"(?:we|us|our|ours)(?:(?:,\s?|\s?/\s?)(?:we|us|our|ours)){0,3},?\s(?:and|or|&)\s(?:we|us|our|ours)"
_WHO_RUNS_IT = (
    r"(?:the\s)?(?:owners?|operators?|providers?|publishers?|company|business|organi[sz]ation)\b"
    r"(?:\s(?:and|or)\s(?:owners?|operators?|providers?))?"
)
# "In these terms, we, us and our refer to Brook Tours", "in these terms we are Brook Tours and you are the guest"
_MEANS = re.compile(
    rf"\b(?i:{_PRONOUNS})\s(?:means?|refers?\sto|are\sreferences\sto|(?:is|are)(?=\s?[A-Z]))\s(?:the\s)?[*]{{0,2}}(?P<name>{NAME})"
    rf"|\b(?i:in|under|for\sthe\spurposes\sof)\s(?:these|this|the)\s[a-z\s]{{4,30}},?\swe\sare\s[*]{{0,2}}(?P<are>{NAME})"
)
# "We, Brook Tours Ltd, run this site", "your contract is with us, Brook Tours", and no list: "us, Brook Air and our
# other partners"
_BESIDE_A_COMMA = re.compile(
    rf"(?:(?:^|(?<=[.;:]\s)|(?<=\())[Ww]e|(?<=[a-z,]\s)we|\b(?:with|between|by|from|to)\sus),\s(?:the\s)?(?P<name>{NAME})"
    r"(?=\s\([^()\n]{1,80}\)[\s,.]|\.(?:\s|$)|\sof\s\d|,\s(?!(?:(?:and|or)\b(?!\s(?:these|this|it|you|your|we|they)\b)|our|any|all|the\sother|its)\b)[^A-Z])",
    re.MULTILINE,
)
# "We Brook Tours act only as an agent": a verb follows.
_VERB = (
    r"(?:acts?|am|are|is|will|shall|may|can|cannot|do|have|provide|sell|offer|agree|reserve|process|collect|accept|operate|run|make|take"
    r"|undertake|supply|use|hold|keep|only|hereby|aim)"
)
_BARE = re.compile(
    rf"(?:(?:^|(?<=[.;:]\s))We|(?<=[a-z,]\s)we)\s(?:at\s)?(?P<name>[A-Z][\w&’'-]{{1,30}}(?:\s(?:[A-Z][\w&’'-]{{1,30}}|&|and|of)){{0,4}}\s[A-Z][\w&’'-]{{1,30}})\s{_VERB}\b",
    re.MULTILINE,
)
# "We (Brook Tours) take your booking"
_IN_BRACKETS = re.compile(
    r"\b(?:[Ww]e|(?:with|and)\sus)\s\((?:the\scompany\s)?(?P<name>[A-Z][\w&’'-]{1,30}(?:\s[A-Z&][\w&’'-]{0,30}){1,4})\)"
)
# "We are Brookhost. Our office is at 7 Mill Lane."
_WE_ARE = re.compile(
    r"(?:^|(?<=[.;:!]\s))We\sare\s[*]{0,2}(?P<name>[A-Z][\w&’'-]{2,30}(?:\s[A-Z&][\w&’'-]{0,30}){0,3})[*]{0,2}(?=\.\s(?:Our|We)\b|,\san?\s|\s\()",
    re.MULTILINE,
)
# "The term ‘Brook Tours’ or ‘us’ or ‘we’ refers to the owner of this website"
_OWN_TERM = re.compile(
    r"[\"“‘'](?P<name>[A-Z][\w&’'\s-]{2,50}?)[\"”’'](?P<terms>(?:,?\s(?:(?:and|or)\s)?[\"“‘'](?i:we|us|our|ours)[\"”’']){1,4})"
    rf"\s(?:means?|refers?\sto|(?:is|are)\s(?:a\s)?references?\sto)\s{_WHO_RUNS_IT}"
)
# Words that follow "we" with a capital, and name nobody: "We DO NOT sell", "we European Union".
_NO_NAME = re.compile(
    r"(?:Do|Does|Did|Will|Would|Shall|Should|May|Might|Must|Can|Cannot|Could|Are|Is|Am|Have|Has|Had|Not|Only|Also|Never|Reserve|Strongly"
    r"|Accept|Care|Collect|Handle|Keep|Need|Offer|Process|Promise|Protect|Provide|Sell|Send|Share|Store|Take|Use|Want"
    rf"|All|Any|Each|Some|Both|Our|Your|Their|Certain|Such|Here|There|Now|English|European|American|{'|'.join(calendar.day_name)}|{'|'.join(calendar.month_name[1:])})\b",
    re.IGNORECASE,
)
_A_ROLE = re.compile(rf"(?:\w+\s){{0,3}}{PLAIN_ROLE}s?", re.IGNORECASE)
_USED, _PRONOUN = 2, re.compile(r"(?i:we|us|our|ours)")


def we_by_name(text: str) -> Iterator[tuple[int, int, list[str]]]:
    """The intervals of names that stand for "we", with the pronouns for which they stand."""
    for match in _MEANS.finditer(text, 0, SEARCHED):
        yield _whole(match, "name" if match["name"] else "are")
    for match in _BESIDE_A_COMMA.finditer(text, 0, SEARCHED):
        name = match["name"]
        if HARD_FORM.search(name) or (" " in name and _names_somebody(name)):
            yield _whole(match, "name")
    for pattern in (_BARE, _IN_BRACKETS):
        yield from (_whole(one, "name") for one in pattern.finditer(text, 0, SEARCHED) if _names_somebody(one["name"]))
    for match in _WE_ARE.finditer(text, 0, SEARCHED):
        used = len(re.findall(rf"\b{re.escape(match['name'])}\b", text))
        if used > _USED and _names_somebody(match["name"]):
            yield _whole(match, "name")
    for match in _OWN_TERM.finditer(text, 0, SEARCHED):
        if _names_somebody(match["name"]):
            yield *match.span("name"), _PRONOUN.findall(match["terms"])


def _whole(match: re.Match[str], group: str) -> tuple[int, int, list[str]]:
    return *match.span(group), ["we", "us"]


def _names_somebody(name: str) -> bool:
    """Whether words without a legal form can name a company: no emphasis in capitals, no role, no day or month."""
    if HARD_FORM.search(name):
        return not FORM_ALONE.fullmatch(name)
    return not (name.isupper() or _NO_NAME.match(name) or _A_ROLE.fullmatch(name))
