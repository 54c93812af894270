"""Getting to know people: invitations used once, roles that can do something, and being forgotten."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.errors import MoveRefused, NotAllowed, NotFound
from domain.ids import PersonId, StationId
from domain.ordering import service as ordering
from domain.people import service as people
from domain.people.errors import InvitationInvalid
from domain.people.events import AddressShut, InvitationAccepted, PersonErased, PersonRegistered
from domain.people.model import SYSTEM, ContactAddress, Invitation, Person, Role, RoleGrant
from tests.builders import WIESENAU, Hamlet


def invited(hamlet: Hamlet, role: Role = Role.RESIDENT, scope: str | None = None, who: str | None = None) -> Invitation:
    person_id = PersonId(who) if who else None
    return people.invite(hamlet.county, hamlet.uow, hamlet.actor("olga"), role, scope=scope, person_id=person_id)


def accept(hamlet: Hamlet, code: str, chat: str = "new") -> Person:
    return people.accept(hamlet.county, hamlet.uow, "webchat", chat, code)


def meet(hamlet: Hamlet, chat: str = "new") -> Person:
    return people.meet(hamlet.county, hamlet.uow, "webchat", chat)


# --- strangers and residents ------------------------------------------------------------------------------------


def test_a_stranger_is_a_guest_and_stays_the_same_one() -> None:
    hamlet = Hamlet()
    stranger = meet(hamlet)
    assert stranger.actor().roles == {Role.GUEST}
    assert meet(hamlet) is stranger
    assert meet(hamlet, "other") is not stranger


def test_the_address_used_last_comes_first() -> None:
    hamlet = Hamlet()
    stranger = meet(hamlet)
    people.accept(hamlet.county, hamlet.uow, "telegram", "7", invited(hamlet, who=stranger.id).code)
    hamlet.later(minutes=11)
    meet(hamlet)
    assert [address.channel for address in hamlet.uow.people.addresses(stranger.id)] == ["webchat", "telegram"]


def test_also_when_the_clock_stands_she_is_reached_where_she_came_last() -> None:
    hamlet = Hamlet()
    stranger = meet(hamlet)
    people.meet(hamlet.county, hamlet.uow, "page", "1", known=stranger.id)
    assert [address.channel for address in hamlet.uow.people.addresses(stranger.id)] == ["page", "webchat"]
    meet(hamlet)
    assert [address.channel for address in hamlet.uow.people.addresses(stranger.id)] == ["webchat", "page"]


def test_a_name_makes_a_resident_of_a_guest() -> None:
    hamlet = Hamlet()
    people.live_in(hamlet.county, hamlet.uow, hamlet.actor("gast"), village=WIESENAU.key, station_id=StationId("P2"))
    assert hamlet.actor("gast").roles == {Role.GUEST}
    people.register(hamlet.county, hamlet.uow, hamlet.actor("gast"), "Grete Gast")
    people.register(hamlet.county, hamlet.uow, hamlet.actor("gast"), "Grete Gast-Wirt")
    assert hamlet.actor("gast").roles == {Role.RESIDENT}
    assert hamlet.person("gast").name == "Grete Gast-Wirt"
    assert hamlet.events(PersonRegistered) == [{"person_id": "gast"}]


def test_a_volunteer_who_says_where_she_lives_may_order_too() -> None:
    hamlet = Hamlet()
    people.live_in(hamlet.county, hamlet.uow, hamlet.actor("vera"), village=WIESENAU.key, station_id=StationId("P1"))
    assert hamlet.actor("vera").roles == {Role.VOLUNTEER, Role.RESIDENT}
    assert hamlet.buy("vera", HOF_1=1).name == "Vera"


@pytest.mark.parametrize("where", [{"village": "Nirgendwo"}, {"station_id": "P9"}])
def test_nobody_lives_where_there_is_nothing(where: dict[str, str]) -> None:
    hamlet = Hamlet()
    both = {"village": WIESENAU.key, "station_id": "P2"} | where
    with pytest.raises(NotFound):
        people.live_in(hamlet.county, hamlet.uow, hamlet.actor("erna"), **both)  # type: ignore[arg-type]
    assert hamlet.person("erna").station_id == "P1"


def test_what_is_not_said_stays() -> None:
    hamlet = Hamlet()
    erna = hamlet.actor("erna")
    people.reachable_at(hamlet.county, hamlet.uow, erna, street="Dorfstraße 900", phone="030 23125-1")
    people.reachable_at(hamlet.county, hamlet.uow, erna, phone="030 23125-2")
    people.prefer_home(hamlet.county, hamlet.uow, erna, wanted=True)
    known = hamlet.person("erna")
    assert (known.street, known.phone, known.wants_home) == ("Dorfstraße 900", "030 23125-2", True)


def test_silence_and_pauses_are_hers() -> None:
    hamlet = Hamlet()
    erna = hamlet.actor("erna")
    people.mute(hamlet.county, hamlet.uow, erna, muted=True)
    people.pause(hamlet.county, hamlet.uow, erna, date(2026, 4, 1))
    assert (hamlet.person("erna").muted, hamlet.person("erna").paused_until) == (True, date(2026, 4, 1))
    people.pause(hamlet.county, hamlet.uow, erna, None)
    assert hamlet.person("erna").paused_until is None


# --- invitations --------------------------------------------------------------------------------------------------


def test_an_invitation_gives_its_role_once() -> None:
    hamlet = Hamlet()
    code = invited(hamlet, Role.VOLUNTEER, "P1").code
    new = accept(hamlet, f" {code.lower()} ")
    assert new.actor().grants == {RoleGrant(Role.VOLUNTEER, "P1")}
    (told,) = hamlet.events(InvitationAccepted)
    assert told == {"person_id": new.id, "role": "volunteer", "invited_by": "olga", "bound": False}
    with pytest.raises(InvitationInvalid):
        accept(hamlet, code, "another")
    assert meet(hamlet, "another").actor().roles == {Role.GUEST}


def test_an_invitation_is_good_for_48_hours() -> None:
    hamlet = Hamlet()
    early, late = invited(hamlet), invited(hamlet)
    hamlet.later(hours=47, minutes=59)
    accept(hamlet, early.code)
    hamlet.later(minutes=1)
    with pytest.raises(InvitationInvalid):
        accept(hamlet, late.code, "other")


@pytest.mark.parametrize("code", ["", "AAAAAAAA", "ACFGHKLM ACFGHKLM"])
def test_an_unknown_code_is_no_invitation(code: str) -> None:
    with pytest.raises(InvitationInvalid):
        accept(Hamlet(), code)


def test_a_new_phone_is_bound_to_the_person_who_is_known() -> None:
    hamlet = Hamlet()
    guest = meet(hamlet)
    bound = accept(hamlet, invited(hamlet, who="erna").code)
    assert bound.id == "erna"
    assert meet(hamlet).id == "erna"
    assert not hamlet.uow.people.addresses(guest.id)
    assert hamlet.actor("erna").roles == {Role.RESIDENT}, "a role she has is not given twice"


def test_a_second_role_comes_to_the_first() -> None:
    hamlet = Hamlet()
    accept(hamlet, invited(hamlet, who="erna").code)
    accept(hamlet, invited(hamlet, Role.VOLUNTEER, "P1").code)
    assert hamlet.actor("erna").roles == {Role.RESIDENT, Role.VOLUNTEER}


@pytest.mark.parametrize("role", [Role.GUEST, Role.SYSTEM])
@pytest.mark.parametrize("by_county", [True, False])
def test_nobody_is_made_the_county_itself(role: Role, by_county: bool) -> None:
    hamlet = Hamlet()
    with pytest.raises(NotAllowed):
        people.invite(hamlet.county, hamlet.uow, SYSTEM if by_county else hamlet.actor("olga"), role)


@pytest.mark.parametrize(
    ("role", "scope"),
    [(Role.MERCHANT, None), (Role.MERCHANT, "P1"), (Role.VOLUNTEER, None), (Role.VOLUNTEER, "HOF")],
)
def test_a_merchant_has_a_shop_and_a_volunteer_a_station(role: Role, scope: str | None) -> None:
    with pytest.raises(NotFound):
        invited(Hamlet(), role, scope)


def test_who_is_not_known_cannot_be_bound_again() -> None:
    with pytest.raises(NotFound):
        invited(Hamlet(), who="nobody")


# --- being forgotten ------------------------------------------------------------------------------------------------


def test_everything_personal_is_forgotten_and_the_order_stays() -> None:
    hamlet = Hamlet()
    accept(hamlet, invited(hamlet, who="erna").code)
    order = hamlet.buy(HOF_1=1)
    hamlet.fill("erna", BAE_1=2)
    erna = hamlet.person("erna")
    erna.reach_only, erna.wants_home, erna.phone, erna.street = True, True, "030 23125-1", "Dorfstraße 900"
    erna.language, erna.hours, erna.paused_until = "uk", "Mo 10:00-12:00", date(2026, 4, 1)
    people.erase(hamlet.county, hamlet.uow, erna.actor())
    said = (erna.name, erna.village, erna.street, erna.phone, erna.station_id, erna.hours, erna.paused_until)
    assert set(said) == {None}
    assert (erna.reach_only, erna.wants_home, erna.language, erna.muted) == (False, False, "de", True)
    assert erna.actor().roles == {Role.GUEST}
    assert ordering.basket_of(hamlet.county, hamlet.uow, erna.id).lines == ()
    assert not hamlet.uow.people.addresses(erna.id)
    assert hamlet.events(PersonErased) == [{"person_id": "erna"}]
    assert (hamlet.order(order.id).name, hamlet.order(order.id).is_open()) == ("Erna", True)
    assert hamlet.due("chat.forget") == [hamlet.clock.now() + timedelta(minutes=5)]


def test_who_writes_again_is_a_stranger() -> None:
    hamlet = Hamlet()
    accept(hamlet, invited(hamlet, who="erna").code)
    people.erase(hamlet.county, hamlet.uow, hamlet.actor("erna"))
    assert meet(hamlet).id != "erna"


def test_an_old_invitation_does_not_bring_back_who_has_been_forgotten() -> None:
    hamlet = Hamlet()
    code = invited(hamlet, Role.OPERATOR, who="erna").code
    people.erase(hamlet.county, hamlet.uow, hamlet.actor("erna"))
    with pytest.raises(InvitationInvalid):
        accept(hamlet, code)
    assert hamlet.actor("erna").roles == {Role.GUEST}


def test_nobody_is_forgotten_twice() -> None:
    hamlet = Hamlet()
    erna = hamlet.actor("erna")
    people.erase(hamlet.county, hamlet.uow, erna)
    with pytest.raises(MoveRefused):
        people.erase(hamlet.county, hamlet.uow, erna)


# --- ways that are shut ------------------------------------------------------------------------------------------


def shut(hamlet: Hamlet, channel: str = "webchat", chat: str = "new") -> ContactAddress | None:
    return people.shut_out(hamlet.county, hamlet.uow, SYSTEM, channel, chat)


def test_who_shuts_us_out_is_noted_once_until_she_writes_again() -> None:
    hamlet = Hamlet()
    stranger = meet(hamlet)
    assert shut(hamlet) is None
    assert shut(hamlet) is None
    assert hamlet.events(AddressShut) == [{"person_id": stranger.id, "channel": "webchat"}]
    assert [address.blocked for address in hamlet.uow.people.addresses(stranger.id)] == [True]
    meet(hamlet)
    assert [address.blocked for address in hamlet.uow.people.addresses(stranger.id)] == [False]


def test_who_has_another_way_is_reached_there_unless_that_is_shut_too() -> None:
    hamlet = Hamlet()
    stranger = meet(hamlet)
    people.accept(hamlet.county, hamlet.uow, "telegram", "7", invited(hamlet, who=stranger.id).code)
    other = shut(hamlet, "telegram", "7")
    assert other is not None
    assert (other.channel, other.channel_id) == ("webchat", "new")
    assert shut(hamlet) is None
    people.let_in(hamlet.county, hamlet.uow, SYSTEM, "telegram", "7")
    assert shut(hamlet) is not None


def test_a_chat_that_moves_takes_its_person_along() -> None:
    hamlet = Hamlet()
    stranger = meet(hamlet)
    for _ in range(2):  # moving twice is no change
        people.move(hamlet.county, hamlet.uow, SYSTEM, "webchat", "new", "newer")
    assert hamlet.uow.people.at_address("webchat", "new") is None
    assert hamlet.uow.people.at_address("webchat", "newer") is stranger


def test_nobody_is_shut_let_in_or_moved_where_nobody_was() -> None:
    hamlet = Hamlet()
    assert shut(hamlet) is None
    people.let_in(hamlet.county, hamlet.uow, SYSTEM, "webchat", "new")
    people.move(hamlet.county, hamlet.uow, SYSTEM, "webchat", "new", "newer")
    assert hamlet.events(AddressShut) == []
