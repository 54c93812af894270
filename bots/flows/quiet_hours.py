"""When somebody may be written to unasked: told in plain words, noted, and said back."""

from __future__ import annotations

from collections.abc import Sequence

from bots.dialogue.flow import Flow, Nothing, Step, Turn
from bots.dialogue.reply import Reply, Words, say, words
from bots.flows.hearing import said_any
from bots.flows.who import EVERYBODY
from domain.clock import at_local, local_day
from domain.people.hours import hours_of
from domain.people.model import Role
from domain.people.service import write_hours
from nlu.german.hours import ALL_DAYS, WeekHours, week_hours

LIMITS = ("nur", "nicht", "erst", "jederzeit", "nie", "kein", "außer", "wann sie wollen", "immer")
ABOUT_MESSAGES = ("schreib", "nachricht", "meld", "stör", "erreich", "erinner")


def hours_wished(turn: Turn) -> WeekHours | None:
    """The hours in words that limit messages, or None; words about goods or "ob", "wenn" limit nothing."""
    goods = turn.parse is not None and any(item.text and item.candidates for item in turn.parse.items)
    if goods or not said_any(turn.said, ABOUT_MESSAGES) or not said_any(turn.said, LIMITS):
        return None
    return None if said_any(turn.said, ("wenn", "dass", "sobald")) else week_hours(turn.said)


def note(turn: Turn, wished: WeekHours) -> Reply:
    """Noted, and said back with what comes all the same."""
    rules = turn.county.rules
    begin, end = wished.begin or rules.day_begins, wished.end or rules.day_ends
    days = ALL_DAYS if wished.days is None else wished.days
    if wished.always:
        write_hours(turn.county, turn.store, turn.actor, None)
        return say(words("quiet-hours-none"), *_always(turn))
    if begin >= end or not days:
        return say(words("quiet-hours-unclear"))
    write_hours(turn.county, turn.store, turn.actor, hours_of(days, begin, end))
    today = local_day(turn.county.now())
    times = {"begin": at_local(today, begin), "end": at_local(today, end)}
    return say(words("quiet-hours-noted", days=_days(days), **times), *_always(turn))


def _always(turn: Turn) -> list[Words]:
    """What comes at its own time all the same."""
    return [words("quiet-hours-picklist")] if Role.MERCHANT in turn.actor.roles else [words("quiet-hours-danger")]


def _days(days: Sequence[int]) -> Words | list[Words]:
    if tuple(days) == ALL_DAYS:
        return words("quiet-hours-every-day")
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return words("quiet-hours-span", first=_day(days[0]), last=_day(days[-1]))
    return [_day(day) for day in days]


def _day(day: int) -> Words:
    return words("quiet-hours-day", day=day)


def begin(turn: Turn) -> Step[Nothing]:
    """The hours that were said."""
    wished = hours_wished(turn)
    return Step(Nothing(), note(turn, wished) if wished else say(words("quiet-hours-unclear")), done=True)


QUIET_HOURS = Flow(
    name="quiet-hours",
    about="Sagen, zu welchen Zeiten Nachrichten kommen dürfen",
    form=Nothing,
    for_roles=EVERYBODY,
    begin=begin,
    claims=lambda turn: hours_wished(turn) is not None,
)
