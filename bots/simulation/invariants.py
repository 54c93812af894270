"""What must hold in every week, whatever went wrong in it. A fault names the rule that is broken, and where."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from domain.clock import local, local_day
from domain.deposits.model import CreditReason, CreditStatus, ReturnStatus, Wish
from domain.lockers.model import PickupStatus
from domain.money import Money
from domain.ordering.model import MerchantOrder, MerchantOrderStatus, Order
from domain.payments.bill import bill_of
from domain.payments.ledger import faults as ledger_faults
from domain.people.model import Role
from domain.refills.model import RefillStatus
from domain.store import UnitOfWork
from domain.vending.checks import faults as sales_faults

APOLOGY = "Bei uns ist etwas schiefgegangen"
DAY_BEGINS = time(8)  # residents are told nothing that can wait before it
TOLD_WITHIN = timedelta(hours=16)  # the longest night
ASKED_FOR = timedelta(days=2)  # so long a task may wait for a volunteer before the office knows

# By name, as `Fault.rule` gives it, with the sentence of the report. docs/simulation.md says them in English.
RULES: Mapping[str, str] = {
    "one owner a compartment": "Kein Fach gehört jemals zwei.",
    "nothing hangs": "Nichts ist so oft misslungen, dass es liegen blieb.",
    "nothing is lost": "Am Ende wartet nichts mehr, was fällig war.",
    "every order comes to an end": "Jede Bestellung ist gebracht, abgesagt oder zurückgegeben.",
    "every end is told": "Wer bestellt hat, weiß, was daraus wurde.",
    "every cent is accounted": "Berechnet wird, was zugesagt war. In den Büchern steht, was bezahlt wurde.",
    "no price rises after yes": "Niemand zahlt mehr, als vereinbart war.",
    "every sale is paid or undone": "Was aus einem Fach kam, ist bezahlt. Was drin blieb, kostet nichts.",
    "every deposit is paid once": "Gezähltes Pfand ist einmal ausgezahlt oder einmal abgezogen.",
    "every return is counted": "Abgegebenes Leergut ist gezählt, oder das Büro weiß davon.",
    "every alert is claimed or escalated": "Was knapp wird, hat jemand übernommen, oder das Büro weiß davon.",
    "every tour comes to an end": "Keine Tour von gestern ist noch offen.",
    "what is over expires": "Was niemand abgeholt hat, wird herausgenommen.",
    "nobody is woken": "Was warten kann, kommt nicht in der Nacht.",
    "a code opens its own doors": "Ein Code öffnet seine Fächer und keine anderen.",
    "a code works once it is told": "Einen Code, den jemand kennt, kennt auch der Abholpunkt.",
    "nobody gets stuck": "Wer mit dem Dorfboten arbeitet, kommt immer weiter.",
    "no bug": "Niemand hat gelesen, dass etwas schiefgegangen ist.",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that must never happen."""

    rule: str
    what: str

    @property
    def sentence(self) -> str:
        """The rule in plain German."""
        return RULES[self.rule]


class Watch:
    """Looks at the county while the week runs."""

    def look(self, store: UnitOfWork) -> list[Fault]:
        """No compartment has two owners, and nothing hangs."""
        return [*_owners(store), *_hanging(store)]


def faults_at_the_end(store: UnitOfWork, now: datetime) -> list[Fault]:
    """Every order has come to an end that its buyer knows of, every cent has its place, every door is free again."""
    orders = list(_orders(store))
    return [
        *_ends(store, orders, now),
        *_money(store, orders),
        *(Fault("every cent is accounted", what) for what in ledger_faults(store)),
        *(Fault("every sale is paid or undone", what) for what in sales_faults(store)),
        *_deposits(store),
        *_uncounted(store, now),
        *_alerts(store, now),
        *_tours(store, now),
        *_lost(store, now),
        *_apologies(store),
        *_left_in_compartments(store, now),
    ]


# --- compartments -----------------------------------------------------------------------------------------------


