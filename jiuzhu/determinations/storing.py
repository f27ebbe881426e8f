"""Determinations into their table. PostgreSQL refuses COPY where row security stands, so a block goes as binary arrays:
one statement, one array a column, and the rows are checked like any others."""

from collections.abc import Mapping

import pyarrow as pa  # type: ignore[import-untyped]

from jiuzhu.determinations.arrays import Numbers, cursor
from jiuzhu.law.rules.engine import Array
from jiuzhu.law.rules.results import RESULTS
from jiuzhu.law.table_columns import Block

COLUMNS = (
    *("members", "annual_income_fen", "per_capita_fen", "dibao_eligible", "dibao_members", "dibao_line_fen"),
    *("dibao_amount_fen", "dibao_why", "dibian_eligible", "dibian_members", "dibian_line_fen", "dibian_why"),
    *("tekun_eligible", "tekun_why", "tekun_living_fen", "hardship_eligible", "hardship_why"),
)


def _cell(name: str) -> str:
    return f"(%s::bigint[])[i]{' <> 0' if name.endswith('_eligible') else ''}"


# Numbers stand at a fixed distance in an array: the i-th is read off, where `unnest` would first write each column out.
INSERT = (
    f"INSERT INTO determinations_determination (batch_no, household_id_value, township, {', '.join(COLUMNS)})"
    f" SELECT %s, (%s::bigint[])[i], (%s::bigint[])[i]::text, {', '.join(map(_cell, COLUMNS))}"
    " FROM generate_series(1, %s) AS i"
)


def store(batch_no: int, block: Block, values: Mapping[str, Array]) -> int:
    """Write a block's answers; `values` by column of the law. How many rows."""
    if not len(block.starts):  # nobody in it could be determined
        return 0
    keys = (block.household.to_numpy(), block.township.cast(pa.int64()).to_numpy(zero_copy_only=False))
    arrays = [*keys, *(values[RESULTS[name]] for name in COLUMNS)]
    with cursor() as rows:
        rows.execute(INSERT, [batch_no, *(Numbers.of(array) for array in arrays), len(block.starts)])
        return rows.rowcount
