"""The short subcommands: migrate, export, import, invite, nlu."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from datetime import date
from pathlib import Path
from typing import TextIO

import segno

from bots.app import (
    AlreadyRunning,
    StateError,
    basket_reader,
    migrated,
    office,
    plan_tours,
    restore,
    sample_county,
    sole_use,
    state_text,
)
from bots.basket_reading import MessageUnusable
from bots.channels.telegram.outcomes import CallFailed
from bots.settings import Settings
from bots.tour_list import told_tours
from bots.vocabulary import county_vocabulary
from domain.catalogue.calendar import next_tour_day
from domain.clock import local_day
from domain.errors import DomainError
from domain.ids import PersonId
from domain.people.model import SYSTEM, Role
from domain.people.service import invite as make_invitation
from domain.support.parking import parked_items, retry_parked


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


def invite(role: str, scope: str | None, person: str | None, picture: Path | None = None) -> int:
    """Make a one-time invitation and print its links; `picture` is where a QR code is to be written, if anywhere."""
    settings = Settings()
    if picture is not None and picture.suffix not in {".png", ".svg"}:
        return _refuse(f"{picture} must end in .png or .svg.")
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
    link = f"{base}/chat?einladung={made.code}"
    _tell(link)
    if settings.telegram_token is not None:
        bot = _bot(settings.telegram_token.get_secret_value(), settings.telegram_api_url)
        if bot is not None:
            link = f"https://t.me/{bot}?start={made.code}"
            _tell(link)
            segno.make(link).terminal(compact=True)
    _tell(f"Code {made.code}, good once, until {made.expires_at:%Y-%m-%d %H:%M} UTC.")
    if picture is not None:
        segno.make(link, error="m").save(str(picture), scale=12, border=4)
        _tell(f"{picture} shows {link}")
    return 0


def _bot(token: str, api_url: str) -> str | None:
    """The name of the Telegram bot; without an answer the invitation is good all the same."""
    from bots.channels.telegram.once import user_name

    try:
        return user_name(token, api_url)
    except CallFailed as failed:
        _tell(f"Telegram: {failed}. The code below works there, too, as a message to the bot.")
        return None


def tours(action: str, day: str | None) -> int:
    """Plan a day's tours, or show those that stand."""
    settings = Settings()
    with office(settings) as at:
        try:
            wanted = date.fromisoformat(day) if day else next_tour_day(at.county.calendar, local_day(at.county.now()))
        except ValueError:
            return _refuse(f"{day} is no day: write it as 2026-11-26.")
        try:
            if action == "plan" and not plan_tours(at, wanted):
                return _refuse("Something has changed meanwhile: please try again.")
        except DomainError as refusal:
            return _refuse(str(refusal))
        with at.store.read() as store:
            _tell("\n".join(told_tours(store, wanted)))
    return 0


def list_parked() -> int:
    """What has failed too often, one line each."""
    with office(Settings()) as at, at.store.read() as store:
        items = parked_items(at.county, store, SYSTEM)
        for item in items:
            _tell(f"{item.id}  {item.kind}  since {item.parked_at:%Y-%m-%d %H:%M} UTC  {item.error}")
    _tell(f"{len(items)} parked." if items else "Nothing is parked.")
    return 0


def retry_outbox(item_id: str | None) -> int:
    """Try one parked item once more, or all; the running service takes them at its next look."""
    with office(Settings()) as at, at.store.begin() as store:
        count = retry_parked(at.county, store, SYSTEM, item_id)
        store.commit()
    if item_id is not None and not count:
        return _refuse(f"There is no parked item {item_id}.")
    _tell(f"{count} will be tried once more.")
    return 0


def nlu(given: argparse.Namespace) -> int:
    """The parser's own tools, with the words of this county, or of the sample where there is no database."""
    from nlu import commands

    settings = Settings()
    if given.nlu_command == "baskets":
        return _baskets(given.catalogue, given.cache)
    if "scoring_command" in given:
        return commands.run(given)
    there = settings.database_url or (settings.data_dir / "dorfbote.db").exists()
    with office(settings) if there else sample_county() as at, at.store.read() as store:
        vocabulary = county_vocabulary(store)
    return commands.run(given, vocabulary=vocabulary)


def add_nlu_arguments(parser: argparse.ArgumentParser) -> None:
    """The parser's own tools, and `baskets`, which needs the county as well."""
    from nlu import commands

    baskets = commands.add_arguments(parser).add_parser(
        "baskets", help="read orders as JSON lines and answer with baskets (docs/understanding.md)"
    )
    baskets.add_argument("--catalogue", type=Path, default=None, metavar="CSV", help="other goods than the sample's")
    baskets.add_argument("--cache", type=Path, default=commands.CACHE, help="folder for trained models")


def _baskets(catalogue: Path | None, cache: Path) -> int:
    try:
        with basket_reader(catalogue, cache) as reader:
            for answer in reader.answers(sys.stdin):
                _tell(answer)
    except MessageUnusable as wrong:
        return _refuse(str(wrong))
    except (OSError, KeyError, ValueError) as wrong:
        return _refuse(f"{catalogue} cannot be read as a list of goods: {wrong}")
    return 0


def _address(settings: Settings) -> str:
    scheme, _, rest = settings.database().partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"


def _tell(sentence: str) -> None:
    print(sentence)  # noqa: T201 - what a command has to say


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)  # noqa: T201 - what a command has to say
    return 1
