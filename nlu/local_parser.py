"""The parser inside the process: rules first, then the trained model, then the words of the county."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from nlu.containers import ContainerIndex, find_containers, gives_back
from nlu.danger import is_danger, is_unsubscribe, is_withdrawal, looks_harmless
from nlu.facts import Facts, gather
from nlu.features import blocks
from nlu.german.phrases import CHANGE_STEMS, CHANGE_WORDS, RETURN_STEMS
from nlu.german.spelling import stem
from nlu.goods import goods_at
from nlu.items import ItemSpan, find_items
from nlu.marks import completed_entities
from nlu.model import Model
from nlu.pieces import Hints
from nlu.places import TermIndex, TermSpan
from nlu.products import ProductIndex
from nlu.result import Entity, Expects, GroupMention, Intent, ParseContext, ParseResult, PlaceMention, Vocabulary
from nlu.roles import WISHES, WITH_GOODS, follows_contract, judged_in_role, plausibility
from nlu.shortcuts import shortcut, yes_or_no
from nlu.splitting import clauses
from nlu.tokens import Token, tokenize

OUT_OF_SCOPE = "out_of_scope"
_RANKED = 5
# Below this the best intent is a guess; below the second the message is a stranger.
_UNSURE, _STRANGER = 0.45, 0.12
_CLOSE = 0.12
_SURE = 0.7
_SURE_GOODS = 0.95
_PROBABLE_DANGER = 0.45
_SURE_RETURN = 0.85
_ANSWER_WORDS = 8
# A street or a name that was asked for is no cry for help, unless its words say so: "Am Bach 7".
_FREE_ANSWERS, _SHORT_ANSWER = frozenset({Expects.TEXT, Expects.NAME, Expects.PLACE}), 4
# A further clause is a request of its own only when the model is this sure of it.
_SURE_PART = 0.55
# Said with certainty these are never the answer to the open question.
_INTERRUPTIONS = frozenset(
    {"emergency", "withdraw_contract", "unsubscribe", "talk_to_human", "stop", "help", "go_back", "repeat"}
)
# What a service may be taken for by a model that has not heard its name.
_MAY_BE_SERVICE = frozenset({"order_items", "change_quantity", "choose_delivery", "out_of_scope", "order_status"})
# What empties look like as long as nobody has said that they are empty.
_GOODS_WISHED = frozenset({"order_items", "change_quantity", "remove_items"})
_NO_REQUEST = frozenset({"greet", "goodbye", "thank", "affirm", "deny", "small_talk", OUT_OF_SCOPE, "stop", "repeat"})


@dataclass(frozen=True, slots=True)
class _Judgement:
    """What the rules and the model make of the intent."""

    ranking: tuple[Intent, ...]
    certain: bool = False


class LocalParser:
    """Understands messages with a trained model and the vocabulary of one county."""

    def __init__(self, model: Model, vocabulary: Vocabulary) -> None:
        self._model = model
        self._labels = frozenset(model.labels)
        self._contract = follows_contract(self._labels)
        self._products = ProductIndex(vocabulary)
        self._places = TermIndex(vocabulary.places, inflected=False)
        self._groups = TermIndex(vocabulary.groups, inflected=True)
        self._containers = ContainerIndex(vocabulary.containers)

    def with_vocabulary(self, vocabulary: Vocabulary) -> LocalParser:
        """A parser with the same model and other words; nothing is trained again."""
        return LocalParser(self._model, vocabulary)

    @property
    def products(self) -> ProductIndex:
        """The product index, for looking up a word outside a message."""
        return self._products

    def parse(self, text: str, context: ParseContext) -> ParseResult:
        """The meaning of one message."""
        result = self._parse_clause(text, context)
        if not self._contract or result.intent.name == "emergency":
            return result
        parts = self._parts(text, context, result)
        return replace(result, parts=parts) if parts else result

    def _parse_clause(self, text: str, context: ParseContext) -> ParseResult:
        tokens = tokenize(text)
        facts = gather(text, tokens, context.today)
        entities = self._model.tag(text, tokens)
        places = self._places.find(text, tokens, expected=context.expects is Expects.PLACE)
        known = [*entities, *self._known_words(text, tokens, entities, places)] if self._contract else entities
        judged = self._judge(text, tokens, facts, known, context)
        intent = judged.ranking[0]
        spans = self._items(text, tokens, facts, intent.name, entities, context) if self._contract else []
        if self._contract and not judged.certain:
            judged, spans = self._with_goods(text, tokens, facts, judged, spans, entities, context)
            judged, spans = self._with_service(text, tokens, facts, judged, spans, entities, context)
            intent = judged.ranking[0]
        containers = find_containers(text, tokens, self._containers)
        if self._contract and not judged.certain and intent.name in _GOODS_WISHED and gives_back(tokens, containers):
            judged, spans = _Judgement(_led_by("return_deposit", _SURE_RETURN, judged.ranking)), []
            intent = judged.ranking[0]
        groups = self._groups.find(text, tokens, expected=False)
        if self._contract:
            entities = completed_entities(tokens, entities, facts, spans, intent.name, set(self._model.entities))
        items = tuple(span.item for span in spans)
        result = ParseResult(
            text=text,
            intent=intent,
            ranking=judged.ranking[:_RANKED],
            entities=tuple(entities),
            items=items,
            numbers=facts.plain_numbers,
            days=tuple(span.day for span in facts.days),
            times=tuple(span.time for span in facts.times),
            places=tuple(PlaceMention(span.keys, span.text) for span in places),
            groups=tuple(GroupMention(span.keys, span.text) for span in groups),
            containers=containers,
            price_cents=_price(facts, intent.name, context.expects),
            compartment=facts.compartment,
            unsure=not judged.certain and _is_unsure(judged.ranking),
        )
        interrupts = intent.name in _INTERRUPTIONS and (judged.certain or intent.confidence >= _SURE)
        return replace(result, answers=not interrupts and _answers(result, tokens, context.expects))

    def _known_words(
        self, text: str, tokens: list[Token], tagged: Sequence[Entity], places: Sequence[TermSpan]
    ) -> list[Entity]:
        """Goods and places of the vocabulary that the model does not know: for the intent one is like another."""
        found: list[Entity] = []
        spans = [("place", span.first, span.last) for span in places]
        at = 0
        while at < len(tokens):
            last = goods_at(tokens, at, len(tokens), self._products)
            if last is not None and self._is_surely_goods(text[tokens[at].start : tokens[last - 1].end]):
                spans.append(("product", at, last))
            at = at + 1 if last is None else last
        for name, first, last in spans:
            start, end = tokens[first].start, tokens[last - 1].end
            if name in self._model.entities and not any(
                one.start < end and one.end > start for one in [*tagged, *found]
            ):
                found.append(Entity(name, text[start:end], start, end))
        return found

    def _is_surely_goods(self, words: str) -> bool:
        candidates = self._products.lookup(words).candidates if len(words) > 3 else ()
        return bool(candidates) and candidates[0].score >= _SURE_GOODS

    def _judge(
        self, text: str, tokens: list[Token], facts: Facts, entities: Sequence[Entity], context: ParseContext
    ) -> _Judgement:
        """The ranked intents: danger and duty, then what the open question expects, then the model."""
        words = [token for token in tokens if token.is_word]
        ranked = self._ranked(blocks(text, entities, tokens, facts), context)
        answers = context.expects in _FREE_ANSWERS and len(words) <= _SHORT_ANSWER and _is_unsure(ranked)
        answers = answers or (context.expects is Expects.AMOUNT and bool(facts.plain_numbers))
        if ranked[0].name == "emergency" and (looks_harmless(text) or self._is_strange(tokens) or answers):
            ranked = (*ranked[1:], Intent("emergency", 0.0))
        forced = self._forced(text, tokens, ranked, context)
        if forced is not None:
            return _Judgement(_led_by(forced, 0.99, ranked), certain=True)
        if not words and not facts.plain_numbers:
            return _Judgement(_led_by(OUT_OF_SCOPE, 0.9, ranked) if self._has(OUT_OF_SCOPE) else ranked, certain=False)
        if not words and self._contract:
            # Digits alone answer the open question, whatever it is; alone they mean nothing.
            name = "affirm" if context.expects in {Expects.CHOICE, Expects.AMOUNT} else OUT_OF_SCOPE
            return _Judgement(_led_by(name, 0.6, ranked) if self._has(name) else ranked)
        return _Judgement(ranked)

    def _forced(self, text: str, tokens: list[Token], ranked: tuple[Intent, ...], context: ParseContext) -> str | None:
        if self._has("emergency") and is_danger(text):
            return "emergency"
        if self._has("withdraw_contract") and is_withdrawal(text):
            return "withdraw_contract"
        short = shortcut(tokens, self._labels)
        if context.expects is Expects.YES_NO and short not in {"stop", "help", "talk_to_human", "go_back"}:
            answer = yes_or_no(tokens)
            if answer is not None and self._has(answer):
                return answer
        if short is not None:
            return short
        if self._has("emergency") and self._fears(text, tokens, ranked, context):
            return "emergency"
        if self._has("unsubscribe") and is_unsubscribe(text):
            return "unsubscribe"
        return None

    def _fears(self, text: str, tokens: list[Token], ranked: tuple[Intent, ...], context: ParseContext) -> bool:
        """Whether the model alone sees danger; words it has never met are none, nor a short answer to a question."""
        words = sum(1 for token in tokens if token.is_word)
        if self._is_strange(tokens):
            return False
        if looks_harmless(text) or (words < 3 and context.expects is not Expects.NOTHING):
            return False
        share = _share(ranked, "emergency")
        return share >= (_PROBABLE_DANGER if words >= 3 else 2 * _PROBABLE_DANGER) and ranked[0].name == "emergency"

    def _is_strange(self, tokens: list[Token]) -> bool:
        """True if the model has met next to none of the words: what it makes of their letters is chance."""
        words = [token for token in tokens if token.is_word]
        known = sum(f"w:{stem(token.folded)}" in self._model.columns for token in words)
        return known < min(len(words), 2)

    def _ranked(self, features: Sequence[Mapping[str, int]], context: ParseContext) -> tuple[Intent, ...]:
        own = self._in_role(self._model.rank(features), context)
        known = [one for one in context.opinion if one.name in self._labels]
        if not known or not _is_unsure(own):
            return own
        other = self._in_role(known, context)
        # What is hardly possible in the role stays small, however sure the other one is of it.
        possible = sum(one.confidence * plausibility(one.name, context.roles) for one in known[:1])
        return own if _is_unsure(other) or possible < _UNSURE else _led_by(other[0].name, other[0].confidence, own)

    def _in_role(self, ranked: Sequence[Intent], context: ParseContext) -> tuple[Intent, ...]:
        if not self._contract or not context.roles:
            return tuple(ranked)
        shares = judged_in_role({one.name: one.confidence for one in ranked}, context.roles)
        total = sum(shares.values()) or 1.0
        return tuple(Intent(name, share / total) for name, share in sorted(shares.items(), key=lambda row: -row[1]))

    def _has(self, label: str) -> bool:
        return label in self._labels

    def _items(
        self,
        text: str,
        tokens: list[Token],
        facts: Facts,
        intent: str,
        entities: Sequence[Entity],
        context: ParseContext,
    ) -> list[ItemSpan]:
        asked = context.expects in {Expects.AMOUNT, Expects.PRODUCT}
        if intent not in WITH_GOODS and not asked:
            return []
        goods = [one for one in entities if one.name == "product"]
        hinted = {at for at, token in enumerate(tokens) if any(one.start <= token.start < one.end for one in goods)}
        wishes = intent in WISHES or asked
        hints = Hints(blocked=facts.taken, goods=hinted, wishes=wishes, prefer=context.prefer)
        spans = find_items(text, tokens, self._products, hints)
        # An amount without goods is an item only where an amount was asked or something is changed.
        keep_bare = asked or intent in {"change_quantity", "remove_items", "partial_order"}
        return [span for span in spans if keep_bare or span.item.text]

    def _with_goods(
        self,
        text: str,
        tokens: list[Token],
        facts: Facts,
        judged: _Judgement,
        spans: list[ItemSpan],
        entities: Sequence[Entity],
        context: ParseContext,
    ) -> tuple[_Judgement, list[ItemSpan]]:
        """A bare list of goods is an order even if the model has never seen such goods."""
        best = judged.ranking[0]
        if best.name == "change_quantity" and spans and not _names_change(tokens, spans):
            share = best.confidence + _share(judged.ranking, "order_items")
            return _Judgement(_led_by("order_items", min(share, 0.99), judged.ranking)), spans
        unnamed_return = best.name == "return_deposit" and not any(
            token.folded.startswith(RETURN_STEMS) for token in tokens
        )
        if best.name in WITH_GOODS and best.confidence >= _UNSURE:
            return judged, spans
        if plausibility("order_items", context.roles) < 1.0 or "?" in text:
            return judged, spans
        if best.confidence >= 0.75 and not unnamed_return:
            return judged, spans
        found = self._items(text, tokens, facts, "order_items", entities, context)
        if not found or not _is_list(tokens, found):
            return judged, spans
        share = max(0.8, _share(judged.ranking, "order_items"))
        return _Judgement(_led_by("order_items", share, judged.ranking)), found

    def _with_service(
        self,
        text: str,
        tokens: list[Token],
        facts: Facts,
        judged: _Judgement,
        spans: list[ItemSpan],
        entities: Sequence[Entity],
        context: ParseContext,
    ) -> tuple[_Judgement, list[ItemSpan]]:
        """A service is booked: no thing to be ordered, and "Friseurin nach Hause" is no way of delivery."""
        best = judged.ranking[0].name
        if best not in _MAY_BE_SERVICE and not _is_unsure(judged.ranking):
            return judged, spans
        if plausibility("book_service", context.roles) < 1.0 or not self._names_only_services(text, tokens):
            return judged, spans
        share = max(0.8, _share(judged.ranking, "book_service"))
        found = self._items(text, tokens, facts, "book_service", entities, context)
        return _Judgement(_led_by("book_service", share, judged.ranking)), found

    def _names_only_services(self, text: str, tokens: list[Token]) -> bool:
        """Whether all goods in the words are somebody's time."""
        named, at = 0, 0
        while at < len(tokens):
            last = goods_at(tokens, at, len(tokens), self._products)
            if last is not None:
                if not self._products.means_service(text[tokens[at].start : tokens[last - 1].end]):
                    return False
                named += 1
            at = at + 1 if last is None else last
        return named > 0

    def _parts(self, text: str, context: ParseContext, whole: ParseResult) -> tuple[ParseResult, ...]:
        """Further requests of the message, each parsed alone; the deciding one is not repeated."""
        pieces = clauses(text)
        if len(pieces) < 2:
            return ()
        parts: list[ParseResult] = []
        for start, piece in pieces:
            part = replace(self._parse_clause(piece, replace(context, expects=Expects.NOTHING)), start=start)
            name = part.intent.name
            if name in _NO_REQUEST or name == whole.intent.name or part.intent.confidence < _SURE_PART:
                continue
            if all(name != known.intent.name for known in parts):
                parts.append(part)
        return tuple(parts)


