"""Very many cases: one real case, made by its acts, multiplied by the database itself (`INSERT … SELECT`).

Every row keeps its width; numbers, tokens, people and days differ. Constraints and indexes hold, only the checks of
foreign keys are left out while filling.
"""

from typing import Any

from psycopg import sql

STEP = 100_000  # ids of copy k are those of the first case + k × STEP
TABLES = (
    *("persons_person", "registry_household", "registry_member", "registry_incomefact", "registry_consent"),
    *("registry_meanscheck", "registry_homevisit", "cases_case", "cases_caseperson", "cases_round", "cases_task"),
    *("cases_finding", "cases_document", "decisions_hand", "ground_auditentry", "ground_auditprivate"),
)
# What must differ between copies, or should; by column name. {c} is the column.
CHANGED = {
    "township": "places.code",
    "village": "places.code || '20' || (k % 6)",
    "token": "md5(k || ':' || {c}::text)::uuid",
    "matter": "md5(k || ':' || {c}::text)::uuid",
    "number": "places.short || '-DB-2026-' || lpad((k + 9000)::text, 7, '0')",
    "id_hash": "md5(k || {c}) || md5({c} || k)",
    "request_key": "{c} || '-' || k",
    "accepted_on": "{c} - (k % 90)::int",
    "due_on": "{c} + (k % 30)::int",
}


def multiply(connection: Any, token: str, copies: int) -> int:
    """Make so many copies of the case with this token; returns how many rows were written."""
    connection.execute("SET session_replication_role = replica")
    ids = _ids(connection, token)
    rows = 0
    for table in TABLES:
        rows += connection.execute(_statement(connection, table, ids), {"copies": copies}).rowcount
    connection.execute("SET session_replication_role = origin")
    connection.commit()
    connection.autocommit = True
    connection.execute("VACUUM ANALYZE")
    return rows


def _ids(connection: Any, token: str) -> dict[str, list[int]]:
    """The first case's rows, table by table."""

    def ask(query: str, *values: Any) -> list[int]:
        return [row[0] for row in connection.execute(query, values)]

    ids = {"cases_case": ask("SELECT id FROM cases_case WHERE token = %s", token)}
    ids["registry_household"] = ask("SELECT id FROM registry_household WHERE matter = %s", token)
    home, case = ids["registry_household"][0], ids["cases_case"][0]
    ids["persons_person"] = ask("SELECT person_id FROM registry_member WHERE household_id = %s", home)
    for table in TABLES:
        columns = _columns(connection, table)
        if table in ids:
            continue
        if "case_id" in columns:
            ids[table] = ask(f"SELECT id FROM {table} WHERE case_id = %s", case)
        elif "household_id" in columns:
            ids[table] = ask(f"SELECT id FROM {table} WHERE household_id = %s", home)
        elif "entry_id" in columns:
            ids[table] = ask(f"SELECT id FROM {table} WHERE entry_id = ANY(%s)", ids["ground_auditentry"])
        else:
            ids[table] = ask(f"SELECT id FROM {table} WHERE matter::text = %s", token)
    return ids


def _columns(connection: Any, table: str) -> dict[str, str]:
    """Column → type."""
    found = connection.execute(
        "SELECT column_name, udt_name FROM information_schema.columns WHERE table_name = %s"
        " AND table_schema = 'public' AND is_generated = 'NEVER' ORDER BY ordinal_position",
        [table],
    )
    return dict(found.fetchall())


def _statement(connection: Any, table: str, ids: dict[str, list[int]]) -> sql.Composed:
    columns = _columns(connection, table)
    points = dict(
        connection.execute(
            "SELECT a.attname, f.relname FROM pg_constraint k JOIN pg_class f ON f.oid = k.confrelid"
            " JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]"
            " WHERE k.contype = 'f' AND k.conrelid = %s::regclass",
            [table],
        ).fetchall()
    )
    values = [_value(name, kind, points.get(name, ""), ids) for name, kind in columns.items()]
    return sql.SQL(
        "INSERT INTO {table} ({columns}) SELECT {values} FROM {table} t CROSS JOIN generate_series(1, %(copies)s) k"
        " JOIN (SELECT code, short, row_number() OVER (ORDER BY code) - 1 AS n, count(*) OVER () AS many"
        " FROM offices_township) places ON places.n = k %% places.many WHERE t.id = ANY({ids})"
    ).format(
        table=sql.Identifier(table),
        columns=sql.SQL(", ").join(map(sql.Identifier, columns)),
        values=sql.SQL(", ").join(values),
        ids=sql.Literal(ids[table]),
    )


def _value(name: str, kind: str, points_to: str, ids: dict[str, list[int]]) -> sql.Composable:
    column = f't."{name}"'
    if name == "id":
        return sql.SQL(f"{column} + k::bigint * {STEP}")
    if points_to in ids:
        own = sql.Literal(ids[points_to])
        return sql.SQL(f"CASE WHEN {column} = ANY({{}}) THEN {column} + k::bigint * {STEP} ELSE {column} END").format(
            own
        )
    if name in CHANGED and not kind.startswith("int"):  # a round has a number, too
        return sql.SQL("(" + CHANGED[name].format(c=column).replace("%", "%%") + f")::{kind}")
    return sql.SQL(column)
