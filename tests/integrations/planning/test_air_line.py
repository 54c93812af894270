"""Travel times without a map."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.tours.ports import Site, Way
from integrations.planning.air_line import AirLine, River
from tests.tour_builders import CENTRE, sample

VILLAGES = {village.name: Site(village.key, village.lat, village.lon) for village in sample().villages}


def way(start: str, end: str, travel: AirLine | None = None) -> Way:
    return (travel or AirLine()).matrix([VILLAGES[start], VILLAGES[end]])[0][1]


def test_a_road_is_half_as_long_again_as_the_air_line() -> None:
    brakel_warburg = way("Brakel", "Warburg")
    assert brakel_warburg.metres == pytest.approx(25_700 * 1.5, rel=0.01)
    assert brakel_warburg.time == pytest.approx(
        timedelta(minutes=51.5), rel=timedelta(seconds=30) / timedelta(minutes=51)
    )


def test_the_way_back_is_as_long_and_home_is_no_way() -> None:
    ways = AirLine().matrix([CENTRE, *VILLAGES.values()])
    for row, line in enumerate(ways):
        assert line[row] == Way(0, timedelta())
        assert [other[row] for other in ways] == list(line)


def test_neighbours_are_a_short_way_apart() -> None:
    one, other = Site("a", 51.7, 9.2), Site("b", 51.7, 9.2)
    assert AirLine().matrix([one, other])[0][1] == Way(300, timedelta(seconds=24))


def test_two_villages_of_the_county_lie_behind_the_weser() -> None:
    river = River.read()
    behind = {name for name, site in VILLAGES.items() if river.is_behind((site.lat, site.lon))}
    assert behind == {"Lüchtringen", "Würgassen"}


def test_nobody_of_the_sample_region_is_put_on_the_wrong_bank() -> None:
    river = River.read()
    region = sample()
    places = [(one.lat, one.lon) for one in region.merchants]
    places += [(one.lat, one.lon) for one in region.stations]
    assert not any(river.is_behind(place) for place in places)


def test_the_way_over_the_river_leads_over_the_bridge() -> None:
    straight = AirLine(River())
    assert way("Stahle", "Lüchtringen").metres > 2 * way("Stahle", "Lüchtringen", straight).metres
    assert way("Höxter", "Lüchtringen").metres < 1.4 * way("Höxter", "Lüchtringen", straight).metres
    assert way("Herstelle", "Würgassen").metres < 4000, "the bridge is between them"
    assert way("Brakel", "Warburg") == way("Brakel", "Warburg", straight)
