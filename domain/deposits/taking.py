"""Who takes what back, where it fits, and what a resident should still have at home."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations
from math import ceil, prod

from domain.catalogue.model import Merchant
from domain.clock import local_day
from domain.county import County
from domain.deposits.model import DepositKind, DepositType, EmptiesLine, ReturnStatus
from domain.distance import kilometres
from domain.ids import DepositTypeId, MerchantId, PersonId, ReturnId
from domain.lockers.model import Compartment, CompartmentKind, Station
from domain.lockers.packing import HEAVY_G, SLACK_MM, TOP_ROW
from domain.ordering.model import MerchantOrderStatus
from domain.people.model import Person
from domain.store import UnitOfWork

Pieces = Mapping[DepositTypeId, int]
Room = tuple[int, int, int]  # width, depth and height in mm
ALL_ORDERS = 100_000
HEAVY_CRATES = 1  # nobody carries more to the pick-up point, and with a walker none


def kinds(county: County, store: UnitOfWork) -> dict[DepositTypeId, DepositType]:
    """The kinds that may be given back today, in the order of the county's table."""
    today = local_day(county.now())
    return {kind.id: kind for kind in store.deposits.types() if kind.is_taken(today)}


# --- who ---------------------------------------------------------------------------------------------------


def takers(
    store: UnitOfWork, station: Station, person_id: PersonId, wanted: Collection[DepositTypeId]
) -> dict[DepositTypeId, MerchantId]:
    """The merchant for each kind; what nobody takes is left out.

    The pick-up point's own seller comes first, then those she buys from, then the others by their distance. Of equally
    near ones the one who takes most of it has it all: a crate and its bottles belong to one hand.
    """
    merchants = {merchant.id: merchant for merchant in store.catalogue.merchants()}
    near = [merchants[key] for key in _sellers(store, station, person_id) if key in merchants]
    far = sorted(
        (merchant for merchant in merchants.values() if merchant not in near),
        key=lambda m: (kilometres(station.lat, station.lon, m.lat, m.lon), m.id),
    )
    found: dict[DepositTypeId, MerchantId] = {}
    for circle in (near, far):
        _share_out(circle, [kind for kind in wanted if kind not in found], found)
    return found


def _sellers(store: UnitOfWork, station: Station, person_id: PersonId) -> list[MerchantId]:
    bought = [part.merchant_id for order in store.orders.of_person(person_id) for part in order.live_parts()]
    return list(dict.fromkeys([station.seller_id, *bought]))


def _share_out(
    merchants: Sequence[Merchant], wanted: Sequence[DepositTypeId], found: dict[DepositTypeId, MerchantId]
) -> None:
    left = list(wanted)
    while left:
        best = max(merchants, key=lambda merchant: sum(map(merchant.takes_back, left)), default=None)
        taken = [kind for kind in left if best is not None and best.takes_back(kind)]
        if best is None or not taken:
            return
        found |= dict.fromkeys(taken, best.id)
        left = [kind for kind in left if kind not in taken]


# --- where -------------------------------------------------------------------------------------------------


def compartment_for(
    store: UnitOfWork,
    station: Station,
    pieces: Pieces,
    *,
    reach_only: bool,
    ignoring: ReturnId | None = None,
) -> Compartment | None:
    """The smallest free deposit compartment that takes all of it, or None.

    One compartment holds one resident's empties until they are counted, so that nobody is paid for another's.
    """
    taken = {
        one.compartment
        for one in store.deposits.at_station(station.id, _under_way())
        if one.id != ignoring and one.compartment is not None
    }
    free = [
        compartment
        for compartment in station.compartments
        if compartment.kind is CompartmentKind.DEPOSIT and compartment.fault is None and compartment.no not in taken
    ]
    loads = _loads(store, pieces)
    fitting = [c for c in free if (c.reachable or not reach_only) and _fits(loads, c)]
    return min(fitting, key=lambda c: (c.width_mm * c.depth_mm * c.height_mm, not c.reachable, c.no), default=None)


