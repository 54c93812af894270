"""The payloads of the device protocol, version 1: what each message says, to bytes and back.

Rights have a module of their own, `devices.protocol.rights`. `to_document` gives the bare content; signatures are
put around it by `devices.protocol.signing`. `read` takes a document whose signature has been checked and refuses what
it does not understand.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from devices.protocol.reading import MAX_BYTES, VERSION, BadMessage, Document, Fault, Fields
from devices.protocol.signing import canonical

HIGHEST_BOX = 9999
EVENTS_PER_BATCH = 50
BOXES_PER_STATION = 500


class Presence(StrEnum):
    """Whether the sender is there."""

    READY = "ready"
    LOST = "lost"


class ClockState(StrEnum):
    """How far a station trusts its own clock."""

    OK = "ok"
    DRIFT = "drift"
    UNSURE = "unsure"


class DoorState(StrEnum):
    """What a door sensor says."""

    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


class CommandType(StrEnum):
    """What core can tell a station to do."""

    OPEN = "open"
    SET_TIME = "set-time"
    RESYNC = "resync"


class Outcome(StrEnum):
    """What became of a command. Only `received` is not final."""

    RECEIVED = "received"
    DONE = "done"
    FAILED = "failed"
    UNKNOWN = "unknown"
    REJECTED = "rejected"
    EXPIRED = "expired"


class EventKind(StrEnum):
    """What happens at a station by itself."""

    DOOR_OPENED = "door_opened"
    DOOR_CLOSED = "door_closed"
    DOOR_JAMMED = "door_jammed"
    CODE_ACCEPTED = "code_accepted"
    CODE_REFUSED = "code_refused"
    CODE_ALARM = "code_alarm"
    CARD_PRESENTED = "card_presented"
    TEMPERATURE = "temperature"


@dataclass(frozen=True, slots=True)
class StationState:
    """Birth, heartbeat or last will of a station. `boot` names the start, `n` the connection within it.

    `ask` is a question for core's time, to be echoed in a set-time.
    """

    state: Presence
    boot: str
    n: int
    agent: str = ""
    clock: ClockState = ClockState.UNSURE
    off_ms: int = 0
    at: int = 0
    list_version: int = 0
    ask: str = ""

    def to_document(self) -> dict[str, object]:
        """As JSON."""
        bare: dict[str, object] = {"v": VERSION, "state": self.state.value, "boot": self.boot, "n": self.n}
        if self.state is Presence.LOST:
            return bare
        return {
            **bare,
            "agent": self.agent,
            "clock": self.clock.value,
            "off_ms": self.off_ms,
            "at": self.at,
            "list": self.list_version,
            "ask": self.ask,
        }

    @classmethod
    def read(cls, document: Document) -> StationState:
        """From JSON."""
        it = Fields.of_our_version(document)
        state, boot, n = it.one_of("state", Presence), it.text("boot", 64), it.whole("n")
        if state is Presence.LOST:
            return cls(state, boot, n)
        return cls(
            state,
            boot,
            n,
            agent=it.free_text("agent"),
            clock=it.one_of("clock", ClockState),
            off_ms=it.whole("off_ms", least=-(2**53)),
            at=it.instant("at"),
            list_version=it.whole("list"),
            ask=it.free_text("ask", 64),
        )


@dataclass(frozen=True, slots=True)
class BoxInfo:
    """One compartment as it is built: its number, size class, zone and lock."""

    no: int
    size: str
    zone: str
    lock: int


@dataclass(frozen=True, slots=True)
class StationInfo:
    """What a station consists of and which protocol versions it speaks."""

    hardware: str
    boxes: tuple[BoxInfo, ...]

    def to_document(self) -> dict[str, object]:
        """As JSON."""
        return {
            "v": VERSION,
            "hardware": self.hardware,
            "protocol": [VERSION, VERSION],
            "boxes": [{"no": b.no, "size": b.size, "zone": b.zone, "lock": b.lock} for b in self.boxes],
        }

    @classmethod
    def read(cls, document: Document) -> StationInfo:
        """From JSON."""
        it = Fields.of_our_version(document)
        boxes = it.objects("boxes", BOXES_PER_STATION)
        return cls(
            it.text("hardware"),
            tuple(
                BoxInfo(b.whole("no", 1, HIGHEST_BOX), b.text("size", 8), b.text("zone", 16), b.whole("lock"))
                for b in boxes
            ),
        )


@dataclass(frozen=True, slots=True)
class BoxState:
    """The door of one compartment now. `seq` rises with every change, also over restarts."""

    door: DoorState
    fault: str | None
    since: int
    seq: int
    occupied: bool | None = None

    def to_document(self) -> dict[str, object]:
        """As JSON."""
        occupied = {True: "yes", False: "no", None: "unknown"}[self.occupied]
        return {
            "v": VERSION,
            "door": self.door.value,
            "occupied": occupied,
            "fault": self.fault,
            "since": self.since,
            "seq": self.seq,
        }

    @classmethod
    def read(cls, document: Document) -> BoxState:
        """From JSON."""
        it = Fields.of_our_version(document)
        occupied = {"yes": True, "no": False}.get(it.free_text("occupied"))
        return cls(
            it.one_of("door", DoorState), it.text_or_none("fault", 64), it.instant("since"), it.whole("seq"), occupied
        )


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a station shall do once. Sent again it keeps its id.

    `type` stays plain text, so that a newer core's command is refused with its name instead of as unreadable.
    `box` and `fence` belong to open; `echo` (the station's own words) and `iat` to set-time.
    """

    id: str
    type: str
    iat: int
    exp: int
    box: int | None = None
    fence: int = 0
    why: str = ""
    echo: str = ""
    iat_ms: int = 0

    def to_document(self) -> dict[str, object]:
        """As JSON."""
        bare: dict[str, object] = {"v": VERSION, "id": self.id, "type": self.type, "iat": self.iat, "exp": self.exp}
        if self.type == CommandType.OPEN:
            return {**bare, "ttl": self.exp - self.iat, "box": self.box, "fence": self.fence, "why": self.why}
        if self.type == CommandType.SET_TIME:
            return {**bare, "echo": self.echo, "iat_ms": self.iat_ms}
        return bare

    @classmethod
    def read(cls, document: Document) -> Command:
        """From JSON."""
        it = Fields.of_our_version(document)
        type_ = it.text("type", 32)
        head = (it.text("id", 64), type_, it.instant("iat"), it.instant("exp"))
        if type_ == CommandType.OPEN:
            # The compartment number is judged by the station, which knows its own.
            return cls(*head, box=it.whole("box"), fence=it.whole("fence"), why=it.free_text("why"))
        if type_ == CommandType.SET_TIME:
            return cls(*head, echo=it.text("echo"), iat_ms=it.whole("iat_ms"))
        return cls(*head)


