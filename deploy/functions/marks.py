"""Keeps a person's marks on a review: flags handled, clauses corrected. One item per contract, in the contracts' table.

    "marks#CONTRACT_ID"   version, marks (JSON), ttl (the contract's)

The item has none of the attributes that the table's indexes are keyed by, so no list of contracts reads it. Marks are
changed by a merge patch (RFC 7396, one level deep) under a version number: two people, or two tabs, who change
different marks or different fields of one mark lose nothing, since the later write is repeated on the newer version.

    flag:RULE:HASH          {"verdict", "done", "note", "about"}   about: the flag as it was marked
    clause:CATEGORY:HASH    {"verdict", "category", "span", "was"} was: the clause as the model found it
    added:ID                {"category", "span"}                   a clause that the model missed
    value:FIELD             {"value", "was"}                       a value of the summary
    contract:review         {"complete"}                           the person has read the whole contract

A span is ``{"interval", "text", "boxes"}``: characters of the reviewed text (half-open), the words themselves, and
their position, as [page, x0, y0, x1, y1] in points.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from typing import Any

from boto3.dynamodb.conditions import Attr
from botocore.exceptions import ClientError

from . import contract_table
from .contract_table import Row

PREFIX = "marks#"
MOST_BYTES = 300_000  # of all marks; DynamoDB takes 400 KB an item
_KEY = re.compile(r"(flag|clause|added|value|contract):.{1,300}", re.DOTALL)
_TRIES = 8  # a write is tried again only if another one came in between
_SPAN_CHARACTERS, _SPAN_BOXES = 20_000, 400
_LISTED = ("parties", "expiration_date", "renewal_term", "renewal_notice")

Fields = dict[str, Any]


class BadMarks(ValueError):
    """What was sent is not a valid change of marks; the message says which part."""


class TooManyMarks(Exception):
    """The marks would exceed the storage limit."""


class Deleted(Exception):
    """The contract was deleted meanwhile."""


class Contended(Exception):
    """Every attempt met someone else's change to the same contract's marks; a retry may succeed."""


def get(contract_id: str) -> Fields:
    """``{"version", "marks"}``; version 0 if nothing was marked."""
    item = contract_table.get(PREFIX + contract_id)
    return _shown(item) if item else {"version": 0, "marks": {}}


def change(row: Row, changes: Any) -> Fields:
    """Merges changes into the marks of the contract ``row``, and returns all marks afterwards.

    Raises BadMarks, TooManyMarks, Deleted and Contended.
    """
    checked = check(changes)
    for _ in range(_TRIES):
        now = get(row["contract_id"])
        after = {"version": now["version"] + 1, "marks": merged(now["marks"], checked)}
        if _put(row, after):
            # A first mark may come after those of a contract that is being deleted were: nothing must be left of it.
            if after["version"] == 1 and contract_table.get(row["contract_id"]) is None:
                remove(row["contract_id"])
                raise Deleted
            return after
    raise Contended


def values(marks: Mapping[str, Fields]) -> dict[str, str]:
    """A person's values of the summary by field, of those that the list shows or reckons with."""
    said = {name: marks.get(f"value:{name}", {}).get("value") for name in _LISTED}
    return {name: value for name, value in said.items() if value}


def remove(contract_id: str) -> None:
    """Removes a contract's marks along with the contract."""
    contract_table.table().delete_item(Key={"contract_id": PREFIX + contract_id})


def _put(row: Row, after: Fields) -> bool:
    """Whether the marks were written; not if another version has been written since ``after`` was made."""
    text = json.dumps(after["marks"], ensure_ascii=False, separators=(",", ":"))
    if len(text.encode()) > MOST_BYTES:
        raise TooManyMarks
    item = {"contract_id": PREFIX + row["contract_id"], "version": after["version"], "marks": text, "ttl": row["ttl"]}
    before = after["version"] - 1
    unchanged = Attr("version").eq(before) if before else Attr("version").not_exists()
    try:
        contract_table.table().put_item(Item=item, ConditionExpression=unchanged)
    except ClientError as error:
        if contract_table.condition_failed(error):
            return False
        raise
    return True


