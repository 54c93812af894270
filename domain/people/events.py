"""What happened to people's data."""

from __future__ import annotations

from dataclasses import dataclass

from domain.events import Event
from domain.ids import HelperId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRegistered(Event):
    """A guest has given a name and a village."""

    person_id: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationAccepted(Event):
    """A one-time invitation has been used; `bound` tells that a new address is now that of somebody known."""

    person_id: PersonId
    role: str
    invited_by: PersonId
    bound: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundAgain(Event):
    """Somebody has a new device: the old ones are strangers' now, and an invitation waits for the new one."""

    person_id: PersonId
    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonErased(Event):
    """A person's data have been erased on wish."""

    person_id: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class HelperNamed(Event):
    """A resident has named somebody who is to collect for her."""

    helper_id: HelperId
    resident_id: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class HelperAccepted(Event):
    """Who was named has accepted and is told the codes from now on."""

    helper_id: HelperId
    resident_id: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class HelperEnded(Event):
    """Somebody no longer collects for a resident; either side may have ended it."""

    helper_id: HelperId
    resident_id: PersonId
    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressShut(Event):
    """A person does not want to hear from the service on one of her channels any more."""

    person_id: PersonId
    channel: str
