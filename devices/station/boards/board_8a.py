"""The widespread RS-485 lock boards whose opening frame begins with 8A: 9600 baud, 8 to 50 locks, address 1 to 31.

open    8A address lock 11 xor      answered by the board after about a second, which we do not wait for
status  80 address 00 33 xor        answered by 80 address bits… 33 xor, eight locks per byte, highest group first

Lock 00 would open all locks: it is never sent. Whether a set bit means open or shut depends on the wiring.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from functools import reduce
from typing import Protocol, TypeVar

from devices.station.locks import BadBoardReply, BoardTimeout, LockStatus

BAUD = 9600
_T = TypeVar("_T")
_OPEN, _STATUS = 0x8A, 0x80
_OPEN_TAIL, _STATUS_TAIL = 0x11, 0x33


class Port(Protocol):
    """A serial line, as pyserial has it. Reading gives less than asked for when its time is up."""

    def write(self, data: bytes, /) -> int | None:
        """Send."""
        ...

    def read(self, size: int = 1, /) -> bytes:
        """Receive."""
        ...

    def reset_input_buffer(self) -> None:
        """Forget what came unasked."""
        ...


class Board8A:
    """One board. `open_bit` is what a status bit is when the door is open; `locks` how many the board has."""

    def __init__(self, port: Port, address: int, locks: int, *, open_bit: bool) -> None:
        if not (1 <= address <= 31 and 1 <= locks <= 50):
            raise ValueError("address is 1 to 31, locks are 1 to 50")
        self._port = port
        self._address = address
        self._locks = locks
        self._open_bit = open_bit

    async def open(self, lock: int) -> None:
        """Send one pulse to one bolt."""
        if not 1 <= lock <= self._locks:
            raise ValueError(f"no lock {lock} on this board")
        await self._talk(lambda: self._send(_OPEN, lock, _OPEN_TAIL))

    async def status(self) -> Mapping[int, LockStatus]:
        """All doors."""
        bits = await self._talk(self._ask_status)
        return {
            lock: LockStatus(closed=bool(bits >> (lock - 1) & 1) is not self._open_bit)
            for lock in range(1, self._locks + 1)
        }

    async def _talk(self, exchange: Callable[[], _T]) -> _T:
        try:
            return await asyncio.to_thread(exchange)
        except OSError as broken:
            raise BoardTimeout(str(broken)) from broken

    def _send(self, head: int, lock: int, tail: int) -> None:
        self._port.reset_input_buffer()
        self._port.write(_with_check(bytes((head, self._address, lock, tail))))

    def _ask_status(self) -> int:
        self._send(_STATUS, 0, _STATUS_TAIL)
        groups = (self._locks + 7) // 8
        body = self._answer(groups + 4)
        return int.from_bytes(body[2 : 2 + groups], "big")

    def _answer(self, length: int) -> bytes:
        """The next frame that begins as ours does; a late answer to an opening before it is skipped."""
        begin = bytes((_STATUS, self._address))
        heard = b""
        while True:
            more = self._port.read(1)
            if not more:
                raise BadBoardReply(heard.hex()) if heard else BoardTimeout("no answer")
            heard += more
            start = heard.find(begin)
            if start < 0 or len(heard) - start < length:
                continue
            frame = heard[start : start + length]
            if frame[-2] == _STATUS_TAIL and _with_check(frame[:-1]) == frame:
                return frame
            heard = heard[start + 1 :]


def _with_check(frame: bytes) -> bytes:
    return frame + bytes((reduce(lambda check, byte: check ^ byte, frame, 0),))
