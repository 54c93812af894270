"""What residents want besides ordering: bring empties back, buy at the wall, have somebody come, receive parcels."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bots.channels.channel import Outgoing
from bots.simulation.cast import Person

LINK = re.compile(r"https?://\S+")
PAGE_LEFT, PAGE_CANCELLED = 0.1, 0.1  # of all who are shown the page to pay
STEPS = 12
DOOR_LEFT = 0.05  # of all who have paid: they go home without opening


@dataclass(frozen=True, slots=True)
class Errand:
    """One wish in words, the labels she taps (the first that fits), and what she writes to a question without any."""

    name: str
    words: str
    labels: tuple[str, ...]
    free: tuple[tuple[str, str], ...] = ()
    first_of: tuple[str, ...] = ()  # questions to which the first answer is as good as any
    ends: tuple[str, ...] = ()


EMPTIES = ("12 Bierflaschen zurück", "ein leerer Kasten ohne Flaschen", "6 Bierflaschen", "acht Wasserflaschen Mehrweg")
ADDRESS = (("Straße", "Dorfstraße 12"), ("Hausnummer", "Dorfstraße 12"))


def empties(person: Person, *, by_driver: bool, paid_out: bool) -> Errand:
    """Bottles and crates, into a compartment or to the driver."""
    words = person.chance.one_of(EMPTIES)
    fach, tour = ("In ein Fach", "Der Fahrer nimmt es mit")
    way = (tour, fach) if by_driver else (fach, tour)
    money = ("Ja, auszahlen", "Von der Rechnung") if paid_out else ("Von der Rechnung", "Ja, auszahlen")
    sure = ("Nein, ohne Flaschen", "Ja, so viel", "Ja, stimmt", "An einem anderen Tag", "Leergut abgeben")
    back = words if words.endswith("zurück") else f"{words} zurück"
    return Errand(
        "Leergut", back, (*way, *money, *sure), ADDRESS, ("Welche sind es",), ("Angemeldet", "nimmt nur", "kein Fach")
    )


def service(person: Person) -> Errand:
    """Somebody's time at home."""
    words = person.chance.one_of(
        ("Ich bräuchte mal jemanden für die Haare", "Meine Messer müssten geschliffen werden", "Fußpflege bitte")
    )
    labels = ("Ja, anfragen", "Ist mir gleich", "Nein, zeigen", "Jetzt kaufen")
    return Errand("Dienst", words, labels, ADDRESS, ("Was davon", "Was soll jemand", "Wie viele"), ("ist unterwegs",))


def parcels_allowed() -> Errand:
    """Couriers may put parcels in for her."""
    return Errand("Paket erlaubt", "Kann ich ein Paket ins Fach bekommen?", ("Ja",), (), (), ("hören Sie von mir",))


def slot(station: str, no: int) -> Errand:
    """She stands at the wall and wants what lies behind a number."""
    labels = ("Jetzt kaufen", "Ja, öffnen", "Ja, habe ich")
    return Errand("Fach kaufen", f"Fach {no} in {station}", labels, (), (), ("Beleg",))


class Errands:
    """Goes through one errand after the other, one message at a time."""

    def __init__(self, person: Person, pay: Callable[[str, bool], Awaitable[None]]) -> None:
        self._person, self._pay = person, pay
        self.open: Errand | None = None
        self._steps = 0
        self.done: list[str] = []

    async def begin(self, errand: Errand) -> None:
        """Say what she wants."""
        self.open, self._steps = errand, 0
        await self._person.write(errand.words)

    async def go_on(self) -> bool:
        """Answer what stands there; whether there was anything to answer."""
        errand, message = self.open, self._message()
        if errand is None or message is None:
            return False
        self._steps += 1
        if self._steps > STEPS or any(end in message.text for end in errand.ends):
            self.open = None
            self.done.append(errand.name)
            return True
        link = LINK.search(message.text)
        if link is not None and "bezahlen Sie" in message.text:
            await self._at_the_page(link[0])
            return True
        if "Stehen Sie davor" in message.text and self._person.chance.happens(DOOR_LEFT):
            self.open = None
            return True
        await self._answer(errand, message)
        return True

    def _message(self) -> Outgoing | None:
        asking = [message for message in self._person.heard if message.buttons or message.text.rstrip().endswith("?")]
        return asking[-1] if asking else self._person.heard[-1] if self._person.heard else None

    async def _answer(self, errand: Errand, message: Outgoing) -> None:
        button = self._person.find(*errand.labels, among=message)
        if button is None and message.buttons and _asks(message.text, errand.first_of):
            button = message.buttons[0]
        self._person.heard.clear()
        if button is not None:
            await self._person.tap(button)
            return
        words = next((words for question, words in errand.free if question in message.text), None)
        if words is None:
            self.open = None
        else:
            await self._person.write(words)

    async def _at_the_page(self, link: str) -> None:
        chance = self._person.chance
        self._person.heard.clear()
        if chance.happens(PAGE_LEFT):
            self.open = None
        else:
            await self._pay(link.rstrip("."), not chance.happens(PAGE_CANCELLED))


def _asks(text: str, questions: Sequence[str]) -> bool:
    return any(question in text for question in questions)
