"""The broker setting `auto`: somebody else's broker, a Mosquitto of our own as child process, or one in this process.

A broker of our own listens on loopback only, knows exactly the given users, and lets each write and read what the
table of topics says. It is never trusted with anything that must not be lost.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import hashlib
import os
import shutil
import signal
import socket
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import structlog

from devices.protocol.keys import write_secret
from devices.protocol.topics import CORE_USER, may_read, may_write

log = structlog.get_logger(__name__)

LOOPBACK = "127.0.0.1"

_MOSQUITTO_PLACES = ("/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto", "/opt/homebrew/sbin/mosquitto")
_START_SECONDS = 10.0
_STOP_SECONDS = 3.0
_PASSWORD_ROUNDS = 101

# Runs in the child before Mosquitto takes its place: the kernel ends the child when the service dies, however.
_LAUNCH = """
import ctypes, os, signal, sys
parent, program, *rest = sys.argv[1:]
if sys.platform == "linux":
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)
if os.getppid() != int(parent):
    sys.exit(1)
os.execv(program, [program, *rest])
"""


class BrokerKind(StrEnum):
    """Whose broker it is."""

    EXTERNAL = "external"
    MOSQUITTO = "mosquitto"
    EMBEDDED = "embedded"


class BrokerFailed(Exception):
    """A broker of our own could not be started."""


@dataclass(frozen=True, slots=True)
class Broker:
    """A broker to connect to. `pid` is that of our own child process, if there is one, when it was started."""

    url: str
    kind: BrokerKind
    pid: int | None = None


def find_mosquitto() -> Path | None:
    """The Mosquitto of this machine, on PATH or where packages put it."""
    found = shutil.which("mosquitto")
    if found is not None:
        return Path(found)
    return next((Path(place) for place in _MOSQUITTO_PLACES if os.access(place, os.X_OK)), None)


@asynccontextmanager
async def open_broker(
    url: str | None,
    data_dir: Path,
    credentials: Mapping[str, str],
    *,
    port: int | None = None,
    kind: BrokerKind | None = None,
) -> AsyncIterator[Broker]:
    """A broker for as long as the block runs: the given address, else Mosquitto, else the embedded one.

    `credentials` are the users of a broker of our own with their passwords. `kind` insists on one kind.
    """
    if url is not None:
        yield Broker(url, BrokerKind.EXTERNAL)
        return
    program = find_mosquitto()
    if kind is not BrokerKind.EMBEDDED and program is not None:
        async with _own_mosquitto(program, data_dir / "broker", credentials, port) as broker:
            yield broker
        return
    if kind is BrokerKind.MOSQUITTO:
        raise BrokerFailed("there is no mosquitto on this machine")
    from devices.embedded_broker import embedded_broker

    if kind is None:
        log.warning("broker.embedded", hint="install mosquitto: the embedded broker is for trying out only")
    embedded_port = port or free_port()
    async with embedded_broker(LOOPBACK, embedded_port, credentials):
        yield Broker(f"mqtt://{LOOPBACK}:{embedded_port}", BrokerKind.EMBEDDED)


def free_port() -> int:
    """A port of loopback that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def _own_mosquitto(
    program: Path, folder: Path, credentials: Mapping[str, str], port: int | None
) -> AsyncIterator[Broker]:
    pid_file = folder / "mosquitto.pid"
    await _end_stale(_stale_pid(pid_file), folder)
    mosquitto = _Mosquitto(program, folder, pid_file, credentials, port)
    await mosquitto.start()
    watching = asyncio.create_task(mosquitto.keep_running())
    try:
        yield Broker(f"mqtt://{LOOPBACK}:{mosquitto.port}", BrokerKind.MOSQUITTO, mosquitto.pid)
    finally:
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)
        await mosquitto.stop()


