"""Marked points at which a test may kill this process: SIGKILL, exactly as when the power goes.

`JIUZHU_FAULT_FILE` names a file; while it holds the name of a point, the first process to pass that point takes the
file away and dies. Without the variable a point costs a look into the environment.
"""

import contextlib
import os
import signal

POINTS: dict[str, str] = {}


def declare(name: str, what: str) -> str:
    """Register a point; tests walk over all that are declared."""
    POINTS[name] = what
    return name


def point(name: str) -> None:
    """Die here if the file asks for it."""
    order = os.environ.get("JIUZHU_FAULT_FILE")
    if not order:
        return
    with contextlib.suppress(FileNotFoundError):
        with open(order, encoding="utf-8") as file:
            wanted = file.read().strip()
        if wanted == name:
            # Taken by one process only: whoever unlinks it dies.
            os.unlink(order)
            os.kill(os.getpid(), signal.SIGKILL)
