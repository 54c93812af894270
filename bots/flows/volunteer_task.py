"""One thing a volunteer may do, whatever its kind: what it is called, whose it is, and where its flow goes on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bots.dialogue.flow import Turn
from bots.dialogue.reply import Json, Words


class Did(StrEnum):
    """What a volunteer wants with a task: the word that its flow is started with."""

    SHOW = "show"  # what it is about; one's own goes on where it stands
    CLAIM = "claim"
    DECLINE = "decline"  # not now, or give it back
    FINISH = "finish"
    OPEN = "open"  # open a Fach of it: `box` names it, if one was named


@dataclass(frozen=True, slots=True)
class VolunteerTask:
    """A task that nobody else has. `name` names it to its flow, which is started with `{**name, "did": …}`.

    `boxes` are the compartments it is about, so that "Fach 12 auf" finds it.
    """

    flow: str
    name: Mapping[str, Json]
    label: Words
    mine: bool
    boxes: tuple[int, ...] = ()

    def start(self, did: Did, **more: Json) -> tuple[str, Json]:
        """The flow and the value it starts with."""
        return self.flow, {**self.name, "did": did.value, **more}


# What of one kind the person in a turn has taken over or may take over, oldest first.
TasksOfKind = Callable[[Turn], Sequence[VolunteerTask]]
