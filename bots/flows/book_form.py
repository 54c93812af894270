"""The form of a request for somebody's time, and what it stands for."""

from __future__ import annotations

from dataclasses import dataclass

from bots.dialogue.flow import Turn
from domain.appointments.model import Appointment, Wish
from domain.appointments.service import own_appointments, service_of
from domain.catalogue.model import Merchant, Product
from domain.ids import Sku
from domain.people.model import Role


@dataclass(frozen=True, slots=True)
class BookForm:
    """What is known so far. `choices` are services that may be meant, `near` that none is just what was said.

    `wishes` is empty when any time will do. `another` is her answer whether she wants one more of what is running.
    """

    sku: str | None = None
    choices: tuple[str, ...] = ()
    near: bool = False
    page: int = 0
    another: bool | None = None
    pieces: int | None = None
    wishes: tuple[Wish, ...] | None = None
    sure: bool | None = None


def product_of(turn: Turn, form: BookForm) -> Product:
    """The service that is meant."""
    return service_of(turn.store, Sku(form.sku or ""))[0]


def merchant_of(turn: Turn, form: BookForm) -> Merchant:
    """Who offers it."""
    return service_of(turn.store, Sku(form.sku or ""))[1]


def running(turn: Turn, form: BookForm) -> Appointment | None:
    """What she has asked for or agreed on already, of the same service."""
    if Role.RESIDENT not in turn.actor.roles:
        return None
    own = own_appointments(turn.county, turn.store, turn.actor)
    return next((one for one in own if one.sku == form.sku and one.status.is_live()), None)
