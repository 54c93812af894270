"""Two people write from one tablet. Who it is now is asked once a day; what is hers is never shown to him."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bots.dialogue.flow import Ask, Flow, Step, Turn, answer_flow
from bots.dialogue.reply import NOTHING_SAID, Json, Option, Reply, say, words
from bots.flows.collect import code_sayings
from bots.flows.hearing import said_any
from bots.flows.helping_words import name_alone
from bots.notices.notice import full_name
from bots.notices.sharing import WRITES, name_option
from domain.clock import local_day
from domain.ids import PersonId
from domain.lockers.service import waiting_for
from domain.people.errors import NameKnown
from domain.people.model import Person, Role
from domain.people.sharing import share, who_may_write, write_alone, write_as
from nlu.german.spelling import fold
from nlu.result import Expects

TOGETHER_WORDS = ("wir sind zu zweit", "wir schreiben zu zweit", "wir schreiben beide", "wir teilen uns",
                  "mein mann schreibt auch", "meine frau schreibt auch", "schreibt hier auch", "schreibt auch hier",
                  "beide an diesem", "wir haben zusammen ein", "zu zweit an diesem", "gemeinsames tablet",
                  "gemeinsames handy")  # fmt: skip
ALONE_WORDS = ("schreibe hier allein", "schreibe wieder allein", "hier wieder allein", "schreibt hier nicht mehr",
               "nicht mehr zu zweit")  # fmt: skip
NOW_WORDS = ("jetzt schreibt", "hier schreibt", "hier ist", "ich bin", "jetzt bin ich")
FEWEST_NAMES = 2


@dataclass(frozen=True, slots=True)
class SharingForm:
    """What the second one is called."""

    name: str | None = None


# --- a second person -----------------------------------------------------------------------------------------------


def speaks_of_two(turn: Turn) -> bool:
    """ "Mein Mann schreibt hier auch"."""
    return said_any(turn.said, TOGETHER_WORDS)


def begin(turn: Turn) -> Step[SharingForm]:
    """Ask for the name; two are enough for one device."""
    both = _both(turn)
    if both:
        return Step(SharingForm(), say(words("sharing-already", names=[full_name(one) for one in both])), done=True)
    return Step(SharingForm())


def name_heard(turn: Turn, form: SharingForm) -> Step[SharingForm] | None:
    """First name and last name; with one of them only it is asked again."""
    name = name_alone(turn)
    if name is None:
        return None
    if len(name.split()) < FEWEST_NAMES:
        return Step(form, say(words("sharing-whole-name")))
    return Step(replace(form, name=name))


def added(turn: Turn, form: SharingForm) -> Reply:
    """Both may write now. Somebody who is known already is bound by a human."""
    address, name = turn.address, form.name or ""
    try:
        share(turn.county, turn.store, turn.actor, address.channel, address.id, name)
    except NameKnown:
        return say(words("sharing-known", name=name, phone=turn.info["phone"]))
    return say(words("sharing-done", name=name), words("sharing-now", name=full_name(turn.person)))


SHARING = Flow(
    name="sharing",
    about="Zu zweit an einem Gerät schreiben",
    form=SharingForm,
    for_roles=frozenset({Role.RESIDENT}),
    claims=speaks_of_two,
    begin=begin,
    asks=(Ask("name", hears=name_heard, expects=Expects.NAME, free_text=True),),
    finish=added,
)


# --- who writes ------------------------------------------------------------------------------------------------------


def asks_who(turn: Turn) -> Reply | None:
    """The question of the day, while it is open at a device that two share."""
    address = turn.store.people.address(turn.address.channel, turn.address.id)
    if address is None or not address.must_choose(local_day(turn.county.now())):
        return None
    return say(words("sharing-ask"), options=_names(_both(turn)))


def names_the_other(turn: Turn) -> bool:
    """ "Jetzt schreibt Karl", where Karl is the other one."""
    return said_any(turn.said, NOW_WORDS) and _other_named(turn) is not None


def the_other(turn: Turn) -> Reply:
    """It is the other one now."""
    other = _other_named(turn)
    return _now(turn, other.id) if other is not None else NOTHING_SAID


def chosen(turn: Turn, value: Json) -> Reply:
    """A name was tapped."""
    return _now(turn, PersonId(value))


def _now(turn: Turn, person_id: PersonId) -> Reply:
    """From now on it is this one: what the other one had begun here rests, and what waits for this one is told."""
    before, address = turn.person.id, turn.address
    turn.person = write_as(turn.county, turn.store, turn.actor, address.channel, address.id, person_id)
    if turn.person.id != before:
        turn.talk.frames.clear()
        turn.talk.last.clear()
    live = [one for one in waiting_for(turn.county, turn.store, turn.actor) if one.may_open(turn.county.now())]
    return say(words("sharing-hello", name=full_name(turn.person))) + code_sayings(turn, live)


def _other_named(turn: Turn) -> Person | None:
    said = set(fold(turn.said).replace(",", " ").replace(".", " ").split())
    others = [one for one in _both(turn) if one.id != turn.person.id]
    return next((one for one in others if fold(full_name(one)).split()[0] in said), None)


def _both(turn: Turn) -> list[Person]:
    return who_may_write(turn.county, turn.store, turn.actor, turn.address.channel, turn.address.id)


def _names(both: Sequence[Person]) -> list[Option]:
    return [name_option(one) for one in sorted(both, key=full_name)]


WHO_WRITES = replace(
    answer_flow(
        WRITES,
        "Wer von beiden gerade schreibt",
        {Role.RESIDENT},
        (),
        the_other,
        tapped=chosen,
        claims=names_the_other,
        alone=True,
    ),
    before=asks_who,
)


# --- alone again -------------------------------------------------------------------------------------------------


def is_alone_again(turn: Turn) -> bool:
    """ "Ich schreibe hier wieder allein"."""
    return said_any(turn.said, ALONE_WORDS) and bool(_both(turn))


def alone(turn: Turn) -> Reply:
    """The other one does not write here any more."""
    gone = write_alone(turn.county, turn.store, turn.actor, turn.address.channel, turn.address.id)
    other = turn.store.people.get(gone) if gone is not None else None
    return say(words("sharing-alone", name=full_name(other)))


WRITES_ALONE = answer_flow(
    "writes-alone",
    "Wieder allein an diesem Gerät schreiben",
    {Role.RESIDENT},
    (),
    alone,
    claims=is_alone_again,
)
