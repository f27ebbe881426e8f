"""A PostgreSQL server of one's own by DATABASE_URL: the application role is made where we may, or asked for plainly."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

from jiuzhu.commands.errors import CommandError
from jiuzhu.commands.support import external
from jiuzhu.commands.support.postgres import embedded
from jiuzhu.commands.support.server import Server
from tests.commands.places import private_folder, state_of_own


@pytest.fixture(scope="module")
def their_server() -> Iterator[Server]:
    with state_of_own() as state:
        server = embedded(state)
        server.start()
        yield server
        server.stop()


@pytest.fixture
def our_state() -> Iterator[Path]:
    with private_folder() as folder:
        yield folder


def owner(server: Server, name: str, rights: str) -> str:
    """A database of a server we don't run, and its owner's address."""
    with psycopg.connect(server.conninfo(), autocommit=True) as connection:
        connection.execute(f"CREATE ROLE {name} LOGIN {rights} PASSWORD 'geheim'")  # type: ignore[arg-type]
        connection.execute(f"CREATE DATABASE {name} OWNER {name}")  # type: ignore[arg-type]
    return f"postgresql://{name}:geheim@/{name}?host={quote(str(server.socket_dir))}"


def test_application_role_is_made_and_kept(their_server: Server, our_state: Path) -> None:
    urls = external.urls(owner(their_server, "able", "CREATEROLE"), our_state)
    external.prepare(urls)
    external.prepare(urls)
    with psycopg.connect(urls.app_url) as connection:
        assert connection.execute("SELECT current_user, similarity('北岙', '北岙') = 1").fetchone() == (
            "jiuzhu_app",
            True,
        )
    with psycopg.connect(their_server.conninfo(), autocommit=True) as connection:
        connection.execute("REASSIGN OWNED BY jiuzhu_app TO able")
        connection.execute("DROP OWNED BY jiuzhu_app")
        connection.execute("REVOKE ALL ON DATABASE able FROM jiuzhu_app")
        connection.execute("DROP ROLE jiuzhu_app")


def test_missing_rights_are_asked_for_in_words_an_administrator_can_use(their_server: Server, our_state: Path) -> None:
    urls = external.urls(owner(their_server, "unable", "NOCREATEROLE"), our_state)
    with pytest.raises(CommandError, match="CREATE ROLE jiuzhu_app LOGIN PASSWORD"):
        external.prepare(urls)


def test_role_given_by_address_is_taken(their_server: Server, our_state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    owner_url = owner(their_server, "third", "NOCREATEROLE")
    with psycopg.connect(their_server.conninfo(), autocommit=True) as connection:
        connection.execute("CREATE ROLE clerk LOGIN PASSWORD 'offen'")
    app_url = f"postgresql://clerk:offen@/third?host={quote(str(their_server.socket_dir))}"
    monkeypatch.setenv("JIUZHU_APP_URL", app_url)
    urls = external.urls(owner_url, our_state)
    external.prepare(urls)
    assert urls.app_url == app_url


@pytest.mark.parametrize(("name", "rights"), [("boss", "SUPERUSER"), ("seer", "BYPASSRLS"), ("heir", "")])
def test_application_role_that_row_security_does_not_bind_is_refused(
    name: str, rights: str, their_server: Server, our_state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner_url = owner(their_server, f"of_{name}", "NOCREATEROLE")
    with psycopg.connect(their_server.conninfo(), autocommit=True) as connection:
        connection.execute(f"CREATE ROLE {name} LOGIN {rights} PASSWORD 'offen'")  # type: ignore[arg-type]
        if name == "heir":
            connection.execute(f"GRANT of_{name} TO {name}")  # type: ignore[arg-type]
    monkeypatch.setenv("JIUZHU_APP_URL", owner_url.replace(f"of_{name}:geheim@", f"{name}:offen@"))
    with pytest.raises(CommandError, match=f"应用角色 {name} 权限太大"):
        external.prepare(external.urls(owner_url, our_state))


def test_server_that_does_not_answer(our_state: Path) -> None:
    urls = external.urls(f"postgresql://jiuzhu_owner:x@/jiuzhu?host={quote(str(our_state))}", our_state)
    with pytest.raises(CommandError, match="连不上 DATABASE_URL"):
        external.prepare(urls)
