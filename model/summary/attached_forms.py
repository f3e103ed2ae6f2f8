"""Forms of other agreements that are attached to a contract for somebody else to sign, or for a later day, such as a
sublicense with "[Sublicensee]": what they say is not agreed in this contract between its parties."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache
from itertools import takewhile

from chunking.document import Document, Segment
from model.findings import Finding
from model.summary.attached_announcements import ATTACHMENT
from model.summary.text.signatures import SIGNED_OR_BY

# "By:" in the opening is no signature.
_OPENING = 3_000
# The heading of an attachment, also "EXHIBIT C to the Supply Agreement".
_HEADING = re.compile(rf"{ATTACHMENT}(?!\s(?!to\s(?:the|this)\b)[a-z])", re.MULTILINE)
# The attachment is an agreement by its title, not by that of the contract to which it is attached ...
_TITLE, _LINE = 300, 120
_ATTACHED_TO = re.compile(r"\bto\s(?:the|this)\s(?:[\w&.,’-]{1,30}\s){0,6}?(?:agreement|contract)\b", re.IGNORECASE)
_AGREEMENT = re.compile(
    r"\b(?:sub-?)?(?:agreements?|licen[cs]e|contract|assignment|lease|deed|guarant(?:y|ee)|undertaking)\b",
    re.IGNORECASE,
)
_FORM = re.compile(r"\b(?:forms?\sof|model|template|sample|specimen|pro\s?forma|standard)\b", re.IGNORECASE)
# ... and others sign it: by that title, ...
_FOR_OTHERS = re.compile(
    r"\b(?:end[\s-]?user|sub-?\s?(?:licen[cs]\w*|contract\w*|distribut\w*|leas\w*|franchis\w*))\b", re.IGNORECASE
)
# ... or since a party's name is left blank, where it says between whom it is made or what that party does.
_OPEN_NAME = (
    r"(?P<name>\[\s?(?:[●•_][\s●•_]{0,40}"
    r"|(?!(?i:redact|confiden|omit|reserved|signature))[A-Z][A-Za-z’' /]{1,60})\]|_{4,200})"
)
_OPEN = re.compile(_OPEN_NAME)
# "MODEL LEASE FOR [HOUSE X]": what a later contract is to be about is left open.
_OPEN_TITLE = re.compile(rf"\b(?:FOR|OF|ON|for|of|on)\s{_OPEN_NAME}")
_PARTIES = 2_500
_BETWEEN_BLANKS = re.compile(
    rf"\b(?i:between|among)\b[^;]{{0,600}}?\b(?i:between|among|and|or),?\s(?:(?i:the)\s|\(\d\)\s)?{_OPEN_NAME}"
)
_BLANK_ACTS = re.compile(rf"{_OPEN_NAME}\s(?:shall|will|agrees|undertakes|acknowledges|may)\b")


# "Schedule 2 – Form of Work Order", above the signatures, too: filled in for each order
_FORM_OF = re.compile(rf"{ATTACHMENT}\s?[.:–—-]\s?Form\sof\s[^\n]{{3,80}}$", re.MULTILINE)
_EXECUTED = re.compile(r"^(?:EXECUTED|SIGNED|Executed|Signed)\b", re.MULTILINE)


# Each check of a review asks this of the same text, and several reviews may be under way.
@lru_cache(maxsize=8)
def attached_forms(text: str) -> tuple[tuple[int, int], ...]:
    """The intervals (half open) of the forms attached after the signatures that are for others to sign, and of the
    schedules that are forms by their headings, wherever they stand."""
    found = _below_the_signatures(text)
    schedules = (one for one in _headed_as_forms(text) if not is_inside(found, one[0]))
    return tuple(sorted([*found, *schedules]))


def _below_the_signatures(text: str) -> list[tuple[int, int]]:
    signed = SIGNED_OR_BY.search(text, _OPENING) or SIGNED_OR_BY.search(text)
    if signed is None:
        return []
    # names that the contract leaves open, too
    own = {one["name"] for one in _OPEN.finditer(text, 0, signed.start()) if one["name"][1].isalpha()}
    found: list[tuple[int, int]] = []
    for start, title, end in _attachments(text, signed.end()):
        inside = found and start < found[-1][1]
        if not inside and _is_for_others(text[title:end], own):
            found.append((start, end))
    return found


def _headed_as_forms(text: str) -> Iterator[tuple[int, int]]:
    """The intervals of the schedules that are forms: each ends where the next one or the signatures begin."""
    for heading in _FORM_OF.finditer(text):
        following = _HEADING.search(text, heading.end()) or _EXECUTED.search(text, heading.end())
        yield heading.start(), following.start() if following else len(text)


def _attachments(text: str, signed: int) -> list[tuple[int, int, int]]:
    """Where each attachment begins, where its title does, and where the next of its kind begins: the annexes of an
    exhibit belong to it."""
    following: dict[str, int] = {}
    found = []
    for heading in reversed(list(_HEADING.finditer(text, signed))):
        kind = heading["kind"].lower()
        found.append((heading.start(), heading.end(), following.get(kind, len(text))))
        following[kind] = heading.start()
    return found[::-1]


def _is_for_others(attached: str, own: Set[str]) -> bool:
    """Whether what is attached is an agreement that others sign; ``own`` are names that the contract itself leaves
    open."""
    title = _title(attached[:_TITLE])
    if not _AGREEMENT.search(title):
        return False
    if _FORM.search(title) and (_FOR_OTHERS.search(title) or _OPEN_TITLE.search(title)):
        return True
    opening = attached[:_PARTIES]
    blanks = (one["name"] for pattern in (_BETWEEN_BLANKS, _BLANK_ACTS) for one in pattern.finditer(opening))
    return any(name not in own for name in blanks)


def _title(begins: str) -> str:
    """The words in capitals, and the short lines before the first sentence."""
    lines = _ATTACHED_TO.sub(" ", begins).split("\n")
    short = takewhile(lambda line: len(line) <= _LINE and not line.rstrip().endswith((".", ";", ",")), lines)
    capitals = (word for line in lines for word in line.split() if word.isupper())
    return " ".join([*short, *capitals])


def own_segments(document: Document) -> Iterator[Segment]:
    """The segments of a contract that are in no form attached for others to sign."""
    forms = attached_forms(document.text)
    return (segment for segment in document.segments if not is_inside(forms, segment.start))


def is_inside(forms: Sequence[tuple[int, int]], place: int) -> bool:
    """Whether a place is in one of these forms."""
    number = bisect_right(forms, (place, sys.maxsize)) - 1
    return number >= 0 and place < forms[number][1]


def outside_forms(text: str, findings: Sequence[Finding]) -> list[Finding]:
    """The findings that are in no form attached for others to sign."""
    forms = attached_forms(text)
    return [one for one in findings if not is_inside(forms, one.start)]
