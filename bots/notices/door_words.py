"""How an opening from the chat has ended, in one word."""

from __future__ import annotations

from domain.lockers.events import DoorAnswered
from domain.lockers.ports import CommandOutcome


def ending(event: DoorAnswered) -> str:
    """The end of an opening in one word: open, jammed, unknown, silent."""
    match CommandOutcome(event.outcome):
        case CommandOutcome.DONE:
            return "open"
        case CommandOutcome.UNKNOWN:
            return "unknown"
        case CommandOutcome.FAILED if event.code == "jammed":
            return "jammed"
    return "silent"
