"""The stage on which screenplays are played: the sample county, one clock, and stations that answer at once.

A screenplay is a text that a councillor can read:

    Frau Pöppelbaum bestellt Milch. Mittwoch, 25. November 2026, 09:10.

    Irmgard Pöppelbaum › zwei liter milch
    Dorfbote           ‹ …                       what the machine answers (written by `make accept`)
    Irmgard Pöppelbaum › [Das ist alles]         a tap on a button that was shown to her
    (17:30)                                      the clock goes on to that time, and all that is due happens
    Dorfbote an Christoph Kornhage ‹ …           what somebody else hears

Only the first line and the lines with "›" or in brackets are the play; everything else is its outcome. People
are called as in the sample region (merchants by their owners); any other name is a stranger. A message
`<Bild>`, `<Sprache>`, `<Sticker>` … (`UNREADABLE`) is one the machine cannot read. Stage directions:

    (17:30) · (morgen 08:00) · (2 Tage später) · (3 Stunden später) · (10 Minuten später)
    (P1 schweigt) · (P1 ist wieder da) · (Fach 7 in P1 klemmt) · (Fach 7 in P1 klemmt nicht mehr)
    (Irmgard Pöppelbaum tippt ihren Code in P1) · (Jemand tippt 123456 in P1)
    (Paketfuchs, Zusteller Weser tippt seinen Botencode in P1) · (Fach 38 in P1 wird zugedrückt)
    (die Tür antwortet nicht)                    commands reach the station, answers get lost
    (die Tür antwortet nicht zu Ende)            … only "received" comes back, never the end
    (an P1 werden viele falsche Codes getippt) · (Fach 9 in P1 meldet, dass es klemmt)
    (BAE-101 kostet 2,50 €) · (von BAE-101 sind noch 2 da)
    (Carola Wessel lädt ein: volunteer P1)       an invitation; `<EINLADUNG>` in a message stands for its code, or for
                                                 that of the last one somebody was given in a chat
    (Frau Schulte tippt den zweiten Code in P1)  the newest code somebody of this name was to collect with
    (<Name> sperrt den Dorfboten)                no message reaches that person any more
    (Frau Nolte tippt den Code für das Leergut in P3)
    (<Name> öffnet den Chat neu)                 what of the chat is still to be read there
    (<Name> tippt noch einmal)                   the last button of that person once more
    (Jemand hält in P1 die Karte an Fach 25) · (Jemand hält in P1 eine gesperrte Karte an Fach 25)
    (<Name> bezahlt auf der Seite) · (<Name> bricht auf der Seite ab)
    (der Zahlungsdienst schweigt) · (der Zahlungsdienst ist wieder da) · (sein Hinweis geht verloren)
    (in P1 liegen in Fach 25 noch 3)             what a slot holds, without anybody having said so
    (P2 steht jetzt neben P1)                    a kilometre away, which no two of the sample are
    (die Tür antwortet wieder) · (die Tür sagt nachträglich, dass sie offen war)

The play runs through the real dialogue, use cases, database and outbox; only the station is a stand-in, and the
provider of payments is the simulated one without its line.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TypeVar

from bots.channels.channel import Address, Incoming, Outgoing
from bots.dialogue.manager import Manager
from bots.dialogue.scribe import Scribe
from bots.dialogue.turn import Conversations
from bots.flows.repertoire import REPERTOIRE
from bots.notices.notice import Desk
from bots.notices.sales import display
from bots.notifications import Notices
from bots.paying import Cashier
from bots.post import Post
from bots.texts.texts import Texts
from bots.timers import timers
from bots.vocabulary import CurrentParser
from domain.clock import at_local, local
from domain.county import County
from domain.ids import CommandId, PaymentId, PersonId, Sku, StationId
from domain.lockers.access import grant_list
from domain.lockers.model import PickupStatus
from domain.lockers.ports import (
    CommandAnswered,
    CommandOutcome,
    Door,
    GrantList,
    GrantsAnswered,
    StationCondition,
    StationEvent,
    StationEventKind,
    StationSeen,
)
from domain.lockers.reports import give_up_command, take_report
from domain.money import Money
from domain.people.model import SYSTEM, Role
from domain.people.service import invite, shut_out
from domain.store import Message, OutboxItem, Store, UnitOfWork
from domain.tours.day import read_day
from domain.tours.planning import plan_day
from domain.tours.service import write_plan
from integrations.payments.simulated import DECLINED, NearPayments, SimulatedProvider
from tests.fakes import ManualClock
from tests.planner import AirLine, Greedy

T = TypeVar("T")

INFO = {
    "phone": "05271 000000",
    "hours": "Montag bis Freitag von 8 bis 18 Uhr",
    "base_url": "https://dorfbote.example",
    "operator": "Smarte Nahversorgung Höxter",
    "link_key": "test",
}
SCREENFUL = 4  # messages
UNREADABLE = {
    "<Bild>": "picture",
    "<Bild mit Worten>": "captioned",
    "<Sprache>": "voice",
    "<Sticker>": "sticker",
    "<Standort>": "location",
    "<Kontakt>": "contact",
    "<Datei>": "document",
    "<Änderung>": "edited",
}


@dataclass
class StandInStation:
    """A station as far as core can tell: it keeps a list of grants and opens doors, unless it is told not to."""

    id: str
    silent: bool = False
    mute: bool = False
    halting: bool = False  # takes a command, but never says what has become of it
    jammed: set[int] = field(default_factory=set)
    grants: GrantList | None = None
    seq: int = 0


class StageCore:
    """Runs work in a transaction, where it stands."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def run(self, work: Callable[[UnitOfWork], T]) -> T:
        with self._store.begin() as uow:
            result = work(uow)
            uow.commit()
            return result

    async def read(self, work: Callable[[UnitOfWork], T]) -> T:
        with self._store.begin() as uow:
            return work(uow)


