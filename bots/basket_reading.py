"""Orders of strangers in, baskets out: `dorfbote nlu baskets` asks the real dialogue, so that anybody can score it.

Each message is the first one of a person nobody knows, and nothing of it is kept. One JSON object a line:
in  {"id", "text", "given_basket"?: [{"sku", "packs"|"grams"}]}
out {"id", "items": [{"sku", "packs"|"grams"}], "ask": [{"text", "about": "product"|"quantity", "packs"|"grams"?,
     "candidates": [sku, at most three, best first]}], "unknown": [text], "intent"}
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any, Protocol, cast

from bots.channels.channel import Address, Incoming
from bots.dialogue.conversation import Talk
from bots.dialogue.reply import Reply, Words
from bots.dialogue.turn import Conversations, Seen
from bots.flows.order import ORDER
from bots.flows.wishes import SHOWN, Pending, Picked, settle
from domain.county import County
from domain.errors import DomainError
from domain.ids import Sku
from domain.ordering.model import Basket
from domain.ordering.service import basket_of, put_in
from domain.people.service import meet
from domain.quantity import Amount
from domain.store import UnitOfWork
from nlu.result import Unit

CHANNEL = "baskets"
# A question that is put in the answer itself, and what it is about; it leaves nothing open in the form.
_ASKED_AT_ONCE = {
    "order-change-how-much": "quantity",
    "order-change-what": "product",
    "order-take-out-what": "product",
}


class MessageUnusable(ValueError):
    """A line of the input that is no message."""


class Units(Protocol):
    """Opens units of work."""

    def begin(self) -> AbstractContextManager[UnitOfWork]: ...


@dataclass(frozen=True, slots=True)
class Message:
    """What a stranger writes, and what is in the basket already."""

    id: Any
    text: str
    given: tuple[tuple[Sku, Amount], ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """Something that is asked back: the words it is about, and the goods that may be meant, best first."""

    text: str
    about: str
    candidates: tuple[str, ...]
    amount: Amount | None = None


class BasketReader:
    """Answers messages one by one; every one of them meets the county as if it were the first."""

    def __init__(self, units: Units, county: County, conversations: Conversations) -> None:
        self._units = units
        self._county = county
        self._conversations = conversations
        self._seen: list[Seen] = []
        conversations.watch = self._seen.append

    def answers(self, lines: Iterable[str]) -> Iterator[str]:
        """One line of JSON for each line of JSON. Raises `MessageUnusable`, which names the line."""
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield json.dumps(self.read(message_in(line, number)), ensure_ascii=False)

    def read(self, message: Message) -> dict[str, Any]:
        """The basket afterwards and what is asked back. What was said is forgotten at once: nothing is committed."""
        with self._units.begin() as store:
            return self._read(store, message)

    def _read(self, store: UnitOfWork, message: Message) -> dict[str, Any]:
        address = Address(CHANNEL, str(message.id))
        person = meet(self._county, store, address.channel, address.id)
        for sku, amount in message.given:
            put_in(self._county, store, person.actor(), sku, amount)
        self._seen.clear()
        self._conversations.answer(store, Incoming(address, None, text=message.text))
        seen = self._seen[-1]
        _, talk = self._conversations.open(store, address)
        basket = basket_of(self._county, store, person.id)
        asked = [*_pending(store, talk), *_asked_at_once(store, basket, seen.reply)]
        return {
            "id": message.id,
            "items": [{"sku": line.sku, **_measured(line.amount)} for line in basket.lines],
            "ask": [_as_json(question) for question in asked],
            "unknown": list(_unknown(seen.reply)),
            "intent": seen.parse.intent.name if seen.parse is not None else None,
        }


def message_in(line: str, number: int) -> Message:
    """A message of one line of JSON. Raises `MessageUnusable`."""
    try:
        raw = json.loads(line)
        given = tuple((Sku(str(one["sku"])), _amount(one)) for one in raw.get("given_basket") or ())
        return Message(raw["id"], str(raw["text"]), given)
    except (ValueError, KeyError, TypeError, AttributeError, DomainError) as wrong:
        raise MessageUnusable(f"line {number} is no message: {wrong}") from None


def _amount(raw: dict[str, Any]) -> Amount:
    return Amount(grams=int(raw["grams"])) if "grams" in raw else Amount(packs=int(raw["packs"]))


def _pending(store: UnitOfWork, talk: Talk) -> Iterator[Question]:
    """What the order flow keeps in mind to ask, one after the other."""
    for frame in talk.frames:
        if frame.flow == ORDER.name:
            for pending in ORDER.adapter.validate_python(frame.form).pending:
                about = "product" if pending.why in {"which", "near", "out"} else "quantity"
                yield Question(pending.said, about, pending.skus[:SHOWN], _proposed(store, pending))


def _proposed(store: UnitOfWork, pending: Pending) -> Amount | None:
    """How much it will be when the first candidate is meant, as far as that is known."""
    if pending.packs or pending.grams:
        return Amount(packs=pending.packs, grams=pending.grams)
    product = store.catalogue.product(Sku(pending.skus[0]))
    if product is None or (pending.amount is None and pending.budget is None):
        return None
    amount = Decimal(pending.amount) if pending.amount else None
    settled = settle(product, pending.said, amount, Unit(pending.unit) if pending.unit else None, pending.budget)
    return settled.amount if isinstance(settled, Picked) else None


def _asked_at_once(store: UnitOfWork, basket: Basket, reply: Reply) -> Iterator[Question]:
    inside = [line.sku for line in basket.lines]
    for one in _said(reply):
        about = _ASKED_AT_ONCE.get(one.key)
        if about is not None:
            thing = str(one.args.get("thing", ""))
            named = [sku for sku in inside if (p := store.catalogue.product(sku)) is not None and p.name == thing]
            yield Question(thing, about, tuple(named or inside)[:SHOWN])


def _unknown(reply: Reply) -> Iterator[str]:
    for one in _said(reply):
        if one.key == "order-unknown":
            yield from cast("Sequence[str]", one.args["things"])


def _said(reply: Reply) -> Iterator[Words]:
    for saying in reply.sayings:
        yield from (one for one in saying.sentences if isinstance(one, Words))


def _as_json(question: Question) -> dict[str, Any]:
    amount = _measured(question.amount) if question.amount is not None else {}
    return {"text": question.text, "about": question.about, **amount, "candidates": list(question.candidates)}


def _measured(amount: Amount) -> dict[str, int]:
    return {name: number for name, number in asdict(amount).items() if number is not None}
