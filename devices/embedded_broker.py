"""A broker inside this process, for trying out and for tests on a machine without Mosquitto: amqtt on loopback.

It loses everything when the process ends, ignores keep-alive and redelivers nothing; the protocol is right all the
same. It is not for a network: a user can push out another's session, and retained messages leak past the access
rules. What stations hear is signed, and codes are only there as verifiers.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import structlog
from amqtt.broker import Broker  # type: ignore[import-untyped]
from amqtt.contexts import Action, BaseContext  # type: ignore[import-untyped]
from amqtt.plugins.base import BaseAuthPlugin, BaseTopicPlugin  # type: ignore[import-untyped]
from amqtt.session import Session  # type: ignore[import-untyped]

from devices.protocol.topics import may_read, may_write, meets

log = structlog.get_logger(__name__)

_END_SECONDS = 3.0


class KnownUsers(BaseAuthPlugin):  # type: ignore[misc]
    """Lets in who has the right password."""

    @dataclass
    class Config:
        """User names and passwords."""

        credentials: dict[str, str] = field(default_factory=dict, repr=False)

    def __init__(self, context: BaseContext) -> None:
        super().__init__(context)
        self._credentials: dict[str, str] = self._get_config_option("credentials", {})

    async def authenticate(self, *, session: Session) -> bool | None:
        """Whether this user is known, the password right and the client id the user's own name."""
        wanted = self._credentials.get(session.username or "")
        if wanted is None or session.client_id != session.username:
            return False
        return hmac.compare_digest(wanted.encode(), (session.password or "").encode())


class TableOfTopics(BaseTopicPlugin):  # type: ignore[misc]
    """Lets users write and read what the table of topics says."""

    async def topic_filtering(
        self, *, session: Session | None = None, topic: str | None = None, action: Action | None = None
    ) -> bool | None:
        """Whether this user may do this with this topic."""
        user = session.username if session is not None else None
        if not user or not topic:
            return False
        if action is Action.SUBSCRIBE:
            return topic in may_read(user) or any(meets(allowed, topic) for allowed in may_read(user))
        allowed_topics = may_write(user) if action is Action.PUBLISH else may_read(user)
        return any(meets(allowed, topic) for allowed in allowed_topics)


class TidyBroker(Broker):  # type: ignore[misc]
    """Closes the connections it has taken, which amqtt leaves to the garbage collector."""

    def __init__(self, config: dict[str, object]) -> None:
        super().__init__(config)
        self._serving: dict[asyncio.Task[object], asyncio.StreamWriter] = {}

    async def stream_connected(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, listener_name: str
    ) -> None:
        """Serve one connection from its first byte to its last."""
        task = asyncio.current_task()
        if task is not None:
            self._serving[task] = writer
        try:
            await super().stream_connected(reader, writer, listener_name)
        except Exception as failed:
            log.debug("embedded_broker.connection_failed", error=repr(failed))
        finally:
            # Not waited for: amqtt may have spoilt the waiting by then.
            writer.close()
            if task is not None:
                del self._serving[task]

    async def end(self) -> None:
        """Stop serving."""
        await self.shutdown()
        # Not cancelled: asyncio takes a cancelled connection for a failure and says so.
        for writer in self._serving.values():
            writer.transport.abort()
        if self._serving:
            await asyncio.wait(set(self._serving), timeout=_END_SECONDS)
        await asyncio.sleep(0)


@asynccontextmanager
async def embedded_broker(host: str, port: int, credentials: Mapping[str, str]) -> AsyncIterator[None]:
    """The embedded broker for as long as the block runs."""
    # It logs every packet as information and every broken connection as an error.
    logging.getLogger("amqtt").setLevel(logging.CRITICAL)
    logging.getLogger("transitions").setLevel(logging.CRITICAL)
    here = __name__
    broker = TidyBroker(
        {
            "listeners": {"default": {"type": "tcp", "bind": f"{host}:{port}"}},
            "plugins": {
                f"{here}.{KnownUsers.__name__}": {"credentials": dict(credentials)},
                f"{here}.{TableOfTopics.__name__}": {},
            },
        }
    )
    await broker.start()
    try:
        yield
    finally:
        await broker.end()
