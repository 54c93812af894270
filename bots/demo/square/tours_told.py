"""What happens to tours, in one sentence for whoever looks on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from bots.dialogue.reply import Words, words
from bots.flows.tour_tables import place_words
from domain.events import Event
from domain.ids import StationId, StopId, TourId
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

if TYPE_CHECKING:
    from bots.demo.square.sentences import Onlooker

Told = Words | None


def _number(look: Onlooker, tour_id: TourId) -> str:
    tour = look.store.tours.get(tour_id)
    return str(tour.no) if tour is not None else "?"


def day_planned(_look: Onlooker, event: DayPlanned) -> Told:
    """How many tours a day has."""
    return words("square-day-planned", day=date.fromisoformat(event.day), count=event.tours)


def planning_stuck(_look: Onlooker, event: PlanningStuck) -> Told:
    """No plan yet."""
    return words("square-planning-stuck", day=date.fromisoformat(event.day))


def tour_assigned(look: Onlooker, event: TourAssigned) -> Told:
    """Who drives."""
    return words("square-tour-assigned", name=look.person(event.driver_id), no=_number(look, event.tour_id))


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


def brought_elsewhere(look: Onlooker, event: BroughtElsewhere) -> Told:
    """What goes to the pick-up point instead."""
    return words("square-brought-elsewhere", code=look.code(event.order_id), station=look.place_of(event.pickup_id))


def goods_short(look: Onlooker, event: GoodsShort) -> Told:
    """What has not come."""
    return words("square-goods-short", merchant=look.merchant(event.merchant_id), code=look.code(event.order_id))


def tour_began(look: Onlooker, event: TourBegan) -> Told:
    """A van sets out."""
    return words("square-tour-began", no=_number(look, event.tour_id))


def tour_ended(look: Onlooker, event: TourEnded) -> Told:
    """A van is done."""
    return words("square-tour-ended", no=_number(look, event.tour_id))


def home_delivered(look: Onlooker, event: HomeDelivered) -> Told:
    """Who has the goods in hand."""
    return words("square-home-delivered", name=look.person(event.person_id))


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


def tour_silent(look: Onlooker, event: TourSilent) -> Told:
    """Nobody hears of a driver."""
    return words("square-tour-silent", name=look.person(event.driver_id), no=_number(look, event.tour_id))


def tour_given_back(look: Onlooker, event: TourGivenBack) -> Told:
    """Somebody cannot drive."""
    return words("square-tour-given-back", name=look.person(event.driver_id), no=_number(look, event.tour_id))


def tour_overdue(look: Onlooker, event: TourOverdue) -> Told:
    """Nobody has set out, or nobody has come back."""
    return words("square-tour-overdue", no=_number(look, event.tour_id), begun=event.begun)


def tour_stopped(look: Onlooker, event: TourStopped) -> Told:
    """The office has stopped it."""
    return words("square-tour-stopped", no=_number(look, event.tour_id))


def _place(look: Onlooker, event: StopTrouble) -> Words | str:
    tour = look.store.tours.get(event.tour_id)
    stops = {StopId(stop.id): stop for stop in tour.stops} if tour is not None else {}
    return place_words(look.store, stops[event.stop_id]) if event.stop_id in stops else "?"


TOLD: Mapping[type[Event], Callable[[Any, Any], Told]] = {
    DayPlanned: day_planned,
    PlanningStuck: planning_stuck,
    TourAssigned: tour_assigned,
    TourWithdrawn: tour_withdrawn,
    WindowTold: window_told,
    ComesLater: comes_later,
    BroughtElsewhere: brought_elsewhere,
    GoodsShort: goods_short,
    TourBegan: tour_began,
    TourEnded: tour_ended,
    HomeDelivered: home_delivered,
    NobodyHome: nobody_home,
    StopTrouble: stop_trouble,
    TourSilent: tour_silent,
    TourGivenBack: tour_given_back,
    TourOverdue: tour_overdue,
    TourStopped: tour_stopped,
}

SILENT: Mapping[type[Event], str] = {
    TourQuiet: "a question to the driver alone; what comes of it is told",
    CallUndone: "the office is told by name; what becomes of it is told when somebody has decided",
}
