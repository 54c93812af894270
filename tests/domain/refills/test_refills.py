from __future__ import annotations

from datetime import timedelta

import pytest

from domain.errors import MoveRefused, NotAllowed
from domain.lockers.model import AccessPurpose, AccessStatus
from domain.lockers.ports import StationCondition
from domain.people.model import SYSTEM, Role
from domain.refills import service as refills
from domain.refills.effort import minutes_with
from domain.refills.events import (
    RefillClaimed,
    RefillDone,
    RefillEscalated,
    RefillGrew,
    RefillHandedBack,
    RefillNeeded,
    RefillOverdue,
    RefillReminder,
)
from domain.refills.model import REFILL_MOVES, Refill, RefillStatus, Said
from domain.vending import stock
from domain.vending.checks import faults
from domain.vending.errors import MoreThanFits
from domain.vending.model import StockChange
from tests.builders import person
from tests.domain.vending.village_shop import P1, VillageShop

R = RefillStatus
DAY = timedelta(hours=24)


class Shop(VillageShop):
    """As the other one, with a second volunteer; slot 24 is one sale above its threshold."""

    def __init__(self) -> None:
        super().__init__(person("vito", Role.VOLUNTEER, scope="P1"))
        self.slot(24).quantity = 5
        self.slot(25).quantity, self.slot(25).threshold = 6, 4

    def low(self, no: int = 24) -> Refill:
        """One sale too many: the volunteers are asked."""
        self.count(no, self.slot(no).threshold)
        return next(r for r in self.uow.refills.live() if any(item.no == no for item in r.items))

    def count(self, no: int, count: int) -> None:
        stock.report_stock(self.county, self.uow, self.actor("olga"), P1, no, count)

    def claim(self, refill: Refill, who: str = "vera") -> Refill:
        return refills.claim(self.county, self.uow, self.actor(who), refill.id)

    def counted(self, refill: Refill, no: int, count: int, who: str = "vera") -> Refill:
        return refills.counted(self.county, self.uow, self.actor(who), refill.id, no, count)

    def ask_again(self, refill: Refill) -> None:
        self.clock.set(refill.asked_at + DAY)
        refills.ask_again(self.county, self.uow, SYSTEM, refill.id)

    def access_live(self, refill: Refill) -> list[str]:
        return [a.status.value for a in self.uow.lockers.accesses_for(refill.id)]


@pytest.fixture
def shop() -> Shop:
    return Shop()


# --- being asked ----------------------------------------------------------------------------------------------


def test_the_sale_that_crosses_the_threshold_asks_and_no_later_one(shop: Shop) -> None:
    shop.sold(key="1")
    assert len(shop.events(RefillNeeded)) == 1
    shop.sold("otto", key="2")
    assert len(shop.events(RefillNeeded)) == 1
    refill = shop.uow.refills.live()[0]
    assert (refill.status, [(i.no, i.wanted) for i in refill.items]) == (R.OPEN, [(24, 8)])
    assert faults(shop.uow) == []


def test_a_second_slot_joins_what_nobody_has_taken_silently(shop: Shop) -> None:
    refill = shop.low(24)
    assert shop.low(25) is refill
    assert [item.no for item in refill.by_number()] == [24, 25]
    assert len(shop.events(RefillNeeded)) == 1
    assert shop.events(RefillGrew) == []


def test_who_is_on_the_way_to_the_shop_hears_of_a_second_slot_and_her_code_opens_it(shop: Shop) -> None:
    refill = shop.claim(shop.low(24))
    assert shop.low(25) is refill
    assert shop.events(RefillGrew) == [{"refill_id": refill.id, "no": 25, "by": "vera"}]
    assert [access.boxes for access in shop.uow.lockers.accesses_for(refill.id)] == [(24, 25)]


def test_what_somebody_has_begun_to_fill_is_not_made_longer(shop: Shop) -> None:
    refill = shop.claim(shop.low(24))
    refills.slot_was_open(shop.county, shop.uow, SYSTEM, refill.id, [24], shop.clock.now())
    assert shop.low(25) is not refill
    assert len(shop.events(RefillNeeded)) == 2


