"""A broker of our own: it lives and dies with the service, and comes back when it is killed."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import stat
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from devices.broker import BrokerFailed, BrokerKind, access_rules, find_mosquitto, free_port, open_broker
from tests.contracts.test_broker import Listener, logged_in, up
from tests.devices.builders import until
from tests.devices.house import credentials, here

MOSQUITTO = BrokerKind.MOSQUITTO
SERVICE = textwrap.dedent(
    """
    import asyncio, sys
    from pathlib import Path
    from devices.broker import open_broker
    async def main():
        async with open_broker(None, Path(sys.argv[1]), {"core": "secret"}) as broker:
            print(broker.pid, broker.url, flush=True)
            await asyncio.sleep(60)
    asyncio.run(main())
    """
)


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def start_service(folder: Path) -> tuple[subprocess.Popen[str], int]:
    service = subprocess.Popen(
        [sys.executable, "-c", SERVICE, str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert service.stdout is not None
    for line in service.stdout:
        if "mqtt://" in line and line[0].isdigit():
            return service, int(line.split()[0])
    raise AssertionError("the service did not start")


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def start(*command: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, stderr=subprocess.DEVNULL)


async def test_an_address_means_somebody_elses_broker(tmp_path: Path) -> None:
    async with open_broker("mqtts://broker.example.org", tmp_path, {}) as broker:
        assert (broker.url, broker.kind) == ("mqtts://broker.example.org", BrokerKind.EXTERNAL)


async def test_auto_is_mosquitto_where_there_is_one_else_the_embedded_one_with_a_warning(tmp_path: Path) -> None:
    with capture_logs() as logs:
        async with open_broker(None, tmp_path, credentials()) as broker:
            expected = BrokerKind.EMBEDDED if find_mosquitto() is None else MOSQUITTO
            assert broker.kind is expected
    warned = [line for line in logs if line["event"] == "broker.embedded"]
    assert len(warned) == (1 if expected is BrokerKind.EMBEDDED else 0)


async def test_its_files_are_for_its_owner_only_and_hold_no_password(tmp_path: Path) -> None:
    here(MOSQUITTO)
    async with open_broker(None, tmp_path, credentials(), kind=MOSQUITTO):
        passwords = tmp_path / "broker" / "passwords"
        assert stat.S_IMODE(passwords.stat().st_mode) == 0o600
        text = passwords.read_text()
        assert text.count("$7$") == 3
        assert not any(password in text for password in credentials().values())
        assert (tmp_path / "broker" / "access").read_text() == access_rules()


async def test_it_is_gone_when_we_are_done(tmp_path: Path) -> None:
    here(MOSQUITTO)
    async with open_broker(None, tmp_path, credentials(), kind=MOSQUITTO) as broker:
        assert broker.pid is not None
        assert alive(broker.pid)
    assert not alive(broker.pid)
    assert not (tmp_path / "broker" / "mosquitto.pid").exists()


async def test_it_comes_back_on_the_same_port_when_it_is_killed(tmp_path: Path) -> None:
    here(MOSQUITTO)
    async with (
        open_broker(None, tmp_path, credentials(), kind=MOSQUITTO) as broker,
        logged_in(broker.url, "core", Listener()) as core,
    ):
        await up(core)
        for _ in range(2):
            session = core.session
            os.kill(int((tmp_path / "broker" / "mosquitto.pid").read_text()), signal.SIGKILL)
            await until(lambda session=session: core.session > session and core.connected)  # type: ignore[misc]


async def test_it_dies_with_a_service_that_is_killed(tmp_path: Path) -> None:
    here(MOSQUITTO)
    service, broker = await asyncio.to_thread(start_service, tmp_path)
    assert alive(broker)
    service.kill()
    service.wait()
    await until(lambda: not alive(broker))
    if service.stdout is not None:
        service.stdout.close()


async def test_a_broker_that_outlived_its_service_is_ended_before_the_next(tmp_path: Path) -> None:
    """Where the kernel does not end it for us, the next start does."""
    here(MOSQUITTO)
    folder = tmp_path / "broker"
    folder.mkdir()
    port = free_port()
    (folder / "mosquitto.conf").write_text(f"listener {port} 127.0.0.1\nallow_anonymous true\n")
    orphan = start(str(find_mosquitto()), "-c", str(folder / "mosquitto.conf"))
    await until(lambda: listens(port))
    (folder / "mosquitto.pid").write_text(str(orphan.pid))
    async with open_broker(None, tmp_path, credentials(), kind=MOSQUITTO) as broker:
        assert broker.pid != orphan.pid
        assert orphan.wait(5) is not None


async def test_a_process_that_only_has_the_old_number_is_left_alone(tmp_path: Path) -> None:
    here(MOSQUITTO)
    (tmp_path / "broker").mkdir()
    bystander = start(sys.executable, "-c", "import time; time.sleep(60)")
    (tmp_path / "broker" / "mosquitto.pid").write_text(str(bystander.pid))
    try:
        async with open_broker(None, tmp_path, credentials(), kind=MOSQUITTO):
            assert bystander.poll() is None
    finally:
        bystander.kill()
        bystander.wait()


async def test_a_port_that_is_taken_is_said_and_nothing_stays(tmp_path: Path) -> None:
    here(MOSQUITTO)
    async with open_broker(None, tmp_path / "one", credentials(), kind=MOSQUITTO) as broker:
        port = int(broker.url.rsplit(":", 1)[1])
        with pytest.raises(BrokerFailed):
            async with open_broker(None, tmp_path / "two", credentials(), kind=MOSQUITTO, port=port):
                pass
    assert not (tmp_path / "two" / "broker" / "mosquitto.pid").exists()
