"""Families of the registry as the columns of the law: four reads a block, each column as one array of whole numbers.

What has few values of a member travels in one number, four bits each: gathering a column costs more than the number.
"""

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
from django.db import connection

from jiuzhu.determinations.arrays import Numbers, gathered
from jiuzhu.law.rules.engine import Array, Ints
from jiuzhu.law.rules.facts import ABSENT, DISABILITY_KINDS, FACTS, INCOME_KINDS, RELATIONS, SPENDING_KINDS, STUDENT
from jiuzhu.law.table_columns import Block

HOUSEHOLDS = 25_000  # a block: more leave the processor's cache
MOST_HUNDREDS = 10_000
BITS = 4  # of a code, which is −1 to 14
Bounds = tuple[int, int]
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
MEMBER = {"id": "m.id", "household": "m.household_id", "person": "m.person_id"}
CODES = {
    "relation": _code("m.relation", RELATIONS),
    "disability_kind": f"CASE WHEN m.disability_grade > 0 THEN {_code('m.disability_kind', DISABILITY_KINDS)} END",
    "disability_grade": "m.disability_grade",
    "serious_illness": "m.serious_illness::int",
    "student": _code("m.student", STUDENT),
    "independent": "m.independent::int",
    "co_residing": "m.co_residing::int",
    "absent": _code("m.absent", ABSENT),
}
PERSON = {"id": "p.id", "born": "p.born_on - date '1970-01-01'"}
SUM = {
    "member": "f.member_id",
    "fen": "CASE f.per WHEN 'month' THEN 12 * f.fen ELSE f.fen END",
    "kind": f"CASE WHEN f.spending THEN {len(INCOME_KINDS)} + {_code('f.kind', tuple(SPENDING_KINDS))}"
    f" ELSE {_code('f.kind', tuple(INCOME_KINDS))} END",
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
    """The next families after a household's number, in the order of these numbers; None when there are no more."""
    bounds = next_bounds(after, households)
    return None if bounds is None else read_between(bounds, on)


def read_between(bounds: Bounds, on: dt.date) -> Families:
    """The families between two numbers.

    Left out is what one case would be refused for as well: no applicant or two, somebody not yet born on the day.
    """
    homes, members, sums = _homes(*bounds), _members(*bounds), _sums(*bounds)
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


def next_bounds(after: int, households: int = HOUSEHOLDS) -> Bounds | None:
    """The first and the last number of the next families.

    Behind row security the planner expects few rows and would read the whole registry for every block: until the
    transaction ends it goes by the indexes, and alone, as several blocks are read at a time.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('enable_seqscan', 'off', true), set_config('max_parallel_workers_per_gather', '0', true)"
        )
        cursor.execute(
            "SELECT min(id), max(id) FROM (SELECT id FROM registry_household WHERE id > %s ORDER BY id LIMIT %s) next",
            [after, households],
        )
        first, last = cursor.fetchone()
    return None if first is None else (first, last)


def _homes(first: int, last: int) -> dict[str, Ints]:
    """The families between two numbers, in the order of these."""
    return _in_order(_gathered(HOUSEHOLD, f"registry_household h WHERE h.id BETWEEN {first} AND {last}"), "id")


def _members(first: int, last: int) -> dict[str, Ints]:
    """Their members, those of a family together; `born` is looked up with the person."""
    columns = MEMBER | {"codes": _packed()}
    found = _gathered(columns, f"registry_member m WHERE m.household_id BETWEEN {first} AND {last}")
    found = _in_order(found, "id", "household")
    persons = Numbers.of(np.sort(found["person"]))
    born = _in_order(_gathered(PERSON, "persons_person p WHERE p.id = ANY(%s)", persons), "id")
    packed = found.pop("codes")
    codes = {name: (packed >> BITS * place & (1 << BITS) - 1) - 1 for place, name in enumerate(CODES)}
    return found | codes | {"born": born["born"][np.searchsorted(born["id"], found["person"])]}


def _sums(first: int, last: int) -> dict[str, Ints]:
    """Their income and spending of a year, each with its member."""
    return _gathered(SUM, f"registry_incomefact f WHERE f.household_id BETWEEN {first} AND {last}")


def _packed() -> str:
    """All codes of a member in one number."""
    codes = enumerate(CODES.items())
    return " | ".join(f"((coalesce({sql}, {_default(name)}) + 1) << {BITS * place})" for place, (name, sql) in codes)


def _gathered(columns: dict[str, str], source: str, *given: Numbers) -> dict[str, Ints]:
    known = (f"coalesce({sql}, {_default(name)})" if name in FACTS else sql for name, sql in columns.items())
    return dict(zip(columns, gathered(list(known), source, *given), strict=True))


def _in_order(columns: dict[str, Ints], *by: str) -> dict[str, Ints]:
    """The same rows sorted; the last key weighs most."""
    order = np.lexsort([columns[name] for name in by])
    return {name: values[order] for name, values in columns.items()}


def _default(column: str) -> int:
    return int(FACTS[column].default)


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
