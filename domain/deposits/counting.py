"""Counting what residents have handed in: one takes it over, opens the compartment, counts by kind, done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from domain.county import County
from domain.deposits.errors import NobodyTakes, OwnEmpties, TooManyPieces
from domain.deposits.events import CountingClaimed, EmptiesCounted, EmptiesHandedIn
from domain.deposits.model import (
    MOST_PIECES,
    CreditReason,
    CreditStatus,
    EmptiesLine,
    EmptiesReturn,
    ReturnStatus,
    Way,
)
from domain.deposits.service import end_waiting
from domain.deposits.settling import owe, settle
from domain.deposits.taking import kinds, takers
from domain.errors import MoveRefused, NotAllowed, NotFound
from domain.ids import DepositTypeId, PersonId, ReturnId, StationId
from domain.lockers.finding import station_of
from domain.lockers.model import DoorCommand
from domain.lockers.opening import send_open
from domain.lockers.reserving import locked
from domain.money import NOTHING, Money
from domain.people.model import Actor, Role
from domain.permission import allowed
from domain.store import UnitOfWork

OPEN_TO_COUNT = "count"  # the `why` of an opening by who counts
DRIVERS = (Role.DRIVER, Role.CENTRE)
A_MONTH = timedelta(days=30)
MOST_ODD = 99


# --- the task -------------------------------------------------------------------------------------------------


@allowed(Role.VOLUNTEER, *DRIVERS, Role.OPERATOR)
def to_count(county: County, store: UnitOfWork, actor: Actor) -> list[EmptiesReturn]:
    """What waits to be counted where the actor helps, oldest first; one's own is somebody else's task."""
    waiting = store.deposits.with_status({ReturnStatus.HANDED_IN})
    return [made for made in waiting if _may_count(actor, made) and made.person_id != actor.person_id]


@allowed(Role.VOLUNTEER, *DRIVERS, Role.OPERATOR)
def claim_counting(county: County, store: UnitOfWork, actor: Actor, return_id: ReturnId) -> EmptiesReturn:
    """Take it over; the first one has it. Raises `MoveRefused` when somebody else has it, `OwnEmpties`.

    An operator may take it over from whoever has not come.
    """
    made = _handed_in(store, actor, return_id)
    if made.person_id == actor.person_id:
        raise OwnEmpties
    if made.counting_by not in {None, actor.person_id} and not actor.has(Role.OPERATOR):
        raise MoveRefused(status=made.status)
    if made.counting_by != actor.person_id:
        made.counting_by = actor.person_id
        store.record(CountingClaimed(return_id=made.id, by=actor.person_id))
    return made


@allowed(Role.VOLUNTEER, *DRIVERS, Role.OPERATOR)
def hand_back_counting(county: County, store: UnitOfWork, actor: Actor, return_id: ReturnId) -> EmptiesReturn:
    """Give the task back; others may take it."""
    made = _claimed(store, actor, return_id)
    made.counting_by = None
    return made


@allowed(Role.VOLUNTEER, *DRIVERS, Role.OPERATOR)
def count_later(county: County, store: UnitOfWork, actor: Actor, return_id: ReturnId) -> None:
    """Be asked once more in some hours, if nobody else has counted it by then."""
    made = _handed_in(store, actor, return_id)
    due_at = county.now() + county.rules.empties.ask_again_after
    asked = {"return_id": made.id, "person_id": actor.person_id}
    store.outbox.put("empties.ask", asked, due_at=due_at, key=f"empties.ask:{made.id}:{actor.person_id}")


@allowed(Role.VOLUNTEER, *DRIVERS, Role.OPERATOR)
def open_to_count(county: County, store: UnitOfWork, actor: Actor, return_id: ReturnId) -> DoorCommand:
    """Open the compartment it lies in. Raises `StationSilent`, `CompartmentInUse`."""
    made = _claimed(store, actor, return_id)
    if made.compartment is None:
        raise MoveRefused(status=made.status)
    station = locked(store, made.station_id)
    return send_open(county, store, actor.person_id, station, made.compartment, why=OPEN_TO_COUNT, subject=made.id)


@allowed(Role.VOLUNTEER, *DRIVERS, Role.OPERATOR)
def count(
    county: County,
    store: UnitOfWork,
    actor: Actor,
    return_id: ReturnId,
    counted: Mapping[DepositTypeId, int],
    *,
    odd: int = 0,
) -> EmptiesReturn:
    """What is really there, by kind; `odd` are pieces nobody takes. From here on it is owed, to the cent.

    Less than declared: a small difference goes to the resident at the operator's cost. More: she gets what was
    counted. Raises `TooManyPieces`, `NobodyTakes` for a kind that is not on the county's table.
    """
    made = _claimed(store, actor, return_id)
    _note(county, store, made, counted)
    made.odd = min(max(odd, 0), MOST_ODD)
    made.move(ReturnStatus.COUNTED, actor.person_id, county.now())
    made.counting_by = actor.person_id
    end_waiting(county, store, made)
    owe(county, store, made, made.lines, goodwill_for(county, store, made), actor.person_id)
    settle(county, store, made.id, actor.person_id)
    store.record(EmptiesCounted(return_id=made.id, person_id=made.person_id, by=actor.person_id))
    return made


def goodwill_for(county: County, store: UnitOfWork, made: EmptiesReturn) -> Money:
    """What the operator gives for pieces that were missing: all of a small difference, nothing of a large one."""
    rules, missing = county.rules.empties, made.missing
    if missing > rules.goodwill or made.missing_pieces > rules.goodwill_pieces:
        return NOTHING
    since = county.now() - A_MONTH
    given = Money.total(
        credit.amount
        for credit in store.deposits.credits_of(made.person_id, set(CreditStatus))
        if credit.reason is CreditReason.GOODWILL and credit.created_at >= since
    )
    return missing if given + missing <= rules.goodwill_a_month else NOTHING


# --- by the van -----------------------------------------------------------------------------------------------


def to_fetch(
    store: UnitOfWork, *, station_id: StationId | None = None, person_id: PersonId | None = None
) -> list[EmptiesReturn]:
    """What waits at people's homes to be taken along, oldest first: all, around one pick-up point, or at one home."""
    waiting = store.deposits.with_status({ReturnStatus.BOOKED})
    return [
        made
        for made in waiting
        if made.way is Way.TOUR and station_id in {None, made.station_id} and person_id in {None, made.person_id}
    ]


