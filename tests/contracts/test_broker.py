"""What every broker must do for us, Mosquitto and the embedded one alike."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from devices.broker import BrokerKind, open_broker
from devices.protocol.topics import ACK, CMD, CORE_STATE, GRANTS, STATE
from devices.station.connection import Account, LinkDown, Message, Owner, Will
from devices.station.link import Backoff, Link
from domain.lockers.ports import (
    CommandOutcome,
    Door,
    StationCondition,
    StationEvent,
    StationEventKind,
    StationSeen,
)
from tests.devices.builders import KEYS, chance, until
from tests.devices.house import BOTH_BROKERS, P1, P2, credentials, here, open_house


class Listener(Owner):
    """Somebody who hears, and may leave a will."""

    def __init__(self, will: Will | None = None) -> None:
        self.heard: list[Message] = []
        self._will = will

    def will(self, session: int) -> Will | None:
        return self._will

    async def on_message(self, message: Message) -> None:
        self.heard.append(message)

    def topics(self) -> list[str]:
        return [message.topic for message in self.heard]


@asynccontextmanager
async def logged_in(
    url: str, user: str, owner: Owner, topics: Sequence[str] = (), password: str | None = None
) -> AsyncIterator[Link]:
    account = Account(url, user, user, password or KEYS.broker_password(user))
    link = Link(account, owner, [(topic, 1) for topic in topics], chance=chance, backoff=Backoff(0.05, 0.1))
    running = asyncio.create_task(link.run())
    try:
        yield link
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def up(link: Link) -> None:
    async with asyncio.timeout(5):
        await link.until_connected()


@BOTH_BROKERS
async def test_a_wrong_password_lets_nobody_in(kind: BrokerKind, tmp_path: Path) -> None:
    here(kind)
    async with (
        open_broker(None, tmp_path, credentials(), kind=kind) as broker,
        logged_in(broker.url, "p1", Listener(), password="wrong") as wrong,
        logged_in(broker.url, "stranger", Listener(), password="wrong") as stranger,
    ):
        await asyncio.sleep(0.4)
        assert not wrong.connected
        assert not stranger.connected


@BOTH_BROKERS
async def test_a_station_hears_its_own_orders_and_nobody_elses(kind: BrokerKind, tmp_path: Path) -> None:
    here(kind)
    one, other = Listener(), Listener()
    async with (
        open_broker(None, tmp_path, credentials(), kind=kind) as broker,
        logged_in(broker.url, "core", Listener()) as core,
        logged_in(broker.url, "p1", one, [CMD.of("p1")]) as p1,
        logged_in(broker.url, "p2", other, [CMD.of("p2")]) as p2,
    ):
        for link in (core, p1, p2):
            await up(link)
        await core.publish(CMD.of("p1"), b"for p1")
        await core.publish(CMD.of("p2"), b"for p2")
        await until(lambda: bool(one.heard and other.heard))
        assert [message.payload for message in one.heard] == [b"for p1"]
        assert [message.payload for message in other.heard] == [b"for p2"]


@BOTH_BROKERS
async def test_a_station_cannot_speak_for_another_or_for_core(kind: BrokerKind, tmp_path: Path) -> None:
    here(kind)
    core, victim = Listener(), Listener()
    async with (
        open_broker(None, tmp_path, credentials(), kind=kind) as broker,
        logged_in(broker.url, "core", core, ["dorf/v1/st/+/ack", "dorf/v1/st/+/state"]) as core_link,
        logged_in(broker.url, "p2", victim, [CMD.of("p2"), GRANTS.of("p2"), CORE_STATE.pattern]) as p2,
        logged_in(broker.url, "p1", Listener()) as p1,
    ):
        for link in (core_link, p2, p1):
            await up(link)
        for topic in (ACK.of("p2"), STATE.of("p2"), CMD.of("p2"), CMD.of("p1"), CORE_STATE.pattern, GRANTS.of("p2")):
            try:
                async with asyncio.timeout(0.2):
                    await p1.publish(topic, b"forged")
            except (LinkDown, TimeoutError):
                continue
        await up(p1)
        await p1.publish(ACK.of("p1"), b"true")
        await until(lambda: bool(core.heard))
        assert [message.payload for message in core.heard] == [b"true"]
        assert victim.heard == []


@BOTH_BROKERS
async def test_a_list_waits_for_a_station_that_comes_later(kind: BrokerKind, tmp_path: Path) -> None:
    here(kind)
    late = Listener()
    async with (
        open_broker(None, tmp_path, credentials(), kind=kind) as broker,
        logged_in(broker.url, "core", Listener()) as core,
    ):
        await up(core)
        await core.publish(GRANTS.of("p1"), b"list", retain=True)
        async with logged_in(broker.url, "p1", late, [GRANTS.of("p1")]):
            await until(lambda: bool(late.heard))
        assert late.heard[0].payload == b"list"


@BOTH_BROKERS
async def test_a_will_is_spoken_when_a_line_breaks_and_not_after_a_goodbye(kind: BrokerKind, tmp_path: Path) -> None:
    here(kind)
    core = Listener()
    async with (
        open_broker(None, tmp_path, credentials(), kind=kind) as broker,
        logged_in(broker.url, "core", core, ["dorf/v1/st/+/state"]) as core_link,
    ):
        await up(core_link)
        async with logged_in(broker.url, "p2", Listener(Will(STATE.of("p2"), b"gone"))) as p2:
            await up(p2)
        async with logged_in(broker.url, "p1", Listener(Will(STATE.of("p1"), b"gone"))) as p1:
            await up(p1)
            p1.cut()
            await until(lambda: bool(core.heard))
        assert core.topics() == [STATE.of("p1")]


@BOTH_BROKERS
async def test_an_order_from_core_opens_a_compartment_and_comes_back_as_done(kind: BrokerKind, tmp_path: Path) -> None:
    async with open_house(kind, tmp_path) as house:
        answer = await house.send_until_answered(house.order(3))
        assert (answer.outcome, answer.door) == (CommandOutcome.DONE, Door.OPEN)
        await house.stations.settled()
        kinds = [report.kind for report in house.reports if isinstance(report, StationEvent)]
        assert kinds == [StationEventKind.DOOR_OPENED, StationEventKind.DOOR_CLOSED]


@BOTH_BROKERS
async def test_a_code_works_on_a_cut_line_and_core_hears_of_it_later(kind: BrokerKind, tmp_path: Path) -> None:
    async with open_house(kind, tmp_path) as house:
        await house.give(1, ("471108", 7))
        await until(lambda: house.lists_in_force(P1) == {1})
        house.stations.link("P1", up=False)
        await until(lambda: _gone(house.reports))
        answer = await house.stations.keypad("P1", "471 108")
        assert answer.opened == (7,)
        await house.stations.settled()
        assert not [report for report in house.reports if isinstance(report, StationEvent)]
        house.stations.link("P1", up=True)
        await house.stations.settled()
        told = [report for report in house.reports if isinstance(report, StationEvent)]
        assert [(report.kind, report.late) for report in told] == [
            (StationEventKind.CODE_ACCEPTED, True),
            (StationEventKind.DOOR_OPENED, True),
            (StationEventKind.DOOR_CLOSED, True),
        ]


def _gone(reports: Sequence[object]) -> bool:
    seen = [report for report in reports if isinstance(report, StationSeen) and report.station_id == P1]
    return bool(seen) and seen[-1].condition is StationCondition.LOST


@BOTH_BROKERS
async def test_a_jam_and_a_station_without_line_are_told_apart(kind: BrokerKind, tmp_path: Path) -> None:
    async with open_house(kind, tmp_path) as house:
        house.stations.jam("P1", 5, on=True)
        answer = await house.send_until_answered(house.order(5))
        assert (answer.outcome, answer.code) == (CommandOutcome.FAILED, "jammed")
        house.stations.link("P2", up=False)
        with pytest.raises(TimeoutError):
            await house.send_until_answered(house.order(1, P2), patience=0.7)


@BOTH_BROKERS
async def test_a_station_with_unfinished_business_is_settled_only_after_it(kind: BrokerKind, tmp_path: Path) -> None:
    async with open_house(kind, tmp_path) as house:
        house.stations.card("P1", 4)
        await house.stations.settled()
        told = [report for report in house.reports if isinstance(report, StationEvent)]
        assert [(report.kind, report.box) for report in told] == [(StationEventKind.CARD_PRESENTED, 4)]
