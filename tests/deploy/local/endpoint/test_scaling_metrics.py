"""The minutes that the local endpoint shows."""

from __future__ import annotations

from types import SimpleNamespace
from unittest.mock import Mock

from deploy.local.endpoint.scaling_metrics import Minutes


def test_a_minute_that_ends_while_they_are_shown_breaks_nothing():
    minutes = Minutes("endpoint", Mock())
    later = SimpleNamespace(shown=dict)
    first = SimpleNamespace(shown=lambda: minutes.kept.append(later) or {"waiting": 1})
    minutes.kept.append(first)
    assert minutes.shown() == [{"waiting": 1}]