def test_nobody_takes_it_asked_once_more_then_operators(shop: Shop) -> None:
    refill = shop.low()
    assert shop.due("refill.ask") == [shop.clock.now() + DAY]
    shop.ask_again(refill)
    assert [event["round"] for event in shop.events(RefillNeeded)] == [1, 2]
    shop.ask_again(refill)
    assert refill.status is R.ESCALATED
    assert shop.events(RefillEscalated) == [{"refill_id": refill.id}]
    shop.claim(refill, "vito")
    assert refill.claimed_by == "vito", "it may still be taken"


def test_when_all_have_said_no_operators_need_not_wait(shop: Shop) -> None:
    refill = shop.low()
    refills.decline(shop.county, shop.uow, shop.actor("vera"), refill.id)
    assert refill.status is R.OPEN
    refills.decline(shop.county, shop.uow, shop.actor("vito"), refill.id)
    assert [refill.status] == [R.ESCALATED]
    assert shop.due("refill.ask") == []


def test_where_nobody_helps_operators_hear_at_once(shop: Shop) -> None:
    for who in ("vera", "vito"):
        shop.person(who).grants.clear()
    assert shop.low().status is R.ESCALATED


def test_later_is_asked_again_at_that_time_if_it_is_still_free(shop: Shop) -> None:
    refill, at = shop.low(), shop.clock.now() + timedelta(hours=5)
    refills.later(shop.county, shop.uow, shop.actor("vera"), refill.id, shop.clock.now() + timedelta(hours=2))
    refills.later(shop.county, shop.uow, shop.actor("vera"), refill.id, at)
    assert shop.due("refill.later") == [at], "her last word counts"
    assert [(a.person_id, a.said, a.until) for a in refill.answers] == [("vera", Said.LATER, at)]
    refills.remind_later(shop.county, shop.uow, SYSTEM, refill.id, shop.person("vera").id)
    assert shop.events(RefillReminder) == [{"refill_id": refill.id, "person_id": "vera"}]
    shop.claim(refill, "vito")
    refills.remind_later(shop.county, shop.uow, SYSTEM, refill.id, shop.person("vera").id)
    assert len(shop.events(RefillReminder)) == 1


# --- taking over ------------------------------------------------------------------------------------------------


def test_the_first_who_takes_it_has_it(shop: Shop) -> None:
    refill = shop.claim(shop.low())
    assert (refill.status, refill.claimed_by, refill.status_by) == (R.CLAIMED, "vera", "vera")
    with pytest.raises(MoveRefused):
        shop.claim(refill, "vito")
    assert shop.claim(refill) is refill, "twice is no change"
    assert len(shop.events(RefillClaimed)) == 1
    assert shop.due("refill.ask") == []


def test_a_code_opens_just_these_slots_until_it_is_done(shop: Shop) -> None:
    refill = shop.claim(shop.low())
    access = shop.uow.lockers.accesses_for(refill.id)[0]
    assert (access.purpose, access.holder_id, access.boxes) == (AccessPurpose.REFILL, "vera", (24,))
    shop.counted(refill, 24, 12)
    assert access.status is AccessStatus.REVOKED


def test_what_is_missing_is_counted_when_it_is_taken_over(shop: Shop) -> None:
    refill = shop.low()
    shop.sold(key="1")
    assert shop.claim(refill).item(24).wanted == 9


def test_only_the_own_station_and_only_what_is_ones_own(shop: Shop) -> None:
    refill = shop.low()
    assert refills.refills_for(shop.county, shop.uow, shop.actor("viktor")) == []
    for step in (refills.claim, refills.decline):
        with pytest.raises(NotAllowed):
            step(shop.county, shop.uow, shop.actor("viktor"), refill.id)
    shop.claim(refill)
    assert refills.refills_for(shop.county, shop.uow, shop.actor("vito")) == []
    assert refills.refills_for(shop.county, shop.uow, shop.actor("vera")) == [refill]
    with pytest.raises(NotAllowed):
        refills.open_to_refill(shop.county, shop.uow, shop.actor("vito"), refill.id, 24)
    with pytest.raises(NotAllowed):
        shop.counted(refill, 24, 12, "vito")
    with pytest.raises(NotAllowed):
        refills.hand_back(shop.county, shop.uow, shop.actor("vito"), refill.id)


