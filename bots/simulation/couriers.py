"""Couriers of carriers: they write for whom a parcel is, type the code at the wall, put it in, and have no time."""

from __future__ import annotations

from bots.channels.channel import Button, Outgoing
from bots.simulation.cast import Cast
from bots.simulation.codes import Told, told_in
from bots.simulation.workers import Diligence, Worker

SIZES = ("Klein", "Mittel", "Mittel", "Größer")
STEPS = 8


class Courier(Worker):
    """Stands at the wall with a parcel."""

    def __init__(self, cast: Cast, person_id: str, name: str) -> None:
        super().__init__(cast, person_id, name, Diligence())
        self._told: Told | None = None
        self.brought = 0
        self.taken_back = 0

    def notice(self, message: Outgoing) -> None:
        """A code for a door, and the pick-up point where it is good."""
        self._told = told_in(message.text, self.cast.now(), self.cast.stations) or self._told

    async def bring(self, label: str) -> None:
        """One parcel, from what stands on it to the shut door."""
        self.heard.clear()
        self._told = None
        await self.write(f"Paket für {label}")
        await self.cast.house.settle()
        for _ in range(STEPS):
            told = self._known()
            if told is not None:
                await self._put_in(told)
                return
            button = self._answer()
            if button is None:
                break
            self.heard.clear()
            await self.tap(button)
            await self.cast.house.settle()
        self.taken_back += 1

    async def react(self) -> None:
        """Everything is done at the wall."""

    def _known(self) -> Told | None:
        return self._told

    def _answer(self) -> Button | None:
        return self.find("Ja, in") or self.find(self.chance.one_of(SIZES), "Groß, bis", "Mittel")

    async def _put_in(self, told: Told) -> None:
        opened = await self.types(told, "")
        await self.cast.house.settle()
        button = self.find("Eingelegt") if opened else self.find("Tür klemmt", "Passt nicht")
        self.brought += bool(opened)
        self.taken_back += not opened
        self.heard.clear()
        if button is not None:
            await self.tap(button)
