"""Empties as people read them: so many of what kind, with the deposit on each and the sum."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bots.dialogue.reply import NO_WORDS, TableRow, Verbatim, words
from bots.texts.texts import money
from domain.deposits.model import DepositKind, DepositType, EmptiesLine
from domain.ids import DepositTypeId
from domain.money import NOTHING, Money


def pieces_words(types: Iterable[DepositType], pieces: Mapping[DepositTypeId, int]) -> list[str]:
    """ "3 Kästen", "12 Bierflaschen": crates first, then in the order of the county's table."""
    return [f"{pieces[kind.id]} {kind.called(pieces[kind.id])}" for kind in shown_kinds(types, pieces)]


def piece_rows(types: Iterable[DepositType], pieces: Mapping[DepositTypeId, int]) -> list[TableRow]:
    """Each kind with its deposit, and the sum."""
    shown = shown_kinds(types, pieces)
    rows = [_row(kind, pieces[kind.id], kind.value) for kind in shown]
    return [*rows, _total(Money.total(kind.value * pieces[kind.id] for kind in shown))]


def counted_rows(types: Iterable[DepositType], lines: Iterable[EmptiesLine], extra: Money = NOTHING) -> list[TableRow]:
    """What was counted, with what the operator adds, and the sum."""
    counted = {line.type_id: line for line in lines if line.counted}
    shown = shown_kinds(types, {key: line.counted or 0 for key, line in counted.items()})
    rows = [_row(kind, counted[kind.id].counted or 0, counted[kind.id].value) for kind in shown]
    if extra:
        rows.append(TableRow(NO_WORDS, words("empties-row-goodwill"), Verbatim(money(extra)), kind="note"))
    return [*rows, _total(Money.total(line.counted_value for line in counted.values()) + extra)]


def shown_kinds(types: Iterable[DepositType], pieces: Mapping[DepositTypeId, int]) -> list[DepositType]:
    """The kinds of which there are pieces: crates first, then in the order of the county's table."""
    named = [kind for kind in types if pieces.get(kind.id)]
    return sorted(named, key=lambda kind: (kind.kind is not DepositKind.CRATE, kind.position))


def _row(kind: DepositType, count: int, value: Money) -> TableRow:
    thing = words("empties-row", kind=kind.called(count), value=value)
    return TableRow(Verbatim(f"{count} ×"), thing, Verbatim(money(value * count)))


def _total(amount: Money) -> TableRow:
    return TableRow(NO_WORDS, words("table-total"), Verbatim(money(amount)), kind="total")
