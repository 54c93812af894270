"""Pictures for the chat: the wall of a pick-up point, with the resident's Fach in the colour of the sun."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import cache

from aiohttp import web
from PIL import Image, ImageDraw, ImageFont

_INK = (27, 42, 34)
_PAPER = (251, 248, 241)
_SUN = (242, 182, 50)
_EDGE = (107, 119, 111)
_BODY = (221, 224, 214)
# Zone -> (word, tint). The word always stands beside the tint: nobody has to tell colours apart.
_ZONES = {
    "ambient": ("ungekühlt", (238, 231, 212)),
    "chilled": ("gekühlt", (190, 214, 234)),
    "frozen": ("tiefgekühlt", (150, 180, 214)),
}

# Shown 640 points wide, drawn at twice that; a printed picture of 6 cm has 21 of these dots to the millimetre.
_WIDTH = 1280
_MARGIN = 40
_BIG = 108
_TEXT = 60
_GAP = 14

# The font that Pillow brings has the plain letters only: the dots of ä, ö, ü are drawn on top of them.
_PLAIN = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "Ä": "A", "Ö": "O", "Ü": "U", "ß": "ss", "–": "-", "…": "..."})
_DOTTED = "äöüÄÖÜ"
_ORDINALS = ("erste", "zweite", "dritte", "vierte", "fünfte", "sechste", "siebte", "achte", "neunte", "zehnte")

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
    scale = (_WIDTH - 2 * _MARGIN) / wall_width
    head = _MARGIN + _BIG + _GAP * 3 + _TEXT + _GAP
    foot = head + round(wall_height * scale) + _GAP * 2
    lines = [line for place in _places(layout, mine) for line in _wrapped(place, _font(_TEXT))]
    height = foot + (_TEXT + _GAP) * (len(lines) + 1) + _MARGIN

    image = Image.new("RGB", (_WIDTH, height), _PAPER)
    draw = ImageDraw.Draw(image)
    _write_head(draw, mine, title)
    draw.rectangle(
        (_MARGIN - 8, head - 8, _WIDTH - _MARGIN + 5, foot - _GAP * 2 + 5), fill=_BODY, outline=_EDGE, width=3
    )
    for door in doors:
        _draw_door(draw, door, door.corners(scale, _MARGIN, head), own=door.box.number in mine)
    for number, line in enumerate(lines):
        _write(draw, (_MARGIN, foot + number * (_TEXT + _GAP)), line, _TEXT)
    _write_legend(draw, layout, foot + len(lines) * (_TEXT + _GAP))

    out = io.BytesIO()
    # Few flat colours: a palette makes the file a third of the size.
    image.quantize(32, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(out, "PNG", compress_level=3)
    return out.getvalue()


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
    tint = _SUN if own else _ZONES.get(door.box.zone, _ZONES["ambient"])[1]
    draw.rectangle(corners, fill=tint, outline=_INK if own else _EDGE, width=7 if own else 2)
    size = _fitting(str(door.box.number), right - left - 12, bottom - top - 10) if own else 30
    middle = ((left + right) / 2, (top + bottom) / 2)
    draw.text(middle, str(door.box.number), fill=_INK, font=_font(size), anchor="mm", stroke_width=2 if own else 0)


def _write_head(draw: ImageDraw.ImageDraw, mine: Sequence[int], title: str) -> None:
    _write(draw, (_MARGIN, _MARGIN - 12), _cut(title, _font(_TEXT)), _TEXT)
    if mine:
        words = _fach(mine)
        size = min(_BIG, _fitting(words, _WIDTH - 2 * _MARGIN - 60, _BIG))
        top = _MARGIN + _TEXT + _GAP
        right = _MARGIN + draw.textlength(words, font=_font(size)) + 60
        draw.rounded_rectangle((_MARGIN, top, right, top + _BIG + 8), 24, fill=_SUN, outline=_INK, width=5)
        draw.text((_MARGIN + 30, top + _BIG / 2 + 4), words, fill=_INK, font=_font(size), anchor="lm", stroke_width=2)


def _write_legend(draw: ImageDraw.ImageDraw, layout: Sequence[BoxOnWall], top: float) -> None:
    zones = {box.zone for box in layout}
    left = float(_MARGIN)
    for zone, (word, tint) in _ZONES.items():
        if zone in zones:
            draw.rectangle((left, top + 10, left + 44, top + 54), fill=tint, outline=_EDGE, width=3)
            _write(draw, (left + 58, top), word, _TEXT)
            left += 58 + _length(word, _font(_TEXT)) + 56


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


def _write(draw: ImageDraw.ImageDraw, at: tuple[float, float], text: str, size: int) -> None:
    """Write a line with its upper left corner at `at`, umlauts included."""
    font = _font(size)
    draw.text(at, text.translate(_PLAIN), fill=_INK, font=font)
    for place, letter in enumerate(text):
        if letter in _DOTTED:
            base = letter.translate(_PLAIN)
            left, top, right, _ = font.getbbox(base)
            middle = at[0] + _length(text[:place], font) + (left + right) / 2
            # Small letters wear the dots where an i has its own, capitals just above their head.
            radius = size * 0.062
            level = at[1] + (font.getbbox("i")[1] + radius if base.islower() else top - radius * 1.5)
            for side in (-1, 1):
                x = middle + side * size * 0.13
                draw.ellipse((x - radius, level - radius, x + radius, level + radius), fill=_INK)


def _length(text: str, font: ImageFont.FreeTypeFont) -> float:
    return font.getlength(text.translate(_PLAIN))


def _wrapped(text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if _length(longer, font) > _WIDTH - 2 * _MARGIN and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _cut(text: str, font: ImageFont.FreeTypeFont) -> str:
    while text and _length(text, font) > _WIDTH - 2 * _MARGIN:
        text = text[:-2].rstrip() + "…"
    return text


def _fitting(text: str, width: float, height: float) -> int:
    """The largest size at which the text fits."""
    size = int(min(height, width / (_font(100).getlength(text) / 100)))
    return max(size, 20)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.load_default(size)
    if not isinstance(font, ImageFont.FreeTypeFont):
        raise TypeError("Pillow was built without FreeType")
    return font
