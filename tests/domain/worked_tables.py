"""Reads the worked tables of a page, so that what it promises is what the code does."""

from __future__ import annotations

from pathlib import Path


def rows_under(page: Path, heading: str) -> list[dict[str, str]]:
    """The rows of the first table under a heading, by the names in its head."""
    _, found, rest = page.read_text(encoding="utf-8").partition(f"# {heading}\n")
    assert found, f"{page.name} has no heading {heading!r}"
    lines = [line for line in rest.split("\n#", maxsplit=1)[0].splitlines() if line.startswith("|")]
    head, _, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    assert rows, f"no table under {heading!r} in {page.name}"
    return [dict(zip(head, row, strict=True)) for row in rows]
