"""Drawing for the chat: one size of picture, few flat colours, and letters with their dots."""

from __future__ import annotations

import io
from functools import cache

from PIL import Image, ImageDraw, ImageFont

INK = (27, 42, 34)
PAPER = (251, 248, 241)
SUN = (242, 182, 50)
EDGE = (107, 119, 111)
WESER = (22, 78, 120)
MEADOW = (28, 90, 52)

# Shown 640 points wide, drawn at twice that; a printed picture of 6 cm has 21 of these dots to the millimetre.
WIDTH = 1280
MARGIN = 40
BIG = 108
TEXT = 60
GAP = 14

# The font that Pillow brings has the plain letters only: the dots of ä, ö, ü are drawn on top of them.
_PLAIN = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "Ä": "A", "Ö": "O", "Ü": "U", "ß": "ss", "–": "-", "…": "..."})
_DOTTED = "äöüÄÖÜ"


def as_png(image: Image.Image) -> bytes:
    """The picture as a file. Few flat colours: a palette makes it a third of the size."""
    out = io.BytesIO()
    image.quantize(32, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(out, "PNG", compress_level=3)
    return out.getvalue()


def write(
    draw: ImageDraw.ImageDraw, at: tuple[float, float], text: str, size: int, fill: tuple[int, int, int] = INK
) -> None:
    """Write a line with its upper left corner at `at`, umlauts included."""
    letters = font(size)
    draw.text(at, text.translate(_PLAIN), fill=fill, font=letters)
    for place, letter in enumerate(text):
        if letter in _DOTTED:
            base = letter.translate(_PLAIN)
            left, top, right, _ = letters.getbbox(base)
            middle = at[0] + length(text[:place], letters) + (left + right) / 2
            # Small letters wear the dots where an i has its own, capitals just above their head.
            radius = size * 0.062
            level = at[1] + (letters.getbbox("i")[1] + radius if base.islower() else top - radius * 1.5)
            for side in (-1, 1):
                x = middle + side * size * 0.13
                draw.ellipse((x - radius, level - radius, x + radius, level + radius), fill=fill)


def length(text: str, letters: ImageFont.FreeTypeFont) -> float:
    """How wide a line is."""
    return letters.getlength(text.translate(_PLAIN))


def wrapped(text: str, letters: ImageFont.FreeTypeFont) -> list[str]:
    """The text in lines that fit between the margins."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if length(longer, letters) > WIDTH - 2 * MARGIN and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def cut(text: str, letters: ImageFont.FreeTypeFont) -> str:
    """As much of the text as fits into a line."""
    while text and length(text, letters) > WIDTH - 2 * MARGIN:
        text = text[:-2].rstrip() + "…"
    return text


def fitting(text: str, width: float, height: float) -> int:
    """The largest size at which the text fits."""
    size = int(min(height, width / (font(100).getlength(text) / 100)))
    return max(size, 20)


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """The letters that Pillow brings."""
    letters = ImageFont.load_default(size)
    if not isinstance(letters, ImageFont.FreeTypeFont):
        raise TypeError("Pillow was built without FreeType")
    return letters
