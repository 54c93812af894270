"""A courier's parcel: a compartment and a code for him, a pickup for its owner, and nothing learned that is not his."""

from __future__ import annotations

from datetime import timedelta
from itertools import count

import pytest

from domain.catalogue.model import Zone
from domain.clock import local_day
from domain.errors import MoveRefused, NotAllowed, NotFound
from domain.ids import GrantId, PersonId, StationId
from domain.lockers import service as lockers
from domain.lockers.access import code_of_access, grant_list
from domain.lockers.errors import StationSilent
from domain.lockers.events import AccessLive, PickupReady
from domain.lockers.model import (
    Access,
    AccessStatus,
    CompartmentKind,
    Pickup,
    PickupStatus,
    Station,
)
from domain.lockers.ports import GrantRole, GrantsAnswered, StationCondition, StationEvent, StationEventKind
from domain.lockers.reserving import free_compartments
from domain.parcels import service as parcels
from domain.parcels.errors import DoorStillShut, NoRoomForParcel, ParcelNotTaken
from domain.parcels.events import ParcelCalledOff, ParcelStored, ParcelTurnedAway
from domain.parcels.model import PARCEL_MOVES, Parcel, ParcelSize, ParcelStatus
from domain.people import service as people
from domain.people.model import SYSTEM, Actor
from tests.builders import WIESENAU, Hamlet, compartment, resident, station, wall

P1, P2 = StationId("P1"), StationId("P2")
SEQ = count(1)
ERNA = parcels.Label("Erna", (WIESENAU.key,))
M, L, XL = ParcelSize.M, ParcelSize.L, ParcelSize.XL


def with_parcel_boxes(station_id: str = "P1", *sizes: str) -> Station:
    extra = [
        compartment(no, size, kind=CompartmentKind.PARCEL, reachable=size != "L")
        for no, size in enumerate(sizes or ("S", "M", "L"), start=21)
    ]
    return station(station_id, [*wall(), *extra])


def hamlet(*things: object) -> Hamlet:
    made = Hamlet(*(things or (with_parcel_boxes(),)))
    made.person("erna").parcels = True
    return made


def assign(at: Hamlet, size: ParcelSize = M, label: parcels.Label = ERNA, where: str | None = None) -> Parcel:
    chosen = StationId(where) if where else None
    return parcels.assign(at.county, at.uow, at.actor("kurt"), label, size, chosen)


def box_of(at: Hamlet, parcel: Parcel) -> int:
    (box,) = pickup_of(at, parcel).boxes
    return box.no


def pickup_of(at: Hamlet, parcel: Parcel) -> Pickup:
    pickup = at.uow.lockers.pickup(parcel.pickup_id)
    assert pickup is not None
    return pickup


def code_for_courier(at: Hamlet, parcel: Parcel) -> Access:
    (access,) = at.uow.lockers.accesses_for(parcel.id)
    return access


def acknowledged(at: Hamlet) -> None:
    at.report(GrantsAnswered(P1, at.station().list_version, True, ""))


def door(at: Hamlet, kind: str, no: int, grant_id: GrantId | None = None, ago: timedelta = timedelta()) -> None:
    """The station tells of a door; what it leaves in the outbox is done, as the relay does it."""
    when = at.clock.now() - ago
    at.report(StationEvent(P1, "boot-1", next(SEQ), StationEventKind(kind), no, grant_id, when, bool(ago)))


def dropped(at: Hamlet, size: ParcelSize = M) -> Parcel:
    """Code typed, door open, parcel in, said so."""
    parcel = assign(at, size)
    acknowledged(at)
    parcels.door_opened(at.county, at.uow, SYSTEM, parcel.id, at.clock.now())
    parcels.put_in(at.county, at.uow, at.actor("kurt"), parcel.id)
    acknowledged(at)
    return parcel


# --- who gets one ------------------------------------------------------------------------------------------------


NOT_FOR_US = [
    parcels.Label("Nobody", (WIESENAU.key,)),
    parcels.Label("Erna", ()),
    parcels.Label("Otto", (WIESENAU.key,)),
]


@pytest.mark.parametrize("label", NOT_FOR_US)
def test_unknown_or_not_agreed_is_refused_in_the_same_words(label: parcels.Label) -> None:
    at = hamlet()
    with pytest.raises(ParcelNotTaken) as refused:
        assign(at, label=label)
    assert refused.value.details == {}
    assert at.uow.parcels.of_courier(PersonId("kurt"), set(ParcelStatus)) == []


def test_who_takes_it_back_gets_no_more() -> None:
    at = hamlet()
    assign(at)
    people.allow_parcels(at.county, at.uow, at.actor("erna"), allowed=False)
    with pytest.raises(ParcelNotTaken):
        assign(at)


