"""Two people in the same moment, on real databases with real threads."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest

from domain.catalogue.model import Product
from domain.errors import DomainError, Stale
from domain.ids import Sku
from domain.lockers.model import PickupStatus
from domain.store import InboxItem, OutboxItem, UnitOfWork
from integrations.database.engine import create_engine
from integrations.database.store import SqlStore
from integrations.system import SystemIds
from tests.contracts import things
from tests.contracts.things import NOW
from tests.fakes import FixedClock

LAST = Sku("HOF-1")


@pytest.fixture
def store(database_url: str) -> Iterator[SqlStore]:
    engine = create_engine(database_url)
    yield SqlStore(engine, FixedClock(), SystemIds())
    engine.dispose()


@pytest.fixture
def on_postgres(postgres_database: str) -> Iterator[SqlStore]:
    """For what SQLite cannot show: it has one writer at a time, and nobody can be faster in between."""
    engine = create_engine(postgres_database)
    yield SqlStore(engine, FixedClock(), SystemIds())
    engine.dispose()


class SoldOut(DomainError):
    """Gone."""


def both(work: Callable[[int], str]) -> list[str]:
    """Let two threads do it; what each came to."""
    results: dict[int, str] = {}
    start = threading.Barrier(2)

    def run(who: int) -> None:
        start.wait()
        try:
            results[who] = work(who)
        except Exception as error:  # the outcome is what the test looks at
            results[who] = type(error).__name__

    threads = [threading.Thread(target=run, args=(who,)) for who in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(results.values())


def test_only_one_gets_the_last_piece(store: SqlStore) -> None:
    with store.begin() as uow:
        uow.add_all(things.region().merchants[0], things.product(LAST, remaining_packs=1))
        uow.commit()

    def buy(_who: int) -> str:
        with store.begin() as uow:
            seen = uow.catalogue.product(LAST)
            assert seen
            assert (seen.remaining_packs or 0) >= 0
            product = uow.catalogue.lock([LAST])[LAST]
            if not product.remaining_packs:
                raise SoldOut
            product.remaining_packs -= 1
            uow.commit()
            return "bought"

    assert both(buy) == ["SoldOut", "bought"]
    with store.begin() as uow:
        product = uow.catalogue.product(LAST)
        assert product
        assert product.remaining_packs == 0


def test_a_lock_shows_what_is_true_now_and_not_what_was_read_before(on_postgres: SqlStore) -> None:
    with on_postgres.begin() as uow:
        uow.add_all(things.region().merchants[0], things.product(LAST, remaining_packs=5))
        uow.commit()
    with on_postgres.begin() as slow:
        before = slow.catalogue.product(LAST)
        assert before
        with on_postgres.begin() as quick:
            _change(quick, 1)
        assert slow.catalogue.lock([LAST])[LAST].remaining_packs == 1
        assert before.remaining_packs == 1


def test_the_slower_of_two_changes_is_refused(on_postgres: SqlStore) -> None:
    with on_postgres.begin() as uow:
        uow.add_all(things.region().merchants[0], things.product(LAST, remaining_packs=5))
        uow.commit()
    with on_postgres.begin() as slow:
        loaded = _load(slow)
        with on_postgres.begin() as quick:
            _change(quick, 1)
        assert loaded.remaining_packs == 5
        with pytest.raises(Stale):
            _change(slow, 2)


def _load(uow: UnitOfWork) -> Product:
    product = uow.catalogue.product(LAST)
    assert product
    return product


def _change(uow: UnitOfWork, packs: int) -> None:
    _load(uow).remaining_packs = packs
    uow.commit()


def test_of_a_message_that_comes_twice_at_once_one_is_kept(store: SqlStore) -> None:
    ids = SystemIds()

    def hear(who: int) -> str:
        with store.begin() as uow:
            if uow.conversations.inbox_item("rest", "R001", "4711") is not None:
                return "known"
            uow.conversations.add_inbox_item(
                InboxItem(
                    id=ids.new(),
                    channel="rest",
                    channel_id="R001",
                    message_id="4711",
                    body={"who": who},
                    received_at=NOW,
                )
            )
            uow.commit()
            return "kept"

    results = both(hear)
    assert results in (["kept", "known"], ["Stale", "kept"])  # "Stale" is tried again, and then knows it
    with store.begin() as uow:
        assert len(uow.conversations.recent_inbox("rest", "R001", 9)) == 1


def test_goods_of_two_people_never_lie_in_one_box(store: SqlStore) -> None:
    filling = {"status": PickupStatus.FILLING}
    with store.begin() as uow:
        uow.add_all(things.pickup("u1", 3, 4, **filling), things.pickup("u2", 3, **filling))
        uow.commit()

    def fill(who: int) -> str:
        with store.begin() as uow:
            pickup = uow.lockers.pickup(things.pickup(f"u{who}").id)
            assert pickup
            pickup.box(3).filled = True
            uow.commit()
            return "filled"

    assert both(fill) == ["Stale", "filled"]


def test_a_cleared_box_is_free_for_the_next(store: SqlStore) -> None:
    with store.begin() as uow:
        first = things.pickup("u1", 3, status=PickupStatus.EXPIRED)
        first.boxes[0].filled = True
        uow.add_all(first, things.pickup("u2", 3))
        uow.commit()
    with store.begin() as uow:
        pickup = uow.lockers.pickup(things.pickup("u1").id)
        assert pickup
        pickup.move(PickupStatus.CLEARED, things.person().id, NOW)
        uow.commit()
    with store.begin() as uow:
        pickup = uow.lockers.pickup(things.pickup("u2").id)
        assert pickup
        pickup.box(3).filled = True
        uow.commit()


def test_two_relays_do_not_take_the_same_item(on_postgres: SqlStore) -> None:
    with on_postgres.begin() as uow:
        for n in range(4):
            uow.outbox.put("tell", {"n": n})
        uow.commit()
    with on_postgres.begin() as one, on_postgres.begin() as other:
        mine = _numbers(one.outbox.claim_due(NOW, NOW, 2))
        assert mine == [0, 1]
        assert _numbers(other.outbox.claim_due(NOW, NOW, 9)) == [2, 3]


def _numbers(items: object) -> list[int]:
    assert isinstance(items, list)
    return [item.payload["n"] for item in items if isinstance(item, OutboxItem)]


def test_two_first_events_of_a_station_are_one(store: SqlStore) -> None:
    def note(_who: int) -> str:
        with store.begin() as uow:
            new = uow.lockers.first_time(things.station().id, "boot", 7, NOW)
            uow.commit()
            return "new" if new else "known"

    assert both(note) == ["known", "new"]


def test_a_reader_neither_waits_for_a_writer_nor_sees_the_half_of_it(store: SqlStore) -> None:
    with store.begin() as writer:
        writer.people.add(things.person())
        writer.flush()
        with store.read() as reader:
            assert reader.people.get(things.person().id) is None
            with pytest.raises(RuntimeError):
                reader.commit()
        writer.commit()
    with store.read() as reader:
        assert reader.people.get(things.person().id) is not None
