"""An append-only journal in JSON lines: on disk before anything is answered, readable after any kill."""

import fcntl
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any


class JournalError(ValueError):
    """A journal that can't be used; the text is the sentence for the operator."""


def records(path: Path) -> Iterator[dict[str, Any]]:
    """The complete records of a journal, oldest first; a last line cut by a kill is not a record."""
    if not path.exists():
        return
    for number, line in enumerate(path.read_bytes().split(b"\n")[:-1], start=1):
        try:
            yield json.loads(line)
        except ValueError:
            raise JournalError(f"流水文件 {path.name} 第 {number} 行损坏，不能继续；请保留原件再处理。") from None


class Journal:
    """The one writer of a journal; a second process on the same file is refused."""

    def __init__(self, path: Path):
        path.parent.mkdir(parents=True, exist_ok=True)
        self._handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self._handle)
            raise JournalError(f"流水文件 {path.name} 正被另一个进程使用，请先停止它。") from None
        self.known = list(records(path))
        whole = path.read_bytes().rfind(b"\n") + 1
        os.ftruncate(self._handle, whole)  # what a kill cut off was never answered, so it never happened
        self._sync_folder(path.parent)

    @staticmethod
    def _sync_folder(folder: Path) -> None:
        handle = os.open(folder, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)

    def write(self, record: dict[str, Any]) -> None:
        """Append one record; durable against a kill, and against a power cut after `sync`."""
        line = (json.dumps(record, ensure_ascii=False, sort_keys=True) + "\n").encode()
        if os.write(self._handle, line) != len(line):
            raise OSError("流水没有写完整，磁盘可能已满。")

    def sync(self) -> None:
        os.fsync(self._handle)

    def append(self, record: dict[str, Any]) -> None:
        """Write and sync: what every answer waits for."""
        self.write(record)
        self.sync()

    def close(self) -> None:
        os.close(self._handle)
