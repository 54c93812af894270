"""The office: hears what goes wrong, decides with a tap what can be decided so, and telephones for the rest."""

from __future__ import annotations

import re
from collections import Counter

from bots.channels.channel import Outgoing
from bots.simulation.cast import Cast
from bots.simulation.workers import Diligence, Worker

TOUR_OF_A_DAY = re.compile(r"Tour \d+ am \w+, \d+\. \w+")
PATIENCE = 2
DECIDES = ("Anderer Fahrer", "In den Abholpunkt", "Verschieben auf")
STOPS_A_TOUR = 0.25  # of the times when somebody cannot drive on


class Operator(Worker):
    """Hears everything; the one on duty decides."""

    def __init__(self, cast: Cast, person_id: str, name: str, *, on_duty: bool) -> None:
        super().__init__(cast, person_id, name, Diligence(minutes=15))
        self.on_duty = on_duty
        self.alarms: list[str] = []
        self.stopped = 0
        self._asked: list[Outgoing] = []
        self._waited_for: Counter[str] = Counter()

    def notice(self, message: Outgoing) -> None:
        """Keep what was said, for the report and for the decisions."""
        if message.urgency != "answer" or "kann Tour" in message.text:
            self.alarms.append(message.text.split("\n")[0])
        if self.on_duty and self.find(*DECIDES, among=message) is not None:
            self._asked.append(message)

    async def react(self) -> None:
        """Decide what is asked, one after the other."""
        asked, self._asked = self._asked, []
        for message in asked:
            await self._decide(message)
        self.heard.clear()

    async def _decide(self, message: Outgoing) -> None:
        if "kann Tour" in message.text:
            await self._somebody_else(message)
        elif "noch nicht" in message.text:
            await self._wait_or_stop(message)
        elif "fährt niemand" in message.text:
            button = self.find("In den Abholpunkt", "Verschieben auf", among=message)
            if button is not None:
                await self.tap(button)

    async def _somebody_else(self, message: Outgoing) -> None:
        """Somebody is ill: another driver, or nobody drives."""
        other = self.find("Anderer Fahrer", among=message)
        if self.chance.happens(STOPS_A_TOUR):
            await self._stop(message)
        elif other is not None:
            await self.tap(other)
            if self.last is not None and self.last.buttons:
                await self.tap(self.last.buttons[0])

    async def _wait_or_stop(self, message: Outgoing) -> None:
        """Twice the driver may be a little late; then nobody comes any more."""
        found = TOUR_OF_A_DAY.search(message.text)
        if found is None:
            return
        self._waited_for[found[0]] += 1
        if self._waited_for[found[0]] > PATIENCE:
            await self._stop(message)

    async def _stop(self, message: Outgoing) -> None:
        """Nothing more of this tour is driven today."""
        show = self.find("Tour ", among=message)
        if show is None:
            return
        await self.tap(show)
        stop = self.find("Tour stoppen")
        if stop is not None:
            self.stopped += 1
            await self.tap(stop)
