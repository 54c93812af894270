"""Getting to know people: guests, registration, invitations, roles, silence, and their own data."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from domain.appointments.service import cancel as cancel_appointment
from domain.codes import invitation_code
from domain.county import County
from domain.deposits.service import forget
from domain.errors import NotAllowed, NotFound
from domain.ids import MerchantId, PersonId, StationId
from domain.people.binding import forget_addresses
from domain.people.errors import InvitationInvalid
from domain.people.events import AddressShut, InvitationAccepted, PersonErased, PersonRegistered
from domain.people.helping import accept_helping, forget_helping
from domain.people.model import Actor, ContactAddress, Invitation, Person, Role
from domain.permission import CUSTOMERS, EVERYBODY, allowed
from domain.store import UnitOfWork

USED_AGAIN_AFTER = timedelta(minutes=10)
ALL = 100_000
FORGET_CHAT_AFTER = timedelta(minutes=5)


def meet(county: County, store: UnitOfWork, channel: str, channel_id: str, known: PersonId | None = None) -> Person:
    """The person behind an address; a guest without a name when nobody has written from there before.

    `known` is who it is if the channel itself vouches for it (the demo's pages).
    """
    now = county.now()
    person = store.people.at_address(channel, channel_id)
    if person is not None:
        _note_use(store, person, channel, channel_id, now)
        return person
    person = store.people.get(known) if known is not None else None
    if person is None:
        person = Person(id=PersonId(county.ids.new()), created_at=now)
        store.people.add(person)
    used = _after_others(store, person, now)
    store.people.add_address(
        ContactAddress(channel=channel, channel_id=channel_id, person_id=person.id, last_used_at=used)
    )
    return person


@allowed(*CUSTOMERS)
def live_in(
    county: County, store: UnitOfWork, actor: Actor, *, village: str | None = None, station_id: StationId | None = None
) -> Person:
    """Say (or change) one's village and usual pick-up point. Raises `NotFound` for one that does not exist.

    Who has a name already (a volunteer, a driver) and says where she lives is a resident, too.
    """
    person = _self(store, actor)
    if (village is not None and store.people.village(village) is None) or (
        station_id is not None and store.lockers.station(station_id) is None
    ):
        raise NotFound
    if village not in {None, person.village}:
        person.village, person.lat, person.lon = village, None, None
    person.station_id = station_id or person.station_id
    if village is not None and person.name is not None:
        _settle(store, person)
    return person


@allowed(*CUSTOMERS)
def prefer_home(county: County, store: UnitOfWork, actor: Actor, *, wanted: bool) -> Person:
    """Note the wish to have goods brought home."""
    person = _self(store, actor)
    person.wants_home = wanted
    return person


@allowed(*CUSTOMERS)
def reachable_at(
    county: County,
    store: UnitOfWork,
    actor: Actor,
    *,
    street: str | None = None,
    phone: str | None = None,
    doorbell: str | None = None,
    carry_in: bool | None = None,
) -> Person:
    """Say (or change) street, phone number, and what somebody at the door must know. What is not given stays.

    Where a new street is on the map is not known until an operator has looked: till then it is her village.
    """
    person = _self(store, actor)
    if street not in {None, person.street}:
        person.street, person.lat, person.lon = street, None, None
    person.phone = phone or person.phone
    person.doorbell = doorbell if doorbell is not None else person.doorbell
    person.carry_in = carry_in if carry_in is not None else person.carry_in
    return person


@allowed(*CUSTOMERS)
def register(county: County, store: UnitOfWork, actor: Actor, name: str) -> Person:
    """Give one's name, the last thing that is asked: the guest is a resident from now on."""
    person = _self(store, actor)
    person.name = name
    _settle(store, person)
    return person


@allowed(Role.OPERATOR, Role.SYSTEM)
def invite(
    county: County,
    store: UnitOfWork,
    actor: Actor,
    role: Role,
    *,
    scope: str | None = None,
    person_id: PersonId | None = None,
) -> Invitation:
    """A one-time code (8 letters, 48 h) that gives a role, or binds a new address to a known person.

    Raises `NotAllowed` for what nobody can be made (a guest, the county itself), `NotFound` for a merchant or
    volunteer without a shop or station of ours: such a role could do nothing.
    """
    if role in {Role.GUEST, Role.SYSTEM}:
        raise NotAllowed
    if not _is_whole(store, role, scope) or (person_id is not None and store.people.get(person_id) is None):
        raise NotFound
    invitation = Invitation(
        code=invitation_code(county.chance),
        role=role,
        scope=scope,
        person_id=person_id,
        created_by=actor.person_id,
        expires_at=county.now() + county.rules.invitation_valid,
    )
    store.people.add_invitation(invitation)
    return invitation


def accept(county: County, store: UnitOfWork, channel: str, channel_id: str, code: str) -> Person:
    """Use an invitation from an address. Raises `InvitationInvalid` when it is unknown, used or too old.

    An invitation for a known person moves the address to that person; what a guest had begun there is left
    behind with the guest. One that wins a helper leaves the address with whoever writes from there.
    """
    invitation = store.people.invitation(code.strip().upper())
    now = county.now()
    if invitation is None:
        raise InvitationInvalid
    known = store.people.get(invitation.person_id) if invitation.person_id else None
    if invitation.person_id is not None and (known is None or known.erased_at is not None):
        raise InvitationInvalid  # who has been forgotten does not come back by an old code
    if invitation.helper_id is not None:
        helping = meet(county, store, channel, channel_id)
        if invitation.is_good(now):  # refused for another reason, it stays good for whom it is meant
            accept_helping(county, store, invitation.helper_id, helping)
        invitation.use(now)
        return helping
    invitation.use(now)
    person = meet(county, store, channel, channel_id)
    if known is not None:
        _move_address(store, channel, channel_id, known)
        person = known
    person.give(invitation.role, invitation.scope)
    store.record(
        InvitationAccepted(
            person_id=person.id,
            role=invitation.role.value,
            invited_by=invitation.created_by,
            bound=known is not None,
        )
    )
    return person


@allowed(*EVERYBODY)
def mute(county: County, store: UnitOfWork, actor: Actor, *, muted: bool) -> Person:
    """No more (or again) messages that come by themselves; own orders, codes and danger stay."""
    person = _self(store, actor)
    person.muted = muted
    return person


@allowed(Role.RESIDENT)
def allow_parcels(county: County, store: UnitOfWork, actor: Actor, *, allowed: bool) -> Person:
    """Say whether carriers may put parcels into a compartment for oneself."""
    person = _self(store, actor)
    person.parcels = allowed
    return person


@allowed(*EVERYBODY)
def write_hours(county: County, store: UnitOfWork, actor: Actor, hours: str | None) -> Person:
    """When somebody may be written to unasked (OSM syntax); None for the county's own hours."""
    person = _self(store, actor)
    person.hours = hours
    return person


@allowed(*EVERYBODY)
def pause(county: County, store: UnitOfWork, actor: Actor, until: date | None, since: date | None = None) -> Person:
    """Nothing unasked up to and with this day, from now or from `since` on (hospital, holiday, grief); None ends it."""
    person = _self(store, actor)
    person.paused_until, person.paused_from = until, since if until is not None else None
    return person


@allowed(*EVERYBODY)
def erase(county: County, store: UnitOfWork, actor: Actor) -> Person:
    """Forget the person: name, place, addresses, basket, chats. Orders stay as the law demands, without the chat;
    what she has only asked for is off.

    Commercial letters are kept 6 years, vouchers 8 (sec. 147 AO, 257 HGB): the order keeps its name. The chats
    go a little later: the answer that it is done is still to be read there.
    """
    person = _self(store, actor)
    forget_at = county.now() + FORGET_CHAT_AFTER
    forget_addresses(store, person, forget_at)
    basket = store.orders.basket_of(person.id)
    if basket is not None:
        basket.clear(county.now())
    forget_helping(county, store, person)
    for appointment in store.appointments.of_person(person.id, ALL):
        if appointment.status.is_open():  # nobody is to go on with what nobody asks for any more
            cancel_appointment(county, store, appointment, person.id)
        appointment.forget()
    forget(county, store, person.id)
    person.erase(county.now())
    store.record(PersonErased(person_id=person.id))
    return person


@allowed(Role.SYSTEM)
def shut_out(county: County, store: UnitOfWork, actor: Actor, channel: str, channel_id: str) -> ContactAddress | None:
    """Note that a person does not want to hear from the service there; the address that is left, if any.

    It stays shut until the person writes from there again (`meet`) or lets the service in (`let_in`).
    """
    address = store.people.address(channel, channel_id)
    if address is None:
        return None
    others = [other for other in store.people.addresses(address.person_id) if other is not address]
    if not address.blocked:
        address.blocked = True
        store.record(AddressShut(person_id=address.person_id, channel=channel))
    return next((other for other in others if not other.blocked), None)


@allowed(Role.SYSTEM)
def let_in(county: County, store: UnitOfWork, actor: Actor, channel: str, channel_id: str) -> None:
    """Note that a person wants to hear from the service there again."""
    address = store.people.address(channel, channel_id)
    if address is not None:
        address.blocked = False


@allowed(Role.SYSTEM)
def move(county: County, store: UnitOfWork, actor: Actor, channel: str, channel_id: str, to: str) -> None:
    """Note that a channel has given the same chat another id. Moving twice is no change."""
    address = store.people.address(channel, channel_id)
    if address is None:
        return
    store.people.remove_address(address)
    if store.people.address(channel, to) is None:
        moved = ContactAddress(
            channel=channel,
            channel_id=to,
            person_id=address.person_id,
            last_used_at=address.last_used_at,
            shared_with=address.shared_with,
            chosen_on=address.chosen_on,
        )
        store.people.add_address(moved)


def _self(store: UnitOfWork, actor: Actor) -> Person:
    person = store.people.get(actor.person_id)
    if person is None:
        raise NotFound
    return person


def _settle(store: UnitOfWork, person: Person) -> None:
    if Role.RESIDENT not in person.actor().roles:
        person.give(Role.RESIDENT)
        store.record(PersonRegistered(person_id=person.id))


def _is_whole(store: UnitOfWork, role: Role, scope: str | None) -> bool:
    if role is Role.MERCHANT:
        return scope is not None and store.catalogue.merchant(MerchantId(scope)) is not None
    if role is Role.VOLUNTEER:
        return scope is not None and store.lockers.station(StationId(scope)) is not None
    return True


def _note_use(store: UnitOfWork, person: Person, channel: str, channel_id: str, now: datetime) -> None:
    """Make this the address used last: there she is told what comes unasked. Who writes has let us in again."""
    newest, *_ = store.people.addresses(person.id)
    address = store.people.address(channel, channel_id)
    assert address is not None
    if address.blocked:
        address.blocked = False
    if newest is not address:
        address.last_used_at = _after_others(store, person, now)
    elif now - newest.last_used_at > USED_AGAIN_AFTER:
        newest.last_used_at = now


def _after_others(store: UnitOfWork, person: Person, now: datetime) -> datetime:
    """Now; or just after, where a standing clock shows the same time twice: the order of use is kept all the same."""
    newest = next(iter(store.people.addresses(person.id)), None)
    return now if newest is None else max(now, newest.last_used_at + timedelta(microseconds=1))


def _move_address(store: UnitOfWork, channel: str, channel_id: str, person: Person) -> None:
    address = store.people.address(channel, channel_id)
    if address is not None:
        address.person_id, address.shared_with, address.chosen_on = person.id, None, None
