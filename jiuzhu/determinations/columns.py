"""Families of the registry as the columns of the law: three reads a block by binary COPY, decoded without a loop.

The database gathers each column into one array of whole numbers; in the binary form of an array every number stands at
a fixed distance from the last, so numpy reads it as it is.
"""

import datetime as dt
import struct
from dataclasses import dataclass

import numpy as np
import psycopg
import pyarrow as pa  # type: ignore[import-untyped]
from django.db import connection

from jiuzhu.law.rules.engine import Array, Ints
from jiuzhu.law.rules.facts import ABSENT, DISABILITY_KINDS, FACTS, INCOME_KINDS, RELATIONS, SPENDING_KINDS, STUDENT
from jiuzhu.law.table_columns import Block

HOUSEHOLDS = 25_000  # a block: more leave the processor's cache
COPY_HEADER, ARRAY_HEADER = 19, 20  # bytes
MOST_HUNDREDS = 10_000
MONEY = (*(f"income_{kind}" for kind in INCOME_KINDS), *(f"spending_{kind}" for kind in SPENDING_KINDS))


def _code(column: str, words: tuple[str, ...]) -> str:
    """The position of a word in its list."""
    return f"CASE {column} " + " ".join(f"WHEN '{word}' THEN {n}" for n, word in enumerate(words)) + " END"


# Column -> SQL of a whole number; empty means what the fact's default says.
HOUSEHOLD = {
    "id": "h.id",
    "township": "h.township::int",
    "money": "h.money_fen",
    "homes_owned": "h.homes",
    "vehicles": "h.vehicles",
    "shops": "h.shops",
    "companies": "h.companies",
}
MEMBER = {
    "id": "m.id",
    "household": "m.household_id",
    "born": "p.born_on - date '1970-01-01'",
    "relation": _code("m.relation", RELATIONS),
    "disability_kind": f"CASE WHEN m.disability_grade > 0 THEN {_code('m.disability_kind', DISABILITY_KINDS)} END",
    "disability_grade": "m.disability_grade",
    "serious_illness": "m.serious_illness::int",
    "student": _code("m.student", STUDENT),
    "independent": "m.independent::int",
    "co_residing": "m.co_residing::int",
    "absent": _code("m.absent", ABSENT),
}
SUM = {
    "member": "f.member_id",
    "fen": "CASE f.per WHEN 'month' THEN 12 * f.fen ELSE f.fen END",
    "kind": f"CASE WHEN f.spending THEN {len(INCOME_KINDS)} + {_code('f.kind', tuple(SPENDING_KINDS))}"
    f" ELSE {_code('f.kind', tuple(INCOME_KINDS))} END",
}
READS = {
    "household": (HOUSEHOLD, "registry_household h WHERE h.id BETWEEN {first} AND {last}", "1"),
    "member": (
        MEMBER,
        "registry_member m JOIN persons_person p ON p.id = m.person_id WHERE m.household_id BETWEEN {first} AND {last}",
        "2, 1",
    ),
    "sum": (SUM, "registry_incomefact f WHERE f.household_id BETWEEN {first} AND {last}", "1"),
}


@dataclass(frozen=True)
class Families:
    """A block of the registry: what can be determined, the last household read, and how many could not be."""

    block: Block
    born: Ints  # days since 1970
    on: dt.date
    upto: int
    left_out: int


def read(after: int, on: dt.date, households: int = HOUSEHOLDS) -> Families | None:
    """The next families after a household's number, in the order of these numbers; None when there are no more.

    Left out is what one case would be refused for as well: no applicant or two, somebody not yet born on the day.
    """
    bounds = _bounds(after, households)
    if bounds is None:
        return None
    homes, members, sums = (_columns(name, *bounds) for name in READS)
    as_of = on.year * MOST_HUNDREDS + on.month * 100 + on.day
    facts = _facts(members, sums, as_of)
    keep = _determinable(homes["id"], members["household"], facts)
    if not keep.all():
        of_member = keep[np.searchsorted(homes["id"], members["household"])]
        facts = {name: column[of_member] for name, column in facts.items()}
        members = {name: column[of_member] for name, column in members.items()}
        homes = {name: column[keep] for name, column in homes.items()}
    for name, fact in FACTS.items():
        if fact.entity == "household":
            facts[name] = _typed(name, homes.get(name), len(homes["id"]))
    starts = np.searchsorted(members["household"], homes["id"]).astype(np.int64)
    block = Block(
        household=pa.array(homes["id"]),
        as_of=np.full(len(starts), as_of, dtype=np.int64),
        township=pa.array(homes["township"]).cast(pa.string()),
        starts=starts,
        rows=len(members["id"]),
        facts=facts,
    )
    return Families(block, members["born"], on, bounds[1], int((~keep).sum()))


