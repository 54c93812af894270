"""`dorfbote bench`: measures the real program and prints a table, never a verdict."""

from __future__ import annotations

import asyncio
import platform
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bots.benchmarks import postgres, telegram
from bots.benchmarks.figures import Row, median, p95, table
from bots.benchmarks.people import crowd
from bots.benchmarks.program import program, resident_megabytes
from bots.benchmarks.tours import tour_rows
from bots.benchmarks.turns import Bare, BarePostgres, BareSqlite, copied, turns
from bots.benchmarks.week import WEEK, simulated_week
from bots.settings import Settings

CROWDS = (1, 10)
FIRST_ON_TELEGRAM = 1000  # the number of the first person there


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is measured."""

    starts: int
    talks: int
    seconds: float
    days: int  # of the simulated week
    at_once: int  # people who write on Telegram in the same moment
    tour_days: int


THOROUGH = Effort(starts=5, talks=40, seconds=30.0, days=WEEK, at_once=200, tour_days=6)
QUICK = Effort(starts=1, talks=4, seconds=2.0, days=1, at_once=20, tour_days=1)


def bench(*, quick: bool) -> int:
    """Measure and print. Everything happens in a folder of its own, on loopback."""
    effort = QUICK if quick else THOROUGH
    with _folder() as folder:
        rows = asyncio.run(_all(folder, effort))
    _tell(table(rows))
    _tell(f"\n{platform.machine()}, {_processors()}, Python {platform.python_version()}, load {_load()}.")
    _tell("What else the machine does makes figures worse, never better: they are upper bounds.")
    return 0


async def _all(folder: Path, effort: Effort) -> list[Row]:
    return [
        *await _on_sqlite(folder / "sqlite", effort),
        *await _on_telegram(folder / "telegram", effort),
        *await _on_postgres(folder / "postgres", effort),
        *await tour_rows(effort.tour_days),
        await _week_row(folder / "sqlite", effort),
    ]


async def _on_sqlite(folder: Path, effort: Effort) -> list[Row]:
    settings = {"DATA_DIR": str(folder)}
    log = folder / "service.log"
    async with program(settings, log):
        pass  # the first start loads the region, and trains the parser where no model is cached
    copied(folder / "dorfbote.db", folder / "floor.db")
    ready, memory = [], None
    for _ in range(effort.starts):
        async with program(settings, log) as started:
            ready.append(started.ready_after)
            memory = resident_megabytes(started.pid)
    rows = [Row("time to ready, model cached", f"{median(ready):.1f} s", "3 s"), _memory_row("ready", memory)]
    for people in CROWDS:
        shutil.copytree(folder, folder.with_name(f"crowd-{people}"))
    own = Settings(data_dir=folder, database_url=None)
    rows += await _turn_rows(own, BareSqlite(folder / "floor.db"), effort, "SQLite")
    for people in CROWDS:
        beside = {"DATA_DIR": str(folder.with_name(f"crowd-{people}"))}
        rows += await _crowd_rows(beside, log, people, effort, "SQLite")
    return rows


async def _on_telegram(folder: Path, effort: Effort) -> list[Row]:
    if not telegram.is_installed():
        return [Row("Telegram", "left out: the tests with their Bot API are not in this installation")]
    alone = range(FIRST_ON_TELEGRAM, FIRST_ON_TELEGRAM + effort.talks)
    together = range(alone.stop, alone.stop + effort.at_once)
    async with telegram.emulator() as other_side:
        settings = {"DATA_DIR": str(folder), **other_side.settings}
        log = folder / "service.log"
        async with program(settings, log):
            pass  # the first start loads the region
        async with program(settings, log) as started:
            ready, memory = started.ready_after, resident_megabytes(started.pid)
            trips = [seconds * 1000 for seconds in await telegram.round_trips(other_side, alone)]
            crowded = await telegram.all_at_once(other_side, together)
    waits = f"all after {crowded.seconds:.1f} s, median {median(crowded.waits):.1f} s"
    return [
        Row("time to ready, with Telegram", f"{ready:.1f} s", "3 s"),
        _memory_row("ready, with Telegram", memory),
        Row("Telegram, text in to reply out", f"median {median(trips):.0f} ms, p95 {p95(trips):.0f} ms"),
        Row(f"Telegram, {effort.at_once} people at once", f"{waits}, told to wait {crowded.floods} times"),
    ]


async def _on_postgres(folder: Path, effort: Effort) -> list[Row]:
    if not postgres.is_installed():
        return [Row("the same on PostgreSQL", f"left out: the test package {postgres.PACKAGE} is not installed")]
    async with postgres.server() as socket:
        postgres.create(socket, "service")
        url = postgres.address(socket, "service")
        settings = {"DATA_DIR": str(folder), "DATABASE_URL": url}
        log = folder / "service.log"
        async with program(settings, log):
            pass
        for copy in ("floor", *(f"crowd_{people}" for people in CROWDS)):
            postgres.create(socket, copy, like="service")
        bare = BarePostgres(postgres.address(socket, "floor").replace("+psycopg", ""))
        own = Settings(data_dir=folder, database_url=url)
        rows = await _turn_rows(own, bare, effort, "PostgreSQL")
        for people in CROWDS:
            beside = settings | {"DATABASE_URL": postgres.address(socket, f"crowd_{people}")}
            rows += await _crowd_rows(beside, log, people, effort, "PostgreSQL")
        return rows


async def _turn_rows(settings: Settings, bare: Bare, effort: Effort, where: str) -> list[Row]:
    measured = await turns(settings, bare, effort.talks)
    middle, floor = median(measured.turns), median(measured.floors)
    parse, rows = median(measured.parses), median(measured.rows)
    return [
        Row(f"a turn in process, {where}", f"{middle:.1f} ms, p95 {p95(measured.turns):.1f} ms"),
        Row(
            f"its floor, {where}",
            f"{floor:.1f} ms, p95 {p95(measured.floors):.1f} ms (parse {parse:.1f} ms, {rows:.0f} rows)",
        ),
        Row(f"turn / floor, {where}", f"{middle / floor:.1f}", "8" if where == "SQLite" else ""),
    ]


async def _crowd_rows(settings: dict[str, str], log: Path, people: int, effort: Effort, where: str) -> list[Row]:
    async with program(settings, log) as started:
        heard = await crowd(started.url, people, effort.seconds)
        weighed = resident_megabytes(started.pid)
    figure = f"{heard.turns_a_second:.0f} turns/s, median {median(heard.turns) * 1000:.0f} ms"
    figure += f", p95 {p95(heard.turns) * 1000:.0f} ms ({len(heard.turns)} turns)"
    whom = "1 person" if people == 1 else f"{people} people"
    row = Row(f"REST, {whom}, {where}", figure, "200 turns/s" if where == "SQLite" else "")
    return [row] if people == 1 else [row, _memory_row(f"after that, {where}", weighed)]


async def _week_row(folder: Path, effort: Effort) -> Row:
    seconds = await simulated_week(folder, effort.days)
    name = "a simulated week" if effort.days == WEEK else f"{effort.days} simulated days"
    return Row(name, f"{seconds:.0f} s ({60 / seconds:.2f} a minute)")


def _memory_row(when: str, weighed: dict[str, float] | None) -> Row:
    name = f"resident memory, {when}"
    if weighed is None:
        return Row(name, "left out: no /proc here")
    parts = " + ".join(f"{what} {size:.0f}" for what, size in weighed.items())
    return Row(name, f"{sum(weighed.values()):.0f} MB ({parts})", "250 MB")


@contextmanager
def _folder() -> Iterator[Path]:
    """A folder for all that is measured, with the model of this checkout where it is trained already."""
    with tempfile.TemporaryDirectory(prefix="dorfbote-bench-") as name:
        folder = Path(name)
        cache = Settings().data_dir / "cache"
        for where in ("sqlite", "telegram", "postgres"):  # the crowds get copies of these
            (folder / where).mkdir()
            if cache.is_dir():
                shutil.copytree(cache, folder / where / "cache")
        yield folder


def _processors() -> str:
    cpus = Path("/proc/cpuinfo")
    lines = cpus.read_text().splitlines() if cpus.exists() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return f"{len(models)} × {models[0]}" if models else (platform.processor() or "processor unknown")


def _load() -> str:
    load = Path("/proc/loadavg")
    return load.read_text().split()[0] if load.exists() else "unknown"


def _tell(text: str) -> None:
    print(text)  # noqa: T201 - the table is what the command is for
