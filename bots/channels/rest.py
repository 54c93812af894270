"""The REST interface: Rasa's contract, so that widgets and test tools made for Rasa talk to Dorfbote."""

from __future__ import annotations

import hmac
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from aiohttp import web
from yarl import URL

from bots.channels.channel import Address, Capabilities, FrontDoor, Incoming, Outgoing
from bots.channels.hearing import storable
from bots.channels.rendering import plain_text

_log = logging.getLogger(__name__)

NAME = "rest"
CAPABILITIES = Capabilities(buttons=True, tables=False, pictures=True, push=False)

_LONGEST_SENDER = 100
_LONGEST_MESSAGE_ID = 200
_LONGEST_TEXT = 100_000


class RestChannel:
    """The side of the REST interface that is written to: nobody listens between two calls, so messages wait."""

    name = NAME
    capabilities = CAPABILITIES

    async def deliver(self, address: Address, messages: Sequence[Outgoing]) -> bool:
        """Nothing leaves unasked; the next call fetches it."""
        return False

    async def shorten(self, address: Address, message: Outgoing, sent_as: str | None) -> None:
        """What a caller has fetched is out of our hands."""


class _Refused(Exception):
    """A request that cannot be understood; its text goes back to the caller."""


@dataclass(frozen=True, slots=True)
class _Call:
    """What a caller wants: an address, and a message unless the call only fetches."""

    address: Address
    incoming: Incoming | None


def add_routes(app: web.Application, door: FrontDoor, *, demo: bool, token: str | None) -> None:
    """Serve Rasa's REST contract. Outside demo mode every message needs "Authorization: Bearer <token>"."""
    if not demo and not token:
        _log.info("the REST interface has no token set and refuses every message")

    async def health(_request: web.Request) -> web.Response:
        return web.json_response({"status": "ok"})

    async def webhook(request: web.Request) -> web.StreamResponse:
        if not demo and not _may_speak(request, token):
            return _sentence(
                401, "Send the header 'Authorization: Bearer <token>' with the token set for this service."
            )
        try:
            call = _understood(await _body(request))
        except _Refused as refusal:
            return _sentence(400, str(refusal))
        # A turn tells first what has become due; so a repeated message gets that again, too.
        answers = await (door.turn(call.incoming) if call.incoming else door.undelivered(call.address))
        told = [_as_rasa(message, call.address.id, request) for message in answers]
        if request.query.get("stream", "").lower() == "true":
            # Rasa sends one JSON object a line when asked to stream.
            lines = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in told)
            return web.Response(text=lines, content_type="text/event-stream")
        return web.json_response(told, dumps=_dumps)

    app.router.add_get("/webhooks/rest/", health)
    app.router.add_post("/webhooks/rest/webhook", _never_blank(webhook))


Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def _never_blank(handler: Handler) -> Handler:
    """A caller that reads JSON gets JSON also when something here is broken or too large."""

    async def guarded(request: web.Request) -> web.StreamResponse:
        try:
            return await handler(request)
        except web.HTTPRequestEntityTooLarge:
            return _sentence(413, "The request is too large.")
        except web.HTTPException:
            raise
        except Exception:
            _log.exception("a REST message could not be answered")
            return _sentence(500, "The message could not be answered. Send it again with the same message_id.")

    return guarded


def _may_speak(request: web.Request, token: str | None) -> bool:
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    if not token or scheme.lower() != "bearer":
        return False
    return hmac.compare_digest(given.strip().encode("utf-8", "surrogateescape"), token.encode())


async def _body(request: web.Request) -> dict[str, Any]:
    try:
        body = json.loads(await request.read())
    except (ValueError, RecursionError) as broken:
        raise _Refused("The body is not valid JSON.") from broken
    if not isinstance(body, dict):
        raise _Refused('The body must be a JSON object such as {"sender": "anna", "message": "Moin"}.')
    return body


def _understood(body: dict[str, Any]) -> _Call:
    sender = body.get("sender")
    if not isinstance(sender, str) or not sender.strip():
        raise _Refused("'sender' is missing: send a non-empty text that names the sender.")
    if len(sender) > _LONGEST_SENDER:
        raise _Refused(f"'sender' is longer than {_LONGEST_SENDER} characters.")
    if storable(sender) != sender:
        raise _Refused("'sender' holds characters that cannot be stored.")
    message_id = body.get("message_id")
    if message_id is not None and (not isinstance(message_id, str) or not 0 < len(message_id) <= _LONGEST_MESSAGE_ID):
        raise _Refused(f"'message_id' must be a text of 1 to {_LONGEST_MESSAGE_ID} characters.")
    message = body.get("message")
    if message is None:
        message = ""
    if not isinstance(message, str):
        raise _Refused("'message' must be a text.")
    if len(message) > _LONGEST_TEXT:
        raise _Refused(f"'message' is longer than {_LONGEST_TEXT} characters.")
    address = Address(NAME, sender)
    said = storable(message).strip()
    if not said:
        return _Call(address, None)
    message_id = None if message_id is None else storable(message_id)
    if said.startswith("/"):
        return _Call(address, Incoming(address, message_id, tap=said))
    return _Call(address, Incoming(address, message_id, text=said))


def _as_rasa(message: Outgoing, recipient: str, request: web.Request) -> dict[str, Any]:
    told: dict[str, Any] = {"recipient_id": recipient, "text": plain_text(message)}
    if message.buttons:
        told["buttons"] = [{"title": button.title, "payload": button.payload} for button in message.buttons]
    if message.picture:
        told["image"] = str(request.url.join(URL(message.picture.path)))
    return told


def _sentence(status: int, text: str) -> web.Response:
    headers = {"WWW-Authenticate": "Bearer"} if status == 401 else None
    return web.json_response({"error": text}, status=status, headers=headers, dumps=_dumps)


def _dumps(told: object) -> str:
    return json.dumps(told, ensure_ascii=False)
