"""What happens to tours, in one sentence for whoever looks on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bots.demo.square.onlooker import Onlooker, Tell, Told, plain
from bots.dialogue.reply import Words, words
from bots.flows.tour_tables import place_words
from domain.events import Event
from domain.ids import StationId, StopId
from domain.tours.events import (
    BroughtElsewhere,
    CallUndone,
    ComesLater,
    DayPlanned,
    GoodsShort,
    HomeDelivered,
    NobodyHome,
    PlanningStuck,
    StopTrouble,
    TourAssigned,
    TourBegan,
    TourEnded,
    TourGivenBack,
    TourOverdue,
    TourQuiet,
    TourSilent,
    TourStopped,
    TourWithdrawn,
    WindowTold,
)


def day_planned(_look: Onlooker, event: DayPlanned) -> Told:
    """How many tours a day has."""
    return words("square-day-planned", day=date.fromisoformat(event.day), count=event.tours)


def planning_stuck(_look: Onlooker, event: PlanningStuck) -> Told:
    """No plan yet."""
    return words("square-planning-stuck", day=date.fromisoformat(event.day))


def tour_withdrawn(look: Onlooker, event: TourWithdrawn) -> Told:
    """Who need not drive."""
    return words("square-tour-withdrawn", name=look.person(event.driver_id), no=str(event.no))


def window_told(look: Onlooker, event: WindowTold) -> Told:
    """Who knows when somebody comes."""
    tour = look.store.tours.get(event.tour_id)
    stop = next((one for one in tour.stops if one.id == event.stop_id), None) if tour is not None else None
    if stop is None or stop.told_from is None or stop.told_until is None:
        return None
    name = look.person(event.person_id)
    return words("square-window-told", name=name, begins=stop.told_from, ends=stop.told_until)


def comes_later(look: Onlooker, event: ComesLater) -> Told:
    """What comes on another day."""
    return words("square-comes-later", code=look.code(event.order_id), day=date.fromisoformat(event.new_day))


def nobody_home(look: Onlooker, event: NobodyHome) -> Told:
    """Who did not open, and where the goods are."""
    name = look.person(event.person_id)
    if event.neighbour:
        return words("square-nobody-neighbour", name=name, neighbour=event.neighbour)
    if event.station_id:
        return words("square-nobody-station", name=name, station=look.place(StationId(event.station_id)))
    return words("square-nobody-home", name=name)


def stop_trouble(look: Onlooker, event: StopTrouble) -> Told:
    """A driver calls the office."""
    return words("square-stop-trouble", name=look.person(event.driver_id), place=_place(look, event))


def tour_overdue(look: Onlooker, event: TourOverdue) -> Told:
    """Nobody has set out, or nobody has come back."""
    return words("square-tour-overdue", no=look.tour(event.tour_id), begun=event.begun)


def _place(look: Onlooker, event: StopTrouble) -> Words | str:
    tour = look.store.tours.get(event.tour_id)
    stops = {StopId(stop.id): stop for stop in tour.stops} if tour is not None else {}
    return place_words(look.store, stops[event.stop_id]) if event.stop_id in stops else "?"


TOLD: Mapping[type[Event], Tell] = {
    DayPlanned: day_planned,
    PlanningStuck: planning_stuck,
    TourAssigned: plain("square-tour-assigned"),
    TourWithdrawn: tour_withdrawn,
    WindowTold: window_told,
    ComesLater: comes_later,
    BroughtElsewhere: plain("square-brought-elsewhere"),
    GoodsShort: plain("square-goods-short"),
    TourBegan: plain("square-tour-began"),
    TourEnded: plain("square-tour-ended"),
    HomeDelivered: plain("square-home-delivered"),
    NobodyHome: nobody_home,
    StopTrouble: stop_trouble,
    TourGivenBack: plain("square-tour-given-back"),
    TourSilent: plain("square-tour-silent"),
    TourOverdue: tour_overdue,
    TourStopped: plain("square-tour-stopped"),
}

SILENT: Mapping[type[Event], str] = {
    TourQuiet: "a question to the driver alone; what comes of it is told",
    CallUndone: "the office is told by name; what becomes of it is told when somebody has decided",
}
