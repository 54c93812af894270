"""Asking back what is unclear: which one, something like it, how much, so many packs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from bots.dialogue.flow import Step, Turn
from bots.dialogue.reply import Json, Option, Verbatim, Words, say, words
from bots.flows.order_filling import product_of, take_out_of_basket, take_results
from bots.flows.order_form import OrderForm
from bots.flows.tables import amount_words, content, product_words
from bots.flows.wishes import SHOWN, Pending, Picked, Result, settle
from domain.catalogue.model import Product
from domain.quantity import Amount
from nlu.german.phrases import FRAME_WORDS
from nlu.german.spelling import fold
from nlu.result import Item, Unit

ANY_OF_THEM = ("egal", "ist egal", "irgendeine", "irgendein", "irgendwas", "was am billigsten ist", "das billigste")
SHORTEST_WORD, LONGEST_ENDING = 3, 2


def is_unclear(_turn: Turn, form: OrderForm) -> bool:
    """Whether something has to be asked back."""
    return bool(form.pending)


def unclear_words(turn: Turn, form: OrderForm) -> Words:
    """The question about the first unclear thing."""
    pending = form.pending[0]
    product = product_of(turn, pending.skus[0])
    match pending.why:
        case "which":
            return words("order-which", thing=pending.said)
        case "out":
            return words("order-take-out-which", thing=pending.said)
        case "near":
            return words("order-near", thing=pending.said, product=product_words(product))
        case "much":
            amount = Amount(packs=pending.packs, grams=pending.grams)
            return words("order-much", amount=amount_words(amount), product=product.name)
        case "fits":
            return words("order-fits", product=product.name, content=content(product), packs=pending.packs or 1)
    return words("order-how-much", thing=product.name, price=product_words(product))


def unclear_options(turn: Turn, form: OrderForm) -> Sequence[Option]:
    """At most three ways out, best first."""
    pending = form.pending[0]
    if pending.why in {"which", "out"}:
        chosen = [product_of(turn, sku) for sku in pending.skus[:SHOWN]]
        return [Option(Verbatim(product_words(product)), {"sku": product.sku}) for product in chosen]
    leave = Option(words("order-option-leave"), {"leave": True}, heard_as=("nein", "nee", "nichts", "keine", "lass"))
    if pending.why == "near":
        return [Option(words("order-option-take-near"), {"sku": pending.skus[0]}, heard_as=("ja", "gern", "ok")), leave]
    if pending.why == "much":
        much: Json = {"grams": pending.grams} if pending.grams else {"packs": pending.packs}
        sure = Option(words("order-option-sure"), much, heard_as=("ja", "gern", "ok", "passt"))
        return [sure, leave]
    if pending.why == "fits":
        packs = pending.packs or 1
        take = Option(
            words("order-option-packs", packs=packs), {"packs": packs}, heard_as=("ja", "gern", "ok", "passt")
        )
        less = [Option(words("order-option-packs", packs=packs - 1), {"packs": packs - 1})] if packs > 1 else []
        return [take, *less, leave]
    if product_of(turn, pending.skus[0]).sold_by == "weight":
        return [Option(Verbatim(f"{grams} g"), {"grams": grams}) for grams in (250, 500, 1000)]
    return [Option(words("order-option-packs", packs=1), {"packs": 1}), leave]


def unclear_chosen(turn: Turn, form: OrderForm, value: Json) -> Step[OrderForm]:
    """A way out was tapped or named."""
    pending, rest = form.pending[0], form.without_first()
    if value.get("leave"):
        return Step(rest, say(words("order-left-out", thing=pending.said)))
    sku = value.get("sku") or pending.skus[0]
    product = product_of(turn, sku)
    if pending.why == "out":
        return take_out_of_basket(turn, rest, [product])
    if value.get("packs") or value.get("grams"):
        result: Result = Picked(sku, value.get("packs"), value.get("grams"))
    elif pending.vague:
        result = Pending(pending.said, "amount", (sku,))
    else:
        amount = Decimal(pending.amount) if pending.amount else None
        unit = Unit(pending.unit) if pending.unit else None
        result = settle(product, pending.said, amount, unit, pending.budget)
    return take_results(turn, rest, [(Item(text=pending.said), result)])


def unclear_heard(turn: Turn, form: OrderForm) -> Step[OrderForm] | None:
    """An answer in words: another name for one of the candidates, an amount, or "keine"."""
    assert turn.parse is not None
    pending, parse = form.pending[0], turn.parse
    if parse.intent.name == "deny":
        return unclear_chosen(turn, form, {"leave": True})
    if fold(turn.said).strip(" .!") in ANY_OF_THEM:
        return unclear_chosen(turn, form, {"sku": pending.skus[0]})
    if pending.why in {"which", "near", "out"}:
        return _heard_name(turn, form)
    if pending.why in {"amount", "fits", "much"}:
        return _heard_amount(turn, form)
    return None


def _heard_name(turn: Turn, form: OrderForm) -> Step[OrderForm] | None:
    """One of the candidates by its name or by a word of it ("die frische"); several left: asked again among them."""
    assert turn.parse is not None
    pending = form.pending[0]
    named = next((item for item in turn.parse.items if item.text), None)
    said = {candidate.key for candidate in named.candidates} if named else set()
    fitting = [sku for sku in pending.skus if sku in said] or _by_a_word(turn, pending)
    if len(fitting) == 1 or (fitting and named is not None and named.decisive):
        return unclear_chosen(turn, form, {"sku": fitting[0]})
    if 1 < len(fitting) < len(pending.skus):
        return Step(replace(form, pending=(replace(pending, skus=tuple(fitting)), *form.pending[1:])))
    if not fitting and turn.parse.intent.name == "affirm":
        return Step(form, say(words("order-which-one-please")))
    return None


def _by_a_word(turn: Turn, pending: Pending) -> list[str]:
    """The candidates with most of the words that were said in their names; none when nothing fits."""
    spoken = fold(turn.said).replace(",", " ").split()
    said = [word for word in spoken if len(word) >= SHORTEST_WORD and word not in FRAME_WORDS]
    scores = {sku: _hits(said, product_of(turn, sku)) for sku in pending.skus}
    best = max(scores.values(), default=0)
    return [sku for sku in pending.skus if scores[sku] == best] if best else []


def _hits(said: Sequence[str], product: Product) -> int:
    names = fold(f"{product.name} {product.synonyms} {product.brand}".replace(";", " ")).replace(",", " ").split()
    return sum(any(_is_like(word, name) for name in names) for word in said)


def _is_like(word: str, name: str) -> bool:
    """The beginning of a name, or a name with an ending: "Bio" and "frischen" are, "Pakete" is not "pa"."""
    ending = len(word) - len(name)
    return name.startswith(word) or (word.startswith(name) and ending <= LONGEST_ENDING and len(name) >= SHORTEST_WORD)


def _heard_amount(turn: Turn, form: OrderForm) -> Step[OrderForm] | None:
    assert turn.parse is not None
    parse, pending = turn.parse, form.pending[0]
    product = product_of(turn, pending.skus[0])
    item = next((item for item in parse.items if not item.text or item.amount is not None), None)
    if item is not None and item.text and product.sku not in {c.key for c in item.candidates}:
        return None
    amount = item.amount if item is not None else parse.numbers[0] if parse.numbers else None
    if amount is None:
        proposed: Json = {"grams": pending.grams} if pending.grams else {"packs": pending.packs}
        return unclear_chosen(turn, form, proposed) if _agreed(turn) and any(proposed.values()) else None
    result = settle(product, pending.said, amount, item.unit if item is not None else None)
    if isinstance(result, Pending) and result.why in {"fits", "much"}:  # said twice: the packs are taken as said
        result = Picked(product.sku, result.packs, result.grams)
    return take_results(turn, form.without_first(), [(Item(text=pending.said), result)])


def _agreed(turn: Turn) -> bool:
    return turn.parse is not None and turn.parse.intent.name == "affirm"
