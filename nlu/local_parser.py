"""The parser inside the process: rules first, then the trained model, then the words of the county."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from nlu.containers import ContainerIndex, find_containers, gives_back
from nlu.danger import is_danger, is_unsubscribe, is_withdrawal, looks_harmless
from nlu.facts import Facts, gather
from nlu.features import blocks
from nlu.german.phrases import (
    CHANGE_STEMS,
    CHANGE_WORDS,
    FRAME_WORDS,
    POLITE,
    RETURN_STEMS,
    TAKE_BACK,
    WEAK_CHANGE_WORDS,
)
from nlu.german.spelling import stem, word_set
from nlu.goods import goods_at
from nlu.items import ItemSpan, Wishes, find_items
from nlu.marks import completed_entities
from nlu.model import Model
from nlu.pieces import Hints
from nlu.places import TermIndex, TermSpan
from nlu.products import ProductIndex
from nlu.result import Entity, Expects, GroupMention, Intent, ParseContext, ParseResult, PlaceMention, Vocabulary
from nlu.roles import WISHES, WITH_GOODS, follows_contract, judged_in_role, plausibility
from nlu.shortcuts import shortcut, yes_or_no
from nlu.splitting import clauses, pieces
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
# What decides alone, whatever goods are named beside it.
_NEVER_AN_ORDER = frozenset(
    {"emergency", "withdraw_contract", "cancel_order", "unsubscribe", "privacy", "remove_items", "change_quantity",
     "reorder", "bereavement_or_absence", OUT_OF_SCOPE}
)  # fmt: skip
_SURE_OTHER = 0.75
_ONLY_ORDER = 0.9
# A greeting or a word about the weather around a wish is no request; nor is a wish for goods one for a service.
_AROUND_A_WISH = frozenset({"greet", "goodbye", "thank", "small_talk", "book_service", "affirm", "browse_assortment"})
_WISHING = (
    "brauch",
    "braeucht",
    "bruuk",
    "haett",
    "moecht",
    "nehm",
    "bestell",
    "benoetig",
    "will",
    "bitte",
    "bring",
    "bekomm",
)
_WANTED = (
    "leg",
    "pack",
    "tun",
    "geben",
    "dafuer",
    "stattdessen",
    "lieber",
    "sondern",
    "brauch",
    "braeucht",
    "haett",
    "moecht",
    "dazu",
    "noch",
)
_IN_LISTS = word_set("und un sowie auch der die das den ein eine einen ne nen n dazu plus bidde")
_NO_REQUEST = frozenset({"greet", "goodbye", "thank", "affirm", "deny", "small_talk", OUT_OF_SCOPE, "stop", "repeat"})


_NO_WISHES = Wishes([], [])


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
        coarse = clauses(text)
        only_order = result.intent.name == "order_items" and result.intent.confidence >= _ONLY_ORDER and "?" not in text
        if len(coarse) < 2 and only_order:
            return result  # looking closer costs time, and there is nothing else to be seen
        fine = pieces(text)
        if len(fine) < 2:
            return result
        alone = replace(context, expects=Expects.NOTHING)
        parsed = {cut: replace(self._parse_clause(cut[1], alone), start=cut[0]) for cut in dict.fromkeys(fine + coarse)}
        order = self._with_order(text, context, result, [parsed[cut] for cut in fine])
        if order is not None:
            return replace(order, parts=_parts(order, [parsed[cut] for cut in fine]))
        return replace(result, parts=_parts(result, [parsed[cut] for cut in coarse])) if len(coarse) > 1 else result

    def _with_order(
        self, text: str, context: ParseContext, whole: ParseResult, parsed: Sequence[ParseResult]
    ) -> ParseResult | None:
        """An order beside another request stays an order: its goods, without the words of the other request."""
        if whole.intent.name in _NEVER_AN_ORDER or plausibility("order_items", context.roles) < 1.0:
            return None
        others = [(part.start, part.start + len(part.text)) for part in parsed if _is_another(part)]
        if not others or not any(_is_order(part) for part in parsed):
            return None
        return self._parse_clause(text, context, ordering_without=others)

    def _parse_clause(
        self, text: str, context: ParseContext, ordering_without: Sequence[tuple[int, int]] = ()
    ) -> ParseResult:
        """The meaning of the words as one request; `ordering_without` tells that it orders, and what is beside it."""
        tokens = tokenize(text)
        facts = gather(text, tokens, context.today)
        if ordering_without:
            beside = {
                at
                for at, token in enumerate(tokens)
                if any(first <= token.start < last for first, last in ordering_without)
            }
            facts = replace(facts, taken=facts.taken | beside)
        entities = self._model.tag(text, tokens)
        places = self._places.find(text, tokens, expected=context.expects is Expects.PLACE)
        known = [*entities, *self._known_words(text, tokens, entities, places)] if self._contract else entities
        judged = self._judge(text, tokens, facts, known, context)
        if ordering_without:
            judged = _Judgement(_led_by("order_items", 0.9, judged.ranking), certain=True)
        intent = judged.ranking[0]
        wishes = self._items(text, tokens, facts, intent.name, entities, context) if self._contract else _NO_WISHES
        if self._contract and not judged.certain:
            judged, wishes = self._with_goods(text, tokens, facts, judged, wishes, entities, context)
            judged, wishes = self._with_service(text, tokens, facts, judged, wishes, entities, context)
            judged, wishes = _with_refusals(tokens, judged, wishes)
            intent = judged.ranking[0]
        containers = find_containers(text, tokens, self._containers)
        if self._contract and not judged.certain and intent.name in _GOODS_WISHED and gives_back(tokens, containers):
            judged, wishes = _Judgement(_led_by("return_deposit", _SURE_RETURN, judged.ranking)), _NO_WISHES
            intent = judged.ranking[0]
        spans = wishes.items
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
            left_out=tuple(span.item for span in wishes.left_out),
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
    ) -> Wishes:
        asked = context.expects in {Expects.AMOUNT, Expects.PRODUCT}
        if intent not in WITH_GOODS and not asked:
            return _NO_WISHES
        goods = [one for one in entities if one.name == "product"]
        hinted = {at for at, token in enumerate(tokens) if any(one.start <= token.start < one.end for one in goods)}
        wishes = intent in WISHES or asked
        hints = Hints(
            blocked=facts.taken, goods=hinted, wishes=wishes, refusals=intent in WISHES, prefer=context.prefer
        )
        found = find_items(text, tokens, self._products, hints)
        # An amount without goods is an item only where an amount was asked or something is changed.
        keep_bare = asked or bool(context.prefer) or intent in {"change_quantity", "remove_items", "partial_order"}
        return Wishes([span for span in found.items if keep_bare or span.item.text], found.left_out)

    def _with_goods(
        self,
        text: str,
        tokens: list[Token],
        facts: Facts,
        judged: _Judgement,
        wishes: Wishes,
        entities: Sequence[Entity],
        context: ParseContext,
    ) -> tuple[_Judgement, Wishes]:
        """A bare list of goods is an order even if the model has never seen such goods."""
        best = judged.ranking[0]
        if context.prefer and any(span.item.factor is not None for span in wishes.items):
            return _Judgement(_led_by("change_quantity", _SURE, judged.ranking)), wishes
        if best.name == "remove_items" and wishes.items and _must_not_be_forgotten(tokens):
            return _Judgement(_led_by("order_items", _SURE, judged.ranking)), wishes
        if (
            best.name in {"order_items", "change_quantity"}
            and context.prefer
            and wishes.items
            and all(not span.item.text and span.item.change for span in wishes.items)
        ):
            return _Judgement(_led_by("change_quantity", _SURE, judged.ranking)), wishes
        changes = _names_change(tokens, wishes.items, in_basket=bool(context.prefer)) and (
            context.prefer or not _corrects_itself(tokens, wishes)
        )
        if best.name in {"change_quantity", "order_items"} and wishes.items and not changes:
            share = _share(judged.ranking, "change_quantity") + _share(judged.ranking, "order_items")
            certain = share >= _UNSURE or _wishes_for_goods(tokens, wishes, facts.taken)
            known = any(span.item.decisive for span in wishes.items)
            if best.name == "order_items" and "?" not in text and known and certain:
                share = max(share, _SURE)  # known goods, and nothing that speaks against a wish
            return _Judgement(_led_by("order_items", min(share, 0.99), judged.ranking)), wishes
        unnamed_return = best.name == "return_deposit" and not any(
            token.folded.startswith(RETURN_STEMS) for token in tokens
        )
        if (
            plausibility("order_items", context.roles) < 1.0
            or "?" in text
            or (best.name in _GOODS_WISHED and context.prefer)
        ):
            return judged, wishes
        if self._is_unknown_compound(tokens) and context.expects is Expects.NOTHING:
            found = find_items(text, tokens, self._products, Hints(goods={0}, wishes=True))
            return _Judgement(_led_by("order_items", 0.6, judged.ranking)), found
        found = self._items(text, tokens, facts, "order_items", entities, context)
        if not found.items or (best.name in _GOODS_WISHED and not _is_bare_list(tokens, found)):
            return judged, wishes
        if best.name in _AROUND_A_WISH and _wishes_for_goods(tokens, found, facts.taken):
            return _Judgement(_led_by("order_items", 0.8, judged.ranking)), found
        sure = best.confidence >= (_UNSURE if best.name in WITH_GOODS else _SURE_OTHER)
        if not _is_bare_list(tokens, found) and (not _is_list(tokens, found.items) or (sure and not unnamed_return)):
            return judged, wishes
        share = max(0.8, _share(judged.ranking, "order_items"))
        return _Judgement(_led_by("order_items", share, judged.ranking)), found

    def _is_unknown_compound(self, tokens: Sequence[Token]) -> bool:
        """A single noun that goods of the county are the last part of: "Sojamilch" is a wish for what is not there."""
        words = [token for token in tokens if token.is_word and token.folded not in POLITE]
        return len(words) == 1 and tokens[0] is words[0] and self._products.is_compound(words[0].text)

    def _with_service(
        self,
        text: str,
        tokens: list[Token],
        facts: Facts,
        judged: _Judgement,
        wishes: Wishes,
        entities: Sequence[Entity],
        context: ParseContext,
    ) -> tuple[_Judgement, Wishes]:
        """A service is booked: no thing to be ordered, and "Friseurin nach Hause" is no way of delivery."""
        best = judged.ranking[0].name
        if best not in _MAY_BE_SERVICE and not _is_unsure(judged.ranking):
            return judged, wishes
        if plausibility("book_service", context.roles) < 1.0 or not self._names_only_services(text, tokens):
            return judged, wishes
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


def _parts(whole: ParseResult, parsed: Sequence[ParseResult]) -> tuple[ParseResult, ...]:
    """Further requests of the message; the deciding one is not repeated."""
    parts: list[ParseResult] = []
    for part in parsed:
        name = part.intent.name
        if name in _NO_REQUEST or name == whole.intent.name or part.intent.confidence < _SURE_PART:
            continue
        if all(name != known.intent.name for known in parts):
            parts.append(part)
    return tuple(parts)


def _is_another(part: ParseResult) -> bool:
    """Whether a clause is about something else than the goods that are wished."""
    name = part.intent.name
    if name in WISHES or part.intent.confidence < _SURE_PART:
        return False
    return name not in {"affirm", "deny", "stop", "repeat"} and not _is_order(part)


def _is_order(part: ParseResult) -> bool:
    """Whether a clause wishes for goods, beyond doubt: it names some, and the words are an order's."""
    known = any(item.candidates for item in part.items)
    return part.intent.name == "order_items" and part.intent.confidence >= _SURE_PART and known


