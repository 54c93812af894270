"""Notices about empties to residents and merchants: the code, what was counted, and how the money comes."""

from __future__ import annotations

from collections.abc import Sequence

from bots.dialogue.reply import Option, Reply, Saying, WallPicture, Words, say, words
from bots.flows.empties_tables import counted_rows
from bots.notices.door_words import ending
from bots.notices.notice import Desk, Notice, Urgency, name_and_village
from domain.catalogue.model import Merchant
from domain.codes import grouped
from domain.deposits.events import (
    DepositPaidOut,
    DepositSetOff,
    EmptiesCounted,
    EmptiesExpired,
    EmptiesExpiring,
    EmptiesHandedIn,
    PayOutWished,
)
from domain.deposits.model import CreditReason, CreditStatus, DepositCredit, EmptiesReturn, ReturnStatus, Way, Wish
from domain.deposits.service import access_to
from domain.ids import MerchantId, ReturnId
from domain.lockers.access import code_of_access
from domain.lockers.errors import CodeNotReady, CodeUnreadable
from domain.lockers.events import AccessLive, DoorAnswered, DoorJammed
from domain.lockers.finding import station_of
from domain.money import Money
from domain.people.model import Role

OPEN_FLOW = "empties-booked"  # the resident's own flow; its value names the return
_HUMAN = Option(words("notice-option-human"), flow="human")


# --- the code and the door -----------------------------------------------------------------------------------


def code_live(desk: Desk, event: AccessLive) -> list[Notice]:
    """Point, Fach, code, until when, phone, and what to do there."""
    return _with_code(desk, _made(desk, ReturnId(event.subject)), "empties-code-live", Urgency.ANSWER)


def expiring(desk: Desk, event: EmptiesExpiring) -> list[Notice]:
    """Everything once more: nothing must be remembered."""
    return _with_code(desk, _made(desk, event.return_id), "empties-expiring", Urgency.STATUS)


def expired(desk: Desk, event: EmptiesExpired) -> list[Notice]:
    """The Fach is for others again, and nobody minds."""
    made = _made(desk, event.return_id)
    return [Notice(made.person_id, say(words("empties-expired", code=made.code, station=desk.place(made.station_id))))]


def door_for_resident(desk: Desk, event: DoorAnswered) -> list[Notice]:
    """Open: put everything in. Else: once more, by code, or a person."""
    made = _made(desk, ReturnId(event.subject))
    what = ending(event)
    again = Option(words("notice-option-again"), {"did": "open", "return": made.id}, OPEN_FLOW, heard_as=("nochmal",))
    if what == "open":
        return [Notice(event.asked_by, say(words("empties-door-open", box=event.box)), Urgency.ANSWER)]
    said: list[Words] = [words(f"notice-door-{what}", box=event.box)]
    code = _code(desk, made)
    if what == "silent" and code is not None:
        said.append(words("notice-door-code", code=code))
    if what == "unknown":
        there = {"box": event.box, "put_in": True}
        seen = Option(words("notice-option-is-open"), there, "door-seen", heard_as=("ja", "offen", "ja offen"))
        return [Notice(event.asked_by, say(*said, options=(seen, again, _HUMAN)), Urgency.ANSWER)]
    return [Notice(event.asked_by, say(*said, options=(again, _HUMAN)), Urgency.ANSWER)]


def jammed(desk: Desk, event: DoorJammed) -> list[Notice]:
    """Her code is right, but the Fach for her empties is stuck; nothing if it was not kept for empties."""
    under_way = {status for status in ReturnStatus if status.is_under_way()}
    there = [m for m in desk.store.deposits.at_station(event.station_id, under_way) if m.compartment == event.box]
    if not there or not event.by_code:
        return []
    said = words("notice-jammed-code", box=event.box, phone=desk.phone)
    made = there[0]
    anew = {"return": made.id, "did": "anew"}
    change = Option(words("empties-option-other-way"), anew, "empties", heard_as=("anders", "anderes fach"))
    options = (change, _HUMAN) if made.status is ReturnStatus.BOOKED else (_HUMAN,)
    return [Notice(made.person_id, say(said, options=options), Urgency.ANSWER)]


