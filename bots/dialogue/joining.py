"""Invitations that are written into a chat, what is said when one is taken, and a brake on guessing."""

from __future__ import annotations

import re

from bots.dialogue.reply import Words, words
from domain.clock import Clock
from domain.codes import INVITATION_LENGTH, LETTERS
from domain.people.model import Person
from domain.store import UnitOfWork

WRONG_A_MINUTE = 20
_HALF = INVITATION_LENGTH // 2
_SAID = re.compile(
    r"(?P<named>(?:(?:meine|die|ihre|eine) )?einladung\w*\W*)?"
    rf"(?P<code>[{LETTERS}]{{{_HALF}}}[ -]?[{LETTERS}]{{{_HALF}}})",
    re.IGNORECASE,
)


class Guesses:
    """Wrong invitations of the last minute, whoever tried them: nobody finds one by trying."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._wrong: list[float] = []

    def are_many(self) -> bool:
        """Whether it is time to refuse everybody for a while."""
        now = self._clock.now().timestamp()
        self._wrong = [at for at in self._wrong if now - at < 60]
        return len(self._wrong) >= WRONG_A_MINUTE

    def add(self) -> None:
        """One more."""
        self._wrong.append(self._clock.now().timestamp())


def invitation_said(text: str) -> tuple[str, bool] | None:
    """The code of an invitation if the message is nothing else, and whether it says that it is one."""
    found = _SAID.fullmatch(text.strip(" \t\n.!?"))
    if found is None:
        return None
    return re.sub(r"[ -]", "", found["code"]).upper(), found["named"] is not None


def joined_words(store: UnitOfWork, code: str, person: Person) -> Words:
    """What somebody hears whose invitation holds."""
    invitation = store.people.invitation(code.strip().upper())
    helper = store.people.helper(invitation.helper_id) if invitation and invitation.helper_id else None
    resident = store.people.get(helper.resident_id) if helper else None
    if resident is not None:
        return words("welcome-helper", name=resident.name)
    return words("welcome-linked", name=person.name or "")
