"""Operators: cases, and the talk that is carried between a resident's chat and an operator's."""

from __future__ import annotations

from bots.dialogue.flow import Flow, Nothing, Step, Turn, answer_flow
from bots.dialogue.reply import NOTHING_SAID, Json, Option, Reply, Words, say, words
from bots.flows.who import EVERYBODY
from bots.notices.notice import full_name, name_and_village
from bots.notices.sales import DESK_FLOW
from domain.errors import DomainError, NotFound
from domain.ids import CaseId
from domain.lockers.service import to_clear
from domain.people.model import Person, Role
from domain.support.model import Case, CaseStatus
from domain.support.service import answer, close_case, open_cases, take_case, write_to_operator
from domain.vending.service import unsettled

LINES_SHOWN = 3
MOST_SHOWN = 8  # danger and the oldest come first; the others move up


# --- the list of cases ----------------------------------------------------------------------------------------


def begin(turn: Turn) -> Step[Nothing]:
    """What waits for an operator, danger first; and what lies uncollected in the Fächer."""
    cases = _waiting(turn)
    left = len(to_clear(turn.county, turn.store, turn.actor))
    clear = [Option(words("operator-option-clear", count=left), None, "clear")] if left else []
    mine = [c for c in turn.store.cases.taken_by(turn.person.id) if c.status is CaseStatus.TAKEN]
    options = [Option(_label(turn, case), case.id, "take-case") for case in (*cases, *mine)]
    unclear = len(unsettled(turn.county, turn.store, turn.actor))
    if unclear:
        clear = [*clear, Option(words("operator-option-sales", count=unclear), None, DESK_FLOW)]
    if not options:
        nothing = say(*_silent(turn), words("operator-nothing"), options=clear)
        return Step(Nothing(), nothing, done=True, asks_itself=True)
    said = [*_silent(turn), words("operator-cases", open=len(cases), mine=len(mine))]
    return Step(Nothing(), say(*said, options=[*options[:MOST_SHOWN], *clear]), done=True, asks_itself=True)


def _silent(turn: Turn) -> list[Words]:
    """Which pick-up points do not answer: nothing is to be tapped, but everybody asks."""
    silent = [station.village for station in turn.store.lockers.stations() if station.silent]
    return [words("operator-silent", stations=silent)] if silent else []


def _waiting(turn: Turn) -> list[Case]:
    return [c for c in open_cases(turn.county, turn.store, turn.actor) if c.status is CaseStatus.OPEN]


def _label(turn: Turn, case: Case) -> Words:
    return words(f"operator-case-{case.kind.value}", name=full_name(turn.store.people.get(case.person_id)))


OPERATOR_CASES = Flow(
    name="operator",
    about="Fälle zeigen, die auf einen Menschen warten",
    form=Nothing,
    for_roles=frozenset({Role.OPERATOR}),
    intents=frozenset({"list_tasks", "list_orders"}),
    begin=begin,
)


# --- taking a case ---------------------------------------------------------------------------------------------


def take(turn: Turn, value: Json) -> Reply:
    """Look after a case: from now on what the operator writes goes to that person."""
    case = turn.store.cases.get(CaseId(value))
    if case is None:
        raise NotFound
    if case.status is CaseStatus.CLOSED:
        return say(words("operator-closed-already"))
    if case.status is CaseStatus.TAKEN and case.operator_id != turn.person.id:
        return say(words("operator-taken-already", name=full_name(_operator(turn, case))))
    take_case(turn.county, turn.store, turn.actor, case.id)
    turn.talk.case_mine = case.id
    person = turn.store.people.get(case.person_id)
    said: list[Words] = [words("operator-took", who=name_and_village(person))]
    lines = _lines(turn, case)
    if lines:
        said.append(words("operator-lines", lines=" / ".join(lines)))
    if person is not None and person.phone:
        said.append(words("notice-operator-phone", phone=person.phone))
    said.append(words("operator-how"))
    return say(*said, options=[_end(case)])


def take_first(turn: Turn) -> Reply:
    """ "Ich mach das": the first case that waits."""
    cases = _waiting(turn)
    return take(turn, cases[0].id) if cases else say(words("operator-nothing"))


def _lines(turn: Turn, case: Case) -> list[str]:
    """What the person has written in that chat since the case was opened, or what opened it."""
    recent = turn.store.conversations.recent_inbox(case.channel, case.channel_id, LINES_SHOWN)
    texts = [item.body["text"] for item in recent if item.body.get("text") and item.received_at >= case.opened_at]
    lines = texts if case.said in texts else [case.said, *texts]
    return [" ".join(line.split())[:90] for line in lines if line][-LINES_SHOWN:]


def _operator(turn: Turn, case: Case) -> Person | None:
    return turn.store.people.get(case.operator_id) if case.operator_id else None


def _end(case: Case) -> Option:
    return Option(words("operator-option-end"), case.id, "end-talk", heard_as=("gespräch beenden", "beenden"))


TAKE_CASE = answer_flow(
    "take-case",
    "Einen Fall übernehmen",
    {Role.OPERATOR},
    {"claim_task"},
    take_first,
    tapped=take,
    alone=True,
)


# --- carrying lines --------------------------------------------------------------------------------------------


def carry(turn: Turn, value: Json) -> Reply:
    """Carry one line to the other side; nothing is said here. A talk that is over leads back to the machine."""
    text = str(value)
    try:
        if turn.talk.case_mine is not None:
            answer(turn.county, turn.store, turn.actor, CaseId(turn.talk.case_mine), text)
        else:
            write_to_operator(turn.county, turn.store, turn.actor, CaseId(turn.talk.case_id or ""), text)
    except DomainError:
        turn.talk.case_mine = turn.talk.case_id = None
        return say(words("operator-talk-over"))
    return NOTHING_SAID


TALK_LINE = answer_flow(
    "talk-line",
    "Eine Zeile zwischen Bewohnerin und Mitarbeiter weitergeben",
    EVERYBODY,
    (),
    lambda turn: carry(turn, turn.said),
    tapped=carry,
    alone=True,
)


def end(turn: Turn, value: Json) -> Reply:
    """End the talk: by the operator's button, or by "Stopp" on either side."""
    case_id = value or turn.talk.case_mine or turn.talk.case_id
    mine = case_id == turn.talk.case_mine
    turn.talk.case_mine = None if mine else turn.talk.case_mine
    turn.talk.case_id = None if case_id == turn.talk.case_id else turn.talk.case_id
    case = turn.store.cases.get(CaseId(case_id)) if case_id else None
    if case is None or case.status is CaseStatus.CLOSED:
        return say(words("operator-talk-over"))
    close_case(turn.county, turn.store, turn.actor, case.id)
    if case.person_id == turn.person.id:
        return say(words("operator-back-to-machine"))
    return say(words("operator-closed", name=full_name(turn.store.people.get(case.person_id))))


END_TALK = answer_flow(
    "end-talk",
    "Das Gespräch mit einem Menschen beenden",
    EVERYBODY,
    (),
    lambda turn: end(turn, None),
    tapped=end,
)
