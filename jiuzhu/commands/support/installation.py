"""One installation: its state folder, its database and the environment its processes are started with."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from jiuzhu.commands.support import external, places, postgres, secrets
from jiuzhu.commands.support.locks import lock
from jiuzhu.commands.support.postgres import Urls
from jiuzhu.commands.support.server import Server

DATABASE = "jiuzhu"
SETTINGS_MODULE = "config.settings.embedded"


@dataclass(frozen=True)
class Installation:
    """Where everything of one installation is. `server` is None when `DATABASE_URL` names a server of one's own."""

    state: Path
    server: Server | None
    urls: Urls
    keys_file: Path

    def environment(self, *, owner: bool = False) -> dict[str, str]:
        """What a process of this installation needs; the owner's address only for those that migrate or maintain."""
        found = {
            "JIUZHU_STATE": str(self.state),
            "JIUZHU_APP_URL": self.urls.app_url,
            "JIUZHU_APP_ROLE": unquote(urlsplit(self.urls.app_url).username or ""),
            "JIUZHU_KEYS_FILE": str(self.keys_file),
            "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE") or SETTINGS_MODULE,
        }
        return found | {"JIUZHU_OWNER_URL": self.urls.owner_url} if owner else found

    def prepare(self) -> None:
        """Roles, database, extensions; the server must be running. Safe to repeat."""
        if self.server:
            postgres.prepare(self.server, DATABASE)
        else:
            external.prepare(self.urls)


def installation() -> Installation:
    """The installation of this checkout and environment; makes its folder and secrets, starts nothing."""
    state = places.make_private(places.state_folder())
    named = os.environ.get("DATABASE_URL")
    ring = os.environ.get("JIUZHU_KEYS_FILE")
    keys_file = Path(ring) if ring else secrets.keys_file(state)
    if named:
        return Installation(state, None, external.urls(named, state), keys_file)
    server = postgres.embedded(state)
    return Installation(state, server, postgres.urls(server, DATABASE), keys_file)


def maintenance_lock(state: Path) -> Path:
    """Held by whoever starts a server outside `up`, so that it isn't stopped under someone else."""
    return state / "maintenance.lock"


@contextmanager
def database_running(place: Installation) -> Iterator[None]:
    """The database of the installation, running: that of `./jz up`, or one just for this command."""
    if place.server is None:
        yield
        return
    with lock(maintenance_lock(place.state), wait=True):
        if not place.server.running():
            place.server.start()
            try:
                place.prepare()
                yield
            finally:
                place.server.stop()
            return
    yield
