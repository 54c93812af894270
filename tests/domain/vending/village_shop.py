"""A pick-up point that sells: two slots, a provider that says what the test wants, a door likewise."""

from __future__ import annotations

from typing import Any

from domain.county import CountyRules
from domain.ids import MerchantId, PersonId, SaleId, StationId
from domain.lockers.model import DoorCommand
from domain.lockers.ports import CommandAnswered, CommandOutcome, Door
from domain.lockers.reports import give_up_command
from domain.money import Money
from domain.payments.model import Payment
from domain.payments.ports import ProviderPayment, ProviderStatus
from domain.payments.service import settle
from domain.people.model import SYSTEM
from domain.vending import service as vending_service
from domain.vending.model import Sale, VendingSlot
from tests.builders import Hamlet, slot, station, vending, wall

P1 = StationId("P1")
SELLS = CountyRules(sells=True)


class VillageShop(Hamlet):
    """Slot 24 sells six loaves of cheese (2.50 €), slot 25 one bottle of milk (1.29 € and 0.15 € deposit)."""

    def __init__(self, *things: object, rules: CountyRules = SELLS, **changes: Any) -> None:
        stocked = [slot(24), slot(25, "HOF-2", quantity=1, threshold=0)]
        own = station("P1", [*wall(), vending(24), vending(25)])
        super().__init__(*things, own, *stocked, rules=rules, **changes)

    # --- buying ---------------------------------------------------------------------------------------------

    def purchase(
        self, who: str = "erna", no: int = 24, packs: int = 1, key: str = "k", total: int | None = None
    ) -> Sale:
        """Buy by chat at the total that is shown (or at another one)."""
        found = vending_service.offer(self.county, self.uow, self.actor(who), P1, no)
        shown = (found.product.price + found.product.deposit) * packs if total is None else Money(total)
        return vending_service.buy(self.county, self.uow, self.actor(who), P1, no, packs, total=shown, key=key)

    def card(self, no: int = 24, card: str = "", key: str = "c") -> Sale:
        made = vending_service.card_presented(self.county, self.uow, SYSTEM, P1, no, card=card, key=key)
        assert made
        return made

    def payment(self, sale: Sale) -> Payment:
        assert sale.payment_id
        found = self.uow.till.get(sale.payment_id)
        assert found
        return found

    def provider(self, sale: Sale, status: ProviderStatus, **changes: Any) -> None:
        """The provider says something of a sale's payment, and the sale goes on."""
        payment = self.payment(sale)
        taken: dict[str, Any] = {"captured": payment.amount} if status is ProviderStatus.CAPTURED else {}
        given = {"refunded": payment.captured} if status is ProviderStatus.REFUNDED else {}
        seen = ProviderPayment(payment.id, "ref", status, **(taken | given | changes))
        settle(self.county, self.uow, SYSTEM, payment.id, seen)
        vending_service.payment_settled(self.county, self.uow, SYSTEM, payment.id)

    def open(self, sale: Sale, who: str = "erna") -> None:
        vending_service.open_bought(self.county, self.uow, self.actor(who), sale.id)

    # --- doors ----------------------------------------------------------------------------------------------

    def command(self, sale: Sale) -> DoorCommand:
        """The opening that is on its way for a sale."""
        return next(c for c in self.uow.lockers.commands_in_flight() if c.subject == sale.id)

    def commands_of(self, sale: Sale) -> list[DoorCommand]:
        """All that were ever sent for it."""
        items = [item for item in self._waiting() if item.kind == "door.answered"]
        found = [self.uow.lockers.command(item.payload["command_id"]) for item in items]
        return [command for command in found if command and command.subject == sale.id]

    def door(self, sale: Sale, outcome: CommandOutcome = CommandOutcome.DONE, code: str = "door_opened") -> DoorCommand:
        """The station says what has become of the opening."""
        return self.door_of(self.command(sale), outcome, code)

    def door_of(self, command: DoorCommand, outcome: CommandOutcome, code: str = "") -> DoorCommand:
        self.report(CommandAnswered(P1, command.id, outcome, code, Door.UNKNOWN, self.clock.now()))
        vending_service.door_answered(self.county, self.uow, SYSTEM, command)
        return command

    def silence(self, sale: Sale, *, received: bool = False) -> DoorCommand:
        """Nobody hears what has become of the opening."""
        command = self.command(sale)
        if received:
            self.report(CommandAnswered(P1, command.id, CommandOutcome.RECEIVED, "", Door.UNKNOWN, self.clock.now()))
        give_up_command(self.county, self.uow, SYSTEM, command.id)
        vending_service.door_answered(self.county, self.uow, SYSTEM, command)
        return command

    # --- looking --------------------------------------------------------------------------------------------

    def sold(self, who: str = "erna", no: int = 24, key: str = "k") -> Sale:
        """Bought, paid and taken."""
        sale = self.purchase(who, no, key=key)
        self.provider(sale, ProviderStatus.PENDING, link="https://pay.example/1")
        self.provider(sale, ProviderStatus.AUTHORISED)
        self.open(sale, who)
        self.door(sale)
        self.provider(sale, ProviderStatus.CAPTURED)
        return sale

    def slot(self, no: int = 24) -> VendingSlot:
        found = self.uow.vending.slot(P1, no)
        assert found
        return found

    def sale(self, sale_id: SaleId) -> Sale:
        found = self.uow.vending.sale(sale_id)
        assert found
        return found

    def asked_of_the_provider(self) -> list[str]:
        return [item.kind for item in self._waiting() if item.kind.startswith("payment.") and item.payload]


ERNA, OTTO, HOF = PersonId("erna"), PersonId("otto"), MerchantId("HOF")