def stored_at(store: UnitOfWork, station_id: StationId) -> list[EmptiesReturn]:
    """What has been counted at a pick-up point and no van has fetched yet, oldest first."""
    counted = store.deposits.at_station(station_id, {ReturnStatus.COUNTED, ReturnStatus.SETTLED})
    return [made for made in counted if made.way is Way.COMPARTMENT and made.fetched_at is None]


@allowed(*DRIVERS, Role.OPERATOR)
def to_take_along(county: County, store: UnitOfWork, actor: Actor) -> list[EmptiesReturn]:
    """All that waits at people's homes, oldest first."""
    return to_fetch(store)


@allowed(*DRIVERS)
def taken_along(county: County, store: UnitOfWork, actor: Actor, return_id: ReturnId) -> EmptiesReturn:
    """A driver has it in the van: it is counted there or at the centre, and whoever took it may do so.

    Who drives a tour says so at the stop itself (`domain.tours.driving.empties_taken`).
    """
    made = store.deposits.get(return_id)
    if made is None:
        raise NotFound
    if made.way is not Way.TOUR:
        raise MoveRefused(status=made.status)
    hand_in(county, store, made, actor.person_id)
    return made


@allowed(*DRIVERS)
def fetched(county: County, store: UnitOfWork, actor: Actor, station_id: StationId) -> list[EmptiesReturn]:
    """A van has taken along what was counted and stacked at a pick-up point."""
    return fetch(county, store, station_of(store, station_id).id)


def fetch(county: County, store: UnitOfWork, station_id: StationId) -> list[EmptiesReturn]:
    """What was stacked there is in a van now."""
    stored = stored_at(store, station_id)
    for made in stored:
        made.fetched_at = county.now()
    return stored


def hand_in(county: County, store: UnitOfWork, made: EmptiesReturn, by: PersonId) -> None:
    """It has come. Putting in once more what was forgotten is no change; raises `MoveRefused` once it is counted."""
    if made.status is ReturnStatus.HANDED_IN:
        return
    made.move(ReturnStatus.HANDED_IN, by, county.now())
    for kind in ("remind", "expire", "unfetched"):
        store.outbox.cancel(f"empties.{kind}:{made.id}")
    due_at = county.now() + county.rules.empties.count_within
    store.outbox.put("empties.uncounted", {"return_id": made.id}, due_at=due_at, key=f"empties.uncounted:{made.id}")
    store.record(EmptiesHandedIn(return_id=made.id, person_id=made.person_id, station_id=made.station_id, by=by))


# --- steps ------------------------------------------------------------------------------------------------------


def _note(county: County, store: UnitOfWork, made: EmptiesReturn, counted: Mapping[DepositTypeId, int]) -> None:
    table = kinds(county, store)
    more = [key for key, pieces in counted.items() if pieces and made.line(key) is None]
    merchants = takers(store, station_of(store, made.station_id), made.person_id, more)
    if any(key not in table or key not in merchants for key in more):
        raise NobodyTakes
    for pieces in counted.values():
        if not 0 <= pieces <= MOST_PIECES:
            raise TooManyPieces(most=MOST_PIECES)
    for key in more:
        made.lines.append(
            EmptiesLine(
                return_id=made.id,
                position=len(made.lines),
                type_id=key,
                merchant_id=merchants[key],
                value=table[key].value,
                declared=0,
            )
        )
    for line in made.lines:
        line.counted = counted.get(line.type_id, 0)


def _may_count(actor: Actor, made: EmptiesReturn) -> bool:
    if any(actor.has(role) for role in (*DRIVERS, Role.OPERATOR)):
        return True
    if made.way is Way.TOUR:  # a volunteer who drives counts what is in the own car
        return actor.has(Role.VOLUNTEER) and made.status_by == actor.person_id
    return actor.has(Role.VOLUNTEER, made.station_id)


def _handed_in(store: UnitOfWork, actor: Actor, return_id: ReturnId) -> EmptiesReturn:
    made = store.deposits.get(return_id)
    if made is None:
        raise NotFound
    if not _may_count(actor, made):
        raise NotAllowed
    if made.status is not ReturnStatus.HANDED_IN:
        raise MoveRefused(status=made.status)
    return made


def _claimed(store: UnitOfWork, actor: Actor, return_id: ReturnId) -> EmptiesReturn:
    made = _handed_in(store, actor, return_id)
    if made.counting_by != actor.person_id:
        raise NotAllowed
    return made
