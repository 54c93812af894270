"""Role by use case: docs/roles.md is the table, the guards are the lock, and neither may differ from the other."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import sys
from collections.abc import Callable
from datetime import date, time, timedelta
from functools import cached_property, partial
from pathlib import Path
from typing import Any, cast

import pytest

import domain
from domain.appointments import answers
from domain.appointments import service as appointments
from domain.catalogue import service as shelves
from domain.clock import at_local, local_day
from domain.county import County
from domain.deposits import counting, settling
from domain.deposits import reports as deposit_reports
from domain.deposits import service as empties
from domain.deposits.model import EmptiesReturn, Way, Wish
from domain.errors import NotAllowed, NotFound
from domain.ids import (
    AppointmentId,
    CaseId,
    DepositTypeId,
    GrantId,
    HelperId,
    MerchantId,
    OrderId,
    ParcelId,
    PersonId,
    PicklistId,
    PickupId,
    RefillId,
    SaleId,
    Sku,
    StationId,
    StopId,
    TourId,
    VehicleId,
)
from domain.lockers import access
from domain.lockers import service as lockers
from domain.lockers.model import AccessPurpose
from domain.money import Money
from domain.ordering import counter, picklists
from domain.ordering import service as ordering
from domain.parcels import service as parcels
from domain.parcels.model import ParcelSize
from domain.people import helping, sharing
from domain.people import service as people
from domain.people.model import SYSTEM, Actor, Role, RoleGrant
from domain.permission import USE_CASES
from domain.refills import service as refills
from domain.store import UnitOfWork
from domain.support import service as support
from domain.support.model import CaseKind
from domain.tours import driving
from domain.tours.model import Stop, StopKind, Tour, TourStatus
from domain.tours.ports import Direction
from domain.vending import service as vending
from domain.vending import stock
from tests.builders import WIESENAU
from tests.domain.appointments.salon import Salon
from tests.domain.vending.village_shop import VillageShop
from tests.domain.worked_tables import rows_under

for _module in pkgutil.walk_packages(domain.__path__, "domain."):
    importlib.import_module(_module.name)

PAGE = Path(__file__).parents[2] / "docs" / "roles.md"
TABLE = {row["use case"].strip("`"): row for row in rows_under(PAGE, "Who may do what")}
HOMES = (
    "service",
    "picklists",
    "reports",
    "own_data",
    "answers",
    "deadlines",
    "centre",
    "dispatch",
    "driving",
    "labels",
    "counting",
    "settling",
    "stock",
    "binding",
    "counter",
    "sharing",
)

# Public functions beside the use cases that have no guard, each with its reason.
UNGUARDED = {
    "appointments.answers.of_own_shop": "is itself the guard: another shop's appointment is not allowed",
    "appointments.cancel": "the step both sides share; whoever calls it has asked whether it may be",
    "appointments.deadlines.answered": "takes back timers of an appointment its caller may change",
    "appointments.deadlines.await_answer": "sets timers of an appointment its caller may change",
    "appointments.deadlines.plan_agreed": "sets timers of an appointment its caller may change",
    "appointments.knows_where": "a question about the person who is talking",
    "appointments.may_withdraw": "a question about an appointment its caller has already been allowed to see",
    "appointments.own_appointment": "is itself the guard: somebody else's appointment is not found",
    "appointments.service_of": "a question about shelves, which everybody may see",
    "appointments.withdraw_from": "the page without log-in (sec. 356a BGB) calls it; code and name are its guard",
    "catalogue.take_off_the_shelf": "a step of a recall, which is guarded",
    "vending.call_off": "a step of a recall, which is guarded",
    "catalogue.like": "a question about shelves, which everybody may see",
    "figures.figures_of": "public figures: of fewer than five households nothing is shown",
    "deposits.access_to": "a question about a return its caller has already been allowed to see",
    "deposits.counting.fetch": "a step of `fetched` and of a tour at a pick-up point, which are guarded",
    "deposits.counting.goodwill_for": "arithmetic over a return its caller has already been allowed to count",
    "deposits.counting.hand_in": "a step of `taken_along` and of what stations report, which are guarded",
    "deposits.counting.stored_at": "what tours ask for a stop; their own use cases are guarded",
    "deposits.counting.to_fetch": "what tours ask for a stop; their own use cases are guarded",
    "deposits.end_waiting": "a step of use cases that are guarded",
    "deposits.forget": "a step of `people.erase`, which is guarded",
    "deposits.own_return": "is itself the guard: somebody else's return is not found",
    "deposits.owed_to": "what is owed to a person the caller names; a turn only ever names who is talking",
    "deposits.settling.owe": "a step of `count`, which is guarded",
    "deposits.settling.set_off": "a step of a merchant's answer, which is guarded",
    "deposits.settling.set_off_on": "a question about a part its caller has already been allowed to see",
    "deposits.settling.settle": "a step of use cases that are guarded",
    "deposits.under_way": "the returns of a person the caller names; a turn only ever names who is talking",
    "lockers.waits_for_filling": "a question about one pickup its caller has already been allowed to see",
    "ordering.counter.is_fetched_there": "a question about a part its caller has already been allowed to see",
    "ordering.picklists.items_of": "adds up parts its caller has already been allowed to see",
    "ordering.basket_of": "the basket of a person the caller names; a turn only ever names who is talking",
    "ordering.offer_for": "the same basket, priced",
    "ordering.has_room": "a question about a station, which everybody may ask",
    "ordering.own_order": "is itself the guard: somebody else's order is not found",
    "ordering.withdraw_part": "the page without log-in (sec. 356a BGB) calls it; order code and name are its guard",
    "ordering.withdrawable_lines": "a question about a part its caller has already been allowed to see",
    "tours.driving.aged_lines": "a question about a stop its caller has already been allowed to see",
    "tours.driving.card_needed": "a question about a stop its caller has already been allowed to see",
    "tours.driving.empties_at": "a question about a stop its caller has already been allowed to see",
    "tours.driving.parts_at": "a question about a stop its caller has already been allowed to see",
    "tours.driving.pickups_at": "a question about a stop its caller has already been allowed to see",
    "tours.undone_goods": "a question about a day that only the office's notices and use cases ask",
    "people.binding.forget_addresses": "a step of `bind_again`, which is guarded",
    "people.meet": "makes the actor, so there is none yet",
    "people.accept": "the invitation is the permission",
}


def name_of(use_case: str) -> str:
    return use_case.removeprefix("domain.").replace(".service.", ".")


def actor(role: Role) -> Actor:
    scope = {Role.MERCHANT: "HOF", Role.VOLUNTEER: "P1"}.get(role)
    return Actor(SYSTEM.person_id, frozenset({RoleGrant(role, scope)}))


class Reached(Exception):
    """The guard has let somebody through: the use case has begun."""


class Trap:
    """Stands for everything a use case needs, and says when it is touched."""

    def __getattr__(self, name: str) -> Any:
        raise Reached

    def __len__(self) -> int:
        raise Reached

    def __iter__(self) -> Any:
        raise Reached


def call(use_case: str, who: Actor) -> None:
    """Call it with nothing but traps."""
    module, _, name = use_case.rpartition(".")
    function = getattr(sys.modules[module], name)
    parameters = list(inspect.signature(inspect.unwrap(function)).parameters.values())[3:]
    needed = [one for one in parameters if one.default is inspect.Parameter.empty]
    given = [Trap() for one in needed if one.kind is not inspect.Parameter.KEYWORD_ONLY]
    named = {one.name: Trap() for one in needed if one.kind is inspect.Parameter.KEYWORD_ONLY}
    function(cast(County, Trap()), cast(UnitOfWork, Trap()), who, *given, **named)


# --- the table ---------------------------------------------------------------------------------------------------


def test_the_table_names_just_the_use_cases() -> None:
    assert sorted(TABLE) == sorted(name_of(use_case) for use_case in USE_CASES)


def test_the_table_has_a_column_for_every_role() -> None:
    assert set(next(iter(TABLE.values()))) == {"use case", "only"} | set(Role)


@pytest.mark.parametrize("use_case", sorted(USE_CASES), ids=name_of)
def test_the_guard_lets_in_whom_the_table_says_and_nobody_else(use_case: str) -> None:
    row = TABLE[name_of(use_case)]
    for role in Role:
        if row[role] == "yes":
            with pytest.raises(Reached):
                call(use_case, actor(role))
        else:
            assert row[role] == ""
            with pytest.raises(NotAllowed):
                call(use_case, actor(role))


@pytest.mark.parametrize("use_case", sorted(USE_CASES), ids=name_of)
def test_nobody_without_a_role_may_do_anything(use_case: str) -> None:
    with pytest.raises(NotAllowed):
        call(use_case, Actor(SYSTEM.person_id, frozenset()))


def test_what_has_no_guard_is_named_with_its_reason() -> None:
    homes = [module for name, module in sys.modules.items() if name.startswith("domain.") and name.endswith(HOMES)]
    public = {
        f"{module.__name__}.{name}"
        for module in homes
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
    }
    assert sorted(name_of(one) for one in public - set(USE_CASES)) == sorted(UNGUARDED)


# --- only one's own ------------------------------------------------------------------------------------------------


class Street(VillageShop, Salon):
    """Slots that sell and services beside the shop."""


class Stranger:
    """Somebody with the right role who reaches for what is not his: Erna's goods, the shop HOF, the station P1."""

    def __init__(self) -> None:
        self.at = Street()
        self.pickup = self.at.expired()
        self.listed = self.at.buy("erna", HOF_1=1)
        self.at.clock.set(self.listed.parts[0].picklist_at)
        far = at_local(date(2026, 4, 1), time(0))
        picklists.send_picklist(self.at.county, self.at.uow, SYSTEM, MerchantId("HOF"), far)
        self.picklist = self.at.uow.orders.open_picklists(MerchantId("HOF"))[0]
        self.order = self.at.buy("erna", BAE_1=1)
        self.case = support.open_case(
            self.at.county,
            self.at.uow,
            self.at.actor("erna"),
            CaseKind.TALK,
            channel="webchat",
            channel_id="c1",
            said="Mensch",
        )
        support.take_case(self.at.county, self.at.uow, self.at.actor("olga"), self.case.id)
        self.start = self.at.clock.now() + timedelta(days=3)
        self.appointment = self.at.proposed(self.start)

    @cached_property
    def booked(self) -> EmptiesReturn:
        """Erna brings bottles."""
        erna, p1 = self.at.actor("erna"), StationId("P1")
        bottles, way, wish = {DepositTypeId("mw8"): 2}, Way.COMPARTMENT, Wish.PAY_OUT
        return empties.book(self.at.county, self.at.uow, erna, bottles, way=way, wish=wish, station_id=p1)

    @cached_property
    def inside(self) -> EmptiesReturn:
        """Erna has brought bottles, and Vera counts them."""
        deposit_reports.door_opened(self.at.county, self.at.uow, SYSTEM, self.booked.id)
        return counting.claim_counting(self.at.county, self.at.uow, self.at.actor("vera"), self.booked.id)

    def does(self, step: Callable[..., object], who: str, *args: object) -> object:
        return step(self.at.county, self.at.uow, self.at.actor(who), *args)

    def state(self) -> tuple[object, ...]:
        """How everything stands that is not the stranger's."""
        goods = self.pickup.status, self.pickup.clearing_by, self.picklist.status
        return *goods, self.case.status, self.appointment.status, len(self.appointment.moves)

    @property
    def access_id(self) -> GrantId:
        return access.give_access(
            self.at.county,
            self.at.uow,
            self.at.station(),
            AccessPurpose.SECOND,
            subject=self.pickup.grant_id or "",
            holder_id=self.pickup.person_id,
            boxes=[1],
            valid_until=self.at.clock.now() + timedelta(hours=1),
        ).id

    @cached_property
    def tablet(self) -> tuple[str, str]:
        """Erna's, which she shares with Karl."""
        place = ("webchat", "tablet")
        people.meet(self.at.county, self.at.uow, *place, PersonId("erna"))
        self.does(sharing.share, "erna", *place, "Karl")
        return place

    @property
    def helper_id(self) -> HelperId:
        today = date(2026, 12, 24)
        return helping.name_neighbour(self.at.county, self.at.uow, self.at.actor("erna"), "Otto", today).id

    @property
    def tour(self) -> Tour:
        """A tour of Doris that is under way to Erna's door."""
        now = self.at.clock.now()
        home: dict[str, Any] = {"kind": StopKind.HOME, "ref": "erna", "crates_ambient": 1, "crates_chilled": 0}
        stop = Stop(id=StopId("stop"), tour_id=TourId("tour"), position=1, arrive=now, leave=now, **home)
        tour = Tour(
            id=TourId("tour"),
            day=local_day(now),
            no=1,
            leg=Direction.DELIVER,
            vehicle_id=VehicleId("K1"),
            driver_id=PersonId("doris"),
            starts_at=now,
            ends_at=now,
            metres=0,
            driving_s=0,
            status=TourStatus.UNDERWAY,
            status_at=now,
            status_by=PersonId("doris"),
            stops=[stop],
        )
        if self.at.uow.tours.get(tour.id) is None:
            self.at.uow.tours.add(tour)
        return tour

    @property
    def stop(self) -> tuple[TourId, StopId]:
        return self.tour.id, StopId("stop")

    def sale_id(self) -> SaleId:
        return self.at.purchase("erna").id

    def refill_id(self) -> RefillId:
        """Vera's."""
        stock.report_stock(self.at.county, self.at.uow, self.at.actor("olga"), StationId("P1"), 24, 1)
        refill = self.at.uow.refills.live()[0]
        return refills.claim(self.at.county, self.at.uow, self.at.actor("vera"), refill.id).id

    @property
    def appointment_id(self) -> AppointmentId:
        return self.appointment.id

    @property
    def parcel_id(self) -> ParcelId:
        """A parcel that another courier is bringing to Erna."""
        self.at.person("erna").parcels = True
        label = parcels.Label("Erna", (WIESENAU.key,))
        return parcels.assign(self.at.county, self.at.uow, self.at.actor("kurt"), label, ParcelSize.S).id

    @property
    def other_courier(self) -> Actor:
        return Actor(PersonId("karla"), frozenset({RoleGrant(Role.COURIER)}))

    def drives(self, step: Callable[..., object], *args: object) -> object:
        return step(self.at.county, self.at.uow, self.other_courier, *args)

    @property
    def list_id(self) -> PicklistId:
        return self.picklist.id

    @property
    def order_id(self) -> OrderId:
        return self.order.id

    @property
    def pickup_id(self) -> PickupId:
        return self.pickup.id

    @property
    def case_id(self) -> CaseId:
        return self.case.id


