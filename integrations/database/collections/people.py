"""Persons, their addresses, invitations and villages."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, joinedload

from domain.ids import HelperId, PersonId, StationId
from domain.people.model import ContactAddress, Helper, Invitation, Person, Role, Village
from integrations.database import mapping
from integrations.database.tables.people import (
    contact_addresses,
    helpers,
    invitations,
    person_roles,
    persons,
    villages,
)

_AT_ADDRESS = (
    select(Person, ContactAddress)
    .join(contact_addresses, contact_addresses.c.person_id == persons.c.id)
    .where(contact_addresses.c.channel == bindparam("channel"))
    .where(contact_addresses.c.channel_id == bindparam("channel_id"))
    # Every turn asks this: the roles come in the same statement, not in a second one.
    .options(joinedload(mapping.person_grants))
)
_ADDRESSES = (
    select(ContactAddress)
    .where(
        (contact_addresses.c.person_id == bindparam("person_id"))
        | (contact_addresses.c.shared_with == bindparam("person_id"))
    )
    .order_by(contact_addresses.c.last_used_at.desc(), contact_addresses.c.channel, contact_addresses.c.channel_id)
)
_INVITATION = (
    select(Invitation)
    .where(invitations.c.code == bindparam("code"))
    .with_for_update()
    .execution_options(populate_existing=True)
)
_HELPERS = select(Helper).order_by(helpers.c.invited_at, helpers.c.id)


class SqlPeople:
    """Fulfils `domain.store.People`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, person_id: PersonId) -> Person | None:
        return self._session.get(Person, person_id)

    def at_address(self, channel: str, channel_id: str) -> Person | None:
        found = self._session.execute(_AT_ADDRESS, {"channel": channel, "channel_id": channel_id})
        row = found.unique().one_or_none()
        if row is None:
            return None
        person, _address = row  # the address is in the session now, for whoever asks for it next
        return person

    def with_role(self, role: Role, scope: str | None = None) -> Sequence[Person]:
        having = select(person_roles.c.person_id).where(person_roles.c.role == role)
        if scope is not None:
            having = having.where(person_roles.c.scope == scope)
        return self._session.scalars(select(Person).where(persons.c.id.in_(having)).order_by(persons.c.id)).all()

    def living_at(self, villages: Collection[str], stations: Collection[StationId]) -> Sequence[Person]:
        lives = persons.c.village.in_(sorted(villages)) | persons.c.station_id.in_(sorted(stations))
        return self._session.scalars(select(Person).where(lives).order_by(persons.c.id)).all()

    def add(self, person: Person) -> None:
        self._session.add(person)

    def address(self, channel: str, channel_id: str) -> ContactAddress | None:
        return self._session.get(ContactAddress, (channel, channel_id))

    def addresses(self, person_id: PersonId) -> Sequence[ContactAddress]:
        return self._session.scalars(_ADDRESSES, {"person_id": person_id}).all()

    def add_address(self, address: ContactAddress) -> None:
        self._session.add(address)

    def remove_address(self, address: ContactAddress) -> None:
        self._session.delete(address)

    def invitation(self, code: str) -> Invitation | None:
        return self._session.scalars(_INVITATION, {"code": code}).one_or_none()

    def add_invitation(self, invitation: Invitation) -> None:
        self._session.add(invitation)

    def helper(self, helper_id: HelperId) -> Helper | None:
        return self._session.get(Helper, helper_id)

    def helpers_of(self, resident_id: PersonId) -> Sequence[Helper]:
        return self._session.scalars(_HELPERS.where(helpers.c.resident_id == resident_id)).all()

    def helps_of(self, person_id: PersonId) -> Sequence[Helper]:
        return self._session.scalars(_HELPERS.where(helpers.c.person_id == person_id)).all()

    def add_helper(self, helper: Helper) -> None:
        self._session.add(helper)

    def village(self, key: str) -> Village | None:
        row = self._session.execute(select(villages).where(villages.c.key == key)).one_or_none()
        return Village(**row._mapping) if row else None

    def villages(self) -> Sequence[Village]:
        return [Village(*row) for row in self._session.execute(select(villages).order_by(villages.c.key))]
