"""How a document is read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost its reader, and the languages that OCR reads it in ("eng+deu").

    ``seconds`` are for reading the pages: those that are not read by then, or that take more than ``page_seconds``,
    are unread. ``memory`` is address space, in bytes, for each of the reader's processes.
    """

    pages: int = 300
    seconds: float = 120.0
    page_seconds: float = 20.0
    memory: int = 2 << 30
    languages: str = "eng"

    @property
    def in_all(self) -> float:
        """Seconds until the reader is stopped whatever it does: as much again, for putting the pages together."""
        return 2 * self.seconds
