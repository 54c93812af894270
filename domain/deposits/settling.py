"""What is owed for empties, and how it reaches the resident: paid out by the merchant, or off his next bill."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from domain.county import County
from domain.deposits.events import DepositPaidOut, DepositSetOff
from domain.deposits.model import (
    CreditReason,
    CreditStatus,
    DepositCredit,
    EmptiesLine,
    EmptiesReturn,
    ReturnStatus,
    Wish,
)
from domain.errors import MoveRefused, NotFound
from domain.ids import CreditId, MerchantId, PersonId, ReturnId
from domain.money import NOTHING, Money
from domain.ordering.model import MerchantOrder
from domain.people.model import Actor, Role
from domain.permission import allowed
from domain.store import UnitOfWork


@allowed(Role.MERCHANT)
def to_pay_out(county: County, store: UnitOfWork, actor: Actor) -> list[DepositCredit]:
    """What the merchant's own shops have to pay out, oldest first."""
    shops = actor.scopes_of(Role.MERCHANT)
    owed = [c for shop in shops for c in store.deposits.credits_at(MerchantId(shop), {CreditStatus.OPEN})]
    return [credit for credit in owed if credit.wish is Wish.PAY_OUT]


@allowed(Role.MERCHANT)
def paid_out(county: County, store: UnitOfWork, actor: Actor, return_id: ReturnId) -> Money:
    """The merchant has given her his part of the money for one return; how much.

    Raises `NotFound` when he owes nothing for it, `MoveRefused` when it is settled already.
    """
    own = [c for c in store.deposits.credits_for(return_id) if actor.has(Role.MERCHANT, c.merchant_id)]
    due = [credit for credit in own if credit.status is CreditStatus.OPEN]
    if not own:
        raise NotFound
    if not due:
        raise MoveRefused(status=own[-1].status)
    for credit in due:
        credit.move(CreditStatus.PAID_OUT, actor.person_id, county.now())
    amount = Money.total(credit.amount for credit in due)
    store.record(
        DepositPaidOut(
            return_id=return_id, person_id=due[0].person_id, merchant_id=due[0].merchant_id, cents=amount.cents
        )
    )
    settle(county, store, return_id, actor.person_id)
    return amount


def owe(
    county: County, store: UnitOfWork, made: EmptiesReturn, lines: Iterable[EmptiesLine], goodwill: Money, by: PersonId
) -> list[DepositCredit]:
    """What the merchants owe for a counted return: each for what he takes, and the goodwill where most was missing."""
    sums: dict[MerchantId, Money] = {}
    for line in lines:
        if line.counted_value:
            sums[line.merchant_id] = sums.get(line.merchant_id, NOTHING) + line.counted_value
    owed = [_credit(county, made, key, amount, CreditReason.COUNTED, by) for key, amount in sums.items()]
    if goodwill:
        short = max(made.lines, key=lambda line: line.declared_value.cents - line.counted_value.cents)
        owed.append(_credit(county, made, short.merchant_id, goodwill, CreditReason.GOODWILL, by))
    for credit in owed:
        store.deposits.add_credit(credit)
    return owed


def set_off(county: County, store: UnitOfWork, part: MerchantOrder, person_id: PersonId) -> Money:
    """Take what this merchant owes her off his bill for this order, if she wishes it; how much.

    Never more than the bill: what is left stays owed. Part of a merchant's answer to an order. From here on it is paid:
    who withdraws from the contract later gets the whole price back in money, as everybody does.
    """
    owed = [
        credit
        for credit in store.deposits.credits_of(person_id, {CreditStatus.OPEN})
        if credit.merchant_id == part.merchant_id and credit.wish is Wish.SET_OFF
    ]
    left = part.total
    used: list[DepositCredit] = []
    for credit in owed:
        if not left:
            break
        if credit.amount > left:
            store.deposits.add_credit(credit.split(left, CreditId(county.ids.new())))
        credit.move(CreditStatus.SET_OFF, person_id, county.now())
        credit.part_id = part.id
        left -= credit.amount
        used.append(credit)
    taken = Money.total(credit.amount for credit in used)
    if taken:
        _after_change(county, store, used, person_id)
        rest = [c for c in store.deposits.credits_of(person_id, {CreditStatus.OPEN}) if _like(c, used[0])]
        store.record(
            DepositSetOff(
                order_id=part.order_id,
                part_id=part.id,
                person_id=person_id,
                merchant_id=part.merchant_id,
                cents=taken.cents,
                left_cents=sum(credit.amount.cents for credit in rest),
            )
        )
    return taken


def set_off_on(store: UnitOfWork, part: MerchantOrder) -> Money:
    """What has been taken off the bill for this merchant order."""
    return Money.total(credit.amount for credit in store.deposits.credits_on(part.id))


def settle(county: County, store: UnitOfWork, return_id: ReturnId, by: PersonId) -> None:
    """A counted return whose money has all reached her is settled."""
    made = store.deposits.get(return_id)
    owed = any(credit.status is CreditStatus.OPEN for credit in store.deposits.credits_for(return_id))
    if made is not None and made.status is ReturnStatus.COUNTED and not owed:
        made.move(ReturnStatus.SETTLED, by, county.now())


def _after_change(county: County, store: UnitOfWork, changed: Sequence[DepositCredit], by: PersonId) -> None:
    for return_id in dict.fromkeys(credit.return_id for credit in changed):
        settle(county, store, return_id, by)


def _like(one: DepositCredit, other: DepositCredit) -> bool:
    return one.merchant_id == other.merchant_id and one.wish is other.wish


def _credit(
    county: County, made: EmptiesReturn, merchant_id: MerchantId, amount: Money, reason: CreditReason, by: PersonId
) -> DepositCredit:
    now = county.now()
    return DepositCredit(
        id=CreditId(county.ids.new()),
        return_id=made.id,
        person_id=made.person_id,
        merchant_id=merchant_id,
        amount=amount,
        reason=reason,
        wish=made.wish,
        created_at=now,
        status_at=now,
        status_by=by,
    )
