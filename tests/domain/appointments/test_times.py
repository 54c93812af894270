"""Which times are offered to a merchant, until when people may answer, and what happens when nobody does."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from domain.appointments import answers, deadlines, service
from domain.appointments.events import (
    AppointmentAnswerDue,
    AppointmentClosed,
    AppointmentLapsed,
    AppointmentNearlyLapsed,
    AppointmentOver,
    AppointmentTomorrow,
)
from domain.appointments.model import Appointment, AppointmentStatus, Wish
from domain.appointments.rules import AppointmentRules
from domain.appointments.slots import free_starts
from domain.catalogue.model import Merchant
from domain.clock import local
from domain.ids import MerchantId
from domain.people.model import SYSTEM
from tests.domain.appointments.salon import FRIDAY, MONDAY, SATURDAY, THURSDAY, Salon, at
from tests.fakes import WEDNESDAY, WeekCalendar

RULES = AppointmentRules()


def offered(salon: Salon, appointment: Appointment, day: date | None = None) -> tuple[list[tuple[date, time]], bool]:
    shop: Merchant | None = salon.uow.catalogue.merchant(MerchantId("WHH"))
    assert shop
    starts, wished = free_starts(salon.county, salon.uow, shop, appointment, day=day)
    return [(local(start).date(), local(start).time()) for start in starts], wished


@pytest.mark.parametrize(
    ("wish", "fits"),
    [
        (Wish(), True),
        (Wish(FRIDAY, FRIDAY), True),
        (Wish(THURSDAY, THURSDAY), False),
        (Wish(THURSDAY, SATURDAY), True),
        (Wish(begin=time(8), end=time(12)), True),
        (Wish(begin=time(13), end=time(18)), False),
        (Wish(FRIDAY, FRIDAY, time(10, 15), time(10, 15)), True),  # "gegen Viertel nach zehn"
        (Wish(FRIDAY, FRIDAY, time(11), time(11)), False),
    ],
)
def test_a_wish_fits_a_time(wish: Wish, *, fits: bool) -> None:
    assert wish.fits(at(FRIDAY, 10)) is fits


def test_the_first_times_are_on_different_halves_of_days() -> None:
    salon = Salon()  # Wednesday, 09:10; two days' notice
    assert offered(salon, salon.ask()) == (
        [(FRIDAY, time(9, 30)), (FRIDAY, time(12)), (SATURDAY, time(8))],
        True,
    )


def test_wished_days_and_parts_of_the_day_come_first() -> None:
    salon = Salon()
    wishes = (Wish(SATURDAY, SATURDAY, time(13), time(18)), Wish(MONDAY, MONDAY))
    assert offered(salon, salon.ask("erna", *wishes)) == (
        [(SATURDAY, time(13)), (MONDAY, time(8)), (MONDAY, time(12))],
        True,
    )


def test_one_wished_half_day_gives_several_times_of_it() -> None:
    salon = Salon()
    asked = salon.ask("erna", Wish(SATURDAY, SATURDAY, time(8), time(12)))
    assert offered(salon, asked)[0] == [(SATURDAY, time(8)), (SATURDAY, time(8, 30)), (SATURDAY, time(9))]


def test_when_no_wish_can_be_met_it_is_said() -> None:
    salon = Salon()
    sunday = date(2026, 3, 8)
    times, wished = offered(salon, salon.ask("erna", Wish(sunday, sunday)))
    assert (times[0], wished) == ((FRIDAY, time(9, 30)), False)


def test_what_is_taken_is_not_offered_nor_what_is_too_near_to_it() -> None:
    salon = Salon()
    salon.bought(at(SATURDAY, 8))  # until 8:45, and half an hour's way
    salon.proposed(at(SATURDAY, 10), "otto")
    asked = salon.ask("otto", Wish(SATURDAY, SATURDAY, time(8), time(12)))
    assert offered(salon, asked)[0] == [(SATURDAY, time(11, 30))]


def test_the_last_time_of_a_day_ends_before_the_shop_closes() -> None:
    salon = Salon()
    asked = salon.ask("erna", Wish(SATURDAY, SATURDAY, time(16, 30), time(23, 59)))
    assert offered(salon, asked)[0] == [(SATURDAY, time(16, 30)), (SATURDAY, time(17))]


def test_a_day_the_merchant_names_may_be_sooner_than_the_notice() -> None:
    salon = Salon()
    times, _ = offered(salon, salon.ask(), day=THURSDAY)
    assert times == [(THURSDAY, time(8)), (THURSDAY, time(8, 30)), (THURSDAY, time(12))]


def test_his_own_earlier_proposal_is_not_in_the_way_of_a_new_one() -> None:
    salon = Salon()
    proposed = salon.proposed(at(SATURDAY, 8))
    assert (SATURDAY, time(8)) in offered(salon, proposed, day=SATURDAY)[0]


# --- until when --------------------------------------------------------------------------------------------------


def test_a_merchant_has_a_day_that_is_none_on_which_he_is_closed() -> None:
    calendar = WeekCalendar()
    assert RULES.answer_by(calendar, "", WEDNESDAY) == WEDNESDAY + timedelta(days=1)
    saturday = WEDNESDAY + timedelta(days=3)
    assert RULES.answer_by(calendar, "", saturday) == saturday + timedelta(days=2)


@pytest.mark.parametrize(
    ("hours_ahead", "hours_to_decide"),
    [(24 * 7, 48), (72, 48), (60, 36), (30, 15), (4, 2)],
)
def test_she_has_two_days_but_never_longer_than_makes_sense(hours_ahead: int, hours_to_decide: int) -> None:
    start = WEDNESDAY + timedelta(hours=hours_ahead)
    assert RULES.decide_by(WEDNESDAY, start) == WEDNESDAY + timedelta(hours=hours_to_decide)


def test_a_merchants_silence_is_reminded_then_an_operator_hears_then_it_lapses() -> None:
    salon = Salon()
    asked = salon.ask()
    assert asked.deadline == WEDNESDAY + timedelta(hours=24)
    assert salon.due("appointment.nudge") == [at(WEDNESDAY.date(), 18)]  # half time would be at night
    assert salon.due("appointment.warn") == [WEDNESDAY + timedelta(hours=21)]
    assert salon.due("appointment.lapse") == [asked.deadline]
    for step in (deadlines.nudge, deadlines.warn, deadlines.lapse, deadlines.lapse):
        step(salon.county, salon.uow, SYSTEM, asked.id)
    assert asked.status is AppointmentStatus.LAPSED
    told = [len(salon.events(kind)) for kind in (AppointmentAnswerDue, AppointmentNearlyLapsed)]
    assert (told, [event["was"] for event in salon.events(AppointmentLapsed)]) == ([1, 1], ["requested"])


def test_her_own_silence_is_reminded_too_but_no_operator_calls() -> None:
    salon = Salon()
    proposed = salon.proposed(at(SATURDAY, 10))
    assert salon.due("appointment.warn") == []
    assert len(salon.due("appointment.nudge")) == 1
    deadlines.warn(salon.county, salon.uow, SYSTEM, proposed.id)
    deadlines.lapse(salon.county, salon.uow, SYSTEM, proposed.id)
    assert (proposed.status, len(salon.events(AppointmentNearlyLapsed))) == (AppointmentStatus.LAPSED, 0)
    assert [event["was"] for event in salon.events(AppointmentLapsed)] == ["proposed"]


def test_what_is_answered_waits_for_nothing_any_more() -> None:
    salon = Salon()
    agreed = salon.bought(at(SATURDAY, 10))
    assert agreed.deadline is None
    assert [salon.due(f"appointment.{kind}") for kind in ("nudge", "warn", "lapse")] == [[], [], []]
    assert salon.due("appointment.tomorrow") == [at(FRIDAY, 10)]
    assert salon.due("appointment.over") == [at(date(2026, 3, 8), 8, 30)]
    deadlines.lapse(salon.county, salon.uow, SYSTEM, agreed.id)
    assert agreed.status is AppointmentStatus.AGREED


def test_who_agrees_the_day_before_is_not_reminded_of_what_she_has_just_read() -> None:
    salon = Salon(now=at(FRIDAY, 11))
    salon.bought(at(SATURDAY, 14))
    assert salon.due("appointment.tomorrow") == []


def test_what_is_called_off_is_neither_reminded_of_nor_asked_about() -> None:
    salon = Salon()
    agreed = salon.bought(at(MONDAY, 10))
    service.call_off(salon.county, salon.uow, salon.actor("erna"), agreed.id)
    for kind in deadlines.KINDS:
        assert salon.due(f"appointment.{kind}") == []
    for step in (deadlines.tomorrow, deadlines.over, deadlines.nudge):
        step(salon.county, salon.uow, SYSTEM, agreed.id)
    assert [salon.events(kind) for kind in (AppointmentTomorrow, AppointmentOver, AppointmentAnswerDue)] == [[], [], []]


def test_the_day_before_and_the_morning_after_are_told_once_it_is_agreed() -> None:
    salon = Salon()
    agreed = salon.bought(at(MONDAY, 10))
    deadlines.tomorrow(salon.county, salon.uow, SYSTEM, agreed.id)
    deadlines.over(salon.county, salon.uow, SYSTEM, agreed.id)
    assert [len(salon.events(kind)) for kind in (AppointmentTomorrow, AppointmentOver)] == [1, 1]
    salon.clock.set(at(MONDAY, 11))
    answers.say_done(salon.county, salon.uow, salon.actor("whh"), agreed.id)
    assert salon.due("appointment.over") == []


def test_a_deadline_counts_for_the_proposal_that_stands() -> None:
    salon = Salon()
    proposed: Appointment = salon.proposed(at(MONDAY, 10))
    first: datetime | None = proposed.deadline
    salon.later(hours=5)
    answers.propose(salon.county, salon.uow, salon.actor("whh"), proposed.id, at(MONDAY, 12))
    assert first
    assert proposed.deadline == first + timedelta(hours=5)
    assert salon.due("appointment.lapse") == [proposed.deadline]


def test_who_never_says_that_it_is_done_is_asked_twice_and_then_it_counts_as_done() -> None:
    salon = Salon()
    agreed = salon.bought(at(MONDAY, 10))
    salon.clock.set(at(MONDAY + timedelta(days=1), 8, 30))
    deadlines.over(salon.county, salon.uow, SYSTEM, agreed.id)
    assert salon.due("appointment.over_again") == [salon.clock.now() + timedelta(days=1)]
    deadlines.over_again(salon.county, salon.uow, SYSTEM, agreed.id)
    assert [event["again"] for event in salon.events(AppointmentOver)] == [False, True]
    assert salon.due("appointment.close") == [salon.clock.now() + timedelta(days=1)]
    deadlines.close(salon.county, salon.uow, SYSTEM, agreed.id)
    deadlines.close(salon.county, salon.uow, SYSTEM, agreed.id)
    assert (agreed.status, agreed.moves[-1].by) == (AppointmentStatus.DONE, SYSTEM.person_id)
    assert len(salon.events(AppointmentClosed)) == 1


def test_who_has_answered_is_not_asked_again() -> None:
    salon = Salon()
    agreed = salon.bought(at(MONDAY, 10))
    salon.clock.set(at(MONDAY + timedelta(days=1), 8, 30))
    deadlines.over(salon.county, salon.uow, SYSTEM, agreed.id)
    answers.call_off_as_merchant(salon.county, salon.uow, salon.actor("whh"), agreed.id, missed=True)
    assert salon.due("appointment.over_again") == []
    for step in (deadlines.over_again, deadlines.close):
        step(salon.county, salon.uow, SYSTEM, agreed.id)
    assert (agreed.status, len(salon.events(AppointmentOver))) == (AppointmentStatus.CANCELLED, 1)
