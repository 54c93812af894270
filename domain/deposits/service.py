"""What residents do with empties: book a return, put it in, change their mind, and say what becomes of the money."""

from __future__ import annotations

import itertools
from datetime import timedelta

from domain.clock import at_local, local_day
from domain.codes import speakable_code
from domain.county import County
from domain.deposits.errors import NobodyTakes, NoRoomForEmpties, NothingToReturn, TooManyPieces
from domain.deposits.events import EmptiesBooked, EmptiesCancelled, OddPiecesDecided, PayOutWished
from domain.deposits.model import (
    MOST_PIECES,
    CreditStatus,
    DepositCredit,
    EmptiesLine,
    EmptiesReturn,
    ReturnStatus,
    Way,
    Wish,
)
from domain.deposits.taking import Pieces, compartment_for, kinds, takers
from domain.errors import MoveRefused, NotFound
from domain.ids import MerchantId, PersonId, ReturnId, StationId
from domain.lockers.access import give_access, take_access
from domain.lockers.errors import CodeNotReady
from domain.lockers.model import Access, AccessPurpose, DoorCommand, Station
from domain.lockers.opening import send_open
from domain.lockers.reserving import locked
from domain.people.model import Actor, Person, Role
from domain.permission import allowed
from domain.store import UnitOfWork

CODE_TRIES = 20
OPEN_TO_HAND_IN = "empties"  # the `why` of an opening by the resident


# --- booking ------------------------------------------------------------------------------------------------


@allowed(Role.RESIDENT)
def book(
    county: County,
    store: UnitOfWork,
    actor: Actor,
    pieces: Pieces,
    *,
    way: Way,
    wish: Wish,
    station_id: StationId,
    instead_of: ReturnId | None = None,
) -> EmptiesReturn:
    """Say what comes back, by kind and piece, and how; no order is needed. `instead_of` is a booking that it replaces.

    By a compartment one is held for her, and she gets a code of her own. Raises `NothingToReturn`, `TooManyPieces`,
    `NobodyTakes`, `NoRoomForEmpties`.
    """
    person = _self(store, actor)
    station = locked(store, station_id)
    lines = _lines(county, store, station, person.id, pieces)
    if instead_of is not None:
        cancel(county, store, actor, instead_of)
    now = county.now()
    made = EmptiesReturn(
        id=ReturnId(county.ids.new()),
        code=_new_code(county, store),
        person_id=person.id,
        station_id=station.id,
        way=way,
        wish=wish,
        booked_at=now,
        status_at=now,
        status_by=actor.person_id,
    )
    for line in lines:
        line.return_id = made.id
    made.lines = lines
    if way is Way.COMPARTMENT:
        _hold_a_compartment(county, store, station, person, made, pieces)
    else:
        due_at = now + county.rules.empties.fetch_within
        store.outbox.put("empties.unfetched", {"return_id": made.id}, due_at=due_at, key=f"empties.unfetched:{made.id}")
    store.deposits.add(made)
    store.record(EmptiesBooked(return_id=made.id, person_id=person.id))
    return made


@allowed(Role.RESIDENT)
def cancel(county: County, store: UnitOfWork, actor: Actor, return_id: ReturnId) -> EmptiesReturn:
    """She does not bring it after all. Raises `MoveRefused` when it has been handed in already."""
    made = own_return(store, actor, return_id)
    if made.status is not ReturnStatus.BOOKED:
        raise MoveRefused(status=made.status)
    made.move(ReturnStatus.CANCELLED, actor.person_id, county.now())
    end_waiting(county, store, made)
    store.record(EmptiesCancelled(return_id=made.id, person_id=made.person_id))
    return made


@allowed(Role.RESIDENT)
def open_to_hand_in(county: County, store: UnitOfWork, actor: Actor, return_id: ReturnId) -> DoorCommand:
    """Open one's own deposit compartment from the chat. Raises `CodeNotReady`, `StationSilent`, `CompartmentInUse`."""
    made = own_return(store, actor, return_id)
    if made.compartment is None or not made.status.is_under_way():
        raise CodeNotReady
    station = locked(store, made.station_id)
    return send_open(county, store, actor.person_id, station, made.compartment, why=OPEN_TO_HAND_IN, subject=made.id)


@allowed(Role.RESIDENT)
def decide_on_odd(county: County, store: UnitOfWork, actor: Actor, return_id: ReturnId, *, keep: bool) -> EmptiesReturn:
    """Whether pieces that nobody takes go back to her or are thrown away; the last word counts."""
    made = own_return(store, actor, return_id)
    if not made.odd or not made.status.is_counted():
        raise MoveRefused(status=made.status)
    if made.odd_kept != keep:
        made.odd_kept = keep
        store.record(OddPiecesDecided(return_id=made.id, person_id=made.person_id, keep=keep))
    return made


