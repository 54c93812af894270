"""One code for all that waits for one person at one pick-up point, whatever comes first, and whatever comes between."""

from __future__ import annotations

from datetime import time, timedelta
from itertools import count

import pytest

from domain.clock import local_day
from domain.ids import GrantId, ParcelId, PersonId, PickupId, StationId
from domain.lockers import reports, stay
from domain.lockers import service as lockers
from domain.lockers.access import grant_list
from domain.lockers.errors import CodeNotReady
from domain.lockers.events import PickupCollected, PickupReady
from domain.lockers.model import REOPEN_FOR, Compartment, CompartmentKind, Pickup, PickupBox, PickupStatus
from domain.lockers.ports import (
    CommandAnswered,
    CommandOutcome,
    Door,
    Grant,
    GrantsAnswered,
    StationCondition,
    StationEvent,
    StationEventKind,
)
from domain.lockers.second import second_codes
from domain.people import helping
from domain.people.model import SYSTEM
from tests.builders import Hamlet, compartment, station, wall

P1 = StationId("P1")
S = PickupStatus
BOX = 8  # for parcels
SEQ = count(1)  # no event of a station has the number of another


def hamlet_with_parcel_boxes() -> Hamlet:
    boxes: list[Compartment] = [*wall(), compartment(BOX, "M", kind=CompartmentKind.PARCEL)]
    return Hamlet(station("P1", boxes))


@pytest.fixture
def hamlet() -> Hamlet:
    return hamlet_with_parcel_boxes()


def parcel(hamlet: Hamlet, who: str = "erna", no: int = BOX) -> Pickup:
    """A courier has put a parcel in; its code is on the way."""
    pickup_id = PickupId(hamlet.county.ids.new())
    at = hamlet.station()
    box = PickupBox(pickup_id=pickup_id, station_id=P1, no=no, zone=at.compartment(no).zone, fence=1, filled=True)
    pickup = Pickup(
        id=pickup_id,
        order_id=None,
        parcel_id=ParcelId(f"parcel-{pickup_id}"),
        person_id=PersonId(who),
        station_id=P1,
        day=local_day(hamlet.clock.now()),
        status=S.FILLING,
        status_at=hamlet.clock.now(),
        status_by=PersonId("kurt"),
        boxes=[box],
    )
    hamlet.uow.lockers.add_pickup(pickup)
    stay.begin_stay(hamlet.county, hamlet.uow, at, pickup, PersonId("kurt"))
    return pickup


def acknowledged(hamlet: Hamlet) -> None:
    hamlet.report(GrantsAnswered(P1, hamlet.station().list_version, True, ""))


def both(hamlet: Hamlet) -> tuple[Pickup, Pickup]:
    """Goods in compartment 1, and a parcel behind the same code."""
    goods = hamlet.ready()
    later = parcel(hamlet)
    acknowledged(hamlet)
    return goods, later


def grants(hamlet: Hamlet) -> dict[GrantId, Grant]:
    return {grant.id: grant for grant in grant_list(hamlet.county, hamlet.uow, P1).grants}


def boxes(hamlet: Hamlet) -> list[tuple[int, ...]]:
    return [grant.boxes for grant in grants(hamlet).values()]


def typed(
    hamlet: Hamlet, grant_id: GrantId | None, no: int, kind: str = "door_opened", ago: timedelta = timedelta()
) -> None:
    at = hamlet.clock.now() - ago
    hamlet.report(StationEvent(P1, "boot-1", next(SEQ), StationEventKind(kind), no, grant_id, at, bool(ago)))


def from_the_chat(hamlet: Hamlet, pickup: Pickup, no: int) -> None:
    command = lockers.open_own(hamlet.county, hamlet.uow, hamlet.actor("erna"), pickup.id, no)
    now = hamlet.clock.now()
    hamlet.report(CommandAnswered(P1, command.id, CommandOutcome.DONE, "door_opened", Door.OPEN, now))


def code(hamlet: Hamlet, pickup: Pickup) -> str:
    return lockers.code_of(hamlet.county, hamlet.uow, hamlet.actor("erna"), pickup.id)


def closed(hamlet: Hamlet, *pickups: Pickup) -> None:
    """The re-open window is over."""
    hamlet.later(minutes=11)
    for pickup in pickups:
        reports.close_reopening(hamlet.county, hamlet.uow, SYSTEM, pickup.id)


# --- joining -----------------------------------------------------------------------------------------------------


def test_a_parcel_joins_the_code_of_the_goods(hamlet: Hamlet) -> None:
    goods, later = both(hamlet)
    assert later.grant_id == goods.grant_id
    assert code(hamlet, later) == code(hamlet, goods)
    (grant,) = grants(hamlet).values()
    assert grant.boxes == (1, BOX)
    assert later.valid_until is not None
    assert grant.expires_at == later.valid_until == hamlet.clock.now() + timedelta(days=7)
    assert goods.valid_until is not None
    assert goods.valid_until < later.valid_until, "each still has its own time"
    assert [event["pickup_id"] for event in hamlet.events(PickupReady)] == [goods.id, later.id]


