"""From a full basket to "Jetzt kaufen": where, when, who, and the offer that can be bought."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bots.dialogue.flow import Step, Turn
from bots.dialogue.reply import Json, Option, Reply, Verbatim, Words, joined, say, words
from bots.flows.order_filling import basket_table
from bots.flows.order_form import OrderForm, basket, offer
from bots.flows.tables import offer_rows, product_words
from domain.catalogue.service import like
from domain.errors import DomainError
from domain.ids import OrderId, Sku, StationId
from domain.lockers.errors import StationFull
from domain.lockers.finding import nearest_stations, station_of
from domain.lockers.model import Station
from domain.ordering.errors import JustSoldOut, OfferChanged, TooLate
from domain.ordering.model import Order, Receive, Together
from domain.ordering.service import (
    amend,
    choose_receiving,
    has_room,
    place,
    put_in,
    set_amount,
    show,
)
from domain.people.model import Role
from domain.people.service import live_in, prefer_home, register
from domain.quantity import Amount
from nlu.german.spelling import fold

SHOWN = 3
SAME_WITHIN = timedelta(hours=12)
BUY_WORDS = ("kaufen", "jetzt kaufen", "zahlungspflichtig bestellen")
NAME_BEGINNINGS = ("ich heisse ", "ich bin die ", "ich bin der ", "ich bin ", "mein name ist ", "mein name lautet ")
LONGEST_NAME = 80


def checkout(turn: Turn, form: OrderForm) -> Step[OrderForm]:
    """The resident is finished choosing."""
    if not basket(turn).lines:
        return Step(replace(form, checkout=False), say(words("order-basket-empty")))
    return Step(replace(form, checkout=True))


# --- anything else? ----------------------------------------------------------------------------------------


def wants_more(_turn: Turn, form: OrderForm) -> bool:
    """Whether we still ask if there is anything else."""
    return not form.checkout


def more_options(turn: Turn, _form: OrderForm) -> Sequence[Option]:
    """Finish, look at the basket, look at the shelves."""
    finish = Option(
        words("order-option-finish"), "finish", style="main", heard_as=("nein", "fertig", "das wars", "nein danke")
    )
    shelves = Option(words("order-option-shelves"), flow="assortment")
    if not basket(turn).lines:
        return [shelves]
    return [finish, Option(words("order-option-basket"), "basket", heard_as=("korb",)), shelves]


def more_chosen(turn: Turn, form: OrderForm, value: Json) -> Step[OrderForm]:
    """A way on was tapped."""
    if value == "basket":
        return Step(form, basket_table(turn))
    return checkout(turn, form)


def more_heard(turn: Turn, form: OrderForm) -> Step[OrderForm] | None:
    """ "Nein danke", "das war alles", or "ja" (then: what?)."""
    assert turn.parse is not None
    intent = turn.parse.intent.name
    if intent in {"deny", "checkout"} and not any(item.text and item.candidates for item in turn.parse.items):
        return checkout(turn, form)
    if intent == "affirm":
        return Step(form, say(words("order-what-else")), asks_itself=True)
    return None


# --- an order that can still be changed --------------------------------------------------------------------


def open_order(turn: Turn) -> Order | None:
    """The newest own order that can still be changed, unless it is the one being changed."""
    if basket(turn).amends is not None:
        return None
    now = turn.county.now()
    return next((o for o in turn.store.orders.of_person(turn.person.id, 5) if o.changeable_parts(now)), None)


def may_join(turn: Turn, form: OrderForm) -> bool:
    """Whether to ask if these things go to the order of this morning."""
    return form.join is None and open_order(turn) is not None


def join_words(turn: Turn, _form: OrderForm) -> Words:
    """The question names the order."""
    order = open_order(turn)
    assert order is not None
    return words("order-ask-join", code=order.code)


def join_options(_turn: Turn, _form: OrderForm) -> Sequence[Option]:
    """Together or apart."""
    return [
        Option(words("order-option-join"), True, heard_as=("ja", "dazu", "zusammen")),
        Option(words("order-option-apart"), False, heard_as=("nein", "extra", "eigene")),
    ]


def join_chosen(turn: Turn, form: OrderForm, value: Json) -> Step[OrderForm]:
    """Together: the earlier lines come back into the basket, to be bought anew as one order."""
    order = open_order(turn)
    if value and order is not None:
        amend(turn.county, turn.store, turn.actor, OrderId(order.id))
        return Step(replace(form, join=True, again=True), say(words("order-joined", code=order.code)))
    return Step(replace(form, join=False))


def bought_before(turn: Turn, form: OrderForm) -> bool:
    """Whether the same things were bought within hours: asked once, without blame."""
    if form.again:
        return False
    mine = {line.sku for line in basket(turn).lines}
    now = turn.county.now()
    recent = (o for o in turn.store.orders.of_person(turn.person.id, 5) if now - o.placed_at < SAME_WITHIN)
    return any(mine == {line.sku for part in o.live_parts() for line in part.lines} for o in recent)


def again_options(_turn: Turn, _form: OrderForm) -> Sequence[Option]:
    """Once more, or not."""
    return [
        Option(words("order-option-again"), True, heard_as=("ja", "trotzdem", "noch einmal")),
        Option(words("order-option-not-again"), False, heard_as=("nein", "nee", "doch nicht")),
    ]


def again_chosen(turn: Turn, form: OrderForm, value: Json) -> Step[OrderForm]:
    """Not once more: the basket is left as it is, nothing is bought."""
    if value:
        return Step(replace(form, again=True))
    return Step(replace(form, checkout=False), say(words("order-not-again")), done=True)


# --- where ---------------------------------------------------------------------------------------------------


def lacks_village(turn: Turn, _form: OrderForm) -> bool:
    """Whether we do not know where somebody lives."""
    return turn.person.village is None


def village_heard(turn: Turn, form: OrderForm) -> Step[OrderForm] | None:
    """A village in words; a name that exists twice is asked back with its town."""
    keys = _places(turn)
    if not keys:
        return Step(form, say(words("order-village-unknown")))
    if len(keys) > 1:
        options = [Option(Verbatim(key), key) for key in keys[:SHOWN]]
        return Step(form, say(words("order-village-which"), options=options), asks_itself=True)
    return village_chosen(turn, form, keys[0])


def village_chosen(turn: Turn, form: OrderForm, value: Json) -> Step[OrderForm]:
    """The village is known; with it the nearest pick-up points are."""
    live_in(turn.county, turn.store, turn.actor, village=value)
    return Step(form)


def lacks_station(turn: Turn, _form: OrderForm) -> bool:
    """Whether no pick-up point is chosen."""
    return turn.person.station_id is None


def station_words(turn: Turn, _form: OrderForm) -> Words:
    """The nearest point with its distance."""
    distance, station = _near(turn)[0]
    return words(
        "order-ask-station", station=station.village, distance=kilometres_words(distance), address=station.address
    )


def station_options(turn: Turn, _form: OrderForm) -> Sequence[Option]:
    """The three nearest."""
    return [
        Option(
            words("order-option-station", station=s.village, distance=kilometres_words(km)), s.id, heard_as=(s.village,)
        )
        for km, s in _near(turn)[:SHOWN]
    ]


def station_chosen(turn: Turn, form: OrderForm, value: Json) -> Step[OrderForm]:
    """The usual pick-up point from now on."""
    live_in(turn.county, turn.store, turn.actor, station_id=StationId(value))
    return Step(form)


def station_heard(turn: Turn, form: OrderForm) -> Step[OrderForm] | None:
    """ "Ja" takes the nearest; a place takes the point there (or the nearest to it)."""
    assert turn.parse is not None
    if turn.parse.intent.name == "affirm":
        return station_chosen(turn, form, _near(turn)[0][1].id)
    station = place_station(turn)
    return station_chosen(turn, form, station.id) if station else None


def receive_options(turn: Turn, _form: OrderForm) -> Sequence[Option]:
    """Pick-up point or home."""
    assert turn.person.station_id is not None
    station = station_of(turn.store, turn.person.station_id)
    place_words = (station.village, "fach", "abholpunkt", "ins fach", "abholen", "ja")
    home_words = ("nach hause", "zu mir", "heim", "bringen", "liefern", "zuhause")
    return [
        Option(words("order-option-pickup", station=station.village), Receive.PICKUP.value, heard_as=place_words),
        Option(words("order-option-home"), Receive.HOME.value, heard_as=home_words),
    ]


def lacks_receive(turn: Turn, _form: OrderForm) -> bool:
    """Whether pick-up or home is open."""
    return basket(turn).receive is None


def receive_chosen(turn: Turn, form: OrderForm, value: Json) -> Step[OrderForm]:
    """Home is noted, and honestly: tours to the door do not run yet."""
    choose_receiving(turn.county, turn.store, turn.actor, receive=Receive.PICKUP)
    if value == Receive.HOME.value:
        prefer_home(turn.county, turn.store, turn.actor, wanted=True)
        assert turn.person.station_id is not None
        station = station_of(turn.store, turn.person.station_id)
        return Step(form, say(words("order-home-not-yet", station=station.village)))
    return Step(form)


def receive_heard(turn: Turn, form: OrderForm) -> Step[OrderForm] | None:
    """Home or a place in words."""
    assert turn.parse is not None
    said = fold(turn.said)
    if any(word in said for word in ("nach haus", "zuhaus", "zu haus", "zu mir", "an die tur")):
        return receive_chosen(turn, form, Receive.HOME.value)
    station = place_station(turn)
    if station is not None:
        station_chosen(turn, form, station.id)
        return receive_chosen(turn, form, Receive.PICKUP.value)
    if turn.parse.intent.name in {"affirm", "choose_delivery"} and not turn.parse.days:
        return receive_chosen(turn, form, Receive.PICKUP.value)
    return None


def choose_delivery(turn: Turn, form: OrderForm) -> Step[OrderForm]:
    """Place and day in words, at any time: the last word counts."""
    assert turn.parse is not None
    told: list[Reply] = []
    said = fold(turn.said)
    station = place_station(turn)
    if any(word in said for word in ("nach haus", "zuhaus", "zu haus", "zu mir")):
        if turn.person.station_id is not None:
            told.append(receive_chosen(turn, form, Receive.HOME.value).reply)
    elif station is not None:
        station_chosen(turn, form, station.id)
        choose_receiving(turn.county, turn.store, turn.actor, receive=Receive.PICKUP)
        told.append(say(words("order-station-chosen", station=station.village)))
    if turn.parse.days:
        told.append(_choose_day(turn))
    return Step(form, joined(*told) if told else say(words("order-delivery-unclear")))


# --- when -----------------------------------------------------------------------------------------------------


def has_gone(turn: Turn, _form: OrderForm) -> bool:
    """Whether something cannot be had any more."""
    return bool(offer(turn).gone)


def gone_words(turn: Turn, _form: OrderForm) -> Words:
    """Name the first thing that is gone."""
    return words("order-ask-gone", thing=offer(turn).gone[0].name)


def gone_options(turn: Turn, _form: OrderForm) -> Sequence[Option]:
    """Leave it out, or take something like it."""
    now = offer(turn)
    gone = now.gone[0]
    others = like(turn.store, gone, now.days()[0], limit=SHOWN - 1)
    leave = Option(words("order-option-leave-out"), {"gone": gone.sku}, heard_as=("weglassen", "nein", "ohne", "ja"))
    return [leave, *(Option(Verbatim(product_words(o)), {"gone": gone.sku, "take": o.sku}) for o in others)]


def gone_chosen(turn: Turn, form: OrderForm, value: Json) -> Step[OrderForm]:
    """Out it goes; what was chosen in its place goes in."""
    line = basket(turn).line(Sku(value["gone"]))
    set_amount(turn.county, turn.store, turn.actor, Sku(value["gone"]), None)
    if value.get("take"):
        packs = line.amount.packs if line and line.amount.packs else 1
        put_in(turn.county, turn.store, turn.actor, Sku(value["take"]), Amount(packs=packs))
    if not basket(turn).lines:
        return Step(replace(form, checkout=False), say(words("order-basket-empty")))
    return Step(form)


def lacks_together(turn: Turn, _form: OrderForm) -> bool:
    """Whether goods come on different days and she has not said how she wants it."""
    return offer(turn).asks_together


def together_words(turn: Turn, _form: OrderForm) -> Words:
    """Which goods come later: never silently the later day."""
    now = offer(turn)
    last = max(part.earliest for part in now.parts)
    late = [part.merchant.name for part in now.parts if part.earliest == last]
    first = min(part.earliest for part in now.parts)
    return words("order-ask-together", merchants=late, late=last, early=first)


def together_options(turn: Turn, _form: OrderForm) -> Sequence[Option]:
    """All at once, or as it comes."""
    now = offer(turn)
    options = []
    if now.common_day is not None:
        label = words("order-option-together", day=now.common_day)
        options.append(
            Option(label, Together.TOGETHER.value, heard_as=("alles zusammen", "zusammen", "eine lieferung"))
        )
    apart = words("order-option-separate", count=len({part.earliest for part in now.parts}))
    options.append(Option(apart, Together.SEPARATE.value, heard_as=("getrennt", "einzeln", "zwei lieferungen")))
    return options


def together_chosen(turn: Turn, form: OrderForm, value: Json) -> Step[OrderForm]:
    """Her way."""
    choose_receiving(turn.county, turn.store, turn.actor, together=Together(value))
    return Step(form)


def together_heard(turn: Turn, form: OrderForm) -> Step[OrderForm] | None:
    """A day in words: the common day, or one of her own."""
    assert turn.parse is not None
    if not turn.parse.days:
        return None
    return Step(form, _choose_day(turn))


def is_full(turn: Turn, _form: OrderForm) -> bool:
    """Whether her pick-up point has no room on those days."""
    station_id = turn.person.station_id
    return station_id is not None and not has_room(turn.county, turn.store, turn.person, offer(turn), station_id)


def full_words(turn: Turn, _form: OrderForm) -> Words:
    """Say it before she buys."""
    assert turn.person.station_id is not None
    return words("order-ask-full", station=station_of(turn.store, turn.person.station_id).village)


def full_options(turn: Turn, _form: OrderForm) -> Sequence[Option]:
    """The nearest other points with room, with their distance."""
    now = offer(turn)
    others = [
        (km, s)
        for km, s in _near(turn)
        if s.id != turn.person.station_id and has_room(turn.county, turn.store, turn.person, now, s.id)
    ]
    return [
        Option(
            words("order-option-station", station=s.village, distance=kilometres_words(km)), s.id, heard_as=(s.village,)
        )
        for km, s in others[:SHOWN]
    ]


# --- who -----------------------------------------------------------------------------------------------------


def lacks_name(turn: Turn, _form: OrderForm) -> bool:
    """The name comes last."""
    return turn.person.name is None


def name_heard(turn: Turn, form: OrderForm) -> Step[OrderForm] | None:
    """A name as people say it; without letters it is none."""
    if "?" in turn.said:
        return None
    name = " ".join(turn.said.split()).strip(" .!,")
    for beginning in NAME_BEGINNINGS:
        if fold(name).startswith(fold(beginning)):
            name = " ".join(name.split()[len(beginning.split()) :])
            break
    if not 2 <= len(name) <= LONGEST_NAME or not any(c.isalpha() for c in name) or any(c in name for c in "<>{}/\\@"):
        return Step(form, say(words("order-name-unclear")))
    register(turn.county, turn.store, turn.actor, name.title() if name.islower() or name.isupper() else name)
    return Step(form)


# --- buying --------------------------------------------------------------------------------------------------


def confirm_words(turn: Turn, _form: OrderForm) -> Reply:
    """The whole offer: goods, deposit, total, day, place, seller, until when it can be changed."""
    now = offer(turn)
    show(turn.county, turn.store, turn.actor, now)
    assert turn.person.station_id is not None
    station = station_of(turn.store, turn.person.station_id)
    by_hand = [one for part in now.parts for one in part.lines if not one.product.goes_into_a_compartment]
    notes: list[Words] = []
    if by_hand:
        merchants = sorted({p.merchant.name for p in now.parts for one in p.lines if one in by_hand})
        notes.append(words("order-confirm-in-person", things=[o.product.name for o in by_hand], merchants=merchants))
    days = [words("order-day", day=day) for day in now.days()]
    head = words("order-confirm", station=station.village, days=days, cutoff=now.cutoff(), total=now.total)
    return joined(say(words("order-confirm-head"), rows=offer_rows(now)), say(head, *notes, words("order-ask-confirm")))


def confirm_options(_turn: Turn, _form: OrderForm) -> Sequence[Option]:
    """Nothing but the words the law wants on the button (sec. 312j BGB), and a way back."""
    return [
        Option(words("order-option-buy"), "buy", style="buy", heard_as=BUY_WORDS),
        Option(words("order-option-change"), "change", heard_as=("ändern", "nein", "noch nicht", "etwas ändern")),
    ]


def confirm_chosen(turn: Turn, form: OrderForm, value: Json) -> Step[OrderForm]:
    """Buy; when something has changed meanwhile, say so and show the new offer. Nothing is lost."""
    if value != "buy":
        return Step(replace(form, checkout=False), say(words("order-change-how")), asks_itself=True)
    try:
        if turn.person.name and not turn.actor.has(Role.RESIDENT):  # a volunteer who orders for herself
            register(turn.county, turn.store, turn.actor, turn.person.name)
        order = place(turn.county, turn.store, turn.actor)
    except (OfferChanged, TooLate, JustSoldOut, StationFull) as changed:
        return Step(form, say(_sorry(changed)))
    return Step(replace(form, order_id=order.id), finished=True)


def confirm_heard(turn: Turn, form: OrderForm) -> Step[OrderForm] | None:
    """A plain "ja" buys nothing: the words or the button do."""
    assert turn.parse is not None
    if turn.parse.intent.name in {"affirm", "checkout"} and not turn.parse.items:
        return Step(form, say(words("order-say-buy")), asks_itself=True)
    if turn.parse.intent.name == "deny":
        return confirm_chosen(turn, form, "change")
    return None


def bought(turn: Turn, form: OrderForm) -> Reply:
    """ "Wir haben Ihre Bestellung erhalten": the contract comes with the merchant's yes."""
    assert form.order_id is not None
    order = turn.store.orders.get(OrderId(form.order_id))
    assert order is not None
    parts = order.changeable_parts(turn.county.now())
    cutoff = min((part.cutoff for part in parts), default=turn.county.now())
    return say(words("order-done", code=order.code, cutoff=cutoff))


