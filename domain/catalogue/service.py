"""What merchants say of their shelves, and what can be put in the place of something."""

from __future__ import annotations

from datetime import date

from domain.catalogue.errors import FixedPrice
from domain.catalogue.events import AvailabilityChanged, PriceChanged
from domain.catalogue.model import Product
from domain.county import County
from domain.errors import NotFound
from domain.ids import Sku
from domain.money import Money
from domain.people.model import Actor, Role
from domain.permission import allowed
from domain.store import UnitOfWork


@allowed(Role.MERCHANT)
def set_sold_out(county: County, store: UnitOfWork, actor: Actor, sku: Sku, until: date | None) -> Product:
    """Take one of the merchant's own products off the shelf, until a day if it is known."""
    product = _own(store, actor, sku)
    product.sell_out(until)
    _changed(store, actor, product)
    return product


@allowed(Role.MERCHANT)
def set_available(county: County, store: UnitOfWork, actor: Actor, sku: Sku) -> Product:
    """Put one of the merchant's own products back on the shelf."""
    product = _own(store, actor, sku)
    product.restock()
    product.remaining_packs = None
    _changed(store, actor, product)
    return product


@allowed(Role.MERCHANT)
def set_remaining(county: County, store: UnitOfWork, actor: Actor, sku: Sku, packs: int) -> Product:
    """Only so many packs are left; every order lowers the number."""
    product = _own(store, actor, sku)
    product.restock()
    product.remaining_packs = packs
    _changed(store, actor, product)
    return product


@allowed(Role.MERCHANT)
def set_price(
    county: County, store: UnitOfWork, actor: Actor, sku: Sku, price: Money, *, sure: bool = False
) -> tuple[Money, Product]:
    """Set a new price; returns the old one and the product.

    Raises `PriceFellSharply` when it is more than 30 % lower and the merchant has not said that he is sure
    (0,69 for 6,90), `FixedPrice` for papers and stamps. A price that a resident has accepted holds.
    """
    product = _own(store, actor, sku)
    if product.fixed_price:
        raise FixedPrice(product=product.name)
    old = product.change_price(price, sure=sure)
    store.catalogue.touch()
    store.record(
        PriceChanged(
            sku=sku,
            merchant_id=product.merchant_id,
            old_cents=old.cents,
            new_cents=price.cents,
            by=actor.person_id,
        )
    )
    return old, product


def like(store: UnitOfWork, product: Product, day: date, *, limit: int = 3) -> list[Product]:
    """Like products of other sellers that can be had on a day: same shelf and a word in common, near in price."""
    words = _words(product)
    others = [
        other
        for other in store.catalogue.in_category(product.category)
        if other.merchant_id != product.merchant_id and other.available_on(day) and words & _words(other)
    ]
    return sorted(others, key=lambda o: (-len(words & _words(o)), abs(o.price.cents - product.price.cents), o.sku))[
        :limit
    ]


def _own(store: UnitOfWork, actor: Actor, sku: Sku) -> Product:
    product = store.catalogue.product(sku)
    if product is None:
        raise NotFound
    actor.require(Role.MERCHANT, scope=product.merchant_id)
    return product


def _changed(store: UnitOfWork, actor: Actor, product: Product) -> None:
    store.catalogue.touch()
    store.record(
        AvailabilityChanged(
            sku=product.sku,
            merchant_id=product.merchant_id,
            sold_out=product.sold_out,
            until=product.sold_out_until.isoformat() if product.sold_out_until else None,
            by=actor.person_id,
        )
    )


def _words(product: Product) -> set[str]:
    said = f"{product.name};{product.synonyms}".replace(",", " ").replace(";", " ")
    return {word.lower() for word in said.split() if len(word) > 3}
