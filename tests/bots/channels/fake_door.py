"""A front door in memory that keeps what it promises: numbered messages, one answer for each message id."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bots.channels.channel import Address, History, Incoming, Outgoing, Said

Answers = Callable[[Incoming], Sequence[Outgoing]]

START = datetime(2026, 3, 4, 8, 10, tzinfo=UTC)


class TickingClock:
    """A clock that moves one second whenever somebody looks."""

    def __init__(self, start: datetime = START) -> None:
        self.time = start

    def now(self) -> datetime:
        self.time += timedelta(seconds=1)
        return self.time


class CountingChance:
    """Chance that counts: every number once."""

    def __init__(self) -> None:
        self.given = 0

    def below(self, limit: int) -> int:
        self.given += 1
        return self.given % limit


def echo(incoming: Incoming) -> Sequence[Outgoing]:
    """Repeats what was said."""
    return [Outgoing(0, START, f"Sie sagten: {incoming.text or incoming.tap}")]


class FakeDoor:
    """The whole front door, without anything behind it but `answers`."""

    def __init__(self, answers: Answers = echo) -> None:
        self.answers = answers
        self.clock = TickingClock()
        self.heard: list[Incoming] = []
        self.invitations: dict[str, Address] = {}
        self.broken = False
        self._told: dict[Address, list[Outgoing]] = defaultdict(list)
        self._lines: dict[Address, list[Outgoing | Said]] = defaultdict(list)
        self._waiting: dict[Address, list[Outgoing]] = defaultdict(list)
        self._answered: dict[tuple[Address, str], list[Outgoing]] = {}

    async def turn(self, incoming: Incoming) -> Sequence[Outgoing]:
        if incoming.message_id is not None and (incoming.address, incoming.message_id) in self._answered:
            return self._answered[incoming.address, incoming.message_id]
        self._note(incoming)
        due = self._waiting.pop(incoming.address, [])
        answers = [*due, *(self._number(incoming.address, answer) for answer in self.answers(incoming))]
        if incoming.message_id is not None:
            self._answered[incoming.address, incoming.message_id] = answers
        return answers

    async def gather(self, incoming: Incoming) -> None:
        if self.broken:
            raise RuntimeError("the database is locked")
        key = (incoming.address, incoming.message_id or "")
        if key not in self._answered:
            self._note(incoming)
            self._answered[key] = []

    async def since(self, address: Address, seq: int) -> Sequence[Outgoing]:
        newer = [message for message in self._told[address] if message.seq > seq]
        self._waiting[address] = [message for message in self._waiting[address] if message not in newer]
        return newer

    async def undelivered(self, address: Address) -> Sequence[Outgoing]:
        return self._waiting.pop(address, [])

    async def history(self, address: Address, limit: int = 50) -> History:
        return History(tuple(self._lines[address][-limit:]))

    async def link(self, address: Address, invitation: str) -> bool:
        if invitation not in self.invitations or self.invitations[invitation] != Address("", ""):
            return False
        self.invitations[invitation] = address
        return True

    # --- what a test does behind the door ---

    def becomes_due(self, address: Address, message: Outgoing) -> Outgoing:
        """A message that nobody asked for, such as a reminder."""
        numbered = self._number(address, message)
        self._waiting[address].append(numbered)
        return numbered

    def invite(self, code: str) -> None:
        """An invitation that nobody has used yet."""
        self.invitations[code] = Address("", "")

    def _note(self, incoming: Incoming) -> None:
        self.heard.append(incoming)
        shown = incoming.text or self._title(incoming) or ""
        self._lines[incoming.address].append(Said(self.clock.now(), shown, incoming.message_id))

    def _title(self, incoming: Incoming) -> str | None:
        buttons = (button for message in reversed(self._told[incoming.address]) for button in message.buttons)
        return next((button.title for button in buttons if button.payload == incoming.tap), incoming.tap)

    def _number(self, address: Address, message: Outgoing) -> Outgoing:
        numbered = replace(message, seq=len(self._told[address]) + 1, at=self.clock.now())
        self._told[address].append(numbered)
        self._lines[address].append(numbered)
        return numbered
