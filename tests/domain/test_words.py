"""The words all rooms share: amounts, codes, refusals and events."""

from __future__ import annotations

import inspect

import pytest
from hypothesis import given
from hypothesis import strategies as st

import domain.catalogue.events
import domain.lockers.events
import domain.ordering.events
import domain.people.events
import domain.support.events  # noqa: F401  every kind of event has to be known
from domain import errors
from domain.clock import at_local, local, local_day
from domain.codes import DIGITS, LETTERS, grouped, invitation_code, is_trivial, pickup_code, speakable_code
from domain.distance import kilometres
from domain.errors import DomainError
from domain.events import Event
from domain.ordering.events import OrderCancelled
from domain.quantity import Amount
from tests.builders import Hamlet
from tests.fakes import SeededChance

ALIKE = ["I1", "O0", "B8", "S5", "Z2"]


@pytest.mark.parametrize("wrong", [{}, {"packs": 0}, {"grams": 0}, {"packs": -1}, {"packs": 1, "grams": 1}])
def test_an_amount_is_packs_or_grams_and_never_nothing(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="positive number"):
        Amount(**wrong)


def test_packs_and_grams_do_not_add_up() -> None:
    for one, other in ((Amount(packs=1), Amount(grams=1)), (Amount(grams=1), Amount(packs=1))):
        with pytest.raises(ValueError, match="do not add up"):
            one + other
        with pytest.raises(ValueError, match="do not add up"):
            one.without(other)


@given(st.integers(1, 99), st.integers(1, 99))
def test_what_is_taken_away_is_gone_and_never_less_than_nothing(one: int, other: int) -> None:
    left = Amount(packs=one).without(Amount(packs=other))
    assert left == (Amount(packs=one - other) if one > other else None)
    assert Amount(grams=one + other).without(Amount(grams=other)) == Amount(grams=one)


@given(st.integers())
def test_codes_of_orders_have_no_look_alikes(seed: int) -> None:
    code = speakable_code(SeededChance(seed))
    assert len(code) == 6
    assert set(code) <= set(LETTERS + DIGITS + "-")
    for pair in ALIKE:
        assert not set(pair) <= set(LETTERS + DIGITS)


def test_a_county_that_runs_out_of_codes_takes_a_digit_more() -> None:
    hamlet = Hamlet()
    chance = _Stuck()
    taken = hamlet.buy(HOF_1=1)
    taken.code = speakable_code(chance)
    object.__setattr__(hamlet.county, "chance", chance)
    assert hamlet.buy("otto", HOF_1=1).code == speakable_code(chance, digits=3)


@given(st.integers())
def test_pickup_codes_are_six_digits_new_and_not_trivial(seed: int) -> None:
    first = pickup_code(SeededChance(seed), ())
    second = pickup_code(SeededChance(seed), {first})
    assert first != second
    assert all(len(code) == 6 and code.isdigit() and not is_trivial(code) for code in (first, second))


@pytest.mark.parametrize("code", ["000000", "123456", "654321", "890123", "210987", "471471"])
def test_trivial_codes_are_those_a_neighbour_tries_first(code: str) -> None:
    assert is_trivial(code)


def test_codes_are_read_in_groups() -> None:
    assert grouped("471108") == "471 108"
    assert len(invitation_code(SeededChance())) == 8


def test_every_refusal_has_a_plain_message_and_a_key_of_its_own() -> None:
    kinds: list[type[DomainError]] = [DomainError, *_subclasses(DomainError)]
    keys = [kind.text_key() for kind in kinds]
    assert len(set(keys)) == len(keys)
    for kind in kinds:
        message = inspect.getdoc(kind)
        assert message, kind
        assert message.endswith("."), kind
    assert errors.NotAllowed.text_key() == "error-not-allowed"
    assert str(errors.NotFound(sku="HOF-1")) == errors.NotFound.__doc__


def test_events_come_back_from_their_payload_as_they_were() -> None:
    event = OrderCancelled(order_id="o1", person_id="p1", part_ids=("a", "b"))  # type: ignore[arg-type]
    payload = {**event.payload(), "part_ids": list(event.part_ids)}  # JSON knows no tuples
    assert OrderCancelled.from_payload(payload) == event
    assert Event.kinds["OrderCancelled"] is OrderCancelled


def test_a_local_day_begins_in_berlin_not_in_greenwich() -> None:
    hamlet = Hamlet()
    midnight = at_local(local_day(hamlet.clock.now()), local(hamlet.clock.now()).time().replace(hour=0, minute=0))
    assert (midnight.hour, local(midnight).hour) == (23, 0)
    assert local_day(midnight) == local_day(hamlet.clock.now())


def test_distances_are_those_of_the_map() -> None:
    assert kilometres(51.7752, 9.3812, 51.7181, 9.1822) == pytest.approx(15.1, abs=0.2)  # Höxter to Brakel
    assert kilometres(51.7, 9.2, 51.7, 9.2) == 0


class _Stuck:
    """Chance that has no more ideas."""

    def below(self, limit: int) -> int:
        return 0


def _subclasses(kind: type[DomainError]) -> list[type[DomainError]]:
    return [one for sub in kind.__subclasses__() for one in (sub, *_subclasses(sub))]
