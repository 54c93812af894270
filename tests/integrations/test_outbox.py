from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest

from domain.store import OutboxItem, UnitOfWork
from integrations.core_thread import CoreExecutor
from integrations.database.collections.outbox import SqlOutbox
from integrations.database.engine import create_engine
from integrations.database.listen import OutboxListener
from integrations.database.store import SqlStore
from integrations.outbox import LEASE, PARK_AFTER, GiveUp, Handler, Inside, Outside, Relay
from tests.contracts import things
from tests.fakes import CountingIds, InlineExecutor, ManualClock, MemoryStore, SeededChance

HOUR = timedelta(hours=1)


class House:
    """A store in memory, two clocks, and what handlers were told."""

    def __init__(self) -> None:
        self.clock, self.machine = ManualClock(), ManualClock()
        self.store = MemoryStore(self.clock, CountingIds())
        self.told: list[int] = []
        self._heard = asyncio.Event()

    def put(self, kind: str, n: int = 0, **options: Any) -> None:
        with self.store.begin() as uow:
            uow.outbox.put(kind, {"n": n}, **options)
            uow.commit()

    def relay(self, handlers: Mapping[str, Handler]) -> Relay:
        return Relay(
            InlineExecutor(self.store),
            handlers,
            clock=self.clock,
            machine_clock=self.machine,
            chance=SeededChance(),
            poll_seconds=0.01,
        )

    async def tell(self, item: OutboxItem) -> bool:
        self.told.append(item.payload["n"])
        self._heard.set()
        return True

    async def hears(self, told: list[int]) -> None:
        async with asyncio.timeout(5):
            while self.told != told:
                self._heard.clear()
                await self._heard.wait()

    @property
    def parked(self) -> list[str]:
        with self.store.begin() as uow:
            return [item.error for item in uow.outbox.parked()]


@pytest.fixture
def house() -> House:
    return House()


async def test_things_are_done_once_in_the_order_in_which_they_are_due(house: House) -> None:
    house.put("tell", 2)
    house.put("tell", 3, due_at=house.clock.now() + HOUR)
    house.put("tell", 1, due_at=house.clock.now() - HOUR)
    relay = house.relay({"tell": Outside(house.tell)})
    await relay.drain()
    await relay.drain()
    assert house.told == [1, 2]
    house.clock.advance(HOUR)
    await relay.drain()
    assert house.told == [1, 2, 3]


async def test_an_inside_handler_and_done_are_one_transaction(house: House) -> None:
    def register(uow: UnitOfWork, item: OutboxItem) -> None:
        uow.people.add(things.person())
        uow.outbox.put("tell", {"n": item.payload["n"] + 1})

    house.put("register", 4)
    await house.relay({"register": Inside(register), "tell": Outside(house.tell)}).drain()
    assert house.told == [5]
    with house.store.begin() as uow:
        assert uow.people.get(things.person().id)


async def test_who_watches_hears_of_every_try_and_how_it_ended(house: House) -> None:
    answers = iter([False, True])

    async def hesitate(_item: OutboxItem) -> bool:
        return next(answers)

    def stumble(_uow: UnitOfWork, _item: OutboxItem) -> None:
        raise RuntimeError("oh")

    told: list[tuple[str, bool]] = []
    relay = house.relay({"in": Inside(lambda _uow, _item: None), "out": Outside(hesitate), "bad": Inside(stumble)})
    relay.watch = lambda item, done, _seconds: told.append((item.kind, done))
    for kind in ("in", "out", "bad"):
        house.put(kind)
    await relay.drain()
    house.machine.advance(HOUR)
    await relay.drain()
    assert told == [("in", True), ("out", False), ("out", True)]


async def test_what_an_inside_handler_did_before_it_failed_is_undone(house: House) -> None:
    def stumble(uow: UnitOfWork, _item: OutboxItem) -> None:
        uow.people.add(things.person())
        raise RuntimeError("oh")

    house.put("stumble")
    relay = house.relay({"stumble": Inside(stumble, park_after=2)})
    await relay.drain()
    with house.store.begin() as uow:
        assert uow.people.get(things.person().id) is None
    assert house.parked == []
    house.machine.advance(HOUR)
    await relay.drain()
    assert house.parked == ["RuntimeError: oh"]


async def test_one_that_fails_does_not_hold_up_the_others(house: House) -> None:
    async def fail_for_one(item: OutboxItem) -> bool:
        if item.payload["n"] == 1:
            raise ConnectionError("gone")
        return await house.tell(item)

    for n in (1, 2):
        house.put("tell", n)
    await house.relay({"tell": Outside(fail_for_one)}).drain()
    assert house.told == [2]


async def test_the_pauses_between_tries_double_on_the_machines_clock(house: House) -> None:
    tries = []

    async def not_yet(_item: OutboxItem) -> bool:
        tries.append(house.machine.now())
        return False

    house.put("open")
    relay = house.relay({"open": Outside(not_yet)})
    started = house.machine.now()
    for _ in range(20):
        await relay.drain()
        house.machine.advance(timedelta(seconds=1))
    seconds = [(at - started).total_seconds() for at in tries]
    pauses = [b - a for a, b in pairwise(seconds)]
    assert pauses == sorted(pauses)
    assert [1 <= pauses[0] <= 2, 2 <= pauses[1] <= 3, 4 <= pauses[2] <= 5, 8 <= pauses[3] <= 10] == [True] * 4


