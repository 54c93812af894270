"""Who may collect for whom: named by the resident alone, accepted by invitation, ended by either side with one word."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from domain.clock import local_day
from domain.codes import invitation_code
from domain.county import County
from domain.errors import MoveRefused, NotFound
from domain.ids import HelperId, PersonId
from domain.lockers.second import give_codes_to, take_codes_from
from domain.people.errors import InvitationInvalid, OwnInvitation
from domain.people.events import HelperAccepted, HelperEnded, HelperNamed
from domain.people.model import Actor, Helper, HelperKind, Invitation, Person, Role
from domain.permission import EVERYBODY, allowed
from domain.store import UnitOfWork

LONGEST_NAME = 40


@allowed(Role.RESIDENT)
def invite_helper(county: County, store: UnitOfWork, actor: Actor, name: str) -> Invitation:
    """Ask somebody to collect for oneself from now on. Naming the same person again makes a new invitation.

    Raises `MoveRefused` when this person helps already.
    """
    helper = _named(county, store, actor, name, HelperKind.HELPER)
    if helper is None:
        helper = _name(county, store, actor, name, HelperKind.HELPER)
    return _invitation(county, store, actor, helper)


@allowed(Role.RESIDENT)
def name_neighbour(county: County, store: UnitOfWork, actor: Actor, name: str, until: date) -> Helper:
    """Let somebody collect until the end of a day. The codes are made now, or as soon as goods lie there."""
    if until < local_day(county.now()):
        raise MoveRefused
    helper = _named(county, store, actor, name, HelperKind.NEIGHBOUR)
    if helper is None:
        helper = _name(county, store, actor, name, HelperKind.NEIGHBOUR)
    elif helper.until != until:  # another day than said before: codes until then are made anew
        take_codes_from(county, store, helper)
    helper.until = until
    give_codes_to(county, store, helper)
    return helper


@allowed(Role.RESIDENT)
def invite_named(county: County, store: UnitOfWork, actor: Actor, helper_id: HelperId) -> Invitation:
    """An invitation for somebody who was named before: with it the person is told the codes directly."""
    helper = store.people.helper(helper_id)
    if helper is None or helper.resident_id != actor.person_id or helper.is_over(local_day(county.now())):
        raise NotFound
    return _invitation(county, store, actor, helper)


@allowed(*EVERYBODY)
def end_help(county: County, store: UnitOfWork, actor: Actor, helper_id: HelperId) -> Helper:
    """Take it back, or step back: the codes die at once. Ending it twice is no change."""
    helper = store.people.helper(helper_id)
    if helper is None or actor.person_id not in {helper.resident_id, helper.person_id}:
        raise NotFound
    _end(county, store, helper, actor.person_id)
    return helper


@allowed(Role.RESIDENT)
def helpers_of(county: County, store: UnitOfWork, actor: Actor) -> list[Helper]:
    """Whom the resident has named and not taken back, oldest first."""
    today = local_day(county.now())
    return [helper for helper in store.people.helpers_of(actor.person_id) if not helper.is_over(today)]


@allowed(*EVERYBODY)
def helped_by(county: County, store: UnitOfWork, actor: Actor) -> list[Helper]:
    """For whom the actor collects, oldest first."""
    today = local_day(county.now())
    return [helper for helper in store.people.helps_of(actor.person_id) if not helper.is_over(today)]


def named_for(store: UnitOfWork, resident_id: PersonId, day: date) -> Sequence[Helper]:
    """Who may take something in for a resident on this day: the neighbour of the day first, then standing helpers."""
    allowed_then = [helper for helper in store.people.helpers_of(resident_id) if helper.may_collect(day)]
    return sorted(allowed_then, key=lambda helper: helper.kind is not HelperKind.NEIGHBOUR)


def accept_helping(county: County, store: UnitOfWork, helper_id: HelperId, person: Person) -> None:
    """The invited person says yes. Raises `InvitationInvalid`, `OwnInvitation` for who has given it."""
    helper = store.people.helper(helper_id)
    if helper is None or helper.is_over(local_day(county.now())) or helper.person_id not in {None, person.id}:
        raise InvitationInvalid
    if helper.resident_id == person.id:
        raise OwnInvitation
    helper.person_id, helper.accepted_at = person.id, county.now()
    give_codes_to(county, store, helper)
    store.record(HelperAccepted(helper_id=helper.id, resident_id=helper.resident_id))


def forget_helping(county: County, store: UnitOfWork, person: Person) -> None:
    """Somebody has been erased: nobody collects for her any more, nor she for others, and no name stays."""
    for helper in store.people.helpers_of(person.id):
        _end(county, store, helper, person.id)
        helper.name = ""
    for helper in store.people.helps_of(person.id):
        _end(county, store, helper, person.id)
        helper.person_id = None


def _named(county: County, store: UnitOfWork, actor: Actor, name: str, kind: HelperKind) -> Helper | None:
    """The person she has named just so before."""
    alike = (h for h in helpers_of(county, store, actor) if h.kind is kind and h.name.casefold() == name.casefold())
    return next(alike, None)


def _name(county: County, store: UnitOfWork, actor: Actor, name: str, kind: HelperKind) -> Helper:
    helper = Helper(
        id=HelperId(county.ids.new()),
        resident_id=actor.person_id,
        name=name[:LONGEST_NAME],
        kind=kind,
        invited_at=county.now(),
    )
    store.people.add_helper(helper)
    store.record(HelperNamed(helper_id=helper.id, resident_id=actor.person_id))
    return helper


def _invitation(county: County, store: UnitOfWork, actor: Actor, helper: Helper) -> Invitation:
    if helper.person_id is not None:
        raise MoveRefused
    invitation = Invitation(
        code=invitation_code(county.chance),
        role=Role.GUEST,  # helping is no role of the house: it holds for one resident
        scope=None,
        person_id=None,
        created_by=actor.person_id,
        expires_at=county.now() + county.rules.invitation_valid,
        helper_id=helper.id,
    )
    store.people.add_invitation(invitation)
    return invitation


def _end(county: County, store: UnitOfWork, helper: Helper, by: PersonId) -> None:
    if helper.ended_at is not None:
        return
    helper.ended_at = county.now()
    take_codes_from(county, store, helper)
    store.record(HelperEnded(helper_id=helper.id, resident_id=helper.resident_id, by=by))
