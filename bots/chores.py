"""The short subcommands: migrate, export, import, invite, nlu."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from pathlib import Path
from typing import TextIO

from bots.app import AlreadyRunning, StateError, migrated, office, restore, sole_use, state_text
from bots.settings import Settings
from bots.vocabulary import county_vocabulary
from domain.errors import DomainError
from domain.ids import PersonId
from domain.people.model import SYSTEM, Role
from domain.people.service import invite as make_invitation


def migrate() -> int:
    """Bring the database to the newest tables."""
    settings = Settings()
    migrated(settings).dispose()
    _tell(f"The database {_address(settings)} has the newest tables.")
    return 0


def write_state(out: TextIO) -> int:
    """The whole state as JSON (docs/state-format.md)."""
    out.write(state_text(Settings()))
    return 0


def read_state(file: str, *, replace: bool) -> int:
    """Read a state into the database; what is there stays unless it is replaced."""
    settings = Settings()
    try:
        document = json.loads(sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8"))
    except (OSError, ValueError) as unreadable:
        return _refuse(f"{file} cannot be read: {unreadable}")
    try:
        counts = restore(settings, document, replace=replace)
    except AlreadyRunning:
        return _refuse("Stop the running service first: a state is read into a database nobody uses.")
    except StateError as wrong:
        return _refuse(str(wrong))
    _tell(f"Read into {_address(settings)}: " + ", ".join(f"{n} {name}" for name, n in counts.items() if n))
    return 0


def demo_reset() -> int:
    """Put the demo back to its first morning: its data folder is emptied, but for the trained parser."""
    settings = Settings()
    if settings.database_url is not None:
        return _refuse("DORFBOTE_DATABASE_URL is set: empty that database yourself.")
    try:
        with sole_use(settings.data_dir):
            for path in settings.data_dir.iterdir():
                if path.name not in {"cache", "running.lock"}:
                    shutil.rmtree(path) if path.is_dir() else path.unlink()
    except AlreadyRunning:
        return _refuse("Stop the running demo first.")
    _tell("The demo begins anew at its next start.")
    return 0


def invite(role: str, scope: str | None, person: str | None) -> int:
    """Make a one-time invitation and print its link."""
    settings = Settings()
    try:
        wanted = Role(role)
    except ValueError:
        return _refuse(f"There is no role {role!r}. Roles: {', '.join(r.value for r in Role if r is not Role.SYSTEM)}")
    with office(settings) as at, at.store.begin() as store:
        known = PersonId(person) if person else None
        if known is not None and store.people.get(known) is None:
            return _refuse(f"There is no person {person}.")
        try:
            made = make_invitation(at.county, store, SYSTEM, wanted, scope=scope, person_id=known)
        except DomainError as refusal:
            return _refuse(f"{refusal} A merchant or volunteer needs the id of a shop or a station.")
        store.commit()
    base = settings.public_url or f"http://{settings.host}:{settings.port}"
    _tell(f"{base}/chat?einladung={made.code}")
    _tell(f"Code {made.code}, good once, until {made.expires_at:%Y-%m-%d %H:%M} UTC.")
    return 0


def nlu(given: argparse.Namespace) -> int:
    """The parser's own tools, with the words of this county if there is a database."""
    from nlu import commands

    settings = Settings()
    vocabulary = None
    if settings.database_url or (settings.data_dir / "dorfbote.db").exists():
        with office(settings) as at, at.store.read() as store:
            vocabulary = county_vocabulary(store)
    return commands.run(given, vocabulary=vocabulary)


def _address(settings: Settings) -> str:
    scheme, _, rest = settings.database().partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"


def _tell(sentence: str) -> None:
    print(sentence)  # noqa: T201 - what a command has to say


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)  # noqa: T201 - what a command has to say
    return 1
