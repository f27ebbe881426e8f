"""Determinations into their table. PostgreSQL refuses COPY where row security stands, so a block goes as binary arrays:
one statement, one array a column, and the rows are checked like any others."""

import struct
from collections.abc import Mapping

import numpy as np
import psycopg
import pyarrow as pa  # type: ignore[import-untyped]
from django.db import connection
from psycopg.adapt import Dumper
from psycopg.pq import Format

from jiuzhu.law.rules.engine import Array
from jiuzhu.law.rules.results import RESULTS
from jiuzhu.law.table_columns import Block

INT8, INT8_ARRAY = 20, 1016
COLUMNS = (
    *("members", "annual_income_fen", "per_capita_fen", "dibao_eligible", "dibao_members", "dibao_line_fen"),
    *("dibao_amount_fen", "dibao_why", "dibian_eligible", "dibian_members", "dibian_line_fen", "dibian_why"),
    *("tekun_eligible", "tekun_why", "tekun_living_fen", "hardship_eligible", "hardship_why"),
)


class Numbers(bytes):
    """A column of whole numbers in the binary form of bigint[]."""

    @classmethod
    def of(cls, values: Array) -> "Numbers":
        """From any array of whole numbers or flags."""
        cells = np.empty(len(values), dtype=[("size", ">i4"), ("value", ">i8")])
        cells["size"], cells["value"] = 8, values
        return cls(struct.pack("!5i", 1, 0, INT8, len(values), 1) + cells.tobytes())


class _AsItIs(Dumper):
    format, oid = Format.BINARY, INT8_ARRAY

    def dump(self, obj: bytes) -> bytes:
        return obj


def _cell(name: str) -> str:
    return f"{name} <> 0" if name.endswith("_eligible") else name


INSERT = (
    f"INSERT INTO determinations_determination (batch_no, household_id_value, township, {', '.join(COLUMNS)})"
    f" SELECT %s, household, township::text, {', '.join(map(_cell, COLUMNS))}"
    f" FROM unnest({', '.join(['%s'] * (len(COLUMNS) + 2))}) AS t(household, township, {', '.join(COLUMNS)})"
)


def store(batch_no: int, block: Block, values: Mapping[str, Array]) -> int:
    """Write a block's answers; `values` by column of the law. How many rows."""
    keys = (block.household.to_numpy(), block.township.cast(pa.int64()).to_numpy(zero_copy_only=False))
    arrays = [*keys, *(values[RESULTS[name]] for name in COLUMNS)]
    connection.ensure_connection()
    with psycopg.Cursor(connection.connection) as cursor:
        cursor.adapters.register_dumper(Numbers, _AsItIs)
        cursor.execute(INSERT, [batch_no, *(Numbers.of(array) for array in arrays)])
        return cursor.rowcount
