"""The columns of a table for the batch: one row per member, rows of a household together (rules/README.md).

Reading is strict: unknown columns, wrong types, empty cells where a value must stand, negative money and unknown words
are refused with the row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]

from jiuzhu.law.rules.engine import NOT_KNOWN, Array, Homes, Ints
from jiuzhu.law.rules.facts import CODE_LISTS, FACTS, HIGHEST, RELATIONS, Fact

KEYS = ("household", "as_of", "township")
REQUIRED = (*KEYS, "relation", "born")
# Facts that depend on the law date are worked out from a date of the table.
FROM_DATES = {"age": "born", "new_job_months": "new_job_since"}
MOST_HUNDREDS = 10_000  # a date as the number 20211215: differences in years and months stay whole
MONEY_UNITS = ("fen", "fen_per_year")
_DAY = np.dtype("datetime64[D]")


class BadTable(Exception):
    """A table that can't be used; the sentence says why, in which row and what to do."""


def known_columns() -> frozenset[str]:
    """All column names a table may have."""
    facts = {name for name in FACTS if name not in FROM_DATES}
    return frozenset({*facts, *KEYS, *FROM_DATES.values()})


def check_schema(schema: pa.Schema) -> None:
    """Refuses missing and unknown columns before anything is calculated. Raises `BadTable`."""
    for name in REQUIRED:
        if name not in schema.names:
            raise BadTable(f"表里缺少列 {name}；必须有：{'、'.join(REQUIRED)}。")
    for name in schema.names:
        if name not in known_columns():
            raise BadTable(f"表里有不认识的列 {name}，请改名或删去；可用的列见 jiuzhu/law/rules/README.md。")
        if schema.names.count(name) > 1:
            raise BadTable(f"列 {name} 有两个，请只留一个。")


@dataclass(frozen=True)
class Block:
    """Some whole households: their keys (one per household) and the columns of facts."""

    household: pa.Array
    as_of: Array
    township: pa.Array
    starts: Ints
    rows: int
    facts: Mapping[str, Array]


def household_starts(ids: pa.Array) -> Ints:
    """Index of the first row of each run of equal household ids."""
    changed = pc.fill_null(pc.not_equal(ids.slice(1), ids.slice(0, len(ids) - 1)), True)
    later = np.flatnonzero(changed.to_numpy(zero_copy_only=False)) + 1
    return np.concatenate([np.zeros(1, dtype=np.int64), later.astype(np.int64)])


def read_block(rows: pa.RecordBatch, first_row: int) -> Block:
    """Decodes rows of whole households; `first_row` is the number of its first row in the table. Raises `BadTable`."""
    for name in REQUIRED:
        _refuse_empty(rows.column(name), name, first_row)
    starts = household_starts(rows.column("household"))
    heads = pa.array(starts)
    as_of = _dates(rows.column("as_of"), "as_of", first_row)
    township = rows.column("township").cast(pa.string())
    owner = np.repeat(starts, np.diff(starts, append=len(as_of)))
    _same_in_household(as_of == as_of[owner], "as_of", first_row)
    same_town = pc.equal(township, township.take(pa.array(owner))).to_numpy(zero_copy_only=False)
    _same_in_household(same_town, "township", first_row)
    facts = {name: _fact(fact, rows, as_of, starts, first_row) for name, fact in FACTS.items()}
    return Block(rows.column("household").take(heads), as_of[starts], township.take(heads), starts, len(as_of), facts)


def homes_of(starts: Ints, size: int, relation: Array, first_row: int) -> Homes:
    """Groups members into households; each needs exactly one applicant. Raises `BadTable`."""
    selves = np.flatnonzero(relation == RELATIONS.index("self"))
    found = np.add.reduceat((relation == RELATIONS.index("self")).astype(np.int64), starts)
    wrong = np.flatnonzero(found != 1)
    if len(wrong):
        row = first_row + int(starts[wrong[0]]) + 1
        raise BadTable(f"第 {row} 行起的一户有 {int(found[wrong[0]])} 个申请人（relation 为 self），每户应有一个。")
    return Homes(starts, size, selves)


def _fact(fact: Fact, rows: pa.RecordBatch, as_of: Array, starts: Ints, first_row: int) -> Array:
    source = FROM_DATES.get(fact.name, fact.name)
    dtype = np.dtype(np.bool_ if fact.unit == "flag" else np.int8 if fact.unit == "code" else np.int64)
    size = len(starts) if fact.entity == "household" else len(as_of)
    if source not in rows.schema.names:
        return np.full(size, fact.default, dtype=dtype)
    cells = rows.column(source)
    if fact.name == "age":
        values = _years(_dates(cells, source, first_row), as_of, first_row)
    elif fact.name == "new_job_months":
        values = _months(_dates(cells, source, first_row), as_of)
    elif fact.name in CODE_LISTS and not pa.types.is_integer(cells.type):
        values = _words(cells, fact, first_row)
    else:
        values = _numbers(cells, fact, dtype, first_row)
    return values[starts] if fact.entity == "household" else values


