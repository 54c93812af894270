"""Empties in a message: how many of what kind, in crates or loose, by the words of the vocabulary."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from rapidfuzz import process
from rapidfuzz.distance import OSA

from nlu.german.numbers import number_at
from nlu.german.phrases import FRAME_WORDS, JOINERS
from nlu.german.spelling import fold, stem
from nlu.labels import words_of
from nlu.result import ContainerMention, Term
from nlu.tokens import Token, span_text

_CRATES = ("kasten", "kaesten", "kiste", "kisten", "traeger", "traegern")
_BOTTLES = ("flasche", "flaschen", "flaeschchen", "pulle", "pullen", "buddel", "buddeln", "buddels")
_CANS = ("dose", "dosen", "doeschen", "buechse", "buechsen")
_JARS = ("glas", "glaeser", "glaesern")
_VESSELS = frozenset((*_BOTTLES, *_CANS, *_JARS))
# Bottles, jars and cartons that never carry a deposit, whatever a county sells.
_WITHOUT_DEPOSIT = frozenset(
    stem(word)
    for word in fold(
        """
        wein weinflasche rotweinflasche weissweinflasche sekt sektflasche schaumweinflasche prosecco proseccoflasche
        schnaps schnapsflasche likoer likoerflasche kornflasche rumflasche whiskyflasche wodkaflasche weinbrandflasche
        oelflasche essigflasche ketchupflasche sossenflasche shampooflasche spuelmittelflasche medizinflasche
        tetrapak tetrapack milchtuete milchkarton saftkarton safttuete getraenkekarton saftpackung milchpackung
        marmeladenglas marmeladenglaeser gurkenglas gurkenglaeser honigglas honigglaeser einmachglas einmachglaeser
        senfglas senfglaeser wuerstchenglas wuerstchenglaeser altglas konserve konservendose suppendose fischdose
        futterdose katzenfutterdose hundefutterdose farbdose spraydose
        """
    ).split()
)
_BAGS = frozenset(("tuete", "tueten", "sack", "saecke", "beutel", "korb", "karton", "kartons", "tasche", "taschen"))
_EACH = frozenset(("je", "jeweils", "a", "zu", "mal", "x"))
_FULL, _INSIDE = ("voll", "gefuellt"), frozenset(("mit", "darin", "drin", "drinnen"))
_GIVEN_BACK = ("zurueck", "abgeb", "abzugeb", "leergut", "pfandgut", "rueckgab")
_WANTED = ("brauch", "braeucht", "bestell", "kauf")
_EMPTY = frozenset(("leere", "leeren", "leerer", "leeres", "leddige", "leddigen"))
_SHORTEST_MISSPELT = 6


@dataclass(frozen=True, slots=True)
class _Word:
    """What one word says: the kinds it may mean, and whether it is a crate, a bare vessel, or what was in it."""

    keys: tuple[str, ...] = ()
    crates: tuple[str, ...] = ()
    vessel: bool = False
    drink: bool = False
    barred: bool = False


class ContainerIndex:
    """The words for empties in one county."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._keys: dict[str, list[str]] = defaultdict(list)
        for term in terms:
            for name in (term.name, *term.synonyms):
                words = words_of(name)
                if len(words) == 1 and term.key not in self._keys[stem(words[0])]:
                    self._keys[stem(words[0])].append(term.key)
        self._spelt = [key for key in self._keys if len(key) >= _SHORTEST_MISSPELT]

    def __bool__(self) -> bool:
        return bool(self._keys)

    def read(self, token: Token) -> _Word | None:
        """What this word means among empties, or None."""
        said = token.folded
        if said in FRAME_WORDS:  # "was" is no water
            return None
        if stem(said) in _WITHOUT_DEPOSIT:
            return _Word(barred=True, drink=not _ends(said, (*_VESSELS, *_CRATES)))
        ending = _ends(said, _CRATES)
        if ending:
            content = said.removesuffix(ending)
            return _Word(keys=self._of(content), crates=self._of(ending) or self._of("kasten"))
        keys = self._of(said) or self._misspelt(said)
        if keys:
            return _Word(keys, vessel=said in _VESSELS, drink=not _ends(said, tuple(_VESSELS)))
        ending = _ends(said, (*_BOTTLES, *_CANS))
        return _Word(self._of(ending)) if ending and self._of(ending) else None

    def _of(self, word: str) -> tuple[str, ...]:
        for form in (word, word.removesuffix("s"), word.removesuffix("er")):
            if form and stem(form) in self._keys:
                return tuple(self._keys[stem(form)])
        return ()

    def _misspelt(self, word: str) -> tuple[str, ...]:
        said = stem(word)
        if len(said) < _SHORTEST_MISSPELT or not self._spelt:
            return ()
        hit = process.extractOne(said, self._spelt, scorer=OSA.distance, score_cutoff=1 if len(said) < 10 else 2)
        return tuple(self._keys[hit[0]]) if hit is not None else ()


def find_containers(text: str, tokens: list[Token], index: ContainerIndex) -> tuple[ContainerMention, ...]:
    """All empties of a message in the order said."""
    return _Reader(text, tokens, index).read() if index else ()


