"""What kinds of words stand where in a sentence, as our grammars and the county's words know them.

A hint for other parsers: `nlu.rasa.components` gives it to Rasa's classifier.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from nlu.facts import gather
from nlu.german.quantities import UNITS
from nlu.goods import goods_at
from nlu.places import TermIndex
from nlu.products import ProductIndex
from nlu.result import Vocabulary
from nlu.tokens import Token, tokenize

# A kind, and the first and the last letter it covers: text[start:end].
Kind = tuple[str, int, int]

GRAMMAR_KINDS = ("number", "article", "unit", "day", "time", "price", "compartment")
COUNTY_KINDS = ("goods", "service", "label", "place", "group", "container")
# Only whether a day is named counts here, not which.
_ANY_DAY = date(2024, 1, 1)


def grammar_kinds(text: str) -> list[Kind]:
    """Numbers, amounts, days, times and prices."""
    tokens = tokenize(text)
    facts = gather(text, tokens, _ANY_DAY)
    found = [_kind("article" if one.article else "number", tokens, one.first, one.last) for one in facts.numbers]
    found += [_kind("day", tokens, one.first, one.last) for one in facts.days]
    found += [_kind("time", tokens, one.first, one.last) for one in facts.times]
    found += [_kind("price", tokens, one.first, one.last) for one in facts.prices if not one.bare]
    found += [("unit", token.start, token.end) for token in tokens if token.folded in UNITS]
    if facts.compartment_at is not None:
        found.append(_kind("compartment", tokens, facts.compartment_at, facts.compartment_at + 1))
    return found


class CountyWords:
    """The words of one county, to be found in sentences."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._products = ProductIndex(vocabulary)
        self._terms = {
            "place": TermIndex(vocabulary.places, inflected=False),
            "group": TermIndex(vocabulary.groups, inflected=True),
            "container": TermIndex(vocabulary.containers, inflected=True),
        }

    def kinds(self, text: str) -> list[Kind]:
        """Goods, services, words that stand on some label, places, shelves and sellers, and empties."""
        tokens = tokenize(text)
        found = [*self._goods(text, tokens)]
        found += [
            ("label", token.start, token.end)
            for token in tokens
            if token.is_word and self._products.is_product_word(token.text)
        ]
        for kind, index in self._terms.items():
            found += [_kind(kind, tokens, one.first, one.last) for one in index.find(text, tokens, expected=False)]
        return found

    def _goods(self, text: str, tokens: list[Token]) -> Iterator[Kind]:
        at = 0
        while at < len(tokens):
            last = goods_at(tokens, at, len(tokens), self._products)
            if last is None:
                at += 1
                continue
            _, start, end = _kind("goods", tokens, at, last)
            yield "service" if self._products.means_service(text[start:end]) else "goods", start, end
            at = last


def _kind(name: str, tokens: Sequence[Token], first: int, last: int) -> Kind:
    return name, tokens[first].start, tokens[last - 1].end
