"""Telegram as one bot sees it: chats with people, updates that wait until they are confirmed, and limits."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

Json = dict[str, Any]

TOKEN = "4711:test-bot-token-of-35-letters-or-so00"
USERNAME = "dorfbote_probe_bot"
LONGEST_TEXT, LONGEST_CAPTION, LONGEST_PAYLOAD = 4096, 1024, 64
# Telegram gives no exact limits; these are what it writes in its questions and answers.
ALL_A_SECOND, CHAT_AT_ONCE = 30, 6
KINDS: dict[str, Json] = {
    "voice": {"voice": {"file_id": "v", "file_unique_id": "v", "duration": 3}},
    "audio": {"audio": {"file_id": "a", "file_unique_id": "a", "duration": 3}},
    "photo": {"photo": [{"file_id": "p", "file_unique_id": "p", "width": 9, "height": 9}]},
    "video": {"video": {"file_id": "f", "file_unique_id": "f", "width": 9, "height": 9, "duration": 3}},
    "sticker": {
        "sticker": {
            "file_id": "s",
            "file_unique_id": "s",
            "width": 9,
            "height": 9,
            "type": "regular",
            "is_animated": False,
            "is_video": False,
        }
    },
    "location": {"location": {"latitude": 51.8, "longitude": 9.2}},
    "contact": {"contact": {"phone_number": "+49527100000", "first_name": "Erna"}},
    "document": {"document": {"file_id": "d", "file_unique_id": "d"}},
    "pinned": {"pinned_message": {"message_id": 1, "date": 0, "chat": {"id": 0, "type": "private"}}},
    "hologram": {"hologram": {"what": "nobody has heard of yet"}},
}


class Declined(Exception):
    """What the Bot API answers instead of a result."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters


@dataclass(frozen=True, slots=True)
class Told:
    """One message of the bot, as the person sees it."""

    chat: int
    number: int
    at: float  # seconds of a clock that only runs forward
    text: str
    buttons: tuple[tuple[str, str, str], ...] = ()  # title, payload, style; one row each
    bold: tuple[str, ...] = ()  # the stretches in bold
    picture: bytes | None = None

    def to_json(self) -> Json:
        """As the control interface shows it."""
        return {
            "chat": self.chat,
            "number": self.number,
            "at": self.at,
            "text": self.text,
            "buttons": [{"title": t, "payload": p, "style": s} for t, p, s in self.buttons],
            "bold": list(self.bold),
            "picture": len(self.picture) if self.picture is not None else 0,
        }


@dataclass
class Chat:
    """A chat, and what has been said in it."""

    id: int
    type: str = "private"
    title: str = "Erna"
    messages: int = 0
    told: list[Told] = field(default_factory=list)
    said_at: list[float] = field(default_factory=list)
    blocked: bool = False
    member: bool = True  # of a group
    moved_to: int | None = None

    def number(self) -> int:
        """The next message's number in this chat."""
        self.messages += 1
        return self.messages

    def to_json(self) -> Json:
        """As the Bot API writes it."""
        if self.type == "private":
            return {"id": self.id, "type": "private", "first_name": self.title}
        return {"id": self.id, "type": self.type, "title": self.title}


@dataclass(slots=True)
class Fault:
    """What goes wrong with the next calls of a method (or of any)."""

    how: str  # "429", "500", "cut-before", "cut-after", "slow", "400", "403"
    method: str | None
    times: int
    chat: int | None = None
    seconds: int = 1
    words: str = ""


