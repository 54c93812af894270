"""Pictures for the chat: the wall of a pick-up point, with the resident's Fach in the colour of the sun."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from aiohttp import web
from PIL import Image, ImageDraw

from bots.drawing import (
    BIG,
    EDGE,
    GAP,
    INK,
    MARGIN,
    PAPER,
    SUN,
    TEXT,
    WIDTH,
    as_png,
    cut,
    fitting,
    font,
    length,
    wrapped,
    write,
)

_BODY = (221, 224, 214)
# Zone -> (word, tint). The word always stands beside the tint: nobody has to tell colours apart.
_ZONES = {
    "ambient": ("ungekühlt", (238, 231, 212)),
    "chilled": ("gekühlt", (190, 214, 234)),
    "frozen": ("tiefgekühlt", (150, 180, 214)),
}
_ORDINALS = ("erste", "zweite", "dritte", "vierte", "fünfte", "sechste", "siebte", "achte", "neunte", "zehnte")

_PATH = re.compile(r"/picture/(.+)\.png")
_TOKEN = re.compile(r"[A-Za-z0-9_-]{8,80}")


@dataclass(frozen=True, slots=True)
class BoxOnWall:
    """One door of the wall: its number, its place (row 1 is on top, column 1 on the left), its size and zone."""

    number: int
    row: int
    column: int
    width_mm: int
    height_mm: int
    zone: str = "ambient"


@dataclass(frozen=True, slots=True)
class _Door:
    box: BoxOnWall
    left: float
    top: float

    def corners(self, scale: float, x: float, y: float) -> tuple[float, float, float, float]:
        right, bottom = self.left + self.box.width_mm, self.top + self.box.height_mm
        return x + self.left * scale, y + self.top * scale, x + right * scale - 3, y + bottom * scale - 3


def wall_words(layout: Sequence[BoxOnWall], mine: Sequence[int], title: str) -> str:
    """What the picture shows, in words, for those who do not see it."""
    return f"{title}. {_fach(mine)}. {' '.join(_places(layout, mine))}".strip()


def wall_png(layout: Sequence[BoxOnWall], mine: Sequence[int], title: str) -> bytes:
    """The whole wall to scale; the same input gives the same bytes."""
    doors = _doors(layout)
    wall_width = max(door.left + door.box.width_mm for door in doors)
    wall_height = max(door.top + door.box.height_mm for door in doors)
    scale = (WIDTH - 2 * MARGIN) / wall_width
    head = MARGIN + BIG + GAP * 3 + TEXT + GAP
    foot = head + round(wall_height * scale) + GAP * 2
    lines = [line for place in _places(layout, mine) for line in wrapped(place, font(TEXT))]
    height = foot + (TEXT + GAP) * (len(lines) + 1) + MARGIN

    image = Image.new("RGB", (WIDTH, height), PAPER)
    draw = ImageDraw.Draw(image)
    _write_head(draw, mine, title)
    draw.rectangle((MARGIN - 8, head - 8, WIDTH - MARGIN + 5, foot - GAP * 2 + 5), fill=_BODY, outline=EDGE, width=3)
    for door in doors:
        _draw_door(draw, door, door.corners(scale, MARGIN, head), own=door.box.number in mine)
    for number, line in enumerate(lines):
        write(draw, (MARGIN, foot + number * (TEXT + GAP)), line, TEXT)
    _write_legend(draw, layout, foot + len(lines) * (TEXT + GAP))

    return as_png(image)


class Painter(Protocol):
    """Draws the pictures that its tokens name."""

    async def png(self, token: str) -> bytes | None:
        """The picture, or None when the token names none of its own."""
        ...


class Gallery:
    """All pictures of the service, by the token in their path."""

    def __init__(self, *painters: Painter) -> None:
        self._painters = painters

    async def png(self, token: str) -> bytes | None:
        """The picture of a token, or None."""
        for painter in self._painters:
            png = await painter.png(token)
            if png is not None:
                return png
        return None

    async def at(self, path: str) -> bytes | None:
        """The picture at a path of this service (`/picture/<token>.png`), for channels that send it themselves."""
        found = _PATH.fullmatch(path)
        return await self.png(found[1]) if found else None


def add_picture_route(app: web.Application, load: Callable[[str], Awaitable[bytes | None]]) -> None:
    """Serve `/picture/<token>.png`. Only who was told the token can see the picture."""

    async def picture(request: web.Request) -> web.Response:
        token = request.match_info["token"]
        png = await load(token) if _TOKEN.fullmatch(token) else None
        if png is None:
            raise web.HTTPNotFound(text="Dieses Bild gibt es nicht mehr.")
        headers = {"Cache-Control": "private, max-age=86400", "X-Content-Type-Options": "nosniff"}
        return web.Response(body=png, content_type="image/png", headers=headers)

    app.router.add_get("/picture/{token}.png", picture)


def _doors(layout: Sequence[BoxOnWall]) -> list[_Door]:
    """Where each door is, in millimetres: a column is as wide as its widest door, rows hang from the top."""
    widths: Counter[int] = Counter()
    for box in layout:
        widths[box.column] = max(widths[box.column], box.width_mm)
    lefts = {column: sum(widths[other] for other in widths if other < column) for column in widths}
    tops: Counter[int] = Counter()
    doors = []
    for box in sorted(layout, key=lambda box: (box.column, box.row, box.number)):
        doors.append(_Door(box, lefts[box.column], tops[box.column]))
        tops[box.column] += box.height_mm
    return doors


def _draw_door(
    draw: ImageDraw.ImageDraw, door: _Door, corners: tuple[float, float, float, float], *, own: bool
) -> None:
    left, top, right, bottom = corners
    tint = SUN if own else _ZONES.get(door.box.zone, _ZONES["ambient"])[1]
    draw.rectangle(corners, fill=tint, outline=INK if own else EDGE, width=7 if own else 2)
    size = fitting(str(door.box.number), right - left - 12, bottom - top - 10) if own else 30
    middle = ((left + right) / 2, (top + bottom) / 2)
    draw.text(middle, str(door.box.number), fill=INK, font=font(size), anchor="mm", stroke_width=2 if own else 0)


def _write_head(draw: ImageDraw.ImageDraw, mine: Sequence[int], title: str) -> None:
    write(draw, (MARGIN, MARGIN - 12), cut(title, font(TEXT)), TEXT)
    if mine:
        words = _fach(mine)
        size = min(BIG, fitting(words, WIDTH - 2 * MARGIN - 60, BIG))
        top = MARGIN + TEXT + GAP
        right = MARGIN + draw.textlength(words, font=font(size)) + 60
        draw.rounded_rectangle((MARGIN, top, right, top + BIG + 8), 24, fill=SUN, outline=INK, width=5)
        draw.text((MARGIN + 30, top + BIG / 2 + 4), words, fill=INK, font=font(size), anchor="lm", stroke_width=2)


def _write_legend(draw: ImageDraw.ImageDraw, layout: Sequence[BoxOnWall], top: float) -> None:
    zones = {box.zone for box in layout}
    left = float(MARGIN)
    for zone, (word, tint) in _ZONES.items():
        if zone in zones:
            draw.rectangle((left, top + 10, left + 44, top + 54), fill=tint, outline=EDGE, width=3)
            write(draw, (left + 58, top), word, TEXT)
            left += 58 + length(word, font(TEXT)) + 56


def _fach(mine: Sequence[int]) -> str:
    if not mine:
        return ""
    *most, last = [str(number) for number in sorted(mine)]
    return f"Fach {', '.join(most)} und {last}" if most else f"Fach {last}"


def _places(layout: Sequence[BoxOnWall], mine: Sequence[int]) -> list[str]:
    """Where to look, a sentence for each own door: "Zweite Spalte von links, ganz oben."."""
    own = sorted((box for box in layout if box.number in mine), key=lambda box: box.number)
    places = [_place(layout, box) for box in own]
    if len(own) > 1:
        return [f"Fach {box.number}: {place}." for box, place in zip(own, places, strict=True)]
    return [f"{place[:1].upper()}{place[1:]}." for place in places]


def _place(layout: Sequence[BoxOnWall], box: BoxOnWall) -> str:
    columns = sorted({other.column for other in layout})
    rows = sorted(other.row for other in layout if other.column == box.column)
    across = _counted(columns.index(box.column), len(columns), "Spalte", "links", "rechts")
    return f"{across}, {_counted(rows.index(box.row), len(rows), 'Tür', 'oben', 'unten')}"


def _counted(index: int, count: int, thing: str, begin: str, end: str) -> str:
    """Counted from the nearer end, as people would say it."""
    from_end = count - 1 - index
    steps, side = (index, begin) if index <= from_end else (from_end, end)
    if steps == 0:
        return f"ganz {side}"
    nth = _ORDINALS[steps] if steps < len(_ORDINALS) else f"{steps + 1}."
    return f"{nth} {thing} von {side}"
