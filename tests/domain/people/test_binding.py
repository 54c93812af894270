"""A new device: old ones are strangers' now, codes that were told there open nothing, one code binds the new one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.errors import NotAllowed, NotFound
from domain.ids import PersonId, StationId
from domain.lockers.access import grant_list
from domain.lockers.model import Pickup, PickupStatus
from domain.lockers.ports import GrantsAnswered
from domain.lockers.second import second_codes
from domain.people import helping
from domain.people import service as people
from domain.people.binding import bind_again
from domain.people.events import BoundAgain, InvitationAccepted
from domain.people.model import Invitation, Role
from tests.builders import Hamlet

P1 = StationId("P1")
ERNA = PersonId("erna")


def bound_again(hamlet: Hamlet) -> Invitation:
    return bind_again(hamlet.county, hamlet.uow, hamlet.actor("otto"), ERNA)


def with_phone() -> Hamlet:
    """Erna writes from her old phone; Otto is in the office."""
    hamlet = Hamlet()
    people.meet(hamlet.county, hamlet.uow, "telegram", "old", ERNA)
    hamlet.person("otto").give(Role.OPERATOR)
    return hamlet


def code_of(hamlet: Hamlet, pickup: Pickup) -> str:
    return next(grant.code for grant in grant_list(hamlet.county, hamlet.uow, P1).grants if grant.id == pickup.grant_id)


def test_the_old_device_is_a_strangers_at_once() -> None:
    hamlet = with_phone()
    bound_again(hamlet)
    assert list(hamlet.uow.people.addresses(ERNA)) == []
    assert people.meet(hamlet.county, hamlet.uow, "telegram", "old").id != ERNA
    assert len(hamlet.due("chat.forget")) == 1, "what was said there is not to be read there"
    assert hamlet.events(BoundAgain) == [{"person_id": "erna", "by": "otto"}]


def test_the_invitation_binds_the_new_device_once() -> None:
    hamlet = with_phone()
    invitation = bound_again(hamlet)
    assert people.accept(hamlet.county, hamlet.uow, "telegram", "new", invitation.code).id == ERNA
    assert [address.channel_id for address in hamlet.uow.people.addresses(ERNA)] == ["new"]
    assert hamlet.events(InvitationAccepted)[-1]["bound"] is True
    assert invitation.expires_at == hamlet.clock.now() + timedelta(hours=48)
    assert not invitation.is_good(hamlet.clock.now())


def test_a_code_that_was_told_before_opens_nothing_any_more() -> None:
    hamlet = with_phone()
    pickup = hamlet.ready()
    before = code_of(hamlet, pickup)
    bound_again(hamlet)
    assert code_of(hamlet, pickup) != before
    assert hamlet.pickups(PickupStatus.FILLED) == [pickup], "the new one is on its way"
    hamlet.report(GrantsAnswered(P1, hamlet.station().list_version, True, ""))
    assert hamlet.pickups(PickupStatus.READY) == [pickup]


def test_who_collects_for_her_keeps_the_own_code() -> None:
    hamlet = with_phone()
    hamlet.ready()
    helping.name_neighbour(hamlet.county, hamlet.uow, hamlet.actor("erna"), "Frau Schulte", hamlet.clock.now().date())
    (pickup,) = hamlet.pickups(PickupStatus.READY)
    (code,) = second_codes(hamlet.uow, pickup)
    sealed = code.sealed_code
    bound_again(hamlet)
    assert [one.sealed_code for one in second_codes(hamlet.uow, pickup)] == [sealed]


def test_nobody_is_bound_who_is_unknown_or_forgotten() -> None:
    hamlet = with_phone()
    with pytest.raises(NotFound):
        bind_again(hamlet.county, hamlet.uow, hamlet.actor("otto"), PersonId("nobody"))
    people.erase(hamlet.county, hamlet.uow, hamlet.actor("erna"))
    with pytest.raises(NotFound):
        bound_again(hamlet)


def test_a_resident_binds_nobody() -> None:
    hamlet = with_phone()
    with pytest.raises(NotAllowed):
        bind_again(hamlet.county, hamlet.uow, hamlet.actor("erna"), ERNA)
