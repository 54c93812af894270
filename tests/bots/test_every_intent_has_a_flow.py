"""Nothing that people can mean stays without an answer, whoever says it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bots.dialogue.manager import FIRST
from bots.dialogue.patterns import COMMANDS
from bots.flows.not_yet import INTENTS, OF_MERCHANTS, OF_RESIDENTS, OF_VOLUNTEERS
from bots.flows.repertoire import FLOWS, REPERTOIRE
from bots.flows.who import BUYERS, EVERYBODY
from domain.people.model import Role

CONTRACT = Path(__file__).parents[2] / "docs" / "intents.md"
OF_MANNERS = {"repeat", "stop"}  # the same in every conversation: `bots.dialogue.manager` answers them


def contract() -> set[str]:
    """The intents of the contract page: the first cell of every table row before the boundaries."""
    page = CONTRACT.read_text(encoding="utf-8").split("## Where one ends")[0]
    return set(re.findall(r"^\| `([a-z_]+)` \|", page, re.MULTILINE))


def test_the_list_here_is_the_contract() -> None:
    assert contract() - OF_MANNERS == INTENTS


@pytest.mark.parametrize("role", sorted(EVERYBODY))
def test_every_intent_leads_to_a_flow(role: Role) -> None:
    mute = {intent for intent in INTENTS if not REPERTOIRE.starting_on(intent, {role})}
    assert not mute


@pytest.mark.parametrize("role", sorted(EVERYBODY))
def test_danger_and_rights_are_for_everybody(role: Role) -> None:
    for intent in (*FIRST, "talk_to_human", "help", "privacy", "subscribe"):
        flows = REPERTOIRE.starting_on(intent, {role})
        assert flows
        assert flows[0] in FLOWS, f"{intent} must be truly answered for {role}"


@pytest.mark.parametrize("command", sorted(set(COMMANDS.values()) - OF_MANNERS))
def test_every_command_word_leads_to_a_flow(command: str) -> None:
    for role in EVERYBODY:
        assert REPERTOIRE.starting_on(command, {role}), f"{command} for {role}"


def test_a_task_is_answered_by_its_flow_and_not_by_an_excuse() -> None:
    excuses = {flow.name for flow in REPERTOIRE.flows if flow not in FLOWS}
    for role, intents in (
        *((role, OF_RESIDENTS) for role in (Role.GUEST, Role.RESIDENT)),
        (Role.MERCHANT, OF_MERCHANTS),
        (Role.VOLUNTEER, OF_VOLUNTEERS),
    ):
        excused = {intent for intent in intents if REPERTOIRE.starting_on(intent, {role})[0].name in excuses}
        assert not excused, f"{role}: {excused}"


def test_buttons_of_other_conversations_find_their_flow() -> None:
    for name in ("assortment", "show-basket", "human", "order", "open-compartment", "talk-line", "end-talk"):
        assert name in REPERTOIRE.by_name
    assert REPERTOIRE.by_name["show-basket"].may_start(BUYERS)
