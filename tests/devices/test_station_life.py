"""A station's days: births, events that are told until they are taken, doors, restarts."""

from __future__ import annotations

import asyncio
from pathlib import Path

from devices.protocol.messages import (
    BoxState,
    CoreState,
    DoorState,
    EventKind,
    Presence,
    StationInfo,
    StationState,
    Taken,
    to_bytes,
)
from devices.protocol.reading import read_document
from devices.protocol.rights import GrantsAnswer
from devices.protocol.signing import is_sealed, sign
from devices.protocol.topics import BOX, CORE_STATE, EVT_ACK, GRANTS_ACK, INFO, STATE, Leaf
from devices.station import display
from tests.devices.builders import KEYS, TableStation, right


async def test_a_station_says_who_it_is_when_it_connects(tmp_path: Path) -> None:
    async with TableStation(tmp_path) as station:
        await station.until(lambda: len(station.line.on(BOX.of("p1", 7))) >= 1)
        birth = station.line.on(STATE.of("p1"))[0]
        assert birth.retain
        state = StationState.read(birth.document)
        assert (state.state, state.boot, state.n, state.list_version) == (Presence.READY, "boot-1", 1, 0)
        info = StationInfo.read(station.line.on(INFO.of("p1"))[0].document)
        assert [box.no for box in info.boxes] == [1, 2, 7]
        door = BoxState.read(station.line.on(BOX.of("p1", 7))[0].document)
        assert (door.door, door.fault) == (DoorState.CLOSED, None)


async def test_the_last_will_belongs_to_its_connection(tmp_path: Path) -> None:
    async with TableStation(tmp_path) as station:
        will = station.agent.will(4)
        assert will.topic == STATE.of("p1")
        document = StationState.read(read_document(will.payload))
        assert (document.state, document.boot, document.n) == (Presence.LOST, "boot-1", 4)
        assert is_sealed(read_document(will.payload), Leaf.STATE, station.keys.command_key)


async def test_events_are_told_until_core_takes_them(tmp_path: Path) -> None:
    async with TableStation(tmp_path) as station:
        station.agent.report(EventKind.CARD_PRESENTED, 2)
        await station.until(lambda: len(station.batches()) >= 3)
        batch = station.batches()[-1]
        await station.confirm(Taken(boot=batch.boot, upto=batch.events[-1].seq))
        told = len(station.batches())
        await asyncio.sleep(0.3)
        assert len(station.batches()) == told
        assert station.agent.at_rest


async def test_a_batch_begins_with_the_oldest_so_that_one_number_is_enough(tmp_path: Path) -> None:
    async with TableStation(tmp_path) as station:
        station.cut()
        for box in (1, 2, 7):
            station.agent.report(EventKind.CARD_PRESENTED, box)
        await station.connect()
        await station.until(lambda: len(station.batches()) >= 1)
        assert [event.box for event in station.batches()[0].events] == [1, 2, 7]
        first = station.batches()[0].events[0]
        told = len(station.batches())
        await station.confirm(Taken(boot="boot-1", upto=first.seq))
        await station.until(lambda: len(station.batches()) > told)
        assert [event.box for event in station.batches()[-1].events] == [2, 7]


async def test_hundreds_of_events_go_in_batches_that_fit(tmp_path: Path) -> None:
    async with TableStation(tmp_path) as station:
        station.cut()
        for number in range(120):
            station.agent.report(EventKind.CARD_PRESENTED, 1, detail=f"{number:03d}" + "ä" * 200)
        await station.connect()
        taken = 0
        while taken < 120:
            told = len(station.batches())
            await station.until(lambda told=told: len(station.batches()) > told)  # type: ignore[misc]
            batch = station.batches()[-1]
            assert len(to_bytes(batch.to_document())) < 8192
            taken = int(batch.events[-1].detail[:3]) + 1
            await station.confirm(Taken(boot=batch.boot, upto=batch.events[-1].seq))
        assert [int(event.detail[:3]) for event in station.events()] == list(range(120))


