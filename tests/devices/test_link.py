"""The line itself: what is acknowledged, what comes again, and how it comes back."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from devices.broker import BrokerKind, open_broker
from devices.protocol.topics import CMD
from devices.station.connection import Account, LinkDown, Message, Owner
from devices.station.link import Backoff, Link
from tests.contracts.test_broker import Listener, logged_in, up
from tests.devices.builders import chance, until
from tests.devices.house import BOTH_BROKERS, credentials, here


class Breaking(Listener):
    """Fails at the first message, and works from then on."""

    async def on_message(self, message: Message) -> None:
        await super().on_message(message)
        if len(self.heard) == 1:
            raise OSError("disk full")


class Slow(Owner):
    """Takes its time, and notes when it begins and ends."""

    def __init__(self) -> None:
        self.notes: list[str] = []
        self.go_on = asyncio.Event()

    async def on_message(self, message: Message) -> None:
        self.notes.append(f"begins {message.payload.decode()}")
        await self.go_on.wait()
        self.notes.append(f"ends {message.payload.decode()}")


async def test_what_was_not_handled_comes_again_after_the_next_connect(tmp_path: Path) -> None:
    here(BrokerKind.MOSQUITTO)
    owner = Breaking()
    async with (
        open_broker(None, tmp_path, credentials(), kind=BrokerKind.MOSQUITTO) as broker,
        logged_in(broker.url, "core", Listener()) as core,
        logged_in(broker.url, "p1", owner, [CMD.of("p1")]) as p1,
    ):
        await up(core)
        await up(p1)
        await core.publish(CMD.of("p1"), b"one")
        await core.publish(CMD.of("p1"), b"two")
        await until(lambda: len(owner.heard) == 2)
        await asyncio.sleep(0.1)
        p1.cut()
        p1.restore()
        await until(lambda: len(owner.heard) == 3)
        assert [message.payload for message in owner.heard] == [b"one", b"two", b"one"]


@BOTH_BROKERS
async def test_one_at_a_time_means_in_order_and_a_station_works_side_by_side(kind: BrokerKind, tmp_path: Path) -> None:
    here(kind)
    for one_at_a_time, begun in ((True, ["begins a"]), (False, ["begins a", "begins b"])):
        owner = Slow()
        async with open_broker(None, tmp_path / str(one_at_a_time), credentials(), kind=kind) as broker:
            account = Account(broker.url, "p1", "p1", credentials()["p1"])
            link = Link(account, owner, [(CMD.of("p1"), 1)], chance=chance, one_at_a_time=one_at_a_time)
            running = asyncio.create_task(link.run())
            async with logged_in(broker.url, "core", Listener()) as core:
                await up(core)
                await up(link)
                await core.publish(CMD.of("p1"), b"a")
                await core.publish(CMD.of("p1"), b"b")
                await until(lambda owner=owner, begun=begun: owner.notes == begun)  # type: ignore[misc]
                owner.go_on.set()
                await until(lambda owner=owner: len(owner.notes) == 4)  # type: ignore[misc]
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)


async def test_without_a_broker_it_says_so_at_once_and_connects_when_there_is_one(tmp_path: Path) -> None:
    here(BrokerKind.MOSQUITTO)
    async with open_broker(None, tmp_path, credentials(), kind=BrokerKind.MOSQUITTO) as broker:
        port = int(broker.url.rsplit(":", 1)[1])
    async with logged_in(broker.url, "core", Listener()) as core:
        await asyncio.sleep(0.1)
        with pytest.raises(LinkDown):
            await core.publish("dorf/v1/x", b"")
        async with open_broker(None, tmp_path, credentials(), kind=BrokerKind.MOSQUITTO, port=port):
            await up(core)
            await core.publish("dorf/v1/x", b"")


def test_the_wait_grows_is_spread_and_has_an_end() -> None:
    backoff = Backoff(first=1.0, cap=30.0)
    assert [backoff.seconds(attempt, 1.0) for attempt in range(7)] == [1, 2, 4, 8, 16, 30, 30]
    assert backoff.seconds(3, 0.0) == 4
    assert backoff.seconds(10_000, 1.0) == 30
