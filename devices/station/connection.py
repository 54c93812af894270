"""One MQTT connection on the event loop, from connect to close: the only module that touches paho-mqtt.

A message is acknowledged to the broker only after its handler has returned.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
import ssl
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from paho.mqtt.client import Client, ConnectFlags, DisconnectFlags, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion, MQTTErrorCode, MQTTProtocolVersion
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode

log = logging.getLogger(__name__)

SUBSCRIBE_REFUSED = 0x80
"""The first return code that means no."""

_ANSWER_SECONDS = 10.0
_CONNECT_SECONDS = 5.0


class LinkDown(ConnectionError):
    """There is no connection to the broker now, or it ended before the broker confirmed."""


@dataclass(frozen=True, slots=True)
class TlsFiles:
    """The authority we trust (none: those of the system), and our certificate for a broker that asks for one."""

    ca: Path | None = None
    cert: Path | None = None
    key: Path | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """Where the broker is and who we are there.

    `queued`: whether the broker shall keep for us what comes while we are away.
    """

    url: str
    client_id: str
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    tls: TlsFiles | None = None
    keepalive: int = 60
    queued: bool = True


@dataclass(frozen=True, slots=True)
class Message:
    """What came in. `retained` is only a hint: some brokers also set it on messages queued for us."""

    topic: str
    payload: bytes
    retained: bool


@dataclass(frozen=True, slots=True)
class Will:
    """What the broker says for us when we vanish."""

    topic: str
    payload: bytes


class Owner:
    """Who a link works for. A base with empty answers: an owner overrides what it cares about."""

    def will(self, session: int) -> Will | None:
        """The last will of the connection with this number."""
        return None

    async def on_up(self, session: int) -> None:
        """The connection stands and our subscriptions are confirmed."""

    def on_down(self) -> None:
        """The connection is gone."""

    async def on_message(self, message: Message) -> None:
        """A message; it is acknowledged when this returns, and comes again on a later connection if it raises."""


class Connection:
    """One TCP connection and its paho client."""

    def __init__(
        self, account: Account, owner: Owner, session: int, turn: asyncio.Lock | None, connecting: Executor | None
    ) -> None:
        self._account = account
        self._owner = owner
        self._turn = turn
        self._connecting = connecting
        self._loop = asyncio.get_running_loop()
        self.closed = asyncio.Event()
        self._accepted: asyncio.Future[None] = self._loop.create_future()
        self._subscribed: asyncio.Future[None] = self._loop.create_future()
        self._confirmations: dict[int, asyncio.Future[None]] = {}
        self._work: set[asyncio.Task[None]] = set()
        self._last_ack: asyncio.Task[None] | None = None
        self._misc: asyncio.Task[None] | None = None
        self._fd: int | None = None
        self._client = self._new_client(session)

    def _new_client(self, session: int) -> Client:
        account = self._account
        client = Client(
            CallbackAPIVersion.VERSION2,
            client_id=account.client_id,
            clean_session=not account.queued,
            protocol=MQTTProtocolVersion.MQTTv311,
            reconnect_on_failure=False,
            manual_ack=True,
        )
        client.connect_timeout = _CONNECT_SECONDS
        if account.username is not None:
            client.username_pw_set(account.username, account.password)
        if account.tls is not None:
            tls = account.tls
            client.tls_set(
                ca_certs=str(tls.ca) if tls.ca else None,
                certfile=str(tls.cert) if tls.cert else None,
                keyfile=str(tls.key) if tls.key else None,
            )
        will = self._owner.will(session)
        if will is not None:
            client.will_set(will.topic, will.payload, qos=1, retain=True)
        client.on_connect = self._on_connect
        client.on_subscribe = self._on_subscribe
        client.on_publish = self._on_publish
        client.on_message = self._on_message
        client.on_disconnect = self._on_disconnect
        return client

    async def open(self, subscriptions: Sequence[tuple[str, int]]) -> None:
        """Connect, log in and subscribe. Raises OSError, TimeoutError or `LinkDown`."""
        parts = urlsplit(self._account.url)
        host, port = parts.hostname or "127.0.0.1", parts.port or (8883 if self._account.tls else 1883)
        client = self._client
        # paho's connect() blocks. No socket callbacks are set yet, so nothing of ours runs in that thread.
        connecting = self._loop.run_in_executor(self._connecting, client.connect, host, port, self._account.keepalive)
        try:
            await asyncio.shield(connecting)
        except asyncio.CancelledError:
            connecting.add_done_callback(lambda done: None if done.cancelled() or done.exception() else self.cut())
            raise
        self._join_loop()
        async with asyncio.timeout(_ANSWER_SECONDS):
            await self._accepted
            if subscriptions:
                self._check(client.subscribe(list(subscriptions))[0])
                await self._subscribed

    def _join_loop(self) -> None:
        client = self._client
        connected = client.socket()
        if connected is None:
            raise LinkDown("closed at once")
        if isinstance(connected, socket.socket):
            # Small messages that answer each other: waiting to fill a packet costs 40 ms each time.
            connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._fd = connected.fileno()
        client.on_socket_close = lambda *_: self._leave_loop()
        client.on_socket_register_write = lambda *_: self._watch_writing()
        client.on_socket_unregister_write = lambda *_: self._unwatch_writing()
        self._loop.add_reader(self._fd, self._read)
        if client.want_write():
            self._watch_writing()
        self._misc = self._loop.create_task(self._keep_alive())

    def _leave_loop(self) -> None:
        if self._fd is not None:
            self._loop.remove_reader(self._fd)
            self._loop.remove_writer(self._fd)
            self._fd = None
        self._fail_all()
        self.closed.set()

    def _watch_writing(self) -> None:
        if self._fd is not None:
            self._loop.add_writer(self._fd, self._write)

    def _unwatch_writing(self) -> None:
        if self._fd is not None:
            self._loop.remove_writer(self._fd)

    def _read(self) -> None:
        self._client.loop_read()
        # TLS may hold decrypted bytes that the socket no longer announces.
        while isinstance(connected := self._client.socket(), ssl.SSLSocket) and connected.pending() > 0:
            self._client.loop_read()
        if self._client.socket() is None:
            self._leave_loop()

    def _write(self) -> None:
        self._client.loop_write()

    async def _keep_alive(self) -> None:
        while True:
            await asyncio.sleep(1.0)
            if self._client.loop_misc() != MQTTErrorCode.MQTT_ERR_SUCCESS:
                self._leave_loop()
                return

    async def publish(self, topic: str, payload: bytes, qos: int, retain: bool) -> None:
        """Send; for QoS 1 until the broker's acknowledgement."""
        if self.closed.is_set():
            raise LinkDown("not connected")
        info = self._client.publish(topic, payload, qos=qos, retain=retain)
        self._check(info.rc)
        if qos == 0:
            return
        confirmed: asyncio.Future[None] = self._loop.create_future()
        self._confirmations[info.mid] = confirmed
        try:
            async with asyncio.timeout(_ANSWER_SECONDS):
                await confirmed
        except TimeoutError as late:
            raise LinkDown("the broker did not confirm") from late
        finally:
            self._confirmations.pop(info.mid, None)

    def goodbye(self) -> None:
        """Leave in an orderly way; the will is not spoken."""
        if self._fd is not None:
            self._client.disconnect()
            with contextlib.suppress(OSError):
                self._client.loop_write()

    def cut(self) -> None:
        """Close the socket without a word."""
        connected = self._client.socket()
        self._leave_loop()
        if connected is not None:
            with contextlib.suppress(OSError):
                connected.close()

    async def finish(self) -> None:
        """End what belongs to this connection. Handlers that run are let run: their work is theirs."""
        if self._misc is not None:
            self._misc.cancel()
            await asyncio.gather(self._misc, return_exceptions=True)

    def _check(self, code: MQTTErrorCode) -> None:
        if code != MQTTErrorCode.MQTT_ERR_SUCCESS:
            raise LinkDown(f"not sent: {code.name}")

    def _fail_all(self) -> None:
        for waiting in (self._accepted, self._subscribed, *self._confirmations.values()):
            if not waiting.done():
                waiting.set_exception(LinkDown("connection ended"))
                # Marked as looked at: nobody may be waiting for it any more.
                waiting.exception()

    def _on_connect(
        self, client: Client, data: object, flags: ConnectFlags, reason: ReasonCode, properties: Properties | None
    ) -> None:
        if self._accepted.done():
            return
        if reason.is_failure:
            self._accepted.set_exception(LinkDown(f"the broker refused us: {reason}"))
        else:
            self._accepted.set_result(None)

    def _on_subscribe(
        self, client: Client, data: object, mid: int, reasons: list[ReasonCode], properties: Properties | None
    ) -> None:
        refused = [reason for reason in reasons if reason.value >= SUBSCRIBE_REFUSED]
        if self._subscribed.done():
            return
        if refused:
            self._subscribed.set_exception(LinkDown("the broker refused a subscription"))
        else:
            self._subscribed.set_result(None)

    def _on_publish(
        self, client: Client, data: object, mid: int, reason: ReasonCode, properties: Properties | None
    ) -> None:
        confirmed = self._confirmations.get(mid)
        if confirmed is not None and not confirmed.done():
            confirmed.set_result(None)

    def _on_disconnect(
        self,
        client: Client,
        data: object,
        flags: DisconnectFlags,
        reason: ReasonCode,
        properties: Properties | None,
    ) -> None:
        self._leave_loop()

    def _on_message(self, client: Client, data: object, received: MQTTMessage) -> None:
        message = Message(received.topic, bytes(received.payload), bool(received.retain))
        handling = self._loop.create_task(self._handle(message))
        self._keep(handling)
        self._last_ack = self._loop.create_task(self._acknowledge(handling, received.mid, received.qos, self._last_ack))
        self._keep(self._last_ack)

    async def _handle(self, message: Message) -> None:
        if self._turn is None:
            await self._owner.on_message(message)
            return
        async with self._turn:
            await self._owner.on_message(message)

    async def _acknowledge(
        self, handling: asyncio.Task[None], mid: int, qos: int, before: asyncio.Task[None] | None
    ) -> None:
        # MQTT wants acknowledgements in the order of the messages, whatever finishes first.
        if before is not None:
            await asyncio.wait({before})
        await asyncio.wait({handling})
        if handling.cancelled():
            return
        failed = handling.exception()
        if failed is not None:
            log.error("a message was not handled and stays with the broker", exc_info=failed)
        elif qos > 0 and not self.closed.is_set():
            self._client.ack(mid, qos)

    def _keep(self, task: asyncio.Task[None]) -> None:
        self._work.add(task)
        task.add_done_callback(self._work.discard)
