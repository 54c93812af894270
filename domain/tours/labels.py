"""What is written on crates, so that each comes to its stop: the least that whoever carries it has to know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.catalogue.model import Zone
from domain.county import County
from domain.errors import NotFound
from domain.ids import PersonId
from domain.ordering.model import OrderLine, Receive
from domain.people.model import Actor, Role
from domain.permission import allowed
from domain.store import UnitOfWork
from domain.tours.driving import parts_at
from domain.tours.loads import kind_of
from domain.tours.model import Crate, CrateKind, Stop, StopKind, Tour
from domain.tours.moving import order_of
from domain.tours.places import rough_site
from domain.tours.ports import Direction


@dataclass(frozen=True, slots=True)
class Share:
    """What of one order belongs into crates of one kind: so many packs, which fill so many of these crates."""

    code: str
    packs: int
    crates: int


@dataclass(frozen=True, slots=True)
class CrateLabel:
    """One crate on its way. A door is told by its village and by the first letter of the family name.

    `id` is what a scanner reads. `frozen`: something in it belongs into the insulated bag.
    """

    id: str
    day: date
    tour: int
    halt: int
    where: StopKind
    place: str
    initial: str
    kind: CrateKind
    frozen: bool
    no: int
    of: int
    shares: tuple[Share, ...]


@allowed(Role.CENTRE, Role.OPERATOR)
def labelled_tours(county: County, store: UnitOfWork, actor: Actor, day: date) -> list[Tour]:
    """The tours of a day whose crates are packed at the centre: all that deliver and are not over."""
    return [tour for tour in store.tours.of_day(day) if tour.leg is Direction.DELIVER and tour.status.is_open()]


@allowed(Role.CENTRE, Role.OPERATOR)
def labels_of(county: County, store: UnitOfWork, actor: Actor, day: date, no: int) -> list[CrateLabel]:
    """One label for each crate of a tour, stop by stop, as they are planned now. Raises `NotFound`."""
    tour = next((one for one in store.tours.of_day(day) if one.no == no and one.leg is Direction.DELIVER), None)
    if tour is None:
        raise NotFound
    stops = [stop for stop in tour.halts() if stop.status.is_kept()]
    return [label for stop in stops for label in _of_stop(store, tour, stop)]


def _of_stop(store: UnitOfWork, tour: Tour, stop: Stop) -> list[CrateLabel]:
    lines = _lines(store, stop)
    return [_label(store, tour, stop, crate, lines) for crate in stop.crates]


def _lines(store: UnitOfWork, stop: Stop) -> dict[tuple[str, CrateKind], list[OrderLine]]:
    """What comes here, by order code and kind of crate."""
    receive = Receive.HOME if stop.kind is StopKind.HOME else Receive.PICKUP
    found: dict[tuple[str, CrateKind], list[OrderLine]] = {}
    for part in parts_at(store, stop):
        code = order_of(store, part.order_id).code
        for line in part.lines:
            if line.travels(receive):
                found.setdefault((code, kind_of(line)), []).append(line)
    return found


def _label(
    store: UnitOfWork, tour: Tour, stop: Stop, crate: Crate, lines: dict[tuple[str, CrateKind], list[OrderLine]]
) -> CrateLabel:
    inside = {code: lines[code, crate.kind] for code in crate.codes.split() if (code, crate.kind) in lines}
    return CrateLabel(
        id=f"{stop.id}/{crate.no}",
        day=tour.day,
        tour=tour.no,
        halt=tour.number_of(stop),
        where=stop.kind,
        place=rough_site(store, stop).name,
        initial=_initial(store, stop),
        kind=crate.kind,
        frozen=any(line.zone is Zone.FROZEN for of_order in inside.values() for line in of_order),
        no=crate.no,
        of=len(stop.crates),
        shares=tuple(
            Share(code, _packs(crate.kind, of_order), _crates(stop, crate, code)) for code, of_order in inside.items()
        ),
    )


def _packs(kind: CrateKind, lines: list[OrderLine]) -> int:
    """How many things a hand takes: what was cut to order is one, a drinks crate has a label of its own."""
    return 1 if kind is CrateKind.DRINKS else sum(line.due if line.packs is not None else 1 for line in lines)


def _crates(stop: Stop, crate: Crate, code: str) -> int:
    if crate.kind is CrateKind.DRINKS:
        return 1
    return sum(one.kind is crate.kind and code in one.codes.split() for one in stop.crates)


def _initial(store: UnitOfWork, stop: Stop) -> str:
    person = store.people.get(PersonId(stop.ref)) if stop.kind is StopKind.HOME else None
    return person.name.split()[-1][:1].upper() if person is not None and person.name and person.name.split() else ""
