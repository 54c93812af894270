"""What a notice is: one message to one person, how soon it must be there, and what those who write notices know."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bots.dialogue.conversation import Talk
from bots.dialogue.reply import Option, Reply, TableRow, Words, say, words
from domain.county import County
from domain.ids import PersonId, StationId
from domain.people.model import Person, Role
from domain.store import UnitOfWork


class Urgency(StrEnum):
    """How soon somebody must hear it, and what may hold it back."""

    DANGER = "danger"  # always, at any hour
    ANSWER = "answer"  # comes of what the person did a moment ago: at once
    DUTY = "duty"  # what one's work waits for, at its own time: a merchant's picking list
    STATUS = "status"  # own orders, codes and requests: only by day, to merchants only in their own hours
    PROACTIVE = "proactive"  # unasked: not to who is muted or away, in her own hours, to residents once a day


@dataclass(frozen=True)
class Notice:
    """One message to one person. `change` alters what is remembered of the talk before it is written."""

    person_id: PersonId
    reply: Reply
    urgency: Urgency = Urgency.STATUS
    change: Callable[[Talk], None] | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """What is at hand when a notice is written: the county, the unit of work, and facts such as the phone."""

    county: County
    store: UnitOfWork
    info: Mapping[str, str]

    @property
    def phone(self) -> str:
        """Where a person is reached by phone."""
        return self.info["phone"]

    def person(self, person_id: PersonId) -> Person | None:
        """The person, unless the data have been erased."""
        person = self.store.people.get(person_id)
        return person if person is not None and person.erased_at is None else None

    def can_be_told(self, person_id: PersonId) -> bool:
        """Whether there is any way to this person that is not shut."""
        return any(not address.blocked for address in self.store.people.addresses(person_id))

    def place(self, station_id: StationId) -> str:
        """A pick-up point as people call it: by its village."""
        station = self.store.lockers.station(station_id)
        return station.village if station else station_id

    def to_operators(
        self, *sentences: Words, options: Iterable[Option] = (), rows: Iterable[TableRow] = (), urgent: bool = False
    ) -> list[Notice]:
        """The same message to everybody in the operators' office."""
        reply = say(*sentences, options=tuple(options), rows=tuple(rows))
        urgency = Urgency.DANGER if urgent else Urgency.STATUS
        return [Notice(person.id, reply, urgency) for person in self.store.people.with_role(Role.OPERATOR)]


def full_name(person: Person | None) -> str:
    """How operators and merchants read a person; a guest has no name yet."""
    return person.name if person is not None and person.name else "Gast"


def first_name(person: Person | None) -> str:
    """How volunteers and drivers read a resident: the first name and nothing more."""
    return full_name(person).split()[0]


def name_and_village(person: Person | None) -> Words | str:
    """ "Irmgard Pöppelbaum aus Vinsebeck", or the name alone."""
    village = village_of(person)
    name = full_name(person)
    return words("notice-who", name=name, village=village) if village else name


def village_of(person: Person | None) -> str:
    """The village without its town: "Vinsebeck"."""
    return person.village.split(",")[0] if person is not None and person.village else ""
