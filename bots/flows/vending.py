"""Buying what lies in stock at a pick-up point: which Fach, the offer with its button, then the page to pay.

What comes after the button (the page, "Stehen Sie davor?", the receipt) is told by `bots.notices.sales`; its taps are
`BOUGHT` here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bots.dialogue.flow import Ask, Flow, Step, Turn, answer_flow
from bots.dialogue.reply import Json, Option, Reply, TableRow, Verbatim, Words, joined, say, words
from bots.flows import tasks
from bots.flows.hearing import said_any
from bots.flows.order_buying import BUY_WORDS
from bots.flows.tables import base_price, named
from bots.flows.who import BUYERS
from bots.notices.sales import BOUGHT_FLOW, open_options, paid_here, sale_rows
from bots.texts.texts import money
from domain.errors import DomainError, NotFound
from domain.ids import SaleId, StationId
from domain.lockers.errors import StationSilent
from domain.lockers.finding import nearest_stations, station_of
from domain.lockers.model import Station
from domain.money import Money
from domain.ordering.errors import OfferChanged
from domain.people.model import Role
from domain.vending.errors import SlotBlocked, SlotEmpty
from domain.vending.model import Sale, SaleStatus
from domain.vending.service import SlotOffer, buy, cancel, has_taken, offer, on_sale_at, open_bought
from nlu.result import Expects

SHOWN = 3
MOST_PACKS = 9
# How people call the compartments that sell. We call them "Fach".
PLACE_WORDS = ("automat", "verkaufsfach", "warenfach", "aus dem fach", "aus einem fach", "in den fächern")
# With these a number of a Fach is no wish to buy.
NOT_BUYING = frozenset(
    {"report_problem", "report_stock", "finish_task", "emergency", "ask_parcel", "return_deposit", "cancel_order",
     "withdraw_contract", "ask_bill", "deny"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class VendingForm:
    """Where, which Fach, how many; `total` are the cents that were shown, `key` makes two taps one sale."""

    station: str | None = None
    no: int | None = None
    packs: int = 1
    total: int | None = None
    key: str | None = None


# --- beginning ------------------------------------------------------------------------------------------------


def claims(turn: Turn) -> bool:
    """Whether the words name a Fach that sells, or buying there; a volunteer's own task comes first."""
    if turn.parse is None or turn.parse.intent.name in NOT_BUYING or not turn.county.rules.sells:
        return False
    if Role.VOLUNTEER in turn.actor.roles and tasks.opening(turn) is not None:
        return False
    no = turn.parse.compartment
    if no is None:
        return said_any(turn.said, PLACE_WORDS) and not said_any(turn.said, ("geldautomat", "zigarettenautomat"))
    station = _station_meant(turn, _form_so_far(turn))
    stations = [station] if station is not None else turn.store.lockers.stations()
    return any(turn.store.vending.slot(one.id, no) is not None for one in stations)


def begin(turn: Turn) -> Step[VendingForm]:
    """What was named; what has been paid for is opened."""
    assert turn.parse is not None
    before = _form_so_far(turn)
    station = _station_meant(turn, before)
    form = VendingForm(station=station.id if station else None, packs=_packs_said(turn))
    paid = _waiting_to_be_opened(turn, form.station, turn.parse.compartment)
    if paid is not None:
        return Step(form, paid_here(paid), done=True)
    return _so_far(turn, replace(form, no=turn.parse.compartment or _by_goods(turn, form)))


def start_with(turn: Turn, value: Json) -> Step[VendingForm]:
    """A button that names a Fach, or the goods of the usual pick-up point."""
    if value is None:
        usual = turn.person.station_id
        return Step(VendingForm(station=usual))
    return _with_fach(turn, VendingForm(station=value["station"]), int(value["no"]))


def _so_far(turn: Turn, form: VendingForm) -> Step[VendingForm]:
    """The offer, as soon as place and Fach are known."""
    return _with_fach(turn, form, form.no) if form.station and form.no is not None else Step(form)


