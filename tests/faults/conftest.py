"""One office for the tests that kill its parts."""

import os
import shutil
from collections.abc import Iterator

import pytest

from jiuzhu.commands.support import places, postgres
from tests.faults.office import Office


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    """An office with its own durable database server."""
    base = places.state_folder().with_name(f"faults-{os.getpid()}")
    server = postgres.embedded(base)
    server.start()
    made = Office(postgres.prepare(server, "jiuzhu"), base, server)
    try:
        for words in (("migrate",), ("demo", "--families", "0")):
            done = made.command(*words)
            assert done.returncode == 0, done.stderr
        made.start()
        yield made
    finally:
        made.stop()
        server.destroy()
        shutil.rmtree(base, ignore_errors=True)
