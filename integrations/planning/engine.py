"""OR-Tools asked for good tours. It runs in the child process only (`python -m integrations.planning`).

Two first plans are constructed; then parts of the best known plan are torn out and put in again, many times; at last
single stops are moved. Each search is counted, not timed, so that it does the same on every machine. What else to
know of ortools 9.15 stands in docs/decisions/0010.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ortools.constraint_solver import pywrapcp, routing_enums_pb2, routing_ils_pb2

from integrations.planning.task import Answer, Routes, Task

FIRST = routing_enums_pb2.FirstSolutionStrategy
SEARCH = routing_enums_pb2.LocalSearchMetaheuristic
COOLING = routing_ils_pb2.CoolingScheduleStrategy

CONSTRUCTIONS = (FIRST.SAVINGS, FIRST.PARALLEL_CHEAPEST_INSERTION)
ROUNDS = 500  # of tearing out and putting in, for each way of going on from there
TORN_OUT = 10  # stops at a time, on average
HOT, COLD = 100.0, 0.01  # seconds of driving that a worse plan may be worse by, in the beginning and at the end
STEPS_A_STOP = 4000
MANY = 300  # stops above which insertion looks at near neighbours only
NEIGHBOURS = 50
NOBODY = -1
SOLVED = (0, 1, 2, 7)  # not said (after rebuilding), success, perhaps no local optimum, the optimum; 3 to 6: failures


@dataclass(frozen=True, slots=True)
class _Made:
    cost: int
    routes: Routes


def answer(task: Task, *, rebuild: bool = True, move: bool = True) -> Answer:
    """Routes for the task; `routes` is None when the limit cut every construction.

    Without `rebuild` or `move` that kind of search is left out, to measure what the other one is worth.
    """
    deadline = time.monotonic() + task.limit
    best = _best(_construct(task, first, deadline) for first in CONSTRUCTIONS)
    if best is None:
        return Answer(None, cut=True)
    for accept in (_greedily, _cooling_down) if rebuild else ():
        if time.monotonic() < deadline:
            best = _best((best, _rebuild(task, deadline, accept))) or best
    if move and time.monotonic() < deadline:
        best = _best((best, _move_stops(task, best, deadline))) or best
    return Answer(best.routes, cut=time.monotonic() >= deadline)


def _best(plans: Iterable[_Made | None]) -> _Made | None:
    return min((plan for plan in plans if plan is not None), key=lambda plan: plan.cost, default=None)


def _construct(task: Task, first: int, deadline: float) -> _Made | None:
    """A first plan; None when the limit cut it short, whatever OR-Tools calls it."""
    model, wanted = _Model(task), _parameters(task, deadline)
    wanted.first_solution_strategy = first
    wanted.local_search_metaheuristic = SEARCH.GREEDY_DESCENT
    wanted.solution_limit = 1
    made = model.read(model.routing.SolveWithParameters(wanted))
    return made if time.monotonic() < deadline else None


def _rebuild(task: Task, deadline: float, accept: Callable[[routing_ils_pb2.AcceptanceStrategy], None]) -> _Made | None:
    """Tear neighbouring stretches out of a plan and put their stops in again where they cost least, many times.

    It begins with a plan of its own, and goes on from a new one when that is accepted.
    """
    model, wanted = _Model(task), _parameters(task, deadline)
    wanted.first_solution_strategy = FIRST.SAVINGS
    wanted.local_search_metaheuristic = SEARCH.GREEDY_DESCENT
    wanted.solution_limit = max(1, round(ROUNDS * task.effort))
    wanted.use_iterated_local_search = True
    rounds = wanted.iterated_local_search_parameters
    rounds.improve_perturbed_solution = False
    torn = rounds.ruin_recreate_parameters.ruin_strategies.add().sisr
    torn.avg_num_removed_visits = TORN_OUT
    torn.max_removed_sequence_size = TORN_OUT
    torn.bypass_factor = 0.5
    rounds.reference_solution_acceptance_strategy.Clear()
    accept(rounds.reference_solution_acceptance_strategy)
    return model.read(model.routing.SolveWithIteratedLocalSearch(wanted))


def _greedily(accepted: routing_ils_pb2.AcceptanceStrategy) -> None:
    """Only what is better."""
    accepted.greedy_descent.SetInParent()


def _cooling_down(accepted: routing_ils_pb2.AcceptanceStrategy) -> None:
    """Worse plans, too, in the beginning: they lead out of dead ends."""
    accepted.simulated_annealing.cooling_schedule_strategy = COOLING.EXPONENTIAL
    accepted.simulated_annealing.initial_temperature = HOT
    accepted.simulated_annealing.final_temperature = COLD


def _move_stops(task: Task, made: _Made, deadline: float) -> _Made | None:
    """Move, swap and turn round until nothing is better, then avoid what is long, and again."""
    model, wanted = _Model(task), _parameters(task, deadline)
    wanted.local_search_metaheuristic = SEARCH.GUIDED_LOCAL_SEARCH
    steps = _Steps(round(STEPS_A_STOP * task.effort) * len(task.stops))
    model.routing.AddAtSolutionCallback(steps.begin)
    model.routing.AddSearchMonitor(model.routing.solver().CustomLimit(steps))
    model.routing.CloseModelWithParameters(wanted)
    begin = model.routing.ReadAssignmentFromRoutes([list(route) for route in made.routes], True)
    return model.read(model.routing.SolveFromAssignmentWithParameters(begin, wanted))


class _Steps:
    """Ends a search after so many looks at the clock: unlike the clock, the same on every machine.

    It does not count before the plan to begin with is in place: a search that is ended before that has none.
    """

    def __init__(self, most: int) -> None:
        self._left, self._begun = most, False

    def begin(self) -> None:
        """From now on steps count."""
        self._begun = True

    def __call__(self) -> bool:
        """Whether it is enough."""
        self._left -= self._begun
        return self._left < 0


def _parameters(task: Task, deadline: float) -> pywrapcp.RoutingSearchParameters:
    wanted = pywrapcp.DefaultRoutingSearchParameters()
    wanted.time_limit.FromMilliseconds(max(1, int((deadline - time.monotonic()) * 1000)))
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

    def read(self, found: pywrapcp.Assignment | None) -> _Made | None:
        """What was found, as numbers of stops; None when nothing was."""
        if found is None or self.routing.status() not in SOLVED:
            return None
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
