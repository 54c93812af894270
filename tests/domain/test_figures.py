"""Public figures: what came, what is from here, what was and was not driven, and nobody to be recognised."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from domain.clock import at_local
from domain.distance import kilometres
from domain.figures.kilometres import DETOUR
from domain.figures.model import FEWEST_HOUSEHOLDS, Figures, Volunteering
from domain.figures.service import figures_of
from domain.figures.volunteering import CLEARING_MINUTES, COUNTING_MINUTES
from domain.ids import PersonId, StationId, StopId, TourId, VehicleId
from domain.lockers import service as lockers
from domain.money import Money
from domain.ordering.model import MerchantOrderStatus
from domain.people.model import Village
from domain.refills import service as refills
from domain.refills.effort import minutes_for
from domain.tours.model import Stop, StopKind, StopStatus, Tour, TourStatus
from domain.tours.ports import Direction
from domain.vending import stock
from tests.builders import Hamlet, merchant, product, resident, vehicle
from tests.domain.deposits.bench import BEER, CRATE, Bench
from tests.domain.tours.bench import THURSDAY
from tests.domain.vending.village_shop import P1, VillageShop

ELSEWHERE = Village("Anderswo, Stadt", "Anderswo", "Stadt", "33000", 51.7, 9.2)
FAR = merchant("HOF", lat=51.80)  # eleven kilometres as the crow flies


def test_figures_count_what_came_and_what_is_from_here() -> None:
    hamlet = Hamlet(product("HOF-3", origin="Kreis Höxter"))
    pickup = hamlet.ready("erna", HOF_3=2)
    order = hamlet.order(pickup.order_id)
    found = _later(hamlet)
    assert found.orders == 1
    assert found.goods == order.goods
    assert found.regional == order.goods
    assert found.regional_percent == 100
    assert sum(count for _, count in found.orders_by_week) == 1


def test_what_was_refused_counts_as_an_order_and_not_as_goods() -> None:
    hamlet = Hamlet()
    hamlet.buy("erna", HOF_1=1)
    found = _later(hamlet)
    assert (found.orders, found.goods, found.kilometres.own_trips) == (1, Money(0), 0.0)


# --- kilometres ---------------------------------------------------------------------------------------------------


def test_a_saved_trip_goes_to_the_shop_and_back_without_the_way_to_the_point() -> None:
    hamlet = Hamlet()
    pickup = hamlet.ready("erna", HOF_1=1)
    erna = hamlet.person("erna")
    village = hamlet.uow.people.village(erna.village or "")
    shop = hamlet.uow.catalogue.merchant(hamlet.order(pickup.order_id).parts[0].merchant_id)
    point = hamlet.station(pickup.station_id)
    assert village
    assert shop
    way = kilometres(village.lat, village.lon, shop.lat, shop.lon)
    own = 0.0 if point.village == village.name else kilometres(village.lat, village.lon, point.lat, point.lon)
    expected = max(0.0, 2 * DETOUR * (way - own))
    assert expected > 1
    assert _later(hamlet).kilometres.own_trips == pytest.approx(expected)


def test_two_shops_on_one_day_are_one_trip_to_the_farther() -> None:
    alone, both = Hamlet(FAR), Hamlet(FAR)
    alone.ready("erna", HOF_1=1)
    both.ready("erna", HOF_1=1, BAE_1=1)
    assert _later(both).kilometres.own_trips == _later(alone).kilometres.own_trips > 0


@pytest.mark.parametrize("status", [MerchantOrderStatus.RETURNED, MerchantOrderStatus.WITHDRAWN])
def test_what_nobody_has_got_spares_no_trip(status: MerchantOrderStatus) -> None:
    hamlet = Hamlet()
    pickup = hamlet.ready("erna", HOF_1=1)
    hamlet.order(pickup.order_id).parts[0].move(status, PersonId("vera"), hamlet.clock.now())
    assert _later(hamlet).kilometres.own_trips == 0


def test_what_is_fetched_at_the_shop_itself_spares_no_trip() -> None:
    hamlet = Hamlet()
    order = hamlet.agreed(hamlet.buy("erna", HOF_8=1))
    order.parts[0].move(MerchantOrderStatus.DELIVERED, PersonId("hof"), hamlet.clock.now())
    assert _later(hamlet).kilometres.own_trips == 0


def test_the_tours_are_taken_off_and_more_than_was_spared_is_less_than_nothing() -> None:
    hamlet = Hamlet()
    pickup = hamlet.ready("erna", HOF_1=1)
    hamlet.uow.tours.add(_tour(hamlet, "driven", metres=500_000, day=hamlet.order(pickup.order_id).days()[0]))
    found = _later(hamlet).kilometres
    assert found.tours == 500
    assert found.saved == found.own_trips - 500 < 0


def test_a_tour_counts_when_somebody_was_on_the_road_for_it() -> None:
    hamlet = Hamlet(now=_thursday())
    for name, metres, status, stop in (
        ("done", 10_000, TourStatus.DONE, StopStatus.DONE),
        ("broken-off", 3_000, TourStatus.STOPPED, StopStatus.MISSED),
        ("never-begun", 100_000, TourStatus.STOPPED, StopStatus.DROPPED),
        ("planned", 100_000, TourStatus.PLANNED, StopStatus.OPEN),
    ):
        hamlet.uow.tours.add(_tour(hamlet, name, metres=metres, status=status, stop=stop))
    assert _later(hamlet).kilometres.tours == 13


def test_a_village_has_its_share_of_a_days_tours_by_households_served() -> None:
    hamlet = Hamlet(ELSEWHERE, resident("frieda", village=ELSEWHERE.key))
    day = hamlet.order(hamlet.ready("erna", HOF_1=1).order_id).days()[0]
    hamlet.uow.tours.add(_tour(hamlet, metres=90_000, day=day))
    for who in ("otto", "frieda"):
        _delivered_with(hamlet, who)
    assert _later(hamlet).kilometres.tours == 90
    assert figures_of(hamlet.county, hamlet.uow, ELSEWHERE.key).kilometres.tours == pytest.approx(30)
    assert figures_of(hamlet.county, hamlet.uow, "Wiesenau, Brakel").kilometres.tours == pytest.approx(60)


# --- empties ------------------------------------------------------------------------------------------------------


def test_empties_are_counted_as_they_were_counted() -> None:
    bench = Bench()
    bench.counted({BEER: 12, CRATE: 1}, {BEER: 9, CRATE: 1})
    bench.book({BEER: 3}, "otto")  # nobody has counted these
    found = _later(bench).empties
    assert (found.households, found.pieces, found.deposit) == (1, 10, Money(9 * 8 + 150))
    assert found.by_kind == (("Bierflaschen", 9), ("Kästen", 1))
    assert found.too_few, "one household is nobody's business"
    assert figures_of(bench.county, bench.uow, "Anderswo, Stadt").empties.pieces == 0


# --- volunteers ---------------------------------------------------------------------------------------------------


def test_a_refill_takes_as_long_as_its_alert_has_said() -> None:
    shop = VillageShop()
    stock.report_stock(shop.county, shop.uow, shop.actor("olga"), P1, 24, 1)
    refill = refills.claim(shop.county, shop.uow, shop.actor("vera"), shop.uow.refills.live()[0].id)
    assert _later(shop).volunteering.tasks == 0, "taken over is not done"
    refills.counted(shop.county, shop.uow, shop.actor("vera"), refill.id, 24, 12)
    assert _later(shop).volunteering == Volunteering(1, 1, minutes_for(shop.uow, P1, 1))


def test_counting_and_clearing_are_tasks_and_what_operators_do_is_their_work() -> None:
    bench = Bench()
    bench.counted({BEER: 12}, {BEER: 12})
    bench.count(bench.handed_in({BEER: 12}, "otto"), {BEER: 12}, who="olga")
    pickup = bench.expired("erna", HOF_1=1)
    vera = bench.actor("vera")
    lockers.claim_clearing(bench.county, bench.uow, vera, pickup.id)
    lockers.cleared(bench.county, bench.uow, vera, pickup.id)
    assert _later(bench).volunteering == Volunteering(1, 2, COUNTING_MINUTES + CLEARING_MINUTES)


def test_a_tour_in_ones_own_car_counts_where_one_helps_and_a_paid_one_nowhere() -> None:
    own = vehicle("V1", driver_id=PersonId("vera"), station_id=StationId("P1"))
    hamlet = Hamlet(own, vehicle("K1"), ELSEWHERE, now=_thursday())
    hamlet.uow.tours.add(_tour(hamlet, "own", vehicle_id="V1", driver="vera"))
    hamlet.uow.tours.add(_tour(hamlet, "paid", vehicle_id="K1", driver="doris"))
    found = _later(hamlet).volunteering
    assert (found.tasks, found.minutes, found.hours) == (1, 90, 2)
    assert figures_of(hamlet.county, hamlet.uow, "Wiesenau, Brakel").volunteering.tasks == 1
    assert figures_of(hamlet.county, hamlet.uow, ELSEWHERE.key).volunteering.tasks == 0


# --- nobody is recognised ----------------------------------------------------------------------------------------


def test_of_few_households_nothing_is_shown_and_of_another_village_nothing_is_counted() -> None:
    hamlet = Hamlet(ELSEWHERE)
    hamlet.ready("erna", HOF_1=1)
    here = _later(hamlet)
    assert 0 < here.households < FEWEST_HOUSEHOLDS
    assert here.too_few
    assert figures_of(hamlet.county, hamlet.uow, ELSEWHERE.key).households == 0


@pytest.mark.parametrize(("people", "too_few"), [(4, True), (5, False)])
def test_hours_are_shown_of_five_volunteers_and_not_of_four(people: int, *, too_few: bool) -> None:
    assert Volunteering(people, 10, 600).too_few is too_few


def _later(hamlet: Hamlet) -> Figures:
    """The county's figures an hour after it all."""
    hamlet.later(hours=1)
    return figures_of(hamlet.county, hamlet.uow)