def _shown(item: Row) -> Fields:
    return {"version": int(item["version"]), "marks": json.loads(item["marks"])}


def merged(marks: Mapping[str, Fields], changes: Mapping[str, Fields | None]) -> dict[str, Fields]:
    """The marks after the changes: null removes a mark, or one of its fields; a mark without fields is removed, too."""
    after = dict(marks)
    for key, fields in changes.items():
        before = after.pop(key, {})
        both = {**before, **fields} if fields is not None else {}
        kept = {name: value for name, value in both.items() if value is not None}
        # If one person removed an added clause and another changed it, only part of it arrives: it stays removed.
        if kept and (not key.startswith("added:") or kept.keys() >= {"category", "span"}):
            after[key] = kept
    return after


def check(changes: Any) -> dict[str, Fields | None]:
    """The changes, if all of them are valid. Raises BadMarks."""
    if not isinstance(changes, dict) or not changes:
        raise BadMarks('Send {"marks": {KEY: {FIELD: value or null} or null}}.')
    for key, fields in changes.items():
        kind = _KEY.fullmatch(key)
        if not kind or not _encodable(key):
            raise BadMarks("A key is flag:, clause:, added:, value: or contract: and 1 to 300 characters.")
        known = _FIELDS[kind[1]]
        if fields is not None and not isinstance(fields, dict):
            raise BadMarks(f"{key} must be an object or null.")
        for name, value in (fields or {}).items():
            if name not in known or not (value is None or known[name](value)):
                raise BadMarks(f"{key} has a wrong field {name!r}. Those of its kind are: {', '.join(known)}.")
    return changes


def _encodable(text: str) -> bool:
    """Whether the text is free of half surrogate pairs, which JSON can contain and UTF-8 cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _text(most: int) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and 0 < len(value) <= most and _encodable(value)


def _is_bool(value: Any) -> bool:
    return isinstance(value, bool)


def _is_verdict(value: Any) -> bool:
    return value in ("right", "wrong")


def _is_interval(value: Any) -> bool:
    whole = isinstance(value, list) and len(value) == 2 and all(type(one) is int for one in value)
    return whole and 0 <= value[0] < value[1] <= 1 << 31


def _is_box(value: Any) -> bool:
    numbers = isinstance(value, list) and len(value) == 5 and all(type(one) in (int, float) for one in value)
    return numbers and type(value[0]) is int and all(math.isfinite(one) and abs(one) < 1e6 for one in value)


def _are_boxes(value: Any) -> bool:
    return isinstance(value, list) and len(value) <= _SPAN_BOXES and all(map(_is_box, value))


def _object(needed: Mapping[str, Callable[[Any], bool]], optional: frozenset[str] = frozenset()) -> Any:
    def is_one(value: Any) -> bool:
        return (
            isinstance(value, dict)
            and needed.keys() - optional <= value.keys() <= needed.keys()
            and all(needed[name](part) for name, part in value.items())
        )

    return is_one


_SPAN = {"interval": _is_interval, "text": _text(_SPAN_CHARACTERS)}
_ABOUT = {"rule": _text(200), "severity": _text(20), "why": _text(2000), "quote": _text(2000)}
_FIELDS: dict[str, dict[str, Callable[[Any], bool]]] = {
    "flag": {
        "verdict": _is_verdict,
        "done": _is_bool,
        "note": _text(2000),
        "about": _object(_ABOUT, frozenset({"quote"})),
    },
    "clause": {
        "verdict": _is_verdict,
        "category": _text(200),
        "span": _object({**_SPAN, "boxes": _are_boxes}),
        "was": _object({**_SPAN, "category": _text(200)}),
    },
    "added": {"category": _text(200), "span": _object({**_SPAN, "boxes": _are_boxes})},
    "value": {"value": _text(1000), "was": _text(2000)},
    "contract": {"complete": _is_bool},
}
