"""What one turn of talk costs in the database: `python -m tests.integrations.measure_turn [url]`.

Beside it the floor: the same rows with the bare driver, in the same file, synchronous=FULL both.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from domain.ids import BasketId, Sku
from domain.ordering.model import Basket
from domain.quantity import Amount
from domain.store import Conversation, InboxItem, Message, UnitOfWork
from integrations.core_thread import CoreExecutor
from integrations.database.engine import create_engine
from integrations.database.migrate import migrate
from integrations.database.store import SqlStore
from integrations.demo.seed import seed
from integrations.system import SystemChance, SystemClock, SystemIds

TURNS = 400
CLOCK, IDS = SystemClock(), SystemIds()


def turn(uow: UnitOfWork, chat: str, *, event: bool = False) -> None:
    """Load conversation, inbox, person with roles and basket; write all of them and a reply."""
    now = CLOCK.now()
    talk = uow.conversations.lock("rest", chat)
    if talk is None:
        talk = Conversation(channel="rest", channel_id=chat, changed_at=now)
        uow.conversations.add(talk)
    message_id = IDS.new()
    assert uow.conversations.inbox_item("rest", chat, message_id) is None
    person = uow.people.at_address("rest", chat)
    assert person
    assert person.actor().roles
    basket = uow.orders.basket_of(person.id)
    if basket is None:
        basket = Basket(id=BasketId(IDS.new()), person_id=person.id, changed_at=now)
        uow.orders.add_basket(basket)
    item = InboxItem(
        id=IDS.new(),
        channel="rest",
        channel_id=chat,
        message_id=message_id,
        body={"text": "zwei Liter Milch"},
        received_at=now,
        handled_at=now,
    )
    uow.conversations.add_inbox_item(item)
    basket.set(Sku("HOF-101"), Amount(packs=talk.last_seq % 9 + 1), now)
    talk.last_seq += 1
    talk.state = {"flow": "order", "turn": talk.last_seq, "menu": ["a", "b", "c"]}
    reply = Message(
        channel="rest", channel_id=chat, seq=talk.last_seq, at=now, body={"text": "Im Korb: Milch"}, reply_to=item.id
    )
    uow.conversations.add_message(reply)
    if event:
        uow.outbox.put("event", {"name": "X", "fields": {}})


def bare(connection: sqlite3.Connection, number: int) -> None:
    """The floor: the statements alone."""
    now, new = CLOCK.now().isoformat(), IDS.new()
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("SELECT * FROM conversations WHERE channel_id = 'R001'").fetchone()
    connection.execute("SELECT * FROM inbox WHERE channel_id = 'R001' AND message_id = ?", (new,)).fetchone()
    connection.execute(
        "SELECT * FROM persons p JOIN contact_addresses a ON a.person_id = p.id WHERE a.channel_id = 'R001'"
    ).fetchone()
    connection.execute("SELECT * FROM person_roles WHERE person_id = 'R001'").fetchall()
    connection.execute("SELECT * FROM baskets WHERE person_id = 'R001'").fetchone()
    connection.execute(
        "INSERT INTO inbox (id, channel, channel_id, message_id, body, received_at)"
        " VALUES (?, 'rest', 'R001', ?, '{}', ?)",
        (new, new, now),
    )
    connection.execute(
        "INSERT INTO messages (channel, channel_id, seq, at, body) VALUES ('rest', 'R001', ?, ?, '{}')",
        (1_000_000 + number, now),
    )
    connection.execute("UPDATE conversations SET state = ? WHERE channel_id = 'R001'", (json.dumps({"n": number}),))
    connection.execute("UPDATE baskets SET shown = ? WHERE person_id = 'R001'", (new,))
    connection.execute("COMMIT")


def measure(name: str, work: Callable[[int], object]) -> None:
    """Print the median, p95 and the processor's time."""
    for number in range(30):
        work(-number - 1)
    wall, busy = [], []
    for number in range(TURNS):
        began, began_busy = time.perf_counter(), time.process_time()
        work(number)
        wall.append((time.perf_counter() - began) * 1000)
        busy.append((time.process_time() - began_busy) * 1000)
    wall.sort()
    middle, p95 = statistics.median(wall), wall[int(TURNS * 0.95)]
    print(f"{name:34} median {middle:6.2f} ms   p95 {p95:6.2f} ms   processor {statistics.median(busy):6.2f} ms")  # noqa: T201


async def through_the_executor(store: SqlStore) -> None:
    """One after the other, and ten chats at once."""
    core = CoreExecutor(store, SystemChance())
    began = time.perf_counter()
    for _ in range(TURNS):
        await core.run(lambda uow: turn(uow, "R001"))
    alone = TURNS / (time.perf_counter() - began)
    began = time.perf_counter()

    async def chat(person: str) -> None:
        for _ in range(TURNS // 10):
            await core.run(lambda uow: turn(uow, person))

    await asyncio.gather(*(chat(f"R{number:03}") for number in range(2, 12)))
    ten = TURNS / (time.perf_counter() - began)
    print(f"through the executor: {alone:.0f} turns/s alone, {ten:.0f} with ten at once")  # noqa: T201
    core.close()


def main(folder: Path) -> None:
    """Measure on the database of the command line, else on a new SQLite file."""
    url = sys.argv[1] if len(sys.argv) > 1 else f"sqlite:///{folder / 'measure.db'}"
    began = time.perf_counter()
    engine = create_engine(url)
    migrate(engine)
    migrated = time.perf_counter()
    store = SqlStore(engine, CLOCK, IDS)
    seed(store, CLOCK.now())
    print(f"migrate {migrated - began:.2f} s, seed {time.perf_counter() - migrated:.2f} s")  # noqa: T201

    def one(_number: int, *, event: bool = False) -> None:
        with store.begin() as uow:
            turn(uow, "R001", event=event)
            uow.commit()

    measure("a turn", one)
    measure("a turn with an event", lambda number: one(number, event=True))
    if len(sys.argv) == 1:
        connection = sqlite3.connect(folder / "measure.db", isolation_level=None)
        connection.execute("PRAGMA synchronous = FULL")
        measure("the floor: the bare driver", lambda number: bare(connection, number))
        connection.close()
    asyncio.run(through_the_executor(store))
    engine.dispose()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        main(Path(folder))
