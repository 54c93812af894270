"""What a county sets for its tours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta


@dataclass(frozen=True, slots=True)
class TourRules:
    """The county's settings of its tours.

    Without `planned_at`, the time of the evening before at which a day is planned, no tours are driven: the centre
    brings what it brings, and nothing comes to the door. `window` is how wide the hours are that a resident is
    promised; `late_after` is the delay from which on those are told whose promised hours it breaks. A driver
    who closes no stop for `quiet_after` longer than planned is asked, and answers `answer_within`, or the office hears.
    """

    planned_at: time | None = None
    window: timedelta = timedelta(minutes=90)
    late_after: timedelta = timedelta(minutes=20)
    quiet_after: timedelta = timedelta(minutes=45)
    answer_within: timedelta = timedelta(minutes=15)
    sorting: timedelta = timedelta(minutes=20)
    search: timedelta = timedelta(seconds=30)  # for each way of doing it that is tried
