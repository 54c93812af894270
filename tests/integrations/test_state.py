from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from domain.ids import CaseId, CommandId, MerchantId, PaymentId, PersonId, PicklistId, Sku, StationId
from domain.lockers.model import DoorCommand, PickupStatus
from domain.lockers.ports import CommandOutcome
from domain.money import Money
from domain.ordering.model import BasketLine, Picklist, Receive, Together
from domain.payments.model import Account, PaymentStatus, Posting
from domain.people.model import Invitation, Role
from domain.quantity import Amount
from domain.refills.model import Said
from domain.store import Conversation, InboxItem, Message
from domain.support.model import Case, CaseKind
from domain.vending.model import StockChange, StockMove
from integrations.database.engine import create_engine
from integrations.database.store import SqlStore
from integrations.database.tables import metadata
from integrations.database.types import Named
from integrations.demo.clock import DemoClock
from integrations.demo.seed import plant
from integrations.state import StateError, export_state, import_state, state_as_text
from integrations.state.document import COLLECTIONS
from tests.contracts import things
from tests.contracts.things import DAY, NOW, region
from tests.fakes import CountingIds, FixedClock, WeekCalendar

DOCUMENTATION = Path(__file__).parents[2] / "docs" / "state-format.md"
P1 = PersonId("R001")
HOUR = timedelta(hours=1)


@pytest.fixture
def engine(sqlite_database: str) -> Iterator[Engine]:
    engine = create_engine(sqlite_database)
    yield engine
    engine.dispose()


def fill(engine: Engine) -> None:
    """At least one row in every table, with umlauts, empty and unusual values."""
    store = SqlStore(engine, FixedClock(), CountingIds())
    with store.begin() as uow:
        plant(uow, region())
        person = uow.people.get(P1)
        assert person
        person.paused_until = DAY
        uow.people.add_invitation(
            Invitation(
                code="ACFGHKLM", role=Role.VOLUNTEER, scope="P1", person_id=P1, created_by=P1, expires_at=NOW + HOUR
            )
        )
        lines = (BasketLine(Sku("HOF-101"), Amount(packs=2)), BasketLine(Sku("HOF-120"), Amount(grams=500)))
        uow.orders.add_basket(
            things.basket(P1, lines=lines, receive=Receive.PICKUP, wished_day=DAY, together=Together.TOGETHER)
        )
        uow.orders.add(things.order("o1", P1))
        uow.orders.add_picklist(
            Picklist(id=PicklistId("l1"), merchant_id=MerchantId("HOF"), sent_at=NOW, confirm_by=NOW + HOUR)
        )
        pickup = things.pickup("u1", 3, 5, person_id=P1, status=PickupStatus.READY, sealed_code="gAAAA-ciphertext")
        pickup.box(3).filled = True
        uow.lockers.add_pickup(pickup)
        uow.lockers.add_access(things.access(subject=pickup.id))
        uow.deposits.add(things.empties("r1", P1))
        uow.deposits.add_credit(things.credit("g1", P1))
        uow.parcels.add(things.parcel())
        uow.people.add_helper(things.helper(resident=P1))
        uow.lockers.add_command(
            DoorCommand(
                id=CommandId("c1"),
                station_id=StationId("P1"),
                box=3,
                why="pickup",
                pickup_id=pickup.id,
                asked_by=P1,
                fence=2,
                issued_at=NOW,
                expires_at=NOW + HOUR,
                outcome=CommandOutcome.DONE,
            )
        )
        uow.appointments.add(things.appointment("t1", P1))

        uow.vending.add_move(
            StockMove(
                id="m1",
                station_id=StationId("P1"),
                no=24,
                sku=Sku("DOR-103"),
                at=NOW,
                by=P1,
                why=StockChange.SALE,
                before=7,
                after=6,
                subject="s1",
            )
        )
        uow.vending.add_sale(things.sale(buyer_id=P1, payment_id=PaymentId("z1")))
        refill = things.refill("f1", 24, 25)
        refill.answer(PersonId("V01"), Said.LATER, NOW, NOW + HOUR)
        uow.refills.add(refill)
        uow.till.add(things.payment(captured=Money(828), status=PaymentStatus.CAPTURED))
        uow.till.add_posting(
            Posting(
                id="b1",
                at=NOW,
                payment_id=PaymentId("z1"),
                merchant_id=MerchantId("HOF"),
                debit=Account.PROVIDER,
                credit=Account.GOODS,
                amount=Money(828),
            )
        )
        uow.lockers.first_time(StationId("P1"), "boot", 4, NOW + timedelta(microseconds=7))
        stop = things.stop("s1", told_from=NOW, told_until=NOW + HOUR, crates=[things.packed("s1")])
        uow.tours.add(things.tour("t1", stop))
        uow.tours.add_consignment(things.consignment(deliver_stop_id=stop.id))
        chat: dict[str, Any] = {"channel": "rest", "channel_id": P1}
        uow.cases.add(
            Case(id=CaseId("k1"), kind=CaseKind.TALK, person_id=P1, said="Grüße — „bitte“ 🥔", opened_at=NOW, **chat)
        )
        state = {"b": [1, 2.5, None, True], "a": {"ü": "ß"}}
        uow.conversations.add(Conversation(state=state, changed_at=NOW, last_seq=1, **chat))
        uow.conversations.add_inbox_item(
            InboxItem(id="i1", message_id="4711", body={"text": "hallo"}, received_at=NOW, **chat)
        )
        uow.conversations.add_message(Message(seq=1, at=NOW, body={"text": "Moin"}, reply_to="i1", **chat))
        uow.outbox.put("event", {"name": "X", "fields": {"n": 1}}, due_at=NOW + HOUR, key="k")
        uow.commit()
    DemoClock.load(engine, WeekCalendar(), DAY)


