"""The supervisor with real processes: restarts what is killed, stops in order, leaves nobody behind."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from jiuzhu.commands.support.processes import command_line, wait_until
from jiuzhu.commands.support.supervisor import end_leftovers
from tests.commands.places import CHECKOUT, clean_environment, private_folder

# A part that writes its pid down, keeps a child of its own, and notes when it is told to stop.
PART = """
import os, signal, subprocess, sys, time
from pathlib import Path
name, folder = sys.argv[1], Path(sys.argv[2])
def told(*_):
    with open(folder.parent / "order", "a") as order: order.write(name + "\\n")
    if name == "stubborn": return
    child.kill(); sys.exit(0)
signal.signal(signal.SIGTERM, told)
child = subprocess.Popen([sys.executable, "-c", "import signal; signal.pause()"])
def note(file, pid):
    (folder / "new").write_text(str(pid)); os.rename(folder / "new", folder / file)
folder = folder / name
folder.mkdir(exist_ok=True)
note("child", child.pid); note("pid", os.getpid())
while True: signal.pause()
"""
SUPERVISOR = """
import os, sys
from pathlib import Path
from jiuzhu.commands.support.supervisor import Part, Supervisor, command
folder, part, names = Path(sys.argv[1]), sys.argv[2], sys.argv[3:]
def make(name):
    argv, log = [sys.executable, "-c", part, name, str(folder)], folder / (name + ".log")
    return Part(name, name, command(argv, dict(os.environ), log), log)
parts = [make(name) for name in names]
supervisor = Supervisor(parts)
supervisor.listen()
supervisor.run(lambda: all((folder / n / "pid").exists() for n in names), lambda: print("ready", flush=True))
"""


class Tree:
    """A supervisor in a process of its own, and what its parts have written down."""

    def __init__(self, folder: Path, *names: str) -> None:
        self.folder, self.names = folder, names
        self.mark = f"TREE={folder}"
        self.process = subprocess.Popen(
            [sys.executable, "-c", SUPERVISOR, folder, PART, *names],
            cwd=CHECKOUT,
            env=clean_environment(TREE=str(folder)),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "ready\n"

    def pid(self, name: str) -> int:
        return int((self.folder / name / "pid").read_text())

    def child(self, name: str) -> int:
        return int((self.folder / name / "child").read_text())

    def everyone(self) -> list[int]:
        return [find(name) for name in self.names for find in (self.pid, self.child)]

    def end(self) -> str:
        """Tell it to stop; what it said on stderr."""
        self.process.terminate()
        return self.process.communicate()[1]


def gone(pid: int) -> bool:
    return command_line(pid) == ""


@pytest.fixture
def folder() -> Iterator[Path]:
    with private_folder() as made:
        yield made
        end_leftovers(f"TREE={made}")


def test_killed_part_is_named_and_started_again(folder: Path) -> None:
    tree = Tree(folder, "bank", "web")
    first, child, other = tree.pid("web"), tree.child("web"), tree.pid("bank")
    os.kill(first, signal.SIGKILL)
    assert wait_until(lambda: tree.pid("web") != first, 20)
    assert gone(child)  # what the killed one left would hold its port
    assert tree.pid("bank") == other and not gone(other)
    assert "web（web）被信号 SIGKILL 终止，0.2 秒后重新启动。日志：" in tree.end()


def test_pauses_grow_while_a_part_keeps_dying(folder: Path) -> None:
    tree = Tree(folder, "web")
    for _ in range(3):
        pid = tree.pid("web")
        os.kill(pid, signal.SIGKILL)
        assert wait_until(lambda before=pid: tree.pid("web") != before, 20)
    said = tree.end()
    assert [said.count(f"{pause} 秒后重新启动") for pause in ("，0.2", "，0.5", "，1")] == [1, 1, 1]


def test_stop_goes_in_reverse_order_and_leaves_nobody(folder: Path) -> None:
    tree = Tree(folder, "first", "second", "third")
    everyone = tree.everyone()
    said = tree.end()
    assert tree.process.returncode == 0
    assert (folder / "order").read_text().split() == ["third", "second", "first"]
    assert all(gone(pid) for pid in everyone)
    assert said.splitlines() == ["正在停止：third", "正在停止：second", "正在停止：first"]


def test_second_signal_ends_one_that_will_not_stop(folder: Path) -> None:
    tree = Tree(folder, "stubborn")
    everyone = tree.everyone()
    tree.process.terminate()
    assert wait_until((folder / "order").exists, 20)
    tree.process.terminate()
    tree.process.communicate()
    assert tree.process.returncode == 0
    assert all(gone(pid) for pid in everyone)


def test_parts_end_when_the_supervisor_is_killed(folder: Path) -> None:
    tree = Tree(folder, "bank", "web")
    everyone = tree.everyone()
    tree.process.kill()
    tree.process.communicate()
    assert wait_until(lambda: all(gone(pid) for pid in everyone), 20)


def test_next_start_ends_what_an_earlier_one_left(folder: Path) -> None:
    tree = Tree(folder, "stubborn", "web")
    everyone = tree.everyone()
    tree.process.kill()
    tree.process.communicate()
    assert not gone(tree.pid("stubborn"))
    end_leftovers(tree.mark, seconds=1)
    assert all(gone(pid) for pid in everyone)


def test_part_that_cannot_be_started_is_said_and_tried_again(folder: Path) -> None:
    script = SUPERVISOR.replace('[sys.executable, "-c", part', "[str(folder / 'program'), part")
    process = subprocess.Popen(
        [sys.executable, "-c", script, folder, PART, "web"],
        cwd=CHECKOUT,
        env=clean_environment(TREE=str(folder)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None and process.stdout is not None
    assert "没能启动" in process.stderr.readline()
    (folder / "program.new").write_text(f'#!/bin/sh\nexec {sys.executable} -c "$@"\n')
    (folder / "program.new").chmod(0o700)
    (folder / "program.new").rename(folder / "program")
    assert process.stdout.readline() == "ready\n"
    process.terminate()
    process.communicate()
    assert process.returncode == 0