def _sorry(refusal: DomainError) -> Words:
    return Words(refusal.text_key(), refusal.details)


# --- shared --------------------------------------------------------------------------------------------------


def place_station(turn: Turn) -> Station | None:
    """The pick-up point in (or nearest to) a place that was named."""
    keys = _places(turn)
    village = turn.store.people.village(keys[0]) if keys else None
    return nearest_stations(turn.store, village)[0][1] if village else None


def _places(turn: Turn) -> tuple[str, ...]:
    assert turn.parse is not None
    return turn.parse.places[0].keys if turn.parse.places else ()


def _near(turn: Turn) -> list[tuple[float, Station]]:
    village = turn.store.people.village(turn.person.village or "")
    if village is None:
        return [(0.0, station) for station in turn.store.lockers.stations()]
    return nearest_stations(turn.store, village)


def kilometres_words(distance: float) -> str:
    """ "gleich im Ort", "2,4 km"."""
    return "gleich im Ort" if distance < 1 else f"{distance:.1f} km".replace(".", ",")


def _choose_day(turn: Turn) -> Reply:
    assert turn.parse is not None
    wished = turn.parse.days[0].first
    choose_receiving(turn.county, turn.store, turn.actor, day=wished)
    now = offer(turn)
    if now.refused_day is not None:
        first = now.common_day or now.days()[0]
        choose_receiving(turn.county, turn.store, turn.actor, together=Together.TOGETHER)
        return say(words("order-day-impossible", day=wished, first=first))
    return say(words("order-day-chosen", day=wished))
