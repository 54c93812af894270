"""Operators: a product must not be eaten or used. It is blocked at once; its buyers are warned after one question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bots.dialogue.flow import Ask, Flow, Step, Turn, answer_flow
from bots.dialogue.reply import Json, Option, Reply, Verbatim, Words, say, words
from bots.flows.calling import call_a_human
from bots.flows.hearing import said_any
from bots.notices.notice import Desk
from bots.notices.recalls import thing_of
from domain.clock import local_day
from domain.ids import Sku
from domain.people.model import Role
from domain.recalls.buyers import Found, Period
from domain.recalls.service import buyers_of, recall, stop_selling
from domain.support.model import CaseKind
from nlu.result import Expects

RECALL_WORDS = ("rückruf", "rueckruf", "produktrückruf", "warenrückruf", "rückrufaktion")
OTHER_WORDS = ("freigeb", "freigegeben", "aufheben", "entsperr")  # the end of one
ONE_DAY = ("nur am", "nur heute", "nur gestern")
SHOWN = 3
LONGEST_REASON = 120
SHORTEST_REASON = 3
A_WEEK = timedelta(days=7)
CHOICES = {"recall-option-week": 7, "recall-option-weeks": 14, "recall-option-month": 30}
_SKU = re.compile(r"\b([A-Z]{3}-\d{3})\b")
_DATE = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4})?")
_DAYS_BACK = re.compile(r"\b(\d{1,3})\s+tag", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RecallForm:
    """What is recalled, since when (and until when) it went out, why, and whether to warn."""

    sku: str | None = None
    first: date | None = None
    last: date | None = None
    reason: str | None = None
    sure: bool | None = None


# --- what, and at once no more of it ------------------------------------------------------------------------------


def is_meant(turn: Turn) -> bool:
    """Whether a recall is spoken of, and not its end."""
    return said_any(turn.said, RECALL_WORDS) and not said_any(turn.said, OTHER_WORDS)


def begin(turn: Turn) -> Step[RecallForm]:
    """As much as was said at once."""
    period, reason = _period_said(turn), _reason_said(turn.said)
    form = RecallForm(first=period.first if period else None, last=period.last if period else None, reason=reason)
    named = _named(turn)
    return _stopped(turn, form, named[0]) if len(named) == 1 else Step(form)


def sku_words(turn: Turn, _form: RecallForm) -> Words:
    """Which product; which of several."""
    return words("recall-ask-sku-of" if _named(turn) else "recall-ask-sku")


def sku_options(turn: Turn, _form: RecallForm) -> Sequence[Option]:
    """Those that can be meant, with their sellers."""
    desk = _desk(turn)
    return [Option(Verbatim(f"{thing_of(desk, sku)}, {sku}"), sku, heard_as=(sku,)) for sku in _named(turn)[:SHOWN]]


def sku_chosen(turn: Turn, form: RecallForm, value: Json) -> Step[RecallForm]:
    """One of them."""
    return _stopped(turn, form, Sku(value))


def sku_heard(turn: Turn, form: RecallForm) -> Step[RecallForm] | None:
    """Its name or number."""
    named = _named(turn)
    if not named:
        return None
    return _stopped(turn, form, named[0]) if len(named) == 1 else Step(form)


def _stopped(turn: Turn, form: RecallForm, sku: Sku) -> Step[RecallForm]:
    """Blocked before anything else is asked: a doubt must not cost anybody's health."""
    slots = stop_selling(turn.county, turn.store, turn.actor, sku, form.reason or "Rückruf")
    thing = thing_of(_desk(turn), sku)
    places = [slot.replace(":", " Fach ") for slot in slots]
    return Step(replace(form, sku=sku), say(words("recall-stopped", thing=thing, count=len(places), places=places)))


# --- since when ----------------------------------------------------------------------------------------------------


def first_options(turn: Turn, _form: RecallForm) -> Sequence[Option]:
    """A week, two, a month."""
    today = local_day(turn.county.now())
    return [Option(words(key), (today - timedelta(days=back)).isoformat()) for key, back in CHOICES.items()]


