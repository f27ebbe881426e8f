"""Folders for tests that start real servers: short, private, and gone afterwards."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jiuzhu.commands.support import places
from jiuzhu.commands.support.postgres import embedded

NOBODY = 65534
CHECKOUT = Path(__file__).resolve().parents[2]


@contextmanager
def private_folder() -> Iterator[Path]:
    """A 0700 folder, as a home is."""
    folder = Path(tempfile.mkdtemp(prefix="jz-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


@contextmanager
def state_of_own() -> Iterator[Path]:
    """A state folder below a private one; its server and all its data go at the end."""
    with private_folder() as folder:
        state = folder / "state"
        try:
            yield state
        finally:
            home = places.server_home(state)
            if home.exists():
                embedded(state).destroy()


def mode(path: Path) -> int:
    """The permission bits."""
    return path.stat().st_mode & 0o777


def clean_environment(**more: str) -> dict[str, str]:
    """Our environment without what names an installation."""
    named = ("JIUZHU_", "DATABASE_URL", "JZ_", "PG_BIN", "DJANGO_")
    return {key: value for key, value in os.environ.items() if not key.startswith(named)} | more
