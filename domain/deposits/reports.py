"""What time and the stations make of a return: put in, nearly over, over, still not counted."""

from __future__ import annotations

from domain.county import County
from domain.deposits.counting import hand_in
from domain.deposits.events import (
    CountingAskedAgain,
    CountingOverdue,
    EmptiesExpired,
    EmptiesExpiring,
    FetchingOverdue,
)
from domain.deposits.model import ReturnStatus
from domain.deposits.service import end_waiting
from domain.ids import PersonId, ReturnId
from domain.people.model import Actor, Role
from domain.permission import allowed
from domain.store import UnitOfWork


@allowed(Role.SYSTEM)
def door_opened(county: County, store: UnitOfWork, actor: Actor, return_id: ReturnId) -> None:
    """Its compartment was opened for it, by code or from the chat. What is counted already is not handed in again."""
    made = store.deposits.get(return_id)
    if made is not None and not made.status.is_counted():
        hand_in(county, store, made, made.person_id)


@allowed(Role.SYSTEM)
def remind(county: County, store: UnitOfWork, actor: Actor, return_id: ReturnId) -> None:
    """Say once that the compartment is kept only for a while longer."""
    made = store.deposits.get(return_id)
    if made is not None and made.status is ReturnStatus.BOOKED:
        store.record(EmptiesExpiring(return_id=made.id, person_id=made.person_id))


@allowed(Role.SYSTEM)
def expire(county: County, store: UnitOfWork, actor: Actor, return_id: ReturnId) -> None:
    """Nothing was put in: the compartment is for others again, and nobody minds."""
    made = store.deposits.get(return_id)
    if made is None or made.status is not ReturnStatus.BOOKED:
        return
    made.move(ReturnStatus.EXPIRED, actor.person_id, county.now())
    end_waiting(county, store, made)
    store.record(EmptiesExpired(return_id=made.id, person_id=made.person_id))


@allowed(Role.SYSTEM)
def ask_again(county: County, store: UnitOfWork, actor: Actor, return_id: ReturnId, person_id: PersonId) -> None:
    """Somebody had said "later"."""
    made = store.deposits.get(return_id)
    if made is not None and made.status is ReturnStatus.HANDED_IN and made.counting_by is None:
        store.record(CountingAskedAgain(return_id=made.id, person_id=person_id))


@allowed(Role.SYSTEM)
def uncounted(county: County, store: UnitOfWork, actor: Actor, return_id: ReturnId) -> None:
    """Nobody has counted it in time: an operator looks after it."""
    made = store.deposits.get(return_id)
    if made is not None and made.status is ReturnStatus.HANDED_IN:
        store.record(CountingOverdue(return_id=made.id, station_id=made.station_id))


@allowed(Role.SYSTEM)
def unfetched(county: County, store: UnitOfWork, actor: Actor, return_id: ReturnId) -> None:
    """No driver has come for it in time."""
    made = store.deposits.get(return_id)
    if made is not None and made.status is ReturnStatus.BOOKED:
        store.record(FetchingOverdue(return_id=made.id, person_id=made.person_id))