class Stage:
    """One performance over one store."""

    def __init__(self, store: Store, county: County, clock: ManualClock, parser: CurrentParser, texts: Texts) -> None:
        self.store, self.county, self.clock = store, county, clock
        manager = Manager(REPERTOIRE)
        self.talk = Conversations(county, manager, Scribe(texts, county.chance), parser, INFO, clock)
        self.post = Post(county, self.talk, Notices(county, INFO), frozenset())
        self.handlers: dict[str, Callable[[UnitOfWork, OutboxItem], None]] = {
            **timers(county),
            "event": self.post.event,
            "notice": self.post.held_notice,
        }
        self.provider = SimulatedProvider(":memory:", county.ids.new, lambda token: f"https://zahlen.example/{token}")
        self.provider.on_change = self._hint
        self.cashier = Cashier(StageCore(store), county, NearPayments(self.provider), texts).handlers()
        self.texts = texts
        self.stations: dict[str, StandInStation] = {}
        self.names: dict[str, str] = {}
        self.strangers: dict[str, str] = {}
        self.heard: dict[Address, int] = {}
        self.invitation = ""
        self.last_tap: dict[str, str] = {}
        self.last_command: tuple[StationId, CommandId] | None = None
        self.lines: list[str] = []
        with self.store.begin() as uow:
            for station in uow.lockers.stations():
                self.stations[station.id] = StandInStation(station.id)
            self._learn_names(uow)
        for station_id in self.stations:
            self._report(StationSeen(StationId(station_id), StationCondition.READY, "boot", 1))
        self._settle()
        self.lines.clear()

    # --- the play ------------------------------------------------------------------------------------

    def say(self, name: str, text: str) -> None:
        """Somebody writes (or taps: `[Label]`), and everything that follows from it happens."""
        address = self._address(name)
        message = text.replace("<EINLADUNG>", self.invitation)
        self.lines.append(f"{name} › {text}")
        if message.startswith("[") and message.endswith("]"):
            self.last_tap[name] = self._payload(address, message[1:-1])
            incoming = Incoming(address, None, tap=self.last_tap[name])
        elif message in UNREADABLE:
            incoming = Incoming(address, None, other=UNREADABLE[message])
        else:
            incoming = Incoming(address, None, text=message)
        self._turn(address, incoming)

    def direct(self, direction: str) -> None:
        """A stage direction."""
        self.lines.append(f"({direction})")
        for pattern, act in self._directions().items():
            found = re.fullmatch(pattern, direction)
            if found:
                act(*found.groups())
                self._settle()
                return
        raise ValueError(f"no such stage direction: ({direction})")

    def _directions(self) -> dict[str, Callable[..., None]]:
        return {
            r"(\d\d):(\d\d)": lambda hour, minute: self._go_to(int(hour), int(minute), 0),
            r"morgen,? (\d\d):(\d\d)": lambda hour, minute: self._go_to(int(hour), int(minute), 1),
            r"(\d+) Tage? später": lambda n: self._advance(timedelta(days=int(n))),
            r"(\d+) Stunden? später": lambda n: self._advance(timedelta(hours=int(n))),
            r"(\d+) Minuten? später": lambda n: self._advance(timedelta(minutes=int(n))),
            r"(P\d) schweigt": self._silence,
            r"(P\d) ist wieder da": self._return,
            r"Fach (\d+) in (P\d) klemmt": lambda no, sid: self.stations[sid].jammed.add(int(no)),
            r"Fach (\d+) in (P\d) klemmt nicht mehr": lambda no, sid: self.stations[sid].jammed.discard(int(no)),
            r"(.+) tippt ihren Code in (P\d)": self._type_own_code,
            r"(.+) tippt seinen Code in (P\d)": self._type_own_code,
            r"(.+) tippt den zweiten Code in (P\d)": self._type_second_code,
            r"(.+) tippt den Code für das Leergut in (P\d)": self._type_empties_code,
            r"(.+) tippt seinen Botencode in (P\d)": self._type_courier_code,
            r"Fach (\d+) in (P\d) wird zugedrückt": lambda no, sid: self._shut(sid, int(no)),
            r"Jemand tippt (\d+) in (P\d)": lambda code, sid: self._keypad(sid, code),
            r"die Tür antwortet nicht": self._mute_doors,
            r"die Tür antwortet nicht zu Ende": self._halt_doors,
            r"an (P\d) werden viele falsche Codes getippt": self._alarm,
            r"Fach (\d+) in (P\d) meldet, dass es klemmt": self._jam_by_itself,
            r"([A-Z]{3}-\d+) kostet (\d+),(\d\d) €": self._set_price,
            r"von ([A-Z]{3}-\d+) sind noch (\d+) da": self._set_remaining,
            r"(.+) lädt ein: (\w+)(?: (\w+))?": self._invite,
            r"(.+) sperrt den Dorfboten": self._shut_out,
            r"(.+) öffnet den Chat neu": self._read_again,
            r"(.+) tippt noch einmal": self._tap_again,
            r"Jemand hält in (P\d) die Karte an Fach (\d+)": lambda sid, no: self._card(sid, int(no), ""),
            r"Jemand hält in (P\d) eine gesperrte Karte an Fach (\d+)": lambda sid, no: self._card(
                sid, int(no), DECLINED
            ),
            r"(.+) bezahlt auf der Seite": lambda name: self._pay(name, yes=True),
            r"(.+) bricht auf der Seite ab": lambda name: self._pay(name, yes=False),
            r"der Zahlungsdienst schweigt": lambda: setattr(self.provider, "reachable", False),
            r"der Zahlungsdienst ist wieder da": lambda: setattr(self.provider, "reachable", True),
            r"sein Hinweis geht verloren": lambda: setattr(self.provider, "on_change", lambda _key: None),
            r"in (P\d) liegen in Fach (\d+) noch (\d+)": self._set_stock,
            r"(P\d) steht jetzt neben (P\d)": self._move_station,
            r"die Tür antwortet wieder": self._doors_answer,
            r"die Tür sagt nachträglich, dass sie offen war": self._answer_late,
        }

    # --- talking --------------------------------------------------------------------------------------

    def _turn(self, address: Address, incoming: Incoming) -> None:
        with self.store.begin() as uow:
            written = self.talk.answer(uow, incoming)
            uow.commit()
        for outgoing in written:
            self.lines += rendered("Dorfbote", outgoing)
            shown = re.search(r"Einladung: ([A-Z]{4} [A-Z]{4})", outgoing.text)
            self.invitation = shown[1] if shown else self.invitation
        self.heard[address] = max([self.heard.get(address, 0), *(o.seq for o in written)])
        self._settle()

    def _payload(self, address: Address, label: str) -> str:
        with self.store.begin() as uow:
            messages = uow.conversations.recent_messages(address.channel, address.id, 30)
            for message in sorted(messages, key=lambda m: -m.seq):
                for button in message.body["buttons"]:
                    if button["title"] == label:
                        return str(button["payload"])
        raise ValueError(f"no button [{label}] was shown to {address.id}")

    def _shut_out(self, name: str) -> None:
        address = self._address(name)
        with self.store.begin() as uow:
            shut_out(self.county, uow, SYSTEM, address.channel, address.id)
            uow.commit()

    def _tap_again(self, name: str) -> None:
        address = self._address(name)
        self._turn(address, Incoming(address, None, tap=self.last_tap[name]))

    def _read_again(self, name: str) -> None:
        address = self._address(name)
        with self.store.begin() as uow:
            for message in uow.conversations.recent_messages(address.channel, address.id, SCREENFUL):
                self.lines += ["   " + line for line in rendered("Im Chat", Outgoing.from_json(message.body))]

    def _address(self, name: str) -> Address:
        person = self.names.get(name)
        if person is None:
            person = "fremd-" + re.sub(r"\W+", "-", name.lower())
            self.strangers[person] = name
        return Address("rest", person)

    def _learn_names(self, uow: UnitOfWork) -> None:
        for role in Role:
            for person in uow.people.with_role(role):
                if person.name:
                    self.names[person.name] = person.id

    # --- time and outbox -------------------------------------------------------------------------------

    def _go_to(self, hour: int, minute: int, days: int) -> None:
        there = local(self.clock.now())
        target = at_local(there.date() + timedelta(days=days), there.time().replace(hour=hour, minute=minute, second=0))
        if target <= self.clock.now():
            target += timedelta(days=1)
        self._until(target)

    def _advance(self, by: timedelta) -> None:
        self._until(self.clock.now() + by)

    def _until(self, target: datetime) -> None:
        while True:
            self._settle()
            with self.store.begin() as uow:
                due = uow.outbox.next_due()
            if due is None or due > target:
                break
            self.clock.set(max(due, self.clock.now()))
        self.clock.set(max(target, self.clock.now()))

    def _settle(self) -> None:
        while self._one_item():
            pass
        self._tell_notices()

    def _one_item(self) -> bool:
        with self.store.begin() as uow:
            items = uow.outbox.claim_due(self.clock.now(), self.clock.now(), 1)
            if not items:
                return False
            item = items[0]
            item.done_at = self.clock.now()
            uow.flush()
            handler = self.handlers.get(item.kind)
            if handler is not None:
                handler(uow, item)
            uow.commit()
        if item.kind == "station.open":
            self._open_door(item.payload["command_id"])
        elif item.kind == "station.grants":
            self._send_grants(item.payload["station_id"])
        elif item.kind == "tours.plan":
            self._plan_tours(date.fromisoformat(item.payload["day"]))
        elif item.kind in self.cashier:
            self._ask_provider(item)
        return True

    def _plan_tours(self, day: date) -> None:
        with self.store.begin() as uow:
            made = plan_day(read_day(self.county, uow, day), Greedy(), AirLine(), timedelta(seconds=1))
            write_plan(self.county, uow, SYSTEM, made)
            uow.commit()

    def _ask_provider(self, item: OutboxItem) -> None:
        """As the relay does: again until it is done."""
        item.attempts = 1
        while not asyncio.run(self.cashier[item.kind](item)):
            item.attempts += 1

    def _tell_notices(self) -> None:
        with self.store.begin() as uow:
            people = self.strangers | {person_id: name for name, person_id in self.names.items()}
            fresh: list[tuple[Message, str]] = []
            for chat in uow.conversations.of_channel("rest"):
                address = Address("rest", chat.channel_id)
                known = self.heard.get(address, 0)
                name = people.get(chat.channel_id, chat.channel_id)
                fresh += [(m, name) for m in uow.conversations.messages_since("rest", chat.channel_id, known)]
                self.heard[address] = max(known, chat.last_seq)
        for message, name in sorted(fresh, key=lambda pair: (pair[0].at, pair[1], pair[0].seq)):
            if message.reply_to is None:
                self.lines += rendered(f"Dorfbote an {name}", Outgoing.from_json(message.body))

    # --- stations ---------------------------------------------------------------------------------------

    def _report(self, report: object) -> None:
        with self.store.begin() as uow:
            take_report(self.county, uow, SYSTEM, report)  # type: ignore[arg-type]
            uow.commit()

    def _send_grants(self, station_id: str) -> None:
        station = self.stations[station_id]
        if station.silent:
            return
        with self.store.begin() as uow:
            station.grants = grant_list(self.county, uow, StationId(station_id))
        self._report(GrantsAnswered(StationId(station_id), station.grants.version, True, ""))

    def _open_door(self, command_id: str) -> None:
        with self.store.begin() as uow:
            command = uow.lockers.command(command_id)  # type: ignore[arg-type]
            assert command is not None
        station = self.stations[command.station_id]
        self.last_command = (command.station_id, command.id)
        if station.halting:
            now = self.clock.now()
            received = CommandOutcome.RECEIVED
            self._report(CommandAnswered(command.station_id, command.id, received, "", Door.UNKNOWN, now))
        if station.silent or station.mute or station.halting:
            with self.store.begin() as uow:
                give_up_command(self.county, uow, SYSTEM, command.id)
                uow.commit()
            return
        jammed = command.box in station.jammed
        outcome, code = (CommandOutcome.FAILED, "jammed") if jammed else (CommandOutcome.DONE, "door_opened")
        door = Door.CLOSED if jammed else Door.OPEN
        self._report(CommandAnswered(command.station_id, command.id, outcome, code, door, self.clock.now()))

    def _silence(self, station_id: str) -> None:
        self.stations[station_id].silent = True
        self._report(StationSeen(StationId(station_id), StationCondition.LOST, "boot", 1))

    def _move_station(self, station_id: str, beside: str) -> None:
        with self.store.begin() as uow:
            moved, there = uow.lockers.station(StationId(station_id)), uow.lockers.station(StationId(beside))
            assert moved is not None
            assert there is not None
            moved.lat, moved.lon = there.lat + 0.009, there.lon  # a kilometre away
            uow.commit()

    def _mute_doors(self) -> None:
        for station in self.stations.values():
            station.mute = True

    def _halt_doors(self) -> None:
        for station in self.stations.values():
            station.halting = True

    def _alarm(self, station_id: str) -> None:
        self._event(station_id, StationEventKind.CODE_ALARM, None)

    def _jam_by_itself(self, no: str, station_id: str) -> None:
        self._event(station_id, StationEventKind.DOOR_JAMMED, int(no))

    def _event(self, station_id: str, kind: StationEventKind, box: int | None) -> None:
        station = self.stations[station_id]
        station.seq += 1
        now = self.clock.now()
        self._report(StationEvent(StationId(station_id), "boot", station.seq, kind, box, None, now, False))

    def _return(self, station_id: str) -> None:
        self.stations[station_id].silent = False
        self._report(StationSeen(StationId(station_id), StationCondition.READY, "boot", 1))

    def _type_empties_code(self, name: str, station_id: str) -> None:
        with self.store.begin() as uow:
            made = uow.deposits.of_person(PersonId(self.names[name]))[0]
            sealed = uow.lockers.accesses_for(made.id)[-1].sealed_code
        self._keypad(station_id, self.county.vault.open(sealed))

    def _type_own_code(self, name: str, station_id: str) -> None:
        with self.store.begin() as uow:
            live = {PickupStatus.FILLED, PickupStatus.READY, PickupStatus.COLLECTED, PickupStatus.EXPIRED}
            own = uow.lockers.pickups_of_person(PersonId(self.names[name]), live)
            sealed = next(p.sealed_code for p in reversed(list(own)) if p.sealed_code)
        self._keypad(station_id, self.county.vault.open(sealed))

    def _type_second_code(self, name: str, station_id: str) -> None:
        with self.store.begin() as uow:
            pickups = uow.lockers.pickups_at(StationId(station_id), set(PickupStatus))
            grants = {pickup.grant_id for pickup in pickups if pickup.grant_id}
            given = [access for grant_id in grants for access in uow.lockers.accesses_for(grant_id)]
            helpers = {a.id: uow.people.helper(a.helper_id) for a in given if a.helper_id}
            named = [a for a in given if (helper := helpers.get(a.id)) is not None and helper.name == name]
            sealed = max(named, key=lambda access: access.valid_from).sealed_code
        self._keypad(station_id, self.county.vault.open(sealed))

    def _type_courier_code(self, name: str, station_id: str) -> None:
        with self.store.begin() as uow:
            held = uow.lockers.accesses_held_by(PersonId(self.names[name]))
            sealed = next(access.sealed_code for access in held if access.station_id == station_id)
        self._keypad(station_id, self.county.vault.open(sealed))

    def _shut(self, station_id: str, no: int) -> None:
        self._event(station_id, StationEventKind.DOOR_CLOSED, no)

    def _keypad(self, station_id: str, code: str) -> None:
        station = self.stations[station_id]
        grants = station.grants.grants if station.grants else ()
        grant = next((g for g in grants if g.code == code and g.expires_at > self.clock.now()), None)
        if grant is None:
            self.lines.append("   Das Tastenfeld nimmt den Code nicht an.")
            return
        for no in grant.boxes:
            station.seq += 1
            jammed = no in station.jammed
            kind = StationEventKind.DOOR_JAMMED if jammed else StationEventKind.DOOR_OPENED
            self.lines.append(f"   Fach {no} {'klemmt' if jammed else 'geht auf'}.")
            now = self.clock.now()
            self._report(StationEvent(StationId(station_id), "boot", station.seq, kind, no, grant.id, now, False))

    # --- selling -----------------------------------------------------------------------------------------

    def _card(self, station_id: str, no: int, card: str) -> None:
        station = self.stations[station_id]
        station.seq += 1
        kind, now = StationEventKind.CARD_PRESENTED, self.clock.now()
        self._report(
            StationEvent(StationId(station_id), "boot", station.seq, kind, no, None, now, late=False, detail=card)
        )
        while self._one_item():
            pass
        with self.store.begin() as uow:
            sale = uow.vending.last_sale_at(StationId(station_id), no)
            said = display(Desk(self.county, uow, INFO), sale) if sale is not None else None
            self.lines.append(f"   Am Fach steht: {self.texts.say(said) if said else 'Hier wird nichts verkauft.'}")

    def _pay(self, name: str, *, yes: bool) -> None:
        address = self._address(name)
        with self.store.begin() as uow:
            messages = sorted(uow.conversations.recent_messages(address.channel, address.id, 30), key=lambda m: m.seq)
            links = [re.search(r"https://zahlen\.example/(\S+)", m.body["text"]) for m in messages]
        token = [found[1] for found in links if found][-1]
        kept = self.provider.agreed(token, yes=yes)
        assert kept is not None
        self.lines.append(f"   Auf der Seite steht jetzt: {kept.status}.")

    def _hint(self, key: PaymentId) -> None:
        with self.store.begin() as uow:
            uow.outbox.put("payment.look", {"payment_id": key}, key=f"payment.look:{key}")
            uow.commit()

    def _set_stock(self, station_id: str, no: str, quantity: str) -> None:
        with self.store.begin() as uow:
            slot = uow.vending.slot(StationId(station_id), int(no))
            assert slot is not None
            slot.quantity = int(quantity)
            uow.commit()

    def _doors_answer(self) -> None:
        for station in self.stations.values():
            station.mute = station.halting = False

    def _answer_late(self) -> None:
        """The last command that was given up: the door had opened all the same."""
        assert self.last_command is not None
        station_id, command_id = self.last_command
        done, now = CommandOutcome.DONE, self.clock.now()
        self._report(CommandAnswered(station_id, command_id, done, "door_opened", Door.OPEN, now))

    # --- shelves and people ------------------------------------------------------------------------------

    def _set_price(self, sku: str, euros: str, cents: str) -> None:
        with self.store.begin() as uow:
            product = uow.catalogue.product(Sku(sku))
            assert product is not None
            product.price = Money(int(Decimal(f"{euros}.{cents}") * 100))
            uow.commit()

    def _set_remaining(self, sku: str, packs: str) -> None:
        with self.store.begin() as uow:
            product = uow.catalogue.product(Sku(sku))
            assert product is not None
            product.remaining_packs = int(packs)
            uow.commit()

    def _invite(self, name: str, role: str, scope: str | None) -> None:
        with self.store.begin() as uow:
            person = uow.people.get(PersonId(self.names[name]))
            assert person is not None
            self.invitation = invite(self.county, uow, person.actor(), Role(role), scope=scope).code
            uow.commit()


def rendered(speaker: str, outgoing: Outgoing) -> list[str]:
    """A message as lines of a screenplay: text, table, picture, buttons."""
    who = speaker if outgoing.speaker is None else f"{outgoing.speaker} (Mensch){speaker.removeprefix('Dorfbote')}"
    first, *more = outgoing.text.split("\n")
    lines = [f"{who} ‹ {first}", *(f"    {line}" for line in more)]
    for row in outgoing.rows:
        cells = [cell for cell in (row.amount, row.thing, row.price) if cell]
        lines.append("    | " + " | ".join(cells))
    if outgoing.picture:
        lines.append(f"    (Bild: {outgoing.picture.alt})")
    if outgoing.buttons:
        lines.append("    " + " ".join(f"[{button.title}]" for button in outgoing.buttons))
    return lines