def _with_refusals(tokens: Sequence[Token], judged: _Judgement, wishes: Wishes) -> tuple[_Judgement, Wishes]:
    """Goods left out and nothing wished: they come out of the basket. Something wished beside them: an order."""
    name = judged.ranking[0].name
    if name not in WISHES or not wishes.left_out:
        return judged, wishes
    items = [span for span in wishes.items if name != "remove_items" or _is_wished_instead(tokens, span)]
    if items:
        meant = "order_items" if name == "remove_items" else name
        sure = max(_SURE, judged.ranking[0].confidence if meant == name else 0.0)
        gone = [*wishes.left_out, *(span for span in wishes.items if span not in items)]
        return _Judgement(_led_by(meant, sure, judged.ranking)), Wishes(items, gone)
    gone = sorted([*wishes.items, *wishes.left_out], key=lambda span: span.goods)
    return _Judgement(_led_by("remove_items", max(_SURE, judged.ranking[0].confidence), judged.ranking)), Wishes(
        gone, []
    )


def _is_wished_instead(tokens: Sequence[Token], span: ItemSpan) -> bool:
    """ "… raus, dafür Tee": whether words before the goods tell that these are wanted."""
    first = span.goods[0] if span.quantity is None else min(span.goods[0], span.quantity.first)
    return any(token.folded.startswith(_WANTED) for token in tokens[max(0, first - 4) : first])


