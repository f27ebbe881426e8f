"""Very many cases: a real township, worked through by its acts, multiplied by the database itself (`INSERT … SELECT`).

Finished cases are copied into every month of ten years, open ones only into the present, so that a desk's worklist is
as long as a real one. Rows keep their width; places, people, numbers, tokens and days differ, officers are those of the
copy's township. Constraints and indexes hold, only the checks of foreign keys are left out while filling. Every stretch
is a transaction of its own that says so in `bench.filled`: after an interruption filling goes on where it stopped.
"""

# ruff: noqa: T201
import sys
import time
from dataclasses import dataclass
from typing import Any

from bench.filling_people import invent_names, same_places

STEP = 1_000_000  # ids of copy k are those of the first rows + k × STEP
MONTHS = 120
OPEN_SHARE = 100  # one case in so many is open
ROWS_A_STRETCH = 200_000
# How the rows of some cases are found, in this order; {table} stands for ids already found.
TABLES = {
    "cases_case": "id = ANY({cases})",
    "registry_household": "id IN (SELECT household_id FROM cases_case WHERE id = ANY({cases}))",
    "registry_member": "household_id = ANY({registry_household})",
    "persons_person": "id IN (SELECT person_id FROM registry_member WHERE id = ANY({registry_member}))",
    "registry_incomefact": "household_id = ANY({registry_household})",
    "registry_consent": "household_id = ANY({registry_household})",
    "registry_meanscheck": "household_id = ANY({registry_household})",
    "registry_homevisit": "household_id = ANY({registry_household})",
    "cases_caseperson": "case_id = ANY({cases})",
    "cases_round": "case_id = ANY({cases})",
    "cases_task": "case_id = ANY({cases})",
    "cases_finding": "case_id = ANY({cases})",
    "cases_opinion": "case_id = ANY({cases})",
    "cases_publication": "case_id = ANY({cases})",
    "ground_storedfile": "matter IN (SELECT token::text FROM cases_case WHERE id = ANY({cases})) OR id IN (SELECT"
    " file_id FROM payments_bankfile WHERE {finished})",
    "cases_document": "case_id = ANY({cases})",
    "decisions_hand": "matter IN (SELECT token FROM cases_case WHERE id = ANY({cases}))",
    "decisions_decision": "matter IN (SELECT token FROM cases_case WHERE id = ANY({cases}))",
    "cases_delivery": "case_id = ANY({cases})",
    "entitlements_entitlement": "matter IN (SELECT token FROM cases_case WHERE id = ANY({cases}))",
    "entitlements_entitledperson": "entitlement_id = ANY({entitlements_entitlement})",
    "funds_payable": "matter IN (SELECT token FROM cases_case WHERE id = ANY({cases}))",
    "funds_entry": "{finished} AND township = {township}",
    "funds_posting": "entry_id = ANY({funds_entry})",
    "payments_run": "{finished} AND township = {township}",
    "payments_bankfile": "run_id = ANY({payments_run})",
    "payments_order": "payable_id = ANY({funds_payable}) AND run_id = ANY({payments_run})",
    "ground_auditentry": "matter IN (SELECT token::text FROM cases_case WHERE id = ANY({cases}))",
    "ground_auditprivate": "entry_id = ANY({ground_auditentry})",
}
SHIFTED = ("entitlement_id_value", "household_id_value")  # keys that are plain values
# What must differ between copies, or should; by table and column, or by column alone. {c} is the column.
CHANGED = {
    "township": "place.code",
    "village": "place.villages[1 + (right({c}, 2)::int + k) % cardinality(place.villages)]",
    "token": "md5(k || ':' || {c}::text)::uuid",
    "matter": "md5(k || ':' || {c}::text)::uuid",
    "cases_case.number": "place.short || '-DB-' || to_char({day_of}, 'YYYY') || '-' || lpad((k * 1000"
    " + right({c}, 4)::int)::text, 7, '0')",
    "payments_run.number": "{c} || '-' || k",
    "payments_run.sequence": "{c} + (k / place.many) * 10",
    "id_hash": "md5(k || {c}) || md5({c} || k)",
    **dict.fromkeys(("request_key", "unit", "key"), "{c} || '-' || k"),
    **dict.fromkeys(("persons_person.name", "persons_person.pinyin", "persons_person.search_key"), "people.{name}"),
}
FIRSTS = ("month", "effective_from")  # always the first of a month
UNMOVED = ("born_on",)
RUNNING = 24
# Audit lines are the half of all bytes: those of the last five years are copied.
RECENT = {"ground_auditentry": 60, "ground_auditprivate": 60}
DAYS = "date '2026-11-01' - (date '2026-11-01' - make_interval(months => back.months))::date"


@dataclass(frozen=True)
class Group:
    """Some of the first cases, and which copies of them are made."""

    name: str
    ids: dict[str, list[int]]
    first: int
    last: int
    finished: bool


