"""What happened. Events are facts: past tense, plain JSON values, enough to tell somebody of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, ClassVar, Self


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened in the domain. Its class name is its name in the outbox."""

    kinds: ClassVar[dict[str, type[Event]]] = {}

    def __init_subclass__(cls, *, happens: bool = True) -> None:
        """A class that only gathers what its events have in common never happens itself."""
        if happens:
            Event.kinds[cls.__name__] = cls

    def payload(self) -> dict[str, Any]:
        """The fields as JSON values."""
        return asdict(self)

    @classmethod
    def from_payload(cls, payload: dict[str, Any]) -> Self:
        """The event again; lists become tuples as they were."""
        return cls(**{name: tuple(v) if isinstance(v, list) else v for name, v in payload.items()})
