"""What happened in support."""

from __future__ import annotations

from dataclasses import dataclass

from domain.events import Event
from domain.ids import CaseId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOpened(Event):
    """Somebody needs a human."""

    case_id: CaseId
    kind: str
    person_id: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTaken(Event):
    """An operator looks after it."""

    case_id: CaseId
    person_id: PersonId
    operator_id: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseClosed(Event):
    """It is settled; `operator_id` is empty when nobody had taken it. `by` is who ended it."""

    case_id: CaseId
    person_id: PersonId
    operator_id: PersonId
    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkLine(Event):
    """One line of a talk between a person and an operator, to be carried to the other side."""

    case_id: CaseId
    to_person_id: PersonId
    from_person_id: PersonId
    from_name: str
    text: str
    human_to_resident: bool