def _corrects_itself(tokens: Sequence[Token], wishes: Wishes) -> bool:
    """True if the message takes back what it has said itself: nothing in a basket is meant."""
    spans = [*wishes.items, *wishes.left_out]
    if not any(span.item.text for span in spans):
        return False
    return bool(wishes.left_out) or any(at > 0 and token.folded in TAKE_BACK for at, token in enumerate(tokens))


def _wishes_for_goods(tokens: Sequence[Token], wishes: Wishes, taken: Collection[int]) -> bool:
    """True if the words wish for something, and most that is not mere frame are known goods."""
    covered = _covered(wishes.items)
    content = {
        at
        for at, token in enumerate(tokens)
        if token.is_word and token.folded not in FRAME_WORDS and at not in taken and at not in wishes.asides
    }
    wished = any(token.folded.startswith(_WISHING) for token in tokens)
    return wished and bool(covered) and len(content & covered) >= 0.6 * len(content)


def _covered(spans: Sequence[ItemSpan]) -> set[int]:
    """The tokens that known goods and their amounts are made of."""
    covered: set[int] = set()
    for span in spans:
        if span.item.candidates:
            covered.update((*range(*span.goods), *span.told))
            covered.update(() if span.quantity is None else range(span.quantity.first, span.quantity.last))
    return covered


