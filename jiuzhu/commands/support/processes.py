"""What the kernel knows about processes, read from /proc: alive means neither gone nor a zombie."""

import ctypes
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def die_with_parent(with_signal: signal.Signals) -> Callable[[], None]:
    """For `preexec_fn`: the kernel sends this signal to the child when the process starting it is gone, even killed."""
    parent = os.getpid()

    def in_child() -> None:
        signal.pthread_sigmask(signal.SIG_SETMASK, [])
        if _libc is not None:
            _libc.prctl(PR_SET_PDEATHSIG, int(with_signal), 0, 0, 0)
            if os.getppid() != parent:  # gone between fork and prctl
                os._exit(1)

    return in_child


def command_line(pid: int) -> str:
    """The words a process was started with, or the title it gave itself; empty when it is gone or a zombie."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace").strip()
    except OSError:
        return ""


def environment_has(pid: int, entry: str) -> bool:
    """Was the process started with this NAME=value? False for processes we may not look into."""
    try:
        return entry.encode() in Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    except OSError:
        return False


def all_pids() -> list[int]:
    """Every process visible here; none where there is no /proc."""
    try:
        return [int(name) for name in os.listdir("/proc") if name.isdigit()]
    except FileNotFoundError:
        return []


def wait_until(condition: Callable[[], bool], seconds: float) -> bool:
    """Look every 20 ms until the condition holds; False when the time is over."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True
