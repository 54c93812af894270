"""One's own data: told in short with a link to all of it, or erased after one question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bots.dialogue.flow import Ask, Flow, Step, Turn
from bots.dialogue.reply import Json, Option, Reply, Words, say, words
from bots.flows.calling import call_a_human
from bots.flows.hearing import said_any
from bots.flows.orders_said import merchant_name
from bots.flows.who import EVERYBODY
from bots.own_data_link import data_link
from domain.deposits.service import owed_to
from domain.lockers.finding import station_of
from domain.money import Money
from domain.people.model import Role
from domain.people.service import erase
from domain.support.model import CaseKind
from nlu.result import Expects

ERASE_WORDS = ("lösch", "vergiss", "vergessen", "entfern", "weg mit", "austragen", "konto kündigen", "raus aus")
EXPORT_WORDS = ("meine daten", "auskunft", "gespeichert", "speicher", "wissen sie", "export", "kopie", "herausgeben",
                "schicken", "zeigen", "welche daten", "mitnehmen")  # fmt: skip
WORK = frozenset({Role.MERCHANT, Role.VOLUNTEER, Role.DRIVER, Role.CENTRE, Role.COURIER, Role.OPERATOR})


@dataclass(frozen=True, slots=True)
class OwnDataForm:
    """What is wished ("export" or "erase"), and whether the erasure is meant."""

    wish: str | None = None
    sure: bool | None = None


def begin(turn: Turn) -> Step[OwnDataForm]:
    """Export and erasure by their words; a consent taken back is for a human."""
    if said_any(turn.said, ERASE_WORDS):
        return wish_chosen(turn, OwnDataForm(), "erase")
    if said_any(turn.said, EXPORT_WORDS):
        return wish_chosen(turn, OwnDataForm(), "export")
    return Step(OwnDataForm())


def wish_options(_turn: Turn, _form: OwnDataForm) -> Sequence[Option]:
    """To read, to erase, or something else."""
    return [
        Option(words("own-data-option-export"), "export", heard_as=("zeigen", "auskunft")),
        Option(words("own-data-option-erase"), "erase", heard_as=("löschen",)),
        Option(words("own-data-option-other"), "other", heard_as=("etwas anderes", "widersprechen")),
    ]


def wish_chosen(turn: Turn, form: OwnDataForm, value: Json) -> Step[OwnDataForm]:
    """Tell at once; before erasing ask. Whoever works here is not erased by a machine."""
    if value == "export":
        return Step(form, _told(turn), done=True)
    if value == "other" or turn.actor.roles & WORK:
        call_a_human(turn, CaseKind.PRIVACY, about="Daten löschen" if value == "erase" else "Frage zu den Daten")
        return Step(form, say(words("own-data-human", phone=turn.info["phone"])), done=True)
    return Step(replace(form, wish="erase"))


def sure_words(turn: Turn, _form: OwnDataForm) -> Reply:
    """What goes, what the law keeps, and what is still on its way."""
    awaited = [order.code for order in turn.store.orders.of_person(turn.person.id, 5) if order.is_open()]
    notes: list[Words] = [words("own-data-open-order", codes=awaited)] if awaited else []
    owed = owed_to(turn.store, turn.person.id)
    if owed:
        total = Money.total(credit.amount for credits_ in owed.values() for credit in credits_)
        names = [merchant_name(turn, merchant_id) for merchant_id in owed]
        notes.append(words("own-data-open-deposit", total=total, merchants=names))
    return say(words("own-data-erase"), *notes, words("own-data-ask-sure"))


def sure_options(_turn: Turn, _form: OwnDataForm) -> Sequence[Option]:
    """Yes or no."""
    return [
        Option(words("own-data-option-yes"), True, heard_as=("ja", "löschen", "ja bitte")),
        Option(words("own-data-option-no"), False, heard_as=("nein", "nee", "doch nicht")),
    ]


def sure_chosen(turn: Turn, form: OwnDataForm, value: Json) -> Step[OwnDataForm]:
    """Gone, or kept."""
    if not value:
        return Step(form, say(words("own-data-kept")), done=True)
    erase(turn.county, turn.store, turn.actor)
    turn.talk.introduced = True  # a farewell is no first meeting
    turn.talk.frames[:] = [frame for frame in turn.talk.frames if frame is turn.talk.frame]
    return Step(form, say(words("own-data-erased")), done=True)


def sure_heard(turn: Turn, form: OwnDataForm) -> Step[OwnDataForm] | None:
    """Yes or no in other words."""
    assert turn.parse is not None
    answer = {"affirm": True, "deny": False}.get(turn.parse.intent.name)
    return sure_chosen(turn, form, answer) if answer is not None else None


def _told(turn: Turn) -> Reply:
    person = turn.person
    orders = len(turn.store.orders.of_person(person.id, 1000))
    known: list[Words] = []
    if person.name:
        known.append(words("own-data-name", name=person.name))
    if person.village:
        known.append(words("own-data-village", village=person.village))
    if person.station_id:
        known.append(words("own-data-station", station=station_of(turn.store, person.station_id).village))
    known.append(words("own-data-orders", count=orders))
    link = data_link(turn.info, person.id, turn.county.now())
    return say(words("own-data-known", things=known), words("own-data-link", link=link))


OWN_DATA = Flow(
    name="own-data",
    about="Eigene Daten zeigen oder löschen",
    form=OwnDataForm,
    for_roles=EVERYBODY,
    intents=frozenset({"privacy"}),
    begin=begin,
    asks=(
        Ask("wish", offers=wish_options, chosen=wish_chosen, expects=Expects.CHOICE),
        Ask(
            "sure",
            words=sure_words,
            offers=sure_options,
            chosen=sure_chosen,
            hears=sure_heard,
            expects=Expects.YES_NO,
        ),
    ),
    finish=lambda _turn, _form: Reply(),
)
