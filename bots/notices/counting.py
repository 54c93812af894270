"""Notices about counting: who is asked to count, asked again, and what an operator hears when nobody does."""

from __future__ import annotations

from bots.dialogue.reply import Option, Words, say, words
from bots.flows.empties_tables import pieces_words
from bots.notices.door_words import ending
from bots.notices.notice import Desk, Notice, Urgency, first_name, full_name, village_of
from domain.deposits.events import (
    CountingAskedAgain,
    CountingOverdue,
    EmptiesHandedIn,
    FetchingOverdue,
    OddPiecesDecided,
)
from domain.deposits.model import EmptiesReturn, ReturnStatus, Way
from domain.deposits.taking import pieces_of
from domain.ids import PersonId, ReturnId
from domain.lockers.events import DoorAnswered
from domain.people.model import Role

FLOW = "count-empties"


def please_count(desk: Desk, event: EmptiesHandedIn) -> list[Notice]:
    """Who looks after the pick-up point is asked once, in the own hours; where nobody does, the operators."""
    made = _made(desk, event.return_id)
    if made.way is Way.TOUR or not _waits(made):
        return []
    helpers = [v for v in desk.store.people.with_role(Role.VOLUNTEER, made.station_id) if v.id != made.person_id]
    if not helpers:
        return desk.to_operators(_question(desk, made), options=_options(made))
    return [_asked(desk, made, volunteer.id) for volunteer in helpers]


def asked_again(desk: Desk, event: CountingAskedAgain) -> list[Notice]:
    """Who had said "later"."""
    made = _made(desk, event.return_id)
    return [_asked(desk, made, event.person_id)] if _waits(made) else []


def overdue(desk: Desk, event: CountingOverdue) -> list[Notice]:
    """A day has gone: an operator takes it over or calls somebody."""
    made = _made(desk, event.return_id)
    if made.status is not ReturnStatus.HANDED_IN:
        return []
    place, by = desk.place(made.station_id), made.counting_by
    said = [words("notice-operator-uncounted", station=place, code=made.code, box=_box(made))]
    if by is not None:
        said.append(words("notice-operator-counting-by", name=full_name(desk.person(by))))
    return desk.to_operators(*said, options=_options(made)[:1])


def unfetched(desk: Desk, event: FetchingOverdue) -> list[Notice]:
    """Nobody has come for it."""
    made = _made(desk, event.return_id)
    if made.status is not ReturnStatus.BOOKED:
        return []
    resident = desk.person(made.person_id)
    who, street = full_name(resident), (resident.street if resident else None) or ""
    place = village_of(resident)
    return desk.to_operators(words("notice-operator-unfetched", name=who, street=street, village=place, code=made.code))


def odd_decided(desk: Desk, event: OddPiecesDecided) -> list[Notice]:
    """Who has counted hears what becomes of the pieces that nobody takes."""
    made = _made(desk, event.return_id)
    key = "count-odd-keep" if event.keep else "count-odd-away"
    name = first_name(desk.person(made.person_id))
    told = say(words(key, count=made.odd, name=name, code=made.code))
    return [Notice(made.counting_by, told)] if made.counting_by is not None else []


def door_for_counting(desk: Desk, event: DoorAnswered) -> list[Notice]:
    """The next taps of who counts."""
    made, what = _made(desk, ReturnId(event.subject)), ending(event)

    def tap(key: str, did: str, *heard_as: str, style: str = "plain") -> Option:
        return Option(words(key), {"return": made.id, "did": did}, FLOW, style=style, heard_as=heard_as)

    again = tap("notice-option-again", "open", "noch einmal öffnen", "nochmal öffnen")
    stuck = tap("count-option-stuck" if what == "open" else "clear-option-other", "stuck", "klemmt", "geht nicht auf")
    if what == "open":
        said = words("count-door-open", box=event.box, pieces=_pieces(desk, made))
        same = tap("count-option-same", "same", "ja", "stimmt", "stimmt genau", "passt", style="main")
        other = tap("count-option-other", "other", "nein", "anders", "weniger", "mehr")
        return [Notice(event.asked_by, say(said, options=(same, other, stuck)), Urgency.ANSWER)]
    said = words(f"clear-door-{what}" if what != "unknown" else "count-door-unknown", box=event.box)
    if what == "unknown":
        seen = tap("notice-option-is-open", "opened", "ja", "offen", "ist auf")
        return [Notice(event.asked_by, say(said, options=(seen, again, stuck)), Urgency.ANSWER)]
    return [Notice(event.asked_by, say(said, options=(again, stuck)), Urgency.ANSWER)]


def _asked(desk: Desk, made: EmptiesReturn, person_id: PersonId) -> Notice:
    return Notice(person_id, say(_question(desk, made), options=_options(made)), Urgency.PROACTIVE)


def _question(desk: Desk, made: EmptiesReturn) -> Words:
    return words("notice-count-please", station=desk.place(made.station_id), box=_box(made), pieces=_pieces(desk, made))


def _options(made: EmptiesReturn) -> tuple[Option, ...]:
    def tap(key: str, did: str, *heard_as: str, style: str = "plain") -> Option:
        return Option(words(key), {"return": made.id, "did": did}, FLOW, style=style, heard_as=heard_as)

    return (
        tap("notice-option-claim", "claim", "ja", "mach ich", "ich mache das", "übernehme ich", "gern", style="main"),
        tap("count-option-later", "later", "später", "nicht jetzt"),
        tap("notice-option-decline", "decline", "nein", "heute nicht", "ich kann nicht", "geht nicht", "nee"),
    )


def _pieces(desk: Desk, made: EmptiesReturn) -> list[str]:
    return pieces_words(desk.store.deposits.types(), pieces_of(made.lines))


def _waits(made: EmptiesReturn) -> bool:
    return made.status is ReturnStatus.HANDED_IN and made.counting_by is None


def _box(made: EmptiesReturn) -> str:
    return str(made.compartment)


def _made(desk: Desk, return_id: ReturnId) -> EmptiesReturn:
    made = desk.store.deposits.get(return_id)
    assert made is not None, f"an event about an unknown return {return_id}"
    return made
