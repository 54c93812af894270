"""Clauses: where one message may hold two requests."""

from __future__ import annotations

import re

_SENTENCE_END = re.compile(
    r"(?<=[^\W\d])[.!?]+\s+|\n+|;\s*|(?:,\s*|\s+)(?:und|un)\s+(?=(?:dann|ausserdem|außerdem|auch|noch|die|der|das|den|ich|wann|wie|wo|was|bitte|bringen|machen|nehmen|streichen|mach|nimm|streich|schicken|liefern)\b)",
    re.IGNORECASE,
)
_MOST_CLAUSES = 6
_SHORTEST = 8


def clauses(text: str) -> list[str]:
    """The clauses of a message that are long enough to be requests, at most a handful."""
    parts = [part.strip() for part in _SENTENCE_END.split(text[:1500])]
    long_enough = [part for part in parts if len(part) >= _SHORTEST]
    return long_enough[:_MOST_CLAUSES]
