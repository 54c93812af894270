"""One suite for every lock board: the simulated one, and the 8A family over a real pseudo-terminal."""

from __future__ import annotations

import asyncio
import os
import select
import threading
import tty
from collections.abc import Iterator
from functools import reduce

import pytest
from serial import Serial

from devices.station.boards.board_8a import BAUD, Board8A
from devices.station.boards.simulated import SimulatedBoard
from devices.station.locks import BadBoardReply, BoardTimeout, LockBoard

LOCKS = 12


class Wire8A:
    """A board of 12 locks at the far end of a pseudo-terminal; its doors stay open until somebody shuts them."""

    def __init__(self, master: int) -> None:
        self._master = master
        self._bits = (1 << LOCKS) - 1
        self.frames: list[bytes] = []
        self.answers = True
        self.nonsense = False
        self.noise = b""

    def serve(self, stop: threading.Event) -> None:
        heard = b""
        while not stop.is_set():
            if not select.select([self._master], [], [], 0.01)[0]:
                continue
            heard += os.read(self._master, 64)
            while len(heard) >= 5:
                frame, heard = heard[:5], heard[5:]
                self.frames.append(frame)
                self._follow(frame)

    def _follow(self, frame: bytes) -> None:
        if not self.answers:
            return
        if self.nonsense:
            os.write(self._master, b"\x80\x01\x00\x00\x34\x00")
            return
        if frame[0] == 0x8A:
            self._bits &= ~(1 << (frame[2] - 1))
            self._say(bytes((0x8A, 1, frame[2], 0x11)))
        else:
            self._say(bytes((0x80, 1)) + self._bits.to_bytes(2, "big") + b"\x33")

    def _say(self, bare: bytes) -> None:
        os.write(self._master, self.noise + bare + bytes((reduce(lambda a, b: a ^ b, bare, 0),)))


@pytest.fixture
def wire() -> Iterator[tuple[Wire8A, Serial]]:
    master, slave = os.openpty()
    tty.setraw(master)
    far = Wire8A(master)
    stop = threading.Event()
    thread = threading.Thread(target=far.serve, args=(stop,))
    thread.start()
    with Serial(os.ttyname(slave), BAUD, timeout=0.15) as port:
        yield far, port
    stop.set()
    thread.join()
    os.close(slave)
    os.close(master)


@pytest.fixture(params=["simulated", "8a"])
def board(request: pytest.FixtureRequest) -> LockBoard:
    if request.param == "simulated":
        return SimulatedBoard(range(1, LOCKS + 1), closes_after=None, opens_after=0.0)
    _, port = request.getfixturevalue("wire")
    return Board8A(port, 1, LOCKS, open_bit=False)


async def test_all_doors_are_shut_at_first_and_a_pulse_opens_one(board: LockBoard) -> None:
    assert {lock: status.closed for lock, status in (await board.status()).items()} == dict.fromkeys(
        range(1, LOCKS + 1), True
    )
    for lock in (1, 9, 12):
        await board.open(lock)
        await asyncio.sleep(0.03)
    status = await board.status()
    assert [lock for lock in status if not status[lock].closed] == [1, 9, 12]


async def test_the_frames_are_those_of_the_data_sheet(wire: tuple[Wire8A, Serial]) -> None:
    far, port = wire
    board = Board8A(port, 1, LOCKS, open_bit=False)
    await board.open(1)
    await board.status()
    assert [frame.hex(" ") for frame in far.frames] == ["8a 01 01 11 9b", "80 01 00 33 b2"]


@pytest.mark.parametrize("lock", [0, -1, 13, 256])
async def test_all_locks_at_once_cannot_be_asked_for(wire: tuple[Wire8A, Serial], lock: int) -> None:
    far, port = wire
    with pytest.raises(ValueError, match="no lock"):
        await Board8A(port, 1, LOCKS, open_bit=False).open(lock)
    assert far.frames == []


async def test_the_other_wiring_turns_the_doors_round(wire: tuple[Wire8A, Serial]) -> None:
    _, port = wire
    status = await Board8A(port, 1, LOCKS, open_bit=True).status()
    assert all(one.closed is False for one in status.values())


async def test_a_silent_board_is_a_timeout(wire: tuple[Wire8A, Serial]) -> None:
    far, port = wire
    far.answers = False
    with pytest.raises(BoardTimeout):
        await Board8A(port, 1, LOCKS, open_bit=False).status()


async def test_noise_before_an_answer_is_skipped_and_noise_alone_is_refused(wire: tuple[Wire8A, Serial]) -> None:
    far, port = wire
    board = Board8A(port, 1, LOCKS, open_bit=False)
    far.noise = b"\x80\x01\x00\x80\x13\x37"
    assert all(one.closed for one in (await board.status()).values())
    far.nonsense = True
    with pytest.raises(BadBoardReply):
        await board.status()


async def test_an_unplugged_board_is_a_timeout(wire: tuple[Wire8A, Serial]) -> None:
    _, port = wire
    port.close()
    with pytest.raises(BoardTimeout):
        await Board8A(port, 1, LOCKS, open_bit=False).open(1)
