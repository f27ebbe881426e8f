"""Locks that the kernel frees when their holder is gone, however it went."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Held(Exception):
    """Someone else holds the lock; `note` is what they wrote into it."""

    def __init__(self, note: str) -> None:
        super().__init__(note)
        self.note = note


@contextmanager
def lock(file: Path, note: str = "", wait: bool = False) -> Iterator[None]:
    """Hold the file's lock; raises Held unless `wait`. The note tells the others who we are."""
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError as error:
            raise Held(os.read(descriptor, 1000).decode("utf-8", "replace")) from error
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, note.encode(), 0)
        yield
    finally:
        os.close(descriptor)