@dataclass(frozen=True, slots=True)
class _Load:
    """So many pieces of one size: crates with what stands in them, or loose bottles of one kind."""

    kind: DepositType
    count: int
    weight_g: int

    @property
    def is_crate(self) -> bool:
        return self.kind.kind is DepositKind.CRATE

    def most_in(self, room: Room) -> tuple[Room, Room]:
        """How many stand (or lie, if they may) side by side, behind and above each other, and the size of one so."""
        width, depth, height = self.kind.width_mm, self.kind.depth_mm, self.kind.height_mm
        ways = [(width, depth, height), (depth, width, height)]
        if not self.is_crate:
            ways = [(a, b, c) for a, b, c in permutations((width, depth, height))]
        grids = [((room[0] // way[0], room[1] // way[1], room[2] // way[2]), way) for way in ways]
        return max(grids, key=lambda grid: prod(grid[0]))


def _fits(loads: Sequence[_Load], compartment: Compartment) -> bool:
    """Whether all go in: crates in layers, and loose bottles in what they leave above, behind and beside them."""
    if compartment.row == TOP_ROW and any(load.weight_g >= HEAVY_G for load in loads):
        return False
    rooms: list[Room] = [
        (compartment.width_mm - SLACK_MM, compartment.depth_mm - SLACK_MM, compartment.height_mm - SLACK_MM)
    ]
    for crates in (load for load in loads if load.is_crate):
        left = _beside_crates(rooms.pop(0), crates)
        if left is None:
            return False
        rooms = [*left, *rooms]
    return _fill(rooms, [load for load in loads if not load.is_crate])


def _beside_crates(room: Room, crates: _Load) -> list[Room] | None:
    """The room that crates leave, largest piece first; None when they do not go in."""
    (across, deep, high), (width, depth, height) = crates.most_in(room)
    if crates.count > across * deep * high:
        return None
    layers = ceil(crates.count / (across * deep))
    left: list[Room] = [
        (room[0], room[1], room[2] - layers * height),
        (room[0], room[1] - deep * depth, layers * height),
        (room[0] - across * width, deep * depth, layers * height),
        *[(width, depth, height)] * (across * deep * layers - crates.count),
    ]
    return sorted(left, key=prod, reverse=True)


def _fill(rooms: Sequence[Room], loads: Sequence[_Load]) -> bool:
    """Whether loose pieces go into these rooms, each load taking its share of a room."""
    waiting = {load: load.count for load in loads}
    for room in rooms:
        share = Fraction(1)
        for load in loads:
            most = prod(load.most_in(room)[0])
            taken = min(waiting[load], int(share * most))
            if taken:
                waiting[load] -= taken
                share -= Fraction(taken, most)
    return not any(waiting.values())


def _loads(store: UnitOfWork, pieces: Pieces) -> list[_Load]:
    """What needs room: crates, and the bottles that do not stand in one of them, the largest first."""
    table = {kind.id: kind for kind in store.deposits.types()}
    loose = Counter({key: count for key, count in pieces.items() if table[key].kind is not DepositKind.CRATE})
    found = []
    for kind in (kind for kind in table.values() if kind.kind is DepositKind.CRATE and pieces.get(kind.id)):
        inside = max(_stand_in_a_crate(table, loose) for _ in range(pieces[kind.id]))
        found.append(_Load(kind, pieces[kind.id], kind.weight_g + inside))
    single = [_Load(table[key], count, table[key].weight_g) for key, count in loose.items() if count]
    return [*found, *sorted(single, key=lambda load: -load.kind.height_mm)]


def is_heavy(store: UnitOfWork, person: Person, pieces: Pieces) -> bool:
    """Whether it is too much for her to carry: then the driver is offered first."""
    table = {kind.id: kind for kind in store.deposits.types()}
    crates = sum(count for key, count in pieces.items() if table[key].kind is DepositKind.CRATE)
    return crates > (0 if person.reach_only else HEAVY_CRATES)


def _stand_in_a_crate(table: Mapping[DepositTypeId, DepositType], loose: Counter[DepositTypeId]) -> int:
    """Put bottles of one kind into a crate; returns their weight."""
    kind = max((table[key] for key in loose if table[key].per_crate), key=lambda one: loose[one.id], default=None)
    if kind is None:
        return 0
    inside = min(loose[kind.id], kind.per_crate)
    loose[kind.id] -= inside
    return inside * kind.weight_g


def _under_way() -> set[ReturnStatus]:
    return {status for status in ReturnStatus if status.is_under_way()}


# --- at home ------------------------------------------------------------------------------------------------


def at_home(store: UnitOfWork, person_id: PersonId) -> dict[DepositTypeId, int]:
    """What she has been brought and has not given back, by her purchases here, in the order of the county's table."""
    have: Counter[DepositTypeId] = Counter()
    orders = store.orders.of_person(person_id, limit=ALL_ORDERS)
    lines = [
        line
        for order in orders
        for part in order.parts
        if part.status is MerchantOrderStatus.DELIVERED
        for line in part.kept_lines()
        if line.packs is not None and line.unit_deposit
    ]
    products = store.catalogue.products({line.sku for line in lines})
    for line in (line for line in lines if line.sku in products):
        for kind, count in products[line.sku].deposit_pieces().items():
            have[kind] += count * line.due
    for made in store.deposits.of_person(person_id):
        if made.status is ReturnStatus.HANDED_IN or made.status.is_counted():
            for given in made.lines:
                have[given.type_id] -= _given(given)
    return {kind.id: have[kind.id] for kind in store.deposits.types() if have[kind.id] > 0}


def _given(line: EmptiesLine) -> int:
    return line.declared if line.counted is None else line.counted


def worth(store: UnitOfWork, pieces: Pieces) -> int:
    """The deposit on all of it in cents."""
    table = {kind.id: kind for kind in store.deposits.types()}
    return sum(table[key].value.cents * count for key, count in pieces.items())


def is_unusual(county: County, store: UnitOfWork, person_id: PersonId, pieces: Pieces) -> bool:
    """Whether much more comes back than she has bought here: it may be a slip, so it is asked once."""
    bought = at_home(store, person_id)
    beyond = {key: max(0, count - bought.get(key, 0)) for key, count in pieces.items()}
    return worth(store, beyond) > county.rules.empties.unusual.cents


def pieces_of(lines: Iterable[EmptiesLine]) -> dict[DepositTypeId, int]:
    """The pieces by kind, as she has said."""
    return {line.type_id: line.declared for line in lines}
