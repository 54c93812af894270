"""What a conversation is: a form that is filled by talking, declared. A wrong flow cannot be built.

A flow lists what to ask. The next question is the first gap; told twice, told at once, changed one's mind,
left and came back are no special cases. A flow without asks is a plain answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from functools import cached_property
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter

from bots.channels.channel import Address
from bots.dialogue.conversation import Talk
from bots.dialogue.reply import NOTHING_SAID, Json, Option, Reply, Words
from domain.county import County
from domain.people.model import Actor, Person, Role
from domain.store import UnitOfWork
from nlu.result import Expects, ParseResult

F = TypeVar("F")


class FlowError(Exception):
    """A flow is declared wrongly; it is found at start."""


@dataclass(slots=True)
class Turn:
    """All that is known while one message is answered.

    `parse` is None for a tap. `said` is the text as written. `info` are facts of the county that flows speak
    of (phone, hours, addresses of pages). `talk` is what is remembered of this chat. `opinion` is what another
    parser made of the bare text, if one was asked. `refused` is set when a rule has forbidden the step for now.
    """

    county: County
    store: UnitOfWork
    person: Person
    address: Address
    said: str
    parse: ParseResult | None
    info: Mapping[str, str]
    talk: Talk
    opinion: ParseResult | None = None
    refused: bool = False

    @property
    def actor(self) -> Actor:
        """The person as somebody who acts; fresh, because a turn may give a role."""
        return self.person.actor()


@dataclass(frozen=True, slots=True)
class Step(Generic[F]):
    """What became of a form: its new state, and what is to be said before the next question.

    `done` ends the flow without its `finish`, `finished` ends it with it, whatever gaps there are;
    `asks_itself` leaves out the next question (the reply asks, or now is not the time to ask). `then` goes on
    with another flow at the end: its name, and the value it starts with.
    """

    form: F
    reply: Reply = NOTHING_SAID
    done: bool = False
    finished: bool = False
    asks_itself: bool = False
    then: tuple[str, Json] | None = None


def _no_options(_turn: Turn, _form: Any) -> Sequence[Option]:
    return ()


@dataclass(frozen=True, slots=True)
class Ask(Generic[F]):
    """One thing a flow collects.

    `needed` says whether it is a gap (default: the slot is None). `offers` are choices; one that is tapped,
    numbered or said is given to `chosen` (default: its value goes into the slot). `hears` understands free
    words: the step, or None when they are no answer. `words` is the question (default: `<flow>-ask-<slot>`).
    """

    slot: str
    needed: Callable[[Turn, F], bool] | None = None
    offers: Callable[[Turn, F], Sequence[Option]] = _no_options
    chosen: Callable[[Turn, F, Json], Step[F]] | None = None
    hears: Callable[[Turn, F], Step[F] | None] | None = None
    words: Callable[[Turn, F], Words | Reply] | None = None
    expects: Expects = Expects.NOTHING
    free_text: bool = False

    def is_gap(self, turn: Turn, form: F) -> bool:
        """Whether this is still to be asked."""
        return self.needed(turn, form) if self.needed else getattr(form, self.slot) is None

    def take(self, turn: Turn, form: F, value: Json) -> Step[F]:
        """The step for a chosen option."""
        if self.chosen is not None:
            return self.chosen(turn, form, value)
        return Step(replace(form, **{self.slot: value}))  # type: ignore[type-var]


@dataclass(frozen=True)
class Flow(Generic[F]):
    """A conversation about one thing.

    `intents` start it from free words, `begin` with the turn's parse; `start_with` starts it from a button
    with the button's value. `claims` tells words that can mean nothing else, whatever the parser makes of them;
    `knows` words of its own that begin it when nobody else has understood. `takes` are intents it understands
    while open, whatever was asked. `before` is a question that comes before every answer (who writes?), None while
    there is nothing to ask; what was said waits for it. `snapshot` and `restore` keep what lies outside the form,
    for one step back.
    """

    name: str
    form: type[F]
    for_roles: frozenset[Role]
    intents: frozenset[str] = frozenset()
    asks: tuple[Ask[F], ...] = ()
    begin: Callable[[Turn], Step[F]] | None = None
    start_with: Callable[[Turn, Json], Step[F]] | None = None
    finish: Callable[[Turn, F], Reply] | None = None
    takes: Mapping[str, Callable[[Turn, F], Step[F]]] = field(default_factory=dict)
    claims: Callable[[Turn], bool] | None = None
    knows: Callable[[Turn], bool] | None = None
    snapshot: Callable[[Turn], Json] | None = None
    restore: Callable[[Turn, Json], None] | None = None
    before: Callable[[Turn], Reply | None] | None = None
    about: str = ""

    def __post_init__(self) -> None:
        if not is_dataclass(self.form):
            raise FlowError(f"{self.name}: the form is no dataclass")
        slots = {f.name for f in fields(self.form)}
        for ask in self.asks:
            if ask.needed is None and ask.slot not in slots:
                raise FlowError(f"{self.name}: the form has no slot {ask.slot}")
        if self.asks and self.finish is None:
            raise FlowError(f"{self.name}: asks, but never finishes")
        if self.begin is None and self.start_with is None:
            raise FlowError(f"{self.name}: nothing begins it")
        if (self.intents or self.claims or self.knows) and self.begin is None:
            raise FlowError(f"{self.name}: starts on words, but has no beginning")
        if not self.about:
            raise FlowError(f"{self.name}: does not say what it is about")

    @cached_property
    def adapter(self) -> TypeAdapter[F]:
        """Reads and writes the form as JSON."""
        return TypeAdapter(self.form)

    def next_gap(self, turn: Turn, form: F) -> Ask[F] | None:
        """The first thing that is not known yet."""
        return next((ask for ask in self.asks if ask.is_gap(turn, form)), None)

    def ask(self, slot: str) -> Ask[F] | None:
        """The ask of this name."""
        return next((ask for ask in self.asks if ask.slot == slot), None)

    def may_start(self, roles: Iterable[Role]) -> bool:
        """Whether one of the roles may begin it."""
        return bool(self.for_roles & frozenset(roles))


@dataclass(frozen=True, slots=True)
class Nothing:
    """The form of flows that collect nothing."""


def answer_flow(
    name: str,
    about: str,
    for_roles: Iterable[Role],
    intents: Iterable[str],
    answer: Callable[[Turn], Reply],
    *,
    tapped: Callable[[Turn, Json], Reply] | None = None,
    claims: Callable[[Turn], bool] | None = None,
    knows: Callable[[Turn], bool] | None = None,
    alone: bool = False,
) -> Flow[Nothing]:
    """A flow that answers at once and asks nothing back. `tapped` answers its own buttons.

    After an answer that stands `alone` the question that was open is not asked again.
    """
    return Flow(
        name=name,
        about=about,
        form=Nothing,
        for_roles=frozenset(for_roles),
        intents=frozenset(intents),
        begin=lambda turn: Step(Nothing(), answer(turn), done=True, asks_itself=alone),
        start_with=(
            (lambda turn, value: Step(Nothing(), tapped(turn, value), done=True, asks_itself=alone)) if tapped else None
        ),
        claims=claims,
        knows=knows,
    )


@dataclass(frozen=True)
class Repertoire:
    """All flows of the service, found by name and by intent. Raises `FlowError` when two claim one name."""

    flows: tuple[Flow[Any], ...]

    def __post_init__(self) -> None:
        names = [flow.name for flow in self.flows]
        twice = {name for name in names if names.count(name) > 1}
        if twice:
            raise FlowError(f"two flows are called {', '.join(sorted(twice))}")
        for role in Role:
            claimed: dict[str, str] = {}
            for flow in self.flows:
                for intent in flow.intents if role in flow.for_roles else ():
                    if intent in claimed:
                        raise FlowError(f"{claimed[intent]} and {flow.name} both start on {intent} for {role}")
                    claimed[intent] = flow.name

    @cached_property
    def by_name(self) -> Mapping[str, Flow[Any]]:
        """Flows by their names."""
        return {flow.name: flow for flow in self.flows}

    def starting_on(self, intent: str, roles: Iterable[Role]) -> list[Flow[Any]]:
        """The flows that one of these roles may start with this intent."""
        return [flow for flow in self.flows if intent in flow.intents and flow.may_start(roles)]
