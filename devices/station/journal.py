"""What a station must not forget when the power goes: commands, rights, events, fences, wrong guesses, time.

SQLite with WAL and synchronous=FULL: when a method returns, it is on disk.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from devices.protocol.messages import Answer, DoorState, Event, Outcome

KEEP_COMMANDS_SECONDS = 8 * 86_400
"""Longer than any command can still be on its way."""

KEEP_EVENTS = 100_000

_SCHEMA = """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS commands (
    id TEXT PRIMARY KEY, box INTEGER, received INTEGER NOT NULL,
    outcome TEXT NOT NULL, code TEXT NOT NULL, door TEXT NOT NULL, at INTEGER NOT NULL, boot TEXT NOT NULL,
    taken INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS commands_not_taken ON commands (received) WHERE taken = 0;
CREATE TABLE IF NOT EXISTS boxes (
    no INTEGER PRIMARY KEY, fence INTEGER NOT NULL DEFAULT 0,
    door TEXT NOT NULL DEFAULT 'unknown', fault TEXT, since INTEGER NOT NULL DEFAULT 0, seq INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS events (
    seq INTEGER PRIMARY KEY, boot TEXT NOT NULL, session INTEGER NOT NULL,
    kind TEXT NOT NULL, at INTEGER NOT NULL, box INTEGER, grant_id TEXT, detail TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS visits (grant_id TEXT PRIMARY KEY, count INTEGER NOT NULL, started INTEGER NOT NULL)
    WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class KnownBox:
    """What was last known of a compartment."""

    door: DoorState
    fault: str | None
    since: int
    seq: int


@dataclass(frozen=True, slots=True)
class Visits:
    """How often a right was used, and when its last visit began."""

    count: int
    started: int


class Journal:
    """One station's memory."""

    def __init__(self, file: Path, boot: str) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self.boot = boot
        self._db = sqlite3.connect(file, isolation_level=None)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=FULL")
        self._db.execute("PRAGMA busy_timeout=5000")
        self._db.executescript(_SCHEMA)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    @contextmanager
    def _at_once(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    # --- single facts -------------------------------------------------------------------------------

    def fact(self, name: str) -> str | None:
        """A remembered fact."""
        row = self._db.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def remember(self, name: str, value: str) -> None:
        """Remember a fact, over what was known."""
        self._db.execute(
            "INSERT INTO facts VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", (name, value)
        )

    def latest(self) -> int:
        """The latest time in the journal."""
        row = self._db.execute(
            "SELECT max((SELECT ifnull(max(at), 0) FROM commands), (SELECT ifnull(max(since), 0) FROM boxes),"
            " (SELECT ifnull(max(at), 0) FROM events), (SELECT ifnull(max(started), 0) FROM visits))"
        ).fetchone()
        return int(row[0])

    def _next_seq(self, at: int) -> int:
        # A journal on a new disk starts at the time of day, so that its numbers lie above those of the lost one.
        before = self.fact("seq")
        number = (int(before) if before is not None else max(at, 0)) + 1
        self.remember("seq", str(number))
        return number

    # --- commands ------------------------------------------------------------------------------------

    def answer(self, command_id: str) -> Answer | None:
        """What was answered to a command; outcome `received` means that it was begun."""
        row = self._db.execute(
            "SELECT id, outcome, code, door, at, boot FROM commands WHERE id = ?", (command_id,)
        ).fetchone()
        return None if row is None else _answer(row)

    def begin(self, command_id: str, box: int, fence: int, at: int) -> Answer:
        """Write down that a command is about to move a bolt, with the fence it came over."""
        answer = Answer(command_id, Outcome.RECEIVED, "executing", DoorState.UNKNOWN, at, self.boot)
        with self._at_once():
            self._insert(answer, box)
            self._db.execute(
                "INSERT INTO boxes (no, fence) VALUES (?, ?)"
                " ON CONFLICT DO UPDATE SET fence = max(fence, excluded.fence)",
                (box, fence),
            )
        return answer

    def finish(self, answer: Answer, box: int | None) -> None:
        """Write down the result of a command, begun or refused."""
        with self._at_once():
            done = self._db.execute(
                "UPDATE commands SET outcome = ?, code = ?, door = ?, at = ?, boot = ?, taken = 0 WHERE id = ?",
                (answer.outcome.value, answer.code, answer.door.value, answer.at, answer.boot, answer.id),
            )
            if done.rowcount == 0:
                self._insert(answer, box)

    def _insert(self, answer: Answer, box: int | None) -> None:
        self._db.execute(
            "INSERT INTO commands (id, box, received, outcome, code, door, at, boot) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                answer.id,
                box,
                answer.at,
                answer.outcome.value,
                answer.code,
                answer.door.value,
                answer.at,
                answer.boot,
            ),
        )

    def begun(self) -> list[tuple[str, int]]:
        """Commands, with their compartment, that were begun and never finished: the power went in between."""
        rows = self._db.execute("SELECT id, box FROM commands WHERE outcome = ?", (Outcome.RECEIVED.value,))
        return [(str(row[0]), int(row[1])) for row in rows]

    def untaken_answers(self, most: int) -> list[Answer]:
        """Results that core has not confirmed, oldest first."""
        rows = self._db.execute(
            "SELECT id, outcome, code, door, at, boot FROM commands"
            " WHERE taken = 0 AND outcome <> ? ORDER BY received LIMIT ?",
            (Outcome.RECEIVED.value, most),
        )
        return [_answer(row) for row in rows]

    def answer_taken(self, command_id: str) -> None:
        """Core has this result."""
        self._db.execute(
            "UPDATE commands SET taken = 1 WHERE id = ? AND outcome <> ?", (command_id, Outcome.RECEIVED.value)
        )

    def forget_old(self, now: int) -> None:
        """Forget commands that are long over, and events above the limit: readings first, doors and codes never."""
        with self._at_once():
            self._db.execute(
                "DELETE FROM commands WHERE received < ? AND outcome <> ?",
                (now - KEEP_COMMANDS_SECONDS, Outcome.RECEIVED.value),
            )
            self._db.execute(
                "DELETE FROM events WHERE kind = 'temperature' AND seq <= (SELECT max(seq) FROM events) - ?",
                (KEEP_EVENTS,),
            )

    # --- compartments ----------------------------------------------------------------------------------

    def fence(self, box: int) -> int:
        """The highest fence seen for a compartment."""
        row = self._db.execute("SELECT fence FROM boxes WHERE no = ?", (box,)).fetchone()
        return 0 if row is None else int(row[0])

    def box(self, no: int) -> KnownBox | None:
        """What was last known of a compartment."""
        row = self._db.execute("SELECT door, fault, since, seq FROM boxes WHERE no = ?", (no,)).fetchone()
        return None if row is None else KnownBox(DoorState(row[0]), row[1], int(row[2]), int(row[3]))

    def box_changed(self, no: int, door: DoorState, fault: str | None, at: int) -> KnownBox:
        """Remember a door's new state under a new number."""
        with self._at_once():
            known = KnownBox(door, fault, at, self._next_seq(at))
            self._db.execute(
                "INSERT INTO boxes (no, door, fault, since, seq) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
                " door = excluded.door, fault = excluded.fault, since = excluded.since, seq = excluded.seq",
                (no, door.value, fault, at, known.seq),
            )
        return known

    # --- events ------------------------------------------------------------------------------------------

    def add_event(
        self, kind: str, at: int, session: int, box: int | None = None, grant: str | None = None, detail: str = ""
    ) -> Event:
        """Number and keep an event. `session` is the connection it happened on, 0 for none."""
        with self._at_once():
            return self._add_event(kind, at, session, box, grant, detail)

    def _add_event(self, kind: str, at: int, session: int, box: int | None, grant: str | None, detail: str) -> Event:
        seq = self._next_seq(at)
        self._db.execute(
            "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (seq, self.boot, session, kind, at, box, grant, detail),
        )
        return Event(seq, kind, at, box, grant, detail)

    def untaken_events(self, session: int, most: int) -> tuple[str, tuple[Event, ...]]:
        """The oldest events not yet taken, all of one boot, late ones marked; empty when there are none."""
        first = self._db.execute("SELECT boot FROM events ORDER BY seq LIMIT 1").fetchone()
        if first is None:
            return self.boot, ()
        boot = str(first[0])
        rows: Sequence[tuple[int, str, int, int | None, str | None, str, int, str]] = self._db.execute(
            "SELECT seq, kind, at, box, grant_id, detail, session, boot FROM events ORDER BY seq LIMIT ?", (most,)
        ).fetchall()
        events: list[Event] = []
        for seq, kind, at, box, grant, detail, told_on, of_boot in rows:
            if of_boot != boot:
                break
            late = of_boot != self.boot or told_on != session
            events.append(Event(seq, kind, at, box, grant, detail, late))
        return boot, tuple(events)

    def events_taken(self, boot: str, upto: int) -> None:
        """Core has the events of a boot up to this number."""
        self._db.execute("DELETE FROM events WHERE boot = ? AND seq <= ?", (boot, upto))

    def waiting(self) -> int:
        """How many events and results core has not confirmed."""
        events = self._db.execute("SELECT count(*) FROM events").fetchone()[0]
        answers = self._db.execute("SELECT count(*) FROM commands WHERE taken = 0").fetchone()[0]
        return int(events) + int(answers)

    # --- rights -------------------------------------------------------------------------------------------

    def visits(self, grant: str) -> Visits:
        """How a right was used so far."""
        row = self._db.execute("SELECT count, started FROM visits WHERE grant_id = ?", (grant,)).fetchone()
        return Visits(0, 0) if row is None else Visits(int(row[0]), int(row[1]))

    def use_grant(self, grant: str, at: int, session: int, boxes: Sequence[int], new_visit: bool) -> None:
        """Count a use before any bolt moves, and keep the event of it, both or neither."""
        with self._at_once():
            if new_visit:
                self._db.execute(
                    "INSERT INTO visits VALUES (?, 1, ?) ON CONFLICT DO UPDATE"
                    " SET count = count + 1, started = excluded.started",
                    (grant, at),
                )
            for box in boxes:
                self._add_event("code_accepted", at, session, box, grant, "" if new_visit else "again")

    def give_back_use(self, grant: str) -> None:
        """No door opened: the use does not count."""
        self._db.execute("UPDATE visits SET count = max(count - 1, 0), started = 0 WHERE grant_id = ?", (grant,))

    def keep_visits_of(self, grants: Sequence[str]) -> None:
        """Forget the uses of rights that are neither in force nor remembered."""
        self._db.execute(
            "DELETE FROM visits WHERE grant_id NOT IN (SELECT value FROM json_each(?))", (json.dumps(list(grants)),)
        )


def _answer(row: tuple[str, str, str, str, int, str]) -> Answer:
    return Answer(row[0], Outcome(row[1]), row[2], DoorState(row[3]), row[4], row[5])
