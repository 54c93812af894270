"""Checking codes without any network: rights in force, visits, and limits on guessing."""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from devices.protocol.keys import StationKeys
from devices.protocol.messages import ClockState
from devices.protocol.reading import MAX_LIST_BYTES, BadMessage, Fields, read_document
from devices.protocol.rights import GrantEntry, GrantsDocument, GrantsVerdict, Role
from devices.protocol.signing import is_signed, verifier
from devices.protocol.topics import Leaf
from devices.station import display
from devices.station.journal import Journal

OPEN_AGAIN_SECONDS = 10 * 60
"""People forget a bag: the same code opens again for so long, then the visit is over."""

CODE_LENGTHS = (6, 8)
WRONG_BEFORE_PAUSE = 5
PAUSES = (60, 120, 240, 480, 900)
WRONG_PER_DAY = 30
DAY = 86_400
REMEMBER_OLD_SECONDS = 7 * DAY
UNSURE_EARLY = 3600
UNSURE_LATE = 12 * 3600


class Refusal(StrEnum):
    """Why a code does not open. Only `unknown` counts as a wrong guess."""

    NOT_A_CODE = "not_a_code"
    UNKNOWN = "unknown"
    NOT_YET = "not_yet"
    NO_LONGER = "no_longer"
    USED_UP = "used_up"
    PAUSE = "pause"
    STATION_LOCKED = "station_locked"


@dataclass(frozen=True, slots=True)
class Refused:
    """The code does not open, and what the display says. `alarm`: this guess locked the keypad of the station."""

    why: Refusal
    text: str
    grant: str | None = None
    alarm: bool = False


@dataclass(frozen=True, slots=True)
class Accepted:
    """The code opens these compartments. `new_visit` costs a use; otherwise it is the same visit again."""

    grant: str
    boxes: tuple[int, ...]
    new_visit: bool
    open_again_until: int
    flagged: bool