def multiply(connection: Any, township: str, cases: int) -> int:
    """Fill up to about so many cases; returns how many rows were copied, also by earlier runs of this work."""
    connection.execute("CREATE SCHEMA IF NOT EXISTS bench")
    connection.execute("CREATE TABLE IF NOT EXISTS bench.filled (name text, upto int, rows bigint, PRIMARY KEY (name))")
    if not _is_full(connection, cases):
        same_places(connection, township)
        invent_names(connection)
        _drop_indexes(connection)
        for group in _groups(connection, township, cases):
            _copy(connection, group)
        _restore_indexes(connection)
        _finish(connection, cases)
    return int(connection.execute("SELECT sum(rows) FROM bench.filled").fetchone()[0])


def _is_full(connection: Any, cases: int) -> bool:
    done = connection.execute("SELECT 1 FROM bench.filled WHERE name = 'full' AND upto = %s", [cases]).fetchone()
    return bool(done)


def _finish(connection: Any, cases: int) -> None:
    """Sequences and statistics, then it is full."""
    for table in TABLES:
        connection.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}")
    connection.commit()
    connection.autocommit = True
    print("  VACUUM ANALYZE …", file=sys.stderr, flush=True)
    connection.execute("VACUUM ANALYZE")
    connection.execute(
        "INSERT INTO bench.filled VALUES ('full', %s, 0) ON CONFLICT (name) DO UPDATE SET upto = excluded.upto", [cases]
    )


def _drop_indexes(connection: Any) -> None:
    """All but the primary keys go while filling; how they are made again stands in `bench.dropped`."""
    listed = "ANY(ARRAY[" + ", ".join(f"'{table}'::regclass" for table in TABLES) + "]::oid[])"
    plain = f"""
        FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = {listed} AND NOT EXISTS
          (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))"""
    keys = f"FROM pg_constraint k WHERE k.conrelid = {listed} AND k.contype IN ('u', 'x')"
    connection.execute("CREATE TABLE IF NOT EXISTS bench.dropped (n bigserial, again text)")
    connection.execute(
        f"INSERT INTO bench.dropped (again) SELECT pg_get_indexdef(i.indexrelid) {plain} UNION ALL SELECT format("
        f"'ALTER TABLE %s ADD CONSTRAINT %I %s', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid)) {keys}"
    )
    drops = connection.execute(
        f"SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', k.conrelid::regclass, k.conname) {keys}"
        f" UNION ALL SELECT format('DROP INDEX %s', i.indexrelid::regclass) {plain}"
    ).fetchall()
    for (drop,) in drops:
        connection.execute(drop)
    connection.commit()


def _restore_indexes(connection: Any) -> None:
    """One after another, each a step of its own."""
    for n, again in connection.execute("SELECT n, again FROM bench.dropped ORDER BY n").fetchall():
        print(f"  {again[:110]} …", file=sys.stderr, flush=True)
        connection.execute(again)
        connection.execute("DELETE FROM bench.dropped WHERE n = %s", [n])
        connection.commit()


