"""Everybody who lives in the simulation: who hears what, and who does something when."""

from __future__ import annotations

import heapq
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bots.channels.channel import Address, Button, Capabilities, Outgoing
from bots.simulation.codes import CodeBook, Told, own_boxes
from bots.simulation.house import House
from bots.simulation.invariants import Fault
from bots.simulation.time import SeededChance
from domain.clock import local
from domain.ids import PersonId

CHANNEL = "rest"
RESIDENTS = "R"  # how the ids of residents begin in the sample
CAN_WAIT = {"status", "proactive"}
Action = Callable[[], Awaitable[None]]


@dataclass(order=True)
class _Planned:
    at: datetime
    number: int
    action: Action = field(compare=False)


class Cast:
    """All simulated people of one county, and the order of what they are going to do; their channel, too."""

    name = CHANNEL
    capabilities = Capabilities(tables=True)

    def __init__(self, house: House, chance: SeededChance) -> None:
        self.house, self.chance = house, chance
        self.people: dict[Address, Person] = {}
        self.turns = 0
        self.faults: list[Fault] = []
        self.codes = CodeBook()
        self.stations: Mapping[str, str] = {}  # by the name of the village
        self._planned: list[_Planned] = []
        self._count = 0

    def now(self) -> datetime:
        """The simulated instant."""
        return self.house.clock.now()

    def add(self, person: Person) -> None:
        """One more person."""
        self.people[person.address] = person

    def plan(self, at: datetime, action: Action) -> None:
        """Have something done at a time, or now when that time is over."""
        self._count += 1
        heapq.heappush(self._planned, _Planned(max(at, self.now()), self._count, action))

    def later(self, minutes: float, action: Action) -> None:
        """Have something done in a while."""
        self.plan(self.now() + timedelta(minutes=minutes), action)

    async def play(self, until: datetime) -> None:
        """Let everything happen in its order up to an instant."""
        while self._planned and self._planned[0].at <= until:
            await self.house.until(self._planned[0].at)
            await self.house.settle()
            await heapq.heappop(self._planned).action()
            await self.house.settle()
        await self.house.until(until)
        await self.house.settle()

    async def deliver(self, address: Address, messages: Sequence[Outgoing]) -> bool:
        """The channel of the simulation: messages reach people at once."""
        person = self.people.get(address)
        for message in messages:
            self._listen(address, message)
            if person is not None:
                person.hear(message)
        return True

    async def shorten(self, address: Address, message: Outgoing, sent_as: str | None) -> None:
        """What people have read in the simulation they have read."""

    def _listen(self, address: Address, message: Outgoing) -> None:
        """What can wait must not come in hours of quiet: residents are asleep."""
        rules, hour = self.house.county.rules, local(self.now()).time()
        by_day = rules.day_begins <= hour <= rules.day_ends
        resident = address.id.startswith(RESIDENTS)
        if resident and not by_day and message.urgency in CAN_WAIT:
            self.faults.append(Fault("nobody is woken", f"{address.id} at {hour:%H:%M}: {message.text[:60]}"))

    async def say(self, person: Person, *, text: str | None = None, tap: Button | None = None) -> None:
        """Somebody writes or taps, and hears the answer."""
        self.turns += 1
        payload = tap.payload if tap else None
        for message in await self.house.say(person.address, f"s{self.turns}", text=text, tap=payload):
            person.hear(message)


class Person:
    """Somebody with a chat. What is heard is kept until it is time to look at it."""

    def __init__(self, cast: Cast, person_id: str, name: str) -> None:
        self.cast, self.person_id, self.name = cast, person_id, name
        self.address = Address(CHANNEL, person_id)
        self.heard: list[Outgoing] = []
        self.chance = SeededChance(f"{cast.chance.seed}:{person_id}")
        self._looking = False

    def hear(self, message: Outgoing) -> None:
        """A message arrives; some minutes later she looks at it."""
        self.heard.append(message)
        self.notice(message)
        if not self._looking:
            self._looking = True
            self.cast.later(self.pace(), self._look)

    async def _look(self) -> None:
        self._looking = False
        await self.react()

    async def types(self, told: Told, station: str) -> Sequence[int]:
        """Type a code at a wall; what has opened."""
        wall = told.station or station
        answer = await self.cast.house.stations.keypad(wall, told.code)
        own = await self.cast.house.core.read(lambda store: own_boxes(store, PersonId(self.person_id), wall))
        self.cast.codes.at_the_wall(self.name, told, own, answer.opened, answer.text, self.cast.now())
        return answer.opened

    def pace(self) -> float:
        """Minutes until she looks at her telephone."""
        return self.chance.between(0.3, 2.0)

    def notice(self, message: Outgoing) -> None:
        """What is understood at once, such as a code."""

    async def react(self) -> None:
        """Look at what was said last and do something about it, or nothing."""

    # --- talking -----------------------------------------------------------------------------------------

    async def write(self, text: str) -> None:
        """Write something."""
        await self.cast.say(self, text=text)

    async def tap(self, button: Button) -> None:
        """Tap a button."""
        await self.cast.say(self, tap=button)

    def gets_stuck(self, before: str) -> None:
        """Whatever she taps, nothing changes: she puts the telephone away, and the report names it."""
        where = f"{local(self.cast.now()):%d.%m. %H:%M} {self.name}: {before.splitlines()[0]}"
        self.cast.faults.append(Fault("nobody gets stuck", where))

    @property
    def last(self) -> Outgoing | None:
        """The last message with buttons or a question in what came together."""
        return self.heard[-1] if self.heard else None

    def find(self, *labels: str, among: Outgoing | None = None) -> Button | None:
        """The first button of a message whose title begins with one of the labels, in the order of the labels."""
        message = among or self.last
        for label in labels:
            for button in message.buttons if message else ():
                if button.title.startswith(label):
                    return button
        return None
