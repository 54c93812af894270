"""Asking for a service: what it takes, what it costs, and whose it is."""

from __future__ import annotations

import pytest

from domain.appointments import answers, service
from domain.appointments.errors import ProposalChanged, ServicePaused, TimePassed, TimeTaken, TooLateToCallOff
from domain.appointments.events import (
    AppointmentAgreed,
    AppointmentCancelled,
    AppointmentDeclined,
    AppointmentDone,
    AppointmentProposed,
    AppointmentRequested,
)
from domain.appointments.model import APPOINTMENT_MOVES, AppointmentStatus, Wish
from domain.codes import speakable_code
from domain.errors import MoveRefused, NotAllowed, NotFound
from domain.ids import PersonId, Sku, StationId
from domain.money import Money
from domain.ordering.errors import NothingToWithdraw, NotRegistered, UnfitAmount
from tests.domain.appointments.salon import FRIDAY, MONDAY, NEXT_WEDNESDAY, SATURDAY, Salon, at, haircut
from tests.fakes import SeededChance

S = AppointmentStatus


def test_what_is_over_stays_so_and_everything_else_can_end() -> None:
    over = {S.DONE, S.DECLINED, S.CANCELLED, S.LAPSED}
    assert {status for status, following in APPOINTMENT_MOVES.items() if not following} == over
    assert set(APPOINTMENT_MOVES) == set(S)
    assert all(S.CANCELLED in APPOINTMENT_MOVES[status] for status in S if status.is_live())


def test_a_request_keeps_price_and_place_as_they_were() -> None:
    salon = Salon()
    asked = salon.ask("erna", Wish(FRIDAY, FRIDAY))
    salon.product("WHH-1").price = Money(9900)
    salon.person("erna").street = "Woanders 1"
    assert (asked.price, asked.street, asked.station_id) == (Money(3400), "Mühlengasse 8", None)
    assert (asked.status, asked.wishes) == (S.REQUESTED, (Wish(FRIDAY, FRIDAY),))
    assert [(move.status, move.by) for move in asked.moves] == [(S.REQUESTED, PersonId("erna"))]
    assert [event["again"] for event in salon.events(AppointmentRequested)] == [False]


def test_three_knives_take_three_times_as_long_and_are_handed_over_at_the_pickup_point() -> None:
    knives = Salon().ask(sku="SLF-1", pieces=3)
    assert (knives.price, knives.length.total_seconds() / 60) == (Money(1350), 30)
    assert (knives.station_id, knives.street, knives.at_home) == (StationId("P1"), None, False)
    assert knives.note == "Nur in der Schutzhülle."


def test_its_code_is_that_of_no_order() -> None:
    salon, chance = Salon(), SeededChance()
    order, asked = salon.buy(HOF_1=1), salon.ask()
    assert [order.code, asked.code] == [speakable_code(chance), speakable_code(chance)]
    order.code = speakable_code(chance)  # as the next one would be
    assert salon.ask("otto").code == speakable_code(chance)


@pytest.mark.parametrize("pieces", [0, 13])
def test_nobody_asks_for_none_or_for_dozens(pieces: int) -> None:
    with pytest.raises(UnfitAmount):
        Salon().ask(sku="SLF-1", pieces=pieces)


def test_goods_are_no_service_and_what_is_paused_cannot_be_asked_for() -> None:
    salon = Salon(haircut(sold_out=True))
    with pytest.raises(NotFound):
        salon.ask(sku="HOF-1")
    with pytest.raises(ServicePaused):
        salon.ask()


def test_a_visit_needs_a_street_and_a_hand_over_a_pickup_point() -> None:
    salon = Salon()
    salon.person("erna").street = None
    with pytest.raises(NotRegistered):
        salon.ask()
    assert salon.ask(sku="SLF-1").status is S.REQUESTED
    salon.person("otto").station_id = None
    with pytest.raises(NotRegistered):
        salon.ask("otto", sku="SLF-1")


