"""Who and what is on the stage: people by role, and what the map shows that never moves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.ids import MerchantId, StationId
from domain.people.model import Person, Role
from domain.store import UnitOfWork

ROLES = (
    Role.RESIDENT,
    Role.MERCHANT,
    Role.DRIVER,
    Role.CENTRE,
    Role.VOLUNTEER,
    Role.OPERATOR,
    Role.COURIER,
)


def stage(store: UnitOfWork, scenery: Mapping[str, Any]) -> dict[str, Any]:
    """As JSON values. `scenery` is what only the sample region knows: ages, places, the river."""
    return {
        "people": [
            _person(store, person, role, scenery["ages"])
            for role in ROLES
            for person in sorted(store.people.with_role(role), key=lambda person: person.id)
        ],
        "villages": [
            {"name": v.name, "town": v.name == v.municipality, "lat": v.lat, "lon": v.lon}
            for v in store.people.villages()
        ],
        "merchants": [
            {"id": m.id, "name": m.name, "town": m.town, "lat": m.lat, "lon": m.lon}
            for m in store.catalogue.merchants()
        ],
        "stations": [
            {"id": s.id, "village": s.village, "address": s.address, "lat": s.lat, "lon": s.lon}
            for s in store.lockers.stations()
        ],
        "places": scenery["places"],
        "river": scenery["river"],
    }


def _person(store: UnitOfWork, person: Person, role: Role, ages: Mapping[str, int]) -> dict[str, Any]:
    return {
        "id": person.id,
        "name": person.name,
        "role": role.value,
        "at": _where(store, person, role),
        "age": ages.get(person.id),
        "sells": _sold_by(store, person) if role is Role.MERCHANT else None,
    }


def _sold_by(store: UnitOfWork, person: Person) -> dict[str, Any] | None:
    """One thing on her shelf to try sentences with; those who offer services have none."""
    shop = next(grant.scope for grant in person.grants if grant.role is Role.MERCHANT)
    goods = [product for product in store.catalogue.of_merchant(MerchantId(shop)) if not product.fixed_price]
    last = max(goods, key=lambda product: product.sku, default=None)
    return {"name": last.name, "cents": last.price.cents} if last else None


def _where(store: UnitOfWork, person: Person, role: Role) -> str:
    """Her village; of a merchant the shop, of a volunteer the pick-up point."""
    scope = next((grant.scope for grant in person.grants if grant.role is role), "")
    if role is Role.MERCHANT:
        merchant = store.catalogue.merchant(MerchantId(scope))
        return merchant.name if merchant else ""
    if role is Role.VOLUNTEER:
        station = store.lockers.station(StationId(scope))
        return station.village if station else ""
    return person.village.split(",")[0] if person.village else ""
