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
# Where goods may stand beside something else; too fine to take every piece for a request.
_ASKING = """
wann wie wo was ist sind kann können koennen könnten koennten könnt koennt gibt haben habt hat ich wir und legen legt
"""
_ALSO_ENDS = re.compile(
    rf"{_SENTENCE_END.pattern}|:\s+|,?\s+aber\s+|,\s+(?=(?:{'|'.join(_ASKING.split())})\b)"
    r"|(?:,\s*|\s+)(?:und|un)\s+(?=(?:bringt|habt|könnt|koennt|koennen|holen|holt|legen|legt|mein|meine)\b)",
    re.IGNORECASE,
)
_MOST_CLAUSES, _MOST_PIECES = 6, 8
_SHORTEST = 8


def clauses(text: str) -> list[tuple[int, str]]:
    """The clauses of a message that are long enough to be requests, each with where it begins; at most a handful."""
    return _split(text, _SENTENCE_END)[:_MOST_CLAUSES]


def pieces(text: str) -> list[tuple[int, str]]:
    """The same cut finer, also at commas and "aber": what is an order, and what stands beside it."""
    return _split(text, _ALSO_ENDS)[:_MOST_PIECES]


def _split(text: str, ends: re.Pattern[str]) -> list[tuple[int, str]]:
    head, found, at = text[:1500], [], 0
    for gap in ends.finditer(head):
        mark = len(gap.group()) - len(gap.group().lstrip("?"))  # a question mark tells what kind of clause it was
        found.append((at, head[at : gap.start() + mark]))
        at = gap.end()
    found.append((at, head[at:]))
    bare = [(start + len(part) - len(part.lstrip()), part.strip()) for start, part in found]
    return [(start, part) for start, part in bare if len(part) >= _SHORTEST]
