"""The passages of a clause, as quoted."""

from __future__ import annotations

import re
from collections.abc import Sequence

# A sentence that a page's break cut in two: "on or before sixty days", "- ------- after the notice".
_ENDED, _GOES_ON = tuple('.;:?!”"’)'), re.compile(r"(?:[-–—_=*][-–—_=*\s]{1,160})?(?=[a-z])")


def joined(passages: Sequence[str]) -> list[str]:
    """The passages, with the halves of a sentence in one."""
    whole: list[str] = []
    for passage in passages:
        goes_on = _GOES_ON.match(passage)
        if whole and goes_on and not whole[-1].rstrip().endswith(_ENDED):
            whole[-1] = f"{whole[-1].rstrip()} {passage[goes_on.end() :]}"
        else:
            whole.append(passage)
    return whole
