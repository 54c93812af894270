"""Operators: sales on which a person must decide, money back, and goods that may not be sold for a while."""

from __future__ import annotations

import re

from bots.dialogue.flow import Turn, answer_flow
from bots.dialogue.reply import Json, Option, Reply, TableRow, Verbatim, say, words
from bots.flows.hearing import said_any
from bots.notices.notice import Desk
from bots.notices.sales import DESK_FLOW, desk_options, receipt
from bots.texts.texts import money
from domain.errors import NotFound
from domain.ids import SaleId, Sku, StationId
from domain.people.model import Role
from domain.vending.model import Sale, SaleStatus
from domain.vending.service import decide, give_money_back, unsettled
from domain.vending.stock import block_product, block_slot

_CODE = re.compile(r"\b([a-z]{3})[\s-]?(\d{3})\b", re.IGNORECASE)
_SKU = re.compile(r"\b([A-Z]{3}-\d{3})\b")
BLOCK_WORDS = ("sperr", "nicht mehr verkaufen")
FREE_WORDS = ("freigeb", "freigegeben", "wieder verkaufen", "sperre aufheben", "entsperr")
SHOWN = 3
LONGEST_REASON = 120
BLOCKED_AGAIN = "gesperrt"
_WITH_RECEIPT = {SaleStatus.PAID, SaleStatus.REFUNDING, SaleStatus.REFUNDED}


# --- sales -------------------------------------------------------------------------------------------------------


def names_a_sale(turn: Turn) -> bool:
    """Whether the number of a receipt was written."""
    return _sale_said(turn) is not None


def sale(turn: Turn) -> Reply:
    """The receipt with what can be decided, or what waits for a decision."""
    said = _sale_said(turn)
    return _shown(turn, said) if said is not None else waiting(turn)


def waiting(turn: Turn) -> Reply:
    """Sales on which somebody has to decide, oldest first."""
    open_ones = unsettled(turn.county, turn.store, turn.actor)
    if not open_ones:
        return say(words("sale-desk-none"))
    options = [
        Option(words("sale-desk-option-sale", code=one.code), {"sale": one.id, "did": "show"}, DESK_FLOW)
        for one in open_ones[:SHOWN]
    ]
    return say(words("sale-desk-waiting", count=len(open_ones)), options=options)


def decided(turn: Turn, value: Json) -> Reply:
    """A tap: show it, the goods are out, they are not, or the money goes back."""
    if value is None:
        return waiting(turn)
    found = turn.store.vending.sale(SaleId(value["sale"]))
    if found is None:
        raise NotFound
    match value["did"]:
        case "taken":
            decide(turn.county, turn.store, turn.actor, found.id, taken=True)
            return say(words("sale-desk-taken", code=found.code))
        case "not_taken":
            decide(turn.county, turn.store, turn.actor, found.id, taken=False)
            return say(words("sale-desk-not-taken", code=found.code))
        case "refund":
            give_money_back(turn.county, turn.store, turn.actor, found.id)
            return say(words("sale-desk-refunding", code=found.code, amount=found.total))
    return _shown(turn, found)


def _shown(turn: Turn, found: Sale) -> Reply:
    """The receipt where there is one, how it stands, and what can be decided."""
    state = say(words(f"sale-desk-state-{found.status.value}", code=found.code), options=desk_options(found))
    if found.status in _WITH_RECEIPT:
        return receipt(Desk(turn.county, turn.store, turn.info), found) + state
    return say(words("sale-desk-about", code=found.code), rows=_row(found)) + state


def _row(found: Sale) -> list[TableRow]:
    return [TableRow(Verbatim(f"{found.packs} ×"), Verbatim(found.name), Verbatim(money(found.total)))]


def _sale_said(turn: Turn) -> Sale | None:
    for letters, digits in _CODE.findall(turn.said):
        found = turn.store.vending.sale_by_code(f"{letters.upper()}-{digits}")
        if found is not None:
            return found
    return None


SALE_DESK = answer_flow(
    DESK_FLOW,
    "Einen Verkauf aus einem Fach ansehen, entscheiden oder erstatten",
    {Role.OPERATOR},
    (),
    sale,
    tapped=decided,
    claims=names_a_sale,
)


# --- blocking ----------------------------------------------------------------------------------------------------


def speaks_of_blocking(turn: Turn) -> bool:
    """Whether something is to be blocked or set free, and it is said what."""
    return said_any(turn.said, (*BLOCK_WORDS, *FREE_WORDS)) and _meant(turn) is not None


def block(turn: Turn) -> Reply:
    """At once: what is blocked does not wait for a question. Setting free is one tap."""
    reason = "" if said_any(turn.said, FREE_WORDS) else " ".join(turn.said.split())[:LONGEST_REASON]
    what = _meant(turn)
    assert what is not None
    return _blocked(turn, what, reason)


def block_tapped(turn: Turn, value: Json) -> Reply:
    """The other way round."""
    return _blocked(turn, value["what"], value["reason"])


def _blocked(turn: Turn, what: Json, reason: str) -> Reply:
    """`what` is a product {"sku"} wherever it lies, or one Fach {"station", "no"}."""
    at = turn.county, turn.store, turn.actor
    slots = (
        block_product(*at, Sku(what["sku"]), reason)
        if "sku" in what
        else [block_slot(*at, StationId(what["station"]), what["no"], reason)]
    )
    places = [f"{slot.station_id} Fach {slot.no}" for slot in slots]
    again = Option(
        words("vending-block-option-free" if reason else "vending-block-option-block"),
        {"what": what, "reason": "" if reason else BLOCKED_AGAIN},
        "vending-block",
    )
    key = "vending-block-blocked" if reason else "vending-block-free"
    shelf = [words("vending-block-shelf", merchant=name)] if not reason and (name := _off_the_shelf(turn, what)) else []
    return say(words(key, count=len(slots), places=places), *shelf, options=[again])


def _off_the_shelf(turn: Turn, what: Json) -> str:
    """Whose product it is that nobody can order either, or nothing."""
    product = turn.store.catalogue.product(Sku(what["sku"])) if "sku" in what else None
    merchant = turn.store.catalogue.merchant(product.merchant_id) if product and product.sold_out else None
    return merchant.name if merchant else ""


def _meant(turn: Turn) -> Json | None:
    """The Fach that was named with its place, or a product by its number or name that lies in one."""
    assert turn.parse is not None
    if turn.parse.compartment is not None:
        keys = {key for place in turn.parse.places for key in place.keys}
        here = [s.id for s in turn.store.lockers.stations() if f"{s.village}, {s.municipality}" in keys]
        slots = [s for s in (turn.store.vending.slot(one, turn.parse.compartment) for one in here) if s is not None]
        return {"station": slots[0].station_id, "no": slots[0].no} if slots else None
    named = [Sku(sku) for sku in _SKU.findall(turn.said.upper())]
    named += [Sku(candidate.key) for item in turn.parse.items for candidate in item.candidates]
    return next(({"sku": sku} for sku in named if turn.store.vending.slots_of(sku)), None)


VENDING_BLOCK = answer_flow(
    "vending-block",
    "Waren in Fächern sperren oder wieder freigeben",
    {Role.OPERATOR},
    (),
    block,
    tapped=block_tapped,
    claims=speaks_of_blocking,
)