def _bounds(after: int, households: int) -> tuple[int, int] | None:
    """The first and the last number of the next families."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT min(id), max(id) FROM (SELECT id FROM registry_household WHERE id > %s ORDER BY id LIMIT %s) next",
            [after, households],
        )
        first, last = cursor.fetchone()
    return None if first is None else (first, last)


def _columns(name: str, first: int, last: int) -> dict[str, Ints]:
    """One read: every column as an int64 array."""
    columns, where, order = READS[name]
    listed = ", ".join(f"coalesce({sql}, {_default(column)})::bigint AS c{n}" for n, (column, sql) in _each(columns))
    gathered = ", ".join(f"array_agg(c{n})" for n, _ in _each(columns))
    query = (
        f"SELECT {gathered} FROM (SELECT {listed} FROM {where.format(first=first, last=last)} ORDER BY {order}) rows"
    )
    connection.ensure_connection()
    with (
        psycopg.Cursor(connection.connection) as cursor,
        cursor.copy(f"COPY ({query}) TO STDOUT (FORMAT binary)") as rows,
    ):
        answer = b"".join(bytes(part) for part in rows)
    return dict(zip(columns, _arrays(answer), strict=True))


def _each(columns: dict[str, str]) -> list[tuple[int, tuple[str, str]]]:
    return list(enumerate(columns.items()))


def _default(column: str) -> int:
    return FACTS[column].default if column in FACTS else -1


def _arrays(answer: bytes) -> list[Ints]:
    """The arrays of the one row of a binary COPY."""
    place = COPY_HEADER
    (fields,) = struct.unpack_from("!h", answer, place)
    place += 2
    found: list[Ints] = []
    for _ in range(fields):
        (size,) = struct.unpack_from("!i", answer, place)
        place += 4
        if size <= ARRAY_HEADER:  # no rows: no array
            found.append(np.zeros(0, dtype=np.int64))
            place += max(size, 0)
            continue
        cells = np.frombuffer(
            answer, dtype=[("size", ">i4"), ("value", ">i8")], count=(size - ARRAY_HEADER) // 12, offset=place + 20
        )
        found.append(cells["value"].astype(np.int64))
        place += size
    return found


def _facts(members: dict[str, Ints], sums: dict[str, Ints], as_of: int) -> dict[str, Array]:
    """The facts of the members; the sums of the year by kind."""
    size = len(members["id"])
    year = _yearly(members["id"], sums)
    facts = {name: year[MONEY.index(name)] for name in MONEY}
    for name, fact in FACTS.items():
        if fact.entity == "member" and name not in facts and name != "age":
            facts[name] = _typed(name, members.get(name), size)
    facts["age"] = (as_of - _day_numbers(members["born"])) // MOST_HUNDREDS
    return facts


def _yearly(ids: Ints, sums: dict[str, Ints]) -> Array:
    """Fen of twelve months: a row for each kind, a column for each member."""
    year = np.zeros((len(MONEY), len(ids)), dtype=np.int64)
    # Member numbers rise within a family, but not over families: the place is looked up in sorted order.
    order = np.argsort(ids, kind="stable")
    place = order[np.searchsorted(ids, sums["member"], sorter=order)] if len(ids) else sums["member"]
    np.add.at(year.reshape(-1), sums["kind"] * len(ids) + place, sums["fen"])
    return year


def _day_numbers(days: Ints) -> Ints:
    """Days since 1970 as numbers such as 20211215."""
    dates = days.astype("datetime64[D]")
    months = dates.astype("datetime64[M]").astype(np.int64)
    in_month = (dates - dates.astype("datetime64[M]")).astype(np.int64) + 1
    return ((months // 12 + 1970) * 100 + months % 12 + 1) * 100 + in_month


def _typed(name: str, values: Array | None, size: int) -> Array:
    fact = FACTS[name]
    dtype = np.bool_ if fact.unit == "flag" else np.int8 if fact.unit == "code" else np.int64
    return np.full(size, fact.default, dtype=dtype) if values is None else values.astype(dtype)


def _determinable(homes: Ints, owner: Ints, facts: dict[str, Array]) -> Array:
    """Which families have exactly one applicant, at most one spouse, and nobody who isn't born yet."""
    of = np.searchsorted(homes, owner)

    def count(flags: Array) -> Ints:
        return np.bincount(of[flags], minlength=len(homes))

    relation = facts["relation"]
    applicants, spouses = (count(relation == RELATIONS.index(word)) for word in ("self", "spouse"))
    keep: Array = (applicants == 1) & (spouses <= 1) & (count(facts["age"] < 0) == 0)
    return keep
