"""People, their roles and where they are reached."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from domain.errors import MoveRefused, NotAllowed
from domain.ids import HelperId, PersonId, StationId
from domain.people.errors import InvitationInvalid


class Role(StrEnum):
    """What somebody may be. A role may be limited to a scope: this shop, this station."""

    GUEST = "guest"
    RESIDENT = "resident"
    VOLUNTEER = "volunteer"
    MERCHANT = "merchant"
    DRIVER = "driver"
    CENTRE = "centre"
    COURIER = "courier"
    OPERATOR = "operator"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class RoleGrant:
    """A role with its scope (a merchant id, a station id), or with none."""

    role: Role
    scope: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is doing something now, with what rights."""

    person_id: PersonId
    grants: frozenset[RoleGrant]

    @property
    def roles(self) -> frozenset[Role]:
        """The roles without their scopes."""
        return frozenset(grant.role for grant in self.grants)

    def has(self, role: Role, scope: str | None = None) -> bool:
        """Whether the actor has the role; with a scope: for just that shop or station."""
        return any(g.role is role and (scope is None or g.scope == scope) for g in self.grants)

    def require(self, *roles: Role, scope: str | None = None) -> None:
        """Raises `NotAllowed` unless the actor has one of the roles (in the scope)."""
        if not any(self.has(role, scope) for role in roles):
            raise NotAllowed

    def scopes_of(self, role: Role) -> list[str]:
        """The scopes in which the actor has the role. Raises `NotAllowed` without one."""
        scopes = sorted(g.scope for g in self.grants if g.role is role and g.scope is not None)
        if not scopes:
            raise NotAllowed
        return scopes

    def scope_of(self, role: Role) -> str:
        """The first of them. Raises `NotAllowed` without one."""
        return self.scopes_of(role)[0]


SYSTEM = Actor(PersonId("system"), frozenset({RoleGrant(Role.SYSTEM)}))


@dataclass(eq=False, kw_only=True)
class ContactAddress:
    """A way to reach a person: (channel, id there), unique in the county.

    Two may write from one device: then `person_id` is who was last there, `shared_with` the other one, and `chosen_on`
    the day for which was said who writes.
    """

    channel: str
    channel_id: str
    person_id: PersonId
    last_used_at: datetime
    blocked: bool = False
    shared_with: PersonId | None = None
    chosen_on: date | None = None

    def is_of(self, person_id: PersonId, today: date) -> bool:
        """Whether just this person is known to read here today."""
        return self.person_id == person_id and not self.must_choose(today)

    def must_choose(self, today: date) -> bool:
        """Whether it is to be said who writes."""
        return self.shared_with is not None and self.chosen_on != today

    def write_as(self, person_id: PersonId, today: date) -> None:
        """It is this one of the two, for today. Raises `MoveRefused` for anybody else."""
        if person_id not in {self.person_id, self.shared_with}:
            raise MoveRefused
        if person_id != self.person_id:
            self.person_id, self.shared_with = person_id, self.person_id
        self.chosen_on = today

    def part(self, person_id: PersonId) -> None:
        """This one of two does not write here any more; the other one stays."""
        if person_id == self.person_id and self.shared_with is not None:
            self.person_id = self.shared_with
        self.shared_with = self.chosen_on = None


