"""Marked points at which a test may kill this process, by name and by how often the point was passed.

`JIUZHU_FAULT=name` or `name:3` (the third time). SIGKILL: no clean-up runs, exactly as when the power goes.
"""

import os
import signal

_passed: dict[str, int] = {}
POINTS: dict[str, str] = {}


def declare(name: str, what: str) -> str:
    """Register a point; tests walk over all that are declared."""
    POINTS[name] = what
    return name


def point(name: str) -> None:
    """Die here if the environment asks for it."""
    wanted = os.environ.get("JIUZHU_FAULT")
    if not wanted:
        return
    target, _, nth = wanted.partition(":")
    if target != name:
        return
    _passed[name] = _passed.get(name, 0) + 1
    if _passed[name] == int(nth or 1):
        once = os.environ.get("JIUZHU_FAULT_ONCE")  # a file: die only once, however often restarted
        if once:
            try:
                os.close(os.open(once, os.O_CREAT | os.O_EXCL))
            except FileExistsError:
                return
        os.kill(os.getpid(), signal.SIGKILL)
