"""What is fetched at the merchant's counter: only he can say that it is handed over."""

from __future__ import annotations

import pytest

from domain.catalogue.model import Handover
from domain.errors import MoveRefused, NotAllowed
from domain.ids import PersonId
from domain.ordering.counter import hand_over, to_hand_over
from domain.ordering.events import PartHandedOver
from domain.ordering.model import MerchantOrder, MerchantOrderStatus
from domain.people.model import Role
from tests.builders import Hamlet, product


def agreed(handover: Handover = Handover.MERCHANT) -> tuple[Hamlet, MerchantOrder]:
    """Erna fetches it at the shop HOF, on the day it is ready."""
    hamlet = Hamlet(product("HOF-1", handover=handover))
    order = hamlet.agreed(hamlet.buy("erna", HOF_1=1))
    hamlet.person("otto").give(Role.MERCHANT, "HOF")
    hamlet.clock.set(hamlet.clock.now().replace(day=order.parts[0].day.day))
    return hamlet, order.parts[0]


def test_what_is_handed_over_is_delivered() -> None:
    hamlet, part = agreed()
    assert [one.id for _, one in to_hand_over(hamlet.county, hamlet.uow, hamlet.actor("otto"))] == [part.id]
    hand_over(hamlet.county, hamlet.uow, hamlet.actor("otto"), part.id)
    assert (part.status, part.status_by) == (MerchantOrderStatus.DELIVERED, PersonId("otto"))
    assert to_hand_over(hamlet.county, hamlet.uow, hamlet.actor("otto")) == []


def test_saying_it_twice_is_no_change() -> None:
    hamlet, part = agreed()
    for _ in range(2):
        hand_over(hamlet.county, hamlet.uow, hamlet.actor("otto"), part.id)
    assert [event["part_id"] for event in hamlet.events(PartHandedOver)] == [part.id]


def test_what_somebody_brings_is_not_the_merchants_to_say() -> None:
    hamlet, part = agreed(Handover.LOCKER)
    assert to_hand_over(hamlet.county, hamlet.uow, hamlet.actor("otto")) == []
    with pytest.raises(MoveRefused):
        hand_over(hamlet.county, hamlet.uow, hamlet.actor("otto"), part.id)


def test_another_shop_says_nothing() -> None:
    hamlet, part = agreed()
    hamlet.person("erna").give(Role.MERCHANT, "BAE")
    with pytest.raises(NotAllowed):
        hand_over(hamlet.county, hamlet.uow, hamlet.actor("erna"), part.id)