def test_a_round_trip_through_both_databases_changes_nothing(
    engine: Engine, postgres_database: str, tmp_path: Path, migrated_sqlite: Path
) -> None:
    fill(engine)
    begun = export_state(engine)
    postgres = create_engine(postgres_database)
    import_state(postgres, json.loads(state_as_text(begun)))
    between = export_state(postgres)
    postgres.dispose()
    (tmp_path / "again.db").write_bytes(migrated_sqlite.read_bytes())
    again = create_engine(f"sqlite:///{tmp_path / 'again.db'}")
    counts = import_state(again, json.loads(state_as_text(between)))
    ended = export_state(again)
    again.dispose()
    assert state_as_text(between) == state_as_text(begun)
    assert state_as_text(ended) == state_as_text(begun)
    assert all(counts.values()), counts
    assert counts["products"] == 447


def test_no_table_is_forgotten() -> None:
    exported = {one.table for collection in COLLECTIONS for one in collection.whole()}
    assert exported == set(metadata.tables.values())


def test_every_collection_and_field_is_described() -> None:
    sections = dict(re.findall(r"^### `(\w+)`.*?\n(.*?)(?=^##|\Z)", DOCUMENTATION.read_text("utf-8"), re.M | re.S))
    for collection in (one for outer in COLLECTIONS for one in outer.whole()):
        described = set(re.findall(r"`(\w+)`", sections[collection.name]))
        named = {column.name for column in collection.columns()} | {inner.name for inner in collection.inner}
        assert named <= described, f"{collection.name}: {named - described}"


def test_every_word_a_field_may_hold_is_described() -> None:
    described = set(re.findall(r"`(\w+)`", DOCUMENTATION.read_text("utf-8")))
    kinds = {
        column.type.kind for table in metadata.sorted_tables for column in table.c if isinstance(column.type, Named)
    }
    words = {str(member) for kind in kinds for member in kind}
    assert words <= described, words - described


def test_the_document_is_as_people_would_write_it(engine: Engine) -> None:
    fill(engine)
    document = export_state(engine)
    (basket,) = document["baskets"]
    assert basket["lines"] == [{"sku": "HOF-101", "packs": 2}, {"sku": "HOF-120", "grams": 500}]
    line = document["orders"][0]["parts"][0]["lines"][0]
    assert (line["sku"], line["packs"], line["price_cents"]) == ("HOF-1", 2, 798)
    assert document["orders"][0]["placed_at"] == "2026-03-04T08:10:00Z"
    (pickup,) = document["pickups"]
    assert (pickup["sealed_code"], [box["no"] for box in pickup["boxes"]]) == ("gAAAA-ciphertext", [3, 5])
    assert next(p for p in document["people"] if p["id"] == "BAE")["roles"] == [{"role": "merchant", "scope": "BAE"}]
    assert document["merchants"][0]["order_cutoff"] == "17:00"


def test_a_few_collections_make_a_scenario(engine: Engine) -> None:
    person = {"id": "p1", "created_at": "2026-03-04T09:10:00+01:00", "name": "Erna"}
    basket = {"id": "b1", "person_id": "p1", "changed_at": "2026-03-04T08:10:00Z"}
    assert import_state(engine, {"version": 1, "people": [person], "baskets": [basket]}) == {"people": 1, "baskets": 1}
    with SqlStore(engine, FixedClock(), CountingIds()).begin() as uow:
        erna = uow.people.get(PersonId("p1"))
        assert erna
        assert (erna.created_at, erna.language, erna.grants) == (NOW, "de", [])
        filled = uow.orders.basket_of(erna.id)
        assert filled
        filled.set(Sku("X"), Amount(packs=1), NOW)
        uow.commit()


