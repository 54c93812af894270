"""One device, two people: what is hers stays hers, and once a day it is said who writes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.clock import local_day
from domain.errors import MoveRefused, NotFound
from domain.ids import PersonId
from domain.people import service as people
from domain.people.errors import NameKnown
from domain.people.model import ContactAddress, Person, Role
from domain.people.sharing import share, who_may_write, write_alone, write_as
from tests.builders import Hamlet

TABLET = ("webchat", "tablet")
ERNA = PersonId("erna")


def couple() -> tuple[Hamlet, Person]:
    """Erna's tablet, on which Karl writes, too."""
    hamlet = Hamlet()
    people.meet(hamlet.county, hamlet.uow, *TABLET, ERNA)
    return hamlet, share(hamlet.county, hamlet.uow, hamlet.actor("erna"), *TABLET, "Karl Beispiel")


def tablet(hamlet: Hamlet) -> ContactAddress:
    address = hamlet.uow.people.address(*TABLET)
    assert address is not None
    return address


def test_the_second_one_lives_there_and_has_nothing_of_hers() -> None:
    hamlet, karl = couple()
    erna = hamlet.person("erna")
    assert (karl.village, karl.street, karl.station_id) == (erna.village, erna.street, erna.station_id)
    assert karl.actor().roles == {Role.RESIDENT}
    assert karl.adult_checked_on is None, "nobody has seen his card"
    assert hamlet.uow.orders.basket_of(karl.id) is None


def test_who_writes_holds_for_the_day() -> None:
    hamlet, karl = couple()
    today = local_day(hamlet.clock.now())
    assert tablet(hamlet).is_of(ERNA, today), "she has just written"
    write_as(hamlet.county, hamlet.uow, hamlet.actor("erna"), *TABLET, karl.id)
    assert people.meet(hamlet.county, hamlet.uow, *TABLET) is karl
    assert tablet(hamlet).is_of(karl.id, today)
    assert not tablet(hamlet).is_of(ERNA, today)
    hamlet.later(days=1)
    assert tablet(hamlet).must_choose(today + timedelta(days=1))


def test_both_are_reached_there() -> None:
    hamlet, karl = couple()
    for person in (ERNA, karl.id):
        assert [address.channel_id for address in hamlet.uow.people.addresses(person)] == ["tablet"]
    both = who_may_write(hamlet.county, hamlet.uow, hamlet.actor("erna"), *TABLET)
    assert [person.id for person in both] == [ERNA, karl.id]


def test_a_name_that_is_known_there_is_for_an_operator() -> None:
    hamlet = Hamlet()
    people.meet(hamlet.county, hamlet.uow, *TABLET, ERNA)
    with pytest.raises(NameKnown):
        share(hamlet.county, hamlet.uow, hamlet.actor("erna"), *TABLET, hamlet.person("otto").name or "")


def test_two_are_enough() -> None:
    hamlet, _ = couple()
    with pytest.raises(MoveRefused):
        share(hamlet.county, hamlet.uow, hamlet.actor("erna"), *TABLET, "Noch Jemand")


def test_nobody_else_writes_there() -> None:
    hamlet, _ = couple()
    with pytest.raises(MoveRefused):
        write_as(hamlet.county, hamlet.uow, hamlet.actor("erna"), *TABLET, PersonId("otto"))
    with pytest.raises(NotFound):
        write_as(hamlet.county, hamlet.uow, hamlet.actor("otto"), *TABLET, PersonId("otto"))


def test_she_writes_alone_again() -> None:
    hamlet, karl = couple()
    assert write_alone(hamlet.county, hamlet.uow, hamlet.actor("erna"), *TABLET) == karl.id
    assert list(hamlet.uow.people.addresses(karl.id)) == []
    hamlet.later(days=1)
    assert not tablet(hamlet).must_choose(local_day(hamlet.clock.now()))


def test_who_is_forgotten_leaves_the_other_one_there() -> None:
    hamlet, karl = couple()
    people.erase(hamlet.county, hamlet.uow, hamlet.actor("erna"))
    assert people.meet(hamlet.county, hamlet.uow, *TABLET) is karl
    assert list(hamlet.uow.people.addresses(ERNA)) == []
