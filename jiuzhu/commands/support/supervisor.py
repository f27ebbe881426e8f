"""Keeps a list of processes running: starts in order, restarts what dies, stops all in reverse order.

One thread, no busy waiting: signals wake the loop through a pipe. Each part leads a process group of its own, so that
Ctrl-C reaches only the supervisor and a part's own children can be ended with it.
"""

import contextlib
import os
import select
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from jiuzhu.commands.errors import CommandError
from jiuzhu.commands.support import processes
from jiuzhu.commands.support.progress import say

PAUSES = (0.2, 0.5, 1.0, 2.0, 5.0, 10.0)  # seconds before the next restart of the same part
STEADY = 30.0  # seconds a part must have run for its pauses to begin again
LOG_LIMIT = 5_000_000  # bytes
STOP_SECONDS = 10.0
LATE = 60.0  # seconds; then it is said that something is wrong, and waiting goes on


@dataclass
class Part:
    """One supervised process. `launch` starts it and returns at once."""

    name: str
    label: str
    launch: Callable[[], subprocess.Popen[bytes]]
    log: Path
    stop_signal: signal.Signals = signal.SIGTERM
    process: subprocess.Popen[bytes] | None = None
    failures: int = 0
    started: float = 0.0
    due: float = 0.0

    def alive(self) -> bool:
        """Is it running now?"""
        return self.process is not None and self.process.poll() is None

    def signal_group(self, number: signal.Signals) -> None:
        """To the part and its own children."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)


def command(argv: list[str], environment: dict[str, str], log: Path) -> Callable[[], subprocess.Popen[bytes]]:
    """How to launch a part that is a program: output to its log, dying with the supervisor."""

    def launch() -> subprocess.Popen[bytes]:
        if log.exists() and log.stat().st_size > LOG_LIMIT:
            os.replace(log, log.with_name(f"{log.name}.1"))
        descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            return subprocess.Popen(
                argv,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=descriptor,
                stderr=descriptor,
                process_group=0,
                preexec_fn=processes.die_with_parent(signal.SIGTERM),
            )
        finally:
            os.close(descriptor)

    return launch


class Supervisor:
    """Runs its parts until SIGINT, SIGTERM or SIGHUP; a second signal ends them at once."""

    def __init__(self, parts: list[Part]) -> None:
        self.parts = parts
        self.signals = 0
        self._reader, self._writer = os.pipe()
        os.set_blocking(self._reader, False)
        os.set_blocking(self._writer, False)

    def listen(self) -> None:
        """From now on signals end the loop instead of the process."""
        signal.set_wakeup_fd(self._writer, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._told)

    def run(self, ready: Callable[[], bool], when_ready: Callable[[], None]) -> None:
        """Keep the parts running; `ready` is asked until it says yes. Returns when told to stop, all parts stopped."""
        waiting, late = True, time.monotonic() + LATE
        try:
            while not self.signals:
                for part in self.parts:
                    self._look_after(part)
                if waiting and ready():
                    waiting = False
                    when_ready()
                if waiting and time.monotonic() > late:
                    late = float("inf")
                    say(f"已经 {LATE:.0f} 秒，还没有就绪，仍在等待。请看各部分的日志。")
                self._wait(0.1 if waiting else self._next_due())
        finally:
            self.stop()

    def stop(self) -> None:
        """In reverse order, each with its own signal; whoever doesn't follow, or a second signal, means force."""
        told = self.signals
        for part in reversed(self.parts):
            if part.process is None or not part.alive():
                continue
            say(f"正在停止：{part.label}")
            part.process.send_signal(part.stop_signal)
            deadline = time.monotonic() + STOP_SECONDS
            while part.alive() and time.monotonic() < deadline and self.signals == told:
                self._wait(0.1)
            if part.stop_signal == signal.SIGINT and part.alive():  # the database's own way to stop at once
                part.process.send_signal(signal.SIGQUIT)
                processes.wait_until(lambda ending=part: not ending.alive(), STOP_SECONDS)
            part.signal_group(signal.SIGKILL)
            part.process.wait()

    def _told(self, *_: object) -> None:
        self.signals += 1

    def _look_after(self, part: Part) -> None:
        if part.alive():
            return
        now = time.monotonic()
        if part.process is not None:
            status = part.process.returncode
            how = f"被信号 {signal.Signals(-status).name} 终止" if status < 0 else f"退出（状态 {status}）"
            part.signal_group(signal.SIGKILL)  # children it left behind would hold its port
            part.process = None
            self._plan_restart(part, now, how)
        if now >= part.due:
            try:
                part.process, part.started = part.launch(), now
            except (CommandError, OSError) as error:
                self._plan_restart(part, now, f"没能启动：{error}")

    def _plan_restart(self, part: Part, now: float, how: str) -> None:
        if now - part.started > STEADY:
            part.failures = 0
        pause = PAUSES[min(part.failures, len(PAUSES) - 1)]
        part.failures += 1
        part.due = now + pause
        say(f"{part.label}（{part.name}）{how}，{pause:g} 秒后重新启动。日志：{part.log}")

    def _next_due(self) -> float | None:
        due = [part.due for part in self.parts if part.process is None]
        return max(0.0, min(due) - time.monotonic()) if due else None

    def _wait(self, seconds: float | None) -> None:
        """Until a signal arrives or the time is over; a child that ended is a signal too."""
        with contextlib.suppress(InterruptedError):
            if select.select([self._reader], [], [], seconds)[0]:
                os.read(self._reader, 4096)


def end_leftovers(mark: str, seconds: float = 10.0) -> None:
    """Processes of an earlier supervisor that was killed: known by the NAME=value they were started with."""

    def found() -> list[int]:
        me = os.getpid()
        return [pid for pid in processes.all_pids() if pid != me and processes.environment_has(pid, mark)]

    for how in (signal.SIGTERM, signal.SIGKILL):
        for pid in found():
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, how)
        if processes.wait_until(lambda: not found(), seconds):
            return
