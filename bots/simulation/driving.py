"""Whoever drives: reads one stop at a time, goes there by the map, and taps what became of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from bots.channels.channel import Button, Outgoing
from bots.simulation.cast import Cast, Person
from bots.simulation.codes import MONTHS, next_day
from bots.simulation.workers import Diligence, Worker
from domain.clock import at_local, local_day
from domain.distance import kilometres

DAY = re.compile(rf"Ihre Tour am \w+, (\d+)\. ({'|'.join(MONTHS)})")
CODE = re.compile(r"\b[A-Z]{3}-\d{2}\b")
HALTS = re.compile(r"für (\d+) Halte")
TOUR = re.compile(r"\bTour (\d+) mit")
OPENING = re.compile(r"Fach \d+ öffnen")
SETS_OUT = re.compile(r"los um (\d+)(?::(\d+))? Uhr")
MERCHANT = re.compile(r"Halt \d+ von \d+: (.+?), ")
PLACE = re.compile(r"geo:(-?[\d.]+),(-?[\d.]+)")
EARLY = timedelta(minutes=10)
AN_HOUR = timedelta(hours=1)
LOOKS_AGAIN = 10.0  # minutes
AIR_LINE_KMH = 30.0
TO_THE_CENTRE = 25.0  # minutes: its place is not told, everybody knows it
STEPS_IN_A_ROW = 80
PATIENCE = 4  # times that the same is asked: then she leaves it; twice as often: then she gives up

BESIDE = ("Ihre Tour am", "Bitte fahren Sie")
AT_A_MERCHANT, AT_THE_CENTRE, AT_THE_RAMP = "Mitnehmen:", "Bitte am Logistikzentrum laden", "Zurück am Logistikzentrum"


@dataclass
class Yard:
    """The yard of the centre: whose goods have been unloaded, which bags stand ready, and who hears the van.

    Bags have the codes of their orders on them. What comes back from a tour stands there again.
    """

    unloaded: set[str] = field(default_factory=set)
    bags: set[str] = field(default_factory=set)
    packed: Counter[tuple[date, str]] = field(default_factory=Counter)  # stops, by day and number of the tour
    heard_by: list[Callable[[], None]] = field(default_factory=list)

    def unload(self, merchants: set[str]) -> None:
        """A van is empty again."""
        self.unloaded |= merchants
        for hear in self.heard_by:
            hear()


@dataclass(frozen=True, slots=True)
class Road:
    """What happens on the road. Shares are of all stops."""

    nobody_opens: float = 0.08
    no_card: float = 0.2
    blocked: float = 0.02
    left_out: float = 0.3  # of the blocked ones
    held_up: float = 0.03


class Driving:
    """One person's way through her tours. What she reads decides what she taps; the clock goes on while she drives."""

    def __init__(self, person: Person, yard: Yard, road: Road) -> None:
        self._person, self._yard, self._road = person, yard, road
        self._place: tuple[float, float] | None = None
        self._on_board: set[str] = set()
        self._bags: set[str] = set()
        self._tour = ""
        self._waits_since: datetime | None = None
        self._at_the_wheel = False
        self._silent_here = False
        self.falls_ill_after: int | None = None  # stops, on the next tour
        self.ill_until: datetime | None = None
        self.stops = 0

    # --- being asked -------------------------------------------------------------------------------------

    def notice(self, message: Outgoing) -> None:
        """A tour: she will be there in time. One that is under way already waits for her."""
        found = self._person.find("Losfahren", among=message)
        at, day = SETS_OUT.search(message.text), DAY.search(message.text)
        if found is not None and at is not None and day is not None:
            begins = at_local(
                next_day(local_day(self._person.cast.now()), int(day[1]), day[2]), time(int(at[1]), int(at[2] or 0))
            )
            self._person.cast.plan(begins - EARLY, self.set_out)
        going = self._person.find("Weiterfahren", among=message)
        if going is not None:
            self._person.cast.later(self._person.chance.between(20, 60), lambda: self._take_over(going))

    @property
    def is_ill(self) -> bool:
        """Whether she stays in bed."""
        return self.ill_until is not None and self._person.cast.now() < self.ill_until

    async def set_out(self) -> None:
        """Look what there is to drive, and drive it; one that is at the wheel already goes on."""
        if self.is_ill or self._at_the_wheel:
            return
        self._person.heard.clear()
        await self._person.write("Tour")
        await self._go_on()

    async def _take_over(self, going: Button) -> None:
        if self.is_ill or self._at_the_wheel:
            return
        self._person.heard.clear()
        await self._person.tap(going)
        await self._go_on()

    # --- driving -----------------------------------------------------------------------------------------

    async def _go_on(self) -> None:
        """Drive to where the last message sends her, then do what is to be done there."""
        minutes = self._minutes_away()
        if minutes is None and self._at_the_wheel:  # something else has come up in the chat: where was I?
            self._person.heard.clear()
            await self._person.write("Tour")
            minutes = self._minutes_away()
        if minutes is None:
            self._at_the_wheel = False
            return
        self._at_the_wheel = True
        self._person.cast.later(minutes, self._arrive)

    async def _arrive(self) -> None:
        """Everything that is to be done at one place."""
        here = self._told()
        seen: Counter[str] = Counter()
        self.stops += 1
        if self.falls_ill_after is not None and self.stops > self.falls_ill_after:
            await self._fall_ill()
            return
        for _ in range(STEPS_IN_A_ROW):
            button = self._next()
            if button is None and self._silent_here:
                await self._back_to_the_stop()
                button = self._next()
            if button is None:
                break
            before = self._told()
            self._note(button, before)
            self._person.heard.clear()
            await self._person.tap(button)
            await self._person.cast.house.settle()
            seen[before] += 1
            self._silent_here |= seen[before] == PATIENCE
            if seen[before] > 2 * PATIENCE:
                self._person.gets_stuck(before)
                self._at_the_wheel = False
                return
            if self._moved(here):
                break
        await self._go_on()

    async def _back_to_the_stop(self) -> None:
        """Nothing can be put in here; an old question may have to be answered first."""
        for _ in range(2):
            await self._person.write("Tour")
            if self._next() is not None:
                return

    async def _fall_ill(self) -> None:
        """In the middle of the tour: she stops and says so."""
        cast = self._person.cast
        self.falls_ill_after, self._at_the_wheel = None, False
        self.ill_until = cast.now() + timedelta(hours=40)
        await self._person.write("Ich bin krank und kann nicht weiterfahren")

    def _told(self) -> str:
        """The last message that says where one is, or what to tap there."""
        asking = self._asking()
        return asking.text if asking is not None else ""

    def _asking(self) -> Outgoing | None:
        """The last one that asks something; what comes up beside it is for later."""
        asking = (message for message in reversed(self._person.heard) if message.buttons)
        return next((message for message in asking if not message.text.startswith(BESIDE)), None)

    def _moved(self, here: str) -> bool:
        """Whether the chat sends her to another place by now."""
        there = PLACE.search(self._told())
        was = PLACE.search(here)
        if there is not None:
            return was is None or there[0] != was[0]
        return self._told().startswith((AT_THE_RAMP, AT_THE_CENTRE)) and not here.startswith(
            (AT_THE_RAMP, AT_THE_CENTRE)
        )

    def _minutes_away(self) -> float | None:
        """How long it takes to where the last message sends her; None: nowhere any more."""
        chance, told = self._person.chance, self._told()
        if self._next() is None:
            return LOOKS_AGAIN if told.startswith(AT_THE_CENTRE) else None
        extra = chance.between(20, 70) if chance.happens(self._road.held_up) else 0.0
        place = PLACE.search(told)
        if place is None:
            near = told.startswith(AT_THE_CENTRE) or self._place is None
            return (chance.between(1, 6) if near else TO_THE_CENTRE * chance.between(0.8, 1.2)) + extra
        before, self._place = self._place, (float(place[1]), float(place[2]))
        if before is None:
            return TO_THE_CENTRE * chance.between(0.6, 1.2) + extra
        hours = kilometres(*before, *self._place) / AIR_LINE_KMH
        return hours * 60 * chance.between(0.8, 1.2) + chance.between(2, 6) + extra

    # --- what is tapped ----------------------------------------------------------------------------------

    def _next(self) -> Button | None:
        """What a driver taps at what stands there."""
        find, told, chance = self._find, self._told(), self._person.chance
        if "antwortet gerade nicht" in told:
            self._silent_here = True
            return find("Später")
        if find("Losfahren") is not None:
            return self._begin(told)
        if "klemmt" in told and find("Anderes Fach", "Tür klemmt") is not None:
            return find("Anderes Fach", "Tür klemmt")
        if find("Abgegeben") is not None:
            return find("Niemand da") if chance.happens(self._road.nobody_opens) else self._or_blocked("Abgegeben")
        if find("Ausweis gesehen") is not None:
            return find("Kein Ausweis") if chance.happens(self._road.no_card) else find("Ausweis gesehen")
        if find("Einräumen") is not None:
            return find("Fertig hier") if self._silent_here else find("Einräumen")
        if told.startswith(AT_THE_CENTRE) and not self._is_packed(told):
            return None
        if find("Halt auslassen") is not None:
            return find("Halt auslassen") if chance.happens(self._road.left_out) else find("Weiter")
        if find("Straße gesperrt") is not None:
            return find("Straße gesperrt")
        going_on = find("Weiter mit der Tour", "Weiter mit Tour")
        if going_on is not None and not self._bag_waits():
            return going_on
        if "sind es" in told or find("Leergut zählen", "Im Wagen", "Stimmt genau", "Ja, fertig", "Nein, nichts"):
            return find("Leergut zählen", "Im Wagen", "Stimmt genau", "Ja, fertig", "Nein, nichts")
        known = find("Mitgenommen", "Geladen", "Abgeladen", "Eingeräumt", "Nein, ins Fach", "Tour ")
        return known or self._bag(told) or self._plain("Weiter")

    def _is_packed(self, told: str) -> bool:
        """Whether the crates for all halts stand there; for longer than an hour nobody waits for the rest."""
        now = self._person.cast.now()
        halts = HALTS.search(told)
        ready = self._yard.packed[local_day(now), self._tour] >= int(halts[1] if halts else 1)
        self._waits_since = self._waits_since or now
        if not ready and now - self._waits_since < AN_HOUR:
            return False
        self._waits_since = None
        return True

    def _bag(self, told: str) -> Button | None:
        """The next bag that is in the van; what is not in it cannot be put in."""
        opening = next((button for button in self._buttons() if OPENING.fullmatch(button.title)), None)
        if opening is not None:
            return opening if not CODE.search(told) or self._has(told) else self._leave_it()
        for button in self._buttons():
            if self._has(button.title):
                return button
        return self._leave_it() if "Welche Bestellung" in told else None

    def _bag_waits(self) -> bool:
        """Whether another bag that is in the van is asked for."""
        return any(self._has(button.title) for button in self._buttons())

    def _leave_it(self) -> Button | None:
        self._silent_here = True
        return self._find("Später")

    def _has(self, said: str) -> bool:
        return any(code in self._bags for code in CODE.findall(said))

    def _plain(self, label: str) -> Button | None:
        return next((button for button in self._buttons() if button.title == label), None)

    def _or_blocked(self, label: str) -> Button | None:
        return self._find("Problem" if self._person.chance.happens(self._road.blocked) else label)

    def _begin(self, told: str) -> Button | None:
        """Now, or later when there is still time."""
        at = SETS_OUT.search(told)
        now = self._person.cast.now()
        if at is None or self._find("Später") is None:
            return None  # the notice of the evening before
        begins = at_local(local_day(now), time(int(at[1]), int(at[2] or 0)))
        if begins - now <= EARLY * 3:
            return self._find("Losfahren")
        self._person.cast.plan(begins - EARLY, self.set_out)
        return None

    def _note(self, button: Button, told: str) -> None:
        """What she has done with her hands."""
        if button.title == "Geladen" and AT_A_MERCHANT in told:
            shop = MERCHANT.search(told)
            if shop is not None:
                self._on_board.add(shop[1])
        elif button.title == "Geladen":
            self._bags = set(self._yard.bags)
        elif button.title == "Abgeladen":
            self._yard.unload(self._on_board)
            self._on_board = set()
        elif button.title == "Losfahren" and (tour := TOUR.search(told)) is not None:
            self._tour = tour[1]
        if button.title in {"Weiter", "Fertig hier", "Geladen"}:
            self._silent_here = False

    def _find(self, *labels: str) -> Button | None:
        return next((button for label in labels for button in self._buttons() if button.title.startswith(label)), None)

    def _buttons(self) -> Sequence[Button]:
        asking = self._asking()
        return asking.buttons if asking is not None else ()


class Driver(Worker):
    """Drives a van of the county; now and then falls ill."""

    def __init__(self, cast: Cast, person_id: str, name: str, yard: Yard) -> None:
        super().__init__(cast, person_id, name, Diligence())
        self.driving = Driving(self, yard, Road())

    def notice(self, message: Outgoing) -> None:
        """A tour, or that somebody else drives it."""
        self.driving.notice(message)

    async def react(self) -> None:
        """Who is ill says so when a tour comes; everything else is done at the wheel."""
        if not self.driving.is_ill:
            return
        for message in self.heard:
            refusing = self.find("Ich kann nicht", among=message)
            if refusing is not None:
                await self.tap(refusing)
        self.heard.clear()