def _with_fach(turn: Turn, form: VendingForm, no: int) -> Step[VendingForm]:
    """The offer of this Fach; raises what `offer` raises, so that nothing is asked about what cannot be had."""
    found = offer(turn.county, turn.store, turn.actor, StationId(form.station or ""), no)
    packs = min(form.packs, MOST_PACKS)
    if packs > found.left:
        raise SlotEmpty(product=found.product.name, left=found.left)
    return Step(replace(form, no=no, packs=packs, total=_total(found, packs).cents, key=turn.county.ids.new()))


def _form_so_far(turn: Turn) -> VendingForm:
    frame = next((frame for frame in turn.talk.frames if frame.flow == "vending"), None)
    return VENDING.adapter.validate_python(frame.form) if frame is not None else VendingForm()


def _station_meant(turn: Turn, form: VendingForm) -> Station | None:
    """The pick-up point of the village that was named, that of the talk, or the usual one."""
    for place in turn.parse.places if turn.parse else ():
        for key in place.keys:
            here = [s for s in turn.store.lockers.stations() if f"{s.village}, {s.municipality}" == key]
            if here:
                return here[0]
    known = form.station or turn.person.station_id
    return turn.store.lockers.station(StationId(known)) if known else None


def _packs_said(turn: Turn) -> int:
    """ "Zwei aus Fach 28" are two; a number that is the Fach is no amount."""
    assert turn.parse is not None
    amounts = [item.amount for item in turn.parse.items if item.amount is not None]
    numbers = [number for number in turn.parse.numbers if number != turn.parse.compartment]
    found = next((n for n in (*amounts, *numbers) if n == int(n) and 1 <= n <= MOST_PACKS), 1)
    return int(found)


def _by_goods(turn: Turn, form: VendingForm) -> int | None:
    """The Fach in which the goods lie that were named, if it is one."""
    assert turn.parse is not None
    named_skus = {candidate.key for item in turn.parse.items for candidate in item.candidates}
    if not named_skus or not form.station:
        return None
    found = [one.slot.no for one in _on_sale(turn, form) if one.slot.sku in named_skus]
    return found[0] if len(found) == 1 else None


# --- where and which --------------------------------------------------------------------------------------------


def station_options(turn: Turn, _form: VendingForm) -> Sequence[Option]:
    """The nearest ones, or simply three."""
    village = turn.store.people.village(turn.person.village) if turn.person.village else None
    near = [station for _, station in nearest_stations(turn.store, village)] if village else []
    stations = near or list(turn.store.lockers.stations())
    return [Option(Verbatim(s.village), s.id, heard_as=(s.village,)) for s in stations[:SHOWN]]


def station_heard(turn: Turn, form: VendingForm) -> Step[VendingForm] | None:
    """A village with a pick-up point."""
    station = _station_meant(turn, form)
    return _so_far(turn, replace(form, station=station.id)) if station is not None else None


def station_chosen(turn: Turn, form: VendingForm, value: Json) -> Step[VendingForm]:
    """One of the three."""
    return _so_far(turn, replace(form, station=value))


def no_words(turn: Turn, form: VendingForm) -> Reply:
    """Everything that is sold there, and the question for the number on the Fach."""
    station = station_of(turn.store, StationId(form.station or ""))
    shown = _on_sale(turn, form)
    if not shown:
        return say(words("vending-nothing", station=station.village))
    rows = [_goods_row(one) for one in shown]
    head = say(words("vending-shelf", station=station.village, merchant=shown[0].seller.name), rows=rows)
    return joined(head, say(words("vending-ask-no")))


def no_heard(turn: Turn, form: VendingForm) -> Step[VendingForm] | None:
    """The number on the Fach, or the name of what lies in it."""
    assert turn.parse is not None
    numbers = [int(number) for number in turn.parse.numbers if number == int(number)]
    no = turn.parse.compartment or (numbers[-1] if numbers else None) or _by_goods(turn, form)
    if no is None:
        return None
    if turn.store.vending.slot(StationId(form.station or ""), no) is None:  # the list has just been read
        return Step(form, say(words("vending-not-this", no=no), words("vending-ask-no")), asks_itself=True)
    packs = _packs_said(turn) if turn.parse.compartment or _by_goods(turn, form) else 1
    return _with_fach(turn, replace(form, packs=packs), no)


