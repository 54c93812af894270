"""What measures the planner has to be right itself: it reads instances truly and sees a wrong answer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from integrations.planning.task import Answer, Ride, Stop, Task
from tools.instances import NotAnInstance, child_costs, county_day, legs, main, measure, read_solomon, searching

INSTANCE = """TINY

VEHICLE
NUMBER     CAPACITY
  2         20

CUSTOMER
CUST NO.  XCOORD.   YCOORD.    DEMAND   READY TIME  DUE DATE   SERVICE   TIME

    0      0         0          0          0        100          0
    1      3         4         10          0         50         10
    2      0        10          7         20         60         10.5
"""


def test_an_instance_is_read_in_thousandths() -> None:
    task = read_solomon(INSTANCE)
    assert task.seconds == ((0, 5000, 10000), (5000, 0, 6709), (10000, 6709, 0)), "rounded up: no way gets shorter"
    assert task.rides == (Ride(0, 0, 0, 100_000, (20,)),) * 2
    assert task.stops == (
        Stop(1, (10,), True, 0, 50_000, 10_000, (0, 1)),
        Stop(2, (7,), True, 20_000, 60_000, 10_500, (0, 1)),
    )
    assert task.starting_costs > sum(map(max, task.seconds)), "one vehicle less is worth more than any way"


@pytest.mark.parametrize("text", ["", "TINY\n2 20\n", "a b c", INSTANCE.replace("  2         20", "")])
def test_what_is_no_instance_is_refused(text: str) -> None:
    with pytest.raises(NotAnInstance):
        read_solomon(text)


def test_a_made_up_day_is_the_same_each_time() -> None:
    assert county_day(40) == county_day(40)
    assert county_day(40).stops[:5] != county_day(41).stops[:5]


def test_everybody_of_a_made_up_day_can_be_reached() -> None:
    task = county_day(40)
    assert len(task.stops) == 40
    for stop in task.stops:
        there, back = task.seconds[0][stop.site], task.seconds[stop.site][0]
        arrive = max(there, stop.earliest)
        assert arrive <= stop.latest
        assert arrive + stop.duration + back <= task.rides[0].until


def answered(*routes: tuple[int, ...]) -> Answer:
    return Answer(routes)


def task() -> Task:
    return replace(read_solomon(INSTANCE), limit=10.0, effort=0.02)


@pytest.mark.parametrize(
    ("routes", "driving", "vehicles", "left_out"),
    [
        (((0, 1), ()), 21.709, 1, 0),
        (((0,), (1,)), 30.0, 2, 0),
        (((1,), ()), 20.0, 1, 1),
        (((), ()), 0.0, 0, 2),
    ],
)
def test_an_answer_is_counted(
    routes: tuple[tuple[int, ...], ...], driving: float, vehicles: int, left_out: int
) -> None:
    one = measure("tiny", task(), 1000, lambda _: answered(*routes))
    assert (one.vehicles, one.left_out) == (vehicles, left_out)
    assert one.driving == pytest.approx(driving)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (answered((0, 0), ()), "twice|full"),
        (answered((0,), (0,)), "twice"),
        (Answer(None, cut=True), "nothing was constructed"),
    ],
)
def test_a_wrong_answer_is_seen(wrong: Answer, why: str) -> None:
    with pytest.raises(AssertionError, match=why):
        measure("tiny", task(), 1000, lambda _: wrong)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"load": (15,)}, "full"),
        ({"latest": 4_000}, "late"),
        ({"duration": 90_000}, "late"),
    ],
)
def test_an_answer_that_cannot_be_driven_is_seen(changes: dict[str, object], why: str) -> None:
    first, second = task().stops
    harder = replace(task(), stops=(replace(first, **changes), second))  # type: ignore[arg-type]
    with pytest.raises(AssertionError, match=why):
        measure("tiny", harder, 1000, lambda _: answered((0, 1), ()))


def test_a_way_leads_out_and_back() -> None:
    assert legs(task(), task().rides[0], (0, 1)) == [5000, 6709, 10000]
    assert legs(task(), task().rides[0], ()) == []


@pytest.mark.parametrize("kind", ["ils", "gls"])
def test_each_kind_of_search_finds_the_way_of_one_vehicle(kind: str) -> None:
    one = measure("tiny", task(), 1000, searching(kind))
    assert (one.vehicles, one.left_out) == (1, 0)
    assert one.driving == pytest.approx(21.709)


def test_a_child_costs_time_and_memory() -> None:
    seconds, memory = child_costs()
    assert 0 < seconds < 15
    assert memory > 20, "it has loaded an engine"


def test_the_table_names_every_instance(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "tiny.txt"
    file.write_text(INSTANCE, encoding="utf-8")
    assert main([str(file), "--county", "6", "--effort", "0.02", "--limit", "20"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert [line.split(" | ")[:3] for line in told if line.startswith(("| tiny", "| county"))] == [
        ["| tiny", "2", "0"],
        ["| county 6", "6", "0"],
    ]
