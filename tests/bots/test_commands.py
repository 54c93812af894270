"""The `dorfbote` command as people type it: what it prints, and how it refuses in one sentence."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import segno

from bots.__main__ import COMMANDS
from bots.app import sole_use
from tests.telegram.emulator import USERNAME
from tests.telegram.remote import telegram

ROOT = Path(__file__).parents[2]
Typed = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def dorfbote(tmp_path: Path) -> Typed:
    """Runs the command on a data folder of its own and hands back what it said."""

    def typed(*words: str, folder: Path = tmp_path / "data", **settings: str) -> subprocess.CompletedProcess[str]:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("DORFBOTE_")}
        environment = clean | {"DORFBOTE_DATA_DIR": str(folder)} | settings
        command = [sys.executable, "-m", "bots", *words]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    return typed


def refusal(run: subprocess.CompletedProcess[str]) -> str:
    """The one sentence of a refusal."""
    assert run.returncode == 1, run.stderr
    assert run.stdout == ""
    assert len(run.stderr.splitlines()) == 1, run.stderr
    return run.stderr.strip()


def test_help_lists_every_command(dorfbote: Typed) -> None:
    told = dorfbote("--help").stdout
    assert re.findall(r"^    ([a-z-]+)\b", told, re.MULTILINE) == ["COMMAND", *COMMANDS][1:]


def test_a_state_goes_out_and_in_unchanged(dorfbote: Typed, tmp_path: Path) -> None:
    assert dorfbote("migrate").returncode == 0
    invited = dorfbote("people", "invite", "resident")
    link, about = invited.stdout.splitlines()
    assert re.fullmatch(r"http://127\.0\.0\.1:8080/chat\?einladung=\w{8}", link)
    assert link[-8:] in about
    state = tmp_path / "state.json"
    state.write_text(dorfbote("export").stdout, encoding="utf-8")
    assert link[-8:] in state.read_text(encoding="utf-8")

    other = tmp_path / "other"
    read = dorfbote("import", str(state), folder=other)
    assert read.returncode == 0, read.stderr
    assert "1 invitations" in read.stdout
    assert json.loads(dorfbote("export", folder=other).stdout) == json.loads(state.read_text(encoding="utf-8"))
    assert "empty" in refusal(dorfbote("import", str(state), folder=other))


def test_an_invitation_needs_a_role_there_is(dorfbote: Typed) -> None:
    assert refusal(dorfbote("people", "invite", "king")).startswith("There is no role 'king'. Roles: ")


def test_the_doctor_names_what_is_wrong(dorfbote: Typed) -> None:
    told = dorfbote("doctor", DORFBOTE_PORT="a lot")
    assert told.returncode == 1
    assert told.stdout.startswith("wrong  DORFBOTE_PORT: ")


@pytest.mark.parametrize("command", [["run", "--demo"], ["migrate"], ["chat"]])
def test_a_setting_that_cannot_be_read_is_named_in_a_sentence(dorfbote: Typed, command: list[str]) -> None:
    assert refusal(dorfbote(*command, DORFBOTE_PORT="achtzig")).startswith("DORFBOTE_PORT: ")


def test_the_doctor_is_content_with_nothing_set(dorfbote: Typed) -> None:
    told = dorfbote("doctor")
    assert told.returncode == 0
    assert "wrong" not in told.stdout


@pytest.mark.parametrize("command", [["run", "--demo"], ["demo-reset"]], ids=" ".join)
def test_a_folder_that_a_service_uses_is_left_alone(dorfbote: Typed, tmp_path: Path, command: list[str]) -> None:
    with sole_use(tmp_path / "data"):
        assert re.search("running", refusal(dorfbote(*command)))


def test_the_demo_stays_at_home(dorfbote: Typed) -> None:
    assert "loopback" in refusal(dorfbote("run", "--demo", DORFBOTE_HOST="0.0.0.0"))


def test_a_file_that_is_no_state_is_not_read(dorfbote: Typed, tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text("{", encoding="utf-8")
    assert "cannot be read" in refusal(dorfbote("import", str(broken)))


def test_demo_reset_keeps_the_trained_parser_only(dorfbote: Typed, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    (folder / "cache").mkdir(parents=True)
    (folder / "dorfbote.db").touch()
    assert dorfbote("demo-reset").returncode == 0
    assert {path.name for path in folder.iterdir()} == {"cache", "running.lock"}


def test_the_broker_command_prints_rules_and_the_keys_of_one_station(dorfbote: Typed) -> None:
    assert "user core" in dorfbote("broker").stdout
    keys = dorfbote("broker", "--station-keys", "P1").stdout
    assert json.loads(keys) == json.loads(dorfbote("broker", "--station-keys", "p1").stdout)
    assert "cannot be the name" in refusal(dorfbote("broker", "--station-keys", "P 1"))


# --- Telegram -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def bot() -> Iterator[dict[str, str]]:
    """Settings for a bot that answers."""
    with telegram() as running:
        yield running.settings


def test_an_invitation_opens_telegram_too_and_can_be_printed(
    dorfbote: Typed, bot: dict[str, str], tmp_path: Path
) -> None:
    card = tmp_path / "card.svg"
    invited = dorfbote("people", "invite", "resident", "--qr", str(card), **bot)
    assert invited.returncode == 0, invited.stderr
    web, link, *drawn = invited.stdout.splitlines()
    assert re.fullmatch(rf"https://t\.me/{USERNAME}\?start=\w{{8}}", link)
    assert web[-8:] == link[-8:]
    assert any("█" in line for line in drawn)
    assert drawn[-1] == f"{card} shows {link}"
    expected = tmp_path / "expected.svg"
    segno.make(link, error="m").save(str(expected), scale=12, border=4)
    assert card.read_bytes() == expected.read_bytes()


def test_without_telegram_the_code_is_that_of_the_web_chat(dorfbote: Typed, tmp_path: Path) -> None:
    card = tmp_path / "card.png"
    told = dorfbote("people", "invite", "resident", "--qr", str(card)).stdout.splitlines()
    assert told[0] in told[-1]
    assert card.read_bytes().startswith(b"\x89PNG")
    assert "must end in .png or .svg" in refusal(dorfbote("people", "invite", "resident", "--qr", "card.jpg"))


def test_an_invitation_is_good_though_telegram_does_not_answer(dorfbote: Typed, bot: dict[str, str]) -> None:
    away = bot | {"DORFBOTE_TELEGRAM_API_URL": "http://127.0.0.1:9"}
    invited = dorfbote("people", "invite", "resident", **away)
    assert invited.returncode == 0
    assert "t.me" not in invited.stdout
    assert "as a message to the bot" in invited.stdout


def test_the_doctor_asks_telegram_for_the_name_of_the_bot(dorfbote: Typed, bot: dict[str, str]) -> None:
    assert f"ok     Telegram: the bot is @{USERNAME}" in dorfbote("doctor", **bot).stdout
    wrong = dorfbote("doctor", **bot | {"DORFBOTE_TELEGRAM_TOKEN": "1:wrong-token-of-somebody-else"})
    assert "wrong  Telegram does not know the token." in wrong.stdout
    assert wrong.returncode == 1
    away = dorfbote("doctor", **bot | {"DORFBOTE_TELEGRAM_API_URL": "http://127.0.0.1:9"})
    assert "hint   Telegram is not reached" in away.stdout
    assert away.returncode == 0
    called = {"DORFBOTE_TELEGRAM_WEBHOOK": "true", "DORFBOTE_PUBLIC_URL": "http://dorfbote.example"}
    assert "Telegram calls https only" in dorfbote("doctor", **bot | called).stdout
    without = {"DORFBOTE_TELEGRAM_WEBHOOK": "true"}
    assert "DORFBOTE_TELEGRAM_WEBHOOK needs DORFBOTE_PUBLIC_URL" in dorfbote("doctor", **bot | without).stdout