async def test_events_of_an_earlier_start_keep_their_name_and_are_late(tmp_path: Path) -> None:
    async with TableStation(tmp_path) as station:
        station.cut()
        station.agent.report(EventKind.CARD_PRESENTED, 1)
        await station.pull_the_plug()
        await station.power_on()
        station.agent.report(EventKind.CARD_PRESENTED, 2)
        await station.connect()
        await station.until(lambda: len(station.batches()) >= 1)
        old = station.batches()[0]
        assert (old.boot, [event.late for event in old.events]) == ("boot-1", [True])
        await station.confirm(Taken(boot="boot-1", upto=old.events[-1].seq))
        await station.until(lambda: station.batches()[-1].boot == "boot-2")
        assert station.batches()[-1].events[0].seq > old.events[-1].seq


async def test_what_happens_on_a_standing_line_is_not_late(tmp_path: Path) -> None:
    async with TableStation(tmp_path) as station:
        station.agent.report(EventKind.CARD_PRESENTED, 1)
        await station.until(lambda: len(station.batches()) >= 1)
        assert not station.events()[0].late


async def test_a_confirmation_without_signature_deletes_nothing(tmp_path: Path) -> None:
    async with TableStation(tmp_path) as station:
        station.agent.report(EventKind.CARD_PRESENTED, 1)
        await station.hear(EVT_ACK.of("p1"), to_bytes(Taken(boot="boot-1", upto=2**40).to_document()))
        assert station.journal.waiting() == 1


async def test_a_door_opened_with_the_key_is_told_as_unasked(tmp_path: Path) -> None:
    async with TableStation(tmp_path) as station:
        station.board.move_door(2, closed=False)
        await station.until(lambda: station.kinds() == ["door_opened"])
        station.board.move_door(2, closed=True)
        await station.until(lambda: station.kinds() == ["door_opened", "door_closed"])
        assert station.events()[0].detail == "unasked"
        states = [BoxState.read(sent.document) for sent in station.line.on(BOX.of("p1", 2))]
        assert [state.door for state in states] == [DoorState.CLOSED, DoorState.OPEN, DoorState.CLOSED]
        assert [state.seq for state in states] == sorted(state.seq for state in states)


async def test_a_door_moved_during_a_power_cut_is_noticed_after_it(tmp_path: Path) -> None:
    async with TableStation(tmp_path) as station:
        await station.pull_the_plug()
        station.board.move_door(2, closed=False)
        await station.power_on()
        await station.until(lambda: station.kinds() == ["door_opened"])


async def test_after_every_connect_the_list_in_force_is_told(tmp_path: Path) -> None:
    async with TableStation(tmp_path) as station:
        await station.give(4, right("471108"))
        station.cut()
        await station.connect()
        assert GrantsAnswer.read(station.line.on(GRANTS_ACK.of("p1"))[-1].document).have == 4
        assert StationState.read(station.line.on(STATE.of("p1"))[-1].document).list_version == 4


async def test_the_display_says_when_core_is_away(tmp_path: Path) -> None:
    async with TableStation(tmp_path) as station:
        assert station.agent.shown() == display.OFFLINE
        document = sign(
            CoreState(Presence.READY, station.clock.seconds).to_document(), Leaf.CORE_STATE, KEYS.signing_key
        )
        await station.hear(CORE_STATE.pattern, to_bytes(document))
        assert station.agent.shown() == display.IDLE
        station.cut()
        assert station.agent.shown() == display.OFFLINE


async def test_when_core_comes_back_everything_unsaid_is_said_at_once(tmp_path: Path) -> None:
    async with TableStation(tmp_path) as station:
        station.agent.report(EventKind.CARD_PRESENTED, 1)
        await station.until(lambda: len(station.batches()) >= 1)
        told = len(station.batches())
        document = sign(
            CoreState(Presence.READY, station.clock.seconds).to_document(), Leaf.CORE_STATE, KEYS.signing_key
        )
        await station.hear(CORE_STATE.pattern, to_bytes(document))
        await station.until(lambda: len(station.batches()) > told, patience=0.1)


async def _core_is_there(station: TableStation) -> None:
    state = CoreState(Presence.READY, station.clock.seconds).to_document()
    await station.hear(CORE_STATE.pattern, to_bytes(sign(state, Leaf.CORE_STATE, KEYS.signing_key)))