def gives_back(tokens: Sequence[Token], found: Sequence[ContainerMention]) -> bool:
    """Whether these are empties to be given back: "sechs leere Gläser", "vier Dosen zurück", and no goods."""
    if not found or any(token.folded.startswith(_WANTED) for token in tokens):
        return False
    if any(token.folded.startswith(_GIVEN_BACK) for token in tokens):
        return True
    before = [max((t for t in tokens if t.end <= one.start), key=lambda t: t.end, default=None) for one in found]
    return any(token is not None and token.folded in _EMPTY for token in before)


class _Reader:
    """Goes through a message once; what was said last is what the next words add to."""

    def __init__(self, text: str, tokens: list[Token], index: ContainerIndex) -> None:
        self._text, self._tokens, self._index = text, tokens, index
        self._found: list[ContainerMention] = []
        self._amount: int | None = None
        self._counted = False  # a number (also one that is no amount) was said for the next thing
        self._joined = True  # nothing has been said yet that the next word could belong to
        self._between: set[str] = set()

    def read(self) -> tuple[ContainerMention, ...]:
        at = 0
        while at < len(self._tokens):
            at = self._number(at) or self._word(at)
        if self._amount is not None and self._found and self._found[-1].amount is None:
            self._last(amount=self._amount)  # "Bierflaschen abgeben, zwölf Stück"
        return tuple(self._found)

    def _number(self, at: int) -> int | None:
        span = number_at(self._tokens, at)
        if span is None or span.ordinal:
            return None
        value, last = span.value, span.last
        unit = self._tokens[last].folded if last < len(self._tokens) else ""
        if unit.startswith("dutzend"):
            value, last = value * 12, last + 1
        whole = value == value.to_integral_value() and span.upper is None and unit != "paar"
        if self._found and self._is_crate() and self._between & _EACH:  # "drei Kästen à 20 Flaschen"
            self._last(full=True)
            return last
        self._amount, self._counted = int(value) if whole and value < Decimal(100_000) else None, True
        return last

    def _word(self, at: int) -> int:
        token = self._tokens[at]
        said = token.folded
        word = self._index.read(token) if token.is_word else None
        if word is None:
            self._pass(token)
        elif "ohne" in self._between and self._found:
            self._last(full=False if self._is_crate() else self._found[-1].full)
        elif self._belongs(word):
            self._add(word, at)
        else:
            self._begin(word, at)
        if word is not None:
            self._between.clear()
            self._joined = False
        elif said in JOINERS:
            self._joined = True
        return at + 1

    def _pass(self, token: Token) -> None:
        self._between.add(token.folded)
        if token.folded in _BAGS:
            self._amount = None  # "zwei Tüten voll Flaschen" are not two bottles
        if token.folded.startswith("kein"):
            self._amount, self._counted = 0, True
        if self._found and not self._joined and self._is_crate() and token.folded.startswith(_FULL):
            self._last(full=True)

    def _belongs(self, word: _Word) -> bool:
        """Whether the word tells more of the last thing: "Kästen Bier", "Flaschen Wasser", "Cola Flaschen"."""
        if not self._found or self._joined or self._counted:
            return False
        last = self._found[-1]
        if last.crates:
            return not word.crates
        return (last.vessel and word.drink) or (last.drink and (word.vessel or bool(word.crates)))

    def _add(self, word: _Word, at: int) -> None:
        last = self._found[-1]
        keys = last.keys if word.vessel and last.keys else word.keys or last.keys
        crates = last.crates or word.crates
        full = last.full if not crates or last.full is not None else True
        self._found[-1] = replace(
            last,
            text=self._text[last.start : self._tokens[at].end],
            keys=keys,
            crates=crates,
            full=full,
            vessel=last.vessel and not word.drink,
            drink=False,
            barred=last.barred or word.barred,
        )

    def _begin(self, word: _Word, at: int) -> None:
        if self._found and self._is_crate() and self._counted and self._between & _INSIDE:
            # "eine Kiste mit 20 Flaschen": the bottles are counted by themselves.
            self._found[-1] = replace(self._found[-1], full=False)
        said_full = any(one.startswith(_FULL) for one in self._between) and bool(word.crates)
        self._found.append(
            ContainerMention(
                text=span_text(self._text, self._tokens, at, at + 1),
                start=self._tokens[at].start,
                amount=self._amount,
                keys=word.keys,
                crates=word.crates,
                full=True if said_full else None,
                vessel=word.vessel,
                drink=word.drink,
                barred=word.barred,
            )
        )
        self._amount, self._counted = None, False

    def _is_crate(self) -> bool:
        return bool(self._found[-1].crates)

    def _last(self, **changes: object) -> None:
        self._found[-1] = replace(self._found[-1], **changes)  # type: ignore[arg-type]
        self._amount, self._counted = None, False


def _ends(said: str, endings: Sequence[str]) -> str:
    """The ending of a compound, or nothing."""
    return next((ending for ending in sorted(endings, key=len, reverse=True) if said.endswith(ending)), "")