class Emulator:
    """The world. Its methods are what people do; `call` is what the bot does."""

    def __init__(self, token: str = TOKEN, *, limits: bool = False) -> None:
        self.token = token
        self.limits = limits
        self.chats: dict[int, Chat] = {}
        self.calls: list[tuple[str, Json]] = []
        self.faults: list[Fault] = []
        self.answered: dict[str, str] = {}  # callback query -> what was shown for a moment
        self.commands: list[Json] = []
        self.description = ""
        self.short_description = ""
        self.webhook: Json = {"url": ""}
        self.reorders = False
        self.failed: list[str] = []  # methods whose calls went wrong on purpose
        self.floods = 0  # how often the limits were broken
        self._queries: set[str] = set()
        self._updates: deque[Json] = deque()
        self._history: list[Json] = []
        self._update_ids = itertools.count(1000)
        self._query_ids = itertools.count(1)
        self._polls = 0
        self._changed = asyncio.Condition()
        self._pace: deque[float] = deque()
        self._chat_pace: dict[int, deque[float]] = {}

    # --- what people do ----------------------------------------------------------------------------------------

    def chat(self, chat_id: int, **about: Any) -> Chat:
        """The chat of this number, new or known."""
        return self.chats.setdefault(chat_id, Chat(chat_id, **about))

    async def write(self, who: int, text: str) -> int:
        """A person writes; the number of her message."""
        return await self._message(who, {"text": text})

    async def send(self, who: int, kind: str, caption: str | None = None, album: str | None = None) -> int:
        """A person sends something that is no text."""
        more: Json = {"caption": caption} if caption else {}
        return await self._message(who, {**KINDS[kind], **more, **({"media_group_id": album} if album else {})})

    async def edit(self, who: int, number: int, text: str) -> None:
        """A person changes one of her messages."""
        message = self._from(self.chat(who), number) | {"text": text, "edit_date": _now()}
        await self._update({"edited_message": message})

    async def tap(self, who: int, button: str, number: int | None = None) -> str:
        """A person taps the newest button that begins so (or of the message of that number)."""
        chat = self.chat(who)
        for told in reversed(chat.told):
            for title, payload, _ in told.buttons:
                if (title.startswith(button) or payload == button) and number in (None, told.number):
                    return await self._tap(chat, told, payload)
        raise LookupError(f"no button {button!r} was shown to {who}")

    async def block(self, who: int) -> None:
        """A person blocks the bot."""
        self.chat(who).blocked = True
        await self._membership(who, "member", "kicked")

    async def unblock(self, who: int) -> None:
        """A person lets the bot in again."""
        self.chat(who).blocked = False
        await self._membership(who, "kicked", "member")

    async def add_to_group(self, by: int, group: int, title: str = "Dorfgruppe") -> None:
        """Somebody adds the bot to a group: two updates, as in life."""
        self.chat(group, type="group", title=title).member = True
        await self._membership(group, "left", "member", by=by)
        newcomer = {"new_chat_members": [self.me()]}
        await self._update({"message": self._from(self.chat(group), self.chat(group).number(), by) | newcomer})

    async def migrate(self, chat_id: int, to: int) -> None:
        """A chat gets another id (as groups do)."""
        here = self.chat(chat_id)
        here.moved_to = to
        there = self.chat(to, type=here.type, title=here.title)
        there.messages = here.messages

    async def repeat(self, last: int = 1, *, new_ids: bool = False) -> None:
        """The last updates come once more."""
        for update in self._history[-last:]:
            await self._queue(update | ({"update_id": next(self._update_ids)} if new_ids else {}))

    def jump(self, update_id: int) -> None:
        """After a week without updates their numbers start anew, perhaps lower."""
        self._update_ids = itertools.count(update_id)

    def fail(
        self,
        how: str,
        times: int = 1,
        method: str | None = None,
        chat: int | None = None,
        seconds: int = 1,
        words: str = "",
    ) -> None:
        """The next calls go wrong."""
        self.faults.append(Fault(how, method, times, chat, seconds, words))

    def heal(self) -> None:
        """Nothing goes wrong any more."""
        self.faults.clear()

    async def wait_for(self, told: Callable[[], bool], seconds: float = 10.0) -> None:
        """Wait until something holds."""
        async with asyncio.timeout(seconds), self._changed:
            await self._changed.wait_for(told)

    async def next_told(self, who: int, after: int, seconds: float) -> list[Told]:
        """What the bot has told a person beyond the first `after` messages; waits for it."""
        chat = self.chat(who)
        with contextlib.suppress(TimeoutError):
            await self.wait_for(lambda: len(chat.told) > after, seconds)
        return chat.told[after:]

    # --- what the bot does -----------------------------------------------------------------------------------

    def me(self) -> Json:
        """The bot itself."""
        return {
            "id": 4711,
            "is_bot": True,
            "first_name": "Dorfbote",
            "username": USERNAME,
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": False,
        }

    def fault(self, method: str, params: Mapping[str, Any]) -> Fault | None:
        """What goes wrong with this call, counted down."""
        for fault in self.faults:
            here = fault.chat is None or str(fault.chat) == str(params.get("chat_id"))
            if fault.method in (None, method) and here:
                fault.times -= 1
                self.failed.append(method)
                if fault.times <= 0:
                    self.faults.remove(fault)
                return fault
        return None

    async def call(self, method: str, params: Json, picture: bytes | None = None) -> Any:
        """One call of the Bot API. Raises `Declined`."""
        self.calls.append((method, params))
        does = getattr(self, f"_do_{method}", None)
        if does is None:
            raise Declined(404, "Not Found")
        if picture is not None:
            params = params | {"picture": picture}
        answer = does(params)
        result = await answer if asyncio.iscoroutine(answer) else answer
        async with self._changed:
            self._changed.notify_all()
        return result

    def _do_getMe(self, _params: Json) -> Json:  # noqa: N802 - the Bot API's own name
        return self.me()

    async def _do_getUpdates(self, params: Json) -> list[Json]:  # noqa: N802
        if self.webhook["url"]:
            raise Declined(409, "Conflict: can't use getUpdates method while webhook is active")
        offset, limit = int(params.get("offset", 0)), int(params.get("limit", 100))
        self._polls += 1
        mine = self._polls
        self._confirm(offset)
        async with self._changed:
            self._changed.notify_all()
            try:
                async with asyncio.timeout(float(params.get("timeout", 0))):
                    await self._changed.wait_for(lambda: self._updates or self._polls != mine)
            except TimeoutError:
                pass
        if self._polls != mine:
            raise Declined(409, "Conflict: terminated by other getUpdates request")
        found = list(self._updates)[:limit]
        return found[::-1] if self.reorders else found

    def _confirm(self, offset: int) -> None:
        """Whatever stands before this number need not be kept. A number nobody knows confirms nothing."""
        if any(update["update_id"] >= offset - 1 for update in self._updates):
            while self._updates and self._updates[0]["update_id"] < offset:
                self._updates.popleft()

    def _do_sendMessage(self, params: Json) -> Json:  # noqa: N802
        text = params.get("text", "")
        if not text.strip():
            raise Declined(400, "Bad Request: message text is empty")
        if _units(text) > LONGEST_TEXT:
            raise Declined(400, "Bad Request: message is too long")
        return self._tell(params, text, params.get("entities"))

    def _do_editMessageText(self, params: Json) -> Json:  # noqa: N802
        chat, number = self._reached(params), int(params["message_id"])
        place = next((at for at, told in enumerate(chat.told) if told.number == number), None)
        if place is None:
            raise Declined(400, "Bad Request: message to edit not found")
        before = chat.told[place]
        buttons = _buttons(params)
        if (before.text, before.buttons) == (params["text"], buttons):
            raise Declined(400, "Bad Request: message is not modified")
        chat.told[place] = replace(before, text=params["text"], buttons=buttons, bold=())
        return {"message_id": number, "date": _now(), "chat": chat.to_json(), "from": self.me(), "text": params["text"]}

    def _do_sendPhoto(self, params: Json) -> Json:  # noqa: N802
        caption = params.get("caption", "")
        if _units(caption) > LONGEST_CAPTION:
            raise Declined(400, "Bad Request: message caption is too long")
        if not (params.get("picture") or b"").startswith(b"\x89PNG"):
            raise Declined(400, "Bad Request: IMAGE_PROCESS_FAILED")
        return self._tell(params, caption, params.get("caption_entities"))

    def _do_sendChatAction(self, params: Json) -> bool:  # noqa: N802
        self._reached(params)
        return True

    def _do_answerCallbackQuery(self, params: Json) -> bool:  # noqa: N802
        query = params["callback_query_id"]
        if query not in self._queries:
            raise Declined(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        self.answered[query] = params.get("text", "")
        return True

    def _do_leaveChat(self, params: Json) -> bool:  # noqa: N802
        self._reached(params).member = False
        return True

    def _do_setMyCommands(self, params: Json) -> bool:  # noqa: N802
        self.commands = json.loads(params["commands"])
        return True

    def _do_getMyCommands(self, _params: Json) -> list[Json]:  # noqa: N802
        return self.commands

    def _do_setMyDescription(self, params: Json) -> bool:  # noqa: N802
        self.description = params["description"]
        return True

    def _do_getMyDescription(self, _params: Json) -> Json:  # noqa: N802
        return {"description": self.description}

    def _do_setMyShortDescription(self, params: Json) -> bool:  # noqa: N802
        self.short_description = params["short_description"]
        return True

    def _do_getMyShortDescription(self, _params: Json) -> Json:  # noqa: N802
        return {"short_description": self.short_description}

    def _do_setWebhook(self, params: Json) -> bool:  # noqa: N802
        self.webhook = {"url": params["url"], "secret_token": params.get("secret_token", "")}
        return True

    def _do_deleteWebhook(self, _params: Json) -> bool:  # noqa: N802
        self.webhook = {"url": ""}
        return True

    def _do_getWebhookInfo(self, _params: Json) -> Json:  # noqa: N802
        waiting = len(self._updates)
        return {"url": self.webhook["url"], "has_custom_certificate": False, "pending_update_count": waiting}

    def _do_getFile(self, params: Json) -> Json:  # noqa: N802
        return {"file_id": params["file_id"], "file_unique_id": params["file_id"], "file_path": "files/nothing"}

    # --- for the webhook -----------------------------------------------------------------------------------------

    async def next_update(self) -> Json:
        """The update that is to be brought to the webhook next."""
        async with self._changed:
            await self._changed.wait_for(lambda: bool(self._updates) and bool(self.webhook["url"]))
        return self._updates[-1 if self.reorders else 0]

    def brought(self, update: Json) -> None:
        """The webhook has taken it."""
        self._updates = deque(one for one in self._updates if one is not update)

    @property
    def unconfirmed(self) -> int:
        """How many updates wait until the bot has confirmed them."""
        return len(self._updates)

    # --- inside ----------------------------------------------------------------------------------------------------

    def _reached(self, params: Json) -> Chat:
        chat = self.chats.get(int(params["chat_id"]))
        if chat is None:
            raise Declined(400, "Bad Request: chat not found")
        if chat.moved_to is not None:
            said = "Bad Request: group chat was upgraded to a supergroup chat"
            raise Declined(400, said, migrate_to_chat_id=chat.moved_to)
        if chat.blocked:
            raise Declined(403, "Forbidden: bot was blocked by the user")
        if not chat.member:
            raise Declined(403, "Forbidden: bot is not a member of the group chat")
        return chat

    def _tell(self, params: Json, text: str, entities: str | None) -> Json:
        chat = self._reached(params)
        self._keep_pace(chat)
        buttons = _buttons(params)
        if params.get("parse_mode"):
            raise Declined(400, "Bad Request: nothing of ours is markup")
        bold = tuple(_stretch(text, one) for one in json.loads(entities or "[]") if one["type"] == "bold")
        told = Told(chat.id, chat.number(), time.monotonic(), text, buttons, bold, params.get("picture"))
        chat.told.append(told)
        return {"message_id": told.number, "date": _now(), "chat": chat.to_json(), "from": self.me(), "text": text}

    def _keep_pace(self, chat: Chat) -> None:
        """Telegram's limits, where the emulator is told to keep them."""
        now = time.monotonic()
        mine = self._chat_pace.setdefault(chat.id, deque())
        for pace in (self._pace, mine):
            while pace and now - pace[0] >= 1.0:
                pace.popleft()
        if self.limits and (len(self._pace) >= ALL_A_SECOND or len(mine) >= CHAT_AT_ONCE):
            self.floods += 1
            raise Declined(429, "Too Many Requests: retry after 1", retry_after=1)
        self._pace.append(now)
        mine.append(now)

    async def _message(self, who: int, body: Json) -> int:
        chat = self.chat(who)
        chat.said_at.append(time.monotonic())
        number = chat.number()
        await self._update({"message": self._from(chat, number) | body})
        return number

    async def _tap(self, chat: Chat, told: Told, payload: str) -> str:
        query = str(next(self._query_ids))
        self._queries.add(query)
        chat.said_at.append(time.monotonic())
        rows = [[{"text": title, "callback_data": data}] for title, data, _ in told.buttons]
        message = {
            "message_id": told.number,
            "date": _now(),
            "chat": chat.to_json(),
            "from": self.me(),
            "text": told.text,
            "reply_markup": {"inline_keyboard": rows},
        }
        person = self._person(chat.id)
        update = {"id": query, "from": person, "chat_instance": "1", "message": message, "data": payload}
        await self._update({"callback_query": update})
        return query

    async def _membership(self, chat_id: int, before: str, after: str, by: int | None = None) -> None:
        change = {
            "chat": self.chat(chat_id).to_json(),
            "from": self._person(by or chat_id),
            "date": _now(),
            "old_chat_member": self._member(before),
            "new_chat_member": self._member(after),
        }
        await self._update({"my_chat_member": change})

    def _member(self, status: str) -> Json:
        return {"status": status, "user": self.me(), **({"until_date": 0} if status == "kicked" else {})}

    def _from(self, chat: Chat, number: int, by: int | None = None) -> Json:
        person = self._person(by or chat.id)
        return {"message_id": number, "date": _now(), "chat": chat.to_json(), "from": person}

    def _person(self, who: int) -> Json:
        name = self.chats[who].title if who in self.chats else "Erna"
        return {"id": who, "is_bot": False, "first_name": name, "language_code": "de"}

    async def _update(self, update: Json) -> None:
        await self._queue({"update_id": next(self._update_ids), **update})

    async def _queue(self, update: Json) -> None:
        self._history.append(update)
        self._updates.append(update)
        async with self._changed:
            self._changed.notify_all()


def _buttons(params: Json) -> tuple[tuple[str, str, str], ...]:
    rows = json.loads(params.get("reply_markup") or "{}").get("inline_keyboard", [])
    buttons = [button for row in rows for button in row]
    if any(not 1 <= len(button.get("callback_data", "").encode()) <= LONGEST_PAYLOAD for button in buttons):
        raise Declined(400, "Bad Request: BUTTON_DATA_INVALID")
    return tuple((button["text"], button["callback_data"], button.get("style", "")) for button in buttons)


def _now() -> int:
    return int(time.time())


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _stretch(text: str, entity: Json) -> str:
    encoded = text.encode("utf-16-le")
    begin = 2 * entity["offset"]
    return encoded[begin : begin + 2 * entity["length"]].decode("utf-16-le")
