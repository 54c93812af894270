"""What a merchant can do with the shelf, step by step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from bots.dialogue.flow import Step, Turn
from bots.dialogue.reply import NOTHING_SAID, Json, Option, Reply, Verbatim, Words, say, words
from bots.flows.shelf_form import BACK, LEFT, OFF, PRICE, ShelfForm, Unclear, form_of_words, goods_said, own_shop
from bots.flows.tables import product_words
from domain.catalogue.model import SHARP_FALL_PERCENT, Product
from domain.catalogue.service import set_available, set_price, set_remaining, set_sold_out
from domain.errors import NotFound
from domain.ids import Sku
from domain.money import Money

ALL = "all"
SHOWN = 6
MOST_CENTS = 1_000_000


# --- beginning -----------------------------------------------------------------------------------------------


def begin(turn: Turn) -> Step[ShelfForm]:
    """One sentence: what, of which goods, until when."""
    form, unknown = form_of_words(turn)
    told = say(words("shelf-unknown", things=unknown[:3])) if unknown else NOTHING_SAID
    if unknown and not form.skus and not form.unclear:
        return Step(form, told, done=True)
    if form.what == PRICE and len(form.skus) + len(form.unclear) > 1:
        return Step(form, say(words("shelf-one-price")), done=True)
    return Step(form, told)


def start_with(turn: Turn, value: Json) -> Step[ShelfForm]:
    """A button: what to do with which goods; or the words of this turn, handed on by another flow."""
    if value.get("words"):
        return begin(turn)
    return Step(ShelfForm(value["what"], tuple(value["skus"])))


def again(turn: Turn, _form: ShelfForm) -> Step[ShelfForm]:
    """Another sentence about the shelf takes the place of the one that was talked about."""
    return begin(turn)


# --- which goods -----------------------------------------------------------------------------------------------


def lacks_choice(_turn: Turn, form: ShelfForm) -> bool:
    """Whether words fit several products."""
    return bool(form.unclear)


def which_words(_turn: Turn, form: ShelfForm) -> Words:
    """Which of them."""
    return words("shelf-ask-which", thing=form.unclear[0].said)


def which_options(turn: Turn, form: ShelfForm) -> Sequence[Option]:
    """The products; all of them where that makes sense."""
    skus = form.unclear[0].skus
    label = product_words if form.what == PRICE else _name
    options = [Option(Verbatim(label(_product(turn, sku))), sku) for sku in skus]
    if form.what in {OFF, BACK}:
        options.append(Option(words("shelf-option-all"), ALL, heard_as=("alle", "alles", "beide", "alle davon")))
    return options


def which_chosen(_turn: Turn, form: ShelfForm, value: Json) -> Step[ShelfForm]:
    """One, or all."""
    chosen = form.unclear[0].skus if value == ALL else (value,)
    return Step(replace(form, skus=(*form.skus, *chosen), unclear=form.unclear[1:]))


def which_heard(turn: Turn, form: ShelfForm) -> Step[ShelfForm] | None:
    """Another name for one of them."""
    skus, unclear, _ = goods_said(turn)
    named = [sku for sku in (*skus, *(sku for one in unclear for sku in one.skus)) if sku in form.unclear[0].skus]
    if not named:
        return None
    if form.what == PRICE and turn.parse is not None and turn.parse.price_cents is not None:
        form = replace(form, cents=turn.parse.price_cents)  # said anew together with the name
    if len(named) == 1:
        return which_chosen(turn, form, named[0])
    fewer = Unclear(form.unclear[0].said, tuple(named))
    return Step(replace(form, unclear=(fewer, *form.unclear[1:])))


def lacks_product(_turn: Turn, form: ShelfForm) -> bool:
    """Whether no product was named."""
    return not form.skus


def product_options(turn: Turn, form: ShelfForm) -> Sequence[Option]:
    """What is back must have been off."""
    if form.what != BACK:
        return ()
    off = [product for product in turn.store.catalogue.of_merchant(own_shop(turn)) if product.sold_out]
    return [Option(Verbatim(product.name), product.sku) for product in off[:SHOWN]]


def product_chosen(_turn: Turn, form: ShelfForm, value: Json) -> Step[ShelfForm]:
    """The product is known now."""
    return Step(replace(form, skus=(value,)))


def product_heard(turn: Turn, form: ShelfForm) -> Step[ShelfForm] | None:
    """Its name in words."""
    skus, unclear, unknown = goods_said(turn)
    if skus or unclear:
        return Step(replace(form, skus=skus, unclear=unclear))
    return Step(form, say(words("shelf-unknown", things=unknown[:3]))) if unknown else None


# --- prices --------------------------------------------------------------------------------------------------------


def lacks_price(_turn: Turn, form: ShelfForm) -> bool:
    """Whether the new price was not said."""
    return form.what == PRICE and form.cents is None


def price_words(turn: Turn, form: ShelfForm) -> Words:
    """What it costs until now, and what it shall cost."""
    product = _product(turn, form.skus[0])
    return words("shelf-ask-price", thing=product.name, price=product.price)


def price_heard(turn: Turn, form: ShelfForm) -> Step[ShelfForm] | None:
    """ "7,50", "sieben Euro"."""
    assert turn.parse is not None
    others = [item for item in turn.parse.items if item.text and item.candidates]
    if any(form.skus[0] not in {candidate.key for candidate in item.candidates} for item in others):
        return None  # "noch zwei Stutenkerle da" is no price of the bread
    cents = turn.parse.price_cents
    if cents is None and turn.parse.numbers:
        cents = int(turn.parse.numbers[0] * Decimal(100))
    if cents is None or not 0 < cents <= MOST_CENTS:
        return None
    return Step(replace(form, cents=cents))


def lacks_sure(turn: Turn, form: ShelfForm) -> bool:
    """Whether the price falls so far that it may be a slip."""
    if form.what != PRICE or form.sure or form.cents is None:
        return False
    product = _product(turn, form.skus[0])
    return not product.fixed_price and Money(form.cents).fell_more_than(SHARP_FALL_PERCENT, product.price)


def sure_words(turn: Turn, form: ShelfForm) -> Words:
    """The new price beside the old."""
    product = _product(turn, form.skus[0])
    return words("shelf-ask-sure", thing=product.name, new=Money(form.cents or 0), old=product.price)


def sure_options(_turn: Turn, _form: ShelfForm) -> Sequence[Option]:
    """Yes or no."""
    return [
        Option(words("shelf-option-sure"), True, heard_as=("ja", "stimmt", "richtig")),
        Option(words("shelf-option-not-sure"), False, heard_as=("nein", "nee", "falsch", "stimmt nicht")),
    ]


def sure_chosen(_turn: Turn, form: ShelfForm, value: Json) -> Step[ShelfForm]:
    """A slip is asked anew."""
    if value:
        return Step(replace(form, sure=True))
    return Step(replace(form, cents=None), say(words("shelf-price-stays")))


def sure_heard(turn: Turn, form: ShelfForm) -> Step[ShelfForm] | None:
    """Yes, no, or the right price at once."""
    assert turn.parse is not None
    if turn.parse.intent.name in {"affirm", "deny"}:
        return sure_chosen(turn, form, turn.parse.intent.name == "affirm")
    return price_heard(turn, form)


# --- the end -------------------------------------------------------------------------------------------------------


def finish(turn: Turn, form: ShelfForm) -> Reply:
    """Done, said with the way back."""
    skus = [Sku(sku) for sku in form.skus]
    names = [_product(turn, sku).name for sku in skus]
    if form.what == PRICE:
        return _priced(turn, form, skus[0])
    if form.what == BACK:
        for sku in skus:
            set_available(turn.county, turn.store, turn.actor, sku)
        return say(words("shelf-back", things=names))
    back = Option(words("shelf-option-back"), {"what": BACK, "skus": list(form.skus)}, "shelf")
    if form.what == LEFT:
        for sku in skus:
            set_remaining(turn.county, turn.store, turn.actor, sku, form.left or 0)
        return say(words("shelf-left", things=names, left=form.left or 0))
    for sku in skus:
        set_sold_out(turn.county, turn.store, turn.actor, sku, form.day)
    if form.day is not None:
        return say(words("shelf-off-until", things=names, day=form.day), options=[back])
    return say(words("shelf-off", things=names), options=[back])


def _priced(turn: Turn, form: ShelfForm, sku: Sku) -> Reply:
    new = Money(form.cents or 0)
    old, product = set_price(turn.county, turn.store, turn.actor, sku, new, sure=form.sure)
    return say(words("shelf-priced", thing=product.name, new=new, old=old), words("shelf-accepted-holds"))


def _product(turn: Turn, sku: str) -> Product:
    product = turn.store.catalogue.product(Sku(sku))
    if product is None:
        raise NotFound
    return product


def _name(product: Product) -> str:
    return product.name
