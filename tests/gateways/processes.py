"""Fakes as real processes on free loopback ports: started, controlled, killed, started again on the same state."""

import os
import queue
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

from jiuzhu.gateways.wire.http import Timeouts
from jiuzhu.gateways.wire.signature import read_key

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60
QUICK = Timeouts(connect_seconds=5, answer_seconds=20)
IMPATIENT = Timeouts(connect_seconds=5, answer_seconds=0.4)


def true_now() -> datetime:
    return datetime.now(UTC)


class FakeProcess:
    """One fake (`bank` or `means_check`) over a state folder; `start` after `kill` is a restart."""

    def __init__(self, module: str, state: Path, *options: str):
        self.module, self.state, self.options = module, state, options
        self.process: subprocess.Popen[str] | None = None
        self.port = 0

    def start(self, *more: str) -> "FakeProcess":
        self.process = self.popen(str(self.port), *more)
        line = self._first_line()
        assert line.startswith("port="), f"did not start: {line!r} {self.process.stderr.read()}"
        self.port = int(line.removeprefix("port="))
        return self

    def popen(self, port: str, *more: str) -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", f"jiuzhu.gateways.{self.module}.fake", "--port", port]
        return subprocess.Popen(
            [*command, "--state", str(self.state), *self.options, *more],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def _first_line(self) -> str:
        lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=lambda: lines.put(self.process.stdout.readline()), daemon=True).start()
        return lines.get(timeout=START_SECONDS)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def key(self) -> bytes:
        return read_key(self.state / "key")

    def misbehave(self, *faults: dict[str, Any]) -> None:
        answer = httpx.post(f"{self.url}/control", json={"misbehave": list(faults)}, trust_env=False)
        assert answer.status_code == 200, answer.text

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        assert self.died() == -signal.SIGKILL

    def died(self) -> int:
        """Wait for the end and give the exit status."""
        status = self.process.wait(timeout=START_SECONDS)
        self.process.stdout.close()
        self.process.stderr.close()
        return status

    def stop(self) -> int:
        os.kill(self.process.pid, signal.SIGTERM)
        return self.died()

    def end(self) -> None:
        """Leave nothing running, whatever became of it; no claim about how it ended."""
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.died()
