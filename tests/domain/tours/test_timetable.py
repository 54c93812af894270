"""When a tour is where, once its order is known."""

from __future__ import annotations

from domain.tours.ports import Crates, Direction, Errand, Route, Shift
from domain.tours.roads import timetable
from tests.tour_builders import MINUTE, at, errand, on_the_road, shift, straight_roads


def told(van: Shift, *errands: Errand) -> Route | None:
    return timetable(van, errands, straight_roads(on_the_road(errands, [van])))


def test_a_tour_goes_out_visits_and_comes_back() -> None:
    route = told(shift(), errand("A", 10), errand("B", 30))
    assert route is not None
    assert (route.leaves, route.back) == (at(8), at(9, 10))
    assert [(visit.errand, visit.arrive, visit.leave) for visit in route.visits] == [
        ("A", at(8, 10), at(8, 15)),
        ("B", at(8, 35), at(8, 40)),
    ]
    assert (route.metres, route.driving) == (60_000, 60 * MINUTE)


def test_who_need_not_be_early_leaves_late() -> None:
    route = told(shift(), errand("A", 10, earliest=at(9)))
    assert route is not None
    assert route.leaves == at(8, 50)
    assert route.visits[0].arrive == at(9)


def test_nobody_leaves_so_late_that_another_window_is_missed() -> None:
    route = told(shift(), errand("A", 10, latest=at(8, 20)), errand("B", 20, earliest=at(9)))
    assert route is not None
    assert route.leaves == at(8, 10), "ten minutes to spare before A, the rest is waited at B"
    assert [(visit.arrive, visit.leave) for visit in route.visits] == [
        (at(8, 20), at(8, 25)),
        (at(9), at(9, 5)),
    ]


def test_a_window_that_is_missed_is_no_tour() -> None:
    assert told(shift(), errand("A", 10, latest=at(8, 9))) is None
    assert told(shift(), errand("A", 10, latest=at(8, 10))) is not None


def test_who_cannot_be_back_in_time_does_not_leave() -> None:
    assert told(shift(until=at(8, 24)), errand("A", 10)) is None
    assert told(shift(until=at(8, 25)), errand("A", 10)) is not None


def test_start_and_end_are_different_places() -> None:
    route = told(shift(end="km40"), errand("A", 10))
    assert route is not None
    assert route.back == at(8, 45)
    assert route.metres == 40_000


def test_all_deliveries_are_on_board_at_the_start() -> None:
    six = Crates(ambient=6)
    assert told(shift(), errand("A", 1, load=six), errand("B", 2, load=six)) is None


def test_what_is_collected_takes_the_room_of_what_was_delivered() -> None:
    out = errand("out", 1, Direction.DELIVER, load=Crates(ambient=10))
    back = errand("back", 2, Direction.COLLECT, load=Crates(ambient=10))
    assert told(shift(), out, back) is not None
    assert told(shift(), back, out) is None


def test_chilled_goods_need_chilled_room() -> None:
    assert told(shift(room=Crates(10, 1)), errand("A", 1, load=Crates(0, 2))) is None
