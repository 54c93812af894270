"""A merchant's picking list as a table, and the three taps that answer it."""

from __future__ import annotations

from collections.abc import Sequence

from bots.dialogue.reply import NO_WORDS, Json, Option, TableRow, Verbatim, words
from bots.flows.tables import amount_words
from domain.ids import OrderId, PicklistId
from domain.ordering.model import MerchantOrder, MerchantOrderStatus
from domain.ordering.picklists import PickItem, items_of
from domain.quantity import Amount
from domain.store import UnitOfWork

YES_ALL = ("alles da", "ja", "passt", "alles", "ist alles da", "ok", "geht klar", "machen wir")
SOME_MISSING = ("es fehlt etwas", "fehlt was", "nicht alles", "nicht alles da", "teilweise")
NOT_AT_ALL = ("nein", "geht nicht", "geht heute nicht", "heute nicht", "geht gar nicht", "nichts davon")


def answer_options(picklist_id: str, *, flow: str | None = None) -> tuple[Option, ...]:
    """All there, something missing, impossible. With `flow` they start it, else they answer an open question."""

    def value(how: str) -> Json:
        return {"picklist": picklist_id, "how": how} if flow else how

    return (
        Option(words("picking-list-option-all"), value("all"), flow, style="main", heard_as=YES_ALL),
        Option(words("picking-list-option-missing"), value("missing"), flow, heard_as=SOME_MISSING),
        Option(words("picking-list-option-none"), value("none"), flow, heard_as=NOT_AT_ALL),
    )


def parts_to_pack(store: UnitOfWork, picklist_id: PicklistId) -> list[MerchantOrder]:
    """The residents' parts on a list, without what has been called off since."""
    return [p for p in store.orders.parts_on(picklist_id) if p.status is not MerchantOrderStatus.CANCELLED]


def picking_rows(store: UnitOfWork, parts: Sequence[MerchantOrder]) -> tuple[TableRow, ...]:
    """What to pack in all, then who gets what: the name, the order's code and the lines."""
    rows = [TableRow(item_amount(item), Verbatim(item.name), NO_WORDS) for item in items_of(parts)]
    for part in parts:
        order = store.orders.get(OrderId(part.order_id))
        label = f"{order.name}, {order.code}" if order else part.order_id
        rows.append(TableRow(NO_WORDS, Verbatim(label), NO_WORDS, kind="seller"))
        rows += [
            TableRow(amount_words(Amount(packs=line.packs, grams=line.grams)), Verbatim(line.name), NO_WORDS)
            for line in part.lines
        ]
    return tuple(rows)


def item_amount(item: PickItem, amount: int | None = None) -> Verbatim:
    """ "28 ×" or "2500 g" of a line of the list, or of so much of it."""
    much = item.amount if amount is None else amount
    return Verbatim(f"{much} g" if item.weighed else f"{much} ×")


def item_words(item: PickItem) -> str:
    """A line as people tap it: "28 × Brötchen, hell"."""
    return f"{item_amount(item).text} {item.name}"