def first_chosen(_turn: Turn, form: RecallForm, value: Json) -> Step[RecallForm]:
    """Since that day, and whatever is still to come."""
    return Step(replace(form, first=date.fromisoformat(value), last=None))


def first_heard(turn: Turn, form: RecallForm) -> Step[RecallForm] | None:
    """ "Seit 20.11.", "von Montag bis Mittwoch", "nur am 20.11."."""
    period = _period_said(turn)
    if period is None:
        return Step(form, say(words("recall-day-unclear"))) if _DATE.search(turn.said) else None
    return Step(replace(form, first=period.first, last=period.last))


# --- why, and whether ----------------------------------------------------------------------------------------------


def reason_heard(turn: Turn, form: RecallForm) -> Step[RecallForm] | None:
    """Any words that say something."""
    reason = " ".join(turn.said.split())[:LONGEST_REASON]
    if len(reason) < SHORTEST_REASON or (turn.parse is not None and turn.parse.intent.name in {"deny", "affirm"}):
        return None
    return Step(replace(form, reason=_reason_said(reason) or reason))


def sure_words(turn: Turn, form: RecallForm) -> Reply:
    """How many people would be warned, of what, and who cannot be."""
    found = _found(turn, form)
    assert form.first is not None
    last = form.last or form.first
    said = words(_sure_key(form), count=len(found.buyers), first=form.first, last=last, reason=form.reason)
    return say(*([words("recall-by-card", count=found.by_card)] if found.by_card else []), said)


def _sure_key(form: RecallForm) -> str:
    if form.last is None:
        return "recall-ask-sure"
    return "recall-ask-sure-day" if form.first == form.last else "recall-ask-sure-until"


def sure_options(_turn: Turn, _form: RecallForm) -> Sequence[Option]:
    """Yes; corrected; not yet."""
    return [
        Option(words("recall-option-sure"), "yes", style="main", heard_as=("ja", "warnen", "jetzt warnen")),
        Option(words("recall-option-days"), "days", heard_as=("andere tage", "anderer tag")),
        Option(words("recall-option-not-yet"), "no", heard_as=("nein", "noch nicht", "nicht warnen")),
    ]


def sure_chosen(_turn: Turn, form: RecallForm, value: Json) -> Step[RecallForm]:
    """Warn, ask for the days again, or leave it at the block."""
    if value == "days":
        return Step(replace(form, first=None, last=None))
    if value == "no":
        return Step(form, _not_yet(form), done=True)
    return Step(replace(form, sure=True))


def sure_heard(turn: Turn, form: RecallForm) -> Step[RecallForm] | None:
    """ "Nein, erst seit gestern"; "Grund: Salmonellen"."""
    assert turn.parse is not None
    period, reason = _period_said(turn), _reason_said(turn.said)
    if period is not None:
        form = replace(form, first=period.first, last=period.last)
    if reason is not None:
        form = replace(form, reason=reason)
    if period is not None or reason is not None:
        return Step(form)
    meant = {"affirm": "yes", "deny": "no"}.get(turn.parse.intent.name)
    return sure_chosen(turn, form, meant) if meant else None


def done(turn: Turn, form: RecallForm) -> Reply:
    """Everybody is being told; who cannot be is named to the operators in messages of their own."""
    assert form.sku is not None
    found = recall(turn.county, turn.store, turn.actor, Sku(form.sku), _period(form), form.reason or "")
    more = [words("recall-done-money")] if found.buyers else []
    return say(words("recall-done", count=len(found.buyers)), *more)


def _not_yet(form: RecallForm) -> Reply:
    free = {"what": {"sku": form.sku}, "reason": ""}
    return say(words("recall-not-yet"), options=[Option(words("vending-block-option-free"), free, "vending-block")])


# --- what was said --------------------------------------------------------------------------------------------------


