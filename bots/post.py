"""Brings notices to people, where they wrote from last and at an hour that suits them. Only the relay calls it."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog

from bots.channels.channel import Address
from bots.dialogue.turn import Conversations
from bots.notices.sharing import at_shared
from bots.notifications import Notice, Notices, Urgency
from domain.clock import at_local, local, local_day
from domain.county import County
from domain.events import Event
from domain.people.model import ContactAddress, Person, Role
from domain.store import OutboxItem, UnitOfWork

log = structlog.get_logger()


# Who works at any hour hears of work at any hour.
AT_ANY_HOUR = frozenset({Role.OPERATOR, Role.DRIVER, Role.CENTRE, Role.COURIER})
RESIDENTS = frozenset({Role.RESIDENT, Role.GUEST})
TRIES = 4  # the county's day and her own hours, in turn, until both hold


class Post:
    """Handlers of the outbox kinds "event" (something happened) and "notice" (one person's, held back until now)."""

    def __init__(self, county: County, conversations: Conversations, notices: Notices, pushing: frozenset[str]) -> None:
        self.county = county
        self.conversations = conversations
        self.notices = notices
        self.pushing = pushing

    def event(self, store: UnitOfWork, item: OutboxItem) -> None:
        """Tell everybody whom an event concerns, each at the right hour."""
        for notice in self.notices.for_event(store, self._event(item)):
            self._tell(store, item, notice)

    def held_notice(self, store: UnitOfWork, item: OutboxItem) -> None:
        """The quiet hours of one person are over: tell what still concerns her, as it stands now."""
        for notice in self.notices.for_event(store, self._event(item)):
            if notice.person_id == item.payload["person_id"]:
                self._tell(store, item, notice)

    def _tell(self, store: UnitOfWork, item: OutboxItem, notice: Notice) -> None:
        person = store.people.get(notice.person_id)
        if person is None or person.erased_at is not None or self._is_unwanted(person, notice.urgency):
            return
        hour = self._good_hour(person, notice.urgency)
        if hour is not None:
            payload = {"name": item.payload["name"], "fields": item.payload["fields"], "person_id": person.id}
            store.outbox.put("notice", payload, due_at=hour)
            return
        if notice.urgency is Urgency.PROACTIVE:
            person.prompted_on = local_day(self.county.now())
        for address in self._addresses(store, person, notice):
            self._write(store, address, person, notice)

    def _write(self, store: UnitOfWork, contact: ContactAddress, person: Person, notice: Notice) -> None:
        address, reply = Address(contact.channel, contact.channel_id), notice.reply
        if contact.shared_with is not None and not contact.is_of(person.id, local_day(self.county.now())):
            reply = at_shared(person, reply)
        self.conversations.tell(store, address, reply, notice.change, urgency=notice.urgency.value)
        if address.channel in self.pushing:
            payload = {"channel": address.channel, "id": address.id}
            store.outbox.put("push", payload, key=f"push:{address.channel}:{address.id}")

    def _addresses(self, store: UnitOfWork, person: Person, notice: Notice) -> list[ContactAddress]:
        """Where she wrote from last; what changes the talk itself goes wherever that talk may be."""
        known = [address for address in store.people.addresses(person.id) if not address.blocked]
        if not known:
            log.warning("nobody can be told", person_id=person.id)
        return known if notice.change is not None else known[:1]

    def _is_unwanted(self, person: Person, urgency: Urgency) -> bool:
        away = person.is_away(local_day(self.county.now()))
        return urgency is Urgency.PROACTIVE and (person.muted or away)

    def _good_hour(self, person: Person, urgency: Urgency) -> datetime | None:
        """When to tell it, if not now: by day, in the hours she has set herself, and prompts once a day."""
        roles, now = person.actor().roles, self.county.now()
        if urgency in {Urgency.DANGER, Urgency.ANSWER, Urgency.DUTY} or roles & AT_ANY_HOUR:
            return None
        at = now
        if urgency is Urgency.PROACTIVE and roles <= RESIDENTS and person.prompted_on == local_day(now):
            at = at_local(local_day(now) + timedelta(days=1), self.county.rules.day_begins)
        hours = person.hours if _own_hours_count(roles, urgency) else None
        for _ in range(TRIES):
            later = self._next_daytime(at) if hours is None or roles <= RESIDENTS else at
            later = (self.county.calendar.next_open(hours, later) or later) if hours else later
            if later == at:
                break
            at = later
        return at if at > now else None

    def _next_daytime(self, at: datetime) -> datetime:
        rules, clock = self.county.rules, local(at)
        if rules.day_begins <= clock.time() < rules.day_ends:
            return at
        later = clock.time() >= rules.day_ends
        return at_local(clock.date() + timedelta(days=1 if later else 0), rules.day_begins)

    @staticmethod
    def _event(item: OutboxItem) -> Event:
        return Event.kinds[item.payload["name"]].from_payload(item.payload["fields"])


def _own_hours_count(roles: frozenset[Role], urgency: Urgency) -> bool:
    """A volunteer's hours are for tasks; what concerns an own order comes by day. Others' are for everything."""
    return urgency is Urgency.PROACTIVE or Role.VOLUNTEER not in roles
