"""pg_dump and pg_restore of one database, with the same programs as the server's, and row counts to check by."""

import os
import subprocess
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from jiuzhu.commands.errors import CommandError
from jiuzhu.commands.support import binaries
from jiuzhu.commands.support.installation import Installation

ENVIRONMENT = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE"}
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"


def save(place: Installation, target: Path) -> tuple[int, dict[str, int]]:
    """Dump the database as it is at one moment; the server's version and the rows of each table at that moment."""
    with psycopg.connect(place.urls.owner_url) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        snapshot = connection.execute("SELECT pg_export_snapshot()").fetchone()
        assert snapshot is not None
        options = ["--format=custom", "--no-owner", "--no-comments", f"--snapshot={snapshot[0]}", f"--file={target}"]
        _run(place, "pg_dump", *options)
        return connection.info.server_version, row_counts(connection)


def load(place: Installation, source: Path) -> dict[str, int]:
    """Restore into an empty database in one transaction; the rows of each table afterwards."""
    options = ["--no-owner", "--no-comments", "--single-transaction", "--exit-on-error", "--dbname="]
    _run(place, "pg_restore", *options, str(source))
    with psycopg.connect(place.urls.owner_url) as connection:
        return row_counts(connection)


def row_counts(connection: psycopg.Connection) -> dict[str, int]:
    """Rows by table, as this transaction sees them."""
    tables = [name for (name,) in connection.execute(TABLES)]
    return {name: _count(connection, name) for name in tables}


def _count(connection: psycopg.Connection, table: str) -> int:
    row = connection.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier("public", table))).fetchone()
    assert row is not None
    return int(row[0])


def _run(place: Installation, program: str, *options: str) -> None:
    folder = place.server.programs if place.server else binaries.programs(None)
    given = conninfo_to_dict(place.urls.owner_url)  # the password goes by environment: arguments are public
    environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"}
    environment |= {ENVIRONMENT[key]: str(value) for key, value in given.items() if key in ENVIRONMENT and value}
    done = subprocess.run([folder / program, *options], env=environment, capture_output=True, text=True)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or [""])[-1]
        raise CommandError(f"{program} 没有成功，什么也没有改动：{last}", done.stderr.strip())
