"""Work in a process of its own: what it imports and holds does not stay in ours."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_ROOT = str(Path(__file__).resolve().parent.parent)


class ChildFailed(RuntimeError):
    """The process ended with an error; the message is the end of what it wrote about it."""


def run_module(name: str, *arguments: Path, seconds: float) -> str:
    """Run a module of this package on one thread; what it printed. Raises `ChildFailed`, or `TimeoutExpired`."""
    environment = dict(os.environ)
    environment["PYTHONPATH"] = os.pathsep.join(part for part in (_ROOT, environment.get("PYTHONPATH")) if part)
    environment["OMP_NUM_THREADS"] = environment["OPENBLAS_NUM_THREADS"] = "1"
    done = subprocess.run(  # noqa: S603 -- our own module with paths the caller gave
        [sys.executable, "-m", name, *map(str, arguments)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )
    if done.returncode != 0:
        raise ChildFailed(done.stderr.strip()[-2000:])
    return done.stdout
