"""Whether a plan keeps what it promises. It knows nothing of how plans are made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from domain.tours.ports import Crates, Direction, Errand, Plan, Problem, Route, Shift
from domain.tours.roads import Roads


def faults(problem: Problem, plan: Plan, roads: Roads) -> list[str]:
    """Everything that is wrong with the plan, in plain words; none: it can be driven."""
    errands = {errand.id: errand for errand in problem.errands}
    shifts = {shift.id: shift for shift in problem.shifts}
    found = [*_each_once(problem, plan)]
    for route in plan.routes:
        shift = shifts.get(route.shift)
        if shift is None or any(visit.errand not in errands for visit in route.visits):
            continue  # told already
        visited = [errands[visit.errand] for visit in route.visits]
        found += [f"{route.shift}: {fault}" for fault in _of_route(route, shift, visited, roads)]
    return found


def _each_once(problem: Problem, plan: Plan) -> Iterator[str]:
    known = {errand.id for errand in problem.errands}
    told = Counter(visit.errand for route in plan.routes for visit in route.visits) + Counter(plan.undone)
    yield from (f"{errand} is told of {times} times" for errand, times in told.items() if times > 1)
    yield from (f"{errand} is nowhere in the plan" for errand in sorted(known - told.keys()))
    yield from (f"{errand} is no errand of the problem" for errand in sorted(told.keys() - known))
    routes = Counter(route.shift for route in plan.routes)
    yield from (f"{shift} has {times} routes" for shift, times in routes.items() if times > 1)
    unknown = routes.keys() - {shift.id for shift in problem.shifts}
    yield from (f"{shift} is no shift of the problem" for shift in sorted(unknown))


def _of_route(route: Route, shift: Shift, errands: list[Errand], roads: Roads) -> Iterator[str]:
    if not errands:
        yield "drives for nothing"
    yield from (f"{errand.id} is not for this vehicle" for errand in errands if not shift.may(errand))
    yield from _hours(route, shift, errands, roads)
    yield from _loads(shift.room, errands)
    whole = roads.along([shift.start, *(errand.site for errand in errands), shift.end])
    if (route.metres, route.driving) != (whole.metres, whole.time):
        yield f"drives {whole.metres} m in {whole.time}, not {route.metres} m in {route.driving}"


def _hours(route: Route, shift: Shift, errands: list[Errand], roads: Roads) -> Iterator[str]:
    if route.leaves < shift.begins:
        yield f"leaves at {route.leaves}, before the shift begins"
    site, now = shift.start, route.leaves
    for errand, visit in zip(errands, route.visits, strict=True):
        if visit.arrive < now + roads.way(site, errand.site).time:
            yield f"cannot be at {errand.id} by {visit.arrive}"
        if visit.leave < visit.arrive + errand.duration:
            yield f"leaves {errand.id} at {visit.leave}, before it is done"
        if not errand.earliest <= visit.arrive <= errand.latest:
            yield f"begins {errand.id} at {visit.arrive}, outside its hours"
        site, now = errand.site, visit.leave
    if route.back < now + roads.way(site, shift.end).time:
        yield f"cannot be back by {route.back}"
    if route.back > shift.until:
        yield f"is back at {route.back}, after the shift ends"


def _loads(room: Crates, errands: list[Errand]) -> Iterator[str]:
    """Between two visits lie on board: what was collected before, and what is delivered after."""
    for done in range(len(errands) + 1):
        collected = [errand.load for errand in errands[:done] if errand.direction is Direction.COLLECT]
        to_deliver = [errand.load for errand in errands[done:] if errand.direction is Direction.DELIVER]
        board = sum(collected + to_deliver, Crates())
        if not board.fits_in(room):
            where = f"after {errands[done - 1].id}" if done else "at the start"
            yield f"has more on board {where} than there is room for: {board}, {room}"
