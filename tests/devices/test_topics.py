"""The table of topics and what is made from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from devices.protocol.topics import TABLE, Address, Leaf, may_read, may_write, meets, read_address


@pytest.mark.parametrize(
    ("topic", "address"),
    [
        ("dorf/v1/st/p1/cmd", Address("p1", Leaf.CMD, None)),
        ("dorf/v1/st/p1/evt/ack", Address("p1", Leaf.EVT_ACK, None)),
        ("dorf/v1/st/p1/box/12/state", Address("p1", Leaf.BOX, 12)),
        ("dorf/v1/st/p1/box/0/state", None),
        ("dorf/v1/st/p1/box/99999/state", None),
        ("dorf/v1/st/p1/box", None),
        ("dorf/v1/st/p1/core/state", None),
        ("dorf/v1/core/state", None),
        ("dorf/v2/st/p1/cmd", None),
        ("dorf/v1/st/p1/cmd/", None),
    ],
)
def test_a_topic_is_taken_apart(topic: str, address: Address | None) -> None:
    assert read_address(topic) == address


@pytest.mark.parametrize(
    ("filter_", "topic", "does"),
    [
        ("a/+/c", "a/b/c", True),
        ("a/#", "a/b/c", True),
        ("a/+", "a/b/c", False),
        ("a/b/c", "a/b", False),
        ("a/b", "a/b/c", False),
    ],
)
def test_filters(filter_: str, topic: str, does: bool) -> None:
    assert meets(filter_, topic) is does


def test_a_station_writes_and_reads_under_its_own_name_only() -> None:
    writes, reads = set(may_write("p1")), set(may_read("p1"))
    assert "dorf/v1/st/p1/ack" in writes
    assert "dorf/v1/st/p1/cmd" in reads
    assert writes.isdisjoint(reads)
    assert all(name.startswith("dorf/v1/st/p1/") for name in writes)
    assert reads - {"dorf/v1/core/state"} == {name for name in reads if name.startswith("dorf/v1/st/p1/")}


def test_orders_are_never_retained() -> None:
    assert [topic.leaf for topic in TABLE if topic.leaf is Leaf.CMD and topic.retain] == []


def test_every_topic_is_described() -> None:
    text = (Path(__file__).parents[2] / "docs" / "device-protocol.md").read_text(encoding="utf-8")
    for topic in TABLE:
        row = next((line for line in text.splitlines() if line.startswith(f"| `{topic.pattern}`")), "")
        keep = "retained" if topic.retain else "—"
        assert f"| {topic.direction.value} | {topic.qos} | {keep} |" in row, topic.pattern
