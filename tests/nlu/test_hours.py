"""Hours of the week, as people say them when they wish not to be disturbed."""

from __future__ import annotations

from datetime import time

import pytest

from nlu.german.hours import WeekHours, week_hours

WORK = (0, 1, 2, 3, 4)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Bitte schreiben Sie mir nur vormittags", WeekHours(begin=time(8), end=time(12))),
        ("nicht vor 9", WeekHours(begin=time(9))),
        ("Bitte nicht vor 9:30 Uhr schreiben", WeekHours(begin=time(9, 30))),
        ("nicht nach 18 Uhr bitte", WeekHours(end=time(18))),
        ("montags bis freitags von 8 bis 12 Uhr", WeekHours(WORK, time(8), time(12))),
        ("Schreiben Sie mir bitte nicht am Wochenende", WeekHours(WORK)),
        ("sonntags bitte nicht", WeekHours((0, 1, 2, 3, 4, 5))),
        ("nicht montags", WeekHours((1, 2, 3, 4, 5, 6))),
        ("nur dienstags und donnerstags nachmittags", WeekHours((1, 3), time(13), time(18))),
        ("ab jetzt nur noch werktags ab 16 Uhr", WeekHours((0, 1, 2, 3, 4, 5), begin=time(16))),
        ("Sie dürfen mir jederzeit schreiben", WeekHours(always=True)),
        ("nicht vor 99 Uhr", None),
        ("Guten Morgen", None),
        ("zwei Brote", None),
    ],
)
def test_hours_of_the_week(said: str, meant: WeekHours | None) -> None:
    assert week_hours(said) == meant
