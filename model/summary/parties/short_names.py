"""Parties listed with what the contract calls them for short, but not in brackets: "Name: Brook Mills Pty Ltd ... Short
form name: Grower" in the details of an Australian contract, a table with the columns "Full legal name" and "Short
name", "between us, Brook Mills Ltd, and you, Ann Marsh", "“we” means Brook Mills Ltd, “you” means Ann Marsh"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model.summary.parties.company_names import HARD_FORM, NAME, clean
from model.summary.parties.party_entry import Entry
from model.summary.parties.possible_names import PLAIN_ROLE, can_be_a_name

_OPENING = 3_000
_DETAILS = re.compile(
    rf"^[ \t]{{0,4}}(?:Full\s)?Name[ \t]?[:\t][ \t]{{0,4}}(?P<name>{NAME})(?:(?!\bName\b)[^\f]){{0,400}}?"
    r"\bShort\s(?:form\s)?name[ \t]?[:\t][ \t]{0,4}(?P<term>[A-Z][\w&-]{1,24}(?:[ ][A-Z][\w&-]{1,24}){0,2})",
    re.MULTILINE,
)
_US, _YOU = r"(?:us|we)", "you"


def _between(first: str, second: str) -> re.Pattern[str]:
    return re.compile(
        rf"\bbetween\s{first},\s(?:the\s)?(?P<first>{NAME})[^.;\n]{{0,200}}?,?\sand\s{second},\s(?:the\s)?(?P<second>{NAME})(?=[\s,.(])"
    )


_PLAIN = ((_between(_US, _YOU), "we", "you"), (_between(_YOU, _US), "you", "we"))


def _means(pronouns: str) -> re.Pattern[str]:
    """A definition of these pronouns, perhaps with other terms: "“You” and the “Club” mean the Harrow Rowing Club",
    "“You” means the partners from time to time of Harrow Dental Practice"."""
    return re.compile(
        rf"(?P<terms>[\"“](?:{pronouns}),?[\"”](?:[^.;\n]{{0,60}}?[\"”])?)\s(?:means?|refers?\sto)\s(?:you,\s)?(?:the\s)?"
        rf"(?:(?:partners|members|trustees)\s(?:(?:from\stime\sto\stime|for\sthe\stime\sbeing)\s)?of\s(?:the\s)?)?(?P<name>{NAME})"
    )


_WE_MEANS, _YOU_MEANS = _means("[Ww]e|[Uu]s"), _means("[Yy]ou")
_QUOTED = re.compile(r"[\"“]([^\"“”,]{2,30}),?[\"”]")


def parties_with_short_names(text: str) -> list[Entry]:
    """The parties of such details or of such a sentence in the opening; none unless there are two."""
    details = list(_DETAILS.finditer(text, 0, _OPENING))
    if len(details) > 1:
        return [_entry(one, "name", one["term"]) for one in details]
    if table := _of_a_table(text):
        return table
    defined = [found for pattern in (_WE_MEANS, _YOU_MEANS) if (found := pattern.search(text, 0, _OPENING))]
    if len(defined) > 1 and all(_is_somebody(one["name"]) for one in defined):
        return [_entry(one, "name", *_QUOTED.findall(one["terms"])) for one in defined]
    for pattern, *terms in _PLAIN:
        if match := pattern.search(text, 0, _OPENING):
            return [_entry(match, group, term) for group, term in zip(("first", "second"), terms, strict=True)]
    return []


# The heads of two columns: "Full legal name", "Short name".
_NAMES = re.compile(
    r"(?:(?:full|legal|registered|company|corporate|party)\s){0,3}names?(?:\sof\s(?:the\s)?part(?:y|ies))?|part(?:y|ies)",
    re.IGNORECASE,
)
_TERMS = re.compile(
    r"short(?:\sform)?(?:\snames?)?|abbreviations?|(?:defined\s)?terms?"
    r"|(?:(?:herein(?:after)?|here)\s)?(?:referred\sto|called|known|defined)(?:\s(?:herein|here|below))?(?:\sas)?",
    re.IGNORECASE,
)
_HEADS = re.compile(r"^[^\n\t]{0,60}\t[^\n]{3,160}$", re.MULTILINE)
_TERM = re.compile(r"(?i:the\s)?[\"“]?(?i:the\s)?(?P<term>[A-Z][\w’'&-]{1,30}(?:\s[A-Z][\w’'&-]{1,30}){0,2})[\"”]?")


def _of_a_table(text: str) -> list[Entry]:
    """The parties in the rows of a table that has a column for their names and one for what they are called."""
    for heads in _HEADS.finditer(text, 0, _OPENING):
        cells = [cell.strip() for cell in heads.group().split("\t")]
        names = next((number for number, cell in enumerate(cells) if _NAMES.fullmatch(cell)), None)
        terms = next((number for number, cell in enumerate(cells) if _TERMS.fullmatch(cell)), None)
        if names is None or terms is None:
            continue
        rows = list(_rows(text, heads.end() + 1, names, terms))
        if len(rows) > 1 and any(HARD_FORM.search(row.name) for row in rows):
            return rows
    return []


def _rows(text: str, position: int, names: int, terms: int) -> Iterator[Entry]:
    """The rows of a table, up to the first that has not both cells."""
    while position < len(text):
        end = text.find("\n", position)
        end = end if end >= 0 else len(text)
        cells = text[position:end].split("\t")
        called = _TERM.fullmatch(cells[terms].strip()) if max(names, terms) < len(cells) else None
        name = clean(cells[names]) if called else ""
        start = text.find(name, position, end)
        if not called or not can_be_a_name(name, "") or start < 0:
            return
        yield Entry(name, start, start + len(name), [called["term"]])
        position = end + 1


def _is_somebody(words: str) -> bool:
    name = clean(words)
    return " " in name and can_be_a_name(name, "") and not re.search(rf"\b(?:{PLAIN_ROLE}|Order|Form|Page)\b", name)


def _entry(match: re.Match[str], group: str, *terms: str) -> Entry:
    name = clean(match[group])
    start = match.start(group) + max(0, match[group].find(name))
    return Entry(name, start, start + len(name), list(terms))