def test_who_is_erased_gets_no_more() -> None:
    at = hamlet()
    people.erase(at.county, at.uow, at.actor("erna"))
    assert at.person("erna").parcels is None
    with pytest.raises(ParcelNotTaken):
        assign(at)


# --- which compartment ---------------------------------------------------------------------------------------------


def test_the_smallest_parcel_compartment_is_held_for_him() -> None:
    at = hamlet()
    parcel = assign(at)
    assert (box_of(at, parcel), parcel.station_id, parcel.status) == (22, P1, ParcelStatus.ASSIGNED)
    assert pickup_of(at, parcel).status is PickupStatus.FILLING
    assert box_of(at, assign(at)) == 23, "the next larger one"


def test_without_one_it_takes_a_free_one_for_goods_that_nothing_planned_needs() -> None:
    at = hamlet(with_parcel_boxes("P1", "S"))
    order = at.buy("erna", HOF_1=1)
    planned = at.uow.lockers.pickups_of_order(order.id)[0]
    held = {box.no for box in planned.boxes}
    taken = [box_of(at, assign(at, ParcelSize.S)) for _ in range(4)]
    assert taken[0] == 21
    assert not held & set(taken)
    assert {at.station().compartment(no).zone.value for no in taken} == {"ambient"}


def test_the_same_compartment_is_not_planned_for_goods_while_the_parcel_may_lie() -> None:
    at = hamlet(with_parcel_boxes("P1", "S"))
    taken = box_of(at, assign(at, L))
    for ahead in range(8):
        free = free_compartments(at.uow, at.station(), local_day(at.clock.now()) + timedelta(days=ahead))
        assert taken not in {c.no for c in free}


def test_who_reaches_only_the_middle_gets_the_middle() -> None:
    at = hamlet(with_parcel_boxes(), resident("erna", reach_only=True))
    assert box_of(at, assign(at)) == 22
    assert box_of(at, assign(at)) in {2, 3}, "23 is out of reach, a compartment for goods is not"


def test_a_full_station_names_the_nearest_one_with_room() -> None:
    at = hamlet(with_parcel_boxes(), with_parcel_boxes("P2", "XL"))
    with pytest.raises(NoRoomForParcel) as refused:
        assign(at, XL)
    details = refused.value.details
    assert (details["other_id"], details["silent"]) == (P2, False)
    parcel = assign(at, XL, where="P2")
    assert (parcel.station_id, pickup_of(at, parcel).station_id) == (P2, P2)


def far_away(at: Hamlet, station_id: str, lat: float) -> None:
    at.station(station_id).lat = lat  # a hundredth of a degree is 1.1 km


@pytest.mark.parametrize(("lat", "km", "near"), [(51.7179, 1.99, True), (51.7181, 2.01, False), (51.9, 22.2, False)])
def test_another_station_is_named_only_if_she_can_walk_there(lat: float, km: float, near: bool) -> None:
    at = hamlet(with_parcel_boxes(), with_parcel_boxes("P2", "XL"))
    far_away(at, "P2", lat)
    with pytest.raises(NoRoomForParcel) as refused:
        assign(at, XL)
    details = refused.value.details
    assert details["distance"] == pytest.approx(km, abs=0.05)
    assert (details["other_id"] == P2, details["too_far"]) == (near, not near)
    told = [{"person_id": "erna", "courier_id": "kurt", "station_id": "P1"}]
    assert at.events(ParcelTurnedAway) == ([] if near else told), "she does not wait for a code in vain"


def test_the_way_begins_at_her_door_not_at_the_pick_up_point() -> None:
    at = hamlet(with_parcel_boxes(), with_parcel_boxes("P2", "XL"))
    far_away(at, "P2", 51.725)
    erna = at.person("erna")
    erna.lat, erna.lon = 51.715, 9.20
    with pytest.raises(NoRoomForParcel) as refused:
        assign(at, XL)
    assert refused.value.details["other_id"] == P2


def test_nobody_puts_it_where_she_cannot_walk() -> None:
    at = hamlet(with_parcel_boxes(), with_parcel_boxes("P2", "XL"))
    far_away(at, "P2", 51.9)
    with pytest.raises(ParcelNotTaken):
        assign(at, XL, where="P2")


def test_where_no_station_has_room_none_is_named() -> None:
    with pytest.raises(NoRoomForParcel) as refused:
        assign(hamlet(), XL)
    assert refused.value.details["other_id"] is None


def test_a_silent_station_takes_none_for_the_code_would_not_reach_it() -> None:
    at = hamlet()
    at.station().condition = StationCondition.LOST
    with pytest.raises(NoRoomForParcel) as refused:
        assign(at)
    assert (refused.value.details["silent"], refused.value.details["other_id"]) == (True, P2)


