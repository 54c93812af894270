"""Expected refusals. The docstring of a class is its plain message, its name is the key of its text."""

from __future__ import annotations

import re


class DomainError(Exception):
    """That is not possible."""

    def __init__(self, **details: object) -> None:
        super().__init__(self.__class__.__doc__)
        self.details = details

    @classmethod
    def text_key(cls) -> str:
        """The key of the sentence for people: `error-` and the class name with hyphens."""
        return "error-" + re.sub(r"(?<!^)(?=[A-Z])", "-", cls.__name__).lower()


class NotAllowed(DomainError):
    """This person may not do that."""


class NotFound(DomainError):
    """There is no such thing, or not for this person."""


class MoveRefused(DomainError):
    """The thing is not in a state in which that can be done."""


class Stale(DomainError):
    """Somebody else has changed this a moment ago."""