def _must_not_be_forgotten(tokens: Sequence[Token]) -> bool:
    """ "Vergessen Sie die Butter nicht" wishes for butter."""
    return any(token.folded.startswith("vergess") for token in tokens) and any(
        token.folded in {"nicht", "nich", "net"} for token in tokens
    )


def _is_bare_list(tokens: Sequence[Token], wishes: Wishes) -> bool:
    """True if there is nothing but known goods, their amounts and what is polite."""
    covered = _covered(wishes.items)
    for span in wishes.items if covered else ():
        covered.update(range(*span.goods))  # what is not there stands in the list as well
        covered.update(wishes.asides)
    beside = [token for at, token in enumerate(tokens) if at not in covered and token.is_word]
    return bool(covered) and all(token.folded in POLITE or token.folded in _IN_LISTS for token in beside)


def _names_change(tokens: Sequence[Token], spans: Sequence[ItemSpan], *, in_basket: bool) -> bool:
    """True if something in the words tells that goods already in the basket are meant.

    Where nothing is `in_basket`, "nur" and "nicht" tell only how much is wished.
    """
    bare = any(span.item.change or not span.item.text for span in spans)
    told = CHANGE_WORDS if in_basket else CHANGE_WORDS - WEAK_CHANGE_WORDS
    return bare or any(token.folded in told or token.folded.startswith(CHANGE_STEMS) for token in tokens)


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
