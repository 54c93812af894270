"""What the service holds about somebody, for her to read and take along (GDPR Art. 15, 20)."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date, time

from domain.appointments.model import AppointmentStatus, Wish
from domain.ids import PersonId, StationId
from domain.people import service as people
from domain.people.model import SYSTEM, Actor, Person, Role
from domain.people.own_data import own_data
from domain.refills import service as refills
from domain.store import InboxItem, Message
from domain.vending import stock
from tests.builders import Hamlet
from tests.domain.appointments.salon import SATURDAY, Salon, at
from tests.domain.vending.village_shop import VillageShop

# Fields of a person under the name they have in the document; the rest says why it is not there.
SAID = {
    "name": "name",
    "village": "village",
    "street": "street",
    "lat": "map",
    "lon": "map",
    "doorbell": "doorbell",
    "carry_in": "carry_in",
    "adult_checked_on": "adult_checked_on",
    "adult_checked_by": "adult_checked_by",
    "phone": "phone",
    "station_id": "pickup_point",
    "wants_home": "wants_home",
    "reach_only": "reach_only",
    "language": "language",
    "hours": "hours",
    "muted": "muted",
    "paused_from": "paused_from",
    "parcels": "parcels_allowed",
    "paused_until": "paused_until",
    "grants": "roles",
    "created_at": "known_since",
}
NOT_SAID = {"id", "version", "erased_at", "prompted_on"}  # of no meaning to her, or not there


def test_every_field_of_a_person_is_in_it() -> None:
    hamlet = Hamlet()
    document = own_data(hamlet.county, hamlet.uow, hamlet.actor("erna"))
    assert {field.name for field in fields(Person)} == set(SAID) | NOT_SAID
    assert set(document["person"]) == set(SAID.values())


def test_it_holds_orders_pickups_basket_and_chats_and_no_code() -> None:
    hamlet = Hamlet()
    people.accept(hamlet.county, hamlet.uow, "webchat", "c1", _code(hamlet))
    hamlet.person("erna").paused_until = date(2026, 4, 1)
    pickup = hamlet.ready(HOF_1=2, HOF_2=1)
    hamlet.fill("erna", HOF_9=300)
    now = hamlet.clock.now()
    hamlet.uow.conversations.add_message(
        Message(channel="webchat", channel_id="c1", seq=1, at=now, body={"text": "Guten Tag"})
    )
    hamlet.uow.conversations.add_inbox_item(
        InboxItem(id="i1", channel="webchat", channel_id="c1", message_id="1", body={"text": "Moin"}, received_at=now)
    )
    document = own_data(hamlet.county, hamlet.uow, hamlet.actor("erna"))
    text = json.dumps(document)
    assert pickup.sealed_code is not None
    assert pickup.sealed_code.removeprefix("sealed:") not in text
    assert document["basket"] == [{"sku": "HOF-9", "packs": None, "grams": 300}]
    assert document["addresses"] == [{"channel": "webchat", "id": "c1"}]
    assert document["chats"] == [
        {"channel": "webchat", "received": [{"text": "Guten Tag"}], "written": [{"text": "Moin"}]}
    ]
    assert [(one["status"], one["compartments"]) for one in document["pickups"]] == [("ready", [1, 5])]
    lines = document["orders"][0]["parts"][0]["lines"]
    assert [(one["name"], one["cents"], one["deposit_cents"]) for one in lines] == [
        ("Ware HOF-1", 500, 0),
        ("Ware HOF-2", 129, 15),
    ]


def test_it_holds_what_was_bought_at_a_compartment_and_what_somebody_refills() -> None:
    shop = VillageShop()
    sale = shop.sold("erna", no=25)
    stock.report_stock(shop.county, shop.uow, shop.actor("olga"), StationId("P1"), 24, 3)
    refill = shop.uow.refills.live()[-1]
    refills.claim(shop.county, shop.uow, shop.actor("vera"), refill.id)
    bought = own_data(shop.county, shop.uow, shop.actor("erna"))["bought_at_a_compartment"]
    assert [(one["receipt"], one["cents"], one["deposit_cents"], one["status"]) for one in bought] == [
        (sale.code, 129, 15, "paid")
    ]
    assert own_data(shop.county, shop.uow, shop.actor("vera"))["refills"][-1]["taken_over"] is True
    assert own_data(shop.county, shop.uow, shop.actor("otto"))["bought_at_a_compartment"] == []


def test_it_holds_nothing_of_anybody_else() -> None:
    hamlet = Hamlet()
    hamlet.buy("otto", HOF_1=1)
    document = own_data(hamlet.county, hamlet.uow, hamlet.actor("erna"))
    assert (document["orders"], document["basket"], document["pickups"]) == ([], [], [])


def test_of_nobody_it_holds_nothing() -> None:
    hamlet = Hamlet()
    nobody = Actor(PersonId("nobody"), hamlet.actor("gast").grants)
    assert own_data(hamlet.county, hamlet.uow, nobody) == {}


def _code(hamlet: Hamlet) -> str:
    return people.invite(hamlet.county, hamlet.uow, SYSTEM, Role.RESIDENT, person_id=PersonId("erna")).code


def test_it_holds_appointments_with_what_was_wished_and_where() -> None:
    salon = Salon()
    salon.ask("erna", Wish(SATURDAY, SATURDAY, time(8), time(12)), Wish())
    said = own_data(salon.county, salon.uow, salon.actor("erna"))["appointments"]
    assert [(one["service"], one["cents"], one["street"], one["status"]) for one in said] == [
        ("Haarschnitt zu Hause", 3400, "Mühlengasse 8", "requested")
    ]
    assert said[0]["wishes"] == [
        {"first": "2026-03-07", "last": "2026-03-07", "begin": "08:00:00", "end": "12:00:00"},
        {},
    ]
    json.dumps(said)
    assert own_data(salon.county, salon.uow, salon.actor("otto"))["appointments"] == []


def test_erasure_calls_off_what_is_only_asked_for_and_forgets_where() -> None:
    salon = Salon()
    asked, agreed = salon.ask(), salon.bought(at(SATURDAY, 10))
    people.erase(salon.county, salon.uow, salon.actor("erna"))
    assert (asked.status, asked.name, asked.street) == (AppointmentStatus.CANCELLED, "", None)
    assert (agreed.status, agreed.name, agreed.street) == (AppointmentStatus.AGREED, "Erna", None)