# --- the courier's code --------------------------------------------------------------------------------------------


def test_the_courier_alone_is_told_a_code_that_works_without_a_network() -> None:
    at = hamlet()
    parcel = assign(at)
    access = code_for_courier(at, parcel)
    (grant,) = grant_list(at.county, at.uow, P1).grants
    assert (grant.id, grant.role, grant.boxes) == (access.id, GrantRole.COURIER, (22,))
    acknowledged(at)
    assert [event["holder_id"] for event in at.events(AccessLive)] == ["kurt"]
    assert code_of_access(at.county, at.uow, at.actor("kurt"), access.id) == grant.code
    with pytest.raises(NotFound):
        code_of_access(at.county, at.uow, at.actor("erna"), access.id)


def test_only_its_own_courier_handles_a_parcel() -> None:
    at = hamlet()
    parcel = assign(at)
    with pytest.raises(NotAllowed):
        parcels.put_in(at.county, at.uow, at.actor("erna"), parcel.id)
    stranger = Actor(PersonId("another"), at.actor("kurt").grants)
    for step in (parcels.put_in, parcels.call_off, parcels.open_to_drop):
        with pytest.raises(NotFound):
            step(at.county, at.uow, stranger, parcel.id)


def test_he_may_open_it_from_the_chat_unless_the_station_is_silent() -> None:
    at = hamlet()
    parcel = assign(at)
    command = parcels.open_to_drop(at.county, at.uow, at.actor("kurt"), parcel.id)
    assert (command.box, command.why, command.subject) == (22, "drop", parcel.id)
    assert command.fence == at.station().compartment(22).fence == 1
    at.station().condition = StationCondition.LOST
    with pytest.raises(StationSilent):
        parcels.open_to_drop(at.county, at.uow, at.actor("kurt"), parcel.id)


# --- put in --------------------------------------------------------------------------------------------------------


def test_put_in_it_waits_for_its_owner_for_a_week_and_the_courier_is_shut_out() -> None:
    at = hamlet()
    parcel = dropped(at)
    pickup = pickup_of(at, parcel)
    assert (parcel.status, pickup.status) == (ParcelStatus.STORED, PickupStatus.READY)
    assert pickup.valid_until == at.clock.now() + timedelta(days=7)
    assert code_for_courier(at, parcel).status is AccessStatus.REVOKED
    assert [event["person_id"] for event in at.events(PickupReady)] == ["erna"]
    assert at.events(ParcelStored) == [{"parcel_id": parcel.id, "courier_id": "kurt", "by": "kurt"}]
    with pytest.raises(MoveRefused):
        parcels.put_in(at.county, at.uow, at.actor("kurt"), parcel.id)


def test_nothing_lies_behind_a_door_that_was_never_open() -> None:
    at = hamlet()
    parcel = assign(at)
    with pytest.raises(DoorStillShut):
        parcels.put_in(at.county, at.uow, at.actor("kurt"), parcel.id)
    at.station().condition = StationCondition.LOST  # he typed the code there, and the news is still to come
    assert parcels.put_in(at.county, at.uow, at.actor("kurt"), parcel.id).status is ParcelStatus.STORED


def test_the_code_typed_and_the_door_shut_again_are_enough_after_a_moment() -> None:
    at = hamlet()
    parcel = assign(at)
    acknowledged(at)
    door(at, "door_opened", 22, code_for_courier(at, parcel).id)
    assert len(at.due("access.used")) == 1
    parcels.door_opened(at.county, at.uow, SYSTEM, parcel.id, at.clock.now())
    door(at, "door_closed", 22)
    assert len(at.due("access.shut")) == 1
    parcels.door_shut(at.county, at.uow, SYSTEM, parcel.id, at.clock.now())
    assert at.due("parcel.settle") == [at.clock.now() + timedelta(minutes=2)]
    parcels.settle(at.county, at.uow, SYSTEM, parcel.id)
    assert (parcel.status, parcel.status_by) == (ParcelStatus.STORED, "system")


def test_a_door_nobody_shuts_counts_as_put_in_later() -> None:
    at = hamlet()
    parcel = assign(at)
    parcels.door_opened(at.county, at.uow, SYSTEM, parcel.id, at.clock.now())
    assert at.due("parcel.settle") == [at.clock.now() + timedelta(minutes=15)]


def test_shut_without_having_been_opened_for_him_means_nothing() -> None:
    at = hamlet()
    parcel = assign(at)
    parcels.door_shut(at.county, at.uow, SYSTEM, parcel.id, at.clock.now())
    parcels.settle(at.county, at.uow, SYSTEM, parcel.id)
    assert (parcel.status, at.due("parcel.settle")) == (ParcelStatus.ASSIGNED, [])


