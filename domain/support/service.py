"""A person, please: cases for operators, and the talk that is carried between two chats."""

from __future__ import annotations

from collections.abc import Sequence

from domain.county import County
from domain.errors import NotAllowed, NotFound
from domain.ids import CaseId, PersonId
from domain.people.model import Actor, Role
from domain.permission import EVERYBODY, allowed
from domain.store import UnitOfWork
from domain.support.events import CaseClosed, CaseOpened, CaseTaken, TalkLine
from domain.support.model import SAID_AT_MOST, Case, CaseKind, CaseStatus


@allowed(*EVERYBODY)
def open_case(
    county: County,
    store: UnitOfWork,
    actor: Actor,
    kind: CaseKind,
    *,
    channel: str,
    channel_id: str,
    said: str,
    about: str = "",
) -> Case:
    """Call for a human. A chat that waits for one already is not put in the queue twice."""
    waiting = _waiting(store, actor, kind, channel, channel_id)
    if waiting is not None:
        waiting.hear(said)
        if kind is CaseKind.EMERGENCY:  # every cry is heard
            store.record(CaseOpened(case_id=waiting.id, kind=kind.value, person_id=actor.person_id))
        return waiting
    case = Case(
        id=CaseId(county.ids.new()),
        kind=kind,
        person_id=actor.person_id,
        channel=channel,
        channel_id=channel_id,
        said=said[:SAID_AT_MOST],
        opened_at=county.now(),
        about=about,
    )
    store.cases.add(case)
    store.record(CaseOpened(case_id=case.id, kind=kind.value, person_id=actor.person_id))
    return case


@allowed(Role.OPERATOR)
def open_cases(county: County, store: UnitOfWork, actor: Actor) -> Sequence[Case]:
    """What waits for an operator, oldest first, danger before everything."""
    return sorted(store.cases.open_cases(), key=lambda c: (c.kind is not CaseKind.EMERGENCY, c.opened_at, c.id))


@allowed(Role.OPERATOR)
def take_case(county: County, store: UnitOfWork, actor: Actor, case_id: CaseId) -> Case:
    """Look after a case; the first operator has it. Raises `MoveRefused` when another one has."""
    case = _case(store, case_id)
    already_mine = case.operator_id == actor.person_id and case.status is CaseStatus.TAKEN
    case.take(actor.person_id, county.now())
    if not already_mine:
        store.record(CaseTaken(case_id=case.id, person_id=case.person_id, operator_id=actor.person_id))
    return case


@allowed(Role.OPERATOR)
def answer(county: County, store: UnitOfWork, actor: Actor, case_id: CaseId, text: str) -> Case:
    """Write to the person, in the same chat. Raises `NotAllowed` unless the case is the operator's own."""
    case = _case(store, case_id)
    if case.operator_id != actor.person_id or case.status is not CaseStatus.TAKEN:
        raise NotAllowed
    operator = store.people.get(actor.person_id)
    store.record(
        TalkLine(
            case_id=case.id,
            to_person_id=case.person_id,
            from_person_id=actor.person_id,
            from_name=(operator.name if operator else None) or "",
            text=text,
            human_to_resident=True,
        )
    )
    return case


@allowed(*EVERYBODY)
def write_to_operator(county: County, store: UnitOfWork, actor: Actor, case_id: CaseId, text: str) -> Case:
    """Carry what the person writes to the operator who looks after the case."""
    case = _case(store, case_id)
    if case.person_id != actor.person_id or case.operator_id is None or case.status is not CaseStatus.TAKEN:
        raise NotAllowed
    person = store.people.get(actor.person_id)
    store.record(
        TalkLine(
            case_id=case.id,
            to_person_id=case.operator_id,
            from_person_id=actor.person_id,
            from_name=(person.name if person else None) or "",
            text=text,
            human_to_resident=False,
        )
    )
    return case


@allowed(*EVERYBODY)
def close_case(county: County, store: UnitOfWork, actor: Actor, case_id: CaseId) -> Case:
    """End it: the operator, or the person herself who goes back to the machine. Ending twice is no change."""
    case = _case(store, case_id)
    if actor.person_id != case.person_id:
        actor.require(Role.OPERATOR)
    if case.status is CaseStatus.CLOSED:
        return case
    case.close(county.now())
    operator_id = case.operator_id or PersonId("")
    store.record(CaseClosed(case_id=case.id, person_id=case.person_id, operator_id=operator_id, by=actor.person_id))
    return case


def _waiting(store: UnitOfWork, actor: Actor, kind: CaseKind, channel: str, channel_id: str) -> Case | None:
    """The like case of this person and chat that stands already. Every problem is a matter of its own."""
    if kind is CaseKind.PROBLEM:
        return None
    if kind is CaseKind.TALK:
        talk = store.cases.of_chat(channel, channel_id)
        return talk if talk is not None and talk.person_id == actor.person_id else None
    own = (case for case in store.cases.open_cases() if case.person_id == actor.person_id)
    here = (case for case in own if (case.channel, case.channel_id) == (channel, channel_id))
    return next((case for case in here if case.kind is kind and case.status is CaseStatus.OPEN), None)


def _case(store: UnitOfWork, case_id: CaseId) -> Case:
    case = store.cases.get(case_id)
    if case is None:
        raise NotFound
    return case
