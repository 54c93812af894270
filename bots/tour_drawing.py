"""A tour on a map: the county's villages, the river, the way from stop to stop, and its numbers large."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, cos, hypot, pi, radians, sin

from PIL import Image, ImageDraw

from bots.drawing import (
    BIG,
    EDGE,
    GAP,
    INK,
    MARGIN,
    MEADOW,
    PAPER,
    SUN,
    TEXT,
    WESER,
    WIDTH,
    as_png,
    cut,
    font,
    length,
    write,
)

_LAND = (238, 235, 222)
_HEIGHT = 1000  # of the map itself
_INSIDE = 120  # so far from the edge of the map no stop lies
_NARROWEST_KM = 6.0  # a tour within one village still shows what lies around
_KM_A_DEGREE = 111.2
_NAME = 46
_NUMBER = 52
_REACH = 44  # half the height of a number's sign
_LINE = 9

Dot = tuple[float, float]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Point:
    """A place on earth (WGS84, decimal degrees)."""

    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Halt:
    """A stop with its number; 0 is the centre."""

    no: int
    name: str
    at: Point


@dataclass(frozen=True, slots=True)
class TourMap:
    """What is drawn: headline, the way in order, villages (with a name: towns), and the river."""

    title: str
    about: str
    way: tuple[Halt, ...]
    villages: tuple[tuple[str, Point], ...] = ()
    river: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sign:
    """Stops that lie so near each other that they share one sign."""

    at: Dot
    numbers: tuple[int, ...]
    name: str

    @property
    def text(self) -> str:
        return ", ".join(str(no) for no in self.numbers if no)

    def box(self) -> Box:
        wide = max(_REACH, length(self.text, font(_NUMBER)) / 2 + 22)
        return self.at[0] - wide, self.at[1] - _REACH, self.at[0] + wide, self.at[1] + _REACH


def tour_png(tour: TourMap) -> bytes:
    """The map as a picture; the same input gives the same bytes."""
    head = MARGIN + BIG + GAP + TEXT + GAP * 2
    image = Image.new("RGB", (WIDTH, head + _HEIGHT + MARGIN), PAPER)
    draw = ImageDraw.Draw(image)
    write(draw, (MARGIN, MARGIN - 16), cut(tour.title, font(BIG)), BIG)
    write(draw, (MARGIN, MARGIN + BIG + GAP), cut(tour.about, font(TEXT)), TEXT)
    sheet = Image.new("RGB", (WIDTH - 2 * MARGIN, _HEIGHT), _LAND)
    _draw_map(ImageDraw.Draw(sheet), tour)
    image.paste(sheet, (MARGIN, head))
    draw.rectangle((MARGIN, head, WIDTH - MARGIN - 1, head + _HEIGHT - 1), outline=EDGE, width=3)
    return as_png(image)


def _draw_map(draw: ImageDraw.ImageDraw, tour: TourMap) -> None:
    on_paper = _projection([halt.at for halt in tour.way] or [point for _, point in tour.villages])
    if len(tour.river) > 1:
        draw.line([on_paper(point) for point in tour.river], fill=WESER, width=22, joint="curve")
    for name, point in tour.villages:
        x, y = on_paper(point)
        radius = 11 if name else 6
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=EDGE)
    signs = _signs([(halt, on_paper(halt.at)) for halt in tour.way])
    where = {no: sign.at for sign in signs for no in sign.numbers}
    legs = [leg for leg in pairwise(where[halt.no] for halt in tour.way) if leg[0] != leg[1]]
    for begin, end in legs:
        draw.line((begin, end), fill=MEADOW, width=_LINE)
    for begin, end in legs:
        _draw_arrow(draw, begin, end)
    for sign in signs:
        _draw_sign(draw, sign)
    towns = [(name, on_paper(point)) for name, point in tour.villages if name]
    _write_names(draw, signs, towns)


def _projection(points: Sequence[Point]) -> Callable[[Point], Dot]:
    """From earth to the map: what matters in the middle, as large as it goes, north on top."""
    lats, lons = [point.lat for point in points] or [0.0], [point.lon for point in points] or [0.0]
    middle = Point((min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2)
    narrower = cos(radians(middle.lat))
    across = max((max(lons) - min(lons)) * narrower * _KM_A_DEGREE, _NARROWEST_KM)
    down = max((max(lats) - min(lats)) * _KM_A_DEGREE, _NARROWEST_KM)
    width = WIDTH - 2 * MARGIN
    scale = min((width - 2 * _INSIDE) / across, (_HEIGHT - 2 * _INSIDE) / down) * _KM_A_DEGREE

    def on_paper(point: Point) -> Dot:
        x = width / 2 + (point.lon - middle.lon) * narrower * scale
        return round(x, 1), round(_HEIGHT / 2 - (point.lat - middle.lat) * scale, 1)

    return on_paper


def _signs(halts: Sequence[tuple[Halt, Dot]]) -> list[_Sign]:
    """One sign for each stop, and one for all that would cover each other. The centre stays alone."""
    signs: list[_Sign] = []
    for halt, at in halts:
        near = next((sign for sign in signs if _together(sign, halt, at)), None)
        if near is None:
            signs.append(_Sign(at, (halt.no,), halt.name))
        elif halt.no not in near.numbers:
            signs[signs.index(near)] = _Sign(near.at, (*near.numbers, halt.no), near.name)
    return signs


def _together(sign: _Sign, halt: Halt, at: Dot) -> bool:
    alike = (halt.no == 0) is (0 in sign.numbers)
    return alike and hypot(sign.at[0] - at[0], sign.at[1] - at[1]) < 2 * _REACH


def _draw_arrow(draw: ImageDraw.ImageDraw, begin: Dot, end: Dot) -> None:
    """The direction, in the middle of a leg that is long enough to show it."""
    if hypot(end[0] - begin[0], end[1] - begin[1]) < 3 * _REACH:
        return
    x, y = begin[0] * 0.45 + end[0] * 0.55, begin[1] * 0.45 + end[1] * 0.55
    angle = atan2(end[1] - begin[1], end[0] - begin[0])
    corners = [(x + 34 * cos(angle + turn), y + 34 * sin(angle + turn)) for turn in (0, pi * 0.8, -pi * 0.8)]
    draw.polygon(corners, fill=MEADOW)


def _draw_sign(draw: ImageDraw.ImageDraw, sign: _Sign) -> None:
    if 0 in sign.numbers:
        x, y = sign.at
        draw.rectangle((x - 30, y - 30, x + 30, y + 30), fill=INK, outline=PAPER, width=4)
        return
    draw.rounded_rectangle(sign.box(), _REACH, fill=SUN, outline=INK, width=5)
    draw.text(sign.at, sign.text, fill=INK, font=font(_NUMBER), anchor="mm", stroke_width=1)


def _write_names(draw: ImageDraw.ImageDraw, signs: Sequence[_Sign], towns: Sequence[tuple[str, Dot]]) -> None:
    """Names where they cover nothing: first those of the stops, then towns, to find one's way."""
    taken = [sign.box() for sign in signs]
    for sign in signs:
        _write_name(draw, sign.name, sign.box(), taken)
    named = {sign.name for sign in signs}
    for name, (x, y) in towns:
        if name not in named:
            _write_name(draw, name, (x - 12, y - 12, x + 12, y + 12), taken, EDGE)