def handed_in(desk: Desk, event: EmptiesHandedIn) -> list[Notice]:
    """It has come; what happens next."""
    made = _made(desk, event.return_id)
    key = "empties-taken-along" if made.way is Way.TOUR else "empties-handed-in"
    return [Notice(made.person_id, say(words(key, code=made.code)), Urgency.ANSWER)]


# --- counted ---------------------------------------------------------------------------------------------------


def counted(desk: Desk, event: EmptiesCounted) -> list[Notice]:
    """What she gets, a difference kindly, and what becomes of odd pieces; merchants hear what they are to pay."""
    made = _made(desk, event.return_id)
    owed = list(desk.store.deposits.credits_for(made.id))
    told = Notice(made.person_id, Reply((_sum(desk, made, owed), *_odd(made))))
    return [told, *_to_pay(desk, made, [credit for credit in owed if credit.wish is Wish.PAY_OUT])]


def _sum(desk: Desk, made: EmptiesReturn, owed: Sequence[DepositCredit]) -> Saying:
    goodwill = Money.total(credit.amount for credit in owed if credit.reason is CreditReason.GOODWILL)
    total = Money.total(credit.amount for credit in owed)
    rows = counted_rows(desk.store.deposits.types(), made.lines, goodwill) if total else ()
    said = [_difference(made, goodwill, total)]
    if total:
        said.append(_how(desk, made, owed))
    large = bool(made.missing) and not goodwill
    return Saying(tuple(said), (_HUMAN,) if large else (), rows=tuple(rows))


def _difference(made: EmptiesReturn, goodwill: Money, total: Money) -> Words:
    facts = {"code": made.code, "total": total, "declared": made.declared_value, "count": made.missing_pieces}
    if not made.counted_value:
        return words("empties-counted-nothing", **facts)
    if goodwill:
        return words("empties-counted-goodwill", **facts)
    if made.missing:
        return words("empties-counted-less", **facts)
    return words("empties-counted-more" if made.counted_value > made.declared_value else "empties-counted", **facts)


def _how(desk: Desk, made: EmptiesReturn, owed: Sequence[DepositCredit]) -> Words:
    names = [_merchant(desk, key).name for key in dict.fromkeys(credit.merchant_id for credit in owed)]
    key = "empties-how-pay-out" if made.wish is Wish.PAY_OUT else "empties-how-set-off"
    return words(key, merchants=names, count=len(names))


def _odd(made: EmptiesReturn) -> tuple[Saying, ...]:
    if not made.odd:
        return ()
    keep, away = ({"return": made.id, "keep": wanted} for wanted in (True, False))
    options = (
        Option(
            words("empties-option-odd-away"), away, "empties-odd", heard_as=("nein", "entsorgen", "weg", "wegwerfen")
        ),
        Option(
            words("empties-option-odd-keep"), keep, "empties-odd", heard_as=("ja", "wiederhaben", "zurück", "behalten")
        ),
    )
    return (Saying((words("empties-ask-odd", count=made.odd),), options),)


# --- the money ---------------------------------------------------------------------------------------------------


def pay_out_wished(desk: Desk, event: PayOutWished) -> list[Notice]:
    """What was to be set off is to be paid out after all: each return once more."""
    owed = desk.store.deposits.credits_of(event.person_id, {CreditStatus.OPEN})
    wanted = [c for c in owed if c.wish is Wish.PAY_OUT and c.merchant_id in event.merchant_ids]
    found = dict.fromkeys(credit.return_id for credit in wanted)
    told = []
    for return_id in found:
        told += _to_pay(desk, _made(desk, return_id), [c for c in wanted if c.return_id == return_id])
    return told


