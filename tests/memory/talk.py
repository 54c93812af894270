"""People, conversations, cases and the outbox in memory."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from domain.ids import CaseId, HelperId, PersonId, StationId
from domain.people.model import ContactAddress, Helper, Invitation, Person, Role, Village
from domain.store import Conversation, InboxItem, Message, OutboxItem
from domain.support.model import Case, CaseKind, CaseStatus
from tests.memory.view import View, by, last, waits


class MemoryPeople:
    """Fulfils `domain.store.People`."""

    def __init__(self, view: View) -> None:
        self._view = view

    def get(self, person_id: PersonId) -> Person | None:
        return self._view.get(Person, person_id)

    def at_address(self, channel: str, channel_id: str) -> Person | None:
        address = self.address(channel, channel_id)
        return self.get(address.person_id) if address else None

    def with_role(self, role: Role, scope: str | None = None) -> Sequence[Person]:
        def has(person: Person) -> bool:
            return any(g.role is role and scope in (None, g.scope) for g in person.grants)

        return by(self._view.all(Person, has), "id")

    def living_at(self, villages: Collection[str], stations: Collection[StationId]) -> Sequence[Person]:
        def lives(person: Person) -> bool:
            return person.village in villages or person.station_id in stations

        return by(self._view.all(Person, lives), "id")

    def add(self, person: Person) -> None:
        self._view.add(person)

    def address(self, channel: str, channel_id: str) -> ContactAddress | None:
        return self._view.get(ContactAddress, channel, channel_id)

    def addresses(self, person_id: PersonId) -> Sequence[ContactAddress]:
        def is_own(address: ContactAddress) -> bool:
            return person_id in (address.person_id, address.shared_with)

        own = by(self._view.all(ContactAddress, is_own), "channel", "channel_id")
        return sorted(own, key=lambda a: a.last_used_at, reverse=True)

    def add_address(self, address: ContactAddress) -> None:
        self._view.add(address)

    def remove_address(self, address: ContactAddress) -> None:
        self._view.remove(address)

    def invitation(self, code: str) -> Invitation | None:
        return self._view.get(Invitation, code)

    def add_invitation(self, invitation: Invitation) -> None:
        self._view.add(invitation)

    def helper(self, helper_id: HelperId) -> Helper | None:
        return self._view.get(Helper, helper_id)

    def helpers_of(self, resident_id: PersonId) -> Sequence[Helper]:
        return by(self._view.all(Helper, lambda h: h.resident_id == resident_id), "invited_at", "id")

    def helps_of(self, person_id: PersonId) -> Sequence[Helper]:
        return by(self._view.all(Helper, lambda h: h.person_id == person_id), "invited_at", "id")

    def add_helper(self, helper: Helper) -> None:
        self._view.add(helper)

    def village(self, key: str) -> Village | None:
        return self._view.get(Village, key)

    def villages(self) -> Sequence[Village]:
        return by(self._view.all(Village), "key")


class MemoryCases:
    """Fulfils `domain.store.Cases`."""

    def __init__(self, view: View) -> None:
        self._view = view

    def get(self, case_id: CaseId) -> Case | None:
        return self._view.get(Case, case_id)

    def of_chat(self, channel: str, channel_id: str) -> Case | None:
        def is_it(case: Case) -> bool:
            here = (case.channel, case.channel_id) == (channel, channel_id)
            return here and case.kind is CaseKind.TALK and case.status is not CaseStatus.CLOSED

        return next(iter(by(self._view.all(Case, is_it), "opened_at", "id")[::-1]), None)

    def open_cases(self) -> Sequence[Case]:
        return by(self._view.all(Case, lambda c: c.status is not CaseStatus.CLOSED), "opened_at", "id")

    def taken_by(self, operator: PersonId) -> Sequence[Case]:
        def taken(case: Case) -> bool:
            return case.status is CaseStatus.TAKEN and case.operator_id == operator

        return by(self._view.all(Case, taken), "opened_at", "id")

    def add(self, case: Case) -> None:
        self._view.add(case)


class MemoryConversations:
    """Fulfils `domain.store.Conversations`."""

    def __init__(self, view: View) -> None:
        self._view = view

    def lock(self, channel: str, channel_id: str) -> Conversation | None:
        self._view.refresh(Conversation, channel, channel_id)
        return self._view.get(Conversation, channel, channel_id)

    def add(self, conversation: Conversation) -> None:
        self._view.add(conversation)

    def of_channel(self, channel: str) -> Sequence[Conversation]:
        return by(self._view.all(Conversation, lambda c: c.channel == channel), "channel_id")

    def inbox_item(self, channel: str, channel_id: str, message_id: str) -> InboxItem | None:
        return next((i for i in self._inbox(channel, channel_id) if i.message_id == message_id), None)

    def add_inbox_item(self, item: InboxItem) -> None:
        self._view.add(item)

    def unhandled(self, channel: str, channel_id: str) -> Sequence[InboxItem]:
        return [item for item in self._inbox(channel, channel_id) if item.handled_at is None]

    def with_unhandled(self) -> Sequence[tuple[str, str]]:
        waiting = self._view.all(InboxItem, lambda item: item.handled_at is None)
        return sorted({(item.channel, item.channel_id) for item in waiting})

    def undelivered(self, channel: str, channel_id: str) -> Sequence[Message]:
        chat = self._view.get(Conversation, channel, channel_id)
        return [message for message in self._messages(channel, channel_id) if chat and message.seq > chat.delivered_seq]

    def with_undelivered(self, channel: str) -> Sequence[str]:
        return [chat.channel_id for chat in self.of_channel(channel) if chat.delivered_seq < chat.last_seq]

    def recent_inbox(self, channel: str, channel_id: str, limit: int) -> Sequence[InboxItem]:
        return last(self._inbox(channel, channel_id), limit)

    def add_message(self, message: Message) -> None:
        self._view.add(message)

    def replies_to(self, inbox_id: str) -> Sequence[Message]:
        return by(self._view.all(Message, lambda m: m.reply_to == inbox_id), "channel", "channel_id", "seq")

    def messages_since(self, channel: str, channel_id: str, seq: int, limit: int = 200) -> Sequence[Message]:
        return [message for message in self._messages(channel, channel_id) if message.seq > seq][:limit]

    def recent_messages(self, channel: str, channel_id: str, limit: int) -> Sequence[Message]:
        return last(self._messages(channel, channel_id), limit)

    def message(self, channel: str, channel_id: str, seq: int) -> Message | None:
        return self._view.get(Message, channel, channel_id, seq)

    def passing_with(self, what: str) -> Sequence[Message]:
        return by(self._view.all(Message, lambda m: m.passes_with == what), "channel", "channel_id", "seq")

    def forget_before(self, at: datetime) -> int:
        said = self._view.all(Message, lambda m: m.at < at)
        heard = self._view.all(InboxItem, lambda i: i.received_at < at and i.handled_at is not None)
        for thing in (*said, *heard):
            self._view.remove(thing)
        return len(said) + len(heard)

    def forget_chat(self, channel: str, channel_id: str) -> None:
        conversation = self._view.get(Conversation, channel, channel_id)
        for thing in (*self._messages(channel, channel_id), *self._inbox(channel, channel_id), conversation):
            if thing is not None:
                self._view.remove(thing)

    def _inbox(self, channel: str, channel_id: str) -> list[InboxItem]:
        mine = self._view.all(InboxItem, lambda i: (i.channel, i.channel_id) == (channel, channel_id))
        return by(mine, "received_at", "id")

    def _messages(self, channel: str, channel_id: str) -> list[Message]:
        return by(self._view.all(Message, lambda m: (m.channel, m.channel_id) == (channel, channel_id)), "seq")


class MemoryOutbox:
    """Fulfils `domain.store.Outbox` and `integrations.outbox.RelayOutbox`."""

    def __init__(self, view: View) -> None:
        self._view = view

    def put(
        self, kind: str, payload: Mapping[str, Any], *, due_at: datetime | None = None, key: str | None = None
    ) -> None:
        store, now = self._view.store, self._view.store.clock.now()
        waiting = self._view.one(OutboxItem, lambda i: waits(i) and i.key == key) if key else None
        if waiting is not None:
            waiting.retry_at = None
            return
        body = json.loads(json.dumps(payload))
        item = OutboxItem(id=store.ids.new(), kind=kind, payload=body, due_at=due_at or now, created_at=now, key=key)
        self._view.add(item)

    def cancel(self, key: str) -> None:
        for item in self._view.all(OutboxItem, lambda i: waits(i) and i.key == key):
            self._view.remove(item)

    def claim_due(
        self, now: datetime, machine_now: datetime, limit: int, kinds: Collection[str] | None = None
    ) -> Sequence[OutboxItem]:
        def is_due(item: OutboxItem) -> bool:
            ready = item.due_at <= now and (item.retry_at is None or item.retry_at <= machine_now)
            return ready and waits(item) and (kinds is None or item.kind in kinds)

        return by(self._view.all(OutboxItem, is_due), "due_at", "id")[:limit]

    def next_due(self) -> datetime | None:
        return min((item.due_at for item in self._view.all(OutboxItem, waits)), default=None)

    def parked(self) -> Sequence[OutboxItem]:
        return by(self._view.all(OutboxItem, lambda i: i.parked_at is not None), "parked_at", "id")

    def item(self, item_id: str) -> OutboxItem | None:
        return self._view.get(OutboxItem, item_id)

    def forget_done(self, before: datetime) -> int:
        done = self._view.all(OutboxItem, lambda i: i.done_at is not None and i.done_at < before)
        for item in done:
            self._view.remove(item)
        return len(done)

    def release_claims(self) -> None:
        for item in self._view.all(OutboxItem, lambda i: waits(i) and i.retry_at is not None):
            item.retry_at = None
