"""Writes replies down: words, buttons with their tokens, numbers in order. What is written is what is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bots.channels.channel import Button, Outgoing, Passing, Picture, Row
from bots.dialogue.conversation import Offered, Talk
from bots.dialogue.manager import REPEAT
from bots.dialogue.reply import Option, Passes, Reply, Saying, TableRow, TourPicture, WallPicture
from bots.texts.texts import Texts
from domain.ids import Chance
from domain.store import Conversation, Message, UnitOfWork

TAP = "/t-"
_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
TOKEN_LENGTH = 10


class Scribe:
    """Turns replies into messages of a conversation."""

    def __init__(self, texts: Texts, chance: Chance) -> None:
        self.texts = texts
        self.chance = chance

    def answer(
        self, store: UnitOfWork, chat: Conversation, talk: Talk, reply: Reply, at: datetime, reply_to: str
    ) -> list[Outgoing]:
        """Write the answer of a turn. Its choices are the ones that stand now."""
        if reply == REPEAT:
            written = [self._again(chat, body, at) for body in talk.last]
        else:
            talk.menu = []
            written = [self._write(chat, talk, saying, at) for saying in reply.sayings]
            talk.last = [outgoing.to_json() for outgoing in written]
            talk.menu = self._last_menu(written)
        self._store(store, chat, written, reply_to)
        return written

    def notice(
        self, store: UnitOfWork, chat: Conversation, talk: Talk, reply: Reply, at: datetime, urgency: str
    ) -> list[Outgoing]:
        """Write something unasked. It does not take the place of a question that stands."""
        written = [replace(self._write(chat, talk, saying, at), urgency=urgency) for saying in reply.sayings]
        if talk.frame is None or not talk.menu:
            talk.last = [outgoing.to_json() for outgoing in written]
            talk.menu = self._last_menu(written) or talk.menu
        self._store(store, chat, written, None)
        return written

    def _write(self, chat: Conversation, talk: Talk, saying: Saying, at: datetime) -> Outgoing:
        chat.last_seq += 1
        text = "\n".join(self.texts.say(sentence) for sentence in saying.sentences)
        return Outgoing(
            seq=chat.last_seq,
            at=at,
            text=text,
            buttons=tuple(self._button(talk, option) for option in saying.options),
            rows=tuple(self._row(row) for row in saying.rows),
            picture=self._picture(saying.picture) if saying.picture else None,
            speaker=saying.speaker,
            passing=self._passing(saying.passes) if saying.passes else None,
        )

    def _passing(self, passes: Passes) -> Passing:
        left = "\n".join(self.texts.say(sentence) for sentence in passes.left)
        return Passing(passes.what, left, passes.keeps_options)

    def _again(self, chat: Conversation, body: dict[str, Any], at: datetime) -> Outgoing:
        chat.last_seq += 1
        return Outgoing.from_json({**body, "seq": chat.last_seq, "at": at.isoformat(), "urgency": "answer"})

    def _button(self, talk: Talk, option: Option) -> Button:
        title = self.texts.say(option.label)
        frame = talk.frame if option.flow is None else None
        offered = Offered(
            token="".join(_LETTERS[self.chance.below(len(_LETTERS))] for _ in range(TOKEN_LENGTH)),
            title=title,
            value=option.value,
            frame=frame.id if frame else None,
            ask=frame.asked if frame else None,
            flow=option.flow,
            heard_as=list(option.heard_as),
            strict=option.style == "buy",
        )
        talk.remember(offered)
        return Button(title=title, payload=TAP + offered.token, style=option.style)

    def _row(self, row: TableRow) -> Row:
        say = self.texts.say
        return Row(amount=say(row.amount), thing=say(row.thing), price=say(row.price), kind=row.kind)

    def _picture(self, picture: WallPicture | TourPicture) -> Picture:
        if isinstance(picture, TourPicture):
            path = f"/picture/tour-{picture.tour_id}.png"
        else:
            path = f"/picture/wall-{picture.station_id}-{'-'.join(str(no) for no in picture.boxes)}.png"
        return Picture(path=path, alt=self.texts.say(picture.alt))

    @staticmethod
    def _last_menu(written: Sequence[Outgoing]) -> list[str]:
        with_buttons = [outgoing for outgoing in written if outgoing.buttons]
        return [button.payload.removeprefix(TAP) for button in with_buttons[-1].buttons] if with_buttons else []

    @staticmethod
    def _store(store: UnitOfWork, chat: Conversation, written: Sequence[Outgoing], reply_to: str | None) -> None:
        for outgoing in written:
            store.conversations.add_message(
                Message(
                    channel=chat.channel,
                    channel_id=chat.channel_id,
                    seq=outgoing.seq,
                    at=outgoing.at,
                    body=outgoing.to_json(),
                    reply_to=reply_to,
                    passes_with=outgoing.passing.what if outgoing.passing else None,
                )
            )
