"""What other rooms wish of money: steps of their use cases. The provider is told by the outbox, after the commit."""

from __future__ import annotations

from domain.county import County
from domain.ids import MerchantId, PaymentId, PersonId
from domain.money import Money
from domain.payments.model import Method, Payment, PaymentStatus
from domain.store import UnitOfWork

# What is put into the outbox while a payment is in one of these states.
ASKS = {
    PaymentStatus.CREATED: "payment.authorise",
    PaymentStatus.CAPTURING: "payment.capture",
    PaymentStatus.VOIDING: "payment.void",
    PaymentStatus.REFUNDING: "payment.refund",
}


def begin_payment(
    county: County,
    store: UnitOfWork,
    by: PersonId,
    *,
    purpose: str,
    subject: str,
    merchant_id: MerchantId,
    method: Method,
    amount: Money,
    deposit: Money,
    reader: str = "",
    card: str = "",
) -> Payment:
    """Wish that money be set aside. What comes of it is an outbox item "payment.settled"."""
    now = county.now()
    payment = Payment(
        id=PaymentId(county.ids.new()),
        purpose=purpose,
        subject=subject,
        merchant_id=merchant_id,
        method=method,
        amount=amount,
        deposit=deposit,
        opened_at=now,
        reader=reader,
        card=card,
        status_at=now,
        status_by=by,
    )
    store.till.add(payment)
    ask(store, payment)
    return payment


def capture(county: County, store: UnitOfWork, by: PersonId, payment: Payment) -> None:
    """Wish that what was set aside be taken."""
    _wish(county, store, by, payment, PaymentStatus.CAPTURING)


def refund(county: County, store: UnitOfWork, by: PersonId, payment: Payment) -> None:
    """Wish that everything be given back."""
    _wish(county, store, by, payment, PaymentStatus.REFUNDING)


def void(county: County, store: UnitOfWork, by: PersonId, payment: Payment) -> None:
    """Wish that nothing be set aside any more; for what has ended already nothing is to be done."""
    if payment.status in {PaymentStatus.CREATED, PaymentStatus.PENDING, PaymentStatus.AUTHORISED}:
        _wish(county, store, by, payment, PaymentStatus.VOIDING)


def ask(store: UnitOfWork, payment: Payment) -> None:
    """Have the provider asked for what is wished now."""
    kind = ASKS[payment.status]
    store.outbox.put(kind, {"payment_id": payment.id}, key=f"{kind}:{payment.id}")


def _wish(county: County, store: UnitOfWork, by: PersonId, payment: Payment, wished: PaymentStatus) -> None:
    payment.move(wished, by, county.now())
    ask(store, payment)
