"""Names of companies that "and" would cut in two: "Brook Dairy and Cheese Company"."""

from __future__ import annotations

import re

from model.summary.parties.company_names import ANY_FORM, NAME

# The rest of a name stands on the same line.
_REST = re.compile(r"[ ]and[ ](?P<rest>" + NAME.replace(r"\s", "[ ]") + ")")
_AND = re.compile(r"\s(?:and|&)\s", re.IGNORECASE)


def end_with_and(text: str, start: int, stop: int) -> int | None:
    """Where a company's name ends that goes on after "and"; None if what stands there may be another party's name: the
    contract names what comes before the "and" without it, or has the whole name on no other line, as over the
    signature."""
    end = end_on_the_line(text, start, stop)
    return end if end and _has_a_line(text, start, end) else None


def end_on_the_line(text: str, start: int, stop: int) -> int | None:
    """The same for a name that has its line to itself, with a role before it, and need not be repeated."""
    rest = _REST.match(text, stop) if not ANY_FORM.search(text, start, stop) else None
    if not rest or not ANY_FORM.search(rest["rest"]) or _is_named_alone(text, start, stop):
        return None
    return rest.end()


# "The Harrow Creel and " before "Net Fishermen's Federation", and " and Masters" after "The Guild of Pilots"
_FIRST_PART = re.compile(r"(?:[Tt]he[ ])?(?P<words>(?:[A-Z][\w’'&-]{0,30}[ ]){1,6}(?:and|AND|&)[ ])$")
_LAST_PART = re.compile(r"[ ](?:and|&)[ ][A-Z][\w’'-]{0,30}(?:[ ][A-Z][\w’'-]{0,30}){0,4}")
_NO_FIRST_PART = re.compile(r"\b(?:BETWEEN|AMONG|AGREEMENT|CONTRACT|WITH|BY|FOR)\b")
_LONGEST = 120


def whole_name(text: str, start: int, stop: int) -> tuple[int, int]:
    """Where a name begins and ends that has a line of its own together with what "and" joins to it; otherwise where it
    did. In capitals, "AND" is part of a name, since between two parties it would stand in small letters."""
    before = _FIRST_PART.search(text, max(0, start - _LONGEST), start)
    if before:
        name = text[before.start("words") : stop]
        in_capitals = name.isupper() and not (ANY_FORM.search(before["words"]) or _NO_FIRST_PART.search(name))
        if in_capitals or _has_its_line(text, text[before.start() : stop]):
            return before.start("words") if in_capitals else before.start(), stop
    after = _LAST_PART.match(text, stop)
    if after and _has_its_line(text, text[start : after.end()]):
        return start, after.end()
    return start, stop


def _has_its_line(text: str, name: str) -> bool:
    # or a cell of its own, before its number: "Recipient", a tab, "Horses & Northern Riding Ltd (ACN 140 226 981)"
    line = re.compile(
        rf"(?:^|\t)[ \t]{{0,9}}{_with_either_sign(name)}(?:[ \t,:]{{0,9}}$|\t|[ ]\((?:ABN|ACN|reg|company|no)\b)",
        re.IGNORECASE | re.MULTILINE,
    )
    return line.search(text) is not None


def _is_named_alone(text: str, start: int, stop: int) -> bool:
    """Whether the contract also names what comes before the "and" without what comes after it."""
    again = re.compile(rf"(?<![\w&]){_with_either_sign(text[start:stop])}(?!\w)(?!\s(?:and|&)\s)", re.IGNORECASE)
    return again.search(text) is not None


def _has_a_line(text: str, start: int, end: int) -> bool:
    """Whether a line below is nothing but this name, in whatever case and with whichever sign for "and"."""
    name = _with_either_sign(text[start:end])
    line = re.compile(rf"^[ \t]{{0,9}}{name}[ \t,:]{{0,9}}$", re.IGNORECASE | re.MULTILINE)
    return line.search(text, end) is not None


def _with_either_sign(name: str) -> str:
    """An expression for a name with "and" or "&" in any of its places."""
    parts = [r"\s".join(map(re.escape, part.split())) for part in _AND.split(name)]
    return r"\s(?:and|&)\s".join(parts)
