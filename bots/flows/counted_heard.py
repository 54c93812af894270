"""What somebody who counts has said: so many of each kind, those that were booked being meant first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bots.dialogue.flow import Turn
from domain.deposits.model import MOST_PIECES, EmptiesReturn
from domain.deposits.taking import kinds
from domain.ids import DepositTypeId
from nlu.german.spelling import fold
from nlu.result import ContainerMention


def counted_said(turn: Turn, made: EmptiesReturn) -> dict[str, int] | None:
    """The pieces by kind, or None when none were named, or of one thing it is not clear what it is."""
    if turn.parse is None or not turn.parse.containers:
        return None
    counted: Counter[str] = Counter()
    for mention in turn.parse.containers:
        kind = _kind(turn, made, mention)
        if kind is None or mention.amount is None or mention.amount > MOST_PIECES:
            return None
        counted[kind] += mention.amount
    return dict(counted)


def _kind(turn: Turn, made: EmptiesReturn, mention: ContainerMention) -> str | None:
    """A crate is a crate, whatever it held: who counts, counts its bottles by themselves."""
    known, booked = kinds(turn.county, turn.store), {line.type_id for line in made.lines}
    keys = [DepositTypeId(key) for key in (mention.crates or mention.keys) if key in known]
    fitting: Sequence[DepositTypeId] = [key for key in keys if key in booked] or keys
    if len(fitting) > 1:
        said = fold(mention.text)
        fitting = [key for key in fitting if said in {fold(known[key].one), fold(known[key].many)}]
    return fitting[0] if len(fitting) == 1 else None