def test_handed_back_the_others_are_asked_again(shop: Shop) -> None:
    refill = shop.claim(shop.low())
    refills.hand_back(shop.county, shop.uow, shop.actor("vera"), refill.id)
    assert (refill.status, refill.claimed_by) == (R.OPEN, None)
    assert shop.access_live(refill) == ["revoked"]
    assert shop.events(RefillHandedBack) == [{"refill_id": refill.id, "by": "vera"}]
    assert shop.events(RefillNeeded)[-1] == {"refill_id": refill.id, "round": 2, "besides": "vera"}
    shop.ask_again(refill)
    assert [refill.status] == [R.ESCALATED]


def test_an_operator_takes_it_from_who_has_not_come(shop: Shop) -> None:
    refill = shop.claim(shop.low())
    assert shop.due("refill.overdue") == [shop.clock.now() + DAY]
    for times in (1, 2):
        refills.look_after_claimed(shop.county, shop.uow, SYSTEM, refill.id, times)
    assert [(e["person_id"], e["times"]) for e in shop.events(RefillOverdue)] == [("vera", 1), ("vera", 2)]
    refills.hand_back(shop.county, shop.uow, shop.actor("olga"), refill.id)
    assert refill.claimed_by is None


# --- filling ------------------------------------------------------------------------------------------------------


def test_a_slot_is_opened_from_the_chat(shop: Shop) -> None:
    refill = shop.claim(shop.low())
    command = refills.open_to_refill(shop.county, shop.uow, shop.actor("vera"), refill.id, 24)
    assert (command.why, command.subject, command.box) == ("refill", refill.id, 24)
    with pytest.raises(MoveRefused):
        refills.open_to_refill(shop.county, shop.uow, shop.actor("vera"), refill.id, 25)


def test_done_with_the_last_count(shop: Shop) -> None:
    shop.low(24)
    refill = shop.claim(shop.low(25))
    shop.counted(refill, 24, 12)
    assert [refill.status] == [R.CLAIMED]
    shop.counted(refill, 25, 12)
    assert [refill.status] == [R.DONE]
    assert shop.events(RefillDone) == [{"refill_id": refill.id, "by": "vera"}]
    assert (shop.slot(24).quantity, shop.slot(24).alerted) == (12, False)
    assert faults(shop.uow) == []


def test_another_count_than_expected_is_written_down_with_who(shop: Shop) -> None:
    refill = shop.claim(shop.low())
    shop.counted(refill, 24, 10)
    moves = [(m.why, m.by, m.before, m.after, m.subject) for m in shop.uow.vending.moves_of(P1, 24)[1:]]
    assert moves == [
        (StockChange.REFILL, "vera", 4, 12, refill.id),
        (StockChange.COUNT, "vera", 12, 10, refill.id),
    ]
    assert refill.item(24).counted == 10


def test_more_than_fits_is_asked_back(shop: Shop) -> None:
    refill = shop.claim(shop.low())
    with pytest.raises(MoreThanFits):
        shop.counted(refill, 24, 13)
    assert [refill.status] == [R.CLAIMED]


def test_counted_twice_counts_once(shop: Shop) -> None:
    shop.low(25)
    refill = shop.claim(shop.low(24))
    shop.counted(refill, 24, 12)
    shop.counted(refill, 24, 3)
    assert shop.slot(24).quantity == 12


def test_too_little_in_it_is_asked_for_again_with_the_next_sale_and_not_in_the_same_minute(shop: Shop) -> None:
    refill = shop.claim(shop.low())
    shop.counted(refill, 24, 4)
    assert shop.uow.refills.live() == []
    shop.sold(key="1")
    assert len(shop.uow.refills.live()) == 1


def test_the_work_goes_on_while_the_station_is_silent(shop: Shop) -> None:
    refill = shop.claim(shop.low())
    shop.station().condition = StationCondition.LOST
    assert shop.counted(refill, 24, 12).status is R.DONE, "the code opens without a line"


def test_the_way_there_and_back_counts() -> None:
    assert minutes_with(0, 1) == 15
    assert minutes_with(6.2, 1) == 30
    assert minutes_with(43.5, 2) == 135


def test_every_state_is_reached_or_begins() -> None:
    reached = {to for ends in REFILL_MOVES.values() for to in ends} | {R.OPEN}
    assert reached == set(R) == set(REFILL_MOVES)
