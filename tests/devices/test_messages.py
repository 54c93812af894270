"""What the wire may carry: every message there and back, and every refusal with its reason."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.protocol.messages import (
    Answer,
    BoxInfo,
    BoxState,
    ClockState,
    Command,
    CommandType,
    CoreState,
    DoorState,
    Event,
    Events,
    Outcome,
    Presence,
    StationInfo,
    StationState,
    Taken,
    to_bytes,
)
from devices.protocol.reading import MAX_BYTES, MAX_LIST_BYTES, BadMessage, Fault, read_document
from devices.protocol.rights import GrantEntry, GrantsAnswer, GrantsDocument, GrantsVerdict, Role

GRANT = GrantEntry("g-5512", (7, 8), Role.PICKUP, 1_795_357_000, 1_795_443_400, 3, bytes(16))
MESSAGES: list[Any] = [
    StationState(Presence.READY, "boot", 17, "1.4.2", ClockState.DRIFT, -12, 1_795_357_000, 41, "17-1"),
    StationState(Presence.LOST, "boot", 17),
    StationInfo("simulated", (BoxInfo(1, "S", "ambient", 1), BoxInfo(2, "XL", "frozen", 2))),
    BoxState(DoorState.OPEN, "jammed", 1_795_357_000, 9),
    BoxState(DoorState.UNKNOWN, None, 1_795_357_000, 9, occupied=True),
    GrantsDocument(12, 1_795_357_000, (GRANT,)),
    GrantsAnswer(12, GrantsVerdict.VERSION_OLD, 13),
    Command("01JD", CommandType.OPEN, 1_795_357_000, 1_795_357_030, box=7, fence=41, why="pickup"),
    Command("01JD", CommandType.SET_TIME, 1_795_357_000, 1_795_357_030, echo="17-1", iat_ms=1_795_357_000_123),
    Command("01JD", CommandType.RESYNC, 1_795_357_000, 1_795_357_030),
    Answer("01JD", Outcome.FAILED, "jammed", DoorState.CLOSED, 1_795_357_003, "boot"),
    Events("boot", (Event(1, "door_opened", 1, 7, "g", "code", True), Event(2, "code_alarm", 2))),
    Taken(boot="boot", upto=992),
    Taken(id="01JD"),
    CoreState(Presence.READY, 1_795_357_000),
]


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: type(message).__name__)
def test_there_and_back(message: Any) -> None:
    document = read_document(to_bytes(message.to_document()))
    assert type(message).read(document) == message
    assert type(message).read({**document, "from_the_future": {"x": [1]}}) == message


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: type(message).__name__)
@pytest.mark.parametrize("version", [None, 0, 2, "1", True, [1]])
def test_an_unknown_version_is_refused(message: Any, version: object) -> None:
    with pytest.raises(BadMessage) as refused:
        type(message).read({**message.to_document(), "v": version})
    assert refused.value.fault is Fault.UNKNOWN_VERSION


@pytest.mark.parametrize(
    ("payload", "fault"),
    [
        (b"", Fault.NOT_JSON),
        (b"{", Fault.NOT_JSON),
        (b"\xff", Fault.NOT_JSON),
        (b"[]", Fault.NOT_OBJECT),
        (b"7", Fault.NOT_OBJECT),
        (b'{"a":1.5}', Fault.NOT_JSON),
        (b'{"a":NaN}', Fault.NOT_JSON),
        (b'{"a":1,"a":2}', Fault.NOT_JSON),
        (b'{"a":' + b"9" * 5000 + b"}", Fault.NOT_JSON),
        (b"[" * 8000, Fault.NOT_JSON),
        (b" " * (MAX_BYTES + 1), Fault.TOO_LARGE),
    ],
)
def test_what_is_no_document_is_refused(payload: bytes, fault: Fault) -> None:
    with pytest.raises(BadMessage) as refused:
        read_document(payload)
    assert refused.value.fault is fault


@pytest.mark.parametrize(
    ("field", "value", "fault"),
    [
        ("id", None, Fault.MISSING),
        ("id", "", Fault.BAD_VALUE),
        ("id", 7, Fault.BAD_VALUE),
        ("id", "x" * 65, Fault.BAD_VALUE),
        ("iat", "now", Fault.BAD_VALUE),
        ("iat", -1, Fault.BAD_VALUE),
        ("exp", True, Fault.BAD_VALUE),
        ("exp", 10**12, Fault.BAD_VALUE),
        ("box", None, Fault.MISSING),
        ("fence", [], Fault.BAD_VALUE),
        ("why", 3, Fault.BAD_VALUE),
    ],
)
def test_a_refusal_names_the_field_and_not_its_content(field: str, value: object, fault: Fault) -> None:
    command = Command("01JD", CommandType.OPEN, 1, 31, box=7, fence=41, why="pickup")
    with pytest.raises(BadMessage) as refused:
        Command.read({**command.to_document(), field: value})
    assert (refused.value.fault, refused.value.field) == (fault, field)


def test_a_full_station_fits_into_one_list() -> None:
    grants = tuple(
        GrantEntry(f"018f2f6e-7c1a-7000-8000-{number:012d}", (number,), Role.VOLUNTEER, 1, 2, 99, bytes(16))
        for number in range(1, 101)
    )
    assert len(to_bytes(GrantsDocument(1, 1, grants).to_document(), MAX_LIST_BYTES)) < MAX_LIST_BYTES


def test_what_is_too_large_is_not_sent() -> None:
    with pytest.raises(BadMessage):
        to_bytes({"why": "x" * MAX_BYTES})


@given(st.binary(max_size=300))
def test_no_bytes_bring_anything_but_a_refusal(payload: bytes) -> None:
    try:
        document = read_document(payload)
    except BadMessage:
        return
    for message in MESSAGES:
        with pytest.raises(BadMessage):
            type(message).read(document)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=10,
)


@given(st.sampled_from(MESSAGES), st.data())
def test_a_bent_message_is_read_or_refused_and_nothing_else(message: Any, data: st.DataObject) -> None:
    document = json.loads(json.dumps(message.to_document()))
    field = data.draw(st.sampled_from(sorted(document)))
    document[field] = data.draw(_JSON)
    # Anything but a refusal fails the test.
    with contextlib.suppress(BadMessage):
        type(message).read(document)
