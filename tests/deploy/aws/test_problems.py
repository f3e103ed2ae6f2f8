"""What is wrong is gathered, also from a check that fails halfway."""

from __future__ import annotations

import pytest

from chunking.errors import NotDeployed
from deploy.problems import Problems


def test_a_check_that_fails_halfway_loses_nothing_that_it_had_found():
    def check():
        yield "The first is wrong."
        raise NotDeployed("The second cannot be looked at.")

    problems = Problems()
    problems.add(check())
    problems.add(["The first is wrong.", "The third is wrong."])
    with pytest.raises(NotDeployed) as caught:
        problems.raise_if_any()
    assert caught.value.message == (
        "There are 3 problems. Nothing has been created or changed.\n"
        "  1. The first is wrong.\n"
        "  2. The second cannot be looked at.\n"
        "  3. The third is wrong."
    )


def test_one_fault_alone_is_said_without_a_number_and_none_raises_nothing():
    problems = Problems()
    problems.raise_if_any()
    problems.add(["The first is wrong."])
    with pytest.raises(NotDeployed, match=r"^The first is wrong\.$"):
        problems.raise_if_any()
