"""Parties whom the opening does not name itself: "THE COMPANIES listed in Part 1 of Schedule 1"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model.summary.parties.company_names import HARD_FORM, clean

_WHERE = re.compile(
    r"(?:the\s)?(?:several\s)?(?:companies|persons|individuals|entities|parties|shareholders|lenders|guarantors)\s"
    r"[^\n]{0,160}?\bin\s"
    r"(?:(?P<part>part\s\w{1,3})\sof\s)?(?:the\s)?(?P<schedule>schedule(?:\s\w{1,3})?)\b",
    re.IGNORECASE,
)
# "Brook Mills Limited\t07120934", "Ann Brook, 14 Mill Lane", "Brook Mills Limited - 12004511 - 1 Mill Lane"
_NAME_IN_A_ROW = re.compile(
    r"[ \t]{0,9}(?:\(?\w{1,3}[.)][ \t])?(?P<name>[A-Z][\w.&’'-]{0,30}"
    r"(?:[ ](?:and|of|[(]?[A-Z&][\w.&’'-]{0,30}[)]?)){1,8})"
    r"(?:,?[ ]{0,3}\t|[ ][-–—|][ ]|,[ ]|[ ]\(|[ ]{2,}|$)"
)
_HEADER = re.compile(r"[ \t]{0,9}(?:full\s|company\s)?names?\b", re.IGNORECASE)
# A part's heading stands at most so far below that of its schedule; a list has at most so many rows.
_NEAR, _ROWS = 600, 60


def listed_in_a_schedule(text: str, start: int, end: int) -> list[tuple[str, int, int]]:
    """The names, with their intervals, in the schedule to which the words of an item refer; none if they name somebody,
    or the schedule cannot be read."""
    where = _WHERE.match(text, start, end)
    begin = _heading_ends(text, where, end) if where else None
    return list(_rows(text, begin)) if begin is not None else []


def _heading_ends(text: str, where: re.Match[str], after: int) -> int | None:
    """Where the heading of the schedule, or of its part, ends."""
    schedule = re.escape(where["schedule"]).replace(r"\ ", r"\s")
    for heading in re.compile(rf"^[ \t]*(?:the\s)?{schedule}\b[^\n]*\n", re.IGNORECASE | re.MULTILINE).finditer(
        text, after
    ):
        if not where["part"]:
            return heading.end()
        part = re.compile(re.escape(where["part"]).replace(r"\ ", r"\s") + r"\b", re.IGNORECASE)
        if part.search(heading.group()):
            return heading.end()
        below = re.compile(rf"^[ \t]*{part.pattern}[^\n]*\n", re.IGNORECASE | re.MULTILINE)
        if found := below.search(text, heading.end(), heading.end() + _NEAR):
            return found.end()
    return None


def _rows(text: str, begin: int) -> Iterator[tuple[str, int, int]]:
    found = 0
    for line in re.compile(r"[^\n]*+(?:\n|$)").finditer(text, begin):
        words = line.group().strip()
        if not words or (not found and _HEADER.match(words)):
            continue
        row = _NAME_IN_A_ROW.match(text, line.start(), line.end() - 1)
        person = row and not HARD_FORM.search(row["name"]) and not any(map(str.isdigit, words[len(row["name"]) :]))
        if row is None or found == _ROWS or (person and row.end() >= line.end() - 1):
            return
        found += 1
        name = clean(row["name"])
        start = text.find(name, *row.span("name"))
        if start >= 0:
            yield name, start, start + len(name)
