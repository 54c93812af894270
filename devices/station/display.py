"""The sentences on a station's display: German, formal, short enough for two lines of a keypad."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

_BERLIN = ZoneInfo("Europe/Berlin")

IDLE = "Bitte geben Sie Ihren Code ein."
OFFLINE = "Bitte geben Sie Ihren Code ein. Die Zentrale ist gerade nicht erreichbar, Ihr Code gilt trotzdem."
NOT_A_CODE = "Bitte geben Sie alle Ziffern Ihres Codes ein."
UNKNOWN = "Diesen Code kennt diese Station nicht. Bitte prüfen Sie die Ziffern und den Ort. Der Dorfbote hilft Ihnen."
NO_LONGER = "Dieser Code gilt nicht mehr. Der Dorfbote hilft Ihnen."
USED_UP = "Dieser Code wurde schon benutzt und gilt nicht mehr. Der Dorfbote hilft Ihnen."
STATION_LOCKED = "Die Tastatur ist gesperrt: Es gab zu viele falsche Codes. Der Dorfbote hilft Ihnen."
BUSY = "Einen Moment bitte. Das Fach wird gerade geöffnet."


def boxes(numbers: Sequence[int]) -> str:
    """Fach 7 · Fächer 7 und 8 · Fächer 7, 8 und 9."""
    if len(numbers) == 1:
        return f"Fach {numbers[0]}"
    *first, last = [str(number) for number in numbers]
    return f"Fächer {', '.join(first)} und {last}"


def clock_time(seconds: int) -> str:
    """14:05 Uhr, as the village clock shows it."""
    return f"{datetime.fromtimestamp(seconds, UTC).astimezone(_BERLIN):%H:%M} Uhr"


def day_and_time(seconds: int) -> str:
    """24.12., 14:05 Uhr."""
    return f"{datetime.fromtimestamp(seconds, UTC).astimezone(_BERLIN):%d.%m., %H:%M} Uhr"


def opened(numbers: Sequence[int], open_again_until: int | None) -> str:
    """The door is open, and until when the same code opens it once more."""
    is_are, door = ("ist", "die Tür") if len(numbers) == 1 else ("sind", "die Türen")
    again = "" if open_again_until is None else f" Bis {clock_time(open_again_until)} öffnet der Code noch einmal."
    return f"{boxes(numbers)} {is_are} offen. Bitte schließen Sie danach {door}.{again}"


def remotely_opened(number: int) -> str:
    """The door was opened from the chat."""
    return opened([number], None)


def jammed(numbers: Sequence[int]) -> str:
    """The door did not open."""
    verb = "klemmt" if len(numbers) == 1 else "klemmen"
    return f"{boxes(numbers)} {verb}. Bitte schreiben Sie im Chat oder rufen Sie an."


def not_yet(seconds: int, today: bool) -> str:
    """The code is right and too early."""
    return f"Dieser Code gilt erst ab {clock_time(seconds) if today else day_and_time(seconds)}."


def wait_until(seconds: int) -> str:
    """Too many wrong codes in a row."""
    return f"Zu viele falsche Codes. Bitte versuchen Sie es um {clock_time(seconds)} wieder."


def same_day(one: int, other: int) -> bool:
    """Whether two instants are on one day of the village."""
    return (
        datetime.fromtimestamp(one, UTC).astimezone(_BERLIN).date()
        == datetime.fromtimestamp(other, UTC).astimezone(_BERLIN).date()
    )
