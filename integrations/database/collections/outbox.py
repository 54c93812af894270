"""What is to be done after the commit."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, delete, func, select, text
from sqlalchemy.orm import Session

from domain.clock import Clock
from domain.ids import Ids
from domain.store import OutboxItem
from integrations.database.tables.outbox import WAITS, outbox
from integrations.database.upsert import insert_into

NOTIFY = "dorfbote_outbox"

_WAITING = text(WAITS)
_DUE = (
    select(OutboxItem)
    .where(_WAITING, outbox.c.due_at <= bindparam("now"))
    .where(outbox.c.retry_at.is_(None) | (outbox.c.retry_at <= bindparam("machine_now")))
    .order_by(outbox.c.due_at, outbox.c.id)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True)
    .execution_options(populate_existing=True)
)
_DUE_OF_KINDS = _DUE.where(outbox.c.kind.in_(bindparam("kinds", expanding=True)))
_NEXT_DUE = select(func.min(outbox.c.due_at)).where(_WAITING)
_PARKED = select(OutboxItem).where(outbox.c.parked_at.is_not(None)).order_by(outbox.c.parked_at, outbox.c.id)


@cache
def _put(dialect: str, *, keyed: bool) -> Any:
    statement = insert_into(outbox, dialect)
    if not keyed:
        return statement
    # Not DO NOTHING: what waits may be running just now, on what was true before. Clearing the time of its next
    # try tells the relay that it has to run once more; payload and due time stay as they are.
    return statement.on_conflict_do_update(index_elements=[outbox.c.key], index_where=_WAITING, set_={"retry_at": None})


class SqlOutbox:
    """Fulfils `domain.store.Outbox`."""

    def __init__(self, session: Session, clock: Clock, ids: Ids) -> None:
        self._session, self._clock, self._ids = session, clock, ids
        self.woken = False

    def put(
        self, kind: str, payload: Mapping[str, Any], *, due_at: datetime | None = None, key: str | None = None
    ) -> None:
        now = self._clock.now()
        row = {
            "id": self._ids.new(),
            "kind": kind,
            "payload": dict(payload),
            "due_at": due_at or now,
            "created_at": now,
            "key": key,
            "attempts": 0,
            "error": "",
        }
        dialect = self._session.get_bind().dialect.name
        self._session.execute(_put(dialect, keyed=key is not None), row)
        if not self.woken and dialect == "postgresql":
            # Heard by the relays of all processes once this transaction is true.
            self._session.execute(text(f"NOTIFY {NOTIFY}"))
        self.woken = True

    def cancel(self, key: str) -> None:
        waiting = delete(OutboxItem).where(
            outbox.c.key == key, outbox.c.done_at.is_(None), outbox.c.parked_at.is_(None)
        )
        self._session.execute(waiting, execution_options={"synchronize_session": "fetch"})

    def claim_due(
        self, now: datetime, machine_now: datetime, limit: int, kinds: Collection[str] | None = None
    ) -> Sequence[OutboxItem]:
        """With `kinds`: only those, for a process that runs only some of the parts."""
        values: dict[str, Any] = {"now": now, "machine_now": machine_now, "limit": limit}
        if kinds is None:
            return self._session.scalars(_DUE, values).all()
        return self._session.scalars(_DUE_OF_KINDS, {**values, "kinds": sorted(kinds)}).all()

    def next_due(self) -> datetime | None:
        earliest: datetime | None = self._session.scalar(_NEXT_DUE)
        return earliest

    def parked(self) -> Sequence[OutboxItem]:
        return self._session.scalars(_PARKED).all()

    def item(self, item_id: str) -> OutboxItem | None:
        """One item, locked, as it is now."""
        chosen = select(OutboxItem).where(outbox.c.id == item_id).with_for_update()
        return self._session.scalars(chosen.execution_options(populate_existing=True)).one_or_none()

    def forget_done(self, before: datetime) -> int:
        """Delete what was done before; how many."""
        done = self._session.execute(delete(outbox).where(outbox.c.done_at < before))
        return int(done.rowcount)  # type: ignore[attr-defined]

    def release_claims(self) -> None:
        """After a start: whatever waits for its next try is tried at once."""
        self._session.execute(outbox.update().where(_WAITING, outbox.c.retry_at.is_not(None)).values(retry_at=None))
