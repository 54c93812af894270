"""Writes docs/licences.md: under which licence every package stands that Dorfbote installs.

`make licences` writes the page, a test compares it. Versions are left out: the locks name them, and the page stays
the same on every Python.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs/licences.md"

SAME = {
    "Apache Software License": "Apache-2.0",
    "Apache Software License; BSD License": "Apache-2.0 OR BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
"""Long names of licences -> their SPDX names, so that one licence has one name on the page."""

KNOWN = {
    "axe-playwright-python": "MIT AND MPL-2.0",  # its metadata say nothing; it carries axe-core, which is MPL-2.0
    "colorama": "BSD-3-Clause",  # installed on Windows only
}
"""What the installed packages do not say themselves, looked up by hand."""

FOREWORD = """\
# Licences

Dorfbote itself is licensed under the [European Union Public Licence 1.2](../LICENSE) (EUPL-1.2).
This page is written by `make licences` from the locks and the installed packages; do not edit it by hand.

## Data

| In `integrations/demo/region/` | Licence |
|---|---|
| Villages: names, coordinates | [GeoNames](https://www.geonames.org/), CC BY 4.0: named wherever they are shown |
| People, firms, products and sites of the sample region | invented for Dorfbote, EUPL-1.2 |
"""


def locked(name: str) -> set[str]:
    """Names of the packages in one of the locks."""
    text = (ROOT / f"requirements/{name}.txt").read_text(encoding="utf-8")
    return set(re.findall(r"^([\w.-]+)==", text, re.MULTILINE))


def stated() -> dict[str, str]:
    """Licences by package name, as the installed packages state it."""
    command = [sys.executable, "-m", "piplicenses", "--with-system", "--from=mixed", "--format=json"]
    rows = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    licences = {re.sub(r"[-_.]+", "-", row["Name"]).lower(): row["License"] for row in rows}
    return {name: SAME.get(licence, licence) for name, licence in licences.items()} | KNOWN


def page() -> str:
    """The whole page."""
    licences = stated()
    runtime, station = locked("runtime"), locked("station")
    parts = [
        FOREWORD,
        "## Packages the service runs with",
        "",
        'Those marked "station" are also installed on the computer of a pick-up point.',
        "`hatchling`, with what it needs, only builds our own package.",
        "",
        "| Package | Licence | |",
        "|---|---|---|",
        *(f"| {name} | {licences[name]} | {'station' if name in station else ''} |" for name in sorted(runtime)),
        "",
        "## Packages for tests and checks only",
        "",
        "| Package | Licence |",
        "|---|---|",
        *(f"| {name} | {licences[name]} |" for name in sorted(locked("dev") - runtime)),
        "",
    ]
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
    print(f"{PAGE.relative_to(ROOT)} is written.")