class CodeBook:
    """The rights at one station, kept in its journal."""

    def __init__(self, keys: StationKeys, journal: Journal) -> None:
        self._keys = keys
        self._core_key = keys.core_key()
        self._journal = journal
        self._payload = b""
        self._current = GrantsDocument(0, 0, ())
        self._old: dict[str, tuple[bytes, int]] = {}
        self._load()

    @property
    def version(self) -> int:
        """The version of the list in force; 0 before the first."""
        return self._current.list_version

    @property
    def size(self) -> int:
        """How many rights are in the list."""
        return len(self._current.grants)

    # --- taking a list -------------------------------------------------------------------------------------

    def take(self, payload: bytes, now: int) -> tuple[int, GrantsVerdict]:
        """Check a list and put it on disk; the version it names, and the verdict."""
        try:
            document = read_document(payload, MAX_LIST_BYTES)
            named = Fields(document).whole("list", least=1)
        except BadMessage:
            return 0, GrantsVerdict.FAILED
        if not is_signed(document, Leaf.GRANTS, self._core_key, self._keys.sid):
            return named, GrantsVerdict.BAD_MAC
        try:
            coming = GrantsDocument.read(document)
        except BadMessage:
            return named, GrantsVerdict.FAILED
        if coming == self._current:
            return named, GrantsVerdict.ACCEPTED
        if coming.list_version <= self.version:
            return named, GrantsVerdict.VERSION_OLD
        self._retire(coming, now)
        self._current = coming
        self._journal.remember("grants", payload.decode("utf-8"))
        self._journal.keep_visits_of([*(grant.grant for grant in coming.grants), *self._old])
        return named, GrantsVerdict.ACCEPTED

    def _retire(self, coming: GrantsDocument, now: int) -> None:
        """Remember for a week what goes, so that an old code is called old and not wrong."""
        staying = {grant.grant for grant in coming.grants}
        for grant in self._current.grants:
            if grant.grant not in staying:
                self._old[grant.grant] = (grant.verifier, now)
        self._old = {
            name: kept
            for name, kept in self._old.items()
            if name not in staying and now - kept[1] < REMEMBER_OLD_SECONDS
        }
        written = {name: [verifier_.hex(), since] for name, (verifier_, since) in self._old.items()}
        self._journal.remember("old_grants", json.dumps(written))

    def _load(self) -> None:
        stored = self._journal.fact("grants")
        if stored is not None:
            self._current = GrantsDocument.read(read_document(stored.encode(), MAX_LIST_BYTES))
        old: Mapping[str, tuple[str, int]] = json.loads(self._journal.fact("old_grants") or "{}")
        self._old = {name: (bytes.fromhex(kept[0]), int(kept[1])) for name, kept in old.items()}

    # --- checking a code -------------------------------------------------------------------------------------

    def check(self, typed: str, keypad: str, now: int, clock: ClockState) -> Accepted | Refused:
        """What a typed code may do. Counts wrong guesses; a use is counted by the caller, who moves the bolt."""
        code = "".join(typed.split()).replace("-", "")
        if not (code.isascii() and code.isdigit() and len(code) in CODE_LENGTHS):
            return Refused(Refusal.NOT_A_CODE, display.NOT_A_CODE)
        guesses = _Guesses.of(self._journal, keypad)
        pause = guesses.pause_until(now)
        if pause is not None:
            return Refused(Refusal.PAUSE, display.wait_until(pause))
        found = self._find(code)
        locked = self._wrong_today(now) >= WRONG_PER_DAY
        if locked and (found is None or found.role is not Role.VOLUNTEER):
            # Guessing at volunteers' codes is slowed down as well.
            guesses.wrong(now)
            return Refused(Refusal.STATION_LOCKED, display.STATION_LOCKED)
        if found is None:
            return self._refuse_unknown(code, guesses, now)
        answer = self._judge(found, now, clock)
        if isinstance(answer, Accepted):
            guesses.forget()
        return answer

    def _find(self, code: str) -> GrantEntry | None:
        # Every entry is compared, so that the time taken says nothing.
        match: GrantEntry | None = None
        for grant in self._current.grants:
            if hmac.compare_digest(grant.verifier, self._verifier(grant.grant, code)):
                match = grant
        return match

    def _refuse_unknown(self, code: str, guesses: _Guesses, now: int) -> Refused:
        for name, (kept, since) in self._old.items():
            fits = hmac.compare_digest(kept, self._verifier(name, code))
            if fits and now - since < REMEMBER_OLD_SECONDS:
                return Refused(Refusal.NO_LONGER, display.NO_LONGER, name)
        guesses.wrong(now)
        today = self._count_wrong(now)
        pause = guesses.pause_until(now)
        text = display.UNKNOWN if pause is None else display.wait_until(pause)
        return Refused(Refusal.UNKNOWN, text, alarm=today == WRONG_PER_DAY)

    def _judge(self, grant: GrantEntry, now: int, clock: ClockState) -> Accepted | Refused:
        unsure = clock is ClockState.UNSURE
        from_, to = grant.not_before, grant.expires
        flagged = unsure and not from_ <= now < to
        if unsure:
            from_, to = from_ - UNSURE_EARLY, to + UNSURE_LATE
        if now < from_:
            text = display.not_yet(grant.not_before, display.same_day(grant.not_before, now))
            return Refused(Refusal.NOT_YET, text, grant.grant)
        if now >= to:
            return Refused(Refusal.NO_LONGER, display.NO_LONGER, grant.grant)
        visits = self._journal.visits(grant.grant)
        visit_ends = visits.started + OPEN_AGAIN_SECONDS
        if visits.started and now < visit_ends:
            return Accepted(grant.grant, grant.boxes, False, min(visit_ends, to), flagged)
        once = grant.role in (Role.PICKUP, Role.DEPOSIT)
        if visits.count >= (1 if once else grant.uses):
            return Refused(Refusal.USED_UP, display.USED_UP, grant.grant)
        return Accepted(grant.grant, grant.boxes, True, min(now + OPEN_AGAIN_SECONDS, to), flagged)

    def _verifier(self, grant: str, code: str) -> bytes:
        return verifier(self._keys.pin_key, self._keys.sid, grant, code)

    # --- guesses at the whole station ---------------------------------------------------------------------

    def _wrong_times(self, now: int) -> list[int]:
        times: Sequence[int] = json.loads(self._journal.fact("wrong_times") or "[]")
        return [time for time in times if now - DAY < time]

    def _wrong_today(self, now: int) -> int:
        return len(self._wrong_times(now))

    def _count_wrong(self, now: int) -> int:
        times = [*self._wrong_times(now), now]
        self._journal.remember("wrong_times", json.dumps(times))
        return len(times)


@dataclass(slots=True)
class _Guesses:
    """Wrong guesses in a row at one keypad, on disk."""

    journal: Journal
    name: str
    in_a_row: int
    until: int

    @classmethod
    def of(cls, journal: Journal, keypad: str) -> _Guesses:
        name = f"guesses:{keypad}"
        in_a_row, until = json.loads(journal.fact(name) or "[0, 0]")
        return cls(journal, name, int(in_a_row), int(until))

    def pause_until(self, now: int) -> int | None:
        """When the keypad listens again; None when it listens now. A clock set back never makes a pause longer."""
        if not now < self.until <= now + PAUSES[-1]:
            return None
        return self.until

    def wrong(self, now: int) -> None:
        """One more wrong guess: every fifth brings a pause, each longer than the last."""
        self.in_a_row += 1
        if self.in_a_row % WRONG_BEFORE_PAUSE == 0:
            pause = PAUSES[min(self.in_a_row // WRONG_BEFORE_PAUSE, len(PAUSES)) - 1]
            self.until = now + pause
        self._write()

    def forget(self) -> None:
        """A right code: the person at the keypad knows one."""
        if self.in_a_row:
            self.in_a_row = self.until = 0
            self._write()

    def _write(self) -> None:
        self.journal.remember(self.name, json.dumps([self.in_a_row, self.until]))
