"""From what was said to kinds and pieces: what is clear at once, what is to be asked, and what carries no deposit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from bots.dialogue.flow import Turn
from bots.dialogue.reply import Reply, say, words
from bots.flows.empties_form import EmptiesForm, Unclear, table
from bots.flows.hearing import said_any
from domain.deposits.model import MOST_PIECES, DepositType, Way
from domain.deposits.taking import at_home
from domain.ids import DepositTypeId
from nlu.german.spelling import fold
from nlu.result import ContainerMention

TOUR_WORDS = ("fahrer", "tour", "mitnehm", "mitgeb", "abholen", "holen sie", "hol ab", "holt", "abgeholt")
FACH_WORDS = ("fach", "abholpunkt", "station", "selbst", "bringe", "bring")
ALIKE = 90.0  # "bierflachen" are Bierflaschen
MORE_WORDS = ("noch", "dazu", "zusätzlich", "außerdem", "plus", "mehr")
# What a correction of empties is taken for; anything else is a question or a wish of its own.
CORRECTING = frozenset(
    {"return_deposit", "change_quantity", "remove_items", "order_items", "affirm", "deny", "out_of_scope"}
)
GONE_WORDS = ("doch nicht", "keine", "kein", "weg mit", "ohne die", "streich", "lass weg", "raus")
ORDER_WORDS = (
    "bestell",
    "kauf",
    "brauche",
    "bräuchte",
    "in den korb",
    "ich hätte gern",
    "bring mir",
    "bringen sie mir",
)


@dataclass(frozen=True, slots=True)
class Heard:
    """What one message says about empties: clear pieces, unclear things, kinds to take out, and what nobody takes."""

    pieces: dict[str, int]
    unclear: tuple[Unclear, ...]
    gone: tuple[str, ...]
    barred: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.pieces or self.unclear or self.gone or self.barred)


def heard(turn: Turn, form: EmptiesForm | None = None) -> Heard:
    """The empties of this message; none when it wants goods. What is in the form already is likelier than all else."""
    pieces: Counter[str] = Counter()
    unclear: list[Unclear] = []
    gone: list[str] = []
    barred: list[str] = []
    present = (form or EmptiesForm()).pieces
    known, taking_out = table(turn), said_any(turn.said, GONE_WORDS)
    for mention in _mentions(turn):
        keys = tuple(key for key in (mention.crates or mention.keys) if key in known and _somebody_takes(turn, key))
        if not keys:
            barred.append(_named(mention))
        elif mention.amount == 0 or (taking_out and mention.amount is None):
            gone += [key for key in keys if key in present]
        else:
            found = _unclear(turn, mention, keys, present)
            clear = clear_pieces(turn, found)
            pieces.update(clear)
            unclear += [] if clear else [found]
    return Heard(dict(pieces), tuple(unclear), tuple(gone), tuple(barred))


def put(turn: Turn, form: EmptiesForm, found: Heard, *, add: bool = False) -> EmptiesForm:
    """What was said changes what is there: a kind that is named again is corrected, unless more of it is to come."""
    pieces = {key: count for key, count in form.pieces.items() if key not in found.gone}
    for key, count in found.pieces.items():
        pieces[key] = min(MOST_PIECES, pieces.get(key, 0) + count if add else count)
    open_before = [one for one in form.unclear if not any(_is_about(one, new) for new in found.unclear)]
    still_open = []
    for unclear in found.unclear:
        same = {} if add else _as_full_as_before(turn, form, unclear)
        pieces |= same
        if not same:
            still_open.append(unclear)
            pieces.pop(unclear.crate or "", None)
    return replace(form, pieces=pieces, unclear=(*open_before, *still_open), changing=False, sure=False, agreed=False)


def _as_full_as_before(turn: Turn, form: EmptiesForm, unclear: Unclear) -> dict[str, int]:
    """ "Doch nur zwei Kästen": as full as the three were. Nothing when there were none, or no number is said."""
    if unclear.crate is None or unclear.amount is None or unclear.full is not None:
        return {}
    before, known = form.pieces.get(unclear.crate, 0), table(turn)
    if not before:
        return {}
    changed_to = {unclear.crate: unclear.amount}
    for key in form.pieces:
        per_crate = known[DepositTypeId(key)].per_crate
        if per_crate and form.pieces[key] == before * per_crate:
            changed_to[key] = unclear.amount * per_crate
    return changed_to


def _is_about(one: Unclear, other: Unclear) -> bool:
    return one.crate == other.crate and (one.crate is not None or bool(set(one.kinds) & set(other.kinds)))


def remark(found: Heard, *, phone: str) -> Reply:
    """What carries no deposit, and more than is taken at one time."""
    said = []
    if found.barred:
        said.append(words("empties-barred", things=list(found.barred)))
    if any(count > MOST_PIECES for count in found.pieces.values()):
        said.append(words("empties-too-many", most=MOST_PIECES, phone=phone))
    return say(*said) if said else Reply()


def changed(turn: Turn, form: EmptiesForm) -> EmptiesForm | None:
    """The form after a correction in the middle of the talk, or None when nothing of empties was said."""
    if turn.parse is None or not may_correct(turn):
        return None
    buying = turn.parse.intent.name == "order_items"
    if buying and not form.changing and any(m.drink or (m.crates and m.keys) for m in turn.parse.containers):
        return None  # "noch zwei Milch" is for the basket
    found = heard(turn, form)
    if not found:
        return None
    return put(turn, form, found, add=said_any(turn.said, MORE_WORDS))


def may_correct(turn: Turn) -> bool:
    """Whether a message may be about the empties that are talked about, and is no question or wish of its own."""
    if turn.parse is None or "?" in turn.said:
        return False
    return turn.parse.intent.name in CORRECTING or turn.parse.unsure


def is_question(turn: Turn) -> bool:
    """Whether something is asked: then no word in it is an answer."""
    return "?" in turn.said or (turn.parse is not None and turn.parse.intent.name.startswith("ask_"))


def way_said(turn: Turn) -> Way | None:
    """The way that a message names."""
    if said_any(turn.said, TOUR_WORDS):
        return Way.TOUR
    return Way.COMPARTMENT if said_any(turn.said, FACH_WORDS) else None


def tours_drive(turn: Turn) -> bool:
    """Whether a driver comes to the door in this county."""
    return turn.county.rules.tours.planned_at is not None


# --- unclear things --------------------------------------------------------------------------------------------


def clear_pieces(turn: Turn, found: Unclear) -> dict[str, int]:
    """The pieces, once number, fullness and kind are known; nothing before."""
    if found.amount is None:
        return {}
    if found.crate is None:
        return {found.kinds[0]: found.amount} if len(found.kinds) == 1 else {}
    if found.full is None or (found.full and len(found.kinds) != 1):
        return {}
    pieces = {found.crate: found.amount}
    if found.full:
        kind = found.kinds[0]
        pieces[kind] = found.amount * table(turn)[DepositTypeId(kind)].per_crate
    return pieces


def _unclear(turn: Turn, mention: ContainerMention, keys: tuple[str, ...], present: Mapping[str, int]) -> Unclear:
    if not mention.crates:
        named_before = [key for key in keys if key in present]
        kinds = tuple(named_before) if len(named_before) == 1 else _likely(turn, keys, mention.text)
        return Unclear(mention.text, mention.amount, kinds)
    inside = [kind for kind in table(turn).values() if kind.per_crate and _somebody_takes(turn, kind.id)]
    named = [kind.id for kind in inside if kind.id in mention.keys] or [kind.id for kind in inside]
    return Unclear(mention.text, mention.amount, _likely(turn, named, ""), crate=keys[0], full=mention.full)


def _likely(turn: Turn, keys: Sequence[str], text: str) -> tuple[str, ...]:
    """What she has bought here is meant before anything else, then the kind that is called just so."""
    if len(keys) < 2:
        return tuple(keys)
    bought = [key for key in keys if key in at_home(turn.store, turn.person.id)]
    if bought:
        return tuple(bought)
    called = [key for key in keys if _is_called(table(turn)[DepositTypeId(key)], text)]
    return tuple(called or keys)


def _is_called(kind: DepositType, text: str) -> bool:
    return max(fuzz.ratio(fold(text), fold(name)) for name in (kind.one, kind.many)) >= ALIKE


def _somebody_takes(turn: Turn, key: str) -> bool:
    return any(merchant.takes_back(DepositTypeId(key)) for merchant in turn.store.catalogue.merchants())


def _mentions(turn: Turn) -> Sequence[ContainerMention]:
    if turn.parse is None:
        return ()
    wants_goods = turn.parse.intent.name == "order_items" and said_any(turn.said, ORDER_WORDS)
    return () if wants_goods else turn.parse.containers


def _named(mention: ContainerMention) -> str:
    return mention.text if mention.amount in {None, 0} else f"{mention.amount} {mention.text}"
