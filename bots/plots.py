"""Plots as SVG text: bars that are readable in black and white, with every number written beside its bar."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

WIDTH, BAR, GAP, LABEL = 640, 26, 12, 220
TEXT = 'font-size="16" font-family="system-ui, sans-serif" fill="currentColor"'


def bars(title: str, rows: Sequence[tuple[str, float, str]]) -> str:
    """Horizontal bars: (label, value, the value in words). Alternative text says the same in one line."""
    most = max((value for _, value, _ in rows), default=0) or 1
    height = len(rows) * (BAR + GAP) + GAP
    room = WIDTH - LABEL - 110
    drawn = []
    for number, (label, value, said) in enumerate(rows):
        top = GAP + number * (BAR + GAP)
        width = round(room * max(value, 0) / most, 1)
        middle = top + BAR - 7
        drawn.append(f'<text x="{LABEL - 10}" y="{middle}" text-anchor="end" {TEXT}>{escape(label)}</text>')
        box = f'x="{LABEL}" y="{top}" width="{width}" height="{BAR}" rx="3"'
        drawn.append(f'<rect class="bar" fill="currentColor" {box}/>')
        drawn.append(f'<text x="{LABEL + width + 8}" y="{middle}" {TEXT}>{escape(said)}</text>')
    told = "; ".join(f"{label}: {said}" for label, _, said in rows)
    said = escape(f"{title}. {told}", quote=True)
    head = f'class="plot" role="img" viewBox="0 0 {WIDTH} {height}" aria-label="{said}"'
    return f'<svg {head} xmlns="http://www.w3.org/2000/svg">{"".join(drawn)}</svg>'
