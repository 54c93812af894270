"""Codes beside a pickup's own: alive when the station has them, told to their holder alone, over when they are over."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.errors import NotFound
from domain.ids import GrantId, StationId
from domain.lockers import access as doors
from domain.lockers.errors import CodeNotReady
from domain.lockers.events import AccessLive
from domain.lockers.model import Access, AccessPurpose, AccessStatus, PickupStatus
from domain.lockers.ports import GrantRole, GrantsAnswered, StationEvent, StationEventKind
from domain.people.model import SYSTEM
from tests.builders import Hamlet

P1 = StationId("P1")


def given(hamlet: Hamlet, purpose: AccessPurpose = AccessPurpose.DEPOSIT, subject: str = "r1", *boxes: int) -> Access:
    return doors.give_access(
        hamlet.county,
        hamlet.uow,
        hamlet.station(),
        purpose,
        subject=subject,
        holder_id=hamlet.person("erna").id,
        boxes=boxes or (3,),
        valid_until=hamlet.clock.now() + timedelta(hours=12),
    )


def opened(hamlet: Hamlet, grant_id: GrantId, box: int, seq: int = 1) -> StationEvent:
    now = hamlet.clock.now()
    return StationEvent(P1, "boot-1", seq, StationEventKind.DOOR_OPENED, box, grant_id, now, False)


def test_the_code_is_told_when_the_station_has_it_and_only_to_its_holder() -> None:
    hamlet = Hamlet()
    access = given(hamlet)
    with pytest.raises(CodeNotReady):
        doors.code_of_access(hamlet.county, hamlet.uow, hamlet.actor("erna"), access.id)
    hamlet.report(GrantsAnswered(P1, access.list_version, True, ""))
    code = doors.code_of_access(hamlet.county, hamlet.uow, hamlet.actor("erna"), access.id)
    assert access.sealed_code == f"sealed:{code}"
    assert hamlet.events(AccessLive) == [
        {"access_id": access.id, "purpose": "deposit", "subject": "r1", "holder_id": "erna"}
    ]
    with pytest.raises(NotFound):
        doors.code_of_access(hamlet.county, hamlet.uow, hamlet.actor("otto"), access.id)


def test_the_stations_list_has_it_in_its_role_until_it_is_over() -> None:
    hamlet = Hamlet()
    access = given(hamlet)
    [grant] = doors.grant_list(hamlet.county, hamlet.uow, P1).grants
    assert (grant.id, grant.boxes, grant.role) == (access.id, (3,), GrantRole.DEPOSIT)
    doors.expire_access(hamlet.county, hamlet.uow, SYSTEM, access.id)
    doors.expire_access(hamlet.county, hamlet.uow, SYSTEM, access.id)  # ending it twice is no change
    after = doors.grant_list(hamlet.county, hamlet.uow, P1)
    assert after.grants == ()
    assert after.version == access.list_version + 1
    assert access.status is AccessStatus.EXPIRED


def test_no_two_codes_at_one_station_are_equal() -> None:
    hamlet = Hamlet()
    codes = {given(hamlet, subject=f"r{n}").sealed_code for n in range(20)}
    assert len(codes) == 20


def test_who_collects_for_somebody_has_collected_for_her() -> None:
    hamlet = Hamlet()
    pickup = hamlet.ready()
    assert pickup.grant_id
    access = given(hamlet, AccessPurpose.SECOND, pickup.grant_id, *(box.no for box in pickup.boxes))
    for seq, no in enumerate(access.boxes, start=1):
        hamlet.report(opened(hamlet, access.id, no, seq))
    assert pickup.status is PickupStatus.COLLECTED
    assert access.status is AccessStatus.USED


def test_a_used_code_is_left_to_the_room_it_belongs_to_once_for_each_opening() -> None:
    hamlet = Hamlet()
    access = given(hamlet)
    hamlet.report(opened(hamlet, access.id, 3))
    hamlet.report(opened(hamlet, access.id, 3))  # the same event again
    assert len(hamlet.due("access.used")) == 1
