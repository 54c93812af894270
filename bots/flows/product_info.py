"""Questions about a product: price, what is in it, where it comes from. Never a guess, never advice on health."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from bots.dialogue.flow import Turn, answer_flow
from bots.dialogue.reply import Json, Option, Reply, Verbatim, Words, say, words
from bots.flows.assortment import product_rows
from bots.flows.hearing import said_any
from bots.flows.not_sold import HEALTH, never_sold
from bots.flows.order_filling import basket_table
from bots.flows.order_form import basket
from bots.flows.out_of_scope import refusal
from bots.flows.tables import named, product_words
from bots.flows.who import BUYERS
from domain.catalogue.model import Product
from domain.clock import local_day
from domain.ids import Sku
from nlu.result import Item, Match

SHOWN = 3
# What a question is about, most telling first; a price is what is meant when nothing else is said.
ABOUT: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("health", HEALTH),
    ("allergens", ("allerg", "gluten", "laktose", "lactose", "nuss", "nüsse", "erdnuss", "soja", "weizen", "sellerie",
                   "senf", "sesam", "unverträglich", "intoleran", "spuren von", "milchfrei", "eifrei", "vegan",
                   "vegetarisch")),
    ("ingredients", ("drin", "darin", "zutat", "enthalt", "enthält", "inhalt", "zusammensetzung", "woraus", "zucker",
                     "salz", "schwein", "alkohol", "konservier", "zusatzstoff")),
    ("origin", ("woher", "herkunft", "kommt der", "kommt die", "kommt das", "region", "kommen die", "wo wächst")),
    ("maker", ("hersteller", "wer macht", "wer stellt", "von wem", "wer produziert", "marke")),
    ("storage", ("haltbar", "lager", "aufbewahr", "wie lange", "kühl", "einfrieren", "mindesthalt", "hält sich")),
    ("age", ("ab welchem alter", "wie alt", "altersgrenze", "ab 16", "ab 18", "jugend", "ausweis")),
)  # fmt: skip
ALLERGENS = {
    "gluten": "glutenhaltiges Getreide",
    "crustaceans": "Krebstiere",
    "eggs": "Eier",
    "fish": "Fisch",
    "peanuts": "Erdnüsse",
    "soy": "Soja",
    "milk": "Milch",
    "nuts": "Nüsse",
    "celery": "Sellerie",
    "mustard": "Senf",
    "sesame": "Sesam",
    "sulphites": "Sulfite",
    "lupin": "Lupinen",
    "molluscs": "Weichtiere",
}


def answer(turn: Turn) -> Reply:
    """The one product that is meant; of several up to three are named; a question puts nothing in the basket."""
    assert turn.parse is not None
    about = about_of(turn.said)
    items = [item for item in turn.parse.items if item.text]
    if not items:
        return _without_name(turn, about)
    item = max(items, key=_clearness)
    products = _meant(turn, item)
    if not products:
        return _unknown(turn, item.text)
    if len(products) == 1:
        return _told(turn, products[0], about)
    return _several(turn, products, item.text, about)


def tapped(turn: Turn, value: Json) -> Reply:
    """One of several, with the question that was asked."""
    product = turn.store.catalogue.product(Sku(value["sku"]))
    assert product is not None
    return _told(turn, product, value["about"])


def about_of(text: str) -> str:
    """What is asked about: "Ist in der Seife Milch?" asks for what is in it."""
    found = next((about for about, beginnings in ABOUT if said_any(text, beginnings)), "price")
    return (
        "allergens" if found == "price" and said_any(text, ("ist in der", "ist im", "ist in dem", "sind in")) else found
    )


def _clearness(item: Item) -> tuple[bool, float]:
    """How surely the words name a product: "Wie lange hält sich das Brot" is about the bread."""
    best = item.candidates[0] if item.candidates else None
    return best is not None and best.match in {Match.NAME, Match.SYNONYM}, best.score if best else 0.0


def _meant(turn: Turn, item: Item) -> list[Product]:
    found = turn.store.catalogue.products({Sku(candidate.key) for candidate in item.candidates})
    like_it = [c for c in item.candidates if c.match is not Match.NEAR] or item.candidates
    products = [found[Sku(c.key)] for c in like_it if Sku(c.key) in found]
    return products[:1] if item.decisive else products


def _told(turn: Turn, product: Product, about: str) -> Reply:
    sentences = _ANSWERS[about](turn, product)
    at_the_fach = turn.talk.frame is not None and turn.talk.frame.flow == "vending"  # its own button follows
    return say(*sentences, options=[_put(product)] if _there(turn, product) and not at_the_fach else ())


def _several(turn: Turn, products: Sequence[Product], said: str, about: str) -> Reply:
    shown = sorted(products, key=lambda product: not _there(turn, product))[:SHOWN]  # what is there comes first
    if about == "price":
        rows = [row for product in shown for row in product_rows(product)]
        head = words("product-info-several", thing=said, count=len(products))
        there = [product for product in shown if _there(turn, product)]
        tap = words("assortment-tap-service" if all(product.is_service for product in there) else "assortment-tap")
        options = [replace(_put(product), label=Verbatim(named(product)), heard_as=()) for product in there]
        return say(head, tap if there else _availability(turn, shown[0]), options=options, rows=rows)
    options = [
        Option(Verbatim(named(product)), {"sku": product.sku, "about": about}, flow="product-info") for product in shown
    ]
    return say(words("order-which", thing=said), options=options)


def _unknown(turn: Turn, said: str) -> Reply:
    never = never_sold(said)
    if never is not None:
        return say(refusal(turn, never))
    shelves = Option(words("pattern-option-assortment"), flow="assortment")
    return say(words("order-unknown", things=[said]), options=[shelves])


def _without_name(turn: Turn, about: str) -> Reply:
    never = never_sold(turn.said)
    if never is not None:
        return say(refusal(turn, never))
    if about == "health":
        return say(words("product-info-doctor"), words("product-info-say-which"))
    if about == "price" and basket(turn).lines:
        return basket_table(turn)
    return say(words("product-info-which"))


# --- answers -----------------------------------------------------------------------------------------------


def _price(turn: Turn, product: Product) -> list[Words]:
    told = [words("product-info-price", product=product_words(product))]
    if product.deposit:
        told.append(words("product-info-deposit", deposit=product.deposit))
    told.append(_availability(turn, product))
    if product.min_age:
        told.append(words("product-info-age", age=product.min_age))
    elif not product.goes_into_a_compartment and not product.is_service:
        told.append(words("product-info-in-person"))
    return told


def _availability(turn: Turn, product: Product) -> Words:
    today = local_day(turn.county.now())
    if product.is_service:
        return words("product-info-service")
    if not product.in_season(today):
        return words("product-info-season")
    if product.remaining_packs == 0 or (product.sold_out and product.sold_out_until is None):
        return words("product-info-off")
    if product.sold_out and product.sold_out_until is not None and product.sold_out_until > today:
        return words("product-info-off-until", day=product.sold_out_until)
    if product.remaining_packs is not None:
        return words("product-info-left", left=product.remaining_packs)
    return words("product-info-there")


def _ingredients(turn: Turn, product: Product) -> list[Words]:
    if not product.ingredients:
        return [_ask_merchant(turn, product)]
    told = [words("product-info-ingredients", thing=product.name, ingredients=product.ingredients)]
    if product.allergens:
        told.append(words("product-info-allergens-short", allergens=_allergens(product)))
    if product.note:
        told.append(words("product-info-note", note=product.note))
    return told


def _allergens_told(turn: Turn, product: Product) -> list[Words]:
    """Only what is declared is told; that something is not in it is never said."""
    contact = _ask_merchant(turn, product, "product-info-else")
    if product.allergens:
        return [words("product-info-allergens", thing=product.name, allergens=_allergens(product)), contact]
    if product.ingredients:
        told = words("product-info-ingredients", thing=product.name, ingredients=product.ingredients)
        return [told, contact]
    return [_ask_merchant(turn, product)]


def _health(turn: Turn, product: Product) -> list[Words]:
    label = _allergens_told(turn, product) if product.ingredients or product.allergens else []
    return [words("product-info-doctor"), *label[:1]] if label else [words("product-info-doctor")]


def _origin(turn: Turn, product: Product) -> list[Words]:
    return _fact(turn, product, "product-info-origin", product.origin)


def _maker(turn: Turn, product: Product) -> list[Words]:
    return _fact(turn, product, "product-info-maker", product.maker)


def _storage(turn: Turn, product: Product) -> list[Words]:
    told = _fact(turn, product, "product-info-storage", product.storage)
    if product.shelf_life_days:
        told.append(words("product-info-keeps", days=product.shelf_life_days))
    return told


def _age(turn: Turn, product: Product) -> list[Words]:
    if product.min_age:
        return [words("product-info-age-of", thing=product.name, age=product.min_age)]
    return [words("product-info-no-age", thing=product.name)]


def _fact(turn: Turn, product: Product, key: str, fact: str) -> list[Words]:
    return [words(key, thing=product.name, fact=fact)] if fact else [_ask_merchant(turn, product)]


def _ask_merchant(turn: Turn, product: Product, key: str = "product-info-unknown") -> Words:
    merchant = turn.store.catalogue.merchant(product.merchant_id)
    assert merchant is not None
    return words(key, thing=product.name, merchant=merchant.name, phone=merchant.phone)


def _allergens(product: Product) -> list[str]:
    """The 14 of the law in German, the exact ones (wheat, hazelnut) first where they are known."""
    exact = [one.strip() for one in product.allergen_details.split(";") if one.strip()]
    exact_groups = {"gluten", "nuts"} if exact else set()
    codes = [code for code in product.allergens.split(";") if code and code not in exact_groups]
    return exact + [ALLERGENS.get(code, code) for code in codes]


def _put(product: Product) -> Option:
    heard = ("ja", "ja bitte", "gern", "nehme ich", "den nehme ich", "die nehme ich", "das nehme ich")
    if product.is_service:
        return Option(words("appointment-option-book"), {"sku": product.sku}, flow="book-service", heard_as=heard)
    return Option(words("product-info-option-put"), product.sku, flow="order", heard_as=heard)


def _there(turn: Turn, product: Product) -> bool:
    soon = local_day(turn.county.now()) + timedelta(days=2)
    return product.remaining_packs != 0 and product.available_on(soon)


_ANSWERS: dict[str, Callable[[Turn, Product], list[Words]]] = {
    "price": _price,
    "health": _health,
    "allergens": _allergens_told,
    "ingredients": _ingredients,
    "origin": _origin,
    "maker": _maker,
    "storage": _storage,
    "age": _age,
}

PRODUCT_INFO = answer_flow(
    "product-info", "Fragen zu einer Ware beantworten", BUYERS, {"ask_product"}, answer, tapped=tapped
)
