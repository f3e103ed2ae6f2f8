"""Where the sentences of a clause begin and end."""

from __future__ import annotations

import re
from itertools import pairwise

# A full stop after an abbreviation, or after a number on its own, does not end a sentence; a line that continues in
# mid-sentence was cut by the end of a page.
_SENTENCE_END = re.compile(
    r"(?<!\.[A-Z])(?<!\bInc)(?<!\bLtd)(?<!\bCorp)(?<!\bCo)(?<!\bNo)(?<!\bM[RrSs])(?<!\bD[Rr])(?<!\bM[Rr][Ss])(?<!\b[JS][Rr])(?<!\bSec)(?<!\bNos)(?<!\bArt)(?<!\bvs)"
    r"(?<!\bv)(?<!\bSt)(?<!i\.e)(?<!e\.g)(?<!\bapprox)(?<!\bU\.S)(?<!\bPat)"
    r"(?<!\bRs)(?<!\bNO)(?<!\b[Pp]ara)(?<!\b[Cc]l)(?<!\bExh)"
    r"(?<![\s\n][\d(])(?<!^\d)[.;]"
    r"(?=\s+[“\"(A-Z0-9])|\n(?![a-z]{2}|(?:OR|AND|NOR|OF|TO|IN|BY|FOR)\s)"
)


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences and lines of a clause (half open intervals, without the surrounding white space)."""
    cuts = [0, *(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]
    found = []
    for first, last in pairwise(cuts):
        stretch = text[first:last]
        if stretch.strip():
            start = first + len(stretch) - len(stretch.lstrip())
            found.append((start, start + len(stretch.strip())))
    return found