@allowed(Role.RESIDENT)
def wish_for(county: County, store: UnitOfWork, actor: Actor, wish: Wish) -> list[DepositCredit]:
    """Have all that is still owed paid out, or set off with the same merchants' next bills."""
    changed = [c for c in store.deposits.credits_of(actor.person_id, {CreditStatus.OPEN}) if c.wish is not wish]
    for credit in changed:
        credit.wish = wish
    for made in store.deposits.of_person(actor.person_id):
        if made.status.is_under_way():
            made.wish = wish
    if changed and wish is Wish.PAY_OUT:
        merchants = tuple(dict.fromkeys(credit.merchant_id for credit in changed))
        store.record(PayOutWished(person_id=actor.person_id, merchant_ids=merchants))
    return changed


def forget(county: County, store: UnitOfWork, person_id: PersonId) -> None:
    """Somebody has her data erased: what she has booked does not come. What is counted or owed stays as it is."""
    for made in under_way(store, person_id):
        if made.status is ReturnStatus.BOOKED:
            made.move(ReturnStatus.CANCELLED, person_id, county.now())
            end_waiting(county, store, made)


# --- questions ----------------------------------------------------------------------------------------------


def own_return(store: UnitOfWork, actor: Actor, return_id: ReturnId) -> EmptiesReturn:
    """The actor's own return. Raises `NotFound`, also for somebody else's."""
    made = store.deposits.get(return_id)
    if made is None or made.person_id != actor.person_id:
        raise NotFound
    return made


def under_way(store: UnitOfWork, person_id: PersonId) -> list[EmptiesReturn]:
    """What somebody has booked or handed in and nobody has counted, newest first."""
    return [made for made in store.deposits.of_person(person_id) if made.status.is_under_way()]


def owed_to(store: UnitOfWork, person_id: PersonId) -> dict[MerchantId, list[DepositCredit]]:
    """What each merchant owes somebody now. This is no balance: nobody keeps money here."""
    owed: dict[MerchantId, list[DepositCredit]] = {}
    for credit in store.deposits.credits_of(person_id, {CreditStatus.OPEN}):
        owed.setdefault(credit.merchant_id, []).append(credit)
    return owed


def access_to(store: UnitOfWork, made: EmptiesReturn) -> Access | None:
    """The code in force for a return, or None."""
    return next((one for one in store.lockers.accesses_for(made.id) if one.status.is_in_force()), None)


# --- steps ---------------------------------------------------------------------------------------------------


def end_waiting(county: County, store: UnitOfWork, made: EmptiesReturn) -> None:
    """Nothing is waited for any more: its code opens nothing, and nobody is reminded."""
    access = access_to(store, made)
    if access is not None:
        take_access(county, store, access)
    for kind in ("remind", "expire", "unfetched", "uncounted"):
        store.outbox.cancel(f"empties.{kind}:{made.id}")


def _lines(
    county: County, store: UnitOfWork, station: Station, person_id: PersonId, pieces: Pieces
) -> list[EmptiesLine]:
    table, wanted = kinds(county, store), {key: count for key, count in pieces.items() if count}
    if not wanted:
        raise NothingToReturn
    for key, count in wanted.items():
        if key not in table:
            raise NobodyTakes
        if not 0 < count <= MOST_PIECES:
            raise TooManyPieces(most=MOST_PIECES, kind=table[key].many)
    merchants = takers(store, station, person_id, list(wanted))
    if len(merchants) < len(wanted):
        raise NobodyTakes
    return [
        EmptiesLine(
            return_id=ReturnId(""),
            position=position,
            type_id=key,
            merchant_id=merchants[key],
            value=table[key].value,
            declared=count,
        )
        for position, (key, count) in enumerate(wanted.items())
    ]


def _hold_a_compartment(
    county: County, store: UnitOfWork, station: Station, person: Person, made: EmptiesReturn, pieces: Pieces
) -> None:
    chosen = compartment_for(store, station, pieces, reach_only=person.reach_only)
    if chosen is None:
        raise NoRoomForEmpties(station=station.village)
    chosen.fence += 1
    rules, last = county.rules.empties, local_day(county.now()) + timedelta(days=county.rules.empties.hand_in_days)
    made.compartment, made.expires_at = chosen.no, at_local(last, rules.hand_in_until)
    give_access(
        county,
        store,
        station,
        AccessPurpose.DEPOSIT,
        subject=made.id,
        holder_id=person.id,
        boxes=[chosen.no],
        valid_until=made.expires_at,
    )
    remind_at = at_local(last - timedelta(days=1), rules.remind_at)
    for kind, at in (("remind", remind_at), ("expire", made.expires_at)):
        store.outbox.put(f"empties.{kind}", {"return_id": made.id}, due_at=at, key=f"empties.{kind}:{made.id}")


def _new_code(county: County, store: UnitOfWork) -> str:
    """A code that no order has either: people say it without saying of what it is."""
    for attempt in itertools.count():
        code = speakable_code(county.chance, digits=2 + attempt // CODE_TRIES)
        if store.deposits.by_code(code) is None and store.orders.by_code(code) is None:
            return code
    raise AssertionError("there is always a longer code")


def _self(store: UnitOfWork, actor: Actor) -> Person:
    person = store.people.get(actor.person_id)
    if person is None:
        raise NotFound
    return person