def test_goods_join_the_code_of_a_parcel(hamlet: Hamlet) -> None:
    order = hamlet.agreed(hamlet.buy("erna", HOF_1=1))
    hamlet.go_to(order.days()[0], time(8, 0))
    first = parcel(hamlet)
    acknowledged(hamlet)
    hamlet.later(hours=2)
    goods = hamlet.put_in(hamlet.uow.lockers.pickups_of_order(order.id)[0])
    acknowledged(hamlet)
    assert code(hamlet, first) == code(hamlet, goods)
    assert boxes(hamlet) == [(1, BOX)]
    assert [event["pickup_id"] for event in hamlet.events(PickupReady)] == [first.id, goods.id]


def test_what_is_another_persons_or_already_used_has_a_code_of_its_own(hamlet: Hamlet) -> None:
    goods = hamlet.ready()
    assert parcel(hamlet, "otto", 3).grant_id != goods.grant_id
    typed(hamlet, goods.grant_id, 1)
    assert goods.status is S.COLLECTED
    assert parcel(hamlet).grant_id != goods.grant_id, "at the station a used code is over after ten minutes"


def test_a_code_whose_door_was_stuck_is_used_and_nothing_joins_it(hamlet: Hamlet) -> None:
    goods = hamlet.ready()
    typed(hamlet, goods.grant_id, 1, kind="door_jammed")
    assert goods.status is S.READY
    assert parcel(hamlet).grant_id != goods.grant_id


def test_what_comes_while_the_first_is_not_live_yet_becomes_live_with_it(hamlet: Hamlet) -> None:
    goods = hamlet.filled()
    later = parcel(hamlet)
    with pytest.raises(CodeNotReady):
        code(hamlet, later)
    acknowledged(hamlet)
    assert (goods.status, later.status) == (S.READY, S.READY)
    assert code(hamlet, goods) == code(hamlet, later)


# --- collecting --------------------------------------------------------------------------------------------------


def test_one_visit_collects_both(hamlet: Hamlet) -> None:
    goods, later = both(hamlet)
    typed(hamlet, goods.grant_id, 1)
    typed(hamlet, goods.grant_id, BOX)
    assert (goods.status, later.status) == (S.COLLECTED, S.COLLECTED)
    assert [event["pickup_id"] for event in hamlet.events(PickupCollected)] == [goods.id, later.id]
    assert hamlet.due("pickup.renew") == []
    assert boxes(hamlet) == [(1, BOX)], "something forgotten: all opens again for a while"
    closed(hamlet, goods, later)
    assert boxes(hamlet) == []


def test_one_is_opened_from_the_chat_and_the_code_stays_good_for_the_other(hamlet: Hamlet) -> None:
    goods, later = both(hamlet)
    from_the_chat(hamlet, goods, 1)
    assert (goods.status, later.status) == (S.COLLECTED, S.READY)
    closed(hamlet, goods)
    assert boxes(hamlet) == [(BOX,)]
    assert later.code_used_at is None
    assert code(hamlet, later)


def test_after_one_was_opened_from_the_chat_the_next_still_joins_the_other(hamlet: Hamlet) -> None:
    goods, later = both(hamlet)
    from_the_chat(hamlet, later, BOX)
    closed(hamlet, later)
    third = parcel(hamlet)
    assert third.grant_id == goods.grant_id
    assert boxes(hamlet) == [(1, BOX)]


def test_a_stuck_door_leaves_the_rest_a_new_code_when_the_old_one_is_over(hamlet: Hamlet) -> None:
    goods, later = both(hamlet)
    old = code(hamlet, later)
    typed(hamlet, goods.grant_id, 1)
    typed(hamlet, goods.grant_id, BOX, kind="door_jammed")
    assert (goods.status, later.status) == (S.COLLECTED, S.READY)
    assert hamlet.due("pickup.renew") == [hamlet.clock.now() + REOPEN_FOR + timedelta(minutes=1)]
    closed(hamlet, goods)
    for _ in range(2):
        stay.renew_code(hamlet.county, hamlet.uow, SYSTEM, later.id)
    acknowledged(hamlet)
    assert later.status is S.READY
    assert later.grant_id != goods.grant_id
    assert code(hamlet, later) != old
    assert boxes(hamlet) == [(BOX,)]
    assert [event["pickup_id"] for event in hamlet.events(PickupReady)] == [goods.id, later.id, later.id]


def test_of_several_compartments_only_those_still_full_open_with_the_new_code(hamlet: Hamlet) -> None:
    goods = hamlet.ready("erna", HOF_1=1, HOF_2=1)
    typed(hamlet, goods.grant_id, 1)
    typed(hamlet, goods.grant_id, 5, kind="door_jammed")
    hamlet.later(minutes=11)
    stay.renew_code(hamlet.county, hamlet.uow, SYSTEM, goods.id)
    assert boxes(hamlet) == [(5,)]
    typed(hamlet, goods.grant_id, 5)
    assert goods.status is S.COLLECTED


