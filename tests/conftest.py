"""Real PostgreSQL for every test that asks for it: a migrated template, a copy a session, roles as in production.

`JIUZHU_TEST_PG` names the state folder of a server that already runs (`./jz test` sets it); without it a session
starts its own. Ordinary tests roll back; tests that commit take `committed_database`, a copy of their own.
"""

import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.committed import committed  # noqa: F401  (a fixture)
from tests.ledger import books_balance  # noqa: F401  (a fixture that runs by itself)

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def database_server() -> Iterator[Any]:
    """The embedded server of this session."""
    from jiuzhu.commands.support import places, postgres

    named = os.environ.get("JIUZHU_TEST_PG")
    state = Path(named) if named else places.state_folder().with_name(f"pytest-{os.getpid()}")
    server = postgres.embedded(state, {"fsync": "off", "full_page_writes": "off"})
    server.start()
    yield server
    if not named:
        server.destroy()
        shutil.rmtree(state, ignore_errors=True)


@pytest.fixture(scope="session")
def template_database(database_server: Any, django_db_blocker: Any) -> str:
    """A migrated database that nobody is connected to; made once for a set of migrations."""
    from jiuzhu.commands.support import postgres

    sources = [*sorted(ROOT.glob("jiuzhu/*/migrations/*.py")), ROOT / "jiuzhu/ground/roles.py"]
    stamp = hashlib.sha256(b"".join(p.read_bytes() for p in sources)).hexdigest()[:12]
    name = f"jz_template_{stamp}"
    with _superuser(database_server) as alone:
        alone.execute("SELECT pg_advisory_lock(hashtextextended(%s, 7))", [name])  # sessions side by side
        if not _exists(database_server, name):
            building = f"jz_building_{os.getpid()}"
            urls = postgres.prepare(database_server, building)
            with django_db_blocker.unblock():
                _migrate(urls.owner_url)
            _rename(database_server, building, name)
    return name


@pytest.fixture(scope="session")
def django_db_setup(database_server: Any, template_database: str, django_db_blocker: Any) -> Iterator[None]:
    """Point Django at this session's copy of the template, as the application role."""
    from jiuzhu.commands.support import postgres

    name = f"jz_session_{os.getpid()}"
    urls = postgres.clone(database_server, template_database, name)
    point_at(urls)
    yield
    with django_db_blocker.unblock():
        from django.db import connections

        connections.close_all()
    postgres.drop(database_server, name)


@pytest.fixture
def committed_database(database_server: Any, template_database: str, request: pytest.FixtureRequest) -> Iterator[Any]:
    """A database of its own for a test that commits; yields its addresses."""
    from jiuzhu.commands.support import postgres

    name = f"jz_commit_{os.getpid()}_{hashlib.sha256(request.node.nodeid.encode()).hexdigest()[:8]}"
    yield postgres.clone(database_server, template_database, name)
    postgres.drop(database_server, name)


def point_at(urls: Any) -> None:
    """Set Django's connections to these addresses."""
    from django.db import connections

    from config.settings.databases import database

    for alias, url in (("default", urls.app_url), ("access_log", urls.app_url), ("owner", urls.owner_url)):
        given = database(url)
        connections[alias].close()
        connections[alias].settings_dict.update({k: given[k] for k in ("NAME", "USER", "PASSWORD", "HOST", "PORT")})


def _migrate(owner_url: str) -> None:
    from django.core.management import call_command
    from django.db import connections

    from config.settings.databases import database
    from jiuzhu.ground import roles

    given = database(owner_url)
    connections["owner"].settings_dict.update({k: given[k] for k in ("NAME", "USER", "PASSWORD", "HOST", "PORT")})
    with connections["owner"].cursor() as cursor:
        cursor.execute(roles.grant_defaults_sql())
    call_command("migrate", database="owner", interactive=False, verbosity=0)
    connections["owner"].close()


def _superuser(server: Any) -> Any:
    import psycopg

    return psycopg.connect(server.conninfo(), autocommit=True)


def _exists(server: Any, name: str) -> bool:
    with _superuser(server) as connection:
        return bool(connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone())


def _rename(server: Any, old: str, new: str) -> None:
    from psycopg import errors, sql

    with _superuser(server) as connection:
        try:
            connection.execute(
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(old), sql.Identifier(new))
            )
        except errors.DuplicateDatabase:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(old)))
