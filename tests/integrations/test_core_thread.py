from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator, Mapping

import pytest
from sqlalchemy import text

from domain.errors import NotAllowed, Stale
from domain.store import UnitOfWork
from integrations.core_thread import CoreExecutor, DatabaseBusy
from integrations.database import engine as engines
from integrations.database.engine import create_engine
from integrations.database.store import SqlStore
from integrations.system import SystemIds
from tests.contracts import things
from tests.fakes import FixedClock, SeededChance


@pytest.fixture
def store(database_url: str) -> Iterator[SqlStore]:
    engine = create_engine(database_url)
    yield SqlStore(engine, FixedClock(), SystemIds())
    engine.dispose()


@pytest.fixture
def core(store: SqlStore) -> Iterator[CoreExecutor]:
    executor = CoreExecutor(store, SeededChance())
    yield executor
    executor.close()


async def test_a_turn_is_committed_and_its_result_comes_back(core: CoreExecutor) -> None:
    def register(uow: UnitOfWork) -> str:
        uow.people.add(things.person())
        return threading.current_thread().name

    assert (await core.run(register)).startswith("core")
    found = await core.read(lambda uow: uow.people.get(things.person().id))
    assert found


async def test_who_watches_hears_of_every_commit_that_wrote_something(core: CoreExecutor) -> None:
    told: list[tuple[str, dict[str, int]]] = []

    def watch(work: str, seconds: float, rows: Mapping[str, int]) -> None:
        assert seconds > 0
        told.append((work.rpartition(".")[2], dict(rows)))

    def register(uow: UnitOfWork) -> None:
        uow.people.add(things.person())
        uow.outbox.put("tell", {})

    def refuse(uow: UnitOfWork) -> None:
        uow.outbox.put("tell", {})
        uow.flush()
        raise NotAllowed

    core.watch(watch)
    with pytest.raises(NotAllowed):
        await core.run(refuse)
    await core.run(register)
    await core.run(lambda uow: uow.people.get(things.person().id))
    await core.read(lambda uow: uow.people.get(things.person().id))
    assert told == [("register", {"persons": 1, "person_roles": 1, "outbox": 1})]


async def test_what_is_refused_is_undone(core: CoreExecutor) -> None:
    def refuse(uow: UnitOfWork) -> None:
        uow.people.add(things.person())
        uow.flush()
        raise NotAllowed

    with pytest.raises(NotAllowed):
        await core.run(refuse)
    assert await core.read(lambda uow: uow.people.get(things.person().id)) is None


async def test_who_was_too_slow_tries_again_with_fresh_eyes(core: CoreExecutor) -> None:
    seen = []

    def turn(uow: UnitOfWork) -> str:
        seen.append(uow)
        if len(seen) < 3:
            raise Stale
        return "done"

    assert await core.run(turn) == "done"
    assert len(set(map(id, seen))) == 3


async def test_who_is_always_too_slow_hears_a_plain_word(core: CoreExecutor) -> None:
    def turn(_uow: UnitOfWork) -> None:
        raise Stale

    with pytest.raises(DatabaseBusy):
        await core.run(turn)


async def test_changes_of_many_at_once_are_all_kept(core: CoreExecutor) -> None:
    await core.run(lambda uow: uow.people.add(things.person()))

    def count(uow: UnitOfWork) -> None:
        person = uow.people.get(things.person().id)
        assert person
        person.street = f"{person.street or ''}x"

    await asyncio.gather(*(core.run(count) for _ in range(4)))
    person = await core.read(lambda uow: uow.people.get(things.person().id))
    assert person
    assert person.street == "xxxx"


async def test_a_locked_database_is_told_after_a_few_tries(
    sqlite_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "BUSY_SECONDS", 0.01)
    engine = create_engine(sqlite_database)
    executor = CoreExecutor(SqlStore(engine, FixedClock(), SystemIds()), SeededChance())
    with engine.connect() as other:
        other.execute(text("SELECT 1"))  # begins, and with it holds the writer's lock
        with pytest.raises(DatabaseBusy):
            await executor.run(lambda uow: uow.people.add(things.person()))
        other.rollback()
    await executor.run(lambda uow: uow.people.add(things.person()))
    executor.close()
    engine.dispose()


async def test_the_relay_is_woken_after_the_commit_only(core: CoreExecutor) -> None:
    woken = []
    core.on_outbox(lambda: woken.append("woken"))
    await core.run(lambda uow: uow.people.add(things.person()))
    assert woken == []
    await core.run(lambda uow: uow.outbox.put("tell", {}))
    assert woken == ["woken"]


def test_the_refusal_has_words_of_its_own() -> None:
    assert DatabaseBusy.text_key() == "error-database-busy"


async def test_the_relay_hears_of_a_turn_whose_caller_has_gone(core: CoreExecutor) -> None:
    woken = asyncio.Event()
    core.on_outbox(woken.set)
    started = threading.Event()

    def turn(uow: UnitOfWork) -> None:
        started.set()
        uow.outbox.put("tell", {})

    caller = asyncio.create_task(core.run(turn))
    await asyncio.to_thread(started.wait)
    caller.cancel()
    async with asyncio.timeout(5):
        await woken.wait()


def test_stored_codes_are_noticed(store: SqlStore) -> None:
    assert not store.has_codes()
    with store.begin() as uow:
        uow.lockers.add_pickup(things.pickup("u1", 3, sealed_code="ciphertext"))
        uow.commit()
    assert store.has_codes()