def test_dropped_with_the_line_down_it_counts_when_the_line_is_back() -> None:
    at = hamlet()
    parcel = assign(at)
    acknowledged(at)
    at.later(hours=2)
    then = at.clock.now() - timedelta(hours=1)
    parcels.door_opened(at.county, at.uow, SYSTEM, parcel.id, then)
    parcels.door_shut(at.county, at.uow, SYSTEM, parcel.id, then)
    (due,) = at.due("parcel.settle")
    assert due < at.clock.now()


def test_what_does_not_fit_goes_another_way_and_the_compartment_is_free_again() -> None:
    at = hamlet()
    parcel = assign(at)
    parcels.door_opened(at.county, at.uow, SYSTEM, parcel.id, at.clock.now())
    parcels.call_off(at.county, at.uow, at.actor("kurt"), parcel.id)
    assert (parcel.status, pickup_of(at, parcel).status) == (ParcelStatus.CALLED_OFF, PickupStatus.CANCELLED)
    assert code_for_courier(at, parcel).status is AccessStatus.REVOKED
    assert (at.due("parcel.settle"), at.due("parcel.lapse")) == ([], [])
    assert box_of(at, assign(at)) == 22


def test_a_compartment_that_is_stuck_or_not_empty_is_taken_out_of_use() -> None:
    at = hamlet()
    parcels.call_off(at.county, at.uow, at.actor("kurt"), assign(at).id, blocked=True)
    assert at.station().compartment(22).fault == "blocked"
    assert box_of(at, assign(at)) == 23


def test_a_courier_who_does_not_come_holds_nothing_for_long() -> None:
    at = hamlet()
    parcel = assign(at)
    assert at.due("parcel.lapse") == [at.clock.now() + timedelta(hours=4)]
    for _ in range(2):
        parcels.lapse(at.county, at.uow, SYSTEM, parcel.id)
    assert parcel.status is ParcelStatus.CALLED_OFF
    assert [event["by"] for event in at.events(ParcelCalledOff)] == ["system"]


# --- and then ------------------------------------------------------------------------------------------------------


def test_collected_it_is_collected_and_cleared_it_goes_back() -> None:
    at = hamlet()
    first = dropped(at)
    door(at, "door_opened", 22, pickup_of(at, first).grant_id)
    assert first.status is ParcelStatus.COLLECTED
    second = dropped(at, L)
    pickup = pickup_of(at, second)
    pickup.move(PickupStatus.EXPIRED, PersonId("system"), at.clock.now())
    lockers.claim_clearing(at.county, at.uow, at.actor("vera"), pickup.id)
    lockers.cleared(at.county, at.uow, at.actor("vera"), pickup.id)
    assert second.status is ParcelStatus.RETURNED


def test_she_sees_her_own_and_he_those_on_his_way() -> None:
    at = hamlet()
    stored, coming = dropped(at), assign(at, L)
    assert parcels.parcels_of(at.county, at.uow, at.actor("erna")) == [stored]
    assert parcels.parcels_of(at.county, at.uow, at.actor("otto")) == []
    assert parcels.on_my_way(at.county, at.uow, at.actor("kurt")) == [coming]


def test_every_status_has_its_moves() -> None:
    assert set(PARCEL_MOVES) == set(ParcelStatus)
    with pytest.raises(MoveRefused):
        dropped(hamlet()).move(ParcelStatus.CALLED_OFF, PersonId("kurt"), Hamlet().clock.now())


@pytest.mark.parametrize(("size", "fits"), [("S", "S M L XL"), ("M", "M L XL"), ("XL", "XL")])
def test_a_parcel_fits_into_its_size_and_every_larger_one(size: str, fits: str) -> None:
    assert [other for other in ("S", "M", "L", "XL", "?") if ParcelSize(size).fits_into(other)] == fits.split()


def test_goods_planned_for_the_next_days_keep_their_compartments() -> None:
    at = hamlet(with_parcel_boxes("P1", "S"))
    order = at.agreed(at.buy("erna", HOF_7=1))
    planned = {box.no for box in at.uow.lockers.pickups_of_order(order.id)[0].boxes}
    kinds = {CompartmentKind.PICKUP, CompartmentKind.PARCEL}
    for_goods = [c for c in at.station().compartments if c.zone is Zone.AMBIENT and c.kind in kinds]
    ambient = {c.no for c in for_goods if M.fits_into(c.size)}
    assert {box_of(at, assign(at, M)) for _ in ambient - planned} == ambient - planned
    with pytest.raises(NoRoomForParcel):
        assign(at, M)
