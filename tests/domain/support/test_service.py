"""A person, please: one operator a case, and a talk that stays between two."""

from __future__ import annotations

import pytest

from domain.errors import MoveRefused, NotAllowed, NotFound
from domain.ids import CaseId
from domain.support import service as support
from domain.support.events import CaseClosed, CaseOpened, CaseTaken, TalkLine
from domain.support.model import Case, CaseKind, CaseStatus
from tests.builders import Hamlet


def call(
    hamlet: Hamlet, kind: CaseKind = CaseKind.TALK, who: str = "erna", said: str = "Mensch", chat: str = "c1"
) -> Case:
    return support.open_case(
        hamlet.county, hamlet.uow, hamlet.actor(who), kind, channel="webchat", channel_id=chat, said=said
    )


def take(hamlet: Hamlet, case: Case, who: str = "olga") -> Case:
    return support.take_case(hamlet.county, hamlet.uow, hamlet.actor(who), case.id)


def close(hamlet: Hamlet, case: Case, who: str) -> Case:
    return support.close_case(hamlet.county, hamlet.uow, hamlet.actor(who), case.id)


def test_called_twice_she_waits_once_and_is_heard_twice() -> None:
    hamlet = Hamlet()
    case = call(hamlet, said="Mensch")
    assert call(hamlet, said="Hallo?") is case
    assert "Hallo?" in case.said
    assert len(hamlet.events(CaseOpened)) == 1


def test_every_problem_is_a_case_of_its_own() -> None:
    hamlet = Hamlet()
    assert call(hamlet, CaseKind.PROBLEM) is not call(hamlet, CaseKind.PROBLEM)
    assert call(hamlet, CaseKind.TALK) is not call(hamlet, CaseKind.PRIVACY)


def test_a_tablet_for_two_does_not_show_one_the_case_of_the_other() -> None:
    hamlet = Hamlet()
    assert call(hamlet, who="erna").person_id == "erna"
    assert call(hamlet, who="otto").person_id == "otto"


def test_danger_stands_before_everything_and_then_who_waits_longest() -> None:
    hamlet = Hamlet()
    first = call(hamlet)
    hamlet.later(minutes=1)
    second = call(hamlet, CaseKind.PROBLEM, "otto", chat="c2")
    hamlet.later(minutes=1)
    danger = call(hamlet, CaseKind.EMERGENCY, "gast", chat="c3")
    assert support.open_cases(hamlet.county, hamlet.uow, hamlet.actor("olga")) == [danger, first, second]


def test_of_two_operators_the_first_has_the_case() -> None:
    hamlet = Hamlet()
    case = call(hamlet)
    take(hamlet, case, "olga")
    take(hamlet, case, "olga")
    with pytest.raises(MoveRefused):
        take(hamlet, case, "oskar")
    assert case.operator_id == "olga"
    assert len(hamlet.events(CaseTaken)) == 1


@pytest.mark.parametrize("who", ["olga", "oskar"])
def test_a_settled_case_is_not_taken_again(who: str) -> None:
    hamlet = Hamlet()
    case = take(hamlet, call(hamlet))
    close(hamlet, case, "olga")
    with pytest.raises(MoveRefused):
        take(hamlet, case, who)
    assert case.status is CaseStatus.CLOSED


def test_what_is_written_goes_to_the_other_side_only() -> None:
    hamlet = Hamlet()
    case = take(hamlet, call(hamlet))
    support.answer(hamlet.county, hamlet.uow, hamlet.actor("olga"), case.id, "Guten Tag!")
    support.write_to_operator(hamlet.county, hamlet.uow, hamlet.actor("erna"), case.id, "Moin.")
    told = [(one["to_person_id"], one["from_name"], one["human_to_resident"]) for one in hamlet.events(TalkLine)]
    assert told == [("erna", "Olga", True), ("olga", "Erna", False)]


@pytest.mark.parametrize("who", ["oskar", "erna", "otto"])
def test_nobody_else_answers_in_an_operators_name(who: str) -> None:
    hamlet = Hamlet()
    case = take(hamlet, call(hamlet))
    with pytest.raises(NotAllowed):
        support.answer(hamlet.county, hamlet.uow, hamlet.actor(who), case.id, "Ich war's.")


@pytest.mark.parametrize("who", ["otto", "oskar", "olga"])
def test_nobody_else_writes_in_her_name(who: str) -> None:
    hamlet = Hamlet()
    case = take(hamlet, call(hamlet))
    with pytest.raises(NotAllowed):
        support.write_to_operator(hamlet.county, hamlet.uow, hamlet.actor(who), case.id, "Ich war's.")


def test_before_it_is_taken_and_after_it_is_settled_nothing_is_carried() -> None:
    hamlet = Hamlet()
    case = call(hamlet)
    erna, olga = hamlet.actor("erna"), hamlet.actor("olga")
    for step in (lambda: None, lambda: close(hamlet, take(hamlet, case), "olga")):
        step()
        with pytest.raises(NotAllowed):
            support.write_to_operator(hamlet.county, hamlet.uow, erna, case.id, "Hallo?")
        with pytest.raises(NotAllowed):
            support.answer(hamlet.county, hamlet.uow, olga, case.id, "Ja?")
    assert hamlet.events(TalkLine) == []


@pytest.mark.parametrize(("who", "may"), [("erna", True), ("olga", True), ("oskar", True), ("otto", False)])
def test_she_or_an_operator_ends_it_once(who: str, may: bool) -> None:
    hamlet = Hamlet()
    case = take(hamlet, call(hamlet))
    if not may:
        with pytest.raises(NotAllowed):
            close(hamlet, case, who)
        return
    close(hamlet, case, who)
    close(hamlet, case, who)
    assert [(one["operator_id"], one["person_id"]) for one in hamlet.events(CaseClosed)] == [("olga", "erna")]
    assert call(hamlet) is not case


def test_a_case_that_is_not_there_is_not_found() -> None:
    hamlet = Hamlet()
    with pytest.raises(NotFound):
        support.take_case(hamlet.county, hamlet.uow, hamlet.actor("olga"), CaseId("gone"))


def test_a_long_story_is_kept_short() -> None:
    assert len(call(Hamlet(), said="oh " * 1000).said) == 500
