"""Plots as SVG text: bars that are readable in black and white, with every number written above its bar."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

WIDTH = 340  # as wide as a small phone, so that letters are never drawn smaller than they are
LINE, BAR, GAP = 24, 18, 14
TEXT = 'font-size="16" font-family="system-ui, sans-serif" fill="currentColor"'


def bars(title: str, rows: Sequence[tuple[str, float, str]]) -> str:
    """Horizontal bars: (label, value, the value in words). Alternative text says the same in one line."""
    most = max((value for _, value, _ in rows), default=0) or 1
    height = len(rows) * (LINE + BAR + GAP)
    drawn = []
    for number, (label, value, said) in enumerate(rows):
        top = number * (LINE + BAR + GAP)
        width = round(WIDTH * max(value, 0) / most, 1)
        base = top + LINE - 7
        drawn.append(f'<text x="0" y="{base}" {TEXT}>{escape(label)}</text>')
        drawn.append(f'<text x="{WIDTH}" y="{base}" text-anchor="end" {TEXT}>{escape(said)}</text>')
        box = f'x="0" y="{top + LINE}" width="{width}" height="{BAR}" rx="3"'
        drawn.append(f'<rect class="bar" fill="currentColor" {box}/>')
    told = "; ".join(f"{label}: {said}" for label, _, said in rows)
    said = escape(f"{title}. {told}", quote=True)
    head = f'class="plot" role="img" viewBox="0 0 {WIDTH} {height}" aria-label="{said}"'
    return f'<svg {head} xmlns="http://www.w3.org/2000/svg">{"".join(drawn)}</svg>'
