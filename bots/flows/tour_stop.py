"""One stop of a tour as its driver reads it: what, where, which crates, and how to get there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from bots.dialogue.flow import Turn
from bots.dialogue.reply import Verbatim, Words, words
from bots.flows.empties_tables import pieces_words
from bots.flows.tour_tables import crates_words, place_words
from bots.notices.notice import full_name, village_of
from domain.county import County
from domain.deposits.counting import to_count
from domain.deposits.model import EmptiesReturn
from domain.ids import DepositTypeId, MerchantId, PersonId, StationId
from domain.lockers.packing import HEAVY_G
from domain.store import UnitOfWork
from domain.tours.driving import aged_lines, card_needed, empties_at, pickups_at
from domain.tours.model import Stop, Tour


def merchant_words(store: UnitOfWork, tour: Tour, stop: Stop) -> list[Words | Verbatim]:
    """The shop, its street, and how much to load."""
    merchant = store.catalogue.merchant(MerchantId(stop.ref))
    assert merchant is not None, f"a stop at an unknown merchant {stop.ref}"
    place = words(
        "tour-at-merchant", merchant=merchant.name, street=merchant.street, town=merchant.town, **_count(tour, stop)
    )
    return [place, words("tour-to-load", crates=crates_words(stop.load)), _way(merchant.lat, merchant.lon)]


def station_words(turn: Turn, tour: Tour, stop: Stop) -> list[Words | Verbatim]:
    """The pick-up point, how many orders go in, which empties go along, and where some stand uncounted."""
    store = turn.store
    station = store.lockers.station(StationId(stop.ref))
    assert station is not None, f"a stop at an unknown pick-up point {stop.ref}"
    place = words("tour-at-station", station=station.village, address=station.address, **_count(tour, stop))
    waiting = len(pickups_at(store, stop))
    filling = words("tour-to-fill", count=waiting, crates=crate_words(stop))
    told: list[Words | Verbatim] = [place, filling]
    stacked = empties_at(store, tour, stop)
    if stacked:
        told.append(words("tour-empties-stacked", pieces=empties_words(store, stacked)))
    uncounted = uncounted_at(turn, stop)
    if uncounted:
        told.append(words("tour-empties-uncounted", boxes=[str(made.compartment) for made in uncounted]))
    return [*told, _way(station.lat, station.lon)]


def home_words(county: County, store: UnitOfWork, tour: Tour, stop: Stop) -> list[Words | Verbatim]:
    """The door: name, street, bell; what to carry, and whose card to look at."""
    person = store.people.get(PersonId(stop.ref))
    if person is None or person.name is None:
        return [words("tour-at-nobody", **_count(tour, stop))]
    village = village_of(person)
    told: list[Words | Verbatim] = [
        words(
            "tour-at-home", name=full_name(person), street=person.street or "?", village=village, **_count(tour, stop)
        )
    ]
    if person.doorbell:
        told.append(words("tour-bell", note=person.doorbell))
    told.append(words("tour-crates-there", crates=crate_words(stop), kg=str(max(1, round(stop.grams / 1000)))))
    if person.carry_in and stop.grams >= HEAVY_G:
        told.append(words("tour-carry"))
    if stop.told_from is not None and county.now() < stop.told_from:
        told.append(words("tour-not-before", begins=stop.told_from))
    booked = empties_at(store, tour, stop)
    if booked:
        pieces, codes = empties_words(store, booked), [made.code for made in booked]
        told.append(words("tour-empties", codes=codes, pieces=pieces))
    if card_needed(store, stop):
        told.append(words("tour-card", things=[line.name for line in aged_lines(store, stop)]))
    if person.lat is not None and person.lon is not None:
        told.append(_way(person.lat, person.lon))
    return told


def left_of_home(store: UnitOfWork, tour: Tour, stop: Stop) -> Words:
    """What the driver may read of a door for ever: which halt it was, and in which village."""
    return words("tour-was-home", place=place_words(store, stop), **_count(tour, stop))


def crate_words(stop: Stop) -> Words:
    """The crates of a stop by their numbers, or how much room they take."""
    if not stop.crates:
        return crates_words(stop.load)
    return words(
        "tour-crate-numbers", count=len(stop.crates), first=str(stop.crates[0].no), last=str(stop.crates[-1].no)
    )


def empties_words(store: UnitOfWork, found: Iterable[EmptiesReturn]) -> list[str]:
    """All of it by kind, as counted, or as booked where nobody has counted yet."""
    pieces: Counter[DepositTypeId] = Counter()
    for line in (line for made in found for line in made.lines):
        pieces[line.type_id] += line.declared if line.counted is None else line.counted
    return pieces_words(store.deposits.types(), pieces)


def uncounted_at(turn: Turn, stop: Stop) -> list[EmptiesReturn]:
    """What stands in compartments of this pick-up point and nobody else has taken over to count."""
    waiting = to_count(turn.county, turn.store, turn.actor)
    here = [made for made in waiting if made.station_id == stop.ref and made.compartment is not None]
    return [made for made in here if made.counting_by in {None, turn.person.id}]


def _count(tour: Tour, stop: Stop) -> dict[str, str]:
    return {"no": str(tour.number_of(stop)), "of": str(len(tour.halts()))}


def _way(lat: float, lon: float) -> Verbatim:
    """A place on the map in the form that phones open with their own map."""
    return Verbatim(f"geo:{lat:.5f},{lon:.5f}")
