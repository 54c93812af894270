"""OR-Tools asked for good tours. It runs in the child process only (`python -m integrations.planning`).

Traps of ortools 9.15 that are heeded here (docs/decisions/0010): the time limit also cuts the construction, and then
OR-Tools calls a plan that serves almost nobody a success; a guided local search never ends by itself; one that ends by
the clock finds another plan on another day; Python callbacks in place of matrices are slow.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from integrations.planning.task import Answer, Task

Routes = tuple[tuple[int, ...], ...]

FIRST = routing_enums_pb2.FirstSolutionStrategy
SEARCH = routing_enums_pb2.LocalSearchMetaheuristic
CONSTRUCTIONS = (FIRST.SAVINGS, FIRST.PARALLEL_CHEAPEST_INSERTION)
MANY = 300  # stops above which insertion looks at near neighbours only
NEIGHBOURS = 50
NOBODY = -1
SOLVED = (1, 2, 7)  # success; success, but perhaps no local optimum; the optimum. 3 to 6 are failures


def answer(task: Task) -> Answer:
    """Routes for the task; `routes` is None when the limit cut every construction."""
    deadline = time.monotonic() + task.limit
    constructed = [made for first in CONSTRUCTIONS if (made := _construct(task, first, deadline)) is not None]
    if not constructed:
        return Answer(None, cut=True)
    best = min(constructed, key=lambda made: made.cost)
    return _improve(task, best, deadline)


@dataclass(frozen=True, slots=True)
class _Made:
    cost: int
    routes: Routes


def _construct(task: Task, first: int, deadline: float) -> _Made | None:
    """A first plan; None when the limit cut it short, whatever OR-Tools calls it."""
    left = deadline - time.monotonic()
    if left <= 0:
        return None
    model = _Model(task)
    wanted = _parameters(task, left)
    wanted.first_solution_strategy = first
    wanted.local_search_metaheuristic = SEARCH.GREEDY_DESCENT
    wanted.solution_limit = 1
    made = model.routing.SolveWithParameters(wanted)
    in_time = time.monotonic() < deadline
    return model.read(made) if made is not None and model.routing.status() in SOLVED and in_time else None


def _improve(task: Task, made: _Made, deadline: float) -> Answer:
    left = deadline - time.monotonic()
    if left <= 0:
        return Answer(made.routes, cut=True)
    model = _Model(task)
    wanted = _parameters(task, left)
    wanted.local_search_metaheuristic = SEARCH.GUIDED_LOCAL_SEARCH
    steps = _Steps(task.steps)
    model.routing.AddAtSolutionCallback(steps.begin)
    model.routing.AddSearchMonitor(model.routing.solver().CustomLimit(steps))
    model.routing.CloseModelWithParameters(wanted)
    begin = model.routing.ReadAssignmentFromRoutes([list(route) for route in made.routes], True)
    found = model.routing.SolveFromAssignmentWithParameters(begin, wanted) if begin is not None else None
    cut = time.monotonic() >= deadline
    better = model.read(found) if found is not None and model.routing.status() in SOLVED else made
    return Answer(min(made, better, key=lambda one: one.cost).routes, cut, steps.done)


class _Steps:
    """Ends a search after so many looks at the clock: unlike the clock, the same on every machine.

    It does not count before the plan to begin with is in place: a search that is ended before that never ends.
    """

    def __init__(self, most: int) -> None:
        self._most, self._begun = most, False
        self.done = 0

    def begin(self) -> None:
        self._begun = True

    def __call__(self) -> bool:
        self.done += self._begun
        return self.done > self._most


def _parameters(task: Task, seconds: float) -> pywrapcp.RoutingSearchParameters:
    wanted = pywrapcp.DefaultRoutingSearchParameters()
    wanted.time_limit.FromMilliseconds(max(1, int(seconds * 1000)))
    wanted.lns_time_limit.CopyFrom(wanted.time_limit)
    wanted.fallback_to_cp_sat_size_threshold = 0  # else small tasks are searched a second time, until the limit
    if len(task.stops) > MANY:
        ratio = NEIGHBOURS / len(task.stops)
        wanted.global_cheapest_insertion_first_solution_parameters.neighbors_ratio = ratio
        wanted.global_cheapest_insertion_ls_operator_parameters.neighbors_ratio = ratio
    return wanted


class _Model:
    """The task as OR-Tools sees it: a node for each stop, then one for each site where a ride starts or ends."""

    def __init__(self, task: Task) -> None:
        self._task = task
        depots = sorted({ride.start for ride in task.rides} | {ride.end for ride in task.rides})
        node = {site: len(task.stops) + number for number, site in enumerate(depots)}
        self._sites = [stop.site for stop in task.stops] + depots
        self._manager = pywrapcp.RoutingIndexManager(
            len(self._sites),
            len(task.rides),
            [node[ride.start] for ride in task.rides],
            [node[ride.end] for ride in task.rides],
        )
        self.routing = pywrapcp.RoutingModel(self._manager)
        self._costs()
        self._hours()
        for kind in range(len(task.rides[0].room)):
            self._room(kind)

    def read(self, found: pywrapcp.Assignment) -> _Made:
        """What was found, as numbers of stops."""
        routes = []
        for ride in range(len(self._task.rides)):
            route = []
            index = found.Value(self.routing.NextVar(self.routing.Start(ride)))
            while not self.routing.IsEnd(index):
                route.append(self._manager.IndexToNode(index))
                index = found.Value(self.routing.NextVar(index))
            routes.append(tuple(route))
        return _Made(found.ObjectiveValue(), tuple(routes))

    def _costs(self) -> None:
        """Driving time. To let one person down costs more than any driving; one in need, more than all others."""
        task = self._task
        driving = [[task.seconds[start][end] for end in self._sites] for start in self._sites]
        self.routing.SetArcCostEvaluatorOfAllVehicles(self.routing.RegisterTransitMatrix(driving))
        self.routing.SetFixedCostOfAllVehicles(task.starting_costs)
        dropped = 1 + sum(ride.until - ride.begins + task.starting_costs for ride in task.rides)
        urgent = dropped * (1 + sum(stop.people for stop in task.stops if not stop.urgent))
        for number, stop in enumerate(task.stops):
            index = self._manager.NodeToIndex(number)
            self.routing.AddDisjunction([index], stop.people * (urgent if stop.urgent else dropped))
            if len(stop.rides) < len(task.rides):
                self.routing.VehicleVar(index).SetValues([NOBODY, *stop.rides])

    def _hours(self) -> None:
        task = self._task
        stays = [stop.duration for stop in task.stops] + [0] * (len(self._sites) - len(task.stops))
        passing = [
            [stay + task.seconds[start][end] for end in self._sites]
            for stay, start in zip(stays, self._sites, strict=True)
        ]
        last = max(ride.until for ride in task.rides)
        transit = self.routing.RegisterTransitMatrix(passing)
        self.routing.AddDimension(transit, last, last, False, "time")
        clock = self.routing.GetDimensionOrDie("time")
        for number, stop in enumerate(task.stops):
            clock.CumulVar(self._manager.NodeToIndex(number)).SetRange(stop.earliest, min(stop.latest, last))
        for number, ride in enumerate(task.rides):
            clock.CumulVar(self.routing.Start(number)).SetRange(ride.begins, ride.until)
            clock.CumulVar(self.routing.End(number)).SetRange(ride.begins, ride.until)

    def _room(self, kind: int) -> None:
        """Never more on board than there is room for.

        One direction: the sum counts. Both: what is to be delivered is on board from the start, what is collected
        until the end. So one dimension counts down what is still to be delivered, to nothing at the end, and a
        second one, which starts as full as that, counts all that is on board. A third, of the collected alone, says
        nothing new, but OR-Tools finds a full vehicle sooner with it.
        """
        task = self._task
        brought = [0 if stop.collects else stop.load[kind] for stop in task.stops]
        fetched = [stop.load[kind] if stop.collects else 0 for stop in task.stops]
        if not any(brought) or not any(fetched):
            self._count(f"load {kind}", kind, [one + other for one, other in zip(brought, fetched, strict=True)])
            return
        still = self._count(f"still to deliver {kind}", kind, [-load for load in brought], from_empty=False)
        self._count(f"collected {kind}", kind, fetched)
        board = [more - less for more, less in zip(fetched, brought, strict=True)]
        on_board = self._count(f"on board {kind}", kind, board, from_empty=False)
        for ride in range(len(task.rides)):
            start = self.routing.Start(ride)
            still.CumulVar(self.routing.End(ride)).SetValue(0)
            self.routing.solver().Add(on_board.CumulVar(start) == still.CumulVar(start))

    def _count(
        self, name: str, kind: int, changes: Sequence[int], *, from_empty: bool = True
    ) -> pywrapcp.RoutingDimension:
        """A dimension that stays between nothing and the room of each ride."""
        depots = [0] * (len(self._sites) - len(changes))
        change = self.routing.RegisterUnaryTransitVector([*changes, *depots])
        room = [ride.room[kind] for ride in self._task.rides]
        self.routing.AddDimensionWithVehicleCapacity(change, 0, room, from_empty, name)
        return self.routing.GetDimensionOrDie(name)
