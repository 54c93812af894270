"""At which hour somebody is told: residents by day and prompted once a day, others in hours of their own."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any, cast

import pytest

from bots.dialogue.reply import Reply
from bots.dialogue.turn import Conversations
from bots.notices.notice import Notice, Urgency
from bots.notifications import Notices
from bots.post import Post
from domain.clock import at_local, local
from domain.ids import PersonId
from domain.people.model import ContactAddress, Role
from domain.store import OutboxItem
from integrations.calendar import NorthRhineCalendar
from tests.builders import Hamlet

WEDNESDAY, THURSDAY, SATURDAY, MONDAY = (date(2026, 3, day) for day in (4, 5, 7, 9))
DUTY, STATUS, PROACTIVE = Urgency.DUTY, Urgency.STATUS, Urgency.PROACTIVE


class Tongue:
    """Remembers to which address something was said, and when."""

    def __init__(self, hamlet: Hamlet) -> None:
        self._hamlet = hamlet
        self.told: list[datetime] = []

    def tell(self, *_: object, **__: object) -> None:
        self.told.append(local(self._hamlet.clock.now()))


class Office:
    """A post that brings one notice to one person, now and whenever it was held back until."""

    def __init__(self, who: str, at: datetime, hours: str | None = None, *more_roles: Role) -> None:
        self.hamlet = Hamlet(now=at)
        object.__setattr__(self.hamlet.county, "calendar", NorthRhineCalendar())
        self.person = self.hamlet.person(who)
        self.person.hours = hours
        for role in more_roles:
            self.person.give(role, "P1" if role is Role.VOLUNTEER else None)
        self.hamlet.uow.people.add_address(
            ContactAddress(channel="rest", channel_id=who, person_id=PersonId(who), last_used_at=at)
        )
        self.tongue = Tongue(self.hamlet)
        self.urgency = STATUS
        post = Post(self.hamlet.county, cast(Conversations, self.tongue), cast(Notices, self), frozenset[str]())
        self.post = post

    def for_event(self, *_: object) -> list[Notice]:
        return [Notice(self.person.id, Reply(), self.urgency)]

    def tell(self, urgency: Urgency) -> datetime | None:
        """When it reached the person, or None if never."""
        self.urgency = urgency
        before = len(self.tongue.told)
        payload: dict[str, Any] = {"name": "CodeAlarm", "fields": {"station_id": "P1"}, "person_id": self.person.id}
        now = self.hamlet.clock.now()
        self.post.event(self.hamlet.uow, OutboxItem(id="x", kind="event", payload=payload, due_at=now, created_at=now))
        for due in self.hamlet.due("notice"):
            self.hamlet.clock.set(due)
            for item in self.hamlet.uow.outbox.claim_due(due, due, 10):
                item.done_at = due
                if item.kind == "notice":
                    self.post.held_notice(self.hamlet.uow, item)
        return self.tongue.told[-1] if len(self.tongue.told) > before else None


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return at_local(day, time(hour, minute))


@pytest.mark.parametrize(
    ("who", "hours", "now", "urgency", "told"),
    [
        # residents: by day; danger and answers at any hour
        ("erna", None, at(WEDNESDAY, 7), STATUS, at(WEDNESDAY, 8)),
        ("erna", None, at(WEDNESDAY, 19), STATUS, at(THURSDAY, 8)),
        ("erna", None, at(WEDNESDAY, 18, 59), STATUS, at(WEDNESDAY, 18, 59)),
        ("erna", None, at(WEDNESDAY, 3), Urgency.DANGER, at(WEDNESDAY, 3)),
        ("erna", None, at(WEDNESDAY, 3), Urgency.ANSWER, at(WEDNESDAY, 3)),
        # her own hours narrow the county's, and never widen them
        ("erna", "Mo-Su 10:00-19:00", at(WEDNESDAY, 8), STATUS, at(WEDNESDAY, 10)),
        ("erna", "Mo-Su 06:00-22:00", at(WEDNESDAY, 6, 30), STATUS, at(WEDNESDAY, 8)),
        ("erna", "Sa 09:00-12:00", at(WEDNESDAY, 8), STATUS, at(SATURDAY, 9)),
        # merchants: the picking list at its time, nothing else outside of their hours
        ("bae", "Mo-Fr 14:00-18:00", at(WEDNESDAY, 9), DUTY, at(WEDNESDAY, 9)),
        ("bae", "Mo-Fr 14:00-18:00", at(WEDNESDAY, 9), STATUS, at(WEDNESDAY, 14)),
        ("bae", "Mo-Fr 14:00-18:00", at(SATURDAY, 9), STATUS, at(MONDAY, 14)),
        ("bae", "Mo-Fr 05:00-07:00", at(WEDNESDAY, 5, 30), STATUS, at(WEDNESDAY, 5, 30)),
        ("bae", None, at(WEDNESDAY, 22), STATUS, at(THURSDAY, 8)),
        ("bae", None, at(WEDNESDAY, 22), DUTY, at(WEDNESDAY, 22)),
        # volunteers: tasks in their hours, own orders by day
        ("vera", "Mo-Fr 16:00-19:00", at(WEDNESDAY, 9), PROACTIVE, at(WEDNESDAY, 16)),
        ("vera", "Mo-Fr 16:00-19:00", at(WEDNESDAY, 9), STATUS, at(WEDNESDAY, 9)),
        ("vera", "Mo-Fr 16:00-19:00", at(WEDNESDAY, 21), STATUS, at(THURSDAY, 8)),
        # whoever works at any hour hears of work at any hour
        ("olga", None, at(WEDNESDAY, 3), STATUS, at(WEDNESDAY, 3)),
        ("doris", None, at(WEDNESDAY, 5), STATUS, at(WEDNESDAY, 5)),
    ],
)
def test_everybody_is_told_at_an_hour_that_suits(
    who: str, hours: str | None, now: datetime, urgency: Urgency, told: datetime
) -> None:
    assert Office(who, now, hours).tell(urgency) == local(told)


def test_a_resident_is_prompted_once_a_day_and_told_of_her_orders_as_often_as_needed() -> None:
    office = Office("erna", at(WEDNESDAY, 9))
    assert office.tell(PROACTIVE) == local(at(WEDNESDAY, 9))
    assert office.tell(STATUS) == local(at(WEDNESDAY, 9))
    assert office.tell(PROACTIVE) == local(at(THURSDAY, 8))
    assert office.tell(PROACTIVE) == local(at(date(2026, 3, 6), 8))


def test_a_volunteer_hears_of_every_task() -> None:
    office = Office("vera", at(WEDNESDAY, 9))
    assert [office.tell(PROACTIVE), office.tell(PROACTIVE)] == [local(at(WEDNESDAY, 9))] * 2


def test_who_is_away_is_not_prompted_from_the_first_day_to_the_last() -> None:
    office = Office("erna", at(WEDNESDAY, 9))
    office.person.paused_from, office.person.paused_until = THURSDAY, SATURDAY
    assert office.tell(PROACTIVE) is not None
    for day in (THURSDAY, SATURDAY):
        office.hamlet.clock.set(at(day, 9))
        office.person.prompted_on = None
        assert office.tell(PROACTIVE) is None
        assert office.tell(STATUS) is not None  # the code of what lies there
    office.hamlet.clock.set(at(date(2026, 3, 8), 9))
    assert office.tell(PROACTIVE) is not None