def _on_sale(turn: Turn, form: VendingForm) -> Sequence[SlotOffer]:
    return on_sale_at(turn.county, turn.store, turn.actor, StationId(form.station or ""))


def _goods_row(one: SlotOffer) -> TableRow:
    base = base_price(one.product)
    thing = f"{named(one.product)} ({base})" if base else named(one.product)
    return TableRow(words("vending-fach", no=one.slot.no), Verbatim(thing), Verbatim(money(one.product.price)))


# --- the offer ---------------------------------------------------------------------------------------------------


def offer_words(turn: Turn, form: VendingForm) -> Reply:
    """Name, price with base price, deposit, total and seller, directly before the button (sec. 312j BGB)."""
    try:
        found = _offer(turn, form)
    except DomainError as refusal:  # somebody was faster while we talked
        return say(Words(refusal.text_key(), refusal.details))
    seller = words("vending-seller", merchant=found.seller.name, street=found.seller.street, town=found.seller.town)
    head = words("vending-offer", no=found.slot.no, station=found.station.village)
    warned = [words("vending-warning", warning=found.product.warning)] if found.product.warning else []
    table = say(head, seller, *warned, rows=_offer_rows(found, form.packs))
    return joined(table, say(words("vending-how"), words("order-ask-confirm")))


def offer_options(turn: Turn, form: VendingForm) -> Sequence[Option]:
    """Nothing but the words the law wants on the button; what is in it; or not."""
    slot = turn.store.vending.slot(StationId(form.station or ""), form.no or 0)
    asks = {"sku": slot.sku if slot else "", "about": "ingredients"}
    return [
        Option(words("order-option-buy"), "buy", style="buy", heard_as=BUY_WORDS),
        Option(words("vending-option-inside"), asks, "product-info", heard_as=("was ist drin", "zutaten", "allergene")),
        Option(words("vending-option-no"), "no", heard_as=("nein", "nee", "lieber nicht", "doch nicht")),
    ]


def offer_chosen(turn: Turn, form: VendingForm, value: Json) -> Step[VendingForm]:
    """Buy at the price that was shown; the page to pay comes by itself."""
    if value != "buy":
        return Step(form, say(words("vending-not-bought")), done=True)
    assert form.total is not None
    assert form.key is not None
    station_id = StationId(form.station or "")
    total, key = Money(form.total), form.key
    try:
        buy(turn.county, turn.store, turn.actor, station_id, form.no or 0, form.packs, total=total, key=key)
    except OfferChanged as changed:  # the new offer is shown, with its own button
        step = _with_fach(turn, form, form.no or 0)
        return replace(step, reply=say(Words(changed.text_key())))
    except (SlotEmpty, SlotBlocked) as gone:
        return Step(form, say(Words(gone.text_key(), gone.details)), done=True)
    return Step(form, say(words("vending-page-comes")), done=True, asks_itself=True)


def offer_heard(turn: Turn, form: VendingForm) -> Step[VendingForm] | None:
    """A plain "ja" buys nothing; a number is another amount."""
    assert turn.parse is not None
    if turn.parse.intent.name in {"affirm", "checkout"} and not turn.parse.items:
        return Step(form, say(words("order-say-buy"), options=offer_options(turn, form)), asks_itself=True)
    if turn.parse.intent.name == "deny":
        return offer_chosen(turn, form, "no")
    if turn.parse.intent.name in {"change_quantity", "order_items"} and not any(i.candidates for i in turn.parse.items):
        return _with_fach(turn, replace(form, packs=_packs_said(turn)), form.no or 0)
    return None


def _offer(turn: Turn, form: VendingForm) -> SlotOffer:
    return offer(turn.county, turn.store, turn.actor, StationId(form.station or ""), form.no or 0)


def _total(found: SlotOffer, packs: int) -> Money:
    return (found.product.price + found.product.deposit) * packs


def _offer_rows(found: SlotOffer, packs: int) -> list[TableRow]:
    product, base = found.product, base_price(found.product)
    thing = f"{named(product)} ({base})" if base else named(product)
    return sale_rows(packs, thing, product.price * packs, product.deposit * packs)


