"""Erna's empties in the small county, with the shortest ways to bring and to count them."""

from __future__ import annotations

from collections.abc import Mapping

from domain.deposits import counting, reports, service, settling
from domain.deposits.model import CreditStatus, DepositCredit, EmptiesReturn, Way, Wish
from domain.deposits.taking import Pieces
from domain.ids import DepositTypeId, MerchantId, StationId
from domain.money import Money
from domain.people.model import SYSTEM
from tests.builders import Hamlet

P1 = StationId("P1")
HOF, FLE = MerchantId("HOF"), MerchantId("FLE")
BEER, WATER, CRATE, CAN, MILK, JAR = map(DepositTypeId, ("mw8", "mw15", "crate150", "ew25", "milk15", "jar15"))
TWELVE = {BEER: 12}


class Bench(Hamlet):
    """The small county, seen from the crates."""

    def book(
        self,
        pieces: Pieces = TWELVE,
        who: str = "erna",
        *,
        way: Way = Way.COMPARTMENT,
        wish: Wish = Wish.PAY_OUT,
        instead_of: EmptiesReturn | None = None,
    ) -> EmptiesReturn:
        return service.book(
            self.county,
            self.uow,
            self.actor(who),
            pieces,
            way=way,
            wish=wish,
            station_id=P1,
            instead_of=instead_of.id if instead_of else None,
        )

    def handed_in(self, pieces: Pieces = TWELVE, who: str = "erna", *, wish: Wish = Wish.PAY_OUT) -> EmptiesReturn:
        """Booked, and the door was opened for it."""
        made = self.book(pieces, who, wish=wish)
        reports.door_opened(self.county, self.uow, SYSTEM, made.id)
        return made

    def count(
        self, made: EmptiesReturn, counted: Mapping[DepositTypeId, int], *, odd: int = 0, who: str = "vera"
    ) -> EmptiesReturn:
        """Vera takes it over and counts."""
        counting.claim_counting(self.county, self.uow, self.actor(who), made.id)
        return counting.count(self.county, self.uow, self.actor(who), made.id, counted, odd=odd)

    def counted(
        self, declared: Pieces, counted: Mapping[DepositTypeId, int], *, wish: Wish = Wish.PAY_OUT
    ) -> EmptiesReturn:
        return self.count(self.handed_in(declared, wish=wish), counted)

    def owed(self, who: str = "erna", status: CreditStatus = CreditStatus.OPEN) -> list[DepositCredit]:
        return list(self.uow.deposits.credits_of(self.person(who).id, {status}))

    def pay_out(self, made: EmptiesReturn, shop: MerchantId = HOF) -> Money:
        return settling.paid_out(self.county, self.uow, self.actor(shop.lower()), made.id)