def _owners(store: UnitOfWork) -> list[Fault]:
    """Goods and parcels by their pickups, empties that wait, and what is for sale."""
    there = {status for status in PickupStatus if status.holds_compartments()} - {PickupStatus.PLANNED}
    owners: dict[tuple[str, int], list[str]] = defaultdict(list)
    for pickup in store.lockers.pickups_in(there):
        for box in pickup.boxes:
            if box.filled:
                owners[pickup.station_id, box.no].append(pickup.id)
    for made in store.deposits.with_status({ReturnStatus.HANDED_IN}):
        if made.compartment is not None:
            owners[made.station_id, made.compartment].append(made.code)
    for slot in store.vending.all_slots():
        owners[slot.station_id, slot.no].append(f"slot with {slot.sku}")
    return [Fault("one owner a compartment", f"{where}: {who}") for where, who in owners.items() if len(who) > 1]


def _left_in_compartments(store: UnitOfWork, now: datetime) -> list[Fault]:
    """Whatever has expired is cleared, or somebody has been called for it."""
    live = store.lockers.pickups_in({PickupStatus.FILLED, PickupStatus.READY})
    late = [p for p in live if p.valid_until is not None and p.valid_until < now]
    return [Fault("what is over expires", p.id) for p in late]


# --- what is to be done -----------------------------------------------------------------------------------------


def _hanging(store: UnitOfWork) -> list[Fault]:
    return [Fault("nothing hangs", f"{item.kind}: {item.error}") for item in store.outbox.parked()]


def _lost(store: UnitOfWork, now: datetime) -> list[Fault]:
    """The clock stands: what is due now should have been done."""
    due = store.outbox.next_due()
    return [Fault("nothing is lost", f"something is due since {due}")] if due is not None and due <= now else []


def _alerts(store: UnitOfWork, now: datetime) -> list[Fault]:
    waiting = (one for one in store.refills.live() if one.status is RefillStatus.OPEN)
    return [
        Fault("every alert is claimed or escalated", f"{one.station_id} since {one.opened_at}")
        for one in waiting
        if now - one.opened_at > ASKED_FOR
    ]


def _uncounted(store: UnitOfWork, now: datetime) -> list[Fault]:
    """Long over its time, and no message to the office names it."""
    waiting = store.deposits.with_status({ReturnStatus.HANDED_IN})
    old = [one for one in waiting if now - one.status_at > 2 * ASKED_FOR]
    return [Fault("every return is counted", one.code) for one in old if not _office_knows(store, one.code)]


def _office_knows(store: UnitOfWork, code: str) -> bool:
    """Whether an operator has read of it."""
    for person in store.people.with_role(Role.OPERATOR):
        for address in store.people.addresses(person.id):
            said = store.conversations.recent_messages(address.channel, address.channel_id, 1000)
            if any(code in message.body["text"] for message in said):
                return True
    return False


def _tours(store: UnitOfWork, now: datetime) -> list[Fault]:
    today = local_day(now)
    tours = store.tours.between(today - timedelta(days=30), today - timedelta(days=1))
    still = (tour for tour in tours if tour.status.is_open())
    return [Fault("every tour comes to an end", f"{tour.day} tour {tour.no}: {tour.status}") for tour in still]


# --- orders -----------------------------------------------------------------------------------------------------


def _orders(store: UnitOfWork) -> Iterator[Order]:
    for person in store.people.with_role(Role.RESIDENT):
        yield from store.orders.of_person(person.id, limit=1000)


def _ends(store: UnitOfWork, orders: Sequence[Order], now: datetime) -> list[Fault]:
    found = []
    for order in orders:
        for part in order.parts:
            if part.status.is_awaited() and part.lines and _is_due(part, now) and not _lies_behind(store, part):
                found.append(Fault("every order comes to an end", f"{order.code} {part.merchant_id}: {part.status}"))
            elif not part.status.is_awaited() and not _told(store, order, part, now):
                found.append(Fault("every end is told", f"{order.code} {part.merchant_id}: {part.status}"))
    return found


