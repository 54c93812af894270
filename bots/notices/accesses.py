"""Notices about codes that stand beside a pickup's own: told when the station has them, by what they are for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bots.notices import empties, helping, parcels, refills
from bots.notices.notice import Desk, Notice
from domain.lockers.events import AccessLive
from domain.lockers.model import AccessPurpose

# Every room that gives codes says here who is told, and how.
TOLD_BY: Mapping[AccessPurpose, Callable[[Desk, AccessLive], list[Notice]]] = {
    AccessPurpose.SECOND: helping.second_code_live,
    AccessPurpose.DEPOSIT: empties.code_live,
    AccessPurpose.COURIER: parcels.drop_code_live,
    AccessPurpose.REFILL: refills.code_live,
}


def access_live(desk: Desk, event: AccessLive) -> list[Notice]:
    """The code works now."""
    tell = TOLD_BY.get(AccessPurpose(event.purpose))
    return tell(desk, event) if tell else []
