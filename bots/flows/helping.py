"""Somebody else collects: a helper for good, invited by the resident, or a neighbour for one day. Only she decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bots.dialogue.flow import Ask, Flow, Step, Turn
from bots.dialogue.reply import Json, Option, Reply, Words, say, words
from bots.flows.hearing import said_any
from bots.flows.helping_words import (
    ALWAYS_WORDS,
    BUY_WORDS,
    ONCE_WORDS,
    OVER_WORDS,
    WHO_WORDS,
    meant,
    name_alone,
    name_in,
    speaks_for_somebody,
    until_said,
)
from bots.flows.who import BUYERS, EVERYBODY, is_resident
from bots.notices.helping import END_HELP, not_any_more
from bots.notices.notice import full_name
from domain.clock import local_day
from domain.ids import HelperId
from domain.lockers.finding import station_of
from domain.lockers.joint import WAITING
from domain.people.helping import end_help, helped_by, helpers_of, invite_helper, invite_named, name_neighbour
from domain.people.model import Helper, Invitation
from nlu.result import Expects

FARTHEST = timedelta(days=14)  # longer than that is no neighbour for a day
SHOWN = 3
SHORT = 8  # words of "Frau Schulte nicht mehr"; longer sentences are for the parser
ALWAYS = "always"
TODAY = "today"


@dataclass(frozen=True, slots=True)
class HelperForm:
    """Who shall collect, and until when: one day, or always."""

    name: str | None = None
    until: date | None = None
    always: bool = False
    buys: bool = False  # she spoke of ordering, too


def begin(turn: Turn) -> Step[HelperForm]:
    """Add somebody, take somebody back, say who it is; who speaks for another hears that only she can ask."""
    over = said_any(turn.said, OVER_WORDS)
    if over and (mine := _mine(turn)):
        return _take_back(turn, mine)
    if over and (others := helped_by(turn.county, turn.store, turn.actor)):
        return _step_back(turn, others)
    if speaks_for_somebody(turn):
        return Step(HelperForm(), _only_she(turn), done=True)
    if not is_resident(turn):
        return Step(HelperForm(), say(words("helper-first-order")), done=True)
    if over:
        return Step(HelperForm(), say(words("helper-nobody")), done=True)
    if said_any(turn.said, WHO_WORDS):
        return Step(HelperForm(), _who(turn), done=True)
    form = HelperForm(name=name_in(turn), buys=said_any(turn.said, BUY_WORDS))
    return _with_time(turn, form) or Step(form)


# --- who ----------------------------------------------------------------------------------------------------------


def name_heard(turn: Turn, form: HelperForm) -> Step[HelperForm] | None:
    """A name."""
    name = name_alone(turn)
    if name is None:
        return None
    named = replace(form, name=name)
    return _with_time(turn, named) or Step(named)


# --- for how long ---------------------------------------------------------------------------------------------------


def lacks_time(_turn: Turn, form: HelperForm) -> bool:
    """Whether one day or always is open."""
    return form.until is None and not form.always


def time_words(_turn: Turn, form: HelperForm) -> Words:
    """One day, or for good?"""
    return words("helper-ask-time", name=form.name)


def time_options(_turn: Turn, _form: HelperForm) -> Sequence[Option]:
    """Today, or until it is taken back."""
    return [
        Option(words("helper-option-today"), TODAY, heard_as=("heute", "nur heute", "einmal", "diesmal")),
        Option(words("helper-option-always"), ALWAYS, heard_as=("immer", "ja immer", "künftig", "dauerhaft")),
    ]


def time_chosen(turn: Turn, form: HelperForm, value: Json) -> Step[HelperForm]:
    """One of them."""
    if value == ALWAYS:
        return Step(replace(form, always=True))
    return Step(replace(form, until=local_day(turn.county.now())))


def time_heard(turn: Turn, form: HelperForm) -> Step[HelperForm] | None:
    """A day, or "immer", in other words."""
    return _with_time(turn, form)


def _with_time(turn: Turn, form: HelperForm) -> Step[HelperForm] | None:
    """What was said of the time; a day far away is asked again."""
    today, until = local_day(turn.county.now()), until_said(turn)
    if until is not None and today <= until <= today + FARTHEST:
        return Step(replace(form, until=until))
    if said_any(turn.said, ONCE_WORDS):
        return Step(replace(form, until=today))
    if said_any(turn.said, ALWAYS_WORDS):
        return Step(replace(form, always=True))
    return None


# --- done -----------------------------------------------------------------------------------------------------------


def named(turn: Turn, form: HelperForm) -> Reply:
    """Written down: for a day with a code to pass on, for good with an invitation."""
    assert form.name is not None
    notes = [words("helper-orders-herself")] if form.buys else []
    if form.always:
        known = [h for h in _mine(turn) if h.person_id and h.until is None and h.name == form.name]
        if known:
            return say(words("helper-already", name=form.name), options=[not_any_more(known[0])])
        invitation = invite_helper(turn.county, turn.store, turn.actor, form.name)
        return say(*notes, words("helper-invited", name=form.name), *_invitation(turn, invitation))
    assert form.until is not None
    helper = name_neighbour(turn.county, turn.store, turn.actor, form.name, form.until)
    day = words("helper-today") if form.until == local_day(turn.county.now()) else words("helper-day", day=form.until)
    options = [not_any_more(helper)]
    if helper.person_id is None:
        options.append(Option(words("helper-option-invite", name=helper.name), helper.id, "invite-helper"))
    return say(*notes, words("helper-neighbour", name=helper.name, day=day), _code_when(turn), options=options)


def _code_when(turn: Turn) -> Words:
    """When the code for the neighbour comes."""
    waiting = turn.store.lockers.pickups_of_person(turn.person.id, WAITING)
    if not waiting:
        return words("helper-code-later")
    silent = station_of(turn.store, waiting[0].station_id).silent
    return words("helper-code-silent" if silent else "helper-code-soon")


def _invitation(turn: Turn, invitation: Invitation) -> list[Words]:
    link = f"{turn.info['base_url']}/chat?einladung={invitation.code}"
    return [
        words("helper-invitation", code=f"{invitation.code[:4]} {invitation.code[4:]}"),
        words("helper-invitation-link", link=link, until=invitation.expires_at),
    ]


# --- over -----------------------------------------------------------------------------------------------------------


def _take_back(turn: Turn, mine: Sequence[Helper]) -> Step[HelperForm]:
    """The named one, the only one, or ask."""
    named_ones = meant(turn, mine)
    if len(named_ones) == 1 or len(mine) == 1:
        return Step(HelperForm(), _ended(turn, (named_ones or mine)[0]), done=True)
    options = [not_any_more(helper) for helper in (named_ones or mine)[:SHOWN]]
    return Step(HelperForm(), say(words("helper-end-whom"), options=options), done=True)


def _step_back(turn: Turn, others: Sequence[Helper]) -> Step[HelperForm]:
    """A helper cannot go on; with several residents the ways are shown."""
    residents = {helper.id: full_name(turn.store.people.get(helper.resident_id)) for helper in others}
    said = turn.said.casefold()
    named_ones = [h for h in others if any(part.casefold() in said for part in residents[h.id].split())]
    if len(named_ones) == 1 or len(others) == 1:
        return Step(HelperForm(), _left(turn, (named_ones or list(others))[0]), done=True)
    options = [Option(words("helper-option-leave", name=residents[h.id]), h.id, END_HELP) for h in others[:SHOWN]]
    return Step(HelperForm(), say(words("helper-leave-whom"), options=options), done=True)


def _ended(turn: Turn, helper: Helper) -> Reply:
    name = helper.name
    end_help(turn.county, turn.store, turn.actor, helper.id)
    return say(words("helper-ended", name=name))


def _left(turn: Turn, helper: Helper) -> Reply:
    end_help(turn.county, turn.store, turn.actor, helper.id)
    return say(words("helper-left", name=full_name(turn.store.people.get(helper.resident_id))))


def ends(turn: Turn) -> bool:
    """ "Frau Schulte nicht mehr", of somebody whom she has named."""
    short = len(turn.said.split()) <= SHORT and said_any(turn.said, OVER_WORDS)
    return short and bool(meant(turn, _mine(turn)))


def end_begin(turn: Turn) -> Step[HelperForm]:
    """By her words."""
    return _take_back(turn, _mine(turn))


def end_tapped(turn: Turn, value: Json) -> Step[HelperForm]:
    """By a button; what is over already stays over."""
    helper = turn.store.people.helper(HelperId(value))
    if helper is not None and helper.person_id == turn.person.id:
        return Step(HelperForm(), _left(turn, helper), done=True)
    ended = end_help(turn.county, turn.store, turn.actor, HelperId(value))
    return Step(HelperForm(), say(words("helper-ended", name=ended.name)), done=True)


# --- answers ----------------------------------------------------------------------------------------------------------


def _only_she(turn: Turn) -> Reply:
    """Kindly: only the person herself can ask somebody to help; who helps already reads for whom."""
    helps = helped_by(turn.county, turn.store, turn.actor)
    if helps:
        names = [full_name(turn.store.people.get(helper.resident_id)) for helper in helps]
        return say(words("helper-you-help", names=names))
    human = Option(words("pattern-option-human"), flow="human")
    return say(words("helper-only-she", phone=turn.info["phone"]), options=[human])


def _who(turn: Turn) -> Reply:
    """Everybody she has named, each with the way to take it back."""
    mine = _mine(turn)
    if not mine:
        return say(words("helper-nobody"))
    return say(
        words("helper-who", names=[helper.name for helper in mine]),
        options=[not_any_more(helper) for helper in mine[:SHOWN]],
    )


def _mine(turn: Turn) -> list[Helper]:
    return helpers_of(turn.county, turn.store, turn.actor) if is_resident(turn) else []


def _invite_tapped(turn: Turn, value: Json) -> Step[HelperForm]:
    """An invitation for a neighbour who writes here, too."""
    invitation = invite_named(turn.county, turn.store, turn.actor, HelperId(value))
    helper = turn.store.people.helper(HelperId(value))
    assert helper is not None
    return Step(HelperForm(), say(words("helper-invited", name=helper.name), *_invitation(turn, invitation)), done=True)


HELPER = Flow(
    name="helper",
    about="Jemanden bitten, für einen abzuholen, für einen Tag oder immer, und das zurücknehmen",
    form=HelperForm,
    for_roles=BUYERS,
    intents=frozenset({"add_helper"}),
    begin=begin,
    asks=(
        Ask("name", hears=name_heard, expects=Expects.NAME, free_text=True),
        Ask(
            "time",
            needed=lacks_time,
            words=time_words,
            offers=time_options,
            chosen=time_chosen,
            hears=time_heard,
            expects=Expects.CHOICE,
        ),
    ),
    finish=named,
)
END_HELP_FLOW = Flow(
    name=END_HELP,
    about="Jemand holt nicht mehr für einen anderen ab",
    form=HelperForm,
    for_roles=EVERYBODY,
    claims=ends,
    begin=end_begin,
    start_with=end_tapped,
)
INVITE_HELPER = Flow(
    name="invite-helper",
    about="Eine Einladung für jemanden, der heute abholt und selbst hier schreibt",
    form=HelperForm,
    for_roles=BUYERS,
    start_with=_invite_tapped,
)