def test_a_proposal_is_taken_as_it_was_shown_and_no_other() -> None:
    salon = Salon()
    asked = salon.proposed(at(SATURDAY, 10))
    answers.propose(salon.county, salon.uow, salon.actor("whh"), asked.id, at(MONDAY, 9))
    with pytest.raises(ProposalChanged):
        service.take(salon.county, salon.uow, salon.actor("erna"), asked.id, at(SATURDAY, 10))
    assert asked.status is S.PROPOSED
    service.take(salon.county, salon.uow, salon.actor("erna"), asked.id, at(MONDAY, 9))
    assert (asked.status, asked.agreed_at) == (S.AGREED, salon.clock.now())
    assert [move.start for move in asked.moves] == [None, at(SATURDAY, 10), at(MONDAY, 9), at(MONDAY, 9)]
    assert len(salon.events(AppointmentAgreed)) == 1
    assert [event["start"] for event in salon.events(AppointmentProposed)] == [
        at(SATURDAY, 10).isoformat(),
        at(MONDAY, 9).isoformat(),
    ]


def test_another_wish_frees_the_time_that_was_proposed() -> None:
    salon = Salon()
    asked = salon.proposed(at(SATURDAY, 10))
    service.wish_again(salon.county, salon.uow, salon.actor("erna"), asked.id, [Wish(MONDAY, MONDAY)])
    assert (asked.status, asked.start, asked.wishes) == (S.REQUESTED, None, (Wish(MONDAY, MONDAY),))
    assert [event["again"] for event in salon.events(AppointmentRequested)] == [False, True]
    assert salon.proposed(at(SATURDAY, 10), "otto").status is S.PROPOSED


def test_one_merchant_is_at_one_place_at_a_time_and_needs_the_way_between_two() -> None:
    salon = Salon()
    salon.proposed(at(SATURDAY, 10))  # until 10:45
    other = salon.ask("otto")
    for hour, minute in ((10, 0), (9, 0), (11, 0)):
        with pytest.raises(TimeTaken):
            answers.propose(salon.county, salon.uow, salon.actor("whh"), other.id, at(SATURDAY, hour, minute))
    assert other.status is S.REQUESTED
    answers.propose(salon.county, salon.uow, salon.actor("whh"), other.id, at(SATURDAY, 11, 15))
    assert other.start == at(SATURDAY, 11, 15)


def test_nobody_proposes_yesterday() -> None:
    salon = Salon()
    asked = salon.ask()
    with pytest.raises(TimePassed):
        answers.propose(salon.county, salon.uow, salon.actor("whh"), asked.id, salon.clock.now())


def test_what_is_agreed_is_not_proposed_anew() -> None:
    salon = Salon()
    agreed = salon.bought(at(SATURDAY, 10))
    with pytest.raises(MoveRefused):
        answers.propose(salon.county, salon.uow, salon.actor("whh"), agreed.id, at(MONDAY, 9))
    assert (agreed.status, agreed.start) == (S.AGREED, at(SATURDAY, 10))


def test_she_calls_off_until_two_days_before_and_then_calls() -> None:
    salon = Salon()
    agreed = salon.bought(at(NEXT_WEDNESDAY, 10))
    salon.clock.set(at(MONDAY, 10))
    with pytest.raises(TooLateToCallOff):
        service.call_off(salon.county, salon.uow, salon.actor("erna"), agreed.id)
    assert agreed.status is S.AGREED


def test_what_is_only_asked_for_is_called_off_at_any_time() -> None:
    salon = Salon()
    asked, proposed = salon.ask(sku="SLF-1"), salon.proposed(at(SATURDAY, 10))
    for one in (asked, proposed):
        service.call_off(salon.county, salon.uow, salon.actor("erna"), one.id)
        assert one.status is S.CANCELLED
    assert [event["was"] for event in salon.events(AppointmentCancelled)] == ["requested", "proposed"]


