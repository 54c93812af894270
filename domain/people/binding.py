"""Who somebody is, bound again to a new device: the phone is lost, stolen or new, or its number was passed on."""

from __future__ import annotations

from datetime import datetime

from domain.codes import invitation_code
from domain.county import County
from domain.errors import NotFound
from domain.ids import PersonId
from domain.lockers.stay import change_codes
from domain.people.events import BoundAgain
from domain.people.model import Actor, Invitation, Person, Role
from domain.permission import allowed
from domain.store import UnitOfWork


@allowed(Role.OPERATOR)
def bind_again(county: County, store: UnitOfWork, actor: Actor, person_id: PersonId) -> Invitation:
    """A one-time code for somebody's new device. From now on every old one is a stranger's.

    What was said there is forgotten, and codes that were told there open nothing any more. Raises `NotFound`.
    """
    person = store.people.get(person_id)
    if person is None or person.erased_at is not None or not person.grants:
        raise NotFound
    forget_addresses(store, person)
    change_codes(county, store, person.id, actor.person_id)
    own = min(person.grants, key=lambda grant: (grant.role is not Role.RESIDENT, grant.role, grant.scope))
    invitation = Invitation(
        code=invitation_code(county.chance),
        role=own.role,
        scope=own.scope or None,
        person_id=person.id,
        created_by=actor.person_id,
        expires_at=county.now() + county.rules.invitation_valid,
    )
    store.people.add_invitation(invitation)
    store.record(BoundAgain(person_id=person.id, by=actor.person_id))
    return invitation


def forget_addresses(store: UnitOfWork, person: Person, at: datetime | None = None) -> None:
    """Nobody is this person at any address any more, and the chats are gone (`at` a moment, or now).

    Who shares a device stays there.
    """
    for address in list(store.people.addresses(person.id)):
        chat = {"channel": address.channel, "channel_id": address.channel_id}
        store.outbox.put("chat.forget", chat, due_at=at)
        if address.shared_with is None:
            store.people.remove_address(address)
        else:
            address.part(person.id)
