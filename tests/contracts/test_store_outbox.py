from __future__ import annotations

from datetime import timedelta

from tests.contracts.things import NOW
from tests.contracts.twins import Twin

HOUR = timedelta(hours=1)


def due(store: Twin, after: timedelta = timedelta()) -> list[str]:
    with store.look() as uow:
        return [str(item.payload["n"]) for item in uow.outbox.claim_due(NOW + after, NOW + after, 10)]


def test_items_come_when_they_are_due_in_their_order(store: Twin) -> None:
    with store.turn() as uow:
        uow.outbox.put("later", {"n": 3}, due_at=NOW + HOUR)
        uow.outbox.put("first", {"n": 1})
        uow.outbox.put("second", {"n": 2})
        assert uow.outbox.next_due() == NOW
    assert due(store) == ["1", "2"]
    assert due(store, HOUR) == ["1", "2", "3"]
    with store.look() as uow:
        assert len(uow.outbox.claim_due(NOW + HOUR, NOW, 2)) == 2


def test_what_waits_under_a_key_is_not_put_twice(store: Twin) -> None:
    with store.turn() as uow:
        uow.outbox.put("remind", {"n": 1}, key="remind:1", due_at=NOW + HOUR)
        uow.outbox.put("remind", {"n": 2}, key="remind:1")
        uow.outbox.put("remind", {"n": 3}, key="remind:2", due_at=NOW + HOUR)
    with store.turn() as uow:
        uow.outbox.put("remind", {"n": 4}, key="remind:1")
    assert due(store, HOUR) == ["1", "3"]


def test_a_key_is_free_again_when_its_item_is_done(store: Twin) -> None:
    with store.turn() as uow:
        uow.outbox.put("tick", {"n": 1}, key="tick")
    with store.turn() as uow:
        (item,) = uow.outbox.claim_due(NOW, NOW, 10)
        item.done_at = NOW
        uow.flush()
        uow.outbox.put("tick", {"n": 2}, key="tick")
    assert due(store) == ["2"]


def test_what_is_taken_back_is_not_done(store: Twin) -> None:
    with store.turn() as uow:
        uow.outbox.put("open", {"n": 1}, key="open:1")
        uow.outbox.put("open", {"n": 2}, key="open:2")
    with store.turn() as uow:
        uow.outbox.cancel("open:1")
        uow.outbox.cancel("open:9")
    assert due(store) == ["2"]


def test_a_handler_may_take_back_the_very_item_it_works_on(store: Twin) -> None:
    with store.turn() as uow:
        uow.outbox.put("open", {"n": 1}, key="open:1")
    with store.turn() as uow:
        (item,) = uow.outbox.claim_due(NOW, NOW, 10)
        uow.outbox.cancel("open:1")
        item.attempts += 1
    assert due(store) == []


def test_what_failed_waits_on_the_machines_clock(store: Twin) -> None:
    with store.turn() as uow:
        uow.outbox.put("tell", {"n": 1})
    with store.turn() as uow:
        (item,) = uow.outbox.claim_due(NOW, NOW, 10)
        item.retry_at, item.attempts = NOW + HOUR, 1
    assert due(store) == []
    with store.look() as uow:
        assert uow.outbox.claim_due(NOW + HOUR, NOW, 10) == []
        assert len(uow.outbox.claim_due(NOW, NOW + HOUR, 10)) == 1


def test_to_put_again_what_failed_is_to_try_it_at_once(store: Twin) -> None:
    with store.turn() as uow:
        uow.outbox.put("grants", {"n": 1}, key="grants:P1")
    with store.turn() as uow:
        (item,) = uow.outbox.claim_due(NOW, NOW, 10)
        item.retry_at = NOW + HOUR
    assert due(store) == []
    with store.turn() as uow:
        uow.outbox.put("grants", {"n": 2}, key="grants:P1")
    assert due(store) == ["1"]


def test_what_is_parked_waits_for_an_operator_only(store: Twin) -> None:
    with store.turn() as uow:
        uow.outbox.put("tell", {"n": 1}, key="tell")
    with store.turn() as uow:
        (item,) = uow.outbox.claim_due(NOW, NOW, 10)
        item.parked_at, item.error = NOW, "no such chat"
    assert due(store, HOUR) == []
    with store.look() as uow:
        assert [item.error for item in uow.outbox.parked()] == ["no such chat"]
        assert uow.outbox.next_due() is None
        uow.outbox.put("tell", {"n": 2}, key="tell")
        assert uow.outbox.next_due() == NOW