@dataclass(eq=False, kw_only=True)
class Person:
    """Somebody the service knows. A guest is a person without a name: a basket needs none.

    No birth date is kept (GDPR Art. 5: least data); `adult_checked_on` says when somebody has seen the identity
    card at the door. `lat` and `lon` are those of the street, if known. `doorbell` is a word for who brings goods,
    `carry_in` whether heavy things shall be carried in (None: not asked yet). `reach_only` asks for compartments
    between top and bottom row; `muted` stops everything that comes unasked except what concerns an own order or danger.
    `parcels` says whether carriers may put parcels into a compartment for her (None: not asked yet).
    """

    id: PersonId
    created_at: datetime
    name: str | None = None
    village: str | None = None
    street: str | None = None
    lat: float | None = None
    lon: float | None = None
    doorbell: str | None = None
    carry_in: bool | None = None
    adult_checked_on: date | None = None
    adult_checked_by: PersonId | None = None
    phone: str | None = None
    station_id: StationId | None = None
    wants_home: bool = False
    reach_only: bool = False
    language: str = "de"
    hours: str | None = None
    muted: bool = False
    paused_from: date | None = None
    parcels: bool | None = None
    paused_until: date | None = None
    prompted_on: date | None = None
    erased_at: datetime | None = None
    grants: list[PersonRole] = field(default_factory=list)
    version: int = 0

    def is_away(self, day: date) -> bool:
        """Whether she has asked for silence on this day; the last day counts."""
        begun = self.paused_from is None or self.paused_from <= day
        return self.paused_until is not None and begun and day <= self.paused_until

    def actor(self) -> Actor:
        """This person as somebody who acts. Everybody may fill a basket; only the named may order."""
        own = {RoleGrant(grant.role, grant.scope or None) for grant in self.grants}
        return Actor(self.id, frozenset(own or {RoleGrant(Role.GUEST)}))

    def give(self, role: Role, scope: str | None = None) -> None:
        """Grant a role; granting it twice is no change."""
        if not any(g.role is role and (g.scope or None) == scope for g in self.grants):
            self.grants.append(PersonRole(person_id=self.id, role=role, scope=scope or ""))

    def erase(self, at: datetime) -> None:
        """Forget everything personal; the empty shell keeps orders attached that the law keeps."""
        if self.erased_at is not None:
            raise MoveRefused
        self.name = self.village = self.street = self.phone = self.hours = None
        self.station_id = self.paused_from = self.paused_until = self.prompted_on = None
        self.lat = self.lon = self.doorbell = self.carry_in = self.parcels = None
        self.adult_checked_on = self.adult_checked_by = None
        self.wants_home = self.reach_only = False
        self.language = "de"
        self.muted = True
        self.grants.clear()
        self.erased_at = at


@dataclass(eq=False, kw_only=True)
class PersonRole:
    """A role as it is stored with a person. An empty scope is none: it opens no shop and no station."""

    person_id: PersonId
    role: Role
    scope: str = ""


@dataclass(eq=False, kw_only=True)
class Invitation:
    """A one-time code (8 letters, 48 h): it binds an address to a person, gives a role, or wins a helper."""

    code: str
    role: Role
    scope: str | None
    person_id: PersonId | None
    created_by: PersonId
    expires_at: datetime
    used_at: datetime | None = None
    helper_id: HelperId | None = None

    def use(self, now: datetime) -> None:
        """Use it up. Raises `InvitationInvalid` when it is, or when it is too old."""
        if not self.is_good(now):
            raise InvitationInvalid
        self.used_at = now

    def is_good(self, now: datetime) -> bool:
        """Whether it can still be used."""
        return self.used_at is None and now < self.expires_at


class HelperKind(StrEnum):
    """For how long somebody may collect for another."""

    HELPER = "helper"  # until it is taken back
    NEIGHBOUR = "neighbour"  # for one day


@dataclass(eq=False, kw_only=True)
class Helper:
    """Somebody whom a resident lets collect for her, named as she calls the person.

    `person_id` is who has accepted the invitation. A neighbour for one day (`until`) may have none: then the resident
    passes the code on.
    """

    id: HelperId
    resident_id: PersonId
    name: str
    kind: HelperKind
    invited_at: datetime
    until: date | None = None
    person_id: PersonId | None = None
    accepted_at: datetime | None = None
    ended_at: datetime | None = None
    version: int = 0

    def is_over(self, today: date) -> bool:
        """Whether it was taken back, or its day is gone."""
        return self.ended_at is not None or (self.until is not None and today > self.until)

    def may_collect(self, today: date) -> bool:
        """Whether codes are made for this person: who is to help for long must have accepted first."""
        return not self.is_over(today) and (self.kind is HelperKind.NEIGHBOUR or self.person_id is not None)


@dataclass(frozen=True, slots=True)
class Village:
    """A locality of the county. `key` is "Ort, Stadt", because names repeat elsewhere."""

    key: str
    name: str
    municipality: str
    postcode: str
    lat: float
    lon: float