VENDING = Flow(
    name="vending",
    about="Am Abholpunkt aus einem Fach kaufen, was dort vorrätig ist",
    form=VendingForm,
    for_roles=BUYERS,
    claims=claims,
    begin=begin,
    start_with=start_with,
    asks=(
        Ask("station", offers=station_options, chosen=station_chosen, hears=station_heard, expects=Expects.PLACE),
        Ask("no", words=no_words, hears=no_heard, expects=Expects.AMOUNT),
        Ask(
            "key",
            needed=lambda _turn, _form: True,
            words=offer_words,
            offers=offer_options,
            chosen=offer_chosen,
            hears=offer_heard,
            expects=Expects.YES_NO,
        ),
    ),
    finish=lambda _turn, _form: Reply(),
)


# --- after the button ---------------------------------------------------------------------------------------------


def bought(turn: Turn, value: Json) -> Reply:
    """Open it, not yet, not at all; or what the station has not said: it was open."""
    sale = _own(turn, value["sale"])
    match value["did"]:
        case "open":
            return _opened(turn, sale)
        case "wait":
            return say(words("vending-waits", no=sale.no, until=sale.status_at + turn.county.rules.fetch_within))
        case "taken":
            if sale.status is SaleStatus.UNCLEAR:
                has_taken(turn.county, turn.store, turn.actor, sale.id)
            return say(words("vending-thanks"))
        case "not_taken":
            return say(words("vending-person-looks", phone=turn.info["phone"]))
    if sale.status not in {SaleStatus.STARTED, SaleStatus.AUTHORISED}:
        return _as_it_stands(turn, sale)
    cancel(turn.county, turn.store, turn.actor, sale.id)
    return say(words("vending-cancelled"))


def paying(turn: Turn) -> Reply | None:
    """What is to be said of paying while something out of a Fach is being paid: the page once more, or the door."""
    for sale in turn.store.vending.sales_of_person(turn.person.id, SHOWN):
        if sale.status is SaleStatus.AUTHORISED:
            return paid_here(sale)
        payment = turn.store.till.get(sale.payment_id) if sale.payment_id else None
        if sale.status is SaleStatus.STARTED and payment is not None and payment.link:
            turn.store.outbox.put("payment.look", {"payment_id": payment.id}, key=f"payment.look:{payment.id}")
            return say(words("vending-page", link=payment.link, price=payment.amount))
    return None


def _opened(turn: Turn, sale: Sale) -> Reply:
    if sale.status is not SaleStatus.AUTHORISED:
        return _as_it_stands(turn, sale)
    try:
        open_bought(turn.county, turn.store, turn.actor, sale.id)
    except StationSilent:
        station = station_of(turn.store, sale.station_id).village
        return say(words("vending-silent", station=station), options=open_options(sale))
    return say(words("open-compartment-opening", no=sale.no))


def _as_it_stands(turn: Turn, sale: Sale) -> Reply:
    """A tap that comes too late."""
    known = {SaleStatus.OPENING, SaleStatus.DISPENSED, SaleStatus.PAID}
    return say(words("vending-open-already" if sale.status in known else "vending-over"))


def _own(turn: Turn, sale_id: str) -> Sale:
    sale = turn.store.vending.sale(SaleId(sale_id))
    if sale is None or sale.buyer_id != turn.person.id:
        raise NotFound
    return sale


def _waiting_to_be_opened(turn: Turn, station: str | None, no: int | None) -> Sale | None:
    own = turn.store.vending.sales_of_person(turn.person.id, SHOWN)
    paid = (sale for sale in own if sale.status is SaleStatus.AUTHORISED and no in {None, sale.no})
    return next((sale for sale in paid if station in {None, sale.station_id}), None)


BOUGHT = answer_flow(
    BOUGHT_FLOW,
    "Ein bezahltes Fach öffnen, oder doch nicht kaufen",
    BUYERS,
    (),
    lambda turn: paying(turn) or say(words("pattern-no-menu")),
    tapped=bought,
)
