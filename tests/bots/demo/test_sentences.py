"""What onlookers of the demo hear is sayable for every event, also when the thing it was about is gone."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, get_type_hints

import pytest

from bots.demo.square.sentences import SILENT, TOLD, of_event, of_station
from bots.texts.texts import Texts
from domain.events import Event
from domain.ids import MerchantId, OrderId, PersonId, PickupId, Sku, StationId
from domain.lockers.events import DoorAnswered, PickupFilled
from domain.lockers.ports import StationEvent, StationEventKind
from domain.ordering.events import OrderPlaced, PartAnswered
from tests.bots.test_notifications import RESIDENT, ROLLS, World


@pytest.fixture(scope="module")
def texts() -> Texts:
    return Texts()


@pytest.fixture(scope="module")
def world() -> World:
    world = World()
    world.ready()
    world.commit()
    return world


def anything(kind: type[Event], known: dict[Any, Any]) -> Event:
    """An event of this kind about known things, where its fields name such."""
    hints = get_type_hints(kind)
    plain = {int: 7, bool: True, str: "confirmed"}
    named = {name: "2026-11-25" for name in hints if name == "day" or name.endswith("_day")}
    values = {
        f.name: named.get(f.name, known.get(hints[f.name], plain.get(hints[f.name], "unknown")))
        for f in fields(kind)
        if f.name != "kinds"
    }
    return kind(**values)


BY_NAME: dict[str, type[Event]] = {kind.__name__: kind for kind in (*TOLD, *SILENT)}


@pytest.mark.parametrize("name", sorted(BY_NAME))
def test_every_event_can_be_told(name: str, world: World, texts: Texts) -> None:
    kind = BY_NAME[name]
    pickup = world.pickup()
    known = {
        PersonId: RESIDENT,
        OrderId: pickup.order_id,
        PickupId: pickup.id,
        StationId: pickup.station_id,
        MerchantId: MerchantId("BAE"),
        Sku: ROLLS,
    }
    for things in (known, {}):
        told = of_event(world.uow, anything(kind, things))
        if told is not None:
            assert "{" not in texts.say(told)
    if kind in SILENT:
        assert of_event(world.uow, anything(kind, known)) is None


def test_it_says_who_what_and_where(world: World, texts: Texts) -> None:
    pickup = world.pickup()
    assert pickup.order_id is not None
    order = world.uow.orders.get(pickup.order_id)
    assert order is not None
    events = [
        OrderPlaced(order_id=order.id, person_id=RESIDENT, amended=False),
        PartAnswered(
            order_id=order.id,
            part_id=order.parts[0].id,
            merchant_id=MerchantId("BAE"),
            person_id=RESIDENT,
            status="rejected",
        ),
        PickupFilled(pickup_id=pickup.id, by=PersonId("C1")),
    ]
    assert [texts.say(told) for event in events if (told := of_event(world.uow, event))] == [
        f"Irmgard Pöppelbaum hat gekauft: Bestellung {order.code} für 11,99 €.",
        f"Bäckerei Korn & Kruste kann die Bestellung {order.code} nicht liefern.",
        f"Alles für Irmgard Pöppelbaum liegt in Vinsebeck, Fach {pickup.boxes[0].no}.",
    ]


@pytest.mark.parametrize("outcome", ["done", "failed", "expired"])
def test_of_an_opening_only_the_unknown_end_is_told_here(outcome: str, world: World) -> None:
    answered = anything(DoorAnswered, {StationId: StationId("P1")})
    told = of_event(world.uow, DoorAnswered(**{**answered.payload(), "outcome": outcome}))
    assert (told is not None) is (outcome == "expired")


@pytest.mark.parametrize("kind", list(StationEventKind))
def test_what_doors_and_keypads_tell_can_be_said(kind: StationEventKind, world: World, texts: Texts) -> None:
    now = world.clock.now()
    told = of_station(world.uow, StationEvent(StationId("P1"), "b", 1, kind, 7, None, now, False))
    if kind in {StationEventKind.DOOR_JAMMED, StationEventKind.CODE_ALARM, StationEventKind.TEMPERATURE}:
        assert told is None
    else:
        assert told is not None
        assert "Vinsebeck" in texts.say(told)
