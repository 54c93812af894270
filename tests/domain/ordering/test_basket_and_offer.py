"""The basket, and the offer that is shown before "Jetzt kaufen"."""

from __future__ import annotations

from datetime import date, time

import pytest

from domain.catalogue.model import MOST_PACKS
from domain.errors import NotFound
from domain.ids import Sku
from domain.money import Money
from domain.ordering import service as ordering
from domain.ordering.errors import BasketFull, NoDelivery, UnfitAmount
from domain.ordering.model import MAX_LINES, Receive, Together
from domain.ordering.offer import Offer
from domain.quantity import Amount
from tests.builders import NEVER, Hamlet, merchant, product

THURSDAY, FRIDAY, SATURDAY = date(2026, 3, 5), date(2026, 3, 6), date(2026, 3, 7)
HOF_1, FLE_1 = Sku("HOF-1"), Sku("FLE-1")


def offered(hamlet: Hamlet, person_id: str = "erna") -> Offer:
    return ordering.offer_for(hamlet.county, hamlet.uow, hamlet.person(person_id))


def choose(hamlet: Hamlet, *, day: date | None = None, together: Together | None = None) -> None:
    ordering.choose_receiving(hamlet.county, hamlet.uow, hamlet.actor("erna"), day=day, together=together)


# --- the basket -----------------------------------------------------------------------------------------------


def test_said_twice_adds_up_and_keeps_its_place() -> None:
    hamlet = Hamlet()
    hamlet.fill("gast", HOF_1=1, BAE_1=4)
    hamlet.fill("gast", HOF_1=2)
    basket = ordering.basket_of(hamlet.county, hamlet.uow, hamlet.person("gast").id)
    assert [(line.sku, line.amount) for line in basket.lines] == [
        ("HOF-1", Amount(packs=3)),
        ("BAE-1", Amount(packs=4)),
    ]


def test_just_so_much_and_nothing() -> None:
    hamlet = Hamlet()
    hamlet.fill("erna", HOF_1=5)
    erna = hamlet.actor("erna")
    basket = ordering.set_amount(hamlet.county, hamlet.uow, erna, HOF_1, Amount(packs=2))
    assert basket.lines[0].amount == Amount(packs=2)
    assert ordering.set_amount(hamlet.county, hamlet.uow, erna, HOF_1, None).lines == ()


def test_a_basket_has_an_end_and_loses_nothing_there() -> None:
    hamlet = Hamlet(*(product(f"HOF-{100 + n}") for n in range(MAX_LINES + 1)))
    for n in range(MAX_LINES):
        hamlet.fill("erna", **{f"HOF_{100 + n}": 1})
    with pytest.raises(BasketFull):
        hamlet.fill("erna", **{f"HOF_{100 + MAX_LINES}": 1})
    assert len(ordering.basket_of(hamlet.county, hamlet.uow, hamlet.person("erna").id).lines) == MAX_LINES


@pytest.mark.parametrize("amount", [Amount(grams=500), Amount(packs=MOST_PACKS + 1)])
def test_an_amount_that_is_not_sold_is_refused(amount: Amount) -> None:
    hamlet = Hamlet()
    erna = hamlet.actor("erna")
    with pytest.raises(UnfitAmount):
        ordering.put_in(hamlet.county, hamlet.uow, erna, HOF_1, amount)
    with pytest.raises(UnfitAmount):
        ordering.set_amount(hamlet.county, hamlet.uow, erna, HOF_1, amount)


def test_too_much_in_two_steps_is_refused_as_well() -> None:
    hamlet = Hamlet()
    hamlet.fill("erna", HOF_1=MOST_PACKS)
    with pytest.raises(UnfitAmount):
        hamlet.fill("erna", HOF_1=1)


def test_only_goods_of_ours_go_into_a_basket() -> None:
    hamlet = Hamlet(product("HOF-6", kind="service"))
    erna = hamlet.actor("erna")
    for sku in ("HOF-0", "HOF-6"):
        with pytest.raises(NotFound):
            ordering.put_in(hamlet.county, hamlet.uow, erna, Sku(sku), Amount(packs=1))
        with pytest.raises(NotFound):
            ordering.set_amount(hamlet.county, hamlet.uow, erna, Sku(sku), Amount(packs=1))


def test_goods_of_a_shop_that_does_not_open_are_refused_by_its_name() -> None:
    hamlet = Hamlet(merchant("FLE", opening_hours=NEVER))
    with pytest.raises(NoDelivery) as refused:
        hamlet.fill("erna", FLE_1=1)
    assert refused.value.details == {"merchant": "Laden FLE"}


def test_one_step_back_brings_the_lines_and_the_order_they_were_to_replace() -> None:
    hamlet = Hamlet()
    order = hamlet.buy(HOF_1=2)
    erna = hamlet.actor("erna")
    hamlet.fill("erna", BAE_1=1)
    basket = ordering.amend(hamlet.county, hamlet.uow, erna, order.id)
    assert basket.amends == order.id
    before = [(Sku("BAE-1"), Amount(packs=1))]
    ordering.restore_basket(hamlet.county, hamlet.uow, erna, before, amends=None, amends_since=None)
    hamlet.see()
    assert [line.sku for line in basket.lines] == ["BAE-1"]
    assert hamlet.place().id != order.id
    assert hamlet.order(order.id).is_open()


# --- the offer ------------------------------------------------------------------------------------------------