def _thursday() -> datetime:
    return at_local(THURSDAY, time(12, 0))


def _delivered_with(hamlet: Hamlet, who: str) -> None:
    """The same goods for somebody else, on the day of the first."""
    day = next(part.day for pickup in hamlet.pickups() for part in hamlet.order(pickup.order_id).parts)
    order = hamlet.agreed(hamlet.buy(who, HOF_1=1))
    order.parts[0].day = day
    order.parts[0].move(MerchantOrderStatus.DELIVERED, PersonId("doris"), hamlet.clock.now())


def _tour(
    hamlet: Hamlet,
    name: str = "tour",
    *,
    metres: int = 10_000,
    status: TourStatus = TourStatus.DONE,
    stop: StopStatus = StopStatus.DONE,
    day: date = THURSDAY,
    vehicle_id: str = "K1",
    driver: str = "doris",
) -> Tour:
    """One round of an hour and a half with one stop."""
    now = hamlet.clock.now()
    halt = Stop(
        id=StopId(f"{name}-1"),
        tour_id=TourId(name),
        position=1,
        kind=StopKind.STATION,
        ref="P1",
        arrive=now,
        leave=now,
        crates_ambient=1,
        crates_chilled=0,
        status=stop,
    )
    return Tour(
        id=TourId(name),
        day=day,
        no=1,
        leg=Direction.DELIVER,
        vehicle_id=VehicleId(vehicle_id),
        driver_id=PersonId(driver),
        starts_at=now - timedelta(minutes=90),
        ends_at=now,
        metres=metres,
        driving_s=3600,
        status=status,
        status_at=now,
        status_by=PersonId(driver),
        stops=[halt],
    )
