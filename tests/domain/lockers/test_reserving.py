"""Holding compartments: goods that wait may still lie there when the next ones come."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalogue.model import Product, Zone
from domain.ids import OrderId, PersonId, PickupId, StationId
from domain.lockers.errors import StationFull
from domain.lockers.model import Pickup, PickupBox, PickupStatus, Station, stay_in
from domain.lockers.reserving import free_compartments, plan, release_unneeded
from domain.ordering.model import OrderLine
from tests.builders import Hamlet, compartment, line, product, station
from tests.fakes import WEDNESDAY

DAY = date(2026, 3, 9)
S = PickupStatus


def pickup(status: PickupStatus, day: date = DAY, zone: Zone = Zone.AMBIENT, no: int = 1, name: str = "u1") -> Pickup:
    return Pickup(
        id=PickupId(name),
        order_id=OrderId("o1"),
        person_id=PersonId("erna"),
        station_id=StationId("P1"),
        day=day,
        status=status,
        status_at=WEDNESDAY,
        status_by=PersonId("erna"),
        boxes=[PickupBox(pickup_id=PickupId(name), station_id=StationId("P1"), no=no, zone=zone, fence=1)],
    )


def big(zone: Zone) -> Product:
    return product(zone=zone, width_mm=200, depth_mm=200, height_mm=150)


def there(hamlet: Hamlet) -> Station:
    found = hamlet.uow.lockers.station(StationId("P1"))
    assert found is not None
    return found


def free(hamlet: Hamlet, days: int) -> bool:
    return bool(free_compartments(hamlet.uow, there(hamlet), DAY + timedelta(days=days)))


@pytest.mark.parametrize(
    ("zone", "days", "is_free"),
    [
        (Zone.AMBIENT, -3, True),
        (Zone.AMBIENT, -2, False),  # goods of two days earlier may still wait when these come
        (Zone.AMBIENT, 0, False),
        (Zone.AMBIENT, 2, False),
        (Zone.AMBIENT, 3, True),
        (Zone.CHILLED, -2, True),
        (Zone.CHILLED, -1, False),
        (Zone.CHILLED, 1, False),
        (Zone.CHILLED, 2, True),
    ],
)
def test_planned_goods_hold_their_compartment_for_as_long_as_they_may_wait(
    zone: Zone, days: int, is_free: bool
) -> None:
    hamlet = Hamlet(station("P1", [compartment(1, "M", zone)]), pickup(S.PLANNED, zone=zone))
    assert free(hamlet, days) is is_free


def test_an_ambient_compartment_before_a_mixed_pickup_is_held_for_the_longer_stay_of_what_comes_first() -> None:
    """The mixed goods themselves wait one day only; purely ambient goods that come before them two."""
    mixed = pickup(S.PLANNED)
    mixed.boxes.append(PickupBox(pickup_id=mixed.id, station_id=mixed.station_id, no=2, zone=Zone.CHILLED, fence=1))
    wall = [compartment(1), compartment(2, zone=Zone.CHILLED)]
    hamlet = Hamlet(station("P1", wall), mixed)
    numbers = {
        days: [c.no for c in free_compartments(hamlet.uow, there(hamlet), DAY + timedelta(days=days))]
        for days in (-2, -1, 0, 1, 2)
    }
    assert numbers == {-2: [2], -1: [], 0: [], 1: [], 2: [1, 2]}


@pytest.mark.parametrize(
    ("status", "days", "is_free"),
    [
        (S.FILLING, 30, False),
        (S.EXPIRED, 30, False),
        (S.READY, 1, False),
        (S.READY, 2, True),
        (S.FILLED, 1, False),
        (S.COLLECTED, 0, False),
        (S.COLLECTED, 1, True),
        (S.CLOSED, 0, True),
        (S.CLEARED, 0, True),
        (S.CANCELLED, 0, True),
    ],
)
def test_goods_hold_their_compartment_until_they_are_out(status: PickupStatus, days: int, is_free: bool) -> None:
    one = pickup(status)
    noon = WEDNESDAY + timedelta(days=5)  # on DAY
    if status in {S.READY, S.FILLED}:
        one.valid_until = noon + timedelta(days=1)
    if status is S.COLLECTED:
        one.reopen_until = noon
    assert free(Hamlet(station("P1", [compartment(1)]), one), days) is is_free


def test_a_jammed_compartment_is_not_planned() -> None:
    hamlet = Hamlet(station("P1", [compartment(1, fault="jammed")]))
    assert not free(hamlet, 0)


def test_a_plan_for_two_days_does_not_use_a_compartment_twice_too_soon() -> None:
    hamlet = Hamlet(station("P1", [compartment(1), compartment(2)]))
    wanted = {DAY + timedelta(days=n): [line(product(), packs=1)] for n in (0, 2, 3)}
    found = plan(hamlet.uow, there(hamlet), wanted, reach_only=False)
    assert {day.day: [c.no for c in chosen] for day, chosen in found.items()} == {9: [1], 11: [2], 12: [1]}
    wanted[DAY + timedelta(days=1)] = [line(product(), packs=1)]
    with pytest.raises(StationFull):
        plan(hamlet.uow, there(hamlet), wanted, reach_only=False)


@given(
    st.dictionaries(
        st.integers(0, 9),
        st.lists(st.tuples(st.sampled_from([Zone.AMBIENT, Zone.CHILLED]), st.integers(1, 9)), min_size=1, max_size=3),
        max_size=6,
    )
)
def test_no_two_days_of_a_plan_ever_meet_in_a_compartment(wishes: dict[int, list[tuple[Zone, int]]]) -> None:
    hamlet = Hamlet()
    wanted: dict[date, list[OrderLine]] = {
        DAY + timedelta(days=n): [line(big(zone), packs=packs) for zone, packs in wish] for n, wish in wishes.items()
    }
    try:
        found = plan(hamlet.uow, there(hamlet), wanted, reach_only=False)
    except StationFull:
        return
    for day, chosen in found.items():
        stay = min(stay_in(c.zone) for c in chosen)
        for other, others in found.items():
            if day < other and other - day <= stay:
                assert not {c.no for c in chosen} & {c.no for c in others}


def test_goods_already_put_in_are_not_given_up_by_an_answer() -> None:
    hamlet = Hamlet()
    order = hamlet.agreed(hamlet.buy(HOF_1=1))
    held = hamlet.pickups()[0]
    held.move(S.FILLING, PersonId("doris"), hamlet.clock.now())
    held.boxes[0].filled = True
    order.parts[0].lines[0].confirmed = 0
    release_unneeded(hamlet.county, hamlet.uow, order, PersonId("hof"))
    assert hamlet.pickups(S.FILLING) == [held]
    held.boxes[0].filled = False
    release_unneeded(hamlet.county, hamlet.uow, order, PersonId("hof"))
    assert hamlet.pickups(S.CANCELLED) == [held]
