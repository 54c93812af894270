"""Volunteers of a village: they take over what is asked, in their own time, or do not."""

from __future__ import annotations

from bots.channels.channel import Button, Outgoing
from bots.simulation.cast import Cast
from bots.simulation.driving import Driving, Road, Yard
from bots.simulation.workers import STEPS_IN_A_ROW, Diligence, Worker

DECLINES = 0.2
HANDS_BACK = 0.1
COUNTS_OTHERWISE = 0.15


class Volunteer(Worker):
    """Takes over what is asked, does it some time later, and says so; some drive, too."""

    def __init__(self, cast: Cast, person_id: str, name: str, diligence: Diligence, yard: Yard) -> None:
        super().__init__(cast, person_id, name, diligence)
        self.driving = Driving(self, yard, Road())

    def notice(self, message: Outgoing) -> None:
        """A tour is a matter of its own."""
        self.driving.notice(message)

    async def react(self) -> None:
        """Take over and do what suits; say no, say later, or do not answer at all."""
        asked = [message for message in self.heard if self.find("Ich mach das", among=message) is not None]
        for message in asked:
            if not self.chance.happens(self.diligence.forgets):
                await self._answer(message)

    async def _answer(self, message: Outgoing) -> None:
        button = self.find("Ich mach das", among=message)
        if self.chance.happens(DECLINES):
            button = self.find(self.chance.one_of(("Kann nicht", "Später")), among=message) or button
        assert button is not None
        self.heard.clear()
        await self.tap(button)
        if button.title == "Ich mach das":
            await self.do_it()
        elif self.find("Heute Nachmittag", "Morgen") is not None:
            later = self.find("Heute Nachmittag", "Morgen")
            assert later is not None
            await self.tap(later)

    async def do_it(self) -> None:
        """Open, take out or put in, count, say so; now and then it cannot be done after all."""
        if self.chance.happens(HANDS_BACK):
            back = self.find("Kann doch nicht")
            if back is not None:
                await self.tap(back)
                return
        for _ in range(STEPS_IN_A_ROW):
            words = self._in_words()
            button = self._next()
            if words is None and button is None:
                return
            self.taps += 1
            self.heard.clear()
            if words is not None:
                await self.write(words)
            elif button is not None:
                await self.tap(button)
            await self.cast.house.settle()

    def _next(self) -> Button | None:
        if self.last is not None and "antwortet gerade nicht" in self.last.text:
            return None  # another time; the task is still hers
        if self.find("Stimmt genau") is not None and self.chance.happens(COUNTS_OTHERWISE):
            return self.find("Anders gezählt")
        return self.find("Stimmt genau", "Voll", "Ja, fertig", "Nein, nichts", "Herausgenommen", "Fach")

    def _in_words(self) -> str | None:
        """How many there were, where it is asked so."""
        told = self.last.text if self.last is not None else ""
        return str(self.chance.below(12)) if "Wie viele" in told and "sind es" in told else None
