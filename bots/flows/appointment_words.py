"""How appointments are spoken of: what, when, where, with whom, and until when they can be called off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bots.dialogue.reply import NO_WORDS, Option, Reply, Saying, TableRow, Verbatim, Words, say, words
from bots.flows.times_wished import either
from bots.texts.texts import money
from domain.appointments.model import Appointment, AppointmentStatus, Wish
from domain.appointments.service import may_withdraw
from domain.catalogue.model import Merchant, TaxStatus, Withdrawal
from domain.county import County
from domain.lockers.finding import station_of
from domain.money import Money
from domain.store import UnitOfWork

FLOW = "appointment"
HOUR = 60
BUY_WORDS = ("kaufen", "jetzt kaufen", "zahlungspflichtig bestellen")
OTHER_WORDS = ("anderer tag", "andere zeit", "lieber anders", "passt nicht", "geht nicht", "da kann ich nicht")
NO_MORE_WORDS = ("doch nicht", "lieber doch nicht", "gar nicht mehr", "brauche ich nicht mehr")


def merchant_of(store: UnitOfWork, appointment: Appointment) -> Merchant:
    """Who offers it."""
    merchant = store.catalogue.merchant(appointment.merchant_id)
    assert merchant is not None, f"an appointment with an unknown merchant {appointment.merchant_id}"
    return merchant


def service_rows(service: str, pieces: int, price: Money) -> list[TableRow]:
    """What is done, and what it costs in all."""
    row = TableRow(Verbatim(f"{pieces} ×"), Verbatim(service), Verbatim(money(price)))
    return [row, TableRow(NO_WORDS, words("table-total"), Verbatim(money(price)), kind="total")]


def rows_of(appointment: Appointment) -> list[TableRow]:
    """The same of an appointment."""
    return service_rows(appointment.service, appointment.pieces, appointment.price)


def when_words(appointment: Appointment) -> Words:
    """ "Donnerstag, 26. November, 14 Uhr"."""
    return words("appointment-when", start=appointment.start)


def length_words(minutes: int) -> Words:
    """How long it takes: "45 Minuten", "2 Stunden"."""
    if minutes % HOUR:
        return words("appointment-minutes", count=minutes)
    return words("appointment-hours", count=minutes // HOUR)


def minutes_of(appointment: Appointment) -> int:
    """How long it takes in minutes."""
    return int(appointment.length.total_seconds()) // 60


def where_words(store: UnitOfWork, appointment: Appointment) -> Words:
    """At her home, or from hand to hand at the pick-up point."""
    if appointment.at_home:
        village = appointment.village.split(",")[0]
        return words("appointment-home", street=appointment.street or "", village=village)
    assert appointment.station_id is not None
    station = station_of(store, appointment.station_id)
    return words("appointment-by-hand", station=station.village, address=station.address)


def wishes_words(wishes: Sequence[Wish]) -> Words:
    """When it would suit."""
    if not wishes:
        return words("appointment-any-time")
    return words("appointment-wishes", wishes=either(wishes))


def note_words(note: str) -> list[Words | Verbatim]:
    """What the merchant wants known before."""
    return [Verbatim(note)] if note else []


def seller_words(merchant: Merchant) -> list[Words]:
    """Whose contract it is, and why no VAT is shown."""
    said = [words("appointment-seller", merchant=merchant.name, street=merchant.street, town=merchant.town)]
    if merchant.tax_status is TaxStatus.SMALL_BUSINESS:
        said.append(words("bill-small-business"))
    return said


def ways_out(county: County, appointment: Appointment, merchant: Merchant) -> list[Words]:
    """Until when it can be called off here, and what the right of withdrawal is worth."""
    until = appointment.free_until
    said = [words("appointment-call-off-phone", phone=merchant.phone)]
    if until is not None and county.now() < until:
        said = [words("appointment-call-off-until", until=until, phone=merchant.phone)]
    if appointment.withdrawal is Withdrawal.YES:
        said.append(words("appointment-withdrawal"))
    return said


def proposal(county: County, store: UnitOfWork, appointment: Appointment) -> Reply:
    """A proposal with all the law wants to be seen before "Jetzt kaufen": what, when, where, who, price, ways out."""
    merchant = merchant_of(store, appointment)
    head = words("appointment-proposed", owner=merchant.owner, start=appointment.start)
    where = where_words(store, appointment)
    length = words("appointment-length", length=length_words(minutes_of(appointment)))
    terms = Saying((*seller_words(merchant), *ways_out(county, appointment, merchant)))
    buy = Saying(
        (when_words(appointment), words("appointment-ask-buy", until=appointment.deadline)),
        options=buy_options(appointment),
        rows=tuple(rows_of(appointment)),
    )
    return Reply((Saying((head, where, length, *note_words(appointment.note))), terms, buy))


def buy_options(appointment: Appointment) -> tuple[Option, ...]:
    """Nothing but the words the law wants on the button (sec. 312j BGB), another time, or not at all."""
    assert appointment.start is not None
    take = {"id": appointment.id, "do": "take", "start": appointment.start.isoformat()}
    return (
        Option(words("order-option-buy"), take, FLOW, style="buy", heard_as=BUY_WORDS),
        Option(words("appointment-option-other"), _do(appointment, "other"), FLOW, heard_as=OTHER_WORDS),
        Option(words("appointment-option-not"), _do(appointment, "stop"), FLOW, heard_as=NO_MORE_WORDS),
    )


def agreed_reply(county: County, store: UnitOfWork, appointment: Appointment, key: str) -> Reply:
    """Everything about an agreed appointment: nothing must be remembered or searched."""
    merchant = merchant_of(store, appointment)
    first = words(key, code=appointment.code, start=appointment.start, owner=merchant.owner)
    person = words("appointment-contact", owner=merchant.owner, phone=merchant.phone)
    said = (first, where_words(store, appointment), *note_words(appointment.note), person)
    return Reply((Saying(said, options=ways_out_options(county, appointment), rows=tuple(rows_of(appointment))),))


def bought(county: County, store: UnitOfWork, appointment: Appointment) -> Reply:
    """The confirmation to keep: all of it, with seller, price and ways out (sec. 312f BGB)."""
    merchant = merchant_of(store, appointment)
    terms = say(*seller_words(merchant), *ways_out(county, appointment, merchant))
    return terms + agreed_reply(county, store, appointment, "appointment-agreed")


def ways_out_options(county: County, appointment: Appointment) -> tuple[Option, ...]:
    """Call it off or move it, while that is possible here."""
    if appointment.status is AppointmentStatus.AGREED and not appointment.may_call_off(county.now()):
        return ()
    label = words("appointment-option-move"), words("appointment-option-call-off")
    return (
        Option(label[0], _do(appointment, "move"), FLOW, heard_as=("verschieben",)),
        Option(label[1], _do(appointment, "cancel"), FLOW, heard_as=("absagen", "termin absagen")),
    )


def again_option(appointment: Appointment) -> Option:
    """The same service asked for anew."""
    value = {"sku": appointment.sku, "pieces": appointment.pieces}
    return Option(words("appointment-option-again"), value, "book-service")


def too_late(county: County, store: UnitOfWork, appointment: Appointment) -> Reply:
    """Whom to call when it cannot be called off here any more; the right of withdrawal stays."""
    merchant = merchant_of(store, appointment)
    said = words("appointment-too-late", owner=merchant.owner, phone=merchant.phone)
    right = [Option(words("withdraw-option"), appointment.id, "withdraw")] if may_withdraw(county, appointment) else []
    return say(said, options=right)


def _do(appointment: Appointment, what: str) -> Mapping[str, str]:
    return {"id": appointment.id, "do": what}
