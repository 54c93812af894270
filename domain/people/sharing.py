"""One device, two people: a couple with one tablet. Once a day it is said who writes; codes are for their owner."""

from __future__ import annotations

from domain.clock import local_day
from domain.county import County
from domain.errors import MoveRefused, NotFound
from domain.ids import PersonId
from domain.people.errors import NameKnown
from domain.people.events import PersonRegistered
from domain.people.model import Actor, ContactAddress, Person, Role
from domain.permission import EVERYBODY, allowed
from domain.store import UnitOfWork


@allowed(Role.RESIDENT)
def share(county: County, store: UnitOfWork, actor: Actor, channel: str, channel_id: str, name: str) -> Person:
    """Somebody of the same household writes from this device, too: a resident of her own, with nothing of the other's.

    Raises `NameKnown` for somebody who is a resident there already: whether it is the same, an operator finds out.
    """
    address, first = _own(store, actor, channel, channel_id), store.people.get(actor.person_id)
    if first is None or first.village is None or address.shared_with is not None:
        raise MoveRefused
    near = store.people.living_at({first.village}, ())
    if any((one.name or "").casefold() == name.casefold() for one in near):
        raise NameKnown(name=name)
    second = Person(
        id=PersonId(county.ids.new()),
        created_at=county.now(),
        name=name,
        village=first.village,
        street=first.street,
        lat=first.lat,
        lon=first.lon,
        doorbell=first.doorbell,
        station_id=first.station_id,
        language=first.language,
    )
    second.give(Role.RESIDENT)
    store.people.add(second)
    address.shared_with, address.chosen_on = second.id, local_day(county.now())
    store.record(PersonRegistered(person_id=second.id))
    return second


@allowed(Role.RESIDENT)
def write_as(
    county: County, store: UnitOfWork, actor: Actor, channel: str, channel_id: str, person_id: PersonId
) -> Person:
    """Say who of the two writes now; it holds for the day. Raises `NotFound`, `MoveRefused` for anybody else."""
    _own(store, actor, channel, channel_id).write_as(person_id, local_day(county.now()))
    person = store.people.get(person_id)
    if person is None:
        raise NotFound
    return person


@allowed(Role.RESIDENT)
def write_alone(county: County, store: UnitOfWork, actor: Actor, channel: str, channel_id: str) -> PersonId | None:
    """From now on only the actor writes here; who has gone, or None."""
    address = _own(store, actor, channel, channel_id)
    gone = address.shared_with
    if gone is not None:
        address.part(gone)
    return gone


@allowed(*EVERYBODY)
def who_may_write(county: County, store: UnitOfWork, actor: Actor, channel: str, channel_id: str) -> list[Person]:
    """The two of a shared device, who was there last first; nobody where it is one person's."""
    address = _own(store, actor, channel, channel_id)
    if address.shared_with is None:
        return []
    both = (store.people.get(address.person_id), store.people.get(address.shared_with))
    return [person for person in both if person is not None]


def _own(store: UnitOfWork, actor: Actor, channel: str, channel_id: str) -> ContactAddress:
    address = store.people.address(channel, channel_id)
    if address is None or address.person_id != actor.person_id:
        raise NotFound
    return address
