"""A door of which the station said too little: the resident has seen that it is open."""

from __future__ import annotations

from bots.dialogue.flow import Turn, answer_flow
from bots.dialogue.reply import Json, Reply, say, words
from domain.people.model import Role


def seen(_turn: Turn, value: Json) -> Reply:
    """It is open: what to do now, take out or put in."""
    key = "empties-door-open" if value.get("put_in") else "notice-door-open"
    return say(words(key, box=value["box"]))


DOOR_SEEN = answer_flow(
    "door-seen",
    "Bestätigen, dass ein Fach offen ist",
    {Role.RESIDENT},
    (),
    lambda _turn: say(words("pattern-no-menu")),
    tapped=seen,
)
