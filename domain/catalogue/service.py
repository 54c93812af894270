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
    """Only so many packs are left; every order lowers the number. None left is sold out."""
    product = _own(store, actor, sku)
    if packs < 1:
        product.sell_out(None)
    else:
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
    (0,69 for 6,90), or nothing at all; `FixedPrice` for papers and stamps. A price that a resident has accepted holds.
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


def take_off_the_shelf(store: UnitOfWork, actor: Actor, product: Product) -> None:
    """A step of a recall: nobody can order it any more, whoever its merchant is."""
    if not product.sold_out or product.sold_out_until is not None:
        product.sell_out(None)
        _changed(store, actor, product)


def like(store: UnitOfWork, product: Product, day: date, *, limit: int = 3) -> list[Product]:
    """Like products of other sellers that can be had on a day: called by the same names, near in price.

    Sellers sort their shelves differently, so the shelf says nothing; the words people use for a thing do.
    """
    names = _names(product)
    others = [
        (len(common), other)
        for other in store.catalogue.all_products()
        if other.merchant_id != product.merchant_id
        and not other.is_service
        and other.vat_percent == product.vat_percent  # a comb is no neck of pork, though both are called "Kamm"
        and other.remaining_packs != 0
        and other.available_on(day)
        and (common := names & _names(other))
    ]
    others.sort(key=lambda found: (-found[0], abs(found[1].price.cents - product.price.cents), found[1].sku))
    return [other for _, other in others[:limit]]


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


def _names(product: Product) -> set[str]:
    """What people call it: its synonyms, and its name without size and kind."""
    return {name.strip().lower() for name in (product.name.split(",")[0], *product.synonyms.split(";")) if name.strip()}
