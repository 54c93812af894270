"""Where Rasa's Python 3.10 is looked for, and what is said when there is none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from nlu.rasa.environment import RasaUnavailable, child_environment, find_python


def interpreter(file: Path, version: str, code: int = 0) -> Path:
    """A program that answers the question for its version."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"#!/bin/sh\necho {version}\nexit {code}\n", encoding="utf-8")
    file.chmod(0o755)
    return file


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with nothing on it."""
    monkeypatch.setenv("PATH", f"{tmp_path}/path:/bin:/usr/bin")
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    monkeypatch.delenv("PYENV_VERSION", raising=False)
    interpreter(tmp_path / "path" / "uv", "nothing", code=2)
    return tmp_path


def pyenv(machine: Path, version: str) -> Path:
    return interpreter(machine / "pyenv" / "versions" / version / "bin" / "python3.10", "3.10")


def test_pyenv_comes_first_and_there_the_chosen_version(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    interpreter(machine / "path" / "python3.10", "3.10")
    older, newer = pyenv(machine, "3.10.9"), pyenv(machine, "3.10.13")
    assert find_python() == newer
    monkeypatch.setenv("PYENV_VERSION", "3.11.7:3.10.9")
    assert find_python() == older


def test_then_uv_then_the_path(machine: Path) -> None:
    in_path = interpreter(machine / "path" / "python3.10", "3.10")
    assert find_python() == in_path
    known_to_uv = interpreter(machine / "elsewhere" / "python3.10", "3.10")
    interpreter(machine / "path" / "uv", str(known_to_uv))
    assert find_python() == known_to_uv


def test_a_shim_that_stands_for_nothing_and_another_version_are_passed_over(machine: Path) -> None:
    interpreter(machine / "path" / "python3.10", "pyenv: python3.10: command not found", code=127)
    interpreter(machine / "pyenv" / "versions" / "3.10.1" / "bin" / "python3.10", "3.11")
    with pytest.raises(RasaUnavailable, match=r"Rasa needs Python 3\.10, and there is none"):
        find_python()


def test_rasas_processes_see_our_modules_and_tell_nobody(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DORFBOTE_CODE_KEY", "secret")
    around = child_environment(machine)
    assert around["PYTHONPATH"] == str(machine)
    assert around["RASA_TELEMETRY_ENABLED"] == "false"
    assert around["PATH"] == os.environ["PATH"]
    assert "DORFBOTE_CODE_KEY" not in around
