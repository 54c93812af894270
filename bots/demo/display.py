"""What somebody who holds a card before a Fach reads there. A real reader shows it; the demo answers with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bots.dialogue.reply import words
from bots.notices.notice import Desk
from bots.notices.sales import display
from bots.texts.texts import Texts
from domain.county import County
from domain.ids import SaleId, StationId
from domain.store import UnitOfWork


@dataclass(frozen=True, slots=True)
class Display:
    """Tells what has become of a card at a compartment."""

    county: County
    info: Mapping[str, str]
    texts: Texts

    def last_sale(self, store: UnitOfWork, station_id: str, no: int) -> SaleId | None:
        """The newest sale there: what comes after it is this card's."""
        sale = store.vending.last_sale_at(StationId(station_id), no)
        return sale.id if sale else None

    def told(self, store: UnitOfWork, station_id: str, no: int, before: SaleId | None) -> dict[str, Any]:
        """The words, and the sale in figures; nothing new happened where nothing is sold or no line is up."""
        sale = store.vending.last_sale_at(StationId(station_id), no)
        if sale is None or sale.id == before:
            sells = store.vending.slot(StationId(station_id), no) is not None
            key = "vending-display-no-line" if sells else "vending-display-nothing"
            return {"text": self.texts.say(words(key)), "status": None}
        return {
            "text": self.texts.say(display(Desk(self.county, store, self.info), sale)),
            "status": sale.status.value,
            "why_not": sale.why_not.value if sale.why_not else None,
            "receipt": sale.code,
            "total_cents": sale.total.cents,
            "seller": sale.seller_id,
        }
