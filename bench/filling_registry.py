"""Very many families in the registry, without cases: what is there is copied by the database itself."""

# ruff: noqa: T201
import sys
from typing import Any

APART = 1_000_000_000  # ids of copy k are those of the first rows + k × APART
KEYS = {
    "registry_household": ("id",),
    "persons_person": ("id",),
    "registry_member": ("id", "household_id", "person_id"),
    "registry_incomefact": ("id", "household_id", "member_id"),
}
CHANGED = {"matter": 36, "id_hash": 64}  # must differ between copies; how long they may be


def copy_families(connection: Any, persons: int) -> int:
    """Copies until there are about so many members; how many there are. A copied database is left as it is."""
    first = int(connection.execute("SELECT count(*) FROM registry_member").fetchone()[0])
    copies = round(persons / first) - 1
    if copies < 1:
        return first
    connection.execute("SET session_replication_role = replica")  # keys are right as they are copied together
    for table in KEYS:
        print(f"  {table} × {copies + 1} …", file=sys.stderr, flush=True)
        _copy(connection, table, copies)
    connection.commit()
    connection.autocommit = True
    connection.execute("VACUUM ANALYZE")
    return int(connection.execute("SELECT count(*) FROM registry_member").fetchone()[0])


def _copy(connection: Any, table: str, copies: int) -> None:
    """Family by family, as they would have been entered; indexes that aren't constraints are made again afterwards."""
    plain = connection.execute(
        "SELECT indexrelid::regclass, pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = %s::regclass AND"
        " NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)",
        [table],
    ).fetchall()
    for name, _ in plain:
        connection.execute(f"DROP INDEX {name}")
    asked = "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped"
    columns = [row[0] for row in connection.execute(asked, [table])]
    listed, made = ", ".join(columns), ", ".join(_cell(table, column) for column in columns)
    order = "household_id, id" if "household_id" in columns else "id"
    connection.execute(
        f"INSERT INTO {table} ({listed}) SELECT {made} FROM {table}, generate_series(1, {copies}) k ORDER BY k, {order}"
    )
    for _, again in plain:
        connection.execute(again)


def _cell(table: str, column: str) -> str:
    if column in KEYS[table]:
        return f"{column} + k::bigint * {APART}"
    if column in CHANGED:
        return f"left(md5('copy ' || k || {column}) || md5({column} || k), {CHANGED[column]})"
    return column
