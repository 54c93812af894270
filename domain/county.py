"""The surroundings of every use case: time, ids, chance, calendar, vault and the county's own rules."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from domain.appointments.rules import AppointmentRules
from domain.catalogue.calendar import Calendar
from domain.clock import Clock
from domain.deposits.rules import EmptiesRules
from domain.ids import Chance, Ids
from domain.lockers.ports import CodeVault
from domain.ordering.schedule import ScheduleRules
from domain.tours.rules import TourRules


@dataclass(frozen=True, slots=True)
class CountyRules:
    """What a county sets for itself.

    `walk_km`: above it a pick-up point is not offered on foot without saying so. Quiet hours are local:
    residents hear proactive messages only from `day_begins` to `day_ends`. `neighbours_until`: when the day of somebody
    ends who collects for another for one day. `parcel_drop`: how long a compartment is held for a courier. `sells`:
    there is a provider of payments, so that goods can be sold out of compartments; a sale is to be paid and its goods
    fetched within these times. `refill_far_km`: from there on it is said that the goods of a refill are far away.
    """

    schedule: ScheduleRules = field(default_factory=ScheduleRules)
    tours: TourRules = field(default_factory=TourRules)
    walk_km: float = 2.0
    appointments: AppointmentRules = field(default_factory=AppointmentRules)
    empties: EmptiesRules = field(default_factory=EmptiesRules)
    day_begins: time = time(8, 0)
    day_ends: time = time(19, 0)
    open_timeout: timedelta = timedelta(seconds=30)
    remind_before_expiry: timedelta = timedelta(hours=6)
    invitation_valid: timedelta = timedelta(hours=48)
    neighbours_until: time = time(20, 0)
    parcel_stay: timedelta = timedelta(days=7)
    parcel_drop: timedelta = timedelta(hours=4)
    chat_log_days: int = 60
    device_log_days: int = 90
    sells: bool = False
    pay_within: timedelta = timedelta(minutes=15)
    fetch_within: timedelta = timedelta(hours=1)
    refill_asked_again: timedelta = timedelta(hours=24)
    refill_done_within: timedelta = timedelta(hours=24)
    refill_far_km: float = 15.0


@dataclass(frozen=True, slots=True)
class County:
    """Everything a use case needs besides the unit of work and who acts."""

    clock: Clock
    ids: Ids
    chance: Chance
    calendar: Calendar
    vault: CodeVault
    rules: CountyRules = field(default_factory=CountyRules)

    def now(self) -> datetime:
        """This instant on the county's clock."""
        return self.clock.now()
