"""Clauses: where one message may hold two requests."""

from __future__ import annotations

import re

# After "und" these begin a request of its own; goods do not.
_BEGINNINGS = """
dann ausserdem außerdem auch noch die der das den ich wir sie er es wann wie wo was wer warum welche bitte bringen
machen nehmen streichen mach nimm streich schicken liefern ist sind war hat habe haben hab hätte kann können könnten
könnte gibt kommt kommen wäre muss müsste soll sollen würde würden geht steht liegt sagen sag
"""
_SENTENCE_END = re.compile(
    rf"(?<=[^\W\d])[.!?]+\s+|\n+|;\s*|(?:,\s*|\s+)(?:und|un)\s+(?=(?:{'|'.join(_BEGINNINGS.split())})\b)",
    re.IGNORECASE,
)
_MOST_CLAUSES = 6
_SHORTEST = 8


def clauses(text: str) -> list[tuple[int, str]]:
    """The clauses of a message that are long enough to be requests, each with where it begins; at most a handful."""
    head, found, at = text[:1500], [], 0
    for gap in _SENTENCE_END.finditer(head):
        found.append((at, head[at : gap.start()]))
        at = gap.end()
    found.append((at, head[at:]))
    bare = [(start + len(part) - len(part.lstrip()), part.strip()) for start, part in found]
    return [(start, part) for start, part in bare if len(part) >= _SHORTEST][:_MOST_CLAUSES]
