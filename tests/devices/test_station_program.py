"""The station as a program: started from its two files, at a terminal, against a real broker."""

from __future__ import annotations

import asyncio
import json
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from devices.bridge import Bridge
from devices.broker import BrokerKind, open_broker
from devices.client import Client
from devices.station.configuration import EXAMPLE, Configuration, ConfigurationUnusable
from domain.lockers.ports import GrantsAnswered, StationReport
from tests.devices.builders import KEYS, chance, until
from tests.devices.house import P1, credentials, rights


def now() -> datetime:
    return datetime.now(UTC)


def installed(folder: Path, broker: str) -> Path:
    (folder / "keys.json").write_text(KEYS.station("p1").to_json())
    boxes = [{"no": 7, "size": "M", "zone": "ambient", "lock": 1}]
    file = folder / "station.json"
    file.write_text(json.dumps({"v": 1, "broker": broker, "keys": "keys.json", "data": "data", "boxes": boxes}))
    return file


async def test_a_station_starts_takes_a_list_opens_by_code_and_stops(tmp_path: Path) -> None:
    reports = list[StationReport]()

    async def handle(report: StationReport) -> None:
        reports.append(report)

    async with open_broker(None, tmp_path, credentials(), kind=BrokerKind.EMBEDDED) as broker:
        client = Client(broker.url, KEYS, now, chance)
        bridge = Bridge(client, KEYS, handle, now)
        async with client:
            await client.until_connected()
            program = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "devices.station",
                str(installed(tmp_path, broker.url)),
                "--keypad",
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
            )
            try:
                await bridge.publish_grants(rights(1, now(), ("471108", 7)))
                await until(lambda: any(isinstance(report, GrantsAnswered) for report in reports), 10)
                assert program.stdin is not None
                assert program.stdout is not None
                await program.stdout.readline()
                program.stdin.write(b"471 108\n")
                text = (await asyncio.wait_for(program.stdout.readline(), 5)).decode()
                assert text.startswith("Fach 7 ist offen.")
                program.send_signal(signal.SIGTERM)
                assert await asyncio.wait_for(program.wait(), 10) == 0
            finally:
                if program.returncode is None:
                    program.kill()
                    await program.wait()
    assert {report.station_id for report in reports} == {P1}


def test_the_example_is_one(tmp_path: Path) -> None:
    file = tmp_path / "station.json"
    file.write_text(EXAMPLE)
    configuration = Configuration.at(file)
    assert configuration.keys == tmp_path / "keys.json"
    assert configuration.board is not None


@pytest.mark.parametrize(
    ("text", "says"),
    [("", "not_json"), ("{}", "unknown_version"), ('{"v":1}', "missing: boxes"), ('{"v":1,"board":7}', "board")],
)
def test_a_wrong_configuration_is_refused_by_its_field(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "station.json"
    file.write_text(text)
    with pytest.raises(ConfigurationUnusable, match=says):
        Configuration.at(file)
    command = [sys.executable, "-m", "devices.station", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert says in done.stderr
