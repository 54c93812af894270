"""What merchants owe her for empties, what she should still have at home, and how she wants the money. No wallet."""

from __future__ import annotations

from bots.dialogue.flow import Turn, answer_flow
from bots.dialogue.reply import NO_WORDS, Json, Option, Reply, Saying, TableRow, Verbatim, Words, say, words
from bots.flows.empties_tables import piece_rows, pieces_words
from bots.flows.hearing import said_any
from bots.flows.orders_said import merchant_name
from bots.flows.who import BUYERS, is_resident
from bots.texts.texts import money
from domain.deposits.model import CreditStatus, DepositCredit, Wish
from domain.deposits.service import decide_on_odd, owed_to, under_way, wish_for
from domain.deposits.settling import paid_out, to_pay_out
from domain.deposits.taking import at_home, pieces_of
from domain.ids import ReturnId
from domain.money import Money
from domain.people.model import Role

HOME_WORDS = ("zu hause", "zuhause", "daheim", "bei mir", "rumstehen", "im keller", "habe ich noch", "hab ich noch")
MONEY_WORDS = ("gut", "guthaben", "geld", "pfandgeld", "konto", "kontostand", "cent", "euro")
SHOWN = 3


# --- residents -------------------------------------------------------------------------------------------------


def answer(turn: Turn) -> Reply:
    """What is owed, or what is still at home, as it was asked."""
    if said_any(turn.said, HOME_WORDS) and not said_any(turn.said, MONEY_WORDS):
        return home(turn)
    return owed(turn)


def tapped(turn: Turn, value: Json) -> Reply:
    """Another wish for the money, or what is still at home."""
    if value and "wish" in value:
        wish = Wish(value["wish"])
        changed = wish_for(turn.county, turn.store, turn.actor, wish)
        if not changed:
            return owed(turn)
        return say(words("balance-pay-out" if wish is Wish.PAY_OUT else "balance-set-off"))
    return home(turn) if value and "home" in value else owed(turn)


def home(turn: Turn) -> Reply:
    """By her purchases here, less what came back; nobody knows more."""
    there = at_home(turn.store, turn.person.id)
    if not there:
        return say(words("balance-home-nothing"))
    give = Option(words("empties-option-begin"), {}, "empties", heard_as=("ja", "abgeben", "leergut abgeben"))
    rows = piece_rows(turn.store.deposits.types(), there)
    return say(words("balance-home"), options=[give], rows=rows)


def owed(turn: Turn) -> Reply:
    """Each merchant with what he owes, and what is not counted yet. There is no balance here to look at."""
    open_ = owed_to(turn.store, turn.person.id)
    coming = under_way(turn.store, turn.person.id)
    types = turn.store.deposits.types()
    not_counted = [
        words("balance-coming", code=made.code, pieces=pieces_words(types, pieces_of(made.lines)))
        for made in coming[:SHOWN]
    ]
    at_home_option = Option(words("balance-option-home"), {"home": True}, "balance", heard_as=("zu hause",))
    if not open_:
        return say(words("balance-none"), *not_counted, options=[at_home_option])
    rows = [_row(merchant_name(turn, key), _sum(credits_)) for key, credits_ in open_.items()]
    total = _sum([credit for credits_ in open_.values() for credit in credits_])
    rows.append(TableRow(NO_WORDS, words("table-total"), Verbatim(money(total)), kind="total"))
    wish = next(iter(open_.values()))[0].wish
    said = words("balance-wish-pay-out" if wish is Wish.PAY_OUT else "balance-wish-set-off")
    more = Saying((said, *not_counted), (_other_wish(wish), at_home_option) if is_resident(turn) else ())
    return Reply((Saying((words("balance-owed"),), rows=tuple(rows)), more))


def odd(turn: Turn, value: Json) -> Reply:
    """Pieces that nobody takes go back to her, or away."""
    made = decide_on_odd(turn.county, turn.store, turn.actor, ReturnId(value["return"]), keep=bool(value["keep"]))
    key = "empties-odd-kept" if made.odd_kept else "empties-odd-away"
    return say(words(key, count=made.odd, phone=turn.info["phone"]))


def _other_wish(wish: Wish) -> Option:
    if wish is Wish.PAY_OUT:
        value = {"wish": Wish.SET_OFF.value}
        return Option(words("balance-option-set-off"), value, "balance", heard_as=("verrechnen", "abziehen"))
    value = {"wish": Wish.PAY_OUT.value}
    return Option(words("balance-option-pay-out"), value, "balance", heard_as=("auszahlen", "ausgezahlt"))


def _row(name: str, amount: Money) -> TableRow:
    return TableRow(NO_WORDS, Verbatim(name), Verbatim(money(amount)))


def _sum(owed_: list[DepositCredit]) -> Money:
    return Money.total(credit.amount for credit in owed_)


# --- merchants ----------------------------------------------------------------------------------------------------


def pay_out(turn: Turn) -> Reply:
    """Whom the merchant has still to pay, oldest first."""
    waiting: dict[ReturnId, list[DepositCredit]] = {}
    for credit in to_pay_out(turn.county, turn.store, turn.actor):
        waiting.setdefault(credit.return_id, []).append(credit)
    if not waiting:
        return say(words("pay-out-none"))
    options = [_paid_option(turn, return_id, credits_) for return_id, credits_ in list(waiting.items())[:SHOWN]]
    total = _sum([credit for credits_ in waiting.values() for credit in credits_])
    return say(words("pay-out-waiting", count=len(waiting), total=total), options=options)


def paid(turn: Turn, value: Json) -> Reply:
    """One tap: she has the money."""
    if not value:
        return pay_out(turn)
    return_id = ReturnId(value["return"])
    if all(credit.status is not CreditStatus.OPEN for credit in turn.store.deposits.credits_for(return_id)):
        return say(words("pay-out-already"))
    amount = paid_out(turn.county, turn.store, turn.actor, return_id)
    return say(words("pay-out-done", amount=amount))


def _paid_option(turn: Turn, return_id: ReturnId, credits_: list[DepositCredit]) -> Option:
    person = turn.store.people.get(credits_[0].person_id)
    label: Words = words("pay-out-option", name=(person.name if person else None) or "Gast", amount=_sum(credits_))
    return Option(label, {"return": return_id}, "pay-out")


BALANCE = answer_flow(
    "balance", "Offenes Pfand zeigen, und was noch zu Hause ist", BUYERS, {"ask_balance"}, answer, tapped=tapped
)
EMPTIES_ODD = answer_flow(
    "empties-odd", "Sagen, was mit Leergut geschieht, das niemand nimmt", {Role.RESIDENT}, (), owed, tapped=odd
)
PAY_OUT = answer_flow(
    "pay-out",
    "Pfand auszahlen",
    {Role.MERCHANT},
    {"ask_balance", "return_deposit"},
    pay_out,
    tapped=paid,
    knows=lambda turn: said_any(turn.said, ("pfand", "leergut", "auszahl", "ausgezahlt")),
)
