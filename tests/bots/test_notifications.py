"""Every event is told or silent for a reason; what is told fits the rules for elderly readers and says enough."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

import domain
from bots.dialogue.conversation import Talk
from bots.dialogue.reply import Saying
from bots.flows.repertoire import REPERTOIRE
from bots.notifications import SILENT, TOLD, Notice, Notices, Urgency, on_notice
from bots.texts.texts import Texts
from domain.events import Event
from domain.ids import CaseId, MerchantId, OrderId, PersonId, PicklistId, PickupId, Sku, StationId
from domain.lockers.access import grant_list
from domain.lockers.events import CodeAlarm, DoorAnswered, DoorJammed, PickupCollected, StationChanged
from domain.lockers.model import Pickup, PickupStatus
from domain.lockers.ports import CommandAnswered, CommandOutcome, Door, GrantsAnswered, StationCondition, StationSeen
from domain.lockers.reports import expire, remind, take_report
from domain.lockers.service import (
    begin_filling,
    box_filled,
    claim_clearing,
    cleared,
    open_own,
    open_to_clear,
    open_to_fill,
)
from domain.ordering.events import ContractWithdrawn, OrderPlaced, PicklistNearlyLapsed, PicklistReminderDue
from domain.ordering.model import Receive
from domain.ordering.picklists import confirm_all, confirm_except, lapse, open_lists, reject_all, send_picklist
from domain.ordering.service import choose_receiving, offer_for, place, put_in, show
from domain.people.events import InvitationAccepted, PersonErased
from domain.people.model import SYSTEM, Actor
from domain.quantity import Amount
from domain.store import UnitOfWork
from domain.support.events import CaseClosed, CaseTaken, TalkLine
from domain.support.model import CaseKind
from domain.support.service import answer, close_case, open_case, take_case, write_to_operator
from integrations.demo.region import read_region
from integrations.demo.seed import plant
from tests.fakes import CountingIds, ManualClock, county
from tests.memory import MemoryStore

OPENING = datetime(2026, 11, 25, 8, 10, tzinfo=UTC)
INFO = {"phone": "05271 000000", "hours": "Montag bis Freitag von 8 bis 18 Uhr"}
BAKER, RESIDENT, OPERATOR, CENTRE, HELPER = (PersonId(one) for one in ("BAE", "R001", "O1", "C1", "V01"))
ROLLS, PUMPERNICKEL = Sku("BAE-120"), Sku("BAE-104")


class World:
    """The sample county in memory, with the order of one resident, told step by step."""

    def __init__(self) -> None:
        self.clock = ManualClock(OPENING)
        self.county = county(self.clock)
        self.store = MemoryStore(self.clock, CountingIds())
        self.notices = Notices(self.county, INFO)
        self.uow: UnitOfWork
        with self.store.begin() as uow:
            plant(uow, read_region(OPENING))
            uow.commit()
        self._begin()

    def _begin(self) -> None:
        with self.store.begin() as uow:
            self.uow = uow

    def commit(self) -> list[Event]:
        """Make it true; the events that were recorded since the last time, in order."""
        self.uow.commit()
        self._begin()
        items = self.uow.outbox.claim_due(self.clock.now(), self.clock.now(), 100)
        for item in items:
            item.done_at = self.clock.now()
        self.uow.commit()
        self._begin()
        return [
            Event.kinds[item.payload["name"]].from_payload(item.payload["fields"])
            for item in items
            if item.kind == "event"
        ]

    def told(self, event: Event) -> list[Notice]:
        return self.notices.for_event(self.uow, event)

    def all_told(self) -> list[Notice]:
        return [notice for event in self.commit() for notice in self.told(event)]

    def actor(self, person_id: str) -> Actor:
        person = self.uow.people.get(PersonId(person_id))
        assert person is not None
        return person.actor()

    # --- what happens -------------------------------------------------------------------------------------

    def ordered(self, who: str = RESIDENT, *things: tuple[str, int]) -> OrderId:
        actor = self.actor(who)
        for sku, packs in things or ((ROLLS, 20), (PUMPERNICKEL, 1)):
            put_in(self.county, self.uow, actor, Sku(sku), Amount(packs=packs))
        choose_receiving(self.county, self.uow, actor, receive=Receive.PICKUP)
        person = self.uow.people.get(actor.person_id)
        assert person is not None
        show(self.county, self.uow, actor, offer_for(self.county, self.uow, person))
        order = place(self.county, self.uow, actor)
        self.commit()
        return order.id

    def listed(self) -> PicklistId:
        self.clock.set(OPENING.replace(hour=16, minute=30))
        send_picklist(self.county, self.uow, SYSTEM, MerchantId("BAE"), self.clock.now())
        return open_lists(self.county, self.uow, self.actor(BAKER))[0].id

    def confirmed(self) -> None:
        confirm_all(self.county, self.uow, self.actor(BAKER), self.listed())
        self.commit()
        self.clock.set(OPENING + timedelta(days=1))
        take_report(self.county, self.uow, SYSTEM, StationSeen(StationId("P1"), StationCondition.READY, "b", 1))
        self.commit()

    def filling(self) -> Pickup:
        pickup = self.pickup()
        begin_filling(self.county, self.uow, self.actor(CENTRE), pickup.id)
        return pickup

    def filled(self) -> None:
        pickup = self.filling()
        for box in list(pickup.boxes):
            box_filled(self.county, self.uow, self.actor(CENTRE), pickup.id, box.no)
        self.commit()

    def ready(self) -> None:
        self.ordered()
        self.confirmed()
        self.filled()
        version = grant_list(self.county, self.uow, StationId("P1")).version
        take_report(self.county, self.uow, SYSTEM, GrantsAnswered(StationId("P1"), version, True, ""))

    def pickup(self) -> Pickup:
        return self.uow.lockers.pickups_of_person(RESIDENT, set(PickupStatus))[0]

    def door(self, outcome: CommandOutcome, code: str = "") -> list[Notice]:
        command = self.uow.lockers.commands_in_flight()[0]
        answered = CommandAnswered(StationId("P1"), command.id, outcome, code, Door.OPEN, self.clock.now())
        take_report(self.county, self.uow, SYSTEM, answered)
        return self.all_told()


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture(scope="module")
def texts() -> Texts:
    return Texts()


def said(texts: Texts, notice: Notice) -> str:
    return "\n".join(texts.say(one) for saying in notice.reply.sayings for one in saying.sentences)


def labels(texts: Texts, notice: Notice) -> list[str]:
    return [texts.say(option.label) for saying in notice.reply.sayings for option in saying.options]


def to(notices: Sequence[Notice], person_id: str) -> Notice:
    return next(notice for notice in notices if notice.person_id == person_id)


def of_rules(texts: Texts, notices: Sequence[Notice]) -> None:
    """The rules every message keeps: short, one question, known flows behind the buttons."""
    for saying in (saying for notice in notices for saying in notice.reply.sayings):
        text = "\n".join(texts.say(one) for one in saying.sentences)
        assert len(text) <= 300, text
        assert text.count("?") <= 1, text
        _labels_are_sayable(texts, saying)


def _labels_are_sayable(texts: Texts, saying: Saying) -> None:
    for option in saying.options:
        assert texts.say(option.label)
        assert option.flow in REPERTOIRE.by_name
    for row in saying.rows:
        assert texts.say(row.thing)


# --- the table -------------------------------------------------------------------------------------------------


def test_every_event_is_told_or_silent_for_a_reason() -> None:
    for module in pkgutil.walk_packages(domain.__path__, "domain."):
        if module.name.endswith(".events"):
            importlib.import_module(module.name)
    named = {kind.__name__ for kind in (*TOLD, *SILENT)}
    assert {name for name, kind in Event.kinds.items() if kind.__module__.startswith("domain.")} == named
    assert not set(TOLD) & set(SILENT)
    assert all(SILENT.values())


def test_a_silent_event_gives_no_notice(world: World) -> None:
    order_id = world.ordered()
    assert world.told(OrderPlaced(order_id=order_id, person_id=RESIDENT, amended=False)) == []


# --- merchants --------------------------------------------------------------------------------------------------


def test_the_list_gives_sums_first_and_names_second(world: World, texts: Texts) -> None:
    world.ordered()
    world.ordered("R013", (ROLLS, 8))
    world.listed()
    notices = world.all_told()
    of_rules(texts, notices)
    (notice,) = notices
    assert notice.person_id == BAKER
    rows = [(texts.say(r.amount), texts.say(r.thing)) for r in notice.reply.sayings[0].rows]
    assert ("28 ×", "Brötchen, hell") in rows[:2]
    assert any("Pöppelbaum" in thing for _, thing in rows[2:])
    assert labels(texts, notice) == ["Alles da", "Etwas fehlt", "Geht nicht"]


def test_the_reminder_repeats_everything_and_an_answered_list_is_not_reminded(world: World, texts: Texts) -> None:
    world.ordered()
    picklist = world.listed()
    world.commit()
    reminder = PicklistReminderDue(picklist_id=picklist, merchant_id=MerchantId("BAE"))
    nearly = PicklistNearlyLapsed(picklist_id=picklist, merchant_id=MerchantId("BAE"))
    assert to(world.told(reminder), BAKER).reply.sayings[0].rows
    warned = world.told(nearly)
    of_rules(texts, warned)
    assert "030 23125-102" in said(texts, to(warned, OPERATOR))
    confirm_all(world.county, world.uow, world.actor(BAKER), picklist)
    world.commit()
    assert world.told(reminder) == []
    assert world.told(nearly) == []


# --- residents and their orders ----------------------------------------------------------------------------------


def test_a_confirmed_part_says_the_final_total(world: World, texts: Texts) -> None:
    world.ordered()
    confirm_all(world.county, world.uow, world.actor(BAKER), world.listed())
    notices = [n for n in world.all_told() if n.person_id == RESIDENT]
    of_rules(texts, notices)
    assert "11,99" in said(texts, notices[0])
    assert notices[0].reply.sayings[0].rows


def test_what_is_missing_is_named_with_the_new_total(world: World, texts: Texts) -> None:
    world.ordered()
    confirm_except(world.county, world.uow, world.actor(BAKER), world.listed(), {ROLLS: 5})
    notices = [n for n in world.all_told() if n.person_id == RESIDENT]
    of_rules(texts, notices)
    text = said(texts, notices[0])
    assert "15 von 20 × Brötchen, hell" in text
    assert "5,24" in text


def test_a_refused_part_says_that_nothing_is_paid(world: World, texts: Texts) -> None:
    world.ordered()
    reject_all(world.county, world.uow, world.actor(BAKER), world.listed())
    notices = [n for n in world.all_told() if n.person_id == RESIDENT]
    of_rules(texts, notices)
    assert "Sie zahlen nichts" in said(texts, notices[0])


def test_a_lapsed_part_is_told_with_a_like_product_of_another_seller(world: World, texts: Texts) -> None:
    world.ordered(RESIDENT, ("HOF-145", 1))
    order = world.uow.orders.of_person(RESIDENT)[0]
    merchant = order.parts[0].merchant_id
    world.clock.set(order.parts[0].picklist_at)
    send_picklist(world.county, world.uow, SYSTEM, merchant, world.clock.now())
    picklist = order.parts[0].picklist_id
    world.commit()
    assert picklist is not None
    lapse(world.county, world.uow, SYSTEM, picklist)
    notices = world.all_told()
    of_rules(texts, notices)
    told = to(notices, RESIDENT)
    options = told.reply.sayings[0].options
    assert options
    assert all(option.flow == "order" and not option.value.startswith("HOF") for option in options)
    assert "geantwortet" in said(texts, to(notices, OPERATOR))


def test_a_withdrawal_is_receipted_with_its_time(world: World, texts: Texts) -> None:
    world.ordered()
    world.confirmed()
    part = world.uow.orders.of_person(RESIDENT)[0].parts[0]
    event = ContractWithdrawn(
        order_id=part.order_id,
        part_id=part.id,
        merchant_id=part.merchant_id,
        person_id=RESIDENT,
        line_ids=(part.lines[0].id,),
        at=world.clock.now().isoformat(),
    )
    notices = world.told(event)
    of_rules(texts, notices)
    assert "9:10 Uhr" in said(texts, to(notices, RESIDENT))
    assert to(notices, RESIDENT).urgency is Urgency.ANSWER
    assert "Pöppelbaum" in said(texts, to(notices, BAKER))


# --- goods ----------------------------------------------------------------------------------------------------------


def test_the_code_message_has_point_fach_code_until_and_phone_only(world: World, texts: Texts) -> None:
    world.ready()
    notices = world.all_told()
    of_rules(texts, notices)
    notice = to(notices, RESIDENT)
    assert notice.urgency is Urgency.STATUS
    place, boxes, code, until, phone = (texts.say(one) for one in notice.reply.sayings[0].sentences)
    assert "Vinsebeck, Dorfplatz 1" in place
    assert boxes.startswith("Fach")
    assert code.removeprefix("Ihr Code: ").replace(" ", "").isdigit()
    assert code[-4] == " "
    assert "Samstag, 28. November" in until
    assert INFO["phone"] in phone
    assert notice.reply.sayings[0].picture is not None


def test_who_collects_for_her_reads_as_much_and_she_reads_who_it_is(world: World, texts: Texts) -> None:
    world.ready()
    notices = world.all_told()
    assert {notice.person_id for notice in notices} == {RESIDENT, HELPER}
    place, boxes, code, until, phone = said(texts, to(notices, HELPER)).split("\n")
    assert place == "Für Irmgard Pöppelbaum liegt etwas bereit. Abholpunkt Vinsebeck, Dorfplatz 1."
    own = [texts.say(one) for one in to(notices, RESIDENT).reply.sayings[0].sentences]
    assert [boxes, until, phone] == [own[1], own[3], own[4]]
    assert code.removeprefix("Code: ") not in own[2]
    assert said(texts, to(notices, RESIDENT)).endswith("Auch Martin Brockmeyer hat einen Code bekommen.")


def test_the_reminder_repeats_the_code_and_a_used_code_is_not_told(world: World, texts: Texts) -> None:
    world.ready()
    world.commit()
    pickup = world.pickup()
    remind(world.county, world.uow, SYSTEM, pickup.id)
    (event,) = world.commit()
    assert "Ihr Code" in said(texts, to(world.told(event), RESIDENT))
    pickup = world.pickup()
    for box in pickup.boxes:
        open_own(world.county, world.uow, world.actor(RESIDENT), pickup.id, box.no)
        world.door(CommandOutcome.DONE)
    assert world.told(event) == []


def test_collected_says_how_long_the_code_opens_again(world: World, texts: Texts) -> None:
    world.ready()
    world.commit()
    pickup = world.pickup()
    notices: list[Notice] = []
    for box in list(pickup.boxes):
        open_own(world.county, world.uow, world.actor(RESIDENT), pickup.id, box.no)
        notices = world.door(CommandOutcome.DONE)
    of_rules(texts, notices)
    assert any("bis 9:20 Uhr" in said(texts, notice) for notice in notices)


def test_a_collection_told_late_promises_no_second_opening(world: World, texts: Texts) -> None:
    world.ready()
    world.commit()
    past = (world.clock.now() - timedelta(hours=1)).isoformat()
    late = world.told(PickupCollected(pickup_id=world.pickup().id, person_id=RESIDENT, reopen_until=past))
    of_rules(texts, late)
    assert "abgeholt" in said(texts, to(late, RESIDENT))
    assert to(late, RESIDENT).urgency is Urgency.STATUS


@pytest.mark.parametrize(
    ("outcome", "code", "words", "labelled"),
    [
        (CommandOutcome.DONE, "door_opened", "ist offen", ""),
        (CommandOutcome.FAILED, "jammed", "klemmt", "Noch einmal öffnen"),
        (CommandOutcome.UNKNOWN, "", "offen?", "Ja, es ist offen"),
        (CommandOutcome.EXPIRED, "no_answer", "Ihr Code:", "Noch einmal öffnen"),
        (CommandOutcome.REJECTED, "fence", "noch zu", "Mensch, bitte"),
    ],
)
def test_the_door_answers_its_owner(
    world: World, texts: Texts, outcome: CommandOutcome, code: str, words: str, labelled: str
) -> None:
    world.ready()
    world.commit()
    pickup = world.pickup()
    open_own(world.county, world.uow, world.actor(RESIDENT), pickup.id, pickup.boxes[0].no)
    notices = world.door(outcome, code)
    of_rules(texts, notices)
    told = to(notices, RESIDENT)
    assert told.urgency is Urgency.ANSWER
    assert words in said(texts, told)
    assert not labelled or labelled in labels(texts, told)


@pytest.mark.parametrize("outcome", [CommandOutcome.DONE, CommandOutcome.FAILED, CommandOutcome.UNKNOWN])
def test_the_door_answers_who_fills(world: World, texts: Texts, outcome: CommandOutcome) -> None:
    world.ordered()
    world.confirmed()
    pickup = world.filling()
    open_to_fill(world.county, world.uow, world.actor(CENTRE), pickup.id, pickup.boxes[0].no)
    (notice,) = world.door(outcome, "jammed")
    of_rules(texts, [notice])
    assert notice.person_id == CENTRE
    assert all(option.flow == "fill" for option in notice.reply.sayings[0].options)


def test_expired_goods_are_offered_to_helpers_with_first_name_and_village_only(world: World, texts: Texts) -> None:
    world.ready()
    world.commit()
    expire(world.county, world.uow, SYSTEM, world.pickup().id)
    (event,) = world.commit()
    notices = world.told(event)
    of_rules(texts, notices)
    helper = to(notices, HELPER)
    assert helper.urgency is Urgency.PROACTIVE
    assert "Irmgard aus Vinsebeck" in said(texts, helper)
    assert "Pöppelbaum" not in said(texts, helper)
    assert {notice.person_id for notice in notices} == {RESIDENT, "V01", "V02", "V03"}
    claim_clearing(world.county, world.uow, world.actor(HELPER), world.pickup().id)
    world.commit()
    assert {notice.person_id for notice in world.told(event)} == {RESIDENT}
    open_to_clear(world.county, world.uow, world.actor(HELPER), world.pickup().id, world.pickup().boxes[0].no)
    answered = world.door(CommandOutcome.DONE)
    of_rules(texts, answered)
    assert all(option.flow == "clear" for option in to(answered, HELPER).reply.sayings[0].options)
    cleared(world.county, world.uow, world.actor(HELPER), world.pickup().id)
    assert "herausgenommen" in said(texts, to(world.all_told(), RESIDENT))
    assert world.told(event) == []


def test_a_door_stuck_under_a_code_is_told_to_its_owner_and_an_operator(world: World, texts: Texts) -> None:
    world.ready()
    world.commit()
    pickup = world.pickup()
    jam = DoorJammed(station_id=StationId("P1"), box=pickup.boxes[0].no, pickup_id=pickup.id, by_code=True)
    notices = world.told(jam)
    of_rules(texts, notices)
    assert {notice.person_id for notice in notices} == {RESIDENT, "O1", "O2"}
    by_chat = world.told(replace(jam, by_code=False))
    assert {notice.person_id for notice in by_chat} == {"O1", "O2"}
    empty = world.told(DoorJammed(station_id=StationId("P1"), box=3, pickup_id=None, by_code=False))
    of_rules(texts, empty)
    assert {notice.person_id for notice in empty} == {"O1", "O2"}


def test_operators_hear_of_silent_stations_and_tried_codes(world: World, texts: Texts) -> None:
    lost = StationChanged(station_id=StationId("P1"), condition=StationCondition.LOST.value)
    back = StationChanged(station_id=StationId("P1"), condition=StationCondition.READY.value)
    notices = [*world.told(lost), *world.told(CodeAlarm(station_id=StationId("P1")))]
    of_rules(texts, notices)
    assert {notice.person_id for notice in notices} == {"O1", "O2"}
    assert world.told(back) == []


# --- people ----------------------------------------------------------------------------------------------------------


def test_an_emergency_begins_with_that_word_and_knows_no_quiet_hours(world: World, texts: Texts) -> None:
    for kind in CaseKind:
        open_case(world.county, world.uow, world.actor(RESIDENT), kind, channel="rest", channel_id="R001", said="Hilfe")
    notices = world.all_told()
    of_rules(texts, notices)
    urgent = [notice for notice in notices if said(texts, notice).startswith("NOTFALL")]
    assert {notice.person_id for notice in urgent} == {"O1", "O2"}
    assert all(notice.urgency is Urgency.DANGER for notice in urgent)
    assert all(labels(texts, notice) == ["Übernehmen"] for notice in notices)


def test_a_talk_is_carried_between_taking_and_closing(world: World, texts: Texts) -> None:
    case = open_case(
        world.county, world.uow, world.actor(RESIDENT), CaseKind.TALK, channel="rest", channel_id="R001", said="Mensch"
    )
    world.commit()
    take_case(world.county, world.uow, world.actor(OPERATOR), case.id)
    (taken,) = world.all_told()
    talk = Talk()
    assert taken.person_id == RESIDENT
    assert taken.change is not None
    taken.change(talk)
    assert talk.case_id == case.id
    answer(world.county, world.uow, world.actor(OPERATOR), case.id, "Guten Tag?! <b>")
    write_to_operator(world.county, world.uow, world.actor(RESIDENT), case.id, "Ja")
    to_resident, to_operator = world.all_told()
    assert to_resident.reply.sayings[0].speaker == "Carola Wessel"
    assert said(texts, to_resident) == "Guten Tag?! <b>"
    assert said(texts, to_operator) == "Irmgard Pöppelbaum schreibt: Ja"
    close_case(world.county, world.uow, world.actor(OPERATOR), case.id)
    (closed,) = world.all_told()
    assert closed.person_id == RESIDENT
    assert closed.change is not None
    closed.change(talk)
    assert talk.case_id is None


def test_on_notice_changes_only_the_talk_it_is_about() -> None:
    talk = Talk(case_id="other", case_mine="mine")
    closed = CaseClosed(case_id=CaseId("mine"), person_id=RESIDENT, operator_id=OPERATOR, by=RESIDENT)
    on_notice(talk, closed)
    assert (talk.case_id, talk.case_mine) == ("other", None)
    on_notice(talk, CaseTaken(case_id=CaseId("new"), person_id=RESIDENT, operator_id=OPERATOR))
    assert talk.case_id == "new"
    line = TalkLine(
        case_id=CaseId("new"),
        to_person_id=RESIDENT,
        from_person_id=OPERATOR,
        from_name="",
        text="",
        human_to_resident=True,
    )
    on_notice(talk, line)
    assert talk.case_id == "new"


def test_who_has_invited_hears_of_it_and_open_orders_of_the_erased_are_looked_after(world: World, texts: Texts) -> None:
    invited = world.told(InvitationAccepted(person_id=HELPER, role="volunteer", invited_by=OPERATOR))
    of_rules(texts, invited)
    assert "Ehrenamtlicher" in said(texts, to(invited, OPERATOR))
    assert world.told(InvitationAccepted(person_id=HELPER, role="volunteer", invited_by=PersonId("system"))) == []
    assert world.told(PersonErased(person_id=RESIDENT)) == []
    world.ordered()
    erased = world.told(PersonErased(person_id=RESIDENT))
    of_rules(texts, erased)
    assert {notice.person_id for notice in erased} == {"O1", "O2"}


def test_an_answer_to_a_command_nobody_knows_is_told_to_nobody(world: World) -> None:
    event = DoorAnswered(
        command_id=world.county.ids.new(),  # type: ignore[arg-type]
        station_id=StationId("P1"),
        box=2,
        pickup_id=PickupId("x"),
        asked_by=RESIDENT,
        outcome="done",
        code="",
    )
    assert world.told(event) == []
