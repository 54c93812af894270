"""Putting goods into compartments: by whom, when, and what if something is in the way."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from domain.catalogue.model import Zone
from domain.errors import MoveRefused, NotFound
from domain.ids import PickupId, StationId
from domain.lockers import service as lockers
from domain.lockers.access import grant_list
from domain.lockers.errors import CompartmentInUse, StationFull, StationSilent
from domain.lockers.events import PickupFilled
from domain.lockers.model import BLOCKED, STAY_AMBIENT, STAY_COLD, DoorCommand, Pickup, PickupStatus
from domain.lockers.ports import Door, GrantRole, StationCondition
from domain.ordering.model import MerchantOrderStatus
from tests.builders import Hamlet, compartment, resident, station

WEDNESDAY, THURSDAY, FRIDAY = (date(2026, 3, day) for day in (4, 5, 6))
S = PickupStatus


def planned(hamlet: Hamlet, person_id: str = "erna", **skus: int) -> Pickup:
    """Bought and confirmed; it is the morning of its day."""
    order = hamlet.agreed(hamlet.buy(person_id, **(skus or {"HOF_1": 1})))
    return hamlet.uow.lockers.pickups_of_order(order.id)[-1]


def begin(hamlet: Hamlet, pickup: Pickup) -> Pickup:
    return lockers.begin_filling(hamlet.county, hamlet.uow, hamlet.actor("doris"), pickup.id)


def open_to_fill(hamlet: Hamlet, pickup: Pickup, no: int) -> DoorCommand:
    return lockers.open_to_fill(hamlet.county, hamlet.uow, hamlet.actor("doris"), pickup.id, no)


# --- what is to be done ---------------------------------------------------------------------------------------


def test_the_list_has_what_comes_today_and_every_merchant_has_answered() -> None:
    hamlet = Hamlet()
    today, tomorrow = planned(hamlet, HOF_1=1), planned(hamlet, "otto", FLE_1=1)
    open_ = hamlet.buy("erna", BAE_1=1)
    hamlet.go_to(THURSDAY, time(9, 0))
    doris = hamlet.actor("doris")
    assert lockers.to_fill(hamlet.county, hamlet.uow, doris) == [today]
    hamlet.agreed(open_)
    hamlet.go_to(FRIDAY, time(9, 0))
    left = lockers.to_fill(hamlet.county, hamlet.uow, doris)
    assert [one.order_id for one in left] == [today.order_id, tomorrow.order_id, open_.id]


def test_nothing_is_filled_before_its_day() -> None:
    hamlet = Hamlet()
    pickup = planned(hamlet)
    with pytest.raises(MoveRefused):
        begin(hamlet, pickup)
    assert pickup.status is S.PLANNED


def test_nothing_is_filled_while_a_merchant_has_not_answered() -> None:
    hamlet = Hamlet()
    order = hamlet.buy(HOF_1=1)
    hamlet.go_to(THURSDAY, time(9, 0))
    with pytest.raises(MoveRefused):
        begin(hamlet, hamlet.pickups()[0])
    hamlet.agreed(order)
    assert begin(hamlet, hamlet.pickups()[0]).status is S.FILLING


def test_goods_for_the_hand_do_not_keep_the_compartment_waiting() -> None:
    """The wine merchant has not answered yet; his wine lies in no compartment."""
    hamlet = Hamlet()
    order = hamlet.buy(BAE_1=1, HOF_8=1)
    bread = next(part for part in order.parts if part.merchant_id == "BAE")
    wine = next(part for part in order.parts if part.merchant_id == "HOF")
    wine_before = wine.status
    for status in (MerchantOrderStatus.LISTED, MerchantOrderStatus.CONFIRMED):
        bread.move(status, order.person_id, hamlet.clock.now())
    hamlet.go_to(THURSDAY, time(9, 0))
    hamlet.put_in(hamlet.pickups()[0])
    assert (bread.status, wine.status) == (MerchantOrderStatus.STORED, wine_before)


# --- filling --------------------------------------------------------------------------------------------------


def test_with_the_last_compartment_the_code_is_made_and_sent_to_the_station() -> None:
    hamlet = Hamlet()
    pickup = planned(hamlet, HOF_1=1, HOF_2=1)
    hamlet.go_to(THURSDAY, time(10, 0))
    begin(hamlet, pickup)
    doris = hamlet.actor("doris")
    lockers.box_filled(hamlet.county, hamlet.uow, doris, pickup.id, 1)
    assert (pickup.status, pickup.sealed_code) == (S.FILLING, None)
    lockers.box_filled(hamlet.county, hamlet.uow, doris, pickup.id, 5)
    assert hamlet.pickups(S.FILLED) == [pickup]
    assert hamlet.station().list_version == pickup.list_version == 1
    assert len(hamlet.due("station.grants")) == 1
    assert hamlet.events(PickupFilled) == [{"pickup_id": pickup.id, "by": "doris"}]
    order = hamlet.order(pickup.order_id)
    assert {part.status for part in order.parts} == {MerchantOrderStatus.STORED}


@pytest.mark.parametrize(("sku", "stay"), [("HOF_1", STAY_AMBIENT), ("HOF_2", STAY_COLD)])
def test_cold_goods_wait_only_as_long_as_the_cold_window(sku: str, stay: timedelta) -> None:
    hamlet = Hamlet()
    pickup = hamlet.filled("erna", **{sku: 1})
    now = hamlet.clock.now()
    assert (pickup.valid_from, pickup.valid_until) == (now, now + stay)
    assert hamlet.due("pickup.expire") == [now + stay]
    assert hamlet.due("pickup.remind") == [now + stay - timedelta(hours=6)]


def test_begun_again_it_goes_on_where_it_stopped() -> None:
    hamlet = Hamlet()
    pickup = planned(hamlet, HOF_1=1, HOF_2=1)
    hamlet.go_to(THURSDAY, time(10, 0))
    begin(hamlet, pickup)
    lockers.box_filled(hamlet.county, hamlet.uow, hamlet.actor("doris"), pickup.id, 1)
    fences = {box.no: box.fence for box in pickup.boxes}
    begin(hamlet, pickup)
    assert {box.no: box.fence for box in pickup.boxes} == fences
    left = pickup.next_to_fill()
    assert left is not None
    assert left.no == 5


def test_every_use_of_a_compartment_has_a_fence_of_its_own() -> None:
    hamlet = Hamlet()
    pickup = hamlet.filled()
    assert [box.fence for box in pickup.boxes] == [1]
    assert hamlet.station().compartment(pickup.boxes[0].no).fence == 1


def test_codes_of_a_station_differ_and_are_kept_as_ciphertext() -> None:
    hamlet = Hamlet()
    first, second = hamlet.filled(), None
    second = hamlet.filled("otto", BAE_1=1)
    assert first.sealed_code
    assert first.sealed_code.startswith("sealed:")
    assert first.sealed_code != second.sealed_code


def test_the_station_gets_all_rights_in_force() -> None:
    hamlet = Hamlet()
    pickup = hamlet.filled(HOF_1=1, HOF_2=1)
    grants = grant_list(hamlet.county, hamlet.uow, StationId("P1"))
    assert grants.version == 1
    assert [(one.id, one.boxes, one.role) for one in grants.grants] == [(pickup.grant_id, (1, 5), GrantRole.PICKUP)]
    assert (grants.grants[0].not_before, grants.grants[0].expires_at) == (pickup.valid_from, pickup.valid_until)
    with pytest.raises(NotFound):
        grant_list(hamlet.county, hamlet.uow, StationId("P9"))


@pytest.mark.parametrize("status", [status for status in S if status is not S.FILLING])
def test_only_what_is_being_filled_can_be_filled(status: PickupStatus) -> None:
    hamlet = Hamlet()
    pickup = planned(hamlet)
    hamlet.go_to(THURSDAY, time(10, 0))
    pickup.status = status
    doris = hamlet.actor("doris")
    for step in (lockers.box_filled, lockers.use_other_box, lockers.open_to_fill):
        with pytest.raises(MoveRefused):
            step(hamlet.county, hamlet.uow, doris, pickup.id, pickup.boxes[0].no)
    assert all(one.fault is None for one in hamlet.station().compartments)


def test_a_pickup_that_is_not_there_is_not_found() -> None:
    hamlet = Hamlet()
    with pytest.raises(NotFound):
        lockers.begin_filling(hamlet.county, hamlet.uow, hamlet.actor("cem"), PickupId("gone"))


# --- doors ----------------------------------------------------------------------------------------------------------


def test_a_door_is_opened_by_a_command_that_carries_the_fence_and_expires() -> None:
    hamlet = Hamlet()
    pickup = planned(hamlet)
    hamlet.go_to(THURSDAY, time(10, 0))
    begin(hamlet, pickup)
    command = open_to_fill(hamlet, pickup, 1)
    assert (command.box, command.fence, command.why, command.asked_by) == (1, 1, "fill", "doris")
    assert command.expires_at - command.issued_at == timedelta(seconds=30)
    with pytest.raises(CompartmentInUse):
        open_to_fill(hamlet, pickup, 1)
    with pytest.raises(MoveRefused):
        open_to_fill(hamlet, pickup, 2)


def test_a_command_nobody_settled_does_not_lock_the_door_for_ever() -> None:
    hamlet = Hamlet()
    pickup = planned(hamlet)
    hamlet.go_to(THURSDAY, time(10, 0))
    begin(hamlet, pickup)
    open_to_fill(hamlet, pickup, 1)
    hamlet.later(seconds=30)
    assert open_to_fill(hamlet, pickup, 1).in_flight


def test_a_silent_station_is_said() -> None:
    hamlet = Hamlet()
    pickup = planned(hamlet)
    hamlet.go_to(THURSDAY, time(10, 0))
    begin(hamlet, pickup)
    hamlet.station().condition = StationCondition.LOST
    with pytest.raises(StationSilent):
        open_to_fill(hamlet, pickup, 1)


# --- another compartment ----------------------------------------------------------------------------------------------


def test_goods_nobody_has_fetched_are_in_the_way_and_the_new_ones_go_elsewhere() -> None:
    hamlet = Hamlet(station("P1", [compartment(1), compartment(2)]))
    old = hamlet.ready("otto")
    new = planned(hamlet, HOF_1=1)
    hamlet.go_to(new.day, time(9, 0))
    new.boxes[0].no = old.boxes[0].no  # both had been planned for it, days ago
    begin(hamlet, new)
    assert (old.boxes[0].no, new.boxes[0].no) == (1, 2)
    assert new.boxes[0].fence == 1


def test_a_door_that_has_failed_since_gives_way() -> None:
    hamlet = Hamlet()
    pickup = planned(hamlet)
    hamlet.go_to(THURSDAY, time(10, 0))
    hamlet.station().compartment(1).fault = "jammed"
    begin(hamlet, pickup)
    assert pickup.boxes[0].no == 2  # at least as large, reachable first


def test_without_another_compartment_nothing_has_begun() -> None:
    hamlet = Hamlet(station("P1", [compartment(1), compartment(2, "S"), compartment(3, zone=Zone.CHILLED)]))
    pickup = planned(hamlet, HOF_1=30)
    hamlet.go_to(THURSDAY, time(10, 0))
    assert [box.no for box in pickup.boxes] == [1]
    hamlet.station().compartment(1).fault = "jammed"
    with pytest.raises(StationFull):
        begin(hamlet, pickup)
    assert (pickup.status, pickup.boxes[0].no, pickup.boxes[0].fence) == (S.PLANNED, 1, 0)


def test_people_with_a_walker_get_only_compartments_they_reach() -> None:
    hamlet = Hamlet(resident("erna", reach_only=True))
    pickup = planned(hamlet)
    hamlet.go_to(THURSDAY, time(10, 0))
    assert [box.no for box in pickup.boxes] == [2]
    begin(hamlet, pickup)
    lockers.use_other_box(hamlet.county, hamlet.uow, hamlet.actor("doris"), pickup.id, 2)
    with pytest.raises(StationFull):  # only the bottom row is left
        lockers.use_other_box(hamlet.county, hamlet.uow, hamlet.actor("doris"), pickup.id, 3)


def test_a_compartment_that_is_not_empty_is_blocked_until_people_put_it_back() -> None:
    hamlet = Hamlet()
    pickup = planned(hamlet)
    hamlet.go_to(THURSDAY, time(10, 0))
    begin(hamlet, pickup)
    doris = hamlet.actor("doris")
    with pytest.raises(MoveRefused):  # a slip of the finger blocks nobody else's
        lockers.use_other_box(hamlet.county, hamlet.uow, doris, pickup.id, 4)
    other = lockers.use_other_box(hamlet.county, hamlet.uow, doris, pickup.id, 1)
    assert (other.no, pickup.boxes) == (2, [other])
    assert [one.no for one in hamlet.station().compartments if one.fault == BLOCKED] == [1]
    lockers.put_back_in_use(hamlet.county, hamlet.uow, hamlet.actor("olga"), StationId("P1"), 1)
    assert hamlet.station().compartment(1).usable


def test_only_people_unblock_what_people_have_blocked_and_only_that() -> None:
    hamlet = Hamlet()
    hamlet.station().compartment(1).fault = "jammed"
    lockers.put_back_in_use(hamlet.county, hamlet.uow, hamlet.actor("olga"), StationId("P1"), 1)
    assert hamlet.station().compartment(1).fault == "jammed"
    assert hamlet.station().compartment(1).door is Door.UNKNOWN
