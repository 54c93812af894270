"""A new phone: who somebody is is bound again, by an operator who has made sure that it is she."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bots.dialogue.flow import Ask, Flow, Step, Turn, answer_flow
from bots.dialogue.reply import Json, Option, Reply, Words, say, words
from bots.flows.calling import call_a_human
from bots.flows.hearing import said_any
from bots.notices.notice import full_name, name_and_village
from domain.ids import PersonId
from domain.people.binding import bind_again
from domain.people.model import Person, Role
from domain.support.model import CaseKind
from nlu.german.spelling import fold
from nlu.result import Expects

_DEVICES = ("telefon", "handy", "smartphone", "gerät", "tablet")
DEVICE_WORDS = tuple(
    f"{how} {device}" for device in _DEVICES for how in ("neues", "anderes", "mein altes", "das alte")
) + tuple(f"{device} {what}" for device in _DEVICES for what in ("verloren", "gestohlen", "geklaut", "kaputt", "weg"))
BIND_WORDS = (*DEVICE_WORDS, "neu verbinden", "wieder verbinden", "neue einladung für")
SHOWN = 3


@dataclass(frozen=True, slots=True)
class DeviceForm:
    """For whom, and whether the operator is sure that it is she."""

    person: str | None = None
    sure: bool | None = None


# --- the operator ------------------------------------------------------------------------------------------------


def is_to_bind(turn: Turn) -> bool:
    """ "Neues Telefon für Frau Nolte"."""
    return turn.talk.frame is None and said_any(turn.said, BIND_WORDS)


def begin(turn: Turn) -> Step[DeviceForm]:
    """Who is named, if it is one person only."""
    named = _named(turn)
    return Step(DeviceForm(named[0].id if len(named) == 1 else None))


def who_words(turn: Turn, _form: DeviceForm) -> Words:
    """The name, or which of several."""
    return words("new-device-which" if _named(turn) else "new-device-ask-person")


def who_options(turn: Turn, _form: DeviceForm) -> Sequence[Option]:
    """Those who are called so."""
    return [
        Option(words("new-device-option-person", who=name_and_village(one)), one.id, heard_as=(one.name or "",))
        for one in _named(turn)[:SHOWN]
    ]


def who_heard(turn: Turn, form: DeviceForm) -> Step[DeviceForm] | None:
    """A name; one that nobody has is asked again."""
    named = _named(turn)
    if len(named) == 1:
        return Step(replace(form, person=named[0].id))
    return Step(form) if named else Step(form, say(words("new-device-nobody")))


def sure_words(turn: Turn, form: DeviceForm) -> Reply:
    """What happens then, and whether it is she."""
    who = name_and_village(turn.store.people.get(PersonId(form.person or "")))
    return say(words("new-device-what", who=who), words("new-device-ask-sure"))


def sure_options(_turn: Turn, _form: DeviceForm) -> Sequence[Option]:
    """Yes or no."""
    return [
        Option(words("new-device-option-yes"), True, heard_as=("ja", "ja sicher")),
        Option(words("new-device-option-no"), False, heard_as=("nein", "nee", "doch nicht")),
    ]


def finish(turn: Turn, form: DeviceForm) -> Reply:
    """The code to pass on, by voice or by letter."""
    if not form.sure:
        return say(words("new-device-not"))
    person_id = PersonId(form.person or "")
    invitation = bind_again(turn.county, turn.store, turn.actor, person_id)
    name = full_name(turn.store.people.get(person_id))
    link = f"{turn.info['base_url']}/chat?einladung={invitation.code}"
    return say(
        words("new-device-done", name=name),
        words("helper-invitation", code=f"{invitation.code[:4]} {invitation.code[4:]}"),
        words("helper-invitation-link", link=link, until=invitation.expires_at),
    )


def _named(turn: Turn) -> list[Person]:
    """Everybody with a role whose last name is said; whose first name is said, too, comes alone."""
    said = set(fold(turn.said).replace(",", " ").replace(".", " ").split())
    known = {person.id: person for role in Role for person in turn.store.people.with_role(role) if person.name}
    named = [person for person in known.values() if fold(full_name(person).split()[-1]) in said]
    whole = [person for person in named if set(fold(full_name(person)).split()) <= said]
    return whole or named


NEW_DEVICE = Flow(
    name="new-device",
    about="Jemanden auf einem neuen Gerät wieder verbinden",
    form=DeviceForm,
    for_roles=frozenset({Role.OPERATOR}),
    begin=begin,
    claims=is_to_bind,
    asks=(
        Ask("person", words=who_words, offers=who_options, hears=who_heard, expects=Expects.NAME, free_text=True),
        Ask("sure", words=sure_words, offers=sure_options, expects=Expects.YES_NO),
    ),
    finish=finish,
)


# --- the person herself ------------------------------------------------------------------------------------------


def has_new_device(turn: Turn) -> bool:
    """ "Ich habe ein neues Telefon", "mein Handy ist weg"."""
    return said_any(turn.said, DEVICE_WORDS)


def tell_a_human(turn: Turn) -> Reply:
    """Only a human can make sure who it is: one is called, and until then nothing of hers is shown here."""
    call_a_human(turn, CaseKind.TALK, about="neues Gerät")
    return say(words("new-device-human"), words("new-device-phone", phone=turn.info["phone"], hours=turn.info["hours"]))


def _tapped(turn: Turn, _value: Json) -> Reply:
    return tell_a_human(turn)


HAS_NEW_DEVICE = answer_flow(
    "has-new-device",
    "Ein neues Telefon: Ein Mensch stellt sicher, wer schreibt",
    {Role.GUEST, Role.RESIDENT},
    (),
    tell_a_human,
    tapped=_tapped,
    claims=has_new_device,
    alone=True,
)