async def test_after_many_tries_it_is_parked_where_somebody_sees_it(house: House) -> None:
    async def not_yet(_item: OutboxItem) -> bool:
        house.told.append(1)
        return False

    house.put("open")
    relay = house.relay({"open": Outside(not_yet)})
    for _ in range(PARK_AFTER + 5):
        await relay.drain()
        house.machine.advance(timedelta(minutes=2))
    assert (len(house.told), house.parked) == (PARK_AFTER, ["not yet"])


async def test_who_gives_up_is_not_asked_again(house: House) -> None:
    async def give_up(_item: OutboxItem) -> bool:
        raise GiveUp("this chat is closed for ever")

    house.put("tell")
    await house.relay({"tell": Outside(give_up)}).drain()
    assert house.parked == ["GiveUp: this chat is closed for ever"]


async def test_a_handler_that_never_ends_is_ended(house: House) -> None:
    async def hang(_item: OutboxItem) -> bool:
        await asyncio.Event().wait()
        return True

    house.put("tell")
    await house.relay({"tell": Outside(hang, park_after=1, timeout=timedelta(milliseconds=10))}).drain()
    assert house.parked == ["TimeoutError: "]


async def test_what_is_put_again_while_it_is_told_is_told_again(house: House) -> None:
    async def tell(item: OutboxItem) -> bool:
        house.told.append(len(house.told))
        if len(house.told) == 1:
            house.put("grants", key="grants:P1")
        return item.id != ""

    house.put("grants", key="grants:P1")
    await house.relay({"grants": Outside(tell)}).drain()
    assert house.told == [0, 1]


async def test_what_is_taken_back_while_it_is_told_stays_away(house: House) -> None:
    async def tell(_item: OutboxItem) -> bool:
        house.told.append(1)
        with house.store.begin() as uow:
            uow.outbox.cancel("open:1")
            uow.commit()
        return False

    house.put("open", key="open:1")
    relay = house.relay({"open": Outside(tell)})
    await relay.drain()
    house.machine.advance(HOUR)
    await relay.drain()
    assert (house.told, house.parked) == ([1], [])


async def test_kinds_of_another_process_are_left_to_it(house: House) -> None:
    house.put("station.open", 1)
    house.put("tell", 2)
    await house.relay({"tell": Outside(house.tell)}).drain()
    assert house.told == [2]
    await house.relay({"station.open": Outside(house.tell)}).drain()
    assert house.told == [2, 1]


async def test_after_a_crash_nothing_waits_for_the_claims_of_the_dead(house: House) -> None:
    house.put("tell", 7)
    with house.store.begin() as uow:  # as it was left behind
        (item,) = uow.outbox.claim_due(house.clock.now(), house.machine.now(), 1)
        item.retry_at, item.attempts = house.machine.now() + LEASE, 1
        uow.commit()
    await _run_until(house, house.relay({"tell": Outside(house.tell)}), told=[7])


async def test_a_running_relay_notices_by_itself_and_sooner_when_told(house: House) -> None:
    relay = house.relay({"tell": Outside(house.tell)})
    running = asyncio.create_task(relay.run())
    await asyncio.sleep(0.03)
    house.put("tell", 1)
    relay.wake()
    await house.hears([1])
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running


async def test_what_was_done_long_ago_is_forgotten(house: House) -> None:
    house.put("tell", 1)
    await house.relay({"tell": Outside(house.tell)}).drain()
    assert len(house.store.things[OutboxItem]) == 1
    house.clock.advance(timedelta(days=8))
    house.put("tell", 2)
    await _run_until(house, house.relay({"tell": Outside(house.tell)}), told=[1, 2])
    assert [item.payload["n"] for item in house.store.things[OutboxItem].values()] == [2]


async def _run_until(house: House, relay: Relay, told: list[int]) -> None:
    running = asyncio.create_task(relay.run())
    await house.hears(told)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running


# --- on real databases ---


@pytest.fixture
def core(database_url: str) -> Iterator[CoreExecutor]:
    engine = create_engine(database_url)
    executor = CoreExecutor(SqlStore(engine, ManualClock(), CountingIds()), SeededChance())
    yield executor
    executor.close()
    engine.dispose()


async def test_the_whole_road_on_a_database(core: CoreExecutor) -> None:
    told = []

    async def tell(item: OutboxItem) -> bool:
        told.append(item.payload["n"])
        return len(told) != 2

    def pass_on(uow: UnitOfWork, item: OutboxItem) -> None:
        uow.outbox.put("tell", item.payload, key="tell")

    clock = ManualClock()
    relay = Relay(
        core,
        {"pass": Inside(pass_on), "tell": Outside(tell)},
        clock=ManualClock(),
        machine_clock=clock,
        chance=SeededChance(),
    )
    await core.run(lambda uow: uow.outbox.put("pass", {"n": 1}))
    await relay.drain()
    await core.run(lambda uow: uow.outbox.put("pass", {"n": 2}))
    await relay.drain()
    assert told == [1, 2]
    clock.advance(HOUR)
    await relay.drain()
    assert told == [1, 2, 2]
    assert await core.read(lambda uow: uow.outbox.next_due()) is None


async def test_another_process_is_heard_on_postgres(postgres_database: str) -> None:
    heard = asyncio.Event()
    listener = OutboxListener(postgres_database, heard.set)
    listener.start()
    engine = create_engine(postgres_database)
    store = SqlStore(engine, ManualClock(), CountingIds())
    async with asyncio.timeout(10):
        while not heard.is_set():
            with store.begin() as uow:
                uow.outbox.put("tell", {})
                uow.commit()
            await asyncio.sleep(0.05)
    await asyncio.to_thread(listener.stop)
    with store.begin() as uow:
        assert isinstance(uow.outbox, SqlOutbox)
        assert uow.outbox.parked() == []
    engine.dispose()
