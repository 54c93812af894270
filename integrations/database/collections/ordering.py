"""Baskets, orders and picking lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from domain.ids import MerchantId, MerchantOrderId, OrderId, PersonId, PicklistId
from domain.ordering.model import Basket, MerchantOrder, MerchantOrderStatus, Order, Picklist, PicklistStatus
from integrations.database.tables.ordering import baskets, merchant_orders, orders, picklists

_BASKET_OF = select(Basket).where(baskets.c.person_id == bindparam("person_id"))
_BY_CODE = select(Order).where(orders.c.code == bindparam("code"))
_OF_PERSON = (
    select(Order)
    .where(orders.c.person_id == bindparam("person_id"))
    .order_by(orders.c.placed_at.desc(), orders.c.id.desc())
    .limit(bindparam("limit"))
)
_TO_LIST = (
    select(MerchantOrder)
    .where(merchant_orders.c.merchant_id == bindparam("merchant_id"))
    .where(merchant_orders.c.status == MerchantOrderStatus.RECEIVED)
    .where(merchant_orders.c.picklist_at <= bindparam("until"))
    .order_by(merchant_orders.c.id)
    .with_for_update()
    .execution_options(populate_existing=True)
)
_PICKLIST = (
    select(Picklist)
    .where(picklists.c.id == bindparam("picklist_id"))
    .with_for_update()
    .execution_options(populate_existing=True)
)


class SqlOrders:
    """Fulfils `domain.store.Orders`."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._baskets: dict[PersonId, Basket | None] = {}  # asked for many times in one turn

    def basket_of(self, person_id: PersonId) -> Basket | None:
        if person_id not in self._baskets:
            found = self._session.scalars(_BASKET_OF, {"person_id": person_id}).one_or_none()
            self._baskets[person_id] = found
        return self._baskets[person_id]

    def add_basket(self, basket: Basket) -> None:
        self._session.add(basket)
        self._baskets[basket.person_id] = basket

    def get(self, order_id: OrderId) -> Order | None:
        return self._session.get(Order, order_id)

    def by_code(self, code: str) -> Order | None:
        return self._session.scalars(_BY_CODE, {"code": code}).one_or_none()

    def of_person(self, person_id: PersonId, limit: int = 10) -> Sequence[Order]:
        return self._session.scalars(_OF_PERSON, {"person_id": person_id, "limit": limit}).all()

    def placed_between(self, since: datetime, until: datetime) -> Sequence[Order]:
        chosen = select(Order).where(orders.c.placed_at >= since, orders.c.placed_at < until)
        return self._session.scalars(chosen.order_by(orders.c.placed_at, orders.c.id)).all()

    def add(self, order: Order) -> None:
        self._session.add(order)

    def part(self, part_id: MerchantOrderId) -> MerchantOrder | None:
        return self._session.get(MerchantOrder, part_id)

    def parts_to_list(self, merchant_id: MerchantId, until: datetime) -> Sequence[MerchantOrder]:
        return self._session.scalars(_TO_LIST, {"merchant_id": merchant_id, "until": until}).all()

    def parts_on(self, picklist_id: PicklistId) -> Sequence[MerchantOrder]:
        on_it = select(MerchantOrder).where(merchant_orders.c.picklist_id == picklist_id)
        return self._session.scalars(on_it.order_by(merchant_orders.c.id)).all()

    def parts_of_day(self, merchant_id: MerchantId, day: date) -> Sequence[MerchantOrder]:
        of_day = select(MerchantOrder).where(merchant_orders.c.merchant_id == merchant_id, merchant_orders.c.day == day)
        return self._session.scalars(of_day.order_by(merchant_orders.c.id)).all()

    def parts_coming(self, day: date) -> Sequence[MerchantOrder]:
        coming = select(MerchantOrder).where(merchant_orders.c.day == day)
        return self._session.scalars(coming.order_by(merchant_orders.c.id)).all()

    def picklist(self, picklist_id: PicklistId) -> Picklist | None:
        return self._session.scalars(_PICKLIST, {"picklist_id": picklist_id}).one_or_none()

    def open_picklists(self, merchant_id: MerchantId) -> Sequence[Picklist]:
        waiting = select(Picklist).where(
            picklists.c.merchant_id == merchant_id, picklists.c.status == PicklistStatus.OPEN
        )
        return self._session.scalars(waiting.order_by(picklists.c.sent_at, picklists.c.id)).all()

    def add_picklist(self, picklist: Picklist) -> None:
        self._session.add(picklist)
