"""Rows that many tests begin with are made once by the acts and put back as they were, in one statement a table.

Sequences only move on, also over rolled-back tests, so rows put back never meet a number given again.
"""

from collections.abc import Callable, Hashable

from django.db import connection

TABLES = """
    SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.relname !~ '^(django|procrastinate)_' ORDER BY c.relname
"""
_made: dict[Hashable, list[tuple[str, str]]] = {}


def build(key: Hashable, make: Callable[[], None]) -> None:
    """Make the rows, or put back those made for this key before. Other rows there already: they are made anew."""
    key = (connection.settings_dict["NAME"], key)  # another database counts from one again
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        tables = [name for (name,) in cursor.fetchall()]
        fresh = not _filled(tables)
        if fresh and key in _made:
            for table, rows in _made[key]:
                cursor.execute(f"INSERT INTO {table} SELECT * FROM json_populate_recordset(NULL::{table}, %s)", [rows])
            return
        make()
        if fresh:
            _made[key] = [(table, _rows(table)) for table in _filled(tables)]


def _filled(tables: list[str]) -> list[str]:
    questions = " UNION ALL ".join(f"SELECT '{t}' WHERE EXISTS (SELECT FROM {t})" for t in tables)
    with connection.cursor() as cursor:
        cursor.execute(questions)
        return [name for (name,) in cursor.fetchall()]


def _rows(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT json_agg(t)::text FROM {table} t")
        return str(cursor.fetchone()[0])
