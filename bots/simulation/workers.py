"""Merchants, the centre, volunteers and operators: they tap what stands there, early, late or never."""

from __future__ import annotations

from dataclasses import dataclass

from bots.channels.channel import Button, Outgoing
from bots.simulation.cast import Cast, Person

STEPS_IN_A_ROW = 60


@dataclass(frozen=True, slots=True)
class Diligence:
    """How somebody works. `minutes` are the longest he lets a message wait; shares are of all messages."""

    minutes: float = 30.0
    forgets: float = 0.0
    lacks: float = 0.0


class Worker(Person):
    """Taps, as long as there is a button he knows; each kind of worker knows some."""

    labels: tuple[str, ...] = ()

    def __init__(self, cast: Cast, person_id: str, name: str, diligence: Diligence) -> None:
        super().__init__(cast, person_id, name)
        self.diligence = diligence
        self.taps = 0

    def pace(self) -> float:
        """Minutes until he looks."""
        return self.chance.between(1.0, max(1.0, self.diligence.minutes))

    async def react(self) -> None:
        """Tap what is known, until nothing more is asked."""
        for _ in range(STEPS_IN_A_ROW):
            button = self.find(*self.labels_now())
            if button is None or self.chance.happens(self.diligence.forgets):
                return
            self.taps += 1
            self.heard.clear()
            await self.tap(button)
            await self.cast.house.settle()

    def labels_now(self) -> tuple[str, ...]:
        """What he would tap, best first."""
        return self.labels


class Merchant(Worker):
    """Answers picking lists; now and then something is not there. A forgetful one lets a whole list lapse."""

    labels = ("Alles da",)

    async def react(self) -> None:
        """One decision for a whole list."""
        if self.find("Alles da") is None or self.chance.happens(self.diligence.forgets):
            return
        if self.chance.happens(self.diligence.lacks):
            await self._something_is_missing()
        else:
            await super().react()

    async def _something_is_missing(self) -> None:
        missing = self.find("Etwas fehlt")
        if missing is None:
            return
        await self.tap(missing)
        first = self.last.buttons[0] if self.last and self.last.buttons else None
        if first is not None:
            await self.tap(first)
        for label in ("Gar keine", "Fertig"):
            button = self.find(label)
            if button is not None:
                await self.tap(button)


class Packer(Worker):
    """Puts goods into compartments: asks for work and goes on as long as there is some."""

    labels = ("Fach", "Eingeräumt", "Weiter mit")

    async def work(self) -> None:
        """A round in the morning."""
        await self.write("Aufgaben")
        for _ in range(STEPS_IN_A_ROW * 4):
            button = self._next()
            if button is None:
                return
            self.taps += 1
            self.heard.clear()
            await self.tap(button)
            await self.cast.house.settle()

    async def react(self) -> None:
        """Everything is done while working; nothing is done for a message alone."""

    def _next(self) -> Button | None:
        if self.last is None or "antwortet gerade nicht" in self.last.text:
            return None  # the station is silent: the next round will do it
        if "klemmt" in self.last.text:
            return self.find("Anderes Fach", "Tür klemmt")
        known = self.find("Eingeräumt", "Weiter mit")
        return known or (self.last.buttons[0] if self.last.buttons else None)


class Volunteer(Worker):
    """Takes over what is asked, does it some time later, and says so."""

    labels = ("Ich mach das",)

    async def react(self) -> None:
        """Take it over if it suits; go there an hour later."""
        button = self.find("Ich mach das")
        if button is None or self.chance.happens(self.diligence.forgets):
            return
        self.heard.clear()
        await self.tap(button)
        self.cast.later(self.chance.between(30, 120), self.do_it)

    async def do_it(self) -> None:
        """Open, take out, open, take out."""
        for _ in range(STEPS_IN_A_ROW):
            button = self.find("Fach", "Herausgenommen")
            if button is None:
                return
            self.taps += 1
            self.heard.clear()
            await self.tap(button)
            await self.cast.house.settle()


class Operator(Worker):
    """Hears what goes wrong and looks after it; the telephone is not simulated."""

    def __init__(self, cast: Cast, person_id: str, name: str, diligence: Diligence) -> None:
        super().__init__(cast, person_id, name, diligence)
        self.alarms: list[str] = []

    def notice(self, message: Outgoing) -> None:
        """Keep what was said, for the report."""
        self.alarms.append(message.text.split("\n")[0])

    async def react(self) -> None:
        """Nothing by chat: she telephones."""