def _named(turn: Turn) -> list[Sku]:
    """The products that can be meant: by number, else by name, the likeliest first."""
    numbers = [Sku(sku) for sku in _SKU.findall(turn.said.upper()) if turn.store.catalogue.product(Sku(sku))]
    if numbers or turn.parse is None:
        return numbers
    item = next((item for item in turn.parse.items if item.candidates), None)
    if item is None:
        return []
    keys = [Sku(candidate.key) for candidate in item.candidates]
    return keys[:1] if item.decisive else keys


def _reason_said(text: str) -> str | None:
    """What stands behind the colon."""
    _, colon, reason = text.partition(":")
    reason = " ".join(reason.split())[:LONGEST_REASON]
    return reason if colon and len(reason) >= SHORTEST_REASON else None


def _period_said(turn: Turn) -> Period | None:
    """The days that were said, if a recall may reach so far back. Raises `RecallTooLong`."""
    today = local_day(turn.county.now())
    period = _days_said(turn, today)
    if period is not None:
        period.days(today)
    return period


def _days_said(turn: Turn, today: date) -> Period | None:
    """Days in the past: dates, weekdays, "seit 10 Tagen". One day is a beginning, unless it was "nur" that one."""
    back = _DAYS_BACK.search(turn.said)
    if back:
        return Period(today - timedelta(days=int(back[1])))
    days = _dates(turn.said, today) or _weekdays(turn, today)
    if not days:
        return None
    if len(days) > 1 or said_any(turn.said, ONE_DAY):
        return Period(days[0], days[-1])
    return Period(days[0])


def _dates(text: str, today: date) -> list[date]:
    """ "20.11." is the last one that has been."""
    found = []
    for day, month, year in _DATE.findall(text):
        try:
            one = date(int(year or today.year), int(month), int(day))
        except ValueError:
            return []
        found.append(one if one <= today or year else one.replace(year=one.year - 1))
    return sorted(found)


def _weekdays(turn: Turn, today: date) -> list[date]:
    """ "Montag" is the last one, not the next."""
    mentions = turn.parse.days if turn.parse is not None else ()
    days = {day for mention in mentions for day in (mention.first, mention.last)}
    return sorted(day if day <= today else day - A_WEEK for day in days if day <= today + A_WEEK)


def _period(form: RecallForm) -> Period:
    assert form.first is not None
    return Period(form.first, form.last)


def _found(turn: Turn, form: RecallForm) -> Found:
    assert form.sku is not None
    return buyers_of(turn.county, turn.store, turn.actor, Sku(form.sku), _period(form))


def _desk(turn: Turn) -> Desk:
    return Desk(turn.county, turn.store, turn.info)


RECALL = Flow(
    name="recall",
    about="Eine Ware zurückrufen: sperren, Käufer warnen, Geld zurück",
    form=RecallForm,
    for_roles=frozenset({Role.OPERATOR}),
    begin=begin,
    claims=is_meant,
    asks=(
        Ask(
            "sku",
            words=sku_words,
            offers=sku_options,
            chosen=sku_chosen,
            hears=sku_heard,
            expects=Expects.PRODUCT,
        ),
        Ask("first", offers=first_options, chosen=first_chosen, hears=first_heard, expects=Expects.DAY),
        Ask("reason", hears=reason_heard, expects=Expects.TEXT, free_text=True),
        Ask(
            "sure",
            words=sure_words,
            offers=sure_options,
            chosen=sure_chosen,
            hears=sure_heard,
            expects=Expects.YES_NO,
        ),
    ),
    finish=done,
)


# --- who may not --------------------------------------------------------------------------------------------------


def told(turn: Turn) -> Reply:
    """A merchant says it first, mostly: the office hears it at once, and decides."""
    call_a_human(turn, CaseKind.PROBLEM, about="Rückruf")
    return say(words("recall-told"), words("problem-phone", phone=turn.info["phone"]))


RECALL_TOLD = answer_flow(
    "recall-told",
    "Einen Rückruf an das Büro melden",
    {Role.MERCHANT, Role.CENTRE, Role.DRIVER},
    (),
    told,
    claims=is_meant,
)
