"""What hangs: what the relay has tried too often, shown to operators and tried once more on wish."""

from __future__ import annotations

from collections import Counter

from bots.dialogue.flow import Flow, Nothing, Step, Turn
from bots.dialogue.reply import NO_WORDS, Json, Option, Reply, TableRow, Verbatim, say, words
from bots.flows.hearing import said_any
from domain.people.model import Role
from domain.support.parking import parked_items, retry_parked

ASKING = ("was hängt", "hängt etwas", "hängt was", "was steckt fest", "steckt etwas fest", "was ist liegen geblieben")
MOST_ROWS = 8


def shown(turn: Turn) -> Reply:
    """How many of which kind, with the last fault of each."""
    items = parked_items(turn.county, turn.store, turn.actor)
    if not items:
        return say(words("parked-nothing"))
    counts = Counter((item.kind, item.error) for item in items)
    rows = [
        TableRow(Verbatim(f"{count} ×"), Verbatim(f"{kind}: {error}"[:160]), NO_WORDS)
        for (kind, error), count in counts.most_common(MOST_ROWS)
    ]
    again = Option(words("parked-option-retry"), True, "parked", heard_as=("noch einmal", "nochmal versuchen", "ja"))
    return say(words("parked-list", count=len(items)), rows=rows, options=[again])


def retried(turn: Turn, _value: Json) -> Step[Nothing]:
    """All of it once more."""
    count = retry_parked(turn.county, turn.store, turn.actor)
    return Step(Nothing(), say(words("parked-retried", count=count)), done=True)


PARKED = Flow(
    name="parked",
    about="Zeigen, was hängt, und es noch einmal versuchen",
    form=Nothing,
    for_roles=frozenset({Role.OPERATOR}),
    begin=lambda turn: Step(Nothing(), shown(turn), done=True),
    start_with=retried,
    claims=lambda turn: said_any(turn.said, ASKING),
)