def test_the_right_of_withdrawal_ends_when_all_is_done() -> None:
    salon = Salon()
    agreed = salon.bought(at(SATURDAY, 10))
    assert service.may_withdraw(salon.county, agreed)
    salon.clock.set(at(SATURDAY, 10, 45))
    assert not service.may_withdraw(salon.county, agreed)
    with pytest.raises(NothingToWithdraw):
        service.withdraw_appointment(salon.county, salon.uow, salon.actor("erna"), agreed.id)


def test_she_withdraws_by_right_when_it_is_too_late_to_call_off() -> None:
    salon = Salon()
    agreed = salon.bought(at(FRIDAY, 15))
    salon.clock.set(at(FRIDAY, 14))
    service.withdraw_appointment(salon.county, salon.uow, salon.actor("erna"), agreed.id)
    assert agreed.status is S.CANCELLED
    assert [(event["withdrawn"], event["was"]) for event in salon.events(AppointmentCancelled)] == [(True, "agreed")]


def test_before_there_is_a_contract_there_is_nothing_to_withdraw_from() -> None:
    salon = Salon()
    proposed = salon.proposed(at(SATURDAY, 10))
    with pytest.raises(NothingToWithdraw):
        service.withdraw_appointment(salon.county, salon.uow, salon.actor("erna"), proposed.id)


def test_the_merchant_declines_or_calls_off_or_says_that_it_is_done() -> None:
    salon = Salon()
    whh = salon.actor("whh")
    declined = answers.decline(salon.county, salon.uow, whh, salon.ask().id)
    called_off = answers.call_off_as_merchant(salon.county, salon.uow, whh, salon.bought(at(SATURDAY, 10)).id)
    done = salon.bought(at(SATURDAY, 10))
    with pytest.raises(MoveRefused):
        answers.say_done(salon.county, salon.uow, whh, done.id)
    salon.clock.set(at(SATURDAY, 10, 30))
    answers.say_done(salon.county, salon.uow, whh, done.id)
    answers.say_done(salon.county, salon.uow, whh, done.id)  # twice is no change
    assert [one.status for one in (declined, called_off, done)] == [S.DECLINED, S.CANCELLED, S.DONE]
    assert (len(salon.events(AppointmentDeclined)), len(salon.events(AppointmentDone))) == (1, 1)


def test_what_is_agreed_cannot_be_declined_any_more() -> None:
    salon = Salon()
    agreed = salon.bought(at(SATURDAY, 10))
    with pytest.raises(MoveRefused):
        answers.decline(salon.county, salon.uow, salon.actor("whh"), agreed.id)
    proposed = salon.proposed(at(MONDAY, 10), "otto")
    with pytest.raises(MoveRefused):
        answers.call_off_as_merchant(salon.county, salon.uow, salon.actor("whh"), proposed.id)


def test_the_agenda_shows_what_waits_and_then_what_comes_in_its_order() -> None:
    salon = Salon()
    late, early = salon.bought(at(MONDAY, 9)), salon.proposed(at(SATURDAY, 10), "otto")
    waiting = salon.ask("otto")
    salon.ask(sku="SLF-1")
    found = answers.agenda(salon.county, salon.uow, salon.actor("whh"))
    assert [one.id for one in found] == [waiting.id, early.id, late.id]


def test_another_shop_and_another_resident_reach_nothing() -> None:
    salon = Salon()
    proposed = salon.proposed(at(SATURDAY, 10))
    with pytest.raises(NotFound):
        service.take(salon.county, salon.uow, salon.actor("otto"), proposed.id, at(SATURDAY, 10))
    with pytest.raises(NotAllowed):
        answers.decline(salon.county, salon.uow, salon.actor("slf"), proposed.id)
    assert service.own_appointments(salon.county, salon.uow, salon.actor("otto")) == []
    assert proposed.status is S.PROPOSED


def test_a_service_that_does_not_exist_is_not_found() -> None:
    with pytest.raises(NotFound):
        service.service_of(Salon().uow, Sku("WHH-99"))
