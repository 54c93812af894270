"""Every topic of the device protocol in one table: who sends it, how surely, and whether the broker keeps it.

The access rules of both brokers are made from this table, so a topic that is not here cannot be used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

ROOT = "dorf/v1"
STATIONS = f"{ROOT}/st"
CORE_USER = "core"

_STATION_NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?\Z")
_STATION_TOPIC = re.compile(rf"{STATIONS}/([a-z0-9-]{{1,32}})/(.+)\Z")
_BOX_STATE = re.compile(r"box/([1-9][0-9]{0,3})/state\Z")


class Direction(StrEnum):
    """Up: a station says it. Down: core says it."""

    UP = "up"
    DOWN = "down"


class Leaf(StrEnum):
    """The last part of a station's topic; also what its signature is bound to."""

    STATE = "state"
    INFO = "info"
    BOX = "box"
    GRANTS = "grants"
    GRANTS_ACK = "grants/ack"
    CMD = "cmd"
    ACK = "ack"
    EVT = "evt"
    EVT_ACK = "evt/ack"
    TELE = "tele"
    CFG = "cfg"
    CFG_REP = "cfg/rep"
    JOB = "job"
    JOB_REP = "job/rep"
    CORE_STATE = "core/state"


@dataclass(frozen=True, slots=True)
class Topic:
    """One row of the table. `pattern` holds `{sid}` for the station and `+` for a compartment number."""

    leaf: Leaf
    pattern: str
    direction: Direction
    qos: int
    retain: bool
    meaning: str
    reserved: bool = False

    def of(self, sid: str, box: int | None = None) -> str:
        """The topic of one station, and of one compartment where it has one."""
        name = self.pattern.replace("{sid}", sid)
        return name if box is None else name.replace("+", str(box))

    def everywhere(self) -> str:
        """The filter that meets this topic at all stations."""
        return self.pattern.replace("{sid}", "+")


def _station(leaf: Leaf, direction: Direction, qos: int, retain: bool, meaning: str, reserved: bool = False) -> Topic:
    tail = "box/+/state" if leaf is Leaf.BOX else leaf.value
    return Topic(leaf, f"{STATIONS}/{{sid}}/{tail}", direction, qos, retain, meaning, reserved)


STATE = _station(Leaf.STATE, Direction.UP, 1, True, "the station is there (birth) or gone (last will)")
INFO = _station(Leaf.INFO, Direction.UP, 1, True, "its compartments and the protocol versions it speaks")
BOX = _station(Leaf.BOX, Direction.UP, 1, True, "the door of one compartment as its sensor says")
GRANTS = _station(Leaf.GRANTS, Direction.DOWN, 1, True, "the whole signed list of rights to open by a code")
GRANTS_ACK = _station(Leaf.GRANTS_ACK, Direction.UP, 1, False, "that list is on the station's disk, or why not")
CMD = _station(Leaf.CMD, Direction.DOWN, 1, False, "a command: open, set-time, resync")
ACK = _station(Leaf.ACK, Direction.UP, 1, False, "receipt and result of a command, by its id")
EVT = _station(Leaf.EVT, Direction.UP, 1, False, "what happened at the station, in numbered batches")
EVT_ACK = _station(Leaf.EVT_ACK, Direction.DOWN, 1, False, "core has events or a result in its database")
TELE = _station(Leaf.TELE, Direction.UP, 0, False, "temperature, battery, disk", reserved=True)
CFG = _station(Leaf.CFG, Direction.DOWN, 1, True, "desired configuration", reserved=True)
CFG_REP = _station(Leaf.CFG_REP, Direction.UP, 1, True, "configuration in force", reserved=True)
JOB = _station(Leaf.JOB, Direction.DOWN, 1, True, "desired agent version", reserved=True)
JOB_REP = _station(Leaf.JOB_REP, Direction.UP, 1, True, "agent version in force", reserved=True)
CORE_STATE = Topic(
    Leaf.CORE_STATE, f"{ROOT}/core/state", Direction.DOWN, 1, True, "core is there and its time, or gone (last will)"
)

TABLE: tuple[Topic, ...] = (
    STATE, INFO, BOX, GRANTS, GRANTS_ACK, CMD, ACK, EVT, EVT_ACK, TELE, CFG, CFG_REP, JOB, JOB_REP, CORE_STATE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Address:
    """A station's topic taken apart."""

    sid: str
    leaf: Leaf
    box: int | None


def is_station_name(name: str) -> bool:
    """Whether this can be a station's name on the wire: a-z, 0-9 and inner hyphens, and not core's own name."""
    return name != CORE_USER and _STATION_NAME.match(name) is not None


def read_address(topic: str) -> Address | None:
    """Whose topic this is and what it carries; None when it is not in the table."""
    found = _STATION_TOPIC.match(topic)
    if found is None:
        return None
    sid, tail = found.groups()
    box = _BOX_STATE.match(tail)
    if box is not None:
        return Address(sid, Leaf.BOX, int(box.group(1)))
    if tail not in _PLAIN_LEAVES:
        return None
    return Address(sid, Leaf(tail), None)


def may_write(user: str) -> Iterator[str]:
    """The filters a user may publish to. `%u` as user gives the pattern that holds for every station."""
    if user == CORE_USER:
        yield f"{ROOT}/#"
        return
    yield from (topic.of(user) for topic in TABLE if topic.direction is Direction.UP)


def may_read(user: str) -> Iterator[str]:
    """The filters a user may receive."""
    if user == CORE_USER:
        yield f"{ROOT}/#"
        return
    yield from (topic.of(user) for topic in TABLE if topic.direction is Direction.DOWN)


def meets(filter_: str, topic: str) -> bool:
    """Whether an MQTT topic filter with + and # meets a topic."""
    wanted, given = filter_.split("/"), topic.split("/")
    for place, part in enumerate(wanted):
        if part == "#":
            return True
        if place >= len(given) or part not in ("+", given[place]):
            return False
    return len(wanted) == len(given)


_PLAIN_LEAVES = frozenset(leaf.value for leaf in Leaf if leaf not in (Leaf.BOX, Leaf.CORE_STATE))
