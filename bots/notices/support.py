"""Notices about people: cases for operators, the talk that is carried, invitations, erased data."""

from __future__ import annotations

from functools import partial

from bots.dialogue.conversation import Talk
from bots.dialogue.reply import Option, Reply, Saying, Verbatim, Words, say, words
from bots.notices.notice import Desk, Notice, Urgency, full_name, name_and_village
from bots.notices.pickups import still_there, unreached
from domain.appointments.model import AppointmentStatus
from domain.events import Event
from domain.people.events import AddressShut, InvitationAccepted, PersonErased
from domain.support.events import CaseClosed, CaseOpened, CaseTaken, TalkLine
from domain.support.model import CaseKind, CaseStatus


def on_notice(talk: Talk, event: Event) -> None:
    """What an event changes in a talk: from CaseTaken on lines are carried, from CaseClosed on no more."""
    match event:
        case CaseTaken():
            talk.case_id = event.case_id
        case CaseClosed():
            talk.case_id = None if talk.case_id == event.case_id else talk.case_id
            talk.case_mine = None if talk.case_mine == event.case_id else talk.case_mine


def case_opened(desk: Desk, event: CaseOpened) -> list[Notice]:
    """Operators hear who needs what, danger first and at any hour."""
    case = desk.store.cases.get(event.case_id)
    if case is None or case.status is not CaseStatus.OPEN:
        return []
    person = desk.person(event.person_id)
    danger = case.kind is CaseKind.EMERGENCY
    who = words(f"notice-case-{case.kind.value}", who=name_and_village(person))
    said: list[Words] = [who]
    if case.said:
        said.append(words("notice-case-said", said=_short(case.said)))
    if case.about:
        said.append(words("notice-case-about", about=_short(case.about)))
    if person is not None and person.phone:
        said.append(words("notice-operator-phone", phone=person.phone))
    take = Option(words("notice-option-take"), case.id, "take-case", style="main", heard_as=("ja", "ich", "mach ich"))
    return desk.to_operators(*said, options=[take], urgent=danger)


def case_taken(desk: Desk, event: CaseTaken) -> list[Notice]:
    """The person hears who is there now; from here on her lines go to that operator."""
    case = desk.store.cases.get(event.case_id)
    if case is None or case.status is not CaseStatus.TAKEN:
        return []
    operator = full_name(desk.person(event.operator_id))
    reply = say(words("notice-case-taken", operator=operator))
    return [Notice(event.person_id, reply, Urgency.ANSWER, partial(on_notice, event=event))]


def case_closed(desk: Desk, event: CaseClosed) -> list[Notice]:
    """The other side hears that it is over. Nobody had taken it: nobody need hear."""
    change = partial(on_notice, event=event)
    if not event.operator_id:
        return []
    if event.by == event.person_id:
        name = full_name(desk.person(event.person_id))
        return [Notice(event.operator_id, say(words("notice-case-left", name=name)), Urgency.ANSWER, change)]
    return [Notice(event.person_id, say(words("notice-case-closed")), Urgency.ANSWER, change)]


def talk_line(desk: Desk, event: TalkLine) -> list[Notice]:
    """One line for the other side. What a human wrote is shown as a human's; residents' lines name them."""
    if event.human_to_resident:
        saying = Saying((Verbatim(event.text),), speaker=event.from_name or "Mitarbeiter")
        return [Notice(event.to_person_id, Reply((saying,)), Urgency.ANSWER)]
    person = desk.person(event.from_person_id)
    said = words("notice-line", name=full_name(person), text=event.text)
    others = [c for c in desk.store.cases.taken_by(event.to_person_id) if c.id != event.case_id]
    options = (
        [Option(words("notice-option-answer", name=full_name(person)), event.case_id, "take-case")] if others else []
    )
    return [Notice(event.to_person_id, say(said, options=options), Urgency.ANSWER)]


def invitation_accepted(desk: Desk, event: InvitationAccepted) -> list[Notice]:
    """Who has invited somebody hears that it worked; who is known reads on the new device what waits for her."""
    waiting = still_there(desk, event.person_id) if event.bound else []
    if desk.person(event.invited_by) is None or event.invited_by == event.person_id:
        return waiting
    said = words("notice-invitation-accepted", name=full_name(desk.person(event.person_id)), role=event.role)
    return [*waiting, Notice(event.invited_by, say(said))]


def address_shut(desk: Desk, event: AddressShut) -> list[Notice]:
    """While goods wait for her, somebody must be able to tell her: an operator hears when there is no way left."""
    return [] if desk.can_be_told(event.person_id) else unreached(desk, event.person_id)


def person_erased(desk: Desk, event: PersonErased) -> list[Notice]:
    """Orders that are still on their way have nobody to tell any more: an operator looks after them."""
    agreed = AppointmentStatus.AGREED
    codes = [order.code for order in desk.store.orders.of_person(event.person_id) if order.is_open()]
    codes += [one.code for one in desk.store.appointments.of_person(event.person_id) if one.status is agreed]
    return desk.to_operators(words("notice-erased", codes=codes)) if codes else []


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 140 else line[:139] + "…"
