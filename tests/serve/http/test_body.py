"""What the bodies of all requests may take together."""

from __future__ import annotations

import pytest

from chunking.errors import Busy
from serve.http.body import Room


def test_bodies_share_the_room_and_one_that_finds_none_is_told_to_come_again():
    room = Room(100)
    with room.share() as first, room.share() as second:
        first(60)
        second(40)
        with pytest.raises(Busy, match="Retry-After"):
            second(1)


def test_what_a_body_took_is_free_again_whatever_became_of_it():
    room = Room(100)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), room.share() as take:
            take(60)
            take(40)
            _ = 1 / 0