class _Mosquitto:
    """Our child process, started again on the same port when it dies."""

    def __init__(
        self, program: Path, folder: Path, pid_file: Path, credentials: Mapping[str, str], port: int | None
    ) -> None:
        self._program = program
        self._folder = folder
        self._pid_file = pid_file
        self._credentials = credentials
        self._wanted_port = port
        self._process: asyncio.subprocess.Process | None = None
        self.port = 0

    @property
    def pid(self) -> int | None:
        return None if self._process is None else self._process.pid

    async def start(self) -> None:
        """Start on the wanted port, or on free ones until one stays free long enough."""
        tries = 1 if self._wanted_port else 5
        for _ in range(tries):
            self.port = self._wanted_port or free_port()
            # Somebody else's answer on this port would look like ours.
            if not await _answers(self.port) and await self._start_once():
                log.info("broker.started", kind="mosquitto", port=self.port, pid=self.pid)
                return
        raise BrokerFailed(f"mosquitto did not start on port {self.port}, see {self._folder / 'mosquitto.log'}")

    async def _start_once(self) -> bool:
        configuration = self._write_configuration()
        with (self._folder / "mosquitto.log").open("ab") as out:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-I",
                "-S",
                "-c",
                _LAUNCH,
                str(os.getpid()),
                str(self._program),
                "-c",
                str(configuration),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )
        self._pid_file.write_text(str(self._process.pid), encoding="ascii")
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_START_SECONDS):
                while self._process.returncode is None:
                    if await _answers(self.port) and self._process.returncode is None:
                        return True
                    await asyncio.sleep(0.02)
        await self.stop()
        return False

    def _write_configuration(self) -> Path:
        folder = self._folder
        write_secret(folder / "passwords", _password_lines(self._credentials))
        write_secret(folder / "access", access_rules())
        settings = {
            "listener": f"{self.port} {LOOPBACK}",
            "allow_anonymous": "false",
            "use_username_as_clientid": "true",
            "password_file": folder / "passwords",
            "acl_file": folder / "access",
            "persistence": "true",
            "persistence_location": f"{folder}/",
            "autosave_interval": "60",
            "set_tcp_nodelay": "true",
            "max_queued_messages": "10000",
            "max_inflight_messages": "20",
            "max_packet_size": "65536",
            "log_dest": "stderr",
            "log_type": "warning",
        }
        if os.geteuid() == 0:
            # Else it drops to its own user, who may not write into our folder.
            settings["user"] = "root"
        file = folder / "mosquitto.conf"
        file.write_text("".join(f"{name} {value}\n" for name, value in settings.items()), encoding="utf-8")
        return file

    async def keep_running(self) -> None:
        """Start it again whenever it dies under us."""
        while True:
            if self._process is not None:
                code = await self._process.wait()
                log.warning("broker.died", kind="mosquitto", code=code)
            await asyncio.sleep(0.1)
            if not await self._start_once():
                await asyncio.sleep(1.0)

    async def stop(self) -> None:
        """End it in an orderly way, so that it saves; not for ever."""
        process = self._process
        if process is None:
            return
        for number in (signal.SIGTERM, signal.SIGKILL):
            if process.returncode is not None:
                break
            with contextlib.suppress(ProcessLookupError):
                process.send_signal(number)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_STOP_SECONDS):
                    await process.wait()
        self._pid_file.unlink(missing_ok=True)


async def _answers(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection(LOOPBACK, port)
    except OSError:
        return False
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()
    return True


def _stale_pid(pid_file: Path) -> int | None:
    pid_file.parent.mkdir(parents=True, exist_ok=True)
    try:
        return int(pid_file.read_text(encoding="ascii"))
    except (FileNotFoundError, ValueError):
        return None


async def _end_stale(pid: int | None, folder: Path) -> None:
    """End the Mosquitto of a service that was killed: two on one folder would spoil what is kept there."""
    if pid is None:
        return
    for number in (signal.SIGTERM, signal.SIGKILL):
        if _is_ours(pid, folder):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, number)
        for _ in range(int(_STOP_SECONDS / 0.05)):
            if not _is_ours(pid, folder):
                return
            await asyncio.sleep(0.05)


def _is_ours(pid: int, folder: Path) -> bool:
    """Whether this process is a Mosquitto (or about to become one) with the configuration in this folder."""
    try:
        line = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False
    return str(folder / "mosquitto.conf").encode() in line.split(b"\0")


def _password_lines(credentials: Mapping[str, str]) -> str:
    """Mosquitto's password file: $7$ is PBKDF2 with SHA-512."""
    lines = []
    for user, password in credentials.items():
        # The passwords are long and made by chance, so the salt need not be.
        salt = hashlib.sha256(f"{user}:{password}".encode()).digest()[:12]
        digest = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, _PASSWORD_ROUNDS)
        parts = (str(_PASSWORD_ROUNDS), base64.b64encode(salt).decode(), base64.b64encode(digest).decode())
        lines.append(f"{user}:$7${'$'.join(parts)}\n")
    return "".join(lines)


def access_rules() -> str:
    """Mosquitto's access file, also for a broker elsewhere: core may everything, a station what the table says."""
    core = [f"user {CORE_USER}", *(f"topic readwrite {name}" for name in may_write(CORE_USER)), ""]
    stations = [f"pattern write {name}" for name in may_write("%u")] + [
        f"pattern read {name}" for name in may_read("%u")
    ]
    return "\n".join([*core, *stations, ""])
