from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from domain.errors import Stale
from domain.ordering.events import OrderCancelled
from domain.store import Conversation, InboxItem, Message
from tests.contracts.things import NOW
from tests.contracts.twins import AnyUnitOfWork, Twin

CHAT = ("rest", "R001")
MINUTE = timedelta(minutes=1)


def conversation(**state: Any) -> Conversation:
    return Conversation(channel=CHAT[0], channel_id=CHAT[1], state=state, changed_at=NOW)


def heard(item_id: str, *, at: datetime = NOW, message_id: str | None = None, handled: bool = True) -> InboxItem:
    return InboxItem(
        id=item_id,
        channel=CHAT[0],
        channel_id=CHAT[1],
        message_id=message_id or f"m-{item_id}",
        body={"text": "Grüße 🥔"},
        received_at=at,
        handled_at=at if handled else None,
    )


def said(seq: int, *, at: datetime = NOW, reply_to: str | None = None) -> Message:
    return Message(channel=CHAT[0], channel_id=CHAT[1], seq=seq, at=at, body={"text": f"{seq}"}, reply_to=reply_to)


def test_a_state_may_be_changed_in_place_however_deep(store: Twin) -> None:
    store.given(conversation(flow={"name": "order", "asked": [1]}))
    with store.turn() as uow:
        talk = uow.conversations.lock(*CHAT)
        assert talk
        talk.state["flow"]["asked"].append(2)
        talk.last_seq += 1
    with store.look() as uow:
        talk = uow.conversations.lock(*CHAT)
        assert talk
        assert (talk.state, talk.last_seq) == ({"flow": {"name": "order", "asked": [1, 2]}}, 1)
        assert uow.conversations.lock("rest", "nobody") is None
        assert uow.conversations.of_channel("rest") == [talk]
        assert uow.conversations.of_channel("telegram") == []


def test_a_new_conversation_may_be_filled_after_it_was_added(store: Twin) -> None:
    with store.turn() as uow:
        talk = conversation()
        uow.conversations.add(talk)
        uow.flush()
        talk.state["name"] = "Erna"
        assert uow.conversations.lock(*CHAT) is talk
        talk.state["village"] = "Vinsebeck"
    with store.look() as uow:
        kept = uow.conversations.lock(*CHAT)
        assert kept
        assert kept.state == {"name": "Erna", "village": "Vinsebeck"}


def test_a_state_may_be_replaced_and_then_changed_whatever_was_asked_in_between(store: Twin) -> None:
    store.given(conversation(step=0))
    with store.turn() as uow:
        talk = uow.conversations.lock(*CHAT)
        assert talk
        talk.state = {"step": 1}
        assert uow.conversations.replies_to("nothing") == []  # a question writes what has changed before it
        talk.state["name"] = "Erna"
    with store.turn() as uow:
        talk = uow.conversations.lock(*CHAT)
        assert talk
        assert talk.state == {"step": 1, "name": "Erna"}
        talk.state = {"step": 2}
        uow.flush()
        talk.state["name"] = "Frieda"
    with store.look() as uow:
        talk = uow.conversations.lock(*CHAT)
        assert talk
        assert talk.state == {"step": 2, "name": "Frieda"}


def test_a_message_that_came_before_is_known(store: Twin) -> None:
    store.given(conversation(), heard("i1", message_id="4711"), said(1, reply_to="i1"), said(2, reply_to="i1"), said(3))
    with store.look() as uow:
        item = uow.conversations.inbox_item(*CHAT, "4711")
        assert item
        assert item.body == {"text": "Grüße 🥔"}
        assert [message.seq for message in uow.conversations.replies_to(item.id)] == [1, 2]
        assert uow.conversations.inbox_item(*CHAT, "4712") is None


def test_the_same_message_is_not_kept_twice(store: Twin) -> None:
    store.given(heard("i1", message_id="4711"))
    with store.look() as uow, pytest.raises(Stale):
        add_and_flush(uow, heard("i2", message_id="4711"))


def add_and_flush(uow: AnyUnitOfWork, item: InboxItem) -> None:
    uow.conversations.add_inbox_item(item)
    uow.flush()


def test_a_burst_waits_in_order(store: Twin) -> None:
    store.given(heard("i2", at=NOW + MINUTE, handled=False), heard("i1", handled=False), heard("i0"))
    with store.turn() as uow:
        assert uow.conversations.with_unhandled() == [CHAT]
        burst = uow.conversations.unhandled(*CHAT)
        assert [item.id for item in burst] == ["i1", "i2"]
        for item in burst:
            item.handled_at = NOW + MINUTE
    with store.look() as uow:
        assert uow.conversations.with_unhandled() == []
        assert [item.id for item in uow.conversations.recent_inbox(*CHAT, 2)] == ["i1", "i2"]