def _groups(connection: Any, township: str, cases: int) -> list[Group]:
    """The finished and the open cases of the first township."""

    def ask(condition: str) -> list[int]:
        query = f"SELECT id FROM cases_case WHERE township = %s AND id < {STEP} AND {condition}"
        return [row[0] for row in connection.execute(query, [township])]

    waits = "EXISTS (SELECT 1 FROM cases_task t WHERE t.case_id = cases_case.id AND t.closed_on IS NULL)"
    finished, still = ask(f"NOT {waits}"), ask(waits)
    places = connection.execute("SELECT count(*) FROM offices_township").fetchone()[0]

    def copies(number: int, each: int) -> int:
        return max(1, round(number / each / places)) * places

    many = copies(cases - cases // OPEN_SHARE, len(finished))
    few = copies(cases // OPEN_SHARE, len(still))
    return [
        Group("finished", _ids(connection, township, finished, True), 1, many, True),
        Group("open", _ids(connection, township, still, False), many + 1, many + few, False),
    ]


def _ids(connection: Any, township: str, cases: list[int], finished: bool) -> dict[str, list[int]]:
    """The first rows, table by table."""
    ids: dict[str, list[int]] = {}
    words = {"cases": _array(cases), "township": f"'{township}'", "finished": str(finished)}
    for table, condition in TABLES.items():
        known = {name: _array(found) for name, found in ids.items()}
        query = f"SELECT id FROM {table} WHERE id < {STEP} AND ({condition.format(**words, **known)})"
        ids[table] = [row[0] for row in connection.execute(query)]
    return ids


def _copy(connection: Any, group: Group) -> None:
    """One stretch of copies after another."""
    found = connection.execute("SELECT upto FROM bench.filled WHERE name = %s", [group.name]).fetchone()
    done = found[0] if found else group.first - 1
    statements = [_statement(connection, table, group) for table in TABLES if group.ids[table]]
    stretch = max(1, ROWS_A_STRETCH // sum(len(ids) for ids in group.ids.values()))
    begun, start = time.monotonic(), done
    while done < group.last:
        until = min(group.last, done + stretch)
        connection.execute("SET LOCAL session_replication_role = replica")
        rows = sum(connection.execute(s, {"first": done + 1, "last": until}).rowcount for s in statements)
        connection.execute(
            "INSERT INTO bench.filled VALUES (%s, %s, %s) ON CONFLICT (name) DO UPDATE SET upto = excluded.upto,"
            " rows = filled.rows + excluded.rows",
            [group.name, until, rows],
        )
        connection.commit()
        done = until
        left = (time.monotonic() - begun) / (done - start) * (group.last - done)
        print(f"  {group.name}: {done} of {group.last} copies, {left / 60:.0f} min left", file=sys.stderr, flush=True)


def _columns(connection: Any, table: str) -> dict[str, str]:
    """Column → type."""
    found = connection.execute(
        "SELECT column_name, udt_name FROM information_schema.columns WHERE table_name = %s"
        " AND table_schema = 'public' AND is_generated = 'NEVER' ORDER BY ordinal_position",
        [table],
    )
    return dict(found.fetchall())


def _statement(connection: Any, table: str, group: Group) -> str:
    """Copies `first` to `last` of the group's rows in a table."""
    columns = _columns(connection, table)
    points = dict(
        connection.execute(
            "SELECT a.attname, f.relname FROM pg_constraint k JOIN pg_class f ON f.oid = k.confrelid"
            " JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]"
            " WHERE k.contype = 'f' AND k.conrelid = %s::regclass",
            [table],
        ).fetchall()
    )
    values = [_value(table, name, kind, points.get(name, ""), group) for name, kind in columns.items()]
    nth = f"((k - {group.first}) / place.many)"  # of its township
    of = group.last - group.first + 1
    back = f"{MONTHS - 1} - {nth} * {MONTHS} * place.many / {of}" if group.finished else "0"
    names = ", ".join(f'"{name}"' for name in columns)
    known = connection.execute("SELECT count(*) FROM bench.names").fetchone()[0]
    people = f" JOIN bench.names people ON people.n = abs(hashint8(t.id * 7919 + k)::bigint) %% {known}"
    return (
        f"INSERT INTO {table} ({names}) SELECT {', '.join(values)}"
        " FROM generate_series(%(first)s::int, %(last)s::int) k"
        " JOIN bench.place place ON place.n = k %% place.many"
        f" CROSS JOIN LATERAL (SELECT ({back})::int AS months) back"
        f" CROSS JOIN LATERAL (SELECT ({DAYS} + {nth} %% 4)::int AS days) moved"
        f" CROSS JOIN {table} t{people if table == 'persons_person' else ''}"
        f" WHERE t.id = ANY({_array(group.ids[table])}) AND back.months < {RECENT.get(table, MONTHS)}"
    )


def _array(ids: list[int]) -> str:
    return "'{" + ",".join(map(str, ids)) + "}'::bigint[]"


def _value(table: str, name: str, kind: str, points_to: str, group: Group) -> str:
    column, shift = f't."{name}"', f"k::bigint * {STEP}"
    if name == "id":
        return f"{column} + {shift}"
    if name in SHIFTED:
        return f"{column} + {shift}"
    if points_to in group.ids or name == "person_id_value":
        points_to = points_to or "persons_person"
        kept = _officer(column) if points_to == "persons_person" else column
        return f"CASE WHEN {column} = ANY({_array(group.ids[points_to])}) THEN {column} + {shift} ELSE {kept} END"
    if points_to == "funds_fundaccount":
        return f"place.accounts[array_position((SELECT accounts FROM bench.place WHERE first), {column})]"
    if change := CHANGED.get(f"{table}.{name}") or (CHANGED.get(name) if not kind.startswith("int") else None):
        changed = change.format(c=column, name=name, day_of="t.accepted_on - moved.days")
        return f"({changed})::{kind}".replace("%", "%%")
    if kind == "date" and name not in UNMOVED:
        months = f"({column} - make_interval(months => back.months))::date"
        return months if name in FIRSTS else f"{column} - moved.days"
    if kind == "timestamptz":
        return f"{column} - make_interval(days => moved.days)"
    if kind == "daterange":  # an entitlement runs two years
        begins = f"(lower({column}) - make_interval(months => back.months))::date"
        ends = f"CASE WHEN back.months > {RUNNING} THEN ({begins} + make_interval(months => {RUNNING}))::date"
        return f"daterange({begins}, {ends} ELSE upper({column}) END)"
    return column


def _officer(column: str) -> str:
    """Whoever holds the same post in the copy's township."""
    return f"coalesce(place.staff[array_position((SELECT staff FROM bench.place WHERE first), {column})], {column})"
