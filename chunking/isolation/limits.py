"""Defines the limits on reading one document: pages, CPU time, wall-clock time and memory."""

from __future__ import annotations

import math
from dataclasses import dataclass

# How many times its CPU limit a document or page may take by the wall clock, on a busy machine.
WALL_CLOCK_FACTOR = 3.0


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits on one document, and the languages for OCR ("eng+deu").

    ``seconds`` limits reading all pages and ``page_seconds`` reading one. Both are CPU time, so a document is not
    charged for waiting on a busy machine. Wall-clock time is limited to ``WALL_CLOCK_FACTOR`` times as much, and to
    ``wall_seconds``. Pages over a limit are left unread. ``memory`` is address space, in bytes, for each of the
    reader's processes.
    """

    pages: int = 300
    seconds: float = 120.0
    page_seconds: float = 20.0
    wall_seconds: float = math.inf
    memory: int = 2 << 30
    languages: str = "eng"

    @property
    def reading_timeout(self) -> float:
        """Wall-clock seconds allowed for reading pages."""
        return min(WALL_CLOCK_FACTOR * self.seconds, self.wall_seconds)

    @property
    def total_timeout(self) -> float:
        """Wall-clock seconds after which the reader is killed: as long again, for assembling the pages."""
        return 2 * self.reading_timeout
