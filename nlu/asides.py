"""What stands around a wish: what goods are for, where they are, who writes. None of it is wanted."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from nlu.german.numbers import number_at
from nlu.german.phrases import FRAME_WORDS, JOINERS, KITCHEN, TAKE_BACK
from nlu.german.prices import price_at
from nlu.german.quantities import QuantitySpan, quantity_at
from nlu.german.spelling import word_set
from nlu.goods import is_adjective
from nlu.products import ProductIndex
from nlu.tokens import Token

# What follows these is never wanted: "für den Kuchen", "zum Backen", "im Keller".
_ALWAYS = word_set(
    "fuer fuers fuern zum zur zu in im ins auf aufs nach ueber unter vor hinter neben wegen seit waehrend"
)
# What follows these is an aside only when it is no goods: "beim Bäcker", but "von der Butter", "an Gemüse".
_UNLESS_GOODS = word_set("bei beim an am von vom aus mit um durch")
# These tell more of the goods before them: "im Glas", "am Stück", "ohne Knoblauch".
TELLING = word_set("in im am aus vom mit ohne")
_PEOPLE = word_set("fuer fuers fuern bei")
_DETERMINERS = word_set("""
    der die das den dem des ein eine einen einem einer nen ne n mein meine meinen meinem meiner unser unsere unseren
    unserem unserer ihr ihre ihren ihrem ihrer sein seine seinen seinem seiner dein deine deinen deinem deiner diese
    diesen diesem dieser dieses auf so unsern meim alle alles allen
    """)
_TITLES = word_set("frau herr herrn fraeulein familie fam doktor dr schwester")
_GREETINGS = word_set("gruss gruesse gruessle gruessen lg mfg hochachtungsvoll")
_PRESENTING = (("hier", "ist"), ("hier", "spricht"), ("hier", "schreibt"), ("mein", "name", "ist"), ("ich", "heisse"))
_HONOURED = frozenset({"geehrte", "geehrter", "geehrtes", "werte", "werter"})
_ENDS = frozenset((*JOINERS, ".", "!", "?", ":", ";", "-", "–", "("))
_IN_NAMES = frozenset({"aus", "von", "die", "der", "frau", "herr"})
_WHO_WORDS, _SIGNATURE = 5, 6
_MOST_ADJECTIVES = 2


def aside_at(tokens: Sequence[Token], at: int, index: ProductIndex, blocked: Collection[int]) -> int | None:
    """The token after an aside that begins exactly at `at`, or None."""
    who = _salutation(tokens, at) or _signature(tokens, at) or _who_writes(tokens, at) or _title(tokens, at)
    return who or _phrase(tokens, at, index, blocked)


def is_made_of(tokens: Sequence[Token], last: int) -> bool:
    """True if the goods that end before `last` are what somebody is going to cook: "Marmelade kochen"."""
    return last < len(tokens) and tokens[last].folded in KITCHEN


def _phrase(tokens: Sequence[Token], at: int, index: ProductIndex, blocked: Collection[int]) -> int | None:
    """A preposition with its noun."""
    word = tokens[at].folded
    if word not in _ALWAYS and word not in _UNLESS_GOODS:
        return None
    if word == "auf" and (quantity := _quantity(tokens, at + 1)) is not None and quantity.number is not None:
        return None  # "ändern Sie das auf drei Becher"
    here = _past_determiners(tokens, at + 1)
    if here < len(tokens) and (price := price_at(tokens, here)) is not None and not price.bare:
        return None  # "für fünf Euro"
    if word in _PEOPLE:
        number = number_at(tokens, here) if here < len(tokens) else None
        if number is not None and _is_noun(tokens, number.last, blocked) and not _is_goods(tokens, number.last, index):
            return number.last + 1  # "für sechs Personen"
    for _ in range(_MOST_ADJECTIVES):
        if here + 1 < len(tokens) and _is_noun(tokens, here + 1, blocked) and _describes(tokens[here], index):
            here += 1
    if not _is_noun(tokens, here, blocked):
        return None
    if word in _UNLESS_GOODS and _is_goods(tokens, here, index):
        return None
    return _signature(tokens, here) or here + 1  # "mit freundlichen Grüßen H. Niemann"


def _quantity(tokens: Sequence[Token], at: int) -> QuantitySpan | None:
    found = quantity_at(tokens, at) if at < len(tokens) else None
    return None if found is None or found.article else found


def _past_determiners(tokens: Sequence[Token], at: int) -> int:
    while at < len(tokens) and tokens[at].folded in _DETERMINERS:
        at += 1
    return at


def _describes(token: Token, index: ProductIndex) -> bool:
    return is_adjective(token, index) or (
        token.text[0].islower()
        and token.folded.endswith(("en", "er", "em", "es", "e"))
        and not index.knows_head(token.text)
    )


def _is_noun(tokens: Sequence[Token], at: int, blocked: Collection[int]) -> bool:
    """Whether a word stands there that could be the thing a preposition speaks of."""
    if at >= len(tokens) or at in blocked:
        return False
    token = tokens[at]
    if not token.is_word or token.folded in JOINERS or token.folded in TAKE_BACK:
        return False
    if token.folded in FRAME_WORDS and not (
        token.text[0].isupper() and token.text[1:].islower() and len(token.text) > 3
    ):
        return False
    quantity = quantity_at(tokens, at)
    return quantity is None or (quantity.number is None and quantity.unit_at is not None)


def _is_goods(tokens: Sequence[Token], at: int, index: ProductIndex) -> bool:
    return index.knows_head(tokens[at].text) and tokens[at].folded not in FRAME_WORDS


def _title(tokens: Sequence[Token], at: int) -> int | None:
    """ "Frau Meier": a name and no thing."""
    after = at + 1
    if tokens[at].folded not in _TITLES or after >= len(tokens) or not tokens[after].text[0].isupper():
        return None
    return after + 1 if tokens[after].text[1:].islower() and tokens[after].folded not in FRAME_WORDS else None


def _who_writes(tokens: Sequence[Token], at: int) -> int | None:
    """ "Hier ist Erna Brinkmann aus Ovenhausen": up to the next mark, but no further than a name is long."""
    for words in _PRESENTING:
        first = at + len(words)
        if tuple(token.folded for token in tokens[at:first]) == words:
            last = first
            while last < len(tokens) and tokens[last].folded not in _ENDS and last - first < _WHO_WORDS:
                said = tokens[last].folded
                small = not tokens[last].is_word or (said in FRAME_WORDS and tokens[last].text[0].islower())
                if small and said not in _IN_NAMES:
                    break
                last += 1
            return last if last > first else None
    return None


def _salutation(tokens: Sequence[Token], at: int) -> int | None:
    """ "Sehr geehrte Damen und Herren": up to the next mark."""
    if tokens[at].folded not in _HONOURED:
        return None
    last = at + 1
    while last < len(tokens) and tokens[last].is_word and last - at < _WHO_WORDS:
        last += 1
    return last


def _signature(tokens: Sequence[Token], at: int) -> int | None:
    """ "Schöne Grüße, Ihre Hilde" at the end of a message."""
    if tokens[at].folded not in _GREETINGS:
        return None
    rest = tokens[at + 1 :]
    if sum(token.is_word for token in rest) <= _SIGNATURE and not any(token.is_number for token in rest):
        ends = [place for place, token in enumerate(rest) if token.text in {".", "!", "\n"}]
        if not ends or sum(token.is_word for token in rest[ends[0] :]) <= 2:
            return len(tokens)
    return None
