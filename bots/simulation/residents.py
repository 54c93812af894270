"""Residents with habits: what they order, how they write it, when they come for it, and what they forget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bots.channels.channel import Button, Outgoing
from bots.simulation.cast import Cast, Person
from bots.simulation.codes import Told, told_in
from bots.simulation.errands import Errand, Errands

NUMBERS = ("ein", "zwei", "drei", "vier")
FORGETS = 0.1  # of all visits: she is back within minutes
PATIENCE = 14  # questions after which an old lady puts the telephone down


@dataclass(frozen=True, slots=True)
class Habits:
    """How somebody is. Shares are of all occasions."""

    orders_a_week: float
    typos: float
    wants_home: bool
    comes: float  # fetches the goods in time
    twice: float  # orders the same thing again by mistake
    hesitates: float  # buys only hours later
    calls_off: float


class Resident(Person):
    """One resident with a telephone, a station nearby and things she needs."""

    def __init__(
        self, cast: Cast, person_id: str, name: str, station_id: str, habits: Habits, goods: Sequence[str]
    ) -> None:
        super().__init__(cast, person_id, name)
        self.station_id, self.habits, self.goods = station_id, habits, goods
        self.village = ""
        self.gave_up = 0
        self.bought = 0
        self.absent = False
        self.errands = Errands(self, cast.house.pay)
        self._questions = 0
        self._shopping = False

    # --- shopping ----------------------------------------------------------------------------------------

    def plan_week(self) -> None:
        """Set out for shopping on some mornings of the coming week."""
        for day in range(6):
            if self.chance.happens(self.habits.orders_a_week / 6):
                minutes = day * 24 * 60 + self.chance.between(-60, 9 * 60)
                self.cast.later(minutes, self.shop)

    async def shop(self) -> None:
        """Write down what is needed, the way people write it."""
        if self.absent:
            return
        self._shopping, self._questions = True, 0
        await self.write(self.shopping_list())

    async def go_for(self, errand: Errand) -> None:
        """Something else than shopping; while she shops it waits."""
        if self.absent:
            return
        if self._shopping or self.errands.open is not None:
            self.cast.later(60, lambda: self.go_for(errand))
            return
        await self.errands.begin(errand)

    async def _answer_others(self) -> None:
        """What merchants and the county ask of her: a time for a visit, what becomes of a foreign bottle."""
        for message in tuple(self.heard):
            button = self.find("Nein, bitte entsorgen", among=message)
            if "schlägt Ihnen vor" in "".join(one.text for one in self.heard) and button is None:
                button = self.find("Jetzt kaufen", among=message)
            if button is not None:
                self.heard.clear()
                await self.tap(button)
                return

    def shopping_list(self) -> str:
        """A few things with numbers, often without commas, sometimes with a slip."""
        things = [self.chance.one_of(self.goods) for _ in range(1 + self.chance.below(3))]
        parts = [f"{self.chance.one_of(NUMBERS)} {thing}" for thing in dict.fromkeys(things)]
        joined = self.chance.one_of((", ", " und ", " ")).join(parts)
        text = self.chance.one_of(("{}", "ich brauche {}", "bitte {}", "{} bitte", "Guten Morgen, {}")).format(joined)
        return self._slip(text) if self.chance.happens(self.habits.typos) else text

    def _slip(self, text: str) -> str:
        at = self.chance.below(max(1, len(text) - 1))
        return text[:at] + text[at + 1 : at + 2] + text[at] + text[at + 2 :]

    async def react(self) -> None:
        """Answer the question that stands there while shopping."""
        if self.errands.open is not None:
            await self.errands.go_on()
            return
        if not self._shopping:
            await self._answer_others()
        if not self._shopping or self.last is None:
            return
        self._questions += 1
        if self._questions > PATIENCE:
            self._shopping, self.gave_up = False, self.gave_up + 1
            await self.write("stopp")
            return
        buy = self.find("Jetzt kaufen")
        if buy is not None:
            await self._buy(buy)
            return
        button = self._choice()
        if button is not None:
            await self.tap(button)
        elif self.last.text.rstrip().endswith("?") or not self.last.buttons:
            await self.write(self._free_answer(self.last.text))

    def _choice(self) -> Button | None:
        assert self.last is not None
        home = ("Nach Hause", "Ins Fach") if self.habits.wants_home else ("Ins Fach", "Nach Hause")
        told = (*home, "Ja, dazu", "Ja, noch einmal", "Das ist alles", "Alles am", "Weglassen", "Nein, weglassen")
        found = self.find(*told)
        plain = [button for button in self.last.buttons if button.style == "plain"]
        return found or (plain[0] if plain else None)

    def _free_answer(self, question: str) -> str:
        if "Wie viel" in question:
            return "zwei"
        if "Straße" in question or "Hausnummer" in question:
            return "Dorfstraße 12"
        return "Das ist alles"

    async def _buy(self, button: Button) -> None:
        if self.chance.happens(self.habits.hesitates):
            self._shopping = False
            self.cast.later(self.chance.between(60, 300), lambda: self._buy_after_all(button))
            return
        self._shopping = False
        await self.tap(button)
        self.bought += 1
        if self.chance.happens(self.habits.twice):
            self.cast.later(self.chance.between(30, 120), self.shop)
        if self.chance.happens(self.habits.calls_off):
            self.cast.later(self.chance.between(5, 60), self._call_off)

    async def _buy_after_all(self, button: Button) -> None:
        await self.tap(button)
        buy = self.find("Jetzt kaufen")
        if buy is not None:  # something has changed meanwhile: the new offer is bought
            await self.tap(buy)
        self.bought += 1

    async def _call_off(self) -> None:
        await self.write("Ich möchte meine Bestellung stornieren")
        button = self.find("Ja")
        if button is not None:
            await self.tap(button)

    # --- collecting --------------------------------------------------------------------------------------

    def notice(self, message: Outgoing) -> None:
        """A code: she will go there some time, or forget it."""
        told = told_in(message.text, self.cast.now(), self.cast.stations)
        if told is None or "Ihr Code:" not in message.text:
            return
        if self.chance.happens(self.habits.comes):
            hours = self.chance.between(0.5, 20.0)
            self.cast.plan(self._by_day(hours), lambda: self.collect(told))

    def _by_day(self, hours: float) -> datetime:
        return self.cast.now() + timedelta(hours=hours)

    async def collect(self, told: Told) -> None:
        """Type the code at the wall; something forgotten brings her back within minutes."""
        if await self.types(told, self.station_id) and self.chance.happens(FORGETS):
            self.cast.later(4, lambda: self.collect(told))
