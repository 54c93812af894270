"""The books: every cent that a provider has taken or given back, for each merchant. What is posted is never changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from domain.county import County
from domain.ids import MerchantId
from domain.money import NOTHING, Money
from domain.payments.model import Account, Payment, Posting
from domain.store import UnitOfWork


def post_capture(county: County, store: UnitOfWork, payment: Payment) -> None:
    """The provider owes the merchant what was taken: for goods, and as deposit."""
    _post(county, store, payment, Account.PROVIDER, Account.GOODS, payment.captured - payment.deposit)
    _post(county, store, payment, Account.PROVIDER, Account.DEPOSIT, payment.deposit)


def post_refund(county: County, store: UnitOfWork, payment: Payment) -> None:
    """The same the other way round."""
    _post(county, store, payment, Account.GOODS, Account.PROVIDER, payment.refunded - payment.deposit)
    _post(county, store, payment, Account.DEPOSIT, Account.PROVIDER, payment.deposit)


def balances(postings: Iterable[Posting]) -> dict[tuple[MerchantId, Account], Money]:
    """What stands on each account. What a provider owes is positive; over all accounts of a merchant it is nothing."""
    cents: Counter[tuple[MerchantId, Account]] = Counter()
    for posting in postings:
        cents[posting.merchant_id, posting.debit] += posting.amount.cents
        cents[posting.merchant_id, posting.credit] -= posting.amount.cents
    return {account: Money(sum_) for account, sum_ in sorted(cents.items())}


def faults(store: UnitOfWork) -> list[str]:
    """Where the books differ from the payments: nothing, or something is wrong. Used by checks and simulations."""
    postings, payments = store.till.postings(), store.till.all()
    taken: Counter[MerchantId] = Counter()
    for payment in payments:
        taken[payment.merchant_id] += payment.captured.cents - payment.refunded.cents
    found = [f"payment {payment.id}: {_wrong(payment)}" for payment in payments if _wrong(payment)]
    standing = balances(postings)
    for merchant in sorted(taken.keys() | {merchant for merchant, _ in standing}):
        owed = standing.get((merchant, Account.PROVIDER), NOTHING).cents
        if taken[merchant] != owed:
            found.append(f"merchant {merchant}: {taken[merchant]} cents taken, {owed} posted")
    return found


def _wrong(payment: Payment) -> str:
    if payment.captured > payment.amount:
        return "more was taken than was agreed"
    if payment.refunded > payment.captured:
        return "more was given back than was taken"
    if bool(payment.captured) != payment.status.was_paid():
        return f"is {payment.status.value} with {payment.captured.cents} cents taken"
    return ""


def _post(county: County, store: UnitOfWork, payment: Payment, debit: Account, credit: Account, amount: Money) -> None:
    if amount:
        store.till.add_posting(
            Posting(
                id=county.ids.new(),
                at=county.now(),
                payment_id=payment.id,
                merchant_id=payment.merchant_id,
                debit=debit,
                credit=credit,
                amount=amount,
            )
        )
