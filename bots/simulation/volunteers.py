"""Volunteers of a village: they take over what is asked, in their own time, or do not."""

from __future__ import annotations

from bots.channels.channel import Outgoing
from bots.simulation.cast import Cast
from bots.simulation.driving import Driving, Road, Yard
from bots.simulation.workers import STEPS_IN_A_ROW, Diligence, Worker


class Volunteer(Worker):
    """Takes over what is asked, does it some time later, and says so; some drive, too."""

    def __init__(self, cast: Cast, person_id: str, name: str, diligence: Diligence, yard: Yard) -> None:
        super().__init__(cast, person_id, name, diligence)
        self.driving = Driving(self, yard, Road())

    def notice(self, message: Outgoing) -> None:
        """A tour is a matter of its own."""
        self.driving.notice(message)

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
