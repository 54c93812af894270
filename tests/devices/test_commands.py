"""What a station does with commands: each moves a bolt at most once and is answered until core has the answer."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from devices.protocol.messages import Answer, DoorState, Outcome, Taken, to_bytes
from devices.protocol.signing import seal
from devices.protocol.topics import CMD, Leaf
from tests.devices.builders import KEYS, HandClock, TableStation


def said(answer: Answer) -> tuple[Outcome, str, DoorState]:
    return answer.outcome, answer.code, answer.door


async def test_an_order_opens_the_door_and_is_answered(tmp_path: Path) -> None:
    async with TableStation(tmp_path) as station:
        await station.tell(station.order())
        received, done = station.answers()
        assert received.outcome is Outcome.RECEIVED
        assert said(done) == (Outcome.DONE, "door_opened", DoorState.OPEN)
        assert station.board.pulses == [7]


async def test_the_same_order_again_is_answered_again_and_nothing_moves(tmp_path: Path) -> None:
    async with TableStation(tmp_path) as station:
        for _ in range(3):
            await station.tell(station.order())
        assert station.board.pulses == [7]
        assert len(station.results()) == 3
        assert len(set(station.results())) == 1


async def test_the_same_order_ten_times_at_once_pulses_once(tmp_path: Path) -> None:
    async with TableStation(tmp_path) as station:
        await asyncio.gather(*(station.tell(station.order()) for _ in range(10)))
        assert station.board.pulses == [7]


async def test_the_same_order_after_a_restart_pulses_no_more(tmp_path: Path) -> None:
    async with TableStation(tmp_path) as station:
        await station.tell(station.order())
        await station.power_off()
        await station.power_on()
        await station.tell(station.order())
        assert station.board.pulses == [7]
        assert said(station.results()[-1]) == (Outcome.DONE, "door_opened", DoorState.OPEN)


async def test_a_result_is_repeated_until_core_has_it(tmp_path: Path) -> None:
    async with TableStation(tmp_path) as station:
        await station.tell(station.order())
        await station.until(lambda: len(station.results()) >= 3)
        await station.confirm(Taken(id="c1"))
        told = len(station.results())
        await asyncio.sleep(0.3)
        assert len(station.results()) == told


async def test_a_result_without_a_line_is_told_on_the_next(tmp_path: Path) -> None:
    async with TableStation(tmp_path) as station:
        station.cut()
        await station.tell(station.order())
        assert station.answers() == []
        await station.connect()
        await station.until(lambda: len(station.results()) >= 1)
        assert station.results()[0].outcome is Outcome.DONE


async def test_a_jammed_door_is_told_and_marked(tmp_path: Path) -> None:
    async with TableStation(tmp_path) as station:
        station.board.jam(7, True)
        await station.tell(station.order())
        assert said(station.results()[0]) == (Outcome.FAILED, "jammed", DoorState.CLOSED)
        await station.until(lambda: "door_jammed" in station.kinds())
        known = station.journal.box(7)
        assert known is not None
        assert known.fault == "jammed"
        station.board.jam(7, False)
        await station.tell(station.order("c2"))
        assert station.results("c2")[0].outcome is Outcome.DONE
        known = station.journal.box(7)
        assert known is not None
        assert known.fault is None


async def test_a_silent_board_makes_the_result_unknown(tmp_path: Path) -> None:
    async with TableStation(tmp_path) as station:
        station.board.silent = True
        await station.tell(station.order())
        assert said(station.results()[0])[:2] == (Outcome.FAILED, "board_timeout")


async def test_power_cut_between_bolt_and_result_is_unknown_and_never_pulsed_again(tmp_path: Path) -> None:
    async with TableStation(tmp_path) as station:
        station.journal.begin("c1", 7, 1, station.clock.seconds)
        station.board.move_door(7, closed=False)
        await station.pull_the_plug()
        await station.power_on()
        await station.until(lambda: len(station.results()) >= 1)
        assert said(station.results()[0]) == (Outcome.UNKNOWN, "power_cut", DoorState.OPEN)
        await station.tell(station.order())
        assert station.board.pulses == []
        assert station.results()[-1].outcome is Outcome.UNKNOWN


async def test_a_forged_order_is_not_even_answered(tmp_path: Path) -> None:
    async with TableStation(tmp_path) as station:
        await station.hear(CMD.of("p1"), station.sealed(station.order(), key=b"x" * 32))
        document = dict(seal(station.order().to_document(), Leaf.CMD, station.keys.command_key), box=2)
        await station.hear(CMD.of("p1"), to_bytes(document))
        await station.hear(CMD.of("p1"), to_bytes(station.order().to_document()))
        await station.hear(CMD.of("p1"), b"\xff\x00")
        assert station.answers() == []
        assert station.board.pulses == []


async def test_another_stations_order_is_not_followed(tmp_path: Path) -> None:
    async with TableStation(tmp_path) as station:
        await station.hear(CMD.of("p1"), station.sealed(station.order(), key=KEYS.command_key("p2")))
        await station.hear(CMD.of("p2"), station.sealed(station.order()))
        assert station.board.pulses == []


async def test_an_answer_is_no_order(tmp_path: Path) -> None:
    async with TableStation(tmp_path) as station:
        payload = to_bytes(seal(station.order().to_document(), Leaf.ACK, station.keys.command_key))
        await station.hear(CMD.of("p1"), payload)
        assert station.board.pulses == []


async def test_an_order_that_comes_too_late_is_expired(tmp_path: Path) -> None:
    async with TableStation(tmp_path) as station:
        order = station.order(ttl=30)
        station.clock.go(seconds=30)
        await station.tell(order)
        assert said(station.results()[0])[:2] == (Outcome.EXPIRED, "too_late")
        assert station.board.pulses == []


async def test_an_expired_order_stays_expired_when_the_clock_goes_back(tmp_path: Path) -> None:
    async with TableStation(tmp_path) as station:
        order = station.order(ttl=30)
        station.clock.go(seconds=30)
        await station.tell(order)
        station.clock.go(seconds=-30)
        await station.tell(order)
        assert station.board.pulses == []


async def test_an_order_from_before_the_compartment_changed_hands_is_refused(tmp_path: Path) -> None:
    async with TableStation(tmp_path) as station:
        await station.tell(station.order("new", fence=5))
        await station.tell(station.order("old", fence=4))
        assert said(station.results("old")[0])[:2] == (Outcome.REJECTED, "old_fence")
        await station.power_off()
        await station.power_on()
        await station.tell(station.order("older", fence=3))
        assert said(station.results("older")[0])[:2] == (Outcome.REJECTED, "old_fence")
        assert station.board.pulses == [7]


@pytest.mark.parametrize("box", [0, 3, 8, 99999])
async def test_a_compartment_the_station_does_not_have_is_refused(tmp_path: Path, box: int) -> None:
    async with TableStation(tmp_path) as station:
        await station.tell(station.order(box=box))
        assert said(station.results()[0])[:2] == (Outcome.REJECTED, "unknown_box")


async def test_an_unknown_kind_of_order_is_refused_by_its_id(tmp_path: Path) -> None:
    async with TableStation(tmp_path) as station:
        await station.tell(replace(station.order(), type="dance"))
        assert said(station.results()[0])[:2] == (Outcome.REJECTED, "unsupported")


async def test_an_order_of_an_unknown_version_is_refused_by_its_id(tmp_path: Path) -> None:
    async with TableStation(tmp_path) as station:
        document = {**station.order().to_document(), "v": 2}
        await station.hear(CMD.of("p1"), to_bytes(seal(document, Leaf.CMD, station.keys.command_key)))
        assert said(station.results()[0])[:2] == (Outcome.REJECTED, "unknown_version")
        assert station.board.pulses == []


async def test_a_station_that_does_not_know_the_time_opens_nothing_from_afar(tmp_path: Path) -> None:
    station = TableStation(tmp_path)
    await station.power_on(synced=False)
    await station.tell(station.order())
    assert said(station.results()[0])[:2] == (Outcome.REJECTED, "clock_unsure")
    await station.core_tells_time()
    await station.tell(station.order("c2"))
    assert station.results("c2")[0].outcome is Outcome.DONE
    await station.power_off()


async def test_an_order_that_waited_for_the_station_waits_for_its_clock(tmp_path: Path) -> None:
    station = TableStation(tmp_path)
    await station.power_on(synced=False)
    await asyncio.gather(station.tell(station.order()), station.tell(station.order()), station.core_tells_time())
    assert station.results()[0].outcome is Outcome.DONE
    assert station.board.pulses == [7]
    await station.power_off()


async def test_a_second_order_while_the_door_is_being_opened_is_busy(tmp_path: Path) -> None:
    async with TableStation(tmp_path) as station:
        station.board.jam(7, True)
        await asyncio.gather(station.tell(station.order("c1")), station.tell(station.order("c2")))
        assert station.board.pulses == [7]
        assert said(station.results("c2")[0])[:2] == (Outcome.FAILED, "busy")


async def test_a_clock_that_is_wrong_by_hours_is_put_right_by_core(tmp_path: Path) -> None:
    """A computer without a battery clock starts in the past; core's signed answer settles it."""
    true = HandClock()
    station = TableStation(tmp_path, HandClock())
    station.clock.go(days=-300)
    await station.power_on(synced=False)
    ask = str(station.line.sent[0].document["ask"])
    now_ms = int(true.now().timestamp() * 1000)
    order = replace(station.order("time"), type="set-time", echo=ask, iat_ms=now_ms, iat=true.seconds, exp=true.seconds)
    await station.tell(order)
    assert abs(station.agent.clock.seconds() - true.seconds) <= 1
    station.clock.go(seconds=0)
    await station.tell(replace(station.order(), iat=true.seconds, exp=true.seconds + 30))
    assert station.results()[0].outcome is Outcome.DONE
    # The same answer a second time is a replay and changes nothing.
    station.clock.go(hours=5)
    await station.tell(order)
    assert abs(station.agent.clock.seconds() - true.seconds - 5 * 3600) <= 1
    await station.power_off()
