"""Where goods stand in a message: the stretches of words that name a product, without amount and frame."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlu.german.phrases import BINDERS, FRAME_WORDS, JOINERS, KITCHEN
from nlu.german.quantities import UNITS
from nlu.german.spelling import stem
from nlu.products import ProductIndex
from nlu.tokens import Token

_LONGEST_PHRASE = 5
_MOST_ADJECTIVES = 2
_DESCRIBING = """
frisch rot weiß grün gelb schwarz braun bunt klein groß dick dünn alt jung reif süß sauer saure salzig mild stark
scharf hell dunkel
"""
_ADJECTIVES = frozenset(stem(word) for word in _DESCRIBING.split())
_ADJECTIVE_SHAPE = re.compile(r".{3,}(frei|arm|reich|haltig|scharf)(e|en|er|es|em)?$|ge.{3,}(t|en)(e|en|er|es|em)?$")
# "Waschmittel für Wolle" is called so, "Milch für den Kaffee" is not.
_FOR = frozenset({"fuer", "fuers", "zum"})
_SIZE_WORDS = frozenset({"groesse", "typ", "type"})
_ARTICLES = frozenset({"der", "dem", "den", "die", "das", "einer", "einem"})


def goods_at(tokens: Sequence[Token], at: int, end: int, index: ProductIndex) -> int | None:
    """The token after the goods that begin exactly at `at` (before `end`), or None."""
    phrase = _phrase_at(tokens, at, end, index)
    if phrase is not None:
        return _extended(tokens, at, phrase, end, index)
    head = _skip_adjectives(tokens, at, end, index)
    if head >= end or not _is_head(tokens[head], index):
        if head == at or head >= end:
            return None
        inner = _phrase_at(tokens, head, end, index)
        return None if inner is None else _extended(tokens, head, inner, end, index)
    if head > at:
        inner = _phrase_at(tokens, head, end, index)
        if inner is not None:
            return _extended(tokens, head, inner, end, index)
    return _extended(tokens, head, head + 1, end, index)


def is_adjective(token: Token, index: ProductIndex) -> bool:
    """True for words that describe goods: listed ones, typical shapes, and words of labels."""
    if not token.is_word or token.folded in FRAME_WORDS or token.folded in BINDERS or index.calls_so(token.text):
        return False
    if stem(token.text) in _ADJECTIVES or _ADJECTIVE_SHAPE.match(token.folded):
        return True
    inflected = token.folded.endswith(("e", "en", "er", "es", "em"))
    return (
        inflected and token.text[0].islower() and index.is_product_word(token.text) and not index.knows_head(token.text)
    )


def _is_head(token: Token, index: ProductIndex) -> bool:
    if not token.is_word or token.folded in FRAME_WORDS or token.folded in UNITS or len(token.folded) < 2:
        return False
    return index.knows_head(token.text)


def _skip_adjectives(tokens: Sequence[Token], at: int, end: int, index: ProductIndex) -> int:
    here = at
    while here < end and here - at < _MOST_ADJECTIVES and is_adjective(tokens[here], index):
        here += 1
    return here


def _phrase_at(tokens: Sequence[Token], at: int, end: int, index: ProductIndex) -> int | None:
    """The end of the longest known name of two words or more, also a compound written apart."""
    if not tokens[at].is_word:
        return None
    # A phrase begins with a word of some label; only a compound written apart may begin otherwise.
    longest = _LONGEST_PHRASE if index.is_product_word(tokens[at].text) else 2
    for last in range(min(at + longest, end), at + 1, -1):
        stretch = tokens[at:last]
        if not all(token.is_word or token.is_number for token in stretch) or not stretch[0].is_word:
            continue
        words = [token.folded for token in stretch]
        if words[0] in JOINERS or words[-1] in JOINERS:
            continue
        if index.knows_phrase(words):
            return last
        if last == at + 2 and _is_split_compound(tokens, at, index):
            return last
    return None


def _is_split_compound(tokens: Sequence[Token], at: int, index: ProductIndex) -> bool:
    first, second = tokens[at], tokens[at + 1]
    if (
        not (first.is_word and second.is_word)
        or first.folded in FRAME_WORDS
        or not index.knows_phrase([first.folded + second.folded])
    ):
        return False
    if not index.knows_head(first.text):
        return True
    # "Kaffee Milch Zucker" is a list, "eine Flasche Apfel Saft" is one thing.
    neighbours = [tokens[place] for place in (at - 1, at + 2) if 0 <= place < len(tokens)]
    return not any(_is_head(token, index) for token in neighbours) and _counted(tokens, at)


def _counted(tokens: Sequence[Token], at: int) -> bool:
    return at > 0 and (tokens[at - 1].folded in UNITS or tokens[at - 1].is_number)


def _extended(tokens: Sequence[Token], head: int, last: int, end: int, index: ProductIndex) -> int:
    """Past what describes the goods from behind: "Gouda mittelalt", "Milch 3,5 %", "Käse in Scheiben"."""
    named = " ".join(token.text for token in tokens[head:last])
    while last < end:
        token = tokens[last]
        if token.is_number and _is_label_number(tokens, last, end, index):
            last += 1
            if last < end and tokens[last].folded in {"%", "prozent", "prozentige", "prozentig", "er"}:
                last += 1
        elif is_adjective(token, index) and not _starts_goods(tokens, last, end, index):
            last += 1
        elif token.folded in _SIZE_WORDS and last + 1 < end and index.tells(named, [token.folded]):
            last += 2
        elif (token.folded in BINDERS or token.folded in _FOR) and token.folded != "und":
            bound = _bound(tokens, last, end, index, named)
            if bound is None:
                return last
            last = bound
        elif _is_label_word(token, index) and not _starts_goods(tokens, last, end, index):
            last += 1
        else:
            return last
    return last


def _is_label_word(token: Token, index: ProductIndex) -> bool:
    return (
        token.is_word
        and token.folded not in FRAME_WORDS
        and token.folded not in KITCHEN
        and token.folded not in UNITS
        and token.folded not in JOINERS
        and index.is_product_word(token.text)
        and not index.knows_head(token.text)
    )


def _starts_goods(tokens: Sequence[Token], at: int, end: int, index: ProductIndex) -> bool:
    """True if from `at` on another thing is named: "Milch laktosefreie Sahne"."""
    head = _skip_adjectives(tokens, at, end, index)
    return head < end and _is_head(tokens[head], index)


def _is_label_number(tokens: Sequence[Token], at: int, end: int, index: ProductIndex) -> bool:
    """Numbers that name a kind (3,5 % or type 405), not an amount."""
    text = tokens[at].text
    follower = tokens[at + 1].folded if at + 1 < end else ""
    if follower in {"%", "prozent", "prozentig", "prozentige"}:
        return True
    if follower in UNITS:
        return False
    if follower and tokens[at + 1].start == tokens[at].end and len(follower) > 2:  # "3lagig"
        return index.is_product_word(follower) and not index.knows_head(follower)
    return index.is_product_word(text.replace(".", ",")) and ("," in text or "." in text or len(text) >= 3)


def _bound(tokens: Sequence[Token], at: int, end: int, index: ProductIndex, named: str) -> int | None:
    """The end of "in Scheiben", "mit Kräutern", "aus der Dose" that begins with the binder at `at`.

    It belongs to the goods only when something that is `named` so carries it: "Brot mit Butter" are two things.
    """
    here = at + 1
    if here < end and tokens[here].folded in _ARTICLES:
        here += 1
    if here < end and tokens[here].is_number and _is_label_number(tokens, here, end, index):  # "mit 3,8 Prozent Fett"
        here += 1
        while here < end and tokens[here].folded in {"%", "prozent", "fett"}:
            here += 1
        return here
    here = _skip_adjectives(tokens, here, end, index)
    if here >= end or not tokens[here].is_word or tokens[here].folded in FRAME_WORDS:
        return None
    said = ["ohne"] if tokens[at].folded == "ohne" else []
    told = index.tells(named, [*said, tokens[here].folded], exactly=tokens[at].folded in _FOR)
    return here + 1 if told else None
