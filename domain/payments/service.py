"""What the provider says of payments, written down. A webhook is a hint: what counts was fetched from the provider."""

from __future__ import annotations

from datetime import timedelta

from domain.county import County
from domain.errors import NotFound
from domain.ids import PaymentId
from domain.payments.events import PaymentStuck
from domain.payments.ledger import post_capture, post_refund
from domain.payments.model import PAYMENT_MOVES, Payment, PaymentStatus
from domain.payments.ports import ProviderPayment, ProviderStatus
from domain.payments.wishes import ASKS, void
from domain.people.model import Actor, Role
from domain.permission import allowed
from domain.store import UnitOfWork

TRY_AGAIN_AFTER = timedelta(minutes=5)
STUCK_AFTER = 12  # tries of five minutes each: an hour

_S = PaymentStatus
_CONFIRMED = {
    ProviderStatus.PENDING: _S.PENDING,
    ProviderStatus.AUTHORISED: _S.AUTHORISED,
    ProviderStatus.CAPTURED: _S.CAPTURED,
    ProviderStatus.REFUNDED: _S.REFUNDED,
}
# What the provider may say in each state for it to be news. Anything else is old.
_AWAITED = {
    _S.CREATED: {_S.PENDING, _S.AUTHORISED},
    _S.PENDING: {_S.AUTHORISED},
    _S.CAPTURING: {_S.CAPTURED},
    _S.REFUNDING: {_S.REFUNDED},
}


@allowed(Role.SYSTEM)
def settle(county: County, store: UnitOfWork, actor: Actor, payment_id: PaymentId, seen: ProviderPayment) -> Payment:
    """Take what the provider says. Old news and news that changes nothing are no change."""
    payment = _locked(store, payment_id)
    if payment.status is PaymentStatus.REFUNDING and seen.status is ProviderStatus.FAILED:
        store.record(PaymentStuck(payment_id=payment.id))  # what was taken cannot be given back on this way
    to = _next_status(payment, seen.status)
    if to is None:
        return payment
    payment.provider_ref, payment.reason = seen.ref, seen.reason or payment.reason
    payment.link = seen.link or payment.link
    payment.move(to, actor.person_id, county.now())
    if to is PaymentStatus.CAPTURED:
        payment.captured = seen.captured
        post_capture(county, store, payment)
    if to is PaymentStatus.REFUNDED:
        payment.refunded = seen.refunded
        post_refund(county, store, payment)
    store.outbox.put("payment.settled", {"payment_id": payment.id})
    return payment


@allowed(Role.SYSTEM)
def not_reached(county: County, store: UnitOfWork, actor: Actor, payment_id: PaymentId) -> None:
    """The provider could not be reached. Nobody waits for a payment before it is authorised: it is taken back.

    Everything else is asked again after some minutes, until it is done; after an hour somebody hears of it.
    """
    payment = _locked(store, payment_id)
    if payment.status is PaymentStatus.CREATED:
        payment.move(PaymentStatus.VOIDING, actor.person_id, county.now())
        payment.reason = "unreachable"
        store.outbox.put("payment.settled", {"payment_id": payment.id})
    if not payment.status.is_wish():
        return
    payment.tries += 1
    later = county.now() + TRY_AGAIN_AFTER
    store.outbox.put(ASKS[payment.status], {"payment_id": payment.id}, due_at=later)
    if payment.tries == STUCK_AFTER:
        store.record(PaymentStuck(payment_id=payment.id))


@allowed(Role.SYSTEM)
def run_out(county: County, store: UnitOfWork, actor: Actor, payment_id: PaymentId) -> None:
    """The time to pay is over: what nobody has agreed to is taken back."""
    payment = _locked(store, payment_id)
    if payment.status in {PaymentStatus.CREATED, PaymentStatus.PENDING}:
        void(county, store, actor.person_id, payment)
        payment.reason = "expired"
        store.outbox.put("payment.settled", {"payment_id": payment.id})


def _next_status(payment: Payment, told: ProviderStatus) -> PaymentStatus | None:
    """Where the provider's word leads from here, or None when it says nothing new."""
    now = payment.status
    if told in {ProviderStatus.VOIDED, ProviderStatus.FAILED}:  # by us, by the payer, or because it had run out
        if now is PaymentStatus.VOIDING:
            return PaymentStatus.VOIDED
        return PaymentStatus.FAILED if PaymentStatus.FAILED in PAYMENT_MOVES[now] else None
    return _CONFIRMED[told] if _CONFIRMED[told] in _AWAITED.get(now, ()) else None


def _locked(store: UnitOfWork, payment_id: PaymentId) -> Payment:
    payment = store.till.lock(payment_id)
    if payment is None:
        raise NotFound
    return payment
