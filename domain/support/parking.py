"""What has failed too often and waits where an operator sees it: shown, and tried once more."""

from __future__ import annotations

from collections.abc import Sequence

from domain.county import County
from domain.people.model import Actor, Role
from domain.permission import allowed
from domain.store import OutboxItem, UnitOfWork


@allowed(Role.OPERATOR, Role.SYSTEM)
def parked_items(county: County, store: UnitOfWork, actor: Actor) -> Sequence[OutboxItem]:
    """Everything in the parking lot, the oldest first."""
    return store.outbox.parked()


@allowed(Role.OPERATOR, Role.SYSTEM)
def retry_parked(county: County, store: UnitOfWork, actor: Actor, item_id: str | None = None) -> int:
    """Try one item once more, or all of them; how many."""
    chosen = [item for item in store.outbox.parked() if item_id in {None, item.id}]
    for item in chosen:
        item.parked_at, item.retry_at, item.attempts = None, None, 0
    return len(chosen)
