"""What one document may cost to read: pages, processor time, waiting, memory."""

from __future__ import annotations

import math
from dataclasses import dataclass

# A busy machine may take so many times as long as an idle one.
PATIENCE = 3.0


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits for one document, and the languages that OCR reads it in ("eng+deu").

    ``seconds`` are for reading the pages, ``page_seconds`` for one of them. They are of processor time, as the readers
    of a busy machine do not use it while they wait; by the clock on the wall, reading may take ``PATIENCE`` times as
    long, but no longer than ``wall_seconds``. Pages over these limits are unread. ``memory`` is address space, in
    bytes, for each of the reader's processes.
    """

    pages: int = 300
    seconds: float = 120.0
    page_seconds: float = 20.0
    wall_seconds: float = math.inf
    memory: int = 2 << 30
    languages: str = "eng"

    @property
    def reading(self) -> float:
        """Seconds on the wall after which no page is read any more."""
        return min(PATIENCE * self.seconds, self.wall_seconds)

    @property
    def in_all(self) -> float:
        """Seconds on the wall after which the reader is stopped in any case: as long again, to put the pages
        together."""
        return 2 * self.reading
