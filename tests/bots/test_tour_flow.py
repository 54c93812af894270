"""Driving by chat: what a tap under an old message does, and which words of a driver are no danger."""

from __future__ import annotations

import pytest

from bots.channels.channel import Address
from bots.dialogue.conversation import Talk
from bots.dialogue.flow import Turn
from bots.dialogue.manager import Manager
from bots.dialogue.reply import Reply, Words
from bots.flows import tour as tour_flow
from bots.flows.repertoire import REPERTOIRE
from bots.flows.tour import TourForm
from domain.ids import PersonId
from domain.people.model import Person
from domain.tours.model import Stop, StopStatus, Tour
from nlu.result import Intent, ParseResult
from tests.conversations.stage import INFO
from tests.domain.tours.bench import Depot

FEARED = Intent("emergency", 0.9)  # what the model alone makes of words that it has seldom met


class Round(Depot):
    """Doris stands at Erna's door, and Otto's comes next."""

    def __init__(self) -> None:
        super().__init__()
        for who in ("erna", "otto"):
            self.ordered(who, HOF_1=1)
        self.tour, _ = self.stop_for(self.evening(), "erna")
        self.clock.set(self.tour.starts_at)
        self.drive_to(self.tour, self.tour.halts()[0])
        self.talk = Talk()
        self.manager = Manager(REPERTOIRE)
        self.hears("Tour", Intent("list_tasks", 1.0))

    def turn(self, said: str = "", parse: ParseResult | None = None) -> Turn:
        driver: Person = self.person("doris")
        return Turn(self.county, self.uow, driver, Address("web", "doris"), said, parse, INFO, self.talk)

    def hears(self, said: str, intent: Intent = FEARED) -> Reply:
        """Doris writes; what the parser makes of it is given."""
        turn = self.turn(said, ParseResult(text=said, intent=intent))
        reply = self.manager.heard(turn)
        self.talk.menu = []
        return reply

    def here(self) -> Stop:
        stop = self.tour.current()
        assert stop is not None
        return stop


def keys(reply: Reply) -> list[str]:
    return [one.key for saying in reply.sayings for one in saying.sentences if isinstance(one, Words)]


@pytest.mark.parametrize("did", ["given", "absent", "stuck", "card", "no-card"])
def test_a_tap_under_the_message_of_an_earlier_stop_ends_no_later_one(did: str) -> None:
    at = Round()
    first = at.here()
    form = TourForm(at.tour.id)
    step = tour_flow.stop_chosen(at.turn(), form, {"did": "given", "stop": first.id})
    second = at.here()
    assert second is not first
    step = tour_flow.stop_chosen(at.turn(), step.form, {"did": did, "stop": first.id})
    assert keys(step.reply) == ["tour-earlier-stop"]
    assert step.form == form
    assert (at.here(), second.status) == (second, StopStatus.OPEN)


def test_a_neighbour_named_for_one_door_takes_nothing_at_another() -> None:
    at = Round()
    form = TourForm(at.tour.id, absent=True)
    step = tour_flow.neighbour_chosen(at.turn(), form, {"stop": "an earlier one", "name": "Monika Schulte"})
    assert keys(step.reply) == ["tour-earlier-stop"]
    assert at.here().status is StopStatus.OPEN


@pytest.mark.parametrize("said", ["niemand da", "es ist niemand zu Hause", "geklingelt, da rührt sich nichts"])
def test_a_report_about_a_door_is_no_emergency_of_the_driver(said: str) -> None:
    at = Round()
    first = at.here()
    at.hears(said)
    assert first.status is StopStatus.MISSED


@pytest.mark.parametrize("said", ["hier ist niemand da und es brennt", "Unfall", "sie rührt sich nicht mehr"])
def test_words_of_danger_come_before_every_report(said: str) -> None:
    at = Round()
    first = at.here()
    assert "danger-call" in keys(at.hears(said))
    assert at.here() is first


def test_what_is_feared_and_answers_nothing_is_asked() -> None:
    at = Round()
    first = at.here()
    assert keys(at.hears("mir wird ganz anders"))[0] == "danger-ask"
    assert at.here() is first


def test_a_tour_is_nobody_elses() -> None:
    at = Round()
    given: Tour = at.tour
    given.driver_id = PersonId("david")
    step = tour_flow.start_with(at.turn(), {"tour": given.id})
    assert keys(step.reply) == ["tour-not-yours"]
