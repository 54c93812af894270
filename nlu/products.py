"""Product names in free text: words in, ranked candidates of a vocabulary out.

The index is built once per vocabulary. A lookup goes from sure to unsure: the whole phrase as a name
or synonym, then its head word narrowed by the other words ("laktosefreie Milch"), then spelling, then
near things. A compound never collapses to its last part: Hafermilch is not Milch.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from rapidfuzz import process
from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import ratio

from nlu.german.numbers import word_value
from nlu.german.quantities import UNITS, quantity_at
from nlu.german.spelling import fold, skeleton, stem
from nlu.labels import core_name, head_of, plain_name, sound_of, stem_key, words_of
from nlu.result import Candidate, Match, ProductTerm, Unit, Vocabulary
from nlu.tokens import tokenize

_NAME, _SYNONYM, _STEM, _HEAD, _TAIL = 1.0, 0.99, 0.96, 0.86, 0.78
_WRONG_PACK, _MISSING = 0.6, 0.5
_SERVICE, _ALMOST = 0.6, 0.15
# "lose" or "frisch" is no reason to leave a product out, but one to name it first; so is the first word of a label.
_ALSO_SAID, _ON_LABEL, _SHORTEST_HINT = 0.05, 0.004, 4
# The best must lead by this much to be taken without asking.
MARGIN = 0.08
_MOST_CANDIDATES = 12
_SHORTEST_TAIL = 4
# A shorter word with a wrong letter, or one with another first letter, may be anything: "Damen" is no "Samen".
_SHORTEST_SURE = 6
# These say nothing about which product is meant.
_EMPTY_WORDS = frozenset(
    fold(
        """
        frisch frische frischen frischer frisches gut gute guten guter gutes schön schöne schönen schöner
        schönes lecker leckere leckeren leckerer normal normale normalen normaler normales ganz ganze ganzes
        ganzen mit und von vom aus der die das den dem in im für fürs zum zur ohne ein eine einen bitte etwas am
        an so richtige richtiger richtiges lose
        """
    ).split()
)
# A wish that no listed word fulfils must never be passed over.
_STRICT = ("frei", "los", "bio", "vegan", "vegetar", "diabet", "ohn")
_SERVING = frozenset({"kiste", "kasten", "kisten", "kaesten"})


@dataclass(frozen=True, slots=True)
class _Use:
    """One way to name a product: which product, how sure, and the pack the name itself asks for."""

    product: int
    score: float
    match: Match
    crate: bool = False


@dataclass(slots=True)
class _Entry:
    """What the index knows of one product beside its names."""

    term: ProductTerm
    label: str = ""
    attributes: frozenset[str] = frozenset()
    units: frozenset[Unit] = frozenset()
    sizes: frozenset[tuple[Unit, Decimal]] = frozenset()

    def begins_with(self, said: str) -> bool:
        """Whether the label begins with the very words that were said."""
        return self.label == said or self.label.startswith(f"{said} ")


@dataclass(frozen=True, slots=True)
class Found:
    """The outcome of a lookup: candidates best first, and whether the first is clearly best."""

    candidates: tuple[Candidate, ...] = ()
    decisive: bool = False


@dataclass(slots=True)
class _Tables:
    exact: dict[str, dict[int, _Use]] = field(default_factory=lambda: defaultdict(dict))
    stems: dict[str, dict[int, _Use]] = field(default_factory=lambda: defaultdict(dict))
    heads: dict[str, dict[int, _Use]] = field(default_factory=lambda: defaultdict(dict))
    tails: dict[str, dict[int, _Use]] = field(default_factory=lambda: defaultdict(dict))
    near: dict[str, dict[int, _Use]] = field(default_factory=lambda: defaultdict(dict))
    words: set[str] = field(default_factory=set)


class ProductIndex:
    """Finds products of one vocabulary by what people call them."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._entries: list[_Entry] = []
        self._tables = _Tables()
        for number, term in enumerate(vocabulary.products):
            self._entries.append(_entry(term))
            self._add(number, term)
        self._drop_chance_tails()
        self._sounds: dict[str, str] = {}
        for key in self._tables.exact:
            self._sounds.setdefault(sound_of(key.split()), stem_key(key.split()))
        for term in vocabulary.products:
            for near in term.near_words:
                self._sounds.setdefault(sound_of(words_of(near)), stem_key(words_of(near)))
        self._fuzzy_keys = [sound for sound in self._sounds if len(sound) >= 4]
        self._cache: dict[tuple[str, Unit | None], Found] = {}
        self._numbers = {entry.term.key: number for number, entry in enumerate(self._entries)}
        self._services = frozenset(term.key for term in vocabulary.products if term.service)

    def _add(self, number: int, term: ProductTerm) -> None:
        core = core_name(term.name)
        self._add_name(number, core, _NAME, Match.NAME)
        self._add_name(number, plain_name(term.name), _NAME, Match.NAME)
        if term.brand:
            self._tables.words.update(stem(word) for word in words_of(term.brand))
        for synonym in term.synonyms:
            self._add_name(number, synonym, _SYNONYM, Match.SYNONYM)
        for near in term.near_words:
            words = words_of(near)
            self._put(self._tables.near, stem_key(words), _Use(number, _SYNONYM, Match.NEAR))
            self._tables.words.update(stem(word) for word in words)
        head = _first_if_called_so(core, term.synonyms) or head_of(core)
        if head:
            self._put(self._tables.heads, stem(head), _Use(number, _HEAD, Match.HEAD))
            self._add_tails(number, fold(head))
        first = core.split()[0]
        # "Wiener", "Paderborner": the first word of a label often stands for all of it.
        if first != head and first.endswith("er") and len(first) > 5:
            self._put(self._tables.heads, stem(first), _Use(number, _HEAD, Match.HEAD))
        self._tables.words.update(stem(word) for word in words_of(term.name))

    def _add_name(self, number: int, name: str, score: float, match: Match) -> None:
        words = words_of(name)
        if not words:
            return
        self._tables.words.update(stem(word) for word in words)
        self._put(self._tables.exact, " ".join(words), _Use(number, score, match))
        self._put(self._tables.stems, stem_key(words), _Use(number, score - 0.03, match))
        joined = "".join(words)
        if len(words) == 1 and "-" in joined:
            self._put(self._tables.stems, stem(joined.replace("-", "")), _Use(number, score - 0.03, match))
        if len(words) > 1 and words[0] in UNITS:
            crate = UNITS[words[0]][0] is Unit.CRATE
            self._put(self._tables.exact, " ".join(words[1:]), _Use(number, score - 0.02, match, crate))
            self._put(self._tables.stems, stem_key(words[1:]), _Use(number, score - 0.04, match, crate))
        if len(words) == 1:
            self._add_tails(number, joined)

    def _add_tails(self, number: int, word: str) -> None:
        """Every proper ending of a compound that might be its head; only said words that are equal hit it."""
        bare = skeleton(word)
        for cut in range(3, len(bare) - _SHORTEST_TAIL + 1):
            ending = stem(bare[cut:])
            if len(ending) >= _SHORTEST_TAIL:
                self._put(self._tables.tails, ending, _Use(number, _TAIL, Match.HEAD))

    def _drop_chance_tails(self) -> None:
        """A short ending is a head only when something is called so: "Arzt" is none of "Schwarztee"."""
        tables = self._tables
        for key in [key for key in tables.tails if len(key) <= _SHORTEST_TAIL]:
            if key not in tables.stems and key not in tables.heads and key not in tables.near:
                del tables.tails[key]

    @staticmethod
    def _put(table: dict[str, dict[int, _Use]], key: str, use: _Use) -> None:
        if not key:
            return
        known = table[key].get(use.product)
        if known is None or (use.score, not use.crate) > (known.score, not known.crate):
            table[key][use.product] = use

    def knows_phrase(self, words: list[str]) -> bool:
        """True if the words together are a name, synonym or near word."""
        key = stem_key(words)
        return bool(key) and (key in self._tables.stems or key in self._tables.near)

    def knows_head(self, word: str) -> bool:
        """True if the one word is a name, a synonym, or the head of a name."""
        key = stem(word)
        tables = self._tables
        return key in tables.stems or key in tables.heads or key in tables.near or key in tables.tails

    def is_product_word(self, word: str) -> bool:
        """True if the word stands anywhere in a name, synonym or brand."""
        return stem(word) in self._tables.words

    def means_service(self, phrase: str) -> bool:
        """True if everything that `phrase` means best is somebody's time and no thing, or near to it."""
        if not self._services:
            return False
        candidates = self.lookup(phrase).candidates
        best = candidates[0].score if candidates else 0.0
        return best >= _SERVICE and all(c.key in self._services for c in candidates if c.score >= best - _ALMOST)

    def lookup(self, phrase: str, unit: Unit | None = None) -> Found:
        """The products that `phrase` (no amount, no unit) may mean; `unit` as said with it."""
        key = (phrase, unit)
        known = self._cache.get(key)
        if known is None:
            known = self._search(words_of(phrase)[:8], unit)
            if len(self._cache) > 20_000:
                self._cache.clear()
            self._cache[key] = known
        return known

    def narrowed(self, found: Found, words: Sequence[str], *, without: bool = False) -> Found | None:
        """Those that carry all these words, too (or `without`: none of them); None when that tells nothing."""
        said = [part for word in words if word not in _EMPTY_WORDS for part in _number_apart(word)]

        def carrying(*, exactly: bool) -> list[Candidate]:
            fits = [[self._fits(self._numbers[one.key], word, exactly) for word in said] for one in found.candidates]
            return [
                one
                for one, told in zip(found.candidates, fits, strict=True)
                if (not any(told) if without else all(told))
            ]

        return _fewer(found, carrying(exactly=not without) or carrying(exactly=False)) if said else None

    def tells(self, phrase: str, words: Sequence[str], *, exactly: bool = False) -> bool:
        """True if something that `phrase` may mean carries all these words."""
        keys = [one.key for one in self.lookup(phrase).candidates]
        return any(all(self._fits(self._numbers[key], word, exactly) for word in words) for key in keys)

    def sized(self, found: Found, amount: Decimal, unit: Unit) -> Found | None:
        """Those whose label names just this size ("40 l", "16 Rollen"); None when that tells nothing."""
        size = _base_size(unit, amount)
        kept = [one for one in found.candidates if size in self._entries[self._numbers[one.key]].sizes]
        return _fewer(found, kept)

    def is_compound(self, word: str) -> bool:
        """True for a known word with something in front of it, which is called otherwise: "Sojamilch"."""
        sound = skeleton(word)
        return not self.knows_head(word) and len(sound) >= 6 and self._ends_like_goods(sound)

    @staticmethod
    def is_demand(word: str) -> bool:
        """True for a wish that must never be passed over: "laktosefrei", "bio"."""
        return _is_strict(fold(word))

    def calls_so(self, word: str) -> bool:
        """True if the one word, as it is written, is a name or synonym."""
        return fold(word) in self._tables.exact

    def _search(self, words: list[str], unit: Unit | None) -> Found:
        if not words:
            return Found()
        uses = self._whole(words) or self._compound(words) or self._whole_near(words)
        strict_miss = False
        if not uses:
            uses, strict_miss = self._by_head(words)
        sure = bool(uses)
        if not uses:
            uses = self._near(words)
        if not uses:
            uses, sure = self._by_spelling(words)
        said = stem_key([word for word in words if word not in _EMPTY_WORDS])
        on_label = frozenset(number for number in uses if said and self._entries[number].begins_with(said))
        return self._ranked(uses, unit, on_label, sure=sure and not strict_miss)

    def _whole(self, words: list[str]) -> dict[int, _Use]:
        uses = dict(self._tables.stems.get(stem_key(words), {}))
        for number, use in self._tables.exact.get(" ".join(words), {}).items():
            if number not in uses or use.score > uses[number].score:
                uses[number] = use
        if uses and len(words) == 1:
            for table in (self._tables.heads, self._tables.tails):
                for number, use in table.get(stem(words[0]), {}).items():
                    uses.setdefault(number, use)
        return uses

    def _compound(self, words: list[str]) -> dict[int, _Use]:
        """Written apart or with a hyphen: "Erdbeer Joghurt", "Kürbiskern-Brötchen"."""
        if (len(words) == 1 and "-" not in words[0]) or len(words) > 3:
            return {}
        return dict(self._tables.stems.get(stem("".join(words).replace("-", "")), {}))

    def _by_head(self, words: list[str]) -> tuple[dict[int, _Use], bool]:
        """Products whose head is said, weighed by how many of the other words fit them."""
        best: dict[int, _Use] = {}
        carrying: set[int] = set()  # what fits every word that was said
        exact: set[int] = set()
        missed_all = True
        content = [part for word in words if word not in _EMPTY_WORDS for part in _number_apart(word)]
        hints = [word for word in words if word in _EMPTY_WORDS and len(word) >= _SHORTEST_HINT]
        for first, last in _head_spans(len(content)):
            uses = self._head_uses(content[first:last])
            others = content[:first] + content[last:]
            for number, use in uses.items():
                fitting = sum(self._fits(number, word) for word in others)
                strict = any(_is_strict(word) and not self._fits(number, word) for word in others)
                missed_all = missed_all and strict
                score = use.score * (1 + fitting) / (1 + len(others)) - (0.1 if strict else 0.0)
                if others and fitting == len(others):
                    carrying.add(number)
                    if all(self._fits(number, word, exactly=True) for word in others):
                        exact.add(number)
                        score = max(score, _HEAD)
                score += _ALSO_SAID if any(self._fits(number, word) for word in hints) else 0.0
                if number not in best or score > best[number].score:
                    best[number] = _Use(number, max(score, 0.01), use.match, use.crate)
            if best and last - first > 1:
                break
        if carrying:  # "Rotwein trocken" is the dry one, not the half dry one
            best = {number: use for number, use in best.items() if number in (exact or carrying)}
        top = max((use.score for use in best.values()), default=0.0)
        weak = top < _MISSING + 0.05 and len(content) > 1
        return best, weak or (missed_all and bool(best))

    def _head_uses(self, words: list[str]) -> dict[int, _Use]:
        key = stem_key(words)
        uses: dict[int, _Use] = {}
        for table in (self._tables.stems, self._tables.heads, self._tables.tails):
            for number, use in table.get(key, {}).items():
                uses.setdefault(number, use)
        if not uses and len(words) == 1:
            uses = self._compound(words)
        return uses

    def _fits(self, number: int, word: str, exactly: bool = False) -> bool:
        entry, bare = self._entries[number], stem(word)
        if bare in entry.attributes:
            return True
        if word[0].isdecimal():
            return word.replace(".", ",") in entry.attributes
        return (
            not exactly
            and len(bare) >= 4
            and any(known.startswith(bare) or known.endswith(bare) for known in entry.attributes)
        )

    def _near(self, words: list[str]) -> dict[int, _Use]:
        uses = self._whole_near(words)
        for word in words if not uses else ():
            uses.update(self._tables.near.get(stem(word), {}))
        return uses

    def _whole_near(self, words: list[str]) -> dict[int, _Use]:
        """Near things called just so: medical foot care is not the foot care that is in its name."""
        key = stem_key([word for word in words if word not in _EMPTY_WORDS] or words)
        return dict(self._tables.near.get(key, {}))

    def _by_spelling(self, words: list[str]) -> tuple[dict[int, _Use], bool]:
        content = [word for word in words if word not in _EMPTY_WORDS and word[0].isalpha()]
        if not content:
            return {}, False
        phrases = [sound_of(content)]
        if len(content) > 1:
            phrases += [skeleton("".join(content)), *(skeleton(word) for word in reversed(content))]
        for place, said in enumerate(phrases):
            sound, clear = self._closest(said)
            if sound is not None:
                # A single word out of several is a guess: the others may name another thing.
                return self._corrected(sound, ratio(said, sound) / 100), clear and place < 2
        return {}, False

    def _corrected(self, sound: str, similarity: float) -> dict[int, _Use]:
        key = self._sounds[sound]
        uses = self._tables.stems.get(key) or self._tables.near.get(key, {})
        return {
            number: _Use(
                number, use.score * similarity, Match.NEAR if use.match is Match.NEAR else Match.SPELLING, use.crate
            )
            for number, use in uses.items()
        }

    def _closest(self, said: str) -> tuple[str | None, bool]:
        """The most similar known key, and whether no other key is nearly as similar."""
        allowed = _allowed_edits(said)
        if not allowed or self._is_longer_compound(said):
            return None, False
        hits = process.extract(said, self._fuzzy_keys, scorer=OSA.distance, score_cutoff=allowed, limit=4)
        hits = [hit for hit in hits if not _differs_in_front(said, hit[0]) and (hit[1] < 2 or said[:2] == hit[0][:2])]
        if not hits:
            return None, False
        ranked = sorted(hits, key=lambda hit: (hit[1], -ratio(said, hit[0])))
        best = ranked[0]
        rivals = [hit for hit in ranked[1:] if hit[1] == best[1] and self._keys(hit[0]) != self._keys(best[0])]
        close = best[1] <= max(1, len(said) // 5) and len(said) >= _SHORTEST_SURE and said[0] == best[0][0]
        return best[0], not rivals and (best[1] == 0 or close)

    def _keys(self, key: str) -> frozenset[int]:
        return frozenset(self._tables.stems.get(self._sounds[key], {}))

    def _is_longer_compound(self, said: str) -> bool:
        """True if `said` is a known word with something in front: another thing than that word."""
        return any(said[cut:] in self._sounds for cut in range(1, len(said) - 2))

    def _ends_like_goods(self, sound: str) -> bool:
        """True if the last part of a word is what goods are called, in any number: "Bratheringe"."""
        return any(stem(sound[cut:]) in self._tables.stems for cut in range(3, len(sound) - 3))

    def _ranked(self, uses: dict[int, _Use], unit: Unit | None, on_label: frozenset[int], *, sure: bool) -> Found:
        scored = sorted(
            (
                (self._with_unit(use, unit) + (_ON_LABEL if number in on_label else 0.0), number, use)
                for number, use in uses.items()
            ),
            key=lambda row: (-row[0], row[1]),
        )
        if not scored:
            return Found()
        # Heads of compounds are named only when nothing is called exactly so, or as further choices.
        candidates = tuple(
            Candidate(self._entries[number].term.key, round(min(score, 1.0), 4), use.match)
            for score, number, use in scored[:_MOST_CANDIDATES]
        )
        return Found(candidates, self._is_decisive(scored, sure=sure))

    @staticmethod
    def _is_decisive(scored: list[tuple[float, int, _Use]], *, sure: bool) -> bool:
        best, _, use = scored[0]
        if (
            not sure
            or use.match is Match.NEAR
            or best < 0.7
            or (use.match is Match.HEAD and use.score <= _TAIL + 0.001)
        ):
            return False
        return len(scored) == 1 or best - scored[1][0] >= MARGIN

    def _with_unit(self, use: _Use, unit: Unit | None) -> float:
        entry = self._entries[use.product]
        is_crate = Unit.CRATE in entry.units or use.crate
        if unit is Unit.CRATE:
            return use.score if is_crate else use.score * _WRONG_PACK
        if is_crate:
            return use.score * _WRONG_PACK
        if unit is not None and unit in entry.units:
            return use.score + 0.005
        if (
            unit in {Unit.GLASS, Unit.CUP, Unit.TIN, Unit.NET, Unit.TUBE, Unit.SACK, Unit.BUNCH, Unit.RING}
            and entry.units
        ):
            return use.score * 0.9
        return use.score


def _first_if_called_so(core: str, synonyms: Sequence[str]) -> str:
    """The first word of a label when people call the thing so: "Handcreme" of "Handcreme Kamille"."""
    first = core.split(maxsplit=1)[0]
    return first if first[0].isupper() and fold(first) in {fold(synonym) for synonym in synonyms} else ""


def _fewer(found: Found, kept: list[Candidate]) -> Found | None:
    """A choice among the candidates, if it is one: not none of them, and not all that are as good as the best."""
    if not kept or len(kept) == len(found.candidates):
        return None
    best = kept[0]
    clear = len(kept) == 1 or best.score - kept[1].score >= MARGIN
    return Found(tuple(kept), clear and best.match is not Match.NEAR)


def _number_apart(word: str) -> tuple[str, ...]:
    """ "vierlagig" as "4", "lagig"; every other word as it is."""
    if word.endswith("lagig"):
        number = word_value(word.removesuffix("lagig"))
        return ("lagig",) if number is None else (str(number), "lagig")
    return (word,)


def _base_size(unit: Unit, amount: Decimal) -> tuple[Unit, Decimal]:
    """A size in the smallest unit of its kind, so that a kilo is 1000 g."""
    if unit is Unit.KILOGRAM:
        return Unit.GRAM, amount * 1000
    return (Unit.MILLILITRE, amount * 1000) if unit is Unit.LITRE else (unit, amount)


def _sizes(name: str) -> frozenset[tuple[Unit, Decimal]]:
    """All sizes a label names: "Müllbeutel 35 l, 20 Stück"."""
    tokens, sizes, at = tokenize(name), set(), 0
    while at < len(tokens):
        found = quantity_at(tokens, at)
        if found is not None and found.number is not None and found.unit is not None and found.amount is not None:
            sizes.add(_base_size(found.unit, found.amount))
        at = at + 1 if found is None else found.last
    return frozenset(sizes)


def _entry(term: ProductTerm) -> _Entry:
    words = [word for text in (term.name, *term.synonyms, term.brand) for word in words_of(text)]
    parts = [part for word in words if "-" in word for part in word.split("-")]
    attributes = frozenset(stem(word) if word[0].isalpha() else word for word in (*words, *parts))
    units = frozenset(UNITS[word][0] for word in words_of(term.name) if word in UNITS and len(word) > 2)
    return _Entry(term, stem_key(words_of(term.name)), attributes, units, _sizes(term.name))


def _head_spans(count: int) -> list[tuple[int, int]]:
    """Stretches that may be the head, longer ones first, then the last word, then the others."""
    spans = [(first, first + size) for size in (3, 2) for first in range(count - size + 1) if size < count]
    return spans + [(at, at + 1) for at in reversed(range(count))]


def _is_strict(word: str) -> bool:
    return any(part in word for part in _STRICT)


def _allowed_edits(said: str) -> int:
    length = len(said)
    if length < 4:
        return 0
    return 1 if length < 6 else 2 if length < 12 else 3


def _differs_in_front(said: str, key: str) -> bool:
    """True where one is the other with letters in front: "(H)milch", "(Ap)felsaft" are other things."""
    return said != key and (said.endswith(key) or key.endswith(said))
