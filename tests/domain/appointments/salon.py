"""A hamlet with somebody who cuts hair at home, and somebody who sharpens knives at the pick-up point."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from domain.appointments import answers, service
from domain.appointments.model import Appointment, Wish
from domain.catalogue.model import Handover, Product, Withdrawal
from domain.clock import at_local
from domain.ids import Sku
from domain.money import Money
from domain.people.model import Role
from tests.builders import Hamlet, merchant, person, product, resident

THURSDAY, FRIDAY, SATURDAY, MONDAY = (date(2026, 3, day) for day in (5, 6, 7, 9))
NEXT_WEDNESDAY = date(2026, 3, 11)


def haircut(sku: str = "WHH-1", **changes: Any) -> Product:
    """45 minutes at home for 34 €, asked for two days ahead."""
    values: dict[str, Any] = {
        "name": "Haarschnitt zu Hause",
        "kind": "service",
        "category": "Dienstleistung",
        "pack_amount": Decimal(1),
        "pack_unit": "piece",
        "price": Money(3400),
        "vat_percent": 19,
        "withdrawal": Withdrawal.YES,
        "handover": Handover.MERCHANT,
        "duration_minutes": 45,
        "min_notice_hours": 48,
        "home_visit": True,
    }
    return product(sku, **(values | changes))


def sharpening() -> Product:
    """Ten minutes a knife, handed over at the pick-up point."""
    changes: dict[str, Any] = {
        "name": "Küchenmesser schleifen, je Stück",
        "price": Money(450),
        "duration_minutes": 10,
        "home_visit": False,
        "note": "Nur in der Schutzhülle.",
    }
    return haircut("SLF-1", **changes)


class Salon(Hamlet):
    """Erna and Otto have streets; "whh" and "slf" offer services."""

    def __init__(self, *things: object, **more: Any) -> None:
        usual = [
            merchant("WHH"),
            merchant("SLF"),
            haircut(),
            sharpening(),
            person("whh", Role.MERCHANT, scope="WHH"),
            person("slf", Role.MERCHANT, scope="SLF"),
            resident("erna", street="Mühlengasse 8"),
            resident("otto", street="Am Bach 2"),
        ]
        given = self.names_of(things)
        super().__init__(*things, *(thing for thing in usual if not self.names_of([thing]) & given), **more)

    def ask(self, person_id: str = "erna", *wishes: Wish, sku: str = "WHH-1", pieces: int = 1) -> Appointment:
        return service.request(self.county, self.uow, self.actor(person_id), Sku(sku), pieces, wishes)

    def proposed(self, start: datetime, person_id: str = "erna", **more: Any) -> Appointment:
        appointment = self.ask(person_id, **more)
        seller = appointment.merchant_id.lower()
        return answers.propose(self.county, self.uow, self.actor(seller), appointment.id, start)

    def bought(self, start: datetime, person_id: str = "erna", **more: Any) -> Appointment:
        appointment = self.proposed(start, person_id, **more)
        return service.take(self.county, self.uow, self.actor(person_id), appointment.id, start)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return at_local(day, time(hour, minute))
