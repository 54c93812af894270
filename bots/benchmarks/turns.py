"""Turns in this process, each beside its floor: the same words parsed once, the same rows by the bare driver."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, TypeVar

import psycopg
from sqlalchemy import Engine, event

from bots.app import NLU_DATA, information, office
from bots.benchmarks.talk import RESIDENTS, TALK, WARMING_UP, Shown, spoken
from bots.channels.channel import Address, Incoming
from bots.dialogue.manager import Manager
from bots.dialogue.scribe import Scribe
from bots.dialogue.turn import Conversations
from bots.flows.repertoire import REPERTOIRE
from bots.front_door import Door
from bots.settings import Settings
from bots.texts.texts import Texts
from bots.vocabulary import CurrentParser
from domain.store import UnitOfWork
from nlu.local_parser import LocalParser
from nlu.result import ParseContext, Parser, ParseResult, Vocabulary
from nlu.training import load_or_train

T = TypeVar("T")
Written = tuple[str, Any, bool]  # statement, parameters, many


@dataclass
class Measured:
    """Milliseconds of every turn and of its floor, and what the turns wrote."""

    turns: list[float] = field(default_factory=list)
    floors: list[float] = field(default_factory=list)
    parses: list[float] = field(default_factory=list)
    rows: list[float] = field(default_factory=list)


class Bare(Protocol):
    """A connection of the bare driver to a copy of the database."""

    def commit_again(self, statements: Sequence[Written]) -> None: ...


class BareSqlite:
    """SQLite as the service sets it: write-ahead log, every commit on disk."""

    def __init__(self, file: Path) -> None:
        self._connection = sqlite3.connect(file, isolation_level=None)
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "cache_size = -16000"):
            self._connection.execute(f"PRAGMA {pragma}")

    def commit_again(self, statements: Sequence[Written]) -> None:
        """The same rows in one transaction."""
        self._connection.execute("BEGIN IMMEDIATE")
        for statement, values, many in statements:
            (self._connection.executemany if many else self._connection.execute)(statement, values)
        self._connection.execute("COMMIT")


class BarePostgres:
    """PostgreSQL over psycopg."""

    def __init__(self, url: str) -> None:
        self._connection = psycopg.connect(url)

    def commit_again(self, statements: Sequence[Written]) -> None:
        """The same rows in one transaction."""
        with self._connection.cursor() as cursor:
            for statement, values, many in statements:
                (cursor.executemany if many else cursor.execute)(statement, values)
        self._connection.commit()


class _Ears:
    """Listens at the engine and at the parser, so that the floor can do the same again."""

    def __init__(self, engine: Engine, parser: CurrentParser) -> None:
        self._current = parser
        self._inner: Parser | None = None
        self.written: list[Written] = []
        self.parsed: tuple[str, ParseContext] | None = None
        event.listen(engine, "before_cursor_execute", self._note)

    def _note(self, _c: Any, _cursor: Any, statement: str, values: Any, _context: Any, many: bool) -> None:
        if statement.startswith(("INSERT", "UPDATE", "DELETE")):
            self.written.append((statement, values, many))

    def __call__(self, store: UnitOfWork) -> Parser:
        self._inner = self._current(store)
        return self

    def parse(self, text: str, context: ParseContext) -> ParseResult:
        """Parse and remember what was asked."""
        assert self._inner is not None
        self.parsed = (text, context)
        return self._inner.parse(text, context)

    def parse_again(self) -> None:
        """The one parse of the floor."""
        if self.parsed is not None and self._inner is not None:
            self._inner.parse(*self.parsed)

    def forget(self) -> None:
        """A new turn begins."""
        self.written, self.parsed = [], None


class _Here:
    """Runs turns where it stands: begin, work, commit."""

    def __init__(self, begin: Callable[[], Any]) -> None:
        self._begin = begin

    async def run(self, work: Callable[[UnitOfWork], T]) -> T:
        """One transaction."""
        with self._begin() as store:
            result = work(store)
            store.commit()
            return result


async def turns(settings: Settings, bare: Bare, talks: int) -> Measured:
    """Let residents talk, one after the other. The first two warm up and are not counted."""
    measured = Measured()
    with office(settings) as at:
        parser = CurrentParser()
        parser.learned(LocalParser(load_or_train(NLU_DATA, settings.data_dir / "cache"), Vocabulary(version="")))
        ears = _Ears(at.store.engine, parser)
        info = information(settings, "http://127.0.0.1", "")
        scribe = Scribe(Texts(), at.county.chance)
        conversations = Conversations(at.county, Manager(REPERTOIRE), scribe, ears, info, at.county.clock)
        door = Door(_Here(at.store.begin), at.county, conversations, 0.0)
        door.ready.set()
        for number, name in enumerate((*WARMING_UP, *RESIDENTS[:talks])):
            address = Address("rest", name)
            shown: list[Shown] = []
            for line in TALK:
                sent = spoken(line, shown)
                tapped = sent.startswith("/")
                incoming = Incoming(address, None, text=None if tapped else sent, tap=sent if tapped else None)
                ears.forget()
                begun = time.perf_counter()
                answers = await door.turn(incoming)
                answered = time.perf_counter()
                ears.parse_again()
                parsed = time.perf_counter()
                bare.commit_again(ears.written)
                ended = time.perf_counter()
                shown = [Shown(button.title, button.payload) for one in answers for button in one.buttons]
                if number >= len(WARMING_UP):
                    measured.turns.append((answered - begun) * 1000)
                    measured.floors.append((ended - answered) * 1000)
                    measured.parses.append((parsed - answered) * 1000)
                    measured.rows.append(_rows(ears.written))
    return measured


def _rows(written: Sequence[Written]) -> int:
    return sum(len(values) if many else 1 for _, values, many in written)


def copied(database: Path, to: Path) -> Path:
    """A copy of a SQLite database, made while nobody uses it."""
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(to)) as target:
        source.backup(target)
    return to