def _numbers(cells: pa.Array, fact: Fact, dtype: np.dtype[np.generic], first_row: int) -> Array:
    wanted = pa.bool_() if fact.unit == "flag" else pa.int64()
    try:
        filled = pc.fill_null(cells.cast(wanted), bool(fact.default) if fact.unit == "flag" else fact.default)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        kind = "true 或 false" if fact.unit == "flag" else "整数（金额以分为单位）"
        raise BadTable(f"列 {fact.name} 应是{kind}，现在是 {cells.type}。") from None
    values: Array = filled.to_numpy(zero_copy_only=False)
    if fact.unit == "flag":
        return values
    least = min(fact.default, 0)
    most = _most(fact, dtype)
    wrong = np.flatnonzero((values < least) | (values > most))
    if len(wrong):
        at = int(wrong[0])
        raise BadTable(
            f"第 {first_row + at + 1} 行 {fact.name} 的值 {values[at]} 不可能，应在 {least} 到 {most} 之间。"
        )
    return values.astype(dtype, copy=False)


def _most(fact: Fact, dtype: np.dtype[np.generic]) -> int:
    if fact.name in CODE_LISTS:
        return len(CODE_LISTS[fact.name]) - 1
    return HIGHEST.get(fact.name, np.iinfo(dtype).max)  # type: ignore[type-var]


def _words(cells: pa.Array, fact: Fact, first_row: int) -> Array:
    text = cells.cast(pa.string())
    codes = pc.index_in(text, value_set=pa.array(CODE_LISTS[fact.name]))
    wrong = np.flatnonzero(pc.and_(pc.is_null(codes), pc.is_valid(text)).to_numpy(zero_copy_only=False))
    if len(wrong):
        at = int(wrong[0])
        words = "、".join(CODE_LISTS[fact.name])
        raise BadTable(f"第 {first_row + at + 1} 行 {fact.name} 的值 {text[at].as_py()} 不认识；可用：{words}。")
    found: Array = pc.fill_null(codes, fact.default).to_numpy(zero_copy_only=False)
    return found.astype(np.int8)


def _dates(cells: pa.Array, name: str, first_row: int) -> Array:
    """Dates as numbers such as 20211215; an empty one as NOT_KNOWN."""
    if not pa.types.is_date(cells.type):
        raise BadTable(f"列 {name} 应是日期，现在是 {cells.type}。")
    filled = pc.fill_null(cells.cast(pa.date32()).view(pa.int32()), np.iinfo(np.int32).min)
    day = filled.to_numpy(zero_copy_only=False).astype(np.int64)
    stated = day != np.iinfo(np.int32).min
    dates = np.where(stated, day, 0).astype(_DAY)
    months = dates.astype("datetime64[M]")
    years = dates.astype("datetime64[Y]").astype(np.int64) + 1970
    in_year = months.astype(np.int64) - (years - 1970) * 12 + 1
    in_month = (dates - months).astype(np.int64) + 1
    return np.where(stated, (years * 100 + in_year) * 100 + in_month, NOT_KNOWN)


def _years(born: Array, as_of: Array, first_row: int) -> Array:
    wrong = np.flatnonzero(born > as_of)
    if len(wrong):
        raise BadTable(f"第 {first_row + int(wrong[0]) + 1} 行的出生日期在认定日之后。")
    return (as_of - born) // MOST_HUNDREDS


def _months(since: Array, as_of: Array) -> Array:
    years = as_of // MOST_HUNDREDS - since // MOST_HUNDREDS
    months = as_of // 100 % 100 - since // 100 % 100
    whole = years * 12 + months - (as_of % 100 < since % 100)
    return np.where((since == NOT_KNOWN) | (since > as_of), NOT_KNOWN, whole)


def _refuse_empty(cells: pa.Array, name: str, first_row: int) -> None:
    if cells.null_count:
        at = int(np.flatnonzero(cells.is_null().to_numpy(zero_copy_only=False))[0])
        raise BadTable(f"第 {first_row + at + 1} 行的 {name} 是空的，请补上。")


def _same_in_household(same: Array, name: str, first_row: int) -> None:
    wrong = np.flatnonzero(~same)
    if len(wrong):
        raise BadTable(f"第 {first_row + int(wrong[0]) + 1} 行的 {name} 与同一户的第一行不同，请改成一致。")
