"""The data the service holds about somebody, for her to read and take along (GDPR Art. 15, 20)."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from domain.appointments.model import Appointment
from domain.county import County
from domain.deposits.model import CreditStatus, DepositCredit, EmptiesReturn
from domain.ids import PersonId
from domain.lockers.model import Pickup, PickupStatus
from domain.ordering.model import Order
from domain.parcels.model import Parcel, ParcelStatus
from domain.people.model import Actor, ContactAddress, Helper
from domain.permission import EVERYBODY, allowed
from domain.refills.model import Refill
from domain.store import UnitOfWork
from domain.tours.model import Tour, TourStatus
from domain.vending.model import Sale

EVERYTHING = 100_000
_DRIVEN = {TourStatus.UNDERWAY, TourStatus.DONE, TourStatus.STOPPED}


@allowed(*EVERYBODY)
def own_data(county: County, store: UnitOfWork, actor: Actor) -> dict[str, Any]:
    """Everything about the actor as plain JSON values; codes are left out (they are asked for by "Code")."""
    person = store.people.get(actor.person_id)
    if person is None:
        return {}
    basket = store.orders.basket_of(person.id)
    addresses = store.people.addresses(person.id)
    return {
        "person": {
            "name": person.name,
            "village": person.village,
            "street": person.street,
            "map": [person.lat, person.lon] if person.lat is not None else None,
            "doorbell": person.doorbell,
            "carry_in": person.carry_in,
            "adult_checked_on": person.adult_checked_on.isoformat() if person.adult_checked_on else None,
            "adult_checked_by": person.adult_checked_by,
            "phone": person.phone,
            "pickup_point": person.station_id,
            "wants_home": person.wants_home,
            "reach_only": person.reach_only,
            "hours": person.hours,
            "roles": [{"role": grant.role.value, "scope": grant.scope} for grant in person.grants],
            "language": person.language,
            "muted": person.muted,
            "paused_from": person.paused_from.isoformat() if person.paused_from else None,
            "parcels_allowed": person.parcels,
            "paused_until": person.paused_until.isoformat() if person.paused_until else None,
            "known_since": person.created_at.isoformat(),
        },
        "addresses": [{"channel": a.channel, "id": a.channel_id} for a in addresses],
        "basket": [{"sku": line.sku, "packs": line.amount.packs, "grams": line.amount.grams} for line in basket.lines]
        if basket
        else [],
        "orders": [_order(order) for order in store.orders.of_person(person.id, limit=EVERYTHING)],
        "appointments": [_appointment(one) for one in store.appointments.of_person(person.id, EVERYTHING)],
        "pickups": [_pickup(pickup) for pickup in store.lockers.pickups_of_person(person.id, set(PickupStatus))],
        "collect_for_me": [_helper(helper, helper.name) for helper in store.people.helpers_of(person.id)],
        "i_collect_for": [_helper(h, _name(store, h)) for h in store.people.helps_of(person.id)],
        "empties": [_empties(made) for made in store.deposits.of_person(person.id)],
        "deposit_owed": [_credit(credit) for credit in store.deposits.credits_of(person.id, set(CreditStatus))],
        "parcels": [_parcel(parcel) for parcel in store.parcels.of_person(person.id, set(ParcelStatus))],
        "bought_at_a_compartment": [_sale(sale) for sale in store.vending.sales_of_person(person.id, EVERYTHING)],
        "refills": [_refill(refill, person.id) for refill in store.refills.of_person(person.id)],
        "tours_driven": [_tour(tour) for tour in store.tours.driven_by(person.id) if tour.status in _DRIVEN],
        "chats": [_chat(store, address) for address in addresses],
    }


def _chat(store: UnitOfWork, address: ContactAddress) -> dict[str, Any]:
    chat = address.channel, address.channel_id
    return {
        "channel": address.channel,
        "received": [message.body for message in store.conversations.recent_messages(*chat, EVERYTHING)],
        "written": [item.body for item in store.conversations.recent_inbox(*chat, EVERYTHING)],
    }


def _tour(tour: Tour) -> dict[str, Any]:
    """What she has driven; where people live at whom she halted is theirs."""
    return {
        "day": tour.day.isoformat(),
        "number": tour.no,
        "vehicle": tour.vehicle_id,
        "stops": len(tour.halts()),
        "km": round(tour.metres / 1000),
        "status": tour.status.value,
    }


def _parcel(parcel: Parcel) -> dict[str, Any]:
    return {
        "carrier": parcel.carrier,
        "pickup_point": parcel.station_id,
        "size": parcel.size.value,
        "status": parcel.status.value,
        "since": parcel.status_at.isoformat(),
    }


def _helper(helper: Helper, name: str) -> dict[str, Any]:
    return {
        "name": name,
        "kind": helper.kind.value,
        "until": helper.until.isoformat() if helper.until else None,
        "since": helper.invited_at.isoformat(),
        "accepted": helper.accepted_at.isoformat() if helper.accepted_at else None,
        "ended": helper.ended_at.isoformat() if helper.ended_at else None,
    }


def _name(store: UnitOfWork, helper: Helper) -> str:
    resident = store.people.get(helper.resident_id)
    return (resident.name if resident else None) or ""


def _pickup(pickup: Pickup) -> dict[str, Any]:
    return {
        "pickup_point": pickup.station_id,
        "day": pickup.day.isoformat(),
        "status": pickup.status.value,
        "compartments": sorted(box.no for box in pickup.boxes),
        "opened": sorted(box.opened_at.isoformat() for box in pickup.boxes if box.opened_at),
    }


def _appointment(appointment: Appointment) -> dict[str, Any]:
    return {
        "code": appointment.code,
        "service": appointment.service,
        "pieces": appointment.pieces,
        "cents": appointment.price.cents,
        "merchant": appointment.merchant_id,
        "name": appointment.name,
        "village": appointment.village,
        "street": appointment.street,
        "pickup_point": appointment.station_id,
        "wishes": [
            {name: value.isoformat() for name, value in asdict(wish).items() if value is not None}
            for wish in appointment.wishes
        ],
        "status": appointment.status.value,
        "start": appointment.start.isoformat() if appointment.start else None,
        "changes": [{"status": move.status.value, "at": move.at.isoformat()} for move in appointment.moves],
    }


def _empties(made: EmptiesReturn) -> dict[str, Any]:
    return {
        "code": made.code,
        "booked_at": made.booked_at.isoformat(),
        "pickup_point": made.station_id,
        "way": made.way.value,
        "status": made.status.value,
        "compartment": made.compartment,
        "pieces": [
            {
                "type": line.type_id,
                "declared": line.declared,
                "counted": line.counted,
                "cents_each": line.value.cents,
                "merchant": line.merchant_id,
            }
            for line in made.lines
        ],
        "taken_by_nobody": made.odd,
    }


def _credit(credit: DepositCredit) -> dict[str, Any]:
    return {
        "merchant": credit.merchant_id,
        "cents": credit.amount.cents,
        "reason": credit.reason.value,
        "wish": credit.wish.value,
        "status": credit.status.value,
        "since": credit.status_at.isoformat(),
    }


def _sale(sale: Sale) -> dict[str, Any]:
    return {
        "receipt": sale.code,
        "at": sale.started_at.isoformat(),
        "pickup_point": sale.station_id,
        "compartment": sale.no,
        "merchant": sale.seller_id,
        "name": sale.name,
        "packs": sale.packs,
        "cents": sale.price.cents,
        "deposit_cents": sale.deposit.cents,
        "status": sale.status.value,
    }


def _refill(refill: Refill, person_id: PersonId) -> dict[str, Any]:
    """What she has taken over or answered; what others have said to it is theirs."""
    answers = [answer for answer in refill.answers if answer.person_id == person_id]
    mine = refill.claimed_by == person_id
    return {
        "pickup_point": refill.station_id,
        "asked_at": refill.opened_at.isoformat(),
        "taken_over": mine,
        "answered": [answer.said.value for answer in answers],
        "counted": {str(item.no): item.counted for item in refill.items} if mine else {},
    }


def _order(order: Order) -> dict[str, Any]:
    return {
        "code": order.code,
        "placed_at": order.placed_at.isoformat(),
        "name": order.name,
        "pickup_point": order.station_id,
        "receive": order.receive.value,
        "parts": [
            {
                "merchant": part.merchant_id,
                "day": part.day.isoformat(),
                "status": part.status.value,
                "lines": [
                    {
                        "name": line.name,
                        "packs": line.packs,
                        "grams": line.grams,
                        "cents": line.final_price.cents,
                        "deposit_cents": line.final_deposit.cents,
                        "withdrawn": line.withdrawn,
                    }
                    for line in part.lines
                ],
            }
            for part in order.parts
        ],
    }
