"""The logistics centre: takes in what stands in the yard, counts, and packs crates by stop."""

from __future__ import annotations

import re

from bots.channels.channel import Button
from bots.simulation.cast import Cast
from bots.simulation.driving import CODE, Yard
from bots.simulation.workers import Diligence, Worker
from domain.clock import local_day

PACKING = re.compile(r"Packen: Tour (\d+)")
TAKING_IN = "Annehmen: "
STEPS_IN_A_ROW = 200
SOMETHING_LACKS = 0.04  # of all merchants' goods: broken, forgotten, counted wrongly


class CentreWorker(Worker):
    """Comes when a van is heard, and at fixed hours; does what can be done and leaves the rest."""

    def __init__(self, cast: Cast, person_id: str, name: str, yard: Yard) -> None:
        super().__init__(cast, person_id, name, Diligence())
        self._yard = yard
        self._packing = ""
        self._named = False
        self.short = 0

    async def work(self) -> None:
        """Ask what is to be done, and do it as long as there is something one can do."""
        self.heard.clear()
        await self.write("Aufgaben")
        for _ in range(STEPS_IN_A_ROW):
            button = self._next()
            if button is None:
                return
            self.taps += 1
            self._note(button)
            self.heard.clear()
            await self.tap(button)

    async def react(self) -> None:
        """Everything is done while working; nothing is done for a message alone."""

    def _next(self) -> Button | None:
        if self.find("Etwas fehlt") is not None and self.chance.happens(SOMETHING_LACKS):
            self.short += 1
            return self.find("Etwas fehlt")
        known = self.find("Alles da", "Gepackt", "Nichts davon")
        if known is not None:
            return known
        if self.find("Mehr fehlt nicht") is not None:
            return self._missing()
        buttons = self.last.buttons if self.last else ()
        here = (button for button in buttons if button.title.removeprefix(TAKING_IN) in self._yard.unloaded)
        return next(here, None) or self.find("Packen", "Weitere")

    def _missing(self) -> Button | None:
        """One thing is missing, and nothing more."""
        assert self.last is not None
        self._named = not self._named
        return self.last.buttons[0] if self._named else self.find("Mehr fehlt nicht")

    def _note(self, button: Button) -> None:
        packing = PACKING.match(button.title)
        if packing is not None:
            self._packing = packing[1]
        elif button.title.startswith(TAKING_IN):
            self._yard.unloaded.discard(button.title.removeprefix(TAKING_IN))
        elif button.title == "Gepackt" and self.last is not None:
            self._yard.bags.update(code for row in self.last.rows for code in CODE.findall(row.thing))
            self._yard.packed[local_day(self.cast.now()), self._packing] += 1
