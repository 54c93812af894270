"""Taking out what nobody has fetched: by whom looks after the station, by one at a time."""

from __future__ import annotations

import pytest

from domain.errors import MoveRefused, NotAllowed
from domain.lockers import service as lockers
from domain.lockers.events import ClearingClaimed, PickupCleared
from domain.lockers.model import PickupStatus
from domain.lockers.reserving import free_compartments
from domain.ordering.model import MerchantOrderStatus
from domain.people.model import Role
from tests.builders import Hamlet

S = PickupStatus
STEPS = (lockers.claim_clearing, lockers.hand_back_clearing, lockers.cleared)


def test_a_volunteer_takes_it_over_opens_and_frees_the_compartment() -> None:
    hamlet = Hamlet()
    pickup = hamlet.expired()
    vera = hamlet.actor("vera")
    assert lockers.to_clear(hamlet.county, hamlet.uow, vera) == [pickup]
    lockers.claim_clearing(hamlet.county, hamlet.uow, vera, pickup.id)
    command = lockers.open_to_clear(hamlet.county, hamlet.uow, vera, pickup.id, 1)
    assert (command.why, command.fence) == ("clear", pickup.boxes[0].fence)
    lockers.cleared(hamlet.county, hamlet.uow, vera, pickup.id)
    assert hamlet.pickups(S.CLEARED) == [pickup]
    assert {part.status for part in hamlet.order(pickup.order_id).parts} == {MerchantOrderStatus.RETURNED}
    assert hamlet.events(PickupCleared) == [{"pickup_id": pickup.id, "person_id": "erna", "by": "vera"}]
    assert 1 in [c.no for c in free_compartments(hamlet.uow, hamlet.station(), hamlet.clock.now().date())]


def test_the_first_has_it_and_may_hand_it_back() -> None:
    hamlet = Hamlet()
    pickup = hamlet.expired()
    hamlet.person("viktor").give(Role.VOLUNTEER, "P1")
    vera, viktor = hamlet.actor("vera"), hamlet.actor("viktor")
    for _ in range(2):
        lockers.claim_clearing(hamlet.county, hamlet.uow, vera, pickup.id)
    assert len(hamlet.events(ClearingClaimed)) == 1
    with pytest.raises(MoveRefused):
        lockers.claim_clearing(hamlet.county, hamlet.uow, viktor, pickup.id)
    for step in (lockers.hand_back_clearing, lockers.cleared):
        with pytest.raises(NotAllowed):
            step(hamlet.county, hamlet.uow, viktor, pickup.id)
    with pytest.raises(NotAllowed):
        lockers.open_to_clear(hamlet.county, hamlet.uow, viktor, pickup.id, 1)
    lockers.hand_back_clearing(hamlet.county, hamlet.uow, vera, pickup.id)
    lockers.claim_clearing(hamlet.county, hamlet.uow, viktor, pickup.id)
    assert pickup.clearing_by == "viktor"


def test_an_operator_takes_it_over_from_whoever_has_not_come() -> None:
    hamlet = Hamlet()
    pickup = hamlet.expired()
    lockers.claim_clearing(hamlet.county, hamlet.uow, hamlet.actor("vera"), pickup.id)
    lockers.claim_clearing(hamlet.county, hamlet.uow, hamlet.actor("olga"), pickup.id)
    assert pickup.clearing_by == "olga"
    with pytest.raises(NotAllowed):
        lockers.cleared(hamlet.county, hamlet.uow, hamlet.actor("vera"), pickup.id)


def test_a_volunteer_of_another_station_has_nothing_to_do_here() -> None:
    hamlet = Hamlet()
    pickup = hamlet.expired()
    viktor = hamlet.actor("viktor")
    assert lockers.to_clear(hamlet.county, hamlet.uow, viktor) == []
    for step in STEPS:
        with pytest.raises(NotAllowed):
            step(hamlet.county, hamlet.uow, viktor, pickup.id)
    with pytest.raises(NotAllowed):
        lockers.open_to_clear(hamlet.county, hamlet.uow, viktor, pickup.id, 1)


def test_a_volunteer_without_a_station_looks_after_none() -> None:
    hamlet = Hamlet()
    hamlet.expired()
    hamlet.person("gast").give(Role.VOLUNTEER)
    assert lockers.to_clear(hamlet.county, hamlet.uow, hamlet.actor("gast")) == []


@pytest.mark.parametrize("status", [status for status in S if status is not S.EXPIRED])
def test_only_what_has_expired_is_taken_out(status: PickupStatus) -> None:
    hamlet = Hamlet()
    pickup = hamlet.ready()
    pickup.status = status
    for step in STEPS:
        with pytest.raises(MoveRefused):
            step(hamlet.county, hamlet.uow, hamlet.actor("olga"), pickup.id)
    with pytest.raises(MoveRefused):
        lockers.open_to_clear(hamlet.county, hamlet.uow, hamlet.actor("olga"), pickup.id, 1)
