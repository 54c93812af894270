"""What merchants say of their own shelves."""

from __future__ import annotations

from datetime import date

import pytest

from domain.catalogue import service as shelves
from domain.catalogue.errors import FixedPrice, PriceFellSharply
from domain.catalogue.events import AvailabilityChanged, PriceChanged
from domain.errors import NotAllowed, NotFound
from domain.ids import Sku
from domain.money import Money
from tests.builders import Hamlet, product

HOF_1 = Sku("HOF-1")
THURSDAY = date(2026, 3, 5)


def test_a_merchant_takes_goods_off_the_shelf_and_puts_them_back() -> None:
    hamlet = Hamlet()
    hof = hamlet.actor("hof")
    shelves.set_sold_out(hamlet.county, hamlet.uow, hof, HOF_1, THURSDAY)
    assert not hamlet.product(HOF_1).available_on(date(2026, 3, 4))
    shelves.set_available(hamlet.county, hamlet.uow, hof, HOF_1)
    assert hamlet.product(HOF_1).available_on(date(2026, 3, 4))
    told = hamlet.events(AvailabilityChanged)
    assert [(one["sold_out"], one["until"], one["by"]) for one in told] == [
        (True, "2026-03-05", "hof"),
        (False, None, "hof"),
    ]


def test_the_vocabulary_is_built_anew_after_a_change() -> None:
    hamlet = Hamlet()
    before = hamlet.uow.catalogue.version()
    shelves.set_price(hamlet.county, hamlet.uow, hamlet.actor("hof"), HOF_1, Money(260))
    assert hamlet.uow.catalogue.version() > before


def test_only_so_many_are_left_until_there_are_none() -> None:
    hamlet = Hamlet()
    hof = hamlet.actor("hof")
    shelves.set_remaining(hamlet.county, hamlet.uow, hof, HOF_1, 3)
    assert (hamlet.product(HOF_1).remaining_packs, hamlet.product(HOF_1).sold_out) == (3, False)
    shelves.set_remaining(hamlet.county, hamlet.uow, hof, HOF_1, 0)
    assert hamlet.product(HOF_1).sold_out
    shelves.set_available(hamlet.county, hamlet.uow, hof, HOF_1)
    assert hamlet.product(HOF_1).remaining_packs is None


def test_a_new_price_says_who_set_it() -> None:
    hamlet = Hamlet()
    old, now = shelves.set_price(hamlet.county, hamlet.uow, hamlet.actor("hof"), HOF_1, Money(240))
    assert (old, now.price) == (Money(250), Money(240))
    told = {"sku": "HOF-1", "merchant_id": "HOF", "old_cents": 250, "new_cents": 240, "by": "hof"}
    assert hamlet.events(PriceChanged) == [told]


def test_a_typing_mistake_in_a_price_is_asked_back() -> None:
    hamlet = Hamlet()
    hof = hamlet.actor("hof")
    with pytest.raises(PriceFellSharply) as asked:
        shelves.set_price(hamlet.county, hamlet.uow, hof, HOF_1, Money(25))
    assert asked.value.details == {"old": Money(250), "new": Money(25)}
    shelves.set_price(hamlet.county, hamlet.uow, hof, HOF_1, Money(25), sure=True)
    assert hamlet.product(HOF_1).price == Money(25)


def test_bound_prices_stay() -> None:
    hamlet = Hamlet(product("HOF-1", fixed_price=True))
    with pytest.raises(FixedPrice):
        shelves.set_price(hamlet.county, hamlet.uow, hamlet.actor("hof"), HOF_1, Money(240))


def test_nobody_touches_the_shelf_of_another_shop() -> None:
    hamlet = Hamlet()
    county, uow, other = hamlet.county, hamlet.uow, hamlet.actor("bae")
    with pytest.raises(NotAllowed):
        shelves.set_sold_out(county, uow, other, HOF_1, None)
    with pytest.raises(NotAllowed):
        shelves.set_available(county, uow, other, HOF_1)
    with pytest.raises(NotAllowed):
        shelves.set_remaining(county, uow, other, HOF_1, 1)
    with pytest.raises(NotAllowed):
        shelves.set_price(county, uow, other, HOF_1, Money(240))
    with pytest.raises(NotFound):
        shelves.set_available(county, uow, other, Sku("HOF-0"))


def test_like_products_are_other_sellers_and_can_be_had() -> None:
    hamlet = Hamlet(
        product("HOF-1", name="Bergkäse, mild", synonyms="Bergkäse;Käse"),
        product("BAE-2", name="Bergkäse, alt", synonyms="Käse", price=Money(260)),
        product("BAE-3", name="Schnittkäse, jung", synonyms="Käse", price=Money(250)),
        product("BAE-4", name="Bergkäse, neu", synonyms="Käse", sold_out=True),
        product("BAE-5", name="Bergkäse, rar", synonyms="Käse", remaining_packs=0),
        product("HOF-3", name="Bergkäse, kräftig", synonyms="Käse"),
    )
    others = shelves.like(hamlet.uow, hamlet.product("HOF-1"), THURSDAY)
    assert [other.sku for other in others] == ["BAE-2", "BAE-3"]
