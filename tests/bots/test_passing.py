"""What of a door may be read, by whom and how long."""

from __future__ import annotations

from datetime import timedelta

from bots.channels.channel import Address, Outgoing
from bots.dialogue.conversation import Talk
from bots.dialogue.manager import REPEAT, Manager
from bots.dialogue.reply import Option, Verbatim, joined, passing, say
from bots.dialogue.scribe import Scribe
from bots.dialogue.turn import Conversations
from bots.flows.repertoire import REPERTOIRE
from bots.passing import SHORTEN, door_of, note_sent
from bots.texts.texts import Texts
from bots.timers import timers
from domain.ids import PersonId
from domain.people.model import ContactAddress
from domain.people.own_data import own_data
from domain.store import OutboxItem
from domain.tours import dispatch, driving
from tests.bots.test_front_door import GreetingParser
from tests.conversations.stage import INFO
from tests.domain.tours.bench import Depot

DOOR = "Klara Drüke, Kapellenweg 914"
LEFT = "Halt 1 von 1: ein Haus in Vinsebeck."


class Van(Depot):
    """Doris stands at Erna's door, of which she has read in her chat; David has a chat, too."""

    def __init__(self) -> None:
        super().__init__()
        scribe = Scribe(Texts(), self.county.chance)
        self.talk = Conversations(self.county, Manager(REPERTOIRE), scribe, GreetingParser(), INFO, self.clock)
        for who in ("doris", "david"):
            now, known = self.clock.now(), PersonId(who)
            self.uow.people.add_address(
                ContactAddress(channel="web", channel_id=who, person_id=known, last_used_at=now)
            )
        self.ordered("erna", HOF_1=1)
        self.tour, self.stop = self.stop_for(self.evening(), "erna")
        self.clock.set(self.tour.starts_at)
        self.drive_to(self.tour, self.stop)
        self.told("doris")

    def told(self, who: str) -> None:
        """Somebody reads of the door."""
        door = passing(say(Verbatim(DOOR)), door_of(self.stop.id), Verbatim(LEFT))
        self.talk.tell(self.uow, Address("web", who), door)

    def settle(self) -> None:
        """What the relay does with a stop that was left."""
        for item in self.to_do("stop.left"):
            timers(self.county)["stop.left"](self.uow, item)

    def to_do(self, kind: str) -> list[OutboxItem]:
        return [item for item in self._waiting() if item.kind == kind]

    def reads(self, who: str) -> list[str]:
        return [one.body["text"] for one in self.uow.conversations.recent_messages("web", who, 9)]

    def last_of(self, who: str) -> list[str]:
        chat = self.uow.conversations.lock("web", who)
        assert chat is not None
        return [said["text"] for said in Talk.from_json(chat.state).last]

    def hand_over(self) -> None:
        driving.handed_over(self.county, self.uow, self.actor("doris"), self.tour.id, self.stop.id)


def test_a_door_is_read_until_the_stop_is_closed_and_nowhere_after_that() -> None:
    van = Van()
    van.settle()
    assert van.reads("doris") == [DOOR]
    van.hand_over()
    van.settle()
    assert van.reads("doris") == [LEFT]
    assert van.last_of("doris") == [LEFT]
    chat, talk = van.talk.open(van.uow, Address("web", "doris"))
    again = van.talk.scribe.answer(van.uow, chat, talk, REPEAT, van.clock.now(), "i1")
    assert [one.text for one in again] == [LEFT]


def test_her_own_data_tell_what_she_drove_and_no_address() -> None:
    van = Van()
    van.hand_over()
    van.settle()
    told = own_data(van.county, van.uow, van.actor("doris"))
    assert DOOR not in str(told)
    assert "Dorfstraße 900" not in str(told)
    assert [(one["day"], one["number"], one["stops"]) for one in told["tours_driven"]] == [("2026-03-05", 2, 1)]
    assert own_data(van.county, van.uow, van.actor("david"))["tours_driven"] == []


def test_when_another_one_drives_on_only_that_one_reads_of_the_door() -> None:
    van = Van()
    dispatch.assign_tour(van.county, van.uow, van.actor("oskar"), van.tour.id, PersonId("david"))
    van.told("david")
    van.settle()
    assert (van.reads("doris"), van.reads("david")) == ([LEFT], [DOOR])


def test_a_tour_that_is_stopped_takes_its_door_back() -> None:
    van = Van()
    dispatch.stop_tour(van.county, van.uow, van.actor("oskar"), van.tour.id)
    van.settle()
    assert van.reads("doris") == [LEFT]


def test_a_message_that_is_carried_to_another_address_passes_there_too() -> None:
    van = Van()
    van.talk.pass_on(van.uow, Address("web", "doris"), Address("telegram", "77"))
    van.hand_over()
    van.settle()
    (moved,) = van.uow.conversations.recent_messages("telegram", "77", 9)
    assert moved.body["text"] == LEFT


def test_what_is_shown_already_is_to_be_shortened_once() -> None:
    van = Van()
    van.hand_over()
    van.settle()
    van.settle()
    (item,) = van.to_do(SHORTEN)
    assert item.payload == {"channel": "web", "id": "doris", "seq": 1}


def test_a_message_that_passed_while_it_was_sent_is_shortened_after_it_has_left() -> None:
    van = Van()
    van.hand_over()
    van.settle()
    note_sent(van.uow, Address("web", "doris"), 1, "4711")
    assert len(van.to_do(SHORTEN)) == 2
    van.talk.tell(van.uow, Address("web", "doris"), say(Verbatim("Ihr Code: 471 108")))
    note_sent(van.uow, Address("web", "doris"), 2, "4712")
    code = van.uow.conversations.message("web", "doris", 2)
    assert code is not None
    assert code.sent_as is None  # nobody could edit it


def test_what_was_said_before_in_the_same_message_stays() -> None:
    before, door = say(Verbatim("Gut, notiert.")), passing(say(Verbatim(DOOR)), "stop:s", Verbatim(LEFT))
    (saying,) = joined(before, door).sayings
    assert saying.sentences == (Verbatim("Gut, notiert."), Verbatim(DOOR))
    assert saying.passes is not None
    assert saying.passes.left == (Verbatim("Gut, notiert."), Verbatim(LEFT))
    assert len(joined(door, before).sayings) == 2


def test_choices_stay_readable_unless_they_tell_what_passes() -> None:
    van = Van()
    options = [Option(Verbatim("Bei Monika Schulte abgegeben"), 1)]
    asked = passing(say(Verbatim("Wer?"), options=options), door_of(van.stop.id), Verbatim("Wer?"), keeps_options=False)
    given = passing(say(Verbatim(DOOR), options=options), door_of(van.stop.id), Verbatim(LEFT))
    for reply in (asked, given):
        van.talk.tell(van.uow, Address("web", "doris"), reply)
    van.clock.advance(timedelta(minutes=1))
    van.hand_over()
    van.settle()
    shown = [Outgoing.from_json(one.body) for one in van.uow.conversations.recent_messages("web", "doris", 2)]
    assert [len(one.buttons) for one in shown] == [0, 1]
