"""Somebody else collects: named by the resident alone, with a code that is hers to take back at once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.clock import local, local_day
from domain.errors import MoveRefused, NotAllowed, NotFound
from domain.ids import GrantId, PersonId, StationId
from domain.lockers import reports
from domain.lockers.access import codes_held, grant_list
from domain.lockers.events import AccessLive, DoorJammed, PickupCollected
from domain.lockers.model import Access, AccessStatus, Pickup, PickupStatus
from domain.lockers.ports import GrantsAnswered, StationEvent, StationEventKind
from domain.lockers.second import second_codes
from domain.people import helping
from domain.people import service as people
from domain.people.errors import InvitationInvalid, OwnInvitation
from domain.people.events import HelperAccepted, HelperEnded
from domain.people.model import SYSTEM, Helper, HelperKind, Invitation, Person, Role
from tests.builders import Hamlet

P1 = StationId("P1")


def invited(hamlet: Hamlet, name: str = "Sabine") -> Invitation:
    return helping.invite_helper(hamlet.county, hamlet.uow, hamlet.actor("erna"), name)


def accept(hamlet: Hamlet, invitation: Invitation, chat: str = "new") -> Person:
    return people.accept(hamlet.county, hamlet.uow, "webchat", chat, invitation.code)


def helper_of(hamlet: Hamlet, who: str = "erna") -> Helper:
    return hamlet.uow.people.helpers_of(PersonId(who))[-1]


def neighbour(hamlet: Hamlet, name: str = "Frau Schulte", until: date | None = None) -> Helper:
    day = until or local_day(hamlet.clock.now())
    return helping.name_neighbour(hamlet.county, hamlet.uow, hamlet.actor("erna"), name, day)


def acknowledged(hamlet: Hamlet) -> None:
    hamlet.report(GrantsAnswered(P1, hamlet.station().list_version, True, ""))


def typed(hamlet: Hamlet, grant_id: GrantId | None, no: int = 1, seq: int = 1, kind: str = "door_opened") -> None:
    at = hamlet.clock.now()
    hamlet.report(StationEvent(P1, "boot-1", seq, StationEventKind(kind), no, grant_id, at, False))


def granted(hamlet: Hamlet) -> set[GrantId]:
    return {grant.id for grant in grant_list(hamlet.county, hamlet.uow, P1).grants}


def only_code(hamlet: Hamlet, pickup: Pickup) -> Access:
    (access,) = second_codes(hamlet.uow, pickup)
    return access


# --- naming -----------------------------------------------------------------------------------------------------


def test_a_helper_counts_only_when_the_invitation_was_accepted() -> None:
    hamlet = Hamlet()
    invitation = invited(hamlet)
    pickup = hamlet.ready()
    assert second_codes(hamlet.uow, pickup) == []
    sabine = accept(hamlet, invitation)
    helper = helper_of(hamlet)
    assert (helper.kind, helper.person_id, helper.accepted_at) == (HelperKind.HELPER, sabine.id, hamlet.clock.now())
    assert only_code(hamlet, pickup).holder_id == sabine.id
    assert sabine.actor().roles == {Role.GUEST}, "helping gives no role"
    assert hamlet.events(HelperAccepted) == [{"helper_id": helper.id, "resident_id": "erna"}]


def test_an_invitation_is_for_somebody_else_and_for_one_person() -> None:
    hamlet = Hamlet()
    first, again = invited(hamlet), invited(hamlet)
    assert first.helper_id == again.helper_id, "the same name is the same person"
    people.meet(hamlet.county, hamlet.uow, "webchat", "ernas", PersonId("erna"))
    with pytest.raises(OwnInvitation):
        accept(hamlet, first, "ernas")
    accept(hamlet, first, "sabines")  # her try has not used it up
    with pytest.raises(InvitationInvalid):
        accept(hamlet, first, "sabines")
    with pytest.raises(InvitationInvalid):
        accept(hamlet, again, "somebody else's")
    with pytest.raises(MoveRefused):
        invited(hamlet)


def test_an_invitation_that_is_too_old_wins_nobody() -> None:
    hamlet = Hamlet()
    invitation = invited(hamlet)
    hamlet.later(hours=48)
    with pytest.raises(InvitationInvalid):
        accept(hamlet, invitation)
    assert helper_of(hamlet).person_id is None


def test_what_was_taken_back_cannot_be_accepted() -> None:
    hamlet = Hamlet()
    invitation = invited(hamlet)
    helping.end_help(hamlet.county, hamlet.uow, hamlet.actor("erna"), helper_of(hamlet).id)
    with pytest.raises(InvitationInvalid):
        accept(hamlet, invitation)


def test_only_residents_name_somebody_and_not_for_yesterday() -> None:
    hamlet = Hamlet()
    with pytest.raises(NotAllowed):
        helping.invite_helper(hamlet.county, hamlet.uow, hamlet.actor("gast"), "Sabine")
    with pytest.raises(MoveRefused):
        neighbour(hamlet, until=local_day(hamlet.clock.now()) - timedelta(days=1))


# --- a neighbour for one day ---------------------------------------------------------------------------------------


def test_a_neighbour_without_an_account_has_a_code_the_resident_passes_on() -> None:
    hamlet = Hamlet()
    pickup = hamlet.ready()
    helper = neighbour(hamlet)
    access = only_code(hamlet, pickup)
    assert (access.holder_id, access.helper_id, access.boxes) == ("erna", helper.id, (1,))
    assert local(access.valid_until).hour == 20
    acknowledged(hamlet)
    assert [event["subject"] for event in hamlet.events(AccessLive)] == [pickup.grant_id]
    erna = hamlet.actor("erna")
    assert codes_held(hamlet.county, hamlet.uow, erna) == [access]


def test_named_again_she_has_one_code_and_no_second_one() -> None:
    hamlet = Hamlet()
    pickup = hamlet.ready()
    neighbour(hamlet)
    code = only_code(hamlet, pickup)
    neighbour(hamlet, "frau schulte")
    assert only_code(hamlet, pickup) is code
    assert len(hamlet.uow.people.helpers_of(PersonId("erna"))) == 1
    neighbour(hamlet, until=local_day(hamlet.clock.now()) + timedelta(days=1))
    assert only_code(hamlet, pickup).valid_until > code.valid_until
    assert code.status is AccessStatus.REVOKED


def test_late_in_the_evening_the_day_lasts_until_it_is_over() -> None:
    hamlet = Hamlet()
    pickup = hamlet.ready()
    hamlet.later(hours=10)  # 20:00
    neighbour(hamlet)
    assert local(only_code(hamlet, pickup).valid_until).strftime("%H:%M") == "23:59"


def test_a_wish_made_before_anything_is_there_is_kept_for_its_day_and_no_longer() -> None:
    hamlet = Hamlet()
    neighbour(hamlet, until=local_day(hamlet.clock.now()) + timedelta(days=1))
    pickup = hamlet.ready()
    assert only_code(hamlet, pickup).valid_until < pickup.valid_until  # type: ignore[operator]
    hamlet.later(days=5)
    assert second_codes(hamlet.uow, hamlet.ready("erna", BAE_1=1)) == []


def test_the_code_moves_to_the_neighbour_when_she_accepts() -> None:
    hamlet = Hamlet()
    pickup = hamlet.ready()
    helper = neighbour(hamlet)
    code = only_code(hamlet, pickup)
    invitation = helping.invite_named(hamlet.county, hamlet.uow, hamlet.actor("erna"), helper.id)
    schulte = accept(hamlet, invitation)
    assert only_code(hamlet, pickup) is code
    assert code.holder_id == schulte.id


# --- collecting ----------------------------------------------------------------------------------------------------


def test_both_codes_come_with_the_goods_in_one_list() -> None:
    hamlet = Hamlet()
    accept(hamlet, invited(hamlet))
    pickup = hamlet.filled()
    access = only_code(hamlet, pickup)
    acknowledged(hamlet)
    assert (pickup.status, access.status) == (PickupStatus.READY, AccessStatus.LIVE)
    assert granted(hamlet) == {pickup.grant_id, access.id}


def test_who_collects_with_the_second_code_has_collected_and_is_named() -> None:
    hamlet = Hamlet()
    accept(hamlet, invited(hamlet))
    pickup = hamlet.ready()
    access = only_code(hamlet, pickup)
    typed(hamlet, access.id)
    assert pickup.status is PickupStatus.COLLECTED
    (event,) = hamlet.events(PickupCollected)
    assert (event["access_id"], event["spared"]) == (access.id, [])
    assert granted(hamlet) == {pickup.grant_id, access.id}, "something forgotten: it opens again for a while"
    hamlet.later(minutes=11)
    reports.close_reopening(hamlet.county, hamlet.uow, SYSTEM, pickup.id)
    assert granted(hamlet) == set()


def test_when_the_owner_comes_herself_no_second_code_opens_what_is_put_in_next() -> None:
    hamlet = Hamlet()
    accept(hamlet, invited(hamlet))
    pickup = hamlet.ready()
    access = only_code(hamlet, pickup)
    typed(hamlet, pickup.grant_id)
    assert access.status is AccessStatus.REVOKED
    assert granted(hamlet) == {pickup.grant_id}
    (event,) = hamlet.events(PickupCollected)
    assert (event["access_id"], event["spared"]) == ("", [access.id])


def test_when_the_time_is_over_all_codes_are() -> None:
    hamlet = Hamlet()
    accept(hamlet, invited(hamlet))
    pickup = hamlet.expired()
    assert second_codes(hamlet.uow, pickup) == []
    assert granted(hamlet) == set()


def test_a_stuck_door_is_known_by_whose_code_it_was() -> None:
    hamlet = Hamlet()
    accept(hamlet, invited(hamlet))
    pickup = hamlet.ready()
    access = only_code(hamlet, pickup)
    typed(hamlet, access.id, kind="door_jammed")
    (event,) = hamlet.events(DoorJammed)
    assert (event["pickup_id"], event["access_id"]) == (pickup.id, access.id)


# --- taking back ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["erna", "helper"])
def test_either_side_ends_it_and_the_codes_die_at_once(who: str) -> None:
    hamlet = Hamlet()
    sabine = accept(hamlet, invited(hamlet))
    pickup = hamlet.ready()
    access = only_code(hamlet, pickup)
    actor = hamlet.actor("erna") if who == "erna" else sabine.actor()
    for _ in range(2):
        helping.end_help(hamlet.county, hamlet.uow, actor, helper_of(hamlet).id)
    assert access.status is AccessStatus.REVOKED
    assert granted(hamlet) == {pickup.grant_id}
    assert [event["by"] for event in hamlet.events(HelperEnded)] == [actor.person_id]
    assert helping.helpers_of(hamlet.county, hamlet.uow, hamlet.actor("erna")) == []
    assert helping.helped_by(hamlet.county, hamlet.uow, sabine.actor()) == []
    hamlet.later(days=7)
    assert second_codes(hamlet.uow, hamlet.ready("erna", BAE_1=1)) == []


def test_a_stranger_ends_nothing() -> None:
    hamlet = Hamlet()
    helper = neighbour(hamlet)
    with pytest.raises(NotFound):
        helping.end_help(hamlet.county, hamlet.uow, hamlet.actor("otto"), helper.id)
    with pytest.raises(NotFound):
        helping.invite_named(hamlet.county, hamlet.uow, hamlet.actor("otto"), helper.id)


# --- forgotten -----------------------------------------------------------------------------------------------------


def test_a_resident_who_is_erased_leaves_no_name_and_no_code_behind() -> None:
    hamlet = Hamlet()
    accept(hamlet, invited(hamlet))
    pickup = hamlet.ready()
    people.erase(hamlet.county, hamlet.uow, hamlet.actor("erna"))
    assert (helper_of(hamlet).name, second_codes(hamlet.uow, pickup)) == ("", [])


def test_a_helper_who_is_erased_is_helper_no_more() -> None:
    hamlet = Hamlet()
    sabine = accept(hamlet, invited(hamlet))
    pickup = hamlet.ready()
    people.erase(hamlet.county, hamlet.uow, sabine.actor())
    assert (helper_of(hamlet).person_id, second_codes(hamlet.uow, pickup)) == (None, [])
    assert [event["by"] for event in hamlet.events(HelperEnded)] == [sabine.id]


# --- who may take something in -------------------------------------------------------------------------------------


def test_the_neighbour_of_the_day_is_asked_before_a_standing_helper() -> None:
    hamlet = Hamlet()
    today = local_day(hamlet.clock.now())
    accept(hamlet, invited(hamlet))
    neighbour(hamlet)
    names = [helper.name for helper in helping.named_for(hamlet.uow, PersonId("erna"), today)]
    assert names == ["Frau Schulte", "Sabine"]
    tomorrow = today + timedelta(days=1)
    assert [helper.name for helper in helping.named_for(hamlet.uow, PersonId("erna"), tomorrow)] == ["Sabine"]
    assert helping.named_for(hamlet.uow, PersonId("otto"), today) == []
