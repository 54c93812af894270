"""The locks follow pyproject.toml and agree with each other. (`make lock` compiles them anew.)"""

from __future__ import annotations

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.house import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
LOCKS = {
    "runtime": PROJECT["dependencies"],
    "dev": PROJECT["dependencies"] + EXTRAS["dev"],
    "station": EXTRAS["station"],
    "rasa": EXTRAS["rasa"],
}


def locked(name: str) -> dict[str, set[str]]:
    """package -> its locked versions; more than one where newer Pythons get newer packages."""
    versions: dict[str, set[str]] = {}
    text = (ROOT / f"requirements/{name}.txt").read_text(encoding="utf-8")
    for package, version in re.findall(r"^([\w.-]+)==([^\s;]+)", text, re.MULTILINE):
        versions.setdefault(canonicalize_name(package), set()).add(version)
    return versions


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_what_the_project_asks_for(name: str) -> None:
    versions = locked(name)
    for wanted in map(Requirement, LOCKS[name]):
        found = versions.get(canonicalize_name(wanted.name), set())
        assert found, f"{wanted.name} is not in requirements/{name}.txt: make lock"
        assert all(wanted.specifier.contains(version) for version in found), f"{wanted}: locked is {found}"


def test_all_locks_hold_the_same_versions() -> None:
    everything = locked("dev")
    for name in ("runtime", "station"):
        assert {package: everything.get(package, versions) for package, versions in locked(name).items()} == locked(
            name
        )


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_its_hashes_and_names_no_server(name: str) -> None:
    text = (ROOT / f"requirements/{name}.txt").read_text(encoding="utf-8")
    packages = len(re.findall(r"^[\w.-]+==", text, re.MULTILINE))
    assert len(re.findall(r"^[\w.-]+==[^\n]*\\\n    --hash=sha256:", text, re.MULTILINE)) == packages
    assert "://" not in text
