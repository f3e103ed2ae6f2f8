"""Indexes the words of a contract's clauses, and of their categories' names, for the search: one item per contract, in
the contracts' table.

    "words#CONTRACT_ID"   words (compressed), ttl (the contract's)

They are not in the row: the list of contracts is read from an index that holds all attributes, so they would be read
and paid for each time someone opens the page. Each word is kept once. Over 408 real contracts that takes 0.9 KB per
contract (median; at most 3.2 KB), to which the categories' names add 8% over 29, so a search of 300 contracts reads
0.3 MB. DynamoDB accepts 400 KB per item; what exceeds MOST_BYTES before compression is left out.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from typing import Any

from . import contract_table
from .contract_table import Row

PREFIX = "words#"
MOST_BYTES = 200_000
_WORD = re.compile(r"[^\W_]+(?:[-'’.&/][^\W_]+)*")


def keep(row: Row, review: Any) -> None:
    """Stores the words of the review's clauses, replacing those of an earlier review; does nothing if it is not a
    review."""
    try:
        found = [clause for clause in review["clauses"] if clause["found"]]
        names = {clause[name] for clause in found for name in ("category", "label") if clause.get(name)}
        words = _packed([*names, *(clause["text"] for clause in found)])
    except (KeyError, TypeError, AttributeError, ValueError):
        return
    item = {"contract_id": PREFIX + row["contract_id"], "words": words, "ttl": row["ttl"]}
    contract_table.table().put_item(Item=item)


def remove(contract_id: str) -> None:
    """Removes a contract's words along with the contract."""
    contract_table.table().delete_item(Key={"contract_id": PREFIX + contract_id})


def search(contract_ids: Iterable[str], asked: list[str]) -> dict[str, list[str]]:
    """For each search word, the contracts that contain it in a clause; part of a word also counts."""
    found: dict[str, list[str]] = {word: [] for word in asked}
    for item in contract_table.get_many([PREFIX + one for one in contract_ids], consistent=False):
        words = zlib.decompress(bytes(item["words"])).decode(errors="ignore")
        for word in asked:
            if word in words:
                found[word].append(item["contract_id"].removeprefix(PREFIX))
    return found


def _packed(texts: list[str]) -> bytes:
    words = sorted({word for text in texts for word in _WORD.findall(text.lower())})
    whole = "\n".join(words).encode(errors="ignore")
    return zlib.compress(whole[:MOST_BYTES], 9)