def _to_pay(desk: Desk, made: EmptiesReturn, owed: Sequence[DepositCredit]) -> list[Notice]:
    """Each merchant hears whom he pays how much for what; one tap says that he has."""
    notices = []
    for merchant_id in dict.fromkeys(credit.merchant_id for credit in owed):
        own = [credit for credit in owed if credit.merchant_id == merchant_id]
        goodwill = Money.total(credit.amount for credit in own if credit.reason is CreditReason.GOODWILL)
        lines = [line for line in made.lines if line.merchant_id == merchant_id]
        resident = desk.person(made.person_id)
        amount = Money.total(credit.amount for credit in own)
        said = [words("notice-merchant-pay-out", name=name_and_village(resident), amount=amount, code=made.code)]
        if goodwill:
            said.append(words("notice-merchant-goodwill", amount=goodwill))
        if resident is not None and resident.phone:
            said.append(words("notice-operator-phone", phone=resident.phone))
        rows = tuple(counted_rows(desk.store.deposits.types(), lines, goodwill))
        paid = Option(
            words("pay-out-option-paid"), {"return": made.id}, "pay-out", style="main", heard_as=("ja", "bezahlt")
        )
        notices += _to_merchant(desk, merchant_id, Saying(tuple(said), (paid,), rows=rows))
    return notices


def paid_out(desk: Desk, event: DepositPaidOut) -> list[Notice]:
    """The merchant says that she has it: she may say that it is not so."""
    merchant, made = _merchant(desk, event.merchant_id), _made(desk, event.return_id)
    said = words("empties-paid-out", merchant=merchant.name, amount=Money(event.cents), code=made.code)
    return [Notice(event.person_id, say(said, options=(_HUMAN,)))]


def set_off(desk: Desk, event: DepositSetOff) -> list[Notice]:
    """It is off the bill: she and the merchant hear how much, and what is left."""
    merchant, order = _merchant(desk, event.merchant_id), desk.store.orders.get(event.order_id)
    part = desk.store.orders.part(event.part_id)
    assert order is not None
    assert part is not None
    amount = Money(event.cents)
    said = [words("empties-set-off", merchant=merchant.name, code=order.code, amount=amount, left=part.total - amount)]
    if event.left_cents:
        said.append(words("empties-set-off-left", amount=Money(event.left_cents)))
    name = name_and_village(desk.person(event.person_id))
    to_merchant = words("notice-merchant-set-off", name=name, code=order.code, amount=amount, left=part.total - amount)
    return [Notice(event.person_id, say(*said)), *_to_merchant(desk, event.merchant_id, Saying((to_merchant,)))]


# --- shared ------------------------------------------------------------------------------------------------------


def _with_code(desk: Desk, made: EmptiesReturn, key: str, urgency: Urgency) -> list[Notice]:
    code = _code(desk, made)
    if made.status is not ReturnStatus.BOOKED or code is None or made.expires_at is None:
        return []
    station, box = station_of(desk.store, made.station_id), str(made.compartment)
    said = (
        words(key, station=station.village, address=station.address),
        words("notice-boxes", count=1, boxes=[box]),
        words("notice-code", code=code),
        words("notice-until", until=made.expires_at),
        words("notice-phone", phone=desk.phone),
    )
    alt = words("notice-wall", station=station.village, count=1, boxes=[box])
    opening = {"did": "open", "return": made.id}
    options = (Option(words("notice-option-open", count=1), opening, OPEN_FLOW, heard_as=("fach auf", "öffnen")),)
    saying = Saying(said, options, picture=WallPicture(station.id, (int(box),), alt))
    return [Notice(made.person_id, Reply((saying,)), urgency)]


def _code(desk: Desk, made: EmptiesReturn) -> str | None:
    person, access = desk.person(made.person_id), access_to(desk.store, made)
    if person is None or access is None:
        return None
    try:
        return grouped(code_of_access(desk.county, desk.store, person.actor(), access.id))
    except (CodeNotReady, CodeUnreadable):
        return None


def _to_merchant(desk: Desk, merchant_id: MerchantId, saying: Saying) -> list[Notice]:
    sellers = desk.store.people.with_role(Role.MERCHANT, merchant_id)
    return [Notice(seller.id, Reply((saying,))) for seller in sellers]


def _made(desk: Desk, return_id: ReturnId) -> EmptiesReturn:
    made = desk.store.deposits.get(return_id)
    assert made is not None, f"an event about an unknown return {return_id}"
    return made


def _merchant(desk: Desk, merchant_id: MerchantId) -> Merchant:
    merchant = desk.store.catalogue.merchant(merchant_id)
    assert merchant is not None, f"an event about an unknown merchant {merchant_id}"
    return merchant
