"""Calling a human: a case for the operators, with what was said in this chat."""

from __future__ import annotations

from bots.dialogue.flow import Turn
from domain.support.model import Case, CaseKind
from domain.support.service import open_case

LAST_SAID = 3


def call_a_human(turn: Turn, kind: CaseKind, about: str = "") -> Case:
    """Open a case of this chat. Where nothing was written (a tap), the last words of the chat are given along."""
    return open_case(
        turn.county,
        turn.store,
        turn.actor,
        kind,
        channel=turn.address.channel,
        channel_id=turn.address.id,
        said=turn.said or _last_said(turn),
        about=about,
    )


def _last_said(turn: Turn) -> str:
    recent = turn.store.conversations.recent_inbox(turn.address.channel, turn.address.id, LAST_SAID * 2)
    texts = [item.body["text"] for item in recent if item.body.get("text")]
    return " / ".join(texts[-LAST_SAID:])
