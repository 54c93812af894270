"""The picture of the wall: to scale, the same every time, its words beside it."""

from __future__ import annotations

import io

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from PIL import Image

from bots.pictures import BoxOnWall, add_picture_route, wall_png, wall_words

SUN = (242, 182, 50)
WALL = [
    BoxOnWall(1, 1, 1, 410, 160),
    BoxOnWall(2, 2, 1, 410, 310),
    BoxOnWall(3, 3, 1, 410, 570),
    BoxOnWall(4, 1, 2, 410, 310, "chilled"),
    BoxOnWall(5, 2, 2, 410, 570, "chilled"),
    BoxOnWall(6, 1, 3, 620, 720, "frozen"),
]


def sunny(png: bytes) -> list[tuple[int, int]]:
    """Every dot of the wall in the colour of the sun (the heading above it left out)."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    pixels = image.load()
    assert pixels is not None
    return [
        (x, y)
        for y in range(280, image.height, 4)
        for x in range(0, image.width, 4)
        if all(abs(int(have) - want) < 8 for have, want in zip(pixels[x, y], SUN, strict=True))  # type: ignore[arg-type]
    ]


def extent(png: bytes) -> tuple[float, float]:
    """Width and height of what is sunny."""
    dots = sunny(png)
    across, down = [x for x, _ in dots], [y for _, y in dots]
    return max(across) - min(across), max(down) - min(down)


def test_the_own_fach_is_sunny_and_to_scale() -> None:
    width, height = extent(wall_png(WALL, [3], "Vinsebeck"))
    assert width / height == pytest.approx(410 / 570, rel=0.05)
    wide, high = extent(wall_png(WALL, [6], "Vinsebeck"))
    assert wide / width == pytest.approx(620 / 410, rel=0.05)
    assert high / height == pytest.approx(720 / 570, rel=0.05)


def test_without_an_own_fach_nothing_is_sunny() -> None:
    assert sunny(wall_png(WALL, [], "Vinsebeck")) == []


def test_the_same_wall_gives_the_same_bytes() -> None:
    assert wall_png(WALL, [3], "Vörden, Öde Straße") == wall_png(list(reversed(WALL)), [3], "Vörden, Öde Straße")


def test_it_is_drawn_at_twice_its_size_and_stays_small() -> None:
    png = wall_png(WALL, [3], "Ein sehr langer Name eines Abholpunktes, der nirgends auf eine Zeile passt")
    assert Image.open(io.BytesIO(png)).width == 1280
    assert len(png) < 80_000


def test_the_words_say_what_the_picture_shows() -> None:
    assert wall_words(WALL, [3], "Vinsebeck") == "Vinsebeck. Fach 3. Ganz links, ganz unten."
    assert wall_words(WALL, [2], "Vinsebeck") == "Vinsebeck. Fach 2. Ganz links, zweite Tür von oben."
    assert wall_words(WALL, [5, 4], "Vinsebeck") == (
        "Vinsebeck. Fach 4 und 5. Fach 4: zweite Spalte von links, ganz oben. "
        "Fach 5: zweite Spalte von links, ganz unten."
    )


@pytest.mark.parametrize(("token", "status"), [("abcdefgh", 200), ("unknown-token", 404), ("short", 404)])
async def test_only_who_knows_the_token_sees_the_picture(token: str, status: int) -> None:
    pictures = {"abcdefgh": wall_png(WALL, [3], "Vinsebeck"), "short": b"never"}

    async def load(wanted: str) -> bytes | None:
        return pictures.get(wanted)

    app = web.Application()
    add_picture_route(app, load)
    async with TestClient(TestServer(app)) as client, client.get(f"/picture/{token}.png") as response:
        assert response.status == status
        if status == 200:
            assert response.content_type == "image/png"
            assert "private" in response.headers["Cache-Control"]
