"""Collects all problems of a command and reports them together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from chunking.errors import BadConfiguration, NotDeployed
from deploy.cloud import readable_aws_errors

_Result = TypeVar("_Result")


class Problems:
    """Sentences that each say what is wrong and what to do."""

    def __init__(self) -> None:
        self._found: dict[str, None] = {}  # in their order, each once

    def add(self, sentences: Iterable[str]) -> None:
        """Adds what a check yields; if the check itself fails, its failure is one more problem."""

        def gather() -> None:
            for sentence in sentences:
                self._found[sentence] = None

        self.attempt(gather)

    def attempt(self, step: Callable[[], _Result]) -> _Result | None:
        """What a step returns; None if it fails, and its failure is one more problem."""
        try:
            with readable_aws_errors():
                return step()
        except (BadConfiguration, NotDeployed) as error:
            self._found[error.message] = None
            return None

    def raise_if_any(self, kind: type[BadConfiguration] | type[NotDeployed] = NotDeployed) -> None:
        """Raises an error of this kind that lists everything found."""
        if not self._found:
            return
        if len(self._found) == 1:
            raise kind(*self._found)
        lines = (f"\n{number:3}. {problem}" for number, problem in enumerate(self._found, 1))
        raise kind(f"There are {len(self._found)} problems. Nothing has been created or changed.{''.join(lines)}")
