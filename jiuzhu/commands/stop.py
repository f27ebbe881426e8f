"""`jiuzhu stop`: stop the running `up` of this checkout from elsewhere."""

import argparse
import json
import os
import signal
from pathlib import Path

from jiuzhu.commands.errors import CommandError
from jiuzhu.commands.support import places
from jiuzhu.commands.support.locks import Held, lock
from jiuzhu.commands.support.processes import wait_until
from jiuzhu.commands.support.progress import say
from jiuzhu.commands.up import up_lock

HELP = "停止正在运行的系统（相当于在它的窗口按 Ctrl-C）"
NEEDS_DJANGO = False
SECONDS = 60.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No arguments."""


def run(args: argparse.Namespace) -> int:
    """Ask it to stop and wait until it has."""
    file = up_lock(places.make_private(places.state_folder()))
    pid = _holder(file)
    if pid is None:
        say("系统没有在运行。")
        return 0
    os.kill(pid, signal.SIGTERM)
    if not wait_until(lambda: _holder(file) is None, SECONDS):
        raise CommandError(f"等了 {SECONDS:.0f} 秒，进程 {pid} 还没有停下来。", "It did not stop in time.")
    say("已停止。")
    return 0


def _holder(file: os.PathLike[str]) -> int | None:
    try:
        with lock(Path(file)):
            return None
    except Held as held:
        return int(json.loads(held.note)["pid"])
