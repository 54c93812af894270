"""Goods that nobody has fetched: the reminder comes while people are awake, and early enough to go there."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from domain.clock import local
from domain.lockers.model import STAY_AMBIENT
from tests.builders import Hamlet
from tests.domain.lockers.test_filling import THURSDAY, planned


@pytest.mark.parametrize(
    ("filled", "reminded"),
    [
        (time(7, 10), time(18, 0)),  # six hours before is night, and at eight it would be too late
        (time(9, 30), time(18, 0)),
        (time(11, 0), time(5, 0)),  # told at eight, with three hours left
        (time(15, 0), time(9, 0)),
    ],
)
def test_the_reminder_leaves_time_to_come(filled: time, reminded: time) -> None:
    hamlet = Hamlet()
    pickup = planned(hamlet)
    hamlet.go_to(THURSDAY, filled)
    hamlet.put_in(pickup)
    assert pickup.valid_until == hamlet.clock.now() + STAY_AMBIENT
    (due,) = hamlet.due("pickup.remind")
    assert local(due).time() == reminded
    assert timedelta(hours=6) <= pickup.valid_until - due <= timedelta(hours=18)
