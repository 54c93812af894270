"""The small county with a centre, two vans and a volunteer's car: orders in, tours out."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from domain.clock import at_local
from domain.county import CountyRules
from domain.ids import PersonId, StationId
from domain.ordering.model import Order
from domain.people.model import SYSTEM, Role
from domain.tours import driving, service
from domain.tours.day import read_day
from domain.tours.model import Stop, Tour, VehicleKind
from domain.tours.planning import plan_day
from domain.tours.rules import TourRules
from tests.builders import Hamlet, centre, person, resident, vehicle
from tests.planner import AirLine, Greedy

THURSDAY, FRIDAY = date(2026, 3, 5), date(2026, 3, 6)
RULES = CountyRules(tours=TourRules(planned_at=time(18, 0)))


class Depot(Hamlet):
    """Doris drives K1, David K2; Vera has a car and looks after P1. Erna and Otto live in streets."""

    def __init__(self, *things: object, **options: Any) -> None:
        own = Hamlet.names_of(things)
        super().__init__(
            *things,
            *(one for one in _fleet() if not own & Hamlet.names_of([one])),
            rules=options.pop("rules", RULES),
            **options,
        )

    def ordered(self, person_id: str = "erna", *, home: bool = True, **skus: int) -> Order:
        """Bought for the door (or the pick-up point), and promised by every merchant."""
        return self.agreed(self.buy_home(person_id, **skus) if home else self.buy(person_id, **skus))

    def plan(self, day: date = THURSDAY) -> list[Tour]:
        """The tours of a day, as they are planned now; those that collect come first."""
        made = plan_day(read_day(self.county, self.uow, day), Greedy(), AirLine(), timedelta(seconds=1))
        assert service.write_plan(self.county, self.uow, SYSTEM, made)
        return list(self.uow.tours.of_day(day))

    def evening(self) -> list[Tour]:
        """The tours of Thursday, planned on Wednesday evening."""
        self.go_to(date(2026, 3, 4), time(18, 0))
        return self.plan()

    def on_thursday(self, hour: int, minute: int = 0) -> None:
        self.clock.set(at_local(THURSDAY, time(hour, minute)))

    def drive_to(self, tour: Tour, stop: Stop, *, late: timedelta = timedelta()) -> None:
        """Everything before this stop is done, each at its time (or so much later)."""
        driver = self.actor(tour.driver_id)
        driving.begin_tour(self.county, self.uow, driver, tour.id)
        while (now := tour.current()) is not None and now is not stop:
            self.clock.set(max(self.clock.now(), now.leave + late))
            if now.kind == "home":
                driving.card_seen(self.county, self.uow, driver, tour.id, now.id)
                driving.handed_over(self.county, self.uow, driver, tour.id, now.id)
            else:
                driving.done_here(self.county, self.uow, driver, tour.id, now.id)
        assert now is stop

    def stop_for(self, tours: list[Tour], ref: str) -> tuple[Tour, Stop]:
        return next((tour, stop) for tour in tours for stop in tour.stops if stop.ref == ref)


def _fleet() -> list[object]:
    return [
        centre(),
        vehicle("K1"),
        vehicle("K2", driver_id=PersonId("david")),
        vehicle(
            "V1",
            kind=VehicleKind.CAR,
            driver_id=PersonId("vera"),
            station_id=StationId("P1"),
            crates_ambient=6,
            crates_chilled=1,
        ),
        person("david", Role.DRIVER),
        resident("erna", street="Dorfstraße 900", lat=51.702, lon=9.205),
        resident("otto", street="Am Bach 901"),
    ]
