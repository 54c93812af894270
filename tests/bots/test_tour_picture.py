"""A tour on the map: numbers that can be read, doors no nearer than their village, the same picture every time."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TypeVar

from PIL import Image

from bots.pictures import Gallery
from bots.texts.texts import Texts
from bots.tour_drawing import Halt, Point, TourMap, _projection, _signs, tour_png
from bots.tour_picture import TourPictures
from bots.wall import WallPictures
from domain.ids import VehicleId
from domain.store import UnitOfWork
from tests.builders import WIESENAU
from tests.domain.tours.bench import Depot

T = TypeVar("T")

CENTRE = Halt(0, "Zentrum", Point(51.71, 9.19))
NEAR, BESIDE, FAR = Point(51.80, 9.05), Point(51.8005, 9.0505), Point(51.60, 9.40)
SUN = (242, 182, 50)


class Reads:
    def __init__(self, store: UnitOfWork) -> None:
        self._store = store

    async def read(self, work: Callable[[UnitOfWork], T]) -> T:
        return work(self._store)


def tour(*halts: Halt) -> TourMap:
    return TourMap("Tour 2", "2 Halte, 56 km", (CENTRE, *halts, CENTRE), (("Höxter", FAR), ("", NEAR)), (NEAR, FAR))


def sunny(png: bytes) -> int:
    """How many dots have the colour of the numbers' signs."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    colours = image.getcolors(image.width * image.height) or []
    return sum(
        count
        for count, dot in colours
        if isinstance(dot, tuple) and all(abs(have - want) < 10 for have, want in zip(dot, SUN, strict=True))
    )


def test_the_same_tour_gives_the_same_bytes() -> None:
    one = tour(Halt(1, "Vinsebeck", NEAR), Halt(2, "Bühne", FAR))
    assert tour_png(one) == tour_png(one)
    assert Image.open(io.BytesIO(tour_png(one))).size[0] == 1280


def test_every_stop_has_a_sign_and_neighbours_share_one() -> None:
    nothing = sunny(tour_png(tour()))
    one = sunny(tour_png(tour(Halt(1, "Vinsebeck", NEAR))))
    two = sunny(tour_png(tour(Halt(1, "Vinsebeck", NEAR), Halt(2, "Bühne", FAR))))
    assert nothing == 0
    assert 1.5 < two / one < 2.5
    on_paper = _projection([CENTRE.at, NEAR, FAR])
    halts = [CENTRE, Halt(1, "Vinsebeck", NEAR), Halt(2, "Vinsebeck", BESIDE), Halt(3, "Bühne", FAR), CENTRE]
    signs = _signs([(halt, on_paper(halt.at)) for halt in halts])
    assert [sign.text for sign in signs] == ["", "1, 2", "3"]


def test_a_tour_within_one_village_can_be_drawn() -> None:
    at_home = Halt(0, "Zentrum", NEAR)
    assert tour_png(TourMap("Tour 1", "Ein Halt", (at_home, Halt(1, "Vinsebeck", NEAR))))
    assert tour_png(TourMap("Tour 1", "", ()))


async def test_a_door_is_drawn_in_the_middle_of_its_village() -> None:
    depot = Depot()
    depot.ordered("erna", HOF_1=1)
    _, deliver = depot.evening()
    pictures = TourPictures(Reads(depot.uow), Texts())
    drawn = pictures._map(depot.uow, deliver.id)
    assert drawn is not None
    (door,) = [halt for halt in drawn.way if halt.no]
    assert (door.name, door.at) == ("Wiesenau", Point(WIESENAU.lat, WIESENAU.lon))
    assert (drawn.title, drawn.about.startswith("Ein Halt")) == ("Tour 2", True)


async def test_a_van_is_drawn_out_and_back_but_nobody_is_followed_home() -> None:
    depot = Depot()
    depot.ordered("erna", HOF_1=1)
    collect, deliver = depot.evening()
    pictures = TourPictures(Reads(depot.uow), Texts())
    for tour in (collect, deliver):
        drawn = pictures._map(depot.uow, tour.id)
        assert drawn is not None
        assert [halt.no for halt in drawn.way] == [0, 1, 0]
    deliver.vehicle_id = VehicleId("V1")  # Vera's own car
    drawn = pictures._map(depot.uow, deliver.id)
    assert drawn is not None
    assert [halt.no for halt in drawn.way] == [0, 1]


async def test_the_gallery_knows_walls_and_tours_and_nothing_else() -> None:
    depot = Depot()
    depot.ordered("erna", HOF_1=1)
    collect, _ = depot.evening()
    gallery = Gallery(WallPictures(Reads(depot.uow)), TourPictures(Reads(depot.uow), Texts()))
    for path in (f"/picture/tour-{collect.id}.png", "/picture/wall-P1-2.png"):
        png = await gallery.at(path)
        assert png is not None, path
        assert png.startswith(b"\x89PNG"), path
    for path in ("/picture/tour-nobody.png", "/picture/wall-P9-2.png", "/elsewhere.png", "/picture/../x.png"):
        assert await gallery.at(path) is None, path
