"""Tours as people read them: when, where, how many crates. A door is told by its village, and by nothing more."""

from __future__ import annotations

from collections.abc import Sequence

from bots.dialogue.reply import NO_WORDS, Reply, Saying, TableRow, TourPicture, Verbatim, Words, words
from bots.notices.notice import village_of
from domain.clock import local
from domain.ids import MerchantId, PersonId, StationId
from domain.store import UnitOfWork
from domain.tours.model import Stop, StopKind, StopStatus, Tour
from domain.tours.ports import Crates, Direction


def tour_rows(store: UnitOfWork, tour: Tour) -> tuple[TableRow, ...]:
    """All stops with their times."""
    return tuple(_row(store, stop) for stop in tour.in_order())


def place_words(store: UnitOfWork, stop: Stop) -> Words:
    """Where a stop is, as everybody may read it."""
    match stop.kind:
        case StopKind.MERCHANT:
            merchant = store.catalogue.merchant(MerchantId(stop.ref))
            return words("tour-place-merchant", merchant=merchant.name if merchant else stop.ref)
        case StopKind.STATION:
            station = store.lockers.station(StationId(stop.ref))
            return words("tour-place-station", station=station.village if station else stop.ref)
        case StopKind.HOME:
            return words("tour-place-home", village=village_of(store.people.get(PersonId(stop.ref))) or "?")
    return words("tour-place-centre")


def crates_words(load: Crates) -> Words:
    """ "4 Kisten und 2 gekühlt"."""
    if load.chilled and load.ambient:
        return words("tour-crates-both", ambient=load.ambient, chilled=load.chilled)
    return words("tour-crates-chilled" if load.chilled else "tour-crates", count=load.chilled or load.ambient)


def tour_words(store: UnitOfWork, tour: Tour) -> Words:
    """What a tour is in one sentence."""
    vehicle = store.tours.vehicle(tour.vehicle_id)
    return words(
        "tour-collects" if tour.leg is Direction.COLLECT else "tour-delivers",
        no=str(tour.no),
        vehicle=vehicle.name if vehicle else tour.vehicle_id,
        leaves=tour.starts_at,
        back=tour.ends_at,
        count=len(tour.halts()),
        km=str(round(tour.metres / 1000)),
    )


def tour_map(store: UnitOfWork, tour: Tour) -> Reply:
    """The tour as a picture; its words say the same, stop by stop."""
    stops = [
        words("tour-map-stop", no=str(no), place=place_words(store, stop))
        for no, stop in enumerate(tour.halts(), start=1)
    ]
    picture = TourPicture(tour.id, words("tour-map-alt", no=str(tour.no), stops=stops))
    return Reply((Saying((words("tour-map", no=str(tour.no)),), picture=picture),))


def clock(stop: Stop) -> str:
    """ "13:45"."""
    return f"{local(stop.arrive):%H:%M}"


def places(store: UnitOfWork, stops: Sequence[Stop]) -> list[Words]:
    """Where these are."""
    return [place_words(store, stop) for stop in stops]


def _row(store: UnitOfWork, stop: Stop) -> TableRow:
    load = crates_words(stop.load) if stop.load != Crates() else NO_WORDS
    kind = "line" if stop.status in {StopStatus.OPEN, StopStatus.ARRIVED} else "note"
    return TableRow(Verbatim(clock(stop)), place_words(store, stop), load, kind=kind)
