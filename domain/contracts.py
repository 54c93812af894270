"""What orders and appointments share: a code by which people name one of them and never another."""

from __future__ import annotations

from domain.codes import new_code
from domain.county import County
from domain.store import UnitOfWork


def new_contract_code(county: County, store: UnitOfWork) -> str:
    """A code that names no order and no appointment yet."""

    def is_taken(code: str) -> bool:
        return store.orders.by_code(code) is not None or store.appointments.by_code(code) is not None

    return new_code(county.chance, is_taken)
