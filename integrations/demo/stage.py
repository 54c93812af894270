"""What only the stage knows of the sample region: ages to show beside names, places, and the river on the map."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from integrations.demo.region import FOLDER


def read_scenery(folder: Path = FOLDER) -> dict[str, Any]:
    """As JSON: `ages` by person, `places` (the logistics centre), `river` as points. The service knows no ages."""
    return {
        "ages": {row["resident_id"]: int(row["age_for_stage"]) for row in _rows(folder, "residents")},
        "places": [
            {"id": row["place_id"], "name": row["name"], "town": row["town"], **_point(row)}
            for row in _rows(folder, "places")
        ],
        "river": [_point(row) for row in _rows(folder, "river")],
    }


def _point(row: dict[str, str]) -> dict[str, float]:
    return {"lat": float(row["lat"]), "lon": float(row["lon"])}


def _rows(folder: Path, name: str) -> Iterator[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
