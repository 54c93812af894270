"""Whoever works by tapping what stands there, early, late or never; and the merchants."""

from __future__ import annotations

from dataclasses import dataclass

from bots.channels.channel import Outgoing
from bots.simulation.cast import Cast, Person

STEPS_IN_A_ROW = 60
REFUSES = 0.1  # of all requests for somebody's time


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

    @property
    def last(self) -> Outgoing | None:
        """The last message that asks something, or the last one."""
        asking = next((message for message in reversed(self.heard) if message.buttons), None)
        return asking or super().last

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
        done = self.find("Ausgezahlt", "Erledigt")
        if done is not None:
            self.heard.clear()
            await self.tap(done)
            return
        asked = next((one for one in self.heard if "fragt an:" in one.text and len(one.buttons) > 1), None)
        if asked is not None and not self.chance.happens(self.diligence.forgets):
            self.heard.clear()
            refuses = self.find("Geht nicht", among=asked) if self.chance.happens(REFUSES) else None
            await self.tap(refuses or asked.buttons[0])
            return
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
