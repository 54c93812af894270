"""Rasa's own environment: where a Python 3.10 lies, and how it is made to hold exactly what the lock says."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

Progress = Callable[[str], None]
VERSION = "3.10"
LOCK = Path(__file__).resolve().parents[2] / "requirements" / "rasa.txt"
_PROBE = "import ensurepip, sys, venv; print('%d.%d' % sys.version_info[:2])"
_STAMP = ".made"
_LONGEST_PROBE_SECONDS = 20


class RasaUnavailable(RuntimeError):
    """Rasa cannot be set up here; the message says what is missing."""


def ready_python(folder: Path, progress: Progress) -> Path:
    """The interpreter of an environment in `folder` that holds the lock; it is made when it is not there.

    Raises `RasaUnavailable`.
    """
    folder = (
        folder.absolute()
    )  # its processes run elsewhere; never resolved, for a link into pyenv would lose its packages
    python, stamp = folder / "bin" / "python", folder / _STAMP
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if python.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return python
    found = find_python()
    progress(f"making an environment for Rasa in {folder} with {found}: once, some minutes and 2.5 GB")
    shutil.rmtree(folder, ignore_errors=True)
    _do(str(found), "-m", "venv", str(folder))
    _do(*_installer(python), "--require-hashes", "--no-deps", "-r", str(LOCK))
    stamp.write_text(wanted, encoding="utf-8")  # last: what was interrupted is done again
    return python


def find_python() -> Path:
    """A Python 3.10: that of pyenv, the one uv knows, or one in the PATH. Raises `RasaUnavailable`."""
    for candidate in _candidates():
        if _is_right(candidate):
            return candidate
    raise RasaUnavailable(
        f"Rasa needs Python {VERSION}, and there is none: neither with pyenv, nor uv, nor in the PATH."
    )


def _candidates() -> Iterator[Path]:
    versions = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    chosen = [name for name in os.environ.get("PYENV_VERSION", "").split(":") if name.startswith(f"{VERSION}.")]
    there = sorted((one.name for one in versions.glob(f"{VERSION}.*")), key=_patch, reverse=True)
    yield from (versions / name / "bin" / f"python{VERSION}" for name in [*chosen, *there])
    uv = _uv()
    if uv:
        told = subprocess.run(  # noqa: S603 -- a tool of the PATH
            [uv, "python", "find", VERSION], capture_output=True, text=True, check=False, timeout=_LONGEST_PROBE_SECONDS
        )
        yield from (Path(line) for line in told.stdout.split() if told.returncode == 0)
    in_path = shutil.which(f"python{VERSION}")
    if in_path:
        yield Path(in_path)


def _patch(name: str) -> int:
    digits = name.removeprefix(f"{VERSION}.")
    return int(digits) if digits.isdecimal() else -1


def _is_right(python: Path) -> bool:
    """Whether this is a Python 3.10 that can make environments: a shim of pyenv may stand for nothing."""
    if not python.exists():
        return False
    told = subprocess.run(  # noqa: S603 -- an interpreter of this machine
        [str(python), "-c", _PROBE], capture_output=True, text=True, check=False, timeout=_LONGEST_PROBE_SECONDS
    )
    return told.returncode == 0 and told.stdout.strip() == VERSION


def _installer(python: Path) -> list[str]:
    """Ask uv where it is, for it takes a third of the time; else the new environment's own pip."""
    uv = _uv()
    if uv:
        return [uv, "pip", "install", "--quiet", "--python", str(python)]
    return [str(python), "-m", "pip", "install", "-q"]


def _uv() -> str | None:
    """The one in the PATH, else the one beside our own interpreter."""
    beside = Path(sys.executable).with_name("uv")
    return shutil.which("uv") or (str(beside) if beside.exists() else None)


def _do(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 -- as put together above
    if done.returncode != 0:
        raise RasaUnavailable(f"{' '.join(command[:4])} … failed:\n{(done.stderr or done.stdout).strip()[-2000:]}")


def child_environment(modules: Path) -> dict[str, str]:
    """What Rasa's processes find around them: `modules` holds what they may import of ours. Nothing is told home."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PYENV", "DORFBOTE_"))}
    quiet = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONWARNINGS": "ignore"}
    return {**kept, **quiet, "SQLALCHEMY_SILENCE_UBER_WARNING": "1", "PYTHONPATH": str(modules)}
