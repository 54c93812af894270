"""What has failed too often: shown to operators, and tried once more."""

from __future__ import annotations

from domain.people.model import SYSTEM
from domain.store import OutboxItem
from domain.support.parking import parked_items, retry_parked
from tests.builders import Hamlet


def parked(hamlet: Hamlet, name: str) -> OutboxItem:
    now = hamlet.clock.now()
    item = OutboxItem(id=name, kind="push", payload={}, due_at=now, created_at=now, attempts=20, parked_at=now)
    hamlet.uow.add_all(item)
    return item


def test_one_of_them_is_tried_once_more_and_the_others_stay() -> None:
    hamlet = Hamlet()
    one, other = parked(hamlet, "a"), parked(hamlet, "b")
    olga = hamlet.actor("olga")
    assert [item.id for item in parked_items(hamlet.county, hamlet.uow, olga)] == ["a", "b"]
    assert retry_parked(hamlet.county, hamlet.uow, olga, "a") == 1
    assert (one.parked_at, one.attempts) == (None, 0)
    assert other.parked_at is not None
    assert [item.id for item in hamlet.uow.outbox.claim_due(hamlet.clock.now(), hamlet.clock.now(), 10)] == ["a"]


def test_all_of_them_are_tried_once_more_and_none_is_none() -> None:
    hamlet = Hamlet()
    parked(hamlet, "a")
    parked(hamlet, "b")
    assert retry_parked(hamlet.county, hamlet.uow, SYSTEM) == 2
    assert retry_parked(hamlet.county, hamlet.uow, SYSTEM) == 0
    assert retry_parked(hamlet.county, hamlet.uow, SYSTEM, "nothing") == 0