def _names_change(tokens: Sequence[Token], spans: Sequence[ItemSpan]) -> bool:
    """True if something in the words tells that goods already in the basket are meant."""
    bare = any(span.item.change or not span.item.text for span in spans)
    return bare or any(token.folded in CHANGE_WORDS or token.folded.startswith(CHANGE_STEMS) for token in tokens)


def _led_by(name: str, confidence: float, ranked: Sequence[Intent]) -> tuple[Intent, ...]:
    """The ranking with one intent put first and the others sharing what is left."""
    others = [one for one in ranked if one.name != name]
    total = sum(one.confidence for one in others) or 1.0
    rest = 1.0 - confidence
    return (Intent(name, confidence), *(Intent(one.name, one.confidence * rest / total) for one in others))


def _share(ranked: Sequence[Intent], name: str) -> float:
    return next((one.confidence for one in ranked if one.name == name), 0.0)


def _is_unsure(ranking: Sequence[Intent]) -> bool:
    second = ranking[1].confidence if len(ranking) > 1 else 0.0
    return ranking[0].confidence < _UNSURE or ranking[0].confidence - second < _CLOSE


def _is_list(tokens: Sequence[Token], spans: Sequence[ItemSpan]) -> bool:
    """True if nearly every word of the message belongs to known goods or their amounts."""
    covered = sum(
        (span.goods[1] - span.goods[0]) + (0 if span.quantity is None else span.quantity.last - span.quantity.first)
        for span in spans
        if span.item.candidates
    )
    words = sum(1 for token in tokens if token.is_word or token.is_number)
    return covered > 0 and covered >= 0.6 * words


def _price(facts: Facts, intent: str, expects: Expects) -> int | None:
    named = [span for span in facts.prices if not span.bare]
    if named:
        return named[-1].cents
    if facts.prices and (intent == "set_price" or expects is Expects.AMOUNT):
        return facts.prices[-1].cents
    if intent == "set_price" and facts.plain_numbers:
        return int(facts.plain_numbers[-1] * Decimal(100))
    return None


def _answers(result: ParseResult, tokens: Sequence[Token], expects: Expects) -> bool:
    """Whether the words fit what the open question expects."""
    words = sum(1 for token in tokens if token.is_word or token.is_number)
    short = 0 < words <= _ANSWER_WORDS
    fitting: dict[Expects, bool] = {
        Expects.NOTHING: False,
        Expects.YES_NO: result.intent.name in {"affirm", "deny"},
        Expects.CHOICE: short and bool(result.numbers),
        Expects.AMOUNT: short and (bool(result.numbers) or any(item.amount is not None for item in result.items)),
        Expects.PRODUCT: bool(result.items),
        Expects.PLACE: bool(result.places),
        Expects.DAY: bool(result.days or result.times),
        Expects.NAME: 0 < words <= 5,
        Expects.TEXT: words > 0,
    }
    return fitting[expects]
