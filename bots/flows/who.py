"""Who may say what: sets of roles, and how people are addressed."""

from __future__ import annotations

from bots.dialogue.flow import Turn
from domain.people.model import Role

EVERYBODY = frozenset(role for role in Role if role is not Role.SYSTEM)
# Those who may fill a basket; a name makes residents of them when they buy.
BUYERS = frozenset({Role.GUEST, Role.RESIDENT, Role.VOLUNTEER, Role.DRIVER, Role.CENTRE})


def is_resident(turn: Turn) -> bool:
    """Whether somebody may have orders, codes and bills."""
    return Role.RESIDENT in turn.actor.roles