def _write_name(
    draw: ImageDraw.ImageDraw, name: str, beside: Box, taken: list[Box], fill: tuple[int, int, int] = INK
) -> None:
    left, top, right, bottom = beside
    wide, middle = length(name, font(_NAME)), (top + bottom) / 2
    centred = (left + right) / 2 - wide / 2
    for x, y in (
        (right + 12, middle - _NAME / 2 - 4),
        (left - 12 - wide, middle - _NAME / 2 - 4),
        (centred, top - _NAME - 14),
        (centred, bottom + 2),
    ):
        box = (x, y, x + wide, y + _NAME + 10)
        inside = box[0] >= 8 and box[1] >= 4 and box[2] <= WIDTH - 2 * MARGIN - 8 and box[3] <= _HEIGHT - 4
        if inside and not any(_meet(box, other) for other in taken):
            taken.append(box)
            _halo(draw, (x, y), name)
            write(draw, (x, y), name, _NAME, fill)
            return


def _halo(draw: ImageDraw.ImageDraw, at: Dot, name: str) -> None:
    """Land around the letters, so that a leg behind them does not strike them out."""
    wide = length(name, font(_NAME))
    draw.rectangle((at[0] - 4, at[1] + 4, at[0] + wide + 4, at[1] + _NAME + 8), fill=_LAND)


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