# --- time over -----------------------------------------------------------------------------------------------------


def test_one_expires_and_leaves_the_other_its_code(hamlet: Hamlet) -> None:
    goods, later = both(hamlet)
    assert goods.valid_until is not None
    hamlet.clock.set(goods.valid_until)
    reports.expire(hamlet.county, hamlet.uow, SYSTEM, goods.id)
    assert (goods.status, later.status) == (S.EXPIRED, S.READY)
    (grant,) = grants(hamlet).values()
    assert (grant.boxes, grant.expires_at) == ((BOX,), later.valid_until)
    assert code(hamlet, later)
    with pytest.raises(CodeNotReady):
        code(hamlet, goods)


def test_goods_that_come_when_the_others_time_is_over_have_a_code_of_their_own(hamlet: Hamlet) -> None:
    first = parcel(hamlet)
    acknowledged(hamlet)
    assert first.valid_until is not None
    hamlet.clock.set(first.valid_until)  # the timer is a moment late
    assert hamlet.ready().grant_id != first.grant_id


# --- the line is down in between --------------------------------------------------------------------------------------


def test_goods_fetched_with_the_line_down_are_no_company_for_a_parcel_put_in_after_them(hamlet: Hamlet) -> None:
    goods = hamlet.ready()
    hamlet.station().condition = StationCondition.LOST
    hamlet.later(hours=3)
    hamlet.station().condition = StationCondition.READY
    typed(hamlet, goods.grant_id, 1, ago=timedelta(hours=2))  # told when the line is back, before anything new
    later = parcel(hamlet)
    acknowledged(hamlet)
    assert goods.status is S.COLLECTED
    assert later.grant_id != goods.grant_id
    closed(hamlet, goods)
    assert boxes(hamlet) == [(BOX,)]


def test_a_parcel_that_joined_a_code_used_behind_a_cut_line_gets_a_new_one(hamlet: Hamlet) -> None:
    """She fetched her goods while the line was down, and nobody knew it yet when the parcel was put in."""
    goods = hamlet.ready()
    hamlet.station().condition = StationCondition.LOST
    later = parcel(hamlet)
    assert later.grant_id == goods.grant_id
    hamlet.later(hours=1)
    hamlet.station().condition = StationCondition.READY
    typed(hamlet, goods.grant_id, 1, ago=timedelta(minutes=50))
    acknowledged(hamlet)
    assert (goods.status, later.status) == (S.COLLECTED, S.READY)
    assert hamlet.due("pickup.renew")[0] <= hamlet.clock.now(), "at once: the code has long been over there"
    stay.renew_code(hamlet.county, hamlet.uow, SYSTEM, later.id)
    acknowledged(hamlet)
    assert later.grant_id != goods.grant_id
    assert (later.status, boxes(hamlet)[-1]) == (S.READY, (BOX,))


def test_no_code_is_made_anew_while_the_station_is_silent(hamlet: Hamlet) -> None:
    goods, later = both(hamlet)
    typed(hamlet, goods.grant_id, 1)
    hamlet.station().condition = StationCondition.LOST
    hamlet.later(minutes=11)
    stay.renew_code(hamlet.county, hamlet.uow, SYSTEM, later.id)
    assert later.grant_id == goods.grant_id
    typed(hamlet, goods.grant_id, BOX, ago=timedelta(minutes=10))  # the second door of the same visit
    assert later.status is S.COLLECTED


# --- a second code ------------------------------------------------------------------------------------------------


def neighbour(hamlet: Hamlet) -> None:
    today = local_day(hamlet.clock.now())
    helping.name_neighbour(hamlet.county, hamlet.uow, hamlet.actor("erna"), "Frau Schulte", today)


def test_a_second_code_grows_with_the_first_and_shrinks_with_it(hamlet: Hamlet) -> None:
    goods = hamlet.ready()
    neighbour(hamlet)
    (access,) = second_codes(hamlet.uow, goods)
    later = parcel(hamlet)
    assert second_codes(hamlet.uow, later) == [access], "one code for her, not two"
    assert list(access.boxes) == [1, BOX]
    from_the_chat(hamlet, goods, 1)
    assert second_codes(hamlet.uow, later) == [access]
    assert list(access.boxes) == [BOX]
    typed(hamlet, access.id, BOX)
    assert later.status is S.COLLECTED


def test_one_visit_with_a_second_code_collects_both(hamlet: Hamlet) -> None:
    goods, later = both(hamlet)
    neighbour(hamlet)
    (access,) = second_codes(hamlet.uow, goods)
    assert access.boxes == (1, BOX)
    typed(hamlet, access.id, 1)
    assert (goods.status, later.status) == (S.COLLECTED, S.READY)
    typed(hamlet, access.id, BOX)
    assert later.status is S.COLLECTED
    closed(hamlet, goods, later)
    assert boxes(hamlet) == []