def test_new_products_make_the_catalogue_newer(engine: Engine) -> None:
    fill(engine)
    document = export_state(engine)
    store = SqlStore(engine, FixedClock(), CountingIds())
    with store.begin() as uow:
        before = uow.catalogue.version()
    import_state(engine, {"version": 1, "products": document["products"]}, replace=True)
    with store.begin() as uow:
        assert uow.catalogue.version() == before + 1


def test_goods_in_a_box_are_known_without_being_told(engine: Engine) -> None:
    box = {"no": 3, "zone": "ambient", "fence": 1, "filled": True}
    pickup = {
        "order_id": "o1",
        "person_id": "p1",
        "station_id": "P1",
        "day": "2026-03-05",
        "status": "ready",
        "status_at": "2026-03-04T08:10:00Z",
        "status_by": "p1",
        "boxes": [box],
    }
    two = [pickup | {"id": "u1"}, pickup | {"id": "u2"}]
    with pytest.raises(StateError, match="boxes: two objects"):
        import_state(engine, {"version": 1, "pickups": two})
    import_state(engine, {"version": 1, "pickups": [two[0], two[1] | {"status": "cleared"}]})


def _person(**fields: Any) -> dict[str, Any]:
    return {"people": [{"id": "p1", "created_at": "2026-03-04T08:10:00Z"} | fields]}


@pytest.mark.parametrize(
    ("document", "complaint"),
    [
        ([], "document: an object"),
        ({"version": None}, "version: 1 is wanted"),
        ({"version": 2}, "version: 1 is wanted, not 2"),
        ({"format": "other"}, "format: "),
        ({"peple": []}, "peple: unknown"),
        ({"people": {}}, "people: a list"),
        ({"people": ["p1"]}, r"people\[0\]: an object"),
        ({"people": [{"id": "p1"}]}, r"people\[0\]\.created_at: missing"),
        (_person(nmae="Erna"), r"people\[0\]\.nmae: unknown field"),
        (_person(name=3), r"people\[0\]\.name: a text"),
        (_person(version=True), r"people\[0\]\.version: a whole number"),
        (_person(muted="no"), r"people\[0\]\.muted: true or false"),
        (_person(language=None), r"people\[0\]\.language: may not be null"),
        (_person(erased_at="yesterday"), r"people\[0\]\.erased_at: an instant"),
        (_person(erased_at="2026-03-04T08:10:00"), r"people\[0\]\.erased_at: an instant needs its offset"),
        (_person(paused_until="soon"), r"people\[0\]\.paused_until: a day"),
        (_person(roles=[{"role": "king"}]), r"people\[0\]\.roles\[0\]\.role: one of .*volunteer"),
        (_person(roles=[{"role": "guest", "person_id": "p2"}]), r"roles\[0\]\.person_id: unknown field"),
        ({"counters": [{"name": "a", "value": 1}, {"name": "a", "value": 2}]}, "counters: two objects"),
        (
            {"baskets": [{"id": "b", "person_id": "nobody", "changed_at": "2026-03-04T08:10:00Z"}]},
            "baskets.person_id: 'nobody' is not among people",
        ),
        (
            {"baskets": [{"id": "b", "person_id": "p", "changed_at": "2026-03-04T08:10:00Z", "lines": [{"sku": "x"}]}]},
            r"baskets\[0\]\.lines: a line is",
        ),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_changed(engine: Engine, document: Any, complaint: str) -> None:
    whole = {"version": 1} | document if isinstance(document, dict) else document
    before = export_state(engine)
    with pytest.raises(StateError, match=complaint):
        import_state(engine, whole)
    assert export_state(engine) == before


def test_what_is_there_is_replaced_only_when_it_is_said(engine: Engine) -> None:
    fill(engine)
    document = export_state(engine)
    with pytest.raises(StateError, match="is not empty in the database"):
        import_state(engine, document)
    import_state(engine, document, replace=True)
    assert export_state(engine) == document


def test_the_scenario_in_the_documentation_loads(engine: Engine) -> None:
    (example,) = re.findall(r"```json\n(.*?)```", DOCUMENTATION.read_text("utf-8"), re.S)
    assert import_state(engine, json.loads(example)) == {"people": 1, "addresses": 1, "baskets": 1}
