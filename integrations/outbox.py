"""The relay: takes outbox rows when they are due and has them done, again and again until they are.

An inside handler works on our own state and runs in the very transaction that marks its row done: exactly once.
An outside handler tells somebody else and may run twice; the row's id (and the event in it) tells the other side.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, TypeVar, cast

from domain.clock import Clock
from domain.errors import DomainError
from domain.ids import Chance
from domain.store import OutboxItem, UnitOfWork

T = TypeVar("T")

PARK_AFTER = 20
LONGEST_PAUSE = 60
JITTER_PERCENT = 20
TIMEOUT = timedelta(seconds=30)
LEASE = timedelta(seconds=60)  # longer than any handler may take
KEEP_DONE = timedelta(days=7)
TIDY_EVERY = timedelta(hours=1)

log = logging.getLogger(__name__)


class GiveUp(Exception):
    """Trying again is useless: park the item where an operator sees it."""


@dataclass(frozen=True, slots=True)
class Inside:
    """A handler on our own state. What it does and "done" are one transaction; what it raises undoes both."""

    handle: Callable[[UnitOfWork, OutboxItem], None]
    park_after: int = PARK_AFTER


@dataclass(frozen=True, slots=True)
class Outside:
    """A handler that tells somebody else. True: done. False or an exception: try again later."""

    handle: Callable[[OutboxItem], Awaitable[bool]]
    park_after: int = PARK_AFTER
    timeout: timedelta = TIMEOUT


Handler = Inside | Outside

Watch = Callable[[OutboxItem, bool, float], None]
"""Is told of every try: the item, whether it is done now, and the seconds it took."""


class Executor(Protocol):
    """Runs work in one transaction (core_thread.CoreExecutor)."""

    async def run(self, work: Callable[[UnitOfWork], T]) -> T: ...


class RelayOutbox(Protocol):
    """What the relay needs of an outbox beyond `domain.store.Outbox`."""

    def claim_due(
        self, now: datetime, machine_now: datetime, limit: int, kinds: Collection[str] | None = None
    ) -> Sequence[OutboxItem]: ...
    def item(self, item_id: str) -> OutboxItem | None: ...
    def forget_done(self, before: datetime) -> int: ...
    def release_claims(self) -> None: ...


class Relay:
    """Brings outbox items to their handlers.

    `clock` is the county's (due times), `machine_clock` the machine's (pauses between tries). Only kinds that
    have a handler here are taken. `sole` says that no other process relays the same kinds, so that after a start
    nothing needs to wait for the end of somebody's claim.
    """

    def __init__(
        self,
        executor: Executor,
        handlers: Mapping[str, Handler],
        *,
        clock: Clock,
        machine_clock: Clock,
        chance: Chance,
        sole: bool = True,
        poll_seconds: float = 1.0,
        at_a_time: int = 32,
    ) -> None:
        self._executor, self._handlers = executor, dict(handlers)
        self._clock, self._machine_clock, self._chance = clock, machine_clock, chance
        self._sole, self._poll_seconds, self._at_a_time = sole, poll_seconds, at_a_time
        self.watch: Watch = lambda _item, _done, _seconds: None
        self._one_step = asyncio.Lock()
        self._woken = asyncio.Event()
        self._under_way: dict[str, asyncio.Task[None]] = {}
        self._tidy_at: datetime | None = None

    def wake(self) -> None:
        """Look now: something was put into the outbox, or the clock moved."""
        self._woken.set()

    async def run(self) -> None:
        """Relay until cancelled."""
        try:
            while True:
                self._woken.clear()
                if not await self._step_or_log():
                    await self._pause()
        finally:
            await self._stop_deliveries()

    async def drain(self) -> None:
        """Return when nothing is due and nothing is under way. What waits for another try is not due."""
        while True:
            if await self._step():
                continue
            if not self._under_way:
                return
            await asyncio.wait(list(self._under_way.values()), return_when=asyncio.FIRST_COMPLETED)

    async def _step_or_log(self) -> bool:
        try:
            await self._tidy()
            return await self._step()
        except DomainError as error:  # the database is busy: the poll comes again
            log.warning("relay waits", extra={"reason": error.text_key()})
        except Exception:
            log.exception("relay step failed")
        return False

    async def _pause(self) -> None:
        try:
            async with asyncio.timeout(self._poll_seconds):
                await self._woken.wait()
        except TimeoutError:
            pass

    async def _step(self) -> bool:
        """Do what is due first: one inside item, or start the outside items at the front."""
        async with self._one_step:
            taken: list[OutboxItem] = []
            began = time.perf_counter()
            try:
                outside = await self._executor.run(lambda uow: self._take(uow, taken))
            except Exception as error:
                if not taken:
                    raise
                log.exception("inside handler failed", extra={"outbox_id": taken[-1].id})
                await self._note_failure(taken[-1].id, None, error)
                return True
            for item in outside:
                self._start(item)
            if taken and not outside:
                self.watch(taken[0], True, time.perf_counter() - began)
            return bool(taken)

    def _take(self, uow: UnitOfWork, taken: list[OutboxItem]) -> list[OutboxItem]:
        taken.clear()  # this may be another try of the same transaction
        now, machine_now = self._clock.now(), self._machine_clock.now()
        limit = self._at_a_time + len(self._under_way)
        due = _of(uow).claim_due(now, machine_now, limit, self._handlers.keys())
        waiting = [item for item in due if item.id not in self._under_way]
        if not waiting:
            return []
        first = waiting[0]
        handler = self._handlers[first.kind]
        if isinstance(handler, Inside):
            taken.append(first)
            # Done before it is handled: so a handler may put the next item of the same key.
            first.done_at, first.attempts = now, first.attempts + 1
            uow.flush()
            handler.handle(uow, first)
            return []
        room = self._at_a_time - len(self._under_way)
        outside: list[OutboxItem] = []
        for item in waiting[: max(0, room)]:
            if isinstance(self._handlers[item.kind], Inside):
                break
            item.retry_at, item.attempts = machine_now + LEASE, item.attempts + 1
            outside.append(item)
            taken.append(item)
        return outside

    def _start(self, item: OutboxItem) -> None:
        task = asyncio.create_task(self._deliver(item), name=f"relay {item.kind} {item.id}")
        self._under_way[item.id] = task

    async def _deliver(self, item: OutboxItem) -> None:
        handler = self._handlers[item.kind]
        assert isinstance(handler, Outside)
        failure: Exception | None = None
        done = False
        began = time.perf_counter()
        try:
            try:
                async with asyncio.timeout(handler.timeout.total_seconds()):
                    done = await handler.handle(item)
            except Exception as error:
                failure = error
                told = {"outbox_id": item.id, "kind": item.kind, "reason": repr(error)}
                log.warning("outside handler failed", extra=told, exc_info=error if item.attempts == 1 else None)
            if done:
                await self._note_done(item)
            else:
                await self._note_failure(item.id, item.retry_at, failure)
            self.watch(item, done, time.perf_counter() - began)
        except Exception:
            # It could not be written down; when the claim ends, it is tried again.
            log.exception("outcome not written", extra={"outbox_id": item.id})
        finally:
            del self._under_way[item.id]
            self.wake()

    async def _note_done(self, item: OutboxItem) -> None:
        def note(uow: UnitOfWork) -> None:
            row = _waiting(uow, item.id)
            if row is None:
                return
            if row.retry_at == item.retry_at:
                row.done_at, row.error = self._clock.now(), ""
            else:  # put once more while it ran: what it told may be old already
                row.attempts, row.retry_at = 0, None

        await self._executor.run(note)

    async def _note_failure(self, item_id: str, claim: datetime | None, failure: Exception | None) -> None:
        def note(uow: UnitOfWork) -> None:
            row = _waiting(uow, item_id)
            if row is None:
                return
            handler = self._handlers[row.kind]
            if isinstance(handler, Inside):
                row.attempts += 1  # the count of the try itself was undone with it
            row.error = f"{type(failure).__name__}: {failure}"[:300] if failure else "not yet"
            if isinstance(failure, GiveUp) or row.attempts >= handler.park_after:
                row.parked_at = self._clock.now()
                log.error("outbox item parked", extra={"outbox_id": item_id, "kind": row.kind, "error": row.error})
            elif isinstance(handler, Inside) or row.retry_at == claim:
                row.retry_at = self._machine_clock.now() + self._back_off(row.attempts)

        await self._executor.run(note)

    def _back_off(self, attempts: int) -> timedelta:
        """1, 2, 4, 8 … at most 60 seconds, and a little more by chance, so that not all come at once."""
        seconds = min(LONGEST_PAUSE, 2 ** min(attempts - 1, 10))
        return timedelta(seconds=seconds * (1 + self._chance.below(JITTER_PERCENT) / 100))

    async def _tidy(self) -> None:
        now = self._machine_clock.now()
        if self._tidy_at is None and self._sole:
            await self._executor.run(lambda uow: _of(uow).release_claims())
        if self._tidy_at is None or now >= self._tidy_at:
            before = self._clock.now() - KEEP_DONE
            await self._executor.run(lambda uow: _of(uow).forget_done(before))
            self._tidy_at = now + TIDY_EVERY

    async def _stop_deliveries(self) -> None:
        tasks = list(self._under_way.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _of(uow: UnitOfWork) -> RelayOutbox:
    return cast(RelayOutbox, uow.outbox)


def _waiting(uow: UnitOfWork, item_id: str) -> OutboxItem | None:
    row = _of(uow).item(item_id)
    return row if row and row.done_at is None and row.parked_at is None else None