def _is_due(part: MerchantOrder, now: datetime) -> bool:
    by_hand = not any(line.by_compartment for line in part.lines)
    return part.day < (now - timedelta(days=3)).date() and not by_hand


def _lies_behind(store: UnitOfWork, part: MerchantOrder) -> bool:
    """Whether its time at the pick-up point is over: its buyer knows, and volunteers are asked to take it out."""
    lying = store.lockers.pickups_of_order(part.order_id)
    over = any(pickup.status is PickupStatus.EXPIRED for pickup in lying)
    return part.status is MerchantOrderStatus.STORED and over


def _told(store: UnitOfWork, order: Order, part: MerchantOrder, now: datetime) -> bool:
    """Whether the buyer has had a message since, or sleeps still; what she did herself she knows."""
    if part.status_by == order.person_id or part.status is MerchantOrderStatus.DELIVERED:
        return True
    if local(now).time() < DAY_BEGINS and now <= part.status_at + TOLD_WITHIN:
        return True
    for address in store.people.addresses(order.person_id):
        for message in store.conversations.recent_messages(address.channel, address.channel_id, 500):
            if part.status_at <= message.at <= part.status_at + TOLD_WITHIN:
                return True
    return False


# --- money ------------------------------------------------------------------------------------------------------


def _money(store: UnitOfWork, orders: Sequence[Order]) -> list[Fault]:
    """What each merchant bills is what his customers have been promised, to the cent."""
    found = []
    for order in orders:
        promised = Money.total(part.total for part in order.live_parts())
        billed = Money(0)
        for part in order.live_parts():
            merchant = store.catalogue.merchant(part.merchant_id)
            if merchant is not None:
                bill = bill_of(part, merchant)
                billed += bill.total
                taxed = Money.total(share.gross for share in bill.tax)
                if bill.tax and taxed != bill.total:
                    found.append(Fault("every cent is accounted", f"{order.code}: {taxed} taxed of {bill.total}"))
        if promised != billed:
            found.append(Fault("every cent is accounted", f"{order.code}: {promised} promised, {billed} billed"))
        dearer = (line for part in order.parts for line in part.lines if line.final_price > line.price)
        found += [Fault("no price rises after yes", f"{order.code} {line.name}") for line in dearer]
    return found


def _deposits(store: UnitOfWork) -> list[Fault]:
    """Owed is what was counted, once; set off is never more than the bill, and only who wishes it waits for one."""
    found = []
    for made in store.deposits.with_status({ReturnStatus.COUNTED, ReturnStatus.SETTLED}):
        owing = store.deposits.credits_for(made.id)
        owed = Money.total(one.amount for one in owing if one.reason is CreditReason.COUNTED)
        if owed != made.counted_value:
            found.append(Fault("every deposit is paid once", f"{made.code}: {made.counted_value} counted, {owed} owed"))
        open_ = [one for one in owing if one.status is CreditStatus.OPEN]
        if bool(open_) == (made.status is ReturnStatus.SETTLED):
            found.append(Fault("every deposit is paid once", f"{made.code}: {made.status}, {len(open_)} open"))
        if any(one.status is CreditStatus.SET_OFF and one.wish is not Wish.SET_OFF for one in owing):
            found.append(Fault("every deposit is paid once", f"{made.code}: set off, though she wished for money"))
    for order in _orders(store):
        for part in order.parts:
            taken = Money.total(one.amount for one in store.deposits.credits_on(part.id))
            if taken > part.total and part in order.live_parts():
                found.append(Fault("every deposit is paid once", f"{order.code}: {taken} taken off {part.total}"))
    return found


# --- what was said ----------------------------------------------------------------------------------------------


def _apologies(store: UnitOfWork) -> list[Fault]:
    found: Counter[str] = Counter()
    for chat in store.conversations.of_channel("rest"):
        for message in store.conversations.recent_messages("rest", chat.channel_id, 1000):
            if APOLOGY in message.body["text"]:
                found[chat.channel_id] += 1
    return [Fault("no bug", f"{who}: {count} times") for who, count in sorted(found.items())]
