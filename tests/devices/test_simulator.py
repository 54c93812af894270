"""The simulated stations as the demo drives them."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from devices.broker import BrokerKind
from devices.protocol.topics import ACK, CMD
from domain.lockers.ports import CommandOutcome, StationCondition, StationSeen
from tests.devices.builders import until
from tests.devices.house import P1, P2, open_house

EMBEDDED = BrokerKind.EMBEDDED


async def test_its_state_is_json_and_says_what_a_page_needs(tmp_path: Path) -> None:
    async with open_house(EMBEDDED, tmp_path) as house:
        await house.give(1, ("471108", 7))
        await until(lambda: house.lists_in_force(P1) == {1})
        house.stations.jam("P1", 3, on=True)
        await house.stations.keypad("P1", "471108")
        state = json.loads(json.dumps(house.stations.state()))["p1"]
        assert state["doors"]["7"] == "open"
        assert state["doors"]["8"] == "closed"
        assert (state["link"], state["connected"], state["clock"], state["list"]) == ("up", True, "ok", 1)
        assert state["jammed"] == [3]
        assert state["display"].startswith("Fach 7 ist offen.")
        assert "471108" not in json.dumps(state)


async def test_who_watches_the_line_sees_both_directions(tmp_path: Path) -> None:
    async with open_house(EMBEDDED, tmp_path) as house:
        seen: list[tuple[str, str]] = []
        house.client.watch = lambda way, topic, _payload: seen.append((way.value, topic))
        await house.send_until_answered(house.order(2))
        assert ("down", CMD.of("p1")) in seen
        assert seen.index(("down", CMD.of("p1"))) < seen.index(("up", ACK.of("p1")))


async def test_doors_are_shut_by_somebody_after_a_while(tmp_path: Path) -> None:
    async with open_house(EMBEDDED, tmp_path) as house:
        await house.send_until_answered(house.order(2))
        await house.stations.settled()
        assert set(house.stations.station(P1).agent.doors().values()) == {"closed"}


async def test_a_cut_line_is_noticed_and_mended(tmp_path: Path) -> None:
    async with open_house(EMBEDDED, tmp_path) as house:
        house.stations.link("P2", up=False)
        gone = StationSeen(P2, StationCondition.LOST, house.stations.station(P2).boot, 1)
        await until(lambda: gone in house.reports)
        assert house.stations.state()["p2"]["link"] == "cut"
        await house.stations.settled()
        house.stations.link("P2", up=True)
        await house.stations.settled()
        back = StationSeen(P2, StationCondition.READY, gone.boot, 2)
        assert back in house.reports


async def test_settled_does_not_wait_for_ever(tmp_path: Path) -> None:
    async with open_house(EMBEDDED, tmp_path) as house:
        await house.client.stop()
        house.stations.card("P1", 1)
        with pytest.raises(TimeoutError):
            await house.stations.settled(patience=0.3)


async def test_the_same_folder_again_is_the_same_station_again(tmp_path: Path) -> None:
    async with open_house(EMBEDDED, tmp_path) as house:
        await house.give(1, ("471108", 7))
        await until(lambda: house.lists_in_force(P1) == {1})
        order = house.order(2)
        await house.send_until_answered(order)
        await house.stations.settled()
    async with open_house(EMBEDDED, tmp_path) as house:
        assert house.lists_in_force(P1) == {1}
        answer = await house.send_until_answered(order)
        assert answer.outcome is CommandOutcome.DONE
        assert house.stations.station(P1).board.pulses == []
        assert (await house.stations.keypad("P1", "471108")).opened == (7,)


async def test_many_orders_at_once_to_one_station(tmp_path: Path) -> None:
    async with open_house(EMBEDDED, tmp_path) as house:
        answers = await asyncio.gather(*(house.send_until_answered(house.order(box)) for box in range(1, 13)))
        assert {answer.outcome for answer in answers} == {CommandOutcome.DONE}
        assert sorted(house.stations.station(P1).board.pulses) == list(range(1, 13))
