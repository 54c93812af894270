"""The centre's day: what a van brings is counted, what is missing is told, what is packed goes out."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.errors import MoveRefused, NotAllowed, NotFound
from domain.ids import MerchantId, OrderId, Sku, StopId
from domain.money import Money
from domain.ordering.model import MerchantOrderStatus, Order
from domain.tours.centre import expected, packed_for, received, to_pack
from domain.tours.driving import done_here
from domain.tours.events import GoodsShort
from domain.tours.model import Consignment, Stop, StopStatus, TourStatus, Whereabouts
from domain.tours.ports import Direction
from domain.tours.timing import AGAIN_AFTER
from tests.builders import crate
from tests.domain.tours.bench import FRIDAY, THURSDAY, Depot

HOF, BAE = MerchantId("HOF"), MerchantId("BAE")


def morning(depot: Depot) -> None:
    """Thursday at nine; the tours were planned the evening before."""
    depot.evening()
    depot.on_thursday(9)


def consignment(depot: Depot, order: Order, part: int = 0) -> Consignment:
    found = depot.uow.tours.consignment(order.parts[part].id)
    assert found is not None
    return found


def take_in(depot: Depot, merchant: MerchantId, available: dict[Sku, int] | None = None) -> list[OrderId]:
    """The orders that get less than promised."""
    return [part.order_id for part in received(depot.county, depot.uow, depot.actor("cem"), merchant, available)]


def awaited(depot: Depot) -> list[tuple[MerchantId, list[tuple[str, int]]]]:
    coming = expected(depot.county, depot.uow, depot.actor("cem"))
    return [(one.merchant_id, [(item.sku, item.amount) for item in one.items]) for one in coming]


def packing(depot: Depot) -> list[str]:
    return [stop.ref for _, stop in to_pack(depot.county, depot.uow, depot.actor("cem"))]


def stop_of(depot: Depot, ref: str) -> Stop:
    return depot.stop_for(list(depot.uow.tours.of_day(depot.clock.now().date())), ref)[1]


# --- taking in ----------------------------------------------------------------------------------------------------


def test_what_is_expected_is_summed_up_by_seller() -> None:
    depot = Depot()
    depot.ordered("erna", HOF_1=2, BAE_1=1)
    depot.ordered("otto", HOF_1=3)
    morning(depot)
    assert awaited(depot) == [("BAE", [("BAE-1", 1)]), ("HOF", [("HOF-1", 5)])]


def test_what_comes_tomorrow_is_not_expected_today() -> None:
    depot = Depot()
    depot.ordered("erna", HOF_1=2).parts[0].day = FRIDAY
    morning(depot)
    assert awaited(depot) == []
    with pytest.raises(NotFound):
        take_in(depot, HOF)


def test_what_is_here_is_noted_and_not_expected_any_more() -> None:
    depot = Depot()
    order = depot.ordered("erna", HOF_1=2)
    morning(depot)
    assert take_in(depot, HOF) == []
    where = consignment(depot, order)
    assert (where.where, where.where_by, where.where_at) == (Whereabouts.AT_CENTRE, "cem", depot.clock.now())
    assert awaited(depot) == []
    with pytest.raises(NotFound):
        take_in(depot, HOF)
    assert depot.events(GoodsShort) == []


def test_who_ordered_first_is_served_first() -> None:
    depot = Depot()
    first, second = depot.ordered("erna", HOF_1=3), depot.ordered("otto", HOF_1=3)
    morning(depot)
    assert take_in(depot, HOF, {Sku("HOF-1"): 4}) == [second.id]
    assert [first.parts[0].lines[0].due, second.parts[0].lines[0].due] == [3, 1]
    assert second.total == Money(250)
    (told,) = depot.events(GoodsShort)
    assert (told["order_id"], told["person_id"], told["why"]) == (second.id, "otto", "missing")


def test_nothing_at_all_is_called_off_and_told() -> None:
    depot = Depot()
    order = depot.ordered("erna", HOF_1=3)
    morning(depot)
    depot.uow.outbox.cancel(f"tours.plan:{THURSDAY}")  # it has been planned
    assert take_in(depot, HOF, {Sku("HOF-1"): 0}) == [order.id]
    assert consignment(depot, order).where is Whereabouts.MISSING
    assert order.parts[0].status is not MerchantOrderStatus.CONFIRMED
    assert order.total == Money(0)
    assert packing(depot) == []
    assert depot.due("tours.plan") == [depot.clock.now() + AGAIN_AFTER], "perhaps nobody need drive there"


def test_more_than_was_promised_changes_nothing() -> None:
    depot = Depot()
    order = depot.ordered("erna", HOF_1=3)
    morning(depot)
    assert take_in(depot, HOF, {Sku("HOF-1"): 99, Sku("BAE-1"): 1}) == []
    assert order.parts[0].lines[0].due == 3


def test_each_van_of_a_seller_is_counted_on_its_own() -> None:
    """What the second van brings is not missing from the first."""
    depot = Depot(crate("HOF-7"))
    orders = depot.ordered("erna", HOF_7=60), depot.ordered("otto", HOF_7=60)
    morning(depot)
    assert awaited(depot) == [("HOF", [("HOF-7", 60)])] * 2
    second = consignment(depot, orders[1])
    received(depot.county, depot.uow, depot.actor("cem"), HOF, fetched_at=second.collect_stop_id)
    assert [consignment(depot, order).where for order in orders] == [Whereabouts.AT_MERCHANT, Whereabouts.AT_CENTRE]
    assert awaited(depot) == [("HOF", [("HOF-7", 60)])]
    assert depot.events(GoodsShort) == []
    with pytest.raises(NotFound):
        received(depot.county, depot.uow, depot.actor("cem"), HOF, fetched_at=second.collect_stop_id)


# --- packing ------------------------------------------------------------------------------------------------------


def test_a_stop_is_packed_when_all_for_it_is_here() -> None:
    depot = Depot()
    depot.ordered("erna", HOF_1=1, BAE_1=1)
    depot.ordered("otto", HOF_1=1)
    morning(depot)
    assert packing(depot) == []
    take_in(depot, HOF)
    assert packing(depot) == ["otto"]
    take_in(depot, BAE)
    assert sorted(packing(depot)) == ["erna", "otto"]


def test_who_waits_for_something_that_never_came_is_packed_without_it() -> None:
    depot = Depot()
    depot.ordered("erna", HOF_1=1, BAE_1=1)
    morning(depot)
    take_in(depot, HOF)
    take_in(depot, BAE, {Sku("BAE-1"): 0})
    assert packing(depot) == ["erna"]


def test_packed_crates_are_closed_once() -> None:
    depot = Depot()
    order = depot.ordered("erna", HOF_1=1)
    morning(depot)
    take_in(depot, HOF)
    stop = packed_for(depot.county, depot.uow, depot.actor("cem"), stop_of(depot, "erna").id)
    assert stop.packed_at == depot.clock.now()
    assert consignment(depot, order).where is Whereabouts.IN_CRATE
    assert packing(depot) == []


def test_a_stop_that_is_over_takes_no_crates_any_more() -> None:
    depot = Depot()
    depot.ordered("erna", HOF_1=1)
    morning(depot)
    stop = stop_of(depot, "erna")
    stop.move(StopStatus.DROPPED, depot.clock.now())
    with pytest.raises(MoveRefused):
        packed_for(depot.county, depot.uow, depot.actor("cem"), stop.id)
    with pytest.raises(NotFound):
        packed_for(depot.county, depot.uow, depot.actor("cem"), StopId("nowhere"))


def test_a_tour_that_is_stopped_is_not_packed() -> None:
    depot = Depot()
    depot.ordered("erna", HOF_1=1)
    morning(depot)
    take_in(depot, HOF)
    tour, stop = depot.stop_for(list(depot.uow.tours.of_day(depot.clock.now().date())), "erna")
    tour.move(TourStatus.STOPPED, depot.actor("olga").person_id, depot.clock.now())
    assert packing(depot) == []
    with pytest.raises(MoveRefused):
        packed_for(depot.county, depot.uow, depot.actor("cem"), stop.id)


def test_what_has_left_the_centre_is_not_taken_in_again() -> None:
    depot = Depot()
    order = depot.ordered("erna", HOF_1=1)
    morning(depot)
    take_in(depot, HOF)
    tours = list(depot.uow.tours.of_day(depot.clock.now().date()))
    deliver = next(tour for tour in tours if tour.leg is Direction.DELIVER)
    depot.drive_to(deliver, deliver.halts()[0])
    assert consignment(depot, order).where is Whereabouts.ON_WAY
    assert awaited(depot) == []
    with pytest.raises(MoveRefused):
        done_here(depot.county, depot.uow, depot.actor("doris"), deliver.id, deliver.stops[0].id)


@pytest.mark.parametrize("person", ["erna", "doris", "vera", "olga"])
def test_only_the_centre_counts_and_packs(person: str) -> None:
    depot = Depot()
    depot.ordered("erna", HOF_1=1)
    morning(depot)
    actor = depot.actor(person)
    with pytest.raises(NotAllowed):
        expected(depot.county, depot.uow, actor)
    with pytest.raises(NotAllowed):
        received(depot.county, depot.uow, actor, HOF)
    with pytest.raises(NotAllowed):
        packed_for(depot.county, depot.uow, actor, stop_of(depot, "erna").id)


def test_goods_do_not_go_back_to_their_seller() -> None:
    now = Depot().clock.now()
    moved = Consignment(
        id=Depot().ordered("erna", HOF_1=1).parts[0].id,
        order_id=OrderId("order"),
        day=FRIDAY,
        where_at=now,
        where_by=Depot().actor("cem").person_id,
    )
    later = now + timedelta(hours=1)
    moved.go(Whereabouts.IN_CRATE, moved.where_by, later)
    moved.go(Whereabouts.IN_CRATE, moved.where_by, later + timedelta(hours=1))
    assert moved.where_at == later, "noting once more where it is changes nothing"
    for back in (Whereabouts.AT_MERCHANT, Whereabouts.ON_WAY_IN):
        with pytest.raises(MoveRefused):
            moved.go(back, moved.where_by, later)
    moved.go(Whereabouts.THERE, moved.where_by, later)
    with pytest.raises(MoveRefused):
        moved.go(Whereabouts.AT_CENTRE, moved.where_by, later)
