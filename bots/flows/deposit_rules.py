"""How much deposit is on what, by the county's own table, and how it comes back."""

from __future__ import annotations

from bots.dialogue.flow import Flow, Nothing, Step, Turn
from bots.dialogue.reply import NO_WORDS, Option, Reply, TableRow, Verbatim, words
from bots.dialogue.reply import say as says
from bots.flows.hearing import said_any
from bots.flows.who import BUYERS, EVERYBODY
from bots.texts.texts import money
from domain.clock import local_day
from domain.deposits.model import DepositType
from domain.deposits.service import under_way

OWN_WORDS = ("mein", "meinem", "meine", "angemeldet", "wo ist", "wo bleibt", "schon gezählt")


def rules(turn: Turn) -> Reply:
    """What was named, else everything; who may bring something is offered to do so."""
    today = local_day(turn.county.now())
    known = {kind.id: kind for kind in turn.store.deposits.types() if today >= kind.valid_from}
    mentions = turn.parse.containers if turn.parse else ()
    named = dict.fromkeys(key for mention in mentions for key in (mention.crates or mention.keys) if key in known)
    barred = [mention.text for mention in mentions if mention.barred]
    options = [_begin()] if turn.actor.roles & BUYERS else []
    if barred and not named:
        return says(words("empties-barred", things=barred))
    if not known:
        return says(words("deposit-rules-unknown", phone=turn.info["phone"]))
    shown = [known[key] for key in known if key in named] or list(known.values())
    said = [words("deposit-rules-head")]
    if any(not kind.accepted_at_station for kind in shown):
        things = [kind.many for kind in shown if not kind.accepted_at_station]
        said.append(words("deposit-rules-not-here", things=things))
    told = says(*said, rows=[_row(kind) for kind in shown])
    return told + says(words("deposit-rules-how"), options=options)


def _row(kind: DepositType) -> TableRow:
    return TableRow(NO_WORDS, Verbatim(kind.one), Verbatim(money(kind.value)))


def _begin() -> Option:
    return Option(words("empties-option-begin"), {}, "empties", heard_as=("ja", "abgeben", "leergut abgeben"))


def begin(turn: Turn) -> Step[Nothing]:
    """Who asks for her own empties hears of them; everybody else how it is with deposit."""
    own = bool(under_way(turn.store, turn.person.id)) and said_any(turn.said, OWN_WORDS)
    return Step(Nothing(), done=True, then=("empties-booked", None)) if own else Step(Nothing(), rules(turn), done=True)


DEPOSIT_RULES = Flow(
    name="deposit-rules",
    about="Pfand erklären",
    form=Nothing,
    for_roles=EVERYBODY,
    intents=frozenset({"ask_deposit_rules"}),
    begin=begin,
)
