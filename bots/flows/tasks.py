"""A volunteer's words about work: "was liegt an", "ich mach das", "fertig", "kann nicht" find the task that is meant.

A kind of task is a line in `KINDS`. The open conversation hears such words first, by itself; then the only task that
can be meant has them; else it is asked which.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bots.dialogue.flow import Ask, Flow, Step, Turn
from bots.dialogue.reply import Json, Option, Reply, Words, say, words
from bots.flows.clear import tasks_to_clear
from bots.flows.count_empties import tasks_to_count
from bots.flows.paging import MORE
from bots.flows.refill import tasks_to_refill
from bots.flows.tour import tasks_to_drive
from bots.flows.volunteer_task import Did, TasksOfKind, VolunteerTask
from domain.people.model import Role
from nlu.result import Expects

# Every kind: what of it this person has, or may take over. The order is that of the list people read.
KINDS: tuple[TasksOfKind, ...] = (tasks_to_drive, tasks_to_refill, tasks_to_clear, tasks_to_count)

SHOWN = 3
WISHES = {
    "list_tasks": Did.SHOW,
    "claim_task": Did.CLAIM,
    "decline_task": Did.DECLINE,
    "finish_task": Did.FINISH,
    "open_compartment": Did.OPEN,
}
_OF_ONES_OWN = frozenset({Did.DECLINE, Did.FINISH, Did.OPEN})


@dataclass(frozen=True, slots=True)
class TasksForm:
    """What is wished, with which task it is to be done (asked when several fit), and the page that is shown."""

    did: Did = Did.SHOW
    task: str | None = None
    page: int = 0


def all_tasks(turn: Turn) -> list[VolunteerTask]:
    """What there is for this person: one's own first."""
    found = [task for kind in KINDS for task in kind(turn)]
    return sorted(found, key=lambda task: not task.mine)


def has_own(turn: Turn) -> bool:
    """Whether she has taken something over: then "fertig" is about the work and not about an empty basket."""
    return Role.VOLUNTEER in turn.actor.roles and any(task.mine for task in all_tasks(turn))


def opening(turn: Turn) -> tuple[str, Json] | None:
    """Where "Fach 12 auf" leads a volunteer: into the own task that has this Fach, or the only one that has any."""
    no = turn.parse.compartment if turn.parse else None
    mine = [task for task in all_tasks(turn) if task.mine and task.boxes]
    if no is None:
        return mine[0].start(Did.OPEN) if len(mine) == 1 else None
    return next((task.start(Did.OPEN, box=no) for task in mine if no in task.boxes), None)


# --- beginning ------------------------------------------------------------------------------------------------


def begin(turn: Turn) -> Step[TasksForm]:
    """The only task that can be meant has it; of several one is chosen; none is an answer, too."""
    assert turn.parse is not None
    return _with_wish(turn, TasksForm(WISHES.get(turn.parse.intent.name, Did.SHOW)))


def start_with(turn: Turn, value: Json) -> Step[TasksForm]:
    """The same when another conversation has heard what is wished."""
    return _with_wish(turn, TasksForm(Did(value["did"])))


def _with_wish(turn: Turn, form: TasksForm) -> Step[TasksForm]:
    if form.did is Did.OPEN:
        return _opened(turn, form)
    fitting = _fitting(turn, form)
    if len(fitting) == 1:
        return _handed_on(form, fitting[0])
    if fitting:
        return Step(form)
    return Step(form, say(_none_fits(turn, form)), done=True)


def _opened(turn: Turn, form: TasksForm) -> Step[TasksForm]:
    then = opening(turn)
    return Step(form, then=then, done=True) if then else Step(form, say(words("tasks-nothing-to-open")), done=True)


def _none_fits(turn: Turn, form: TasksForm) -> Words:
    if form.did is Did.DECLINE:
        return words("tasks-declined")
    if form.did is Did.FINISH and all_tasks(turn):
        return words("tasks-none-yours")
    return words("tasks-nothing")


# --- which ------------------------------------------------------------------------------------------------------


def task_words(_turn: Turn, form: TasksForm) -> Words:
    """What is asked depends on what is wished."""
    return words(f"tasks-which-{form.did.value}")


def task_options(turn: Turn, form: TasksForm) -> Sequence[Option]:
    """Three at most: all of them, or two and the way to the others."""
    fitting = _fitting(turn, form)
    options = [Option(task.label, {"flow": task.flow, "value": task.start(form.did)[1]}) for task in fitting]
    if len(options) <= SHOWN:
        return options
    first = form.page * (SHOWN - 1) % len(options)
    more = Option(words("option-more"), MORE, heard_as=("mehr", "weiter", "nächste", "andere"))
    return [*options[first : first + SHOWN - 1], more]


def task_chosen(_turn: Turn, form: TasksForm, value: Json) -> Step[TasksForm]:
    """One of them, or the next ones; its flow says what has become of it meanwhile."""
    if value == MORE:
        return Step(replace(form, page=form.page + 1))
    return Step(form, done=True, then=(value["flow"], value["value"]))


def task_heard(turn: Turn, form: TasksForm) -> Step[TasksForm] | None:
    """None of them; or another wish after all: not "fertig" but "kann nicht"."""
    assert turn.parse is not None
    intent = turn.parse.intent.name
    if form.did is Did.FINISH and intent == "decline_task":
        return _with_wish(turn, TasksForm(Did.DECLINE))
    return Step(form, say(words("tasks-declined")), done=True) if intent in {"deny", "decline_task"} else None


def _fitting(turn: Turn, form: TasksForm) -> list[VolunteerTask]:
    """The tasks with which the wish can be meant: to finish or give back only one's own, to take over only others."""
    found = all_tasks(turn)
    if form.did in _OF_ONES_OWN:
        return [task for task in found if task.mine]
    if form.did is Did.CLAIM:
        return [task for task in found if not task.mine] or found
    return found


def _handed_on(form: TasksForm, task: VolunteerTask) -> Step[TasksForm]:
    return Step(form, done=True, then=task.start(form.did))


TASKS = Flow(
    name="tasks",
    about="Aufgaben der Ehrenamtlichen zeigen, übernehmen, zurückgeben, fertig melden",
    form=TasksForm,
    for_roles=frozenset({Role.VOLUNTEER}),
    intents=frozenset(WISHES),
    begin=begin,
    start_with=start_with,
    asks=(
        Ask(
            "task",
            words=task_words,
            offers=task_options,
            chosen=task_chosen,
            hears=task_heard,
            expects=Expects.CHOICE,
        ),
    ),
    finish=lambda _turn, _form: Reply(),
)
