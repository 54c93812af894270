"""What comes back, question by question: what, how many, full or not, of which kind, and whether it is no slip."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bots.dialogue.flow import Step, Turn
from bots.dialogue.reply import Json, Option, Words, say, words
from bots.flows.empties_form import EmptiesForm, Unclear, table, value_of
from bots.flows.empties_heard import (
    changed,
    clear_pieces,
    heard,
    is_question,
    may_correct,
    put,
    remark,
    tours_drive,
    way_said,
)
from bots.flows.empties_tables import pieces_words
from domain.deposits.model import MOST_PIECES, Way
from domain.deposits.taking import at_home, is_unusual
from domain.ids import DepositTypeId
from nlu.german.spelling import fold

SHOWN = 3
SHORTEST_NAME = 4
ALL_OF_IT = "all"
ALL_WORDS = ("alles", "alles davon", "ja", "ja alles", "das alles")

Hears = Callable[[Turn, EmptiesForm], Step[EmptiesForm] | None]


def or_changed(hears: Hears, *, first: bool = False) -> Hears:
    """An answer, or a correction of what was said before: "doch nur zwei Kästen" is understood at any time.

    Where the answer itself names empties it is listened to `first`.
    """

    def listen(turn: Turn, form: EmptiesForm) -> Step[EmptiesForm] | None:
        answer = hears(turn, form) if first else None
        after = changed(turn, form) if answer is None else None
        if after is None:
            return answer or (None if first else hears(turn, form))
        if not after.pieces and not after.unclear:
            return Step(after, say(words("empties-nothing-left")), done=True)
        return Step(after, remark(heard(turn), phone=turn.info["phone"]))

    return listen


# --- what ------------------------------------------------------------------------------------------------------


def lacks_pieces(_turn: Turn, form: EmptiesForm) -> bool:
    """Whether nothing was named yet."""
    return not form.wanted() and not form.unclear


def what_words(turn: Turn, _form: EmptiesForm) -> Words:
    """With what she should still have at home, if she has bought it here."""
    home = at_home(turn.store, turn.person.id)
    if home:
        return words("empties-ask-what-home", pieces=pieces_words(turn.store.deposits.types(), home))
    return words("empties-ask-what")


def what_options(turn: Turn, _form: EmptiesForm) -> Sequence[Option]:
    """All of what she should have at home."""
    if not at_home(turn.store, turn.person.id):
        return []
    return [Option(words("empties-option-all"), ALL_OF_IT, heard_as=ALL_WORDS)]


def what_chosen(turn: Turn, form: EmptiesForm, _value: Json) -> Step[EmptiesForm]:
    """All of it."""
    pieces = {str(key): count for key, count in at_home(turn.store, turn.person.id).items()}
    return Step(replace(form, pieces=pieces))


def what_heard(turn: Turn, form: EmptiesForm) -> Step[EmptiesForm] | None:
    """Kinds and pieces in words."""
    found = heard(turn) if may_correct(turn) else None
    if not found:
        return None
    return Step(put(turn, form, found), remark(found, phone=turn.info["phone"]))


# --- how many, full, which -----------------------------------------------------------------------------------------


def lacks_amount(_turn: Turn, form: EmptiesForm) -> bool:
    """Whether a number is missing."""
    return bool(form.unclear) and form.first().amount is None


def amount_words(_turn: Turn, form: EmptiesForm) -> Words:
    """How many of it."""
    return words("empties-ask-amount", thing=form.first().text)


def amount_heard(turn: Turn, form: EmptiesForm) -> Step[EmptiesForm] | None:
    """A bare number."""
    assert turn.parse is not None
    numbers = [int(number) for number in turn.parse.numbers if number == int(number)]
    if len(numbers) != 1 or any(mention.amount is not None and not mention.vessel for mention in turn.parse.containers):
        return None
    if numbers[0] == 0:
        return Step(form.with_first(None))
    return _clearer(turn, form, replace(form.first(), amount=numbers[0]))


def lacks_full(_turn: Turn, form: EmptiesForm) -> bool:
    """Whether a crate may hold its bottles."""
    return bool(form.unclear) and form.first().crate is not None and form.first().full is None


def full_words(_turn: Turn, form: EmptiesForm) -> Words:
    """Full of empty bottles, or the crate alone."""
    return words("empties-ask-full", count=form.first().amount)


def full_options(_turn: Turn, _form: EmptiesForm) -> Sequence[Option]:
    """Yes or no."""
    return [
        Option(words("empties-option-full"), True, heard_as=("ja", "voll", "ja voll", "mit flaschen", "sind voll")),
        Option(
            words("empties-option-bare"),
            False,
            heard_as=("nein", "ohne flaschen", "leer", "nur die kästen", "nee", "nur der kasten", "ohne"),
        ),
    ]


def full_chosen(turn: Turn, form: EmptiesForm, value: Json) -> Step[EmptiesForm]:
    """With the bottles that stand in them, or without."""
    return _clearer(turn, form, replace(form.first(), full=bool(value)))


def full_heard(turn: Turn, form: EmptiesForm) -> Step[EmptiesForm] | None:
    """Yes or no in other words; "mit Wasserflaschen" says it, too."""
    assert turn.parse is not None
    answer = {"affirm": True, "deny": False}.get(turn.parse.intent.name)
    inside = [key for mention in turn.parse.containers for key in mention.keys if key in form.first().kinds]
    if inside and all(mention.amount is None for mention in turn.parse.containers):
        return _clearer(turn, form, replace(form.first(), full=True, kinds=tuple(dict.fromkeys(inside))))
    return full_chosen(turn, form, answer) if answer is not None and not turn.parse.containers else None


def lacks_kind(_turn: Turn, form: EmptiesForm) -> bool:
    """Whether one of several kinds may be meant."""
    return bool(form.unclear)


def kind_words(_turn: Turn, form: EmptiesForm) -> Words:
    """Which bottles."""
    if form.first().crate is not None:
        return words("empties-ask-kind-inside", count=form.first().amount)
    return words("empties-ask-kind", thing=form.first().text)


def kind_options(turn: Turn, form: EmptiesForm) -> Sequence[Option]:
    """The likeliest three; other words are understood, too."""
    known = table(turn)
    return [
        Option(
            words("empties-option-kind", kind=known[key].many, value=known[key].value),
            key,
            heard_as=(known[key].one, known[key].many),
        )
        for key in (DepositTypeId(kind) for kind in form.first().kinds[:SHOWN])
    ]


def kind_chosen(turn: Turn, form: EmptiesForm, value: Json) -> Step[EmptiesForm]:
    """One of them."""
    return _clearer(turn, form, replace(form.first(), kinds=(value,)))


def kind_heard(turn: Turn, form: EmptiesForm) -> Step[EmptiesForm] | None:
    """A kind in other words."""
    assert turn.parse is not None
    said = [key for mention in turn.parse.containers if mention.amount is None for key in mention.keys]
    named = [key for key in said if key in table(turn)] or _named_shortly(turn, form.first().kinds)
    fitting = [key for key in form.first().kinds if key in named] or named
    if len(fitting) == 1:
        return kind_chosen(turn, form, fitting[0])
    if fitting and len(fitting) < len(form.first().kinds):
        return Step(form.with_first(replace(form.first(), kinds=tuple(fitting))))
    return None


def _named_shortly(turn: Turn, kinds: Sequence[str]) -> list[str]:
    """ "Mit Bügel", "normales Bier": a word with which only one of the names begins."""
    said, known = fold(turn.said).split(), table(turn)
    begun = [
        kind
        for kind in kinds
        if any(len(word) >= SHORTEST_NAME and fold(known[DepositTypeId(kind)].one).startswith(word) for word in said)
    ]
    return begun if len(begun) == 1 else []


def _clearer(turn: Turn, form: EmptiesForm, found: Unclear) -> Step[EmptiesForm]:
    clear = clear_pieces(turn, found)
    if not clear:
        return Step(form.with_first(found))
    after = form.with_first(None)
    if any(count > MOST_PIECES for count in clear.values()):
        return Step(after, say(words("empties-too-many", most=MOST_PIECES, phone=turn.info["phone"])))
    pieces = dict(after.pieces)
    for key, count in clear.items():
        pieces[key] = pieces.get(key, 0) + count
    return Step(replace(after, pieces=pieces))


# --- is that so ------------------------------------------------------------------------------------------------------


def may_be_a_slip(turn: Turn, form: EmptiesForm) -> bool:
    """Whether much more comes back than she has bought here."""
    return not form.sure and is_unusual(turn.county, turn.store, turn.person.id, form.wanted())


def sure_words(turn: Turn, form: EmptiesForm) -> Words:
    """All of it once more, with its sum."""
    wanted = form.wanted()
    return words(
        "empties-ask-sure", pieces=pieces_words(turn.store.deposits.types(), wanted), total=value_of(turn, wanted)
    )


def sure_options(_turn: Turn, _form: EmptiesForm) -> Sequence[Option]:
    """Yes, or something else."""
    return [
        Option(words("empties-option-sure"), True, heard_as=("ja", "stimmt", "ja stimmt", "so viel")),
        Option(words("empties-option-change"), False, heard_as=("nein", "ändern", "stimmt nicht")),
    ]


def sure_chosen(_turn: Turn, form: EmptiesForm, value: Json) -> Step[EmptiesForm]:
    """Meant so, or a slip."""
    return Step(replace(form, sure=True)) if value else how_to_change(form)


def sure_heard(turn: Turn, form: EmptiesForm) -> Step[EmptiesForm] | None:
    """Yes or no in other words; who says already how it comes, means it."""
    assert turn.parse is not None
    wished = None if is_question(turn) else way_said(turn)
    if wished is not None:
        return Step(replace(form, sure=True, way=None if wished is Way.TOUR and not tours_drive(turn) else wished))
    answer = {"affirm": True, "deny": False}.get(turn.parse.intent.name)
    return sure_chosen(turn, form, answer) if answer is not None else None


def how_to_change(form: EmptiesForm) -> Step[EmptiesForm]:
    """How a correction is said."""
    return Step(replace(form, changing=True), say(words("empties-change-how")), asks_itself=True)
