"""One installation: its state folder, its database and the environment its processes are started with."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from jiuzhu.commands.errors import CommandError
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
    """The installation of this checkout and environment; makes its folder and secrets, starts nothing.

    Raises CommandError where a database is left whose keys are gone: new ones couldn't read it.
    """
    state = places.make_private(places.state_folder())
    named = os.environ.get("DATABASE_URL")
    ring = os.environ.get("JIUZHU_KEYS_FILE")
    if named:
        return Installation(state, None, external.urls(named, state), Path(ring) if ring else secrets.keys_file(state))
    server = postgres.embedded(state)
    if ring is None and server.data.exists() and not (state / "keys.json").exists():
        raise _without_keys(server, state / "keys.json")
    keys_file = Path(ring) if ring else secrets.keys_file(state)
    return Installation(state, server, postgres.urls(server, DATABASE), keys_file)


def _without_keys(server: Server, keys_file: Path) -> CommandError:
    return CommandError(
        f"数据库还在（{server.home}），它的密钥文件 {keys_file} 却不见了。换一套新密钥读不出里面的身份证号等内容。\n"
        f"请把原来的密钥文件放回去（权限 600），再运行一次。里面的数据不要了，就删除 {server.home}，会重新建一个。",
        "The database is there, its keys are gone.",
    )


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
