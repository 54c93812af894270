"""Notices about recalls: buyers are warned at any hour, whoever handles the goods hears what to do with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bots.dialogue.reply import Option, Words, say, words
from bots.notices.notice import Desk, Notice, Urgency, full_name, name_and_village
from domain.events import Event
from domain.ids import MerchantId, MerchantOrderId, PersonId, Sku, StationId
from domain.lockers.second import second_codes
from domain.money import Money
from domain.people.model import Role
from domain.recalls.events import BuyerAffected, ProductRecalled

HANDLE_GOODS = (Role.CENTRE, Role.DRIVER)


def buyer_affected(desk: Desk, event: BuyerAffected) -> list[Notice]:
    """What it is, why, what to do, what it costs: nothing. Whoever cannot be written to is called by an operator."""
    thing = thing_of(desk, event.sku)
    if not desk.can_be_told(event.person_id):
        return _please_call(desk, event, thing)
    said = [
        words("notice-recall", thing=thing),
        words("notice-recall-why", reason=event.reason),
        _what_to_do(desk, event),
    ]
    if event.back_cents:
        said.append(words("notice-recall-back", amount=Money(event.back_cents)))
    said.append(words("notice-recall-phone", phone=desk.phone))
    human = Option(words("notice-option-human"), flow="human")
    urgency = Urgency.DANGER if event.received else Urgency.STATUS
    own = Notice(event.person_id, say(*said, options=[human]), urgency)
    return [own, *_to_collectors(desk, event, thing)]


def product_recalled(desk: Desk, event: ProductRecalled) -> list[Notice]:
    """The merchant, the centre, the drivers, and the other operators: nothing of it goes out any more."""
    thing = thing_of(desk, event.sku)
    why = words("notice-recall-why", reason=event.reason)
    stopped = words("notice-recall-stopped", count=event.warned)
    to_merchant = say(words("notice-recall", thing=thing), why, stopped, words("notice-recall-cancel"))
    to_workers = say(words("notice-recall", thing=thing), why, words("notice-recall-keep-back"))
    to_office = say(words("notice-recall", thing=thing), why, stopped)
    people = desk.store.people
    shops = dict.fromkeys([event.merchant_id, *_sold_by(desk, event.sku)])
    sellers = {person.id: person for shop in shops for person in people.with_role(Role.MERCHANT, shop)}.values()
    workers = {person.id for role in HANDLE_GOODS for person in people.with_role(role)}
    office = [person.id for person in people.with_role(Role.OPERATOR) if person.id != event.by]
    return [
        *(Notice(person.id, to_merchant, Urgency.DANGER) for person in sellers),
        *(Notice(person_id, to_workers, Urgency.DANGER) for person_id in sorted(workers)),
        *(Notice(person_id, to_office, Urgency.DANGER) for person_id in office),
    ]


def thing_of(desk: Desk, sku: Sku) -> str:
    """The product as it is called, with its seller: two shops may sell milk."""
    product = desk.store.catalogue.product(sku)
    if product is None:
        return sku
    merchant = desk.store.catalogue.merchant(product.merchant_id)
    return f"{product.name} ({merchant.name})" if merchant else product.name


def _to_collectors(desk: Desk, event: BuyerAffected, thing: str) -> list[Notice]:
    """Whoever has a second code may be at the Fach before her."""
    if not event.waiting:
        return []
    said = (
        words("notice-recall", thing=thing),
        words("notice-recall-leave", places=_places(desk, event)),
        words("notice-recall-for-other", name=full_name(desk.person(event.person_id))),
    )
    return [Notice(holder, say(*said), Urgency.DANGER) for holder in _collectors(desk, event)]


def _collectors(desk: Desk, event: BuyerAffected) -> list[PersonId]:
    orders = {part.order_id for one in event.part_ids if (part := desk.store.orders.part(MerchantOrderId(one)))}
    pickups = [pickup for order_id in sorted(orders) for pickup in desk.store.lockers.pickups_of_order(order_id)]
    codes = [access for pickup in pickups for access in second_codes(desk.store, pickup)]
    holders = [code.holder_id for code in codes if code.status.is_in_force()]
    return [holder for holder in dict.fromkeys(holders) if holder != event.person_id]


def _what_to_do(desk: Desk, event: BuyerAffected) -> Words:
    if event.waiting:
        return words("notice-recall-leave", places=_places(desk, event))
    return words("notice-recall-do" if event.received else "notice-recall-not-coming")


def _sold_by(desk: Desk, sku: Sku) -> list[MerchantId]:
    """Who sells it out of slots, where that is not its merchant."""
    stations = (desk.store.lockers.station(slot.station_id) for slot in desk.store.vending.slots_of(sku))
    return [station.seller_id for station in stations if station is not None]


def _please_call(desk: Desk, event: BuyerAffected, thing: str) -> list[Notice]:
    person = desk.person(event.person_id)
    said: list[Words] = [words("notice-recall-call", who=name_and_village(person), thing=thing)]
    if person is not None and person.phone:
        said.append(words("notice-operator-phone", phone=person.phone))
    return desk.to_operators(*said, urgent=True)


def _places(desk: Desk, event: BuyerAffected) -> list[str]:
    """ "Vinsebeck, Fach 7"; which of several it lies in nobody knows."""
    found: dict[str, list[str]] = {}
    for place in event.waiting:
        station_id, _, no = place.rpartition(":")
        found.setdefault(desk.place(StationId(station_id)), []).append(no)
    return [f"{village}, Fach {' oder '.join(numbers)}" for village, numbers in found.items()]


TOLD: Mapping[type[Event], Callable[[Desk, Any], list[Notice]]] = {
    BuyerAffected: buyer_affected,
    ProductRecalled: product_recalled,
}
