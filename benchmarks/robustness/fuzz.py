"""Mutation fuzzing of the PDF reader: ``python -m benchmarks.robustness.fuzz COUNT [PDF...]``.

Every mutant is read in the sandbox, like the PDF of a request. It may be read, or refused with a status below 500; it
must not exceed its time limit or kill the process that readers are forked from. Mutants that do are written to the
current folder, to be turned into tests.
"""

from __future__ import annotations

import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from benchmarks.robustness import hostile_pdfs
from chunking.errors import ContractReviewError
from chunking.isolation.client import Limits, read_pdf
from serve.http.responses import status_of

LIMITS = Limits(seconds=10.0, page_seconds=4.0, memory=1 << 30)
# Seconds beyond the limit, for starting and stopping on a busy machine.
SLACK = 10.0
_TOKEN = re.compile(rb"/[A-Za-z]+|\d+|<<|>>|\[|\]|\bR\b|obj|stream|endstream")
_NUMBERS = (b"0", b"-1", b"1", b"65536", b"2147483648", b"99999999999999999999", b"1e308", b"0.0000001")


class Outcome(NamedTuple):
    """The outcome of a mutant: "read" or an error's code, the HTTP status, and seconds."""

    what: str
    status: int
    seconds: float


def seeds() -> list[bytes]:
    """Small PDFs of many kinds."""
    plain = hostile_pdfs.drawn(
        "The first page speaks of fees.", "The second page speaks of terms.", "The third is signed."
    )
    picture = hostile_pdfs.with_picture(b"/Width 64/Height 64", bytes(range(256)) * 16)
    field = b"<</Type/Annot/Subtype/Widget/FT/Tx/T(tenant)/V(Orla Quint)/Rect[160 692 360 712]/P 3 0 R/DA(/F 12 Tf)>>"
    form = hostile_pdfs.plain(
        hostile_pdfs.WORDS, hostile_pdfs.PAGE.replace(b"/Resources", b"/Annots[6 0 R]/Resources"), field
    )
    return [plain, picture, form, hostile_pdfs.plain(), hostile_pdfs.locked(plain, ""), hostile_pdfs.many_pages(5)]


def mutant(sources: Sequence[bytes], number: int) -> bytes:
    """Mutant ``number``: one to four changes to one of the sources; deterministic."""
    chance = random.Random(number)
    data = bytearray(chance.choice(sources))
    for _ in range(chance.randint(1, 4)):
        change = chance.choice((_flip, _cut, _splice, _repeat, _overwrite, _token, _token, _token))
        data = change(data, sources, chance) or bytearray(b"%")
    return bytes(data) if chance.random() < 0.1 else b"%PDF-1.7\n" + bytes(data)


def _flip(data: bytearray, _: Sequence[bytes], chance: random.Random) -> bytearray:
    for _number in range(chance.choice((1, 8, 64))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return data


def _cut(data: bytearray, _: Sequence[bytes], chance: random.Random) -> bytearray:
    return data[: chance.randrange(len(data))] if chance.random() < 0.7 else data[chance.randrange(len(data)) :]


def _splice(data: bytearray, sources: Sequence[bytes], chance: random.Random) -> bytearray:
    other = chance.choice(sources)
    start = chance.randrange(len(other))
    place = chance.randrange(len(data))
    return data[:place] + other[start : start + chance.choice((10, 1000, 100_000))] + data[place:]


def _repeat(data: bytearray, _: Sequence[bytes], chance: random.Random) -> bytearray:
    start = chance.randrange(len(data))
    part = data[start : start + chance.choice((5, 50, 500))]
    return data[:start] + part * chance.choice((2, 20, 200)) + data[start:]


def _overwrite(data: bytearray, _: Sequence[bytes], chance: random.Random) -> bytearray:
    start = chance.randrange(len(data))
    size = chance.choice((1, 16, 256))
    data[start : start + size] = chance.randbytes(size)
    return data


def _token(data: bytearray, sources: Sequence[bytes], chance: random.Random) -> bytearray:
    """Replaces a name, number or bracket by another, which bit flips rarely achieve."""
    found = list(_TOKEN.finditer(data, chance.randrange(len(data))))[:200]
    if not found:
        return data
    old, new = chance.choice(found), chance.choice(list(_TOKEN.finditer(chance.choice(sources)))[:500] or found).group()
    if old.group().isdigit() and chance.random() < 0.5:
        new = chance.choice(_NUMBERS)
    return data[: old.start()] + new + data[old.end() :]


def outcome(data: bytes) -> Outcome:
    """Reads one mutant."""
    began = time.monotonic()
    try:
        read_pdf(data, "mutant", LIMITS)
        what, status = "read", 200
    except ContractReviewError as error:
        what, status = error.code, status_of(type(error))
    return Outcome(what, status, time.monotonic() - began)


def broken(result: Outcome) -> bool:
    """Whether the outcome is a failure."""
    return result.status >= 500 or result.seconds > LIMITS.total_timeout + SLACK


def outcomes(sources: Sequence[bytes], numbers: Sequence[int]) -> Iterator[tuple[int, Outcome]]:
    """Reads the mutants with these numbers, two at a time."""
    with ThreadPoolExecutor(2) as pool:
        yield from zip(numbers, pool.map(lambda number: outcome(mutant(sources, number)), numbers), strict=True)


def main(count: int, paths: Sequence[Path]) -> int:
    """Prints the outcomes and the slowest mutant. Exit status 1: at least one failure."""
    sources = seeds() + [path.read_bytes() for path in paths]
    seen: Counter[str] = Counter()
    slowest, failures = 0.0, 0
    for number, result in outcomes(sources, range(count)):
        seen[result.what] += 1
        slowest = max(slowest, result.seconds)
        if broken(result):
            failures += 1
            Path(f"mutant-{number}.pdf").write_bytes(mutant(sources, number))
            print(f"mutant {number}: {result}", flush=True)
        if sum(seen.values()) % 500 == 0:
            print(f"{sum(seen.values())}: {dict(seen)}, slowest {slowest:.1f} s", flush=True)
    print(f"{count} mutants of {len(sources)} files: {dict(seen)}, slowest {slowest:.1f} s, {failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), [Path(argument) for argument in sys.argv[2:]]))
