"""The PostgreSQL manager: a server for a state folder, two roles, databases, copies of a template. No Django here."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from jiuzhu.commands.support import binaries, places, secrets
from jiuzhu.commands.support.server import Server

OWNER, APPLICATION = secrets.DATABASE_ROLES
EXTENSIONS = ("btree_gist", "pg_trgm")
PREPARING = 7_201_001  # advisory lock: two preparations at once take turns


@dataclass(frozen=True)
class Urls:
    """Addresses of one database: the owner migrates, the application does everything else."""

    owner_url: str
    app_url: str


def embedded(state: Path, settings: dict[str, str] | None = None) -> Server:
    """The server of a state folder; makes the folder, starts nothing. Raises CommandError."""
    places.make_private(state)
    home = places.server_home(state)
    account = places.server_account(home)
    return Server(state, home, binaries.programs(account), places.socket_folder(home), account, settings or {})


def urls(server: Server, database: str) -> Urls:
    """The addresses, passwords included; never print them."""
    passwords = secrets.database_passwords(server.state)
    place = f"/{quote(database)}?host={quote(str(server.socket_dir))}&port={server.port}"
    return Urls(*(f"postgresql://{role}:{quote(passwords[role], safe='')}@{place}" for role in (OWNER, APPLICATION)))


def prepare(server: Server, database: str) -> Urls:
    """Make what is missing: both roles with their passwords, the database, its extensions. Safe to repeat."""
    passwords = secrets.database_passwords(server.state)
    with psycopg.connect(server.conninfo(), autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [PREPARING])
        for role, rights in ((OWNER, "CREATEDB"), (APPLICATION, "NOCREATEDB")):
            _role(connection, role, rights, passwords[role])
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone():
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(database), sql.Identifier(OWNER))
            )
        _admit(connection, database)
        with psycopg.connect(server.conninfo(database), autocommit=True) as inside:
            for name in EXTENSIONS:
                inside.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(name)))
    return urls(server, database)


def clone(server: Server, template: str, name: str) -> Urls:
    """A copy of a database nobody is connected to, in about 0.1 s; an older copy of that name goes first."""
    drop(server, name)
    with psycopg.connect(server.conninfo(), autocommit=True) as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}").format(*map(sql.Identifier, (name, template, OWNER)))
        )
        _admit(connection, name)
    return urls(server, name)


def drop(server: Server, name: str) -> None:
    """Remove a database, cutting its connections; fine if there is none."""
    with psycopg.connect(server.conninfo(), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _role(connection: psycopg.Connection, role: str, rights: str, password: str) -> None:
    known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    verb = sql.SQL("ALTER" if known else "CREATE")
    connection.execute(
        sql.SQL("{} ROLE {} LOGIN NOSUPERUSER NOCREATEROLE NOBYPASSRLS {} PASSWORD {}").format(
            verb, sql.Identifier(role), sql.SQL(rights), sql.Literal(password)
        )
    )


def _admit(connection: psycopg.Connection, database: str) -> None:
    """Only the two roles may connect."""
    name = sql.Identifier(database)
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
    connection.execute(
        sql.SQL("GRANT CONNECT ON DATABASE {} TO {}, {}").format(name, *map(sql.Identifier, (OWNER, APPLICATION)))
    )
