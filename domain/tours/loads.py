"""How much room goods take on the way, and which crates they go into."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from domain.catalogue.model import Zone
from domain.ids import StopId
from domain.lockers.reserving import CRATE_DEPOSIT_CENTS, WEIGHED_UNIT_G
from domain.ordering.model import MerchantOrder, OrderLine, Receive
from domain.tours.model import Crate, CrateKind
from domain.tours.ports import Crates

CRATE_ML = 45_000  # a delivery crate holds 77 litres; packed by hand, with air between, about 45
DRINKS_A_CRATE = 2  # two drinks crates stand where one delivery crate does


@dataclass(frozen=True, slots=True)
class Bulk:
    """Goods as they fill a vehicle: millilitres that go into crates, and drinks crates. Frozen counts as chilled."""

    ambient_ml: int = 0
    chilled_ml: int = 0
    drinks: int = 0
    grams: int = 0

    def __add__(self, other: Bulk) -> Bulk:
        return Bulk(
            self.ambient_ml + other.ambient_ml,
            self.chilled_ml + other.chilled_ml,
            self.drinks + other.drinks,
            self.grams + other.grams,
        )

    def crates(self) -> Crates:
        """The room it needs."""
        ambient = ceil(self.ambient_ml / CRATE_ML) + ceil(self.drinks / DRINKS_A_CRATE)
        return Crates(ambient, ceil(self.chilled_ml / CRATE_ML))


def bulk_of(part: MerchantOrder, receive: Receive) -> Bulk:
    """What travels of one merchant's part."""
    return sum((_bulk(line) for line in part.lines if line.travels(receive)), Bulk())


def kind_of(line: OrderLine) -> CrateKind:
    """The kind of crate that a line goes into."""
    if line.unit_deposit.cents >= CRATE_DEPOSIT_CENTS:
        return CrateKind.DRINKS
    return CrateKind.AMBIENT if line.zone is Zone.AMBIENT else CrateKind.CHILLED


def in_loads(parts: Sequence[tuple[str, Bulk]], rooms: Collection[Crates]) -> list[list[str]]:
    """What one merchant has ready, by the names of the parts, in loads that each fit into one of these vehicles.

    A part stays whole: one that fits nowhere is a load of its own, so that nobody else has to stay behind with it.
    Without a vehicle all is one load.
    """
    loads: list[list[str]] = []
    aboard = Bulk()
    for name, bulk in parts:
        together = aboard + bulk
        if loads and (not rooms or any(together.crates().fits_in(room) for room in rooms)):
            loads[-1].append(name)
            aboard = together
        else:
            loads.append([name])
            aboard = bulk
    return loads


def packed(stop_id: StopId, orders: Sequence[tuple[str, Bulk]]) -> list[Crate]:
    """The crates of one stop, order after order, so that a hand finds together what belongs together."""
    crates: list[Crate] = []
    for kind in (CrateKind.AMBIENT, CrateKind.CHILLED):
        crates += _filled(kind, [(code, _millilitres(bulk, kind), bulk) for code, bulk in orders])
    crates += [_crate(CrateKind.DRINKS, code) for code, bulk in orders for _ in range(bulk.drinks)]
    for no, crate in enumerate(crates, start=1):
        crate.stop_id, crate.no = stop_id, no
    _weigh(crates, orders)
    return crates


def _bulk(line: OrderLine) -> Bulk:
    packs = line.due if line.packs is not None else line.due / WEIGHED_UNIT_G
    grams = ceil(line.weight_g * packs)
    millilitres = ceil(line.width_mm * line.depth_mm * line.height_mm / 1000 * packs)
    match kind_of(line):
        case CrateKind.DRINKS:
            return Bulk(drinks=line.due, grams=grams)
        case CrateKind.AMBIENT:
            return Bulk(ambient_ml=millilitres, grams=grams)
    return Bulk(chilled_ml=millilitres, grams=grams)


def _millilitres(bulk: Bulk, kind: CrateKind) -> int:
    return bulk.ambient_ml if kind is CrateKind.AMBIENT else bulk.chilled_ml


def _filled(kind: CrateKind, orders: Iterable[tuple[str, int, Bulk]]) -> list[Crate]:
    """Goods poured into crates one after the other; what fills one goes on in the next."""
    crates: list[Crate] = []
    room = 0
    for code, millilitres, _ in orders:
        left = millilitres
        while left > 0:
            if room == 0:
                crates.append(_crate(kind, ""))
                room = CRATE_ML
            crate = crates[-1]
            if code not in crate.codes.split():
                crate.codes = f"{crate.codes} {code}".strip()
            taken = min(left, room)
            left, room = left - taken, room - taken
    return crates


def _weigh(crates: Sequence[Crate], orders: Iterable[tuple[str, Bulk]]) -> None:
    """Spread the weight of each order evenly over its crates: good enough to know what is heavy."""
    for code, bulk in orders:
        own = [crate for crate in crates if code in crate.codes.split()]
        for crate in own:
            crate.grams += bulk.grams // len(own)


def _crate(kind: CrateKind, codes: str) -> Crate:
    return Crate(stop_id=StopId(""), no=0, kind=kind, codes=codes, grams=0)
