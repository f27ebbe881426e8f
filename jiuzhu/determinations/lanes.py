"""Threads with a connection each, so that the database's processes work on several blocks at a time."""

from collections.abc import Generator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager

from django.db import connection

Lanes = tuple[Executor, ...]


@contextmanager
def lanes(count: int) -> Generator[Lanes, None, None]:
    """So many threads, each an executor of its own; at the end what was begun is finished, connections are closed."""
    with ExitStack() as stack:
        made = tuple(stack.enter_context(ThreadPoolExecutor(1)) for _ in range(count))
        try:
            yield made
        finally:
            for lane in made:
                lane.submit(lambda: connection.close())  # this thread's connection, not the caller's