def test_an_offer_tells_goods_and_deposit_apart_by_seller() -> None:
    hamlet = Hamlet()
    hamlet.fill("erna", HOF_2=2, HOF_9=250, BAE_1=3)
    offer = offered(hamlet)
    assert [(part.merchant.id, part.goods, part.deposit) for part in offer.parts] == [
        ("HOF", Money(258 + 498), Money(30)),
        ("BAE", Money(135), Money(0)),
    ]
    assert (offer.goods, offer.deposit, offer.total) == (Money(891), Money(30), Money(921))


def test_an_empty_basket_gives_an_empty_offer() -> None:
    offer = offered(Hamlet())
    assert (offer.parts, offer.gone, offer.total) == ((), (), Money(0))


def test_different_days_are_asked_and_never_chosen_silently() -> None:
    hamlet = Hamlet()
    hamlet.fill("erna", HOF_1=1, FLE_1=1)
    offer = offered(hamlet)
    assert offer.asks_together
    assert offer.common_day == FRIDAY
    assert [part.earliest for part in offer.parts] == [THURSDAY, FRIDAY]


def test_one_seller_is_not_asked() -> None:
    hamlet = Hamlet()
    hamlet.fill("erna", HOF_1=1, BAE_1=1)
    assert not offered(hamlet).asks_together


@pytest.mark.parametrize(("together", "days"), [(Together.TOGETHER, [FRIDAY]), (Together.SEPARATE, [THURSDAY, FRIDAY])])
def test_it_comes_as_she_has_said(together: Together, days: list[date]) -> None:
    hamlet = Hamlet()
    hamlet.fill("erna", HOF_1=1, FLE_1=1)
    choose(hamlet, together=together)
    offer = offered(hamlet)
    assert (offer.days(), offer.asks_together) == (days, False)
    assert offer.cutoff() == min(part.slot.cutoff for part in offer.parts)


def test_together_without_a_common_day_is_asked_again_and_not_split_silently() -> None:
    class Weekly(type(Hamlet().calendar)):  # type: ignore[misc]
        def open_on(self, hours: str, day: date) -> bool:
            return bool(super().open_on(hours, day)) and (day.isoweekday() in {1, 2}) == (hours == "early")

    hamlet = Hamlet(merchant("FLE", opening_hours="early"))
    object.__setattr__(hamlet.county, "calendar", Weekly())
    hamlet.fill("erna", HOF_1=1, FLE_1=1)
    choose(hamlet, together=Together.TOGETHER)
    offer = offered(hamlet)
    assert (offer.common_day, offer.asks_together) == (None, True)


def test_a_wished_day_counts_when_everything_can_come_on_it() -> None:
    hamlet = Hamlet()
    hamlet.fill("erna", HOF_1=1, FLE_1=1)
    choose(hamlet, day=SATURDAY)
    offer = offered(hamlet)
    assert (offer.days(), offer.refused_day, offer.asks_together) == ([SATURDAY], None, False)


@pytest.mark.parametrize("day", [THURSDAY, date(2026, 3, 8), date(2026, 3, 1), date(2027, 3, 1)])
def test_a_wished_day_that_cannot_be_is_named_and_the_question_stands(day: date) -> None:
    hamlet = Hamlet()
    hamlet.fill("erna", HOF_1=1, FLE_1=1)
    choose(hamlet, day=day)
    offer = offered(hamlet)
    assert (offer.refused_day, offer.asks_together) == (day, True)


def test_what_is_off_on_its_day_is_gone_and_there_on_a_later_one() -> None:
    hamlet = Hamlet()
    hamlet.product("HOF-1").sell_out(FRIDAY)
    hamlet.fill("erna", HOF_1=1)
    assert [gone.sku for gone in offered(hamlet).gone] == ["HOF-1"]
    choose(hamlet, day=FRIDAY)
    assert offered(hamlet).gone == ()


def test_more_than_is_left_is_gone() -> None:
    hamlet = Hamlet(product("HOF-1", remaining_packs=2))
    hamlet.fill("erna", HOF_1=2)
    assert offered(hamlet).gone == ()
    hamlet.fill("erna", HOF_1=1)
    assert [gone.sku for gone in offered(hamlet).gone] == ["HOF-1"]


def test_a_shop_that_closes_while_its_goods_lie_in_the_basket_makes_them_gone() -> None:
    hamlet = Hamlet()
    hamlet.fill("erna", HOF_1=1, FLE_1=1)
    butcher = hamlet.uow.catalogue.merchant(merchant("FLE").id)
    assert butcher is not None
    butcher.opening_hours = NEVER
    offer = offered(hamlet)
    assert ([part.merchant.id for part in offer.parts], [gone.sku for gone in offer.gone]) == (["HOF"], ["FLE-1"])


def test_another_price_day_or_place_is_another_offer() -> None:
    hamlet = Hamlet()
    hamlet.fill("erna", HOF_1=1, FLE_1=1)
    seen = [offered(hamlet).fingerprint()]
    for change in (
        lambda: choose(hamlet, together=Together.TOGETHER),
        lambda: setattr(hamlet.product("HOF-1"), "price", Money(260)),
        lambda: setattr(hamlet.person("erna"), "station_id", "P2"),
        lambda: hamlet.fill("erna", HOF_1=1),
        lambda: hamlet.go_to(THURSDAY, time(9, 0)),
        lambda: ordering.choose_receiving(hamlet.county, hamlet.uow, hamlet.actor("erna"), receive=Receive.HOME),
    ):
        change()
        seen.append(offered(hamlet).fingerprint())
    assert len(set(seen)) == len(seen)
    assert offered(hamlet).fingerprint() == seen[-1]
