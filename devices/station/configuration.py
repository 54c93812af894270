"""What a real station is told at installation: one JSON file, beside the file with its keys."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from devices.protocol.messages import HIGHEST_BOX, BoxInfo
from devices.protocol.reading import BadMessage, Fields, read_document
from devices.station.connection import TlsFiles

LARGEST_FILE = 256 * 1024


class ConfigurationUnusable(Exception):
    """The configuration file cannot be followed; it says which field is wrong."""


@dataclass(frozen=True, slots=True)
class BoardSettings:
    """The lock board: serial device, address, number of locks, and which bit means open."""

    device: str
    address: int
    locks: int
    open_bit: bool


@dataclass(frozen=True, slots=True)
class Configuration:
    """One station."""

    broker: str
    keys: Path
    data: Path
    boxes: tuple[BoxInfo, ...]
    board: BoardSettings | None
    tls: TlsFiles | None

    @classmethod
    def at(cls, file: Path) -> Configuration:
        """The configuration in this file; paths in it are relative to its folder. Raises `ConfigurationUnusable`."""
        try:
            document = read_document(file.read_bytes(), LARGEST_FILE)
            return cls._read(document, file.parent)
        except BadMessage as bad:
            raise ConfigurationUnusable(f"{file}: {bad}") from bad
        except OSError as missing:
            raise ConfigurationUnusable(str(missing)) from missing

    @classmethod
    def _read(cls, document: dict[str, object], folder: Path) -> Configuration:
        it = Fields.of_our_version(document)
        board, tls = it.object_or_none("board"), it.object_or_none("tls")
        boxes = tuple(
            BoxInfo(box.whole("no", 1, HIGHEST_BOX), box.text("size", 8), box.text("zone", 16), box.whole("lock", 1))
            for box in it.objects("boxes", 500)
        )
        return cls(
            broker=it.text("broker", 256),
            keys=folder / it.text("keys", 256),
            data=folder / it.text("data", 256),
            boxes=boxes,
            board=None if board is None else _board(board),
            tls=None if tls is None else _tls(tls, folder),
        )


def _board(it: Fields) -> BoardSettings:
    return BoardSettings(it.text("device"), it.whole("address", 1, 31), it.whole("locks", 1, 50), it.flag("open_bit"))


def _tls(it: Fields, folder: Path) -> TlsFiles:
    ca, cert, key = (it.text_or_none(name, 256) for name in ("ca", "cert", "key"))
    return TlsFiles(*(None if name is None else folder / name for name in (ca, cert, key)))


EXAMPLE = json.dumps(
    {
        "v": 1,
        "broker": "mqtts://broker.example.org:8883",
        "keys": "keys.json",
        "data": "data",
        "tls": {"ca": "ca.pem", "cert": "p1.pem", "key": "p1.key"},
        "board": {"device": "/dev/ttyUSB0", "address": 1, "locks": 24, "open_bit": True},
        "boxes": [{"no": 1, "size": "M", "zone": "ambient", "lock": 1}],
    },
    indent=2,
)
"""What such a file looks like. Without `board` the doors are simulated: for a first try on a table."""
