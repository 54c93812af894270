"""Merchants and what they sell."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Connection, bindparam, insert, select, update
from sqlalchemy.orm import Session

from domain.catalogue.model import Merchant, Product
from domain.ids import MerchantId, Sku
from integrations.database.tables.catalogue import merchants, products
from integrations.database.tables.county import counters

VERSION = "catalogue"

_WANTED = products.c.sku.in_(bindparam("skus", expanding=True))
_WITH_SELLERS = (
    select(Product, Merchant)
    .join(merchants, merchants.c.id == products.c.merchant_id)
    .where(_WANTED)
    .order_by(products.c.sku)
)
_LOCK = (
    select(Product).where(_WANTED).order_by(products.c.sku).with_for_update().execution_options(populate_existing=True)
)
_ALL = select(Product).order_by(products.c.sku)
_VERSION = select(counters.c.value).where(counters.c.name == VERSION)
_RAISE = update(counters).where(counters.c.name == VERSION).values(value=counters.c.value + 1)


class SqlCatalogue:
    """Fulfils `domain.store.Catalogue`.

    A turn asks for the same few products again and again: they are looked up once, together with their sellers.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._held: dict[Sku, Product] = {}

    def product(self, sku: Sku) -> Product | None:
        return self.products([sku]).get(sku)

    def products(self, skus: Collection[Sku]) -> Mapping[Sku, Product]:
        wanted = sorted(set(skus))
        missing = [sku for sku in wanted if sku not in self._held]
        if missing:
            found = self._session.execute(_WITH_SELLERS, {"skus": missing})
            self._held |= {product.sku: product for product, _seller in found}
        return {sku: self._held[sku] for sku in wanted if sku in self._held}

    def all_products(self) -> Sequence[Product]:
        return self._session.scalars(_ALL).all()

    def of_merchant(self, merchant_id: MerchantId) -> Sequence[Product]:
        return self._session.scalars(_ALL.where(products.c.merchant_id == merchant_id)).all()

    def in_category(self, category: str) -> Sequence[Product]:
        return self._session.scalars(_ALL.where(products.c.category == category)).all()

    def lock(self, skus: Collection[Sku]) -> Mapping[Sku, Product]:
        if not skus:
            return {}
        return {product.sku: product for product in self._session.scalars(_LOCK, {"skus": sorted(set(skus))})}

    def merchant(self, merchant_id: MerchantId) -> Merchant | None:
        return self._session.get(Merchant, merchant_id)

    def merchants(self) -> Sequence[Merchant]:
        return self._session.scalars(select(Merchant).order_by(merchants.c.id)).all()

    def version(self) -> int:
        return self._session.scalar(_VERSION) or 0

    def touch(self) -> None:
        raise_version(self._session)


def raise_version(database: Session | Connection) -> None:
    """Let everybody who has built something of the products build it anew."""
    if not database.execute(_RAISE).rowcount:  # type: ignore[attr-defined]
        database.execute(insert(counters).values(name=VERSION, value=1))
