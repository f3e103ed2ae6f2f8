"""The words of a contract's clauses, for the search: one item a contract, in the contracts' table.

    "words#CONTRACT_ID"   words (compressed), ttl (the contract's)

They do not lie in the row: the list of contracts is read from an index that holds all attributes, so they would be read
and paid for whenever somebody opens the page. Each word is kept once. Over 408 real contracts that takes 0.9 KB of each
(median; at most 3.2 KB), so a search of 300 contracts reads 0.3 MB. DynamoDB takes 400 KB an item; what is beyond
MOST_BYTES before the compression is left out.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from typing import Any

from . import contracts
from .contracts import Row

PREFIX = "words#"
MOST_BYTES = 200_000
_WORD = re.compile(r"[^\W_]+(?:[-'’.&/][^\W_]+)*")


def keep(row: Row, review: Any) -> None:
    """Keeps the words of the review's clauses in place of an earlier review's; for what is no review, nothing."""
    try:
        texts = [clause["text"] for clause in review["clauses"] if clause["found"]]
        words = _packed(texts)
    except (KeyError, TypeError, AttributeError, ValueError):
        return
    item = {"contract_id": PREFIX + row["contract_id"], "words": words, "ttl": row["ttl"]}
    contracts.table().put_item(Item=item)


def remove(contract_id: str) -> None:
    """Removes a contract's words, with the contract."""
    contracts.table().delete_item(Key={"contract_id": PREFIX + contract_id})


def search(contract_ids: Iterable[str], asked: list[str]) -> dict[str, list[str]]:
    """For each of the words that are asked for, the contracts that have it in a clause; a part of a word counts."""
    found: dict[str, list[str]] = {word: [] for word in asked}
    for item in contracts.get_many([PREFIX + one for one in contract_ids], consistent=False):
        words = zlib.decompress(bytes(item["words"])).decode(errors="ignore")
        for word in asked:
            if word in words:
                found[word].append(item["contract_id"].removeprefix(PREFIX))
    return found


def _packed(texts: list[str]) -> bytes:
    words = sorted({word for text in texts for word in _WORD.findall(text.lower())})
    whole = "\n".join(words).encode(errors="ignore")
    return zlib.compress(whole[:MOST_BYTES], 9)