@dataclass(frozen=True, slots=True)
class Answer:
    """Receipt (`received`) or result of a command."""

    id: str
    outcome: Outcome
    code: str
    door: DoorState
    at: int
    boot: str

    def to_document(self) -> dict[str, object]:
        """As JSON."""
        return {
            "v": VERSION,
            "id": self.id,
            "st": self.outcome.value,
            "code": self.code,
            "door": self.door.value,
            "at": self.at,
            "boot": self.boot,
        }

    @classmethod
    def read(cls, document: Document) -> Answer:
        """From JSON."""
        it = Fields.of_our_version(document)
        return cls(
            it.text("id", 64),
            it.one_of("st", Outcome),
            it.free_text("code", 64),
            it.one_of("door", DoorState),
            it.instant("at"),
            it.text("boot", 64),
        )


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened at a station. `late`: it was not told on the connection it happened on."""

    seq: int
    kind: str
    at: int
    box: int | None = None
    grant: str | None = None
    detail: str = ""
    late: bool = False

    def to_document(self) -> dict[str, object]:
        """As JSON, one entry of a batch; what is empty is left out."""
        entry: dict[str, object] = {"seq": self.seq, "kind": self.kind, "at": self.at}
        if self.box is not None:
            entry["box"] = self.box
        if self.grant is not None:
            entry["g"] = self.grant
        if self.detail:
            entry["detail"] = self.detail
        if self.late:
            entry["hist"] = True
        return entry

    @classmethod
    def read(cls, it: Fields) -> Event:
        """From one entry of a batch. The kind stays text: an unknown kind must not block the known ones."""
        return cls(
            it.whole("seq", least=1),
            it.text("kind", 64),
            it.instant("at"),
            it.whole_or_none("box", 1, HIGHEST_BOX),
            it.text_or_none("g", 64),
            it.free_text("detail"),
            it.flag("hist"),
        )


@dataclass(frozen=True, slots=True)
class Events:
    """A batch that starts with the oldest event not yet taken: so one number, the last, acknowledges all of it."""

    boot: str
    events: tuple[Event, ...]

    def to_document(self) -> dict[str, object]:
        """As JSON."""
        return {"v": VERSION, "boot": self.boot, "events": [event.to_document() for event in self.events]}

    @classmethod
    def read(cls, document: Document) -> Events:
        """From JSON."""
        it = Fields.of_our_version(document)
        return cls(it.text("boot", 64), tuple(Event.read(e) for e in it.objects("events", EVENTS_PER_BATCH)))


@dataclass(frozen=True, slots=True)
class Taken:
    """Core has it in its database: events of one boot up to a number, or the result of one command."""

    boot: str | None = None
    upto: int | None = None
    id: str | None = None

    def to_document(self) -> dict[str, object]:
        """As JSON."""
        if self.id is not None:
            return {"v": VERSION, "id": self.id}
        return {"v": VERSION, "boot": self.boot, "upto": self.upto}

    @classmethod
    def read(cls, document: Document) -> Taken:
        """From JSON."""
        it = Fields.of_our_version(document)
        command = it.text_or_none("id", 64)
        if command is not None:
            return cls(id=command)
        return cls(boot=it.text("boot", 64), upto=it.whole("upto", least=1))


@dataclass(frozen=True, slots=True)
class CoreState:
    """Whether core is there."""

    state: Presence
    at: int = 0

    def to_document(self) -> dict[str, object]:
        """As JSON."""
        return {"v": VERSION, "state": self.state.value, "at": self.at}

    @classmethod
    def read(cls, document: Document) -> CoreState:
        """From JSON."""
        it = Fields.of_our_version(document)
        return cls(it.one_of("state", Presence), it.instant("at"))


def to_bytes(document: Document, limit: int = MAX_BYTES) -> bytes:
    """The payload of a document. Raises `BadMessage` rather than send what the other side must refuse."""
    payload = canonical(document)
    if len(payload) > limit:
        raise BadMessage(Fault.TOO_LARGE)
    return payload
