"""Notices about tours: to drivers, to the office, and to those who wait at their door."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from bots.dialogue.conversation import Talk
from bots.dialogue.reply import Option, Reply, Saying, Words, say, words
from bots.flows.tour_tables import place_words, tour_rows, tour_words
from bots.notices.notice import Desk, Notice, Urgency, full_name, name_and_village
from domain.catalogue.calendar import next_tour_day
from domain.events import Event
from domain.ids import MerchantId, OrderId, PersonId, StationId, StopId
from domain.ordering.model import Order
from domain.people.model import Role
from domain.tours.calls import split
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
from domain.tours.model import Stop, StopKind, Tour, TourStatus
from domain.tours.service import undone_goods

MOST_NAMED = 5


# --- the office ------------------------------------------------------------------------------------------------


def day_planned(desk: Desk, event: DayPlanned) -> list[Notice]:
    """How many tours there are, and whether everybody is served. Nothing to drive needs no words."""
    day = date.fromisoformat(event.day)
    if not event.tours and not event.undone:
        return []
    told = [words("notice-tours-planned", day=day, count=event.tours)]
    told.append(words("notice-tours-undone" if event.undone else "notice-tours-all", count=len(event.undone)))
    if event.plain:
        told.append(words("notice-tours-plain"))
    show = Option(words("notice-option-tours"), {"day": event.day}, "dispatch")
    return desk.to_operators(*told, options=[show])


def planning_stuck(desk: Desk, event: PlanningStuck) -> list[Notice]:
    """No plan yet: it is tried again, and a human should look."""
    return desk.to_operators(words("notice-tours-stuck", day=date.fromisoformat(event.day)))


def call_undone(desk: Desk, event: CallUndone) -> list[Notice]:
    """Who waits in vain, by name, and what can be done with one tap. Served meanwhile: nothing to say."""
    day = date.fromisoformat(event.day)
    goods = undone_goods(desk.county, desk.store, day, event.call)
    if not goods:
        return []
    kind, ref = split(event.call)
    orders = [_order(desk, order_id) for order_id in sorted({one.order for one in goods})]
    waiting = [f"{order.name} ({order.code})" for order in orders[:MOST_NAMED]]
    more = [words("notice-tours-more", count=len(orders) - MOST_NAMED)] if len(orders) > MOST_NAMED else []
    told = [words("notice-tours-not", day=day, who=_who(desk, kind, ref), waiting=[*waiting, *more])]
    phone = _phone(desk, kind, ref)
    if phone:
        told.append(words("notice-operator-phone", phone=phone))
    value = {"day": event.day, "call": event.call}
    later = next_tour_day(desk.county.calendar, day)
    options = [Option(words("notice-option-later", day=later), value | {"did": "later"}, "undone")]
    if kind is StopKind.HOME:
        options.append(Option(words("notice-option-to-station"), value | {"did": "station"}, "undone"))
    return desk.to_operators(*told, options=options)


def _who(desk: Desk, kind: StopKind, ref: str) -> Words | str:
    match kind:
        case StopKind.HOME:
            return name_and_village(desk.person(PersonId(ref)))
        case StopKind.STATION:
            return words("tour-place-station", station=desk.place(StationId(ref)))
    merchant = desk.store.catalogue.merchant(MerchantId(ref))
    return merchant.name if merchant else ref


def _phone(desk: Desk, kind: StopKind, ref: str) -> str | None:
    if kind is StopKind.HOME:
        person = desk.person(PersonId(ref))
        return person.phone if person else None
    merchant = desk.store.catalogue.merchant(MerchantId(ref)) if kind is StopKind.MERCHANT else None
    return merchant.phone if merchant else None


# --- drivers ---------------------------------------------------------------------------------------------------


def tour_assigned(desk: Desk, event: TourAssigned) -> list[Notice]:
    """The evening before: from when, where, how many stops. Names and streets come at the stop itself."""
    tour = desk.store.tours.get(event.tour_id)
    if tour is None or not tour.status.is_open() or tour.driver_id != event.driver_id:
        return []
    if tour.status is TourStatus.UNDERWAY:
        return [_taken_over(desk, tour)]
    head = words("notice-tour-again" if event.again else "notice-tour", day=tour.day)
    options = (
        Option(words("notice-option-tour-begin"), {"tour": tour.id, "did": "begin"}, "tour", style="main"),
        Option(words("notice-option-tour-not"), {"tour": tour.id, "did": "back"}, "tour"),
    )
    saying = Saying((head, tour_words(desk.store, tour)), options=options, rows=tour_rows(desk.store, tour))
    return [Notice(event.driver_id, Reply((saying,)))]


def _taken_over(desk: Desk, tour: Tour) -> Notice:
    """Somebody else cannot drive on: what is left, at once, whatever the hour."""
    said = words(
        "notice-tour-take-over", no=str(tour.no), count=len([stop for stop in tour.halts() if stop.status.is_open()])
    )
    on = Option(words("notice-option-tour-go-on"), {"tour": tour.id}, "tour", style="main")
    back = Option(words("notice-option-tour-not"), {"tour": tour.id, "did": "back"}, "tour")
    return Notice(tour.driver_id, say(said, options=[on, back]), Urgency.DUTY)


def tour_withdrawn(desk: Desk, event: TourWithdrawn) -> list[Notice]:
    """They need not drive."""
    day = date.fromisoformat(event.day)
    said = words(f"notice-tour-withdrawn-{event.why}", no=str(event.no), day=day)
    return [Notice(event.driver_id, say(said), Urgency.ANSWER, _forget_tour)]


def _forget_tour(talk: Talk) -> None:
    """Who drives it no longer reads nothing of it any more, not even by "Nochmal"."""
    talk.frames = [frame for frame in talk.frames if frame.flow != "tour"]
    talk.menu, talk.last = [], []


# --- who waits -------------------------------------------------------------------------------------------------


def window_told(desk: Desk, event: WindowTold) -> list[Notice]:
    """When somebody comes to the door; what has been promised since is what counts."""
    tour = desk.store.tours.get(event.tour_id)
    stop = _stop(tour, event.stop_id)
    if tour is None or stop is None or not tour.status.is_open() or not stop.status.is_open():
        return []
    key = "notice-home-later" if event.again else "notice-home-window"
    said = [words(key, day=tour.day, begins=stop.told_from, ends=stop.told_until)]
    if not event.again:
        said.append(words("notice-home-be-there"))
    return [Notice(event.person_id, say(*said), Urgency.STATUS)]


def comes_later(desk: Desk, event: ComesLater) -> list[Notice]:
    """Another day, kindly."""
    order = _order(desk, event.order_id)
    old, new = date.fromisoformat(event.old_day), date.fromisoformat(event.new_day)
    said = words(f"notice-comes-later-{event.why}", code=order.code, old=old, new=new)
    return [
        Notice(event.person_id, say(words("notice-sorry"), said, words("notice-comes-later-phone", phone=desk.phone)))
    ]


def brought_elsewhere(desk: Desk, event: BroughtElsewhere) -> list[Notice]:
    """Not to the door but to the pick-up point; the code comes when all is in."""
    order = _order(desk, event.order_id)
    day = date.fromisoformat(event.day)
    said = words(f"notice-elsewhere-{event.why}", code=order.code, day=day, station=desk.place(order.station_id))
    return [Notice(event.person_id, say(said, words("notice-elsewhere-code")))]


def goods_short(desk: Desk, event: GoodsShort) -> list[Notice]:
    """What is not there after all, and what it costs now; the merchant hears it, too."""
    order, merchant = _order(desk, event.order_id), desk.store.catalogue.merchant(event.merchant_id)
    name = merchant.name if merchant else event.merchant_id
    things = list(event.lines)
    sellers = desk.store.people.with_role(Role.MERCHANT, event.merchant_id)
    seller = say(words(f"notice-merchant-short-{event.why}", code=order.code, things=things))
    told = [Notice(person.id, seller) for person in sellers]
    if event.why == "card":  # she stood there
        return told
    resident = words(f"notice-short-{event.why}", merchant=name, code=order.code, things=things)
    return [Notice(event.person_id, say(resident, words("notice-short-total", total=order.total))), *told]


def home_delivered(desk: Desk, event: HomeDelivered) -> list[Notice]:
    """A receipt without many words; the bill is with the merchants."""
    codes = [_order(desk, order_id).code for order_id in event.order_ids]
    said = [words("notice-delivered", codes=codes)]
    if event.not_given:
        said.append(words("notice-not-given", things=list(event.not_given)))
    return [Notice(event.person_id, say(*said), Urgency.ANSWER)]


def nobody_home(desk: Desk, event: NobodyHome) -> list[Notice]:
    """Where the goods are now. When they come again, that is told by itself."""
    said = [words("notice-nobody-home")]
    if event.neighbour:
        said.append(words("notice-nobody-neighbour", name=event.neighbour))
    elif event.station_id:
        said.append(words("notice-nobody-station", station=desk.place(StationId(event.station_id))))
        said.append(words("notice-elsewhere-code"))
    return [Notice(event.person_id, say(*said))]


def stop_trouble(desk: Desk, event: StopTrouble) -> list[Notice]:
    """A driver needs the office."""
    tour = desk.store.tours.get(event.tour_id)
    stop = _stop(tour, event.stop_id)
    driver = desk.person(event.driver_id)
    if tour is None or stop is None:
        return []
    told = [
        words(
            f"notice-tour-trouble-{event.what}",
            driver=full_name(driver),
            no=str(tour.no),
            place=place_words(desk.store, stop),
        )
    ]
    if driver is not None and driver.phone:
        told.append(words("notice-operator-phone", phone=driver.phone))
    return desk.to_operators(*told, options=[_show(tour), _other(tour)], urgent=True)


def tour_quiet(desk: Desk, event: TourQuiet) -> list[Notice]:
    """The driver is asked once, at the stop that takes so long."""
    tour, stop = _still_at(desk, event)
    if tour is None or stop is None:
        return []
    number = {"no": str(tour.number_of(stop)), "of": str(len(tour.halts())), "place": place_words(desk.store, stop)}
    key = "notice-tour-quiet-centre" if stop.kind is StopKind.CENTRE else "notice-tour-quiet"

    def tap(label: str, did: str, *heard_as: str) -> Option:
        return Option(words(label), {"tour": tour.id, "stop": stop.id, "did": did}, "tour", heard_as=heard_as)

    options = (
        tap("tour-option-still", "still", "dauert noch", "alles gut", "alles in ordnung"),
        tap("tour-option-problem", "stuck", "problem"),
        tap("notice-option-tour-not", "back", "kann nicht"),
    )
    return [Notice(event.driver_id, say(words(key, **number), options=options), Urgency.ANSWER)]


def tour_silent(desk: Desk, event: TourSilent) -> list[Notice]:
    """The office hears who is silent since when, with the number to call, and can stop the tour or give it away."""
    tour, stop = _still_at(desk, event)
    driver = desk.person(event.driver_id)
    if tour is None or stop is None:
        return []
    place, no = place_words(desk.store, stop), str(tour.no)
    told = [words("notice-tour-silent", driver=full_name(driver), no=no, place=place, at=stop.leave)]
    if driver is not None and driver.phone:
        told.append(words("notice-operator-phone", phone=driver.phone))
    return desk.to_operators(*told, options=[_other(tour), _show(tour)], urgent=True)


def _still_at(desk: Desk, event: TourQuiet | TourSilent) -> tuple[Tour, Stop] | tuple[None, None]:
    tour = desk.store.tours.get(event.tour_id)
    stop = tour.current() if tour is not None else None
    if tour is None or stop is None or stop.id != event.stop_id or tour.driver_id != event.driver_id:
        return None, None
    return tour, stop


def tour_given_back(desk: Desk, event: TourGivenBack) -> list[Notice]:
    """Somebody else is needed: the office chooses."""
    tour = desk.store.tours.get(event.tour_id)
    if tour is None or not tour.status.is_open() or tour.driver_id != event.driver_id:
        return []
    driver = desk.person(event.driver_id)
    said = words("notice-tour-back", driver=full_name(driver), no=str(tour.no), day=tour.day, at=tour.starts_at)
    return desk.to_operators(said, options=[_other(tour), _show(tour)], urgent=True)


def tour_overdue(desk: Desk, event: TourOverdue) -> list[Notice]:
    """Nobody has set out, or nobody has come back: who that is, and what can be done."""
    tour = desk.store.tours.get(event.tour_id)
    if tour is None or not tour.status.is_open():
        return []
    driver = desk.person(tour.driver_id)
    key = "notice-tour-not-ended" if event.begun else "notice-tour-not-begun"
    told = [
        words(
            key,
            driver=full_name(driver),
            no=str(tour.no),
            day=tour.day,
            at=tour.ends_at if event.begun else tour.starts_at,
        )
    ]
    if driver is not None and driver.phone:
        told.append(words("notice-operator-phone", phone=driver.phone))
    return desk.to_operators(*told, options=[_other(tour), _show(tour)], urgent=True)


def tour_stopped(desk: Desk, event: TourStopped) -> list[Notice]:
    """Every operator knows that it is stopped, what is still in the vehicle, and how many wait."""
    tour = desk.store.tours.get(event.tour_id)
    if tour is None:
        return []
    told = [words("notice-tour-stopped", no=str(tour.no), count=event.orders)]
    if event.aboard:
        told.append(words("notice-tour-aboard", codes=list(event.aboard)))
    return desk.to_operators(*told)


def _show(tour: Tour) -> Option:
    value = {"day": tour.day.isoformat(), "tour": tour.id, "did": "show"}
    return Option(words("dispatch-option-tour", no=str(tour.no)), value, "dispatch")


def _other(tour: Tour) -> Option:
    value = {"day": tour.day.isoformat(), "tour": tour.id, "did": "other"}
    return Option(words("dispatch-option-other"), value, "dispatch")


def _stop(tour: Tour | None, stop_id: StopId) -> Stop | None:
    return next((stop for stop in tour.stops if stop.id == stop_id), None) if tour is not None else None


def _order(desk: Desk, order_id: OrderId) -> Order:
    order = desk.store.orders.get(order_id)
    assert order is not None, f"an event about an unknown order {order_id}"
    return order


TOLD: Mapping[type[Event], Callable[[Desk, Any], list[Notice]]] = {
    DayPlanned: day_planned,
    PlanningStuck: planning_stuck,
    CallUndone: call_undone,
    TourAssigned: tour_assigned,
    TourWithdrawn: tour_withdrawn,
    WindowTold: window_told,
    ComesLater: comes_later,
    BroughtElsewhere: brought_elsewhere,
    GoodsShort: goods_short,
    HomeDelivered: home_delivered,
    NobodyHome: nobody_home,
    StopTrouble: stop_trouble,
    TourQuiet: tour_quiet,
    TourSilent: tour_silent,
    TourGivenBack: tour_given_back,
    TourOverdue: tour_overdue,
    TourStopped: tour_stopped,
}

SILENT: Mapping[type[Event], str] = {
    TourBegan: "the driver reads it in the answer; who waits has been told the hours the evening before",
    TourEnded: "the driver reads it in the answer; the office sees it when it looks",
}
