"""A Rasa server of our own: started with a model on loopback, asked over HTTP, ended with us."""

from __future__ import annotations

import json
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from nlu.rasa.answer import result_of
from nlu.rasa.environment import RasaUnavailable, child_environment
from nlu.rasa.project import modules_for
from nlu.result import ParseContext, ParseResult

_READY_SECONDS, _LOOK_AGAIN_SECONDS = 900.0, 0.5
_ANSWER_SECONDS = 60.0
_GRACE_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class RasaServer:
    """A server that answers; as a `Parser` it waits for every answer (for measuring, never for people)."""

    url: str
    process: subprocess.Popen[bytes]

    def parse(self, text: str, _context: ParseContext) -> ParseResult:
        """What Rasa makes of the bare text; it knows no context."""
        body = json.dumps({"text": text}).encode()
        asked = urllib.request.Request(  # noqa: S310 -- our own server on loopback
            f"{self.url}/model/parse", body, {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(asked, timeout=_ANSWER_SECONDS) as answered:  # noqa: S310
            return result_of(text, json.load(answered))

    def wait(self) -> None:
        """Until it ends by itself."""
        self.process.wait()

    def memory_mb(self) -> float:
        """The most memory the server has held, in MB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024


@contextmanager
def serving(python: Path, model: Path, *, port: int | None = None) -> Iterator[RasaServer]:
    """A server with this model, until the block ends. Raises `RasaUnavailable` when it does not come up."""
    at = port or _free_port()
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "rasa.log"
        command = [str(python), "-m", "rasa", "run", "--enable-api", "--interface", "127.0.0.1", "--port", str(at)]
        with log.open("wb") as out:
            process = subprocess.Popen(  # noqa: S603 -- our own environment and paths
                [*command, "--model", str(model)],
                cwd=folder,
                env=child_environment(modules_for(Path(folder))),
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        try:
            server = RasaServer(f"http://127.0.0.1:{at}", process)
            _wait_until_it_answers(server, process, log)
            yield server
        finally:
            process.terminate()
            try:
                process.wait(_GRACE_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_until_it_answers(server: RasaServer, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + _READY_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{server.url}/status", timeout=_ANSWER_SECONDS):  # noqa: S310
                return
        except (urllib.error.URLError, OSError):
            time.sleep(_LOOK_AGAIN_SECONDS)
    raise RasaUnavailable(f"Rasa did not come up:\n{log.read_text(errors='replace').strip()[-2000:]}")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