HOF_1 = Sku("HOF-1")
REACHES: dict[str, Callable[[Stranger], object]] = {
    "appointments.wish_again": lambda s: s.does(appointments.wish_again, "otto", s.appointment_id, ()),
    "appointments.take": lambda s: s.does(appointments.take, "otto", s.appointment_id, s.start),
    "appointments.call_off": lambda s: s.does(appointments.call_off, "otto", s.appointment_id),
    "appointments.withdraw_appointment": lambda s: s.does(appointments.withdraw_appointment, "otto", s.appointment_id),
    "appointments.own_appointments": lambda s: s.does(appointments.own_appointments, "otto"),
    "appointments.answers.propose": lambda s: s.does(answers.propose, "slf", s.appointment_id, s.start),
    "appointments.answers.decline": lambda s: s.does(answers.decline, "slf", s.appointment_id),
    "appointments.answers.call_off_as_merchant": lambda s: s.does(
        answers.call_off_as_merchant, "slf", s.appointment_id
    ),
    "appointments.answers.say_done": lambda s: s.does(answers.say_done, "slf", s.appointment_id),
    "appointments.answers.agenda": lambda s: s.does(answers.agenda, "slf"),
    "catalogue.set_sold_out": lambda s: s.does(shelves.set_sold_out, "bae", HOF_1, None),
    "catalogue.set_available": lambda s: s.does(shelves.set_available, "bae", HOF_1),
    "catalogue.set_remaining": lambda s: s.does(shelves.set_remaining, "bae", HOF_1, 1),
    "catalogue.set_price": lambda s: s.does(shelves.set_price, "bae", HOF_1, Money(240)),
    "ordering.picklists.open_lists": lambda s: s.does(picklists.open_lists, "bae"),
    "ordering.picklists.ordered_so_far": lambda s: s.does(picklists.ordered_so_far, "fle"),
    "ordering.counter.hand_over": lambda s: s.does(counter.hand_over, "bae", s.listed.parts[0].id),
    "ordering.counter.to_hand_over": lambda s: s.does(counter.to_hand_over, "bae"),
    "ordering.picklists.confirm_all": lambda s: s.does(picklists.confirm_all, "bae", s.list_id),
    "ordering.picklists.confirm_except": lambda s: s.does(picklists.confirm_except, "bae", s.list_id, {}),
    "ordering.picklists.reject_all": lambda s: s.does(picklists.reject_all, "bae", s.list_id),
    "ordering.amend": lambda s: s.does(ordering.amend, "otto", s.order_id),
    "ordering.cancel": lambda s: s.does(ordering.cancel, "otto", s.order_id),
    "ordering.withdraw": lambda s: s.does(ordering.withdraw, "otto", s.order.parts[0].id),
    "lockers.waiting_for": lambda s: s.does(lockers.waiting_for, "otto"),
    "lockers.code_of": lambda s: s.does(lockers.code_of, "otto", s.pickup_id),
    "lockers.access.code_of_access": lambda s: s.does(access.code_of_access, "otto", s.access_id),
    "lockers.open_own": lambda s: s.does(lockers.open_own, "otto", s.pickup_id, 1),
    "lockers.to_clear": lambda s: s.does(lockers.to_clear, "viktor"),
    "lockers.claim_clearing": lambda s: s.does(lockers.claim_clearing, "viktor", s.pickup_id),
    "lockers.hand_back_clearing": lambda s: s.does(lockers.hand_back_clearing, "viktor", s.pickup_id),
    "lockers.open_to_clear": lambda s: s.does(lockers.open_to_clear, "viktor", s.pickup_id, 1),
    "lockers.cleared": lambda s: s.does(lockers.cleared, "viktor", s.pickup_id),
    "people.helping.invite_named": lambda s: s.does(helping.invite_named, "otto", s.helper_id),
    "people.helping.end_help": lambda s: s.does(helping.end_help, "otto", s.helper_id),
    "people.sharing.share": lambda s: s.does(sharing.share, "otto", *s.tablet, "Karl Beispiel"),
    "people.sharing.who_may_write": lambda s: s.does(sharing.who_may_write, "otto", *s.tablet),
    "people.sharing.write_alone": lambda s: s.does(sharing.write_alone, "otto", *s.tablet),
    "people.sharing.write_as": lambda s: s.does(sharing.write_as, "otto", *s.tablet, PersonId("otto")),
    "lockers.to_fill": lambda s: s.does(lockers.to_fill, "viktor"),
    "lockers.begin_filling": lambda s: s.does(lockers.begin_filling, "viktor", s.pickup_id),
    "lockers.open_to_fill": lambda s: s.does(lockers.open_to_fill, "viktor", s.pickup_id, 1),
    "lockers.box_filled": lambda s: s.does(lockers.box_filled, "viktor", s.pickup_id, 1),
    "lockers.use_other_box": lambda s: s.does(lockers.use_other_box, "viktor", s.pickup_id, 1),
    "tours.driving.my_tours": lambda s: s.does(driving.my_tours, "viktor", s.tour.day),
    "tours.driving.begin_tour": lambda s: s.does(driving.begin_tour, "viktor", s.tour.id),
    "tours.driving.give_back": lambda s: s.does(driving.give_back, "viktor", s.tour.id),
    "tours.driving.done_here": lambda s: s.does(driving.done_here, "viktor", *s.stop),
    "tours.driving.card_seen": lambda s: s.does(driving.card_seen, "viktor", *s.stop),
    "tours.driving.empties_taken": lambda s: s.does(driving.empties_taken, "viktor", *s.stop),
    "tours.driving.still_driving": lambda s: s.does(driving.still_driving, "viktor", *s.stop),
    "tours.driving.handed_over": lambda s: s.does(driving.handed_over, "viktor", *s.stop),
    "tours.driving.left_with_neighbour": lambda s: s.does(driving.left_with_neighbour, "viktor", *s.stop, "Otto"),
    "tours.driving.nobody_home": lambda s: s.does(driving.nobody_home, "viktor", *s.stop),
    "tours.driving.skip": lambda s: s.does(driving.skip, "viktor", *s.stop),
    "tours.driving.trouble": lambda s: s.does(driving.trouble, "viktor", *s.stop, "other"),
    "deposits.cancel": lambda s: s.does(empties.cancel, "otto", s.booked.id),
    "deposits.decide_on_odd": lambda s: s.does(partial(empties.decide_on_odd, keep=True), "otto", s.booked.id),
    "deposits.open_to_hand_in": lambda s: s.does(empties.open_to_hand_in, "otto", s.booked.id),
    "deposits.counting.claim_counting": lambda s: s.does(counting.claim_counting, "viktor", s.inside.id),
    "deposits.counting.count": lambda s: s.does(counting.count, "viktor", s.inside.id, {}),
    "deposits.counting.count_later": lambda s: s.does(counting.count_later, "viktor", s.inside.id),
    "deposits.counting.hand_back_counting": lambda s: s.does(counting.hand_back_counting, "viktor", s.inside.id),
    "deposits.counting.open_to_count": lambda s: s.does(counting.open_to_count, "viktor", s.inside.id),
    "deposits.counting.to_count": lambda s: s.does(counting.to_count, "viktor"),
    "deposits.settling.paid_out": lambda s: s.does(settling.paid_out, "bae", s.inside.id),
    "deposits.settling.to_pay_out": lambda s: s.does(settling.to_pay_out, "bae"),
    "parcels.assign_again": lambda s: s.drives(parcels.assign_again, s.parcel_id, ParcelSize.S),
    "parcels.open_to_drop": lambda s: s.drives(parcels.open_to_drop, s.parcel_id),
    "parcels.put_in": lambda s: s.drives(parcels.put_in, s.parcel_id),
    "parcels.call_off": lambda s: s.drives(parcels.call_off, s.parcel_id),
    "refills.refills_for": lambda s: (s.refill_id, s.does(refills.refills_for, "viktor"))[1],
    "refills.claim": lambda s: s.does(refills.claim, "viktor", s.refill_id),
    "refills.decline": lambda s: s.does(refills.decline, "viktor", s.refill_id),
    "refills.later": lambda s: s.does(refills.later, "viktor", s.refill_id, s.at.clock.now()),
    "refills.hand_back": lambda s: s.does(refills.hand_back, "viktor", s.refill_id),
    "refills.open_to_refill": lambda s: s.does(refills.open_to_refill, "viktor", s.refill_id, 24),
    "refills.counted": lambda s: s.does(refills.counted, "viktor", s.refill_id, 24, 12),
    "vending.open_bought": lambda s: s.does(vending.open_bought, "otto", s.sale_id),
    "vending.cancel": lambda s: s.does(vending.cancel, "otto", s.sale_id),
    "vending.has_taken": lambda s: s.does(vending.has_taken, "otto", s.sale_id),
    "vending.stock.report_stock": lambda s: s.does(stock.report_stock, "viktor", StationId("P1"), 24, 1),
    "support.answer": lambda s: s.does(support.answer, "oskar", s.case_id, "Ja?"),
    "support.write_to_operator": lambda s: s.does(support.write_to_operator, "otto", s.case_id, "Nein."),
    "support.close_case": lambda s: s.does(support.close_case, "otto", s.case_id),
}


def test_the_table_says_of_what_only_ones_own_is_meant() -> None:
    assert sorted(REACHES) == sorted(name for name, row in TABLE.items() if row["only"])


@pytest.mark.parametrize("use_case", sorted(REACHES))
def test_nobody_reaches_what_is_not_his(use_case: str) -> None:
    stranger = Stranger()
    before = stranger.state()
    try:
        found = REACHES[use_case](stranger)
    except (NotAllowed, NotFound):
        found = []
    assert found == []
    assert stranger.state() == before


def test_all_of_a_station_is_locked_to_strangers() -> None:
    """A scope that is another's name, or none, opens nothing."""
    volunteer = Actor(SYSTEM.person_id, frozenset({RoleGrant(Role.VOLUNTEER)}))
    assert not volunteer.has(Role.VOLUNTEER, StationId("P1"))
    assert volunteer.has(Role.VOLUNTEER)
    with pytest.raises(NotAllowed):
        volunteer.scope_of(Role.VOLUNTEER)
    with pytest.raises(NotAllowed):
        actor(Role.MERCHANT).require(Role.MERCHANT, scope="BAE")