def test_messages_are_read_in_the_order_of_their_numbers(store: Twin) -> None:
    store.given(*(said(seq) for seq in (3, 1, 2, 4)))
    with store.turn() as uow:
        assert [m.seq for m in uow.conversations.messages_since(*CHAT, 1)] == [2, 3, 4]
        assert [m.seq for m in uow.conversations.messages_since(*CHAT, 1, limit=2)] == [2, 3]
        recent = uow.conversations.recent_messages(*CHAT, 2)
        assert [m.seq for m in recent] == [3, 4]
        recent[0].delivered_at = NOW
    with store.look() as uow:
        assert uow.conversations.recent_messages(*CHAT, 2)[0].delivered_at == NOW


def test_what_has_not_gone_out_yet_is_found_by_chat_and_by_channel(store: Twin) -> None:
    store.given(conversation(), said(1), said(2), said(3))
    other = Conversation(channel=CHAT[0], channel_id="R002", last_seq=2, delivered_seq=2, changed_at=NOW)
    store.given(other, Message(channel=CHAT[0], channel_id="R002", seq=2, at=NOW, body={}))
    with store.turn() as uow:
        assert uow.conversations.with_undelivered(CHAT[0]) == []  # nothing has been numbered yet
        talk = uow.conversations.lock(*CHAT)
        assert talk
        talk.last_seq, talk.delivered_seq = 3, 1
    with store.look() as uow:
        assert [m.seq for m in uow.conversations.undelivered(*CHAT)] == [2, 3]
        assert uow.conversations.undelivered(CHAT[0], "R002") == []
        assert uow.conversations.undelivered(CHAT[0], "nobody") == []
        assert uow.conversations.with_undelivered(CHAT[0]) == ["R001"]
        assert uow.conversations.with_undelivered("web") == []


def test_a_message_that_is_to_pass_is_found_by_what_it_passes_with(store: Twin) -> None:
    def passing(chat: str, seq: int, what: str | None) -> Message:
        return Message(channel="rest", channel_id=chat, seq=seq, at=NOW, body={"text": "Tür"}, passes_with=what)

    store.given(passing("D1", 1, "stop:s1"), passing("D1", 2, None), passing("D1", 3, "stop:s2"))
    store.given(passing("D2", 1, "stop:s1"))
    with store.turn() as uow:
        first, second = uow.conversations.passing_with("stop:s1")
        assert [(one.channel_id, one.seq) for one in (first, second)] == [("D1", 1), ("D2", 1)]
        first.body, first.sent_as = {"text": "…"}, "77"
    with store.look() as uow:
        message = uow.conversations.message("rest", "D1", 1)
        assert message
        assert (message.body, message.sent_as) == ({"text": "…"}, "77")
        assert uow.conversations.message("rest", "D1", 9) is None
        assert uow.conversations.passing_with("stop:s3") == []


def test_old_lines_are_forgotten_but_nothing_that_waits(store: Twin) -> None:
    later = NOW + MINUTE
    store.given(conversation(), said(1), said(2, at=later), heard("i1"), heard("i2", at=later))
    store.given(heard("i3", handled=False))
    with store.turn() as uow:
        assert uow.conversations.forget_before(later) == 2
    with store.look() as uow:
        assert [m.seq for m in uow.conversations.messages_since(*CHAT, 0)] == [2]
        assert [i.id for i in uow.conversations.recent_inbox(*CHAT, 9)] == ["i3", "i2"]
        assert uow.conversations.lock(*CHAT) is not None


def test_a_chat_is_erased_even_in_its_own_turn(store: Twin) -> None:
    store.given(conversation(name="Erna"), said(1))
    with store.turn() as uow:
        talk = uow.conversations.lock(*CHAT)
        assert talk
        item = heard("i1", handled=False)
        uow.conversations.add_inbox_item(item)
        uow.conversations.forget_chat(*CHAT)
        talk.state["name"] = "still here?"
        item.handled_at = NOW
    with store.look() as uow:
        assert uow.conversations.lock(*CHAT) is None
        assert uow.conversations.recent_messages(*CHAT, 9) == []
        assert uow.conversations.recent_inbox(*CHAT, 9) == []


def test_what_happened_goes_into_the_outbox(store: Twin) -> None:
    event = OrderCancelled(order_id=_name("o1"), person_id=_name("p1"), part_ids=(_name("a"), _name("b")))
    with store.turn() as uow:
        uow.record(event)
    with store.look() as uow:
        (item,) = uow.outbox.claim_due(NOW, NOW, 10)
        assert (item.kind, item.payload["name"]) == ("event", "OrderCancelled")
        assert OrderCancelled.from_payload(item.payload["fields"]) == event


def _name(text: Any) -> Any:
    return text
